"""Earlier months: what was accepted before a period, of each row as far back as judging it looks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from toolkit.judge.claims import latest
from toolkit.judge.thresholds import Thresholds
from toolkit.model.deciding import TASK
from toolkit.model.history import RowKey
from toolkit.model.period import Period
from toolkit.model.standing import Level, Light
from toolkit.store import decisions, lookback
from toolkit.store import standings as standings_kept
from toolkit.turn import events
from toolkit.turn.handover import followed
from toolkit.turn.lifecycle import settles
from toolkit.turn.settled import all_as_settled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from toolkit.model.history import Accepted
    from toolkit.model.plan import Plan, Target
    from toolkit.turn.ground import Ground


class Wanted(NamedTuple):
    """
    What must be among the reports of a row, those of the ``newest`` months left out.

    The last report that speaks for itself is looked for always, one that tells the row's state where that is told,
    the last value and nodes where the row has such.
    """

    newest: int = 0
    words: bool = True
    state: bool = False
    target: Target | None = None
    value: bool = False
    nodes: bool = False

    def after(self, report: Accepted) -> Wanted | None:
        """Return what is still wanted once a report is at hand, the next one back; None for nothing."""
        if self.newest:
            return self._replace(newest=self.newest - 1)
        words = self.words and not lookback.speaks(report)
        state = self.state and not settles(report, self.target)
        value = self.value and report.entry.value is None
        nodes = self.nodes and not report.entry.nodes
        if not (words or state or value or nodes):
            return None
        return self._replace(words=words, state=state, value=value, nodes=nodes)


def months_before(
    connection: Connection,
    ground: Ground,
    period: str,
    now: Mapping[RowKey, Accepted],
    whole: Collection[str] = (),
) -> dict[RowKey, tuple[Accepted, ...]]:
    """
    Return what was accepted of the rows of all plans for earlier months, oldest first.

    A row comes with so many months that judging it and telling its state give what they would with all of them,
    together with what is said of it ``now``.
    It comes whole where every month counts: monthly averages, rows that decisions moved, and the ids in ``whole``.
    What :func:`last_of` looks for is always among it.
    """
    wanted: dict[RowKey, Wanted | None] = {}
    told = lookback.with_nodes(connection, period)
    for plan in ground.plans:
        wanted |= _of_plan(connection, ground, plan, period, now, whole, told)
    found = lookback.back(connection, period, wanted, _content(wanted))
    return with_former_leads(connection, ground, period, found)


def with_former_leads(
    connection: Connection, ground: Ground, period: str, found: Mapping[RowKey, tuple[Accepted, ...]]
) -> dict[RowKey, tuple[Accepted, ...]]:
    """Let what former leads said of rows that were handed on stand among the reports of the months before."""
    return followed(
        ground.chain(*ground.plans),
        found,
        lambda keys: lookback.whole(connection, period, keys),
    )


def said_before(connection: Connection, ground: Ground, period: str) -> dict[RowKey, Accepted]:
    """Return what was last accepted of each row of the plans before a period: see :func:`last_of`."""
    told = with_former_leads(connection, ground, period, _last_said(connection, ground, period))
    return last_of(all_as_settled(told, ground.ruled))


def last_of(before: Mapping[RowKey, tuple[Accepted, ...]]) -> dict[RowKey, Accepted]:
    """
    Return the last of each row's reports, oldest first, a tick 本期无变化 resolved.

    A return without the sheet 节点安排 takes nothing back of what the one before it said there.
    """
    found = {key: _with_nodes(latest(reports), reports) for key, reports in before.items()}
    return {key: report for key, report in found.items() if report is not None}


def _last_said(connection: Connection, ground: Ground, period: str) -> dict[RowKey, tuple[Accepted, ...]]:
    """Return what was accepted of all rows, back to the last report that speaks for itself, and to the last on nodes."""
    rows = {key for plan in ground.plans for key in _keys(ground, plan)}
    told = lookback.with_nodes(connection, period)
    return lookback.back(connection, period, rows, _content({key: Wanted(nodes=key in told) for key in rows}))


def _with_nodes(report: Accepted | None, reports: tuple[Accepted, ...]) -> Accepted | None:
    if report is None or report.entry.nodes:
        return report
    told = next((one.entry.nodes for one in reversed(reports) if one.entry.nodes), ())
    return replace(report, entry=replace(report.entry, nodes=told)) if told else report


def _of_plan(
    connection: Connection,
    ground: Ground,
    plan: Plan,
    period: str,
    now: Mapping[RowKey, Accepted],
    whole: Collection[str],
    told: Collection[RowKey],
) -> Iterator[tuple[RowKey, Wanted | None]]:
    registered, month = ground.plan(plan.id), Period.parse(period)
    limits, before = (Thresholds.of(registered.in_force(each)) for each in (month, month.previous))
    lights = standings_kept.issued(connection, month.previous.label, plan.id)
    colours, run = before.profile.colours, max(limits.yellow_run - 1, 0)
    again = dict.fromkeys((Light.YELLOW, colours[Level.SERIOUS]), run)
    again |= {colours[Level.NEAR]: max(run, 1)}
    entire = {*whole, *_moved(connection, plan), *(key.id for key in ground.chain(plan))}
    for key in _keys(ground, plan):
        target, issued = plan.target_of(key.id), lights.get(key.id)
        if key.id in entire or (target is not None and target.recurring and target.monthly):
            yield key, None
        else:
            wanted = Wanted(
                newest=again.get(issued.light, 0) if issued else 0,
                state=key not in now or not settles(now[key], target),
                target=target,
                value=target is not None and target.numeric,
                nodes=key in told,
            )
            yield key, wanted


def _keys(ground: Ground, plan: Plan) -> Iterator[RowKey]:
    for task in plan.tasks:
        for department in ground.leads(task):
            yield from (RowKey(plan.id, row, department) for row in task.row_ids)


def _moved(connection: Connection, plan: Plan) -> Iterator[str]:
    """Yield the rows of a plan that decisions may have moved."""
    for one in decisions.everything(connection):
        if one.kind in events.MOVING and one.row[0] == plan.id:
            task = plan.task_of(one.asked.about.get(TASK, ""))
            yield from (one.row[1], *(task.row_ids if task else ()))


def _content(wanted: Mapping[RowKey, Wanted | None]) -> lookback.Enough:
    """Return what tells whether a row has all that is wanted of it, asked with each report further back."""
    still = dict(wanted)

    def enough(key: RowKey, reports: Sequence[Accepted]) -> bool:
        asked = still[key]
        left = asked.after(reports[-1]) if asked else None
        if left:
            still[key] = left
        return left is None and asked is not None

    return enough
