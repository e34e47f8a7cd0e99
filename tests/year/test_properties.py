"""What holds for any files, through the whole way from the inbox to the facts."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.turn.take_in import take_in

from .desk import Desk, moments
from .draw import draw
from .story import (
    AT_LEAST,
    AT_MOST,
    AVERAGE,
    COUNT,
    DONE,
    GROWTH,
    KEEP,
    TOWNS,
    YEAR,
    HandIn,
    Row,
    Say,
    Story,
)

EVENING = datetime(YEAR, 6, 24, 17)
BEST_FIRST = ("蓝", "绿", "灰", "黄", "红")
FEW = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
PAIRS = 24
FIRST, SECOND = "县甲局", "县乙局"


@contextmanager
def office_of(story: Story) -> Iterator[Desk]:
    """Open a fresh office for a story."""
    with tempfile.TemporaryDirectory() as folder:
        yield Desk.open(Path(folder) / "office", story)


def taken_in(desk: Desk, files: Iterable[HandIn], at: datetime = EVENING) -> None:
    """Drop files and take them in, without the papers of a whole turn."""
    for one in files:
        desk.drop(one)
    office = desk.office(at)
    take_in(office, pause_s=0)
    office.store.close()


# The order of files


STORY = draw(seed=11, departments=10, tasks=14, months=6)
JUNE = {one.department: one for one in reversed(STORY.hand_ins) if one.period == 6 and one.way != "form"}
"""What the departments hand in for June, each its first file: good, faulty and damaged ones."""


@FEW
@given(order=st.permutations(sorted(JUNE)), together=st.booleans())
def test_the_order_in_which_files_come_in_never_matters(order: list[str], *, together: bool) -> None:
    """Files dropped at once or one by one, in any order, make the same facts."""
    with office_of(STORY) as desk:
        for names in (order,) if together else ([name] for name in order):
            taken_in(desk, (JUNE[name] for name in names))
        assert desk.facts(EVENING, 6) == _in_alphabetical_order()


@cache
def _in_alphabetical_order() -> dict[str, Any]:
    with office_of(STORY) as desk:
        taken_in(desk, (JUNE[name] for name in sorted(JUNE)))
        return desk.facts(EVENING, 6)


# Running again


def _lies(desk: Desk) -> tuple[dict[str, bytes], list[str]]:
    """Return every file of the outbox and every row of the database."""
    outbox = desk.root / "outbox"
    files = {str(path.relative_to(outbox)): path.read_bytes() for path in outbox.rglob("*") if path.is_file()}
    with closing(sqlite3.connect(desk.root / "data" / "office.db")) as database:
        return files, list(database.iterdump())


def test_running_again_changes_nothing(tmp_path: Path) -> None:
    """A turn done twice at any moment of three months leaves outbox and database as they were, byte by byte."""
    story = draw(seed=3, departments=6, tasks=8, months=3)
    desk = Desk.open(tmp_path / "office", story)
    for moment in moments(story):
        desk.decide(moment, [one for one in story.decisions if one.at == moment])
        desk.work(moment, (one for one in story.hand_ins if one.at == moment))
        files, rows = _lies(desk)
        desk.work(moment)
        again, rows_again = _lies(desk)
        assert [name for name in files.keys() | again.keys() if files.get(name) != again.get(name)] == []
        assert rows_again == rows


# Better never gives worse


def _row(shape: tuple[str, int | None, str, Fraction | None], due: date) -> Row:
    kind, wanted, unit, baseline = shape
    return Row(
        id="",
        task="",
        kind=kind,
        leads=(),
        wanted=None if wanted is None else Fraction(wanted),
        unit=unit,
        due=due,
        baseline=baseline,
    )


rows = st.builds(
    _row,
    st.sampled_from(
        (
            (COUNT, 60, "项", None),
            (AT_LEAST, 95, "%", None),
            (AT_MOST, 5, "个工作日", Fraction(12)),
            (AT_MOST, 5, "个工作日", None),
            (GROWTH, 30, "%", None),
            (AVERAGE, 30, "户", None),
            (KEEP, None, "%", Fraction(97)),
        )
    ),
    st.sampled_from((date(YEAR, 5, 31), date(YEAR, 6, 30), date(YEAR, 7, 10), date(YEAR, 12, 31))),
)


@st.composite
def pairs(draw_: st.DrawFn) -> tuple[Row, Say, Say, Say]:
    """Draw a row, what was said of it in May, and two reports of June, the second one better."""
    row = draw_(rows)
    top = 130 if row.wanted is None else int(row.wanted) * 15
    low, high = sorted(draw_(st.tuples(st.integers(0, top), st.integers(0, top))))
    before = Say(value=Fraction(draw_(st.integers(0, top)), 10))
    worse, better = (
        Say(value=Fraction(each, 10)) for each in ((high, low) if row.less_is_better else (low, high))
    )
    if better.value is not None and row.reached(better.value) and draw_(st.booleans()):
        better = replace(better, status=DONE, done_on=date(YEAR, 5, 20))
    return row, before, worse, better


@FEW
@given(drawn=st.lists(pairs(), min_size=PAIRS, max_size=PAIRS))
def test_a_better_return_never_gives_a_worse_light(drawn: list[tuple[Row, Say, Say, Say]]) -> None:
    """Of two departments with the same row and the same May, the one with the better June has no worse light."""
    numbered = list(enumerate(drawn, 1))
    story = Story(
        rows=tuple(
            replace(row, task=f"{2 * n - 1 + k}", id=f"{2 * n - 1 + k}.1", leads=(name,))
            for n, (row, *_) in numbered
            for k, name in enumerate((FIRST, SECOND))
        ),
        departments=(FIRST, SECOND, *TOWNS),
        months=6,
    )
    before = {f"{2 * n - 1 + k}.1": said for n, (_, said, _, _) in numbered for k in (0, 1)}
    now = {f"{2 * n - 1 + k}.1": said for n, (_, _, *two) in numbered for k, said in enumerate(two)}
    with office_of(story) as desk:
        taken_in(desk, _both(5, before), datetime(YEAR, 5, 24, 10))
        taken_in(desk, _both(6, now))
        lights = {row["id"]: row["light"] for row in desk.facts(datetime(YEAR, 7, 3, 9), 6)["standings"]}
    for n, (row, _, worse, better) in numbered:
        one, other = lights[f"{2 * n - 1}.1"], lights[f"{2 * n}.1"]
        assert BEST_FIRST.index(other) <= BEST_FIRST.index(one), (row, worse, better)


def _both(month: int, says: dict[str, Say]) -> list[HandIn]:
    at = datetime(YEAR, month, 24, 10)
    return [HandIn(department=name, period=month, at=at, says=says, way="drawn") for name in (FIRST, SECOND)]
