"""转办: tasks that a revision of their plan gave to other leads, and the history that goes along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from toolkit.model.history import RowKey
from toolkit.model.period import Period
from toolkit.model.wording import names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from toolkit.model.department import Directory
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Plan
    from toolkit.store.plans import Led

    Reports = Mapping[RowKey, tuple[Accepted, ...]]


class Handover(NamedTuple):
    """
    A task with other leads than before, from the month ``since`` on.

    ``before`` and ``after`` are departments, groups replaced by their members; ``printed`` are the leads before as
    the plan named them.
    """

    plan: str
    task: str
    at: datetime
    since: str
    printed: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    version: int

    @property
    def moves(self) -> bool:
        """Whether another department answers for the task: only the first lead's reports are the row's."""
        return self.before[0] != self.after[0]

    @property
    def ground(self) -> str:
        """What brought it about, in the words of papers."""
        return f"方案第{self.version}版"


def handovers(led: Iterable[Led], directory: Directory) -> Iterator[Handover]:
    """Yield what versions of a plan, oldest first, gave to other leads; a department renamed is the same one."""
    leads: dict[str, tuple[str, ...]] = {}
    for version in led:
        for task, printed in version.leads.items():
            was = leads.get(task, ())
            before, after = directory.expand(was), directory.expand(printed)
            if before and after and before != after:
                since = max(version.counts_from, Period.month_of(version.at.date()).label)
                yield Handover(version.plan, task, version.at, since, was, before, after, version.version)
        leads |= version.leads


def as_led(plan: Plan, given: Iterable[Handover], period: str) -> Plan:
    """Return a plan with the leads its tasks had in a period."""
    then: dict[str, tuple[str, ...]] = {}
    for one in given:
        if one.plan == plan.id and one.since > period:
            then.setdefault(one.task, one.printed)
    if not then:
        return plan
    return replace(
        plan, tasks=tuple(replace(task, leads=then.get(task.id, task.leads)) for task in plan.tasks)
    )


class Former(NamedTuple):
    """The row as an earlier first lead had it, up to a moment in the month ``since``."""

    key: RowKey
    at: datetime
    since: str

    def told(self, report: Accepted) -> bool:
        """Whether a report of that lead is the row's."""
        return report.period < self.since or (
            report.received is not None and report.received <= self.at.date()
        )


Chain = dict[RowKey, tuple[Former, ...]]
"""Rows by their first lead, with the first leads before it, the last one first."""


def chain(plan: Plan, given: Iterable[Handover], directory: Directory) -> Chain:
    """Return the rows of a plan that another department answered for before."""
    found: Chain = {}
    for one in given:
        task = plan.task_of(one.task) if one.plan == plan.id and one.moves else None
        lead = directory.expand(task.leads)[:1] if task else ()
        for row in task.row_ids if task and lead else ():
            key = RowKey(plan.id, row, lead[0])
            if one.before[0] != lead[0]:
                former = Former(RowKey(plan.id, row, one.before[0]), one.at, one.since)
                found[key] = (former, *found.get(key, ()))
    return found


def followed(
    chain: Chain, reports: Reports, load: Callable[[Iterable[RowKey]], Reports]
) -> dict[RowKey, tuple[Accepted, ...]]:
    """Let what former leads said of a row stand among its reports: theirs of their months, and of the last if only theirs."""
    if not chain:
        return dict(reports)
    told = load({former.key for formers in chain.values() for former in formers})
    return {
        **reports,
        **{key: _joined(reports.get(key, ()), formers, told) for key, formers in chain.items()},
    }


def _joined(own: tuple[Accepted, ...], formers: tuple[Former, ...], told: Reports) -> tuple[Accepted, ...]:
    months = {report.period: report for report in own}
    for former in formers:
        for report in filter(former.told, told.get(former.key, ())):
            if report.period < former.since:
                months[report.period] = report
            else:
                months.setdefault(report.period, report)
    return tuple(months[period] for period in sorted(months))


def now(chain: Chain, reports: Mapping[RowKey, Accepted]) -> dict[RowKey, Accepted]:
    """Let what a former lead said of a period, before it handed the row on, count where the lead is silent."""
    found = dict(reports)
    for key, formers in chain.items():
        said = ((former, reports[former.key]) for former in formers if former.key in reports)
        theirs = next((report for former, report in said if former.told(report)), None)
        if theirs is not None and (key not in reports or reports[key].entry.blank):
            found[key] = theirs
    return found


def in_words(given: Iterable[Handover], plan: Plan) -> str:
    """Return which tasks were handed to whom, for the receipt; ``""`` for none."""
    told = [
        f"第{task.no}项由{names(one.before)}转{names(one.after)}办理"
        for one in given
        if (task := plan.task_of(one.task))
    ]
    if not told:
        return ""
    return f"；{'，'.join(told)}，以前的填报随任务转去；本期填报表已经下发的，请重新下发"
