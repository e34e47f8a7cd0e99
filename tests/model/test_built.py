"""Nouns made quickly are the nouns themselves."""

from __future__ import annotations

import copy
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from tests.bench.standings import AS_OF, PERIOD, work
from toolkit.judge.judge import judge
from toolkit.model.built import builder, changer, draft, sketcher
from toolkit.model.returns import Entry, Status
from toolkit.model.standing import Source, Standing

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


def test_a_draft_becomes_the_noun() -> None:
    """A draft with every field filled in is the noun; a field of another name has no place in it."""
    source = draft(Source)()
    source.sha256, source.file, source.cell, source.archive, source.told = "ab", "表.xlsx", "B2", "", ""
    with pytest.raises(AttributeError):
        source.address = "B2"

    source.__class__ = Source
    made: Source = source

    assert made == Source(sha256="ab", file="表.xlsx", cell="B2")
    with pytest.raises(FrozenInstanceError):
        made.cell = "B3"  # type: ignore[misc]


def test_a_sketch_has_the_defaults() -> None:
    """What no default is given for comes by place; all else is filled in already, and of each sketch its own."""
    sketch = sketcher(Entry)
    made, other = sketch("方案", "1.1"), sketch("方案", "1.1")
    made.status = Status.DONE
    for one in (made, other):
        one.__class__ = Entry

    assert made == Entry(plan="方案", id="1.1", status=Status.DONE)
    assert other == Entry(plan="方案", id="1.1")
    assert made.cells is not other.cells


def test_fields_are_changed() -> None:
    """What is changed quickly is what dataclasses.replace makes, and the old one stays."""
    old = Source(sha256="ab", file="表.xlsx", cell="B2")

    assert changer(Source, "cell")(old, "B3") == replace(old, cell="B3")
    assert changer(Source, "cell", "told")(old, told="电话", cell="B3") == replace(
        old, cell="B3", told="电话"
    )
    assert old.cell == "B2"


def test_every_standing_is_filled_in() -> None:
    """No field of a standing is forgotten, whatever kind of row it is of."""
    given = work(1, 60, 2)
    judged = judge(
        given.plans[0], given.directory, given.accepted, given.history, given.lights, PERIOD, AS_OF, ()
    )

    assert {one.kind for one in judged} > {None}
    assert all(hasattr(one, field.name) for one in judged for field in fields(Standing))
