"""Cells as departments write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lang.cells import read_date, read_value

READ = [
    ("98%", "%", 98), ("98％", "%", 98), ("９８%", "%", 98), ("98 %", "%", 98), ("九十八", "%", 98),
    ("百分之九十八", "%", 98), ("壹佰", "项", 100), ("1.2万", "家", 12000), ("1,200", "家", 1200),
    ("1 200", "家", 1200), ("5工作日", "个工作日", 5), ("1.2亿元", "万元", 12000), ("500万元", "亿元", 0.05),
    ("35万人次", "人次", 350_000), ("48小时", "天", 2), ("'98", "%", 98), ("\u200b98\u3000", "%", 98),
    ("已完成60项", "项", 60), ("3次/百公里年", "次/百公里年", 3), ("-5", "%", -5), ("98.", "%", 98),
    ("500万元", "万元", 500),
]  # fmt: skip
PROBLEMS = (
    "90-95%", "≥95", "98%以上", "10余家", "同上", "见附件", "详见报告", "#REF!", "#N/A", "=A1+1", "基本完成",
    "有序推进", "12项，其中3项", "98.5%（全市第一）",
)  # fmt: skip


@pytest.mark.parametrize(("raw", "unit", "number"), READ)
def test_a_readable_cell_gives_its_number_in_the_wanted_unit(raw: str, unit: str, number: float) -> None:
    """Form is repaired without asking."""
    value = read_value(raw, unit)
    assert value.number == pytest.approx(number)
    assert not value.problem


@pytest.mark.parametrize("raw", PROBLEMS)
def test_what_is_no_exact_number_is_a_problem_in_one_sentence(raw: str) -> None:
    """Ranges, limits, references and words are asked about, never guessed."""
    value = read_value(raw, "%")
    assert value.number is None
    assert value.problem
    assert "\n" not in value.problem


@pytest.mark.parametrize(("raw", "number"), [("约98", 98), ("98左右", 98), ("近百", 100), ("约1.2万", 12000)])
def test_an_estimate_is_read_and_marked(raw: str, number: float) -> None:
    """An estimate keeps its number and its 约."""
    value = read_value(raw, None)
    assert (value.number, value.approximate, value.problem) == (number, True, "")


@pytest.mark.parametrize("raw", ["/", "-", "—", "无", "／"])
def test_a_stated_nil_is_neither_a_number_nor_a_problem(raw: str) -> None:
    """A stroke says that there is nothing."""
    value = read_value(raw, "家")
    assert (value.nil, value.number, value.problem) == (True, None, "")


@pytest.mark.parametrize(
    ("raw", "unit"),
    [("5天", "个工作日"), ("30人次", "人"), ("3户", "项"), ("90个", "%"), ("1.5倍", "%"), ("1.2万", "万元")],
)
def test_another_unit_is_asked_about(raw: str, unit: str) -> None:
    """Days are not working days, visits are no visitors, and households are no matters."""
    value = read_value(raw, unit)
    assert value.number is None
    assert unit in value.problem


@pytest.mark.parametrize(
    ("raw", "unit", "number"),
    [
        ("1个", "项", 1),
        ("30家", "户", 30),
        ("3条", "项", 3),
        ("1.2万个", "项", 12000),
        ("20家企业", "家", 20),
    ],
)
def test_a_unit_of_another_name_keeps_its_figure(raw: str, unit: str, number: float) -> None:
    """A measure word for another is taken, with a sentence for the department to confirm."""
    value = read_value(raw, unit)
    assert (value.number, value.problem) == (number, "")
    assert unit in value.doubt


def test_a_conversion_is_shown() -> None:
    """What was converted is to be confirmed; a unit taken off is not."""
    assert read_value("12000万元", "亿元").doubt == "“12000万元”已换算为1.2亿元"
    assert read_value("30项", "项").doubt == ""


def test_a_repair_shows_what_was_written() -> None:
    """What was normalised keeps the writing beside it."""
    assert any("1.2亿元" in repair for repair in read_value("1.2亿元", "万元").repairs)


def test_an_empty_cell_says_nothing() -> None:
    """An empty cell has no number, no nil and no problem."""
    value = read_value(" \u3000", "%")
    assert (value.number, value.nil, value.problem) == (None, False, "")


DATES = [
    ("2022-06-30", (6, 30)), ("2022.6.30", (6, 30)), ("2022/6/30", (6, 30)), ("2022年6月30日", (6, 30)),
    ("6月30日", (6, 30)), ("6月底", (6, 30)), ("上半年", (6, 30)), ("年底", (12, 31)), ("44742", (6, 30)),
    ("二〇二二年六月三十日", (6, 30)), ("二季度", (6, 30)), ("2022年6月", (6, 30)), ("20220630", (6, 30)),
    ("2022-06-30 00:00:00", (6, 30)), ("３月上旬", (3, 10)), ("2月末", (2, 28)),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "month_day"), DATES)
def test_a_date_reads_however_it_is_written(raw: str, month_day: tuple[int, int]) -> None:
    """Every usual writing of a day in 2022 gives that day."""
    assert read_date(raw, 2022).day == date(2022, *month_day)


@pytest.mark.parametrize("raw", ["3-5", "6.30", "2022-02-30", "12345", "已完成", "13月1日"])
def test_a_doubtful_date_is_asked_about(raw: str) -> None:
    """A day that may be a range, or does not exist, is a problem."""
    read = read_date(raw, 2022)
    assert read.day is None
    assert read.problem


def test_a_serial_number_is_repaired_with_a_note() -> None:
    """An Excel serial number is a date, and the note says so."""
    assert read_date("44742", 2022).repairs


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31)))
def test_every_day_reads_back_in_every_writing(day: date) -> None:
    """A day written in five ways and as a serial number is the same day."""
    serial = str((day - date(1899, 12, 30)).days)
    for text in (
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.month}月{day.day}日",
        serial,
    ):
        assert read_date(text, day.year).day == day


@given(st.text(max_size=30), st.sampled_from(["%", "家", None, "万元"]))
def test_no_text_breaks_the_reader(raw: str, unit: str | None) -> None:
    """Whatever stands in a cell ends in a value, a nil or a sentence."""
    read_value(raw, unit)
    read_date(raw, 2022)
