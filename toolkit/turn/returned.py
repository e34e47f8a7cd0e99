"""报送情况: who has reported on a plan, who is late, who was sent back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.model.facts import DepartmentReturn, Returns
from toolkit.model.files import Verdict
from toolkit.model.findings import Severity
from toolkit.model.lifecycle import HANDED_IN, OVERRUN, RETURN, ReturnEvent, ReturnState
from toolkit.model.replay import LAST, Facts, Happening, Life, replay
from toolkit.store import diary, drops
from toolkit.turn.ground import deadlines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.model.calendar import Deadlines
    from toolkit.office import Office
    from toolkit.store.drops import Drop

_TAKEN: Final = {Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.SUPERSEDED}
"""Verdicts of returns that were what their department said, until a later one was."""
_JUDGED: Final = {Verdict.RETURNED: ReturnEvent.SEND_BACK, Verdict.QUESTIONED: ReturnEvent.QUESTION}

ReturnLife = Life[ReturnState, ReturnEvent]


def returns_of(
    office: Office,
    connection: Connection,
    period: str,
    expected: Iterable[str],
    leads: Iterable[str] = (),
) -> Returns:
    """
    Return where each expected department's return of a period stands.

    ``leads`` are all who lead anything: those of them of whom nothing is expected are excused (免报).
    """
    asked = dict.fromkeys(expected)
    rows = tuple(_line(one) for one in histories(office, connection, period, asked))
    received = [row for row in rows if row.state in HANDED_IN]
    return Returns(
        expected=len(rows),
        received=len(received),
        on_time=sum(not row.late for row in received),
        late=tuple(row.department for row in received if row.late),
        missing=tuple(row.department for row in rows if row.state not in HANDED_IN),
        returned=sum(row.returned for row in rows),
        by_department=rows,
        excused=tuple(name for name in dict.fromkeys(leads) if name not in asked),
    )


def histories(
    office: Office,
    connection: Connection,
    period: str,
    departments: Iterable[str],
    excused: Collection[str] = (),
) -> Iterator[History]:
    """Yield what happened to each department's return of a period, as of now; of the ``excused`` none was asked."""
    handed_in: dict[str, list[Drop]] = defaultdict(list)
    for drop in drops.returns_of(connection, period):
        handed_in[drop.department or ""].append(drop)
    issued, due = diary.issued_forms(connection, period), deadlines_of(office, period)
    came = drops.first_received_of_all(connection, period)
    for name in departments:
        files = tuple(handed_in.get(name, ()))
        first = came.get(name) if files else None
        yield History(name, files, issued.get(name), first, due, office.as_of, name in excused)


@dataclass(frozen=True, slots=True)
class History:
    """
    What happened to one department's return of a period: the files judged, when its form went out.

    ``first`` is when its first readable file came in, one that was held included: it fixes timeliness.
    """

    department: str
    files: tuple[Drop, ...]
    issued: datetime | None
    first: datetime | None
    due: Deadlines
    as_of: datetime
    excused: bool = False

    @property
    def life(self) -> ReturnLife:
        """The state of the return and how it came about."""
        return replay(RETURN, (*self._issue(), *self._limits(), *self._handed_in()))

    def _issue(self) -> Iterator[Happening[ReturnEvent]]:
        if self.issued is not None:
            yield Happening(at=self.issued, event=ReturnEvent.ISSUE)
        if self.excused:
            at = max(self.issued or self.due.dispatch, self.due.dispatch)
            yield Happening(at=at, event=ReturnEvent.EXCUSE)

    def _limits(self) -> Iterator[Happening[ReturnEvent]]:
        for moment, event in (
            (self.due.due, ReturnEvent.DEADLINE),
            (self.due.corrections, ReturnEvent.SECOND_DEADLINE),
            (self.due.lock, ReturnEvent.LOCK),
        ):
            if self.as_of > moment:
                yield Happening(at=moment, event=event, turn=LAST)

    def _handed_in(self) -> Iterator[Happening[ReturnEvent]]:
        """Yield files as they came in; one sent back after another was taken replaces nothing."""
        taken = False
        late = self.first is not None and self.first > self.due.due
        for turn, drop in enumerate(self.files, 1):
            if taken and drop.verdict is Verdict.RETURNED:
                continue
            came = min(drop.received, self.first or drop.received) if turn == 1 else drop.received
            facts = Facts(late=late, locked=came > self.due.lock)
            verdict = _JUDGED.get(drop.verdict, ReturnEvent.CLEAR)
            yield Happening(at=came, event=ReturnEvent.RECEIVE, turn=turn, detail=drop.file, facts=facts)
            yield Happening(at=came, event=verdict, turn=turn, detail=drop.reason)
            taken = taken or drop.verdict in _TAKEN


def _line(history: History) -> DepartmentReturn:
    life = history.life
    files = history.files
    if not files:
        return DepartmentReturn(department=history.department, state=life.state.value)
    taken = next((drop for drop in reversed(files) if drop.verdict.taken), None)
    shown = taken or files[-1]
    first = history.first or files[0].received
    late = life.state in HANDED_IN and any(line.after in OVERRUN for line in life.log)
    return DepartmentReturn(
        department=history.department,
        state=life.state.value,
        received=first.isoformat(timespec="minutes"),
        late=late,
        days_late=_days_late(history, life) if late else 0,
        rounds=len(files),
        returned=sum(drop.verdict is Verdict.RETURNED for drop in files),
        questions=sum(f.severity is Severity.WARNING for f in taken.findings) if taken else 0,
        file=shown.file,
        archive=shown.archive,
        told=shown.source,
    )


def _days_late(history: History, life: ReturnLife) -> int:
    """Return by how many days a return missed the deadline, the day of the deadline itself counting as one."""
    came = [line.at for line in life.log if line.event is ReturnEvent.RECEIVE and line.at > history.due.due]
    return max((min(came).date() - history.due.due.date()).days, 1)
