"""事实：everything a paper may say about one plan and one period, with its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from toolkit.model.decision import Decision
from toolkit.model.evidence import Evidence
from toolkit.model.period import Period
from toolkit.model.standing import Class, Light, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentReturn:
    """
    报送情况 of one department: whether, when and in which state its return came in.

    ``state`` is that of :data:`toolkit.model.lifecycle.RETURN`; ``late`` means after the deadline, by ``days_late`` days
    begun; ``rounds`` is how often the department handed in, ``returned`` how often it was sent back.  ``told`` is how
    a 代录 was told, ``""`` for what the department sent itself.
    """

    department: str
    state: str
    received: str = ""
    late: bool = False
    rounds: int = 0
    returned: int = 0
    questions: int = 0
    file: str = ""
    archive: str = ""
    days_late: int = 0
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """
    报送情况 over all departments expected to report on a plan.

    The rates are shares of those expected (practice 3.4: 报送率, 按时报送率), None where none is.  ``excused`` are leads
    of the plan of whom nothing is asked any more (免报).
    """

    expected: int
    received: int
    on_time: int
    late: tuple[str, ...]
    missing: tuple[str, ...]
    returned: int
    by_department: tuple[DepartmentReturn, ...] = ()
    excused: tuple[str, ...] = ()

    @property
    def rate(self) -> float | None:
        """报送率: received of expected."""
        return self.received / self.expected if self.expected else None

    @property
    def on_time_rate(self) -> float | None:
        """按时报送率: received on time of expected."""
        return self.on_time / self.expected if self.expected else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    存疑: an open question; ``id`` is the row it is about, ``""`` for the whole return.

    ``code`` is the check that asked it, ``""`` where judging did; ``cell`` is the place in ``file``.
    """

    department: str
    id: str
    text: str
    code: str = ""
    cell: str = ""
    file: str = ""


class Issued(NamedTuple):
    """A row as the ledger of a period showed it."""

    light: Light | None
    klass: Class
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """
    办理: what persons settled about a row in a period, in the words of papers.

    ``verified`` is 核实情况: 已核, 不实, 证据不足, 存疑, 待核, ``""`` where nothing is to be verified; ``verified_by`` who
    and when.  ``reason`` is 原因认定 of a late row: 合理, 不合理, 待认定, 未说明.  ``named`` says that the bulletin names it.
    ``decided`` are the decisions in force about the row, each in words, ``upon`` those of them upon this very period.
    """

    verified: str = ""
    verified_by: str = ""
    reason: str = ""
    named: bool = False
    decided: tuple[str, ...] = ()
    upon: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRows:
    """What a department leads: its rows a class; ``total`` is all of them."""

    department: str
    counts: dict[Class, int]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Laggard:
    """逾期、滞后任务: a task that counts as late, its rows of that class, and those of them the bulletin names."""

    task: str
    klass: Class
    department: str
    rows: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonProblem:
    """共性问题: a problem several departments put in the same words, and the rows they put it in."""

    text: str
    departments: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """
    进展: a task with something to tell.

    ``weight`` is that of its weightiest row: 0 newly done, 1 nearer its target, 2 told in words; ``rows`` are id and
    weight of each row with news, ``quoted`` those whose words tell more than that nothing changed.
    """

    task: str
    weight: int
    rows: tuple[tuple[str, int], ...]
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    变更: a line of the record of a row or department: a state left for another, or what a person settled.

    ``what`` is the event, ``before`` and ``after`` what it was and became, ``actor`` who brought it about on which
    ``ground``; one that does not ``hold`` was refused, where nothing changed, or revised later.
    """

    at: datetime
    id: str
    department: str
    what: str
    before: str
    after: str
    ground: str = ""
    actor: str = ""
    holds: bool = True

    @property
    def outcome(self) -> str:
        """What it came to, in the words of papers."""
        if self.holds:
            return self.after
        return f"仍为{self.after}（未生效）" if self.before == self.after else f"{self.after}（后已改定）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """
    更正: what came in about an earlier period after its bulletin was issued (practice 2.3: 勘误 in the next bulletin).

    ``departments`` are those that corrected their returns; ``rows`` are id, title and what became of the light of each
    row whose light is another now.
    """

    period: Period
    departments: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    What is on record of a period beside standings and returns.

    ``questions`` are those of checks that departments have not answered, ``decisions`` what persons settled about the
    plan's rows and departments up to this period, ``changes`` the record of rows and departments, both oldest first;
    ``evidence`` the files kept beside the returns; ``order`` the leads of the plan in institutional order (机构序列);
    ``corrected`` what was corrected of earlier periods since the bulletin before; ``apart`` what departments say
    differently of rows, in words by row.
    """

    questions: tuple[Question, ...] = ()
    decisions: tuple[Decision, ...] = ()
    changes: tuple[Change, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    order: tuple[str, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    apart: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    The one set of facts the ledger, the bulletin and every other paper are made from.

    What papers say is either here or on a standing; they compute nothing.  Given are who and when, ``standings``,
    ``returns``, ``issued`` (each row as issued for the period before, None in the first), ``questions``,
    ``decisions`` about the plan's rows and departments (oldest first, revised ones too), ``changes``,
    ``evidence``, ``apart`` (what departments say differently of rows), ``order``, the leads in institutional order
    (机构序列; that of the returns where it is empty), and ``corrected``; the rest follows from them
    (:func:`toolkit.facts.derive.derived`):

    ``counts`` are rows a class, ``by_task`` tasks a class, ``lights`` rows a light; all are disjoint and complete.
    ``shares`` are the percentages of ``by_task`` in tenths that add up to 100.0.  ``before`` and ``rows_before`` are
    ``by_task`` and ``counts`` of the period before, or None in the first.  ``newly_done``, ``turned_green`` and
    ``turned_red`` are tasks whose class or worst light changed since.  ``departments`` are the leads and ``late_rows``
    the rows past due, then behind, both in institutional order (机构序列).  ``made_good`` are ids of rows with a mark
    更正 or 补正.  ``named`` are the departments a person decided to name in the bulletin, ``unnamed`` those that reported
    late or not at all and are not to be named, ``to_urge`` those of rows the bulletin names.  ``stopped`` are ids of rows
    called off by a document, ``corrected`` what was corrected of bulletins issued before.  ``cadence`` are the plan's own
    words that ask for the bulletin, ``""`` where it has none.
    """

    plan: str
    title: str
    number: str
    issuer: str
    period: Period
    as_of: date
    tasks: int
    targets: int
    standings: tuple[Standing, ...]
    returns: Returns
    issued: dict[str, Issued] | None = None
    questions: tuple[Question, ...] = ()
    decisions: tuple[Decision, ...] = ()
    changes: tuple[Change, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    order: tuple[str, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    apart: dict[str, str] = field(default_factory=dict)
    scores: tuple[dict[str, object], ...] = field(default=())
    cadence: str = ""
    counts: dict[Class, int] = field(default_factory=dict)
    by_task: dict[Class, int] = field(default_factory=dict)
    task_classes: dict[str, Class] = field(default_factory=dict)
    shares: dict[Class, float] = field(default_factory=dict)
    lights: dict[Light | None, int] = field(default_factory=dict)
    pending_review: int = 0
    before: dict[Class, int] | None = None
    rows_before: dict[Class, int] | None = None
    newly_done: tuple[str, ...] = ()
    turned_green: tuple[str, ...] = ()
    turned_red: tuple[str, ...] = ()
    made_good: tuple[str, ...] = ()
    departments: tuple[DepartmentRows, ...] = ()
    handling: dict[str, Handling] = field(default_factory=dict)
    late_rows: tuple[str, ...] = ()
    laggards: tuple[Laggard, ...] = ()
    named: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    to_urge: tuple[str, ...] = ()
    common_problems: tuple[CommonProblem, ...] = ()
    news: tuple[News, ...] = ()

    @property
    def cutoff(self) -> date:
        """截止日期: the day the figures stand at, never later than the period's end."""
        return min(self.as_of, self.period.end)
