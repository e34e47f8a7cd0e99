"""What the office decides in the course of the year: of claims, requests for more time, and rows called off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from .lives import Life
from .story import (
    ACCEPTED,
    ADJUST,
    DONE,
    ENDED,
    EXTENDED,
    NOT_EXTENDED,
    REASONABLE,
    UNTRUE,
    UPPER,
    YEAR,
    Decision,
    HandIn,
)

DECIDING_DAY, DECIDING_HOUR = 28, 16


def settle(chance: Random, good: HandIn, mine: list[Life]) -> list[Decision]:
    """Return what is decided upon a return that came in by the time the office decides; lives go on accordingly."""
    at = datetime.combine(date(YEAR, good.period, DECIDING_DAY), time(DECIDING_HOUR))
    if good.at > at:
        return []
    led = (life for life in mine if life.row.leads[0] == good.department)
    found = [one for life in led if (one := _decide(chance, good, life, at)) is not None]
    return [*found, *_from_above(good, mine, at)]


def _from_above(good: HandIn, mine: list[Life], at: datetime) -> list[Decision]:
    """Return what is decided of rows whose reason lies above the county: a good reason, so the task depends on it."""
    found: list[Decision] = []
    for life in mine:
        row = life.row
        if good.says[row.id].from_above and not (life.upper or life.accepted):
            common = Decision(REASONABLE, row.id, good.department, good.period, at)
            found += [common, replace(common, kind=UPPER, row=row.task, at=at + timedelta(hours=1))]
            for other in mine:
                other.upper = other.upper or other.row.task == row.task
    return found


def _decide(chance: Random, good: HandIn, life: Life, at: datetime) -> Decision | None:
    say, row, luck = good.says[life.row.id], life.row, chance.random()
    common = Decision(kind="", row=row.id, department=good.department, period=good.period, at=at)
    if say.tick or life.accepted:
        return None
    if say.stop:
        life.stopped = True
        return _of(common, ENDED, ground=f"云政办发〔{YEAR}〕{good.period + 10}号")
    if say.status == DONE and luck < 0.25:
        life.closed = False
        return _of(common, UNTRUE)
    if say.status == DONE and luck < 0.6:
        life.accepted = True
        return _of(common, ACCEPTED)
    if say.status == ADJUST and say.adjust_to and row.due and say.adjust_to > row.due:
        kind = EXTENDED if luck < 0.7 else NOT_EXTENDED
        return _of(common, kind, until=say.adjust_to, asked_on=good.at.date())
    return None


def _of(common: Decision, kind: str, **more: object) -> Decision:
    return replace(common, kind=kind, **more)  # type: ignore[arg-type]
