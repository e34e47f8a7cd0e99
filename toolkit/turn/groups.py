"""Which files of a turn go together, and in which portions they are committed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.turn import claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.turn.gather import Piece, Shelf

BATCH_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Group:
    """
    What is decided at once: the files of each unit make one return together.

    A file is a unit by itself, and mostly a group; an archive comes first in the group of its files.
    """

    units: tuple[tuple[Piece, ...], ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All files, in the order they are decided."""
        return tuple(piece for unit in self.units for piece in unit)

    @property
    def is_plan(self) -> bool:
        """Whether it is a plan document, which is read and kept by itself."""
        (piece, *others) = self.pieces
        return not others and piece.is_plan


def grouped(pieces: Iterable[Piece], shelf: Shelf) -> tuple[tuple[Group, ...], claims.Rivals]:
    """
    Return the files in the order they are decided, and the departments whose files contradict one another.

    Files of one department and period that agree follow the first of them; one in which several departments report
    is put together with no other, so what it says beside another file of a department is a contradiction.
    """
    pieces = list(pieces)
    rivals: set[tuple[str, str]] = set()
    joined: dict[Piece, tuple[Piece, ...]] = {}
    for key, found in _claimed(pieces).items():
        if len(found) == 1:
            continue
        several = [piece for piece, _ in found]
        returns = [shelf.returns(piece)[at].return_ for piece, at in found]
        stand = claims.stand(returns, alone=all(len(piece.understood.claims) == 1 for piece in several))
        if stand is claims.Stand.RIVALS:
            rivals.add(key)
        elif stand is claims.Stand.JOINED:
            joined[several[0]] = tuple(several)
    followers = {piece for unit in joined.values() for piece in unit[1:]}
    units = [joined.get(piece) or (piece,) for piece in pieces if piece not in followers]
    return tuple(_inseparable(units)), frozenset(rivals)


def _inseparable(units: Iterable[tuple[Piece, ...]]) -> Iterator[Group]:
    """Yield an archive with all its units, and with what of other places is put together with a file of its."""
    groups: dict[Piece, list[tuple[Piece, ...]]] = {}
    for unit in units:
        owners = dict.fromkeys(piece.whole or piece for piece in unit)
        known = {id(groups[owner]): groups[owner] for owner in owners if owner in groups}
        group, *others = known.values() or ([],)
        for other in others:
            group += other
            groups |= {piece.whole or piece: group for merged in other for piece in merged}
        group.append(unit)
        groups |= dict.fromkeys(owners, group)
    distinct = {id(group): group for group in groups.values()}
    yield from (Group(tuple(group)) for group in distinct.values())


def _claimed(pieces: Iterable[Piece]) -> dict[tuple[str, str], list[tuple[Piece, int]]]:
    """Return, by department and period, the files that hold a return of it, and its place among those of the file."""
    found: dict[tuple[str, str], list[tuple[Piece, int]]] = defaultdict(list)
    for piece in pieces:
        told = piece.understood
        for at, claim in enumerate(told.claims if piece.fresh and not (told.fault or told.hold) else ()):
            found[claim.department, claim.period].append((piece, at))
    return found


def batches(groups: Iterable[Group], most: int) -> Iterator[tuple[Group, ...]]:
    """Yield groups in portions of at most ``most`` files, or one group, and some 64 MiB; a plan document is alone."""
    batch: list[Group] = []
    count = weight = 0
    for group in groups:
        files, size = len(group.pieces), sum(piece.size for piece in group.pieces)
        if batch and (
            group.is_plan or batch[-1].is_plan or count + files > most or weight + size > BATCH_BYTES
        ):
            yield tuple(batch)
            batch, count, weight = [], 0, 0
        batch.append(group)
        count, weight = count + files, weight + size
    if batch:
        yield tuple(batch)
