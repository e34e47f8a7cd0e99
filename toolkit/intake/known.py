"""已知：what the office knows when a file comes in; small and picklable, so that workers can have it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.model.period import Period

if TYPE_CHECKING:
    from toolkit.model.department import Directory
    from toolkit.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Known:
    """
    The office, its registered plans and its departments.

    ``year`` is the year a date or month written without one belongs to; ``period`` the label of the period a
    return that names none is taken for, ``""`` to hold it.  ``wanted`` are the labels of the periods a return is
    most likely of now, likeliest first: what is read where a file speaks of several.  ``passwords`` are tried on
    encrypted files.
    """

    office_id: str
    plans: tuple[Plan, ...]
    directory: Directory
    year: int
    period: str = ""
    passwords: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()

    @property
    def latest(self) -> Period | None:
        """The period after the likeliest one: nobody reports on a later one yet."""
        return _after(self.wanted[0]) if self.wanted else None

    def plan(self, plan_id: str) -> Plan | None:
        """Return the registered plan with this short name."""
        return next((plan for plan in self.plans if plan.id == plan_id), None)


@lru_cache(maxsize=64)
def _after(label: str) -> Period:
    return Period.parse(label).following
