"""Entries read the short way are those that pydantic reads."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from toolkit.model.returns import Entry, NodeSaid
from toolkit.store.payload import BETWEEN, dump, load_entries
from toolkit.store.short_read import read

from .test_short import OF_A_TYPE, PLAIN, TEXTS, USUAL

ENTRIES = TypeAdapter(Entry)
SAID = st.fixed_dictionaries(
    {"plan": TEXTS, "id": TEXTS},
    optional={f.name: OF_A_TYPE[str(f.type)] for f in fields(Entry) if f.name not in {"plan", "id"}},
)


def alike(one: Entry, other: Entry) -> bool:
    """Whether two entries are equal down to the types of their values; a figure that is none equals itself."""
    return repr(one) == repr(other)


@given(st.lists(SAID, min_size=1, max_size=3), st.booleans())
def test_entries_are_read_as_pydantic_reads_them(said: list[dict[str, Any]], whole: bool) -> None:  # noqa: FBT001
    """Whatever was written, the same entries come back; from the text with all fields as well."""
    made = [Entry(**one) for one in said]
    texts = [ENTRIES.dump_json(one) if whole else dump(Entry, one).encode() for one in made]
    wanted = [ENTRIES.validate_json(text) for text in texts]

    found = load_entries(BETWEEN.join(texts))

    assert all(map(alike, found, wanted))
    assert len(found) == len(wanted)


def test_what_a_return_usually_says_is_read_the_short_way() -> None:
    """Nothing but nodes is out of the ordinary in what a row says, and empty fields of old texts are not."""
    entry = replace(
        USUAL,
        raw="２２.5",
        repairs=("“２２.5”按22.5记",),
        unreadable={"completed_on": "读不出"},
        doubtful={"unit": "万元"},
    )
    for one in (entry, PLAIN):
        for text in (dump(Entry, one).encode(), ENTRIES.dump_json(one)):
            assert read(b"[%b]" % text) == [one]


def test_one_out_of_the_ordinary_keeps_no_other_from_being_read() -> None:
    """Among others, one with nodes is read by pydantic, and all come back in their order."""
    told = (PLAIN, replace(PLAIN, nodes=(NodeSaid(name="开工"),)), replace(PLAIN, id="1.2"))
    texts = BETWEEN.join(dump(Entry, one).encode() for one in told)

    assert read(b"[%b]" % texts) == [told[0], None, told[2]]
    assert tuple(load_entries(texts)) == told


@pytest.mark.parametrize(
    "unusual",
    [
        {"value": 20},
        {"value": "20"},
        {"repeats": True},
        {"unchanged": 1},
        {"completed_on": "20220620"},
        {"completed_on": "2022-06-20T00:00:00"},
        {"status": "做完"},
        {"cells": "填报表"},
        {"cells": {"value": 4}},
        {"repairs": "去掉单位"},
        {"repairs": [1]},
        {"doubtful": ["万元"]},
        {"unreadable": {"value": None}},
        {"progress": 5},
        {"progress": None},
        {"unit": 5},
        {"nodes": [{"name": "开工"}]},
        {"id": 1},
        {"later": "来自新版"},
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_pydantic(unusual: dict[str, Any]) -> None:
    """A value of another type or written in another way, and a field not known, are not read here."""
    text = json.dumps([{"plan": "提升", "id": "1.1", **unusual}]).encode()

    assert read(text) == [None]


def test_an_entry_without_its_row_is_refused() -> None:
    """Text that lacks what every entry has is no entry, read either way."""
    text = b'{"plan":"p"}'

    assert read(b"[%b]" % text) == [None]
    with pytest.raises(ValidationError):
        load_entries(text)
