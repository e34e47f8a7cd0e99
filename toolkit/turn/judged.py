"""Give a return its one verdict with its one reason; pure, so that workers do it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.checks.history import with_repeats
from toolkit.checks.run import check
from toolkit.checks.switches import STILL_TOLD
from toolkit.checks.verdict import verdict_of
from toolkit.model.built import changer
from toolkit.model.files import Verdict
from toolkit.model.findings import Severity
from toolkit.model.returns import Return

if TYPE_CHECKING:
    from toolkit.model.findings import Finding
    from toolkit.model.returns import Entry
    from toolkit.store.drops import Drop
    from toolkit.store.form_faults import FormFault
    from toolkit.turn.beside import Beside
    from toolkit.turn.desk import Desk
    from toolkit.turn.past import Past


_numbered = changer(Return, "round", "received", "entries")
_AGAIN = "；内容与上次退回的相同，问题还没有改正"


@dataclass(frozen=True, slots=True)
class Judged:
    """
    A return with its verdict, the reason, and what was found.

    ``more`` is what the reason says besides the findings; ``faults`` are those of the form that it bears out.
    """

    return_: Return
    verdict: Verdict
    reason: str
    findings: tuple[Finding, ...] = ()
    more: str = ""
    faults: tuple[FormFault, ...] = ()

    @property
    def questioned_rows(self) -> frozenset[str]:
        """The rows with a question open."""
        return frozenset(f.id for f in self.findings if f.severity is Severity.WARNING and f.id)

    def found(self, findings: tuple[Finding, ...], faults: tuple[FormFault, ...] = ()) -> Judged:
        """Return the same return with other findings and the verdict they ask for."""
        verdict, reason = verdict_of(findings)
        more = self.more if verdict is Verdict.RETURNED else self.more.replace(_AGAIN, "")
        told = f"{reason}{_gravest(findings)}{_switched_off(findings)}{more}"
        return replace(self, verdict=verdict, reason=told, findings=findings, faults=faults)


def judge(desk: Desk, return_: Return, past: Past, beside: Beside) -> Judged:
    """
    Check a return against the plan and the months before, and against what came before it.

    ``beside`` is what other departments said of the same, and the files kept.
    """
    previous = past.previous
    entries = with_repeats(return_.entries, previous)
    numbered = _numbered(return_, round=past.rounds + 1, received=desk.as_of, entries=entries)
    same = past.last if past.last and _says_the_same(past.last, numbered) else None
    if same and same.verdict is not Verdict.RETURNED:
        when = f"{same.received.month}月{same.received.day}日"
        return Judged(numbered, Verdict.DUPLICATE, f"内容与{when}收到的“{same.file}”相同，不重复登记")
    more = f"{_AGAIN if same else ''}{_lateness(desk, numbered, past)}{_told(numbered)}"
    blank = Judged(numbered, Verdict.ACCEPTED, "", more=more)
    return blank.found(check(numbered, desk.context(numbered.department, past.asked, previous, beside)))


def _gravest(findings: tuple[Finding, ...]) -> str:
    """Return the first fault, or the first question where there is none, for whoever reads only the receipt."""
    serious = [f for f in findings if f.severity is not Severity.NOTICE]
    first = next((f for f in serious if f.severity is Severity.ERROR), serious[0] if serious else None)
    if first is None:
        return ""
    return f"：{first.id + '　' if first.id else ''}{first.found}{'等' if len(serious) > 1 else ''}"


def _switched_off(findings: tuple[Finding, ...]) -> str:
    """Name the rules that would have sent the return back, had the office not switched them off."""
    codes = dict.fromkeys(f.code for f in findings if f.found.endswith(STILL_TOLD))
    return f"；规则{'、'.join(codes)}已停用，查出的问题只作提示" if codes else ""


def content(return_: Return) -> tuple[object, ...]:
    """Return what a return says, without where and how it was written: two equal ones say the same."""
    rows = (said(entry) for entry in sorted(return_.entries, key=lambda entry: (entry.plan, entry.id)))
    return (return_.filler, return_.phone, return_.filled_on, return_.answers, *rows)


def digest(return_: Return) -> str:
    """Return a short text that two returns share if they say the same."""
    return hashlib.blake2b(repr(content(return_)).encode(), digest_size=16).hexdigest()


def said(entry: Entry) -> tuple[object, ...]:
    """Return what a row says, without where and how it was written."""
    return (
        entry.plan,
        entry.id,
        float(entry.value) if entry.value is not None else entry.raw,
        (entry.status or entry.status_raw) + "",
        str(entry.completed_on or entry.completed_raw),
        entry.unchanged,
        " ".join(entry.progress.split()),
        " ".join(entry.problems.split()),
        " ".join(entry.next_steps.split()),
        " ".join(entry.coordination.split()),
        " ".join(entry.evidence.split()),
        " ".join(entry.adjust_to.split()),
        *((node.name, str(node.due), node.value, str(node.done_on)) for node in entry.nodes),
    )


def _says_the_same(before: Drop, return_: Return) -> bool:
    from toolkit.store.payload import load

    earlier = load(Return, before.payload)
    return earlier.source == return_.source and content(earlier) == content(return_)


def _told(return_: Return) -> str:
    """Say that a clerk entered the return, and how it was told: the department's own file says more than that."""
    return f"；代录（{return_.source}）" if return_.source else ""


def _lateness(desk: Desk, return_: Return, past: Past) -> str:
    """Timeliness is fixed by the first readable submission, one that was held included."""
    due = desk.deadlines(return_.period)
    if desk.as_of > due.lock:
        return "；锁定后报来，记入更正"
    first = past.first or desk.as_of
    late = (first.date() - due.due.date()).days
    if first > due.due:
        return f"；补报，迟{late}天" if late else "；补报，当日超过截止时刻"
    return ""
