"""记录: what was settled about rows and departments as lines of the record, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toolkit.model import deciding as d
from toolkit.model.facts import Change
from toolkit.model.lifecycle import TaskEvent
from toolkit.model.replay import Actor
from toolkit.model.wording import names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from toolkit.model.lifecycle import TaskState
    from toolkit.model.replay import Transition
    from toolkit.turn.events import Numbered
    from toolkit.turn.handover import Handover


class Settled(NamedTuple):
    """A decision as a line of the record, and its number."""

    turn: int
    change: Change


def settled_lines(taken: Iterable[Numbered], row: str, department: str = "") -> Iterator[Settled]:
    """Yield decisions as lines of the record; of one revised, what it was before."""
    every = tuple(taken)
    last = {one.decision.key: one.turn for one in every}
    before: dict[str, str] = {}
    for turn, one in every:
        was = before.get(one.key, "")
        yield Settled(
            turn,
            Change(
                at=one.decided_at,
                id=row,
                department=one.asked.about.get(d.DEPARTMENT, "") or department,
                what=one.kind,
                before=was,
                after=f"{one.choice}（改记）" if one.choice == was else one.choice,
                ground=one.ground,
                actor=one.decided_by,
                holds=last[one.key] == turn,
            ),
        )
        before[one.key] = one.choice


def other_leads(
    given: Iterable[Handover], row: str, lines: Collection[Transition[TaskState, TaskEvent]]
) -> Iterator[Change]:
    """Yield changes of a row's leads that left it in the state it was in; the others are ``lines`` of its log."""
    moved = {line.at for line in lines if line.event is TaskEvent.REASSIGN}
    for one in given:
        if one.at not in moved:
            yield Change(
                at=one.at,
                id=row,
                department=one.after[0],
                what=TaskEvent.REASSIGN.value,
                before=names(one.before),
                after=names(one.after),
                ground=one.ground,
                actor=Actor.CLERK.value,
            )


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return lines of the record oldest first; those of one moment stay as they were told."""
    return tuple(sorted(changes, key=lambda change: change.at))
