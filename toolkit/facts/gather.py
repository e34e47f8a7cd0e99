"""事实：standings and returns become everything the papers of a period may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.facts.asked import asked
from toolkit.facts.cadence import cadence
from toolkit.facts.derive import derived
from toolkit.facts.sums import checked
from toolkit.model.facts import Facts, Record

if TYPE_CHECKING:
    from datetime import date

    from toolkit.model.facts import Issued, Returns
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan
    from toolkit.model.standing import Standing

_NOTHING = Record()


def gather(
    plan: Plan,
    period: Period,
    as_of: date,
    standings: tuple[Standing, ...],
    returns: Returns,
    issued: dict[str, Issued] | None = None,
    record: Record = _NOTHING,
) -> Facts:
    """
    Return the facts of one plan and one period, not yet scored.

    Args:
        plan: the plan the standings are of.
        period: the period reported on.
        as_of: the day looked at.
        standings: one a row of the plan, in the plan's order.
        returns: who has reported; its departments stand in institutional order.
        issued: each row as issued for the period before, None where nothing was.
        record: what else is on record of the period.

    Raises:
        ValueError: the standings are not one a row of the plan.
        FactsError: figures do not add up.
    """
    if tuple(standing.id for standing in standings) != plan.row_ids:
        raise ValueError("standings do not match the rows of the plan")
    given = Facts(
        plan=plan.id,
        title=plan.title,
        number=plan.number,
        issuer=plan.issuer,
        period=period,
        as_of=as_of,
        tasks=len(plan.tasks),
        targets=sum(len(task.targets) for task in plan.tasks),
        standings=standings,
        returns=returns,
        issued=issued or None,
        questions=asked(standings, record.questions, record.apart),
        decisions=record.decisions,
        changes=record.changes,
        evidence=record.evidence,
        order=record.order,
        corrected=record.corrected,
        apart=record.apart,
        cadence=cadence(plan, period),
    )
    return checked(derived(given))
