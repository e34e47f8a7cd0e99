"""自动编号：the numbers Word counts itself, as a reader sees them (ECMA-376 part 1, clause 17.9)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIGURES: Final = "零一二三四五六七八九"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FINANCIAL: Final = dict(zip("零一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰", strict=True))
_HEAVENLY: Final = "甲乙丙丁戊己庚辛壬癸"
_LEVELS: Final = 9
_TEN: Final = 10
_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its number format, its text (``（%1）``) and the number it starts at."""

    form: str
    text: str
    start: int = 1
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=lambda: defaultdict(lambda: [None] * _LEVELS))

    @classmethod
    def read(cls, root: Any, styles: Any) -> Numbering:  # noqa: ANN401 - lxml elements
        """Read the list definitions; an empty document has none."""
        found = cls()
        if root is None:
            return found
        kinds = {one.get(f"{_W}abstractNumId", ""): _levels(one) for one in root.iterfind(f"{_W}abstractNum")}
        for num in root.iterfind(f"{_W}num"):
            name = num.get(f"{_W}numId", "")
            kind = _value(num.find(f"{_W}abstractNumId"))
            levels = dict(kinds.get(kind, {}))
            for override in num.iterfind(f"{_W}lvlOverride"):
                levels.update(_overridden(override, levels))
            found.levels[name] = levels
            found.abstract[name] = (
                name if num.find(f"{_W}lvlOverride/{_W}startOverride") is not None else kind
            )
        found.styles = _style_lists(styles)
        return found

    def number(self, paragraph: Any) -> str:  # noqa: ANN401 - an lxml element
        """Count a paragraph and return the number printed before it, ``""`` where it has none."""
        place = self._place(paragraph)
        if place is None:
            return ""
        name, depth = place
        level = self.levels.get(name, {}).get(depth)
        if level is None:
            return ""
        counts = self.counts[self.abstract[name]]
        counts[depth] = level.start if counts[depth] is None else (counts[depth] or 0) + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return self._printed(name, depth, counts)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401
        mark = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        name, depth = self.styles.get(style, ("", 0))
        if mark is not None:
            name = _value(mark.find(f"{_W}numId")) or name
            depth = int(_value(mark.find(f"{_W}ilvl")) or depth)
        return (name, min(depth, _LEVELS - 1)) if name and name != "0" else None

    def _printed(self, name: str, depth: int, counts: list[int | None]) -> str:
        level = self.levels[name][depth]
        if level.form in {"bullet", "none"}:
            return ""
        text = level.text
        for above in range(depth + 1):
            known = self.levels[name].get(above, level)
            count = counts[above] if counts[above] is not None else known.start
            text = text.replace(f"%{above + 1}", written(count or 0, known.form))
        return text if text.endswith(("、", "）", ")", ".", "．", " ")) else f"{text} "


def _value(element: Any) -> str:  # noqa: ANN401
    return "" if element is None else str(element.get(f"{_W}val", ""))


def _levels(kind: Any) -> dict[int, Level]:  # noqa: ANN401
    return {int(one.get(f"{_W}ilvl", "0")): _level(one) for one in kind.iterfind(f"{_W}lvl")}


def _level(one: Any) -> Level:  # noqa: ANN401
    return Level(
        _value(one.find(f"{_W}numFmt")) or "decimal",
        _value(one.find(f"{_W}lvlText")),
        int(_value(one.find(f"{_W}start")) or 1),
        _value(one.find(f"{_W}pStyle")),
    )


def _overridden(override: Any, levels: dict[int, Level]) -> dict[int, Level]:  # noqa: ANN401
    depth = int(override.get(f"{_W}ilvl", "0"))
    own = override.find(f"{_W}lvl")
    level = _level(own) if own is not None else levels.get(depth)
    start = _value(override.find(f"{_W}startOverride"))
    if level is None:
        return {}
    return {depth: Level(level.form, level.text, int(start) if start else level.start, level.style)}


def _style_lists(styles: Any) -> dict[str, tuple[str, int]]:  # noqa: ANN401
    found = {}
    for style in styles.iter(f"{_W}style"):
        mark = style.find(f"{_W}pPr/{_W}numPr")
        if mark is not None and (name := _value(mark.find(f"{_W}numId"))):
            found[style.get(f"{_W}styleId", "")] = (name, int(_value(mark.find(f"{_W}ilvl")) or 0))
    return found


def written(count: int, form: str) -> str:
    """Return a count in one of Word's number formats; an unknown format counts in figures."""
    if form.startswith(("chineseLegal", "ideographLegal")):
        return "".join(_FINANCIAL.get(char, char) for char in chinese(count))
    if form.startswith(
        ("chinese", "japaneseCounting", "taiwaneseCounting", "ideographDigital", "koreanCounting")
    ):
        return chinese(count)
    if form.startswith("decimalEnclosedCircle") and 1 <= count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    if form == "ideographTraditional" and 1 <= count <= len(_HEAVENLY):
        return _HEAVENLY[count - 1]
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    return f"{count:02d}" if form == "decimalZero" else str(count)


def chinese(count: int) -> str:
    """Return a count below a thousand in Chinese: 一, 十二, 二十, 一百零三."""
    if count < _TEN:
        return _FIGURES[count]
    if count < _HUNDRED:
        tens, ones = divmod(count, _TEN)
        return ("" if tens == 1 else _FIGURES[tens]) + "十" + (_FIGURES[ones] if ones else "")
    hundreds, rest = divmod(count, _HUNDRED)
    joint = "零" if 0 < rest < _TEN else "一" if _TEN <= rest < 2 * _TEN else ""
    return _FIGURES[hundreds % _TEN] + "百" + (joint + chinese(rest) if rest else "")
