"""工作状态：the words departments use for the four states."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from toolkit.lang.script import fold, look
from toolkit.model.returns import Status

_WORDS: Final[dict[Status, tuple[str, ...]]] = {
    Status.NOT_STARTED: ("未启动", "未开始", "尚未启动", "尚未开始", "未开展", "未开工", "待启动", "未推进"),
    Status.ONGOING: (
        "推进中",
        "进行中",
        "正在推进",
        "正在进行",
        "正常推进",
        "有序推进",
        "持续推进",
        "稳步推进",
        "按序时推进",
        "序时推进",
        "达到序时",
        "滞后",
        "推进滞后",
        "推进有序",
        "进展顺利",
        "基本完成",
        "大部分完成",
        "接近完成",
        "即将完成",
        "部分完成",
        "未完成",
        "在办",
        "办理中",
        "长期推进",
        "长期坚持",
    ),
    Status.DONE: (
        "已完成",
        "完成",
        "已办结",
        "办结",
        "全部完成",
        "提前完成",
        "已经完成",
    ),
    Status.ADJUST: ("申请调整", "需调整", "拟调整", "申请延期", "调整", "暂缓", "申请变更"),
}
OWN_WORDS: Final[dict[str, Status]] = {status.value: status for status in Status}
"""The four states in the words of our form, which mean nothing else."""
_BEYOND: Final = "超额完成"
_BY_WORD: Final = {look(word): status for status, words in _WORDS.items() for word in words}
_TICKED: Final = frozenset((*"√✓✔☑vV对是yY1", "无变化", "本期无变化", "yes", "Yes", "YES"))


@lru_cache(maxsize=1024)
def read_status(text: str, *, reached: bool = False) -> Status | None:
    """
    Return the state a word means, 己完成 and 末启动 too; None for a word that means none.

    基本完成 is not done; 超额完成 is where the row's own figure reaches the target, as ``reached`` says.
    """
    word = look(fold(text)).strip("。.!！")
    if word == look(_BEYOND):
        return Status.DONE if reached else Status.ONGOING
    return _BY_WORD.get(word)


def is_tick(text: str) -> bool:
    """Whether a cell is ticked, with whichever mark a keyboard offers."""
    return bool(text) and fold(text) in _TICKED
