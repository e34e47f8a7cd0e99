"""表格任务：rows of a plan's table as items."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.plans.document import Line
    from toolkit.plans.items import Item


def merge(found: tuple[Item, ...], lines: tuple[Line, ...]) -> tuple[Item, ...]:
    """Return the items of the text, completed from the document's tables."""
    del lines
    return found
