"""The sheet 主动登记 is written empty and read back line by line; a wrong line is told and stops no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import openpyxl

from toolkit.decisions.own import CHOICES, MATTERS
from toolkit.decisions.read import read
from toolkit.decisions.write import write
from toolkit.model.decision import Answers, Initiative

MADE_AT = datetime(2022, 7, 1)


def workbook(*lines: tuple[object, ...]) -> bytes:
    """Return the workbook with these lines filled in: plan, number, matter, day, ground, who."""
    book = openpyxl.load_workbook(BytesIO(write((), made_at=MADE_AT, plans=("甲方案", "乙方案"))))
    for at, line in enumerate(lines, 4):
        for column, value in zip("BCDEFG", line, strict=True):
            book["主动登记"][f"{column}{at}"].value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_without_plans_there_is_nothing_to_settle() -> None:
    """The sheet is there once a plan is supervised, and empty it says nothing."""
    assert "主动登记" not in openpyxl.load_workbook(BytesIO(write((), made_at=MADE_AT))).sheetnames
    assert read(workbook(), {}) == Answers()


def test_lines_are_read(office_tool: Callable[[bytes, str], bytes]) -> None:
    """Day cells, whole numbers and blanks are read as a clerk means them, saved by whatever program."""
    data = workbook(
        ("甲方案", 3, "延期", date(2022, 9, 30), "县长办公会", "李主任"),
        (None, "1.2", " 挂牌 督办", None, None, "赵敏"),
    )
    expected = (
        Initiative(
            plan="甲方案",
            id="3",
            matter="延期",
            until="2022-09-30",
            ground="县长办公会",
            decided_by="李主任",
            cell="“主动登记”D4",
        ),
        Initiative(plan="", id="1.2", matter="挂牌督办", decided_by="赵敏", cell="“主动登记”D5"),
    )
    assert read(data, {}).initiatives == expected
    assert read(office_tool(data, "ods"), {}).initiatives == expected


def test_wrong_lines_are_told() -> None:
    """A matter not on the list and a line nobody signed are told with their cells; the right one counts."""
    answers = read(
        workbook(
            (None, "1", "表扬", None, None, "李主任"),
            (None, "2", "摘牌", None, None, None),
            (None, "3", "摘牌", None, None, "李主任"),
        ),
        {},
    )
    assert [one.id for one in answers.initiatives] == ["3"]
    assert answers.faults == (
        f"“主动登记”D4：办理事项请从列表里选（{'、'.join(MATTERS)}），这一项没有登记",
        "“主动登记”D5：“2”的摘牌没有写决定人，这一项没有登记；请补写后重新放入",
    )


def test_every_matter_may_be_revised() -> None:
    """Of each kind there is a choice that takes it back."""
    assert {kind for kind, _ in MATTERS.values()} == CHOICES.keys()
