"""Let decided files leave the inbox, once their papers are written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from toolkit.store import drops
from toolkit.turn import papers, scan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.scan import Found


def finish(office: Office, found: Iterable[Found] | None = None) -> None:
    """
    Write the papers of every committed verdict and take its file away.

    A run that was killed after its commit is finished here by the next one; a file whose paper could not be
    written, since somebody has the old one open, stays for the next run too.  ``found`` are the entries to take
    away, where they are known; without it the inbox is looked at.
    """
    with office.store.transaction() as connection:
        waiting = drops.leaving(connection)
    if not waiting:
        return
    lying = {scan.display(entry.relative): entry for entry in _entries(office, found)}
    papers.of_drops(office, waiting)
    stuck = _stuck(office, waiting)
    done = [drop for drop in waiting if drop.seq not in stuck]
    for drop in done:
        if (entry := lying.get(drop.path)) and entry.path.parent.is_dir():
            _take_away(office, entry, drop.sha256)
    with office.store.transaction() as connection:
        drops.mark_left(connection, [drop.seq for drop in done])


def _entries(office: Office, found: Iterable[Found] | None) -> Iterable[Found]:
    return scan.look(office.inbox) if found is None else found


def _stuck(office: Office, waiting: Iterable[Drop]) -> set[int]:
    """Return the numbers of files that have to stay for a paper of theirs, or of a file inside them."""
    parents = {drop.seq: drop.parent for drop in waiting}
    stuck: set[int] = set()
    for drop in waiting:
        seq: int | None = drop.seq if _blocked(office, drop) else None
        while seq is not None and seq not in stuck:
            stuck.add(seq)
            seq = parents.get(seq)
    return stuck


def _blocked(office: Office, drop: Drop) -> bool:
    """Whether a paper that this verdict asks for could not be written."""
    asked = papers.paths(drop) or (f"方案/{drop.plan}/",)
    return any(path.startswith(asked) for path in office.outbox.blocked)


def _take_away(office: Office, entry: Found, sha256: str) -> None:
    """Remove the file if it is still the one that was decided; another under its name stays."""
    try:
        if entry.refused or hashlib.sha256(scan.read(entry)).hexdigest() != sha256:
            return
    except FileNotFoundError:
        return
    entry.path.unlink()
    folder = entry.path.parent
    while folder != office.inbox and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
