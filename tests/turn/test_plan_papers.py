"""The papers of plans, where a run is cut off between a paper and what is noted of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from toolkit.office import Office
from toolkit.store import plans
from toolkit.turn.plan_papers import REGISTER, blank

from .conftest import DIRECTORY

At = Callable[[str], Office]
DAY = datetime(2022, 6, 24, 10)


def test_blank_register_is_known_as_ours_after_a_kill(
    supervising: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run killed while it writes 交办登记表 leaves one that the next run still takes for its own and keeps fresh."""
    office = supervising("2022-06-24T10:00")
    blank(office, DAY)
    with office.store.transaction() as connection:
        plans.register_directory(
            connection, type(DIRECTORY)(DIRECTORY.departments[:1]), datetime(2022, 6, 24)
        )
    before = office.outbox.path(REGISTER).read_bytes()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("toolkit.delivery.outbox.write_whole", killed)
        with pytest.raises(KeyboardInterrupt):
            blank(office, DAY)
    assert office.outbox.path(REGISTER).read_bytes() == before

    blank(office, DAY)

    assert office.outbox.path(REGISTER).read_bytes() != before
    with office.store.transaction() as connection:
        plans.register_directory(connection, DIRECTORY, datetime(2022, 6, 25))
    blank(office, DAY)
    assert office.outbox.path(REGISTER).read_bytes() == before


def test_register_somebody_began_is_left_alone(supervising: At) -> None:
    """A 交办登记表 that is none of ours any more is not written over."""
    office = supervising("2022-06-24T10:00")
    blank(office, DAY)
    path = office.outbox.path(REGISTER)
    path.write_bytes(path.read_bytes() + b"begun")

    blank(office, DAY)

    assert path.read_bytes().endswith(b"begun")
