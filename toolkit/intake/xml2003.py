"""Excel 2003 的 XML 表格：one XML file that Excel, WPS and many systems write as ``.xml`` or ``.xls``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.grid import Area, Cell, Place, Sheet, Workbook
from toolkit.intake.guard import declares
from toolkit.intake.ooxml import FAR, MAX_CELLS
from toolkit.intake.package import DAMAGED, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_SS: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_VISIBLE: Final = "{urn:schemas-microsoft-com:office:excel}Visible"
_NAMED: Final = {"Percent": "0.00%", "Fixed": "0.00"}
_FIXED: Final = frozenset({"0.0", "0.00", "0.000", "0.0000"})
_MAX_ROW: Final = 1_048_576
_MAX_COLUMN: Final = 16_384


def read(data: bytes) -> Workbook:
    """
    Return the sheets of an XML Spreadsheet 2003 ([MS-OE376] 2.1, XML Spreadsheet Reference).

    Raises:
        UnreadableFileError: the XML is broken, declares entities, or places cells too far away.
    """
    if fault := declares(data):
        raise UnreadableFileError(fault)
    root = parse(data)
    formats = {
        str(style.get(f"{_SS}ID")): _telling(code)
        for style in root.iter(f"{_SS}Style")
        if (code := next((n.get(f"{_SS}Format") for n in style.iter(f"{_SS}NumberFormat")), None))
    }
    return Workbook(tuple(_sheet(sheet, formats) for sheet in root.iter(f"{_SS}Worksheet")))


def _telling(code: str) -> str:
    """Return a number format that changes what a number says, else ``""``."""
    code = _NAMED.get(code, code).partition(";")[0]
    return code if "%" in code or code in _FIXED else ""


@dataclass(slots=True)
class _Grid:
    """A sheet while it is read."""

    formats: dict[str, str]
    rows: dict[int, dict[int, Cell]] = field(default_factory=lambda: defaultdict(dict))
    merged: list[Area] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    uncached: set[Place] = field(default_factory=set)
    styled: dict[Place, str] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def add(self, cell: _Element, place: Place) -> None:
        """Keep one cell and what belongs to it."""
        across, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
        if across or down:
            self.merged.append(Area(*place, place[0] + down, place[1] + across))
        data = cell.find(f"{_SS}Data")
        if data is None:
            if cell.get(f"{_SS}Formula"):
                self.uncached.add(place)
        elif data.get(f"{_SS}Type") == "Error":
            self.errors[place] = "".join(data.itertext()).strip() or "#VALUE!"
        else:
            self._write(place, _value(data))
        if code := self.formats.get(str(cell.get(f"{_SS}StyleID")), ""):
            self.styled[place] = code
        if (comment := cell.find(f"{_SS}Comment")) is not None:
            self.comments[place] = "".join(comment.itertext()).strip()

    def _write(self, place: Place, value: Cell) -> None:
        if value == "":
            return
        self.rows[place[0]][place[1]] = value

    def lines(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the rows up to the last that has anything, each up to its last cell."""
        if sum(max(cells) + 1 for cells in self.rows.values()) > MAX_CELLS:
            raise UnreadableFileError(FAR)
        last = max(self.rows, default=-1)
        return tuple(_line(self.rows.get(row, {})) for row in range(last + 1))


def _line(cells: dict[int, Cell]) -> tuple[Cell, ...]:
    return tuple(cells.get(column, "") for column in range(max(cells, default=-1) + 1))


def _sheet(sheet: _Element, formats: dict[str, str]) -> Sheet:
    grid = _Grid(formats)
    row = -1
    for line in sheet.iter(f"{_SS}Row"):
        row = _number(line, "Index", row + 2) - 1
        if line.get(f"{_SS}Hidden") == "1":
            grid.hidden.add(row)
        column = -1
        for cell in line.iterchildren(f"{_SS}Cell"):
            column = _number(cell, "Index", column + 2) - 1
            if not (0 <= row < _MAX_ROW and 0 <= column < _MAX_COLUMN):
                raise UnreadableFileError(DAMAGED)
            grid.add(cell, (row, column))
            column += _number(cell, "MergeAcross")
    name = str(sheet.get(f"{_SS}Name", ""))
    hidden = any("Hidden" in str(visible.text) for visible in sheet.iter(_VISIBLE))
    return Sheet(
        name=name,
        visible=not hidden,
        rows=grid.lines(),
        merged=tuple(grid.merged),
        errors=grid.errors,
        uncached=frozenset(grid.uncached),
        formats=grid.styled,
        hidden_rows=frozenset(grid.hidden),
        comments=grid.comments,
    )


def _number(element: _Element, name: str, default: int = 0) -> int:
    text = str(element.get(f"{_SS}{name}", ""))
    return int(text) if text.isdecimal() and len(text) < len(str(_MAX_ROW)) + 1 else default


def _value(data: _Element) -> Cell:
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text
