"""An entry written the short way has the bytes that pydantic writes."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from toolkit.model.cells import Cells
from toolkit.model.returns import Entry, NodeSaid, Status
from toolkit.store.payload import dump, dump_entries, load
from toolkit.store.short import all_written, written

ENTRIES = TypeAdapter(Entry).serializer
PLAIN = Entry(plan="提升", id="1.1")
USUAL = replace(
    PLAIN,
    value=22.5,
    unit="项",
    raw="22.5",
    status=Status.DONE,
    unchanged=True,
    completed_on=date(2022, 6, 20),
    repeats=2,
    progress="“一窗”已建成",
    cells=Cells("填报表", "4", "aAiI"),
)
"""What a return usually says of a row."""
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ['"', "\\", "\n\r\t\b\f\0\x1f\x7f\x80\u2028", "😀", "</script>", "进展 5%"]
)
CELLS = st.builds(Cells, TEXTS, st.integers(1, 999).map(str), st.sampled_from(["", "aA", "aAiIlAB"]))
OF_A_TYPE: dict[str, st.SearchStrategy[Any]] = {
    "str": TEXTS,
    "str | None": st.none() | TEXTS,
    "int": st.integers(0, 40),
    "bool": st.booleans(),
    "float | None": st.none()
    | st.floats()
    | st.sampled_from([20.0, 0.0, -0.0, 98.5, 1e15, 1e16, 1e-5, 0.1 + 0.2]),
    "date | None": st.none() | st.dates(),
    "Status | None": st.none() | st.sampled_from(Status),
    "Annotated[Mapping[str, str], Cells]": CELLS | st.dictionaries(TEXTS, TEXTS, max_size=2),
    "tuple[str, ...]": st.lists(TEXTS, max_size=1).map(tuple),
    "dict[str, str]": st.dictionaries(TEXTS, TEXTS, max_size=1),
    "tuple[NodeSaid, ...]": st.sampled_from([(), (NodeSaid(name="开工", value=2.0),)]),
}


def by_pydantic(entry: Entry) -> str:
    """Return what is kept of an entry, as pydantic writes it."""
    return ENTRIES.to_json(entry, exclude_defaults=True).decode()


@given(
    st.fixed_dictionaries(
        {"plan": TEXTS, "id": TEXTS},
        optional={f.name: OF_A_TYPE[str(f.type)] for f in fields(Entry) if f.name not in {"plan", "id"}},
    )
)
def test_an_entry_is_written_as_pydantic_writes_it(said: dict[str, Any]) -> None:
    """Whatever stands in its fields, the bytes are the same; what the short way leaves is written all the same."""
    entry = Entry(**said)
    assert written(entry) in {None, by_pydantic(entry)}
    assert dump(Entry, entry) == by_pydantic(entry)


def test_what_a_return_usually_says_is_written_the_short_way() -> None:
    """A row with texts, a figure, a state, a day and its cells has nothing out of the ordinary."""
    assert written(USUAL) == by_pydantic(USUAL)
    assert load(Entry, dump(Entry, USUAL)) == USUAL


@pytest.mark.parametrize("odd", [{}, {"value": 20}, {"nodes": (NodeSaid(name="开工"),)}])
def test_entries_are_written_together_as_each_is(odd: dict[str, Any]) -> None:
    """One out of the ordinary among them changes nothing of how the others are written."""
    told = (PLAIN, replace(PLAIN, **odd), replace(PLAIN, progress="“一窗”已建成"))

    assert dump_entries(told) == tuple(map(by_pydantic, told))
    assert not dump_entries(())


def test_half_a_character_is_found_among_many() -> None:
    """Texts are looked at together for what cannot be stored; it is refused as in an entry alone."""
    broken = replace(PLAIN, progress="\ud800")

    assert all_written((PLAIN, broken)) == [written(PLAIN), None]


@pytest.mark.parametrize(
    "unusual",
    [
        {"value": 1e16},
        {"value": float("nan")},
        {"value": float("inf")},
        {"value": 20},
        {"completed_on": datetime(2022, 6, 20, 9)},
        {"cells": {"value": "填报表!I4"}},
        {"repairs": ("“22项”已去掉单位，按22记",)},
        {"unreadable": {"value": "读不出"}},
        {"doubtful": {"unit": "万元"}},
        {"nodes": (NodeSaid(name="开工"),)},
        {"progress": "\ud800"},
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_pydantic(unusual: dict[str, Any]) -> None:
    """Figures that programs write in different ways, nested values and halves of characters are not written here."""
    assert written(replace(PLAIN, **unusual)) is None
