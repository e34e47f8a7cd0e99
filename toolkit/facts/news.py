"""新情况：what moved in a period: rows newly done, nearer their target, or told about in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.model.facts import News
from toolkit.model.layout import NO_PROGRESS, TICK
from toolkit.model.plan import Comparator, Kind
from toolkit.model.standing import Class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.facts.tally import Tasks
    from toolkit.model.facts import Facts, Issued
    from toolkit.model.standing import Standing

DONE, NEARER, TOLD = range(3)
"""How weighty news is, the weightiest first."""

_GOOD: Final = frozenset({Class.DONE, Class.ON_SCHEDULE, Class.NOT_DUE})
_LATE: Final = frozenset({Class.OVERDUE, Class.BEHIND})
_SAYS_NOTHING: Final = frozenset({"", TICK, "无", "本期无变化", "本月无变化", "无变化", *NO_PROGRESS})
_SENTENCE: Final = re.compile(r"(?:[^。！？；\r\n]+|(?<=[，、：])\s*[\r\n]+)*")
_ADDED_UP: Final = frozenset({Kind.COUNT, Kind.INCREASE, Kind.DECREASE, Kind.AVERAGE})
_DOWNWARDS: Final = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})


def news(facts: Facts, tasks: Tasks, classes: Mapping[str, Class]) -> tuple[News, ...]:
    """
    Return the tasks with news, in the plan's order.

    Only what the returns state is told.  What was done before, and what is said again by 本期无变化, is no progress
    of this period; of a task that is behind or past due only what was done is.
    """
    issued = facts.issued or {}
    found = []
    for task, rows in tasks.items():
        most = DONE if classes[task] in _LATE else TOLD
        weighed = [(row, weight) for row in rows if (weight := _weight(facts, issued, row)) <= most]
        if weighed:
            found.append(
                News(
                    task=task,
                    weight=min(weight for _, weight in weighed),
                    rows=tuple((row.id, weight) for row, weight in weighed),
                    quoted=tuple(row.id for row, _ in weighed if _says_something(row.progress)),
                )
            )
    return tuple(found)


def _says_something(progress: str) -> bool:
    """Tell whether the first sentence of a report is more than that nothing changed."""
    found = _SENTENCE.match(progress.strip())
    return found is not None and found[0].strip() not in _SAYS_NOTHING


_NO_NEWS: Final = TOLD + 1


def _weight(facts: Facts, issued: Mapping[str, Issued], row: Standing) -> int:
    if row.klass not in _GOOD or row.unchanged or row.source is None:
        return _NO_NEWS
    if row.klass is Class.DONE:
        return _NO_NEWS if _done_before(facts, issued.get(row.id), row) else DONE
    if row.value is not None and row.value_before is not None and row.value != row.value_before:
        nearer = (row.value < row.value_before) is (row.comparator in _DOWNWARDS)
        return NEARER if nearer else _NO_NEWS
    if row.value is not None and row.value_before is None and _shows_progress(row):
        return NEARER
    return TOLD if _says_something(row.progress) else _NO_NEWS


def _done_before(facts: Facts, before: Issued | None, row: Standing) -> bool:
    if before is not None and before.light is not None:
        return before.klass is Class.DONE
    return row.completed_on is not None and row.completed_on < facts.period.start


def _shows_progress(row: Standing) -> bool:
    """Tell whether a first value is progress by itself: a sum is, a level only once it is reached."""
    return row.kind in _ADDED_UP or (row.completion is not None and row.completion >= 1)
