"""待定事项.xlsx: the sheets and columns that are written and read back."""

from __future__ import annotations

from typing import Final, NamedTuple

OPEN_SHEET: Final = "待定事项"
DECIDED_SHEET: Final = "已决定"
OWN_SHEET: Final = "主动登记"
LISTS_SHEET: Final = "_选项"
META_SHEET: Final = "_待定信息"
"""Very hidden: column A a key, column B its value; the keys are ``layout`` and ``office``."""

LAYOUT_VERSION: Final = "1"
TICK: Final = "√"
GROUP: Final = "类："
"""How the key of a line that speaks for a whole kind begins; the kind follows."""


class Column(NamedTuple):
    """A column: what it is called in code, its header, its width in characters, whether the office fills it in."""

    field: str
    header: str
    width: float
    filled: bool = False


OPEN_COLUMNS: Final = (
    Column("number", "序号", 5),
    Column("kind", "类别", 11),
    Column("subject", "事项", 24),
    Column("question", "需要决定什么", 24),
    Column("known", "已知情况", 34),
    Column("proposal", "建议", 17),
    Column("reason", "理由", 20),
    Column("choice", "决定", 20, filled=True),
    Column("ground", "依据", 16, filled=True),
    Column("decided_by", "决定人", 10, filled=True),
    Column("key", "编码", 0),
)
DECIDED_COLUMNS: Final = (
    Column("number", "序号", 5),
    Column("kind", "类别", 11),
    Column("subject", "事项", 24),
    Column("question", "决定了什么", 24),
    Column("was", "决定", 18),
    Column("was_ground", "依据", 16),
    Column("was_by", "决定人", 10),
    Column("at", "登记时间", 17),
    Column("note", "备注", 22),
    Column("choice", "改为", 18, filled=True),
    Column("ground", "改的依据", 16, filled=True),
    Column("decided_by", "改的决定人", 11, filled=True),
    Column("key", "编码", 0),
)
"""Both end in a hidden column with the key of the question."""
OWN_COLUMNS: Final = (
    Column("number", "序号", 5),
    Column("plan", "方案", 24, filled=True),
    Column("id", "任务或指标编号", 14, filled=True),
    Column("matter", "办理事项", 16, filled=True),
    Column("until", "延期到哪天", 14, filled=True),
    Column("ground", "依据（中止、终止写文件号）", 34, filled=True),
    Column("decided_by", "决定人", 12, filled=True),
    Column("end", "", 0),
)
"""What persons settle without being asked; nothing of it is known beforehand, so it has no keys."""
