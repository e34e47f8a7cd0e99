"""The office of the story: its plan registered, its months worked through, its facts looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from toolkit.decisions.layout import OPEN_SHEET
from toolkit.facts.as_json import to_json
from toolkit.model.department import Department, Directory, Group
from toolkit.model.plan import Basis, Comparator, Flag, Kind, Plan, Target, Task
from toolkit.office import Office, create
from toolkit.plans import parameters
from toolkit.store import plans
from toolkit.turn.report import facts_of
from toolkit.turn.work import work

from . import story as told
from .books import OFFICE_ID, PLAN_ID, written
from .story import (
    ACCEPTED,
    ENDED,
    EVERY_TOWN,
    EXTENDED,
    ISSUED,
    NOT_EXTENDED,
    REASONABLE,
    REGISTERED,
    TOWNS,
    UNTRUE,
    UPPER,
    YEAR,
    Decision,
    HandIn,
    Row,
    Story,
    label,
    month_end,
)

_KINDS = {
    told.COUNT: (Kind.COUNT, Basis.INCREASE, Comparator.AT_LEAST),
    told.AT_LEAST: (Kind.LEVEL, Basis.LEVEL, Comparator.AT_LEAST),
    told.AT_MOST: (Kind.LEVEL, Basis.LEVEL, Comparator.AT_MOST),
    told.GROWTH: (Kind.INCREASE, Basis.INCREASE, Comparator.AT_LEAST),
    told.FALL: (Kind.DECREASE, Basis.DECREASE, Comparator.AT_LEAST),
    told.AVERAGE: (Kind.AVERAGE, Basis.LEVEL, Comparator.AT_LEAST),
    told.KEEP: (Kind.KEEP, Basis.LEVEL, None),
    told.MILESTONE: (Kind.MILESTONE, Basis.MILESTONE, None),
    told.RANK: (Kind.ANNUAL, Basis.LEVEL, Comparator.AT_MOST),
}


def plan_of(story: Story) -> Plan:
    """Return the plan the story is about."""
    by_task: dict[str, list[Row]] = {}
    for row in story.rows:
        by_task.setdefault(row.task, []).append(row)
    return Plan(
        id=PLAN_ID,
        title="云溪县年度方案",
        issued=ISSUED,
        tasks=tuple(_task(number, rows) for number, rows in by_task.items()),
    )


def _task(number: str, rows: list[Row]) -> Task:
    first = rows[0]
    return Task(
        id=number,
        no=number,
        title=f"任务{number}",
        leads=(EVERY_TOWN,) if first.by_towns else first.leads,
        flags=tuple(Flag(flag) for flag in sorted(first.flags)),
        targets=tuple(_target(row) for row in rows if row.kind != told.WORDS),
    )


def _target(row: Row) -> Target:
    kind, basis, comparator = _KINDS[row.kind]
    return Target(
        id=row.id,
        quote=f"第{row.id}项要求",
        kind=kind,
        basis=basis,
        measure=row.measure,
        comparator=comparator,
        value=None if row.wanted is None else float(row.wanted),
        unit=row.unit or None,
        due=row.due,
        start=row.start,
        recurring="每月" if row.monthly else None,
        baseline=None if row.baseline is None else float(row.baseline),
    )


def directory_of(story: Story) -> Directory:
    """Return the county's list of departments."""
    towns = dict.fromkeys(TOWNS, Group.TOWN)
    return Directory(
        (
            *(Department(name=name, group=towns.get(name, Group.DEPARTMENT)) for name in story.departments),
            Department(name=EVERY_TOWN, group=Group.COLLECTIVE, members=TOWNS),
        )
    )


@dataclass(frozen=True)
class Desk:
    """An office folder in which a story is lived through."""

    root: Path
    story: Story

    @classmethod
    def open(cls, root: Path, story: Story) -> Desk:
        """Make the office and register its plan."""
        create(root, office_id=OFFICE_ID, name="云溪县年度方案办公室")
        desk = cls(root, story)
        office = desk.office(REGISTERED)
        with office.store.transaction() as connection:
            plans.register(connection, plan_of(story), parameters.defaults(), "0" * 64, REGISTERED)
            plans.register_directory(connection, directory_of(story), REGISTERED)
        office.store.close()
        return desk

    def office(self, at: datetime) -> Office:
        """Return the office at a moment."""
        return Office(self.root, at)

    def work(self, at: datetime, hand_ins: Iterable[HandIn] = ()) -> None:
        """Drop files and do a turn."""
        for one in hand_ins:
            self.drop(one)
        office = self.office(at)
        work(office, pause_s=0)
        office.store.close()

    def drop(self, one: HandIn) -> None:
        """Put a department's file into the inbox."""
        form = self.root / "outbox" / label(one.period) / "下发" / f"{one.department}.xlsx"
        data = written(self.story, one, form.read_bytes() if one.way == "form" else None)
        name = f"{one.department}{one.period}月{one.at:%m%d%H}.xlsx"
        (self.root / "inbox" / name).write_bytes(data)

    def decide(self, at: datetime, decisions: list[Decision]) -> None:
        """Fill in what waits for a person, as a clerk would, and put it into the inbox."""
        if not decisions:
            return
        book = load_workbook(self.root / "outbox" / "待定事项.xlsx")
        sheet = book[OPEN_SHEET]
        head = next(row for row in range(1, 10) if sheet.cell(row, 2).value == "类别")
        columns = {str(cell.value): at for at, cell in enumerate(sheet[head], 1)}
        lines = {
            (str(row[1]), str(row[2])): at for at, row in enumerate(sheet.values, 1) if row[-1] or row[-2]
        }
        for one in decisions:
            kind, choice = _choice(one)
            found = [at for (what, about), at in lines.items() if what == kind and f"第{one.row}项" in about]
            assert found, f"nobody asks {kind} about {one.row} on {at:%m-%d %H:%M}"
            for header, value in (("决定", choice), ("依据", one.ground), ("决定人", "李主任")):
                sheet.cell(found[0], columns[header]).value = value
        book.save(self.root / "inbox" / f"待定事项{at:%m%d}.xlsx")

    def facts(self, at: datetime, month: int) -> dict[str, Any]:
        """Return the facts of a month as printed at a moment."""
        office = self.office(at)
        (facts,) = facts_of(office, label(month))
        office.store.close()
        return to_json(facts)


def _choice(one: Decision) -> tuple[str, str]:
    """Return the kind of question a decision answers, and the answer."""
    until = one.until
    return {
        EXTENDED: ("延期", f"同意至{until.year}年{until.month}月{until.day}日" if until else ""),
        NOT_EXTENDED: ("延期", "不同意"),
        ACCEPTED: ("办结认定", "认可办结"),
        UNTRUE: ("办结认定", "假办结"),
        REASONABLE: ("原因认定", "合理"),
        UPPER: ("依赖上级", "认定依赖上级"),
        ENDED: ("中止终止", "终止"),
    }[one.kind]


def moments(story: Story) -> list[datetime]:
    """Return every moment of the year at which the office works: when files come in, and when the calendar asks."""
    asked: set[datetime] = set()
    for month in range(1, story.months + 1):
        asked.add(datetime.combine(date(YEAR, month, 20), time(9)))
        asked.add(issue_of(month))
    return sorted(asked | {one.at for one in story.hand_ins} | {one.at for one in story.decisions})


def issue_of(month: int) -> datetime:
    """Return when the bulletin of a month goes out."""
    return datetime.combine(month_end(month) + timedelta(days=3), time(9))


def live(desk: Desk, look: Callable[[datetime], None]) -> None:
    """Live the story through; ``look`` is called after each turn."""
    story = desk.story
    for moment in moments(story):
        desk.decide(moment, [one for one in story.decisions if one.at == moment])
        desk.work(moment, (one for one in story.hand_ins if one.at == moment))
        look(moment)
