"""Ask what only persons may decide about rows and departments: anew whenever something has happened."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from toolkit.decisions.adjust import says_stop
from toolkit.decisions.questions import questions
from toolkit.decisions.row import Row
from toolkit.lang import cell_dates
from toolkit.model.deciding import DEPARTMENT, DONE_ACCEPTED
from toolkit.model.history import RowKey
from toolkit.model.period import Period
from toolkit.model.returns import Status
from toolkit.model.standing import Class
from toolkit.store import asked, decisions, diary, drops, told
from toolkit.turn import merge
from toolkit.turn.ground import Ground, deadlines_of, open_period
from toolkit.turn.handover import followed
from toolkit.turn.report import facts_of
from toolkit.turn.settled import as_settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy import Connection

    from toolkit.model.decision import Decision, Pending
    from toolkit.model.facts import Facts
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Plan
    from toolkit.model.standing import Standing
    from toolkit.office import Office

_BACK: Final = 12
"""Months looked back for when a claim or a request was first made."""
_LATE: Final = frozenset({Class.OVERDUE, Class.BEHIND})

_Reports = dict[RowKey, tuple["Accepted", ...]]


def renew(office: Office) -> None:
    """Let the questions be those the last judgement raises; where nothing has happened since, they stand."""
    with office.store.transaction() as connection:
        period = judged(office, connection)
        closing = period is not None and office.as_of > deadlines_of(office, period.label).due
        mark = f"{period} {closing} {asked.happened(connection)}"
        if asked.upon(connection) == mark:
            return
        ground = Ground.of(connection)
    judging = _raised(office, period, closing=closing) if period and ground.plans else ()
    raised = (*merge.questions(ground), *judging)
    with office.store.transaction() as connection:
        asked.put(connection, raised, mark)


def judged(office: Office, connection: Connection) -> Period | None:
    """
    Return the period questions are asked upon: the one under way once something came in, else the one before.

    None where neither was ever reported on here.
    """
    under_way = open_period(office)
    if drops.departments_of(connection, under_way.label):
        return under_way
    before = under_way.previous.label
    known = drops.departments_of(connection, before) or diary.issued_forms(connection, before)
    return under_way.previous if known else None


def _raised(office: Office, period: Period, *, closing: bool) -> Iterator[Pending]:
    for facts, rows in cases(office, period, closing=closing):
        yield from questions(facts, rows, closing=closing)


def cases(office: Office, period: Period, *, closing: bool) -> Iterator[tuple[Facts, tuple[Row, ...]]]:
    """Yield every plan's facts of a period, and its rows with what was said and decided about them."""
    everything = facts_of(office, period.label, recorded=False)
    with office.store.transaction() as connection:
        ground = Ground.of(connection, period.label)
        current = tuple(decisions.current(connection).values())
        reports = _reports(connection, ground, everything, current, period)
    plans = {plan.id: plan for plan in ground.plans}
    for facts in everything:
        decided = tuple(one for one in current if one.row[0] == facts.plan)
        yield facts, tuple(_rows(plans[facts.plan], facts, reports, decided, closing=closing))


def _reports(
    connection: Connection,
    ground: Ground,
    everything: Iterable[Facts],
    decided: Iterable[Decision],
    period: Period,
) -> _Reports:
    """Return what was told of the rows a question may be asked about; the others need not be read."""
    last = Period.month_of(period.end)
    first = last
    for _ in range(_BACK):
        first = first.previous
    accepted = {(one.row, one.asked.about.get(DEPARTMENT)) for one in decided if one.choice == DONE_ACCEPTED}
    wanted = set(told.conspicuous(connection, last.previous.label, last.label))
    for facts in everything:
        for standing in facts.standings:
            key = _key(standing)
            if _may_be_asked(standing, accepted=(key[:2], key.department) in accepted):
                wanted.add(key)
    found = followed(
        {key: formers for key, formers in ground.chain(*ground.plans).items() if key in wanted},
        told.reports(connection, wanted, first.label, last.label),
        lambda keys: told.reports(connection, keys, first.label, last.label),
    )
    return {
        key: tuple(as_settled(key, one, ground.ruled) for one in reports) for key, reports in found.items()
    }


def _may_be_asked(standing: Standing, *, accepted: bool) -> bool:
    done = standing.state == Status.DONE
    stops = says_stop(standing.progress, standing.problems, standing.next_steps)
    return (
        standing.klass in _LATE
        or (done and not (accepted and standing.unchanged))
        or bool(stops and not done)
    )


def _key(standing: Standing) -> RowKey:
    return RowKey(standing.plan, standing.id, standing.department)


def _rows(
    plan: Plan, facts: Facts, reports: _Reports, decided: Iterable[Decision], *, closing: bool
) -> Iterator[Row]:
    about: dict[str, list[Decision]] = defaultdict(list)
    for one in decided:
        about[one.row[1]].append(one)
    for standing in facts.standings:
        task = plan.task_of(standing.id)
        if task is None:
            continue
        said = reports.get(_key(standing), ())
        yield Row(
            plan=plan,
            task=task,
            target=plan.target_of(standing.id),
            standing=standing,
            period=facts.period,
            reports=said,
            wish=_wish(said),
            closing=closing,
            decided=tuple(about.get(standing.id, ())),
        )


def _wish(reports: tuple[Accepted, ...]) -> date | None:
    """Return the day of the last request for another one."""
    asking = next((one for one in reversed(reports) if one.entry.status is Status.ADJUST), None)
    return cell_dates.read_date(asking.entry.adjust_to, int(asking.period[:4])).day if asking else None
