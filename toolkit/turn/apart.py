"""不一致: rows of which departments say different things, whichever came first; the row's figure stays its first lead's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.checks.beside import Said, co_lead_apart, supporter_apart, total_apart
from toolkit.judge.questions import asks_co_leads
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.history import RowKey
from toolkit.model.period import Period
from toolkit.model.plan import Kind
from toolkit.model.returns import Return, Status
from toolkit.model.wording import amount, day
from toolkit.store import decisions, drops
from toolkit.store.payload import load
from toolkit.turn.beside import NOT_OWN
from toolkit.turn.parties import parties_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from toolkit.checks.beside import Parties
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Plan
    from toolkit.model.standing import Standing
    from toolkit.turn.ground import Ground

_CO_LEAD: Final = "共同牵头单位"
_STATES: Final = {status.value: status for status in Status}


def apart(
    connection: Connection,
    ground: Ground,
    plan: Plan,
    period: Period,
    now: Mapping[RowKey, Accepted],
    before: Mapping[RowKey, tuple[Accepted, ...]],
    standings: Sequence[Standing],
) -> tuple[dict[str, str], tuple[Standing, ...]]:
    """
    Return what departments say differently of rows, in words by row, and the standings with what persons decided of it.

    A row is left out once a person has decided that its lead's figure holds, until other figures come in; one that
    both shall look at again is in question.
    """
    parties = parties_of((plan,), ground.directory)
    found = dict(_overtaken(now, before, standings))
    if parties:
        found |= dict(_apart(connection, plan, period, now, standings, parties))
    if not (found or parties):
        return {}, tuple(standings)
    decided = {
        (one.row[1], one.asked.about.get(d.SAID, "")): one.choice
        for one in decisions.current(connection).values()
        if one.kind == Ask.APART and one.row[0] == plan.id
    }
    choices = {row: decided.get((row, words), "") for row, words in found.items()}
    looked_at = tuple(
        _looked_at(row, parties.get((plan.id, row.task)), found.get(row.id, ""), choices.get(row.id, ""))
        for row in standings
    )
    return {row: words for row, words in found.items() if choices[row] != d.LEAD_COUNTS}, looked_at


def _looked_at(row: Standing, parties: Parties | None, words: str, choice: str) -> Standing:
    """Return a row without what judging it asked of its co-leads, where ``words`` say so or each reports its own part."""
    if not (row.notes or choice):
        return row
    said, parts = f"，{_CO_LEAD}" in words, tuple(parties.members) if parties else ()
    notes = (note for note in row.notes if not (asks_co_leads(note) and (said or note.startswith(parts))))
    return replace(row, notes=tuple(notes), questioned=row.questioned or choice == d.BOTH_LOOK)


def _apart(
    connection: Connection,
    plan: Plan,
    period: Period,
    now: Mapping[RowKey, Accepted],
    standings: Sequence[Standing],
    parties: Mapping[tuple[str, str], Parties],
) -> Iterator[tuple[str, str]]:
    offered = _offered(connection, plan, period)
    for row in standings:
        known = parties.get((plan.id, row.task))
        if known is None or not known.leads or row.source is None:
            continue
        names = (*known.leads[1:], *sorted(known.members))
        reports = ((name, now.get(RowKey(plan.id, row.id, name))) for name in names)
        others = [Said.of(name, one.entry) for name, one in reports if one and not one.entry.blank]
        if words := _words(known, row, (*others, *offered.get(row.id, ()))):
            yield row.id, words


def _overtaken(
    now: Mapping[RowKey, Accepted],
    before: Mapping[RowKey, tuple[Accepted, ...]],
    standings: Sequence[Standing],
) -> Iterator[tuple[str, str]]:
    """Yield the rows whose count fell below that of a month before because that one was corrected afterwards."""
    for row in standings:
        if (
            row.kind is not Kind.COUNT
            or row.value is None
            or row.value_before is None
            or row.value >= row.value_before
        ):
            continue
        key = RowKey(row.plan, row.id, row.department)
        current = now.get(key)
        last = next((one for one in reversed(before.get(key, ())) if one.entry.value is not None), None)
        if current and last and current.received and last.received and last.received > current.received:
            month = Period.parse(last.period).chinese
            first = f"{row.department}先报{amount(row.value, row.unit)}"
            then = f"{day(last.received)}把{month}的数更正为{amount(row.value_before, row.unit)}"
            yield row.id, f"{first}，{then}，累计数反而减少"


def _words(parties: Parties, row: Standing, others: tuple[Said, ...]) -> str:
    """Return how others contradict the first lead of a row, ``""`` where they do not."""
    mine = Said(parties.leads[0], row.value, _STATES.get(row.state))
    told = []
    for what, find in (
        (_CO_LEAD, co_lead_apart),
        ("帮扶方" if parties.guided else "配合单位", supporter_apart),
    ):
        left = others
        while other := find(parties, mine, left):
            told.append(f"{what}{other.department}填“{_shown(other, row)}”")
            left = tuple(one for one in left if one.department != other.department)
    if whole := total_apart(parties, mine, others):
        told.append(f"各单位合计{amount(whole[1], row.unit)}，大于总数")
    return f"{mine.department}填“{_shown(mine, row)}”，{'，'.join(told)}" if told else ""


def _shown(said: Said, row: Standing) -> str:
    return " ".join(filter(None, (amount(said.value, row.unit), said.status or ""))) or "没有数字"


def _offered(connection: Connection, plan: Plan, period: Period) -> dict[str, list[Said]]:
    """Return what supporters said of rows they only help with, by row; the last return of each counts."""
    found: dict[str, dict[str, Said]] = {}
    for drop in drops.taken_with(connection, period.label, NOT_OWN):
        return_ = load(Return, drop.payload)
        for entry in return_.entries:
            if entry.plan == plan.id and not entry.blank:
                found.setdefault(entry.id, {})[return_.department] = Said.of(return_.department, entry)
    return {row: list(said.values()) for row, said in found.items()}
