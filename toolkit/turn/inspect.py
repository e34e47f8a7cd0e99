"""What the intake would make of files, changing nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.intake.serving import CRASHED
from toolkit.model.files import FileKind, Reading, Receipt, Verdict
from toolkit.store import drops
from toolkit.turn import scan, unpacking
from toolkit.turn.ground import Ground, known
from toolkit.turn.look import Look, Seen, in_turn
from toolkit.turn.reading import readings
from toolkit.turn.rows import Lying

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.office import Office
    from toolkit.turn.reading import Job
    from toolkit.turn.scan import Found

_FOR_LATER = frozenset({FileKind.PLAN, FileKind.PLAN_WORKBOOK, FileKind.DIRECTORY, FileKind.DECISIONS})
"""Kinds whose bytes are read once more, when their turn comes."""


def inspect(office: Office, paths: tuple[Path, ...]) -> tuple[Receipt, ...]:
    """Return one record a directory entry, folders recursively, in order of name; an archive's files in its own."""
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
    seen = _Reader(office, ground).read([entry for path in paths for entry in _entries(path)])
    with office.store.transaction() as connection:
        look = Look.over(office, connection, ground, seen)
        told = {id(one): look.at(one) for one in in_turn(seen)}
    return tuple(told[id(one)] for one in seen)


def _entries(path: Path) -> list[tuple[str, Found]]:
    if path.is_dir() and not path.is_symlink():
        return [(str(path / entry.relative), entry) for entry in scan.look(path)]
    return [(str(path), scan.entry_of(path))]


@dataclass(slots=True)
class _Reader:
    """Reads entries, a few of them in memory at a time, and then the archives among them, one by one."""

    office: Office
    ground: Ground

    def read(self, entries: list[tuple[str, Found]]) -> list[Seen]:
        """Return what every entry is and says, in their order."""
        seen = [Seen(given, entry, early=_early(entry)) for given, entry in entries]
        self._understood(seen)
        for one in seen:
            if one.reading.kind is FileKind.ARCHIVE and not self._known(one):
                self._open(one)
        return seen

    def _known(self, one: Seen) -> bool:
        """Tell whether an archive was decided before; a copy is not opened again."""
        with self.office.store.transaction() as connection:
            return drops.settled(connection, one.sha256) is not None

    def _understood(self, seen: list[Seen]) -> None:
        """Read files in workers; the bytes of an archive's member are let go unless they are needed again."""
        asked: list[Seen] = []

        def each() -> Iterator[Job]:
            for one, job in _jobs(seen):
                asked.append(one)
                yield job

        for index, reading in enumerate(readings(known(self.office, self.ground), each())):
            one = asked[index]
            one.reading = reading
            if reading.kind not in _FOR_LATER:
                one.data = b""

    def _open(self, one: Seen) -> None:
        try:
            file = Lying(one.entry, scan.read(one.entry), one.sha256)
        except OSError:
            one.reading = Reading(kind=FileKind.ARCHIVE, fault=CRASHED)
            return
        inside = unpacking.contents(self.office, file, self.ground)
        one.reading = Reading(kind=FileKind.ARCHIVE, fault=inside.fault, notes=inside.notes)
        one.members = [_member(one, file.found, member) for member in inside.files]
        self._understood(one.members)


def _jobs(seen: list[Seen]) -> Iterator[tuple[Seen, Job]]:
    for one in seen:
        if one.early:
            continue
        try:
            data = one.data or scan.read(one.entry)
        except OSError as error:
            one.early = Verdict.REFUSED, f"文件打不开（{error.strerror}），请检查路径和权限"
            continue
        one.sha256 = hashlib.sha256(data).hexdigest()
        yield one, (data, scan.display(one.entry.path.name), scan.display(one.entry.hint))


def _member(archive: Seen, lying: Found, member: Lying) -> Seen:
    inner = member.found.relative[len(lying.relative) :]
    return Seen(archive.given + inner, member.found, early=_early(member.found), data=member.data)


def _early(entry: Found) -> tuple[Verdict, str] | None:
    """Return the verdict of what is not opened at all."""
    if entry.passed:
        return Verdict.IGNORED, entry.passed
    return (Verdict.REFUSED, entry.refused) if entry.refused else None
