"""A plan document against what the office has already: nothing, a reading not yet confirmed, or a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.model.plan import Plan
from toolkit.plans import assigned, compare_carry
from toolkit.plans.compare import Change, compare
from toolkit.plans.compare_same import is_same
from toolkit.store import drops
from toolkit.store import plans as store_plans
from toolkit.store.payload import load

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.store.drops import Drop
    from toolkit.store.plans import Registered

MAX_NAME = 20


@dataclass(frozen=True, slots=True)
class Known:
    """What a document may be a version of: registered plans and readings by plan id, the newest last."""

    registered: dict[str, Registered]
    read: dict[str, list[tuple[Drop, Plan]]]

    @classmethod
    def of(cls, connection: Connection, before: int | None = None) -> Known:
        """Read it from the store; with ``before``, only documents dropped earlier than this one."""
        registered = {entry.plan.id: entry for entry in store_plans.current(connection)}
        names = {entry.plan.document_sha256: id_ for id_, entry in registered.items()}
        read: dict[str, list[tuple[Drop, Plan]]] = {}
        for drop in drops.documents_of(connection, before):
            name = names.get(drop.sha256) or drop.plan or ""
            read.setdefault(name, []).append((drop, load(Plan, drop.payload)))
        return cls(registered, read)

    def find(self, plan: Plan) -> str:
        """Return the id of the plan that a document is a version of, ``""`` for a new plan."""
        plans = [entry.plan for entry in self.registered.values()]
        plans += [readings[-1][1] for readings in self.read.values()]
        exact = (one.id for one in plans if one.title == plan.title)
        return next(exact, "") or next((one.id for one in plans if is_same(one, plan)), "")

    def free_name(self, wanted: str) -> str:
        """Return the wanted short name, or the first of 名2, 名3 … that no plan has."""
        name, number = wanted, 2
        while name in self.registered or name in self.read or name == assigned.ID:
            name, number = f"{wanted[: MAX_NAME - len(str(number))]}{number}", number + 1
        return name

    def numbered(self, plan: Plan, id_: str, used: Iterable[str]) -> Plan:
        """Return a document's plan with the ids of the registered plan's rows it repeats."""
        if id_ not in self.registered:
            return replace(plan, id=id_)
        kept = self.registered[id_].plan
        named = replace(plan, id=id_, version=kept.version)
        return compare_carry.number(named, self._base(id_), kept, used)

    def merged(self, plan: Plan) -> Plan:
        """Return a numbered document with what the clerk had added to the registered plan by hand."""
        if plan.id not in self.registered:
            return plan
        return compare_carry.carry(plan, self._base(plan.id), self.registered[plan.id].plan)

    def _base(self, id_: str) -> Plan:
        """Return the reading the registered plan was confirmed from; the plan itself where it is not known."""
        kept = self.registered[id_].plan
        readings = (plan for drop, plan in self.read.get(id_, []) if drop.sha256 == kept.document_sha256)
        return next(readings, kept)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions set against each other: what each is called, since when, and what changed."""

    before: tuple[str, datetime]
    after: tuple[str, datetime]
    changes: tuple[Change, ...]


def of_document(connection: Connection, drop: Drop) -> tuple[Plan, Compared | None]:
    """Return a document's plan as its workbook shows it, and how it differs from the registered version."""
    known = Known.of(connection, drop.seq)
    plan = known.merged(load(Plan, drop.payload))
    entry = known.registered.get(plan.id)
    if entry is None:
        return plan, None
    version = store_plans.version_of(connection, plan.id, entry.plan.version) or entry
    before = (f"第{entry.plan.version}版", version.since)
    return plan, Compared(before, ("修订文件，待确认", drop.received), compare(entry.plan, plan))


def of_workbook(connection: Connection, plan: Plan) -> Compared | None:
    """Return how a registered version differs from the one before; None for the first."""
    before = store_plans.version_of(connection, plan.id, plan.version - 1)
    after = store_plans.version_of(connection, plan.id, plan.version)
    if before is None or after is None:
        return None
    names = [f"第{entry.plan.version}版" for entry in (before, after)]
    changes = compare(before.plan, after.plan)
    return Compared((names[0], before.since), (names[1], after.since), changes)
