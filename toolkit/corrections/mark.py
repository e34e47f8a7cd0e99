"""
The marked copy: the department's own file with every fault and question in its cell, and a list in front.

All findings of a return go back at once, in the order of the department's own sheet (practice 6); whatever
is right need not be filled in again.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

from toolkit.corrections import checklist, marks, places, stable, wording
from toolkit.corrections.carriable import can_mark
from toolkit.errors import UnreadableFileError
from toolkit.model.findings import Finding, Severity
from toolkit.model.layout import ADJUST_COLUMN, FORM

if TYPE_CHECKING:
    from datetime import datetime

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook

    from toolkit.model.correction import Correction
    from toolkit.model.returns import Entry, Return

_HEADERS: Final = {column.field: column.header for column in (*FORM, ADJUST_COLUMN)}
_OWN_FIELDS: Final = tuple(c.field for c in (*FORM, ADJUST_COLUMN) if c.filled_by == "department")
_OWN_LABELS: Final = {"filler": "填报人", "phone": "联系电话", "filled_on": "填报日期"}
_BROKEN: Final = (
    BadZipFile,
    OSError,
    KeyError,
    TypeError,
    ValueError,
    IndexError,
    OverflowError,
    SyntaxError,
)
"""What openpyxl raises on files it cannot follow; broken XML is a SyntaxError."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked copy, and what is marked in it, in the order of the department's sheet."""

    data: bytes
    corrections: tuple[Correction, ...]


def mark(
    data: bytes,
    return_: Return,
    findings: tuple[Finding, ...],
    *,
    deadline: datetime,
    made_at: datetime,
    office_name: str,
) -> Marked:
    """
    Return the department's workbook with its findings marked, and the list of them.

    Errors are red, questions orange, each with a comment that says what was found, what is wanted and
    what to do; notices are listed only.  Marks of an earlier round that no longer hold are gone.  Raise
    UnreadableFileError for a file :func:`can_mark` says no to.
    """
    book = _opened(data)
    answered = checklist.answers(book)
    marks.clear(book)
    lines = tuple(_line(book, return_, finding) for finding in findings)
    _mark_cells(book, findings)
    _unlock(book, return_, findings)
    checklist.write(book, lines, wording.head(return_, findings, deadline, office_name), answered)
    _open_on_list(book)
    return Marked(stable.saved(book, made_at), tuple(line.correction for line in lines))


def _opened(data: bytes) -> Workbook:
    from openpyxl import load_workbook

    if not can_mark(data):
        raise UnreadableFileError("这个文件不能直接标注，请改发预填了原内容的新填报表。")
    try:
        return load_workbook(BytesIO(data), rich_text=True)
    except _BROKEN as error:
        raise UnreadableFileError("这个文件打不开，不能标注，请改发预填了原内容的新填报表。") from error


def _mark_cells(book: Workbook, findings: tuple[Finding, ...]) -> None:
    """Mark each cell once, with all that was found in it."""
    found: dict[tuple[str, str], tuple[Cell, list[Finding]]] = {}
    for finding in findings:
        place = places.parse(finding.cell)
        cell = places.find(book, place)
        if cell is not None and place is not None and finding.severity is not Severity.NOTICE:
            found.setdefault((place.sheet, cell.coordinate), (cell, []))[1].append(finding)
    for cell, said in found.values():
        marks.put(cell, tuple(said))


def _unlock(book: Workbook, return_: Return, findings: tuple[Finding, ...]) -> None:
    """
    Leave the department its own cells in every row that is to be mended.

    A block pasted from another workbook brings that workbook's locks with it.
    """
    from openpyxl.styles import Protection

    about = {finding.id for finding in findings}
    own = [e.cells[name] for e in return_.entries if e.id in about for name in _OWN_FIELDS if name in e.cells]
    own += [return_.header_cells[name] for name in _OWN_LABELS if name in return_.header_cells]
    for address in own:
        cell = places.find(book, places.parse(address))
        if cell is not None and cell.protection.locked:
            cell.protection = Protection(locked=False, hidden=cell.protection.hidden)


def _line(book: Workbook, return_: Return, finding: Finding) -> checklist.Line:
    place = places.parse(finding.cell)
    entry = next((e for e in return_.entries if _about(e, finding)), None)
    task = places.find(book, places.parse(entry.cells.get("task", ""))) if entry else None
    return checklist.Line(
        finding=finding,
        place=place,
        column=_column(return_, entry, str(place)),
        task=wording.shown(task),
        written=wording.shown(places.find(book, place)),
        linked=place is not None and place.sheet in book.sheetnames,
    )


def _about(entry: Entry, finding: Finding) -> bool:
    return bool(finding.id) and entry.id == finding.id and finding.plan in {"", entry.plan}


def _column(return_: Return, entry: Entry | None, address: str) -> str:
    """Name the field a place belongs to, in the words of the form."""
    names = {cell: _HEADERS.get(name, "") for name, cell in (entry.cells if entry else {}).items()}
    names |= {cell: _OWN_LABELS.get(name, "") for name, cell in return_.header_cells.items()}
    return names.get(address, "")


def _open_on_list(book: Workbook) -> None:
    """Open on the list, with no other sheet selected: typing into a group of sheets fills all of them."""
    book.active = 0
    for index, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = index == 0
    for view in book.views:
        view.firstSheet = 0
