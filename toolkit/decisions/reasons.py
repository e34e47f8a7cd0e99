"""理由: what a department's own words say about why a row is behind; a proposal for a person, never a verdict."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from toolkit.model.deciding import REASON_OPEN, REASONABLE, UNREASONABLE


class Words(NamedTuple):
    """Words that speak for a choice, and what they show; the example is read by a test."""

    pattern: str
    choice: str
    shows: str
    example: str


UPPER: Final = (
    r"(?:上级|国家|部委|省[级里厅局]?|市[级里局]?)[^，。；]{0,12}(?:未|尚|没有|待|等待|暂缓|推迟|延后|调整)"
)
"""Something above the county has not come yet; ground too for asking whether the task depends on it."""

WORDS: Final = (
    Words(UPPER, REASONABLE, "原因在上级", "省级配套文件尚未印发，无法开展"),
    Words(r"疫情|汛期|洪涝|台风|暴雨|地震|雪灾|不可抗力", REASONABLE, "属不可抗力", "受汛期影响停工半个月"),
    Words(r"流标|废标|投诉|诉讼|行政复议", REASONABLE, "受法定程序影响", "第一次招标流标，需重新招标"),
    Words(
        r"重视不够|认识不到位|责任心不强|抓得不紧|推进不力", UNREASONABLE, "属主观原因", "个别股室重视不够"
    ),
    Words(r"人手|人员(?:不足|紧张|变动|调整)|事多人少", UNREASONABLE, "属内部可调剂的原因", "单位人手不足"),
    Words(
        r"衔接不(?:够|畅|及时)|沟通不(?:够|畅|及时)|协调不(?:够|到位)",
        UNREASONABLE,
        "属工作衔接的原因",
        "与镇街沟通不及时",
    ),
)
"""In this order: a reason above the county outweighs what is said besides."""


def weigh(text: str) -> tuple[str, str]:
    """Return the choice a reason's words speak for, and why in a few words; 待认定 where they do not say."""
    for words in WORDS:
        match = re.search(words.pattern, text)
        if match:
            return words.choice, f"写明“{match[0]}”，{words.shows}"
    return REASON_OPEN, "所写原因看不出是否合理，请核实"


def from_above(text: str) -> bool:
    """Tell whether a reason says that something above the county is waited for."""
    return re.search(UPPER, text) is not None
