"""挑选：rows of the facts by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.facts import Facts
    from toolkit.model.standing import Standing


def rows(facts: Facts, ids: Iterable[str]) -> tuple[Standing, ...]:
    """Return the rows of these ids, in the order of the ids."""
    known = {standing.id: standing for standing in facts.standings}
    return tuple(known[id_] for id_ in ids)


def named_rows(facts: Facts) -> tuple[Standing, ...]:
    """Return the late rows the bulletin names, past due first."""
    return rows(facts, (id_ for id_ in facts.late_rows if facts.handling[id_].named))
