"""Where a file speaks of several months, the wanted one is read and the others are noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from toolkit.intake.read import read_file
from toolkit.model.returns import Return

if TYPE_CHECKING:
    from toolkit.intake.known import Known

MakeBook = Callable[..., bytes]
WHO: list[object] = ["填报单位", "县政务局"]
HEAD: list[object] = ["编号", "工作任务", "本期完成值"]


def _read(data: bytes, known: Known, name: str = "a.xlsx", *, wanted: tuple[str, ...] = ()) -> Return:
    reading = read_file(data, name, "", replace(known, period="", wanted=wanted))
    assert reading.return_ is not None, reading.fault
    return reading.return_


def _sheet(value: int) -> list[list[object]]:
    return [WHO, HEAD, ["1.1", "压减审批环节", value]]


@pytest.mark.parametrize(
    ("wanted", "period", "value"),
    [
        (("2022-06", "2022-05"), "2022-06", 31),
        (("2022-05", "2022-04"), "2022-05", 30),
        (("2022-09", "2022-08"), "2022-06", 31),
    ],
)
def test_of_a_sheet_a_month_the_wanted_one_is_read(
    wanted: tuple[str, ...], period: str, value: int, make_book: MakeBook, known: Known
) -> None:
    """The wanted month's sheet counts, the newest where none is wanted; the other sheet is named."""
    return_ = _read(make_book({"5月": _sheet(30), "6月": _sheet(31)}), known, wanted=wanted)
    assert (return_.period, [e.value for e in return_.entries]) == (period, [value])
    left = "5月" if period == "2022-06" else "6月"
    assert return_.other_periods == ((left, left),)
    assert any(f"“{left}”是其他月份的" in note for note in return_.notes)
    assert return_.duplicate_rows == ()


@pytest.mark.parametrize(("wanted", "value"), [("2022-06", 31), ("2022-05", 30)])
def test_of_a_column_a_month_the_wanted_one_is_read(
    wanted: str, value: int, make_book: MakeBook, known: Known
) -> None:
    """5月完成值 and 6月完成值 side by side: one is read, the text of the other month is not joined to it."""
    head = ["编号", "工作任务", "5月完成值", "6月完成值", "5月进展情况", "6月进展情况"]
    data = make_book({"表": [WHO, head, ["1.1", "压减审批环节", 30, 31, "五月", "六月"]]})
    return_ = _read(data, known, wanted=(wanted,))
    (entry,) = return_.entries
    assert (entry.value, entry.progress) == (value, "五月" if value == 30 else "六月")
    assert return_.period == wanted
    assert [place for place, _ in return_.other_periods] == (
        ["表!C2", "表!E2"] if value == 31 else ["表!D2", "表!F2"]
    )


def test_months_over_two_levels_of_headings(make_book: MakeBook, known: Known) -> None:
    """6月 over 完成值 is the value of June."""
    rows = [
        WHO,
        ["编号", "工作任务", "5月", "", "6月", ""],
        ["", "", "完成值", "进展情况", "完成值", "进展情况"],
    ]
    rows.append(["1.1", "压减审批环节", 30, "五月", 31, "六月"])
    merges = [("表", 1, 0, 2, 0), ("表", 1, 1, 2, 1), ("表", 1, 2, 1, 3), ("表", 1, 4, 1, 5)]
    (entry,) = _read(make_book({"表": rows}, merges=merges), known, wanted=("2022-06",)).entries
    assert (entry.value, entry.progress) == (31, "六月")


def test_one_column_of_a_month_says_which_period_it_is(make_book: MakeBook, known: Known) -> None:
    """With nothing else to go by, 1-6月完成值 is a report of June; a period printed goes before it."""
    rows = [WHO, ["编号", "工作任务", "1-6月完成值"], ["1.1", "压减审批环节", 31]]
    return_ = _read(make_book({"表": rows}), known, wanted=("2022-07",))
    assert (return_.period, return_.entries[0].value, return_.other_periods) == ("2022-06", 31, ())
    rows[0] = [*WHO, "报告期", "2022年7月"]
    assert _read(make_book({"表": rows}), known, wanted=("2022-07",)).period == "2022-07"


def test_a_form_of_ours_keeps_its_own_month(make_form: MakeBook, known: Known) -> None:
    """Without sheets or columns of other months nothing is left out."""
    return_ = _read(make_form({"1.1": {"value": 31}}), known, wanted=("2022-05",))
    assert (return_.period, return_.other_periods) == ("2022-06", ())


def test_a_column_of_the_departments_own_keeps_its_words(make_book: MakeBook, known: Known) -> None:
    """What stands under a heading nobody asked for is kept beside the row, what a plan says around it is not."""
    rows = [
        WHO,
        [*HEAD, "分管领导", "涉及资金", "备注"],
        ["1.1", "压减审批环节", 31, "李河", "3万元", "已报县政府"],
    ]
    (entry,) = _read(make_book({"6月": rows}), known).entries
    assert entry.remark == "涉及资金：3万元；备注：已报县政府"
