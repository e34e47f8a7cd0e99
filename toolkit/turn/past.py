"""What the store says of a department before one more return of its; picklable, for workers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.judge.claims import latest
from toolkit.model.files import Verdict
from toolkit.store import before, diary, drops
from toolkit.turn.ground import open_period
from toolkit.turn.settled import as_settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.model.history import Accepted
    from toolkit.model.period import Period
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.handover import Chain
    from toolkit.turn.settled import Rulings


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """
    The rounds before, the last that still counts, and the months before.

    ``asked`` is the period a return ought to be of; ``first`` when the first file for its own period came in;
    ``told`` is what it said of its rows, as the store has it, ``handed_on`` what those said who had a row before it, and
    ``ruled`` what persons found of it: :attr:`previous` puts them together.
    """

    rounds: int
    last: Drop | None
    asked: str
    first: datetime | None
    told: before.Told
    handed_on: tuple[Accepted, ...] = ()
    ruled: Rulings = field(default_factory=dict)

    @property
    def previous(self) -> dict[tuple[str, str], Accepted]:
        """What was last said of each row, by plan and row, a tick 本期无变化 resolved."""
        rows: dict[tuple[str, str], list[Accepted]] = defaultdict(list)
        for said in (*self.handed_on, *self.told.accepted()):
            rows[said.entry.plan, said.entry.id].append(said)
        for key in self.ruled:
            row = (key.plan, key.id)
            rows[row] = [as_settled(key, said, self.ruled) for said in rows[row]]
        found = {row: latest(all_said) for row, all_said in rows.items()}
        return {row: said for row, said in found.items() if said is not None}


@dataclass(slots=True)
class Archivist:
    """
    Asks the store about departments; what is the same for all of them it asks once a turn, or is told.

    ``ruled`` is what persons found of claims, ``chain`` the rows that were handed on.
    """

    office: Office
    ruled: Rulings = field(default_factory=dict)
    chain: Chain = field(default_factory=dict)
    _heard: dict[str, frozenset[str]] = field(default_factory=dict)
    _issued: dict[str, bool] = field(default_factory=dict)
    _under_way: Period | None = None

    def past(
        self,
        connection: Connection,
        period: str,
        department: str,
        expected: Iterable[tuple[str, str]],
        *,
        touched: bool,
    ) -> Past:
        """
        Return what is remembered of a department before its return of a period.

        ``expected`` are its rows, plan and id; ``touched`` says that a file of its was kept in this turn.
        """
        new = not touched and department not in self._departments(connection, period)
        rounds = () if new else drops.of_return(connection, period, department)
        counting = (drop for drop in reversed(rounds) if drop.verdict is not Verdict.SUPERSEDED)
        return Past(
            rounds=len(rounds),
            last=next(counting, None),
            asked=self._asked(connection, period, department),
            first=None if new else drops.first_received(connection, period, department),
            told=before.told(connection, period, department, expected),
            handed_on=tuple(self._inherited(connection, period, department)),
            ruled={key: said for key, said in self.ruled.items() if key.department == department},
        )

    def _inherited(self, connection: Connection, period: str, department: str) -> Iterator[Accepted]:
        """Yield what former leads said of the rows they handed on to a department."""
        for key, formers in self.chain.items():
            for former in reversed(formers) if key.department == department else ():
                row = (key.plan, key.id)
                told = before.told(connection, period, former.key.department, [row])
                for said in filter(former.told, told.of_row(*row)):
                    yield replace(said, department=department)

    def _departments(self, connection: Connection, period: str) -> frozenset[str]:
        if period not in self._heard:
            self._heard[period] = drops.departments_of(connection, period)
        return self._heard[period]

    def _asked(self, connection: Connection, own: str, department: str) -> str:
        """
        Return the period a return ought to be of.

        Its own, if a form of that period went out.  Only a department that already reported on its form's period
        and not yet on the one under way has most likely filled in an old form again.  What is of the period after
        it was sent early (practice 6.57).
        """
        self._under_way = under_way = self._under_way or open_period(self.office)
        open_ = under_way.label
        if own in {open_, under_way.following.label} or not self._forms_out(connection, open_):
            return own
        reported = drops.periods_reported(connection, department)
        if own not in reported:
            return own if self._forms_out(connection, own) else open_
        return own if own > open_ or open_ in reported else open_

    def _forms_out(self, connection: Connection, period: str) -> bool:
        if period not in self._issued:
            self._issued[period] = bool(diary.issued_forms(connection, period))
        return self._issued[period]
