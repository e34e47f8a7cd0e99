"""
期初: an office's own ledger, read into a plan with the figures it stands at.

An office that joins in the middle of a year brings its tasks, departments and targets in a workbook of its
own making, with how far each has come.  Nothing is guessed: a figure whose unit cannot be told is a doubt.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePath
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from toolkit.lang import names
from toolkit.lang.script import fold
from toolkit.model.plan import Confidence, Doubt, Kind, Opening, Plan, Target, Task
from toolkit.plans import front, opening_columns, opening_grid, opening_words
from toolkit.plans.compare_same import text_hash
from toolkit.plans.opening_figures import entry_of
from toolkit.plans.opening_rows import groups
from toolkit.plans.opening_targets import targets_of

if TYPE_CHECKING:
    from toolkit.plans.opening_columns import Header
    from toolkit.plans.opening_grid import Grid
    from toolkit.plans.opening_rows import Group, Line

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_AS_OF: Final = re.compile(r"[（(【][^()（）【】]*(?:截[至止]|月)[^()（）【】]*[)）】]")
_TITLE_WITHIN: Final = 60
_SHORT: Final = 40
_MOSTLY: Final = 0.7
"""Share of numbers of their own from which a ledger counts through; below it each sheet begins at 1."""


def read(data: bytes, name: str, before: str) -> Plan | None:
    """
    Return the plan a ledger holds (version 0), with its opening figures; None for what is no ledger, or says nothing yet.

    ``before`` is the month before the office's first one here, ``2022-05``: figures that name no month, or
    a later one, stand at its end.

    Raises:
        UnreadableFileError: no reader can open the workbook.
    """
    tables = [(grid, header) for grid in opening_grid.read(data, name) if (header := _ledger(grid))]
    if not tables:
        return None
    title = _title(tables[0][0], tables[0][1], name)
    year = next((int(y) for text in (title, name) for y in _YEAR.findall(text)), int(before[:4]))
    read_tasks = [
        (task, _at(grid, header, name, year, before))
        for grid, header in tables
        for task in _groups(grid, header, alone=len(tables) == 1)
    ]
    ids = _ids([group.number for group, _ in read_tasks])
    tasks, openings, doubts = [], [], []
    for id_, (group, period) in zip(ids, read_tasks, strict=True):
        task, said, asked = _task(group, id_, year, period)
        tasks.append(task)
        openings += said
        doubts += asked
    if not openings:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    plain = _AS_OF.sub("", title)
    return Plan(
        id=front.short_name(plain),
        title=plain,
        tasks=tuple(tasks),
        document_name=name,
        document_sha256=sha256,
        text_sha256=text_hash(_words(tables)),
        quotes={"title": title},
        doubts=tuple(doubts),
        opening=tuple(replace(one, sha256=sha256) for one in openings),
    )


def _ledger(grid: Grid) -> Header | None:
    header = opening_columns.find(grid)
    return header if header and header.is_ledger else None


def _words(tables: list[tuple[Grid, Header]]) -> str:
    return "\n".join(
        grid.text(row, column)
        for grid, _ in tables
        for row in range(len(grid.rows))
        for column in range(grid.width)
    )


def _title(grid: Grid, header: Header, name: str) -> str:
    """Return the longest line above the header that names no field, else the file's name."""
    above = {grid.text(row, c) for row in range(min(header.first, len(grid.rows))) for c in range(grid.width)}
    lines = [
        text
        for text in above
        if len(text) <= _TITLE_WITHIN
        and not re.search(r"[:：]|^附件", text)
        and not opening_columns.field_of(text)
    ]
    found = max(sorted(lines), key=len, default="")
    return fold(found) if len(found) >= len("工作台账") else PurePath(name).stem


def _at(grid: Grid, header: Header, name: str, year: int, before: str) -> str:
    """Return the month a sheet's figures stand at: as its headings, its name or its file say."""
    above = [grid.text(row, c) for row in range(min(header.first, len(grid.rows))) for c in range(grid.width)]
    said = [opening_words.period(text, year) for text in (*above, grid.name, PurePath(name).stem)]
    named = [label for label in said if label and label <= before]
    return max(named, default=before)


def _groups(grid: Grid, header: Header, *, alone: bool) -> list[Group]:
    """Return a sheet's tasks; of several sheets each one's name is the chapter of what stands in it."""
    found = groups(grid, header)
    if alone:
        return found
    return [
        replace(group, lines=tuple(replace(line, section=(grid.name, *line.section)) for line in group.lines))
        for group in found
    ]


def _ids(numbers: list[str]) -> list[str]:
    """Return the printed numbers, a repeated one as 2, 2a; where few tell the tasks apart, 1, 2, 3 over all."""
    plain = [re.sub(r"[.、()（）\s]", "", fold(number)) for number in numbers]
    printed = all(re.fullmatch(r"\d{1,4}(?:-\d{1,3})?", one) for one in plain)
    if not printed or len(set(plain)) < len(plain) * _MOSTLY:
        return [str(at) for at in range(1, len(numbers) + 1)]
    seen: Counter[str] = Counter()
    ids = []
    for one in plain:
        ids.append(one + (ascii_lowercase[(seen[one] - 1) % 26] if seen[one] else ""))
        seen[one] += 1
    return ids


def _task(group: Group, id_: str, year: int, period: str) -> tuple[Task, list[Opening], list[Doubt]]:
    title = next(
        (text for line in group.lines for text in (line.get("task"), line.get("requirement")) if text), ""
    )
    text = _text(group)
    several = len(group.lines) > 1
    targets: list[Target] = []
    said: list[Opening] = []
    doubts: list[Doubt] = []
    for line in group.lines:
        found = targets_of(line, text, title, year) or ([_bare(line, title)] if several else [])
        numbered = [replace(one, id=f"{id_}.{len(targets) + k}") for k, one in enumerate(found, 1)]
        targets += numbered
        figures, asked = _figures(line, numbered, id_, year, period)
        said += figures
        doubts += asked
    task = Task(
        id=id_,
        no=fold(group.number) or id_,
        title=_headline(title),
        text=text,
        section=group.lines[0].section,
        leads=_departments(group, "lead"),
        supports=tuple(dict.fromkeys((*_departments(group, "charge"), *_departments(group, "support")))),
        role_quote=next((line.get("lead") for line in group.lines if line.get("lead")), ""),
        targets=tuple(targets),
        confidence=Confidence.HIGH if any(line.get("lead") for line in group.lines) else Confidence.MEDIUM,
    )
    return task, said, doubts


def _text(group: Group) -> str:
    parts = [line.get(name) for line in group.lines for name in ("task", "requirement")]
    return "\n".join(dict.fromkeys(filter(None, parts)))


def _headline(title: str) -> str:
    first = re.split(r"[。；;\n]", title.strip(), maxsplit=1)[0]
    return first if len(first) <= _SHORT else first[:_SHORT]


def _departments(group: Group, field: str) -> tuple[str, ...]:
    written = (line.get(field).replace("\n", "、") for line in group.lines)
    return tuple(dict.fromkeys(name for text in written for name in names.split(text)))


def _bare(line: Line, title: str) -> Target:
    """Return what stands for a row of several that names neither a number nor a limit."""
    quote = line.get("requirement") or title
    return Target(
        id="", quote=quote, kind=Kind.MILESTONE, measure=_headline(quote)[:24], confidence=Confidence.LOW
    )


def _figures(
    line: Line, targets: list[Target], task_id: str, year: int, period: str
) -> tuple[list[Opening], list[Doubt]]:
    """Return what a row says of its targets; the one figure is the first number's, the words are all of theirs."""
    said: list[Opening] = []
    doubts: list[Doubt] = []
    measured = next((target for target in targets if target.numeric), None)
    if line.get("value") and measured is None:
        what = f"台账中的完成值“{line.get('value')}”没有读到对应的指标"
        doubts.append(_doubt(targets[0].id if targets else task_id, what))
    for target in targets or (None,):
        id_ = target.id if target else task_id
        entry, problems = entry_of(line, id_, target, year, measured=target is measured)
        doubts += [_doubt(id_, what) for what in problems]
        if not entry.blank:
            said.append(Opening(id=id_, period=period, entry=entry))
    return said, doubts


def _doubt(about: str, what: str) -> Doubt:
    return Doubt(about=about, code="opening-figure", what=what, proposal="请在“期初”表里核对、填写")
