"""The papers of a plan in the outbox: 任务分解表, 变更清单, and a faulty workbook's marked copy."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from toolkit.model.files import FileKind, Verdict
from toolkit.model.plan import Plan
from toolkit.plans import assigned, compare_sheet, confirm, departments, parameters, workbook
from toolkit.store import diary
from toolkit.store import plans as store_plans
from toolkit.store.payload import load
from toolkit.turn import openings, revision
from toolkit.turn.directory import MARKED, names_used, proposed
from toolkit.turn.faults import marked_copy
from toolkit.turn.ground import Ground
from toolkit.turn.isolated import isolated

if TYPE_CHECKING:
    from datetime import datetime

    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.revision import Compared

_BLANK = "blank-assigned"
REGISTER = "交办登记表.xlsx"
"""A blank 任务分解表 for single tasks, beside the other lists of the office: there is no plan of it yet."""
WORKBOOK, CHANGES, FAULTY = "任务分解表.xlsx", "变更清单.xlsx", "任务分解表_需改正.xlsx"


def folder(plan_id: str) -> str:
    """Return where a plan's papers lie, below the outbox."""
    return f"方案/{plan_id}"


def of_drop(office: Office, drop: Drop) -> None:
    """Write what a plan document, a plan workbook or a list of departments asks for."""
    if drop.verdict is Verdict.REFUSED:
        _faulty(office, drop)
    elif drop.verdict is Verdict.ACCEPTED and drop.kind is FileKind.DIRECTORY:
        office.outbox.remove(MARKED)
    elif drop.verdict is Verdict.ACCEPTED:
        _plan(office, drop)


def _plan(office: Office, drop: Drop) -> None:
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
        if drop.kind is FileKind.PLAN:
            plan, compared = revision.of_document(connection, drop)
        else:
            plan = load(Plan, drop.payload)
            compared = revision.of_workbook(connection, plan)
        used = store_plans.ids_ever_used(connection, plan.id)
    confirmed = next((entry for entry in ground.registered if entry.plan.id == plan.id), None)
    data = workbook.write(
        plan,
        proposed(ground.directory, departments.propose(plan)),
        {**parameters.defaults(), **(confirmed.parameters if confirmed else {})},
        office_id=office.id,
        office_name=office.name,
        made_at=drop.received,
        spare=assigned.spare_ids(used) if assigned.is_assigned(plan) else (),
    )
    office.outbox.put(f"{folder(plan.id)}/{WORKBOOK}", data)
    office.outbox.remove(f"{folder(plan.id)}/{FAULTY}")
    if compared and compared.changes:
        _changes(office, drop, plan, compared)


def blank(office: Office, made_at: datetime) -> None:
    """
    Write a blank 交办登记表 for single tasks, until the first of them is registered and has its 任务分解表.

    One that somebody has begun to fill in is left alone; an untouched one follows the list of departments.  Its hash
    is noted before it is written: a run that is killed in between leaves an older one, of which the log knows too.
    """
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
        ours = diary.details(connection, _BLANK)
    there = office.outbox.path(REGISTER)
    if there.exists() and hashlib.sha256(there.read_bytes()).hexdigest() not in ours:
        return
    if any(entry.plan.id == assigned.ID for entry in ground.registered):
        office.outbox.remove(REGISTER)
        return
    data = workbook.write(
        assigned.blank(),
        ground.directory,
        parameters.defaults(),
        office_id=office.id,
        office_name=office.name,
        made_at=made_at,
        spare=assigned.spare_ids(()),
    )
    mark = hashlib.sha256(data).hexdigest()
    if mark not in ours[-1:] and not office.outbox.dry_run:
        with office.store.transaction() as connection:
            diary.note(connection, office.as_of, "office", _BLANK, mark)
    office.outbox.put(REGISTER, data)


def _changes(office: Office, drop: Drop, plan: Plan, compared: Compared) -> None:
    data = compare_sheet.write(
        compared.changes,
        title=plan.title,
        before=(compared.before[0], compared.before[1].date()),
        after=(compared.after[0], compared.after[1].date()),
        office_name=office.name,
        made_at=drop.received,
    )
    office.outbox.put(f"{folder(plan.id)}/{CHANGES}", data)


def _faulty(office: Office, drop: Drop) -> None:
    """Write a copy of a workbook that was not registered, its wrong cells marked."""
    data = office.archive.path(drop.archive).read_bytes()
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
        used = {
            entry.plan.id: store_plans.ids_ever_used(connection, entry.plan.id) for entry in ground.registered
        }
    if drop.kind is FileKind.DIRECTORY:
        needed = names_used(entry.plan for entry in ground.registered)
        copy = isolated(marked_copy, confirm.read_directory, data, drop.received, ground.directory, needed)
        path = MARKED
    else:
        copy = isolated(
            marked_copy,
            confirm.read,
            data,
            drop.received,
            ground.directory,
            used,
            openings.last_month(office),
        )
        path = f"{folder(drop.plan or '')}/{FAULTY}"
    if copy and (drop.plan or drop.kind is FileKind.DIRECTORY):
        office.outbox.put(path, copy)
