"""事实：everything a paper may say about one plan and one period, with its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from toolkit.model.period import Period
from toolkit.model.standing import Class, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentReturn:
    """
    报送情况 of one department: whether, when and in which state its return came in.

    ``state`` is one of 已报, 补报, 退回, 待报, 逾期未报; ``late`` means after the deadline; ``rounds`` is how
    often the department handed in, ``returned`` how often it was sent back.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """报送情况 over all departments expected to report on a plan."""

    expected: int
    received: int
    on_time: int
    late: tuple[str, ...]
    missing: tuple[str, ...]
    returned: int
    by_department: tuple[DepartmentReturn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """存疑: an open question to a department; ``id`` is the row it is about, ``""`` for the whole return."""

    department: str
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    The one set of facts the ledger, the bulletin and every other paper are made from.

    ``counts`` are rows a class, ``by_task`` tasks a class; both are disjoint and complete.  ``shares``
    are the percentages of ``by_task`` in tenths that add up to 100.0.  ``before`` is ``by_task`` of the
    period before, or None in the first.  ``newly_done``, ``turned_green`` and ``turned_red`` are tasks whose
    class or worst light changed since the period before.  ``cadence`` are the plan's own words that ask for
    the bulletin, ``""`` where it has none.
    """

    plan: str
    title: str
    number: str
    issuer: str
    period: Period
    as_of: date
    tasks: int
    targets: int
    counts: dict[Class, int]
    by_task: dict[Class, int]
    task_classes: dict[str, Class]
    shares: dict[Class, float]
    standings: tuple[Standing, ...]
    returns: Returns
    pending_review: int = 0
    before: dict[Class, int] | None = None
    questions: tuple[Question, ...] = ()
    scores: tuple[dict[str, object], ...] = field(default=())
    newly_done: tuple[str, ...] = ()
    turned_green: tuple[str, ...] = ()
    turned_red: tuple[str, ...] = ()
    cadence: str = ""

    @property
    def cutoff(self) -> date:
        """截止日期: the day the figures stand at, never later than the period's end."""
        return min(self.as_of, self.period.end)
