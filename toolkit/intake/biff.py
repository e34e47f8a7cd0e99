"""Old .xls and WPS .et workbooks (OLE2 with BIFF, or bare BIFF), read by xlrd."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.grid import Area, Cell, Place, Sheet, Workbook
from toolkit.intake.locked import LOCKED
from toolkit.intake.package import DAMAGED

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_MAX_CELLS: Final = 4_000_000


def read(data: bytes) -> Workbook:
    """
    Return the workbook.

    Raises:
        UnreadableFileError: the file is encrypted, damaged or no workbook.
    """
    book = _open(data)
    return Workbook(tuple(_sheet(book, book.sheet_by_index(i)) for i in range(book.nsheets)))


def _open(data: bytes) -> Any:  # noqa: ANN401  (xlrd has no types)
    import xlrd

    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123  (a device, not a path)
        for formatting in (True, False):
            try:
                return xlrd.open_workbook(
                    file_contents=data, formatting_info=formatting, ragged_rows=True, logfile=nowhere
                )
            except MemoryError:
                raise
            except Exception as error:
                if "encrypted" in str(error):
                    raise UnreadableFileError(LOCKED) from error
    raise UnreadableFileError(DAMAGED)


def _sheet(book: Any, sheet: Any) -> Sheet:  # noqa: ANN401
    if sum(sheet.row_len(r) for r in range(sheet.nrows)) > _MAX_CELLS:
        raise UnreadableFileError(
            f"工作表“{sheet.name}”的范围过大，请把填报内容复制到下发的填报表里重新报送。"
        )
    errors: dict[Place, str] = {}
    formats: dict[Place, str] = {}
    rows = tuple(
        tuple(_value(book, sheet, (r, c), errors, formats) for c in range(sheet.row_len(r)))
        for r in range(sheet.nrows)
    )
    return Sheet(
        name=sheet.name,
        visible=sheet.visibility == 0,
        rows=rows,
        merged=tuple(Area(r1, c1, r2 - 1, c2 - 1) for r1, r2, c1, c2 in sheet.merged_cells),
        errors=errors,
        formats=formats,
        hidden_rows=frozenset(r for r, info in sheet.rowinfo_map.items() if info.hidden),
        comments={place: str(note.text) for place, note in sheet.cell_note_map.items()},
    )


def _value(
    book: Any,  # noqa: ANN401
    sheet: Any,  # noqa: ANN401
    place: Place,
    errors: dict[Place, str],
    formats: dict[Place, str],
) -> Cell:
    import xlrd

    cell = sheet.cell(*place)
    if cell.ctype == _TEXT:
        return str(cell.value)
    if cell.ctype == _NUMBER:
        code = _format(book, cell.xf_index)
        if code:
            formats[place] = code
        return float(cell.value)
    if cell.ctype == _DATE:
        try:
            moment: datetime = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return float(cell.value)
        return moment
    if cell.ctype == _BOOLEAN:
        return bool(cell.value)
    if cell.ctype == _ERROR:
        errors[place] = xlrd.error_text_from_code.get(cell.value, "#VALUE!")
    return ""


def _format(book: Any, style: int | None) -> str:  # noqa: ANN401
    if style is None or style >= len(book.xf_list):
        return ""
    known = book.format_map.get(book.xf_list[style].format_key)
    code = str(known.format_str).partition(";")[0] if known else ""
    return code if "%" in code or code.startswith("0.0") else ""
