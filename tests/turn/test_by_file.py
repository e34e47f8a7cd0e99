"""What an office sets and decides, by the files and commands a clerk uses, from 参数 to 摘牌."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.cli import main
from toolkit.decisions.layout import GROUP
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.layout import NODES_SHEET
from toolkit.office import Office

from .conftest import put
from .test_nodes import DRAFTED, PASSED, _with_nodes
from .test_terms import change

At = Callable[[str], Office]
Fill = Callable[..., bytes]
JUNE, JULY, AUGUST, DECEMBER = "2022-06", "2022-07", "2022-08", "2022-12"
BY = "李主任"
DONE = {"status": "已完成", "completed_on": "2022-06-20", "evidence": "验收单.pdf"}


class Clerk:
    """The commands of a clerk in the office, each at a moment."""

    def __init__(self, at: At, form: Fill, capsys: pytest.CaptureFixture[str]) -> None:
        self.office = at("2022-06-20T09:00")
        self.form, self.capsys = form, capsys

    def run(self, *words: str, at: str) -> str:
        """Run a command and return what it prints."""
        self.capsys.readouterr()
        assert main([*words, "--office", str(self.office.root), "--as-of", at]) in {0, 1}
        return self.capsys.readouterr().out

    def hand_in(self, data: bytes, at: str, name: str = "表.xlsx") -> dict[str, Any]:
        """Drop a file, run, and return what became of it."""
        put(self.office, name, data)
        self.run("work", at=at)
        drops = json.loads(self.run("receipts", "--json", at=at))
        found: dict[str, Any] = next(one for one in reversed(drops) if one["file"] == name)
        return found

    def report(self, period: str, department: str, rows: dict[str, dict[str, object]]) -> dict[str, Any]:
        """Send out a month's forms and hand one in on the 24th."""
        self.run("dispatch", "--period", period, at=f"{period}-20T09:00")
        return self.hand_in(self.form(department, rows, period), f"{period}-24T10:00", f"{period}.xlsx")

    def row(self, period: str, id_: str, at: str) -> dict[str, Any]:
        """Return a row of the facts."""
        (facts,) = json.loads(self.run("facts", "--period", period, "--json", at=at))
        row: dict[str, Any] = next(one for one in facts["standings"] if one["id"] == id_)
        return row

    def page(self, sheet: str) -> Worksheet:
        """Return a sheet of 待定事项.xlsx."""
        found = load_workbook(self.office.outbox.root / "待定事项.xlsx")[sheet]
        assert isinstance(found, Worksheet)
        return found

    def open(self) -> set[str]:
        """Return the kinds of what waits for a person."""
        return {str(row[1]) for row in self.page("待定事项").iter_rows(min_row=4, values_only=True) if row[2]}

    def decide(self, at: str, sheet: str, *cells: tuple[int, str, str]) -> dict[str, Any]:
        """Type into a sheet of 待定事项.xlsx, row, column and text, hand it in and return what became of it."""
        book = load_workbook(self.office.outbox.root / "待定事项.xlsx")
        for row, column, value in cells:
            book[sheet][f"{column}{row}"].value = value
        out = BytesIO()
        book.save(out)
        return self.hand_in(out.getvalue(), at, "待定事项.xlsx")

    def choose(self, at: str, kind: Ask, choice: str) -> dict[str, Any]:
        """Choose for the one question of a kind."""
        rows = enumerate(self.page("待定事项").iter_rows(min_row=4, values_only=True), 4)
        row = next(number for number, line in rows if line[1] == kind and line[2])
        return self.decide(at, "待定事项", (row, "H", choice), (row, "I", "会议研究"), (row, "J", BY))


@pytest.fixture
def clerk(supervising: At, form: Fill, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return a clerk of the office whose June is out."""
    return Clerk(supervising, form, capsys)


def test_one_tick_agrees_to_all_of_a_kind(clerk: Clerk) -> None:
    """√ beside 办结认定 with a name takes every proposal of the kind, at work in the next run."""
    claims = {"1.1": {"value": 82, **DONE}, "1.2": {"value": 61, **DONE, "evidence": "清单"}}
    clerk.report(JUNE, "县审批局", claims)
    lines = enumerate(clerk.page("待定事项").iter_rows(min_row=4, values_only=True), 4)
    tick = next(at for at, line in lines if line[10] == GROUP + Ask.DONE)

    drop = clerk.decide("2022-06-25T10:00", "待定事项", (tick, "H", "√"), (tick, "J", BY))

    assert "登记决定" in drop["reason"]
    assert "办结认定2项" in drop["reason"]
    assert Ask.DONE not in clerk.open()
    now = "2022-06-25T11:00"
    assert [clerk.row(JUNE, id_, now)["life"] for id_ in ("1.1", "1.2")] == ["已办结", "已办结"]


def test_nodes_are_put_off_only_by_a_decision(clerk: Clerk) -> None:
    """Days given otherwise in July wait; agreed to, they stand in August's form and the row is judged by them."""
    clerk.hand_in(_with_nodes(clerk.form("县财政局"), DRAFTED, PASSED), "2022-06-24T10:00")
    clerk.run("dispatch", "--period", JULY, at="2022-07-20T09:00")
    later = _with_nodes(clerk.form("县财政局", period=JULY), ("起草办法", date(2022, 8, 31)), PASSED)
    clerk.hand_in(later, "2022-07-24T10:00", "七月.xlsx")
    now = "2022-07-26T10:00"
    assert clerk.row(JULY, "2", now)["light"] == "红"

    clerk.choose("2022-07-26T09:00", Ask.NODES, d.NODES_AGREED)

    assert Ask.NODES not in clerk.open()
    row = clerk.row(JULY, "2", now)
    assert (row["light"], row["expected"]) == ("绿", None)
    assert clerk.row(JUNE, "2", now)["expected"] == 0.5
    clerk.run("dispatch", "--period", AUGUST, at="2022-08-20T09:00")
    sheet = load_workbook(clerk.office.outbox.root / AUGUST / "下发" / "县财政局.xlsx")[NODES_SHEET]
    assert sheet["D4"].value == datetime(2022, 8, 31)


def test_a_task_is_put_on_the_list_and_comes_off_it(clerk: Clerk) -> None:
    """挂牌督办 is registered by the leader's word; done, 摘牌 is asked, and the mark is gone once it is decided."""
    clerk.report(JUNE, "县审批局", {"1.1": {"value": 70}, "1.2": {"value": 10}})
    line = 4
    clerk.decide("2022-06-25T10:00", "主动登记", (line, "C", "1"), (line, "D", "挂牌督办"), (line, "G", BY))
    claims = {"1.1": {"value": 82, **DONE}, "1.2": {"value": 61, **DONE, "evidence": "清单"}}
    clerk.report(JULY, "县审批局", claims)
    assert Ask.UNLIST in clerk.open()
    told = clerk.run("explain", "1.1", "--period", JULY, at="2022-07-24T11:00")
    assert "挂牌" in told

    drop = clerk.choose("2022-07-25T10:00", Ask.UNLIST, d.UNLISTED)

    assert "摘牌1项" in drop["reason"]
    assert Ask.UNLIST not in clerk.open()
    told = clerk.run("explain", "1.1", "--period", JULY, at="2022-07-25T11:00")
    assert "摘牌：摘牌" in told


def test_a_rule_switched_off_in_the_workbook_stays_quiet(clerk: Clerk, supervising: At) -> None:
    """停用规则 names H02: a jump that is asked about in July is not in August."""
    clerk.report(JUNE, "县审批局", {"1.1": {"value": 70}, "1.2": {"value": 10}})
    clerk.report(JULY, "县审批局", {"1.1": {"value": 70}, "1.2": {"value": 20}})
    change(supervising("2022-08-01T09:00"), 停用规则="H02")
    clerk.report(AUGUST, "县审批局", {"1.1": {"value": 70}, "1.2": {"value": 40}})

    told = [clerk.run("explain", "1.2", "--period", each, at="2022-08-25T10:00") for each in (JULY, AUGUST)]
    assert ["H02" in words for words in told] == [True, False]


@pytest.mark.parametrize(
    ("profile", "value", "light", "legend"),
    [
        ("临期亮蓝", 57, "蓝", "蓝灯"),
        ("五色加橙", 20, "橙", "橙灯"),
    ],
)
def test_an_office_has_its_own_colours(
    clerk: Clerk, supervising: At, profile: str, value: float, light: str, legend: str
) -> None:
    """Blue is nearly due in one office, orange far behind in another; the ledger says what its colours mean."""
    change(supervising("2022-06-21T09:00"), 亮灯方案=profile)
    clerk.report(DECEMBER, "县审批局", {"1.1": {"value": 79}, "1.2": {"value": value}})
    now = "2022-12-25T10:00"

    assert clerk.row(DECEMBER, "1.2", now)["light"] == light
    clerk.run("report", "ledger", "--period", DECEMBER, at=now)
    book = load_workbook(clerk.office.outbox.root / DECEMBER / "小方案" / "工作台账.xlsx")
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert any(words.startswith(legend) for words in said)
