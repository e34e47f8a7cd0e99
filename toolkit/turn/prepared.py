"""What a turn begins with: what files are judged by is looked up, and who reads them is started, before any is at hand."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from toolkit.turn.ground import known, open_period
from toolkit.turn.memory import Memory
from toolkit.turn.reading import readers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.turn.past import Past
    from toolkit.turn.reading import Key, Readers, Understood


class Prepared(NamedTuple):
    """What files are judged by, the processes that read them, which know it, and what they read ahead."""

    memory: Memory
    readers: Readers
    ahead: dict[Key, Understood]

    def past(self, office: Office, connection: Connection) -> Callable[[tuple[str, str]], Past]:
        """Return what answers the readers: a period and a department are asked for."""
        return lambda asked: self.memory.past(office, connection, *asked)


@contextmanager
def prepared(office: Office, files: int) -> Iterator[Prepared]:
    """Prepare a turn of about so many files; when the block is left, none of its processes runs any more."""
    with office.store.transaction() as connection:
        memory = Memory.of(connection)
        memory.past(office, connection, open_period(office).label, "")  # the questions are laid out, once
    with readers(known(office, memory.ground), memory.desk(office)) as processes:
        processes.begin(files)
        yield Prepared(memory, processes, {})
