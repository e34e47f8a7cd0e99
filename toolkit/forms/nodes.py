"""节点安排：the sheet on which the first lead of a row gives its days on the way, and when each was done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.forms import guards, sizes
from toolkit.forms.sheet import Limits, put
from toolkit.model.layout import FIRST_ROW, NODE_COLUMNS, NODES_HEADER_ROW, form_sheet, nodes_sheet
from toolkit.model.plan import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from toolkit.forms.styles import Styles
    from toolkit.model.form import FormRow, FormSheet, FormSpec
    from toolkit.model.returns import NodeSaid

LINES: Final = 3
"""Lines offered to a row at least, and one more than it has nodes."""
FREE_LINES: Final = 4
"""Lines for rows that have a number to go by: the department chooses the row."""
_FURTHEST: Final = date(2100, 12, 31)
_NOTE: Final = (
    "选填，不填不退回。没有数字可比的任务，请分几步写明节点和计划完成日期；以后每月只在办完的节点后填实际完成日期。"
    "有数字目标、不按月平均推进的，可在最后几行选编号，并填到那天应达到的数。节点报过以后要改期的，改日期即可，由{office}认定后生效。"
)
_NUMBERLESS: Final = frozenset({Kind.MILESTONE, None})
_YEARLY: Final = frozenset({Kind.ANNUAL, Kind.KEEP})
_CHOOSE: Final = {
    "validate": "list",
    "error_type": "warning",
    "error_title": "请从列表中选",
    "error_message": "请选填报表里的编号。",
}
_LETTERS: Final = {column.field: chr(ord("A") + i) for i, column in enumerate(NODE_COLUMNS)}
_STYLES: Final = {"name": "open", "due": "open_day", "value": "open_middle", "done_on": "open_day"}


class Line(NamedTuple):
    """One line of the sheet: its row, None where the department chooses one, and the node that stands there."""

    row: FormRow | None
    node: NodeSaid | None
    first: bool = False


def wanted(part: FormSheet) -> bool:
    """Whether a plan's sheet of nodes has any line."""
    return next(lines(part), None) is not None


def lines(part: FormSheet) -> Iterator[Line]:
    """Yield the lines of a plan's sheet: some a row that has no number to go by, and some free ones."""
    free = False
    for row in part.rows:
        said = row.prefill.nodes if row.prefill and row.prefill.nodes else row.nodes
        kind = row.target.kind if row.target else None
        if row.asks_nodes and (said or kind in _NUMBERLESS):
            room = max(LINES, len(said) + 1)
            for at in range(room):
                yield Line(row, said[at] if at < len(said) else None, first=at == 0)
        elif row.asks_nodes and kind not in _YEARLY:
            free = True
    for _ in range(FREE_LINES if free else 0):
        yield Line(None, None)


def write_nodes(book: Workbook, spec: FormSpec, styles: Styles) -> None:
    """Write a sheet of nodes a plan, where it has any line."""
    parts = [part for part in spec.sheets if part.rows]
    for at, part in enumerate(parts):
        if wanted(part):
            rows = _Rows(
                f"form_rows_{at + 1}", form_sheet(part.plan_id, len(parts)), FIRST_ROW + len(part.rows) - 1
            )
            book.define_name(rows.name, f"={rows.span('A')}")
            sheet = book.add_worksheet(nodes_sheet(part.plan_id, len(parts)))
            _draw(sheet, part, spec, rows, styles)


class _Rows(NamedTuple):
    """The rows of the form a free line chooses from, and the name their ids are defined under; the last is counted from 1."""

    name: str
    sheet: str
    last: int

    def span(self, column: str) -> str:
        """Return the columns from A of these rows."""
        return f"'{self.sheet}'!$A${FIRST_ROW}:${column}${self.last}"


def _draw(sheet: Worksheet, part: FormSheet, spec: FormSpec, rows: _Rows, styles: Styles) -> None:
    _head(sheet, part, spec, styles)
    at = NODES_HEADER_ROW
    for at, line in enumerate(lines(part), NODES_HEADER_ROW):
        _line(sheet, line, at, rows, styles)
    first, last = NODES_HEADER_ROW + 1, at + 1
    _validate(sheet, first, last, Limits.of(spec).latest)
    _colour(sheet, first, last, Limits.of(spec).passed_before, styles)
    guards.protect(sheet)
    _page(sheet, last)


def _head(sheet: Worksheet, part: FormSheet, spec: FormSpec, styles: Styles) -> None:
    width = sum(column.width for column in NODE_COLUMNS)
    note = _NOTE.format(office=spec.office_name)
    title = f"《{part.plan_title.strip('《》')}》阶段节点安排（{spec.department}）"
    sheet.merge_range(0, 0, 0, len(NODE_COLUMNS) - 1, title, styles["title"])
    sheet.set_row(0, 30)
    sheet.merge_range(1, 0, 1, len(NODE_COLUMNS) - 1, note, styles["note"])
    sheet.set_row(1, sizes.height([(note, width * 0.9)]) + 6)
    sheet.set_row(NODES_HEADER_ROW - 1, 28)
    for column, named in enumerate(NODE_COLUMNS):
        style = "header_fill" if named.filled_by == "department" else "header_given"
        sheet.set_column(column, column, named.width)
        sheet.write_string(NODES_HEADER_ROW - 1, column, named.header, styles[style])


def _line(sheet: Worksheet, line: Line, at: int, rows: _Rows, styles: Styles) -> None:
    texts: list[tuple[str, float]] = []
    if line.row is None:
        sheet.write_blank(at, 0, None, styles["open"])
        sheet.data_validation(at, 0, at, 0, {**_CHOOSE, "source": f"={rows.name}"})
        found = f'=IF($A{at + 1}="","",IFERROR(VLOOKUP($A{at + 1},{rows.span("B")},2,FALSE),"没有这个编号"))'
        sheet.write_formula(at, 1, found, styles["given"], "")
    else:
        sheet.write_string(at, 0, line.row.id, styles["given_text"])
        task = _shown(line.row) if line.first else ""
        texts.append((task, NODE_COLUMNS[1].width))
        sheet.write_string(at, 1, task, styles["given"])
    said = line.node
    for column, named in enumerate(NODE_COLUMNS):
        if named.filled_by == "department":
            value = getattr(said, named.field) if said else None
            put(sheet, at, column, value, styles[_STYLES[named.field]])
            texts.append((value if isinstance(value, str) else "", named.width))
    sheet.set_row(at, sizes.height(texts, sizes.LEAST))


def _shown(row: FormRow) -> str:
    return f"{row.task.title}：{row.target.quote}" if row.target else row.task.title


def _validate(sheet: Worksheet, first: int, last: int, latest: date) -> None:
    rules = {"due": _day("计划完成日期", _FURTHEST, latest), "done_on": _day("实际完成日期", latest, latest)}
    for name, rule in rules.items():
        sheet.data_validation(f"{_LETTERS[name]}{first}:{_LETTERS[name]}{last}", rule)


def _day(title: str, latest: date, like: date) -> dict[str, object]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": guards.EARLIEST,
        "maximum": latest,
        "error_type": "warning",
        "error_title": "请核对日期",
        "error_message": f"{title}请写成 {like.year}-{like.month}-{like.day} 的样子。",
    }


def _colour(sheet: Worksheet, first: int, last: int, passed: date, styles: Styles) -> None:
    """Colour the planned day of a node that has passed and is not done."""
    due, done = f"${_LETTERS['due']}{first}", f"${_LETTERS['done_on']}{first}"
    late = f"{due}<DATE({passed.year},{passed.month},{passed.day})"
    sheet.conditional_format(
        f"{_LETTERS['due']}{first}:{_LETTERS['due']}{last}",
        {
            "type": "formula",
            "criteria": f'=AND(ISNUMBER({due}),{late},{done}="")',
            "format": styles["late"],
        },
    )


def _page(sheet: Worksheet, last: int) -> None:
    sheet.freeze_panes(NODES_HEADER_ROW, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A{NODES_HEADER_ROW + 1}:A{last}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, NODES_HEADER_ROW - 1)
    sheet.set_footer("&C第 &P 页 共 &N 页")
