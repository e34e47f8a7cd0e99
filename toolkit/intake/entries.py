"""读行：the cells of one row to an Entry, raw beside read, each with its address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.intake.aside import DITTO_AT_MOST, above, comment, is_ditto, with_comments
from toolkit.intake.grid import column_letters, plain
from toolkit.intake.statuses import OWN_WORDS, is_tick, read_status
from toolkit.lang.cells import CellValue, read_date, read_value
from toolkit.lang.script import fold
from toolkit.model.built import draft
from toolkit.model.cells import cells_at, columns_of
from toolkit.model.returns import SHARED, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from toolkit.intake.columns import Header
    from toolkit.intake.grid import Sheet
    from toolkit.model.plan import Plan, Target

    _Read = tuple[date | None, tuple[str, ...], str]

TEXT_FIELDS: Final = ("progress", "problems", "next_steps", "coordination", "evidence", "adjust_to")
_HEADER_UNITS: Final = frozenset({"%", "元", "万元", "亿元", "万人次", "人次", "万人", "万户"})
_NO_NUMBERS: Final = (bool, date, time)
_EMPTY: Final = CellValue()
_MERGED: Final = CellValue(problem="此格与其他行合并成一格，分不清是哪一行的数，请取消合并、逐行填写")
_NO_NUMBER: Final = CellValue(
    problem="此格是日期或是非值，不是数字，请改填数字（可先把单元格格式设为“常规”）"
)
_NO_DATE: Final[_Read] = (None, (), "")
_NO_DAY: Final = frozenset({"/", "-", "无", "—"})


class _Places(NamedTuple):
    """The column of each field, and all of them as text, ``""`` where a field has no letter."""

    by_field: Mapping[str, str]
    text: str


class _Said(NamedTuple):
    """The texts of one row by their fields, ``""`` for what the table has no column for."""

    id: str
    due: str
    target: str
    unit: str
    previous: str
    unchanged: str
    value: str
    status: str
    completed_on: str
    progress: str
    problems: str
    next_steps: str
    coordination: str
    evidence: str
    adjust_to: str


_Draft = draft(Entry)
_texts_of: Final = itemgetter(*map(_Said._fields.index, TEXT_FIELDS))


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one table of one plan; ``year`` completes dates written without one."""

    sheet: Sheet
    header: Header
    plan: Plan
    year: int

    def entries(self, row: int, row_ids: tuple[str, ...]) -> tuple[Entry, ...]:
        """
        Return what a row of the sheet says of the rows of the plan it answers.

        Texts and state are said of all of them; the figure of the one it can only belong to.
        """
        if len(row_ids) == 1:
            return (self.entry(row, row_ids[0]),)
        numeric = [t for row_id in row_ids if (t := self.plan.target_of(row_id)) and t.numeric]
        meant = numeric if len(numeric) == 1 else [t for t in numeric if self._in_unit_of(row, t)]
        owner = meant[0].id if len(meant) == 1 else ""
        asked = dict.fromkeys((t.id for t in numeric), f"这项任务有{len(row_ids)}个指标，请分别填写")
        said = (
            replace(self.entry(row, row_id), issued_target="", issued_due="", issued_previous="")
            for row_id in row_ids
        )
        return tuple(one if one.id == owner else _without_figure(one, asked.get(one.id, "")) for one in said)

    def entry(self, row: int, row_id: str) -> Entry:
        """Return what a row of the sheet says of a row of the plan."""
        target, said = self.plan.target_of(row_id), self._said(row)
        value = self._value(row, target, said) if said.value else self._without_value(row)
        day, day_repairs, day_problem = self._date(row, said.completed_on) if said.completed_on else _NO_DATE
        unreadable = {"completed_on": day_problem} if day_problem else {}
        if value.problem and (target is None or target.numeric):
            unreadable[_faulty(value, target)] = value.problem
        status = OWN_WORDS.get(said.status)
        made = _Draft()
        made.plan, made.id = self.plan.id, row_id
        made.value, made.raw, made.approximate = value.number, said.value, value.approximate
        made.unit = target.unit if target else value.unit
        made.unchanged = is_tick(said.unchanged)
        made.status = status or read_status(said.status, reached=_reached(value, target))
        made.status_raw = said.status
        made.completed_on, made.completed_raw = day, said.completed_on
        made.progress, made.problems, made.next_steps = said.progress, said.problems, said.next_steps
        made.coordination, made.evidence, made.adjust_to = said.coordination, said.evidence, said.adjust_to
        made.issued_target, made.issued_due = said.target, said.due
        made.issued_id, made.issued_previous = said.id, said.previous
        made.remark = self._remark(row) if self.header.unknown else ""
        made.repeats, made.nodes = 0, ()
        made.cells = self._cells(row)
        made.repairs, made.unreadable = value.repairs + day_repairs, unreadable
        made.doubtful = {"unit": value.doubt} if value.doubt else {}
        made.__class__ = Entry
        entry: Entry = made
        return with_comments(entry, self._comments(row), target) if self.sheet.comments else entry

    def text(self, row: int, field: str) -> str:
        """Return the text of a field's cell, ``""`` where the table has no such column."""
        if field in _Said._fields:
            said: str = getattr(self._said(row), field)
            return said
        column = self.header.columns.get(field)
        return "" if column is None else self.sheet.text(row, column)

    def _said(self, row: int) -> _Said:
        """
        Return the texts of a row.

        What stands in a further column for the same text is joined to it; 同上 in a text says what is above.
        """
        texts, (pick, width) = self.sheet.texts(row), self._columns
        if len(texts) < width:
            texts = tuple(self.sheet.text(row, column) for column in range(width))
        said = _Said._make(pick((*texts, "")))
        lengths = map(len, filter(None, _texts_of(said)))
        if min(lengths, default=DITTO_AT_MOST + 1) <= DITTO_AT_MOST:
            said = said._replace(**dict(self._from_above(row, said)))
        return said._replace(**dict(self._joined(row, said))) if self.header.others else said

    def _from_above(self, row: int, said: _Said) -> Iterator[tuple[str, str]]:
        for field in TEXT_FIELDS:
            text = getattr(said, field)
            if text and is_ditto(text):
                yield field, above(self.sheet, row, self.header.columns[field], self.header.row) or text

    def _joined(self, row: int, said: _Said) -> Iterator[tuple[str, str]]:
        for field in TEXT_FIELDS:
            if further := self.header.others.get(field):
                texts = (getattr(said, field), *(self.sheet.text(row, column) for column in further))
                yield field, "；".join(dict.fromkeys(filter(None, texts)))

    def _remark(self, row: int) -> str:
        """Return what stands in columns the department added, each after its heading."""
        texts = ((word, self.sheet.text(row, column)) for column, word in self.header.unknown.items())
        return "；".join(f"{word}：{text}" for word, text in texts if text)

    def _comments(self, row: int) -> dict[str, str]:
        """Return what the department's own comments say, by the field whose cell they stand at."""
        found = {field: comment(self.sheet, row, c) for field, c in self.header.columns.items()}
        return {field: said for field, said in found.items() if said}

    @cached_property
    def _columns(self) -> tuple[Callable[[tuple[str, ...]], tuple[str, ...]], int]:
        """What picks the fields out of the texts of a row with a blank behind them, and how many there are at least."""
        places = self.header.columns
        picked = (places.get(field, -1) for field in _Said._fields)
        return itemgetter(*picked), max(places.values(), default=-1) + 1

    def _cells(self, row: int) -> Mapping[str, str]:
        """Return where the fields of a row stand."""
        columns, name = self._places, self.sheet.name
        if columns.text or not columns.by_field:
            return cells_at(name, str(row + 1), columns.text)
        return {field: f"{name}!{letters}{row + 1}" for field, letters in columns.by_field.items()}

    @cached_property
    def _places(self) -> _Places:
        """Each field with the letters of its column."""
        by_field = {field: column_letters(column) for field, column in self.header.columns.items()}
        return _Places(by_field, columns_of(by_field))

    def _without_value(self, row: int) -> CellValue:
        """Return what a blank cell for the value says: it may be merged with one that is filled."""
        column = self.header.columns.get("value")
        return _MERGED if column is not None and self._shares(row, column) else _EMPTY

    def _shares(self, row: int, column: int) -> bool:
        """Whether a cell is merged with those of other rows into one that is filled."""
        area = self.sheet.area_at((row, column))
        return area is not None and area.bottom > area.top and bool(self.sheet.text(area.top, area.left))

    def _value(self, row: int, target: Target | None, said: _Said) -> CellValue:
        column, raw = self.header.columns["value"], said.value
        if self._shares(row, column):
            return _MERGED
        cell = self.sheet.value(row, column)
        if isinstance(cell, _NO_NUMBERS):
            return _NO_NUMBER
        wanted = target.unit if target else None
        written = self._unit_written(said, wanted)
        if isinstance(cell, float) and not written and not raw.endswith("%"):
            return _typed(cell)
        with_unit = raw + written if written and raw[-1:].isdecimal() else raw
        read = read_value(with_unit, wanted)
        return _percent_as_typed(read) if raw.endswith("%") and isinstance(cell, float) else read

    def _unit_written(self, said: _Said, wanted: str | None) -> str:
        """Return the unit the department's table states for a bare number, where it is not the plan's."""
        if wanted is None or said.unit == wanted:
            return ""
        unit = self._unit_stated(said)
        return "" if unit == fold(wanted) else unit

    def _unit_stated(self, said: _Said) -> str:
        bracket = self.header.units.get("value", "")
        return fold(said.unit) or (bracket if bracket in _HEADER_UNITS else "")

    def _in_unit_of(self, row: int, target: Target) -> bool:
        """Whether the cell, or the unit stated for it, says a figure in the unit of a target."""
        said = self._said(row)
        raw = said.value
        unit = self._unit_stated(said) if raw[-1:].isdecimal() else ""
        read = read_value(raw + unit, target.unit)
        return read.number is not None and bool(read.unit)

    def _date(self, row: int, text: str) -> _Read:
        """Return the day of completion, what was repaired in it and what is wrong with it."""
        if fold(text) in _NO_DAY:
            return _NO_DATE
        cell = self.sheet.value(row, self.header.columns["completed_on"])
        if isinstance(cell, date):
            return date(cell.year, cell.month, cell.day), (), ""
        read = read_date(text, self.year)
        return read.day, read.repairs, read.problem


def _without_figure(entry: Entry, asked: str) -> Entry:
    """Leave the figure to another target; where ``asked`` says that nobody can tell whose it is, keep its words."""
    kept = {name: why for name, why in entry.unreadable.items() if name not in {"value", "unit"}}
    return replace(
        entry,
        value=None,
        raw=entry.raw if asked else "",
        approximate=False,
        status=read_status(entry.status_raw),
        repairs=(),
        doubtful={name: why for name, why in entry.doubtful.items() if name not in {"value", "unit"}},
        unreadable=kept | ({SHARED: asked} if asked else {}),
    )


@lru_cache(maxsize=4096)
def _typed(cell: float) -> CellValue:
    """Return a number as it was typed, without what binary fractions add to it."""
    return CellValue(number=float(plain(cell)))


def _reached(value: CellValue, target: Target | None) -> bool:
    exact = value.number is not None and not value.approximate
    return exact and target is not None and target.reached_by(value.number or 0.0)


def _faulty(value: CellValue, target: Target | None) -> str:
    """Name what is wrong with a value cell: its unit, or the value itself."""
    other = target is not None and value.unit and target.unit and fold(value.unit) != fold(target.unit)
    return "unit" if other else "value"


def _percent_as_typed(read: CellValue) -> CellValue:
    """A cell formatted as a percentage shows what it says: nothing was repaired."""
    return CellValue(read.number, read.unit, read.approximate, (), read.problem, read.nil)
