"""推算：what follows from the standings, the returns and the decisions of a period."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.facts import late
from toolkit.facts.handling import VERIFIED, handling, named
from toolkit.facts.news import news
from toolkit.facts.tally import by_task, count, darkest, shares, worst
from toolkit.model.standing import Class, Level, Light

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.facts.tally import Tasks
    from toolkit.model.facts import Facts, Handling, Issued

_WELL = frozenset({Level.DONE, Level.NORMAL})


def derived(facts: Facts) -> Facts:
    """Return the facts with everything that follows from what is given: see :class:`toolkit.model.facts.Facts`."""
    tasks = by_task(facts.standings)
    classes = {task: worst([row.klass for row in rows]) for task, rows in tasks.items()}
    counts = count(classes.values())
    found = Counter(row.light for row in facts.standings)
    handled = handling(facts.standings, facts.decisions, facts.period)
    return replace(
        facts,
        counts=count(row.klass for row in facts.standings),
        by_task=counts,
        task_classes=classes,
        shares=shares(counts),
        lights={light: found[light] for light in (*Light, None)},
        pending_review=_pending_review(facts, handled),
        handling=handled,
        **_naming(facts),
        made_good=tuple(row.id for row in facts.standings if row.made_good),
        stopped=tuple(row.id for row in facts.standings if row.stopped and row.klass is not Class.DONE),
        news=news(facts, tasks, classes),
        **_since(facts.issued, tasks, classes),
        **_lists(facts, tasks, classes, handled),
    )


def _naming(facts: Facts) -> dict[str, Any]:
    """Return whom the bulletin may name, and who reported late or not at all and may not be named."""
    chosen, returns = named(facts.decisions, facts.period), facts.returns
    placed = (*facts.order, *(each.department for each in returns.by_department), *sorted(chosen))
    return {
        "named": tuple(name for name in dict.fromkeys(placed) if name in chosen),
        "unnamed": tuple(name for name in (*returns.late, *returns.missing) if name not in chosen),
    }


def _pending_review(facts: Facts, handled: Mapping[str, Handling]) -> int:
    """Count the rows claimed done that no person has confirmed yet."""
    return sum(row.klass is Class.DONE and handled[row.id].verified != VERIFIED for row in facts.standings)


def _lists(
    facts: Facts, tasks: Tasks, classes: Mapping[str, Class], handled: Mapping[str, Handling]
) -> dict[str, Any]:
    departments = late.departments(facts)
    places = {each.department: place for place, each in enumerate(departments)}
    named = {row.department for row in facts.standings if row.id in handled and handled[row.id].named}
    return {
        "departments": departments,
        "late_rows": late.late_rows(facts, places),
        "laggards": late.laggards(tasks, classes, handled, places),
        "to_urge": tuple(each.department for each in departments if each.department in named),
        "common_problems": late.common_problems(facts, places),
    }


def _since(issued: Mapping[str, Issued] | None, tasks: Tasks, classes: Mapping[str, Class]) -> dict[str, Any]:
    """Return what changed since the period before, from its rows as issued; nothing in the first period."""
    if issued is None:
        return {"before": None, "rows_before": None, "newly_done": (), "turned_green": (), "turned_red": ()}
    then: dict[str, list[Issued]] = {}
    for row in issued.values():
        then.setdefault(row.task, []).append(row)
    were = {task: worst([row.klass for row in rows]) for task, rows in then.items()}
    lights = {task: darkest(row.light for row in rows) for task, rows in then.items()}
    done = [task for task, klass in classes.items() if klass is Class.DONE is not were.get(task)]
    well = [task for task, rows in tasks.items() if all(row.level in _WELL for row in rows)]
    return {
        "before": count(were.values()),
        "rows_before": count(row.klass for row in issued.values()),
        "newly_done": tuple(done),
        "turned_green": tuple(
            task for task in well if lights.get(task) is Light.YELLOW and classes[task] is not Class.DONE
        ),
        "turned_red": tuple(
            task
            for task, rows in tasks.items()
            if lights.get(task) is not Light.RED is darkest(row.light for row in rows)
        ),
    }
