"""How far one row of a ledger says its target is: figure, state, day and words, each with its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from toolkit.lang import cells
from toolkit.model.returns import Entry, Status
from toolkit.plans import opening_words

if TYPE_CHECKING:
    from datetime import date

    from toolkit.model.plan import Target
    from toolkit.plans.opening_rows import Line


@dataclass(slots=True)
class _Said:
    """What was read of a row, and what could not be."""

    value: float | None = None
    raw: str = ""
    approximate: bool = False
    status: Status | None = None
    completed_on: date | None = None
    problems: list[str] = field(default_factory=list)


def entry_of(
    line: Line, row_id: str, target: Target | None, year: int, *, measured: bool
) -> tuple[Entry, list[str]]:
    """
    Return a row as an entry (of no plan yet) and a sentence for each cell that could not be read.

    ``measured`` says that the row's one figure is this target's.
    """
    said = _Said()
    if measured and target is not None:
        _read_value(line, target, said)
    _read_state(line, year, said)
    entry = Entry(
        plan="",
        id=row_id,
        value=said.value,
        unit=target.unit if target and said.value is not None else None,
        raw=said.raw,
        approximate=said.approximate,
        status=said.status,
        status_raw=line.get("status"),
        completed_on=said.completed_on,
        completed_raw=line.get("completed_on"),
        progress=line.get("progress"),
        problems=line.get("problems"),
        next_steps=line.get("next_steps"),
        evidence=line.get("evidence"),
        cells={name: place for name, place in line.places.items() if name in _SHOWN},
    )
    return entry, said.problems


_SHOWN: Final = frozenset(
    ("value", "status", "completed_on", "progress", "problems", "next_steps", "evidence")
)


def _read_value(line: Line, target: Target, said: _Said) -> None:
    said.raw = line.get("value")
    number = line.numbers.get("value")
    if number is not None and target.unit == "%" and 0 < abs(number) <= 1:
        said.problems.append(f"台账中的完成值{said.raw}看不出是{number * 100:g}%还是{number:g}%")
        return
    found = cells.read_value(said.raw, target.unit)
    said.value, said.approximate = found.number, found.approximate
    if found.problem:
        problem = found.problem.replace("此格填的是", "").replace("此格的", "").replace("此格", "")
        said.problems.append(f"台账中的完成值没有读出：{problem.partition('，请')[0]}")


def _read_state(line: Line, year: int, said: _Said) -> None:
    word = line.get("status")
    said.status = opening_words.status(word)
    if word and said.status is None:
        said.problems.append(f"台账中的状态“{word}”看不出是哪一种")
    written = line.get("completed_on")
    found = cells.read_date(written, year)
    said.completed_on = found.day
    if found.problem:
        said.problems.append(f"台账中的完成日期“{written}”没有读出")
    if found.day and not word:
        said.status = Status.DONE
    if said.status is not Status.DONE:
        said.completed_on = None
