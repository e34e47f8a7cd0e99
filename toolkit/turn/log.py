"""变更记录: all that happened to rows and departments; the ledger prints this log, and explain reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.history import RowKey
from toolkit.store import lookback
from toolkit.turn import events, reissue
from toolkit.turn.earlier import with_former_leads
from toolkit.turn.events import Numbered
from toolkit.turn.recorded import in_order, settled_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from toolkit.model.decision import Decision
    from toolkit.model.facts import Change
    from toolkit.model.history import Accepted
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan
    from toolkit.turn.ground import Ground
    from toolkit.turn.lifecycle import Lives


def log_of(connection: Connection, known: Lives, decisions: Iterable[Decision]) -> tuple[Change, ...]:
    """
    Return the record of a plan up to a period, oldest first; of what is ``known`` the reports of before are read anew.

    ``decisions`` are those about the plan, upon the period or earlier ones: of departments they are told as such.
    """
    plan = known.plan
    lives = known.with_reports(_reports(connection, known.ground, plan, known.period, known.moved_rows))
    rows = (change for row in plan.row_ids for change in lives.log(row))
    again = reissue.lines(connection, plan.id, known.period)
    return in_order((*rows, *lives.apart, *_of_departments(decisions), *again))


def _of_departments(decisions: Iterable[Decision]) -> Iterator[Change]:
    numbered = (Numbered(turn, one) for turn, one in enumerate(decisions) if not one.row[1])
    yield from (line.change for line in settled_lines(numbered, ""))


def _reports(
    connection: Connection, ground: Ground, plan: Plan, period: Period, moved: Iterable[str]
) -> dict[RowKey, tuple[Accepted, ...]]:
    """
    Return the reports of earlier months that a row's log tells anything of.

    These are all of a row that was ever claimed, asked a change of, or moved by a person; of another its first.
    """
    leads = {row: ground.leads(task)[:1] for task in plan.tasks for row in task.row_ids}
    keys = {RowKey(plan.id, row, lead) for row, (lead,) in ((r, ls) for r, ls in leads.items() if ls)}
    decided = set(moved)
    turning, handed = lookback.turning(connection, plan.id, period.label), ground.chain(plan)
    whole = {key for key in keys if key in turning or key.id in decided or key in handed}
    told = with_former_leads(
        connection,
        ground,
        period.label,
        lookback.whole(connection, period.label, whole),
    )
    others = keys - whole
    return {
        **told,
        **lookback.first(connection, period.label, others, lambda one: events.kind_of(one) is not None),
    }
