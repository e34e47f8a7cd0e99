"""Archives, and files of several departments, whose parts were settled later: their verdict follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.files import FileKind, Verdict, gravest
from toolkit.store import drops
from toolkit.turn import unpacking

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from toolkit.store.drops import Drop


def follow(connection: Connection, parents: Collection[int]) -> None:
    """Give wholes that waited for a part of theirs the verdict their parts have now, the innermost first."""
    if not parents:
        return
    everything = drops.everything(connection)
    for whole in sorted((d for d in everything if d.seq in parents), key=lambda d: -d.seq):
        if whole.verdict is Verdict.HELD:
            verdict, reason = _told(whole, [d for d in everything if d.parent == whole.seq])
            drops.change_verdict(connection, whole.seq, verdict, reason)


def _told(whole: Drop, parts: list[Drop]) -> tuple[Verdict, str]:
    if whole.kind is FileKind.ARCHIVE:
        return unpacking.verdict_of([(part.file, part.verdict, part.reason) for part in parts])
    reason = "；".join(
        f"{part.department or part.file}：{part.verdict.chinese}，{part.reason}" for part in parts
    )
    return gravest(part.verdict for part in parts), reason
