"""Open the archives among the files of a turn, and find out where files that are no returns belong."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.model.files import FileKind
from toolkit.store import drops
from toolkit.turn import unpacking
from toolkit.turn.evidence import Surroundings, proves_more
from toolkit.turn.gather import Piece
from toolkit.turn.reading import Understood
from toolkit.turn.rows import Lying

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.intake.evidence import Home
    from toolkit.office import Office
    from toolkit.turn.gather import Shelf
    from toolkit.turn.ground import Ground

_IN_MEMORY = 64 << 20


def lying(office: Office, piece: Piece) -> Lying:
    """Return a file with its bytes, out of the archive of originals."""
    return Lying(piece.found, office.archive.path(piece.archive).read_bytes(), piece.sha256)


def opened(office: Office, ground: Ground, pieces: Sequence[Piece]) -> list[Piece]:
    """Open every archive never seen before and return the files in them, copied but not yet synced."""
    firsts: dict[str, Piece] = {}
    for piece in pieces:
        firsts.setdefault(piece.sha256, piece)
    found: list[Piece] = []
    for whole in pieces:
        if whole.fresh and whole.understood.kind is FileKind.ARCHIVE:
            whole.members = tuple(_members(office, ground, whole))
            found += whole.members
    for piece in found:
        if not piece.aside:
            first = firsts.setdefault(piece.sha256, piece)
            piece.first = None if first is piece else first
    _tell_settled(office, [piece for piece in found if not piece.aside])
    return found


def ordered(pieces: Iterable[Piece]) -> list[Piece]:
    """Return all files, archives and what is in them last: a file beside an archive may lie in it as well."""
    ranked = sorted(pieces, key=lambda piece: bool((piece.first or piece).members))
    return [one for piece in ranked for one in (piece, *piece.members)]


def hint_anew(ground: Ground, pieces: Iterable[Piece]) -> None:
    """Find out again which folder of an archive speaks of a department, after departments were registered."""
    for piece in pieces:
        if whole := piece.whole:
            inside = piece.found.relative[len(whole.found.relative) + 1 :]
            piece.found = replace(piece.found, hint=unpacking.hint(whole, inside, ground))


def find_homes(office: Office, ground: Ground, pieces: Sequence[Piece], shelf: Shelf) -> None:
    """
    Tell of each file that is no return where it belongs, by all returns of the turn and of the periods under way.

    A copy has a home only where it proves another return than the file it is a copy of.
    """
    strays = [one for one in pieces if one.drop is None and _read(one).understood.attachable]
    if not strays:
        return
    with office.store.transaction() as connection:
        around = Surroundings(office, connection, ground)
        for one in pieces:
            for filed in shelf.returns(one) if one.fresh and one.understood.claims else ():
                around.add(one.relative, filed.return_)
        for one in strays:
            home = around.home(_read(one).understood, one.relative, archived=one.whole is not None)
            if one.fresh or _proves_more(one, home):
                one.home = home


def _members(office: Office, ground: Ground, archive: Piece) -> list[Piece]:
    """Take an archive apart; where it is refused whole, nothing of it is kept."""
    taken: list[tuple[Lying, int]] = []
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:

        def take(member: Lying) -> None:
            taken.append((replace(member, data=b""), spool.write(member.data)))

        inside = unpacking.hand_out(office, lying(office, archive), ground, take)
        archive.understood = Understood(kind=FileKind.ARCHIVE, fault=inside.fault, notes=inside.notes)
        if inside.fault:
            return []
        spool.seek(0)
        return [_kept(office, archive, replace(member, data=spool.read(size))) for member, size in taken]


def _kept(office: Office, archive: Piece, member: Lying) -> Piece:
    """Copy a file to the archive of originals; one that was left aside or not taken out has no bytes."""
    found = member.found
    aside = found.passed or found.refused
    original = "" if aside else office.archive.put(member.sha256, found.path.name, member.data)
    return Piece(found, member.sha256, original, len(member.data), whole=archive)


def _tell_settled(office: Office, members: Sequence[Piece]) -> None:
    """
    Tell of files of archives what was settled before.

    What decides how others read is committed before its archive: a run killed between the two left its row alone.
    """
    with office.store.transaction() as connection:
        settled = drops.settled_among(connection, {piece.sha256 for piece in members})
        alone = drops.alone_at(connection, [piece.relative for piece in members])
    for piece in members:
        piece.drop = alone.get((piece.relative, piece.sha256))
        piece.original = None if piece.drop else settled.get(piece.sha256)


def _read(piece: Piece) -> Piece:
    """Return the file whose bytes were read for this one."""
    return piece.first or piece


def _proves_more(piece: Piece, home: Home | None) -> bool:
    if piece.original:
        return proves_more(home, piece.original)
    before = piece.first.home.evidence if piece.first and piece.first.home else None
    now = home.evidence if home else None
    return now is not None and (
        before is None or (now.department, now.period) != (before.department, before.period)
    )
