"""What is done for many rows at once says the same as what is done row by row."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.intake import grid, matching
from toolkit.intake.columns import Header
from toolkit.intake.entries import RowReader
from toolkit.intake.grid import Area, Cell, Sheet, shown
from toolkit.intake.matching import Asked, Matcher, Trust
from toolkit.intake.statuses import OWN_WORDS, read_status
from toolkit.intake.table import Table
from toolkit.model.plan import Plan
from toolkit.model.returns import Status

CELLS = st.sampled_from(
    ["", " 甲 ", "1.1", "\u3000", 1.0, 1.1, 0.5, 12345678901.0, True, False, date(2022, 6, 1)]
) | st.sampled_from([datetime(2022, 6, 1), datetime(2022, 6, 1, 9), time(9), timedelta(hours=30)])
GRIDS = st.integers(0, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width).map(tuple), max_size=6)
)
RAGGED = st.lists(st.lists(CELLS, max_size=4).map(tuple), max_size=6)
PLACES = st.tuples(st.integers(0, 5), st.integers(0, 3))
HEADER = Header(row=0, columns={"id": 0, "task": 1, "requirement": 2}, words={}, units={})


@given(
    rows=GRIDS | RAGGED,
    formats=st.dictionaries(PLACES, st.sampled_from(["0%", "0.00"]), max_size=3),
    errors=st.dictionaries(PLACES, st.just("#REF!"), max_size=1),
    uncached=st.frozensets(PLACES, max_size=1),
    at_once=st.sampled_from([2, 64]),
)
def test_texts_made_by_columns_are_those_of_each_cell(
    rows: list[tuple[Cell, ...]],
    formats: dict[tuple[int, int], str],
    errors: dict[tuple[int, int], str],
    uncached: frozenset[tuple[int, int]],
    at_once: int,
) -> None:
    """Whatever stands in a column and however long its rows are, a text is that of its cell."""
    sheet = Sheet(name="表", rows=tuple(rows), formats=formats, errors=errors, uncached=uncached)

    def text(row: int, column: int) -> str:
        place = (row, column)
        if place in errors or place in uncached:
            return errors.get(place, "=?")
        return shown(rows[row][column], formats.get(place, ""))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grid, "_AT_ONCE", at_once)
        for row in reversed(range(len(rows))):
            assert sheet.texts(row) == tuple(text(row, column) for column in range(len(rows[row])))
    assert sheet.texts(-1) == sheet.texts(len(rows)) == ()


def test_no_more_texts_are_remembered_than_of_some_thousand_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet without end is read to its end all the same, and fills no memory."""
    monkeypatch.setattr(grid, "_REMEMBERED_ROWS", 64)
    sheet = Sheet(name="表", rows=tuple((float(row),) for row in range(200)))
    assert [sheet.texts(row) for row in range(200)] == [(str(row),) for row in range(200)]
    assert len(sheet._texts) == 64


@given(
    rows=GRIDS | RAGGED,
    formats=st.dictionaries(PLACES, st.just("0.00"), max_size=2),
    merged=st.sampled_from([(), (Area(0, 0, 0, 2),), (Area(1, 1, 3, 1),), (Area(2, 0, 2, 2),)]),
    columns=st.sampled_from([("id", "task", "requirement"), ("task",), ("requirement", "id"), ()]),
)
def test_all_rows_are_asked_what_each_is_asked(
    rows: list[tuple[Cell, ...]],
    formats: dict[tuple[int, int], str],
    merged: tuple[Area, ...],
    columns: tuple[str, ...],
) -> None:
    """How rows name themselves is the same for a whole table: merged, ragged, without an id, with a number as one."""
    sheet = Sheet(name="表", rows=tuple(rows), formats=formats, merged=merged)
    places = {name: place for place, name in enumerate(columns)}
    table = Table(sheet, Header(row=0, columns=places, words={}, units={}))
    assert table.each_asked() == [table.asked(row) for row in table.data_rows()]


ASKED = st.lists(
    st.builds(
        Asked,
        st.sampled_from(["", "1", "1.1", "1.2", "2", "3", "9"]),
        st.none() | st.sampled_from([1.1, 2.0]),
        st.sampled_from(["", "深化审批改革", "深化審批改革。", "别的任务"]),
        st.sampled_from(["", "压减60项", "网办率98%以上"]),
    ),
    max_size=5,
)


@given(
    tables=st.lists(ASKED, min_size=1, max_size=6),
    trust=st.sampled_from(Trust),
    kept=st.sampled_from([1, 64]),
)
def test_a_table_seen_before_means_what_it_meant(
    plan: Plan, tables: list[list[Asked]], trust: Trust, kept: int
) -> None:
    """What is remembered of tables that name their rows alike is what a new look finds, however few are kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_TABLES", kept)
        matcher = Matcher(plan, trust)
        for asked in (*tables, *tables):
            assert matcher.match(asked) == Matcher(plan, trust)._match(tuple(asked))
            assert len(matcher._tables) <= kept


def test_a_table_of_long_texts_is_not_remembered(plan: Plan) -> None:
    """A table whose names are whole books is looked at anew each time."""
    matcher = Matcher(plan, Trust.FORM)
    matcher.match([Asked("1.1", None, "题" * matching._TABLE)])
    assert not matcher._tables


def _said(plan: Plan, field: str, *texts: str, further: tuple[int, ...] = ()) -> list[str]:
    """Return the texts of a field that stands in column 1, and in further ones, row by row."""
    rows = (("编号", "进展"), *((f"1.{at}", *text.split("|")) for at, text in enumerate(texts, 1)))
    others = {field: further} if further else {}
    header = Header(row=0, columns={"id": 0, field: 1}, words={}, units={}, others=others)
    reader = RowReader(Sheet(name="表", rows=rows), header, plan, 2022)
    return [reader.text(row, field) for row in range(1, len(rows))]


def test_ditto_and_further_columns_count_in_any_text(plan: Plan) -> None:
    """同上 says what is above, a second column is joined; a field that holds one thing keeps its word."""
    assert _said(plan, "evidence", "照片", "同上", "〃") == ["照片", "照片", "照片"]
    assert _said(plan, "status", "推进中", "同上") == ["推进中", "同上"]
    joined = _said(plan, "progress", "已开工|已验收", "同上|同上", further=(2,))
    assert joined == ["已开工；已验收", "已开工；同上"]


def test_a_text_beside_a_missing_column_is_blank(plan: Plan) -> None:
    """A field without a column, and a row that ends before its column, say nothing."""
    reader = RowReader(Sheet(name="表", rows=(("编号", "任务"), ("1.1",))), HEADER, plan, 2022)
    assert [reader.text(1, field) for field in ("id", "task", "progress", "leads")] == ["1.1", "", "", ""]


@pytest.mark.parametrize("status", Status)
def test_the_words_of_the_form_mean_their_states(status: Status) -> None:
    """A state in the form's own words is told without looking into the other words."""
    assert OWN_WORDS[status.value] is read_status(status.value) is status
