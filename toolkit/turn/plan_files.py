"""Plan documents and plan workbooks: read, compare with what is registered, register."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.delivery.outbox import write_whole
from toolkit.errors import ToolkitError, UnreadableFileError, UsageError
from toolkit.model.files import FileKind, Verdict
from toolkit.model.period import Period
from toolkit.model.plan import Plan
from toolkit.plans import confirm, departments, document, explain, extract, opening, parameters, workbook
from toolkit.plans.compare import compare
from toolkit.plans.compare_same import is_same, text_hash
from toolkit.plans.compare_sheet import counted
from toolkit.plans.workbook_questions import questions
from toolkit.store import diary, drops
from toolkit.store import plans as store_plans
from toolkit.store.payload import dump
from toolkit.turn import directory, handover, openings, plan_papers, rows, scan, terms
from toolkit.turn.faults import told
from toolkit.turn.ground import Ground
from toolkit.turn.isolated import isolated
from toolkit.turn.revision import Known

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from toolkit.model.department import Directory
    from toolkit.office import Office
    from toolkit.plans.compare import Change
    from toolkit.plans.confirm import Confirmed
    from toolkit.plans.explain import Point
    from toolkit.store.drops import Drop
    from toolkit.turn.rows import Lying

UNLIKE = "没有从中读出任务，不像方案文件；如果是方案，请核对内容后重新放入，或手工填写任务分解表"


DOUBTED = "只读出{}项任务（{}）{}，不像方案或台账，没有登记；是方案的，请补全标题和任务后重新放入"
_FEWEST: Final = 2
"""Tasks somebody answers for, or with a target, that a document has to hold to be a plan."""
_SHOWN: Final = 20

_WORKBOOK: Final = (b"PK", b"\xd0\xcf\x11\xe0")
"""How a workbook's bytes begin; a Word document's too, which no reader of workbooks opens."""


def read_plan(data: bytes, name: str, before: str) -> Plan:
    """
    Read a plan document, or an office's own ledger, into a plan that nobody has confirmed yet.

    ``before`` is the month a ledger's figures stand at where it does not say, ``2022-05``.
    """
    if data.startswith(_WORKBOOK):
        with suppress(UnreadableFileError):
            if ledger := opening.read(data, name, before):
                return ledger
    read = document.read(data, name)
    return replace(extract.extract(read), text_sha256=text_hash(read.text))


def doubt(plan: Plan) -> str:
    """
    Say why what was read is no plan: it has no title, or is hardly more than a line of a table.

    One task is enough where somebody is named who leads it, as in an office's own ledger of a single row.
    """
    tasks = [task for task in plan.tasks if task.leads or task.targets or task.no]
    titled = bool(plan.title.strip())
    if titled and (len(tasks) >= _FEWEST or any(task.leads for task in tasks)):
        return ""
    named = "、".join(f"“{task.title[:_SHOWN]}”" for task in plan.tasks[:_FEWEST])
    return DOUBTED.format(len(plan.tasks), named, "" if titled else "，也没有标题")


def plan_document(office: Office, file: Lying) -> Drop:
    """Read a plan document; its 任务分解表 then waits in the outbox to be confirmed."""
    blank = rows.row(office, file, FileKind.PLAN, Verdict.REFUSED, "")
    try:
        plan = isolated(read_plan, file.data, file.name, openings.last_month(office))
    except ToolkitError as error:
        return rows.keep(office, file, replace(blank, kind=FileKind.UNKNOWN, reason=str(error)))
    if not plan.tasks:
        return rows.keep(office, file, replace(blank, kind=FileKind.UNKNOWN, reason=UNLIKE))
    if reason := doubt(plan):
        return rows.keep(
            office, file, replace(blank, kind=FileKind.UNKNOWN, verdict=Verdict.HELD, reason=reason)
        )
    with office.store.transaction() as connection:
        verdict, reason, plan = _against_known(connection, plan)
    payload = dump(Plan, plan) if verdict is Verdict.ACCEPTED else ""
    decided = replace(blank, verdict=verdict, plan=plan.id, reason=reason, payload=payload)
    return rows.keep(office, file, decided)


def _against_known(connection: Connection, plan: Plan) -> tuple[Verdict, str, Plan]:
    """Tell a new plan from a revised one and from one said before; the revised keeps its ids."""
    known = Known.of(connection)
    id_ = known.find(plan)
    if not id_:
        return Verdict.ACCEPTED, _read_reason(plan, ""), replace(plan, id=known.free_name(plan.id))
    last = known.read[id_][-1] if id_ in known.read else None
    if last and last[1].text_sha256 == plan.text_sha256 != "":
        when = f"{last[0].received:%Y年%m月%d日}"
        return (
            Verdict.DUPLICATE,
            f"文字与{when}收到的“{last[0].file}”完全相同，不重复登记",
            replace(plan, id=id_),
        )
    plan = known.numbered(plan, id_, store_plans.ids_ever_used(connection, id_))
    if id_ not in known.registered:
        instead = f"，代替先前收到、还没有确认的“{last[0].file}”" if last else ""
        return Verdict.ACCEPTED, _read_reason(plan, instead), plan
    merged, registered = known.merged(plan), known.registered[id_].plan
    changes = compare(registered, merged)
    if not changes:
        reason = f"内容与已登记的“{id_}”第{registered.version}版没有不同，不用再核对"
        return Verdict.DUPLICATE, reason, plan
    return Verdict.ACCEPTED, _read_reason(merged, _told(changes, registered)), plan


def _read_reason(plan: Plan, more: str) -> str:
    targets = sum(len(task.targets) for task in plan.tasks)
    asked = len(questions(plan, departments.propose(plan)))
    if plan.opening:
        more = f"，台账中{len(plan.opening)}行进展作为截至{plan.opening[0].period}的期初数{more}"
    return (
        f"读出{len(plan.tasks)}项任务、{targets}个指标和节点，{asked}处待确认{more}；"
        f"请打开 outbox/{plan_papers.folder(plan.id)}/{plan_papers.WORKBOOK} 核对，改好后放回收件箱"
    )


def _told(changes: tuple[Change, ...], before: Plan) -> str:
    where = f"outbox/{plan_papers.folder(before.id)}/{plan_papers.CHANGES}"
    return f"；与已登记的第{before.version}版相比有{len(changes)}处变动：{counted(changes)}（逐项见 {where}）"


def plan_workbook(office: Office, file: Lying) -> Drop:
    """Register a confirmed plan workbook as the next version, whole or not at all."""
    blank = rows.row(office, file, FileKind.PLAN_WORKBOOK, Verdict.REFUSED, "")
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
        ids = {
            entry.plan.id: store_plans.ids_ever_used(connection, entry.plan.id) for entry in ground.registered
        }
    try:
        owner, plan_id, outcome = isolated(
            _handed_back, file.data, ground.directory, ids, openings.last_month(office)
        )
    except ToolkitError as error:
        return rows.keep(office, file, replace(blank, reason=str(error)))
    named = replace(blank, plan=plan_id)
    if owner not in {"", office.id}:
        reason = "这份任务分解表是别的办公室生成的，没有登记；请放入本办公室 outbox/方案 里的任务分解表"
        return rows.keep(office, file, replace(blank, reason=reason))
    if isinstance(outcome, ToolkitError):
        reason = told(outcome, f"outbox/{plan_papers.folder(plan_id)}/{plan_papers.FAULTY}")
        return rows.keep(office, file, replace(named, reason=reason))
    archive = rows.archived(office, file)
    with office.store.transaction() as connection:
        handed = replace(outcome, plan=_sourced(outcome.plan, file.sha256))
        verdict, reason, plan = _register(office, connection, handed, file.sha256)
        drop = replace(
            named,
            archive=archive,
            verdict=verdict,
            reason=reason,
            plan=plan.id,
            payload=dump(Plan, plan) if verdict is Verdict.ACCEPTED else "",
            leaving=True,
        )
        drop = replace(drop, seq=drops.add(connection, drop))
        openings.record(connection)
        return drop


def _sourced(plan: Plan, sha256: str) -> Plan:
    """Name the workbook as the source of the opening figures that the clerk wrote in it."""
    return replace(plan, opening=tuple(replace(one, sha256=one.sha256 or sha256) for one in plan.opening))


def _handed_back(
    data: bytes, office: Directory, ids: dict[str, frozenset[str]], before: str
) -> tuple[str, str, Confirmed | ToolkitError]:
    """Read a plan workbook: whose it is, which plan's, and what it says or what is wrong with it."""
    owner, plan_id = confirm.whose(data)
    try:
        return owner, plan_id, confirm.read(data, office, ids, before)
    except ToolkitError as error:
        return owner, plan_id, error


def _register(
    office: Office, connection: Connection, handed: Confirmed, sha256: str
) -> tuple[Verdict, str, Plan]:
    ground = Ground.of(connection)
    same = next((entry for entry in ground.registered if entry.plan.id == handed.plan.id), None)
    if refused := _refusal(handed.plan, same.plan if same else None):
        return Verdict.REFUSED, refused, handed.plan
    others = [entry.plan for entry in ground.registered if entry is not same]
    needed = directory.names_used([*others, handed.plan])
    list_ = directory.confirmed(ground.directory, handed.directory, handed.directory_before, needed)
    if same and _alike(same.plan, handed.plan) and same.parameters == handed.parameters:
        if list_ == ground.directory:
            return Verdict.DUPLICATE, f"与已登记的第{same.plan.version}版内容一致，没有改动", same.plan
        directory.keep(connection, office, list_)
        return Verdict.ACCEPTED, "方案没有改动，单位名录已更新", same.plan
    directory.keep(connection, office, list_)
    since = terms.counts_from(office, connection, handed.plan.id)
    plan = store_plans.register(connection, handed.plan, handed.parameters, sha256, office.as_of, since)
    diary.note(connection, office.as_of, "clerk", "register", f"{plan.id} v{plan.version} {sha256}")
    reason = _registered_reason(plan, handed.plan, same.plan if same else None)
    given = [
        one for one in Ground.of(connection).handovers if (one.plan, one.version) == (plan.id, plan.version)
    ]
    told_of = terms.told(same, handed.parameters, since) if same else ""
    return Verdict.ACCEPTED, f"{reason}{handover.in_words(given, plan)}{told_of}", plan


def _refusal(plan: Plan, same: Plan | None) -> str:
    """Return why a workbook without a fault in it cannot be registered all the same."""
    if not plan.tasks:
        return "任务分解表里一项任务也没有，没有登记；请在“任务”表里填写后再放回"
    if same and not plan.version and same.document_sha256 != plan.document_sha256 and not is_same(same, plan):
        return f"方案简称“{plan.id}”已用于《{same.title}》，没有登记；请在“方案”表里换一个简称后再放回"
    return ""


def _registered_reason(plan: Plan, handed: Plan, before: Plan | None) -> str:
    targets = sum(len(task.targets) for task in plan.tasks)
    said = f"已登记“{plan.title}”第{plan.version}版：{len(plan.tasks)}项任务、{targets}个指标和节点"
    if before is None:
        return said
    changes = compare(before, plan)
    stale = f"；注意这份是在第{handed.version}版上改的" if handed.version not in {0, before.version} else ""
    return f"{said}{_told(changes, before) if changes else '，任务和指标没有变动'}{stale}"


def _alike(old: Plan, new: Plan) -> bool:
    """Tell whether two plans say the same, doubts and versions aside."""
    return _bare(old) == _bare(new)


def _bare(plan: Plan) -> Plan:
    return replace(plan, version=0, doubts=(), proposals=())


def read_plan_file(path: Path, at: datetime) -> Plan:
    """Read a plan document from anywhere, in a process of its own, at a moment."""
    entry = scan.entry_of(path)
    if entry.refused:
        raise UnreadableFileError(f"“{path}”：{entry.refused}。")
    before = Period.month_of(at.date()).previous.label
    return isolated(read_plan, scan.read(entry), path.name, before)


def write_plan_file(plan: Plan, output: Path, made_at: datetime) -> None:
    """Write the 任务分解表 of a plan that no office has taken in."""
    data = workbook.write(
        plan, departments.propose(plan), parameters.defaults(), office_id="", office_name="", made_at=made_at
    )
    write_whole(output, data)


def points_of(plan: Plan, id_: str) -> tuple[Point, ...]:
    """Return what was read of a task or target and why; raises UsageError for an id the plan does not have."""
    points = explain.explain(plan, id_)
    if not points:
        known = "、".join(task.id for task in plan.tasks)
        raise UsageError(f"没有编号“{id_}”；这份方案的任务编号有：{known}，指标编号如{plan.row_ids[0]}。")
    return points
