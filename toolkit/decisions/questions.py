"""Everything a judgement leaves to a person, in the order a clerk works through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.decisions import adjust, behind, done
from toolkit.decisions.differing import differing
from toolkit.decisions.naming import naming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from toolkit.decisions.row import Row
    from toolkit.model.decision import Pending
    from toolkit.model.facts import Facts

_OF_DONE: Final[tuple[Callable[[Row], Pending | None], ...]] = (
    done.claim,
    done.reopened,
    done.closing,
    done.standing,
)
_OF_OPEN: Final[tuple[Callable[[Row], Pending | None], ...]] = (
    adjust.extension,
    adjust.stopping,
    adjust.nodes,
    behind.reason,
    behind.upper_level,
    behind.zero,
    behind.idle,
    behind.listing,
)


def questions(facts: Facts, rows: Sequence[Row], *, closing: bool) -> Iterator[Pending]:
    """
    Yield what is asked about a plan's rows, and, once the time to report is over (``closing``), its departments.

    At most one question a row and kind; what was settled before is asked again here and passed over by whoever
    knows what was decided.
    """
    open_rows = [row for row in rows if not row.standing.stopped]
    asked = [question(row) for row in open_rows for question in (_OF_DONE if row.done else _OF_OPEN)]
    asked += [
        differing(row, facts.apart[row.standing.id]) for row in open_rows if row.standing.id in facts.apart
    ]
    tasks: dict[str, list[Row]] = {}
    for row in open_rows:
        tasks.setdefault(row.task.id, []).append(row)
    asked += [behind.unlisting(of_task, facts.issued or {}) for of_task in tasks.values()]
    yield from (one for one in asked if one is not None)
    if closing:
        yield from naming(facts, rows)
