"""Draw a plan: tasks of every kind of target, led by one, by two, or by every town."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from .story import (
    AT_LEAST,
    AT_MOST,
    AVERAGE,
    COUNT,
    FALL,
    GROWTH,
    KEEP,
    MILESTONE,
    RANK,
    TOWNS,
    WORDS,
    YEAR,
    Node,
    Row,
    month_end,
)

NAMES = tuple(
    f"县{trade}局"
    for trade in (
        *("审批", "财政", "发改", "住建", "水务", "税务", "人社", "民政", "教育", "卫健", "交通"),
        *("商务", "科技", "文旅", "农业", "林草", "应急", "统计", "审计", "司法", "公安", "工信"),
    )
)
OTHERS = (
    "县供电公司",
    "县供水公司",
    "县燃气公司",
    "县法院",
    "县检察院",
    "县融媒体中心",
    "县档案馆",
    "县投资公司",
)


def plan(chance: Random, names: tuple[str, ...], tasks: int) -> tuple[Row, ...]:
    """Draw so many tasks, led by the departments in turn; every twentieth by all towns."""
    single = names[: -len(TOWNS)]
    rows: list[Row] = []
    for number in range(1, tasks + 1):
        leads: tuple[str, ...] = (single[(number - 1) % len(single)],)
        by_towns = number % 20 == 7
        if by_towns:
            leads = TOWNS
        elif chance.random() < 0.15:
            leads = (*leads, chance.choice([name for name in single if name not in leads]))
        flags = frozenset(
            flag
            for flag, likely in (("依赖上级", 0.05), ("年度", 0.04), ("攻坚", 0.15))
            if chance.random() < likely
        )
        common = Row(id="", task=str(number), kind="", leads=leads, flags=flags, by_towns=by_towns)
        rows += _targets(chance, common)
    return tuple(_with_nodes(chance, row) for row in rows)


def _targets(chance: Random, common: Row) -> list[Row]:
    number = common.task
    shape = int(number) % 12
    if shape == 5:
        return [replace(common, id=number, kind=WORDS)]
    if shape == 9:
        return _stages(chance, common)
    kinds = (COUNT, AT_LEAST, AT_MOST, GROWTH, FALL, AVERAGE, KEEP, MILESTONE, RANK)
    first = kinds[int(number) % len(kinds)]
    wanted = [first] + [
        chance.choice((COUNT, MILESTONE, AT_LEAST, AT_MOST)) for _ in range(chance.randint(0, 2))
    ]
    return [
        _target(chance, replace(common, id=f"{number}.{k}", kind=kind)) for k, kind in enumerate(wanted, 1)
    ]


def _stages(chance: Random, common: Row) -> list[Row]:
    """Draw one measure in two stages, this year's and next year's."""
    first = Fraction(chance.choice((40, 60)))
    both = replace(common, kind=COUNT, unit="个", measure="智慧站点")
    return [
        replace(both, id=f"{common.task}.1", wanted=first, due=date(YEAR, 12, 31)),
        replace(both, id=f"{common.task}.2", wanted=first * 2, due=date(YEAR + 1, 12, 31)),
    ]


_FIGURES: dict[str, tuple[tuple[int, str, int | None], ...]] = {
    COUNT: ((60, "项", None), (120, "户", None), (40, "个", None), (12, "场", None)),
    AT_LEAST: ((95, "%", None), (98, "%", None), (80, "%", None)),
    AT_MOST: ((5, "个工作日", 12), (3, "个环节", None), (20, "天", 44)),
    GROWTH: ((30, "%", None), (12, "%", None)),
    FALL: ((10, "%", None),),
    AVERAGE: ((30, "户", None),),
    RANK: ((3, "位", None),),
}


def _target(chance: Random, row: Row) -> Row:
    due = _due(chance, row.kind)
    start = (
        date(YEAR, 4, 1) if row.kind == COUNT and due and due.month > 8 and chance.random() < 0.2 else None
    )
    if row.kind == KEEP:
        baseline = Fraction(995, 10) if chance.random() < 0.6 else None
        return replace(row, unit="%", baseline=baseline, due=due)
    if row.kind == MILESTONE:
        return replace(row, due=due)
    wanted, unit, before = chance.choice(_FIGURES[row.kind])
    monthly = row.kind == AVERAGE and chance.random() < 0.5
    return replace(
        row,
        wanted=Fraction(wanted),
        unit=unit,
        due=due,
        start=start,
        monthly=monthly,
        baseline=None if before is None else Fraction(before),
    )


def _due(chance: Random, kind: str) -> date | None:
    if kind == RANK:
        return date(YEAR, 12, 31)
    draw_ = chance.random()
    if draw_ < 0.35:
        return date(YEAR, 12, 31)
    if draw_ < 0.75:
        return month_end(chance.randint(3, 11))
    if draw_ < 0.87:
        return date(YEAR, chance.randint(3, 12), 15)
    if draw_ < 0.92:
        return date(YEAR + 1, 6, 30)
    return date(YEAR - 1, 12, 31) if draw_ < 0.96 else None


def _with_nodes(chance: Random, row: Row) -> Row:
    """Let the first lead of some rows promise days on the way: steps of work, or what a count has come to."""
    if row.due is not None and row.due <= date(YEAR, 2, 28):
        return row
    last = row.due.month if row.due is not None and row.due.year == YEAR else 12
    months = sorted(chance.sample(range(2, last + 1), min(chance.randint(2, 3), last - 1)))
    luck = chance.random()
    if row.kind in {MILESTONE, WORDS} and luck < 0.6:
        days = [date(YEAR, month, 15) if chance.random() < 0.3 else month_end(month) for month in months]
        days = [day if row.due is None else min(day, row.due) for day in days]
        return replace(row, nodes=tuple(Node(f"第{k}步", day) for k, day in enumerate(days, 1)))
    if row.kind == COUNT and row.wanted and row.start is None and last == 12 and luck < 0.3:
        shares = (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2))
        nodes = (
            Node(f"到{month}月底", month_end(month), row.wanted * share)
            for month, share in zip(months, shares, strict=False)
            if month < 12
        )
        return replace(row, nodes=tuple(nodes))
    return row
