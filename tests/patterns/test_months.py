"""Months and versions: which period a file is of, and from which plan its form was made (rows 37 to 39, 57)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model.files import Verdict
from toolkit.model.history import RowKey
from toolkit.store import entries, plans

from .catalogue import pattern
from .desk import GOOD, OWN, PERMITS, PLAN, Desk, Dropped, own_sheet, own_table, saved

A, W, R = Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.RETURNED


def _recorded(end: Dropped, period: str) -> float | None:
    """Return what is recorded of 1.2 for a period."""
    with end.office.store.transaction() as connection:
        said = entries.of_period(connection, period).get(RowKey(PLAN.id, "1.2", PERMITS))
    return said.entry.value if said else None


@pattern(37, "our form of June that says May", W, "F02")
def test_printed_month_differs(desk: Desk) -> Dropped:
    """The form's own mark decides; the words are asked about."""

    def reworded(sheet: Worksheet) -> None:
        sheet["D2"] = "2022年5月"

    end = desk.drop(desk.form(change=reworded))
    assert (end.return_.period, end.found("F02").found) == ("2022-06", "报告期写作“2022年5月”")
    assert _recorded(end, "2022-06") == 30
    return end


@pattern(37, "May's form sent for June", R, "F01")
def test_other_months_form(later: Desk) -> Dropped:
    """A form of another month goes back, and nothing of it is recorded."""
    end = later.drop(later.form(period="2022-05"))
    assert (end.found("F01").found, end.found("F01").wanted) == ("这是2022年5月的填报表", "2022年6月的填报表")
    assert _recorded(end, "2022-05") == 24
    assert _recorded(end, "2022-06") is None
    return end


@pattern(38, "a sheet for May and one for June", W, "F17")
def test_two_months_on_two_sheets(desk: Desk) -> Dropped:
    """The month under way is taken, and the department told that the other was not."""
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.title = "5月"
    own_sheet(book.active, {"1.2": {"value": 24}}, title="2022年5月重点工作进展情况表")
    own_sheet(book.create_sheet("6月"))
    end = desk.drop(saved(book))
    assert (end.return_.period, end.entry("1.2").value) == ("2022-06", 30)
    assert "5月" in end.found("F17").found
    return end


@pattern(38, "columns for May and for June", W, "F17")
def test_two_months_in_two_columns(desk: Desk) -> Dropped:
    """The month's own column is read, whichever stands first."""
    headings = [*OWN[:3], ("5月完成值", "requirement"), ("6月完成值", "value"), *OWN[4:]]
    end = desk.drop(own_table(headings=headings))
    assert end.entry("1.2").value == 30
    assert "5月" in end.found("F17").found
    return end


@pattern(39, "last month's form with this month's words", R, "F01")
def test_last_months_form_comes_back_filled(later: Desk) -> Dropped:
    """What goes back is this month's form with the department's own words in it."""
    words = "六月新上线事项九项"
    end = later.drop(later.form(rows={"1.1": {"progress": words}}, period="2022-05"))
    (paper,) = end.office.outbox.root.glob("*/退回/县审批局_*.xlsx")
    book = load_workbook(paper)
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("2022年6月" in text and "填报表" in text for text in said)
    assert words in said
    return end


@pattern(39, "a form of the plan's first version", W, "F03")
def test_older_version(desk: Desk) -> Dropped:
    """Rows of an older version are taken by their numbers, and the department looks them over."""
    form = desk.form()
    office = desk.at("2022-06-22T09:00")
    with office.store.transaction() as connection:
        plans.register(
            connection,
            replace(PLAN, title="云溪县政务服务提升方案（修订）"),
            {},
            "1" * 64,
            datetime(2022, 6, 21),
        )
    end = desk.drop(form)
    assert _recorded(end, "2022-06") == 30
    assert end.found("F03").wanted == "第2版"
    return end


@pattern(57, "an own table of July in June", A)
def test_sent_early(desk: Desk) -> Dropped:
    """What is sent before its form went out is kept for its own month."""
    end = desk.drop(own_table(title="2022年7月重点工作进展情况表"))
    assert end.return_.period == "2022-07"
    assert (_recorded(end, "2022-06"), _recorded(end, "2022-07")) == (None, 30)
    return end


@pattern(57, "a second report after the lock", W, "F18")
def test_changed_after_the_lock(desk: Desk) -> Dropped:
    """A change after the lock is a correction, taken with the question what was corrected and why."""
    assert desk.drop(desk.form()).verdict is A
    end = desk.drop(desk.form(rows={"1.2": {"value": 32}}), "更正.xlsx", at="2022-07-01T09:00")
    assert "记入更正" in end.reason
    assert end.found("F18").found == "2022年6月已经锁定，又报来第2次"
    assert _recorded(end, "2022-06") == 32
    return end


@pattern(57, "a first report after the lock", A)
def test_first_report_after_the_lock(desk: Desk) -> Dropped:
    """A first report is late, and is taken all the same."""
    end = desk.drop(desk.form(), at="2022-07-01T09:00")
    assert "锁定后报来" in end.reason
    assert end.entry("1.1").progress == GOOD["1.1"]["progress"]
    return end
