"""节点安排：what a return says of the days on the way, as a plan keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.plan import Node
from toolkit.model.wording import day, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.returns import NodeSaid


def planned(said: Iterable[NodeSaid]) -> tuple[Node, ...]:
    """
    Return the nodes a return gives, earliest first.

    One without a readable day promises nothing; of two lines with one name the first counts.
    """
    found: dict[str, Node] = {}
    for one in said:
        if one.due is not None:
            found.setdefault(one.name, Node(name=one.name, due=one.due, value=one.value))
    return tuple(sorted(found.values(), key=lambda node: (node.due, node.name)))


def differences(registered: tuple[Node, ...], said: Iterable[NodeSaid]) -> tuple[str, ...]:
    """
    Return in words where a return departs from the nodes registered; nothing where it gives none.

    A node the return leaves out is not taken back by that: a department that lists what it has done this month
    changes nothing.
    """
    before = {node.name: node for node in registered}
    return tuple(filter(None, (_difference(before.get(node.name), node) for node in planned(said))))


def amended(registered: tuple[Node, ...], said: Iterable[NodeSaid]) -> tuple[Node, ...]:
    """Return the nodes as they would be if what a return says were agreed to."""
    merged = {node.name: node for node in (*registered, *planned(said))}
    return tuple(sorted(merged.values(), key=lambda node: (node.due, node.name)))


def _difference(before: Node | None, now: Node) -> str:
    if before is None:
        return f"新增“{now.name}”（{day(now.due)}）"
    changes = []
    if now.due != before.due:
        changes.append(f"由{day(before.due)}改为{day(now.due)}")
    if now.value != before.value:
        changes.append(f"应达值由{_shown(before.value)}改为{_shown(now.value)}")
    return f"“{now.name}”{'，'.join(changes)}" if changes else ""


def _shown(value: float | None) -> str:
    return "空白" if value is None else number(value)
