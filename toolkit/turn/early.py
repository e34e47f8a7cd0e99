"""
随读随记: enrol files while others are still read, where no other file of the turn can change what becomes of them.

So it is with nearly every inbox: returns of different departments, copies of what came before, files nobody can read.
As soon as anything else turns up (a plan, an archive, evidence, a second return of a department), what was enrolled is
taken back, and the turn goes the careful way.  Either way leaves the same rows in the same order.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.model.files import FileKind
from toolkit.turn.enrol import Register
from toolkit.turn.groups import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from toolkit.delivery.archive import Archive
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.gather import Piece, Shelf
    from toolkit.turn.memory import Memory
    from toolkit.turn.reading import Claim


MOST = 2000
"""Files committed at once at most: more are read first and committed in portions, so that memory does not grow with them."""


class _TakenBackError(Exception):
    """Ends the transaction without a trace."""


@dataclass(slots=True)
class Early:
    """
    Enrols files in the order they come.

    ``decided`` are their rows, None once the files have to go the careful way; ``synced`` waits for their originals.
    """

    register: Register
    connection: Connection
    archive: Archive
    synced: ExitStack
    decided: list[Drop] | None = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    _claimed: set[Claim] = field(default_factory=set)

    def copied(self, files: Iterable[tuple[Piece, bytes]]) -> Iterator[tuple[Piece, bytes]]:
        """Hand files on; once the last is copied, originals are synced while the last are still being read."""
        originals: list[str] = []
        for piece, data in files:
            originals.append(piece.archive)
            yield piece, data
        if self.decided is not None:
            self.synced.enter_context(self.archive.syncing(originals))

    def hear(self, piece: Piece) -> None:
        """Enrol a file."""
        if self.decided is None:
            return
        if not self._stands_alone(piece):
            self.decided = None
            return
        self.pieces.append(piece)
        self.decided += self.register.enrol(self.connection, Group(((piece,),)))

    def _stands_alone(self, piece: Piece) -> bool:
        """Whether a file neither tells how others are read nor goes together with one that came before."""
        if not piece.fresh and not piece.to_read:
            return True
        told = piece.understood
        if told.attachable or told.kind is FileKind.ARCHIVE:
            return False
        if told.fault:
            return True
        if told.kind not in {FileKind.RETURN, FileKind.UNKNOWN}:
            return False
        return bool(told.hold) or self._is_first_of(told.claims)

    def _is_first_of(self, claims: tuple[Claim, ...]) -> bool:
        """Whether a file is the first of its department and period, and of no other department's."""
        if len(claims) > 1 or not self._claimed.isdisjoint(claims):
            return False
        self._claimed.update(claims)
        return True


@contextmanager
def enrolling(office: Office, shelf: Shelf, memory: Memory, files: int) -> Iterator[Early]:
    """
    Enrol what is heard inside the block; originals are synced, and all rows then committed at once, when it is left.

    ``memory`` is what they are judged by, and stays as it is; ``files`` how many there are: of more than :data:`MOST` none
    is enrolled here.
    """
    with suppress(_TakenBackError), office.store.transaction() as connection, ExitStack() as synced:
        register = Register(office, memory.unspoken(), shelf)
        early = Early(register, connection, office.archive, synced, [] if files <= MOST else None)
        yield early
        if early.decided is None:
            raise _TakenBackError
    if early.decided is None:
        for piece in early.pieces:
            piece.drop = None
