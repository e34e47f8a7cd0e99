"""Text damaged by a shift of one byte."""

from __future__ import annotations

import re

from toolkit.lang.mojibake import repair

SOUND = [
    "（二）优化政务服务，推进精准、快速释放惠企红利，提升服务水平。",
    "（三）加强组织领导，强化督查考核，推动各项任务落地落实，优化营商环境。",
    "一要精准施策，二要快速推进，三要释放红利，提升金融服务能力，完善融资担保体系。",
    "（四）持续释放惠企红利",
    "县政务服务局要提升服务能力，县金融办要推动精准、快速放贷，释放政策红利。",
]


def damage(text: str) -> str:
    """Lose the first byte of an ideographic space, as a page does that reads GB18030 one byte late."""
    data = "\u3000".encode("gb18030") + text.encode("gb18030")
    shown = "?" + data[1:].decode("gb18030", "replace")
    return re.sub("\ufffd+", "?", shown)


def test_a_heading_shifted_by_a_byte_is_read_again() -> None:
    """The bytes are still there, and are paired anew."""
    damaged = damage("（一）精准、快速释放惠企红利")
    assert "精准" not in damaged
    assert repair([*SOUND, damaged])[-1].strip() == "（一）精准、快速释放惠企红利"


def test_sound_text_is_left_as_it_is() -> None:
    """Question marks and symbols of sound text are not touched."""
    lines = [*SOUND, "是否合理?请说明。", "→ 见附件", "PM2.5?"]
    assert repair(lines) == lines


def test_repair_keeps_the_number_of_lines() -> None:
    """Every line has its counterpart."""
    assert len(repair(["?。ㄒ唬┚珳?", "", "x"])) == 3
