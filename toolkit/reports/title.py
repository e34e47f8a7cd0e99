"""
标题回行：where a title turns to the next line.

GB/T 9704-2012 clause 7.3.1: words are kept whole, the lines make a trapezoid or a rhombus.  A title is cut
into the words of :data:`WORDS`, numbers with their measure, and place names; what is none of these stays
whole.  Of all ways to the fewest lines the one that costs least is taken.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import Final

from toolkit.reports.measure import ems

_WORDS = """
营商环境 政务服务 便民服务 公共服务 民营经济 数字经济 数字政府 乡村振兴 行政审批 放管服 高质量 现代化 一体化
国际化 法治化 便利化 一网通办 进展情况 落实情况 完成情况 领导小组 行动方案 工作方案 实施方案 行动计划 工作计划
实施意见 若干措施 任务分工
关于 印发 推进 推动 加快 促进 优化 深化 改革 创新 完善 加强 强化 落实 开展 实施 提升 提高 建设 建立 支持 服务
提速 增效 项目 企业 重点 任务 分工 专项 行动 方案 计划 意见 措施 若干 办法 细则 通知 规划 三年 五年 年度 指标
评价 对标 试点 示范 帮扶 对口 协作 合作 共建 产业 经济 社会 发展 安全 生产 环境 整治 治理 保护 生态 教育
医疗 卫生 文化 旅游 交通 农业 农村 工业 科技 金融 税收 财政 就业 人才 住房 消费 投资 招商 城市 乡镇 市场 主体
工作 目标 责任 体系 机制 能力 水平 质量 情况 通报
"""
WORDS: Final = tuple(sorted(_WORDS.split(), key=len, reverse=True))
"""Words of titles; a longer one is found before a shorter one it begins with."""

ROOM: Final = 19.5
"""Characters of 二号 a line of 156 mm takes, with a little to spare for letters wider than half."""

_TOKEN = re.compile(
    r"[（(]?\d+(?:[.—–~～-]+\d+)*(?:年版?|月份|月|日|项|个|条|周|%)*[）)]?|第[一二三四\d]+(?:季度|周|批|期)|"
    + "|".join(WORDS)
    + r"|(?:^|(?<=[《省市县区])|(?<=关于))[一-龥]{2,4}?[省市县区州旗镇乡]"
)
_STICKS_BACK = re.compile(r"[的之和与及、，：）)》〉”’]+")
_STICKS_ON = re.compile(r"[（(《〈“‘]+")
_MOST_LINES = 4
_A_LINE, _SQUARE, _HOURGLASS, _IN_BOOK_TITLE, _BEFORE_BOOK_TITLE = 6.0, 1.0, 8.0, 1.0, 2.0
"""What a line more, lines of one length, a narrow waist, and a turn within or before 《…》 cost."""


def lines_of(title: str, room: float = ROOM) -> tuple[str, ...]:
    """Return a title's lines, none wider than ``room`` characters where its words allow it."""
    if ems(title) <= room:
        return (title,)
    pieces = words(title)
    ways = (
        _cut(pieces, places)
        for turns in range(1, min(_MOST_LINES, len(pieces)))
        for places in combinations(range(1, len(pieces)), turns)
    )
    fitting = (lines for lines in ways if all(ems(line) <= room for line in lines))
    return min(fitting, key=_cost, default=(title,))


def words(title: str) -> tuple[str, ...]:
    """Return the pieces between which a title may turn."""
    pieces: list[str] = []
    for piece in _raw(title):
        if pieces and (_STICKS_BACK.fullmatch(piece) or _STICKS_ON.fullmatch(pieces[-1][-1])):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(pieces)


def _raw(title: str) -> list[str]:
    """Cut a title at its words and marks; what stands between them is one piece."""
    cuts = {0, len(title)}
    for pattern in (_TOKEN, _STICKS_BACK, _STICKS_ON):
        for found in pattern.finditer(title):
            cuts |= {found.start(), found.end()}
    return [title[start:end] for start, end in pairwise(sorted(cuts))]


def _cut(pieces: tuple[str, ...], places: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *places, len(pieces))
    return tuple("".join(pieces[start:end]) for start, end in pairwise(edges))


def _cost(lines: tuple[str, ...]) -> float:
    widths = [ems(line) for line in lines]
    waist = any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))
    square = max(widths) - min(widths) < 1
    spread = (max(widths) - min(widths)) / 2
    return (
        len(lines) * _A_LINE + spread + square * _SQUARE + waist * _HOURGLASS + sum(map(_turn, _heads(lines)))
    )


def _heads(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what stands before each turn, and the line after it."""
    return [("".join(lines[:i]), lines[i]) for i in range(1, len(lines))]


def _turn(place: tuple[str, str]) -> float:
    before, after = place
    if after.startswith("《"):
        return _BEFORE_BOOK_TITLE
    return _IN_BOOK_TITLE if before.count("《") > before.count("》") else 0.0
