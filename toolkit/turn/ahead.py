"""
先读：files are read while they are watched; a file that settles with the very same bytes is not read again.

Of a file still being copied a part is read, and what was understood of it is never asked for.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from typing import TYPE_CHECKING

from toolkit.store import drops
from toolkit.turn import scan
from toolkit.turn.gather import file_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.office import Office
    from toolkit.turn.prepared import Prepared
    from toolkit.turn.reading import File, Key
    from toolkit.turn.scan import Found


def read_ahead(office: Office, prepared: Prepared, lying: Iterable[Found], until: float) -> None:
    """
    Read files in their order, each content never decided before once, until a moment of ``time.monotonic`` has come.

    As many as there are readers are read at least: a reader's first takes it longest, and what else a turn needs is
    loaded meanwhile.
    """
    given: deque[Key] = deque()
    read: set[str] = set()
    least = prepared.readers.running
    with office.store.transaction() as connection:

        def each() -> Iterator[File]:
            for number, file in enumerate(_files(lying), 1):
                if file.sha256 not in read and not drops.settled_among(connection, [file.sha256]):
                    read.add(file.sha256)
                    given.append(file.key)
                    yield file
                if number >= least and time.monotonic() >= until:
                    break
            from toolkit.turn import taking  # noqa: F401  (it takes a while, and the readers are at work)

        for told in prepared.readers.map(each(), answer=prepared.past(office, connection), together=1):
            prepared.ahead[given.popleft()] = told


def _files(lying: Iterable[Found]) -> Iterator[File]:
    for entry in lying:
        if entry.passed or entry.refused:
            continue
        try:
            data = scan.read(entry)
        except OSError:
            continue  # who reads it once it has settled says why
        yield file_of(entry, data, hashlib.sha256(data).hexdigest())
