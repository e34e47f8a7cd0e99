"""Undo a drop: what it said no longer counts, what it sent is taken back; the original and the log stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.verdict import verdict_of
from toolkit.errors import UsageError
from toolkit.model.files import FileKind, Verdict
from toolkit.model.findings import Severity
from toolkit.model.returns import Return
from toolkit.store import diary, drops, entries, evidence, nodes
from toolkit.store.payload import load
from toolkit.turn.ground import Ground
from toolkit.turn.nodes import keep as keep_nodes
from toolkit.turn.papers import paths

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.store.drops import Drop

SHORTEST_HASH = 8
_OPEN = {Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.RETURNED, Verdict.HELD}


def withdraw(office: Office, what: str) -> str:
    """
    Withdraw the newest open drop of this name or hash and return a sentence about it.

    With an archive, or a file of several departments, all that came in it is withdrawn.  A return that one of them
    had superseded counts again; marked copies and letters about what is withdrawn leave the outbox.
    """
    with office.store.transaction() as connection:
        everything = drops.everything(connection)
        drop = _find(everything, what)
        if drop.kind in {FileKind.PLAN_WORKBOOK, FileKind.DIRECTORY}:
            raise UsageError(
                f"“{drop.file}”是已登记的任务分解表，不能撤回；要改正请放入改好的任务分解表，程序会登记为新的版本。"
            )
        inside = [one for one in _inside(everything, drop) if one.verdict in _OPEN]
        again = [_undo(office, connection, one) for one in (*reversed(inside), drop)]
    return _sentence(drop, len(inside), tuple(one.file for one in again if one))


def _inside(everything: tuple[Drop, ...], whole: Drop) -> tuple[Drop, ...]:
    """Return the parts of a file, and the parts of these."""
    parts = [one for one in everything if one.parent == whole.seq]
    return tuple(each for part in parts for each in (part, *_inside(everything, part)))


def _undo(office: Office, connection: Connection, drop: Drop) -> Drop | None:
    """Undo one drop; papers go first, so that a run killed in between is finished by doing it again."""
    for path in paths(drop):
        office.outbox.remove(path)
    reason = f"{office.as_of.month}月{office.as_of.day}日撤回"
    drops.change_verdict(connection, drop.seq, Verdict.IGNORED, reason)
    evidence.forget(connection, drop.seq)
    diary.note(connection, office.as_of, "clerk", "withdraw", f"{drop.seq} {drop.sha256} {drop.file}")
    return restore(connection, drop) if drop.verdict.taken else None


def _sentence(drop: Drop, inside: int, again: tuple[str, ...]) -> str:
    files = f"，连同其中的{inside}份" if inside else ""
    told = f"；此前的{'、'.join(f'“{file}”' for file in again)}恢复有效" if again else ""
    return f"已撤回“{drop.file}”{files}{told}。原件仍留存在 data/archive。"


def _find(everything: tuple[Drop, ...], what: str) -> Drop:
    wholes = {drop.seq: drop.file for drop in everything}
    for drop in reversed(everything):
        by_hash = len(what) >= SHORTEST_HASH and drop.sha256.startswith(what.lower())
        names = {drop.file, f"{wholes.get(drop.parent or 0, '')}/{drop.file}"}
        if drop.verdict in _OPEN and (what in names or by_hash):
            return drop
    raise UsageError(f"没有可以撤回的“{what}”；请用 run.py receipts 查看收到过的文件名和处理结果。")


def restore(connection: Connection, withdrawn: Drop) -> Drop | None:
    """Take back what an accepted return said, and let the one it had superseded count again; return that one."""
    if withdrawn.kind is not FileKind.RETURN or not withdrawn.period or not withdrawn.department:
        return None
    entries.forget(connection, withdrawn.period, withdrawn.department)
    nodes.forget(connection, withdrawn.period, withdrawn.department)
    earlier = drops.of_return(connection, withdrawn.period, withdrawn.department)
    drop = next((one for one in reversed(earlier) if one.verdict is Verdict.SUPERSEDED and one.payload), None)
    if drop is not None:
        drops.change_verdict(connection, drop.seq, verdict_of(drop.findings)[0], "撤回新件后恢复有效")
        _count_again(connection, drop, withdrawn.period, withdrawn.department)
    return drop


def _count_again(connection: Connection, drop: Drop, period: str, department: str) -> None:
    """Let what a return says of its department's own rows be what the department says."""
    ground, said = Ground.of(connection), load(Return, drop.payload).entries
    own = {plan: ground.rows_of(plan, department) for plan in {entry.plan for entry in said}}
    questioned = {f.id for f in drop.findings if f.id and f.severity is Severity.WARNING}
    rows = tuple(
        entries.Row.of(entry, drop.seq, questioned=entry.id in questioned)
        for entry in said
        if entry.id in own[entry.plan]
    )
    entries.put(connection, period, department, rows)
    keep_nodes(connection, ground, drop, rows)
