"""What the intake would make of files, changing nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.model.files import FileKind, Reading, Receipt, Verdict
from toolkit.plans import confirm
from toolkit.store import drops
from toolkit.turn import scan
from toolkit.turn.decide import judge_return
from toolkit.turn.ground import Ground, known
from toolkit.turn.isolated import isolated
from toolkit.turn.memory import Memory
from toolkit.turn.openings import last_month
from toolkit.turn.plan_files import read_plan
from toolkit.turn.reading import readings
from toolkit.turn.rows import same_as
from toolkit.turn.take_in import rivalry, rivals_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from toolkit.model.returns import Return
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.scan import Found
    from toolkit.turn.take_in import Rivals


def inspect(office: Office, paths: tuple[Path, ...]) -> tuple[Receipt, ...]:
    """Return one record a directory entry, folders recursively, in order of name."""
    found = [(given, entry) for path in paths for given, entry in _entries(path)]
    data = {entry: _bytes(entry) for _, entry in found}
    readable = [entry for _, entry in found if isinstance(data[entry], bytes)]
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
    files = [(data[entry], scan.display(entry.path.name), scan.display(entry.hint)) for entry in readable]
    read = dict(zip(readable, readings(known(office, ground), files), strict=True))  # type: ignore[arg-type]
    rivals = rivals_of(read.values())
    with office.store.transaction() as connection:
        look = _Look(office, connection, Memory(ground), rivals)
        return tuple(look.at(given, data[entry], read.get(entry)) for given, entry in found)


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


@dataclass(frozen=True, slots=True)
class _Look:
    """One look over many files; ``seen`` keeps what each content came to, so that a copy is told as one."""

    office: Office
    connection: Connection
    memory: Memory
    rivals: Rivals
    seen: dict[str, Receipt] = field(default_factory=dict)

    def at(self, given: str, data: bytes | tuple[Verdict, str], reading: Reading | None) -> Receipt:
        """Return the record of one entry."""
        if not isinstance(data, bytes):
            return self._receipt(given, "", FileKind.UNKNOWN, *data)
        sha256 = hashlib.sha256(data).hexdigest()
        if original := drops.settled(self.connection, sha256):
            return self._copy(given, sha256, original, same_as(original))
        if first := self.seen.get(sha256):
            return self._copy(given, sha256, first, f"与同时放入的“{Path(first.file).name}”完全相同")
        receipt = self._fresh(given, sha256, data, reading or Reading(fault="没有读出内容"))
        self.seen[sha256] = receipt
        return receipt

    def _copy(self, given: str, sha256: str, original: Drop | Receipt, reason: str) -> Receipt:
        copy = self._receipt(given, sha256, original.kind, Verdict.DUPLICATE, reason)
        return replace(copy, plan=original.plan, department=original.department, period=original.period)

    def _fresh(self, given: str, sha256: str, data: bytes, reading: Reading) -> Receipt:
        if reading.fault:
            return self._receipt(given, sha256, reading.kind, Verdict.REFUSED, reading.fault)
        return_ = reading.return_
        if hold := reading.hold or (rivalry(return_, self.rivals) if return_ else ""):
            held = self._receipt(given, sha256, reading.kind, Verdict.HELD, hold)
            return self._named(held, return_) if return_ else held
        if return_ is not None:
            judged = judge_return(self.office, self.connection, self.memory, replace(return_, sha256=sha256))
            receipt = self._receipt(given, sha256, FileKind.RETURN, judged.verdict, judged.reason)
            return replace(self._named(receipt, judged.return_), findings=judged.findings)
        return self._plan(given, sha256, data, reading.kind)

    def _named(self, receipt: Receipt, return_: Return) -> Receipt:
        return replace(
            receipt,
            plan=return_.plans[0] if len(return_.plans) == 1 else None,
            plans=return_.plans,
            department=return_.department or None,
            period=return_.period or None,
            round=return_.round,
            return_=return_,
        )

    def _plan(self, given: str, sha256: str, data: bytes, kind: FileKind) -> Receipt:
        directory = self.memory.ground.directory
        try:
            if kind is FileKind.DIRECTORY:
                read = isolated(confirm.read_directory, data, directory)
                reason = f"单位名录，{len(read.directory.departments)}家单位"
                return self._receipt(given, sha256, kind, Verdict.ACCEPTED, reason)
            if kind is FileKind.PLAN_WORKBOOK:
                plan = isolated(confirm.read, data, directory).plan
            elif kind is FileKind.PLAN:
                plan = isolated(read_plan, data, Path(given).name, last_month(self.office))
            else:
                return self._receipt(
                    given, sha256, kind, Verdict.REFUSED, "看不出是什么文件，请核对后重新放入"
                )
        except ToolkitError as error:
            return self._receipt(given, sha256, kind, Verdict.REFUSED, str(error))
        if not plan.tasks:
            reason = "没有从中读出任务，不像方案文件"
            return self._receipt(given, sha256, FileKind.UNKNOWN, Verdict.REFUSED, reason)
        reason = f"方案“{plan.title}”，{len(plan.tasks)}项任务"
        return replace(self._receipt(given, sha256, kind, Verdict.ACCEPTED, reason), plan=plan.id)

    def _receipt(self, given: str, sha256: str, kind: FileKind, verdict: Verdict, reason: str) -> Receipt:
        moment = self.office.as_of
        return Receipt(file=given, sha256=sha256, received=moment, kind=kind, verdict=verdict, reason=reason)
