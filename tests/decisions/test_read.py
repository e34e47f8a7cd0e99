"""A filled-in 待定事项.xlsx says what was decided; what is not understood is told and stops nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from toolkit.decisions.read import read
from toolkit.decisions.write import write
from toolkit.errors import UnreadableFileError
from toolkit.model.decision import Answer, Decision, Pending

FIRST = Pending(
    kind="归属", subject="甲件", question="是谁的？", proposal="县审批局", choices=("县审批局", "不采用")
)
SECOND = replace(FIRST, subject="乙件")
BARE = replace(FIRST, subject="丙件", proposal="")
WHEN = Pending(kind="延期", subject="第3项", question="延到何时？", free="日期")
PENDING = (FIRST, SECOND, BARE, WHEN)
ASKED = {one.key: one for one in PENDING}
SETTLED = Decision(
    asked=replace(FIRST, subject="丁件"),
    choice="不采用",
    decided_by="李主任",
    decided_at=datetime(2022, 6, 24, 10),
)
EVERYTHING = {**ASKED, SETTLED.key: SETTLED.asked}
"""Lines 5, 6 and 7 are of 归属, whose own line is 4; line 9 is of 延期."""


def filled(*cells: tuple[str, object], sheet: str = "待定事项") -> bytes:
    """Return the workbook with these cells filled in."""
    book = openpyxl.load_workbook(
        BytesIO(write(PENDING, made_at=datetime(2022, 7, 1), decided=(SETTLED,), office_id="office"))
    )
    for address, value in cells:
        book[sheet][address].value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_empty_workbook_decides_nothing() -> None:
    """Nothing filled in is no answer and no fault; the office is known."""
    answers = read(filled(), EVERYTHING)
    assert (answers.office, answers.answers, answers.faults) == ("office", (), ())


def test_a_line_is_an_answer() -> None:
    """Choice, ground and name of a line, and the cell they came from."""
    answers = read(filled(("H5", "县审批局"), ("I5", "电话"), ("J5", "李主任")), EVERYTHING)
    assert answers.answers == (
        Answer(key=FIRST.key, choice="县审批局", ground="电话", decided_by="李主任", cell="“待定事项”H5"),
    )
    assert answers.faults == ()


def test_agreeing_takes_every_proposal_of_the_kind() -> None:
    """√ gives each line its proposal, but not the line that says otherwise, nor the one without a proposal."""
    answers = read(
        filled(("H4", "√"), ("I4", "会议"), ("J4", "李主任"), ("H6", "不采用"), ("J6", "赵敏")), EVERYTHING
    )
    assert [(one.key, one.choice, one.ground, one.decided_by) for one in answers.answers] == [
        (FIRST.key, "县审批局", "会议", "李主任"),
        (SECOND.key, "不采用", "会议", "赵敏"),
    ]


def test_the_name_of_the_kind_holds_for_its_lines() -> None:
    """A name written once above its kind counts for the lines that name none, and for no other kind."""
    answers = read(filled(("J4", "李主任"), ("H7", "不采用"), ("H9", date(2022, 9, 30))), EVERYTHING)
    assert [(one.key, one.decided_by) for one in answers.answers] == [(BARE.key, "李主任")]
    assert answers.faults == ("“待定事项”H9：“第3项”没有写决定人，这一项没有登记；请补写后重新放入",)


@pytest.mark.parametrize("typed", [date(2022, 9, 30), datetime(2022, 9, 30), "2022-09-30"])
def test_a_date_may_be_typed(typed: object) -> None:
    """Where a date is asked for, a date cell and its text are the same."""
    answers = read(filled(("H9", typed), ("J9", "李主任")), EVERYTHING)
    assert [one.choice for one in answers.answers] == ["2022-09-30"]


def test_a_wrong_line_stops_no_other() -> None:
    """Words that are no choice, and a name without a choice, are told with their cells; the right line counts."""
    answers = read(
        filled(("H5", "好的"), ("J5", "李"), ("J6", "李"), ("H7", " 不 采用"), ("J7", "李")), EVERYTHING
    )
    assert [(one.key, one.choice) for one in answers.answers] == [(BARE.key, "不采用")]
    assert answers.faults == (
        "“待定事项”H5：“好的”不是可选的决定，请从列表里选（县审批局、不采用），这一项没有登记",
        "“待定事项”H6：“乙件”写了依据或决定人，没有选决定，这一项没有登记",
    )


def test_a_question_no_longer_open_is_told() -> None:
    """An answer to what does not wait any more is told; its agreed line is passed over."""
    data = filled(("H4", "√"), ("J4", "李"), ("H6", "不采用"))
    answers = read(data, {FIRST.key: FIRST})
    assert [one.key for one in answers.answers] == [FIRST.key]
    assert len(answers.faults) == 1
    assert answers.faults[0].startswith("“待定事项”H6：这一项现在不用再决定")


def test_what_was_decided_may_be_changed() -> None:
    """The sheet 已决定 answers a question settled before."""
    answers = read(filled(("J4", "县审批局"), ("K4", "盖章件"), ("L4", "赵敏"), sheet="已决定"), EVERYTHING)
    assert answers.answers == (
        Answer(key=SETTLED.key, choice="县审批局", ground="盖章件", decided_by="赵敏", cell="“已决定”J4"),
    )


def test_lines_may_be_sorted_and_columns_moved() -> None:
    """A line is known by its hidden key, a column by its header."""
    book = openpyxl.load_workbook(BytesIO(filled(("H5", "不采用"), ("J5", "李"))))
    sheet = book["待定事项"]
    for row in sheet.iter_rows(min_row=3, max_row=9):
        first, eighth = row[0].value, row[7].value
        if row[1].value is not None:
            row[0].value, row[7].value = eighth, first
    out = BytesIO()
    book.save(out)
    assert [one.choice for one in read(out.getvalue(), EVERYTHING).answers] == ["不采用"]


def test_a_workbook_without_its_keys_is_unreadable() -> None:
    """Without the hidden column nobody can tell what was answered."""
    with pytest.raises(UnreadableFileError, match="编码列"):
        read(filled(("K3", None)), EVERYTHING)
    with pytest.raises(UnreadableFileError, match="打不开"):
        read(b"PK\x03\x04 nothing", EVERYTHING)


def test_another_programs_workbook_is_read(office_tool: Callable[[bytes, str], bytes]) -> None:
    """Saved by LibreOffice, as .xlsx, .xls or .ods, it says the same."""
    data = filled(("H4", "√"), ("J4", "李主任"), ("H9", date(2022, 9, 30)), ("J9", "李主任"))
    expected = read(data, EVERYTHING)
    assert len(expected.answers) == 3
    for kind in ("xlsx", "xls", "ods"):
        assert read(office_tool(data, kind), EVERYTHING) == expected
