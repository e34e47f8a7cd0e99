"""Plan documents and plan workbooks: read, compare with what is registered, register."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.delivery.outbox import write_whole
from toolkit.errors import ToolkitError, UnreadableFileError
from toolkit.model.files import FileKind, Verdict
from toolkit.model.plan import Plan
from toolkit.plans import compare, confirm, departments, document, extract, parameters, workbook
from toolkit.store import diary, drops
from toolkit.store import plans as store_plans
from toolkit.store.payload import dump
from toolkit.turn import rows, scan
from toolkit.turn.directory import merged
from toolkit.turn.ground import Ground
from toolkit.turn.isolated import isolated

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.plans.confirm import Confirmed
    from toolkit.store.drops import Drop
    from toolkit.turn.rows import Lying

SHOWN = 3
"""Changes named in a receipt; the rest are counted."""


def read_plan(data: bytes, name: str) -> Plan:
    """Read a plan document into a plan that nobody has confirmed yet."""
    return extract.extract(document.read(data, name))


def plan_document(office: Office, file: Lying) -> Drop:
    """Read a plan document; its 任务分解表 then waits in the outbox to be confirmed."""
    blank = rows.row(office, file, FileKind.PLAN, Verdict.REFUSED, "")
    try:
        plan = isolated(read_plan, file.data, file.name)
    except ToolkitError as error:
        return rows.keep(office, file, replace(blank, kind=FileKind.UNKNOWN, reason=str(error)))
    if not plan.tasks:
        reason = "没有从中读出任务，不像方案文件；如果是方案，请核对内容后重新放入，或手工填写任务分解表"
        return rows.keep(office, file, replace(blank, kind=FileKind.UNKNOWN, reason=reason))
    with office.store.transaction() as connection:
        plan, changed = _against_registered(connection, plan)
    targets = sum(len(task.targets) for task in plan.tasks)
    reason = (
        f"读出{len(plan.tasks)}项任务、{targets}个指标和节点，{len(plan.doubts)}处待确认{changed}；请打开 outbox/方案/{plan.id}/"
        "任务分解表.xlsx 核对，改好后放回收件箱"
    )
    accepted = replace(blank, verdict=Verdict.ACCEPTED, plan=plan.id, reason=reason, payload=dump(Plan, plan))
    return rows.keep(office, file, accepted)


def _against_registered(connection: Connection, plan: Plan) -> tuple[Plan, str]:
    """Keep the ids of a plan registered under this title; give another plan a short name of its own."""
    ground = Ground.of(connection)
    for entry in ground.registered:
        if entry.plan.title == plan.title:
            revised = compare.keep_ids(
                entry.plan, replace(plan, id=entry.plan.id, version=entry.plan.version)
            )
            return revised, _told(compare.compare(entry.plan, revised), entry.plan.version)
    taken = {entry.plan.id for entry in ground.registered}
    name, number = plan.id, 2
    while name in taken:
        name, number = f"{plan.id[:18]}{number}", number + 1
    return replace(plan, id=name), ""


def _told(changes: tuple[compare.Change, ...], version: int) -> str:
    if not changes:
        return f"，与已登记的第{version}版没有不同"
    shown = "、".join(str(change) for change in changes[:SHOWN])
    more = f"等{len(changes)}处" if len(changes) > SHOWN else ""
    return f"，与已登记的第{version}版相比：{shown}{more}"


def plan_workbook(office: Office, file: Lying) -> Drop:
    """Register a confirmed plan workbook as the next version, whole or not at all."""
    blank = rows.row(office, file, FileKind.PLAN_WORKBOOK, Verdict.REFUSED, "")
    try:
        confirmed = isolated(confirm.read, file.data)
    except ToolkitError as error:
        return rows.keep(
            office, file, replace(blank, reason=f"{error}改好后重新放入收件箱，其余内容不用重填")
        )
    if confirmed.office_id not in {"", office.id}:
        reason = "这份任务分解表是别的办公室生成的，没有登记；请放入本办公室 outbox/方案 里的任务分解表"
        return rows.keep(office, file, replace(blank, plan=confirmed.plan.id, reason=reason))
    archive = rows.archived(office, file)
    with office.store.transaction() as connection:
        verdict, reason, plan = _register(office, connection, confirmed, file.sha256)
        drop = replace(
            blank,
            archive=archive,
            verdict=verdict,
            reason=reason,
            plan=plan.id,
            payload=dump(Plan, plan),
            leaving=True,
        )
        return replace(drop, seq=drops.add(connection, drop))


def _register(
    office: Office, connection: Connection, confirmed: Confirmed, sha256: str
) -> tuple[Verdict, str, Plan]:
    ground = Ground.of(connection)
    directory = merged(ground.directory, confirmed.directory)
    same = next((entry for entry in ground.registered if entry.plan.id == confirmed.plan.id), None)
    if same and _alike(same.plan, confirmed.plan) and same.parameters == confirmed.parameters:
        if directory == ground.directory:
            return Verdict.DUPLICATE, f"与已登记的第{same.plan.version}版内容一致，没有改动", same.plan
        store_plans.register_directory(connection, directory, office.as_of)
        return Verdict.ACCEPTED, "方案没有改动，单位名录已更新", same.plan
    store_plans.register_directory(connection, directory, office.as_of)
    plan = store_plans.register(connection, confirmed.plan, confirmed.parameters, sha256, office.as_of)
    told = _told(compare.compare(same.plan, plan), same.plan.version) if same else ""
    targets = sum(len(task.targets) for task in plan.tasks)
    reason = f"已登记“{plan.title}”第{plan.version}版：{len(plan.tasks)}项任务、{targets}个指标和节点{told}"
    diary.note(connection, office.as_of, "clerk", "register", f"{plan.id} v{plan.version} {sha256}")
    return Verdict.ACCEPTED, reason, plan


def _alike(old: Plan, new: Plan) -> bool:
    """Tell whether two plans say the same, doubts and versions aside."""
    return replace(old, version=0, doubts=(), proposals=()) == replace(
        new, version=0, doubts=(), proposals=()
    )


def read_plan_file(path: Path) -> Plan:
    """Read a plan document from anywhere, in a process of its own."""
    entry = scan.entry_of(path)
    if entry.refused:
        raise UnreadableFileError(f"“{path}”：{entry.refused}。")
    return isolated(read_plan, scan.read(entry), path.name)


def write_plan_file(plan: Plan, output: Path, made_at: datetime) -> None:
    """Write the 任务分解表 of a plan that no office has taken in."""
    data = workbook.write(
        plan, departments.propose(plan), parameters.defaults(), office_id="", office_name="", made_at=made_at
    )
    write_whole(output, data)
