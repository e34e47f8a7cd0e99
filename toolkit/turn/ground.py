"""What a turn stands on: the plans, the directory and what was accepted before, read once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from toolkit.calendar.deadlines import deadlines
from toolkit.intake.known import Known
from toolkit.judge.claims import is_done, latest
from toolkit.model.period import Period
from toolkit.model.plan import Flag
from toolkit.store import decisions, lookback, nodes
from toolkit.store import plans as store_plans
from toolkit.turn import handover
from toolkit.turn.settled import Rulings, all_as_settled, rulings, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.model.calendar import Deadlines
    from toolkit.model.department import Directory
    from toolkit.model.history import Accepted, RowKey
    from toolkit.model.plan import Node, Plan, Task
    from toolkit.office import Office
    from toolkit.store.plans import Registered
    from toolkit.turn.handover import Chain, Handover


@dataclass(frozen=True, slots=True)
class Ground:
    """
    The registered plans and the directory, as they stand now.

    ``plans`` are the newest versions with the nodes their leads gave, as persons have settled them, drafts left
    out: a draft is not supervised.
    ``ruled`` is what persons found of claims 已完成, ``handovers`` what revisions gave to other leads by then.
    """

    registered: tuple[Registered, ...]
    directory: Directory
    plans: tuple[Plan, ...] = ()
    ruled: Rulings = field(default_factory=dict)
    handovers: tuple[Handover, ...] = ()

    @classmethod
    def of(cls, connection: Connection, period: str = "") -> Ground:
        """Read the ground from the store, with ``period`` as it was settled then: see :func:`settled`."""
        registered = store_plans.current(connection)
        until = Period.month_of(Period.parse(period).end).label if period else nodes.EVER
        promised = nodes.everything(connection, until)
        taken = decisions.everything(connection)
        decided = tuple({one.key: one for one in taken}.values())
        directory = store_plans.current_directory(connection)
        versions = store_plans.led(connection).values()
        given = tuple(one for led in versions for one in handover.handovers(led, directory))
        plans = tuple(
            settled(_with(entry.plan, promised.get(entry.plan.id)), decided, period)
            for entry in registered
            if not entry.plan.draft
        )
        ground = cls(
            registered,
            directory,
            tuple(handover.as_led(plan, given, until) for plan in plans) if given else plans,
            rulings(taken, _kept_up(registered)),
            tuple(one for one in given if one.since <= until),
        )
        return replace(ground, ruled=_inherited(ground)) if ground.handovers else ground

    def chain(self, *plans: Plan) -> Chain:
        """Return the rows of plans that another department answered for before."""
        if not self.handovers:
            return {}
        parts = [handover.chain(plan, self.handovers, self.directory) for plan in plans]
        return {key: formers for part in parts for key, formers in part.items()}

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

    def rows_of(self, plan_id: str, department: str) -> frozenset[str]:
        """Return the ids of a department's rows of a plan, none for a plan that is not supervised."""
        plans = (plan for plan in self.plans if plan.id == plan_id)
        return frozenset(row for plan in plans for row in self.expected_rows(plan, department))

    def expected_rows(self, plan: Plan, department: str) -> tuple[str, ...]:
        """Return the ids of the rows a department reports on in a plan."""
        return tuple(row for task in plan.tasks if department in self.leads(task) for row in task.row_ids)


def _inherited(ground: Ground) -> Rulings:
    """Return what persons found of claims, that of a former lead's with the row."""
    ruled = dict(ground.ruled)
    for key, formers in ground.chain(*ground.plans).items():
        before = (one for former in reversed(formers) for one in ground.ruled.get(former.key, ()))
        if found := (*before, *ground.ruled.get(key, ())):
            ruled[key] = found
    return ruled


def _kept_up(registered: Iterable[Registered]) -> Iterator[tuple[str, str]]:
    """Yield the tasks, plan and id, that the clerk marked 常态化."""
    for entry in registered:
        yield from ((entry.plan.id, task.id) for task in entry.plan.tasks if Flag.STANDING in task.flags)


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


def open_rows(
    connection: Connection, period: str, ground: Ground | None = None
) -> dict[str, set[tuple[str, str]]]:
    """
    Return the rows, plan and id, that each department is asked of for a period, without laying out its form.

    Rows called off and rows it reported done before, and was believed, are left out; so is who has no other.
    ``ground`` is what the period stands on, where it is at hand.
    """
    ground = ground or Ground.of(connection, period)
    claimed = all_as_settled(_claimed_done(connection, ground, period), ground.ruled)
    done: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, reports in claimed.items():
        if is_done(latest(reports)):
            done[key.department].add((key.plan, key.id))
    asked: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for plan in ground.plans:
        for task in plan.tasks:
            rows = {(plan.id, row) for row in task.row_ids if not plan.stopped.get(row)}
            for department in set(ground.leads(task)):
                asked[department] |= rows - done[department] if department in done else rows
    return {department: rows for department, rows in asked.items() if rows}


def _claimed_done(connection: Connection, ground: Ground, period: str) -> dict[RowKey, tuple[Accepted, ...]]:
    """Return what was said of the rows that were ever said to be done, and of those that were handed on."""
    claimed, handed = lookback.claimed_done(connection, period), ground.chain(*ground.plans)
    if not handed:
        return claimed

    whole = partial(lookback.whole, connection, period)
    return handover.followed(handed, {**claimed, **whole(handed)}, whole)


def deadlines_of(office: Office, period: str) -> Deadlines:
    """Return a period's deadlines by this office's calendar."""
    return deadlines(Period.parse(period), office.days)
