"""Give a file its one verdict with its one reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.checks.context import CheckContext
from toolkit.checks.run import check
from toolkit.checks.verdict import verdict_of
from toolkit.model.files import Verdict
from toolkit.model.findings import Severity
from toolkit.model.returns import Return
from toolkit.store import diary, drops, entries
from toolkit.turn.ground import deadlines_of, open_period

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from toolkit.model.findings import Finding
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.memory import Memory

_TAKEN = {Verdict.ACCEPTED, Verdict.QUESTIONED}


@dataclass(frozen=True, slots=True)
class Judged:
    """A return with its verdict, the reason, and what was found."""

    return_: Return
    verdict: Verdict
    reason: str
    findings: tuple[Finding, ...] = ()

    @property
    def questioned_rows(self) -> frozenset[str]:
        """The rows with a question open."""
        return frozenset(f.id for f in self.findings if f.severity is Severity.WARNING and f.id)


def judge_return(office: Office, connection: Connection, memory: Memory, return_: Return) -> Judged:
    """Check a return against the plan and the months before, and against what came before it."""
    before = drops.of_return(connection, return_.period, return_.department)
    numbered = replace(return_, round=len(before) + 1, received=office.as_of)
    same = _said_before(numbered, before)
    if same and same.verdict is not Verdict.RETURNED:
        when = f"{same.received.month}月{same.received.day}日"
        return Judged(numbered, Verdict.DUPLICATE, f"内容与{when}收到的“{same.file}”相同，不重复登记")
    findings = check(numbered, _context(office, connection, memory, numbered))
    verdict, reason = verdict_of(findings)
    again = "；内容与上次退回的相同，问题还没有改正" if same else ""
    told = f"{reason}{_gravest(findings)}{again}{_lateness(office, connection, numbered)}"
    return Judged(numbered, verdict, told, findings)


def _gravest(findings: tuple[Finding, ...]) -> str:
    """Return the first fault, or the first question where there is none, for whoever reads only the receipt."""
    serious = [f for f in findings if f.severity is not Severity.NOTICE]
    first = next((f for f in serious if f.severity is Severity.ERROR), serious[0] if serious else None)
    if first is None:
        return ""
    return f"：{first.id + '　' if first.id else ''}{first.found}{'等' if len(serious) > 1 else ''}"


def content(return_: Return) -> tuple[object, ...]:
    """Return what a return says, without where and how it was written: two equal ones say the same."""
    rows = tuple(
        (
            entry.plan,
            entry.id,
            entry.value if entry.value is not None else entry.raw,
            entry.status or entry.status_raw,
            entry.completed_on or entry.completed_raw,
            entry.unchanged,
            *(" ".join(text.split()) for text in _texts(entry)),
        )
        for entry in sorted(return_.entries, key=lambda entry: (entry.plan, entry.id))
    )
    return (return_.filler, return_.phone, return_.filled_on, return_.answers, *rows)


def _texts(entry: object) -> tuple[str, ...]:
    names = ("progress", "problems", "next_steps", "coordination", "evidence", "adjust_to")
    return tuple(getattr(entry, name) for name in names)


def _said_before(return_: Return, before: tuple[Drop, ...]) -> Drop | None:
    """Find the last judged return, if it says the very same: a copy under another name."""
    from toolkit.store.payload import load

    for drop in reversed(before):
        if drop.payload and drop.verdict is not Verdict.SUPERSEDED:
            return drop if content(load(Return, drop.payload)) == content(return_) else None
    return None


def _context(office: Office, connection: Connection, memory: Memory, return_: Return) -> CheckContext:
    asked = deadlines_of(office, _period_asked(office, connection, return_))
    ground, department = memory.ground, return_.department
    expected = {plan.id: ground.expected_rows(plan, department) for plan in ground.plans}
    return CheckContext(
        period=asked.period,
        deadlines=asked,
        as_of=office.as_of,
        plans={plan.id: plan for plan in ground.plans},
        expected={plan: rows for plan, rows in expected.items() if rows},
        previous=memory.before(connection, return_.period, department),
        parameters=ground.parameters(),
        others=memory.others(connection, return_.period, department),
    )


def _period_asked(office: Office, connection: Connection, return_: Return) -> str:
    """
    Return the period a return ought to be of.

    Its own, if a form of that period went out.  Only a department that already reported on its form's period
    and not yet on the one under way has most likely filled in an old form again.
    """
    own, open_ = return_.period, open_period(office).label
    if own == open_ or not diary.issued_forms(connection, open_):
        return own
    reported = drops.periods_reported(connection, return_.department)
    if own not in reported:
        return own if diary.issued_forms(connection, own) else open_
    return own if own > open_ or open_ in reported else open_


def _lateness(office: Office, connection: Connection, return_: Return) -> str:
    """Timeliness is fixed by the first readable submission, one that was held included."""
    due = deadlines_of(office, return_.period)
    if office.as_of > due.lock:
        return "；锁定后报来，记入更正"
    first = drops.first_received(connection, return_.period, return_.department) or office.as_of
    late = (first.date() - due.due.date()).days
    if first > due.due:
        return f"；补报，迟{late}天" if late else "；补报，当日超过截止时刻"
    return ""


def keep_return(connection: Connection, memory: Memory, drop: Drop, judged: Judged) -> None:
    """Let an accepted return be what its department said of its own rows, instead of an earlier one."""
    if drop.verdict not in _TAKEN:
        return
    return_ = judged.return_
    for earlier in drops.of_return(connection, return_.period, return_.department):
        if earlier.seq != drop.seq and earlier.verdict in _TAKEN:
            reason = f"已被{drop.received.month}月{drop.received.day}日收到的“{drop.file}”取代"
            drops.change_verdict(connection, earlier.seq, Verdict.SUPERSEDED, reason)
    ground = memory.ground
    own = {
        plan: ground.rows_of(plan, return_.department) for plan in {entry.plan for entry in return_.entries}
    }
    memory.accept(return_)
    entries.replace(
        connection,
        return_.period,
        return_.department,
        [entry for entry in return_.entries if entry.id in own[entry.plan]],
        drop=drop.seq,
        questioned=judged.questioned_rows,
    )
