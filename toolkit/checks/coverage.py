"""范围：were the rows answered that were asked, each once, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.rule import Fault, Missing, Severity, on_return
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.checks.context import CheckContext
    from toolkit.model.returns import Return


@on_return(
    "F05",
    "missing-row",
    "缺少应填的行",
    Severity.ERROR,
    looks_at=("id",),
    todo="请恢复被删除的行并填报，或用下发的填报表重新填报。",
    missing=Missing.FAULT,
    source="practice 6.9",
)
def missing_row(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find the rows the department must report on and that are not in its file."""
    here = {(entry.plan, entry.id) for entry in return_.entries}
    for plan_id, rows in context.expected.items():
        lost = [row for row in rows if (plan_id, row) not in here and not is_closed(context, plan_id, row)]
        if plan_id not in return_.plans and lost:
            yield Fault(
                found=f"没有填报方案“{plan_id}”的{len(lost)}行", wanted="每个方案都填报", plan=plan_id
            )
            continue
        for row in lost:
            task = context.plans[plan_id].task_of(row)
            title = f"“{task.title}”" if task else ""
            yield Fault(
                found=f"缺少编号{row}{title}一行",
                wanted="下发的每一行都保留" if return_.marked else "本单位牵头的每一行都填报",
                cell=sheet_of(return_, plan_id),
                id=row,
                todo="" if return_.marked else "请补上这一行并填报，或用下发的填报表填报。",
                plan=plan_id,
            )


@on_return(
    "F06",
    "extra-row",
    "多出方案以外的行",
    Severity.WARNING,
    looks_at=("id", "task"),
    todo="方案里没有这一行，未予登记；请核对编号和任务名称，如建议新增任务请书面提出。",
    source="practice 6.10",
)
def extra_row(return_: Return, _context: CheckContext) -> Iterator[Fault]:
    """Find rows no plan has."""
    for cell, text in return_.extra_rows:
        yield Fault(found=f"多出一行“{text}”", wanted="只填下发的行", cell=cell)


@on_return(
    "F07",
    "doubled-row",
    "同一编号填了两行且内容不同",
    Severity.ERROR,
    looks_at=("id",),
    todo="请只保留正确的一行。",
    source="practice 6.11",
)
def doubled_row(return_: Return, _context: CheckContext) -> Iterator[Fault]:
    """Find ids answered twice in different ways."""
    for cell, row in return_.duplicate_rows:
        plan = return_.plans[0] if len(return_.plans) == 1 else ""
        yield Fault(
            found=f"编号{row}填了不止一行，内容不同", wanted="每个编号一行", cell=cell, id=row, plan=plan
        )


@on_return(
    "F12",
    "not-own-row",
    "填了不由本单位牵头的行",
    Severity.WARNING,
    looks_at=("id",),
    todo="请核实这一行是否由本单位牵头；不是的请转告牵头单位填报。",
    source="practice 6.12",
)
def not_own_row(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find answered rows the department is not asked for."""
    for entry in return_.entries:
        if (entry.plan, entry.id) not in context.asked and not entry.blank:
            cell = entry.cells.get("id") or next(iter(entry.cells.values()), "")
            yield Fault(
                found=f"编号{entry.id}不由本单位牵头",
                wanted="只填本单位的行",
                cell=cell,
                id=entry.id,
                plan=entry.plan,
            )


def is_closed(context: CheckContext, plan_id: str, row: str) -> bool:
    """Whether a row was called off, or accepted as done before, so that nothing is asked of it."""
    plan = context.plans.get(plan_id)
    if plan is not None and plan.stopped.get(row):
        return True
    accepted = context.previous.get((plan_id, row))
    return accepted is not None and accepted.entry.status is Status.DONE


def sheet_of(return_: Return, plan_id: str) -> str:
    """Return the sheet on which a plan's rows stand, ``""`` where there is none."""
    cells = (cell for e in return_.entries if e.plan == plan_id for cell in e.cells.values())
    return next(cells, "").rpartition("!")[0]
