"""The office's one list of departments: brought together with a plan's, and taken in from 单位名录.xlsx."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.model.department import Department, Directory
from toolkit.model.files import FileKind, Verdict
from toolkit.plans import compare_directory, confirm
from toolkit.store import diary, drops, renames
from toolkit.store import plans as store_plans
from toolkit.turn import openings, rows
from toolkit.turn.dispatch import lay_out
from toolkit.turn.faults import told
from toolkit.turn.ground import Ground, open_period
from toolkit.turn.isolated import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from toolkit.model.plan import Plan
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.rows import Lying

MARKED = "单位名录_需改正.xlsx"
SHOWN = 6
"""Changes named in a receipt; the rest are counted."""


def proposed(office: Directory, plan: Directory) -> Directory:
    """Return the office's directory with what a plan names besides; of what both know the office's stands."""
    return Directory(office.departments + tuple(d for d in plan.departments if not office.get(d.name)))


def confirmed(office: Directory, now: Directory, before: Directory, needed: Iterable[str]) -> Directory:
    """
    Return the office's directory with what a clerk changed in a plan's: ``before`` made into ``now``.

    What the clerk left alone stays as the office has it, even if it changed there in the meantime.  A
    department deleted is dropped, unless another plan names it (``needed``) and nothing else answers to it.
    """
    after = {department.name: department for department in now.departments}
    written = {department.name: department for department in before.departments}
    gone = {name for name in written if name not in after}
    kept = tuple(
        _changed(department, after.get(department.name), written.get(department.name))
        for department in office.departments
        if department.name not in gone
        or (department.name in set(needed) and now.get(department.name) is None)
    )
    names = {department.name for department in kept}
    return Directory(kept + tuple(department for name, department in after.items() if name not in names))


def _changed(department: Department, now: Department | None, before: Department | None) -> Department:
    if now is None:
        return department
    names = (field.name for field in fields(Department))
    news = {
        name: getattr(now, name)
        for name in names
        if before is None or getattr(now, name) != getattr(before, name)
    }
    return replace(department, **news)


def names_used(plans: Iterable[Plan]) -> dict[str, str]:
    """Return every name that plans give a role, with where it stands first."""
    found: dict[str, str] = {}
    for plan in plans:
        for task in plan.tasks:
            for name in (*task.leads, *task.supports):
                found.setdefault(name, f"方案“{plan.id}”第{task.no}项")
    return found


def keep(connection: Connection, office: Office, directory: Directory) -> None:
    """Register the directory; what a department renamed or merged has handed in goes along with it."""
    old = store_plans.current_directory(connection)
    for name, other in compare_directory.renamed(old, directory).items():
        renames.rename_department(connection, name, other)
        diary.note(connection, office.as_of, "clerk", "rename", f"{name} -> {other}")
    store_plans.register_directory(connection, directory, office.as_of)


def directory_list(office: Office, file: Lying) -> Drop:
    """Register 单位名录.xlsx as the office's one list, whole or not at all."""
    blank = rows.row(office, file, FileKind.DIRECTORY, Verdict.REFUSED, "")
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
    needed = names_used(entry.plan for entry in ground.registered)
    try:
        read = isolated(confirm.read_directory, file.data, ground.directory, needed)
    except ToolkitError as error:
        return rows.keep(office, file, replace(blank, reason=told(error, f"outbox/{MARKED}")))
    if read.office_id not in {"", office.id}:
        reason = "这份单位名录是别的办公室生成的，没有登记；请放入本办公室 outbox 里的单位名录"
        return rows.keep(office, file, replace(blank, reason=reason))
    archive = rows.archived(office, file)
    with office.store.transaction() as connection:
        verdict, reason = _register(office, connection, read.directory)
        drop = replace(blank, archive=archive, verdict=verdict, reason=reason, leaving=True)
        drop = replace(drop, seq=drops.add(connection, drop))
        openings.record(connection)
        return drop


def _register(office: Office, connection: Connection, directory: Directory) -> tuple[Verdict, str]:
    before = store_plans.current_directory(connection)
    if directory == before:
        return Verdict.DUPLICATE, "与现在的单位名录一致，没有改动"
    keep(connection, office, directory)
    changes = compare_directory.changes(before, directory)
    more = f"；等{len(changes)}处" if len(changes) > SHOWN else ""
    said = "；".join(changes[:SHOWN])
    diary.note(connection, office.as_of, "clerk", "directory", f"{len(directory.departments)} departments")
    return Verdict.ACCEPTED, f"单位名录已更新：{said}{more}{_unissued(office, connection)}"


def _unissued(office: Office, connection: Connection) -> str:
    """Name the departments that only now can be sent a form of the month under way."""
    period = open_period(office).label
    issued = diary.issued_forms(connection, period)
    specs = lay_out(office, connection, period).specs if issued else ()
    new = [spec.department for spec in specs if spec.department not in issued]
    if not new:
        return ""
    return f"。{'、'.join(new)}还没有{period}的填报表，请运行 run.py dispatch --period {period} 补发"
