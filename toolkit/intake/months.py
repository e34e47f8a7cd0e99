"""几个月在一份表里：where sheets or columns are of several months, the wanted one is read and a note says what was left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from toolkit.intake.labels import find_labels
from toolkit.intake.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.intake.columns import Header
    from toolkit.intake.known import Known
    from toolkit.intake.meta import Meta
    from toolkit.intake.table import Table
    from toolkit.model.period import Period

_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class OneMonth:
    """
    Tables of one period; ``period`` is what was chosen among several, or what a column says, None for neither.

    ``left`` are the sheets and columns of other months: (place, heading or sheet).
    """

    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    period: Period | None = None
    left: tuple[tuple[str, str], ...] = ()


def of_one_month(tables: tuple[Table, ...], meta: Meta | None, known: Known) -> OneMonth:
    """Return the tables, and of each the columns, of the period a return is wanted for."""
    wanted = _wanted(meta, known)
    sheets = _sheets(tables, wanted, known) if len(tables) > 1 else OneMonth(tables)
    if not any(table.header.months for table in sheets.tables):
        return sheets
    columns = [_columns(table, [sheets.period, *wanted], known) for table in sheets.tables]
    return OneMonth(
        tables=tuple(table for one in columns for table in one.tables),
        notes=(*sheets.notes, *(note for one in columns for note in one.notes)),
        period=sheets.period or next((one.period for one in columns if one.period), None),
        left=(*sheets.left, *(place for one in columns for place in one.left)),
    )


def _wanted(meta: Meta | None, known: Known) -> list[Period]:
    labels = (meta.period,) if meta else (*known.wanted, known.period)
    return [period for label in labels if (period := read_period(label, known.year)) is not None]


def _sheets(tables: tuple[Table, ...], wanted: list[Period], known: Known) -> OneMonth:
    periods = [_period(table, known) for table in tables]
    distinct = {period for period in periods if period}
    if len(distinct) < _SEVERAL:
        return OneMonth(tables)
    chosen = _choose(wanted, distinct)
    kept = tuple(table for table, p in zip(tables, periods, strict=True) if p in {None, chosen})
    left = tuple(table.sheet.name for table in tables if table not in kept)
    note = f"工作表{'、'.join(f'“{name}”' for name in left)}是其他月份的，没有读取，只读{chosen.chinese}的"
    return OneMonth(kept, (note,), chosen, tuple((name, name) for name in left))


def _choose(wanted: Sequence[Period], distinct: Iterable[Period]) -> Period:
    """Return the first wanted period there is, else the latest of all."""
    there = set(distinct)
    return next((period for period in wanted if period in there), max(there))


def _period(table: Table, known: Known) -> Period | None:
    """Return the period a sheet is of by its name, else by its label 报告期, else by its title."""
    sheet, head = table.sheet, range(table.header.row)
    if named := read_period(sheet.name, known.year, known.latest):
        return named
    label = find_labels(sheet, head).get("period")
    texts = [sheet.value(row, column) for row in head for column in range(min(sheet.width, 2))]
    said = (read_period(value, known.year, known.latest) for value in ([label.value] if label else texts))
    return next(filter(None, said), None)


def _columns(table: Table, wanted: Sequence[Period | None], known: Known) -> OneMonth:
    """Leave the columns of other months than the wanted one out of a table's header."""
    by_month = {period.start.month: period for period in reversed(wanted) if period}
    months = sorted(set(table.header.months.values()))
    month = next((p.start.month for p in wanted if p and p.start.month in months), months[-1])
    period = by_month.get(month) or read_period(f"{month}月", known.year, known.latest)
    if len(months) == 1:
        return OneMonth((table,), period=period)
    told = "、".join(f"{each}月" for each in months)
    note = f"工作表“{table.sheet.name}”有{told}的列，只读{month}月的"
    others = [column for column, each in table.header.months.items() if each != month]
    left = tuple((table.sheet.address(table.header.row, c), f"{table.header.months[c]}月") for c in others)
    return OneMonth((replace(table, header=_of_month(table.header, month)),), (note,), period, left)


def _of_month(header: Header, month: int) -> Header:
    columns: dict[str, int] = {}
    others: dict[str, tuple[int, ...]] = {}
    for field, first in header.columns.items():
        fitting = [c for c in (first, *header.others.get(field, ())) if header.months.get(c, month) == month]
        fitting.sort(key=lambda column: column not in header.months)
        if fitting:
            columns[field] = fitting[0]
            others |= {field: tuple(fitting[1:])} if fitting[1:] else {}
    return replace(header, columns=columns, others=others)
