"""Draw a year: the same seed draws the same plan, the same lives of its rows and the same files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from .draw_plan import NAMES, OTHERS, plan
from .lives import Life
from .settling import settle
from .story import COUNT, DONE, IDLE, ONGOING, TOWNS, YEAR, Decision, HandIn, Say, Story, month_end


def draw(seed: int, departments: int = 30, tasks: int = 45, months: int = 12) -> Story:
    """Draw a year."""
    chance = Random(seed)  # noqa: S311 -- the same year every time
    names = (*(*NAMES, *OTHERS)[: departments - len(TOWNS)], *TOWNS)
    rows = plan(chance, names, tasks)
    own_tables = names[3:5]
    rows = tuple(
        replace(row, nodes=()) if row.leads[0] in own_tables or "年度" in row.flags else row for row in rows
    )
    story = Story(rows=rows, departments=names, months=months)
    lives = {
        (name, row.id): Life(chance, row, plain=name in own_tables or name != row.leads[0])
        for name in names
        for row in story.rows_of(name)
    }
    hand_ins: list[HandIn] = []
    decisions: list[Decision] = []
    for name in names:
        own_table = name in own_tables
        sent: list[list[HandIn]] = []
        mine = [lives[name, row.id] for row in rows if name in row.leads]
        for month in range(1, months + 1):
            sent.append(_month(chance, story, name, month, mine, own_table=own_table))
            if sent[-1] and sent[-1][-1].taken and not own_table:
                decisions += settle(chance, sent[-1][-1], mine)
        hand_ins += [one for of_month in sent for one in of_month]
        hand_ins += _corrections(chance, story, sent)
    return replace(
        story,
        hand_ins=tuple(sorted(hand_ins, key=lambda one: (one.at, one.department))),
        decisions=tuple(sorted(decisions, key=lambda one: one.at)),
    )


def _month(
    chance: Random,
    story: Story,
    name: str,
    month: int,
    mine: list[Life],
    *,
    own_table: bool,
) -> list[HandIn]:
    """Return what a department hands in for a month; what is never accepted leaves its rows as they were."""
    for life in mine:
        life.goes_on(chance, month)
    luck = chance.random()
    if luck < 0.07 or all(life.closed or life.stopped for life in mine):
        return []
    before = [(life.closed, life.told, life.steps_told) for life in mine]
    says = {life.row.id: life.say(chance, month, ticks=not own_table) for life in mine}
    way = "table" if own_table else "form" if chance.random() < 0.1 else "drawn"
    good = HandIn(department=name, period=month, at=_moment(chance, month, luck), says=says, way=way)
    if not 0.25 < luck < 0.35:
        return [good]
    sent = _faulty(chance, story, good)
    if not sent[-1].taken:
        for life, (closed, told, steps) in zip(mine, before, strict=True):
            life.closed, life.told, life.steps_told = closed, told, steps
    return sent


def _moment(chance: Random, month: int, luck: float) -> datetime:
    """Return when a file comes in: in time, at the last minute, late, or when the month is already reported on."""
    if luck < 0.13:
        return datetime.combine(date(YEAR, month, 27), time(11))
    if luck < 0.16:
        return _after_bulletin(month)
    if luck < 0.25:
        return datetime.combine(date(YEAR, month, 25), time(17, 0))
    return datetime.combine(date(YEAR, month, chance.choice((22, 24))), time(10))


def _after_bulletin(month: int) -> datetime:
    return datetime.combine(month_end(month) + timedelta(days=5), time(11))


def _faulty(chance: Random, story: Story, good: HandIn) -> list[HandIn]:
    """Return a first return that has to go back, and, as a rule, the one that is mended."""
    bad = _spoilt(chance, story, good)
    luck = chance.random()
    if luck < 0.2:
        return [bad]
    mended = datetime.combine(date(YEAR, good.period, 28), time(15))
    return [bad, replace(good, at=_after_bulletin(good.period) if luck < 0.35 else mended)]


def _spoilt(chance: Random, story: Story, good: HandIn) -> HandIn:
    """Return a return with one fault that sends it back: a claim below target, no figure, a blank row, half a file."""
    rows = {row.id: row for row in story.rows_of(good.department) if len(row.leads) == 1}
    counted = [
        id_
        for id_, say in good.says.items()
        if id_ in rows
        and rows[id_].kind == COUNT
        and say.value is not None
        and say.status == ONGOING
        and not say.about
        and not rows[id_].reached(say.value)
    ]
    open_ = [id_ for id_, say in good.says.items() if id_ in rows and not say.tick]
    if chance.random() < 0.15 or not open_:
        return replace(good, taken=False, readable=False)
    if not counted:
        return replace(good, says={**good.says, chance.choice(open_): Say(blank=True)}, taken=False)
    id_ = chance.choice(counted)
    wrong = chance.choice(
        (
            replace(good.says[id_], status=DONE, done_on=date(YEAR, good.period, 10)),
            replace(good.says[id_], wrong="较好"),
            Say(blank=True),
        )
    )
    return replace(good, says={**good.says, id_: wrong}, taken=False)


def _plain(file: HandIn) -> bool:
    """Whether a file was taken and nothing in it waits for a person, so that it may be sent again."""
    return file.taken and all(say.tick or say.status in {ONGOING, IDLE} for say in file.says.values())


def _corrections(chance: Random, story: Story, sent: list[list[HandIn]]) -> list[HandIn]:
    """Return a month's form once more with other figures, sent when the month after has been reported in time."""
    rows = {row.id: row for row in story.rows}
    months = [
        month
        for month in range(1, len(sent))
        if all(
            len(of_month) == 1 and _plain(of_month[0]) and of_month[0].at.day in {22, 24}
            for of_month in sent[month - 1 : month + 1]
        )
    ]
    if not months or chance.random() < 0.5:
        return []
    good = sent[chance.choice(months) - 1][0]
    says = {
        id_: replace(say, value=say.value + chance.choice((-6, 4, 12)))
        if rows[id_].kind == COUNT and say.value is not None and say.value > 6 and say.status == ONGOING
        else say
        for id_, say in good.says.items()
    }
    at = datetime.combine(date(YEAR, good.period + 1, 27), time(11))
    return (
        [replace(good, says=says, at=at, way="drawn" if good.way == "form" else good.way)]
        if says != good.says
        else []
    )
