"""佐证文件：what is kept beside a return and where else the same bytes are, looked up once a turn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.checks.beside import Kept, Place
from toolkit.model.evidence import EvidenceKind
from toolkit.store import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from toolkit.model.evidence import Evidence


@dataclass(slots=True)
class Files:
    """
    The files kept in the store and those that came in this turn; sealed forms are no evidence of a row.

    All are read when a return first asks: most turns bring none.
    """

    coming: tuple[Evidence, ...] = ()
    _returns: frozenset[Place] | None = None
    _of_department: dict[str, list[Evidence]] = field(default_factory=dict)
    _places: dict[str, set[Place]] = field(default_factory=dict)
    _read: bool = False

    def matter(self, connection: Connection, department: str, period: str, *, named: bool) -> bool:
        """Whether what is kept can tell anything of a return; ``named`` says that it names files."""
        if self._returns is None:
            here = {Place(one.department, one.period) for one in self.coming}
            self._returns = frozenset(here | {Place(*of) for of in evidence.returns_with(connection)})
        return named or Place(department, period) in self._returns

    def beside(self, connection: Connection, department: str, period: str) -> tuple[Kept, ...]:
        """Return what is kept beside a department's return, and what was beside earlier ones of its."""
        self._load(connection)
        own = Place(department, period)
        return tuple(
            Kept(
                file=one.file,
                sha256=one.sha256,
                rows=one.rows,
                elsewhere=tuple(sorted(self._places.get(one.sha256, set()) - {own})),
                earlier=one.period < period,
            )
            for one in self._of_department.get(department, ())
            if one.period <= period
        )

    def _load(self, connection: Connection) -> None:
        if self._read:
            return
        found: dict[tuple[str, str, str], Evidence] = {}
        for one in _support((*evidence.everything(connection), *self.coming)):
            found.setdefault((one.sha256, one.department, one.period), one)
        of_department, places = defaultdict(list), defaultdict(set)
        for one in found.values():
            of_department[one.department].append(one)
            places[one.sha256].add(Place(one.department, one.period))
        self._of_department, self._places, self._read = dict(of_department), dict(places), True


def _support(files: Iterable[Evidence]) -> Iterable[Evidence]:
    return (one for one in files if one.kind is EvidenceKind.SUPPORT)
