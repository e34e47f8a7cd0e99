"""The words that were read are found again in their text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from toolkit.model.plan import Basis, Comparator, Kind, Target, Task
from toolkit.plans.workbook_marks import Mark, disjoint, pieces, sentence, target_marks, task_marks


def target(quote: str, value: float | None, unit: str | None, due: str = "2022-12-31") -> Target:
    """Return a target of this quote."""
    return Target(
        id="1.1",
        quote=quote,
        kind=Kind.LEVEL,
        basis=Basis.LEVEL,
        comparator=Comparator.AT_LEAST,
        value=value,
        unit=unit,
        due=date.fromisoformat(due) if due else None,
    )


@pytest.mark.parametrize(
    ("quote", "value", "unit", "words"),
    [
        ("2022年底前办结率达到98%以上", 98, "%", ["2022年底前", "98%"]),
        ("8月底前新增1.2万户", 12000, "户", ["8月底前", "1.2万户"]),
        ("三季度末前压缩至两个环节", 2, "个环节", ["三季度末前", "两个环节"]),
        ("比例达到百分之三十", 30, "%", ["百分之三十"]),
        ("到2025年建成3个园区", 3, "个", ["到2025年", "3个"]),
        ("2022年12月31日前出台办法", None, None, ["2022年12月31日前"]),
        ("建立健全机制", None, None, []),
    ],
)
def test_number_unit_and_limit_are_marked(
    quote: str, value: float | None, unit: str | None, words: list[str]
) -> None:
    """The number with its unit and the limit, however they are written; never the number of the year."""
    assert [quote[mark.start : mark.end] for mark in target_marks(target(quote, value, unit))] == words


def test_a_limit_at_the_head_of_the_sentence_is_shown_with_the_quote() -> None:
    """The sentence a quote stands in shows the limit it took from there; the next sentence is left out."""
    text = "压缩时间。2022年底前，一般登记不超过2个工作日，抵押登记不超过1个工作日。2023年再压缩。"
    start = text.index("1个工作日")
    found = replace(target("1个工作日", 1, "个工作日"), span=(start, start + 5))
    shown, marks = sentence(Task(id="1", no="1", title="甲", text=text), found)
    assert shown == "2022年底前，一般登记不超过2个工作日，抵押登记不超过1个工作日。"
    assert [shown[mark.start : mark.end] for mark in marks] == ["2022年底前", "1个工作日"]


def test_departments_are_marked_apart_from_values() -> None:
    """The role quote at the end of a task is a mark of its own sort."""
    task = Task(id="1", no="1", title="甲", text="做到98%。（县财政局牵头）", role_quote="（县财政局牵头）")
    assert [(mark.sort, task.text[mark.start : mark.end]) for mark in task_marks(task)] == [
        ("role", "（县财政局牵头）")
    ]


def test_overlapping_marks_and_marks_beyond_the_text_are_cut() -> None:
    """Marks never overlap and never leave the text, whatever spans a plan carries."""
    marks = [Mark(2, 6, "value"), Mark(4, 8, "role"), Mark(7, 99, "value"), Mark(50, 60, "value")]
    kept = disjoint(marks, 10)
    assert kept == (Mark(2, 6, "value"), Mark(6, 8, "role"), Mark(8, 10, "value"))
    assert "".join(text for text, _ in pieces("0123456789", kept)) == "0123456789"
