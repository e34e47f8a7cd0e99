"""通报·主要进展：what moved in the period, one entry a task, in the departments' own words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from toolkit.model.standing import Class
from toolkit.model.wording import ordinal
from toolkit.reports.figures import aim_of, name_of, value_of
from toolkit.reports.texts import heading, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolkit.model.facts import Facts, News
    from toolkit.model.standing import Standing

_UNSURE = "，待核实"
_SENTENCE = re.compile(r"[^。！？；]*")
_MOST_SECTIONS = 20
_LONGEST_QUOTE = 60
_MOST_TEXTS, _MOST_FIGURES = 2, 4


class Entry(NamedTuple):
    """A task with news: the most weighty of it (0 done, 1 nearer the target, 2 told), its place, section, words."""

    news: int
    place: int
    section: tuple[str, ...]
    words: str


class Progress(NamedTuple):
    """Sections as the template goes through them, and how many tasks with news they leave out."""

    sections: list[dict[str, str]]
    left_out: int


def news(facts: Facts) -> list[Entry]:
    """Return the tasks with news in the words of the bulletin, in the plan's order."""
    known = {row.id: row for row in facts.standings}
    places = {task: place for place, task in enumerate(facts.task_classes)}
    sizes = Counter(row.task for row in facts.standings)
    return [_entry(each, places[each.task], known, several=sizes[each.task] > 1) for each in facts.news]


def progress(entries: Sequence[Entry], a_section: int, altogether: int) -> Progress:
    """Return what was reached, by section: tasks newly done first, then those nearer their target, then others."""
    chosen = _chosen(entries, a_section, altogether)
    groups: dict[tuple[str, ...], list[Entry]] = {}
    depth = _depth(chosen)
    for entry in sorted(chosen, key=lambda each: each.place):
        groups.setdefault(entry.section[:depth], []).append(entry)
    told = [
        {
            "序号": ordinal(i),
            "章节": heading(section[-1]) if section else "其他任务",
            "内容": "".join(entry.words for entry in sorted(group)),
        }
        for i, (section, group) in enumerate(groups.items(), 1)
    ]
    return Progress(told, len(entries) - len(chosen))


def first_words(text: str) -> str:
    """Return the first sentence of a report, cut after a clause where it is longer than a bulletin quotes."""
    found = _SENTENCE.match(line(text))
    sentence = found[0] if found else ""
    if len(sentence) <= _LONGEST_QUOTE:
        return sentence
    end = sentence.rfind("，", 0, _LONGEST_QUOTE)
    return sentence[:end] if end > _LONGEST_QUOTE // 2 else f"{sentence[:_LONGEST_QUOTE]}……"


def _entry(news: News, place: int, known: Mapping[str, Standing], *, several: bool) -> Entry:
    first = known[news.rows[0][0]]
    texts = dict.fromkeys(first_words(known[id_].progress) for id_ in news.quoted)
    words = "；".join(list(texts)[:_MOST_TEXTS]) or line(first.title)
    weightiest = [known[id_] for id_, _ in sorted(news.rows, key=lambda row: row[1])]
    figures = _figures(weightiest, several=several)
    return Entry(
        news.weight, place, first.section, f"{first.department}：{words}（第{first.task}项{figures}）。"
    )


def _figures(rows: Sequence[Standing], *, several: bool) -> str:
    """Return ``，目标≥40项，完成22项`` of one target, or ``；甲目标≥40项、完成22项；乙目标…`` of several."""
    if not several:
        parts = _parts(rows[0])
        return "，" + "，".join(parts) + _mark(rows[0]) if parts else ""
    told, named = [], ""
    for row in rows[:_MOST_FIGURES]:
        name = name_of(row)
        parts = _parts(row)
        told.append(f"；{'' if name == named else name}{'、'.join(parts)}{_mark(row)}" if parts else "")
        named = name
    left = len(rows) - _MOST_FIGURES
    return "".join(told) + (f"；另有{left}个目标见附件1" if left > 0 else "")


def _parts(row: Standing) -> list[str]:
    """Return aim and value; of a row without a value only that it is done."""
    aim, value = aim_of(row), value_of(row, "")
    if value:
        return [f"目标{aim}", f"完成{value}"] if aim else [f"完成{value}"]
    return [row.state] if row.klass is Class.DONE else []


def _mark(row: Standing) -> str:
    return _UNSURE if row.questioned and row.value is not None else ""


def _chosen(entries: Iterable[Entry], a_section: int, altogether: int) -> list[Entry]:
    """Return the weightiest entries, no more of a section and altogether than there is room for."""
    found: list[Entry] = []
    taken: dict[tuple[str, ...], int] = {}
    for entry in sorted(entries):
        if len(found) < altogether and taken.get(entry.section, 0) < a_section:
            taken[entry.section] = taken.get(entry.section, 0) + 1
            found.append(entry)
    return found


def _depth(entries: Sequence[Entry]) -> int:
    """Return the deepest level of headings that makes no more than twenty groups."""
    depth = max((len(entry.section) for entry in entries), default=0)
    while depth > 1 and len({entry.section[:depth] for entry in entries}) > _MOST_SECTIONS:
        depth -= 1
    return depth
