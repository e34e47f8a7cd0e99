"""What returns are judged by in one turn, apart from what was said before; small and picklable, for workers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.calendar.deadlines import deadlines
from toolkit.checks.beside import NO_PARTIES
from toolkit.checks.context import CheckContext
from toolkit.model.period import Period
from toolkit.turn.parties import parties_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from toolkit.calendar.deadlines import MonthDays
    from toolkit.checks.beside import Parties
    from toolkit.model.calendar import Deadlines
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Plan
    from toolkit.office import Office
    from toolkit.turn.beside import Beside
    from toolkit.turn.ground import Ground


@dataclass(frozen=True, slots=True)
class Desk:
    """
    The plans, who reports on which rows, the calendar and the moment.

    ``rows`` is department to plan to row ids, ``parties`` plan and task to who has a say, where several have.
    """

    plans: Mapping[str, Plan]
    rows: Mapping[str, Mapping[str, tuple[str, ...]]]
    parameters: Mapping[str, str]
    days: MonthDays
    as_of: datetime
    parties: Mapping[tuple[str, str], Parties] = field(default_factory=dict)

    @classmethod
    def of(cls, office: Office, ground: Ground) -> Desk:
        """Lay out what an office stands on now."""
        return cls(
            {plan.id: plan for plan in ground.plans},
            _rows(ground),
            ground.parameters(),
            office.days,
            office.as_of,
            parties_of(ground.plans, ground.directory),
        )

    def parties_of(self, row: tuple[str, str]) -> Parties:
        """Return who has a say in a row, plan and id; nobody where only its lead has."""
        if not self.parties:
            return NO_PARTIES
        plan = self.plans.get(row[0])
        task = plan.task_of(row[1]) if plan else None
        return self.parties.get((row[0], task.id), NO_PARTIES) if task else NO_PARTIES

    def rows_of(self, department: str) -> Mapping[str, tuple[str, ...]]:
        """Return the rows a department reports on, by plan, in the plan's order."""
        return self.rows.get(department, {})

    def deadlines(self, period: str) -> Deadlines:
        """Return a period's deadlines."""
        return deadlines(Period.parse(period), self.days)

    def context(
        self,
        department: str,
        asked: str,
        previous: Mapping[tuple[str, str], Accepted],
        beside: Beside,
    ) -> CheckContext:
        """Return what a return is checked against; ``asked`` is the period it ought to be of."""
        moments = self.deadlines(asked)
        return CheckContext(
            period=moments.period,
            deadlines=moments,
            as_of=self.as_of,
            plans=self.plans,
            expected=self.rows_of(department),
            previous=previous,
            parameters=self.parameters,
            others=beside.texts,
            said=beside.said,
            parties=self.parties,
            kept=beside.kept,
        )


def _rows(ground: Ground) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for plan in ground.plans:
        for task in plan.tasks:
            for department in dict.fromkeys(ground.leads(task)):
                found[department][plan.id].extend(task.row_ids)
    return {name: {plan: tuple(ids) for plan, ids in plans.items()} for name, plans in found.items()}
