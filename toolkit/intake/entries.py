"""读行：the cells of one row to an Entry, raw beside read, each with its address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.intake.aside import above, comment, is_ditto, with_comments
from toolkit.intake.grid import column_letters, plain
from toolkit.intake.statuses import is_tick, read_status
from toolkit.lang.cells import CellValue, read_date, read_value
from toolkit.lang.script import fold
from toolkit.model import layout
from toolkit.model.built import builder
from toolkit.model.cells import Cells, columns_of
from toolkit.model.returns import SHARED, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from toolkit.intake.columns import Header
    from toolkit.intake.grid import Sheet
    from toolkit.model.plan import Plan, Target

TEXT_FIELDS: Final = ("progress", "problems", "next_steps", "coordination", "evidence", "adjust_to")
_HEADER_UNITS: Final = frozenset({"%", "元", "万元", "亿元", "万人次", "人次", "万人", "万户"})
_NOTHING_SAID: Final = {column.field: "" for column in (*layout.FORM, layout.ADJUST_COLUMN)}
_MERGED: Final = "此格与其他行合并成一格，分不清是哪一行的数，请取消合并、逐行填写"
_EMPTY: Final = CellValue()
_entry: Final = builder(Entry)
_NO_DAY: Final = frozenset({"/", "-", "无", "—"})
_NO_NUMBER: Final = "此格是日期或是非值，不是数字，请改填数字（可先把单元格格式设为“常规”）"


class _Places(NamedTuple):
    """The column of each field, and all of them as text, ``""`` where a field has no letter."""

    by_field: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one table of one plan; ``year`` completes dates written without one."""

    sheet: Sheet
    header: Header
    plan: Plan
    year: int

    def entries(self, row: int, row_ids: tuple[str, ...]) -> Iterator[Entry]:
        """
        Yield what a row of the sheet says of the rows of the plan it answers.

        Texts and state are said of all of them; the figure of the one it can only belong to.
        """
        if len(row_ids) == 1:
            yield self.entry(row, row_ids[0])
            return
        numeric = [t for row_id in row_ids if (t := self.plan.target_of(row_id)) and t.numeric]
        meant = numeric if len(numeric) == 1 else [t for t in numeric if self._in_unit_of(row, t)]
        owner = meant[0].id if len(meant) == 1 else ""
        asked = dict.fromkeys((t.id for t in numeric), f"这项任务有{len(row_ids)}个指标，请分别填写")
        for row_id in row_ids:
            said = replace(self.entry(row, row_id), issued_target="", issued_due="", issued_previous="")
            yield said if row_id == owner else _without_figure(said, asked.get(row_id, ""))

    def entry(self, row: int, row_id: str) -> Entry:
        """Return what a row of the sheet says of a row of the plan."""
        target, said, number = self.plan.target_of(row_id), self._said(row), str(row + 1)
        value = self._value(row, target, said)
        day, day_repairs, day_problem = self._date(row, said["completed_on"])
        unreadable = {"completed_on": day_problem} if day_problem else {}
        if value.problem and (target is None or target.numeric):
            unreadable[_faulty(value, target)] = value.problem
        entry = _entry(
            plan=self.plan.id,
            id=row_id,
            value=value.number,
            unit=target.unit if target else value.unit,
            raw=said["value"],
            approximate=value.approximate,
            unchanged=is_tick(said["unchanged"]),
            status=read_status(said["status"], reached=_reached(value, target)),
            status_raw=said["status"],
            completed_on=day,
            completed_raw=said["completed_on"],
            progress=said["progress"],
            problems=said["problems"],
            next_steps=said["next_steps"],
            coordination=said["coordination"],
            evidence=said["evidence"],
            adjust_to=said["adjust_to"],
            issued_target=said["target"],
            issued_due=said["due"],
            issued_id=said["id"],
            issued_previous=said["previous"],
            remark=self._remark(row) if self.header.unknown else "",
            cells=self._cells(number),
            repairs=(*value.repairs, *day_repairs),
            unreadable=unreadable,
            doubtful={"unit": value.doubt} if value.doubt else {},
        )
        return with_comments(entry, self._comments(row), target) if self.sheet.comments else entry

    def text(self, row: int, field: str) -> str:
        """Return the text of a field's cell, ``""`` where the table has no such column."""
        return self._said(row).get(field, "")

    def _said(self, row: int) -> dict[str, str]:
        """
        Return the text of every field's cell, ``""`` for what the table has no column for.

        What stands in a further column for the same text is joined to it; 同上 in a text says what is above.
        """
        texts = self.sheet.texts(row)
        fields, pick, width = self._columns
        said = _NOTHING_SAID.copy()
        if len(texts) >= width:
            said.update(zip(fields, pick(texts), strict=True))
        else:
            said.update((field, self.sheet.text(row, c)) for field, c in self.header.columns.items())
        for field in TEXT_FIELDS:
            text = said[field]
            if text and is_ditto(text):
                said[field] = above(self.sheet, row, self.header.columns[field], self.header.row) or text
        for field in TEXT_FIELDS if self.header.others else ():
            if further := self.header.others.get(field):
                joined = (said[field], *(self.sheet.text(row, c) for c in further))
                said[field] = "；".join(dict.fromkeys(filter(None, joined)))
        return said

    def _remark(self, row: int) -> str:
        """Return what stands in columns the department added, each after its heading."""
        texts = ((word, self.sheet.text(row, column)) for column, word in self.header.unknown.items())
        return "；".join(f"{word}：{text}" for word, text in texts if text)

    def _comments(self, row: int) -> dict[str, str]:
        """Return what the department's own comments say, by the field whose cell they stand at."""
        found = {field: comment(self.sheet, row, c) for field, c in self.header.columns.items()}
        return {field: said for field, said in found.items() if said}

    @cached_property
    def _columns(self) -> tuple[tuple[str, ...], Callable[[tuple[str, ...]], tuple[str, ...]], int]:
        """The fields, what picks their texts out of a row, and how many cells such a row has at least."""
        places = tuple(self.header.columns.values())
        pick = itemgetter(*places) if len(places) > 1 else lambda texts: tuple(texts[c] for c in places)
        return tuple(self.header.columns), pick, max(places, default=-1) + 1

    def _cells(self, number: str) -> Mapping[str, str]:
        """Return where the fields of the row of this number stand."""
        columns, name = self._places, self.sheet.name
        if columns.text or not columns.by_field:
            return Cells(name, number, columns.text)
        return {field: f"{name}!{letters}{number}" for field, letters in columns.by_field.items()}

    @cached_property
    def _places(self) -> _Places:
        """Each field with the letters of its column."""
        by_field = {field: column_letters(column) for field, column in self.header.columns.items()}
        return _Places(by_field, columns_of(by_field))

    def _value(self, row: int, target: Target | None, said: dict[str, str]) -> CellValue:
        column = self.header.columns.get("value")
        if column is None:
            return _EMPTY
        raw, area = said["value"], self.sheet.area_at((row, column))
        if area and area.bottom > area.top and self.sheet.text(area.top, area.left):
            return CellValue(problem=_MERGED)
        if not raw:
            return _EMPTY
        cell = self.sheet.value(row, column)
        if isinstance(cell, bool | date | time):
            return CellValue(problem=_NO_NUMBER)
        wanted = target.unit if target else None
        written = self._unit_written(said, wanted)
        if isinstance(cell, float) and not written and not raw.endswith("%"):
            return _typed(cell)
        with_unit = raw + written if written and raw[-1:].isdecimal() else raw
        read = read_value(with_unit, wanted)
        return _percent_as_typed(read) if raw.endswith("%") and isinstance(cell, float) else read

    def _unit_written(self, said: dict[str, str], wanted: str | None) -> str:
        """Return the unit the department's table states for a bare number, where it is not the plan's."""
        if wanted is None or said["unit"] == wanted:
            return ""
        unit = self._unit_stated(said)
        return "" if unit == fold(wanted) else unit

    def _unit_stated(self, said: dict[str, str]) -> str:
        bracket = self.header.units.get("value", "")
        return fold(said["unit"]) or (bracket if bracket in _HEADER_UNITS else "")

    def _in_unit_of(self, row: int, target: Target) -> bool:
        """Whether the cell, or the unit stated for it, says a figure in the unit of a target."""
        said = self._said(row)
        raw = said["value"]
        unit = self._unit_stated(said) if raw[-1:].isdecimal() else ""
        read = read_value(raw + unit, target.unit)
        return read.number is not None and bool(read.unit)

    def _date(self, row: int, text: str) -> tuple[date | None, tuple[str, ...], str]:
        """Return the day of completion, what was repaired in it and what is wrong with it."""
        if not text or fold(text) in _NO_DAY:
            return None, (), ""
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
