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
    DONE_FALSE,
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
from toolkit.model.returns import HELD, NOT_TRUE, UNTRUE, Status
from toolkit.model.wording import number
from toolkit.store.payload import load

if TYPE_CHECKING:
    from toolkit.model.decision import Decision
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Plan, Target, Task
    from toolkit.model.returns import Entry

_NEVER: Final = "9999-12"
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
    requests: dict[str, str] = field(default_factory=dict)
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
    row = decision.row[1]
    changes.requests[row] = max(decision.period, changes.requests.get(row, ""))
    day, about = day_in(decision.choice), decision.asked.about
    if day and decision.choice.startswith(AGREED_UNTIL) and in_time(about):
        changes.due[row].append((_upon(decision), day))


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
    if changes.stopped or changes.accepted or changes.requests or changes.nodes:
        plan = replace(
            plan,
            stopped={**plan.stopped, **changes.stopped},
            accepted={**plan.accepted, **changes.accepted},
            requests={**plan.requests, **changes.requests},
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


class Ruling(NamedTuple):
    """
    What a person found of a claim 已完成: the periods it was made in, first and last, and the choice.

    ``kept_up`` is the period from which on the row is 常态化: what is reported then counts as it stands.
    """

    since: str
    until: str
    choice: str
    kept_up: str = _NEVER


Rulings = Mapping[RowKey, tuple[Ruling, ...]]


def rulings(
    decisions: Iterable[Decision], kept_up: Iterable[tuple[str, str]] = ()
) -> dict[RowKey, tuple[Ruling, ...]]:
    """
    Return what holds of claims, by row and department, the last taken last.

    ``decisions`` are all, revised ones too, oldest first; ``kept_up`` are tasks, plan and id, the clerk marked 常态化.
    """
    holding: dict[str, Decision] = {}
    for one in decisions:
        holding.pop(one.key, None)
        holding[one.key] = one
    tasks = dict.fromkeys(kept_up, "")
    for one in holding.values():
        if one.kind == Ask.STANDING and one.choice == MADE_STANDING:
            tasks.setdefault(_task_of(one), one.period)
    found: dict[RowKey, tuple[Ruling, ...]] = {}
    for one in holding.values():
        if one.kind == Ask.DONE:
            about = one.asked.about
            key = RowKey(*one.row, about.get(DEPARTMENT, ""))
            since, kept = about.get(SINCE, one.period), tasks.get(_task_of(one), _NEVER)
            found[key] = (*found.get(key, ()), Ruling(since, one.period, one.choice, kept))
    return found


def _task_of(decision: Decision) -> tuple[str, str]:
    return decision.row[0], decision.asked.about.get(TASK, "")


def claims_done(entry: Entry) -> bool:
    """Whether a department claimed the row done, believed or not."""
    return (entry.status is Status.DONE and not entry.held) or entry.status_raw.endswith(NOT_TRUE)


def as_settled(key: RowKey, report: Accepted, ruled: Rulings) -> Accepted:
    """
    Return a report as what persons found of the row lets it count; what was written stays to be read.

    A claim that was refuted is 推进中; found false, its figure and its nodes are none.  A row accepted as done stays
    done until a person finds otherwise, whatever its department reports (practice 2.2: only a person reopens it).
    """
    said, entry = ruled.get(key), report.entry
    if not said or entry.blank or (entry.unchanged and entry.status is None):
        return report
    accepted = _accepted(said, report.period)
    if entry.status is not Status.DONE:
        return _held(report) if accepted else report
    if accepted:
        return report
    ranges = (one for one in reversed(said) if one.since <= report.period <= one.until)
    refuted = next((one.choice for one in ranges if one.choice in REFUTING), "")
    return _refuted(report, refuted) if refuted else report


def _accepted(said: tuple[Ruling, ...], period: str) -> bool:
    """Whether the last that was found of a row by a period is that it is done."""
    last = next((one for one in reversed(said) if one.until <= period), None)
    return last is not None and last.choice == DONE_ACCEPTED and period < last.kept_up


def _held(report: Accepted) -> Accepted:
    entry = report.entry
    said = f"{entry.status_raw or (entry.status or Status.ONGOING).value}{HELD}"
    return replace(report, entry=replace(entry, status=Status.DONE, status_raw=said))


def _refuted(report: Accepted, choice: str) -> Accepted:
    entry = report.entry
    said = f"{entry.status_raw or Status.DONE.value}{NOT_TRUE}"
    entry = replace(entry, status=Status.ONGOING, status_raw=said, completed_on=None)
    if choice != DONE_FALSE:
        return replace(report, entry=entry)
    raw = f"{entry.raw or number(entry.value)}{UNTRUE}" if entry.value is not None else entry.raw
    return replace(report, entry=replace(entry, value=None, raw=raw, nodes=()), untrue=entry.value)


def all_as_settled(
    reports: Mapping[RowKey, tuple[Accepted, ...]], ruled: Rulings
) -> dict[RowKey, tuple[Accepted, ...]]:
    """Return reports, row by row, as what persons found of the rows lets them count."""
    touched = {
        key: tuple(as_settled(key, report, ruled) for report in reports[key])
        for key in ruled
        if key in reports
    }
    return {**reports, **touched}
