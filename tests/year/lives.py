"""What really becomes of a row, month by month, and what its department makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from .story import (
    ADJUST,
    AT_LEAST,
    AT_MOST,
    AVERAGE,
    COUNT,
    DONE,
    FALL,
    GROWTH,
    IDLE,
    ISSUED,
    KEEP,
    MILESTONE,
    RANK,
    WORDS,
    YEAR,
    Node,
    Row,
    Say,
    month_end,
)


class Life:
    """What really becomes of one department's row, and what the department makes of it; ``plain`` asks to stop nothing."""

    def __init__(self, chance: Random, row: Row, *, plain: bool = False) -> None:
        self.row = row
        self.plain = plain
        self.pace = Fraction(chance.choice((3, 6, 8, 9, 10, 11, 13)), 10)
        self.exact_gap = row.kind == COUNT and row.wanted == 120 and chance.random() < 0.5
        self.finish = chance.randint(3, 13)
        self.begins = 1 if row.kind == KEEP else chance.choice((1, 1, 1, 1, 2, 4))
        self.value: Fraction | None = None
        self.done_on = {node.name: self._done_on(chance, node) for node in row.nodes if node.value is None}
        self.steps_told: tuple[tuple[str, date], ...] = ()
        self.closed = self.stopped = self.asked = self.upper = self.accepted = False
        self.told = False

    def _done_on(self, chance: Random, node: Node) -> date:
        """Return the day on which a step is really done: as promised, before it, or too late."""
        return date(YEAR, node.due.month, 10) + timedelta(days=chance.choice((-31, 0, 0, 0, 0, 31, 62)))

    def goes_on(self, chance: Random, month: int) -> None:
        """Let a month pass."""
        row = self.row
        if month < self.begins or not row.numeric or (row.kind == RANK and month < 12):
            return
        before = self.value
        self.value = _FIGURE[row.kind](self, chance, month)
        if row.kind == COUNT and before is not None:
            self.value = max(before, self.value)

    def say(self, chance: Random, month: int, *, ticks: bool) -> Say:
        """Return what the department writes of the month; a step done in it is no month without change."""
        if self.closed or self.stopped:
            return replace(self._say(chance, month, ticks=ticks), nodes_done=self.steps_told)
        done = tuple((name, day) for name, day in self.done_on.items() if day <= date(YEAR, month, 15))
        said = self._say(chance, month, ticks=ticks and done == self.steps_told)
        self.steps_told = done
        return replace(said, nodes_done=done)

    def _say(self, chance: Random, month: int, *, ticks: bool) -> Say:
        value, told = self.value, self.told
        self.told = True
        if self.stopped:
            return Say(tick=True, status="")
        if self.closed:
            again = chance.random() < (0.3 if self.accepted else 0.02)
            return _reopened(self, chance) if again else Say(tick=True, status=DONE)
        if month < self.begins:
            return Say(status=IDLE)
        if told and ticks and chance.random() < 0.06:
            return Say(tick=True, status="")
        if self._finished(month) and chance.random() < 0.7:
            self.closed = True
            return Say(value=value, status=DONE, done_on=date(YEAR, month, 10))
        return self._under_way(chance, month)

    def _under_way(self, chance: Random, month: int) -> Say:
        row, value, luck = self.row, self.value, chance.random()
        if value is not None and luck < 0.04 and row.kind in {COUNT, AT_LEAST}:
            return Say(value=value, about=True)
        if value is not None and luck < 0.08 and row.kind == COUNT:
            return Say(nothing=True)
        if row.due and luck < 0.14 and not self.asked:
            self.asked = True
            return Say(value=value, status=ADJUST, adjust_to=month_end(min(month + 3, 13)))
        overdue = row.due is not None and ISSUED < row.due < date(YEAR, month, 15)
        if (
            overdue
            and luck > 0.9
            and not (self.plain or self.asked or self.upper)
            and "依赖上级" not in row.flags
        ):
            return Say(value=value, from_above=True)
        return Say(value=value, stop=luck > 0.97 and month > 2 and not self.plain)

    def _finished(self, month: int) -> bool:
        row = self.row
        if row.kind in {MILESTONE, WORDS}:
            return month >= self.finish
        late = row.kind in {AVERAGE, KEEP, GROWTH, FALL}
        if self.value is None or row.monthly or (late and month < 12):
            return False
        return row.kind == KEEP or row.reached(self.value)


def _reopened(life: Life, chance: Random) -> Say:
    life.closed = False
    life.finish = 12
    value = life.value
    if value is not None and life.row.kind == COUNT:
        value = life.value = Fraction(int(value) - chance.randint(0, 3))
    return Say(value=value)


def _counted(life: Life, chance: Random, month: int) -> Fraction:
    wanted = life.row.wanted or Fraction(0)
    if life.exact_gap:
        return max(
            wanted * month / 12 - wanted * chance.choice((Fraction(1, 10), Fraction(3, 10))), Fraction(0)
        )
    return Fraction(int(wanted * life.pace * month / 12) + chance.randint(0, 2))


def _rate(life: Life, chance: Random, month: int) -> Fraction:
    wanted = life.row.wanted or Fraction(0)
    return min(wanted - 15 + month + Fraction(chance.randint(-20, 80), 10), Fraction(999, 10))


def _shrinking(life: Life, chance: Random, month: int) -> Fraction:
    top = life.row.baseline or (life.row.wanted or Fraction(0)) + 4
    wanted = life.row.wanted or Fraction(0)
    whole = top - (top - wanted) * life.pace * month / 12 + Fraction(chance.randint(0, 5), 10)
    return max(Fraction(round(whole * 10), 10), Fraction(1))


def _around(life: Life, chance: Random, _month: int) -> Fraction:
    wanted = life.row.wanted or Fraction(0)
    return wanted * chance.choice(
        (Fraction(6, 10), Fraction(7, 10), Fraction(85, 100), Fraction(9, 10), 1, 1, Fraction(11, 10))
    )


def _kept(life: Life, chance: Random, _month: int) -> Fraction:
    return (life.row.baseline or Fraction(97)) + Fraction(chance.choice((-3, 0, 0, 1, 2, 2)), 10)


def _ranked(_life: Life, chance: Random, _month: int) -> Fraction:
    return Fraction(chance.randint(1, 6))


_FIGURE = {
    COUNT: _counted,
    AT_LEAST: _rate,
    AT_MOST: _shrinking,
    GROWTH: _around,
    FALL: _around,
    AVERAGE: _around,
    KEEP: _kept,
    RANK: _ranked,
}
