"""Where the fields of a row stood: its sheet and number, and the columns it shares with the rows around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_MARKS: Final[Mapping[str, str]] = {
    "id": "a",
    "task": "b",
    "requirement": "c",
    "due": "d",
    "target": "e",
    "unit": "f",
    "previous": "g",
    "unchanged": "h",
    "value": "i",
    "status": "j",
    "completed_on": "k",
    "progress": "l",
    "problems": "m",
    "next_steps": "n",
    "coordination": "o",
    "evidence": "p",
    "check": "q",
    "adjust_to": "r",
    "leads": "s",
}
"""What stands for a field where cells are written as text.  It is kept in the store: a letter never changes."""

_FIELDS: Final = {mark: field for field, mark in _MARKS.items()}
_COLUMN: Final = re.compile(rf"([{''.join(_FIELDS)}])([A-Z]+)")
_COLUMNS: Final = re.compile(rf"(?:{_COLUMN.pattern})*")


@dataclass(frozen=True, slots=True, eq=False)
class Cells(Mapping[str, str]):
    """
    The cells of one row of one sheet, field name to ``工作表!地址``; a dictionary says the same at more length.

    ``columns`` has a letter for each field, and the letters of its column: ``aAbB``.  All rows of a table share it.
    """

    sheet: str
    row: str
    columns: str

    def __getitem__(self, field: str) -> str:
        return f"{self.sheet}!{_by_field(self.columns)[field]}{self.row}"

    def get(self, field: str, default: Any = None) -> Any:  # noqa: ANN401 -- as Mapping has it
        """Return the cell of a field."""
        column = _by_field(self.columns).get(field)
        return default if column is None else f"{self.sheet}!{column}{self.row}"

    def __contains__(self, field: object) -> bool:
        return field in _by_field(self.columns)

    def __iter__(self) -> Iterator[str]:
        return iter(_by_field(self.columns))

    def __len__(self) -> int:
        return len(_by_field(self.columns))

    def __eq__(self, other: object) -> bool:
        if not other:
            return not self.columns if isinstance(other, Mapping) else NotImplemented
        if not isinstance(other, Mapping):
            return NotImplemented
        return len(self) == len(other) and dict(self) == dict(other)

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}:{self.columns}"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let cells be written as short as they can be, and read either way."""
        from pydantic_core import core_schema

        return core_schema.union_schema(
            [
                core_schema.no_info_after_validator_function(read, core_schema.str_schema()),
                handler.generate_schema(dict[str, str]),
            ],
            serialization=core_schema.plain_serializer_function_ser_schema(written),
        )


@lru_cache(maxsize=4096)
def cells_at(sheet: str, row: str, columns: str) -> Cells:
    """Return the cells of a row; the returns of one form have theirs in the same places, and share them."""
    return Cells(sheet, row, columns)


def columns_of(columns: Mapping[str, str]) -> str:
    """Return the columns of fields as :class:`Cells` has them, ``""`` where it has no letter for one of the fields."""
    return "".join(_MARKS[f] + c for f, c in columns.items()) if columns.keys() <= _MARKS.keys() else ""


def sheets_of(cells: Mapping[str, str]) -> Iterable[str]:
    """Return the sheets that cells stand on, in their order; that of a row but once."""
    if isinstance(cells, Cells):
        return (cells.sheet,) if cells.columns else ()
    return (cell.rpartition("!")[0] for cell in cells.values())


def written(cells: Mapping[str, str]) -> str | dict[str, str]:
    """Return cells as they are written in JSON: as text where they are of one row."""
    return str(cells) if isinstance(cells, Cells) else dict(cells)


@lru_cache(maxsize=4096)
def read(text: str) -> Cells:
    """Return the cells that :func:`written` made a text of."""
    sheet, _, place = text.rpartition("!")
    row, _, columns = place.partition(":")
    if not row.isdecimal():
        raise ValueError(f"no row: {text!r}")
    _by_field(columns)
    return cells_at(sheet, row, columns)


@lru_cache(maxsize=256)
def _by_field(columns: str) -> Mapping[str, str]:
    """Return the column of each field; raise ValueError for other text."""
    if not _COLUMNS.fullmatch(columns):
        raise ValueError(f"no columns: {columns!r}")
    return {_FIELDS[mark]: column for mark, column in _COLUMN.findall(columns)}
