"""待定事项.xlsx lists what waits for a person, or says that nothing does."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest

from toolkit.decisions import write as decisions
from toolkit.model.decision import Pending

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MADE_AT = datetime(2022, 7, 1, 9, 0)
GROUP = Pending(
    kind="群体待展开",
    subject="各镇街",
    question="包含哪些单位",
    known="方案“营商环境优化行动”第8、17、20项由其配合",
    proposal="在单位名录的“包含单位”一格写出具体单位",
    where="outbox/方案/营商环境优化行动/任务分解表.xlsx，单位名录",
)
EXTENSION = Pending(
    kind="申请调整",
    subject="县供电公司 5.1",
    question="是否同意时限由2022年12月31日调整至2023年3月31日",
    known="6月报送时申请，理由：设备到货推迟",
)


@pytest.fixture
def pending() -> tuple[Pending, ...]:
    """Questions of two kinds, out of order, one of them asked twice."""
    return (
        GROUP,
        EXTENSION,
        Pending(kind="群体待展开", subject="各行政执法单位", question="包含哪些单位"),
        GROUP,
    )


def sheet_of(data: bytes) -> Worksheet:
    """Open the one sheet."""
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == ["待定事项"]
    return book["待定事项"]


def test_like_questions_stand_together_and_once(pending: tuple[Pending, ...]) -> None:
    """Kinds come in the order they first come up; the same question is one line."""
    sheet = sheet_of(decisions.write(pending, made_at=MADE_AT))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        (1, "群体待展开", "各镇街"),
        (2, "群体待展开", "各行政执法单位"),
        (3, "申请调整", "县供电公司 5.1"),
    ]
    assert rows[0][3:7] == [GROUP.question, GROUP.known, GROUP.proposal, GROUP.where]


def test_the_header_is_the_one_the_intake_knows(pending: tuple[Pending, ...]) -> None:
    """Ten columns; the last three are empty for the office to fill in."""
    sheet = sheet_of(decisions.write(pending, made_at=MADE_AT))
    headers = [
        "序号",
        "类别",
        "事项",
        "需要决定什么",
        "已知情况",
        "建议",
        "在哪里办理",
        "决定",
        "依据",
        "决定人",
    ]
    assert [cell.value for cell in sheet[3]] == headers
    assert all(cell.value is None for row in sheet.iter_rows(min_row=4, min_col=8) for cell in row)
    assert sheet["H4"].fill.fgColor.rgb == "FFFFF2CC"


def test_nothing_pending_is_said() -> None:
    """An empty list is a sentence, not an empty table."""
    sheet = sheet_of(decisions.write((), made_at=MADE_AT))
    assert sheet["A2"].value == "目前没有待定事项。"
    assert sheet.max_row == 2


def test_it_prints_on_a4_across_with_its_header(pending: tuple[Pending, ...]) -> None:
    """Landscape A4, one page wide, the header on every page, long rows high enough."""
    sheet = sheet_of(decisions.write(pending, made_at=MADE_AT))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "D4"
    height = sheet.row_dimensions[4].height
    assert height
    assert height > 40


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """= at the start of a subject runs nothing."""
    data = decisions.write((Pending(kind="甲", subject="=1+1", question="@A1"),), made_at=MADE_AT)
    assert b"<f>" not in ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert sheet_of(data)["C4"].value == "=1+1"


def test_the_same_questions_make_the_same_bytes(pending: tuple[Pending, ...]) -> None:
    """Nothing of the clock or of chance is in the workbook."""
    assert decisions.write(pending, made_at=MADE_AT) == decisions.write(pending, made_at=MADE_AT)
