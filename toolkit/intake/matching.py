"""对行：which row of the plan each row of a returned table answers; by id and title exactly, never by likeness."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.lang.script import fold, look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model.plan import Plan, Target, Task

_NUMBERING: Final = re.compile(
    r"^(?:[(（【\[]?(?:\d{1,3}(?:[.\-]\d{1,3})*|[一二三四五六七八九十]{1,3}|[①-⑳])[)）】\]]?[.、．:：]?)"
)
_SHORTEST: Final = 4
_SEVERAL: Final = 2
_CHOICES: Final = 4096
_LONGEST: Final = 512
"""How many rows' names are remembered, and of how many characters at most."""
_TABLES: Final = 64
_TABLE: Final = 1 << 15
"""How many tables are remembered by what their rows are called, and of how many characters at most."""


class Trust(Enum):
    """How far the number in front of a row can be believed."""

    FORM = "the ids of our own form: they decide unless the title is exactly another task's"
    NUMBER = "a column 编号: it decides unless the title is another task's"
    COUNTED = "numbers 1, 2, 3 under 编号: as 序号, unless titles agree with some and speak against none"
    ORDER = "a column 序号, often just counted up: the title has to agree"


_DOUBTED: Final = frozenset({Trust.COUNTED, Trust.ORDER})


class Asked(NamedTuple):
    """How a row names itself; ``number`` is set where the id was typed as a number, so that 1.10 shows as 1.1."""

    id: str = ""
    number: float | None = None
    title: str = ""
    requirement: str = ""


class _Same:
    """A plan as a key: equal to itself alone, which is told at once."""

    __slots__ = ("plan",)

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.plan is self.plan


def matcher_of(plan: Plan, trust: Trust) -> Matcher:
    """Return the matcher of a plan; made once for all files of a run."""
    return _matcher(_Same(plan), trust)


@lru_cache(maxsize=16)
def _matcher(same: _Same, trust: Trust) -> Matcher:
    return Matcher(same.plan, trust)


class Matcher:
    """The rows of one plan, ready to be looked up by id and title; how a row of an issued form names itself is kept."""

    def __init__(self, plan: Plan, trust: Trust) -> None:
        self._plan = plan
        self._trust = trust
        self._tasks = {row: task for task in plan.tasks for row in task.row_ids}
        self._ids: dict[str, tuple[str, ...]] = {}
        self._numbers: dict[float, list[str]] = defaultdict(list)
        self._titles: dict[str, list[Task]] = defaultdict(list)
        self._choices: dict[Asked, tuple[str, ...]] = {}
        self._tables: dict[tuple[Asked, ...], tuple[tuple[str, ...], ...]] = {}
        for task in plan.tasks:
            self._titles[_bare(task.title)].append(task)
            for printed in (task.no, task.id):
                if printed:
                    self._ids[fold(printed)] = task.row_ids
        for row in self._tasks:
            self._ids[fold(row)] = (row,)
            if re.fullmatch(r"\d+(?:\.\d+)?", row):
                self._numbers[float(row)].append(row)

    def match(self, asked: Sequence[Asked]) -> tuple[tuple[str, ...], ...]:
        """
        Return the ids of the plan's rows each asked row means: none where nothing decides.

        Several rows of a task in the order of its targets mean one each; in a table of one's own, one row for a
        task of several targets means all of them that no other row means.  Tables of an issued form name their rows
        alike: what was found for one is remembered.
        """
        rows = tuple(asked)
        known = self._tables.get(rows)
        if known is None:
            known = self._match(rows)
            if sum(len(row.id) + len(row.title) + len(row.requirement) for row in rows) <= _TABLE:
                if len(self._tables) >= _TABLES:
                    del self._tables[next(iter(self._tables))]
                self._tables[rows] = known
        return known

    def _match(self, asked: tuple[Asked, ...]) -> tuple[tuple[str, ...], ...]:
        if self._trust is Trust.COUNTED and self._told_by_titles(asked):
            return matcher_of(self._plan, Trust.NUMBER).match(asked)
        choices = [self._choice(row) for row in asked]
        found: list[tuple[str, ...]] = [choice if len(choice) == 1 else () for choice in choices]
        taken = {row for rows in found for row in rows}
        undecided: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index, choice in enumerate(choices):
            if len(choice) > 1:
                undecided[choice].append(index)
        for choice, places in undecided.items():
            free = tuple(row for row in choice if row not in taken)
            if len(free) == len(places):
                for index, row in zip(places, free, strict=True):
                    found[index] = (row,)
            elif self._of_one_task(free):
                for index in places:
                    found[index] = free
        return tuple(found)

    def _told_by_titles(self, asked: Sequence[Asked]) -> bool:
        """Whether the numbers of rows with a title are those of the tasks so called."""
        told = [bool(self._agreeing(row, rows)) for row in asked if row.title and (rows := self._by_id(row))]
        return bool(told) and all(told)

    def _choice(self, asked: Asked) -> tuple[str, ...]:
        known = self._choices.get(asked)
        if known is None:
            known = self._narrow(asked, self.candidates(asked))
            if len(self._choices) < _CHOICES and len(asked.title) + len(asked.requirement) <= _LONGEST:
                self._choices[asked] = known
        return known

    def _of_one_task(self, rows: tuple[str, ...]) -> bool:
        """Whether rows are all of a task, in a table that may have been made a row a task."""
        return self._trust is not Trust.FORM and len({self._tasks[row].id for row in rows}) == 1

    def candidates(self, asked: Asked) -> tuple[str, ...]:
        """Return the rows an asked row may mean."""
        by_id = self._by_id(asked)
        by_title = tuple(row for task in self._titles.get(_bare(asked.title), ()) for row in task.row_ids)
        if not by_id:
            return by_title
        if self._trust in _DOUBTED:
            return self._borne_out(asked, by_id) or by_title
        if agreeing := self._agreeing(asked, by_id):
            return agreeing
        if self._trust is Trust.FORM and self._quoted(asked, by_id):
            return by_id
        return by_title or by_id

    def _agreeing(self, asked: Asked, rows: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(row for row in rows if _agree(asked.title, self._tasks[row].title))

    def _borne_out(self, asked: Asked, rows: tuple[str, ...]) -> tuple[str, ...]:
        """Return the rows a mere number means if the title says so too, or where there is none 目标要求."""
        if asked.title:
            return self._agreeing(asked, rows)
        return rows if self._quoted(asked, rows) else ()

    def _quoted(self, asked: Asked, rows: tuple[str, ...]) -> bool:
        """Whether 目标要求 bears out an id the title speaks against, as where a title was filled down."""
        wanted = fold(asked.requirement)
        targets = (self._plan.target_of(row) for row in rows)
        return bool(wanted) and any(target and _says(wanted, target) for target in targets)

    def _by_id(self, asked: Asked) -> tuple[str, ...]:
        if asked.number is not None and len(twins := self._numbers.get(asked.number, [])) > 1:
            return tuple(twins)
        key = fold(asked.id)
        return self._ids.get(key) or self._ids.get(key.strip("()[]【】.、:")) or ()

    def _narrow(self, asked: Asked, rows: tuple[str, ...]) -> tuple[str, ...]:
        """Choose between rows by what 目标要求 says."""
        if not asked.requirement or len(rows) < _SEVERAL:
            return rows
        targets = {row: self._plan.target_of(row) for row in rows}
        wanted = fold(asked.requirement)
        said = tuple(row for row, target in targets.items() if target and _says(wanted, target))
        return said if len(said) == 1 else rows


def _says(requirement: str, target: Target) -> bool:
    quote, measure = fold(target.quote), fold(target.measure)
    quoted = bool(quote) and (quote in requirement or requirement in quote)
    return quoted or (len(measure) >= _SHORTEST and measure in requirement)


@lru_cache(maxsize=16_384)
def _bare(title: str) -> str:
    """Return a title folded, look-alikes too, without the number in front and the stop at the end."""
    folded = look(fold(title)).rstrip("。.;；")
    return _NUMBERING.sub("", folded) or folded


def _agree(written: str, title: str) -> bool:
    one, other = _bare(written), _bare(title)
    if not one or not other or one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and short in long
