"""What a decision about a held file brings about: its alias, its verdict, its place among the returns."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from toolkit.intake.evidence import kind_of
from toolkit.model.deciding import LATE_LEFT_OUT, Ask
from toolkit.model.decision import Decision
from toolkit.model.evidence import Evidence
from toolkit.model.files import Verdict
from toolkit.model.period import Period
from toolkit.model.returns import Return
from toolkit.store import drops, evidence
from toolkit.store import plans as store_plans
from toolkit.store.payload import dump
from toolkit.turn import directory, held, merge, rows, wholes
from toolkit.turn.decide import judge_return, keep_return
from toolkit.turn.ground import Ground, open_period
from toolkit.turn.reopen import meant, numbers, period_chosen

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.memory import Memory


@dataclass(frozen=True, slots=True)
class Settling:
    """
    One workbook's decisions being carried out.

    ``files`` are the files they are about, by number, as they wait; ``again`` what was read of them now; ``done``
    those that have their verdict, or a decision of their own.
    """

    office: Office
    connection: Connection
    memory: Memory
    files: Mapping[int, Drop]
    again: Mapping[int, tuple[Return, ...]]
    done: set[int] = field(default_factory=set)


Effect = Callable[[Settling, Decision], str]
"""Carries a decision out and says in a few words what came of it."""


def carry_out(settling: Settling, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Bring about what decisions of kinds we know ask for; say of each what came of it."""
    taken = tuple(decisions)
    settling.done.update(seq for one in taken for seq in numbers(one))
    told = tuple(EFFECTS.get(one.kind, _only_kept)(settling, one) for one in taken)
    wholes.follow(settling.connection, {drop.parent for drop in settling.files.values() if drop.parent})
    return told


def _only_kept(_settling: Settling, decision: Decision) -> str:
    return f"{decision.subject}：{decision.choice}"


def _whose(settling: Settling, decision: Decision) -> str:
    """Settle the file, and with it those that wait under the same name, now that it is known whose it is."""
    told = [_one_file(settling, decision, department=decision.choice)]
    written = decision.asked.about.get(held.WRITTEN, "")
    if meant(settling.memory.ground, written) == (decision.choice,):
        for drop in settling.files.values():
            said = held.said_in(drop)
            if drop.seq not in settling.done and said and said.printed_department == written:
                settling.done.add(drop.seq)
                told.append(_settle(settling, drop, decision, department=decision.choice))
    return "；".join(told)


def _when(settling: Settling, decision: Decision) -> str:
    return _one_file(settling, decision, period=period_chosen(settling.office, decision))


def _one_file(settling: Settling, decision: Decision, department: str = "", period: str = "") -> str:
    (seq,) = numbers(decision)
    drop = settling.files[seq]
    if decision.choice == held.NOT_TAKEN:
        return _put_aside(settling, drop, Verdict.IGNORED, f"认定为不是报送件{_by(decision)}")
    return _settle(settling, drop, decision, department=department, period=period)


def _which(settling: Settling, decision: Decision) -> str:
    chosen = decision.asked.about.get(decision.choice, "")
    told = []
    for seq in numbers(decision):
        drop = settling.files[seq]
        if str(seq) == chosen:
            told.append(_settle(settling, drop, decision))
        elif chosen:
            _put_aside(
                settling, drop, Verdict.SUPERSEDED, f"经认定{decision.choice}，这份不采用{_by(decision)}"
            )
        else:
            told.append(_put_aside(settling, drop, Verdict.IGNORED, f"经认定几份都不采用{_by(decision)}"))
    return "；".join(told)


def _evidence(settling: Settling, decision: Decision) -> str:
    """Keep a file beside the return, of the period under way when it came in, of the department it belongs to."""
    (seq,) = numbers(decision)
    drop = settling.files[seq]
    if decision.choice == held.NOT_KEPT:
        return _put_aside(settling, drop, Verdict.IGNORED, f"认定为不是佐证材料{_by(decision)}")
    period, kind = open_period(_then(settling.office, drop)), kind_of(drop.file)
    reason = f"{decision.choice}{period.chinese}填报表的{kind}{_by(decision)}"
    kept = replace(
        drop, department=decision.choice, period=period.label, verdict=Verdict.ACCEPTED, reason=reason
    )
    drops.rewrite(settling.connection, kept)
    one = Evidence(department=decision.choice, period=period.label, kind=kind, drop=seq)
    evidence.add(settling.connection, one)
    _same_content(settling, kept)
    return f"“{drop.file}”归{decision.choice}"


def _settle(
    settling: Settling, drop: Drop, decision: Decision, department: str = "", period: str = ""
) -> str:
    """Judge a held file as the return it was decided to be, at the moment it came in: waiting was not its fault."""
    returns = settling.again.get(drop.seq, ())
    if not returns:
        return _put_aside(settling, drop, Verdict.REFUSED, f"原件读不出来，请单位重新报送{_by(decision)}")
    if len(returns) > 1:
        return _apart(settling, drop, returns, decision)
    (said,) = returns
    return_ = replace(
        said,
        file=drop.file,
        sha256=drop.sha256,
        department="" if said.several else department or drop.department or said.department,
        period=period or drop.period or said.period,
    )
    named = _named(drop, return_)
    drops.rewrite(settling.connection, named)
    if missing := _missing(return_):
        drops.change_verdict(settling.connection, drop.seq, Verdict.HELD, f"{missing}{_by(decision)}")
        return f"“{drop.file}”还看不出{missing.removeprefix('看不出')}，仍待认定"
    return _placed(settling, named, return_, decision, since=named.seq)


def _apart(settling: Settling, drop: Drop, parts: tuple[Return, ...], decision: Decision) -> str:
    """Let a file of several departments come apart, now that all of them are known: a row each below its own."""
    whole = replace(drop, plan=None, department=None, period=None, payload="")
    drops.rewrite(settling.connection, whole)
    told = []
    for part in parts:
        return_ = replace(part, file=drop.file, sha256=drop.sha256)
        path, file = (f"{text}#{part.department}" for text in (drop.path, drop.file))
        row = _named(replace(drop, path=path, file=file, parent=drop.seq), return_)
        row = replace(row, seq=drops.add(settling.connection, row))
        told.append(_placed(settling, row, return_, decision, since=drop.seq))
    wholes.follow(settling.connection, {drop.seq})
    _same_content(settling, whole)
    return "；".join(told)


def _named(drop: Drop, return_: Return) -> Drop:
    return replace(
        drop,
        plan=return_.plans[0] if len(return_.plans) == 1 else None,
        department=return_.department or None,
        period=return_.period or None,
        payload=dump(Return, return_),
    )


def _placed(settling: Settling, named: Drop, return_: Return, decision: Decision, since: int) -> str:
    """Judge a return of which all is known, unless the department sent another since its file came in."""
    if newer := _newer(settling.connection, named, since):
        reason = f"{return_.department}{newer.received.month}月{newer.received.day}日另报了“{newer.file}”，以新件为准"
        return _put_aside(settling, named, Verdict.SUPERSEDED, f"{reason}{_by(decision)}")
    return _judge(settling, named, return_, decision)


def _newer(connection: Connection, drop: Drop, since: int) -> Drop | None:
    """Return what the department handed in for the period after a file, if it was taken or sent back."""
    later = (
        one
        for one in drops.of_return(connection, drop.period or "", drop.department or "")
        if one.seq > since and one.seq != drop.seq and one.parent != since
    )
    return next((one for one in reversed(tuple(later)) if one.verdict is not Verdict.SUPERSEDED), None)


def _missing(return_: Return) -> str:
    if not return_.plans:
        return "看不出是哪个方案的"
    if return_.several:
        return f"看不出里面写的“{return_.printed_department}”是哪个单位"
    if not return_.department:
        return "看不出是哪个单位报送的"
    return "" if return_.period else "看不出是哪个月的"


def _judge(settling: Settling, drop: Drop, return_: Return, decision: Decision) -> str:
    then = _then(settling.office, drop)
    judged = judge_return(then, settling.connection, settling.memory, return_)
    settled = replace(
        drop,
        verdict=judged.verdict,
        reason=f"{judged.reason}{_by(decision)}",
        round=judged.return_.round,
        findings=judged.findings,
        payload=dump(Return, judged.return_),
        leaving=True,
    )
    drops.rewrite(settling.connection, settled)
    keep_return(settling.connection, settling.memory, settled, judged)
    _same_content(settling, settled)
    period = Period.parse(return_.period).chinese
    return f"“{drop.file}”按{return_.department}{period}办理，{judged.verdict.chinese}"


def _then(office: Office, drop: Drop) -> Office:
    """Return the office as it stood when a file came in: the store and the settings are the same."""
    then = copy.copy(office)
    then.as_of = drop.received
    return then


def _same_content(settling: Settling, settled: Drop) -> None:
    """Let further copies of a file that was settled no longer wait; parts of one file are no copies."""
    for drop in drops.everything(settling.connection):
        alike = drop.sha256 == settled.sha256 and not (wholes.is_part(drop) or wholes.is_part(settled))
        if alike and drop.seq != settled.seq and drop.verdict is Verdict.HELD:
            drops.change_verdict(settling.connection, drop.seq, Verdict.DUPLICATE, rows.same_as(settled))
            wholes.follow(settling.connection, {drop.parent} if drop.parent else set())


def _put_aside(settling: Settling, drop: Drop, verdict: Verdict, reason: str) -> str:
    drops.change_verdict(settling.connection, drop.seq, verdict, reason)
    _same_content(settling, replace(drop, verdict=verdict, reason=reason))
    return f"“{drop.file}”{verdict.chinese}"


def _by(decision: Decision) -> str:
    return f"（{decision.decided_by}认定{'，' + decision.ground if decision.ground else ''}）"


def _late(settling: Settling, decision: Decision) -> str:
    (seq,) = numbers(decision)
    drop = settling.files[seq]
    if decision.choice == LATE_LEFT_OUT:
        return _put_aside(settling, drop, Verdict.IGNORED, f"锁定后报来，经认定不计{_by(decision)}")
    return _settle(settling, drop, decision)


def _merge(settling: Settling, decision: Decision) -> str:
    """Bring two departments together; what was brought together is taken apart only in the list itself."""
    kept = decision.asked.about.get(decision.choice, "")
    other = next((name for name in decision.asked.about.values() if name != kept), "")
    before = store_plans.current_directory(settling.connection)
    after = merge.merged(before, kept, other) if kept else before
    if after == before:
        return f"{decision.subject}：{decision.choice}，单位名录没有改动；要拆开的请在单位名录里改"
    directory.keep(settling.connection, settling.office, after)
    settling.memory.ground = Ground.of(settling.connection)
    return f"“{other}”并入“{kept}”"


EFFECTS: Final[Mapping[str, Effect]] = {
    held.WHOSE: _whose,
    held.WHEN: _when,
    held.WHICH: _which,
    held.HELD: _one_file,
    held.PLAN: _one_file,
    held.EVIDENCE: _evidence,
    Ask.LATE: _late,
    Ask.MERGE: _merge,
}
"""What kinds of decisions bring about; one of another kind is kept, for whoever asks the store."""
