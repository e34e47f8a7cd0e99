"""Let decided files leave the inbox, once their papers are written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from toolkit.store import drops
from toolkit.turn import papers, scan

if TYPE_CHECKING:
    from toolkit.office import Office
    from toolkit.turn.scan import Found


def finish(office: Office) -> None:
    """
    Write the papers of every committed verdict and take its file away.

    A run that was killed after its commit is finished here by the next one.
    """
    with office.store.transaction() as connection:
        waiting = drops.leaving(connection)
    if not waiting:
        return
    lying = {scan.display(entry.relative): entry for entry in scan.look(office.inbox)}
    papers.of_drops(office, waiting)
    for drop in waiting:
        if entry := lying.get(drop.path):
            _take_away(office, entry, drop.sha256)
    with office.store.transaction() as connection:
        drops.mark_left(connection, [drop.seq for drop in waiting])


def _take_away(office: Office, entry: Found, sha256: str) -> None:
    """Remove the file if it is still the one that was decided; another under its name stays."""
    if entry.refused or hashlib.sha256(scan.read(entry)).hexdigest() != sha256:
        return
    entry.path.unlink()
    folder = entry.path.parent
    while folder != office.inbox and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
