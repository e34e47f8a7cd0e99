"""交办事项: tasks from 批示 and meetings, without a plan document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from toolkit.model.files import Verdict
from toolkit.model.plan import Comparator, Kind, Plan
from toolkit.office import Office
from toolkit.plans.assigned import ID, SPARE
from toolkit.store import plans
from toolkit.store.drops import Drop
from toolkit.turn import lists
from toolkit.turn.dispatch import dispatch
from toolkit.turn.take_in import take_in
from toolkit.turn.work import work

from .conftest import amended, put

At = Callable[[str], Office]
ROAD: tuple[str, dict[str, object]] = (
    "任务",
    {"C": "领导批示", "D": "修补人民路破损路面", "E": "县财政局", "K": "请县财政局7月底前改造路面12处。"},
)


def blank_of(office: Office) -> Path:
    """Return where the workbook of assigned tasks lies."""
    registered = office.outbox.root / f"方案/{ID}/任务分解表.xlsx"
    return registered if registered.exists() else office.outbox.root / "交办登记表.xlsx"


def cells(sheet: str, row: int, said: dict[str, object]) -> list[tuple[str, str, object]]:
    """Return cells to type into a row."""
    return [(sheet, f"{letter}{row}", value) for letter, value in said.items()]


def hand_back(office: Office, *changes: tuple[str, str, object]) -> Drop:
    """Drop the workbook with cells typed in, and return its verdict."""
    put(office, "任务分解表.xlsx", amended(blank_of(office).read_bytes(), *changes))
    (drop,) = take_in(office, pause_s=0)
    return drop


def assigned(office: Office) -> Plan:
    """Return the registered plan of assigned tasks."""
    with office.store.transaction() as connection:
        return next(e.plan for e in plans.current(connection) if e.plan.id == ID)


@pytest.fixture
def office(supervising: At, good: bytes) -> Office:
    """Return an office after its first turn."""
    office = supervising("2022-06-24T10:00")
    put(office, "表.xlsx", good)
    work(office, pause_s=0)
    return office


def test_a_blank_workbook_waits(office: Office) -> None:
    """After its first turn an office has a workbook with numbered rows, sources and its own departments."""
    book = load_workbook(blank_of(office))
    assert [r[0].value for r in book["任务"].iter_rows(min_row=2, max_row=SPARE + 1)] == [
        str(k) for k in range(1, SPARE + 1)
    ]
    assert [r[1].value for r in book["指标"].iter_rows(min_row=2, max_row=3)] == ["1", "2"]
    sources = [rule.formula1 for rule in book["任务"].data_validations.dataValidation if "C2" in rule.sqref]
    assert "领导批示" in str(sources)
    assert "县财政局" in [r[1].value for r in book["单位名录"].iter_rows(min_row=2)]
    assert "领导批示、会议纪要" in str(book["待确认"]["A2"].value)


def test_an_empty_one_registers_nothing(office: Office) -> None:
    """Dropped back unfilled it is refused with what to do."""
    drop = hand_back(office)
    assert (drop.verdict, drop.plan) == (Verdict.REFUSED, ID)
    assert "一项任务也没有" in drop.reason


def test_tasks_are_registered_and_sent(office: Office) -> None:
    """A task with a deadline and a number on the other sheet, one in words only: both reach their department."""
    drop = hand_back(
        office,
        *cells("任务", 2, {"C": "会议纪要", "D": "清理闲置公房", "E": "县财政局"}),
        *cells("指标", 2, {"H": 30, "I": "处", "J": date(2022, 9, 30)}),
        *cells(ROAD[0], 3, ROAD[1]),
        *cells("任务", 4, {"C": "领导批示", "D": "走访困难企业", "E": "县审批局"}),
        *cells("指标", 4, {"J": "8月底"}),
    )

    assert drop.verdict is Verdict.REFUSED, drop.reason
    assert "“指标”J4：日期“8月底”没有写年份" in drop.reason

    drop = hand_back(
        office,
        *cells("任务", 2, {"C": "会议纪要", "D": "清理闲置公房", "E": "县财政局"}),
        *cells("指标", 2, {"H": 30, "I": "处", "J": date(2022, 9, 30)}),
        *cells(ROAD[0], 3, ROAD[1]),
        *cells("任务", 4, {"C": "领导批示", "D": "走访困难企业", "E": "县审批局"}),
        *cells("指标", 4, {"J": "2022年8月底"}),
        *cells("任务", 5, {"D": "修缮老剧院", "E": "县财政局", "K": "请县财政局年底前修缮老剧院。"}),
    )

    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    plan = assigned(office)
    assert [(task.id, task.title, task.section) for task in plan.tasks] == [
        ("1", "清理闲置公房", ("会议纪要",)),
        ("2", "修补人民路破损路面", ("领导批示",)),
        ("3", "走访困难企业", ("领导批示",)),
        ("4", "修缮老剧院", ()),
    ]
    (target,) = plan.tasks[0].targets
    assert (target.id, target.kind, target.comparator, target.value, target.unit, target.quote) == (
        "1.1", Kind.COUNT, Comparator.AT_LEAST, 30, "处", "清理闲置公房",
    )  # fmt: skip
    (target,) = plan.tasks[1].targets
    assert (target.value, target.unit, target.due) == (12, "处", date(2022, 7, 31))
    (target,) = plan.tasks[2].targets
    assert (target.kind, target.due) == (Kind.MILESTONE, date(2022, 8, 31))
    (target,) = plan.tasks[3].targets
    assert (target.kind, target.due) == (Kind.MILESTONE, date(2022, 12, 31))
    dispatch(office, "2022-07")
    book = load_workbook(office.outbox.root / "2022-07/下发/县财政局.xlsx")
    assert [book[f"填报表·{ID}"][f"A{row}"].value for row in (4, 5)] == ["1.1", "2.1"]


def test_later_rows_make_a_new_version(office: Office) -> None:
    """The workbook comes back with its tasks and fresh blank rows; what is added gets new numbers and a version."""
    begun = blank_of(office)
    hand_back(office, *cells(ROAD[0], 2, ROAD[1]))
    lists.refresh(office)
    assert not begun.exists()
    sheet = load_workbook(blank_of(office))["任务"]
    assert [sheet[f"A{row}"].value for row in (2, 3)] == ["1", "2"]
    assert sheet[f"A{SPARE + 2}"].value == str(SPARE + 1)

    drop = hand_back(office, *cells("任务", 3, {"C": "督查交办", "D": "整改消防隐患", "E": "县审批局"}))

    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    assert "第2版" in drop.reason
    assert "新增任务1项" in drop.reason
    plan = assigned(office)
    assert [task.id for task in plan.tasks] == ["1", "2"]
    assert plan.tasks[0].targets[0].id == "1.1"


def test_a_workbook_begun_is_left_alone(supervising: At, office: Office) -> None:
    """What a clerk has typed into the blank in the outbox is not written over; an untouched one is kept fresh."""
    put(office, "又.xlsx", b"")
    work(supervising("2022-06-25T10:00"), pause_s=0)
    begun = amended(blank_of(office).read_bytes(), ("任务", "D2", "清理闲置公房"))
    blank_of(office).write_bytes(begun)
    later = supervising("2022-06-26T10:00")
    lists.refresh(later)
    assert blank_of(office).read_bytes() == begun


def test_an_untouched_blank_follows_the_directory(office: Office) -> None:
    """A department added to the list is offered in the blank as well."""
    lists.refresh(office)
    data = (office.outbox.root / "单位名录.xlsx").read_bytes()
    put(office, "单位名录.xlsx", amended(data, ("单位名录", "B6", "县统计局"), ("单位名录", "C6", "部门")))
    work(office, pause_s=0)
    sheet = load_workbook(blank_of(office))["单位名录"]
    assert "县统计局" in [r[1].value for r in sheet.iter_rows(min_row=2)]
