"""One sheet of rows: header, cells with their lists, marked quotes and shaded doubts, ready to print."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from toolkit.plans.workbook_cells import MAX_TEXT, canonical
from toolkit.plans.workbook_choices import SPARE_ROWS
from toolkit.plans.workbook_marks import pieces
from toolkit.plans.workbook_styles import TRAFFIC, height

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from toolkit.model.layout import Column
    from toolkit.plans.workbook_cells import Cell
    from toolkit.plans.workbook_choices import Rule
    from toolkit.plans.workbook_marks import Mark
    from toolkit.plans.workbook_styles import Styles

_A4: Final = 9

LOOKS: Final[dict[str, str]] = {
    **dict.fromkeys(("id", "no", "task", "order", "key", "phone", "kind", "basis", "comparator"), "code"),
    **dict.fromkeys(("unit", "stage", "recurring", "confidence", "confirmed", "group", "flags"), "code"),
    **dict.fromkeys(("period", "status"), "code"),
    **dict.fromkeys(("value", "baseline"), "number"),
    **dict.fromkeys(("quote", "text", "role_quote", "context"), "quote"),
    **dict.fromkeys(("due", "completed_on"), "date"),
}
"""The look of a field's cells; any other is plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One row: its cells by field, the words marked in them, and what to look at.

    ``doubtful`` are the fields shaded on their own; ``link`` is the cell its field ``doubt`` leads to.
    ``fixed`` are fields shown for reading only.
    """

    cells: dict[str, Cell]
    marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    link: str = ""
    fixed: frozenset[str] = frozenset()

    def look(self, name: str) -> str:
        """Return the look of a cell."""
        if name == "doubt" and self.link:
            return "link"
        return "fixed" if name in self.fixed else LOOKS.get(name, "text")

    def shade(self, name: str) -> str:
        """Return the shade of a cell: in question itself, in a row with a question, or none."""
        if name in self.doubtful:
            return "cell"
        return "row" if self.link else ""


def write_table(
    sheet: Worksheet,
    columns: tuple[Column, ...],
    rows: list[Row],
    styles: Styles,
    *,
    frozen: int,
    choices: dict[str, Rule],
) -> None:
    """Write a header row and the rows under it; ``frozen`` columns stay in sight."""
    from xlsxwriter.utility import xl_range

    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, styles.cell(LOOKS.get(column.field, "text")))
        sheet.write_string(0, at, column.header, styles.cell("header"))
    sheet.set_row(0, 24)
    for number, row in enumerate(rows, 1):
        _write_row(sheet, number, row, columns, styles)
    last = len(rows) + SPARE_ROWS
    for at, column in enumerate(columns):
        if rule := choices.get(column.field):
            sheet.data_validation(1, at, last, at, rule)
        _dress(sheet, (1, at, last, at), column.field, styles)
    sheet.ignore_errors({"number_stored_as_text": xl_range(1, 0, last, len(columns) - 1)})
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    set_up_print(sheet)


def set_up_print(sheet: Worksheet, header_row: int = 0) -> None:
    """Set A4 landscape, as wide as the page, the header repeated, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")


def _write_row(sheet: Worksheet, number: int, row: Row, columns: tuple[Column, ...], styles: Styles) -> None:
    shown = [(column, row.cells.get(column.field)) for column in columns]
    sheet.set_row(number, height((_text(cell), column.width) for column, cell in shown))
    for at, (column, cell) in enumerate(shown):
        shade = row.shade(column.field)
        look = styles.cell(row.look(column.field), shade)
        if column.field == "doubt" and row.link:
            sheet.write_url(number, at, row.link, look, _text(cell), "点这里回到“待确认”")
        elif marks := row.marks.get(column.field):
            write_marked(sheet, (number, at), str(cell), marks, styles, shade=shade)
        else:
            write_cell(sheet, number, at, cell, look)


def write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    """Write one cell in its own type; text is never taken for a formula, a link or a number."""
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, look)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, look)
    else:
        sheet.write_string(row, column, cell[:MAX_TEXT], look)


def write_marked(
    sheet: Worksheet,
    place: tuple[int, int],
    text: str,
    marks: tuple[Mark, ...],
    styles: Styles,
    *,
    shade: str,
) -> None:
    """Write a source text with the words that were read in bold colour."""
    runs = list(pieces(text[:MAX_TEXT], marks))
    if len(runs) <= 1:  # a rich string has two runs at least
        sort = runs[0][1] if runs else ""
        write_cell(sheet, *place, text, styles.cell("quote", shade, sort))
        return
    fragments = [part for piece, sort in runs for part in (styles.run(sort), piece)]
    sheet.write_rich_string(*place, *fragments, styles.cell("quote", shade))


def _text(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    return canonical(cell)


def _dress(sheet: Worksheet, area: tuple[int, int, int, int], name: str, styles: Styles) -> None:
    if name != "confidence":
        return
    for word, colour in TRAFFIC:
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles.fill(colour)}
        sheet.conditional_format(*area, rule)
