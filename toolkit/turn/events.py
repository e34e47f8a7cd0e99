"""What happened to a row of a plan, as events: from its registration, forms, returns and decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.lifecycle import TaskEvent
from toolkit.model.period import Period
from toolkit.model.replay import Facts, Happening
from toolkit.model.returns import Status
from toolkit.model.wording import names
from toolkit.turn.settled import claims_done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from toolkit.model.decision import Decision
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Target
    from toolkit.turn.handover import Handover

TaskHappening = Happening[TaskEvent]


class Numbered(NamedTuple):
    """A decision and its place among all that were ever taken."""

    turn: int
    decision: Decision


def registered(since: datetime, *, settled: bool, standing: bool) -> Iterator[TaskHappening]:
    """Yield a row's way from the document to the list; ``standing`` rows were marked 常态化 by the clerk."""
    yield Happening(at=since, event=TaskEvent.READ)
    yield Happening(at=since, event=TaskEvent.CONFIRM, facts=Facts(settled=settled))
    if standing:
        marked = Facts(name="任务分解表")
        yield Happening(at=since, event=TaskEvent.KEEP_UP, detail="任务标记为常态化", facts=marked)


def issued(since: datetime, at: datetime) -> TaskHappening:
    """Return the first form going out; a row is handed over no earlier than it was registered."""
    return Happening(at=max(since, at), event=TaskEvent.ISSUE)


def handed_over(one: Handover) -> TaskHappening:
    """Return another department's taking over a row."""
    told = f"由{names(one.before)}转{names(one.after)}办理，{one.ground}"
    facts = Facts(name=one.after[0])
    return Happening(at=one.at, event=TaskEvent.REASSIGN, period=one.since, detail=told, facts=facts)


def kind_of(report: Accepted) -> TaskEvent | None:
    """Return what a report does to its row; None where it only says that nothing changed, or nothing at all."""
    entry = report.entry
    if entry.blank or (entry.unchanged and entry.status is None):
        return None
    if claims_done(entry):
        return TaskEvent.CLAIM
    return TaskEvent.APPLY if entry.status is Status.ADJUST else TaskEvent.REPORT


def reported(report: Accepted, target: Target | None) -> Iterator[TaskHappening]:
    """Yield what a report does to its row."""
    event = kind_of(report)
    if event is None:
        return
    at = _moment(report)
    yield Happening(at=at, event=TaskEvent.BEGIN, period=report.period, by=report.department)
    yield Happening(
        at=at,
        event=event,
        period=report.period,
        by=report.department,
        detail=report.file,
        facts=facts_of(report, target),
    )


def _moment(report: Accepted) -> datetime:
    return datetime.combine(report.received or Period.parse(report.period).end, time())


def facts_of(report: Accepted, target: Target | None) -> Facts:
    """Return what a report proves, and whether its request came in time."""
    entry = report.entry
    value = entry.value if report.untrue is None else report.untrue
    wanted = target is not None and target.value is not None
    proves = value is not None and not entry.approximate
    return Facts(
        reached=bool(proves and target and target.reached_by(value or 0.0)) if wanted else None,
        evidence=entry.evidence,
        asked_on=_moment(report).date(),
        limit=target.due if target else None,
    )


_POSITIVE: Final[Mapping[tuple[str, str], TaskEvent]] = {
    (Ask.DONE, d.DONE_ACCEPTED): TaskEvent.ACCEPT,
    (Ask.DONE, d.DONE_UNPROVEN): TaskEvent.REJECT,
    (Ask.DONE, d.DONE_FALSE): TaskEvent.REJECT,
    (Ask.EXTENSION, d.DISAGREED): TaskEvent.REFUSE,
    (Ask.CLOSE, d.CLOSED): TaskEvent.CLOSE,
    (Ask.STOP, d.SUSPENDED): TaskEvent.SUSPEND,
    (Ask.STOP, d.ENDED): TaskEvent.END,
    (Ask.STANDING, d.MADE_STANDING): TaskEvent.KEEP_UP,
}
_BACK: Final[Mapping[tuple[str, str], TaskEvent]] = {
    (Ask.CLOSE, d.NOT_YET): TaskEvent.UNCLOSE,
    (Ask.STOP, d.GOES_ON): TaskEvent.RESUME,
    (Ask.STANDING, d.NOT_STANDING): TaskEvent.UNKEEP,
}
"""Choices that leave a row as it is, unless they revise one that did not."""
_TO_THE_ARCHIVE: Final = frozenset({TaskEvent.CLOSE, TaskEvent.END})
MOVING: Final = frozenset({Ask.DONE, Ask.EXTENSION, Ask.CLOSE, Ask.STOP, Ask.STANDING})
"""Kinds of decisions that may move a row from one state to another."""


def decided(decisions: Iterable[Numbered], until: Period) -> Iterator[TaskHappening]:
    """Yield what decisions about one row brought about, and the years that ended after it left the working list."""
    moved: set[str] = set()
    for turn, one in decisions:
        event = _event(one, moved)
        if event is None:
            continue
        begun = Happening(at=one.decided_at, event=TaskEvent.BEGIN, period=one.period, turn=turn)
        yield begun
        yield replace(begun, event=event, by=one.decided_by, detail=_told(one), facts=_of(one))
        ended = datetime(one.decided_at.year + 1, 1, 1)
        if event in _TO_THE_ARCHIVE and ended.date() <= until.end:
            yield Happening(at=ended, event=TaskEvent.YEAR_END)


def _event(one: Decision, moved: set[str]) -> TaskEvent | None:
    if one.kind == Ask.EXTENSION and one.choice.startswith(d.AGREED_UNTIL):
        return TaskEvent.EXTEND
    place = (one.kind, one.choice)
    if place in _POSITIVE:
        moved.add(one.kind)
        return _POSITIVE[place]
    return _BACK.get(place) if one.kind in moved else None


def _told(one: Decision) -> str:
    return f"{one.choice}：{one.ground}" if one.ground else one.choice


def _of(one: Decision) -> Facts:
    """Return what is known of a decision; that it was taken is ground enough, except for stopping by document."""
    about = one.asked.about
    asked, limit = about.get(d.ASKED_ON), about.get(d.DUE)
    return Facts(
        name=one.decided_by,
        ground=one.ground or ("" if one.choice in d.STOPPING else one.choice),
        asked_on=datetime.fromisoformat(asked).date() if asked else None,
        limit=datetime.fromisoformat(limit).date() if limit else None,
    )


def last_run(reports: Sequence[Accepted]) -> tuple[TaskEvent | None, tuple[Accepted, ...]]:
    """Return what the newest reports do to their row, and those running that do the same; None for nothing."""
    event: TaskEvent | None = None
    running: list[Accepted] = []
    for report in reversed(reports):
        kind = kind_of(report)
        if kind is None:
            continue
        if event not in {None, kind}:
            break
        event = kind
        running.append(report)
        if kind is TaskEvent.REPORT:
            break
    return event, tuple(running)
