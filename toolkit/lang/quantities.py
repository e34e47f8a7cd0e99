"""数量：every number with a unit in a text, with 万 and 亿 multiplied out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from toolkit.lang import numerals


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit as they stand in a text; ``spelled`` is set for Chinese numerals, ``low`` for the 3 of 3-5."""

    start: int
    end: int
    value: float
    unit: str
    spelled: bool = False
    low: float | None = None


TIME_UNITS: Final = (
    "个工作日", "工作日", "个自然日", "自然日", "个日历日", "日历日", "个小时", "小时", "分钟", "个月", "天", "日",
    "周", "秒",
)  # fmt: skip
STEP_UNITS: Final = ("个环节", "个办理环节", "个步骤", "环节", "步骤")
SHARE_UNITS: Final = ("%", "个百分点", "百分点", "‰")
MONEY_UNITS: Final = ("元", "美元", "人民币")
_PLAIN: Final = (
    "平方公里", "平方米", "立方米", "平米", "公里", "千米", "公顷", "公斤", "千克", "千瓦时", "千瓦", "兆瓦", "人次", "户次", "家次",
    "件次", "项次", "车次", "班次", "场次", "批次", "轮次", "例次", "辆次", "人份",
    "美元", "欧元", "港元", "蒸吨", "标准箱", "吨标准煤", "吨标煤", "微克", "毫克", "床位", "学位", "张床位",
)  # fmt: skip
_CHARS: Final = (
    ("项", "目"), ("家", "庭长"), ("户", "籍口外均"), ("人", "才员民口大数力社均工行"),
    ("名", "录单称额义优"), ("件", "事"),
    ("笔", "者记"),
    ("份", "额"), ("台", "账帐风"), ("辆", ""), ("座", "谈"), ("所", "有在需属以得"),
    ("条", "例件款"), ("处", "理置罚于分"),
    ("米", ""), ("亩", "均"), ("吨", ""), ("元", "素旦"), ("张", "贴"), ("套", "餐"), ("场", "所景地"),
    ("部", "门署分委"), ("篇", ""),
    ("种", "类植子养"), ("类", "别型"), ("宗", "旨"), ("起", "来草步"), ("例", "如"), ("倍", ""),
    ("分", "钟局公类级别批步期之支散布配"), ("次", "日数生"),
    ("只", "有"), ("头", "部"), ("株", ""), ("支", "持撑付行队出"), ("门", "诊店户"),
    ("间", "隔接"), ("片", "区"), ("块", ""), ("幢", ""),
    ("栋", ""), ("艘", ""), ("架", "构"), ("班", "子"), ("期", "间限末内"), ("批", "复准次发而"),
    ("位", "于置"), ("升", "级"), ("度", "假"), ("册", ""), ("枚", ""), ("轮", "换流岗训候椅胎船值作"), ("棵", ""), ("盏", ""),
    ("眼", "前光底科"),
    ("斤", ""), ("列", "入出为举席"), ("口", "岸径号头碑"), ("款", "项式"),
)  # fmt: skip
_PER: Final = (
    r"(?:/(?:[百千万])?(?:公里·?年|百公里·?年|年|月|天|日|人|户|亩|次|升|立方米|平方米|平方公里|公里|小时|千瓦时|吨|个|万元|例|件)|"
    r"每[百千万]公里·?年?|/万人|/千人)?"
)
_COUNTED: Final = r"个(?:工作日|自然日|日历日|小时|月|百分点|环节|办理环节|步骤)|个(?!体|人|性|税|案|别|转)"
UNIT: Final = (
    r"(?:"
    + "|".join((r"%|‰", _COUNTED, "工作日|自然日|日历日|小时|分钟|百分点|环节|步骤", *map(re.escape, _PLAIN)))
    + r"|天(?!然|气|津|空|候)|日(?!常|均|益|报|前|起|结|期|清)|周(?!边|期|年|末|转)|"
    + "|".join(f"{char}(?![{after}])" if after else char for char, after in _CHARS)
    + r")"
    + _PER
)
_FIGURES: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SPELLED: Final = r"[一二两三四五六七八九十百千]{1,6}(?:点[一二三四五六七八九零]{1,3})?"
_QUANTITY: Final = re.compile(
    rf"(?:(?<![\d.年月])(?P<low>\d{{1,6}}(?:\.\d{{1,3}})?)\s?[%万]?\s?(?:-|—|~|至|到)\s?)?(?P<number>(?<![\d.A-Za-z第×x*])(?:{_FIGURES}\s?[十百千万亿]{{0,2}}|(?<![第十百千万亿\d之初星周期统唯单同某每近这那])"
    rf"(?:{_SPELLED}[万亿]?)))\s?(?P<unit>{UNIT})"
)
_PERCENT: Final = re.compile(
    r"百分之(?P<number>[一二两三四五六七八九十百零]{1,5}(?:点[一二三四五六七八九零]{1,3})?)"
)
_BARE: Final = re.compile(
    rf"(?P<number>(?<![\d.A-Za-z第×]){_FIGURES})(?=\s?(?:、|和|,|及|或)\s?{_FIGURES}\s?[十百千万亿]{{0,2}}\s?(?P<unit>{UNIT}))"
)


def find(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text (a shadow), left to right, none overlapping."""
    found = [one for match in _QUANTITY.finditer(text) if (one := _quantity(match)) is not None]
    found += [
        Quantity(match.start(), match.end(), value, "%", spelled=True)
        for match in _PERCENT.finditer(text)
        if (value := numerals.parse(match["number"])) is not None
    ]
    return _apart(found)


def find_shared(text: str) -> tuple[Quantity, ...]:
    """Return the numbers that share the unit of the next: the 5 of 5、15个工作日."""
    return tuple(
        Quantity(match.start("number"), match.end("number"), value, match["unit"])
        for match in _BARE.finditer(text)
        if (value := numerals.parse(match["number"])) is not None
    )


def _quantity(match: re.Match[str]) -> Quantity | None:
    number = match["number"].replace(" ", "")
    value = numerals.parse(number)
    if value is None:
        return None
    low = numerals.parse(match["low"]) if match["low"] else None
    low = low if low is not None and low < value else None
    return Quantity(match.start(), match.end(), value, match["unit"], not number[0].isdigit(), low)


def _apart(found: list[Quantity]) -> tuple[Quantity, ...]:
    apart: list[Quantity] = []
    for one in sorted(found, key=lambda quantity: (quantity.start, -quantity.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return tuple(apart)
