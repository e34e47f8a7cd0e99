"""What persons decide about rows: asked after the judgement, filled in as a clerk would, at work in the next run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from toolkit.decisions.layout import GROUP
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.decision import Pending
from toolkit.model.department import Department, Directory
from toolkit.model.files import FileKind, Verdict
from toolkit.model.layout import FIRST_ROW, FORM_SHEET
from toolkit.model.plan import Flag
from toolkit.model.standing import Class, Standing
from toolkit.office import Office
from toolkit.store import asked, decisions
from toolkit.store import plans as store_plans
from toolkit.store.drops import Drop
from toolkit.turn.dispatch import dispatch
from toolkit.turn.ground import Ground
from toolkit.turn.pending import pending
from toolkit.turn.report import facts_of
from toolkit.turn.work import work

from .conftest import COLUMN, amended, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]
Said = tuple[str, str, str]
DECEMBER, JANUARY = "2022-12", "2023-01"
BY = "李主任"
ROWS: dict[str, dict[str, object]] = {"1.1": {"value": 76.5}, "1.2": {"value": 30}}


@pytest.fixture
def at(one_at_a_time: At) -> At:
    """Return a way to open the office at any moment; December's forms are out."""
    dispatch(one_at_a_time("2022-12-20T09:00"), DECEMBER)
    return one_at_a_time


def hand_in(office: Office, data: bytes, name: str = "表.xlsx") -> Drop:
    """Drop a file, run, and return its row."""
    put(office, name, data)
    return next(one for one in work(office, pause_s=0).drops if one.file == name)


def december(at: At, form: Fill, rows: dict[str, dict[str, object]]) -> Office:
    """Return the office after 县审批局 has reported on December in time."""
    office = at("2022-12-24T10:00")
    drop = hand_in(office, form("县审批局", {**ROWS, **rows}, DECEMBER))
    assert drop.verdict in {Verdict.ACCEPTED, Verdict.QUESTIONED}, drop.reason
    return office


def waiting(office: Office) -> dict[str, Pending]:
    """Return what waits about rows and departments, by kind."""
    with office.store.transaction() as connection:
        return {one.kind: one for one in pending(office, connection)}


def settle(
    office: Office, *said: Said, ground: str = "电话核实", sheet: str = "待定事项", by: str = BY
) -> Drop:
    """Fill in the outbox's workbook as a clerk would, drop it, run, and return its row."""
    book = load_workbook(office.outbox.root / "待定事项.xlsx")
    page = book[sheet]
    headers = {str(cell.value): at for at, cell in enumerate(page[3], 1)}
    names = ("决定", "依据", "决定人") if sheet == "待定事项" else ("改为", "改的依据", "改的决定人")
    for kind, subject, choice in said:
        row = next(
            at
            for at, row in enumerate(page.iter_rows(min_row=4, values_only=True), 4)
            if row[1] == kind and subject in str(row[2]) and row[headers["编码"] - 1]
        )
        for header, value in zip(names, (choice, ground, by), strict=True):
            page.cell(row, headers[header], value)
    out = BytesIO()
    book.save(out)
    put(office, "待定事项.xlsx", out.getvalue())
    return next(one for one in work(office, pause_s=0).drops if one.kind is FileKind.DECISIONS)


def standing(office: Office, period: str, id_: str = "1.2") -> Standing:
    """Return how a row stands."""
    (facts,) = facts_of(office, period)
    return next(one for one in facts.standings if one.id == id_)


def form_row(office: Office, period: str, id_: str, field: str) -> object:
    """Return a cell of a row of 县审批局's form."""
    sheet = load_workbook(office.outbox.root / period / "下发" / "县审批局.xlsx")[FORM_SHEET]
    rows = range(FIRST_ROW, sheet.max_row + 1)
    row = next(at for at in rows if str(sheet.cell(at, COLUMN["id"]).value) == id_)
    return sheet.cell(row, COLUMN[field]).value


DONE = {"1.2": {"value": 62, "status": "已完成", "completed_on": "2022-12-20", "evidence": "验收单.pdf"}}


def test_a_claim_is_accepted_closed_and_revised(at: At, form: Fill) -> None:
    """认可办结 leads to 销号; a revision to 假办结 makes the row 推进中 again, and both decisions are on record."""
    office = december(at, form, DONE)
    claim = waiting(office)[Ask.DONE]
    assert claim.subject == "《小方案》第1.2项“提高网办率”"
    assert "62项" in claim.known
    assert "验收单.pdf" in claim.known
    assert (claim.proposal, claim.reason) == (d.DONE_ACCEPTED, "数值达到目标：62项，目标≥60项")

    drop = settle(office, (Ask.DONE, "1.2", d.DONE_ACCEPTED))
    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    assert standing(office, DECEMBER).klass is Class.DONE
    closing = waiting(office)
    assert Ask.DONE not in closing
    assert closing[Ask.CLOSE].reason == "12月24日已由李主任认可办结"

    drop = settle(office, (Ask.DONE, "1.2", d.DONE_FALSE), sheet="已决定", ground="现场核查", by="赵敏")
    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    now = standing(office, DECEMBER)
    assert (now.state, now.completed_on, now.klass is Class.DONE) == ("推进中", None, False)
    assert Ask.CLOSE not in waiting(office)
    with office.store.transaction() as connection:
        said = [(one.choice, one.decided_by) for one in decisions.everything(connection)]
    assert said == [(d.DONE_ACCEPTED, BY), (d.DONE_FALSE, "赵敏")]

    office = at("2023-01-20T09:00")
    dispatch(office, JANUARY)
    assert form_row(office, JANUARY, "1.2", "progress") is None
    assert waiting(office).keys().isdisjoint({Ask.DONE, Ask.CLOSE})


def test_an_extension_in_time_moves_the_day(at: At, form: Fill) -> None:
    """Asked for before expiry and agreed to, the new day stands in the next form, the light goes by it."""
    office = december(
        at,
        form,
        {"1.2": {"value": 30, "status": "申请调整", "adjust_to": "2023-03-31", "problems": "设备到货延迟"}},
    )
    wish = waiting(office)[Ask.EXTENSION]
    assert wish.choices == ("同意至2023年3月31日", d.DISAGREED)
    assert (wish.proposal, wish.free) == ("同意至2023年3月31日", "日期")
    assert "现时限2022年12月31日，申请调整至2023年3月31日；2022年12月24日提出，在时限之前申请" in wish.known

    settle(office, (Ask.EXTENSION, "1.2", "2023/2/28"))

    assert Ask.EXTENSION not in waiting(office)
    now = standing(office, DECEMBER)
    assert (now.due, now.due_before) == (date(2023, 2, 28), date(2022, 12, 31))
    assert standing(office, DECEMBER, "1.1").due == date(2022, 12, 31)
    office = at("2023-01-31T09:00")
    dispatch(office, JANUARY)
    assert "2023" in str(form_row(office, JANUARY, "1.2", "due"))
    rows = {
        **ROWS,
        "1.1": {"value": 80, "status": "已完成", "completed_on": "2022-12-31", "evidence": "报表"},
    }
    hand_in(office, form("县审批局", rows, JANUARY))
    assert standing(office, JANUARY).overdue_days == 0


def test_an_extension_asked_for_too_late_excuses_nothing(at: At, form: Fill) -> None:
    """After expiry the question says so; agreed to all the same, the row stays overdue by its printed day."""
    dispatch(at("2023-01-20T09:00"), JANUARY)
    office = at("2023-01-24T09:00")
    rows = {
        "1.1": {"value": 76.5, "problems": "个别股室重视不够"},
        "1.2": {"value": 30, "status": "申请调整", "adjust_to": "2023-03-31", "problems": "受汛期影响"},
    }
    hand_in(office, form("县审批局", rows, JANUARY))
    asked_now = waiting(office)
    wish = asked_now[Ask.EXTENSION]
    assert (wish.proposal, wish.reason) == (d.DISAGREED, "时限已过才申请")
    assert "同意了也仍按原时限计逾期" in wish.known

    settle(
        office,
        (Ask.EXTENSION, "1.2", "同意至2023年3月31日"),
        (Ask.REASON, "1.1", d.UNREASONABLE),
        (Ask.REASON, "1.2", d.REASONABLE),
    )

    now = standing(office, JANUARY)
    assert (now.due, now.klass, now.overdue_days > 0) == (date(2022, 12, 31), Class.OVERDUE, True)
    after = waiting(office)
    assert (after[Ask.ZERO].proposal, Ask.REASON in after) == (d.NOT_ZEROED, False)
    assert "1.1" in after[Ask.ZERO].subject

    office = at("2023-01-26T09:00")
    work(office, pause_s=0)
    with office.store.transaction() as connection:
        named = {
            one.about[d.DEPARTMENT]: one.known for one in asked.everything(connection) if one.kind == Ask.NAME
        }
    assert named == {
        "县审批局": "第1.1项逾期，没有合理原因",
        "县财政局": "逾期未报",
        "河东镇": "逾期未报",
    }


def test_reasons_are_agreed_to_as_a_whole(at: At, form: Fill) -> None:
    """√ beside 原因认定 takes every proposal; the reasons decided are asked about no more."""
    dispatch(at("2023-01-20T09:00"), JANUARY)
    office = at("2023-01-24T09:00")
    rows = {
        "1.1": {"value": 76.5, "problems": "省级配套文件尚未印发"},
        "1.2": {"value": 30, "problems": "单位人手不足"},
    }
    hand_in(office, form("县审批局", rows, JANUARY))
    data = (office.outbox.root / "待定事项.xlsx").read_bytes()
    page = load_workbook(BytesIO(data))["待定事项"]
    row = next(line[0].row for line in page.iter_rows(min_row=4) if line[10].value == GROUP + Ask.REASON)
    put(office, "待定事项.xlsx", amended(data, ("待定事项", f"H{row}", "√"), ("待定事项", f"J{row}", BY)))
    work(office, pause_s=0)
    with office.store.transaction() as connection:
        said = {one.row[1]: one.choice for one in decisions.everything(connection)}
    assert said == {"1.1": d.REASONABLE, "1.2": d.UNREASONABLE}
    assert waiting(office).keys() >= {Ask.UPPER_LEVEL, Ask.ZERO}
    settle(office, (Ask.UPPER_LEVEL, "第1项", d.UPPER))
    assert standing(office, JANUARY, "1.1").overdue_days == 0
    assert standing(office, DECEMBER, "1.1").overdue_days == 0


def test_a_row_is_ended_by_a_document_only(at: At, form: Fill) -> None:
    """终止 without a document's number is told and not taken; with one the row is out of the counting."""
    office = december(at, form, {"1.2": {"value": 30, "problems": "上级部署调整，申请终止"}})
    assert waiting(office)[Ask.STOP].proposal == d.GOES_ON
    drop = settle(office, (Ask.STOP, "1.2", d.ENDED))
    assert drop.verdict is Verdict.QUESTIONED
    assert "终止要有文件依据，请在“依据”里写明文件号" in drop.reason
    settle(office, (Ask.STOP, "1.2", d.ENDED), ground="云政办发[2022]15号")
    assert standing(office, DECEMBER).stopped == "终止（云政办发〔2022〕15号）"
    assert standing(office, "2022-11").stopped == ""
    assert Ask.STOP not in waiting(office)


def test_a_return_after_the_lock_counts_until_it_is_left_out(at: At, form: Fill) -> None:
    """超期补报 counts as a correction, 不计 takes it out, and the revision lets it in again."""
    office = at("2023-01-02T09:00")
    drop = hand_in(office, form("县审批局", ROWS, DECEMBER))
    assert "锁定后报来" in drop.reason
    assert waiting(office)[Ask.LATE].proposal == d.LATE_COUNTED
    assert standing(office, DECEMBER).value == 30

    settle(office, (Ask.LATE, "县审批局", d.LATE_LEFT_OUT))
    assert standing(office, DECEMBER).value is None
    assert Ask.LATE not in waiting(office)

    settle(office, (Ask.LATE, "县审批局", d.LATE_COUNTED), sheet="已决定")
    assert standing(office, DECEMBER).value == 30


def test_nothing_is_asked_twice_and_nothing_is_reckoned_for_nothing(
    at: At, form: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run in which nothing happened judges nothing and writes the same workbook."""
    office = december(at, form, DONE)
    work(office, pause_s=0)
    before = (office.outbox.root / "待定事项.xlsx").read_bytes()
    monkeypatch.setattr("toolkit.turn.asking.facts_of", lambda *_: pytest.fail("judged for nothing"))
    work(office, pause_s=0)
    assert (office.outbox.root / "待定事项.xlsx").read_bytes() == before


def register(office: Office, *lines: tuple[str, str, str, str]) -> Drop:
    """Fill in lines of 主动登记, number, matter, day and ground, drop the workbook, and return its row."""
    book = load_workbook(office.outbox.root / "待定事项.xlsx")
    page = book["主动登记"]
    for at, line in enumerate(lines, 4):
        for column, value in zip("CDEF", line, strict=True):
            page[f"{column}{at}"] = value
        page[f"G{at}"] = BY
    out = BytesIO()
    book.save(out)
    put(office, "待定事项（主动）.xlsx", out.getvalue())
    return next(one for one in work(office, pause_s=0).drops if one.kind is FileKind.DECISIONS)


def test_what_nobody_asked_is_settled_too(at: At, form: Fill) -> None:
    """Lines of 主动登记 are decisions like others: at work, on record, revised; wrong lines are told with their cell."""
    office = december(at, form, {})
    drop = register(
        office,
        ("1.2", "延期", "2023-03-31", "县长办公会"),
        ("1.1", "终止", "", "口头通知"),
        ("2", "终止", "", "云政发〔2022〕3号"),
        ("1", "挂牌督办", "", ""),
        ("9", "摘牌", "", ""),
        ("2", "延期", "2023-03-31", ""),
    )
    assert drop.verdict is Verdict.QUESTIONED
    assert "登记决定3项（延期1项、中止终止1项、挂牌1项）" in drop.reason
    for fault in ("D5：终止要有文件依据", "D8：方案“小方案”里没有编号“9”", "D9：编号“2”没有完成时限"):
        assert fault in drop.reason
    assert standing(office, DECEMBER).due == date(2023, 3, 31)
    assert standing(office, DECEMBER, "2").stopped == "终止（云政发〔2022〕3号）"
    with office.store.transaction() as connection:
        tasks = Ground.of(connection).plans[0].tasks
    assert tasks[0].flags == (Flag.LISTED,)

    settle(office, (Ask.LIST, "第1项", d.NOT_LISTED), (Ask.EXTENSION, "1.2", d.DISAGREED), sheet="已决定")
    assert standing(office, DECEMBER).due == date(2022, 12, 31)
    with office.store.transaction() as connection:
        assert Ground.of(connection).plans[0].tasks[0].flags == ()


def test_two_names_of_one_department_are_brought_together(at: At) -> None:
    """A name that only adds the place is asked about; merged, it is an alias, and both are one from then on."""
    office = at("2022-12-24T10:00")
    with office.store.transaction() as connection:
        before = store_plans.current_directory(connection)
        more = Directory(
            (*before.departments, Department(name="云溪县财政局"), Department(name="县审批服务局"))
        )
        store_plans.register_directory(connection, more, office.as_of)
    put(office, "空.xlsx", b"")
    work(office, pause_s=0)
    with office.store.transaction() as connection:
        found = {one.subject: one for one in pending(office, connection) if one.kind == Ask.MERGE}
    sure = found["“县财政局”和“云溪县财政局”"]
    assert (sure.proposal, sure.choices[-1]) == ("合并为“县财政局”", d.NOT_MERGED)
    assert found["“县审批局”和“县审批服务局”"].proposal == d.NOT_MERGED

    settle(
        office,
        (Ask.MERGE, "“县财政局”和“云溪县财政局”", "合并为“县财政局”"),
        (Ask.MERGE, "“县审批局”和“县审批服务局”", d.NOT_MERGED),
    )

    with office.store.transaction() as connection:
        directory = store_plans.current_directory(connection)
        left = [one.subject for one in pending(office, connection) if one.kind == Ask.MERGE]
    assert left == []
    assert [one.name for one in directory.departments].count("云溪县财政局") == 0
    known = directory.get("云溪县财政局")
    assert known is not None
    assert known.name == "县财政局"
