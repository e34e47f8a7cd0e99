"""An office's own ledger is read into a plan with the figures it stands at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.plans import ledgers
from toolkit.errors import UnreadableFileError
from toolkit.model.plan import Comparator, Kind, Plan
from toolkit.model.returns import Status
from toolkit.plans import opening, opening_columns, opening_words

BEFORE = "2022-05"
HEAD = ("序号", "任务", "目标", "责任单位", "完成值", "状态")


def read(data: bytes, name: str = "台账.xlsx", before: str = BEFORE) -> Plan:
    """Read a ledger that is one."""
    plan = opening.read(data, name, before)
    assert plan is not None
    return plan


def test_every_heading_has_an_example_that_is_read() -> None:
    """The table of headings and the code that reads them agree."""
    read = {
        (one.field, example): opening_columns.field_of(example)
        for one in opening_columns.HEADINGS
        for example in one.examples
    }
    assert {key for key, found in read.items() if key[0] != found} == set()


def test_every_word_for_a_state_is_read() -> None:
    """未办结 and 基本完成 are not done, 2022年5月20日办结 is."""
    for state, _, examples in opening_words._STATES:
        assert {example: opening_words.status(example) for example in examples} == dict.fromkeys(
            examples, state
        )
    assert opening_words.status("基本完成") is Status.ONGOING


def test_a_ledger_becomes_tasks_departments_and_targets() -> None:
    """Two header rows, merged cells, a section row and a foot give the tasks with their targets."""
    plan = read(ledgers.ledger())
    assert (plan.title, [task.id for task in plan.tasks]) == (ledgers.TITLE, ["1", "2", "2a", "3", "4", "5"])
    assert {task.section for task in plan.tasks} == {("一、政务服务",)}
    assert [task.leads for task in plan.tasks][:3] == [("县审批局",), ("县金融中心",), ("县财政局",)]
    assert plan.tasks[0].supports == ("县财政局", "县人社局")
    target = plan.target_of("1.1")
    assert target is not None
    assert (target.kind, target.comparator, target.value, target.unit, target.due) == (
        Kind.LEVEL, Comparator.AT_LEAST, 90, "%", date(2022, 9, 30),
    )  # fmt: skip
    assert plan.tasks[4].targets == ()


def test_its_figures_are_the_opening() -> None:
    """Every row says how far it is, with the cell it stood in; a percentage is told by its format."""
    said = {one.id: one for one in read(ledgers.ledger()).opening}
    assert {one.period for one in said.values()} == {BEFORE}
    assert (said["1.1"].entry.value, said["1.1"].entry.unit) == (82, "%")
    assert said["1.1"].entry.cells["value"] == "总台账!G5"
    assert (said["2.1"].entry.value, said["2.1"].entry.status) == (35, Status.ONGOING)
    assert (said["3.1"].entry.status, said["3.1"].entry.completed_on) == (Status.DONE, ledgers.CLOSED)
    assert said["4"].entry.progress == "每周巡查。"


def test_a_figure_that_cannot_be_told_is_a_doubt() -> None:
    """7 days are not 7 working days, and 0.82 without a format may be 82 % or 0.82 %: neither is guessed."""
    plan = read(ledgers.ledger())
    assert [(d.about, d.code) for d in plan.doubts] == [("5.1", "opening-figure")]
    data = ledgers.plain(("表", (HEAD, (1, "提高网办率", "网办率达到90%以上", "县审批局", 0.82, "推进中"))))
    plan = read(data)
    assert plan.opening[0].entry.value is None
    assert "82%还是0.82%" in plan.doubts[0].what


def test_several_sheets_are_chapters() -> None:
    """Sheets that each begin at 1 give one plan, numbered through, the sheet's name as chapter."""
    row = (1, "优化服务", "年底前新增窗口10个", "县审批局", 3, "推进中")
    plan = read(
        ledgers.plain(
            ("政务", (HEAD, row)), ("城建", (HEAD, (1, "整治市容", "常态整治", "县城管局", None, "推进中")))
        )
    )
    assert [(task.id, task.section) for task in plan.tasks] == [("1", ("政务",)), ("2", ("城建",))]


def test_columns_of_target_and_unit_are_taken() -> None:
    """Where the words hold no number, the columns 目标值 and 计量单位 do."""
    head = ("编号", "指标", "工作任务", "目标值", "计量单位", "牵头单位", "完成时限", "完成值")
    row = (1, "推进改造", "老旧小区改造", "≥12", "个", "县住建局", "2022-11-30", 5)
    target = read(ledgers.plain(("表", (head, row)))).tasks[0].targets[0]
    assert (target.comparator, target.value, target.unit, target.due) == (
        Comparator.AT_LEAST, 12, "个", date(2022, 11, 30),
    )  # fmt: skip


def test_the_last_months_column_counts() -> None:
    """Of one column a month the rightmost that is filled says how things stand."""
    head = ("序号", "任务", "责任单位", "3月进展", "4月进展", "5月进展")
    rows = ((1, "整治市容", "县城管局", "启动", "推进", None), (2, "修补道路", "县住建局", "甲", "乙", "丙"))
    plan = read(ledgers.plain(("表", (head, *rows))))
    assert [one.entry.progress for one in plan.opening] == ["推进", "丙"]


def test_figures_of_a_month_to_come_stand_at_the_last() -> None:
    """A ledger that says 截至6月底 when June is the first month gives its figures to May."""
    data = ledgers.plain(("截至6月", (HEAD, (1, "整治市容", "常态整治", "县城管局", None, "推进中"))))
    assert read(data).opening[0].period == BEFORE
    assert read(data, before="2022-08").opening[0].period == "2022-06"


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_other_formats_read_the_same(
    ending: str, soffice: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    """The ledger saved as .xls or .ods says the same."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(ledgers.ledger())
    plan = read(soffice(path, ending).read_bytes())
    wanted = read(ledgers.ledger())
    assert [task.title for task in plan.tasks] == [task.title for task in wanted.tasks]
    said = [(one.id, one.entry.status, one.entry.completed_on) for one in plan.opening]
    assert said == [(one.id, one.entry.status, one.entry.completed_on) for one in wanted.opening]
    if ending == "xls":
        assert [one.entry for one in plan.opening] == [one.entry for one in wanted.opening]


def test_what_is_no_ledger_is_none() -> None:
    """A table without departments or without any progress is left to the reader of plans; bytes are refused."""
    head = ("序号", "任务", "责任单位", "完成时限")
    assert (
        opening.read(ledgers.plain(("表", (head, (1, "整治市容", "县城管局", "年底")))), "表.xlsx", BEFORE)
        is None
    )
    blank = ledgers.plain(("表", (HEAD, (1, "整治市容", "常态整治", "县城管局", None, None))))
    assert opening.read(blank, "表.xlsx", BEFORE) is None
    with pytest.raises(UnreadableFileError):
        opening.read(b"PK\x03\x04" + b"x" * 100, "坏.xlsx", BEFORE)


def test_the_same_ledger_gives_the_same_plan() -> None:
    """Nothing of the reading depends on anything but the bytes."""
    data = ledgers.ledger()
    assert replace(read(data)) == read(data)
