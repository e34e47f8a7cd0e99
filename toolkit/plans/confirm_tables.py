"""A workbook the clerk saved, as tables: headers found by name, every cell with its address."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.errors import CellFault, UnreadableFileError
from toolkit.lang.script import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MAX_CELLS: Final = 20_000_000
_HEADER_WITHIN: Final = 30
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
NOT_A_WORKBOOK: Final = (
    "这个文件打不开，可能已损坏或不是.xlsx工作簿；请用表格软件打开后另存为.xlsx格式再放进收件箱。"
)
TOO_LARGE: Final = "工作表里有离得很远的单元格，读不过来；请删去表格以外的行和列再保存。"


class Broken(NamedTuple):
    """The value of a cell that has none: an error, or a formula nobody calculated."""

    what: str


class Cell(NamedTuple):
    """A cell's value as the reader gave it and its address: ``D5``."""

    value: object
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row under a header: its number as the spreadsheet shows it, and its cells by field."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's rows that hold anything, and what is wrong with its header."""

    sheet: str
    lines: tuple[Line, ...] = ()
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook, each a list of rows of values starting at A1."""

    sheets: dict[str, list[list[object]]]

    def grid(self, name: str) -> list[list[object]] | None:
        """Return a sheet by its name, written with other blanks or script if need be."""
        wanted = fold(name)
        return next((grid for title, grid in self.sheets.items() if fold(title) == wanted), None)


def open_book(data: bytes) -> Book:
    """Read every sheet; raise UnreadableFileError when the bytes are no workbook of the .xlsx family."""
    from python_calamine import CalamineWorkbook

    try:
        broken = _broken_cells(data)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets: dict[str, list[list[object]]] = {
            name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            for name in book.sheet_names
        }
    except UnreadableFileError:
        raise
    except Exception as error:
        raise UnreadableFileError(NOT_A_WORKBOOK) from error
    return Book({name: _with_broken(rows, broken.get(name, {})) for name, rows in sheets.items()})


def table(book: Book, sheet: str, headers: dict[str, str], optional: frozenset[str] = frozenset()) -> Table:
    """
    Return a sheet's rows by field; ``headers`` maps a field to the header it stands under.

    Columns may have been moved or added.  A sheet or column that is missing, or there twice, is a fault.
    """
    grid = book.grid(sheet)
    if grid is None:
        missing = CellFault(
            sheet, "A1", f"没有“{sheet}”这张工作表", "请在系统给出的任务分解表上修改，不要删除工作表"
        )
        return Table(sheet, faults=(missing,))
    at, places = _header(grid, headers)
    faults = tuple(_header_faults(sheet, at, places, headers, optional))
    columns = {field: found[0] for field, found in places.items() if found}
    return Table(sheet, tuple(_lines(grid, at, columns)), faults)


def _header(grid: list[list[object]], headers: dict[str, str]) -> tuple[int, dict[str, list[int]]]:
    """Return the row that holds most of the headers and where each of them stands."""
    wanted = {field: fold(header) for field, header in headers.items()}
    best: tuple[int, dict[str, list[int]]] = (0, {field: [] for field in headers})
    for number, row in enumerate(grid[:_HEADER_WITHIN]):
        folded = [fold(value) if isinstance(value, str) else "" for value in row]
        found = {
            field: [at for at, text in enumerate(folded) if text == header]
            for field, header in wanted.items()
        }
        if _count(found) > _count(best[1]):
            best = number, found
        if _count(found) == len(headers):
            break
    return best


def _count(places: dict[str, list[int]]) -> int:
    return sum(bool(found) for found in places.values())


def _header_faults(
    sheet: str, at: int, places: dict[str, list[int]], headers: dict[str, str], optional: frozenset[str]
) -> Iterator[CellFault]:
    for field, header in headers.items():
        found = places[field]
        if not found and field not in optional:
            yield CellFault(
                sheet, f"A{at + 1}", f"表头里没有“{header}”这一列", "请恢复这一列，表头文字不要改"
            )
        elif len(found) > 1 and field not in optional:
            yield CellFault(
                sheet, address(at, found[1]), f"“{header}”有{len(found)}列", "请只留一列，删去多余的"
            )


def _lines(grid: list[list[object]], at: int, columns: dict[str, int]) -> Iterator[Line]:
    for number, row in enumerate(grid[at + 1 :], at + 1):
        cells = {
            field: Cell(row[column] if column < len(row) else "", address(number, column))
            for field, column in columns.items()
        }
        if any(cell.value is not None and str(cell.value).strip() for cell in cells.values()):
            yield Line(number + 1, cells)


def address(row: int, column: int) -> str:
    """Return the address of a cell counted from 0: ``address(4, 3)`` is ``D5``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _with_broken(rows: list[list[object]], broken: dict[tuple[int, int], Broken]) -> list[list[object]]:
    for (row, column), why in broken.items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = why
    return rows


def _broken_cells(data: bytes) -> dict[str, dict[tuple[int, int], Broken]]:
    """Find error cells and formulas without a result, which the reader of values takes for blank."""
    from lxml import etree

    found: dict[str, dict[tuple[int, int], Broken]] = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name, part in _parts(archive):
            cells = found[name] = {}
            with archive.open(part) as stream:
                for _, cell in etree.iterparse(stream, tag="{*}c", resolve_entities=False):
                    row, column = _where(cell.get("r", "A1"))
                    if why := _broken(cell):
                        cells[row, column] = why
                    cell.clear()
    return found


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield every worksheet's name and its part of the archive."""
    from lxml import etree

    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), safe)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations.iter(_RELATION)}
    for sheet in etree.fromstring(archive.read("xl/workbook.xml"), safe).iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        target = targets.get(key, "")
        yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _where(text: str) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise UnreadableFileError(NOT_A_WORKBOOK)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    if int(match[2]) * column > _MAX_CELLS:
        raise UnreadableFileError(TOO_LARGE)
    return int(match[2]) - 1, column - 1


def _broken(cell: _Element) -> Broken | None:
    texts = {child.tag.rpartition("}")[2]: child.text or "" for child in cell if isinstance(child.tag, str)}
    if cell.get("t") == "e":
        return Broken(f"是公式错误值{texts.get('v', '')}")
    if "f" in texts and not texts.get("v") and cell.get("t") != "str":
        return Broken("是没有算出结果的公式")
    return None
