"""Commitments read out of policy Chinese: our own sentences, each with what a careful clerk would enter."""

from __future__ import annotations

import pytest

from toolkit.lang.script import shadow
from toolkit.model.plan import Basis, Kind, Target
from toolkit.plans import grammar, proposals, targets

Wanted = tuple[str, str | None, float | None, str | None, str | None]


def read(text: str) -> list[Target]:
    """Read the targets of a text in a plan of 2022."""
    return list(targets.extract(text, "1", "任务", 2022, ()))


def told(text: str) -> list[Wanted]:
    """Return what was read as plain values."""
    return [
        (
            t.basis.value,
            t.comparator.value if t.comparator else None,
            t.value,
            t.unit,
            t.due.isoformat() if t.due else None,
        )
        for t in read(text)
    ]


LEVELS: list[tuple[str, list[Wanted]]] = [
    (
        "2022年底前，开办企业压缩至1个环节，1个工作日以内办结。",
        [("level", "≤", 1, "个环节", "2022-12-31"), ("level", "≤", 1, "个工作日", "2022-12-31")],
    ),
    ("办结率达到90%以上，差评回访率100%。", [("level", "≥", 90, "%", None), ("level", "≥", 100, "%", None)]),
    ("担保费率不高于1%。", [("level", "≤", 1, "%", None)]),
    ("2025年实现审批逾期率低于5%。", [("level", "<", 5, "%", "2025-12-31")]),
    (
        "年内新增通办事项不少于100项，总数突破1000项。",
        [("increase", "≥", 100, "项", "2022-12-31"), ("level", ">", 1000, "项", "2022-12-31")],
    ),
    ("热线接通率从80%提升至90%。", [("level", "≥", 90, "%", None)]),
    ("将8次测绘缩减至4次以下。", [("level", "≤", 4, "次", None)]),
    ("合同签订期限由法定30日内压缩至10日内。", [("level", "≤", 10, "日", None)]),
    ("办理时间分别不超过5个、15个工作日。", [("level", "≤", 5, "个工作日", None), ("level", "≤", 15, "个工作日", None)]),
    (
        "2023年底前，实现高压办电20个工作日，低压3个工作日。",
        [("level", "≤", 20, "个工作日", "2023-12-31"), ("level", "≤", 3, "个工作日", "2023-12-31")],
    ),
    ("审批环节由8个减少到4个，跑动次数不超过1次。", [("level", "≤", 4, "个", None), ("level", "≤", 1, "次", None)]),
    ("企业开办一日办结，登记三个工作日办结。", [("level", "≤", 1, "日", None), ("level", "≤", 3, "个工作日", None)]),
    ("推动各乡镇至少建立一个服务中心。", [("level", "≥", 1, "个", None)]),
    ("培训35万人次，覆盖率达百分之九十五。", [("level", "≥", 350_000, "人次", None), ("level", "≥", 95, "%", None)]),
    ("每年至少开展一次第三方评估。", [("level", "≥", 1, "次", None)]),
    ("打造3-5个示范点，一般事项3至5个工作日办结。", [("level", "≥", 3, "个", None), ("level", "≤", 5, "个工作日", None)]),
    (
        "2022年，签约项目20个、开工15个、投产10个。",
        [("level", "≥", 20, "个", "2022-12-31"), ("level", "≥", 15, "个", "2022-12-31"), ("level", "≥", 10, "个", "2022-12-31")],
    ),
    ("将15个部门的120项事项纳入综合窗口。", [("level", "≥", 120, "项", None)]),
    ("全年退件率控制在3%以下。", [("level", "≤", 3, "%", "2022-12-31")]),
    ("企業開辦時間壓縮至１個工作日內。", [("level", "≤", 1, "个工作日", None)]),
]  # fmt: skip
CHANGES: list[tuple[str, list[Wanted]]] = [
    ("2024年底前，成本同比降低10%。", [("decrease", "≥", 10, "%", "2024-12-31")]),
    ("审批时间压减50%以上，能耗下降不少于3%。", [("decrease", "≥", 50, "%", None), ("decrease", "≥", 3, "%", None)]),
    ("融资额较2021年增长30%。", [("increase", "≥", 30, "%", None)]),
    ("同比增速不低于6%。", [("increase", "≥", 6, "%", None)]),
    (
        "2022年新增上市企业10家以上，力争3年内各园区均有上市企业。",
        [("increase", "≥", 10, "家", "2022-12-31"), ("milestone", None, None, None, "2024-12-31")],
    ),
    ("标准年均分别提高5%、7.5%以上。", [("increase", "≥", 5, "%", None), ("increase", "≥", 7.5, "%", None)]),
    ("到2025年技能人才总量翻一番。", [("increase", "≥", 100, "%", "2025-12-31")]),
    ("压减库存20%。", [("decrease", "≥", 20, "%", None)]),
    ("污水治理率提高5个百分点。", [("increase", "≥", 5, "个百分点", None)]),
]  # fmt: skip
MILESTONES: list[tuple[str, list[Wanted]]] = [
    ("一季度出台管理办法。", [("milestone", None, None, None, "2022-03-31")]),
    (
        "3月底前完成立项，6月底前开工建设。",
        [("milestone", None, None, None, "2022-03-31"), ("milestone", None, None, None, "2022-06-30")],
    ),
    (
        "2021年底前，实现“好差评”应评尽评，差评回访率达到100%。",
        [("milestone", None, None, None, "2021-12-31"), ("level", "≥", 100, "%", "2021-12-31")],
    ),
    ("2022至2024年，供电可靠性保持2021年底水平只升不降。", [("milestone", None, None, None, "2024-12-31")]),
    ("推进系统建设，2022年6月底前完成。", [("milestone", None, None, None, "2022-06-30")]),
]  # fmt: skip
NONE = (
    "落实“一件事一次办”，建设5G网络，优化12345热线。",
    "严格落实“两个15%”退件制度，退件占比达15%的，暂停收件。",
    "对年纳税额100万元以上的企业给予最高20万元补助。",
    "推进“1+3+N”体系，实施三级服务评价，做到四个“一站式”。",
    "对照16项具体指标逐项整改，聚焦年办理量前100事项。",
    "2022年推动培育更多企业，占比稳步提高。",
    "热线24小时服务不打烊，提前5个工作日公示。",
    "进一步推进各阶段工作，提升服务水平。",
    "5000平方米以下的项目免于审查。",
    "承担并突破一批重大任务。",
)


@pytest.mark.parametrize(("text", "wanted"), [*LEVELS, *CHANGES, *MILESTONES])
def test_a_commitment_is_read_with_value_unit_and_limit(text: str, wanted: list[Wanted]) -> None:
    """Basis, comparator, value, unit and limit are those a careful clerk would enter."""
    assert told(text) == [(b, c, v, u if "個" not in text else "个工作日", d) for b, c, v, u, d in wanted]


@pytest.mark.parametrize("text", NONE)
def test_names_conditions_grants_and_directions_are_no_targets(text: str) -> None:
    """A number that promises nothing is left out."""
    assert told(text) == []


def test_a_quote_is_verbatim_and_found_at_its_span() -> None:
    """The quote stands in the task's text where the span says."""
    text = "推进改革。２０２２年底前，将办理时间压缩至５个工作日，办结率达98%。"
    for target in read(text):
        assert target.span is not None
        assert text[slice(*target.span)] == target.quote


def test_the_limit_at_the_head_governs_up_to_the_next() -> None:
    """A colon carries the limit to the sentences below; a new limit ends it."""
    dues = [
        t.due and t.due.year for t in read("到2025年，实现以下目标：\n覆盖率达到90%。\n2024年建成站点5个。")
    ]
    assert dues == [2025, 2024]


def test_kinds_tell_how_progress_is_reckoned() -> None:
    """Counts add up, shares are levels, averages and kept levels are kinds of their own."""
    text = "新增60项。办结率≥98%。月均回访不少于30户。成本降低5%。2022至2024年，可靠性只升不降。"
    assert [t.kind for t in read(text)] == [Kind.COUNT, Kind.LEVEL, Kind.AVERAGE, Kind.DECREASE, Kind.KEEP]


def test_a_number_restated_is_one_target() -> None:
    """The same commitment said twice of the same thing counts once."""
    assert len(told("办结率达到98%。确保办结率达到98%。")) == 1


@pytest.mark.parametrize("pattern", [*grammar.BEFORE, *grammar.AFTER], ids=lambda pattern: pattern.name)
def test_each_pattern_reads_its_own_example(pattern: grammar.Pattern) -> None:
    """The example beside a pattern binds as the pattern says."""
    found = read(f"该项{pattern.example}。")
    wanted = (pattern.comparator, pattern.basis)
    assert wanted in [(t.comparator, t.basis) for t in found]


@pytest.mark.parametrize("rule", proposals.RULES, ids=lambda rule: rule.code)
def test_each_supervision_rule_reads_its_own_example(rule: proposals.Rule) -> None:
    """The example beside a rule of supervision is found by it."""
    assert rule.regex.search(shadow(rule.example))
    assert rule.code in {doubt.code for doubt in proposals.find((rule.example,))}


def test_milestones_carry_neither_value_nor_comparator() -> None:
    """A dated deliverable has a date only."""
    (target,) = read("2022年底前，建成便民服务中心并投入使用。")
    assert (target.basis, target.value, target.comparator, target.unit) == (Basis.MILESTONE, None, None, None)
