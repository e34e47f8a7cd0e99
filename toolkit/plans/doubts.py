"""疑点：what a clerk should look at before a plan is confirmed, each with a proposal."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from toolkit.lang import names, numerals
from toolkit.lang.script import fold, shadow
from toolkit.model.plan import Confidence, Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from toolkit.model.plan import Target, Task
    from toolkit.plans.items import Item

_DECLARED: Final = re.compile(r"\(?(?:共)?([\d一二三四五六七八九十]{1,4})(?:项|条|个任务)\)?$")
_LEVEL: Final = re.compile(r"^[省市县区旗州镇](?=.{3,})")
_ASIDE: Final = re.compile(r"\([^()]*\)")
_APART: Final = re.compile(r"(?:海关|支行|分行|[镇乡村]|街道|[县区市]|政府|学校|医院|大队|支队)$")
_SHORTEST: Final = 3
_MOST_NAMES: Final = 600


def of_numbers(items: tuple[Item, ...], ids: tuple[str, ...]) -> Iterator[Doubt]:
    """Yield printed numbers that are doubled or skipped."""
    seen: dict[tuple[int, ...], tuple[int, str]] = {}
    last: Item | None = None
    for item, task_id in zip(items, ids, strict=True):
        if item.paragraph or item.goal:
            continue
        if last is not None and item.path[-1] == last.path[-1]:
            yield Doubt(
                about=task_id,
                code="number-doubled",
                what=f"编号{item.path[-1]}印了两次",
                proposal=f"本表给后一项编为{task_id}，请核对原文",
            )
        elif last is not None and item.path[-1] > last.path[-1] + 1 and seen:
            missing = "、".join(
                str(n) for n in range(last.path[-1] + 1, min(item.path[-1], last.path[-1] + 6))
            )
            yield Doubt(
                about=task_id,
                code="number-skipped",
                what=f"原文编号从{last.path[-1]}跳到{item.path[-1]}，没有{missing}",
                proposal="请核对原文是否漏印",
            )
        seen[item.path] = (item.path[-1], task_id)
        last = item


def of_counts(tasks: tuple[Task, ...]) -> Iterator[Doubt]:
    """Yield headings that declare another number of items than stand below them."""
    below: dict[str, int] = {}
    for task in tasks:
        for heading in task.section:
            below[heading] = below.get(heading, 0) + 1
    for heading, count in below.items():
        match = _DECLARED.search(fold(heading))
        declared = numerals.parse(match[1]) if match else None
        if declared is not None and int(declared) != count:
            yield Doubt(
                about="",
                code="count-mismatch",
                what=f"“{heading}”写明{int(declared)}项，实际印了{count}项",
                proposal="请核对是否漏印或多写",
            )


def of_roles(tasks: tuple[Task, ...]) -> Iterator[Doubt]:
    """Yield tasks without a lead; one doubt for a plan that prints none at all."""
    charged = [task for task in tasks if task.leads]
    if tasks and not charged:
        yield Doubt(
            about="",
            code="roles-missing",
            what="方案没有写明任何牵头单位或责任单位",
            proposal="请在任务表里为每项任务填写牵头单位",
        )
        return
    for task in tasks:
        if not task.leads and task.no != "0":
            yield Doubt(
                about=task.id,
                code="lead-missing",
                what=f"第{task.no}项“{task.title}”没有写明牵头单位",
                proposal="请指定牵头单位",
            )


def of_targets(tasks: tuple[Task, ...], issued: date | None) -> Iterator[Doubt]:
    """Yield targets that were due before the plan was issued, and those read with little confidence."""
    for task in tasks:
        for target in task.targets:
            if issued is not None and target.due is not None and target.due < issued:
                what = f"完成时限{target.due.isoformat()}早于印发日期{issued.isoformat()}：“{target.quote}”"
                yield Doubt(
                    about=target.id,
                    code="due-before-issue",
                    what=what,
                    proposal="请在首次报送时核实是否已经完成，确认前不亮灯",
                )
            if target.confidence is Confidence.LOW:
                yield _unsure(target)


def _unsure(target: Target) -> Doubt:
    return Doubt(
        about=target.id,
        code="value-unsure",
        what=f"“{target.quote}”是否为承诺的指标，读得不很有把握",
        proposal="如果不是指标，请删去这一行",
    )


def of_garbled(items: tuple[Item, ...], ids: tuple[str, ...]) -> Iterator[Doubt]:
    """Yield items and headings whose damaged characters were restored."""
    for item, task_id in zip(items, ids, strict=True):
        if item.repaired:
            yield Doubt(
                about=task_id,
                code="garbled",
                what=f"原文有乱码，已还原为“{item.text[:40]}”",
                proposal="请对照原文核对",
            )


def of_departments(tasks: tuple[Task, ...]) -> Iterator[Doubt]:
    """Yield pairs of names that may be one department; they are never merged."""
    found = dict.fromkeys(name for task in tasks for name in (*task.leads, *task.supports))
    own = [name for name in found if not names.is_collective(name)][:_MOST_NAMES]
    for one, other in combinations(own, 2):
        if may_be_same(one, other):
            yield Doubt(
                about="",
                code="department-variant",
                what=f"“{one}”和“{other}”可能是同一个单位",
                proposal=f"如果是，请在单位名录里把“{min(one, other, key=len)}”写为“{max(one, other, key=len)}”的别名",
            )


def may_be_same(one: str, other: str) -> bool:
    """Tell whether two names may be one body: one without its level, its bracket, or abbreviated."""
    left, right = _core(one), _core(other)
    if left == right:
        return True
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) < _SHORTEST or len(longer) - len(shorter) > _SHORTEST + 1 or _APART.search(shorter):
        return False
    if _branch(shorter) and _branch(longer):
        return _branch(shorter) in longer
    if not (shorter[-1] == longer[-1] or longer.startswith(shorter)) or shorter[0] not in longer[:2]:
        return False
    return _is_within(shorter, longer)


def _branch(name: str) -> str:
    return name[: -len("分局")][-4:] if name.endswith("分局") else ""


@cache
def _core(name: str) -> str:
    return _LEVEL.sub("", _ASIDE.sub("", shadow(name)).replace("有限", ""))


def _is_within(shorter: str, longer: str) -> bool:
    """Tell whether the shorter is the longer with characters left out, in order."""
    rest: Iterable[str] = iter(longer)
    return all(char in rest for char in shorter)
