"""Take settled files in: decide first what decides how the others read, then the others, portion by portion."""

from __future__ import annotations

import gc
from contextlib import closing, contextmanager
from itertools import count
from typing import TYPE_CHECKING, Final

from toolkit.model.files import FileKind, Verdict
from toolkit.turn import gather, open_up, rows
from toolkit.turn.early import enrolling
from toolkit.turn.enrol import Register
from toolkit.turn.evidence import coming
from toolkit.turn.groups import batches, grouped
from toolkit.turn.leave import finish
from toolkit.turn.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.gather import Piece, Shelf
    from toolkit.turn.groups import Group
    from toolkit.turn.memory import Memory
    from toolkit.turn.prepared import Prepared
    from toolkit.turn.rows import Lying
    from toolkit.turn.scan import Found

_FIRST = (FileKind.DIRECTORY, FileKind.PLAN_WORKBOOK, FileKind.DECISIONS)
"""Taken in before all else and in this order, since what they register decides how the others read."""
_YOUNG: Final = 20_000
"""Objects between two looks for garbage."""


def taken(
    office: Office,
    found: tuple[Found, ...],
    begun: Prepared,
    tell: Callable[[int, int], None],
    batch: int,
) -> tuple[Drop, ...]:
    """Give settled files their verdicts, as :func:`toolkit.turn.take_in.take_in` says; ``begun`` is what was prepared."""
    stayed = list(gather.staying(office, found))
    lying = [entry for entry in found if not (entry.passed or entry.refused)]
    unreadable: list[tuple[Found, str]] = []
    done = count(1)
    with _seldom_collecting(), closing(gather.Shelf()) as shelf:
        with enrolling(office, shelf, begun.memory, len(lying)) as early:

            def heard(piece: Piece) -> None:
                early.hear(piece)
                tell(next(done), len(lying))

            files = gather.gather(office, lying, lambda entry, reason: unreadable.append((entry, reason)))
            pieces = gather.read(office, shelf, begun, early.copied(files), heard, len(lying))
            if early.decided is not None:
                begun.readers.dismiss()
        for entry, reason in unreadable:
            stayed += rows.stays(office, entry, Verdict.REFUSED, reason)
        if early.decided is None:
            decided = _decided_together(office, begun, shelf, pieces, batch)
        else:
            decided = early.decided
            finish(office, [piece.found for piece in pieces])
    return (*stayed, *decided)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage seldom: rows are made by the ten thousand, none leads back to itself, and the program stays."""
    often = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_YOUNG, *often[1:])
    try:
        yield
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()


def _decided_together(
    office: Office, begun: Prepared, shelf: Shelf, pieces: list[Piece], batch: int
) -> list[Drop]:
    """Decide files of which some tell how the others read, or go together with others."""
    memory = begun.memory
    if members := open_up.opened(office, memory.ground, pieces):
        gather.read(office, shelf, begun, gather.again(office, members))
    begun.readers.dismiss()
    pieces = open_up.ordered(pieces)
    decided = list(_firsts(office, pieces))
    if decided:
        memory = _read_again(office, shelf, pieces)
    open_up.find_homes(office, memory.ground, pieces, shelf)
    rest = [piece for piece in pieces if piece.drop is None or piece.whole]
    return decided + list(_decided(office, memory, shelf, rest, batch))


def _read_again(office: Office, shelf: Shelf, pieces: list[Piece]) -> Memory:
    """Read once more what is still to be decided, now that other plans and departments are registered."""
    with prepared(office, len(pieces)) as anew:
        open_up.hint_anew(anew.memory.ground, pieces)
        gather.read(office, shelf, anew, gather.again(office, pieces))
        return anew.memory


def _firsts(office: Office, pieces: list[Piece]) -> Iterator[Drop]:
    """Take in what decides how the others read; each is kept, synced and committed by itself."""
    for kind in _FIRST:
        for piece in pieces:
            told = piece.understood
            if piece.fresh and piece.drop is None and told.kind is kind and not told.fault:
                piece.drop = _take(kind)(office, open_up.lying(office, piece))
                yield piece.drop
    if any(piece.drop for piece in pieces):
        finish(office, [piece.found for piece in pieces if piece.drop and piece.whole is None])


def _take(kind: FileKind) -> Callable[[Office, Lying], Drop]:
    """Return who takes in a kind of file; what reads plans takes a while to import, and most turns bring none."""
    if kind is FileKind.DIRECTORY:
        from toolkit.turn.directory import directory_list

        return directory_list
    if kind is FileKind.DECISIONS:
        from toolkit.turn import decisions

        return decisions.take
    from toolkit.turn import plan_files

    return plan_files.plan_workbook if kind is FileKind.PLAN_WORKBOOK else plan_files.plan_document


def _decided(office: Office, memory: Memory, shelf: Shelf, pieces: list[Piece], batch: int) -> Iterator[Drop]:
    """Decide the files in their order, evidence before the returns it was found to belong to."""
    groups, rivals = grouped(sorted(pieces, key=lambda piece: not (piece.home and not piece.whole)), shelf)
    memory.files.coming = tuple(coming(pieces))
    register = Register(office, memory, shelf, rivals)
    for portion in batches(groups, batch):
        pieces = [piece for group in portion for piece in group.pieces]
        for piece in pieces:
            if piece.is_plan and piece.drop is None:
                piece.drop = _take(FileKind.PLAN)(office, open_up.lying(office, piece))
                yield piece.drop
        if not portion[0].is_plan:
            yield from _committed(office, register, portion)
        finish(office, [piece.found for piece in pieces if piece.whole is None])


def _committed(office: Office, register: Register, portion: tuple[Group, ...]) -> list[Drop]:
    """Sync the originals of a portion while its rows are put in, then commit all of them at once."""
    originals = [piece.archive for group in portion for piece in group.pieces if piece.archive]
    with office.store.transaction() as connection, office.archive.syncing(originals):
        return [drop for group in portion for drop in register.enrol(connection, group)]
