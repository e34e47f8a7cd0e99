"""Send every department its fill-in workbook of a period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.errors import UsageError
from toolkit.forms.spec import FormPlan, plan_forms, without_nodes
from toolkit.store import diary
from toolkit.turn.earlier import last_of, said_before
from toolkit.turn.ground import Ground, deadlines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Connection

    from toolkit.model.decision import Pending
    from toolkit.model.form import FormSpec
    from toolkit.model.history import Accepted, RowKey
    from toolkit.office import Office

JOB = "dispatch"


@dataclass(frozen=True, slots=True)
class Dispatched:
    """Departments a form was written for, and what keeps the others from getting one."""

    departments: tuple[str, ...]
    pending: tuple[Pending, ...]


def dispatch(
    office: Office,
    period: str,
    plan: str | None = None,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Dispatched:
    """
    Write the forms of a period into the outbox, for all plans or the one named.

    Raises:
        UsageError: no plan is registered, or none of that name.
    """
    from toolkit.forms.write import write_form

    with office.store.transaction() as connection:
        forms = lay_out(office, connection, period, plan)
    if not forms.specs and not forms.pending:
        raise UsageError(_nothing(office))
    for done, spec in enumerate(forms.specs, 1):
        office.outbox.put(f"{period}/下发/{spec.department}.xlsx", write_form(spec))
        tell(done, len(forms.specs))
    names = tuple(spec.department for spec in forms.specs)
    if not office.outbox.dry_run:
        with office.store.transaction() as connection:
            diary.issue_forms(connection, period, names, office.as_of)
            diary.mark_done(connection, JOB, period, office.as_of)
            diary.note(connection, office.as_of, "office", JOB, f"{period} {len(names)} forms")
    return Dispatched(names, forms.pending)


def _nothing(office: Office) -> str:
    """Say why there is nothing to send."""
    with office.store.transaction() as connection:
        registered = Ground.of(connection).registered
    if registered:
        names = "、".join(entry.plan.id for entry in registered)
        return (
            f"已登记的方案（{names}）是征求意见稿或没有任务，不下发填报表；正式印发后请在任务分解表的“方案”表里"
            "把“是否征求意见稿”改为“否”，再放回收件箱。"
        )
    return "还没有登记任何方案；请先把方案文件放入收件箱，核对任务分解表后放回。"


def lay_out(
    office: Office,
    connection: Connection,
    period: str,
    plan: str | None = None,
    before: Mapping[RowKey, tuple[Accepted, ...]] | None = None,
) -> FormPlan:
    """
    Return the forms of a period, before they are drawn: by the plans as they were settled then.

    ``before`` is what :func:`toolkit.turn.earlier.months_before` tells of the months before, as persons settled it, where
    that is at hand.
    """
    ground = Ground.of(connection, period)
    plans = tuple(known for known in ground.plans if plan in {None, known.id})
    if plan and not plans:
        names = "、".join(known.id for known in ground.plans) or "还没有"
        raise UsageError(f"没有登记名为“{plan}”的方案；已登记的有：{names}。")
    due = deadlines_of(office, period)
    forms = plan_forms(
        plans,
        ground.directory,
        due.period,
        due,
        said_before(connection, ground, period) if before is None else last_of(before),
        office_id=office.id,
        office_name=office.name,
        made_at=office.as_of,
    )
    off = {entry.plan.id for entry in ground.registered if entry.in_force(due.period).get("节点填报") == "否"}
    return replace(forms, specs=without_nodes(forms.specs, off)) if off else forms


def expected_among(specs: Iterable[FormSpec], plan: str | None = None) -> tuple[str, ...]:
    """Return the departments a return is expected of, their forms laid out."""
    return tuple(
        spec.department
        for spec in specs
        if any(
            plan in {None, sheet.plan_id} and not all(row.closed for row in sheet.rows)
            for sheet in spec.sheets
        )
    )
