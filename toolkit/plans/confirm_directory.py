"""The sheet 单位名录, read: departments, their other names, and the groups that stand for several."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from toolkit.lang.names import group_of, is_body, is_collective
from toolkit.lang.script import fold
from toolkit.model.department import LEVELS, Department, Directory, Group
from toolkit.model.layout import DIRECTORY_COLUMNS, DIRECTORY_SHEET
from toolkit.plans import confirm_values as values
from toolkit.plans.confirm_rows import Faults, read_fields, touched
from toolkit.plans.confirm_tables import table
from toolkit.plans.former_names import read_former
from toolkit.plans.workbook_cells import DEPARTMENT_CELLS, NAMES, canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from toolkit.plans.confirm_tables import Book, Line, Table

HEADERS: Final = {column.field: column.header for column in DIRECTORY_COLUMNS}
_OPTIONAL: Final = frozenset({"doubt", "order", "level", "former"})
_SAYS_NOTHING: Final = frozenset({"doubt", "order"})
ADD_OR_MEND: Final = "请在单位名录中增加该单位（或填到它的“别名”里），或改为名录中的名称"


class Names:
    """Names of a directory as a clerk may write them."""

    def __init__(self, directory: Directory) -> None:
        self._folded = {
            fold(name): name
            for department in reversed(directory.departments)
            for name in (*(one.name for one in department.former), *department.aliases, department.name)
        }
        self._exact = set(self._folded.values())

    def find(self, name: str) -> str | None:
        """Return the directory's spelling of a name or alias, None for a name it does not have."""
        return name if name in self._exact else self._folded.get(fold(name))

    def like(self, name: str) -> str:
        """Return a hint at the closest name, or nothing."""
        close = get_close_matches(fold(name), self._folded, n=1, cutoff=0.6)
        return f"（名录中有“{self._folded[close[0]]}”）" if close else ""

    def resolve(self, names: Iterable[str]) -> tuple[tuple[str, ...], str]:
        """Return names in the directory's spelling, and a sentence about those it does not have."""
        found = {name: self.find(name) for name in names}
        unknown = [f"“{name}”{self.like(name)}" for name, spelled in found.items() if spelled is None]
        known = tuple(dict.fromkeys(spelled for spelled in found.values() if spelled is not None))
        return known, f"{NAMES.join(unknown)}不在单位名录中" if unknown else ""


def read_directory(book: Book, written: Directory, faults: Faults) -> Directory:
    """Return the directory as it stands in the workbook, in the order of 序号."""
    sheet = table(book, DIRECTORY_SHEET, HEADERS, _OPTIONAL)
    faults.found += sheet.faults
    if sheet.faults:
        return written
    known = {canonical(department.name): department for department in written.departments}
    whole = tuple(known)
    rows = [(line, _department(line, known, whole, faults)) for line in sheet.lines if _says_anything(line)]
    found = sorted(((line, department) for line, department in rows if department), key=_place(sheet))
    _check_names(found, faults)
    listed = tuple(department for _, department in found)
    added = _new_members(listed)
    directory = Directory(listed + added)
    names = Names(directory)
    return Directory(
        tuple(
            department
            if known.get(canonical(department.name)) == department
            else _with_members(department, line, directory, names, faults)
            for line, department in found
        )
        + added
    )


def _new_members(listed: tuple[Department, ...]) -> tuple[Department, ...]:
    """
    Return the bodies that expand a group and have no row of their own yet.

    Writing them under 包含单位 is how a clerk says that they exist.  A name much like one in the list may be a
    slip of the pen and is left to be asked about.
    """
    names = Names(Directory(listed))
    written = (name for one in listed if one.group is Group.COLLECTIVE for name in one.members)
    return tuple(
        Department(name=name, group=Group(group_of(name)))
        for name in dict.fromkeys(written)
        if names.find(name) is None and not names.like(name) and is_body(name) and not is_collective(name)
    )


def _says_anything(line: Line) -> bool:
    """Tell whether a row holds more than the number it was given beforehand."""
    return any(values.text(cell.value) for name, cell in line.cells.items() if name not in _SAYS_NOTHING)


def _department(
    line: Line, known: Mapping[str, Department], whole: tuple[str, ...], faults: Faults
) -> Department | None:
    original = known.get(canonical(line.cells["name"].value))
    level = values.word({each: each for each in LEVELS}, "层级")
    readers: dict[str, Callable[[object], Any]] = {
        "name": values.required("单位名称"),
        "group": values.word({group.value: group for group in Group}, "类别"),
        "aliases": lambda raw: values.split(values.text(raw), whole),
        "members": lambda raw: values.split(values.text(raw), whole),
        "level": lambda raw: level(raw) if values.text(raw) else "",
        "former": lambda raw: read_former(raw, whole),
        **dict.fromkeys(("contact", "phone", "email"), values.text),
    }
    fields = touched(line, DEPARTMENT_CELLS, original)
    if not values.text(line.cells["group"].value):
        fields -= {"group"}
    found = read_fields(DIRECTORY_SHEET, line, fields, readers, faults)
    if original:
        return replace(original, **found)
    return Department(**found) if "name" in found else None


def _place(sheet: Table) -> Callable[[tuple[Line, Department]], tuple[float, int]]:
    """Return the order of rows: by 序号; a row without one stays under the row above it."""
    places: dict[int, tuple[float, int]] = {}
    above = 0.0
    for line in sheet.lines:
        cell = line.cells.get("order")
        with suppress(ValueError):
            above = float(str(cell.value)) if cell else above
        places[line.number] = above, line.number
    return lambda row: places[row[0].number]


def _check_names(rows: list[tuple[Line, Department]], faults: Faults) -> None:
    """Note a name that stands for two departments."""
    owners: dict[str, str] = {}
    for field in ("name", "aliases"):
        for line, department in rows:
            names = (department.name,) if field == "name" else department.aliases
            for name in names:
                owner = owners.setdefault(fold(name), f"第{line.number}行")
                if owner != f"第{line.number}行":
                    what = f"“{name}”与{owner}重复" if field == "name" else f"别名“{name}”与{owner}的名称重复"
                    todo = "请只留一行；是同一个单位的，把其余写法填到“别名”里"
                    faults.add(DIRECTORY_SHEET, line.cells[field].address, what, todo)


def _with_members(
    department: Department, line: Line, directory: Directory, names: Names, faults: Faults
) -> Department:
    """Return a department with its members' canonical names; note what cannot be a member."""
    if not department.members:
        return department
    spelled, unknown = names.resolve(department.members)
    members = [member for name in spelled if (member := directory.get(name))]
    nested = [member.name for member in members if member.group is Group.COLLECTIVE]
    cell = line.cells["members"].address
    if unknown:
        faults.add(DIRECTORY_SHEET, cell, f"包含单位{unknown}", ADD_OR_MEND)
    if department.group is not Group.COLLECTIVE:
        what = f"类别是“{department.group}”却填了包含单位"
        faults.add(DIRECTORY_SHEET, cell, what, f"请把类别改为“{Group.COLLECTIVE}”，或清空包含单位")
    if nested:
        faults.add(DIRECTORY_SHEET, cell, f"包含单位里的“{NAMES.join(nested)}”本身是群体", "请写出具体单位")
    return replace(department, members=tuple(dict.fromkeys(member.name for member in members)))
