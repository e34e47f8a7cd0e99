"""下发表：what one department is asked for one period, before it is drawn as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from toolkit.model.period import Period
from toolkit.model.plan import Target, Task
from toolkit.model.returns import Entry, NodeSaid


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """
    One row to fill in.

    ``previous`` is the last accepted entry of an earlier period; ``closed`` rows were reported done or called off
    and ask nothing; ``prefill`` is what was understood of a return whose own file cannot be marked.
    ``stopped`` is why a row called off asks nothing, ``accepted`` how a person left one that was reported done:
    both are locked.  ``asks_nodes`` says that the department, its first lead, may give the days on the way, and
    ``nodes`` are those registered, with the days they were done.
    """

    task: Task
    target: Target | None
    previous: Entry | None = None
    closed: bool = False
    prefill: Entry | None = None
    stopped: str = ""
    accepted: str = ""
    asks_nodes: bool = False
    nodes: tuple[NodeSaid, ...] = ()

    @property
    def id(self) -> str:
        """The row's stable id."""
        return self.target.id if self.target else self.task.id

    @property
    def locked(self) -> bool:
        """Whether nothing may be written in the row: it was settled, and nothing has to be mended in it."""
        return bool(self.stopped or self.accepted) and self.prefill is None

    @property
    def state(self) -> str:
        """Why nothing is asked of a closed row, in words; ``""`` for an open one."""
        if self.stopped:
            return f"已{self.stopped}"
        return self.accepted or ("已报完成" if self.closed else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """A plan's part of a form: rows the department leads, tasks it supports."""

    plan_id: str
    plan_title: str
    plan_version: int
    rows: tuple[FormRow, ...]
    supports: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSpec:
    """
    One department's fill-in workbook for one period, over all plans.

    ``filler``, ``phone`` and ``filled_on`` are what a department wrote of itself, when a form goes back
    pre-filled.  ``source`` says how a 代录 is told, ``""`` on a form the department fills in itself.
    """

    office_id: str
    office_name: str
    department: str
    period: Period
    due: datetime
    made_at: datetime
    as_of: date
    sheets: tuple[FormSheet, ...]
    filler: str = ""
    phone: str = ""
    filled_on: str = ""
    source: str = ""
