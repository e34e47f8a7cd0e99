"""研判：where a row stands at a period's end, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from toolkit.model.plan import Comparator, Kind


class Light(StrEnum):
    """亮灯: a colour.  Which :class:`Level` has which is the office's choice (参数 亮灯方案); some levels have none."""

    BLUE = "蓝"
    GREEN = "绿"
    YELLOW = "黄"
    ORANGE = "橙"
    RED = "红"
    GREY = "灰"


class Level(StrEnum):
    """How a row stands, whatever colour an office gives it; best first, silence last."""

    DONE = "done"
    NORMAL = "normal"
    WAITING = "waiting"
    NEAR = "near"
    BEHIND = "behind"
    SERIOUS = "serious"
    OVERDUE = "overdue"
    SILENT = "silent"


class Class(StrEnum):
    """The six disjoint classes a row is counted in, in order of precedence."""

    DONE = "done"
    OVERDUE = "overdue"
    BEHIND = "behind"
    UNREPORTED = "unreported"
    NOT_DUE = "not_due"
    ON_SCHEDULE = "on_schedule"

    @property
    def chinese(self) -> str:
        """The class as papers write it."""
        return _CHINESE[self]


_CHINESE = {
    Class.DONE: "已办结",
    Class.OVERDUE: "逾期",
    Class.BEHIND: "滞后",
    Class.UNREPORTED: "未报",
    Class.NOT_DUE: "未到节点",
    Class.ON_SCHEDULE: "达到序时",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    Where a figure stands in a returned file.

    ``archive`` is the original's path under ``data/``; ``told`` how a 代录 was told, ``""`` for the department's own.
    """

    sha256: str
    file: str
    cell: str
    archive: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    One row (a target, or a task without targets) at the end of a period.

    ``completion`` and ``expected`` are shares (1.0 is all of it); ``expected`` is None where the kind of
    target has no schedule.  ``state`` is the department's claim as accepted (``未报`` for none).
    ``value_before`` is the last accepted value of an earlier period.  ``measure`` names what is measured;
    ``unchanged`` says that the report is last period's, said again by 本期无变化 or by silence about a row
    that was done.  ``start`` is the first day of the stage the row runs over.  ``behind_by`` says what
    a row behind is behind by besides its gap: a node missed, a due day close at hand; ``""`` for any other.
    """

    plan: str
    id: str
    task: str
    title: str
    section: tuple[str, ...]
    requirement: str
    kind: Kind | None
    comparator: Comparator | None
    target: float | None
    unit: str | None
    due: date | None
    department: str
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    value: float | None = None
    value_before: float | None = None
    completion: float | None = None
    expected: float | None = None
    state: str = "未报"
    light: Light | None = None
    light_before: Light | None = None
    klass: Class = Class.UNREPORTED
    overdue_days: int = 0
    why: str = ""
    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    coordination: str = ""
    evidence: str = ""
    completed_on: date | None = None
    questioned: bool = False
    source: Source | None = None
    notes: tuple[str, ...] = field(default=())
    measure: str = ""
    unchanged: bool = False
    level: Level = Level.SILENT
    due_before: date | None = None
    overdue_days_printed: int = 0
    issued_light: Light | None = None
    made_good: str = ""
    stopped: str = ""
    life: str = ""
    start: date | None = None
    behind_by: str = ""

    @property
    def gap(self) -> float | None:
        """By how many percentage points the row is behind schedule, negative ahead of it; None without a schedule."""
        if self.completion is None or self.expected is None:
            return None
        return round((self.expected - self.completion) * 100, 6)

    @property
    def due_printed(self) -> date | None:
        """The day the plan printed, whether an extension has moved it or not."""
        return self.due_before or self.due
