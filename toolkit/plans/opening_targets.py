"""The targets of one row of a ledger: read from its words, or taken from its columns of figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.lang import cells, dates
from toolkit.lang.script import shadow
from toolkit.model.plan import Basis, Comparator, Confidence, Kind, Target
from toolkit.plans import targets
from toolkit.plans.confirm_values import compared
from toolkit.plans.roles import RoleSpan

if TYPE_CHECKING:
    from datetime import date

    from toolkit.plans.opening_rows import Line


def targets_of(line: Line, text: str, title: str, year: int) -> list[Target]:
    """
    Return a row's targets, without ids; ``text`` is the task's whole text, in which their quotes stand.

    A limit in the column of limits governs what names none.
    """
    body = line.get("requirement") or line.get("task")
    due = _limit(line.get("due"), year)
    spans = (RoleSpan(len(body), len(body), limit=due),) if due else ()
    found = [_placed(one, body, text) for one in targets.extract(body, "", title, year, spans)]
    if any(one.value is not None for one in found):
        return found
    column = _from_column(line, title, dates_of(due, year))
    return [column] if column else found


def dates_of(due: str, year: int) -> date | None:
    """Return the last day of a printed limit, None for none."""
    limits = dates.limits(shadow(due), year)
    return limits[-1].due if limits else None


def _limit(written: str, year: int) -> str:
    """Return a limit as plans print it: a cell's date is written out."""
    day = cells.read_date(written, year).day if written else None
    return f"{day.year}年{day.month}月{day.day}日前" if day else written


def _placed(target: Target, body: str, text: str) -> Target:
    """Move a target's place from its row's text into the task's."""
    at = text.find(body)
    if at < 0 or target.span is None:
        return replace(target, span=None)
    return replace(target, span=(target.span[0] + at, target.span[1] + at))


def _from_column(line: Line, title: str, due: date | None) -> Target | None:
    comparator, rest = compared(line.get("target"))
    value = cells.read_value(str(rest), line.get("unit") or None)
    if value.number is None or value.approximate:
        return None
    unit = value.unit or line.get("unit") or None
    counted = unit != "%"
    return Target(
        id="",
        quote=line.get("requirement") or title,
        kind=Kind.COUNT if counted else Kind.LEVEL,
        basis=Basis.LEVEL,
        measure=title[:24],
        comparator=comparator or Comparator.AT_LEAST,
        value=value.number,
        unit=unit,
        due=due,
        stage=str(due.year) if due else None,
        confidence=Confidence.MEDIUM,
        rule="ledger-column",
    )
