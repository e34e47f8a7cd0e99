"""An office joins in the middle of a year with its own ledger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.plans import ledgers
from toolkit.model.files import FileKind, Verdict
from toolkit.model.history import RowKey
from toolkit.office import Office
from toolkit.store import drops, entries
from toolkit.store import plans as store_plans
from toolkit.store.drops import Drop
from toolkit.turn import lists
from toolkit.turn.dispatch import dispatch, lay_out
from toolkit.turn.expected import expected
from toolkit.turn.report import facts_of
from toolkit.turn.take_in import take_in
from toolkit.turn.withdraw import withdraw

from .conftest import amended, put

At = Callable[[str], Office]
NAME = "咱们的台账.xlsx"


def workbook_of(office: Office) -> Path:
    """Return where the plan workbook lies."""
    (path,) = office.outbox.root.glob("方案/*台账/任务分解表.xlsx")
    return path


def hand_back(office: Office, *changes: tuple[str, str, object]) -> Drop:
    """Drop the plan workbook with cells of it changed, and return its verdict."""
    put(office, "任务分解表.xlsx", amended(workbook_of(office).read_bytes(), *changes))
    (drop,) = take_in(office, pause_s=0)
    return drop


@pytest.fixture
def joined(office_at: At) -> At:
    """Return a way to open an office that dropped its ledger on the sixth of June."""
    office = office_at("2022-06-06T09:00")
    put(office, NAME, ledgers.ledger())
    (drop,) = take_in(office, pause_s=0)
    assert (drop.kind, drop.verdict) == (FileKind.PLAN, Verdict.ACCEPTED), drop.reason
    assert "6行进展作为截至2022-05的期初数" in drop.reason
    return office_at


def test_the_ledger_comes_back_with_its_opening_figures(joined: At) -> None:
    """任务分解表 has a sheet 期初 with a row for everything reported on; what cannot be read is asked about."""
    book = load_workbook(workbook_of(joined("2022-06-06T09:05")))
    sheet = book["期初"]
    header = [
        "编号",
        "任务",
        "单位",
        "截至报告期",
        "完成值",
        "计量单位",
        "工作状态",
        "完成日期",
        "进展情况",
        "待确认",
    ]
    assert [c.value for c in sheet[1]] == header
    assert [r[0].value for r in sheet.iter_rows(min_row=2, max_row=7)] == [
        "1.1",
        "2.1",
        "2a.1",
        "3.1",
        "4",
        "5.1",
    ]
    asked = [[c.value for c in row] for row in book["待确认"].iter_rows(min_row=7)]
    assert any(row[1] == "期初数" and row[2] == "期初 5.1" for row in asked)


def test_opening_figures_are_last_months(joined: At) -> None:
    """The next forms show them as 上期完成值, a closed row asks nothing, and a department of closed rows gets none."""
    office = joined("2022-06-07T09:00")
    assert hand_back(office).verdict is Verdict.ACCEPTED
    dispatch(office, "2022-06")
    with office.store.transaction() as connection:
        forms = {spec.department: spec for spec in lay_out(office, connection, "2022-06").specs}
        assert "县财政局" not in expected(connection, "2022-06")
    rows = {row.id: row for row in forms["县审批局"].sheets[0].rows}
    assert rows["1.1"].previous is not None
    assert rows["1.1"].previous.value == 82
    assert rows["3.1"].closed
    sheet = load_workbook(office.outbox.root / "2022-06/下发/县金融中心.xlsx")["填报表"]
    assert sheet["G4"].value == 35
    (facts,) = facts_of(joined("2022-07-01T09:00"), "2022-06")
    assert {s.id: s.state for s in facts.standings}["3.1"] == "已完成"


def test_a_figure_leads_back_to_the_ledgers_cell(joined: At) -> None:
    """The source of an opening entry is the ledger itself, archived, and the cell it stood in there."""
    office = joined("2022-06-07T09:00")
    hand_back(office, ("期初", "E7", 7))
    with office.store.transaction() as connection:
        said = entries.of_period(connection, "2022-05")
    plan = next(iter(said)).plan
    read = said[RowKey(plan, "1.1", "县审批局")]
    assert (read.file, read.entry.cells["value"]) == (NAME, "总台账!G5")
    original = office.archive.path(read.archive).read_bytes()
    assert hashlib.sha256(original).hexdigest() == read.sha256
    typed = said[RowKey(plan, "5.1", "县审批局")]
    assert (typed.file, typed.entry.value) == ("任务分解表.xlsx", 7)
    assert typed.entry.cells["value"] == "期初!E7"


def test_wrong_opening_figures_are_faults(joined: At) -> None:
    """A word for a number, a state of no list, a month to come and an id of no row are named by cell."""
    office = joined("2022-06-07T09:00")
    drop = hand_back(
        office,
        ("期初", "E2", "许多"),
        ("期初", "G3", "还行"),
        ("期初", "D4", "2022-06"),
        ("期初", "A5", "9.9"),
        ("期初", "C6", "县商务局"),
    )
    assert drop.verdict is Verdict.REFUSED
    for told in (
        "E2：",
        "G3：工作状态填的是“还行”",
        "D4：截至报告期2022-06不能晚于2022-05",
        "A5：编号9.9",
        "C6：单位“县商务局”",
    ):
        assert f"“期初”{told}" in drop.reason
    with office.store.transaction() as connection:
        assert entries.of_period(connection, "2022-05") == {}


def test_a_row_taken_out_and_one_put_in(joined: At) -> None:
    """Clearing a row's figures leaves it out; figures typed into another row count with the workbook as source."""
    office = joined("2022-06-07T09:00")
    clear = (("期初", f"{letter}6", None) for letter in "EGHI")
    assert hand_back(office, *clear).verdict is Verdict.ACCEPTED
    with office.store.transaction() as connection:
        assert "4" not in {key.id for key in entries.of_period(connection, "2022-05")}
    row = (("期初", "D6", "2022年4月"), ("期初", "G6", "推进中"), ("期初", "I6", "开展两轮整治。"))
    again = hand_back(office, *row)
    assert again.verdict is Verdict.ACCEPTED, again.reason
    with office.store.transaction() as connection:
        (found,) = entries.of_period(connection, "2022-04").values()
    assert (found.entry.id, found.entry.progress) == ("4", "开展两轮整治。")


def test_amending_the_plan_leaves_what_was_reported(joined: At) -> None:
    """A later version with the same opening changes nothing of what departments have reported since."""
    office = joined("2022-06-07T09:00")
    hand_back(office)
    dispatch(office, "2022-06")
    form = (office.outbox.root / "2022-06/下发/县金融中心.xlsx").read_bytes()
    put(
        office,
        "六月.xlsx",
        amended(form, ("填报表", "I4", 44), ("填报表", "J4", "推进中"), ("填报表", "L4", "6月新增9笔。")),
    )
    take_in(office, pause_s=0)
    assert hand_back(joined("2022-07-05T09:00"), ("任务", "G2", "攻坚")).verdict is Verdict.ACCEPTED
    with office.store.transaction() as connection:
        june = entries.of_period(connection, "2022-06")
        may = entries.of_period(connection, "2022-05")
    assert [accepted.entry.value for accepted in june.values()] == [44]
    assert len(may) == 6


def test_a_group_expanded_later_gets_its_figures(office_at: At) -> None:
    """Rows whose lead was a group get their opening entries once the list says who is meant."""
    office = office_at("2022-06-06T09:00")
    row = (1, "整治市容", "常态整治", "各乡镇", None, "推进中")
    head = ("序号", "任务", "目标", "责任单位", "完成值", "状态")
    put(office, NAME, ledgers.plain(("工作台账", (("重点工作台账",), head, row))))
    take_in(office, pause_s=0)
    hand_back(office)
    with office.store.transaction() as connection:
        assert entries.of_period(connection, "2022-05") == {}
    lists.refresh(office)
    data = (office.outbox.root / "单位名录.xlsx").read_bytes()
    put(
        office,
        "单位名录.xlsx",
        amended(
            data, ("单位名录", "E2", "河东镇"), ("单位名录", "B3", "河东镇"), ("单位名录", "C3", "乡镇街道")
        ),
    )
    (drop,) = take_in(office, pause_s=0)
    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    with office.store.transaction() as connection:
        assert {key.department for key in entries.of_period(connection, "2022-05")} == {"河东镇"}


def test_the_workbook_saved_by_libreoffice_reads_the_same(
    joined: At, soffice: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    """Saved by another program and untouched, every opening figure keeps its source."""
    office = joined("2022-06-07T09:00")
    path = tmp_path / "任务分解表.xlsx"
    path.write_bytes(workbook_of(office).read_bytes())
    put(office, "任务分解表.xlsx", soffice(path, "xlsx").read_bytes())
    (drop,) = take_in(office, pause_s=0)
    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    with office.store.transaction() as connection:
        assert {found.file for found in entries.of_period(connection, "2022-05").values()} == {NAME}


def test_a_ledger_beside_a_registered_plan_is_another_plan(supervising: At) -> None:
    """Where no task is known by its title a ledger of several departments is a plan, not a department's return."""
    office = supervising("2022-06-21T09:00")
    put(office, NAME, ledgers.ledger())
    (drop,) = take_in(office, pause_s=0)
    assert (drop.kind, drop.verdict) == (FileKind.PLAN, Verdict.ACCEPTED), drop.reason


def test_a_ledger_in_words_of_its_own_is_recognised(office_at: At) -> None:
    """主办部门 and 督办事项 are as good as 牵头单位 and 工作任务."""
    office = office_at("2022-06-06T09:00")
    rows = (
        ("序号", "督办事项", "主办部门", "落实情况", "是否办结"),
        (1, "修补人民路破损路面", "县住建局", "已备料。", "否"),
    )
    put(office, NAME, ledgers.plain(("台账", rows)))
    (drop,) = take_in(office, pause_s=0)
    assert (drop.kind, drop.verdict) == (FileKind.PLAN, Verdict.ACCEPTED), drop.reason
    assert json.loads(drop.payload)["opening"][0]["entry"]["status"] == "推进中"
    withdraw(office, NAME)
    with office.store.transaction() as connection:
        assert store_plans.current(connection) == ()
        assert drops.documents_of(connection) == ()
