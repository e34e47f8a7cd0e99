"""填报表：the tables of a workbook to a Return, whatever their headings, order and place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from toolkit.intake.columns import LEADS, Header, find_header
from toolkit.intake.entries import RowReader
from toolkit.intake.labels import is_sign_off
from toolkit.intake.matching import Asked, Trust, matcher_of
from toolkit.intake.titled import titled
from toolkit.lang.script import fold
from toolkit.model import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from toolkit.intake.grid import Sheet, Workbook
    from toolkit.model.plan import Plan
    from toolkit.model.returns import Entry

_OTHER_SHEETS: Final = frozenset(
    {
        layout.FORM_HELP_SHEET,
        layout.SUPPORT_SHEET,
        layout.LISTS_SHEET,
        layout.META_SHEET,
        layout.CORRECTIONS_SHEET,
    }
)
_COPY: Final = re.compile(r"\s*\(\d+\)$")
"""What a spreadsheet program puts behind the name of a sheet copied: 填报说明 (2)."""
_ORDER_WORD: Final = "序号"
_SINGLE: Final = frozenset({"value", "status", "completed_on", "unchanged"})
"""Fields that hold one thing: what stands in a further column for them is noted, not joined."""
_OFFICE_FIELDS: Final = frozenset(column.field for column in layout.FORM if column.filled_by == "office")


@dataclass(frozen=True)
class Table:
    """A sheet with a header; ``only`` are the rows that count, where the others are another department's."""

    sheet: Sheet
    header: Header
    only: frozenset[int] | None = None

    @property
    def trust(self) -> Trust:
        """How far its ids can be believed, when the workbook has no hidden sheet."""
        counted = self._counted_up
        if _ORDER_WORD in fold(self.header.words.get("id", "")) and (
            counted or "task" in self.header.columns
        ):
            return Trust.ORDER
        return Trust.COUNTED if counted else Trust.NUMBER

    def data_rows(self) -> Iterator[int]:
        """Yield the rows below the header in which anything is written, up to the foot of the table."""
        return (row for row in self._written if self.only is None or row in self.only)

    def around(self) -> list[int]:
        """Return the rows above the header and at the foot: where 填报单位, 报告期 and the like stand."""
        data = set(self._written)
        below = range(self.header.row + 1, len(self.sheet.rows))
        return [*range(self.header.row), *(row for row in below if row not in data)]

    def answers(self, row: int) -> bool:
        """Whether anything is written in the columns a department fills in."""
        fields = (name for name in self.header.columns if name not in _OFFICE_FIELDS and name != LEADS)
        return any(self.sheet.text(row, self.header.columns[name]) for name in fields)

    @cached_property
    def _counted_up(self) -> bool:
        """Whether the numbers say no more than which row it is: 1, 2, 3."""
        column = self.header.columns.get("id")
        texts = (self.sheet.text(row, column) for row in self._written) if column is not None else ()
        numbers = [fold(text).strip("()、.") for text in texts if text]
        return numbers == [str(at) for at in range(1, len(numbers) + 1)]

    @cached_property
    def _written(self) -> tuple[int, ...]:
        rows = range(self.header.row + 1, len(self.sheet.rows))
        firsts = ((row, next(filter(None, self.sheet.texts(row)), "")) for row in rows)
        return tuple(row for row, first in firsts if first and not is_sign_off(first))

    def asked(self, row: int) -> Asked:
        """Return how a row names itself."""
        column = self.header.columns.get("id")
        id_ = "" if column is None else self.sheet.text(row, column)
        return Asked(id_, self._number(row), self._context(row, "task"), self._context(row, "requirement"))

    def each_asked(self) -> list[Asked]:
        """Return how each data row names itself; where nothing is merged below the header, column by column."""
        rows, columns = list(self.data_rows()), self.header.columns
        texts = list(map(self.sheet.texts, rows))
        merged = any(area.bottom > self.header.row for area in self.sheet.merged)
        if merged or min(map(len, texts), default=0) <= max(columns.values(), default=-1):
            return [self.asked(row) for row in rows]

        def column(name: str) -> list[str]:
            place = columns.get(name)
            return [""] * len(texts) if place is None else [each[place] for each in texts]

        numbers = [self._number(row) for row in rows]
        return list(map(Asked, column("id"), numbers, column("task"), column("requirement")))

    def _number(self, row: int) -> float | None:
        """Return the id of a row that was typed as a number and is shown as such."""
        column = self.header.columns.get("id")
        cell = "" if column is None else self.sheet.value(row, column)
        return cell if isinstance(cell, float) and (row, column) not in self.sheet.formats else None

    def leads(self, row: int) -> str:
        """Return the department a row of the table is said to belong to."""
        return self._context(row, LEADS)

    def _context(self, row: int, field_name: str) -> str:
        """Return a context cell's text; one merged down a column counts for every row it covers."""
        column = self.header.columns.get(field_name)
        if column is None:
            return ""
        area = self.sheet.area_at((row, column))
        return self.sheet.text(area.top if area else row, area.left if area else column)


@dataclass(slots=True)
class Collected:
    """What the tables of one workbook said, as it is gathered."""

    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    extra: list[tuple[str, str]] = field(default_factory=list)
    doubled: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    leads: set[str] = field(default_factory=set)
    rivals: dict[str, None] = field(default_factory=dict)
    """Sheets that answer the same rows in different ways."""


def find_tables(book: Workbook, plans: tuple[Plan, ...] = ()) -> tuple[Table, ...]:
    """Return the sheets that answer something, visible ones first; a column of tasks may be told by titles of plans."""
    found = [
        titled(Table(sheet, header), plans) if plans else Table(sheet, header)
        for sheet in book.sheets
        if _COPY.sub("", sheet.name) not in _OTHER_SHEETS
        and (header := find_header(sheet))
        and header.answers
    ]
    answering = [table for table in found if table.header.is_return]
    return tuple(sorted(answering, key=lambda table: not table.sheet.visible))


def collect(chosen: Iterable[tuple[Table, Plan]], *, marked: bool, year: int) -> Collected:
    """Read the rows of every table against its plan."""
    into = Collected()
    for table, plan in chosen:
        _collect(table, plan, Trust.FORM if marked else table.trust, year, into)
    return into


def _collect(table: Table, plan: Plan, trust: Trust, year: int, into: Collected) -> None:
    rows = list(table.data_rows())
    names_departments = LEADS in table.header.columns
    found = matcher_of(plan, trust).match(table.each_asked())
    reader = RowReader(table.sheet, table.header, plan, year)
    beside = table.sheet.hidden_rows or table.sheet.comments or _SINGLE & table.header.others.keys()
    for row, row_ids in zip(rows, found, strict=True):
        if not row_ids:
            _extra(table, reader, row, into)
            continue
        if names_departments and table.answers(row):
            into.leads.add(table.leads(row))
        for entry in reader.entries(row, row_ids):
            _add(entry, table, row, into)
        if beside:
            _annotate(table, row, into)


def _add(entry: Entry, table: Table, row: int, into: Collected) -> None:
    """Keep the filled one of two rows; the same row twice counts once, another one is a question."""
    key = (entry.plan, entry.id)
    known = into.entries.get(key)
    if known is None or known.blank:
        into.entries[key] = entry
        return
    place = _place_of(table, row)
    if _same(known, entry):
        into.notes.append(f"{place}与前面编号{entry.id}的一行内容相同，按一行记")
    elif not entry.blank:
        into.doubled.append((place, entry.id))
        sheets = [_sheet_of(known), place.rpartition("!")[0]]
        into.rivals |= dict.fromkeys(sheets) if sheets[0] != sheets[1] else {}


def _sheet_of(entry: Entry) -> str:
    return next(iter(entry.cells.values()), "").rpartition("!")[0]


def _same(one: Entry, other: Entry) -> bool:
    return replace(one, cells={}) == replace(other, cells={})


def _extra(table: Table, reader: RowReader, row: int, into: Collected) -> None:
    """Keep aside a row the plan does not have; a heading between the rows is none."""
    asked = table.asked(row)
    answers = [reader.text(row, f) for f in table.header.columns if f not in _OFFICE_FIELDS and f != LEADS]
    if any(answers) or (asked.title and asked.id):
        shown = " ".join(filter(None, (asked.id, asked.title, *answers)))[:80]
        into.extra.append((_place_of(table, row), shown))


def _place_of(table: Table, row: int) -> str:
    """Return the cell by which a clerk finds a row: that of its number."""
    return table.sheet.address(row, table.header.columns.get("id", 0))


def _annotate(table: Table, row: int, into: Collected) -> None:
    """Note what stands outside the cells: a hidden row, a comment on an answer."""
    if row in table.sheet.hidden_rows:
        into.notes.append(f"{table.sheet.name}第{row + 1}行是隐藏行，已照常读取")
    for name, columns in table.header.others.items():
        for column in columns if name in _SINGLE else ():
            if text := table.sheet.text(row, column):
                into.notes.append(
                    f"{table.sheet.address(row, column)}另有一列填“{text[:80]}”，未作为完成值或状态登记"
                )
    for name, column in table.header.columns.items() if table.sheet.comments else ():
        comment = table.sheet.comments.get((row, column))
        if comment and name not in _OFFICE_FIELDS:
            into.notes.append(f"{table.sheet.address(row, column)}有批注：{comment[:80]}")


def choose_plan(table: Table, plans: tuple[Plan, ...], named: Mapping[str, int]) -> tuple[Plan, ...]:
    """
    Return the plan a table answers: by the sheet's name in a form of ours, else by most rows recognised.

    Several plans stand for a table that fits them equally; none for one that fits no plan.
    """
    own = [p for p in plans if p.id in named]
    by_sheet = [p for p in own if layout.form_sheet(p.id, len(named)) == table.sheet.name]
    if by_sheet or len(own) == 1:
        return tuple(by_sheet or own)
    rows = table.each_asked()
    scores = {plan.id: _score(plan, rows, table.trust) for plan in own or plans}
    best = max(scores.values(), default=(0, 0))
    return tuple(p for p in plans if scores.get(p.id) == best) if any(best) else ()


def _score(plan: Plan, rows: list[Asked], trust: Trust) -> tuple[int, int]:
    """Count the rows a plan knows by title, then by id."""
    matcher = matcher_of(plan, trust)
    titles = sum(bool(matcher.candidates(Asked(title=row.title))) for row in rows if row.title)
    return titles, sum(map(bool, matcher.match(rows)))
