"""参数：the figures an office may set beside a plan, each with a default that works."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.lang import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Form(Enum):
    """What may stand in a parameter's cell."""

    WHOLE = auto()
    PERCENT = auto()
    CHOICE = auto()
    RISING = auto()
    CODES = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """
    One row of the sheet 参数: its Chinese key, default, what it does, and the values it takes.

    ``low`` and ``high`` bound a number; ``choices`` are what a :attr:`Form.CHOICE` takes.
    """

    key: str
    value: str
    help: str
    form: Form = Form.WHOLE
    low: int = 0
    high: int = 100
    choices: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """What may be written, for a clerk."""
        return _FORMS[self.form].wanted(self)


@dataclass(frozen=True, slots=True)
class ParameterFault:
    """A parameter that cannot be followed: its key, what is wrong, what to write instead."""

    key: str
    what: str
    todo: str


NONE: Final = "无"
"""What stands in a list of codes that names none."""

YELLOW_GAP, RED_GAP = "黄灯差距", "红灯差距"

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Parameter(
        key=YELLOW_GAP,
        value="10",
        help="完成进度比序时进度落后超过多少个百分点亮黄灯；没有超过的亮绿灯。亮灯方案按相对差距的，填低于序时进度的百分之几",
    ),
    Parameter(
        key=RED_GAP,
        value="30",
        help="完成进度比序时进度落后超过多少个百分点亮红灯；应大于黄灯差距。亮灯方案按相对差距的，填低于序时进度的百分之几",
    ),
    Parameter(key="临期天数", value="30", high=366, help="离完成时限不超过多少天还没有达到目标的亮黄灯"),
    Parameter(key="连续黄灯转红", value="2", high=12, help="连续几个月黄灯就转为红灯；填0表示不转"),
    Parameter(
        key="波动幅度",
        value="30",
        form=Form.PERCENT,
        high=1000,
        help="本期数比上期数增减超过百分之多少时，请报送单位说明原因",
    ),
    Parameter(
        key="波动起点",
        value="3",
        high=1000000,
        help="本期数与上期数相差不到多少（按该目标的计量单位）时，不问波动；金额不受此限。填0表示都问",
    ),
    Parameter(
        key="超额幅度",
        value="200",
        form=Form.PERCENT,
        low=100,
        high=10000,
        help="累计数超过目标值的百分之多少时，提示报送单位核实口径",
    ),
    Parameter(
        key="悬殊倍数",
        value="100",
        low=2,
        high=10000,
        help="完成值超过目标值多少倍时，请报送单位核实数字和计量单位",
    ),
    Parameter(
        key="雷同字数",
        value="15",
        low=5,
        high=300,
        help="进展情况不少于多少字、又与其他单位一字不差时，请报送单位说明",
    ),
    Parameter(key="进展字数", value="300", low=50, high=2000, help="进展情况超过多少字时提示压缩"),
    Parameter(
        key="停用规则",
        value=NONE,
        form=Form.CODES,
        help="不用的审核规则的代码，用顿号隔开，例如H02、X02；全部规则见“run.py rules”。填“无”表示都用。"
        "停用会退回的规则时，仍在审核意见里提示，不再退回",
    ),
    Parameter(
        key="亮灯方案",
        value="五色",
        form=Form.CHOICE,
        choices=("五色", "三色", "三色相对", "临期亮蓝", "五色加橙"),
        help="五色：蓝已办结、绿正常、黄滞后或临期、红严重滞后或逾期、灰未到节点；三色：只用绿、黄、红；"
        "三色相对：同三色，差距按低于序时进度的百分之几算；临期亮蓝：蓝是临近时限，绿含已办结，红只给逾期；"
        "五色加橙：严重滞后亮橙灯，红只给逾期",
    ),
    Parameter(
        key="序时方式",
        value="直线",
        form=Form.CHOICE,
        choices=("直线", "季度"),
        help="累计类目标的序时进度怎么算。直线：按已过月数；季度：按“季度进度”，季度之内按直线。报了阶段节点应达值的，按节点",
    ),
    Parameter(
        key="季度进度",
        value="20、50、75、100",
        form=Form.RISING,
        help="一、二、三、四季度末各应完成百分之几；序时方式为“季度”时才用",
    ),
    Parameter(
        key="节点填报",
        value="是",
        form=Form.CHOICE,
        choices=("是", "否"),
        help="是：填报表里附一张选填的“节点安排”，没有数字可比的任务由牵头单位写明分几步、何时做完；否：不附",
    ),
)
"""In the order of the sheet; light thresholds follow the table of lights most offices use."""

KNOWN: Final[dict[str, Parameter]] = {parameter.key: parameter for parameter in PARAMETERS}


def defaults() -> dict[str, str]:
    """Return every parameter at its default, in the order of the sheet."""
    return {parameter.key: parameter.value for parameter in PARAMETERS}


def read(key: str, raw: str) -> str:
    """Return a value as it is kept: ``１０`` and ``10%`` as ``10``, ``不`` as written (for :func:`check`)."""
    parameter = KNOWN.get(key)
    return raw.strip() if parameter is None else _FORMS[parameter.form].read(raw)


def check(parameters: Mapping[str, str]) -> tuple[ParameterFault, ...]:
    """Return every parameter that cannot be followed; unknown keys are left to whoever added them."""
    faults = [fault for key, value in parameters.items() if (fault := _check_one(key, value))]
    return tuple(faults) or _check_order({**defaults(), **parameters})


def _check_one(key: str, value: str) -> ParameterFault | None:
    parameter = KNOWN.get(key)
    if parameter is None or _allowed(parameter, value):
        return None
    what = f"参数“{key}”填的是“{value}”" if value else f"参数“{key}”是空的"
    return ParameterFault(key, what, parameter.wanted)


def _allowed(parameter: Parameter, value: str) -> bool:
    return _FORMS[parameter.form].allowed(parameter, value)


def _check_order(parameters: Mapping[str, str]) -> tuple[ParameterFault, ...]:
    yellow, red = parameters[YELLOW_GAP], parameters[RED_GAP]
    if float(yellow) < float(red):
        return ()
    what = f"红灯差距{red}不大于黄灯差距{yellow}，黄灯永远不会亮"
    return (ParameterFault(RED_GAP, what, "请把红灯差距改得比黄灯差距大"),)


class _Rules(NamedTuple):
    """How a form of value is asked for, read, and allowed."""

    wanted: Callable[[Parameter], str]
    read: Callable[[str], str]
    allowed: Callable[[Parameter, str], bool]


def _read_number(raw: str, unit: str | None) -> str:
    value = cells.read_value(raw, unit)
    return raw.strip() if value.number is None or value.approximate else f"{value.number:g}"


def _read_numbers(raw: str) -> str:
    """Return several numbers with 、 between, whatever stood there: with commas Excel may take them for one number."""
    parts = re.split(r"[,，、;；\s]+", unicodedata.normalize("NFKC", raw).strip())
    return "、".join(_read_number(part, "%") for part in parts if part)


def _read_codes(raw: str) -> str:
    """Return codes with 、 between, in capitals and in their order, whatever stood between them; none as 无."""
    written = unicodedata.normalize("NFKC", raw).strip().upper()
    parts = [part for part in re.split(r"[,，、;；/\s]+", written) if part and part != NONE]
    return "、".join(dict.fromkeys(parts)) or NONE


def _coded(_parameter: Parameter, value: str) -> bool:
    return value in {"", NONE} or all(re.fullmatch(r"[A-Z]\d\d", part) for part in value.split("、"))


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _bounded(parameter: Parameter, value: str) -> bool:
    number = _number(value)
    return number is not None and parameter.low <= number <= parameter.high


def _whole(parameter: Parameter, value: str) -> bool:
    return _bounded(parameter, value) and float(value).is_integer()


def _rising(parameter: Parameter, value: str) -> bool:
    """Whether these are four shares, one a quarter, that never fall and end with all of it."""
    parts = value.split("、")
    if len(parts) != _QUARTERS or not all(_bounded(parameter, part) for part in parts):
        return False
    shares = [float(part) for part in parts]
    return shares == sorted(shares) and shares[-1] == parameter.high


_QUARTERS: Final = 4
_FORMS: Final[dict[Form, _Rules]] = {
    Form.WHOLE: _Rules(
        lambda p: f"请填{p.low}到{p.high}之间的整数", lambda raw: _read_number(raw, None), _whole
    ),
    Form.PERCENT: _Rules(
        lambda p: f"请填{p.low}到{p.high}之间的数（单位是%，只填数字）",
        lambda raw: _read_number(raw, "%"),
        _bounded,
    ),
    Form.CHOICE: _Rules(
        lambda p: f"请填其中一个：{'、'.join(p.choices)}", str.strip, lambda p, value: value in p.choices
    ),
    Form.RISING: _Rules(
        lambda _: "请填四个从小到大的百分数，用顿号隔开，最后一个是100，例如20、50、75、100",
        _read_numbers,
        _rising,
    ),
    Form.CODES: _Rules(lambda _: "请填规则代码，用顿号隔开，例如H02、X02；都用的填“无”", _read_codes, _coded),
}
