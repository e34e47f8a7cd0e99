"""曾用名 with their dates, written and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from toolkit.errors import WorkbookFaultsError
from toolkit.model.department import Department, Directory, FormerName
from toolkit.model.period import Period
from toolkit.plans.compare_directory import changes
from toolkit.plans.confirm import read_directory
from toolkit.plans.confirm_values import WrongError
from toolkit.plans.former_names import read_former
from toolkit.reports import directory as paper

AT = datetime(2022, 6, 21)
MERGED = Department(
    name="县市场监管局",
    aliases=("市监局",),
    level="县",
    former=(
        FormerName("县工商局", until=date(2019, 3, 31)),
        FormerName("县质监局", date(2015, 1, 1), date(2019, 3, 20)),
        FormerName("县物价局"),
    ),
)


@pytest.mark.parametrize(
    ("written", "name", "since", "until"),
    [
        ("县工商局（至2019-03）", "县工商局", None, date(2019, 3, 31)),
        ("县工商局(至2019年2月)", "县工商局", None, date(2019, 2, 28)),
        ("县工商局（2015-01-10至2019-03-20）", "县工商局", date(2015, 1, 10), date(2019, 3, 20)),
        ("县工商局（2015年至2018年）", "县工商局", date(2015, 1, 1), date(2018, 12, 31)),
        ("县工商局（自2015-01起）", "县工商局", date(2015, 1, 1), None),
        ("县政府办公室（外事办）", "县政府办公室（外事办）", None, None),
        ("县工商局", "县工商局", None, None),
    ],
)
def test_a_span_is_read_to_its_days(written: str, name: str, since: date | None, until: date | None) -> None:
    """Months and years stand for their first or last day; brackets without a year belong to the name."""
    (found,) = read_former(written)
    assert found == FormerName(name, since, until)
    assert read_former(str(found)) == (found,)


@pytest.mark.parametrize(
    "written", ["县工商局（2019-03撤销）", "县工商局（至2019-13）", "县工商局（2019至2015）"]
)
def test_a_span_that_is_none_is_a_fault(written: str) -> None:
    """What cannot be read as a span is asked about, never dropped."""
    with pytest.raises(WrongError) as caught:
        read_former(written)
    assert "县工商局" in caught.value.what


def test_the_list_comes_back_as_written() -> None:
    """Level and former names survive the workbook; without their columns what is known stays."""
    known = Directory((MERGED, Department(name="县财政局")))
    data = paper.write(known, AT)
    assert read_directory(data).directory == known
    book = load_workbook(BytesIO(data))
    book["单位名录"].delete_cols(9, 2)
    old = BytesIO()
    book.save(old)
    assert read_directory(old.getvalue(), known).directory == known


def test_a_wrong_level_or_span_names_its_cell() -> None:
    """The clerk is told the cell."""
    book = load_workbook(BytesIO(paper.write(Directory((MERGED,)), AT)))
    book["单位名录"]["I2"], book["单位名录"]["J2"] = "村里", "县工商局（2019-03撤销）"
    amended = BytesIO()
    book.save(amended)
    with pytest.raises(WorkbookFaultsError) as caught:
        read_directory(amended.getvalue())
    assert [fault.cell for fault in caught.value.faults] == ["I2", "J2"]


def test_a_former_name_counts_for_its_time_only() -> None:
    """Valid while any day of the period lies in the span; an open end has no limit."""
    until = FormerName("县工商局", until=date(2019, 3, 20))
    assert until.valid_in(Period.parse("2019-03"))
    assert until.valid_in(Period.parse("2010Q1"))
    assert not until.valid_in(Period.parse("2019-04"))
    since = FormerName("县工商局", date(2019, 3, 20))
    assert not since.valid_in(Period.parse("2019-02"))
    assert since.valid_in(None)


def test_a_plan_that_uses_a_former_name_means_the_heir() -> None:
    """The directory finds the one heir of a name; of two heirs it names none."""
    directory = Directory((MERGED,))
    assert directory.get("县工商局") == MERGED
    split = Directory((MERGED, Department(name="县知识产权局", former=(FormerName("县工商局"),))))
    assert split.get("县工商局") is None


def test_what_changed_is_told() -> None:
    """Level and former names are named in the receipt."""
    bare = replace(MERGED, former=(), level="")
    told = "；".join(changes(Directory((bare,)), Directory((MERGED,))))
    assert "曾用名改为县工商局（至2019-03）、县质监局（2015-01至2019-03-20）、县物价局" in told
    assert "层级改为县" in told
