"""节点：how many of a row's days on the way are done, have passed, and which was missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.judge.expected import runs_by_month
from toolkit.model.plan import Comparator

if TYPE_CHECKING:
    from datetime import date

    from toolkit.judge.row import Row
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Node


@dataclass(frozen=True, slots=True)
class Nodes:
    """
    Where the nodes of a row stand on a day: how many there are, are done, and lie before the day.

    ``missed`` is the last one before the day that is not done; node values that bend the row's curve are not among
    them, since the gap to the curve tells of those.
    """

    total: int
    done: int
    passed: int
    missed: Node | None

    @property
    def completion(self) -> float:
        """The share of nodes done."""
        return self.done / self.total

    @property
    def expected(self) -> float | None:
        """The share of nodes whose day is over; None before the first, as long as none is done."""
        return self.passed / self.total if self.passed or self.done else None


def nodes_at(row: Row, said: Accepted | None, value: float | None, day: date) -> Nodes | None:
    """
    Return how a row's nodes stand on a day, from what the report ``said`` of them; None for a row without nodes.

    A node with a value is done when ``value`` reaches it, any other when the report dates its being done.
    """
    if not row.nodes:
        return None
    finished = {n.name for n in said.entry.nodes if n.done_on is not None} if said else frozenset[str]()
    done = {node for node in row.nodes if node.name in finished or _reached(row, node, value)}
    passed = [node for node in row.nodes if node.due < day]
    bends = row.target is not None and runs_by_month(row.target)
    steps = (node for node in reversed(passed) if node.value is None or not bends)
    missed = next((node for node in steps if node not in done), None)
    return Nodes(len(row.nodes), len(done), len(passed), missed)


def _reached(row: Row, node: Node, value: float | None) -> bool:
    if node.value is None or value is None or row.target is None:
        return False
    match row.target.comparator:
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            return value <= node.value
        case _:
            return value >= node.value


def said_of_nodes(reports: tuple[Accepted, ...], report: Accepted | None) -> Accepted | None:
    """Return the last report that says anything of nodes: a file without the sheet takes nothing back."""
    if report is not None and report.entry.nodes:
        return report
    return next((each for each in reversed(reports) if each.entry.nodes), None)
