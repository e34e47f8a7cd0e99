"""办理状态: where each row stands between the plan and the archive, and what moved it; replayed, never stored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from toolkit.model import deciding as d
from toolkit.model.built import changer
from toolkit.model.deciding import Ask
from toolkit.model.facts import Change
from toolkit.model.history import RowKey
from toolkit.model.lifecycle import TASK, TaskEvent, TaskState
from toolkit.model.period import Period
from toolkit.model.plan import Flag
from toolkit.model.replay import GUARDS, Life, Transition, replay
from toolkit.model.standing import Standing
from toolkit.store import decisions, diary
from toolkit.turn import events
from toolkit.turn.events import Numbered, TaskHappening
from toolkit.turn.recorded import in_order, other_leads, settled_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.model.history import Accepted
    from toolkit.model.plan import Plan, Target, Task
    from toolkit.turn.ground import Ground
    from toolkit.turn.handover import Handover

TaskLife = Life[TaskState, TaskEvent]
_Line = Transition[TaskState, TaskEvent]

_KINDS: Final = frozenset(Ask)
_UNITS: Final = frozenset({TaskEvent.REPORT, TaskEvent.APPLY, TaskEvent.CLAIM})
_RESTS: Final = {
    rule.event: (rule.to, rule.guard)
    for rule in TASK.rules
    if rule.event in _UNITS and TaskState.ONGOING in rule.sources and rule.guard
}
"""Where a row rests that nobody has decided about, by what its lead said last, and the guard before that."""


@dataclass(frozen=True)
class Lives:
    """
    The lives of the rows of one plan, as they were known at a period's end.

    ``now`` and ``before`` are the accepted reports of the period and of the months before, oldest first; ``issued``
    is when each department got its first form; ``decided`` are the decisions about rows, upon the period or an
    earlier one, in the order they were taken.
    """

    plan: Plan
    ground: Ground
    period: Period
    now: Mapping[RowKey, Accepted]
    before: Mapping[RowKey, tuple[Accepted, ...]]
    issued: Mapping[str, datetime]
    decided: tuple[Numbered, ...]

    @classmethod
    def of(
        cls,
        connection: Connection,
        ground: Ground,
        plan: Plan,
        period: Period,
        now: Mapping[RowKey, Accepted],
        before: Mapping[RowKey, tuple[Accepted, ...]],
    ) -> Lives:
        """Read from the store what moves rows besides reports."""
        issued = diary.first_issued(connection, Period.month_of(period.end).label)
        decided = tuple(
            Numbered(turn, one)
            for turn, one in enumerate(decisions.everything(connection), 1)
            if one.kind in _KINDS and one.row[0] == plan.id and one.row[1] and _upon(one.period, period)
        )
        return cls(plan, ground, period, now, before, issued, decided)

    def with_reports(self, before: Mapping[RowKey, tuple[Accepted, ...]]) -> Lives:
        """Return the same lives told from these reports of the months before."""
        return replace(self, before=before)

    @property
    def moved_rows(self) -> frozenset[str]:
        """The rows that decisions may have moved."""
        return frozenset(self._moved)

    def state(self, row: str) -> TaskState:
        """
        Return where a row stands.

        Most rows are at rest where their last report left them, which needs no replay.
        """
        key = self._key(row)
        if row in self._moved or row in self._given or not key.department or self._marked_standing(row):
            return self.life(row).state
        event, running = events.last_run(self._reports(key))
        if event is None:
            return TaskState.ASSIGNED if self._issued(row) else TaskState.REGISTERED
        if event not in _RESTS:
            return TaskState.ONGOING
        rest, guard = _RESTS[event]
        target = self.plan.target_of(row)
        allowed = any(not GUARDS[guard](events.facts_of(report, target)) for report in running)
        return rest if allowed else TaskState.ONGOING

    def life(self, row: str) -> TaskLife:
        """Return where a row stands, and its whole log as far as the reports at hand go back."""
        return replay(TASK, self._happenings(row))

    def log(self, row: str) -> tuple[Change, ...]:
        """
        Return all that happened to a row as far as the reports at hand go back, oldest first.

        These are the states it left, what was refused, and the decisions that left it where it was.
        """
        lines = self.life(row).log
        told = {line.turn for line in lines if line.event is not TaskEvent.BEGIN}
        about = self._about.get(row, ())
        others = (one for one in settled_lines(about, row, self._key(row).department) if one.turn not in told)
        moves = (self._change(row, line) for line in lines)
        return in_order(
            (*moves, *(one.change for one in others), *other_leads(self._given.get(row, ()), row, lines))
        )

    @cached_property
    def apart(self) -> tuple[Change, ...]:
        """The decisions about rows the plan no longer has."""
        gone = (row for row in self._about if row not in self._leads)
        return tuple(one.change for row in gone for one in settled_lines(self._about[row], row))

    def _change(self, row: str, line: _Line) -> Change:
        """Return a line of a row's log as the record has it."""
        return Change(
            at=line.at,
            id=row,
            department=self._key(row).department,
            what=line.event.value,
            before=line.before.value,
            after=line.after.value,
            ground=line.refused or line.detail,
            actor=line.actor,
            holds=not line.refused,
        )

    def _happenings(self, row: str) -> Iterator[TaskHappening]:
        key, since = self._key(row), self.ground.since(self.plan.id)
        standing = self._marked_standing(row)
        yield from events.registered(since, settled=bool(key.department), standing=standing)
        if issued := self._issued(row):
            yield events.issued(since, issued)
        yield from (events.handed_over(one) for one in self._given.get(row, ()) if one.moves)
        target = self.plan.target_of(row)
        for report in self._reports(key):
            yield from events.reported(report, target)
        yield from events.decided(self._moved.get(row, ()), self.period)

    def _issued(self, row: str) -> datetime | None:
        """Return when the first form with a row went out, to whoever led it then."""
        leads = (self._key(row).department, *(one.before[0] for one in self._given.get(row, ())))
        return min((self.issued[name] for name in leads if name in self.issued), default=None)

    @cached_property
    def _given(self) -> dict[str, list[Handover]]:
        """What gave each row to other leads, oldest first."""
        found: dict[str, list[Handover]] = defaultdict(list)
        for one in self.ground.handovers:
            task = self.plan.task_of(one.task) if one.plan == self.plan.id else None
            for row in task.row_ids if task else ():
                found[row].append(one)
        return dict(found)

    def _reports(self, key: RowKey) -> tuple[Accepted, ...]:
        now = self.now.get(key)
        before = self.before.get(key, ())
        return (*before, now) if now else before

    def _key(self, row: str) -> RowKey:
        return RowKey(self.plan.id, row, self._leads.get(row, ""))

    def _marked_standing(self, row: str) -> bool:
        task = self._as_registered.get(row)
        return task is not None and Flag.STANDING in task.flags

    @cached_property
    def _leads(self) -> dict[str, str]:
        """The first lead of each row: its reports are the row's."""
        found: dict[str, str] = {}
        for task in self.plan.tasks:
            lead = next(iter(self.ground.leads(task)), "")
            found |= dict.fromkeys(task.row_ids, lead)
        return found

    @cached_property
    def _as_registered(self) -> dict[str, Task]:
        """The tasks of rows as the clerk confirmed them, before anybody settled anything."""
        plan = self.ground.plan(self.plan.id).plan
        marked = (task for task in plan.tasks if Flag.STANDING in task.flags)
        return {row: task for task in marked for row in task.row_ids}

    @cached_property
    def _moved(self) -> dict[str, list[Numbered]]:
        """The decisions that may move each row."""
        found = {
            row: [one for one in about if one.decision.kind in events.MOVING]
            for row, about in self._about.items()
        }
        return {row: moving for row, moving in found.items() if moving}

    @cached_property
    def _about(self) -> dict[str, list[Numbered]]:
        """The decisions about each row; one about a task is about all its rows."""
        found: dict[str, list[Numbered]] = defaultdict(list)
        for numbered in self.decided:
            for row in self._rows_of(numbered):
                found[row].append(numbered)
        return found

    def _rows_of(self, numbered: Numbered) -> tuple[str, ...]:
        about = numbered.decision.asked.about
        task = self.plan.task_of(about.get(d.TASK, "")) if numbered.decision.kind in d.OF_TASK else None
        return task.row_ids if task else (about.get(d.ROW, ""),)


def settles(report: Accepted, target: Target | None) -> bool:
    """Whether a report says by itself where its row stands, whatever the reports before it that did the same."""
    event = events.kind_of(report)
    if event is None or event not in _RESTS:
        return event is not None
    _, guard = _RESTS[event]
    return not GUARDS[guard](events.facts_of(report, target))


def with_lives(standings: Iterable[Standing], lives: Lives) -> tuple[Standing, ...]:
    """Return standings that say where their row stands between the plan and the archive."""
    return tuple(_with_life(standing, lives.state(standing.id).value) for standing in standings)


_with_life: Final = changer(Standing, "life")
"""There are as many standings as rows: :func:`dataclasses.replace` takes as long as judging them."""


def _upon(asked: str, period: Period) -> bool:
    return not asked or Period.parse(asked).end <= period.end
