"""
别名表：what the names of a directory may be written as, and whom a written name means.

Names are compared folded (script, width and blanks do not matter) and exactly.  A level in front belongs to the
name: 市财政局 and 县财政局 are two bodies.  It may be left out, or a place written before it, only where the plans
say of which place and level the office is and no other body of the directory bears the name.  Likeness proposes
(:meth:`Names.like`) and never decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import fold
from toolkit.model.department import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from toolkit.model.department import Department, Directory, FormerName
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan

_LEVELS: Final = "省市县区州盟旗镇乡"
_PREFIX: Final = re.compile(
    r"(?:[省县州盟旗镇]|市(?!场|容|政(?!府|协|法|务|研|数)|民(?!政|宗|族|委|革|盟|进|建))|区(?!域|块)|乡(?!村|镇))(?=..)"
)
"""A level in front of a name, and not the first half of 市场, 市政, 区域, 乡村."""
_PLACE: Final = re.compile(
    r"(?!关于|推进|推动|优化|加快|全面|全力|进一步|深化|创建|建设|打造|持续|实施|落实|提升|开展|加强|支持|促进|完善)"
    r"([\u4e00-\u9fff]{2,5}?)((?<![城超])市|(?<![园社地城街片辖景库灾校小])区|[省县州盟旗])(?![场域级内外直属容圈])"
)
"""云溪县, and not the 市 of 推进城市更新 or the 区 of 产业园区; what it misses is only asked about."""
_TAIL: Final = re.compile(r"(?:委员会|办公室|管委会|分局|支队|大队|中心|总队|[局委办厅部科处])$")
_SEAT: Final = re.compile(r"(?<=[镇乡])(?:人民政府|政府)?$|(?<=街道)(?:办事处|办)?$")
_SEATS: Final = {"镇": ("", "人民政府", "政府"), "乡": ("", "人民政府", "政府"), "道": ("", "办事处", "办")}
"""青溪镇 signs as 青溪镇人民政府, 城东街道 as 城东街道办事处."""
_FEWEST: Final = 60
_ABBREVIATED: Final = 90
_PROPOSED: Final = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where the office is: area 云溪 and level 县, of 青山市云溪县."""

    area: str = ""
    level: str = ""

    @classmethod
    def of(cls, plans: Iterable[Plan]) -> Place:
        """Return the place all plans that name one are issued in, by issuer or else title; none where two differ."""
        said = _places(plans)
        return said.pop() if len(said) == 1 else cls()

    def without(self, name: str) -> str:
        """Return a folded name without the place in front, its level kept: 云溪县财政局 is 县财政局."""
        before, area, rest = name.partition(self.area) if self.area else (name, "", "")
        return rest if area and (not before or _PLACE.fullmatch(before)) else name


def _places(plans: Iterable[Plan]) -> set[Place]:
    return {place for plan in plans if (place := _place(plan.issuer) or _place(plan.title))}


def several_places(plans: Iterable[Plan]) -> bool:
    """Whether plans are issued in different places, so that the names of one are no likeness of the other's."""
    return len(_places(plans)) > 1


def _place(text: str) -> Place | None:
    folded, at, found = fold(text), 0, None
    while match := _PLACE.match(folded, at):
        found, at = Place(match[1], match[2]), match.end()
    return found


@dataclass(frozen=True, slots=True)
class Names:
    """
    The names of a directory, folded, each with the canonical names it may mean.

    ``own`` are canonical names, ``others`` aliases, ``levelled`` names whose level is left out or put in front;
    ``words`` are all of them, ``lengths`` how long they are; ``among`` those that may be proposed, where not all.
    """

    place: Place
    own: Mapping[str, tuple[str, ...]]
    others: Mapping[str, tuple[str, ...]]
    former: Mapping[str, tuple[tuple[FormerName, str], ...]]
    levelled: Mapping[str, tuple[str, ...]]
    words: frozenset[str] = field(repr=False)
    lengths: tuple[int, ...] = field(repr=False)
    among: frozenset[str] = frozenset()

    def find(self, written: str, period: Period | None = None) -> tuple[str, ...]:
        """
        Return the canonical names a written name may mean: one, none, or several where a name is shared.

        A former name counts in the periods it was borne in, and always where ``period`` is None.
        """
        wanted = fold(written)
        if not wanted:
            return ()
        spellings = tuple(self._spellings(wanted))
        known = next((found for word in spellings if (found := self._known(word, period))), ())
        return known or next((self.levelled[word] for word in spellings if word in self.levelled), ())

    def expired(self, written: str) -> tuple[tuple[FormerName, str], ...]:
        """Return the former names, of whatever time, that are written so, with the bodies that bore them."""
        return next((self.former[w] for w in self._spellings(fold(written)) if w in self.former), ())

    def mentioned(self, text: str, period: Period | None = None) -> tuple[str, ...]:
        """
        Return the departments whose name stands in a text, longest first.

        市财政局 does not mention an office whose alias is 财政局: the level in front makes it another body.
        """
        folded = fold(text)
        found: list[str] = []
        for word in self._written_in(folded):
            at = folded.find(word)
            if at < 0 or (at and folded[at - 1] in _LEVELS and word[0] not in _LEVELS):
                continue
            meant = self._known(word, period) or self.levelled.get(word, ())
            if len(meant) == 1:
                folded = folded.replace(word, "\n")
                found += meant
        return tuple(dict.fromkeys(found))

    def _written_in(self, folded: str) -> list[str]:
        """Return the words that stand in a text, longest first; the text is cut up, not the list gone through."""
        pieces = {
            folded[at : at + length] for length in self.lengths for at in range(len(folded) - length + 1)
        }
        return sorted(pieces & self.words, key=lambda word: (-len(word), word))

    def like(self, written: str) -> tuple[str, ...]:
        """Return the canonical names a written name is most like, likeliest first: for a person to choose from."""
        from rapidfuzz import fuzz

        wanted = self.place.without(fold(written))
        scores: dict[str, tuple[float, float]] = {}
        for table in (self.own, self.others, self._formerly()):
            for word, names in table.items():
                score = _likeness(_core(wanted), _core(word)), fuzz.WRatio(wanted, word)
                if _plausible(wanted, word, score[0]):
                    scores |= {name: max(score, scores.get(name, score)) for name in names}
        level = _level(wanted)
        named = [name for name in scores if not self.among or name in self.among]
        near = [name for name in named if level and _level(self.place.without(fold(name))) == level]
        best = sorted(near or named, key=scores.__getitem__)
        return tuple(best[::-1][:_PROPOSED])

    def _spellings(self, wanted: str) -> Iterator[str]:
        """Yield a name, then without the office's own place in front, then without its level too."""
        yield wanted
        local = self.place.without(wanted)
        if local != wanted:
            yield local
            yield local.removeprefix(self.place.level)

    def _known(self, wanted: str, period: Period | None) -> tuple[str, ...]:
        former = (name for one, name in self.former.get(wanted, ()) if one.valid_in(period))
        return self.own.get(wanted) or self.others.get(wanted) or tuple(dict.fromkeys(former))

    def _formerly(self) -> dict[str, tuple[str, ...]]:
        return {word: tuple(name for _, name in bodies) for word, bodies in self.former.items()}


@lru_cache(maxsize=8)
def names_of(directory: Directory, place: Place) -> Names:
    """Return the names of a directory; made once for all files of a run."""
    departments = directory.departments
    own = _table((place.without(fold(d.name)), d.name) for d in departments)
    whole = _table((fold(d.name), d.name) for d in departments)
    others = _table((fold(alias), d.name) for d in departments for alias in d.aliases)
    former: dict[str, list[tuple[FormerName, str]]] = defaultdict(list)
    for department in departments:
        for one in department.former:
            former[fold(one.name)].append((one, department.name))
    level = place.level or _only_level(departments)
    levelled = _table(pair for d in departments for pair in _other_levels(d, level, place))
    words = {*own, *whole, *others, *former, *levelled} - {""}
    return Names(
        place=place,
        own=own | whole,
        others=others,
        former={word: tuple(bodies) for word, bodies in former.items()},
        levelled={word: names for word, names in levelled.items() if len(names) == 1},
        words=frozenset(words),
        lengths=tuple(sorted(set(map(len, words)))),
    )


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for word, name in pairs:
        if word and name not in table.get(word, ()):
            table[word] = (*table.get(word, ()), name)
    return table


def _level(name: str) -> str:
    match = _PREFIX.match(name)
    return match[0] if match else ""


def _only_level(departments: tuple[Department, ...]) -> str:
    """Return the level of all bodies whose names begin with one, where it is the same for all."""
    levels = {_level(fold(d.name)) for d in departments if d.group is not Group.COLLECTIVE} - {""}
    return levels.pop() if len(levels) == 1 else ""


def _other_levels(department: Department, level: str, place: Place) -> tuple[tuple[str, str], ...]:
    """
    Return what a department is called with its level left out or put in front.

    The bare name is listed for bodies of every level, so that it means nobody where two levels share it; a body
    of another level than the office's is listed twice over and never meant.
    """
    name = place.without(fold(department.name))
    if department.group is Group.COLLECTIVE:
        return ()
    if (seat := _SEAT.search(name)) and (town := name[: seat.start()]):
        return tuple((town + ending, department.name) for ending in _SEATS[town[-1]])
    if not level:
        return ()
    written = _level(name)
    stands_at = department.level or written or level
    bare = name.removeprefix(written)
    if stands_at != level:
        return (bare, department.name), (bare, "")
    return (bare, department.name), (level + bare, department.name)


def _core(word: str) -> str:
    """Return what tells a name from its likes, without level and 局, 委员会, 中心."""
    bare = word.removeprefix(_level(word))
    return _TAIL.sub("", bare) or bare


def _plausible(wanted: str, word: str, score: float) -> bool:
    """Whether a body may be meant: alike enough, or but for one character; one letter in common is no likeness."""
    one, other = _core(wanted), _core(word)
    slips = sum(a != b for a, b in zip(one, other, strict=False)) if len(one) == len(other) else len(one)
    levels = _level(wanted), _level(word)
    if all(levels) and levels[0] != levels[1]:
        return score >= _ABBREVIATED
    return score > _FEWEST or (slips == 1 and len(one) > 1)


def _likeness(wanted: str, word: str) -> float:
    """Return 0 to 100; an abbreviation (人社 for 人力资源社会保障) keeps the order of its characters."""
    from rapidfuzz import fuzz

    letters = iter(word)
    if len(wanted) > 1 and all(letter in letters for letter in wanted):
        return max(_ABBREVIATED, fuzz.WRatio(wanted, word))
    return fuzz.WRatio(wanted, word)
