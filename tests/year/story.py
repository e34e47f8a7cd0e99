"""
A year as it really was: a plan in plain words, and what its departments handed in, month by month.

Nothing here knows how the program judges; what the office ought to find is worked out in :mod:`truth` from what
stands here.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

YEAR = 2022
ISSUED = date(YEAR, 1, 10)
REGISTERED = datetime(YEAR, 1, 11, 9)
TOWNS = ("河东镇", "白石镇", "龙泉乡")
EVERY_TOWN = "各乡镇"

COUNT, AT_LEAST, AT_MOST = "累计", "水平不低于", "水平不高于"
GROWTH, FALL, AVERAGE, KEEP = "增长", "下降", "月均", "保持"
MILESTONE, RANK, WORDS = "节点", "年度", "文字"

ONGOING, DONE, IDLE, ADJUST = "推进中", "已完成", "未启动", "申请调整"


@dataclass(frozen=True)
class Node:
    """A day on the way that a row's first lead promises; ``value`` is what a count should have come to by then."""

    name: str
    due: date
    value: Fraction | None = None


@dataclass(frozen=True)
class Row:
    """
    A row of the plan in plain words.

    ``wanted`` and ``baseline`` are exact; ``leads`` are names, those of the towns spelled out; ``flags`` as in the
    plan.  ``monthly`` says that every month's own figure is reported; ``nodes`` are promised with the first return.
    """

    id: str
    task: str
    kind: str
    leads: tuple[str, ...]
    wanted: Fraction | None = None
    unit: str = ""
    due: date | None = None
    start: date | None = None
    baseline: Fraction | None = None
    flags: frozenset[str] = frozenset()
    measure: str = ""
    by_towns: bool = False
    monthly: bool = False
    nodes: tuple[Node, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether a figure is reported."""
        return self.kind not in {MILESTONE, WORDS}

    @property
    def less_is_better(self) -> bool:
        """Whether the figure must not be exceeded."""
        return self.kind in {AT_MOST, RANK}

    def reached(self, value: Fraction) -> bool:
        """Whether a figure keeps what was promised."""
        if self.wanted is None:
            return False
        return value <= self.wanted if self.less_is_better else value >= self.wanted


@dataclass(frozen=True)
class Say:
    """
    What a department writes in a row.

    ``wrong`` is what stands in the value's cell in place of a figure; ``false`` says that the office found the figure
    to be untrue.
    """

    value: Fraction | None = None
    status: str = ONGOING
    done_on: date | None = None
    tick: bool = False
    about: bool = False
    nothing: bool = False
    adjust_to: date | None = None
    wrong: str = ""
    blank: bool = False
    nodes_done: tuple[tuple[str, date], ...] = ()
    stop: bool = False
    from_above: bool = False
    false: bool = False


@dataclass(frozen=True)
class HandIn:
    """
    A file a department drops.

    ``taken`` says that nothing in it has to be sent back; ``readable`` that it can be read at all.  ``way`` is how the
    file is made: ``form`` (ours, typed into), ``drawn`` (ours, made anew) or ``table`` (the department's own).
    """

    department: str
    period: int
    at: datetime
    says: dict[str, Say]
    taken: bool = True
    readable: bool = True
    way: str = "drawn"


@dataclass(frozen=True)
class Decision:
    """
    What the office decides of a row upon a month: one of the kinds below.

    ``row`` is the task's number where the whole task is decided upon.  ``until`` is the new day of an extension,
    ``asked_on`` when it was asked for; ``ground`` the document of a row called off.
    """

    kind: str
    row: str
    department: str
    period: int
    at: datetime
    until: date | None = None
    asked_on: date | None = None
    ground: str = ""


EXTENDED, NOT_EXTENDED = "同意延期", "不同意延期"
ACCEPTED, UNTRUE, ENDED = "认可办结", "假办结", "终止"
REASONABLE, UPPER = "原因合理", "依赖上级"


@dataclass(frozen=True)
class Story:
    """A whole year."""

    rows: tuple[Row, ...]
    departments: tuple[str, ...]
    months: int
    hand_ins: tuple[HandIn, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def rows_of(self, department: str) -> tuple[Row, ...]:
        """Return the rows a department reports on."""
        return tuple(row for row in self.rows if department in row.leads)


def month_end(month: int) -> date:
    """Return the last day of a month of the year; 13 is the January after."""
    year, month = YEAR + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def label(month: int) -> str:
    """Return the period of a month."""
    return f"{YEAR}-{month:02d}"
