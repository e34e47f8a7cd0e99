"""What a turn has looked up once and may look at again: the ground, and what was said before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.lang.script import fold
from toolkit.store import entries
from toolkit.turn.form_faults import FormFaults
from toolkit.turn.ground import Ground, said_before

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from toolkit.model.history import Accepted, RowKey
    from toolkit.model.returns import Return


@dataclass(slots=True)
class Memory:
    """
    The store's answers of one turn.

    A plan registered in between makes another ground, so a turn makes its memory after its plans; an accepted
    return is told with :meth:`accept`.
    """

    ground: Ground
    form_faults: FormFaults = field(default_factory=FormFaults)
    _before: dict[str, dict[RowKey, Accepted]] = field(default_factory=dict)
    _texts: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> Memory:
        """Begin with the ground as it stands now."""
        return cls(Ground.of(connection))

    def before(self, connection: Connection, period: str, department: str) -> dict[tuple[str, str], Accepted]:
        """Return what a department last said of each row before a period, by plan and row."""
        if period not in self._before:
            self._before[period] = said_before(connection, period)
        return {
            (key.plan, key.id): accepted
            for key, accepted in self._before[period].items()
            if key.department == department
        }

    def others(self, connection: Connection, period: str, department: str) -> dict[str, str]:
        """Return what other departments wrote of their progress in a period, folded, and who."""
        if period not in self._texts:
            self._texts[period] = {}
            for key, accepted in entries.of_period(connection, period).items():
                self._write(period, key.department, accepted.entry.progress)
        return {
            text: next(name for name in names if name != department)
            for text, names in self._texts[period].items()
            if any(name != department for name in names)
        }

    def accept(self, return_: Return) -> None:
        """Let an accepted return be looked at by those decided after it."""
        self._before = {period: said for period, said in self._before.items() if period <= return_.period}
        if return_.period in self._texts:
            for entry in return_.entries:
                self._write(return_.period, return_.department, entry.progress)

    def _write(self, period: str, department: str, text: str) -> None:
        if text:
            self._texts[period].setdefault(fold(text), []).append(department)
