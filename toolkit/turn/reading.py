"""Read returns and judge them in worker processes; what comes back is small and ready to be kept."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from toolkit.checks.evidence import names_files
from toolkit.intake.aliases import Place, names_of
from toolkit.intake.read import read_file
from toolkit.intake.worker import Workers
from toolkit.model.built import changer
from toolkit.model.files import FileKind, Reading, Verdict
from toolkit.model.returns import Entry, Return
from toolkit.store.marks import marks_of
from toolkit.store.payload import dump, dump_entries, load, ready
from toolkit.turn.beside import NOTHING, prints_of
from toolkit.turn.judged import Judged, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.intake.known import Known
    from toolkit.intake.serving import Ask
    from toolkit.model.findings import Finding
    from toolkit.turn.desk import Desk
    from toolkit.turn.past import Past

_hashed = changer(Return, "sha256")
_with_entries = changer(Return, "entries")

Job = tuple[bytes, str, str]
"""A file's bytes, its name, and the subfolder it lay in."""


Key = tuple[str, str, str]
"""A file's name, the subfolder it lay in, and the hash of its content."""


class File(NamedTuple):
    """A file's bytes, its name, the subfolder it lay in, and the hash of its content."""

    data: bytes
    name: str
    hint: str
    sha256: str

    @property
    def key(self) -> Key:
        """What two files have in common that are read alike."""
        return self.name, self.hint, self.sha256


class Claim(NamedTuple):
    """Whose return a file holds, and of which period."""

    department: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """
    A return judged, its JSON in pieces: the head without entries, and the entries.

    ``own`` are the rows the department reports on: the place in ``entries``, plan and id, and the marks kept beside it;
    ``prints`` mark its texts, and ``names_files`` says that it names evidence.  A return nobody can place is only
    read: its verdict is HELD.
    """

    head: str
    entries: tuple[str, ...]
    plan: str | None
    department: str
    period: str
    source: str = ""
    own: tuple[tuple[int, str, str, str], ...] = ()
    prints: tuple[str, ...] = ()
    names_files: bool = False
    verdict: Verdict = Verdict.HELD
    reason: str = ""
    more: str = ""
    round: int | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def payload(self) -> str:
        """The return as :func:`toolkit.store.payload.dump` writes it, its entries behind all else."""
        return f'{self.head[:-1]},"entries":[{",".join(self.entries)}]}}' if self.entries else self.head

    def rows(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Yield the rows the department reports on, plan and id, with their JSON."""
        return (((plan, id_), self.entries[place]) for place, plan, id_, _ in self.own)

    @property
    def return_(self) -> Return:
        """The return itself."""
        return load(Return, self.payload)

    @property
    def judged(self) -> Judged:
        """The return with its verdict."""
        return Judged(self.return_, self.verdict, self.reason, self.findings, self.more)


_with_verdict = changer(
    Filed, "own", "prints", "names_files", "verdict", "reason", "more", "round", "findings"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """
    What a file is, and the returns in it: ``claims`` say whose, ``filed`` holds them, pickled, in the same order.

    Without ``fault`` and ``hold`` each return is judged on its own; where several departments report in one file
    there are several.
    """

    kind: FileKind = FileKind.UNKNOWN
    fault: str = ""
    hold: str = ""
    notes: tuple[str, ...] = ()
    attachable: bool = False
    claims: tuple[Claim, ...] = ()
    filed: bytes = b""

    def returns(self) -> tuple[Filed, ...]:
        """Unpack the returns; they come from our own process, not from the file."""
        found: tuple[Filed, ...] = pickle.loads(self.filed) if self.filed else ()  # noqa: S301
        return found


Readers = Workers[File, "Understood"]
"""Processes that read files and judge them, in the order given; what they ask of the store is answered by a :class:`Past`."""


def readers(known: Known, desk: Desk) -> Readers:
    """Return who says what each file is and says, judged; a file no worker survives gets a fault."""
    make_ready(known)
    return Workers(partial(_understand, known, desk), _failed, asks=True, weigh=_weight)


def make_ready(known: Known) -> None:
    """Make what every worker needs for its first file, so that processes forked off have it already."""
    import lxml.etree  # noqa: F401

    names_of(known.directory, Place.of(known.plans))
    for noun in (Entry, Return):
        ready(noun)


def readings(known: Known, jobs: Iterable[Job]) -> Iterator[Reading]:
    """Yield what each file is and says, in their order, not judged."""
    with Workers(partial(_read, known), _unread, weigh=_weight) as workers:
        yield from workers.map(jobs)


def filed(desk: Desk, judged: Judged) -> Filed:
    """Return a judged return as it is kept."""
    return_ = judged.return_
    rows = {(plan, id_) for plan, ids in desk.rows_of(return_.department).items() for id_ in ids}
    pieces = _pieces(return_)
    own = tuple(
        (place, entry.plan, entry.id, marks_of(pieces.entries[place]))
        for place, entry in enumerate(return_.entries)
        if (entry.plan, entry.id) in rows
    )
    return _with_verdict(
        pieces,
        own=own,
        prints=prints_of(desk, return_),
        names_files=names_files(return_),
        verdict=judged.verdict,
        reason=judged.reason,
        more=judged.more,
        round=return_.round,
        findings=judged.findings,
    )


def _understand(known: Known, desk: Desk, file: File, ask: Ask) -> Understood:
    reading = read_file(file.data, file.name, file.hint, known)
    returns = reading.parts or ((reading.return_,) if reading.return_ else ())
    if reading.fault or not returns:
        return Understood(
            kind=reading.kind,
            fault=reading.fault,
            hold=reading.hold,
            notes=reading.notes,
            attachable=reading.attachable,
        )
    named = [_hashed(return_, file.sha256) for return_ in returns]
    found = tuple(
        _pieces(return_) if reading.hold else filed(desk, judge(desk, return_, _past(ask, return_), NOTHING))
        for return_ in named
    )
    return Understood(
        kind=reading.kind,
        hold=reading.hold,
        notes=reading.notes,
        claims=tuple(Claim(return_.department, return_.period) for return_ in named),
        filed=pickle.dumps(found, pickle.HIGHEST_PROTOCOL),
    )


def _past(ask: Ask, return_: Return) -> Past:
    past: Past = ask((return_.period, return_.department))
    return past


def _pieces(return_: Return) -> Filed:
    return Filed(
        head=dump(Return, _with_entries(return_, ())),
        entries=dump_entries(return_.entries),
        plan=return_.plans[0] if len(return_.plans) == 1 else None,
        department=return_.department,
        period=return_.period,
        source=return_.source,
    )


def _read(known: Known, job: Job, _ask: Ask) -> Reading:
    reading, sha256 = read_file(*job, known), hashlib.sha256(job[0]).hexdigest()
    return replace(
        reading,
        return_=_hashed(reading.return_, sha256) if reading.return_ else None,
        parts=tuple(_hashed(part, sha256) for part in reading.parts),
    )


def _failed(fault: str, notes: tuple[str, ...]) -> Understood:
    return Understood(fault=fault, notes=notes)


def _unread(fault: str, notes: tuple[str, ...]) -> Reading:
    return Reading(fault=fault, notes=notes)


def _weight(job: Job | File) -> int:
    return len(job[0])
