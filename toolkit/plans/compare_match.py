"""Which task or target of a revised plan is which of the plan before, by what it says."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

from toolkit.lang.script import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolkit.model.plan import Target, Task

T = TypeVar("T")

ENOUGH: Final = 0.5
"""
Likeness from which two items are the same one, reworded.

Titles of unrelated tasks share up to 0.6 of their pairs (优化人才服务, 优化供电服务), their texts hardly 0.2, so
a task of another content stays below it even under the same number.
"""

Grams = frozenset[str]


def grams(text: str) -> Grams:
    """Return the pairs of neighbouring characters of a text, blanks and script aside."""
    folded = fold(text)
    return frozenset(first + second for first, second in pairwise(f"^{folded}$")) if folded else frozenset()


def likeness(one: Grams, other: Grams) -> float:
    """Return the share of pairs two texts have in common (Dice), 1.0 for equal texts, 0.0 where one is empty."""
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def pair(
    old: Sequence[T], new: Sequence[T], score: Callable[[T, T], float], enough: float = ENOUGH
) -> dict[int, int]:
    """
    Return which old item (by place) each new item (by place) is: the most alike first, each used once.

    Among equals the pair that lies closest in order wins.
    """
    scored = [
        (-value, abs(i - j), j, i)
        for i, before in enumerate(old)
        for j, after in enumerate(new)
        if (value := score(before, after)) >= enough
    ]
    taken: set[int] = set()
    found: dict[int, int] = {}
    for _, _, j, i in sorted(scored):
        if j not in found and i not in taken:
            found[j] = i
            taken.add(i)
    return found


def pair_tasks(old: Sequence[Task], new: Sequence[Task]) -> dict[int, int]:
    """Pair tasks by title, text and printed number; tasks that say the same word for word go first."""
    found = _exact([_task_words(task) for task in old], [_task_words(task) for task in new])
    rest_old = [i for i in range(len(old)) if i not in set(found.values())]
    rest_new = [j for j in range(len(new)) if j not in found]
    seen = {id(task): (grams(task.title), grams(task.text)) for task in (*old, *new)}

    def score(before: Task, after: Task) -> float:
        (title, text), (title_after, text_after) = seen[id(before)], seen[id(after)]
        said = likeness(title, title_after)
        said = 0.55 * said + 0.45 * likeness(text, text_after) if text and text_after else said**2
        return 0.9 * said + 0.1 * (before.no == after.no)

    reworded = pair([old[i] for i in rest_old], [new[j] for j in rest_new], score)
    return found | {rest_new[j]: rest_old[i] for j, i in reworded.items()}


def pair_targets(old: Sequence[Target], new: Sequence[Target]) -> dict[int, int]:
    """Pair the targets of one task by quote, measure, unit and kind; the value and the limit may change."""
    return pair(old, new, _target_score)


def _target_score(before: Target, after: Target) -> float:
    if before.quote == after.quote and before.value == after.value:
        return 1.0
    measured = likeness(grams(before.measure), grams(after.measure))
    quoted = likeness(grams(before.quote), grams(after.quote))
    alike = (before.unit == after.unit, before.kind is after.kind, before.due == after.due)
    return 0.75 * max(measured, quoted) + 0.25 * sum(alike) / len(alike)


def _task_words(task: Task) -> tuple[str, str]:
    return fold(task.title), fold(task.text)


def _exact(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> dict[int, int]:
    """Pair what stands equally often on either side, word for word, in order."""
    places: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, words in enumerate((old, new)):
        for place, said in enumerate(words):
            places[said][side].append(place)
    return {
        j: i
        for before, after in places.values()
        if len(before) == len(after)
        for i, j in zip(before, after, strict=True)
    }
