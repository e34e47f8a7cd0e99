"""参数：the thresholds of rules, and the rules an office has switched off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

JUMP, FLOOR, ALIKE, BEYOND, OVER, LONG = (
    "波动幅度",
    "波动起点",
    "雷同字数",
    "悬殊倍数",
    "超额幅度",
    "进展字数",
)
OFF: Final = "停用规则"
DEFAULTS: Final[Mapping[str, float]] = {JUMP: 30, FLOOR: 3, ALIKE: 15, BEYOND: 100, OVER: 200, LONG: 300}
"""What holds where an office set nothing; the sheet 参数 shows the same."""

STILL_TOLD: Final = "（汇总单位已停用这条规则，不退回）"
"""What stands behind a fault that would have sent the return back, had its rule not been switched off."""

_CODE: Final = re.compile(r"[A-Z]\d\d")
_read: dict[tuple[str, ...], dict[str, float]] = {}


def numbers(parameters: Mapping[str, str]) -> Mapping[str, float]:
    """Return every threshold, its default where it is unset or unreadable; read once for equal settings."""
    written = tuple(parameters.get(key, "") for key in DEFAULTS)
    if written not in _read:
        _read[written] = {
            key: _number(raw, default) for (key, default), raw in zip(DEFAULTS.items(), written, strict=True)
        }
    return _read[written]


def switched_off(parameters: Mapping[str, str]) -> frozenset[str]:
    """Return the codes under 停用规则."""
    written = parameters.get(OFF, "")
    return frozenset(_CODE.findall(written)) if written else frozenset()


def _number(raw: str, default: float) -> float:
    try:
        return float(raw)
    except ValueError:
        return default
