"""Workers are forked off with what each of them would otherwise make for its first file."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.intake.aliases import Place, names_of
from toolkit.office import Office
from toolkit.turn.ground import known
from toolkit.turn.memory import Memory
from toolkit.turn.reading import readers

At = Callable[[str], Office]


def test_the_names_of_the_directory_are_made_before_workers_are(supervising: At) -> None:
    """Whoever asks for the names of the directory after reading has begun is given what was made already."""
    office = supervising("2022-06-24T10:00")
    with office.store.transaction() as connection:
        memory = Memory.of(connection)
    at_hand = known(office, memory.ground)
    names_of.cache_clear()
    with readers(at_hand, memory.desk(office)) as nobody_yet:
        assert list(nobody_yet.map([])) == []
    made = names_of.cache_info().misses
    names_of(at_hand.directory, Place.of(at_hand.plans))
    assert (made, names_of.cache_info().misses) == (1, 1)
