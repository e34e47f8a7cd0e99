"""单位合并: two names of the list that may be one department, asked about and brought together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from toolkit.intake.aliases import Place
from toolkit.lang.script import fold
from toolkit.model.deciding import MERGED_INTO, NOT_MERGED, Ask
from toolkit.model.decision import Pending
from toolkit.model.department import Directory, Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.model.department import Department
    from toolkit.turn.ground import Ground

_SHORTEST = 3
_FEWEST, _MOST = 2, 4
"""Characters a short name lacks of the full one: 市场监管局 and 市场监督管理局."""

_NUMBERED: Final = re.compile(r"[0-9一二三四五六七八九十]")


def questions(ground: Ground) -> Iterator[Pending]:
    """Yield a question for every two departments whose names, or an alias and a name, may be those of one body."""
    bodies = {one.name: one for one in ground.directory.departments if one.group is not Group.COLLECTIVE}
    place = Place.of(ground.plans)
    same = _same(bodies, place)
    for one, other in dict.fromkeys((*same, *_alike(bodies, place))):
        levels = {bodies[one].level, bodies[other].level} - {""}
        if len(levels) < 2:  # noqa: PLR2004 -- two bodies of two levels
            yield _question(bodies[one], bodies[other], sure=(one, other) in same)


def _same(bodies: dict[str, Department], place: Place) -> dict[tuple[str, str], None]:
    """Return the pairs of which one bears the other's name, as its own or an alias, the office's place left out."""
    called: dict[str, list[str]] = defaultdict(list)
    for name, one in bodies.items():
        for word in dict.fromkeys(_bare(written, place) for written in (name, *one.aliases)):
            called[word].append(name)
    named = {_bare(name, place) for name in bodies}
    groups = (names for word, names in called.items() if word in named)
    return {pair: None for names in groups for pair in combinations(names, 2)}


def _bare(name: str, place: Place) -> str:
    return place.without(fold(name)).removeprefix(place.level)


def _alike(bodies: dict[str, Department], place: Place) -> Iterator[tuple[str, str]]:
    """
    Yield the pairs of which one name shortens the other, and no third.

    市场监管局 stands for 市场监督管理局; 第一分局 is not short for 第十一分局, and a short name that fits several full
    ones says nothing.
    """
    ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, one in bodies.items():
        bare = _bare(name, place)
        if one.group is Group.DEPARTMENT and len(bare) >= _SHORTEST and not _NUMBERED.search(bare):
            ends[bare[0], bare[-1]].append(name)
    pairs = [
        pair
        for group in ends.values()
        for pair in combinations(group, 2)
        if _shortens(*sorted((_bare(name, place) for name in pair), key=len))
    ]
    often = Counter(name for pair in pairs for name in pair)
    yield from (pair for pair in pairs if max(often[name] for name in pair) == 1)


def _shortens(short: str, full: str) -> bool:
    """Tell whether a name leaves out whole words of another: two or more characters, the order kept."""
    if not _FEWEST <= len(full) - len(short) <= _MOST:
        return False
    rest = iter(full)
    return all(char in rest for char in short)


def _question(one: Department, other: Department, *, sure: bool) -> Pending:
    choices = tuple(f"{MERGED_INTO}“{department.name}”" for department in (one, other))
    return Pending(
        kind=Ask.MERGE,
        subject=f"“{one.name}”和“{other.name}”",
        question="单位名录里的这两个名称是不是同一单位？合并后，另一个名称作为别名，已报的材料一并归入。",
        known="；".join(_known(department) for department in (one, other)),
        proposal=choices[0] if sure else NOT_MERGED,
        reason="名称相同，只差地名或层级" if sure else "名称相近，但不足以认定；确是同一单位的请选合并",
        place=f"{one.name}\n{other.name}",
        choices=(*choices, NOT_MERGED),
        about={choices[0]: one.name, choices[1]: other.name},
    )


def _known(one: Department) -> str:
    names = f"，别名{'、'.join(one.aliases)}" if one.aliases else ""
    return f"“{one.name}”：{one.group}{names}"


def merged(directory: Directory, kept: str, gone: str) -> Directory:
    """Return the list with ``gone`` brought into ``kept``: its names are aliases, its place in groups is kept's."""
    known = {one.name: one for one in directory.departments}
    if kept not in known or gone not in known:
        return directory
    other = known[gone]
    aliases = dict.fromkeys((*known[kept].aliases, gone, *other.aliases))
    aliases.pop(kept, None)
    bodies = {
        **known,
        kept: replace(
            known[kept],
            aliases=tuple(aliases),
            contact=known[kept].contact or other.contact,
            phone=known[kept].phone or other.phone,
            email=known[kept].email or other.email,
        ),
    }
    del bodies[gone]
    return Directory(
        tuple(
            replace(one, members=tuple(dict.fromkeys(kept if name == gone else name for name in one.members)))
            for one in bodies.values()
        )
    )
