"""填报单元格：one cell of a returned table, as written, to a value or a sentence about what is wrong."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from toolkit.lang import numerals, units
from toolkit.lang.cell_dates import CellDate, read_date
from toolkit.lang.script import simplify, strip_blanks

__all__ = ["CellDate", "CellValue", "read_date", "read_value", "states_nil"]


@dataclass(frozen=True, slots=True)
class CellValue:
    """
    What a value cell says.

    ``number`` is in the wanted unit, ``unit`` the unit written in the cell.  ``nil`` is a stated none
    (``/``, ``无``).  ``repairs`` say what was normalised, ``problem`` is a sentence for the department, ``""``
    where nothing is wrong; ``doubt`` one on how a unit was read, which the department should confirm.
    """

    number: float | None = None
    unit: str | None = None
    approximate: bool = False
    repairs: tuple[str, ...] = ()
    problem: str = ""
    nil: bool = False
    doubt: str = ""


_NIL: Final = frozenset(
    (
        "/",
        "//",
        "-",
        "--",
        "—",
        "——",
        "―",
        "无",
        "暂无",
        "没有",
        "未发生",
        "不涉及",
        "无数据",
        "N/A",
        "n/a",
        "NA",
    )
)
_NUM: Final = rf"(?:[+-]?\d[\d,]*(?:\.\d+)?[十百千万萬亿億]*|[{numerals.CHINESE}]+|半)"

_UNREADABLE: Final = (
    (
        r"#(REF|N/A|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC|GETTING_DATA)[!?]?.*",
        "此格是公式错误值“{raw}”，请改填数字",
    ),
    (r"=.+", "此格是没有算出结果的公式，请改填数字"),
    (r"(同上|同前|同上行|〃|同上月|同上期|”|\")", "此格写的是“{raw}”，请把数字写出来"),
    (
        r"(详?见.*|参见.*|附后|另附|另报|另行.*|如下|如附件.*)",
        "此格写的是“{raw}”，没有数字，请把数字直接填在此格",
    ),
    (rf"{_NUM}[^\d]{{0,6}}?[-—–~～至到]{_NUM}.*", "此格填的是一个范围“{raw}”，请填一个确定的数字"),
    (
        r"([≥≤><＞＜≧≦]=?|不少于|不低于|不超过|不高于|大于|小于|超过?|高于|低于|少于|至少|最多|以上|以下|以内).*",
        "此格填的是一个界限“{raw}”，请填实际完成的数字",
    ),
    (rf"{_NUM}\D{{0,6}}(以上|以下|以内|之内)", "此格填的是一个界限“{raw}”，请填实际完成的数字"),
    (r"[\d十百千万]*[余多几][^\d]*", "此格的“{raw}”不是确定的数字，请填准确数字"),
)
_KEPT: Final = 64
"""Characters of the longest cell of which it is remembered how it reads."""
_ABOUT: Final = re.compile(r"(?:大约|大概|约为?|接近|将近|近|左右|上下|差不多|大致|~|≈)")
_APOSTROPHE: Final = re.compile(r"^['‘’`´＇]+|['‘’`´＇]+$")
_SPLIT: Final = re.compile(rf"(百分之)?({_NUM})(.*)", re.DOTALL)
_LEAD: Final = re.compile(r"^(?:共计?|合计|累计|已?完成|目前|现有?|达到?|为|是|计)+[:：]?(?=\S)")


def read_value(raw: str, unit: str | None) -> CellValue:
    """
    Read one value cell against the unit its row wants.

    Form is repaired and noted (full-width figures, blanks, Chinese numerals, the unit itself, convertible
    units); substance is never guessed: ranges, limits, references and words without a number are problems.
    """
    return (_remembered if len(raw) <= _KEPT else _read_value)(raw, unit)


def _read_value(raw: str, unit: str | None) -> CellValue:
    text = strip_blanks(simplify(unicodedata.normalize("NFKC", _join_groups(raw))))
    bare = _APOSTROPHE.sub("", text).rstrip(".。")
    if not bare:
        return CellValue()
    if bare in _NIL:
        return CellValue(nil=True)
    shown = raw.strip()
    for pattern, sentence in _UNREADABLE:
        if re.fullmatch(pattern, bare):
            return CellValue(problem=sentence.format(raw=shown))
    return _read_number(bare, shown, unit)


_remembered = lru_cache(maxsize=4096)(_read_value)


def states_nil(raw: str) -> bool:
    """Whether a cell says that there is nothing: ``/``, ``无``, 暂无."""
    return read_value(raw, None).nil


def _join_groups(raw: str) -> str:
    return re.sub(r"(?<=\d)[ \u00a0\u2009\u202f\u3000](?=\d{3}(?!\d))", "", raw)


def _read_number(bare: str, shown: str, unit: str | None) -> CellValue:
    exact = _ABOUT.sub("", bare)
    match = _SPLIT.fullmatch(_LEAD.sub("", exact))
    number = numerals.parse(match[2]) if match else None
    if match is None or number is None:
        return CellValue(problem=f"此格的“{shown}”里没有读出数字，请填数字")
    value = CellValue(
        number=number,
        unit="%" if match[1] else match[3] or None,
        approximate=exact != bare,
        repairs=_form_repairs(shown, bare),
    )
    if value.approximate:
        value = replace(value, repairs=(*value.repairs, f"“{shown}”是约数，按{number:g}记，并注明“约”"))
    return _in_unit(value, shown, unit)


def _form_repairs(shown: str, bare: str) -> tuple[str, ...]:
    if shown == bare:
        return ()
    return (f"“{shown}”的写法已规范为“{bare}”",)


def _in_unit(value: CellValue, shown: str, unit: str | None) -> CellValue:
    """Take a number written with its unit into the wanted one."""
    if value.number is None or value.unit is None:
        return _bare_multiple(value, shown, unit)
    if not re.fullmatch(r"[^\d,，。;；:：()（）]{1,8}", value.unit):
        return CellValue(
            unit=None, repairs=value.repairs, problem=f"此格“{shown}”除数字外还有文字，请只填一个数字"
        )
    if unit is None:
        return value
    factor = units.factor(value.unit, unit)
    if factor is None:
        return _named_otherwise(value, shown, unit)
    number = round(value.number * factor, 9)
    converted = f"“{shown}”已换算为{number:.15g}{unit}" if factor != 1 else ""
    note = converted or f"“{shown}”已去掉单位，按{number:.15g}记"
    return replace(value, number=number, repairs=(*value.repairs, note), doubt=converted)


def _named_otherwise(value: CellValue, shown: str, unit: str) -> CellValue:
    """Take a number whose unit differs in name only, to be confirmed; ask for one in another unit."""
    factor = units.named_otherwise(value.unit or "", unit)
    if factor is None or value.number is None:
        asked = f"此格“{shown}”的单位是“{value.unit}”，应以“{unit}”为单位，请换算后填写"
        return replace(value, number=None, problem=asked)
    number = round(value.number * factor, 9)
    note = f"“{shown}”的单位是“{value.unit}”，表中是“{unit}”，按{number:.15g}{unit}记"
    return replace(value, number=number, repairs=(*value.repairs, note), doubt=note)


def _bare_multiple(value: CellValue, shown: str, unit: str | None) -> CellValue:
    """Ask about 1.2万 where the unit is 万元: the 万 may be said twice or once."""
    if (
        value.number is not None
        and unit
        and unit[0] in numerals.LARGE
        and shown.rstrip()[-1:] in numerals.LARGE
    ):
        sentence = f"此格“{shown}”与单位“{unit}”都带“{unit[0]}”，请只填以“{unit}”计的数字"
        return replace(value, number=None, problem=sentence)
    return value
