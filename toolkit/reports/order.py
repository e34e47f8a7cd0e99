"""次序：lists in institutional order (机构序列), never by alphabet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.model.facts import Facts
    from toolkit.model.standing import Class, Standing


def departments(facts: Facts) -> tuple[str, ...]:
    """Return the lead departments of the plan in institutional order, as the list of returns has it."""
    leads = dict.fromkeys(standing.department for standing in facts.standings if standing.department)
    known = [each.department for each in facts.returns.by_department]
    place = {name: i for i, name in enumerate(known)}
    return tuple(sorted(leads, key=lambda name: place.get(name, len(known))))


def rows_of(facts: Facts, *classes: Class) -> tuple[Standing, ...]:
    """Return the rows of these classes: class by class, each in institutional, then the plan's order."""
    place = {name: i for i, name in enumerate(departments(facts))}
    chosen = [standing for standing in facts.standings if standing.klass in classes]
    return tuple(sorted(chosen, key=lambda s: (classes.index(s.klass), place.get(s.department, len(place)))))
