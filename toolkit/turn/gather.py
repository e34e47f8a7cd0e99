"""Read the inbox, a little at a time: every file is hashed, copied to the archive, and read in a worker."""

from __future__ import annotations

import hashlib
import tempfile
from collections import deque
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING

from toolkit.model.files import FileKind, Verdict
from toolkit.store import drops
from toolkit.turn import rows, scan
from toolkit.turn.reading import File, Filed, Understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from toolkit.intake.evidence import Home
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.prepared import Prepared
    from toolkit.turn.scan import Found

_FILES = 64
_FILES_AT_FIRST = 8
"""Files read before the workers have anything to do."""
_BYTES = 32 << 20
_IN_MEMORY = 64 << 20
_MAY_PROVE = frozenset({FileKind.EVIDENCE, FileKind.PLAN, FileKind.UNKNOWN})
"""Kinds of a file settled before whose copy may prove a further return: it is read again."""


@dataclass(slots=True, eq=False)
class Piece:
    """
    A file on its way from the inbox into the store; its bytes are in the archive, and here no more.

    ``original`` is the row that settled the same bytes in an earlier run, ``first`` the same bytes before it in this
    one; any other is ``understood``.  ``drop`` is its row, once it has one.  ``whole`` is the archive it came out of,
    and ``members`` are the files of an archive; one left aside or not taken out has no bytes, and no copy.
    ``home`` is where a file that is no return belongs, or why nobody can tell.
    """

    found: Found
    sha256: str
    archive: str
    size: int
    original: Drop | None = None
    first: Piece | None = None
    understood: Understood = field(default_factory=lambda: Understood(fault="没有读出内容"))
    place: tuple[int, int] = (0, 0)
    drop: Drop | None = None
    whole: Piece | None = None
    members: tuple[Piece, ...] = ()
    home: Home | None = None

    @property
    def relative(self) -> str:
        """Its path below the inbox, as text."""
        return scan.display(self.found.relative)

    @property
    def name(self) -> str:
        """The file's name as text for rows and sentences."""
        return scan.display(self.found.path.name)

    @property
    def fresh(self) -> bool:
        """Whether these bytes were never decided before."""
        return self.original is None and self.first is None

    @property
    def aside(self) -> str:
        """Why a file of an archive has no bytes here."""
        return self.found.passed or self.found.refused

    @property
    def to_read(self) -> bool:
        """Whether its bytes are read: they were never decided, or may be evidence of a further return."""
        if self.drop or self.aside or self.first or self.understood.kind is FileKind.ARCHIVE:
            return False
        return self.original is None or self.original.kind in _MAY_PROVE

    @property
    def is_plan(self) -> bool:
        """Whether it is a plan document, which is read and kept by itself."""
        told = self.understood
        known = told.fault or told.hold or told.claims or self.home
        return self.fresh and told.kind is FileKind.PLAN and not known


class Shelf:
    """Where the returns that were read lie until their turn comes: in memory, and beyond 64 MiB in a file."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (closed by close)

    def put(self, piece: Piece, told: Understood) -> None:
        """Keep what was understood of a file."""
        at = self._file.seek(0, 2)
        self._file.write(told.filed)
        piece.place = (at, len(told.filed))
        piece.understood = replace(told, filed=b"")

    def returns(self, piece: Piece) -> tuple[Filed, ...]:
        """Return the returns in a file."""
        self._file.seek(piece.place[0])
        return replace(piece.understood, filed=self._file.read(piece.place[1])).returns()

    def close(self) -> None:
        """Throw everything away."""
        self._file.close()


def gather(
    office: Office, found: Iterable[Found], unreadable: Callable[[Found, str], None]
) -> Iterator[tuple[Piece, bytes]]:
    """
    Yield every readable file with its bytes, copied to the archive but not yet synced, in the order given.

    A file that has its verdict already and could not leave, since a paper of its is blocked, is passed over.
    """
    firsts: dict[str, Piece] = {}
    with office.store.transaction() as connection:
        leaving = {(drop.path, drop.sha256) for drop in drops.leaving(connection)}
    for chunk in _chunks(found, unreadable):
        hashed = [(entry, data, hashlib.sha256(data).hexdigest()) for entry, data in chunk]
        with office.store.transaction() as connection:
            settled = drops.settled_among(connection, {sha256 for _, _, sha256 in hashed})
        for entry, data, sha256 in hashed:
            if (scan.display(entry.relative), sha256) in leaving:
                continue
            archive = office.archive.put(sha256, entry.path.name, data)
            piece = Piece(entry, sha256, archive, len(data), settled.get(sha256), firsts.get(sha256))
            firsts.setdefault(sha256, piece)
            yield piece, data


def _chunks(
    found: Iterable[Found], unreadable: Callable[[Found, str], None]
) -> Iterator[list[tuple[Found, bytes]]]:
    chunk: list[tuple[Found, bytes]] = []
    most = _FILES_AT_FIRST
    for entry in found:
        try:
            chunk.append((entry, scan.read(entry)))
        except OSError as error:
            unreadable(entry, f"文件打不开（{error.strerror}）；仍在收件箱，请检查权限后再运行")
        if len(chunk) >= most or sum(len(data) for _, data in chunk) >= _BYTES:
            yield chunk
            chunk, most = [], _FILES
    if chunk:
        yield chunk


def again(office: Office, pieces: Iterable[Piece]) -> Iterator[tuple[Piece, bytes]]:
    """Yield those files that are to be read, with their bytes out of the archive."""
    for piece in pieces:
        if piece.to_read:
            yield piece, office.archive.path(piece.archive).read_bytes()


def file_of(entry: Found, data: bytes, sha256: str) -> File:
    """Return a file as it is given to who reads it."""
    return File(data, scan.display(entry.path.name), scan.display(entry.hint), sha256)


def read(
    office: Office,
    shelf: Shelf,
    prepared: Prepared,
    files: Iterable[tuple[Piece, bytes]],
    heard: Callable[[Piece], None] = lambda _piece: None,
    expected: int = 0,
) -> list[Piece]:
    """
    Read files in workers, judge them by what was ``prepared``, and return them in their order.

    ``heard(piece)`` is called for each in this order, as soon as it and those before it are read; ``expected`` is how
    many files there are, where it is known.
    """
    pieces: list[Piece] = []
    waiting: deque[tuple[Piece, bool]] = deque()
    with office.store.transaction() as connection:

        def each() -> Iterator[File]:
            for piece, data in files:
                pieces.append(piece)
                file, to_read = file_of(piece.found, data, piece.sha256), piece.to_read
                if to_read and (told := prepared.ahead.pop(file.key, None)):
                    shelf.put(piece, told)
                    to_read = False
                waiting.append((piece, to_read))
                if to_read:
                    yield file

        def hear_those_not_read() -> None:
            while waiting and not waiting[0][1]:
                heard(waiting.popleft()[0])

        still, past = max(expected - len(prepared.ahead), 0), prepared.past(office, connection)
        for told in prepared.readers.map(each(), still, past):
            hear_those_not_read()
            piece, _ = waiting.popleft()
            shelf.put(piece, told)
            heard(piece)
        hear_those_not_read()
    return pieces


def staying(office: Office, found: Iterable[Found]) -> Iterator[Drop]:
    """Locks, links, pipes, devices and files too large stay where they are, each with its line."""
    for entry in found:
        if entry.passed not in {"", scan.EMPTY}:
            yield from rows.stays(office, entry, Verdict.IGNORED, entry.passed)
        if entry.refused:
            yield from rows.stays(office, entry, Verdict.REFUSED, entry.refused + "；仍在收件箱")
