"""一行：an entry beside the target it answers and what was accepted of it before, as the row rules see it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.checks.ground import PERCENT
from toolkit.lang.script import fold
from toolkit.model.layout import NO_PROGRESS
from toolkit.model.plan import Comparator
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from toolkit.checks.context import CheckContext
    from toolkit.checks.ground import Ground
    from toolkit.model.plan import Plan, Target, Task
    from toolkit.model.returns import Entry, Return

_NOTHING: Final = frozenset({"", "/", "-", "—", "——", "无", "暂无", "没有", "无。"})
_ENOUGH: Final = 4
"""Letters, figures or characters together that no writing of nothing has."""
_SURELY_PERCENT: Final = 10


class State(Enum):
    """How much a department said of a row; a rule names the states it applies to."""

    BLANK = "nothing at all"
    UNCHANGED = "the tick 本期无变化"
    ANSWERED = "something"


class Row(NamedTuple):
    """
    One entry with everything a rule may compare it with; ``before`` is the last accepted entry.

    ``form_version`` is the version of the plan the form was made from, None for a table of one's own.
    """

    entry: Entry
    ground: Ground
    target: Target | None
    before: Entry | None
    context: CheckContext
    form_version: int | None
    department: str

    @property
    def plan(self) -> Plan:
        """The plan the row is of."""
        return self.ground.plan

    @property
    def task(self) -> Task:
        """The task the row is of."""
        return self.ground.task

    @property
    def state(self) -> State:
        """How much was said."""
        if self.entry.blank:
            return State.BLANK
        return State.UNCHANGED if self.entry.unchanged else State.ANSWERED

    @property
    def done(self) -> bool:
        """Whether the department claims the row done."""
        return self.entry.status is Status.DONE

    @property
    def closed(self) -> bool:
        """Whether the row was accepted as done before, so that nothing is asked of it."""
        return self.before is not None and self.before.status is Status.DONE

    @property
    def settled(self) -> bool:
        """Whether a closed row came back saying nothing else; the tick it was issued with hides no change."""
        entry, before = self.entry, self.before
        if before is None or not self.closed or entry.departs_from(before):
            return False
        return entry.unchanged or not entry.unreadable

    @property
    def due(self) -> date | None:
        """The time limit; None too for one before the plan was issued, until the clerk has confirmed it."""
        return self.ground.due

    @property
    def due_in_period(self) -> bool:
        """Whether the time limit falls on or before the end of the period."""
        return self.ground.due_in_period

    @property
    def overdue(self) -> bool:
        """Whether the time limit has passed and lies within the period, without a claim of done."""
        return self.due_in_period and self.due is not None and self.due < self.context.today and not self.done

    @property
    def no_progress(self) -> bool:
        """Whether the department states that nothing moved (零报告)."""
        return fold(self.entry.progress).rstrip("。.") in NO_PROGRESS

    @property
    def looks_like_share(self) -> bool:
        """Whether a percentage seems to be written as a share: 0.98 where 98 is wanted."""
        target, value = self.target, self.entry.value
        if target is None or target.value is None or value is None or target.unit != PERCENT:
            return False
        return 0 < value <= 1 and target.value >= _SURELY_PERCENT and PERCENT not in fold(self.entry.raw)

    @property
    def reached(self) -> bool:
        """Whether the value written keeps the commitment."""
        return (
            self.target is not None
            and self.entry.value is not None
            and self.target.reached_by(self.entry.value)
        )

    @property
    def at_least(self) -> bool:
        """Whether more is better."""
        return self.target is not None and self.target.comparator in {
            Comparator.AT_LEAST,
            Comparator.MORE_THAN,
        }


def said(text: str) -> bool:
    """Whether a text cell says anything: neither blank nor 无."""
    if not text:
        return False
    begun = text[:_ENOUGH]
    return (len(begun) == _ENOUGH and begun.isalnum()) or fold(text) not in _NOTHING


def rows_of(return_: Return, context: CheckContext) -> Iterator[Row]:
    """
    Yield the rows of a return that the plans know, in the order of the department's sheets.

    Rows the department is not asked for are rule F12's, and nobody else asks about them; of those called off by
    a document nothing is asked at all.
    """
    grounds, asked, previous = context.grounds, context.asked, context.previous
    versions, department = return_.plan_versions, return_.department
    for entry in return_.entries:
        key = (entry.plan, entry.id)
        ground = grounds[key]
        if ground is None or key not in asked or entry.id in ground.plan.stopped:
            continue
        accepted = previous.get(key)
        before = accepted.entry if accepted else None
        yield Row(entry, ground, ground.target, before, context, versions.get(entry.plan), department)
