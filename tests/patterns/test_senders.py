"""Senders: whose a file is, however the department is called (rows 40 to 46)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model.files import Verdict
from toolkit.model.history import RowKey
from toolkit.model.returns import Status
from toolkit.store import entries
from toolkit.turn import held, pending

from .catalogue import pattern
from .desk import FINANCE, OWN, PERMITS, PLAN, Desk, Dropped, own_sheet, own_table, saved

A, W, R, H = Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.RETURNED, Verdict.HELD


def _named(name: str, **how: Any) -> bytes:  # noqa: ANN401  (the words of own_sheet)
    return own_table(department=name, **how)


@pattern(12, "an own table that answers another department's tasks", H)
def test_tasks_of_another_department(desk: Desk) -> Dropped:
    """Nothing of such a table is recorded until a person has said whose it is."""
    headings = (*OWN, ("牵头单位", "leads"))
    end = desk.drop(own_table(ids=("1.1", "1.2", "1.3", "2.1", "5"), headings=headings))
    with end.office.store.transaction() as connection:
        assert entries.of_period(connection, "2022-06") == {}
    return end


@pattern(40, "an own table that names other departments", H)
def test_other_departments_named(desk: Desk) -> Dropped:
    """A table of one department in which rows are another's waits: a person says whose they are."""
    headings = (*OWN, ("责任单位", "leads"))
    end = desk.drop(own_table(ids=("1.1", "1.2", "1.3", "2.1", "4.1"), headings=headings))
    assert "县财政局" in end.reason
    return end


@pattern(40, "one table of two departments, each row with its name", A)
def test_split_by_rows(desk: Desk) -> Dropped:
    """Where every row names its department the file is split, and each part is taken for itself."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    own_sheet(
        sheet,
        ids=("1.1", "1.2", "1.3", "2.1", "4.1", "5"),
        headings=(("填报单位", "leads"), *OWN),
        title="2022年6月各单位进展情况表",
    )
    sheet["A2"] = "填报人：王敏　联系电话：5550100　填报日期：2022年6月24日"
    end = desk.drop(saved(book), "各单位汇总.xlsx")
    with end.office.store.transaction() as connection:
        said = entries.of_period(connection, "2022-06")
    assert said[RowKey(PLAN.id, "1.2", PERMITS)].entry.value == 30
    assert said[RowKey(PLAN.id, "4.1", FINANCE)].entry.value == 1
    return end


@pattern(41, "two files of one department with other figures", H)
def test_two_files(desk: Desk) -> Dropped:
    """Both wait: a person says which counts."""
    both = desk.drop_all(
        {"最终版.xlsx": desk.form(), "最终版2(1).xlsx": desk.form(rows={"1.2": {"value": 33}})}
    )
    assert {end.verdict for end in both.values()} == {H}
    assert "同时放入了内容不同的几份" in both["最终版.xlsx"].reason
    return both["最终版2(1).xlsx"]


@pattern(41, "the same said in two files", Verdict.DUPLICATE)
def test_two_files_that_say_the_same(desk: Desk) -> Dropped:
    """The second of two that say the same is a duplicate."""
    book = load_workbook(BytesIO(desk.form()))
    book.create_sheet("备注")
    both = desk.drop_all({"a.xlsx": desk.form(), "b.xlsx": saved(book)})
    assert both["a.xlsx"].verdict is A
    return both["b.xlsx"]


@pattern(42, "one office of a department answers its part", R, "F05")
def test_part_of_a_department(desk: Desk) -> Dropped:
    """A part is not the department's return: it goes back to be put together."""
    end = desk.drop(own_table(ids=("1.1", "1.2")))
    assert [f.id for f in end.findings if f.code == "F05"] == ["1.3", "2.1"]
    return end


@pattern(42, "an office of a department under its own name", H)
def test_office_of_a_department(desk: Desk) -> Dropped:
    """A name the directory does not have waits for a person."""
    return desk.drop(_named("县审批局政务大厅管理科", ids=("1.1", "1.2")))


@pattern(43, "our form under another department's name", A)
def test_telling_file_name(desk: Desk) -> Dropped:
    """What the form says inside counts, whatever the file is called."""
    end = desk.drop(desk.form(), "营商环境进展（县财政局）最终版2(1).xlsx")
    assert end.return_.department == PERMITS
    return end


@pattern(43, "an own table without a name inside", A)
def test_name_outside(desk: Desk) -> Dropped:
    """Where the inside says nothing the file name does."""
    book = load_workbook(BytesIO(own_table()))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A2"] = "填报人：王敏　联系电话：5550100　填报日期：2022年6月24日"
    end = desk.drop(saved(book), "6月进展（审批局）最终版.xlsx")
    assert end.return_.department == PERMITS
    return end


@pytest.mark.parametrize("name", ["审批局", "縣審批局", "县 行政审批局"])
@pattern(44, "known aliases, in both scripts", A)
def test_aliases(desk: Desk, name: str) -> Dropped:
    """A known alias means its department; what was written is kept."""
    end = desk.drop(_named(name))
    assert (end.return_.department, end.return_.printed_department) == (PERMITS, name)
    return end


@pytest.mark.parametrize("name", ["市审批局", "县审批中心"])
@pattern(44, "another level, an unknown name", H)
def test_unknown_names(desk: Desk, name: str) -> Dropped:
    """Likeness only proposes: the file waits, with the departments it may be."""
    end = desk.drop(_named(name))
    assert name in end.reason
    assert PERMITS in end.return_.proposals
    return end


@pattern(45, "a name borne until August", A)
def test_former_name(desk: Desk) -> Dropped:
    """A former name means the department in the months it bore it."""
    end = desk.drop(_named("县政务服务办"))
    assert end.return_.department == PERMITS
    return end


@pattern(45, "a name given up in March", H)
def test_name_out_of_date(desk: Desk) -> Dropped:
    """After its last month a former name is nobody's: a person decides."""
    return desk.drop(_named("县行政服务中心"))


@pattern(46, "a table in traditional script with look-alikes", A)
def test_traditional_script(desk: Desk) -> Dropped:
    """Titles, states and headings are compared in one script; what was written is kept."""
    traditional: dict[str, dict[str, object]] = {
        "1.1": {"task": "提高網上辦理水平", "status": "推進中"},
        "1.2": {"task": "提高網上辦理水平", "status": "推進中"},
        "1.3": {"task": "提高网上办理水平", "status": "末启动", "value": None, "progress": "", "id": ""},
        "2.1": {"task": "推進一件事集成辦理", "status": "推进中"},
    }
    words = ("序號", "重點工作", "目標任務", "累計完成數", "辦理狀態", "本月進展", "存在困難", "下步打算")
    headings = [(word, field) for word, (_, field) in zip(words, OWN, strict=True)]
    end = desk.drop(own_table(traditional, headings=headings))
    assert end.entry("1.1").value == 96.5
    assert (end.entry("1.3").status, end.entry("1.3").status_raw) == (Status.NOT_STARTED, "末启动")
    return end


@pattern(12, "an own table all of whose rows another department leads", H)
def test_all_rows_are_anothers(desk: Desk) -> Dropped:
    """A table under one name that answers only another's tasks waits, and goes back to nobody unasked."""
    end = desk.drop(_named(FINANCE, ids=("1.1", "1.2", "1.3", "2.1")))
    assert end.return_.department == ""
    assert end.return_.proposals == (PERMITS, FINANCE)
    with end.office.store.transaction() as connection:
        (asked,) = pending.pending(end.office, connection)
    assert (asked.kind, asked.proposal) == (held.WHOSE, PERMITS)
    return end
