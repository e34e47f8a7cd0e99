"""章节：which headings of a plan hold tasks, which goals, which talk about the plan itself."""

from __future__ import annotations

import re
from typing import Final

from toolkit.lang.script import fold, shadow

_GENERAL: Final = re.compile(
    r"(?:总体要求|总体思路|指导思想|基本原则|工作原则|重要意义|背景|总则|附则|形势|现状|基础|基本情况|适用范围|工作机制|认定|"
    r"(?:组织|保障)(?:保障|措施|实施|领导|机制|机构)|保障|工作要求|有关要求|相关要求|工作保障|要求|实施步骤|工作步骤|进度安排|时间安排|实施阶段|"
    r"方法步骤|推进步骤|工作安排|督查考核|监督考核|考核(?:奖惩|办法|评价)|附件|解读|名词解释|总结|强化.{0,4}(?:保障|领导))$"
)
_GOALS: Final = re.compile(
    r"(?:发展目标|主要目标|工作目标|总体目标|目标要求|年度目标|行动目标|预期目标|建设目标|具体目标|目标)$"
)
_TASKS: Final = re.compile(
    r"(?:任务目标|目标任务|主要任务|重点任务|重点工作|工作任务|主要举措|主要措施|工作措施|推进措施|具体措施|工作内容|重点举措|任务|举措|措施)$"
)
_COUNT: Final = re.compile(r"\([^()]*\)$")


def _plain(heading: str) -> str:
    return _COUNT.sub("", fold(heading)).strip("。.:;、")


def is_general(heading: str) -> bool:
    """Tell whether a chapter is about the plan itself: 总体要求, 保障措施, 工作要求."""
    plain = _plain(heading)
    return bool(_GENERAL.search(plain)) and not _is_tasks(plain)


def is_goals(heading: str) -> bool:
    """Tell whether a chapter states the goals of the plan: 发展目标, 主要目标."""
    plain = _plain(heading)
    return bool(_GOALS.search(plain)) and not _is_tasks(plain)


def is_aims(heading: str) -> bool:
    """Tell whether a chapter without goals of its own may state them: 总体要求."""
    return bool(re.search(r"(?:总体要求|总体思路|总体目标|指导思想和目标)$", _plain(heading)))


def is_targets(heading: str) -> bool:
    """Tell whether a chapter that holds no task may state goals under a wider name: 目标任务, 主要指标."""
    return bool(re.search(r"目标|指标", _plain(heading)))


def glued(head: str) -> int:
    """Return the length of a usual heading that runs into its text without a stop, or 0."""
    plain = shadow(head)
    if (spaced := _SPACED.match(plain)) and re.search(r"[,。;]", plain[spaced.end() :]):
        return spaced.end()
    match = _GLUED.match(plain)
    return match.end() if match and len(head) > match.end() + len("以习近平新时代") else 0


_SPACED: Final = re.compile(r"[^\s,。;:、()0-9A-Za-z]{3,20}\s+(?=\S{8,})")
_GLUED: Final = re.compile(
    r"(?:总体要求|指导思想|基本原则|工作目标|主要目标|发展目标|主要任务|重点任务|工作任务|保障措施|工作要求|组织保障|组织实施|工作措施|重点工作|目标任务|总体目标|行动目标|年度目标)"
    r"(?![,。;:、(的和与及是]|$)"
)


def _is_tasks(plain: str) -> bool:
    return bool(_TASKS.search(plain)) and not re.search(r"保障(?:措施)?$|组织", plain)
