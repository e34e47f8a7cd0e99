"""参数：the figures an office may set beside a plan, each with a default that works."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from toolkit.lang import cells

if TYPE_CHECKING:
    from collections.abc import Mapping


class Form(Enum):
    """What may stand in a parameter's cell."""

    WHOLE = auto()
    PERCENT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One row of the sheet 参数: its Chinese key, default, what it does, and the values it takes."""

    key: str
    value: str
    help: str
    form: Form = Form.WHOLE
    low: int = 0
    high: int = 100

    @property
    def wanted(self) -> str:
        """What may be written, for a clerk."""
        return f"请填{self.low}到{self.high}之间的{'整数' if self.form is Form.WHOLE else '数（单位是%，只填数字）'}"


@dataclass(frozen=True, slots=True)
class ParameterFault:
    """A parameter that cannot be followed: its key, what is wrong, what to write instead."""

    key: str
    what: str
    todo: str


YELLOW_GAP, RED_GAP = "黄灯差距", "红灯差距"

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Parameter(
        key=YELLOW_GAP,
        value="10",
        help="完成进度比序时进度落后超过多少个百分点亮黄灯；没有超过的亮绿灯",
    ),
    Parameter(
        key=RED_GAP,
        value="30",
        help="完成进度比序时进度落后超过多少个百分点亮红灯；应大于黄灯差距",
    ),
    Parameter(key="临期天数", value="30", high=366, help="离完成时限不足多少天还没有完成的亮黄灯"),
    Parameter(key="连续黄灯转红", value="2", high=12, help="连续几个月黄灯就转为红灯；填0表示不转"),
    Parameter(
        key="波动幅度",
        value="30",
        form=Form.PERCENT,
        high=1000,
        help="本期数比上期数增减超过百分之多少时，请报送单位说明原因",
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
    if parameter is None:
        return raw.strip()
    value = cells.read_value(raw, "%" if parameter.form is Form.PERCENT else None)
    return raw.strip() if value.number is None or value.approximate else f"{value.number:g}"


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
    try:
        number = float(value)
    except ValueError:
        return False
    whole = parameter.form is Form.PERCENT or number.is_integer()
    return whole and parameter.low <= number <= parameter.high


def _check_order(parameters: Mapping[str, str]) -> tuple[ParameterFault, ...]:
    yellow, red = parameters[YELLOW_GAP], parameters[RED_GAP]
    if float(yellow) < float(red):
        return ()
    what = f"红灯差距{red}不大于黄灯差距{yellow}，黄灯永远不会亮"
    return (ParameterFault(RED_GAP, what, "请把红灯差距改得比黄灯差距大"),)
