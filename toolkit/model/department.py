"""单位名录：the departments an office writes to, and the groups that stand for several."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What sort of body a department is; ranking and the order of lists go by it."""

    DEPARTMENT = "部门"
    TOWN = "乡镇街道"
    ZONE = "园区"
    VERTICAL = "垂管单位"
    ENTERPRISE = "企业"
    COLLECTIVE = "群体"  # 各镇街, 相关部门: stands for several, gets no form until expanded


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """
    One body the plan names.

    ``name`` is canonical and as printed in the plan; ``aliases`` are other names that mean it.
    ``members`` are canonical names, for a collective that has been expanded.
    """

    name: str
    aliases: tuple[str, ...] = ()
    group: Group = Group.DEPARTMENT
    members: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """The office's one list of departments, in institutional order (机构序列)."""

    departments: tuple[Department, ...] = ()

    def get(self, name: str) -> Department | None:
        """Return the department with this canonical name or alias, written exactly so."""
        return next((d for d in self.departments if name == d.name or name in d.aliases), None)

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """
        Return canonical names, collectives replaced by their members.

        A collective with no members, and a name the directory does not know, are left out: neither
        can be sent a form.
        """
        found: dict[str, None] = {}
        for name in names:
            known = self.get(name)
            if known is None:
                continue
            for member in known.members if known.group is Group.COLLECTIVE else (known.name,):
                found[member] = None
        return tuple(found)

    def order(self, name: str) -> int:
        """Return a department's place in institutional order; unknown names come last."""
        return next((i for i, d in enumerate(self.departments) if d.name == name), len(self.departments))
