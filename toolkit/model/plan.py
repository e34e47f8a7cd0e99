"""方案、任务、指标：what the office has promised, by whom, how much and by when."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from toolkit.model.returns import Entry


class Kind(StrEnum):
    """How progress towards a target is reckoned (practice 3.2)."""

    COUNT = "累计"  # a number of things to reach by adding up: 新增60项
    LEVEL = "水平"  # the thing itself reaches or stays within a value: 办结率≥98%, ≤5个工作日
    INCREASE = "增长"  # a change against a baseline: 增长30%
    DECREASE = "下降"  # 同比降低10%
    AVERAGE = "月均"  # an average over months: 月均≥30户
    KEEP = "保持"  # 只升不降: against a baseline, red at once when below
    MILESTONE = "节点"  # a dated deliverable with no number
    ANNUAL = "年度"  # rank or yearly evaluation: known at year end only


_MONTHLY = frozenset({"每月", "每个月", "每一个月", "当月", "按月"})


class Basis(StrEnum):
    """What the number says: the thing's own value, the size of a change, or nothing but a date."""

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"
    MILESTONE = "milestone"


class Comparator(StrEnum):
    """How the value reached must stand to the value wanted."""

    AT_LEAST = "≥"
    MORE_THAN = ">"
    AT_MOST = "≤"
    LESS_THAN = "<"


_KEPT = {
    Comparator.AT_LEAST: operator.ge,
    Comparator.MORE_THAN: operator.gt,
    Comparator.AT_MOST: operator.le,
    Comparator.LESS_THAN: operator.lt,
}


class Confidence(StrEnum):
    """How sure the reader is of what it read; low waits for the clerk's eye."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"


class Flag(StrEnum):
    """What the clerk may mark a task with."""

    KEY = "攻坚"
    LISTED = "挂牌"
    UPPER_LEVEL = "依赖上级"
    ANNUAL = "年度"
    STANDING = "常态化"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """
    One thing the clerk must confirm, with a proposal.

    ``about`` is a target id, a task id, or ``""`` for the plan itself.
    """

    about: str
    code: str
    what: str
    proposal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """
    阶段节点: what a row's first lead promised for a day on the way.

    ``value`` is what a numeric target should have come to by then, in the target's unit; None for a step of work.
    """

    name: str
    due: date
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """
    One checkable commitment of a task.

    ``value`` is in ``unit`` with 万 and 亿 multiplied out; a percentage is 98.0 with unit ``%``.  A
    milestone has neither value, unit nor comparator.  ``due`` is the last day of the printed limit, or
    None where none is printed.  ``span`` is where ``quote`` stands in the task's text (start, end), or
    None where the clerk typed it.  ``due_before`` is the printed day where an approved extension has
    moved ``due``: lights go by ``due``, scores by the printed day.  ``moves`` are the extensions: the end of the
    period from which each counts, and its day.
    """

    id: str
    quote: str
    kind: Kind
    basis: Basis = Basis.LEVEL
    measure: str = ""
    comparator: Comparator | None = None
    value: float | None = None
    unit: str | None = None
    due: date | None = None
    start: date | None = None
    baseline: float | None = None
    stage: str | None = None
    recurring: str | None = None
    confidence: Confidence = Confidence.HIGH
    rule: str = ""
    span: tuple[int, int] | None = None
    confirmed: bool = False
    due_before: date | None = None
    moves: tuple[tuple[date, date], ...] = ()

    def due_at(self, end: date) -> date | None:
        """Return the day that was due for a period that ends on ``end``: a later extension does not reach back."""
        counted = [day for since, day in self.moves if since <= end]
        return counted[-1] if counted else self.due_before or self.due

    @property
    def monthly(self) -> bool:
        """Whether every report says its own month's figure, so that only all of them make the average."""
        return self.kind is Kind.AVERAGE and self.recurring in _MONTHLY

    @property
    def numeric(self) -> bool:
        """Whether a number has to be reported."""
        return self.value is not None or self.kind is Kind.KEEP

    def reached_by(self, value: float) -> bool:
        """Whether ``value``, in the target's own unit, keeps the commitment."""
        return (
            self.value is not None
            and self.comparator is not None
            and _KEPT[self.comparator](value, self.value)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """
    A numbered item of the plan with its own responsibility.

    ``id`` is stable over revisions; ``no`` is the number as printed, without punctuation.  ``text`` is
    the item verbatim; ``role_quote`` the words the departments were read from.
    """

    id: str
    no: str
    title: str
    text: str = ""
    section: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    role_quote: str = ""
    targets: tuple[Target, ...] = ()
    flags: tuple[Flag, ...] = ()
    confidence: Confidence = Confidence.HIGH

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The ids a department reports on: one a target, or the task's own where it has none."""
        return tuple(target.id for target in self.targets) or (self.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """
    期初: what an office's own ledger says of one row, from before its first month here.

    ``period`` is the month the figures stand at (``2022-05``); ``departments`` are empty where the task's
    leads are meant.  The entry's cells lie in the file ``sha256``: the ledger, or the plan workbook where
    the clerk wrote the row.
    """

    id: str
    period: str
    entry: Entry
    departments: tuple[str, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    r"""
    A plan document as the office supervises it.

    ``id`` is the plan's short name: it names a folder in the outbox and a sheet in the form, so it has
    at most 20 characters and none of ``\\/:*?[]"<>|``.  ``version`` counts confirmed versions from 1; 0
    is a plan no clerk has confirmed.  ``text_sha256`` is the hash of the document's words, blanks and script
    aside: two files of other bytes with the same one say the same.  ``nodes`` are the days on the way of each
    row, earliest first; ``stopped`` says of a row that it was called off, in words with the document's number
    (``终止（云政办发〔2022〕15号）``), ``accepted`` how a person left a row that was reported done (``已办结``), ``requests``
    upon which period a person last decided about more time for a row.
    """

    id: str
    title: str
    issuer: str = ""
    number: str = ""
    issued: date | None = None
    draft: bool = False
    tasks: tuple[Task, ...] = ()
    version: int = 0
    document_name: str = ""
    document_sha256: str = ""
    text_sha256: str = ""
    quotes: dict[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    proposals: tuple[Doubt, ...] = ()
    opening: tuple[Opening, ...] = ()
    nodes: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    accepted: dict[str, str] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)

    @property
    def row_ids(self) -> tuple[str, ...]:
        """Every id that is reported on, in the plan's order."""
        return tuple(row for task in self.tasks for row in task.row_ids)

    def task_of(self, row_id: str) -> Task | None:
        """Return the task a row id belongs to."""
        return self._tasks.get(row_id)

    def target_of(self, row_id: str) -> Target | None:
        """Return the target with this id; None for a task without targets."""
        return self._targets.get(row_id)

    @cached_property
    def _tasks(self) -> dict[str, Task]:
        tasks: dict[str, Task] = {}
        for task in self.tasks:
            for row_id in (*task.row_ids, task.id):
                tasks.setdefault(row_id, task)
        return tasks

    @cached_property
    def _targets(self) -> dict[str, Target]:
        return {t.id: t for task in reversed(self.tasks) for t in reversed(task.targets)}
