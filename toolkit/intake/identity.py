"""
身份：whose a file is and which period it reports on.

The inside goes before the outside: hidden sheet, then the cell 填报单位, then sheet and file name, then the
subfolder.  What a name means :mod:`toolkit.intake.aliases` says, never by likeness; what nobody can tell is held
for a person, with the departments it may be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from toolkit.intake.labels import Label, label_text
from toolkit.intake.periods import read_period
from toolkit.lang.patterns import when_used

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.intake.aliases import Names
    from toolkit.intake.known import Known
    from toolkit.intake.meta import Meta
    from toolkit.model.period import Period

_BODY: Final = when_used(
    r"[\u4e00-\u9fff]{1,12}?(?:局|委员会|委|办公室|办|中心|镇|乡|街道|公司|分局|银行|大队)(?![\u4e00-\u9fff]*局)"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """A department's canonical name, or why nobody can tell and which it may be, likeliest first."""

    department: str = ""
    hold: str = ""
    notes: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clues:
    """
    Everything about a file that may say whose it is and when it is for.

    ``rows`` is the one department that all answered rows of a table of one's own name, ``""`` for none or several.
    """

    meta: Meta | None
    labels: Mapping[str, Label]
    titles: tuple[str, ...]
    sheets: tuple[str, ...]
    name: str
    hint: str
    rows: str = ""


def identify(clues: Clues, names: Names, period: Period | None = None) -> Identity:
    """Return the department, by the best clue there is; clues of one rank that disagree are held."""
    inside = _inside(clues, names, period)
    if inside.hold:
        return inside
    if not inside.department:
        return _outside(clues, names, period)
    stem = names.mentioned(PurePath(clues.name).stem, period)
    if stem and inside.department not in stem:
        told = f"文件名写的是{'、'.join(stem)}，表内是{inside.department}，按表内记"
        return replace(inside, notes=(*inside.notes, told))
    return inside


def _inside(clues: Clues, names: Names, period: Period | None) -> Identity:
    """
    Return whose a file is by its hidden sheet and the cell 填报单位, or by the one department all its rows name.

    The hidden sheet may bear a name the department had when the form went out.
    """
    issued = clues.meta.department if clues.meta else ""
    written = label_text(clues.labels.get("department"))
    hidden, named = names.find(issued), names.find(written, period)
    if clues.meta and len(hidden) != 1:
        return _doubt("填报表的发放对象", issued, hidden, names)
    if hidden and named and hidden != named:
        hold = f"填报表是发给“{hidden[0]}”的，表内填报单位却写“{written}”，请核实是哪个单位报送的。"
        return Identity(hold=hold, proposals=(*hidden, *named))
    if hidden:
        note = () if named or not written else (f"填报单位写作“{written}”，按下发对象“{hidden[0]}”记",)
        return Identity(hidden[0], notes=note)
    if written and len(named) != 1:
        return _doubt("填报单位", written, named, names)
    return Identity(named[0]) if named else Identity(clues.rows)


def _doubt(where: str, written: str, named: tuple[str, ...], names: Names) -> Identity:
    """Return why a name means nobody, or several, and whom it may mean."""
    if named:
        hold = f"{where}“{written}”可以指{'、'.join(named)}，请在单位名录里区分别名后重新放入。"
        return Identity(hold=hold, proposals=named)
    if expired := names.expired(written):
        told = "、".join(f"{heir}的曾用名“{one}”" for one, heir in expired)
        heirs = tuple(dict.fromkeys(heir for _, heir in expired))
        hold = f"{where}“{written}”是{told}，这一期已不使用，请核实是不是{'、'.join(heirs)}报送的。"
        return Identity(hold=hold, proposals=heirs)
    like = names.like(written)
    hold = f"{where}“{written}”{unknown(like)}，请核实是哪个单位，或把它作为别名加入单位名录。"
    return Identity(hold=hold, proposals=like)


def unknown(like: tuple[str, ...]) -> str:
    """Say that a name is not in the directory, and which of its names it may be."""
    return "不在单位名录里" + (f"，可能是{'、'.join(like)}" if like else "")


def said_outside(clues: Clues, names: Names, period: Period | None) -> dict[str, tuple[str, ...]]:
    """Return the departments that file name, folder, sheet names and titles speak of, by where they do."""
    places = {
        "文件名": PurePath(clues.name).stem,
        "文件夹": clues.hint,
        "工作表名": " ".join(clues.sheets),
        "标题": " ".join(clues.titles),
    }
    return {where: found for where, text in places.items() if (found := names.mentioned(text, period))}


def _outside(clues: Clues, names: Names, period: Period | None) -> Identity:
    said = said_outside(clues, names, period)
    distinct = tuple(dict.fromkeys(name for found in said.values() for name in found))
    if len(distinct) == 1:
        return Identity(distinct[0])
    if distinct:
        told = "、".join(f"{where}“{'、'.join(found)}”" for where, found in said.items())
        hold = f"看不出是哪个单位报送的：{told}，请核实后在表内填写填报单位。"
        return Identity(hold=hold, proposals=distinct)
    like = names.like(clues.hint) if clues.hint else ()
    like = like or tuple(dict.fromkeys(n for word in _BODY.findall(clues.name) for n in names.like(word)))
    may = f"（可能是{'、'.join(like)}）" if like else ""
    return Identity(
        hold=f"看不出是哪个单位报送的，表内没有填报单位，文件名和文件夹也没有单位名录里的名称{may}，请核实。",
        proposals=like,
    )


def period_of(clues: Clues, known: Known, chosen: Period | None = None) -> tuple[str, str]:
    """
    Return the period's label, and the period as printed: its label, or the words nobody could read.

    ``chosen`` is the period whose sheet or columns were read, of several in the file.
    """
    printed, words = _printed(clues, known)
    hidden = read_period(clues.meta.period, known.year) if clues.meta else None
    texts = (*clues.sheets, PurePath(clues.name).stem)
    named = next((p for p in (read_period(text, known.year, known.latest) for text in texts) if p), None)
    return str(hidden or printed or named or chosen or ""), str(printed) if printed else words


def _printed(clues: Clues, known: Known) -> tuple[Period | None, str]:
    label = clues.labels.get("period")
    if label and (found := read_period(label.value, known.year, known.latest)):
        return found, ""
    for title in clues.titles:
        if found := read_period(title, known.year, known.latest):
            return found, ""
    return None, label_text(label)
