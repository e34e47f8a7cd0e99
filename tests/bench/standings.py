"""
Plans and reports by the ten thousand, for measuring judgement: every kind of target, three years of months.

The same seed gives the same rows.  A row says much the same in most months, as rows do; some are silent, some ticked.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date

from toolkit.model.department import Department, Directory
from toolkit.model.history import Accepted, RowKey
from toolkit.model.period import Period
from toolkit.model.plan import Comparator, Flag, Kind, Plan, Target, Task
from toolkit.model.returns import Entry, Status
from toolkit.model.standing import Light

PERIOD = Period.parse("2024-11")
AS_OF = date(2024, 12, 2)
DEPARTMENTS = 300
CLAIMED = 3
"""For how many months a row claimed done has been claimed; before that it was under way."""

_KINDS = (*[Kind.COUNT] * 3, *[Kind.LEVEL] * 3, *[Kind.MILESTONE] * 3, Kind.INCREASE, Kind.AVERAGE, Kind.KEEP)
_DUE = (*[date(2024, 12, 31)] * 6, date(2024, 10, 31), date(2025, 6, 30))
_STATES = (*[Status.ONGOING] * 7, Status.DONE, Status.NOT_STARTED)
_LIGHTS = (Light.GREEN, Light.GREEN, Light.GREY, Light.YELLOW, Light.RED, Light.BLUE)
_WORDS = "已印发实施方案，完成现场核查12处，整改问题3个，群众满意度继续提高。"
_TEXT = "推进云溪县政务服务提速。优化办事流程，压减办理时限，推行一窗受理，提高群众满意度。"


@dataclass(frozen=True, slots=True)
class Work:
    """What is judged: plans, and what was accepted now and before."""

    plans: tuple[Plan, ...]
    directory: Directory
    accepted: dict[RowKey, Accepted]
    history: dict[RowKey, tuple[Accepted, ...]]
    lights: dict[tuple[str, str], Light]


def work(plans: int, rows: int, months: int, *, seed: int = 5) -> Work:
    """Draw ``plans`` plans of ``rows`` rows each, with reports of this month and of ``months`` before."""
    draw = random.Random(seed)  # noqa: S311 -- drawn, not secret
    names = tuple(f"云溪县第{k}局" for k in range(DEPARTMENTS))
    drawn = tuple(_plan(f"方案{k}", rows, names, draw) for k in range(plans))
    labels = _labels(months)
    accepted: dict[RowKey, Accepted] = {}
    history: dict[RowKey, tuple[Accepted, ...]] = {}
    lights: dict[tuple[str, str], Light] = {}
    for plan in drawn:
        for task in plan.tasks:
            for row in task.row_ids:
                key = RowKey(plan.id, row, task.leads[0])
                history[key] = _reports(key, plan.target_of(row), labels, draw)
                if draw.random() < 0.95:
                    accepted[key] = _accepted(key, PERIOD.label, _entry(key, plan.target_of(row), draw))
                lights[plan.id, row] = draw.choice(_LIGHTS)
    directory = Directory(tuple(Department(name=name) for name in names))
    return Work(drawn, directory, accepted, history, lights)


def _labels(months: int) -> tuple[str, ...]:
    labels: list[str] = []
    period = PERIOD
    for _ in range(months):
        period = period.previous
        labels.append(period.label)
    return tuple(reversed(labels))


def _plan(name: str, rows: int, names: tuple[str, ...], draw: random.Random) -> Plan:
    tasks: list[Task] = []
    left = rows
    while left:
        number = str(len(tasks) + 1)
        targets = tuple(
            _target(f"{number}.{k + 1}", draw) for k in range(min(draw.choice((0, 1, 1, 2)), left))
        )
        flags = (Flag.KEY,) if draw.random() < 0.1 else ()
        leads = (draw.choice(names),)
        task = Task(
            id=number, no=number, title="政务服务提速", text=_TEXT, leads=leads, targets=targets, flags=flags
        )
        tasks.append(task)
        left -= len(targets) or 1
    return Plan(id=name, title=name, issued=date(2022, 1, 10), tasks=tuple(tasks), version=1)


def _target(id_: str, draw: random.Random) -> Target:
    kind, due = draw.choice(_KINDS), draw.choice(_DUE)
    if kind is Kind.MILESTONE:
        return Target(id=id_, quote="年底前出台管理办法", kind=kind, due=due)
    if kind is Kind.KEEP:
        return Target(id=id_, quote="满意度只升不降", kind=kind, unit="%", baseline=95.0, due=due)
    limit = kind is Kind.LEVEL and draw.random() < 0.4
    return Target(
        id=id_,
        quote="上线事项达到60项以上",
        measure="上线事项",
        kind=kind,
        comparator=Comparator.AT_MOST if limit else Comparator.AT_LEAST,
        value=draw.choice((30.0, 60.0, 98.0)),
        unit=draw.choice(("项", "%", "户")),
        due=due,
        baseline=120.0 if limit else None,
    )


def _reports(
    key: RowKey, target: Target | None, labels: tuple[str, ...], draw: random.Random
) -> tuple[Accepted, ...]:
    said = _entry(key, target, draw)
    tick = Entry(plan=key.plan, id=key.id, unchanged=True, cells={"unchanged": "填报表!H5"})
    before = replace(said, status=Status.ONGOING, status_raw=Status.ONGOING.value)
    entries = [tick if draw.random() < 0.1 else said for _ in labels]
    if said.status is Status.DONE:
        entries[:-CLAIMED] = [before if entry is said else entry for entry in entries[:-CLAIMED]]
    return tuple(_accepted(key, label, entry) for label, entry in zip(labels, entries, strict=True))


def _accepted(key: RowKey, period: str, entry: Entry) -> Accepted:
    return Accepted(
        period=period,
        department=key.department,
        entry=entry,
        sha256="ab" * 32,
        file="填报表.xlsx",
        archive="archive/ab",
    )


def _entry(key: RowKey, target: Target | None, draw: random.Random) -> Entry:
    value = round(draw.random() * 120, 1) if target and target.numeric else None
    state = draw.choice(_STATES)
    return Entry(
        plan=key.plan,
        id=key.id,
        value=value,
        raw="" if value is None else str(value),
        status=state,
        status_raw=state.value,
        progress=_WORDS,
        next_steps="继续推进。",
        cells={"value": "填报表!I5", "status": "填报表!J5", "progress": "填报表!L5"},
    )
