"""任务一列：which column names the tasks, by what stands in it, where no heading says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.intake.matching import Asked, Trust, matcher_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.intake.matching import Matcher
    from toolkit.intake.table import Table
    from toolkit.model.plan import Plan

_ENOUGH: Final = 2


def titled(table: Table, plans: Iterable[Plan]) -> Table:
    """
    Return a table with the column of its tasks known: the one under an unknown heading that holds titles of a plan.

    At least two rows, or all that are filled, have to be titles, word for word but for numbering and script.  A
    column whose heading names tasks keeps its place if any row of it is a title.
    """
    matchers = [matcher_of(plan, Trust.ORDER) for plan in plans]
    rows = tuple(table.data_rows())
    known = table.header.columns.get("task")
    if not table.header.unknown or (known is not None and _titles(table, known, rows, matchers)):
        return table
    found = {column: _titles(table, column, rows, matchers) for column in table.header.unknown}
    best = max(found, key=lambda column: (found[column], -column))
    filled = sum(bool(table.sheet.text(row, best)) for row in rows)
    return _with_tasks(table, best) if found[best] and found[best] >= min(_ENOUGH, filled) else table


def _titles(table: Table, column: int, rows: tuple[int, ...], matchers: list[Matcher]) -> int:
    texts = (table.sheet.text(row, column) for row in rows)
    return sum(any(m.candidates(Asked(title=text)) for m in matchers) for text in texts if text)


def _with_tasks(table: Table, column: int) -> Table:
    header = table.header
    unknown = {place: word for place, word in header.unknown.items() if place != column}
    return replace(
        table,
        header=replace(
            header,
            columns={**header.columns, "task": column},
            words={**header.words, "task": header.unknown[column]},
            unknown=unknown,
        ),
    )
