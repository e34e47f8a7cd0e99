"""
乱码：text damaged by a shift of one byte in GB18030, repaired where the bytes allow.

A page that loses the first byte of a character reads every following pair one byte late: ``（一）精`` comes out
as ``?。ㄒ唬┚``.  The bytes are still there, but for pairs that stood for no character and were dropped.
They are paired anew, and the gaps are filled with whatever the rest of the document writes in such places.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOST: Final = "□"
_SIGNS: Final = re.compile(
    "[\u3105-\u3129\u2500-\u257f\u01cd-\u01dc\ufe30-\ufe6f\u0370-\u03ff\u0400-\u04ff\u2200-\u22ff]"
)
_OPENING: Final = re.compile(r"\?(?=[^\x00-\x7f]|\?[^\x00-\x7f])")
_LONGEST: Final = 60
_MOST_RUNS: Final = 500
_GAIN: Final = 2.0
_GAP: Final = 5.0
_TWO: Final = 2
_NUMERALS: Final = "一二三四五六七八九十"
_SMOOTH: Final = 0.4
_EMPTY: Final = (-math.inf, "")
_ASCII_TRAILS: Final = range(0x40, 0x7F)

# Cells of GBK without a character, which Windows gives private code points and Python four bytes:
# (first code point, lead byte, first trail byte, last trail byte); trail 7F does not exist.
_PRIVATE_CELLS: Final = (
    (0xE766, 0xA2, 0xAB, 0xB0), (0xE76C, 0xA2, 0xE3, 0xE4), (0xE76E, 0xA2, 0xEF, 0xF0), (0xE770, 0xA2, 0xFD, 0xFE),
    (0xE772, 0xA4, 0xF4, 0xFE), (0xE77D, 0xA5, 0xF7, 0xFE), (0xE785, 0xA6, 0xB9, 0xC0), (0xE78D, 0xA6, 0xD9, 0xDF),
    (0xE794, 0xA6, 0xEC, 0xED), (0xE796, 0xA6, 0xF3, 0xF3), (0xE797, 0xA6, 0xF6, 0xFE), (0xE7A0, 0xA7, 0xC2, 0xD0),
    (0xE7AF, 0xA7, 0xF2, 0xFE), (0xE7BC, 0xA8, 0x96, 0xA0), (0xE7C7, 0xA8, 0xBC, 0xBC), (0xE7C8, 0xA8, 0xBF, 0xBF),
    (0xE7C9, 0xA8, 0xC1, 0xC4), (0xE7CD, 0xA8, 0xEA, 0xFE), (0xE7E2, 0xA9, 0x58, 0x58), (0xE7E3, 0xA9, 0x5B, 0x5B),
    (0xE7E4, 0xA9, 0x5D, 0x5F), (0xE7E7, 0xA9, 0x89, 0x95), (0xE7F4, 0xA9, 0x97, 0xA0), (0xE7FE, 0xA9, 0xF0, 0xFE),
    (0xE810, 0xD7, 0xFA, 0xFE), (0xE815, 0xFE, 0x50, 0x7E), (0xE844, 0xFE, 0x80, 0xA0),
)  # fmt: skip
_PRIVATE: Final = {
    chr(first + trail - low): bytes((lead, trail))
    for first, lead, low, high in _PRIVATE_CELLS
    for trail in range(low, high + 1)
}


@cache
def _bytes(char: str) -> bytes:
    if char in _PRIVATE:
        return _PRIVATE[char]
    try:
        return char.encode("gb18030")
    except UnicodeEncodeError:
        return b""


@dataclass(slots=True)
class _Habits:
    """How often the sound part of a document writes each character and each pair."""

    single: Counter[str] = field(default_factory=Counter)
    pairs: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_lead: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_trail: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    total: int = 0

    def learn(self, lines: Iterable[str]) -> None:
        """Count the lines, and note which characters each byte may belong to."""
        for line in lines:
            self.single.update(line)
            for one, other in pairwise(f"{line}\n"):
                self.pairs[one][other] += 1
        for numeral in _NUMERALS:
            self._expect("（", numeral)
            self._expect(numeral, "）")
            self._expect("十", numeral)
        self.total = sum(self.single.values())
        for char in self.single:
            if len(code := _bytes(char)) == _TWO:
                self.by_lead[code[0]].append(char)
                self.by_trail[code[1]].append(char)

    def _expect(self, one: str, other: str) -> None:
        self.single[other] += 1
        self.single[one] += 1
        self.pairs[one][other] += 3

    def chance(self, before: str, char: str) -> float:
        """Return the log chance of ``char`` after ``before``."""
        alone = (self.single[char] + 0.005) / (self.total + 1)
        followers = self.pairs.get(before)
        count = followers[char] if followers else 0
        return math.log((count + _SMOOTH * alone) / (self.single[before] + _SMOOTH))

    def likelihood(self, text: str, before: str) -> float:
        """Return the log chance of a text."""
        return sum(self.chance(one, other) for one, other in pairwise(before + text))


def repair(lines: Sequence[str]) -> list[str]:
    """
    Return the lines with damaged stretches restored; ``□`` stands for a character that is lost.

    A document without damage is returned as it is.
    """
    damaged = {i for i, line in enumerate(lines) if _suspicious(line)}
    if not damaged or sum(len(_OPENING.findall(lines[i])) for i in damaged) > _MOST_RUNS:
        return list(lines)
    habits = _Habits()
    habits.learn(line for i, line in enumerate(lines) if i not in damaged)
    habits.learn(_SIGNS.split(_OPENING.split(lines[i])[0])[0] for i in damaged)
    return [_repair_line(line, habits) if i in damaged else line for i, line in enumerate(lines)]


def _suspicious(line: str) -> bool:
    return any(
        _SIGNS.search(line, match.end(), match.end() + 4)
        or line.startswith("?。", match.start())
        or _SIGNS.search(line, match.end(), match.end() + _LONGEST)
        for match in _OPENING.finditer(line)
    )


def _repair_line(line: str, habits: _Habits) -> str:
    place, done = 0, ""
    for match in _OPENING.finditer(line):
        if match.start() < place:
            continue
        best = _best_run(line, match.start(), habits, (done + line[place : match.start()])[-1:] or "\n")
        if best is None:
            continue
        end, text = best
        done += line[place : match.start()] + text
        place = end
    return done + line[place:]


def _best_run(line: str, start: int, habits: _Habits, before: str) -> tuple[int, str] | None:
    """Return the end and the restored text of the damaged run at ``start``, if restoring it makes better sense."""
    best: tuple[float, int, str] | None = None
    for end, tokens in _runs(line, start):
        score, text = _restore(tokens, habits, before, line[end : end + 1] or "\n")
        gain = score - habits.likelihood(line[start:end], before)
        if gain > _GAIN * len(tokens) ** 0.5 and (best is None or gain > best[0]):
            best = (gain, end, text)
    return best[1:] if best else None


def _runs(line: str, start: int) -> Iterable[tuple[int, list[bytes]]]:
    """Yield the ends a run may have, each with its bytes; an unknown byte is an empty token."""
    tokens: list[bytes] = []
    for place in range(start + 1, min(len(line), start + _LONGEST)):
        char = line[place]
        if char == "?":
            if place > start + 1:
                yield _after_tag(line, place + 1), [*tokens, b""]
            tokens.append("？".encode("gb18030"))
            continue
        code = _bytes(char)
        if len(code) == 1:
            if tokens and code[0] in _ASCII_TRAILS:
                yield place + 1, [*tokens, code]
            return
        if len(code) != _TWO:
            return
        tokens.append(code)
    if tokens:
        yield min(len(line), start + _LONGEST), tokens


def _after_tag(line: str, place: int) -> int:
    """A tag whose < was taken for half a character goes with the damage."""
    match = re.compile(r"/[a-z]{1,8}>").match(line, place)
    return match.end() if match else place


def _restore(tokens: list[bytes], habits: _Habits, before: str, after: str) -> tuple[float, str]:
    """Pair the bytes anew; at every seam two bytes may have been lost."""
    first = habits.by_trail.get(tokens[0][0], []) if tokens[0] else []
    paths = {char: (habits.chance(before, char), char) for char in first} or {LOST: (-12.0, LOST)}
    space = "\u3000"
    if tokens[0][:1] == b"\xa1":
        paths[space] = (-4.0, space)
    for one, other in pairwise(tokens):
        paths = _seam(one[-1:], other[:1], paths, habits)
    if len(tokens[-1]) == _TWO:
        paths = {end: (score - 6.0, text + LOST) for end, (score, text) in paths.items()}
    ends = ((score + habits.chance(text[-1], after), text) for score, text in paths.values())
    return max(ends, default=_EMPTY)


def _seam(
    lead: bytes, trail: bytes, paths: dict[str, tuple[float, str]], habits: _Habits
) -> dict[str, tuple[float, str]]:
    whole = _whole(lead, trail, habits)
    nexts = _extend(paths, whole, habits)
    halves = _extend(paths, habits.by_lead.get(lead[0], []) if lead else [], habits)
    seconds = habits.by_trail.get(trail[0], []) if trail else None
    gaps = _extend(_strongest(halves), seconds, habits)
    return _merge(nexts, {char: (score - _GAP, text) for char, (score, text) in gaps.items()})


def _whole(lead: bytes, trail: bytes, habits: _Habits) -> list[str]:
    if not trail:
        return habits.by_lead.get(lead[0], [])
    try:
        return [(lead + trail).decode("gb18030")]
    except UnicodeDecodeError:
        return []


def _extend(
    paths: dict[str, tuple[float, str]], chars: Iterable[str] | None, habits: _Habits
) -> dict[str, tuple[float, str]]:
    nexts: dict[str, tuple[float, str]] = {}
    for end, (score, text) in paths.items():
        for char in habits.pairs.get(end, ()) if chars is None else chars:
            reached = score + habits.chance(end, char)
            if reached > nexts.get(char, _EMPTY)[0]:
                nexts[char] = (reached, text + char)
    return nexts


def _strongest(paths: dict[str, tuple[float, str]]) -> dict[str, tuple[float, str]]:
    return dict(sorted(paths.items(), key=lambda item: (-item[1][0], item[0]))[:40])


def _merge(
    one: dict[str, tuple[float, str]], other: dict[str, tuple[float, str]]
) -> dict[str, tuple[float, str]]:
    merged = dict(one)
    for char, path in other.items():
        if path[0] > merged.get(char, _EMPTY)[0]:
            merged[char] = path
    return merged
