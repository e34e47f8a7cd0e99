"""Archives, and files of several departments, whose parts were settled later: their verdict follows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.model.files import FileKind, Verdict, gravest
from toolkit.store import drops
from toolkit.turn import unpacking

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from toolkit.store.drops import Drop


def is_part(drop: Drop) -> bool:
    """Tell whether a row is one department's part of a file, which shares the file's bytes with the other parts."""
    return drop.parent is not None and drop.file.endswith(f"#{drop.department or ''}")


def follow(connection: Connection, parents: Collection[int]) -> None:
    """Give wholes that waited for a part of theirs the verdict their parts have now, the innermost first."""
    if not parents:
        return
    everything = {drop.seq: drop for drop in drops.everything(connection)}
    above = set(parents) | {everything[seq].parent for seq in parents}
    for seq in sorted((seq for seq in above if seq), reverse=True):
        whole = everything[seq]
        if whole.verdict is Verdict.HELD:
            verdict, reason = _told(whole, [d for d in everything.values() if d.parent == seq])
            drops.change_verdict(connection, seq, verdict, reason)
            everything[seq] = replace(whole, verdict=verdict, reason=reason)


def _told(whole: Drop, parts: list[Drop]) -> tuple[Verdict, str]:
    if whole.kind is FileKind.ARCHIVE:
        return unpacking.verdict_of([(part.file, part.verdict, part.reason) for part in parts])
    reason = "；".join(
        f"{part.department or part.file}：{part.verdict.chinese}，{part.reason}" for part in parts
    )
    return gravest(part.verdict for part in parts), reason
