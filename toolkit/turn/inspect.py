"""What the intake would make of files, changing nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.intake.worker import Workers
from toolkit.model.files import FileKind, Reading, Receipt, Verdict
from toolkit.plans import confirm
from toolkit.store import drops
from toolkit.turn import scan
from toolkit.turn.decide import judge_return
from toolkit.turn.ground import Ground, known
from toolkit.turn.isolated import isolated
from toolkit.turn.openings import last_month
from toolkit.turn.plan_files import read_plan

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.turn.scan import Found


def inspect(office: Office, paths: tuple[Path, ...]) -> tuple[Receipt, ...]:
    """Return one record a directory entry, folders recursively, in order of name."""
    found = [(given, entry) for path in paths for given, entry in _entries(path)]
    data = {entry: _bytes(entry) for _, entry in found}
    readable = [entry for _, entry in found if isinstance(data[entry], bytes)]
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
    with Workers(known(office, ground)) as workers:
        files = [(data[entry], entry.path.name, entry.hint) for entry in readable]
        readings = dict(zip(readable, workers.read(files), strict=True))  # type: ignore[arg-type]
    with office.store.transaction() as connection:
        return tuple(
            _one(office, connection, ground, given, data[entry], readings.get(entry))
            for given, entry in found
        )


def _entries(path: Path) -> list[tuple[str, Found]]:
    if path.is_dir() and not path.is_symlink():
        return [(str(path / entry.relative), entry) for entry in scan.look(path)]
    return [(str(path), scan.entry_of(path))]


def _bytes(entry: Found) -> bytes | tuple[Verdict, str]:
    if entry.passed:
        return Verdict.IGNORED, entry.passed
    if entry.refused:
        return Verdict.REFUSED, entry.refused
    try:
        return scan.read(entry)
    except OSError as error:
        return Verdict.REFUSED, f"文件打不开（{error.strerror}），请检查路径和权限"


def _one(
    office: Office,
    connection: Connection,
    ground: Ground,
    given: str,
    data: bytes | tuple[Verdict, str],
    reading: Reading | None,
) -> Receipt:
    if not isinstance(data, bytes):
        return _receipt(office, given, "", FileKind.UNKNOWN, *data)
    sha256 = hashlib.sha256(data).hexdigest()
    seen = reading or Reading(fault="没有读出内容")
    if original := drops.settled(connection, sha256):
        reason = f"与{original.received:%Y年%m月%d日}收到的“{original.file}”完全相同，已处理过"
        same = _receipt(office, given, sha256, original.kind, Verdict.DUPLICATE, reason)
        return replace(same, plan=original.plan, department=original.department, period=original.period)
    if seen.fault:
        return _receipt(office, given, sha256, seen.kind, Verdict.REFUSED, seen.fault)
    if seen.hold:
        held = _receipt(office, given, sha256, seen.kind, Verdict.HELD, seen.hold)
        return replace(held, return_=seen.return_)
    if seen.return_ is not None:
        return _return(office, connection, ground, given, sha256, replace(seen, return_=seen.return_))
    return _plan(office, ground, given, sha256, data, seen.kind)


def _return(
    office: Office, connection: Connection, ground: Ground, given: str, sha256: str, seen: Reading
) -> Receipt:
    assert seen.return_ is not None  # noqa: S101 -- for the type checker; the caller has looked
    judged = judge_return(office, connection, ground, replace(seen.return_, sha256=sha256))
    return_ = judged.return_
    receipt = _receipt(office, given, sha256, FileKind.RETURN, judged.verdict, judged.reason)
    return replace(
        receipt,
        plan=return_.plans[0] if len(return_.plans) == 1 else None,
        plans=return_.plans,
        department=return_.department,
        period=return_.period,
        round=return_.round,
        findings=judged.findings,
        return_=return_,
    )


def _plan(office: Office, ground: Ground, given: str, sha256: str, data: bytes, kind: FileKind) -> Receipt:
    try:
        if kind is FileKind.DIRECTORY:
            read = isolated(confirm.read_directory, data, ground.directory)
            reason = f"单位名录，{len(read.directory.departments)}家单位"
            return _receipt(office, given, sha256, kind, Verdict.ACCEPTED, reason)
        if kind is FileKind.PLAN_WORKBOOK:
            plan = isolated(confirm.read, data, ground.directory).plan
        elif kind is FileKind.PLAN:
            plan = isolated(read_plan, data, Path(given).name, last_month(office))
        else:
            return _receipt(
                office, given, sha256, kind, Verdict.REFUSED, "看不出是什么文件，请核对后重新放入"
            )
    except ToolkitError as error:
        return _receipt(office, given, sha256, kind, Verdict.REFUSED, str(error))
    if not plan.tasks:
        reason = "没有从中读出任务，不像方案文件"
        return _receipt(office, given, sha256, FileKind.UNKNOWN, Verdict.REFUSED, reason)
    reason = f"方案“{plan.title}”，{len(plan.tasks)}项任务"
    return replace(_receipt(office, given, sha256, kind, Verdict.ACCEPTED, reason), plan=plan.id)


def _receipt(
    office: Office, given: str, sha256: str, kind: FileKind, verdict: Verdict, reason: str
) -> Receipt:
    return Receipt(
        file=given, sha256=sha256, received=office.as_of, kind=kind, verdict=verdict, reason=reason
    )
