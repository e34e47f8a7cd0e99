"""节点安排：what the sheet of a form says of the days on the way, row by row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from toolkit.lang.cells import read_date, read_value
from toolkit.lang.dates import alone
from toolkit.lang.script import fold
from toolkit.model import layout
from toolkit.model.returns import NodeSaid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from toolkit.intake.grid import Sheet, Workbook
    from toolkit.model.plan import Plan
    from toolkit.model.returns import Entry

NODES: Final = "nodes"
"""The field of an entry its nodes, their place and their doubts go by."""

_WITHIN: Final = 10
_MOST: Final = 60
"""Lines of one row that are read."""
_HEADERS: Final = {
    fold(word): column.field for column in layout.NODE_COLUMNS for word in (column.header, *column.aliases)
}
_NEEDED: Final = frozenset({"id", "name", "due"})


@dataclass(slots=True)
class _Row:
    """The nodes said of one row, where the first stands, and what could not be read."""

    cell: str
    nodes: list[NodeSaid] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


Said = dict[tuple[str, str], _Row]


def with_nodes(
    entries: Iterable[Entry], book: Workbook, plans: Iterable[Plan], year: int
) -> tuple[Entry, ...]:
    """
    Return entries with the nodes that the sheets 节点安排 of their workbook give; most workbooks have none.

    Days written without a year are of ``year``.  What cannot be read is doubted, and left out.
    """
    said = read_nodes(book, tuple({plan.id: plan for plan in plans}.values()), year)
    if not said:
        return tuple(entries)
    return tuple(_with(entry, said.get((entry.plan, entry.id))) for entry in entries)


def _with(entry: Entry, row: _Row | None) -> Entry:
    if row is None:
        return entry
    doubtful = {NODES: "；".join(row.doubts)} if row.doubts else {}
    return replace(
        entry,
        nodes=tuple(row.nodes),
        cells={**entry.cells, NODES: row.cell},
        doubtful={**entry.doubtful, **doubtful},
    )


def read_nodes(book: Workbook, plans: tuple[Plan, ...], year: int) -> Said:
    """Return what the sheets 节点安排 of a workbook say, by plan and row id."""
    found: Said = {}
    for sheet in book.sheets:
        if (plan := _plan_of(sheet, plans)) and (header := _header(sheet)):
            _read(sheet, header, plan, year, found)
    return found


def _plan_of(sheet: Sheet, plans: tuple[Plan, ...]) -> Plan | None:
    named = (plan for plan in plans if sheet.name in {layout.nodes_sheet(plan.id, n) for n in (1, 2)})
    if not sheet.name.startswith(layout.NODES_SHEET):
        return None
    return plans[0] if len(plans) == 1 else next(named, None)


@dataclass(frozen=True, slots=True)
class _Header:
    """The row of the headings, and the column of each field."""

    row: int
    columns: Mapping[str, int]


def _header(sheet: Sheet) -> _Header | None:
    for row in range(min(_WITHIN, len(sheet.rows))):
        words = enumerate(map(fold, sheet.texts(row)))
        columns = {_HEADERS[word]: column for column, word in words if word in _HEADERS}
        if columns.keys() >= _NEEDED:
            return _Header(row, columns)
    return None


def _read(sheet: Sheet, header: _Header, plan: Plan, year: int, found: Said) -> None:
    lines: dict[str, int] = defaultdict(int)
    rows = frozenset(plan.row_ids)
    for at in range(header.row + 1, len(sheet.rows)):
        line = _Line(sheet, header.columns, at, year)
        id_ = line.text("id")
        if id_ not in rows or line.blank:
            continue
        lines[id_] += 1
        if lines[id_] <= _MOST:
            key = (plan.id, id_)
            row = found.setdefault(key, _Row(sheet.address(at, header.columns["name"])))
            target = plan.target_of(id_)
            row.nodes.append(line.node(f"节点{lines[id_]}", target.unit if target else None))
            row.doubts.extend(line.doubts())


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the sheet."""

    sheet: Sheet
    columns: Mapping[str, int]
    row: int
    year: int

    @property
    def blank(self) -> bool:
        """Whether the department wrote nothing in it."""
        return not any(self.text(name) for name in ("name", "due", "value", "done_on"))

    def text(self, name: str) -> str:
        """Return a field's text on one line, ``""`` where the sheet has no such column."""
        column = self.columns.get(name)
        return "" if column is None else " ".join(self.sheet.text(self.row, column).split())

    def node(self, otherwise: str, unit: str | None) -> NodeSaid:
        """Return the node of the line, under another name where it has none."""
        figure = read_value(self.text("value"), unit)
        return NodeSaid(
            name=self.text("name") or otherwise,
            due=self.day("due"),
            value=None if figure.approximate else figure.number,
            done_on=self.day("done_on"),
        )

    def day(self, name: str) -> date | None:
        """Return a day as a cell or its words say it: 6月底 is the last of June."""
        column, text = self.columns.get(name), self.text(name)
        if column is None or not text:
            return None
        cell = self.sheet.value(self.row, column)
        if isinstance(cell, date):
            return date(cell.year, cell.month, cell.day)
        read = read_date(text, self.year).day
        limits = () if read else alone(text, self.year)
        return limits[0].due if limits else read

    def doubts(self) -> Iterator[str]:
        """Yield what is missing or cannot be read."""
        for name, header in (("due", "计划完成日期"), ("done_on", "实际完成日期")):
            text = self.text(name)
            where = f"{self.sheet.name}第{self.row + 1}行"
            if text and self.day(name) is None:
                yield f"{where}的{header}“{text[:20]}”看不出是哪一天"
            elif name == "due" and not text:
                yield f"{where}没有写{header}"
