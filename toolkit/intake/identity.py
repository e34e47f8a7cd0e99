"""
身份：whose a file is and which period it reports on.

The inside goes before the outside: hidden sheet, then the cell 填报单位, then sheet and file name, then the
subfolder.  Names are compared in folded form with the directory's names and aliases, never by likeness; what
nobody can tell is held for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from toolkit.intake.labels import Label, label_text
from toolkit.intake.periods import read_period
from toolkit.lang.script import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.intake.known import Known
    from toolkit.intake.meta import Meta
    from toolkit.model.department import Directory
    from toolkit.model.period import Period

_LEVELS: Final = "省市县区州盟旗镇乡"


@dataclass(frozen=True, slots=True)
class Identity:
    """A department's canonical name, or why nobody can tell."""

    department: str = ""
    hold: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clues:
    """Everything about a file that may say whose it is and when it is for."""

    meta: Meta | None
    labels: Mapping[str, Label]
    titles: tuple[str, ...]
    sheets: tuple[str, ...]
    name: str
    hint: str


def lookup(name: str, directory: Directory) -> tuple[str, ...]:
    """Return the canonical names a written name may mean: one, none, or several where an alias is shared."""
    wanted = fold(name)
    exact = [d.name for d in directory.departments if fold(d.name) == wanted]
    if exact or not wanted:
        return tuple(exact)
    return tuple(d.name for d in directory.departments if wanted in map(fold, d.aliases))


def mentioned(text: str, directory: Directory) -> tuple[str, ...]:
    """
    Return the departments whose name or alias stands in a text, longest first.

    市财政局 does not mention an office whose alias is 财政局: the level in front makes it another body.
    """
    folded = fold(text)
    names = {fold(word): d.name for d in directory.departments for word in (*d.aliases, d.name)}
    found: list[str] = []
    for word in sorted(filter(None, names), key=len, reverse=True):
        at = folded.find(word)
        if at < 0 or (at and folded[at - 1] in _LEVELS):
            continue
        folded = folded.replace(word, "\n")
        found.append(names[word])
    return tuple(dict.fromkeys(found))


def identify(clues: Clues, directory: Directory) -> Identity:
    """Return the department, by the best clue there is; clues of one rank that disagree are held."""
    inside = _inside(clues, directory)
    if inside.department or inside.hold:
        return inside
    return _outside(clues, directory)


def _inside(clues: Clues, directory: Directory) -> Identity:
    hidden = lookup(clues.meta.department, directory) if clues.meta else ()
    written = label_text(clues.labels.get("department"))
    named = lookup(written, directory)
    if clues.meta and not hidden:
        return Identity(
            hold=f"填报表是发给“{clues.meta.department}”的，单位名录里没有这个单位，请核对单位名录。"
        )
    if hidden and named and hidden != named:
        return Identity(
            hold=f"填报表是发给“{hidden[0]}”的，表内填报单位却写“{written}”，请核实是哪个单位报送的。"
        )
    if hidden:
        note = () if named or not written else (f"填报单位写作“{written}”，按下发对象“{hidden[0]}”记",)
        return Identity(hidden[0], notes=note)
    if written and len(named) != 1:
        return Identity(hold=_unknown(written, named))
    return Identity(named[0]) if named else Identity()


def _unknown(written: str, named: tuple[str, ...]) -> str:
    if named:
        return f"填报单位“{written}”可以指{'、'.join(named)}，请在单位名录里区分别名后重新放入。"
    return f"填报单位“{written}”不在单位名录里，请核实是哪个单位，或把它作为别名加入单位名录。"


def _outside(clues: Clues, directory: Directory) -> Identity:
    stem = PurePath(clues.name).stem
    names = {where: mentioned(text, directory) for where, text in (("文件名", stem), ("文件夹", clues.hint))}
    names["工作表名"] = mentioned(" ".join(clues.sheets), directory)
    names["标题"] = mentioned(" ".join(clues.titles), directory)
    said = {where: found for where, found in names.items() if found}
    distinct = {name for found in said.values() for name in found}
    if len(distinct) == 1:
        return Identity(distinct.pop())
    if distinct:
        told = "、".join(f"{where}“{'、'.join(found)}”" for where, found in said.items())
        return Identity(hold=f"看不出是哪个单位报送的：{told}，请核实后在表内填写填报单位。")
    return Identity(hold="看不出是哪个单位报送的，表内没有填报单位，文件名和文件夹也没有单位名称，请核实。")


def period_of(clues: Clues, known: Known) -> tuple[str, str]:
    """Return the period's label, and the period as printed: its label, or the words nobody could read."""
    printed, words = _printed(clues, known.year)
    hidden = read_period(clues.meta.period, known.year) if clues.meta else None
    texts = (*clues.sheets, PurePath(clues.name).stem)
    named = next((p for p in (read_period(text, known.year) for text in texts) if p), None)
    return str(hidden or printed or named or ""), str(printed) if printed else words


def _printed(clues: Clues, year: int) -> tuple[Period | None, str]:
    label = clues.labels.get("period")
    if label and (found := read_period(label.value, year)):
        return found, ""
    for title in clues.titles:
        if found := read_period(title, year):
            return found, ""
    return None, label_text(label)
