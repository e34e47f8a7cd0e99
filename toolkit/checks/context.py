"""审核依据：what a return is checked against, handed in whole so that a check needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from toolkit.model.calendar import Deadlines
    from toolkit.model.history import Accepted
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan

JUMP: Final = "波动幅度"
_DEFAULTS: Final = {JUMP: 30.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """
    The period asked for, the plans, and what was accepted before.

    ``expected`` maps a plan to the rows this department must report; ``previous`` maps (plan, row) to this
    department's last accepted entry of an earlier period, ticks 本期无变化 resolved.  ``others`` maps the folded
    progress text of other departments' returns to the department that wrote it.
    """

    period: Period
    deadlines: Deadlines
    as_of: datetime
    plans: Mapping[str, Plan]
    expected: Mapping[str, tuple[str, ...]]
    previous: Mapping[tuple[str, str], Accepted] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day the check is made for."""
        return self.as_of.date()

    def number(self, key: str) -> float:
        """Return a numeric parameter of the plan workbook, its default where it is unset or unreadable."""
        try:
            return float(self.parameters.get(key, ""))
        except ValueError:
            return _DEFAULTS[key]
