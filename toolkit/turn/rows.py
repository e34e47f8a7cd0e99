"""The rows files leave in the store, before and after a verdict."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from toolkit.model.files import FileKind, Verdict
from toolkit.store import drops
from toolkit.store.drops import Drop
from toolkit.turn import scan

if TYPE_CHECKING:
    from toolkit.office import Office
    from toolkit.turn.scan import Found


UNKNOWN = "看不出是什么文件，请核对后重新放入"


@dataclass(frozen=True, slots=True)
class Lying:
    """A file that lies in the inbox, with its bytes and their hash."""

    found: Found
    data: bytes
    sha256: str

    @property
    def name(self) -> str:
        """The file's name as text for rows and sentences."""
        return scan.display(self.found.path.name)


class File(Protocol):
    """A file of the inbox that was hashed, its bytes at hand or not."""

    @property
    def found(self) -> Found:
        """Its directory entry."""

    @property
    def name(self) -> str:
        """Its name as text for rows and sentences."""

    @property
    def sha256(self) -> str:
        """The hash of its content."""


def row(office: Office, file: File, kind: FileKind, verdict: Verdict, reason: str) -> Drop:
    """Return the row of a file that is taken away, before it is kept."""
    return Drop(
        path=scan.display(file.found.relative),
        file=file.name,
        sha256=file.sha256,
        received=office.as_of,
        kind=kind,
        verdict=verdict,
        reason=reason,
    )


def same_as(original: Drop) -> str:
    """Say of which file, decided before, this one is a copy."""
    return f"与{original.received:%Y年%m月%d日}收到的“{original.file}”完全相同，已处理过"


def copy_of(office: Office, file: File, original: Drop) -> Drop:
    """
    Return a duplicate's row: it repeats the original's kind, plan, department, period and round.

    A copy of what is refused is refused for the same reason.
    """
    if original.verdict is Verdict.REFUSED:
        return row(office, file, original.kind, Verdict.REFUSED, original.reason)
    return replace(
        row(office, file, original.kind, Verdict.DUPLICATE, same_as(original)),
        plan=original.plan,
        department=original.department,
        period=original.period,
        round=original.round,
    )


def keep(office: Office, file: Lying, drop: Drop) -> Drop:
    """Archive the original, then commit its row; from here on the file may leave the inbox."""
    kept = replace(drop, archive=archived(office, file), leaving=True)
    with office.store.transaction() as connection:
        return replace(kept, seq=drops.add(connection, kept))


def archived(office: Office, file: Lying) -> str:
    """Copy the original into the archive, synced, and return its path there."""
    return office.archive.keep(file.sha256, file.found.path.name, file.data)


def stays(office: Office, entry: Found, verdict: Verdict, reason: str) -> list[Drop]:
    """Write down, once, an entry that is not taken away; it has no content to hash."""
    mark = hashlib.sha256(f"{entry.relative}\n{reason}".encode("utf-8", "surrogateescape")).hexdigest()
    drop = Drop(
        path=scan.display(entry.relative),
        file=scan.display(entry.path.name),
        sha256=mark,
        received=office.as_of,
        kind=FileKind.UNKNOWN,
        verdict=verdict,
        reason=reason,
    )
    with office.store.transaction() as connection:
        if drops.noted_before(connection, drop.path, mark):
            return []
        return [replace(drop, seq=drops.add(connection, drop))]
