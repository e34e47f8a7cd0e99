"""报送件：one department's file for one period, as written and as read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from toolkit.model.cells import Cells


class Status(StrEnum):
    """工作状态: what the department claims of a row."""

    NOT_STARTED = "未启动"
    ONGOING = "推进中"
    DONE = "已完成"
    ADJUST = "申请调整"


SHARED = "shared"
"""In ``Entry.unreadable``: one row of the department's table stands for several targets; the value says whose."""


NOT_TRUE, UNTRUE, HELD = "（认定为未完成）", "（认定为不实）", "（已认可办结）"
"""What stands behind a claim, a figure and a state that count otherwise since a person found so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeSaid:
    """节点: what a return says of one day on the way; ``done_on`` is None while it is not done."""

    name: str
    due: date | None = None
    value: float | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    填报行: what a return says of one row.

    ``value`` is in the target's own unit (a percentage is 98.0) and None where nothing readable was
    written; ``raw`` is what was written.  ``cells`` says where each field stood, field name to
    ``工作表!地址``; field names are those of :data:`toolkit.model.layout.FORM`.  ``repairs`` lists what
    was normalised without asking; ``unreadable`` maps a field to why it could not be read.
    ``approximate`` is set for 约98 and the like, which cannot prove a target reached.  ``issued_target``
    and ``issued_due`` are the locked 目标值 and 完成时限 as they came back, ``issued_previous`` the 上期完成值 and
    ``issued_id`` the 编号.  ``doubtful`` maps a
    field to a sentence on how it was read where the department should say whether that is what it meant.
    ``remark`` is what stands in columns the department added, each after its heading.
    ``repeats`` counts the periods running, before this one, whose progress had the same words.
    ``nodes`` are the days on the way as the sheet 节点安排 gives them.
    """

    plan: str
    id: str
    value: float | None = None
    unit: str | None = None
    raw: str = ""
    approximate: bool = False
    unchanged: bool = False
    status: Status | None = None
    status_raw: str = ""
    completed_on: date | None = None
    completed_raw: str = ""
    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    coordination: str = ""
    evidence: str = ""
    adjust_to: str = ""
    issued_target: str = ""
    issued_due: str = ""
    issued_id: str = ""
    issued_previous: str = ""
    remark: str = ""
    repeats: int = 0
    cells: Annotated[Mapping[str, str], Cells] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()
    unreadable: dict[str, str] = field(default_factory=dict)
    doubtful: dict[str, str] = field(default_factory=dict)
    nodes: tuple[NodeSaid, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether the department wrote nothing at all in this row."""
        return not (
            self.unchanged
            or self.raw
            or self.status_raw
            or self.completed_raw
            or self.progress
            or self.problems
            or self.next_steps
            or self.coordination
            or self.evidence
        )

    @property
    def held(self) -> bool:
        """Whether the row counts as done because a person accepted it, though the department says otherwise."""
        return self.status_raw.endswith(HELD)

    def departs_from(self, before: Entry) -> bool:
        """
        Whether a value or state is written here that is another than ``before``'s: what a tick denies.

        Where it does, what is written counts and not the tick.
        """
        other_value = self.value not in {None, before.value} or bool(
            self.unreadable.keys() & {"value", "unit"}
        )
        other_status = self.status is not before.status if self.status else bool(self.status_raw)
        return other_value or (before.status is not None and other_status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """
    A department's file for one period.

    ``entries`` are in the order of the department's own sheets.  ``extra_rows`` are rows the plan does
    not have: (cell, what stands there).  ``duplicate_rows`` are ids found more than once with other
    contents: (cell, id).  ``plan_versions`` says which version of each plan the form was made from.
    ``marked`` is set when the file carries our hidden sheet, so its cells can be trusted to be ours.
    ``answers`` are what the department wrote under 说明 in 修改清单: (what it is about, text), the former a
    cell or sheet, the row's id where the question names no place, or the question itself where it names neither.
    ``source`` is how a 代录 was told, ``""`` for what the department sent itself.
    ``printed_department`` is the department as the file writes it; where ``department`` is ``""``, ``proposals`` are
    those it may mean, likeliest first.  ``other_periods`` are parts of the file that speak of other months and were
    passed over: (place, heading or sheet).  ``joined`` names further files of the department whose rows were put
    into this return; ``cells`` of such a row are those of its own file.  ``several`` is set for a file in which several
    departments report while it is not known of all of them who they are; ``printed_department`` is then the first in
    doubt.
    """

    department: str
    period: str
    plans: tuple[str, ...]
    entries: tuple[Entry, ...] = ()
    plan_versions: dict[str, int] = field(default_factory=dict)
    filler: str = ""
    phone: str = ""
    filled_on: str = ""
    header_cells: dict[str, str] = field(default_factory=dict)
    printed_period: str = ""
    printed_department: str = ""
    proposals: tuple[str, ...] = ()
    extra_rows: tuple[tuple[str, str], ...] = ()
    duplicate_rows: tuple[tuple[str, str], ...] = ()
    marked: bool = True
    round: int = 1
    file: str = ""
    sha256: str = ""
    received: datetime | None = None
    notes: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    source: str = ""
    other_periods: tuple[tuple[str, str], ...] = ()
    joined: tuple[str, ...] = ()
    several: bool = False
