"""Numbers, targets and moments as a form writes them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from toolkit.forms import wording
from toolkit.model.form import FormRow
from toolkit.model.plan import Comparator, Kind, Target, Task


@pytest.mark.parametrize(
    ("value", "text"),
    [(98.0, "98"), (4.2, "4.2"), (0.1, "0.1"), (1.2e9, "1200000000"), (100.0, "100"), (-3.5, "-3.5")],
)
def test_number_is_written_as_people_do(value: float, text: str) -> None:
    """A number has no trailing zeros and no exponent."""
    assert wording.number(value) == text


def test_target_text_has_comparator_and_no_unit() -> None:
    """目标值 is a comparator and a number; the unit stands in its own column."""
    target = Target(
        id="1.1", quote="", kind=Kind.LEVEL, comparator=Comparator.LESS_THAN, value=4.2, unit="天"
    )

    assert wording.target_text(target) == "<4.2"


def test_milestone_has_a_blank_target() -> None:
    """A milestone and a task without targets show no 目标值."""
    assert wording.target_text(Target(id="1.1", quote="", kind=Kind.MILESTONE)) == ""
    assert wording.target_text(None) == ""


def test_requirement_names_what_is_measured_unless_the_quote_does() -> None:
    """The short name stands before the quote only where the quote does not contain it."""
    task = Task(id="1", no="1", title="任务")
    named = Target(id="1.1", quote="达到98%以上", kind=Kind.LEVEL, measure="网办率", baseline=95.0, unit="%")
    plain = Target(id="1.2", quote="网办率达到98%以上", kind=Kind.LEVEL, measure="网办率")

    assert wording.requirement(FormRow(task=task, target=named)) == "网办率：达到98%以上（基期值95%）"
    assert wording.requirement(FormRow(task=task, target=plain)) == "网办率达到98%以上"


def test_requirement_tells_of_an_extension_and_of_a_row_called_off() -> None:
    """A day moved by approval is shown beside the printed one; a stopped row names its document."""
    task = Task(id="1", no="1", title="任务", text="开展回访。")
    moved = Target(
        id="1.1", quote="建成大厅", kind=Kind.MILESTONE, due=date(2023, 3, 31), due_before=date(2022, 12, 31)
    )
    stopped = FormRow(task=task, target=None, stopped="终止（云政办发〔2022〕15号）", closed=True)

    told = wording.requirement(FormRow(task=task, target=moved))
    assert told == "建成大厅（经批准延期，原时限2022年12月31日）"
    assert wording.requirement(stopped) == "开展回访。【已终止（云政办发〔2022〕15号），不用再报】"


def test_requirement_of_a_task_without_targets_is_the_start_of_its_text() -> None:
    """A long text is cut and shown to be cut."""
    row = FormRow(task=Task(id="1", no="1", title="任务", text="甲 " * 500), target=None)

    text = wording.requirement(row)

    assert text == "甲" * wording.LONGEST_REQUIREMENT + "……"


def test_moment_names_the_weekday() -> None:
    """A deadline is told with its weekday and minute."""
    assert wording.moment_text(datetime.fromisoformat("2022-06-25T17:00")) == "6月25日（星期六）17:00"
