"""滞后与共性：rows and tasks that are late, and problems shared, in institutional order (机构序列)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.facts.handling import NOTHING_SAID
from toolkit.model.facts import CommonProblem, DepartmentRows, Laggard
from toolkit.model.standing import Class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.facts.tally import Tasks
    from toolkit.model.facts import Facts, Handling
    from toolkit.model.standing import Standing

LATE: Final = (Class.OVERDUE, Class.BEHIND)
"""Classes of what is late, the worse first."""

_BLANKS: Final = re.compile(r"[\s，。；、：！？,.;:!?]")

_NO_ROWS: Final = dict.fromkeys(Class, 0)

Places = dict[str, int]
"""Department to its place in institutional order."""


def departments(facts: Facts) -> tuple[DepartmentRows, ...]:
    """Return what each department leads, in institutional order; those nobody has placed come last."""
    counts: dict[str, dict[Class, int]] = {}
    for row in facts.standings:
        if row.department:
            own = counts.get(row.department) or counts.setdefault(row.department, _NO_ROWS.copy())
            own[row.klass] += 1
    placed = facts.order or tuple(each.department for each in facts.returns.by_department)
    known = {name: place for place, name in enumerate(placed)}
    ordered = sorted(counts, key=lambda name: known.get(name, len(known)))
    return tuple(
        DepartmentRows(
            department=name,
            counts=counts[name],
            total=sum(counts[name].values()),
        )
        for name in ordered
    )


def late_rows(facts: Facts, places: Places) -> tuple[str, ...]:
    """Return the rows past due, then those behind, each in institutional, then the plan's order."""
    late = [row for row in facts.standings if row.klass in LATE]
    return tuple(row.id for row in sorted(late, key=lambda row: (LATE.index(row.klass), _place(places, row))))


def laggards(
    tasks: Tasks, classes: Mapping[str, Class], handling: Mapping[str, Handling], places: Places
) -> tuple[Laggard, ...]:
    """Return the late tasks: past due, then behind, each in institutional, then the plan's order."""
    found = []
    for klass in LATE:
        late = [rows for task, rows in tasks.items() if classes[task] is klass]
        for rows in sorted(late, key=lambda rows: _place(places, rows[0])):
            ids = tuple(row.id for row in rows if row.klass is klass)
            found.append(
                Laggard(
                    task=rows[0].task,
                    klass=klass,
                    department=rows[0].department,
                    rows=ids,
                    named=tuple(id_ for id_ in ids if handling[id_].named),
                )
            )
    return tuple(found)


def common_problems(facts: Facts, places: Places) -> tuple[CommonProblem, ...]:
    """Return problems two departments or more put in the same words, most widely shared first."""
    told: dict[str, list[Standing]] = {}
    for row in sorted(facts.standings, key=lambda row: _place(places, row)):
        if row.problems.strip() not in NOTHING_SAID:
            told.setdefault(_BLANKS.sub("", row.problems), []).append(row)
    problems = [
        CommonProblem(
            text=rows[0].problems,
            departments=tuple(dict.fromkeys(row.department for row in rows)),
            rows=tuple(row.id for row in rows),
        )
        for rows in told.values()
    ]
    shared = [each for each in problems if len(each.departments) > 1]
    return tuple(sorted(shared, key=lambda each: -len(each.departments)))


def _place(places: Places, row: Standing) -> int:
    return places.get(row.department, len(places))
