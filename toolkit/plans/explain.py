"""Why a plan was read as it was: one task or target, its words, what was read, and the rule it was read by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.model.plan import Comparator, Confidence
from toolkit.model.wording import amount, day, names, wanted
from toolkit.plans import grammar
from toolkit.plans.workbook_cells import BASIS_WORDS, SECTIONS
from toolkit.plans.workbook_marks import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.model.plan import Plan, Target, Task


@dataclass(frozen=True, slots=True)
class Point:
    """One thing said about a row: what it is, and the words; a heading has no words."""

    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule in a clerk's words, with an example of what it reads."""

    said: str
    example: str


_KINDS: Final = {
    "累计": "到期时加起来要达到的数，按时间算序时进度",
    "水平": "到期时本身要达到或不超过的数，不按时间折算",
    "增长": "比基期增加多少，直接与要求比",
    "下降": "比基期减少多少，直接与要求比",
    "月均": "按月平均的数，直接与要求比",
    "保持": "不得低于基期",
    "节点": "到期要办成的事，没有数",
    "年度": "年底才知道结果的排名、评价",
}
_COMPARED: Final = {
    Comparator.AT_LEAST: "不低于这个数",
    Comparator.MORE_THAN: "高于这个数",
    Comparator.AT_MOST: "不超过这个数",
    Comparator.LESS_THAN: "低于这个数",
}
_SURE: Final = {
    Confidence.HIGH: "高：写法常见，读得准",
    Confidence.MEDIUM: "中：写法可能有别的意思，请看一眼",
    Confidence.LOW: "低：没有把握，请核对",
}
_WORDINGS: Final = {
    "added": Wording("“新增”“净增”后面的数，读作至少增加这么多", "新增便民网点60个"),
    "steps": Wording("环节、步骤的个数，读作不超过", "压缩为3个环节"),
    "time": Wording("办事用的时间，读作不超过", "5个工作日内办结"),
    "share": Wording("没有比较词的比例，读作不低于", "网办率98%"),
    "count": Wording("“建成”“完成”这类动词后面的数，读作不少于", "建成示范窗口10个"),
    "listed": Wording("接在前一个数后面、没有自己动词的数，照前一个数读作不少于", "打造特色小镇2个、景区3家"),
    "rank": Wording("排名，读作不低于这个名次", "进入全省前10名"),
    "doubled": Wording("“翻番”读作增长百分之百", "产值翻一番"),
    "milestone": Wording("有时限、没有数、说要办成什么的话，读作节点", "9月底前建成投用"),
    "task-limit": Wording("任务旁边或句子里单独写的时限，读作整项任务的节点", "完成时限：2022年6月底"),
    "ledger-column": Wording("台账里“目标值”“计量单位”两列的数", "目标值≥12，计量单位个"),
}
"""Rules that stand outside the tables of :mod:`toolkit.plans.grammar`."""
_PATTERNS: Final = {
    **{pattern.name: (pattern, "前面") for pattern in grammar.BEFORE},
    **{pattern.name: (pattern, "后面") for pattern in grammar.AFTER},
}
_JOINED: Final = "+"


def explain(plan: Plan, id_: str) -> tuple[Point, ...]:
    """Return what is to be said of a task with its targets, or of one target; nothing for an unknown id."""
    task = plan.task_of(id_)
    if task is None:
        return ()
    target = plan.target_of(id_)
    if target is not None:
        return tuple(_target(plan, task, target))
    points = list(_task(plan, task))
    for each in task.targets:
        points += _target(plan, task, each)
    return tuple(points)


def rule(name: str) -> Wording:
    """Return a rule in words; a rule of no table is named as it is."""
    if name.endswith(_JOINED):
        first = rule(name.removesuffix(_JOINED))
        return Wording(f"与前一个数并列，照前一个数的读法：{first.said}", first.example)
    if name in _WORDINGS:
        return _WORDINGS[name]
    if name in _PATTERNS:
        pattern, side = _PATTERNS[name]
        sign = _COMPARED[pattern.comparator] if pattern.comparator else "的比较词"
        return Wording(
            f"看数字{side}的词，读作{BASIS_WORDS[pattern.basis]}、{sign}（规则{name}）", pattern.example
        )
    return Wording(f"规则{name}" if name else "由人填写，不是读出来的", "")


def _task(plan: Plan, task: Task) -> Iterator[Point]:
    yield Point(f"任务{task.id}　{task.title}")
    yield Point("原文编号", task.no)
    yield Point("章节", SECTIONS.join(task.section) or "无")
    yield Point("任务原文", task.text or "无")
    yield Point("责任原文", task.role_quote or "没有找到写明单位的话")
    yield Point("牵头单位", names(task.leads) or "没有读出")
    yield Point("配合单位", names(task.supports) or "无")
    yield Point("可信度", _SURE[task.confidence])
    yield from _doubts(plan, task.id)
    yield Point("指标和节点", f"{len(task.targets)}个" if task.targets else "没有读出，按文字进展填报")


def _target(plan: Plan, task: Task, target: Target) -> Iterator[Point]:
    context, _ = sentence(task, target)
    yield Point(f"指标{target.id}　{target.measure or target.quote}")
    yield Point("原文", target.quote)
    if context and context != target.quote:
        yield Point("所在句子", context)
    yield Point("指标类型", f"{target.kind}：{_KINDS[target.kind]}")
    yield Point("目标值", _demand(target))
    yield Point("完成时限", day(target.due) if target.due else "没有写明")
    if target.baseline is not None:
        yield Point("基期值", amount(target.baseline, target.unit))
    if target.recurring:
        yield Point("周期要求", target.recurring)
    wording = rule(target.rule)
    yield Point("怎么读的", wording.said)
    if wording.example:
        yield Point("同样的写法", wording.example)
    yield Point("可信度", _SURE[target.confidence])
    yield from _doubts(plan, target.id)


def _demand(target: Target) -> str:
    if target.value is None:
        return "没有数值要求"
    sign = f"（{_COMPARED[target.comparator]}）" if target.comparator else ""
    return f"{wanted(target.comparator, target.value, target.unit)}{sign}"


def _doubts(plan: Plan, about: str) -> Iterator[Point]:
    for doubt in plan.doubts:
        if doubt.about == about:
            yield Point("待确认", f"{doubt.what}；{doubt.proposal}" if doubt.proposal else doubt.what)
