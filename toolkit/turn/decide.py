"""Decide a return where the store is at hand, and keep what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.files import Verdict
from toolkit.model.findings import Severity
from toolkit.store import drops, entries
from toolkit.turn import form_faults, nodes
from toolkit.turn.judged import Judged, judge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from toolkit.model.returns import Return
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.memory import Memory


def judge_return(office: Office, connection: Connection, memory: Memory, return_: Return) -> Judged:
    """Check a return against the plan and the months before, and against what came before it."""
    past = memory.past(office, connection, return_.period, return_.department)
    judged = judge(memory.desk(office), return_, past, memory.beside(office, connection, return_))
    return excused(office, connection, memory, judged)


def excused(office: Office, connection: Connection, memory: Memory, judged: Judged) -> Judged:
    """Let an error that is the form's fault send nobody back."""
    if not any(finding.severity is Severity.ERROR for finding in judged.findings):
        return judged
    findings, faults = memory.form_faults.judged(office, connection, judged.return_, judged.findings)
    return judged.found(findings, faults)


def keep_return(connection: Connection, memory: Memory, drop: Drop, judged: Judged) -> None:
    """Let an accepted return be what its department said of its own rows, instead of an earlier one."""
    form_faults.keep(connection, judged.faults)
    return_ = judged.return_
    plans = {entry.plan for entry in return_.entries}
    own = {(plan, id_) for plan in plans for id_ in memory.ground.rows_of(plan, return_.department)}
    questioned = judged.questioned_rows
    rows = (
        entries.Row.of(entry, drop.seq, questioned=entry.id in questioned)
        for entry in return_.entries
        if (entry.plan, entry.id) in own
    )
    accept(connection, memory, drop, rows, memory.prints(return_))


def accept(
    connection: Connection,
    memory: Memory,
    drop: Drop,
    rows: Iterable[entries.Row],
    prints: Iterable[str],
) -> None:
    """Keep the rows of a return if it was accepted, and tell the memory; an earlier return is superseded."""
    period, department = drop.period or "", drop.department or ""
    memory.touched.add(department)
    if not drop.verdict.taken:
        return
    for earlier in drops.of_return(connection, period, department) if (drop.round or 1) > 1 else ():
        if earlier.seq != drop.seq and earlier.verdict.taken:
            reason = f"已被{drop.received.month}月{drop.received.day}日收到的“{drop.file}”取代"
            for one in (earlier, *drops.joined(connection, earlier.seq)):
                drops.change_verdict(connection, one.seq, Verdict.SUPERSEDED, reason)
    kept = tuple(rows)
    memory.accept(drop, (((row.plan, row.id), row.payload) for row in kept), prints)
    entries.put(connection, period, department, kept)
    nodes.keep(connection, memory.ground, drop, kept)
