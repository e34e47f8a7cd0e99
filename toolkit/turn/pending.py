"""Everything that waits for a person, gathered for 待定事项.xlsx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.forms.recipients import unasked
from toolkit.model.decision import Pending
from toolkit.store import asked, decisions, drops
from toolkit.turn import form_faults, held, late, on_behalf
from toolkit.turn.ground import Ground, open_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from toolkit.office import Office


def pending(office: Office, connection: Connection, under_way: Ground | None = None) -> tuple[Pending, ...]:
    """
    Return everything that waits for a person, what was decided left out.

    ``under_way`` is what the month under way stands on, where it is at hand.
    """
    decided = decisions.current(connection)
    return tuple(one for one in _asked(office, connection, under_way) if one.key not in decided)


def _asked(office: Office, connection: Connection, under_way: Ground | None) -> Iterator[Pending]:
    ground = Ground.of(connection)
    yield from _unconfirmed(connection, ground)
    everything = drops.everything(connection)
    yield from held.questions(office, ground, everything)
    yield from on_behalf.pending(everything)
    yield from late.questions(office, connection, everything)
    period = open_period(office).label
    yield from form_faults.pending(connection, period)
    if ground.plans:
        then = under_way or Ground.of(connection, period)
        yield from unasked(then.plans, then.directory)
        yield from asked.everything(connection)


def _unconfirmed(connection: Connection, ground: Ground) -> Iterator[Pending]:
    """Yield the plans read and not yet confirmed: settled in their own workbook."""
    confirmed = {entry.plan.document_sha256 for entry in ground.registered}
    documents = {drop.plan: drop for drop in drops.documents_of(connection)}
    for drop in documents.values():
        if drop.sha256 not in confirmed:
            yield Pending(
                kind="方案待确认",
                subject=drop.plan or "",
                question="任务分解表是否准确",
                known=drop.reason,
                proposal="核对后放回收件箱，即按此登记",
                where=f"outbox/方案/{drop.plan}/任务分解表.xlsx",
            )
