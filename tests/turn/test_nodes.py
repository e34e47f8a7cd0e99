"""Days on the way: given on the form, registered once, shown again and judged afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model.files import Verdict
from toolkit.model.layout import NODES_HEADER_ROW, NODES_SHEET
from toolkit.model.plan import Node
from toolkit.office import Office
from toolkit.store import nodes, plans
from toolkit.turn.dispatch import dispatch
from toolkit.turn.ground import Ground
from toolkit.turn.report import facts_of
from toolkit.turn.take_in import take_in
from toolkit.turn.withdraw import withdraw

from .conftest import PLAN, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]
DRAFTED, PASSED = ("起草办法", date(2022, 5, 31)), ("上会审议", date(2022, 9, 30))
PROMISED = (Node(name="起草办法", due=date(2022, 5, 31)), Node(name="上会审议", due=date(2022, 9, 30)))


def _with_nodes(data: bytes, *lines: tuple[object, ...], row: str = "2") -> bytes:
    """Return a form with the lines of a row on 节点安排 filled in: name, planned day, value, day done."""
    book = load_workbook(BytesIO(data))
    sheet = book[NODES_SHEET]
    own = [at for at in range(NODES_HEADER_ROW + 1, sheet.max_row + 1) if sheet.cell(at, 1).value == row]
    for at, line in zip(own, lines, strict=False):
        for column, value in enumerate(line, 3):
            sheet.cell(at, column).value = value  # type: ignore[assignment]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _registered(office: Office) -> tuple[Node, ...]:
    with office.store.transaction() as connection:
        (plan,) = Ground.of(connection).plans
        return plan.nodes.get("2", ())


def _sheet(path: Path) -> Worksheet:
    sheet = load_workbook(path)[NODES_SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.fixture
def promised(supervising: At, form: Fill) -> Office:
    """Return an office whose 县财政局 gave two nodes of row 2 in June, the first of them not done."""
    office = supervising("2022-06-24T10:00")
    put(office, "六月.xlsx", _with_nodes(form("县财政局"), DRAFTED, PASSED))
    (drop,) = take_in(office)
    assert drop.verdict is Verdict.ACCEPTED
    return office


def test_the_first_lead_is_asked_and_no_other(supervising: At) -> None:
    """Only the first lead of a row without a number finds lines for it on 节点安排."""
    sent = supervising("2022-06-20").outbox.root / "2022-06" / "下发"

    assert [row[0].value for row in _sheet(sent / "县财政局.xlsx").iter_rows(min_row=4)] == ["2", "2", "2"]
    assert NODES_SHEET not in load_workbook(sent / "河东镇.xlsx").sheetnames


def test_a_plan_may_do_without(supervising: At) -> None:
    """With 节点填报 = 否 no form has the sheet."""
    office = supervising("2022-06-21T09:00")
    with office.store.transaction() as connection:
        plans.register(connection, PLAN, {"节点填报": "否"}, "1" * 64, datetime(2022, 6, 21))

    dispatch(office, "2022-06")

    for path in (office.outbox.root / "2022-06" / "下发").glob("*.xlsx"):
        assert NODES_SHEET not in load_workbook(path).sheetnames


def test_nodes_given_are_registered(promised: Office) -> None:
    """What an accepted return gives is the plan's from then on."""
    assert _registered(promised) == PROMISED


def test_the_next_form_shows_them(promised: Office, supervising: At) -> None:
    """Next month the nodes stand in the form, to be dated when they are done."""
    office = supervising("2022-07-20T09:00")
    dispatch(office, "2022-07")

    sheet = _sheet(promised.outbox.root / "2022-07" / "下发" / "县财政局.xlsx")
    shown = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, min_col=3, max_col=6)]
    assert shown[0] == ["起草办法", datetime(2022, 5, 31), None, None]
    assert shown[1][0] == "上会审议"
    assert shown[2:] == [[None] * 4]
    assert not sheet["F4"].protection.locked
    assert sheet["A4"].protection.locked


def test_a_month_without_the_sheet_takes_nothing_back(supervising: At, form: Fill) -> None:
    """July comes without it: August's form still shows the day a node was done."""
    done = ("起草办法", date(2022, 5, 31), None, date(2022, 6, 20))
    office = supervising("2022-06-24T10:00")
    put(office, "六月.xlsx", _with_nodes(form("县财政局"), done))
    take_in(office)
    dispatch(supervising("2022-07-20T09:00"), "2022-07")
    book = load_workbook(BytesIO(form("县财政局", period="2022-07")))
    del book[NODES_SHEET]
    out = BytesIO()
    book.save(out)
    office = supervising("2022-07-24T10:00")
    put(office, "七月.xlsx", out.getvalue())
    take_in(office)

    dispatch(supervising("2022-08-20T09:00"), "2022-08")

    sheet = _sheet(office.outbox.root / "2022-08" / "下发" / "县财政局.xlsx")
    assert sheet["F4"].value == datetime(2022, 6, 20)


def test_a_node_passed_and_not_done_is_told(promised: Office) -> None:
    """The row is judged by its nodes: one of two lies behind and is not done."""
    (facts,) = facts_of(promised, "2022-06")

    (standing,) = (each for each in facts.standings if each.id == "2")
    assert (standing.completion, standing.expected) == (0.0, 0.5)
    assert "起草办法" in standing.why


def test_a_later_change_waits_for_a_person(promised: Office, supervising: At, form: Fill) -> None:
    """Another day in next month's return leaves what is registered as it is; it is never sent back."""
    office = supervising("2022-07-20T09:00")
    dispatch(office, "2022-07")
    office = supervising("2022-07-24T09:00")
    later = _with_nodes(form("县财政局", period="2022-07"), ("起草办法", date(2022, 8, 31)))
    put(office, "七月.xlsx", later)

    (drop,) = take_in(office)

    assert drop.verdict is not Verdict.RETURNED
    assert _registered(promised) == PROMISED


def test_a_month_mended_in_time_counts(promised: Office, supervising: At, form: Fill) -> None:
    """A second return of the same month, before the month is over, gives the nodes anew."""
    office = supervising("2022-06-26T10:00")
    put(office, "改.xlsx", _with_nodes(form("县财政局"), ("起草办法", date(2022, 6, 30)), PASSED))
    take_in(office)

    assert _registered(promised)[0].due == date(2022, 6, 30)


def test_the_same_month_mended_after_its_end_does_not_move_a_promise(
    promised: Office, supervising: At, form: Fill
) -> None:
    """In July no return of June can give its own nodes a later day."""
    office = supervising("2022-07-02T10:00")
    put(office, "改.xlsx", _with_nodes(form("县财政局"), ("起草办法", date(2022, 12, 30)), PASSED))
    take_in(office)

    assert _registered(promised) == PROMISED


def test_what_is_withdrawn_promises_nothing(promised: Office) -> None:
    """With the return its nodes are gone."""
    withdraw(promised, "六月.xlsx")

    assert _registered(promised) == ()


@pytest.mark.parametrize("names", [("甲.xlsx", "乙.xlsx"), ("乙.xlsx", "甲.xlsx")])
def test_of_two_months_dropped_together_the_earlier_promises(
    supervising: At, form: Fill, names: tuple[str, str]
) -> None:
    """Whatever the files are called, the nodes of the earlier month are registered."""
    dispatch(supervising("2022-07-20T09:00"), "2022-07")
    office = supervising("2022-07-24T09:00")
    put(office, names[0], _with_nodes(form("县财政局"), DRAFTED))
    put(office, names[1], _with_nodes(form("县财政局", period="2022-07"), PASSED))

    take_in(office)

    assert [node.name for node in _registered(office)] == ["起草办法"]
    with office.store.transaction() as connection:
        promise = nodes.registered(connection, "小方案", "2")
    assert promise is not None
    assert promise.period == "2022-06"


def test_a_month_is_judged_by_the_nodes_it_knew(promised: Office) -> None:
    """May, judged again, knows nothing of the nodes given in June."""
    with promised.store.transaction() as connection:
        (plan,) = Ground.of(connection, "2022-05").plans

    assert plan.nodes == {}
