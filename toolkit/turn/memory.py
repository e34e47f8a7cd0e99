"""What a turn has looked up once and may look at again: the ground, what others wrote, whose returns it judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.checks.evidence import names_files
from toolkit.model.returns import Return
from toolkit.store.payload import load
from toolkit.turn.beside import NOT_OWN, Beside, Neighbours, prints_of, reported, told, volunteered
from toolkit.turn.desk import Desk
from toolkit.turn.form_faults import FormFaults
from toolkit.turn.ground import Ground
from toolkit.turn.kept import Files
from toolkit.turn.past import Archivist

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.past import Past
    from toolkit.turn.reading import Filed


@dataclass(slots=True)
class Memory:
    """
    The store's answers of one turn.

    A plan registered in between makes another ground, so a turn makes its memory after its plans; an accepted
    return is told with :meth:`accept`, and ``files`` what evidence came along.  ``touched`` are the departments of
    which a return was judged in this turn: what was asked of the store about them before holds no longer.
    """

    ground: Ground
    form_faults: FormFaults = field(default_factory=FormFaults)
    touched: set[str] = field(default_factory=set)
    neighbours: Neighbours = field(default_factory=Neighbours)
    files: Files = field(default_factory=Files)
    _desk: Desk | None = None
    _archivist: Archivist | None = None

    @classmethod
    def of(cls, connection: Connection) -> Memory:
        """Begin with the ground as it stands now."""
        return cls(Ground.of(connection))

    def unspoken(self) -> Memory:
        """Return a memory of the same ground in which no return was judged yet."""
        return Memory(self.ground, _desk=self._desk)

    def desk(self, office: Office) -> Desk:
        """Return what returns are judged by."""
        if self._desk is None or self._desk.as_of != office.as_of:
            self._desk = Desk.of(office, self.ground)
        return self._desk

    def past(self, office: Office, connection: Connection, period: str, department: str) -> Past:
        """Return what is remembered of a department before its return of a period."""
        rows = self.desk(office).rows_of(department)
        if self._archivist is None or self._archivist.office is not office:
            self._archivist = Archivist(office, self.ground.ruled, self.ground.chain(*self.ground.plans))
        return self._archivist.past(
            connection,
            period,
            department,
            [(plan, id_) for plan in rows for id_ in rows[plan]],
            touched=department in self.touched,
        )

    def beside(self, office: Office, connection: Connection, return_: Return) -> Beside:
        """Return what a return is held against besides its own past."""
        desk, own = self.desk(office), (return_.department, return_.period)
        matter = self.files.matter(connection, *own, named=names_files(return_))
        return Beside(
            self.neighbours.texts(connection, desk, return_),
            self.neighbours.said(connection, desk, return_),
            self.files.beside(connection, *own) if matter else None,
        )

    def tells_more(self, office: Office, connection: Connection, own: Filed) -> bool:
        """Whether what others said, or the files kept, may change what a worker found in a return."""
        desk, whose = self.desk(office), (own.period, own.department)
        return (
            own.department in self.touched
            or self.neighbours.echoes(connection, desk, *whose, own.prints)
            or self.neighbours.denies(connection, desk, *whose, own.rows())
            or self.files.matter(connection, own.department, own.period, named=own.names_files)
            or any(finding.code == NOT_OWN for finding in own.findings)
        )

    def hear(self, return_: Return) -> None:
        """Let a return that was judged to be acceptable, though not kept, be held against those after it."""
        if self._desk:
            prints = prints_of(self._desk, return_)
            self.neighbours.hears(return_.period, return_.department, prints, told(self._desk, return_))

    def prints(self, return_: Return) -> tuple[str, ...]:
        """Return the marks of a judged return's texts."""
        return prints_of(self._desk, return_) if self._desk else ()

    def accept(self, drop: Drop, rows: Iterable[tuple[tuple[str, str], str]], prints: Iterable[str]) -> None:
        """Let an accepted return be held against those decided after it; ``rows`` are its own, with their JSON."""
        desk, department = self._desk, drop.department or ""
        if desk is None:
            return
        said = list(reported(desk, department, rows))
        if any(finding.code == NOT_OWN for finding in drop.findings):
            said += volunteered(desk, load(Return, drop.payload))
        self.neighbours.hears(drop.period or "", department, prints, said)
