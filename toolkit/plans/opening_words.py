"""The words offices use in their own ledgers for how a task stands, and for the month a ledger stands at."""

from __future__ import annotations

import re
from typing import Final

from toolkit.lang.script import fold
from toolkit.model.period import Period
from toolkit.model.returns import Status

_STATES: Final = (
    (
        Status.ONGOING,
        re.compile(
            r"未(?:完成|办结|销号)|(?:推进|进行|办理|建设|实施|落实)中|正在|在办|滞后|序时|部分完成|基本完成|长期|持续|逾期|正常|^否$|^[×✗x]$"
        ),
        ("推进中", "未办结", "达到序时进度", "否"),
    ),
    (
        Status.NOT_STARTED,
        re.compile(r"(?:未|尚未|没有|待)(?:启动|开始|开展|开工|推进|实施)"),
        ("未启动", "尚未开工"),
    ),
    (
        Status.ADJUST,
        re.compile(r"(?:申请|拟|需)(?:调整|延期|变更)|^(?:暂缓|调整|延期)$"),
        ("申请延期",),
    ),
    (
        Status.DONE,
        re.compile(r"完成|办结|销号|销账|结案|竣工|^是$|^[√✓✔☑vy]$|^100%$", re.IGNORECASE),
        ("已办结", "完成", "√", "2022年5月20日办结"),
    ),
)
"""The first that fits decides: 未完成 and 基本完成 are not done; the examples are a test."""

_CUT_OFF: Final = re.compile(
    r"(?:截至|截止|截止到|截至到|到|至)?(?:(?P<y>20\d\d)年)?(?P<m>1[0-2]|0?[1-9])月(?:\d{1,2}日|底|末|份)?"
)


def status(text: str) -> Status | None:
    """Return the state a ledger's word stands for; None for a blank or a word that stands for none."""
    plain = fold(text).strip("。.!！")
    return next((state for state, regex, _ in _STATES if plain and regex.search(plain)), None)


def period(text: str, year: int) -> str:
    """Return the label of the last month a heading speaks of, ``""`` for none: （截至5月底） is that May."""
    labels = [
        Period.month(int(match["y"] or year), int(match["m"])).label
        for match in _CUT_OFF.finditer(fold(text))
    ]
    return labels[-1] if labels else ""
