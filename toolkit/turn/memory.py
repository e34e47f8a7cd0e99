"""What a turn has looked up once and may look at again: the ground, what others wrote, whose returns it judged."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.checks.switches import ALIKE, DEFAULTS
from toolkit.lang.script import fold
from toolkit.store import entries
from toolkit.turn.desk import Desk
from toolkit.turn.form_faults import FormFaults
from toolkit.turn.ground import Ground
from toolkit.turn.past import Archivist

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from toolkit.model.returns import Return
    from toolkit.office import Office
    from toolkit.turn.past import Past


@dataclass(slots=True)
class Memory:
    """
    The store's answers of one turn.

    A plan registered in between makes another ground, so a turn makes its memory after its plans; an accepted
    return is told with :meth:`accept`.  ``touched`` are the departments of which a return was judged in this turn:
    what was asked of the store about them before holds no longer.
    """

    ground: Ground
    form_faults: FormFaults = field(default_factory=FormFaults)
    touched: set[str] = field(default_factory=set)
    _desk: Desk | None = None
    _archivist: Archivist | None = None
    _texts: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> Memory:
        """Begin with the ground as it stands now."""
        return cls(Ground.of(connection))

    def desk(self, office: Office) -> Desk:
        """Return what returns are judged by."""
        if self._desk is None or self._desk.as_of != office.as_of:
            self._desk = Desk.of(office, self.ground)
        return self._desk

    def past(self, office: Office, connection: Connection, period: str, department: str) -> Past:
        """Return what is remembered of a department before its return of a period."""
        rows = self.desk(office).rows_of(department)
        if self._archivist is None or self._archivist.office is not office:
            self._archivist = Archivist(office)
        return self._archivist.past(
            connection,
            period,
            department,
            [(plan, id_) for plan in rows for id_ in rows[plan]],
            touched=department in self.touched,
        )

    def echoes(
        self, connection: Connection, period: str, department: str, prints: Iterable[str]
    ) -> frozenset[str]:
        """Return those prints of texts that another department's accepted return of the period bears as well."""
        texts = self._of_period(connection, period)
        return frozenset(mark for mark in prints if any(name != department for name in texts.get(mark, ())))

    def others(self, connection: Connection, return_: Return) -> dict[str, str]:
        """Return which of a return's texts other departments wrote too, folded, and who did first."""
        texts, found = self._of_period(connection, return_.period), {}
        for entry in return_.entries:
            names = texts.get(print_of(entry.progress), ()) if entry.progress else ()
            other = next((name for name in names if name != return_.department), None)
            if other is not None:
                found[fold(entry.progress)] = other
        return found

    def accept(self, period: str, department: str, prints: Iterable[str]) -> None:
        """Let an accepted return's texts be compared with those decided after it."""
        if period in self._texts:
            for mark in prints:
                self._texts[period].setdefault(mark, []).append(department)

    def _of_period(self, connection: Connection, period: str) -> dict[str, list[str]]:
        if period not in self._texts:
            found: dict[str, list[str]] = defaultdict(list)
            for department, progress in entries.progress_of(connection, period):
                if mark := print_of(progress):
                    found[mark].append(department)
            self._texts[period] = dict(found)
        return self._texts[period]


def print_of(progress: str) -> str:
    """Return a short mark that two texts share if they fold to the same; ``""`` for one too short to compare."""
    folded = fold(progress)
    if len(folded) < DEFAULTS[ALIKE]:
        return ""
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def prints_of(return_: Return) -> tuple[str, ...]:
    """Return the marks of all texts of a return long enough to compare."""
    return tuple(filter(None, (print_of(entry.progress) for entry in return_.entries if entry.progress)))
