"""Why a row has its light: what was said and where, how it was judged, what persons decided, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.errors import UsageError
from toolkit.facts.as_json import standing_json
from toolkit.judge.case import examine
from toolkit.judge.expected import Moment
from toolkit.judge.legend import legend
from toolkit.judge.row import Row, rows
from toolkit.judge.steps import steps
from toolkit.judge.thresholds import Thresholds
from toolkit.model.history import RowKey
from toolkit.store import drops
from toolkit.turn import explained
from toolkit.turn.explained import Point
from toolkit.turn.ground import Ground
from toolkit.turn.nearest import nearest
from toolkit.turn.report import facts_of_plan, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy import Connection

    from toolkit.model.facts import Change, Facts
    from toolkit.model.plan import Plan
    from toolkit.model.standing import Standing
    from toolkit.office import Office
    from toolkit.turn.report import Said


class Section(NamedTuple):
    """A heading and what stands below it."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One row of a plan in a period: the facts it is part of, how it stands, and why, section by section."""

    facts: Facts
    standing: Standing
    sections: tuple[Section, ...]


def explain(office: Office, id_: str, period: str, plan: str = "") -> tuple[Explained, ...]:
    """
    Return why a row, or every row of a task, stands as it does; of each plan that has it, unless ``plan`` is given.

    Raises:
        UsageError: no plan has this name, or no row this id; the sentence names the nearest.
    """
    with office.store.transaction() as connection:
        ground = Ground.of(connection, period)
        plans = _plans(ground, plan)
        meant = {one.id: _rows(one, id_) for one in plans}
        if not any(meant.values()):
            raise UsageError(_unknown(id_, plans))
        whole = {row for asked in meant.values() for row in asked}
        said = said_of(office, connection, ground, period, whole)
        told: list[Explained] = []
        for one in plans:
            if meant[one.id]:
                facts = facts_of_plan(office, connection, ground, one, said)
                bench = _Bench(connection, ground, one, said, facts, office.as_of.date())
                told += [bench.row(row) for row in meant[one.id]]
        return tuple(told)


def to_json(one: Explained) -> dict[str, Any]:
    """Return an explanation as the command prints it: the row as in the facts, and the sections in words."""
    return {
        "plan": one.facts.plan,
        "period": one.facts.period.label,
        "as_of": one.facts.as_of.isoformat(),
        "standing": standing_json(one.facts, one.standing),
        "sections": [
            {"title": section.title, "points": [point._asdict() for point in section.points]}
            for section in one.sections
        ],
    }


def _plans(ground: Ground, name: str) -> tuple[Plan, ...]:
    if not ground.plans:
        raise UsageError("还没有登记任何方案；请先把方案文件放入收件箱，核对任务分解表后放回。")
    found = tuple(plan for plan in ground.plans if name in {"", plan.id, plan.title})
    if not found:
        known = "、".join(plan.id for plan in ground.plans)
        raise UsageError(f"没有登记过方案“{name}”；已登记的有：{known}。")
    return found


def _rows(plan: Plan, id_: str) -> tuple[str, ...]:
    """Return the row of this id, or the rows of the task of this id."""
    if id_ in plan.row_ids:
        return (id_,)
    task = plan.task_of(id_)
    return task.row_ids if task else ()


def _unknown(id_: str, plans: tuple[Plan, ...]) -> str:
    ids = dict.fromkeys(row for plan in plans for row in plan.row_ids)
    near = "、".join(nearest(id_, ids))
    return f"方案里没有编号“{id_}”；编号相近的有：{near}。请核对编号后再试。"


@dataclass(frozen=True, slots=True)
class _Bench:
    connection: Connection
    ground: Ground
    plan: Plan
    said: Said
    facts: Facts
    today: date

    def row(self, id_: str) -> Explained:
        standing = next(each for each in self.facts.standings if each.id == id_)
        sections = (
            Section("这一行是什么", tuple(explained.planned(self.plan, standing))),
            Section("本期报了什么", tuple(self._said(standing))),
            Section("审核提了什么", tuple(self._checked(standing))),
            Section("怎么算的", tuple(self._reckoned(standing))),
            Section("亮什么灯", tuple(explained.lit(standing, self._legend(), self.facts.issued))),
            Section("有什么认定", tuple(explained.decided(self.facts, standing))),
            Section("办理过程", tuple(explained.gone_through(standing, self._log(id_)))),
        )
        return Explained(facts=self.facts, standing=standing, sections=sections)

    def _log(self, id_: str) -> Iterator[Change]:
        return (change for change in self.facts.changes if change.id == id_)

    def _said(self, standing: Standing) -> Iterator[Point]:
        for name in standing.leads:
            key = RowKey(self.plan.id, standing.id, name)
            yield from explained.said(name, self.said.now.get(key), standing)

    def _checked(self, standing: Standing) -> Iterator[Point]:
        for name in standing.leads:
            handed_in = drops.of_return(self.connection, self.said.period, name)
            for drop in handed_in:
                yield from explained.checked(drop, self.plan.id, standing.id)
            if not handed_in:
                yield Point(name, "没有审核过的报送件")

    def _reckoned(self, standing: Standing) -> Iterator[Point]:
        limits = Thresholds.of(self._in_force())
        key = RowKey(self.plan.id, standing.id, standing.department)
        reports, now = self.said.before.get(key, ()), self.said.now.get(key)
        moment = Moment.of(self.facts.period.end, self.today)
        case = examine(self._row(standing.id, limits), reports, now, moment, limits.profile)
        return (Point(step.label, step.text) for step in steps(case, limits))

    def _row(self, id_: str, limits: Thresholds) -> Row:
        return next(row for row in rows(self.plan, limits.curve) if row.id == id_)

    def _legend(self) -> dict[str, str]:
        return dict(legend(self._in_force()))

    def _in_force(self) -> Mapping[str, str]:
        return self.ground.plan(self.plan.id).in_force(self.facts.period)
