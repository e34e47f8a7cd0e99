"""The words of an explanation: each part of a row's story as points, a label and what there is to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.model.layout import FORM
from toolkit.model.personal import masked
from toolkit.model.returns import UNTRUE
from toolkit.model.wording import amount, day, moment, names, number, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from toolkit.model.facts import Change, Facts, Issued
    from toolkit.model.findings import Finding
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Plan
    from toolkit.model.returns import Entry
    from toolkit.model.standing import Standing
    from toolkit.store.drops import Drop


class Point(NamedTuple):
    """One thing said: what it is, and the words."""

    label: str
    text: str


_NOTHING: Final = "无"
_HEADERS: Final = {column.field: column.header for column in FORM}
_WRITTEN: Final = ("progress", "problems", "next_steps", "coordination", "evidence", "adjust_to")
"""Fields shown as they were written, in the order of the form."""


def planned(plan: Plan, standing: Standing) -> Iterator[Point]:
    """Say what the row is and what the plan asks of it."""
    task, target = plan.task_of(standing.id), plan.target_of(standing.id)
    yield Point("方案", f"《{plan.title}》{f'（{plan.number}）' if plan.number else ''}，第{plan.version}版")
    yield Point("任务", f"第{standing.task}项“{standing.title}”")
    yield Point("目标要求", standing.requirement)
    if standing.kind:
        aim = wanted(standing.comparator, standing.target, standing.unit)
        yield Point("指标类型", f"{standing.kind}类{f'，目标值{aim}' if aim else ''}")
    if target and target.baseline is not None:
        yield Point("基期值", amount(target.baseline, target.unit))
    yield Point("牵头单位", names(standing.leads) or "未明确")
    if standing.supports:
        yield Point("配合单位", names(standing.supports))
    yield Point("时限", _limits(standing))
    if task and task.flags:
        yield Point("标记", names([flag.value for flag in task.flags]))
    if standing.stopped:
        yield Point("中止终止", standing.stopped)


def _limits(standing: Standing) -> str:
    if standing.due is None or standing.due_printed is None:
        return "未规定完成时限"
    start = f"自{day(standing.start)}起，" if standing.start else ""
    moved = f"，经批准延期至{day(standing.due)}" if standing.due_before else ""
    return f"{start}{day(standing.due_printed)}前完成{moved}"


def said(department: str, report: Accepted | None, standing: Standing) -> Iterator[Point]:
    """Say what a lead reported of the row, and in which file and cell it stands."""
    if report is None:
        yield Point(department, _silent(department, standing))
        return
    told = f"，代录（{report.source}）" if report.source else ""
    received = f"，{day(report.received)}收到" if report.received else ""
    yield Point(department, f"文件“{report.file}”{received}{told}（SHA-256 {report.sha256[:12]}）")
    if department == standing.department and standing.source and standing.source.file != report.file:
        yield Point("采用", f"以前报的“{standing.source.file}”{standing.source.cell}，本期没有改口")
    yield from _entry(report.entry)


def _silent(department: str, standing: Standing) -> str:
    source = standing.source
    if department == standing.department and source:
        return f"本期没有写这一行；已办结的按“{source.file}”{source.cell}继续有效"
    return "本期没有已接收的填报"


def _entry(entry: Entry) -> Iterator[Point]:
    if entry.unchanged:
        yield Point("本期无变化", _with_cell("已打勾，沿用上期的数和状态", entry, "unchanged"))
    if entry.raw or entry.value is not None:
        yield Point("本期完成值", _with_cell(_value(entry), entry, "value"))
    if entry.status or entry.status_raw:
        status = entry.status_raw or (entry.status.value if entry.status else "")
        yield Point("工作状态", _with_cell(status, entry, "status"))
    if entry.completed_on or entry.completed_raw:
        unread = "（读不出日期）" if "completed_on" in entry.unreadable else ""
        when = day(entry.completed_on) if entry.completed_on else f"“{entry.completed_raw}”{unread}"
        yield Point("完成日期", _with_cell(when, entry, "completed_on"))
    for field in _WRITTEN:
        if text := getattr(entry, field):
            yield Point(_HEADERS.get(field, "申请调整至"), _with_cell(text, entry, field))
    for node in entry.nodes:
        when = f"，{day(node.done_on)}完成" if node.done_on else ""
        due = f"计划{day(node.due)}" if node.due else "未写日期"
        yield Point(f"节点“{node.name}”", f"{due}{when}")
    for repair in entry.repairs:
        yield Point("规范", repair)


def _value(entry: Entry) -> str:
    if entry.value is None:
        return f"“{entry.raw}”，{'不予计算' if entry.raw.endswith(UNTRUE) else '读不出数'}"
    read = amount(entry.value, entry.unit)
    rough = "，约数" if entry.approximate else ""
    return (
        f"写的是“{entry.raw}”，读作{read}{rough}"
        if entry.raw not in {"", read, number(entry.value)}
        else read
    )


def _with_cell(text: str, entry: Entry, field: str) -> str:
    cell = entry.cells.get(field)
    return f"{masked(text)}（{cell}）" if cell else masked(text)


def checked(drop: Drop, plan: str, id_: str) -> Iterator[Point]:
    """Say what became of a return, and what checks said about this row of it or about the whole."""
    mine = [finding for finding in drop.findings if finding.id == id_ and finding.plan in {"", plan}]
    which = f"第{drop.round}次报送" if drop.round else "报送"
    none = "" if mine else "；这一行没有审核意见"
    yield Point(f"{drop.department}{which}", f"“{drop.file}”，{drop.verdict.chinese}{none}")
    for finding in mine:
        yield Point(f"{finding.severity.chinese}（{finding.code}）", _finding(finding))


def _finding(finding: Finding) -> str:
    place = f"{finding.cell}：" if finding.cell else ""
    wanted_ = f"，应为{finding.wanted}" if finding.wanted else ""
    return f"{place}{finding.found}{wanted_}；{finding.todo}"


def lit(
    standing: Standing, legend: Mapping[str, str], issued: Mapping[str, Issued] | None
) -> Iterator[Point]:
    """Say which light the row has, by which rule, and which it had; ``issued`` are the rows as issued a period before."""
    light = f"{standing.light}灯" if standing.light else "不亮灯"
    yield Point("亮灯", light)
    yield Point("理由", standing.why)
    if rule := legend.get(light):
        yield Point(f"{light}的规则", rule)
    yield Point("研判分类", f"{standing.klass.chinese}：{legend.get(standing.klass.chinese, '')}")
    yield Point("上期亮灯", _light_before(standing, issued))
    if standing.value_before is not None:
        yield Point("上期值", amount(standing.value_before, standing.unit))
    if standing.made_good:
        yield Point("补正", standing.made_good)
    for note in standing.notes:
        yield Point("存疑", note)


def _light_before(standing: Standing, issued: Mapping[str, Issued] | None) -> str:
    if standing.light_before:
        return f"{standing.light_before}灯"
    if not issued:
        return "上期没有做过台账"
    return "不亮灯" if standing.id in issued else "上期台账里没有这一行"


def decided(facts: Facts, standing: Standing) -> Iterator[Point]:
    """Say what persons decided about the row, and what of it waits."""
    handled = facts.handling.get(standing.id)
    for words in handled.decided if handled else ():
        kind, _, rest = words.partition("：")
        yield Point(kind, rest)
    if handled and handled.verified:
        yield Point("核实情况", "，".join(filter(None, (handled.verified, handled.verified_by))))
    if handled and handled.reason:
        how = "通报列名" if handled.named else "通报不列名"
        yield Point("滞后原因", f"{handled.reason}，{how}")
    if not handled:
        yield Point("认定", _NOTHING)


def gone_through(standing: Standing, log: Iterable[Change]) -> Iterator[Point]:
    """Say which states the row went through, oldest first."""
    if standing.life:
        yield Point("现在", standing.life)
    for change in log:
        refused = not change.holds and change.before == change.after
        path = change.outcome if refused or not change.before else f"{change.before}→{change.outcome}"
        told = "，".join(filter(None, (change.ground, change.actor)))
        yield Point(moment(change.at), f"{change.what}：{path}{f'（{told}）' if told else ''}")
