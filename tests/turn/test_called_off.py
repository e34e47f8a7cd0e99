"""Rows that a document called off or a person closed, in the forms that follow: locked, told, asked nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.files import Verdict
from toolkit.model.layout import FIRST_ROW, FORM_SHEET
from toolkit.office import Office
from toolkit.turn.dispatch import dispatch
from toolkit.turn.on_behalf import enter
from toolkit.turn.report import facts_of

from .conftest import COLUMN
from .test_judged_decisions import DONE, ROWS, december, hand_in, register, settle

At = Callable[[str], Office]
Fill = Callable[..., bytes]
JANUARY, FEBRUARY = "2023-01", "2023-02"
NUMBER = "云政办发〔2022〕15号"
OWN = ("unchanged", "value", "status", "completed_on", "progress", "problems", "next_steps", "evidence")


@pytest.fixture
def at(one_at_a_time: At) -> At:
    """Return a way to open the office at any moment; December's forms are out."""
    dispatch(one_at_a_time("2022-12-20T09:00"), "2022-12")
    return one_at_a_time


def line(office: Office, path: str, id_: str) -> tuple[set[bool], dict[str, object]]:
    """Return whether a row's own cells are locked, and what stands in it."""
    sheet = load_workbook(office.outbox.root / path)[FORM_SHEET]
    row = next(
        at for at in range(FIRST_ROW, sheet.max_row + 1) if str(sheet.cell(at, COLUMN["id"]).value) == id_
    )
    cells = {name: sheet.cell(row, COLUMN[name]) for name in (*OWN, "check", "requirement")}
    return {bool(cells[name].protection.locked) for name in OWN}, {k: c.value for k, c in cells.items()}


def form_of(period: str) -> str:
    """Return where the form of 县审批局 lies."""
    return f"{period}/下发/县审批局.xlsx"


@pytest.mark.parametrize("choice", [d.ENDED, d.SUSPENDED])
def test_a_row_called_off_asks_nothing_until_it_goes_on(at: At, form: Fill, choice: str) -> None:
    """Called off by document its row is locked and says so in form and 代录 form; resumed, it is asked again."""
    office = december(at, form, {"1.2": {"value": 30, "problems": "上级部署调整，申请终止"}})
    settle(office, (Ask.STOP, "1.2", choice), ground=NUMBER)

    office = at("2023-01-20T09:00")
    dispatch(office, JANUARY)
    said = f"已{choice}（{NUMBER}），不用填"
    for path in (form_of(JANUARY), enter(office, "县审批局", JANUARY, "电话")):
        locked, cells = line(office, path, "1.2")
        assert (locked, cells["check"]) == ({True}, said)
        assert [cells[name] for name in OWN] == [None] * len(OWN)
        assert f"【已{choice}（{NUMBER}），不用再报】" in str(cells["requirement"])
        assert line(office, path, "1.1")[0] == {False}

    office = at("2023-01-31T09:00")
    register(office, ("1.2", "恢复推进", "", "县长办公会"))
    office = at("2023-02-20T09:00")
    dispatch(office, FEBRUARY)
    locked, cells = line(office, form_of(FEBRUARY), "1.2")
    assert (locked, "不用填" in str(cells["check"])) == ({False}, False)
    drop = hand_in(
        at("2023-02-24T09:00"), _without(form("县审批局", {**ROWS, "1.1": {"value": 77}}, FEBRUARY), "1.2")
    )
    assert "1.2" in {finding.id for finding in drop.findings}


def _without(data: bytes, id_: str) -> bytes:
    """Return a form with nothing written in a row, as its department leaves one that asks nothing."""
    book = load_workbook(BytesIO(data))
    sheet = book[FORM_SHEET]
    for row in range(FIRST_ROW, sheet.max_row + 1):
        if str(sheet.cell(row, COLUMN["id"]).value) == id_:
            for name in OWN:
                sheet.cell(row, COLUMN[name]).value = None
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _deleted(data: bytes, id_: str) -> bytes:
    """Return a form whose department took a row out."""
    book = load_workbook(BytesIO(data))
    sheet = book[FORM_SHEET]
    for row in range(sheet.max_row, FIRST_ROW - 1, -1):
        if str(sheet.cell(row, COLUMN["id"]).value) == id_:
            sheet.delete_rows(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("left", [_without, _deleted])
def test_nothing_is_found_in_a_row_called_off(
    at: At, form: Fill, left: Callable[[bytes, str], bytes]
) -> None:
    """Left blank or taken out of the file, the row sends nobody back, raises no question and keeps its figure."""
    office = december(at, form, {})
    register(office, ("1.2", "终止", "", NUMBER))
    dispatch(at("2023-01-20T09:00"), JANUARY)
    rows = {"1.1": {"value": 80, "status": "已完成", "completed_on": "2022-12-30", "evidence": "报表"}}

    drop = hand_in(at("2023-01-24T09:00"), left(form("县审批局", rows, JANUARY), "1.2"), "一月.xlsx")

    assert drop.verdict is not Verdict.RETURNED, drop.reason
    assert "1.2" not in {finding.id for finding in drop.findings}
    (facts,) = facts_of(at("2023-01-24T10:00"), JANUARY)
    row = next(one for one in facts.standings if one.id == "1.2")
    assert (row.life, row.stopped, row.value_before) == ("已归档", f"终止（{NUMBER}）", 30)


def test_a_copy_that_goes_back_leaves_a_row_called_off_alone(at: At, form: Fill) -> None:
    """What a department wrote in a row meanwhile called off does not stand in the fresh form that goes back."""
    office = at("2022-12-24T10:00")
    hand_in(office, form("县审批局", {"1.1": {"value": "若干"}, "1.2": {"value": 31}}, "2022-12"), "一.xls")
    register(office, ("1.2", "终止", "", NUMBER))
    table = form("县审批局", {"1.1": {"value": "不少"}, "1.2": {"value": 31}}, "2022-12")
    drop = hand_in(at("2022-12-25T09:00"), with_macro(table), "二.xlsm")

    assert drop.verdict is Verdict.RETURNED
    locked, cells = line(office, f"2022-12/退回/县审批局_第{drop.round}次.xlsx", "1.2")
    assert (locked, cells["value"]) == ({True}, None)
    assert str(cells["check"]).endswith("不用填")


def with_macro(data: bytes) -> bytes:
    """Return a workbook with a macro in it, which marking would lose: a fresh form goes back instead."""
    from zipfile import ZipFile

    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


def test_a_row_accepted_as_done_is_locked_and_one_only_claimed_is_not(at: At, form: Fill) -> None:
    """A claim nobody has looked at may be taken back in the next form; one a person accepted only through the office."""
    office = december(at, form, DONE)
    dispatch(at("2023-01-20T09:00"), JANUARY)
    locked, cells = line(office, form_of(JANUARY), "1.2")
    assert (locked, cells["status"], cells["unchanged"]) == ({False}, None, None)
    assert '"已报完成，不用填"' in str(cells["check"])

    office = at("2023-01-21T09:00")
    settle(office, (Ask.DONE, "1.2", d.DONE_ACCEPTED))
    dispatch(office, JANUARY)
    locked, cells = line(office, form_of(JANUARY), "1.2")
    assert (locked, cells["check"]) == ({True}, "已办结，不用填")
    settle(office, (Ask.CLOSE, "1.2", d.CLOSED))
    dispatch(office, JANUARY)
    assert line(office, form_of(JANUARY), "1.2")[1]["check"] == "已销号，不用填"

    hand_in(at("2023-01-24T09:00"), _without(form("县审批局", {"1.1": {"value": 77}}, JANUARY), "1.2"))
    (facts,) = facts_of(at("2023-01-24T10:00"), JANUARY)
    row = next(one for one in facts.standings if one.id == "1.2")
    assert (row.life, row.state, row.value) == ("已销号", "已完成", 62)
