"""审核依据：what a return is checked against, handed in whole so that a check needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from toolkit.checks.ground import Grounds, grounds_of
from toolkit.checks.switches import numbers, switched_off

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from toolkit.checks.beside import Kept, Parties, Said
    from toolkit.model.calendar import Deadlines
    from toolkit.model.history import Accepted
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan

NOBODY: Final[tuple[Said, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """
    The period asked for, the plans, and what was accepted before.

    ``expected`` maps a plan to the rows this department must report; ``previous`` maps (plan, row) to this
    department's last accepted entry of an earlier period, ticks 本期无变化 resolved.  ``others`` maps the folded
    progress text of other departments' returns to the department that wrote it, ``said`` (plan, row) to what they
    say of the same row this period.  ``parties`` maps (plan, task) to who has to do with it, where several have.
    ``kept`` are the files kept beside this return and earlier ones, None where that is not known.  ``asked`` are plan
    and row of all that must be reported, ``grounds`` what each row of the plans is held against.
    """

    period: Period
    deadlines: Deadlines
    as_of: datetime
    plans: Mapping[str, Plan]
    expected: Mapping[str, tuple[str, ...]]
    previous: Mapping[tuple[str, str], Accepted] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[tuple[str, str], tuple[Said, ...]] = field(default_factory=dict)
    parties: Mapping[tuple[str, str], Parties] = field(default_factory=dict)
    kept: tuple[Kept, ...] | None = None
    asked: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)
    grounds: Grounds = field(init=False, repr=False, compare=False)
    _numbers: Mapping[str, float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay out the rows asked for, and what every row is held against."""
        asked = frozenset((plan, row) for plan, rows in self.expected.items() for row in rows)
        thresholds = numbers(self.parameters)
        object.__setattr__(self, "asked", asked)
        object.__setattr__(self, "_numbers", thresholds)
        object.__setattr__(self, "grounds", grounds_of(self.plans, self.period.end, self.today, thresholds))

    @property
    def files(self) -> tuple[Kept, ...]:
        """The files kept beside this very return."""
        return tuple(one for one in self.kept if not one.earlier) if self.kept else ()

    @property
    def today(self) -> date:
        """The day the check is made for."""
        return self.as_of.date()

    @property
    def off(self) -> frozenset[str]:
        """The rules the office has switched off."""
        return switched_off(self.parameters)

    def number(self, key: str) -> float:
        """Return a numeric parameter of the plan workbook, its default where it is unset or unreadable."""
        return self._numbers[key]

    def said_by_others(self, plan: str, row: str) -> tuple[Said, ...]:
        """Return what other departments say of a row this period."""
        return self.said.get((plan, row), NOBODY) if self.said else NOBODY
