"""What persons settled about rows: the plan as it is supervised, and claims that do not hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.model.deciding import (
    AGREED_UNTIL,
    ASKED_ON,
    CLOSED,
    DEPARTMENT,
    DONE_ACCEPTED,
    DUE,
    LISTED,
    MADE_STANDING,
    NODES,
    NODES_AGREED,
    NOT_YET,
    REFUTING,
    SINCE,
    STOPPING,
    TASK,
    UNLISTED,
    UPPER,
    Ask,
)
from toolkit.model.history import RowKey
from toolkit.model.period import Period
from toolkit.model.plan import Flag, Node
from toolkit.model.returns import Status
from toolkit.store.payload import load

if TYPE_CHECKING:
    from toolkit.model.decision import Decision
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Plan, Target, Task
    from toolkit.model.returns import Entry

_NOT_TRUE: Final = "（认定为未完成）"
"""What stands behind a claim that a person did not believe."""
_DAY: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_NUMBER: Final = re.compile(
    r"(?:按照?|依据?|根据|见)?([\u4e00-\u9fffA-Za-z]*)\s*[〔\[［【(（]\s*((?:19|20)\d\d)\s*[〕\]］】)）]\s*第?\s*(\d+)\s*号"
)


def day_in(choice: str) -> date | None:
    """Return the day a choice names: 30 September 2022 of 同意至2022年9月30日."""
    match = _DAY.search(choice)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def document_in(text: str) -> str:
    """Return the first document number of a text as GB/T 9704-2012 clause 7.2.5 writes it, ``""`` where there is none."""
    match = _NUMBER.search(text)
    return f"{match[1]}〔{match[2]}〕{match[3]}号" if match else ""


@dataclass(slots=True)
class _Changes:
    """What decisions change of one plan, by row, and by task for flags."""

    due: dict[str, list[tuple[date, date]]] = field(default_factory=lambda: defaultdict(list))
    flags: dict[str, dict[Flag, bool]] = field(default_factory=lambda: defaultdict(dict))
    stopped: dict[str, str] = field(default_factory=dict)
    accepted: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, tuple[Node, ...]] = field(default_factory=dict)


def settled(plan: Plan, decisions: Iterable[Decision], period: str = "") -> Plan:
    """
    Return a plan as persons have settled it; ``decisions`` are those that hold, in the order they were first taken.

    With ``period``, only what was decided upon that period or an earlier one counts: a month judged again is
    judged by what was known of it.
    """
    until = Period.parse(period).end if period else date.max
    changes = _Changes()
    for one in decisions:
        change = _CHANGES.get(one.kind)
        if change and one.row[0] == plan.id and _upon(one) <= until:
            change(changes, one)
    return _changed(plan, changes)


def _upon(decision: Decision) -> date:
    return Period.parse(decision.period).end if decision.period else date.min


def _extend(changes: _Changes, decision: Decision) -> None:
    """An extension asked for after expiry moves nothing: the row stays overdue (practice 2.1, 延期/调整)."""
    day, about = day_in(decision.choice), decision.asked.about
    if day and decision.choice.startswith(AGREED_UNTIL) and in_time(about):
        changes.due[decision.row[1]].append((_upon(decision), day))


def in_time(about: Mapping[str, str]) -> bool:
    """Tell whether an extension was asked for on or before the day that was due then."""
    return not about.get(DUE) or about.get(ASKED_ON, "") <= about[DUE]


def _stop(changes: _Changes, decision: Decision) -> None:
    row = decision.row[1]
    if decision.choice in STOPPING:
        changes.stopped[row] = f"{decision.choice}（{document_in(decision.ground) or decision.ground}）"
    else:
        changes.stopped.pop(row, None)


def _accept(changes: _Changes, decision: Decision) -> None:
    row = decision.row[1]
    if decision.choice in REFUTING:
        changes.accepted.pop(row, None)
    elif decision.choice in _ACCEPTED:
        changes.accepted[row] = _ACCEPTED[decision.choice]


_ACCEPTED: Final = {DONE_ACCEPTED: "已办结", CLOSED: "已销号", NOT_YET: "已办结"}


def _flag(flag: Flag, choice: str, *, on: bool = True) -> Callable[[_Changes, Decision], None]:
    def change(changes: _Changes, decision: Decision) -> None:
        if decision.choice == choice:
            changes.flags[decision.asked.about[TASK]][flag] = on

    return change


def _nodes(changes: _Changes, decision: Decision) -> None:
    if decision.choice == NODES_AGREED:
        changes.nodes[decision.row[1]] = load(tuple[Node, ...], decision.asked.about[NODES])


_CHANGES: Final[Mapping[str, Callable[[_Changes, Decision], None]]] = {
    Ask.EXTENSION: _extend,
    Ask.DONE: _accept,
    Ask.CLOSE: _accept,
    Ask.STOP: _stop,
    Ask.LIST: _flag(Flag.LISTED, LISTED),
    Ask.UNLIST: _flag(Flag.LISTED, UNLISTED, on=False),
    Ask.STANDING: _flag(Flag.STANDING, MADE_STANDING),
    Ask.UPPER_LEVEL: _flag(Flag.UPPER_LEVEL, UPPER),
    Ask.NODES: _nodes,
}


def _changed(plan: Plan, changes: _Changes) -> Plan:
    if changes.due or changes.flags:
        plan = replace(plan, tasks=tuple(_task(task, changes) for task in plan.tasks))
    if changes.stopped or changes.accepted or changes.nodes:
        plan = replace(
            plan,
            stopped={**plan.stopped, **changes.stopped},
            accepted={**plan.accepted, **changes.accepted},
            nodes={**plan.nodes, **changes.nodes},
        )
    return plan


def _task(task: Task, changes: _Changes) -> Task:
    said = changes.flags.get(task.id, {})
    moved = changes.due.keys() & {target.id for target in task.targets}
    if not (said or moved):
        return task
    flags = (
        *(flag for flag in task.flags if said.get(flag, True)),
        *(flag for flag, on in said.items() if on),
    )
    targets = tuple(_target(target, tuple(changes.due.get(target.id, ()))) for target in task.targets)
    return replace(task, flags=tuple(dict.fromkeys(flags)), targets=targets)


def _target(target: Target, moves: tuple[tuple[date, date], ...]) -> Target:
    """Move the due day; a plan confirmed again with a later day needs no extension."""
    if not moves or target.due is None or moves[-1][1] <= target.due:
        return target
    return replace(target, due=moves[-1][1], due_before=target.due_before or target.due, moves=moves)


class Refuted(NamedTuple):
    """A claim 已完成 that a person did not accept: the periods it was made in, first and last, and the choice."""

    since: str
    until: str
    choice: str


Refutations = Mapping[RowKey, tuple[Refuted, ...]]


def refutations(decisions: Iterable[Decision]) -> dict[RowKey, tuple[Refuted, ...]]:
    """Return the claims refuted, by row and department."""
    found: dict[RowKey, tuple[Refuted, ...]] = {}
    for one in decisions:
        if one.kind == Ask.DONE and one.choice in REFUTING:
            about = one.asked.about
            key = RowKey(*one.row, about.get(DEPARTMENT, ""))
            found[key] = (*found.get(key, ()), Refuted(about.get(SINCE, one.period), one.period, one.choice))
    return found


def claims_done(entry: Entry) -> bool:
    """Whether a department claimed the row done, believed or not."""
    return entry.status is Status.DONE or entry.status_raw.endswith(_NOT_TRUE)


def as_settled(key: RowKey, report: Accepted, refuted: Refutations) -> Accepted:
    """Return a report with a claim that was refuted turned into 推进中; what was claimed stays to be read."""
    entry = report.entry
    if entry.status is not Status.DONE or key not in refuted:
        return report
    if not any(one.since <= report.period <= one.until for one in refuted[key]):
        return report
    said = f"{entry.status_raw or Status.DONE.value}{_NOT_TRUE}"
    return replace(report, entry=replace(entry, status=Status.ONGOING, status_raw=said, completed_on=None))


def all_as_settled(
    reports: Mapping[RowKey, tuple[Accepted, ...]], refuted: Refutations
) -> dict[RowKey, tuple[Accepted, ...]]:
    """Return reports, row by row, with refuted claims turned into 推进中."""
    touched = {
        key: tuple(as_settled(key, report, refuted) for report in reports[key])
        for key in refuted
        if key in reports
    }
    return {**reports, **touched}
