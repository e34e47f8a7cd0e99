"""Cells of a row: what they say, and how they are written."""

from __future__ import annotations

import pickle

import pytest

from toolkit.model.cells import Cells, columns_of, read, sheets_of, written
from toolkit.model.layout import ADJUST_COLUMN, FORM

COLUMNS = {"id": "A", "task": "C", "value": "AB"}
AT_LENGTH = {"id": "填报表!A7", "task": "填报表!C7", "value": "填报表!AB7"}


def test_short_and_long_say_the_same() -> None:
    """Cells of a row are the dictionary of their addresses, in its order."""
    cells = Cells("填报表", "7", columns_of(COLUMNS))
    assert cells == AT_LENGTH
    assert cells.__eq__(7) is NotImplemented
    assert list(cells.items()) == list(AT_LENGTH.items())
    assert (cells["value"], cells.get("unit"), cells.get("unit", ""), "task" in cells, "unit" in cells) == (
        "填报表!AB7",
        None,
        "",
        True,
        False,
    )
    with pytest.raises(KeyError):
        cells["unit"]
    assert cells != {"id": "填报表!A7"}


@pytest.mark.parametrize("sheet", ["填报表", "a!b", "1:2", ""])
def test_written_and_read(sheet: str) -> None:
    """What is written of cells reads as them, whatever the sheet is called; it is picklable."""
    for columns in (COLUMNS, {}):
        cells = Cells(sheet, "12", columns_of(columns))
        text = written(cells)
        assert isinstance(text, str)
        assert read(text) == cells
        assert pickle.loads(pickle.dumps(cells)) == cells  # noqa: S301


@pytest.mark.parametrize("text", ["", "填报表", "填报表!A7", "填报表!7:zA", "填报表!x:aA", "填报表!7:aAb"])
def test_other_text_is_no_cells(text: str) -> None:
    """Text that is not what cells are written as is told, and not read as a row without cells."""
    with pytest.raises(ValueError, match="no "):
        read(text)


def test_every_field_of_a_form_has_a_letter() -> None:
    """A row of our own form is written short: no column of it lacks a letter, and what has none is written at length."""
    fields = [column.field for column in (*FORM, ADJUST_COLUMN)]
    assert columns_of(dict.fromkeys(fields, "B"))
    assert columns_of({"id": "A", "nodes": "C"}) == ""
    assert written({"id": "填报表!A7", "nodes": "节点安排!C2"}) == {"id": "填报表!A7", "nodes": "节点安排!C2"}


def test_letters_stay() -> None:
    """The letters are kept in stores: those of a form stand as they were first given."""
    assert columns_of(dict.fromkeys(("id", "value", "check", "adjust_to", "leads"), "A")) == "aAiAqArAsA"


def test_sheets() -> None:
    """The sheet of a row is told once; cells at length tell theirs in order."""
    assert list(sheets_of(Cells("填报表", "7", "aA"))) == ["填报表"]
    assert list(sheets_of(Cells("填报表", "7", ""))) == []
    assert list(sheets_of({"id": "填报表!A7", "nodes": "节点安排!C2"})) == ["填报表", "节点安排"]
