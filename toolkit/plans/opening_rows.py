"""The rows of an office's own ledger, those of one task together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.plans.opening_columns import Header
    from toolkit.plans.opening_grid import Grid

_LAST_SAID: Final = frozenset(("progress", "value", "status", "completed_on", "problems", "next_steps"))
"""Fields that may stand in one column a month; the rightmost that is filled counts."""
_NO_TASK: Final = re.compile(r"^(?:合计|总计|小计|备注|说明|填表|制表|审核|填报|注\s*[:：])")
_SECTION_WITHIN: Final = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what stands in each field, and where (``工作表!H5``)."""

    section: tuple[str, ...]
    texts: dict[str, str]
    places: dict[str, str]
    numbers: dict[str, float] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return a field's text, ``""`` for none."""
        return self.texts.get(name, "")


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one task; ``number`` is what stands in front of it."""

    number: str
    lines: tuple[Line, ...]


def groups(grid: Grid, header: Header) -> list[Group]:
    """
    Return the tasks of a sheet; a row without number and title of its own belongs to the one above.

    A row of another lead department is a task of its own, since each answers for its own rows only.
    """
    found: list[tuple[object, list[Line]]] = []
    for row, line in _lines(grid, header):
        key = _key(grid, header, row, line)
        if found and key in {None, found[-1][0]} and line.get("lead") in {"", found[-1][1][-1].get("lead")}:
            found[-1][1].append(line)
        elif found and key is None:
            above = found[-1][1][-1]
            own = {name: above.get(name) for name in ("number", "task") if above.get(name)}
            found.append((found[-1][0], [replace(line, texts=own | line.texts)]))
        else:
            found.append((key, [line]))
    return [Group(lines[0].get("number"), tuple(lines)) for _, lines in found]


def _lines(grid: Grid, header: Header) -> Iterator[tuple[int, Line]]:
    section: tuple[str, ...] = ()
    for row in range(header.first, len(grid.rows)):
        distinct = list(dict.fromkeys(filter(None, (grid.text(row, c) for c in range(grid.width)))))
        if not distinct or _NO_TASK.match(distinct[0]):
            continue
        if len(distinct) == 1:
            section = (distinct[0],) if len(distinct[0]) <= _SECTION_WITHIN else section
            continue
        line = _line(grid, header, row, section)
        if line.get("task") or line.get("requirement") or line.get("progress") or line.get("value"):
            yield row, line


def _line(grid: Grid, header: Header, row: int, section: tuple[str, ...]) -> Line:
    texts: dict[str, str] = {}
    places: dict[str, str] = {}
    numbers: dict[str, float] = {}
    for name, columns in header.columns.items():
        order = reversed(columns) if name in _LAST_SAID else columns
        column = next((c for c in order if grid.text(row, c)), None)
        if column is not None:
            texts[name], places[name] = grid.text(row, column), grid.place(row, column)
            value = grid.value(row, column)
            if (
                isinstance(value, int | float)
                and not isinstance(value, bool)
                and not texts[name].endswith("%")
            ):
                numbers[name] = float(value)
    own = (texts["section"],) if texts.get("section") else ()
    return Line(tuple(dict.fromkeys((*section, *own))), texts, places, numbers)


def _key(grid: Grid, header: Header, row: int, line: Line) -> object:
    """Return what makes the rows of one task one: the merged cell, or number and title; None for neither."""
    for name in ("task", "number"):
        for column in header.columns.get(name, ()):
            if top := grid.origin.get((row, column)):
                return name, top
    said = (line.get("number"), line.get("task"))
    if any(said):
        return said
    return None if "task" in header.columns or "number" in header.columns else row
