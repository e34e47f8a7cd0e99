"""方案文件·表格：a plan drawn up as a workbook; every cell keeps its place."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.plans import noise
from toolkit.plans.document import Cell, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 60


def read(data: bytes, name: str) -> tuple[Line, ...]:
    """Read every sheet; raises UnreadableFileError where no reader can open the workbook."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(sheet) for sheet in book.sheet_names]
        grids = [sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS) for sheet in sheets]
    except Exception as error:
        raise UnreadableFileError(f"“{name}”打不开，可能已损坏或加了密码，请另存为xlsx后重新发送") from error
    return tuple(line for table, grid in enumerate(grids) for line in _lines(table, grid))


def _lines(table: int, grid: Sequence[Sequence[object]]) -> Iterator[Line]:
    """Yield a lone cell of a row (a title, a chapter) as a paragraph, other rows as cells."""
    for row, cells in enumerate(grid):
        texts = [_text(cell) for cell in cells[:MAX_COLUMNS]]
        filled = [text for text in texts if text]
        if len(filled) == 1:
            yield Line(filled[0])
        elif filled:
            for column, text in enumerate(texts):
                yield Line(text, cell=Cell(table, row, column))


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return noise.strip_marks(str(value)).strip() if value is not None else ""
