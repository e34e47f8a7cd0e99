"""How figures come about is told with the numbers that went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.judge.sample import (
    AVERAGE,
    COUNT,
    GROWTH,
    JUNE,
    KEEP,
    LEVEL,
    LIMIT,
    MILESTONE,
    plan_of,
    report,
)
from toolkit.judge.case import examine
from toolkit.judge.expected import Moment
from toolkit.judge.row import rows
from toolkit.judge.steps import steps
from toolkit.judge.thresholds import Thresholds
from toolkit.model.history import Accepted
from toolkit.model.plan import Kind, Node, Target
from toolkit.model.returns import NodeSaid, Status

MAY, SEPTEMBER = date(2022, 5, 31), date(2022, 9, 30)
NODES = (Node(name="送审稿", due=MAY), Node(name="印发", due=SEPTEMBER))


def told(
    target: Target | None,
    said: Accepted | None,
    nodes: tuple[Node, ...] = (),
    parameters: dict[str, str] | None = None,
    before: tuple[Accepted, ...] = (),
) -> dict[str, str]:
    """Return the steps of one row in June, by label."""
    plan = replace(plan_of(*([target] if target else [])), nodes={"1.1": nodes} if nodes else {})
    limits = Thresholds.of(parameters or {})
    (row,) = rows(plan, limits.curve)
    return dict(
        steps(examine(row, before, said, Moment.of(JUNE.end, date(2022, 7, 1)), limits.profile), limits)
    )


@pytest.mark.parametrize(
    ("target", "value", "completion", "expected"),
    [
        (COUNT, 15.0, "本期完成值15项÷目标值60项＝25.0%", "6÷12＝50.0%；序时进度应达50.0%"),
        (LEVEL, 99.0, "本期完成值99%÷目标值98%＝100.0%（最高计100%）", "到期才比较"),
        (LIMIT, 4.0, "本期完成值4个工作日，目标≤5个工作日：达到，计100.0%", "到期才比较"),
        (LIMIT, 6.0, "没有基期值，未达到时不计完成率", "到期才比较"),
        (replace(LIMIT, baseline=10.0), 7.0, "（基期值10－本期值7）÷（基期值10－目标值5）＝60.0%", "应达50.0%"),
        (GROWTH, 24.0, "本期完成值24%÷目标值30%＝80.0%", "不按时间折算，应达100.0%"),
        (AVERAGE, 33.0, "本期完成值33户÷目标值30户＝110.0%", "应达100.0%"),
        (KEEP, 99.0, "本期完成值99%，应保持99.5%：99.5%", "应达100.0%"),
        (replace(COUNT, kind=Kind.ANNUAL), 61.0, "目标≥60项：达到，计100.0%", "到期才比较"),
        (COUNT, None, "没有可用的本期完成值，不计完成率", "应达50.0%"),
    ],
)  # fmt: skip
def test_every_kind_of_target_shows_its_arithmetic(
    target: Target, value: float | None, completion: str, expected: str
) -> None:
    """The figure, what it is divided by, and what ought to be reached."""
    found = told(target, report(value))
    assert completion in found["完成率"]
    assert expected in found["应达进度"]


def test_months_reported_one_by_one_are_added_up() -> None:
    """A monthly average names the sum, the months and their mean."""
    monthly = replace(AVERAGE, recurring="每月")
    found = told(monthly, report(40), before=(report(20, period="2022-05"),))
    assert found["完成率"] == "各月合计60户÷已报2个月＝月均30户；月均30户÷目标值30户＝100.0%"


def test_nodes_are_counted_and_listed() -> None:
    """A milestone's share is its nodes; each says its day and whether that is over."""
    said = report(nodes=(NodeSaid(name="送审稿", done_on=MAY),))
    found = told(MILESTONE, said, NODES)
    assert found["完成率"] == "已完成节点1个÷节点2个＝50.0%"
    assert found["应达进度"] == "已到期节点1个÷节点2个＝50.0%"
    assert found["节点“送审稿”"] == "2022年5月31日，已到期"
    assert found["节点“印发”"] == "2022年9月30日，未到期"


def test_the_curve_and_the_unit_of_the_gap_are_the_offices() -> None:
    """A quarterly curve is named, a relative gap is shown as one."""
    found = told(COUNT, report(15), parameters={"序时方式": "季度", "亮灯方案": "三色相对"})
    assert "6÷12＝50.0%；按季度的序时进度应达50.0%" in found["应达进度"]
    assert found["差距"] == "（应达50.0%－完成率25.0%）÷应达50.0%＝50%；落后"
    assert told(COUNT, report(15))["差距"] == "应达50.0%－完成率25.0%＝25个百分点；落后"


def test_what_cannot_be_reckoned_says_so() -> None:
    """Nothing reported, nothing begun, no number, no due day: each in its words."""
    assert told(COUNT, report(3, Status.NOT_STARTED))["差距"] == "申报未启动，不比较进度"
    assert told(MILESTONE, None)["差距"] == "没有完成率或应达进度，不比较"
    assert told(MILESTONE, report(status=Status.DONE))["完成率"] == "没有数值目标；申报已完成，计100.0%"
    assert told(None, report())["时限"] == "未规定完成时限，不计逾期"
    later = replace(COUNT, start=date(2022, 8, 1))
    assert told(later, report(3))["应达进度"] == "本阶段自2022年8月1日起，尚未开始，暂不要求进度"


def test_days_are_told_to_and_past_the_limit() -> None:
    """Days left, days past, and days past that do not count."""
    assert told(COUNT, report(3))["时限"] == "完成时限2022年12月31日，至2022年6月30日还剩184天"
    past = replace(COUNT, due=MAY)
    assert told(past, report(3))["时限"] == "完成时限2022年5月31日，至2022年6月30日已过30天"
    assert told(past, report(60, Status.DONE))["时限"].endswith("已过30天，不计逾期")
