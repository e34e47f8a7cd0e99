"""佐证: give a file that is no return to the return it belongs to, and keep it there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.intake.aliases import Place
from toolkit.intake.evidence import Around, Home, Stray, home_of
from toolkit.model.files import FileKind, Verdict
from toolkit.model.period import Period
from toolkit.model.returns import Return
from toolkit.store import drops
from toolkit.store import evidence as store
from toolkit.store.payload import load
from toolkit.turn.ground import open_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from toolkit.intake.evidence import Attachable
    from toolkit.model.evidence import Evidence
    from toolkit.model.files import Receipt
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.gather import Piece
    from toolkit.turn.ground import Ground


@dataclass(slots=True)
class Surroundings:
    """
    The returns a file may belong to: those that came with it, and those of the periods under way.

    The latter are read from the store when first asked for; most turns bring no such file.
    """

    office: Office
    connection: Connection
    ground: Ground
    now: list[Around] = field(default_factory=list)
    _before: tuple[Around, ...] | None = None

    def add(self, relative: str, return_: Return) -> None:
        """Let a return that lies at ``relative``, below the inbox, be one of those around."""
        if return_.department and return_.period:
            self.now.append(Around.of(return_, relative))

    def home(self, reading: Attachable, relative: str, *, archived: bool) -> Home | None:
        """Return where a file belongs; None where it is no evidence and its reading holds."""
        stray = Stray.of(reading, relative, archived=archived)
        if stray is None:
            return None
        around = (*self.now, *self._accepted())
        period = open_period(self.office).label
        return home_of(stray, around, self.ground.directory, period, Place.of(self.ground.plans))

    def _accepted(self) -> tuple[Around, ...]:
        """Return what departments last handed in for the periods under way."""
        if self._before is None:
            this = Period.month_of(self.office.as_of.date())
            labels = dict.fromkeys((open_period(self.office).label, this.label))
            found = (drop for label in labels for drop in drops.returns_of(self.connection, label))
            last = {(drop.period, drop.department): drop for drop in found if drop.payload}
            self._before = tuple(Around.of(load(Return, drop.payload)) for drop in last.values())
        return self._before


def proves_more(home: Home | None, original: Drop | Receipt) -> bool:
    """Tell whether a copy of a file is evidence of another return than the original is: then it is kept there too."""
    if home is None or home.evidence is None:
        return False
    return (home.evidence.department, home.evidence.period) != (original.department, original.period)


def coming(pieces: Iterable[Piece]) -> Iterator[Evidence]:
    """Yield what will be kept of the files of a turn, before any return is decided: their order tells nothing."""
    for piece in pieces:
        if piece.home and piece.home.evidence:
            yield replace(piece.home.evidence, file=piece.name, sha256=piece.sha256)


def decided(drop: Drop, home: Home) -> Drop:
    """Return the row of a file that is evidence: accepted for its return, or held."""
    known = replace(drop, kind=FileKind.EVIDENCE, verdict=Verdict.HELD, reason=home.hold)
    if home.evidence is None:
        return known
    return replace(
        known,
        verdict=Verdict.ACCEPTED,
        reason=home.reason,
        department=home.evidence.department,
        period=home.evidence.period,
    )


def keep(connection: Connection, drop: Drop, home: Home) -> None:
    """Keep a file, whose row has its number, beside its return; the original is in the archive by its hash."""
    if home.evidence is not None:
        store.add(connection, replace(home.evidence, drop=drop.seq))
