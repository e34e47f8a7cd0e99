"""What a row's reports come to: its figure, the share reached, the share due, its days on the way (practice 3.2)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .arithmetic import SHARES, expected, stage, value_of
from .heard import Heard
from .story import (
    COUNT,
    DONE,
    KEEP,
    RANK,
    UNTRUE,
    Node,
    Row,
    Say,
    month_end,
)


class Figures(Heard):
    """What the reports of a moment come to."""

    def to_keep(self, row: Row, month: int) -> Fraction | None:
        """Return what must not be undercut: the baseline, else the last figure given."""
        if row.baseline is not None:
            return row.baseline
        return self.last_figure(row, month - 1)

    def last_figure(self, row: Row, month: int) -> Fraction | None:
        """Return the last figure given in a month or before it and not found untrue."""
        says = (self.said(row, row.leads[0], each) for each in range(month, 0, -1))
        return next((value for say in says if (value := value_of(say)) is not None), None)

    def reckoned(self, row: Row, say: Say, month: int) -> Fraction | None:
        """Return the figure that is held against the target: of a monthly one, the mean of the months reported."""
        value = value_of(say)
        if say.false and say.value is not None and not row.monthly:
            return self.last_figure(row, month - 1)
        if not row.monthly or (value is None and not say.false):
            return value
        start = stage(self.story, row)
        says = (
            self.said(row, row.leads[0], each)
            for each in range(1, month + 1)
            if start is None or month_end(each) >= start
        )
        figures = [figure for each in says if (figure := value_of(each)) is not None]
        return sum(figures, Fraction(0)) / len(figures) if figures else None

    def promised(self, row: Row, month: int) -> tuple[Node, ...]:
        """Return the nodes of a row: known once a return of its first lead is accepted for this month or before."""
        known = any((row.leads[0], each) in self.taken for each in range(1, month + 1))
        return row.nodes if known else ()

    def steps(self, row: Row, month: int) -> list[Node]:
        """Return the nodes that are steps of work; what a count should have come to bends its schedule instead."""
        return [node for node in self.promised(row, month) if node.value is None]

    def done(self, row: Row, month: int) -> set[str]:
        """Return the nodes that the last return told to be done."""
        lead = row.leads[0]
        told = (
            file.says[row.id].nodes_done
            for each in range(month, 0, -1)
            if (file := self.taken.get((lead, each))) and not self.decided(UNTRUE, row, each, lead)
        )
        return {name for name, _ in next(told, ())}

    def expected(self, row: Row, month: int, day: date) -> Fraction | None:
        """Return the share due by now, where there is a schedule: of time, or of nodes."""
        nodes = self.promised(row, month)
        if not nodes or row.kind == COUNT:
            return expected(self.story, row, month, self.due(row, month), nodes)
        passed = sum(node.due < day for node in nodes)
        return Fraction(passed, len(nodes)) if passed or self.done(row, month) else None

    def completion(self, row: Row, say: Say | None, month: int) -> Fraction | None:
        """Return the share reached, 1 for all of it."""
        if say is None:
            return None
        value = self.reckoned(row, say, month)
        nodes = self.promised(row, month)
        if not row.numeric and say.status != DONE and nodes:
            return Fraction(len(self.done(row, month)), len(nodes))
        if not row.numeric or (row.kind == RANK and value is None):
            return Fraction(1) if say.status == DONE else None
        if value is None:
            due = self.expected(row, month, min(self.now.date(), month_end(month)))
            return Fraction(0) if say.false and say.value is not None and due is not None else None
        return SHARES[row.kind](row, value, self.to_keep(row, month) if row.kind == KEEP else None)

    def met(self, row: Row, say: Say, month: int) -> bool:
        """Whether the figure proves the promise kept; about so many proves nothing."""
        value = self.reckoned(row, say, month)
        if value is None or say.about:
            return False
        if row.kind == KEEP:
            kept = self.to_keep(row, month)
            return kept is None or value >= kept
        return row.reached(value)
