"""Open the archives among the files of a turn, and find out where files that are no returns belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.files import FileKind, Reading
from toolkit.store import drops
from toolkit.turn import unpacking
from toolkit.turn.evidence import Surroundings
from toolkit.turn.gather import Piece
from toolkit.turn.reading import Understood
from toolkit.turn.rows import Lying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from toolkit.office import Office
    from toolkit.turn.gather import Shelf
    from toolkit.turn.ground import Ground


def lying(office: Office, piece: Piece) -> Lying:
    """Return a file with its bytes, out of the archive of originals."""
    return Lying(piece.found, office.archive.path(piece.archive).read_bytes(), piece.sha256)


def opened(office: Office, ground: Ground, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, bytes]]:
    """Open every archive, and yield those of its files that are to be read, copied but not yet synced."""
    firsts = {piece.sha256: piece for piece in pieces}
    for whole in pieces:
        if not (whole.fresh and whole.understood.kind is FileKind.ARCHIVE):
            continue
        inside = unpacking.contents(office, lying(office, whole), ground)
        whole.understood = Understood(kind=FileKind.ARCHIVE, fault=inside.fault, notes=inside.notes)
        with office.store.transaction() as connection:
            settled = drops.settled_among(connection, {file.sha256 for file in inside.files})
        members = []
        for file in inside.files:
            aside = file.found.passed or file.found.refused
            archive = "" if aside else office.archive.put(file.sha256, file.found.path.name, file.data)
            original = None if aside else settled.get(file.sha256)
            first = None if aside else firsts.get(file.sha256)
            piece = Piece(file.found, file.sha256, archive, len(file.data), original, first, whole=whole)
            firsts.setdefault(file.sha256, piece)
            members.append(piece)
            if not aside:
                yield piece, file.data
        whole.members = tuple(members)


def find_homes(office: Office, ground: Ground, pieces: Iterable[Piece], shelf: Shelf) -> None:
    """Tell of each file that is no return where it belongs, by all returns of the turn and of the periods under way."""
    everything = [one for piece in pieces for one in (piece, *piece.members)]
    strays = [one for one in everything if one.fresh and one.understood.attachable]
    if not strays:
        return
    with office.store.transaction() as connection:
        around = Surroundings(office, connection, ground)
        for one in everything:
            if one.fresh and not (one.understood.fault or one.understood.hold):
                for filed in shelf.returns(one):
                    around.add(one.relative, filed.return_)
        for one in strays:
            reading = Reading(kind=one.understood.kind, fault=one.understood.fault, attachable=True)
            one.home = around.home(reading, one.relative, archived=one.whole is not None)
