"""What changed between two lists of departments, in a clerk's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.plans.workbook_cells import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.model.department import Department, Directory

_CONTACTS: Final = ("contact", "phone", "email")


def renamed(old: Directory, new: Directory) -> dict[str, str]:
    """Return canonical names that are another department's alias now, with that department's name."""
    canonical = {department.name for department in new.departments}
    gone = (department.name for department in old.departments if department.name not in canonical)
    return {name: found.name for name in gone if (found := new.get(name))}


def changes(old: Directory, new: Directory) -> tuple[str, ...]:
    """Return what changed, a phrase each: added and dropped names, then department by department."""
    before = {department.name: department for department in old.departments}
    after = {department.name: department for department in new.departments}
    moved = renamed(old, new)
    added = [name for name in after if name not in before and name not in moved.values()]
    dropped = [name for name in before if name not in after and name not in moved]
    told = [
        *(f"“{name}”并入或更名为“{other}”" for name, other in moved.items()),
        *([f"新增{NAMES.join(added)}"] if added else []),
        *([f"去掉{NAMES.join(dropped)}"] if dropped else []),
    ]
    both = [(before[name], after[name]) for name in after if name in before]
    told += [phrase for pair in both for phrase in _of_one(*pair)]
    people = sum(any(getattr(a, f) != getattr(b, f) for f in _CONTACTS) for a, b in both)
    told += [f"{people}家单位的联系方式有变动"] if people else []
    kept = [department.name for department, _ in both]
    if kept != [name for name in before if name in after]:
        told.append("次序有调整")
    return tuple(told)


def _of_one(old: Department, new: Department) -> Iterator[str]:
    if old.group is not new.group:
        yield f"“{new.name}”的类别由“{old.group}”改为“{new.group}”"
    if old.members != new.members:
        yield f"“{new.name}”包含{NAMES.join(new.members)}" if new.members else f"“{new.name}”不再包含单位"
    if old.aliases != new.aliases:
        yield f"“{new.name}”的别名改为{NAMES.join(new.aliases)}" if new.aliases else f"“{new.name}”不再有别名"
    if old.former != new.former:
        former = NAMES.join(map(str, new.former))
        yield f"“{new.name}”的曾用名改为{former}" if former else f"“{new.name}”不再有曾用名"
    if old.level != new.level:
        yield f"“{new.name}”的层级改为{new.level}" if new.level else f"“{new.name}”不再写明层级"
