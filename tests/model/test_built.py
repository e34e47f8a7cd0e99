"""Nouns made quickly are the nouns themselves."""

from __future__ import annotations

import copy
from dataclasses import FrozenInstanceError, replace

import pytest

from toolkit.model.built import builder
from toolkit.model.returns import Entry, Status

MAKE = builder(Entry)


def test_what_is_built_is_the_noun() -> None:
    """It equals, is frozen, is copied like one made the ordinary way, its defaults its own."""
    made = MAKE(plan="方案", id="1.1", status=Status.DONE)

    assert made == Entry(plan="方案", id="1.1", status=Status.DONE)
    assert type(made) is Entry
    assert copy.copy(made) == made
    assert replace(made, value=3.0).value == 3.0
    assert made.cells is not MAKE(plan="方案", id="1.2").cells
    with pytest.raises(FrozenInstanceError):
        made.id = "1.2"  # type: ignore[misc]
