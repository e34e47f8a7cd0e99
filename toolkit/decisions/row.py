"""One row of a plan as questions are asked about it, and the form such a question has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.model import deciding as d
from toolkit.model.decision import Pending
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from toolkit.model.deciding import Ask
    from toolkit.model.decision import Decision
    from toolkit.model.history import Accepted
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan, Target, Task
    from toolkit.model.standing import Standing

NOTHING: Final = frozenset({"", "无", "暂无", "没有", "无问题", "不存在", "/", "-", "—", "——", "0"})
"""What departments write where they have nothing to say (practice 6)."""
_LONGEST: Final = 80
"""Characters of a department's words shown."""


class Proposal(NamedTuple):
    """One of the choices, and why; ``""`` where nothing can be proposed."""

    choice: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    A row as it was judged, with what its first lead reported, oldest first, and what was decided about it.

    ``wish`` is the day of the last 申请调整至; ``closing`` says that the time to report is over; ``decided`` are the
    decisions that hold about the row or its task, in the order they were first taken.
    """

    plan: Plan
    task: Task
    target: Target | None
    standing: Standing
    period: Period
    reports: tuple[Accepted, ...] = ()
    wish: date | None = None
    closing: bool = False
    decided: tuple[Decision, ...] = ()

    @property
    def done(self) -> bool:
        """Whether its department's claim 已完成 stands."""
        return self.standing.state == Status.DONE

    @property
    def last(self) -> Accepted | None:
        """The last report that says something itself."""
        saying = (one for one in reversed(self.reports) if not (one.entry.blank or one.entry.unchanged))
        return next(saying, None)

    def holding(self, kind: Ask, *choices: str) -> Decision | None:
        """Return the last decision of a kind, if it is one of these choices."""
        last = next((one for one in reversed(self.decided) if one.kind == kind), None)
        return last if last and last.choice in choices else None

    def now(self, kind: Ask) -> str:
        """Return what was decided of a kind upon this very period, ``""`` for nothing."""
        found = (one.choice for one in self.decided if one.kind == kind and one.period == self.period.label)
        return next(found, "")


def ask(
    row: Row,
    kind: Ask,
    question: str,
    choices: tuple[str, ...],
    proposal: Proposal,
    *,
    known: str,
    turn: str,
    more: Mapping[str, str] | None = None,
) -> Pending:
    """Return a question about a row, or its task; ``turn`` tells it from the same one asked another time."""
    standing = row.standing
    id_ = row.task.id if kind in d.OF_TASK else standing.id
    return Pending(
        kind=kind,
        subject=f"《{row.plan.id}》第{id_}项“{standing.title}”",
        question=question,
        known=f"{standing.department}：{known}",
        proposal=proposal.choice,
        reason=proposal.reason,
        place=f"{row.plan.id}\n{id_}\n{turn}",
        choices=choices,
        about={
            d.PLAN: row.plan.id,
            d.ROW: standing.id,
            d.TASK: row.task.id,
            d.PERIOD: row.period.label,
            d.DEPARTMENT: standing.department,
            **(more or {}),
        },
    )


def said(text: str) -> str:
    """Return a department's words, cut to what a cell shows; ``""`` where it wrote that there is nothing."""
    bare = " ".join(text.split())
    if bare.strip("。.；; ") in NOTHING:
        return ""
    return bare if len(bare) <= _LONGEST else f"{bare[:_LONGEST]}…"
