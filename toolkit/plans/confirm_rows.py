"""One row of a sheet against the row it was written from: what was touched is read, the rest is kept."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import CellFault
from toolkit.model.layout import (
    DIRECTORY_SHEET,
    DOUBTS_SHEET,
    OPENING_SHEET,
    PARAMETERS_SHEET,
    PLAN_SHEET,
    TARGETS_SHEET,
    TASKS_SHEET,
)
from toolkit.plans.confirm_tables import Broken
from toolkit.plans.confirm_values import WrongError
from toolkit.plans.workbook_cells import same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolkit.plans.confirm_tables import Cell, Line
    from toolkit.plans.workbook_cells import Cell as Shown


_SHEETS: Final = (
    DOUBTS_SHEET,
    PLAN_SHEET,
    TASKS_SHEET,
    TARGETS_SHEET,
    OPENING_SHEET,
    DIRECTORY_SHEET,
    PARAMETERS_SHEET,
)
_ADDRESS: Final = re.compile(r"([A-Z]+)(\d+)")


@dataclass(slots=True)
class Faults:
    """The faults found so far."""

    found: list[CellFault] = field(default_factory=list)

    def in_order(self) -> tuple[CellFault, ...]:
        """Return the faults sheet by sheet, row by row, from left to right."""
        return tuple(sorted(self.found, key=_place))

    def add(self, sheet: str, cell: str, what: str, todo: str) -> None:
        """Note one fault."""
        self.found.append(CellFault(sheet, cell, what, todo))

    def read(self, sheet: str, cell: Cell, reader: Callable[[object], Any]) -> tuple[bool, Any]:
        """Return whether a cell could be read, and its value; note the fault where it could not."""
        try:
            if isinstance(cell.value, Broken):
                self.add(sheet, cell.address, cell.value.what, "请改为直接填写的内容")
                return False, None
            return True, reader(cell.value)
        except WrongError as wrong:
            self.add(sheet, cell.address, wrong.what, wrong.todo)
            return False, None


def _place(fault: CellFault) -> tuple[int, int, int, str]:
    match = _ADDRESS.fullmatch(fault.cell)
    column, row = (match[1], int(match[2])) if match else ("", 0)
    return _SHEETS.index(fault.sheet), row, len(column), column


def touched(line: Line, shows: Mapping[str, Callable[[Any], Shown]], original: object) -> frozenset[str]:
    """Return the fields whose cells no longer say what was written; all of them for a new row."""
    if original is None:
        return frozenset(shows) & line.cells.keys()
    return frozenset(
        name
        for name, show in shows.items()
        if name in line.cells and not same(show(original), line.cells[name].value)
    )


def read_fields(
    sheet: str,
    line: Line,
    fields: frozenset[str],
    readers: Mapping[str, Callable[[object], Any]],
    faults: Faults,
) -> dict[str, Any]:
    """Return the values of these fields of a row; those that cannot be read are noted and left out."""
    values: dict[str, Any] = {}
    for name, reader in readers.items():
        if name in fields:
            fine, value = faults.read(sheet, line.cells[name], reader)
            if fine:
                values[name] = value
    return values


class FreeIds:
    """Ids ``<task>.<k>`` that no target has or had."""

    def __init__(self, taken: set[str]) -> None:
        self._last: dict[str, int] = defaultdict(int)
        for id_ in taken:
            task, _, k = id_.rpartition(".")
            if k.isdecimal():
                self._last[task] = max(self._last[task], int(k))

    def next(self, task: str) -> str:
        """Return the next id of a task."""
        self._last[task] += 1
        return f"{task}.{self._last[task]}"


def insert_after(known: list[str], found: list[str]) -> list[str]:
    """
    Return the ids found, old ones in their old order, new ones after the row they were put under.

    Sorting a sheet by a column is no wish to reorder the plan.
    """
    there = set(found)
    ordered = [name for name in known if name in there]
    old = set(ordered)
    for above, name in zip([None, *found], found, strict=False):
        if name not in old:
            ordered.insert(ordered.index(above) + 1 if above is not None else 0, name)
            old.add(name)
    return ordered
