"""督查约定：what a plan says about its own supervision, as proposals for the office's calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from toolkit.lang.script import shadow
from toolkit.model.plan import Doubt


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording that settles how a plan is supervised; the example is a test."""

    code: str
    regex: re.Pattern[str]
    proposal: str
    example: str


def _rule(code: str, regex: str, proposal: str, example: str) -> Rule:
    return Rule(code, re.compile(regex), proposal, example)


RULES: Final = (
    _rule(
        "cadence-month",
        r"月调度|月通报|月报告|按月(?:调度|通报|报送|报告)|每月(?:调度|通报|报送|上报|\d{1,2}日前)",
        "建议报送周期设为每月",
        "实行月调度、季报告",
    ),
    _rule(
        "cadence-quarter",
        r"季报告|季通报|季调度|按季度?(?:调度|通报|报送)|每季度?(?:末|调度|通报|报送|报告)",
        "建议每季度出一份汇总报告",
        "实行月调度、季报告",
    ),
    _rule(
        "cadence-week",
        r"周调度|周通报|按周调度|每周(?:调度|通报|报送)",
        "建议对这些任务启用周调度表",
        "坚持“日督促、周调度、月通报”",
    ),
    _rule("cadence-half", r"半年(?:通报|评估|总结|调度)|每半年", "建议每半年出一份评估", "每半年通报一次"),
    _rule("cadence-day", r"日督促|日调度|每日(?:调度|报送|通报)", "建议对这些任务逐日催办", "日督促、周调度"),
    _rule(
        "bulletin",
        r"(?:予以|定期|及时|进行)通报|通报机制|通报批评",
        "建议开启通报；点名前由办公室认定",
        "无合理原因未能按时落地的予以通报",
    ),
    _rule(
        "scoring",
        r"(?:纳入|列入)[^。;]{0,40}(?:考核|绩效|考评)|考核指标不得分|开展考核|督查考核",
        "建议开启评分；扣分和零分由办公室认定",
        "纳入绩效考核专项指标",
    ),
    _rule(
        "inspection",
        r"专项督查|随机抽查|明察暗访|跟踪督办|督促检查|督导检查",
        "建议安排核查，按登记的随机数抽取任务",
        "不定期开展专项督查",
    ),
    _rule(
        "account",
        r"对账销账|对账销号|销号管理|台账管理|建立[^。;]{0,10}台账|清单化管理",
        "建议使用工作台账逐项销号",
        "定期对账销账并开展考核",
    ),
    _rule("listed", r"挂牌督办", "建议对这些任务标记“挂牌”", "重点问题挂牌督办"),
    _rule(
        "sub-plan",
        r"制定[^。;]{0,12}(?:本领域|本部门|本单位|具体|配套|实施)[^。;]{0,8}方案",
        "建议请牵头单位报送本领域方案",
        "制定本领域改革方案",
    ),
    _rule(
        "opinion",
        r"(?:于|请于|在)[^。;]{0,24}前[^。;]{0,16}(?:反馈|报送|报)[^。;]{0,30}",
        "这是征求意见的期限，建议登记意见征集",
        "于9月15日18:00前书面反馈",
    ),
    _rule(
        "opinion-silence",
        r"逾期(?:未报|未反馈|不报|不反馈)[^。;,]{0,6}视为(?:无意见|同意|没有意见)",
        "逾期未报按无意见记",
        "逾期未报视为无意见",
    ),
    _rule(
        "key-tasks",
        r"重点攻坚|攻坚任务",
        "建议在任务表里给这些任务标记“攻坚”",
        "明确以下十项改革任务重点攻坚",
    ),
)


def find(paragraphs: tuple[str, ...]) -> tuple[Doubt, ...]:
    """Return the supervision rules found in paragraphs about the plan itself, each with its sentence."""
    found: dict[tuple[str, str], Doubt] = {}
    for paragraph in paragraphs:
        plain = shadow(paragraph)
        for rule in RULES:
            if match := rule.regex.search(plain):
                quote = _sentence(paragraph, plain, match.start())
                found.setdefault(
                    (rule.code, quote),
                    Doubt(about="", code=rule.code, what=f"方案写明：“{quote}”", proposal=rule.proposal),
                )
    order = {rule.code: i for i, rule in enumerate(RULES)}
    return tuple(sorted(found.values(), key=lambda doubt: order[doubt.code]))


def _sentence(text: str, plain: str, place: int) -> str:
    start = max(plain.rfind(stop, 0, place) for stop in "。;!?\n") + 1
    stops = [at for stop in "。;!?\n" if (at := plain.find(stop, place)) >= 0]
    return text[start : min(stops, default=len(text))].strip()[:120]
