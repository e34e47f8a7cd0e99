"""What a turn stands on: the plans, the directory and what was accepted before, read once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.calendar.deadlines import deadlines
from toolkit.intake.known import Known
from toolkit.judge.claims import is_done, latest
from toolkit.model.history import RowKey
from toolkit.model.period import Period
from toolkit.store import decisions, entries, nodes
from toolkit.store import plans as store_plans
from toolkit.turn.settled import Refutations, all_as_settled, refutations, settled

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.model.calendar import Deadlines
    from toolkit.model.department import Directory
    from toolkit.model.plan import Node, Plan, Task
    from toolkit.office import Office
    from toolkit.store.plans import Registered


@dataclass(frozen=True, slots=True)
class Ground:
    """
    The registered plans and the directory, as they stand now.

    ``plans`` are the newest versions with the nodes their leads gave, as persons have settled them, drafts left
    out: a draft is not supervised.
    ``refuted`` are claims that do not hold.
    """

    registered: tuple[Registered, ...]
    directory: Directory
    plans: tuple[Plan, ...] = ()
    refuted: Refutations = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection, period: str = "") -> Ground:
        """Read the ground from the store, with ``period`` as it was settled then: see :func:`settled`."""
        registered = store_plans.current(connection)
        until = Period.month_of(Period.parse(period).end).label if period else nodes.EVER
        promised = nodes.everything(connection, until)
        decided = tuple(decisions.current(connection).values())
        return cls(
            registered,
            store_plans.current_directory(connection),
            tuple(
                settled(_with(entry.plan, promised.get(entry.plan.id)), decided, period)
                for entry in registered
                if not entry.plan.draft
            ),
            refutations(decided),
        )

    def plan(self, plan_id: str) -> Registered:
        """Return the registered plan of this id."""
        return next(entry for entry in self.registered if entry.plan.id == plan_id)

    def since(self, plan_id: str) -> datetime:
        """Return when a plan was first registered."""
        return self.plan(plan_id).since

    def parameters(self) -> dict[str, str]:
        """Return the 参数 of all plans together; the plan registered last has the last word."""
        merged: dict[str, str] = {}
        for entry in self.registered:
            merged |= entry.parameters
        return merged

    def leads(self, task: Task) -> tuple[str, ...]:
        """Return the departments that answer for a task, groups replaced by their members."""
        return self.directory.expand(task.leads)

    def all_leads(self, plan: Plan) -> tuple[str, ...]:
        """Return the departments that answer for anything in a plan, in institutional order."""
        names = {name for task in plan.tasks for name in self.leads(task)}
        return tuple(sorted(names, key=lambda name: (self.directory.order(name), name)))

    def rows_of(self, plan_id: str, department: str) -> frozenset[str]:
        """Return the ids of a department's rows of a plan, none for a plan that is not supervised."""
        plans = (plan for plan in self.plans if plan.id == plan_id)
        return frozenset(row for plan in plans for row in self.expected_rows(plan, department))

    def expected_rows(self, plan: Plan, department: str) -> tuple[str, ...]:
        """Return the ids of the rows a department reports on in a plan."""
        return tuple(row for task in plan.tasks if department in self.leads(task) for row in task.row_ids)


def _with(plan: Plan, promised: dict[str, tuple[Node, ...]] | None) -> Plan:
    return replace(plan, nodes=promised) if promised else plan


def open_period(office: Office) -> Period:
    """Return the month whose work is under way: last month until its bulletin is due, then this one."""
    this = Period.month_of(office.as_of.date())
    last = this.previous
    return last if office.as_of < deadlines_of(office, last.label).bulletin else this


def known(office: Office, ground: Ground) -> Known:
    """Return what the intake needs to know to recognise a file."""
    open_ = open_period(office)
    return Known(
        office_id=office.id,
        plans=ground.plans,
        directory=ground.directory,
        year=office.as_of.year,
        passwords=office.settings.intake.passwords,
        wanted=(open_.label, open_.previous.label),
    )


def open_rows(connection: Connection, period: str) -> dict[str, set[tuple[str, str]]]:
    """
    Return the rows, plan and id, that each department is asked of for a period, without laying out its form.

    Rows called off and rows it reported done before, and was believed, are left out; so is who has no other.
    """
    ground, refuted = Ground.of(connection), refutations(decisions.current(connection).values())
    claimed = all_as_settled(entries.claimed_done(connection, period), refuted)
    done = {key for key, reports in claimed.items() if is_done(latest(reports))}
    asked: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for plan in ground.plans:
        for task in plan.tasks:
            rows = [row for row in task.row_ids if not plan.stopped.get(row)]
            for department in set(ground.leads(task)):
                open_ = ((plan.id, row) for row in rows if RowKey(plan.id, row, department) not in done)
                asked[department].update(open_)
    return {department: rows for department, rows in asked.items() if rows}


def deadlines_of(office: Office, period: str) -> Deadlines:
    """Return a period's deadlines by this office's calendar."""
    return deadlines(Period.parse(period), office.days)
