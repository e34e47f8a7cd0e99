"""
Take in the inbox so that nothing is lost.

The order of steps is: settle, read, hash and copy to the archive; then, portion by portion, sync the copies, commit
all verdicts of the portion in one transaction, write the papers they ask for, leave the inbox.  A file's row says
``leaving`` from its commit until it is gone, so a run that was killed is finished by the next one and ends in the
same state.  Where the portions are cut changes nothing but how much is held at once.  Where no file can change what
becomes of another, rows are put in while files are read, and the whole inbox is one portion (:mod:`toolkit.turn.early`).
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from toolkit.office import INBOX_README
from toolkit.turn import scan
from toolkit.turn.leave import finish

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.prepared import Prepared

BATCH = 500
"""Files committed together at most, where some go together."""


def take_in(
    office: Office,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
    pause_s: float = scan.LOOK_AGAIN_S,
    batch: int = BATCH,
) -> tuple[Drop, ...]:
    """
    Give every file in the inbox its verdict and return the new ones, in the order they were decided.

    Returns of which nothing goes back come without their payload: there may be thousands.
    ``tell(done, all)`` is called after each file is read, for a progress bar; a file that changes within
    ``pause_s`` seconds is left for the next run.  ``batch`` is how many files are committed together where some go together.
    """
    begun: list[Prepared] = []
    lying = tuple(entry for entry in scan.look(office.inbox) if entry.relative != INBOX_README)
    files = sum(not (entry.passed or entry.refused) for entry in lying)
    with ExitStack() as turn:

        def begin(until: float) -> None:
            from toolkit.turn.ahead import read_ahead
            from toolkit.turn.prepared import prepared

            finish(office)
            begun.append(turn.enter_context(prepared(office, files)))
            read_ahead(office, begun[0], lying, until)

        found = scan.settled(lying, pause_s=pause_s, meanwhile=begin)
        if not begun:
            begin(0) if found else finish(office)
        if not found:
            return ()
        from toolkit.turn.taking import taken

        return taken(office, found, begun[0], tell, batch)
