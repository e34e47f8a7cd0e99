"""旁证：what other departments said in a period, looked up once a turn and kept up with what is accepted in it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.checks.beside import Said, contradicted
from toolkit.checks.switches import ALIKE, numbers
from toolkit.lang.script import fold, fold_together
from toolkit.model.returns import Entry, Return
from toolkit.store import drops, entries
from toolkit.store.payload import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    from toolkit.checks.beside import Kept
    from toolkit.turn.desk import Desk

NOT_OWN = "F12"
"""The rule that finds rows a department is not asked for: only returns with it can hold what a supporter says."""

RowId = tuple[str, str]
"""Plan and row."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a return is held against besides its own past: texts, figures and claims of others, and the files kept."""

    texts: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[RowId, tuple[Said, ...]] = field(default_factory=dict)
    kept: tuple[Kept, ...] | None = None


NOTHING = Beside()
"""What a worker knows: nothing of others."""


@dataclass(slots=True)
class Neighbours:
    """The texts of a period by their marks, and what was said of rows on which several departments have a say."""

    _texts: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    _rows: dict[str, dict[RowId, dict[str, Said]]] = field(default_factory=dict)

    def texts(self, connection: Connection, desk: Desk, return_: Return) -> dict[str, str]:
        """Return which of a return's texts other departments wrote too, folded, and who did first."""
        texts, found = self._texts_of(connection, desk, return_.period), {}
        for entry in return_.entries:
            names = texts.get(print_of(entry.progress, alike(desk)), ()) if entry.progress else ()
            other = next((name for name in names if name != return_.department), None)
            if other is not None:
                found[fold(entry.progress)] = other
        return found

    def echoes(
        self, connection: Connection, desk: Desk, period: str, department: str, prints: Iterable[str]
    ) -> bool:
        """Whether another department's accepted return of the period bears one of these prints of texts as well."""
        texts = self._texts_of(connection, desk, period)
        return any(name != department for mark in prints for name in texts.get(mark, ()))

    def said(self, connection: Connection, desk: Desk, return_: Return) -> dict[RowId, tuple[Said, ...]]:
        """Return what others said of the return's rows, in the order it came in."""
        rows, mine = self._rows_of(connection, desk, return_.period), return_.department
        found = {}
        for entry in return_.entries if rows else ():
            if told := _others(rows.get((entry.plan, entry.id), {}), mine):
                found[entry.plan, entry.id] = told
        for key, _ in volunteered(desk, return_):
            (lead, *_rest) = desk.parties_of(key).leads or ("",)
            if payload := entries.payload(connection, return_.period, *key, lead):
                found[key] = (Said.of(lead, load(Entry, payload)),)
        return found

    def denies(
        self,
        connection: Connection,
        desk: Desk,
        period: str,
        department: str,
        own: Iterable[tuple[RowId, str]],
    ) -> bool:
        """Whether others contradict what a department says of its own rows; ``own`` are rows and their JSON."""
        rows = self._rows_of(connection, desk, period)
        for key, payload in own if rows else ():
            if told := _others(rows.get(key, {}), department):
                entry = load(Entry, payload)
                if entry.unchanged or contradicted(desk.parties_of(key), Said.of(department, entry), told):
                    return True
        return False

    def hears(
        self, period: str, department: str, prints: Iterable[str], said: Iterable[tuple[RowId, Said]]
    ) -> None:
        """Let an accepted return be held against those decided after it, instead of an earlier one of its."""
        if period in self._texts:
            for mark in prints:
                self._texts[period].setdefault(mark, []).append(department)
        rows = self._rows.get(period)
        if rows is None:
            return
        for told in rows.values():
            told.pop(department, None)
        for key, mine in said:
            rows.setdefault(key, {})[department] = mine

    def _texts_of(self, connection: Connection, desk: Desk, period: str) -> dict[str, list[str]]:
        if period not in self._texts:
            found: dict[str, list[str]] = defaultdict(list)
            least = alike(desk)
            for some in entries.progress_of(connection, period):
                fold_together(progress for _, progress in some)
                for department, progress in some:
                    if mark := print_of(progress, least):
                        found[mark].append(department)
            self._texts[period] = dict(found)
        return self._texts[period]

    def _rows_of(self, connection: Connection, desk: Desk, period: str) -> dict[RowId, dict[str, Said]]:
        if period not in self._rows:
            found: dict[RowId, dict[str, Said]] = {}
            if desk.parties:
                for key, said in (*_accepted(connection, desk, period), *_offered(connection, desk, period)):
                    found.setdefault(key, {})[said.department] = said
            self._rows[period] = found
        return self._rows[period]


def volunteered(desk: Desk, return_: Return) -> Iterator[tuple[RowId, Said]]:
    """Yield what a return says of rows its department only helps with."""
    for entry in return_.entries:
        if not entry.blank and return_.department in desk.parties_of((entry.plan, entry.id)).supports:
            yield (entry.plan, entry.id), Said.of(return_.department, entry)


def told(desk: Desk, return_: Return) -> Iterator[tuple[RowId, Said]]:
    """Yield what a return says of rows in which others have a say."""
    mine = return_.department
    for entry in return_.entries if desk.parties else ():
        parties = desk.parties_of((entry.plan, entry.id))
        if parties.several and (mine in parties.leads or mine in parties.members):
            yield (entry.plan, entry.id), Said.of(mine, entry)
    yield from volunteered(desk, return_)


def reported(desk: Desk, department: str, rows: Iterable[tuple[RowId, str]]) -> Iterator[tuple[RowId, Said]]:
    """Yield what a department says of its own rows, given as JSON, on which others report too."""
    for key, payload in rows if desk.parties else ():
        if desk.parties_of(key).several:
            yield key, Said.of(department, load(Entry, payload))


def alike(desk: Desk) -> float:
    """Return how long a text must be for two of them to be compared."""
    return numbers(desk.parameters)[ALIKE]


def print_of(progress: str, long_enough: float) -> str:
    """Return a short mark that two texts share if they fold to the same; ``""`` for one too short to compare."""
    folded = fold(progress)
    if len(folded) < long_enough:
        return ""
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def prints_of(desk: Desk, return_: Return) -> tuple[str, ...]:
    """Return the marks of all texts of a return long enough to compare."""
    least = alike(desk)
    marks = [print_of(entry.progress, least) for entry in return_.entries if entry.progress]
    return tuple(filter(None, marks))


def _others(told: Mapping[str, Said], department: str) -> tuple[Said, ...]:
    return tuple(said for name, said in told.items() if name != department)


def _accepted(connection: Connection, desk: Desk, period: str) -> Iterator[tuple[RowId, Said]]:
    """Yield what was accepted of the rows on which several departments report."""
    if not any(parties.several for parties in desk.parties.values()):
        return
    for department, plan, id_, payload in entries.payloads(connection, period):
        if desk.parties_of((plan, id_)).several:
            yield (plan, id_), Said.of(department, load(Entry, payload))


def _offered(connection: Connection, desk: Desk, period: str) -> Iterator[tuple[RowId, Said]]:
    """Yield what was accepted of supporters that reported a row they only help with."""
    for drop in drops.taken_with(connection, period, NOT_OWN):
        yield from volunteered(desk, load(Return, drop.payload))
