"""Several files of one department at once: those that agree are one return, those that disagree wait for a person."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from toolkit.model.period import Period
from toolkit.turn.judged import digest, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.model.returns import Entry, Return

Rivals = frozenset[tuple[str, str]]
"""Department and period of which files lie here that contradict one another."""


class Stand(Enum):
    """How several returns of one department and period stand to one another."""

    SAME = auto()
    JOINED = auto()
    RIVALS = auto()


def stand(returns: Sequence[Return], *, alone: bool) -> Stand:
    """
    Tell whether returns say the same, make one return together, or contradict one another.

    ``alone`` says that each has a file of its own: a part of a file is put together with no other.
    """
    if len({digest(return_) for return_ in returns}) == 1:
        return Stand.SAME
    return Stand.RIVALS if not alone or contradict(returns) else Stand.JOINED


def rivalry(department: str, period: str) -> str:
    """Return why a return has to wait for a person, where another that contradicts it lies beside it."""
    return (
        f"{department}{Period.parse(period).chinese}的填报表同时放入了内容不同的几份，"
        "无法判断以哪份为准；请在待定事项里认定，或只把正确的一份重新放入收件箱"
    )


def contradict(returns: Sequence[Return]) -> bool:
    """Whether two returns answer a row differently."""
    answered: dict[tuple[str, str], tuple[object, ...]] = {}
    for entry in (entry for return_ in returns for entry in return_.entries if not entry.blank):
        if answered.setdefault((entry.plan, entry.id), said(entry)) != said(entry):
            return True
    return False


def joined(returns: Sequence[Return]) -> tuple[Return, dict[tuple[str, str], int]]:
    """
    Return one return that says what several say, and which of them each row, plan and id, comes from.

    The first carries it: its rows stand in its order, and the rows it lacks follow.  A row comes from the first file
    that answers it, and stands where the first file has it.
    """
    first, *others = returns
    rows: dict[tuple[str, str], Entry] = {(entry.plan, entry.id): entry for entry in first.entries}
    origin = dict.fromkeys(rows, 0)
    for place, other in enumerate(others, 1):
        for entry in other.entries:
            key = entry.plan, entry.id
            if key not in rows or (rows[key].blank and not entry.blank):
                origin[key] = place
                rows[key] = entry
    return (
        replace(
            first,
            entries=tuple(rows.values()),
            plans=tuple(dict.fromkeys(plan for one in returns for plan in one.plans)),
            plan_versions={k: v for one in reversed(returns) for k, v in one.plan_versions.items()},
            filler=_first(one.filler for one in returns),
            phone=_first(one.phone for one in returns),
            filled_on=_first(one.filled_on for one in returns),
            answers=tuple(dict.fromkeys(answer for one in returns for answer in one.answers)),
            notes=tuple(dict.fromkeys(note for one in returns for note in one.notes)),
            joined=tuple(one.file for one in others),
        ),
        origin,
    )


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")
