"""Undo a drop: what it said no longer counts; the original and the log stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.errors import UsageError
from toolkit.model.files import FileKind, Verdict
from toolkit.model.returns import Return
from toolkit.store import diary, drops, entries
from toolkit.store.payload import load

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.store.drops import Drop

SHORTEST_HASH = 8
_OPEN = {Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.RETURNED, Verdict.HELD}


def withdraw(office: Office, what: str) -> str:
    """
    Withdraw the newest open drop of this name or hash and return a sentence about it.

    The return it had superseded, if any, counts again.
    """
    with office.store.transaction() as connection:
        drop = _find(drops.everything(connection), what)
        if drop.kind in {FileKind.PLAN_WORKBOOK, FileKind.DIRECTORY}:
            raise UsageError(
                f"“{drop.file}”是已登记的任务分解表，不能撤回；要改正请放入改好的任务分解表，程序会登记为新的版本。"
            )
        drops.change_verdict(
            connection, drop.seq, Verdict.IGNORED, f"{office.as_of.month}月{office.as_of.day}日撤回"
        )
        diary.note(connection, office.as_of, "clerk", "withdraw", f"{drop.seq} {drop.sha256} {drop.file}")
        again = restore(connection, drop) if drop.verdict in {Verdict.ACCEPTED, Verdict.QUESTIONED} else None
    told = f"；此前的“{again.file}”恢复有效" if again else ""
    return f"已撤回“{drop.file}”{told}。原件仍留存在 data/archive。"


def _find(everything: tuple[Drop, ...], what: str) -> Drop:
    for drop in reversed(everything):
        by_hash = len(what) >= SHORTEST_HASH and drop.sha256.startswith(what.lower())
        if drop.verdict in _OPEN and (drop.file == what or by_hash):
            return drop
    raise UsageError(f"没有可以撤回的“{what}”；请用 run.py receipts 查看收到过的文件名和处理结果。")


def restore(connection: Connection, withdrawn: Drop) -> Drop | None:
    """Take back what an accepted return said, and let the one it had superseded count again; return that one."""
    if withdrawn.kind is not FileKind.RETURN or not withdrawn.period or not withdrawn.department:
        return None
    entries.forget(connection, withdrawn.period, withdrawn.department)
    earlier = drops.of_return(connection, withdrawn.period, withdrawn.department)
    for drop in reversed(earlier):
        if drop.verdict is Verdict.SUPERSEDED:
            verdict = Verdict.QUESTIONED if drop.findings else Verdict.ACCEPTED
            drops.change_verdict(connection, drop.seq, verdict, "撤回新件后恢复有效")
            questioned = {finding.id for finding in drop.findings if finding.id}
            said = load(Return, drop.payload).entries
            entries.replace(
                connection, withdrawn.period, withdrawn.department, said, drop=drop.seq, questioned=questioned
            )
            return drop
    return None
