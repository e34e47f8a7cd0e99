"""任务编号：the printed number of each item, joined to its parents' where numbers begin again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.plans.items import Item


def number(items: tuple[Item, ...]) -> tuple[str, ...]:
    """
    Return the printed number of each item: its own where numbers run through, else joined to its parents'.

    Numbers that begin again under another heading are joined to as many numbers above as tell them apart.
    """
    return _joined(items, lambda item, depth: "-".join(map(str, item.path[-depth:])))


def _joined(items: tuple[Item, ...], name: Callable[[Item, int], str]) -> tuple[str, ...]:
    least = 2 if any(item.paragraph for item in items) else 1
    deepest = max((len(item.path) for item in items), default=1)
    for depth in range(least, deepest):
        numbers = [name(item, depth) for item in items]
        if len(set(numbers)) == len(numbers) or not _restarts(items, depth):
            return tuple(numbers)
    return tuple(name(item, deepest) for item in items)


def _restarts(items: tuple[Item, ...], depth: int) -> bool:
    """Tell whether numbers begin again under other parents, rather than being doubled by mistake."""
    first: dict[tuple[int, ...], tuple[int, ...]] = {}
    for item in items:
        above = first.setdefault(item.path[-depth:], item.path[:-depth])
        if above != item.path[:-depth] and item.path[-1] == 1:
            return True
    return False
