"""单位名录：the departments an office writes to, and the groups that stand for several."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.period import Period

LEVELS = ("国家", "省", "市", "州", "县", "区", "旗", "乡镇", "街道")
"""层级 a department may stand at, highest first."""


class Group(StrEnum):
    """What sort of body a department is; ranking and the order of lists go by it."""

    DEPARTMENT = "部门"
    TOWN = "乡镇街道"
    ZONE = "园区"
    VERTICAL = "垂管单位"
    ENTERPRISE = "企业"
    COLLECTIVE = "群体"  # 各镇街, 相关部门: stands for several, gets no form until expanded


@dataclass(frozen=True, slots=True)
class FormerName:
    """曾用名: a name a department bore from ``since`` to ``until``, both included; None where the end is open."""

    name: str
    since: date | None = None
    until: date | None = None

    def valid_in(self, period: Period | None) -> bool:
        """Whether the department bore the name at any day of a period; True where the period is not known."""
        if period is None:
            return True
        begun = self.since is None or self.since <= period.end
        return begun and (self.until is None or period.start <= self.until)

    def __str__(self) -> str:
        since = "" if self.since is None else _month_or_day(self.since, whole=self.since.day == 1)
        until = "" if self.until is None else _month_or_day(self.until, whole=_ends_month(self.until))
        span = f"{since}至{until}" if until else f"自{since}"
        return f"{self.name}（{span}）" if since or until else self.name


def _month_or_day(day: date, *, whole: bool) -> str:
    return f"{day:%Y-%m}" if whole else day.isoformat()


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """
    One body the plan names.

    ``name`` is canonical and as printed in the plan; ``aliases`` are other names that mean it, ``former`` names
    it bore for a time.  ``members`` are canonical names, for a collective that has been expanded.  ``level`` is
    one of ``LEVELS`` where the office says so: 财政局 of level 县 is 县财政局, and not 市财政局.
    """

    name: str
    aliases: tuple[str, ...] = ()
    group: Group = Group.DEPARTMENT
    members: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    email: str = ""
    level: str = ""
    former: tuple[FormerName, ...] = ()


@dataclass(frozen=True)
class Directory:
    """The office's one list of departments, in institutional order (机构序列)."""

    departments: tuple[Department, ...] = ()

    def __hash__(self) -> int:
        """Two equal lists have it in common; what is asked once a file must not grow with the list."""
        return hash((len(self.departments), self.departments[-1].name if self.departments else ""))

    def get(self, name: str) -> Department | None:
        """
        Return the department with this canonical name or alias, written exactly so.

        A former name, of whatever time, means the body that has taken its place, if there is only one.
        """
        if known := self._named.get(name):
            return known
        heirs = [d for d in self.departments if any(name == one.name for one in d.former)]
        return heirs[0] if len(heirs) == 1 else None

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """
        Return canonical names, collectives replaced by their members.

        A collective with no members, and a name the directory does not know, are left out: neither
        can be sent a form.
        """
        known = self._expanded.get(names)
        if known is None:
            known = self._expanded[names] = self._expand(names)
        return known

    def _expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for name in names:
            known = self.get(name)
            if known is None:
                continue
            for member in known.members if known.group is Group.COLLECTIVE else (known.name,):
                found[member] = None
        return tuple(found)

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return departments in institutional order; unknown names come last."""
        places, last = self._places, len(self.departments)
        return tuple(sorted(names, key=lambda name: (places.get(name, last), name)))

    @cached_property
    def _named(self) -> dict[str, Department]:
        return {name: d for d in reversed(self.departments) for name in (*d.aliases, d.name)}

    @cached_property
    def _places(self) -> dict[str, int]:
        last = len(self.departments) - 1
        return {d.name: last - place for place, d in enumerate(reversed(self.departments))}

    @cached_property
    def _expanded(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}
