"""认定的类别: what persons decide about rows and departments, the choices they have, what each is about."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

PLAN: Final = "plan"
ROW: Final = "id"
TASK: Final = "task"
PERIOD: Final = "period"
"""The period a decision was asked upon; earlier ones are judged without it."""
DEPARTMENT: Final = "department"
DUE: Final = "due"
UNTIL: Final = "until"
ASKED_ON: Final = "asked_on"
SINCE: Final = "since"
"""The period in which a claim 已完成 was first made."""
DOCUMENT: Final = "document"
NODES: Final = "nodes"
SAID: Final = "said"
"""Keys of ``Pending.about``; days are ISO text, ``nodes`` the JSON of the nodes asked for, ``said`` what departments say differently."""


class Ask(StrEnum):
    """What is asked about rows, departments and returns; the value is the kind as 待定事项 shows it."""

    DONE = "办结认定"
    REASON = "原因认定"
    EXTENSION = "延期"
    CLOSE = "销号"
    LIST = "挂牌"
    UNLIST = "摘牌"
    NAME = "点名通报"
    ZERO = "计零分"
    STOP = "中止终止"
    STANDING = "转为常态化"
    UPPER_LEVEL = "依赖上级"
    IDLE = "无实质进展"
    LATE = "超期补报"
    MERGE = "单位合并"
    NODES = "节点调整"
    APART = "数据核对"


OF_TASK: Final = frozenset({Ask.LIST, Ask.UNLIST, Ask.STANDING, Ask.UPPER_LEVEL})
"""Asked about the whole task, and settled for all its rows."""

DONE_ACCEPTED: Final = "认可办结"
DONE_UNPROVEN: Final = "证据不足，退回"
DONE_FALSE: Final = "假办结"
REFUTING: Final = frozenset({DONE_UNPROVEN, DONE_FALSE})
"""Choices after which a claim 已完成 counts as 推进中."""

REASONABLE: Final = "合理"
UNREASONABLE: Final = "不合理"
REASON_OPEN: Final = "待认定"

AGREED_UNTIL: Final = "同意至"
"""How the agreement to an extension begins; the new day follows: 同意至2022年9月30日."""
DISAGREED: Final = "不同意"

CLOSED: Final = "同意销号"
NOT_YET: Final = "暂不销号"
LISTED: Final = "挂牌督办"
NOT_LISTED: Final = "不挂牌"
UNLISTED: Final = "摘牌"
STILL_LISTED: Final = "继续挂牌"
NAMED: Final = "点名"
NOT_NAMED: Final = "不点名"
ZEROED: Final = "计零分"
NOT_ZEROED: Final = "不计零分"
SUSPENDED: Final = "中止"
ENDED: Final = "终止"
GOES_ON: Final = "继续推进"
STOPPING: Final = frozenset({SUSPENDED, ENDED})
"""Choices that need the number of a document as their ground."""
MADE_STANDING: Final = "转为常态化"
NOT_STANDING: Final = "不转"
UPPER: Final = "认定依赖上级"
NOT_UPPER: Final = "不认定"
IDLE: Final = "无实质进展"
NOT_IDLE: Final = "有实质进展"
LATE_COUNTED: Final = "计入更正"
LATE_LEFT_OUT: Final = "不计"
NODES_AGREED: Final = "同意调整"
LEAD_COUNTS: Final = "以牵头单位所报为准"
BOTH_LOOK: Final = "请核对"
NOT_MERGED: Final = "不是同一单位"
MERGED_INTO: Final = "合并为"
"""How the choice to merge begins; the name that stays follows in “”."""
