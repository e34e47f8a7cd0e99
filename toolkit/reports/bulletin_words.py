"""通报正文：what stands in the fields of the bulletin, every figure taken from the facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.model.standing import Class, Light
from toolkit.model.wording import day, names, number, ordinal, percent, wanted
from toolkit.reports.bulletin_tables import value_of
from toolkit.reports.order import departments
from toolkit.reports.texts import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.model.facts import Facts
    from toolkit.model.standing import Standing

_CLASSES: dict[str, Class] = {
    "办结": Class.DONE,
    "达到序时": Class.ON_SCHEDULE,
    "滞后": Class.BEHIND,
    "逾期": Class.OVERDUE,
    "未到节点": Class.NOT_DUE,
    "未报": Class.UNREPORTED,
}
_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百]+[章节篇编]|[（(]?[一二三四五六七八九十百]+[）)、．.]|[（(]?\d+[）)、．.])\s*"
)
_SENTENCE = re.compile(r"[^。！？；]*")
_NO_PROBLEM = frozenset({"", "无", "暂无", "没有", "无问题", "无。", "暂无。", "/", "-", "—"})
_MOST_SECTIONS = 10
_LONGEST_QUOTE = 60


class Limits(NamedTuple):
    """How much the text may name: rows a section, tasks past due, tasks behind, common problems."""

    progress: int
    overdue: int
    behind: int
    common: int


def counts(facts: Facts) -> dict[str, Any]:
    """Return the figures of 总体情况, which add up to the tasks and to 100.0 %."""
    return {
        name: {"项数": facts.by_task[klass], "占比": f"{facts.shares[klass]:.1f}"}
        for name, klass in _CLASSES.items()
    } | {
        "任务数": facts.tasks,
        "目标数": facts.targets,
        "待核实": facts.pending_review,
        "有上期": facts.before is not None,
        "新增办结": len(facts.newly_done),
        "黄转绿": len(facts.turned_green),
        "转红": len(facts.turned_red),
    }


def progress(facts: Facts, limits: Limits) -> list[dict[str, str]]:
    """
    Return what was reached, by section: rows newly done first, then rows whose value moved, then the rest.

    Only what the returns state is said, in their words.
    """
    told: list[dict[str, str]] = []
    for heading, rows in _by_section(facts):
        good = sorted((row for row in rows if row.klass in {Class.DONE, Class.ON_SCHEDULE}), key=_news)
        said = [text for row in good if (text := _reached(row))][: limits.progress]
        if said:
            told.append({"序号": ordinal(len(told) + 1), "章节": heading, "内容": "；".join(said) + "。"})
    return told


def laggards(facts: Facts, klass: Class, most: int) -> dict[str, Any]:
    """Return the tasks of a class that names laggards, in institutional order, each in one sentence."""
    place = {name: i for i, name in enumerate(departments(facts))}
    tasks: dict[str, list[Standing]] = {}
    for row in facts.standings:
        if facts.task_classes[row.task] is klass and row.klass is klass:
            tasks.setdefault(row.task, []).append(row)
    ordered = sorted(tasks.values(), key=lambda rows: place.get(rows[0].department, len(place)))
    return {
        "数量": facts.by_task[klass],
        "任务": [_laggard(rows) for rows in ordered[:most]],
        "其余": max(len(ordered) - most, 0),
    }


def common_problems(facts: Facts, most: int) -> list[dict[str, str]]:
    """Return problems two departments or more put in the same words, most widely shared first."""
    told: dict[str, tuple[str, dict[str, None]]] = {}
    place = {name: i for i, name in enumerate(departments(facts))}
    for row in sorted(facts.standings, key=lambda s: place.get(s.department, len(place))):
        text = line(row.problems)
        if text not in _NO_PROBLEM:
            told.setdefault(_bare(text), (text, {}))[1][row.department] = None
    shared = sorted((entry for entry in told.values() if len(entry[1]) > 1), key=lambda entry: -len(entry[1]))
    return [
        {"序号": ordinal(i), "问题": text.rstrip("。；"), "单位": names(tuple(asking))}
        for i, (text, asking) in enumerate(shared[:most], 1)
    ]


def to_urge(facts: Facts) -> str:
    """Return the departments with tasks past due or behind, in institutional order."""
    late = {row.department for row in facts.standings if row.klass in {Class.OVERDUE, Class.BEHIND}}
    return names([name for name in departments(facts) if name in late])


def _by_section(facts: Facts) -> Iterator[tuple[str, list[Standing]]]:
    """Group rows by the deepest level of headings that makes no more than ten groups."""
    depth = max((len(row.section) for row in facts.standings), default=0)
    while depth > 1 and len({row.section[:depth] for row in facts.standings}) > _MOST_SECTIONS:
        depth -= 1
    groups: dict[tuple[str, ...], list[Standing]] = {}
    for row in facts.standings:
        groups.setdefault(row.section[:depth], []).append(row)
    for section, rows in groups.items():
        yield (_NUMBERING.sub("", line(section[-1])).rstrip("。：") if section else "其他任务"), rows


def _news(row: Standing) -> int:
    if row.klass is Class.DONE and row.light_before is not Light.BLUE:
        return 0
    moved = row.value is not None and row.value != row.value_before
    return 1 if moved else 2


def _reached(row: Standing) -> str:
    """Return ``单位：进展（第3项，目标≥40项，完成22项）``; ``""`` where the return says nothing to quote."""
    value = value_of(row)
    quote = _first_words(row.progress)
    if not value and not quote:
        return ""
    aim = wanted(row.comparator, row.target, row.unit)
    parts = (f"第{row.task}项", f"目标{aim}" if aim else "", f"完成{value}" if value else row.state)
    figures = "，".join(part for part in parts if part)
    return f"{row.department}：{quote or line(row.title)}（{figures}）"


def _first_words(text: str) -> str:
    """Return the first sentence of a report, cut where it is longer than a bulletin quotes."""
    found = _SENTENCE.match(line(text))
    sentence = found[0] if found else ""
    return sentence if len(sentence) <= _LONGEST_QUOTE else f"{sentence[:_LONGEST_QUOTE]}……"


def _laggard(rows: list[Standing]) -> dict[str, str]:
    first = rows[0]
    told = "；".join(_situation(row) for row in rows)
    return {"单位": first.department, "编号": first.task, "名称": line(first.title), "情况": told}


def _situation(row: Standing) -> str:
    """Return the limit, the value and the distance: 逾期 only after the due day, 滞后 before it."""
    due = day(row.due) if row.due else ""
    aim = wanted(row.comparator, row.target, row.unit)
    value = value_of(row)
    now = f"目前{value}" if value else "本期未报" if row.source is None else f"目前{row.state}"
    parts = [f"应于{due}完成" if due else "", f"目标{aim}" if aim else "", now, _distance(row)]
    return "，".join(part for part in parts if part)


def _distance(row: Standing) -> str:
    if row.overdue_days:
        return f"逾期{row.overdue_days}天"
    if row.completion is None or row.expected is None or row.completion >= row.expected:
        return ""
    points = number(round((row.expected - row.completion) * 100, 1))
    return f"完成率{percent(row.completion)}，较应达进度滞后{points}个百分点"


def _bare(text: str) -> str:
    return re.sub(r"[\s，。；、：！？,.;:!?]", "", text)
