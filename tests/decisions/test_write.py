"""待定事项.xlsx asks what waits for a person, with lists to choose from, and shows what was decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.decisions.layout import OPEN_COLUMNS
from toolkit.decisions.write import write
from toolkit.model.decision import Decision, Pending

MADE_AT = datetime(2022, 7, 1, 9, 0)
GROUP = Pending(
    kind="单位待定",
    subject="各镇街",
    question="包含哪些单位",
    known="方案“营商环境优化行动”第8、17、20项由其配合",
    proposal="在单位名录的“包含单位”一格写出具体单位",
    where="outbox/单位名录.xlsx",
)
WHOSE = Pending(
    kind="报送单位待认定",
    subject="“进展.xlsx”（6月24日收到）",
    question="是哪个单位报送的？",
    known="填报单位“行政审批服务局”不在单位名录里",
    proposal="县审批局",
    reason="写法最接近",
    place="1",
    choices=("县审批局", "县财政局", "不是报送件，不采用"),
    free="单位名称",
)
WHICH = Pending(
    kind="以哪份为准", subject="县财政局2022年6月的填报表", question="以哪一份为准？", choices=("甲", "乙")
)
PENDING = (GROUP, WHOSE, replace(GROUP, subject="各行政执法单位"), WHICH, GROUP, replace(WHOSE, place="2"))
FIRST = Decision(
    asked=WHICH, choice="甲", ground="电话", decided_by="李主任", decided_at=datetime(2022, 6, 24, 10)
)
REVISED = replace(FIRST, choice="乙", ground="盖章件", decided_by="赵敏", decided_at=datetime(2022, 6, 25, 9))


def sheet_of(data: bytes, name: str = "待定事项") -> Worksheet:
    """Open one sheet."""
    sheet = openpyxl.load_workbook(BytesIO(data))[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def rules(sheet: Worksheet) -> dict[str, str]:
    """Return the source of the list of each cell that has one."""
    found = sheet.data_validations.dataValidation
    return {str(rule.sqref): str(rule.formula1) for rule in found if rule.type == "list"}


def test_like_questions_stand_together_and_once() -> None:
    """Kinds come in the order they first come up, each under its line; the same question is one line."""
    sheet = sheet_of(write(PENDING, made_at=MADE_AT))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[0] if row[1] is None else (row[0], row[1], row[2]) for row in rows] == [
        "【单位待定】共2项。请到各行写明的地方办理，这里不用填。",
        (1, "单位待定", "各镇街"),
        (2, "单位待定", "各行政执法单位"),
        "【报送单位待认定】共2项。本类全部同意建议：在右边选√并写决定人；个别不同意的，在那一行另选。",
        (3, "报送单位待认定", WHOSE.subject),
        (4, "报送单位待认定", WHOSE.subject),
        "【以哪份为准】共1项。没有建议，请逐项决定。",
        (5, "以哪份为准", WHICH.subject),
    ]
    assert rows[4][3:7] == [WHOSE.question, WHOSE.known, WHOSE.proposal, WHOSE.reason]
    assert str(sheet["A1"].value) == "待定事项（2022年7月1日，共5项）"


def test_the_columns_are_those_the_office_knows() -> None:
    """Ten columns and a hidden one with the key; what is filled in is yellow and not locked, all else is."""
    sheet = sheet_of(write(PENDING, made_at=MADE_AT))
    assert [cell.value for cell in sheet[3]] == [column.header for column in OPEN_COLUMNS]
    assert sheet.column_dimensions["K"].hidden
    assert sheet.protection.sheet
    assert [sheet[f"{letter}8"].protection.locked for letter in "GHIJK"] == [True, False, False, False, True]
    assert sheet["H8"].fill.fgColor.rgb == "FFFFF2CC"
    assert sheet["K8"].value == WHOSE.key


def test_what_is_settled_elsewhere_says_where() -> None:
    """A question without choices points to its place instead of asking for an answer."""
    sheet = sheet_of(write(PENDING, made_at=MADE_AT))
    assert sheet["H5"].value == "到 outbox/单位名录.xlsx 办理"
    assert sheet["K5"].value is None
    assert sheet["H5"].protection.locked


def test_every_answer_has_its_list() -> None:
    """Questions with the same choices share a list; a kind with proposals can be agreed to as a whole."""
    data = write(PENDING, made_at=MADE_AT)
    assert rules(sheet_of(data)) == {
        "H7": '"√"',
        "H8": "'_选项'!$A$1:$A$3",
        "H9": "'_选项'!$A$1:$A$3",
        "H11": "'_选项'!$B$1:$B$2",
    }
    lists = sheet_of(data, "_选项")
    assert [cell.value for cell in lists["A"]] == list(WHOSE.choices)
    assert lists.sheet_state == sheet_of(data, "_待定信息").sheet_state == "veryHidden"


def test_a_name_may_be_typed_where_asked_for() -> None:
    """A list with free text lets other words through; one without does not."""
    found = sheet_of(write(PENDING, made_at=MADE_AT)).data_validations.dataValidation
    assert {str(rule.sqref): rule.showErrorMessage for rule in found} == {
        "H7": True,
        "H8": False,
        "H9": False,
        "H11": True,
    }


def test_what_was_decided_is_shown_newest_first() -> None:
    """A revision stands above what it revises; only what holds can be changed."""
    sheet = sheet_of(write((), made_at=MADE_AT, decided=(FIRST, REVISED)), "已决定")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[4:9] for row in rows] == [
        ["乙", "盖章件", "赵敏", "2022-06-25 09:00", "改过：原定“甲”（李主任，6月24日）"],
        ["甲", "电话", "李主任", "2022-06-24 10:00", "6月25日改为“乙”"],
    ]
    assert rules(sheet) == {"J4": "'_选项'!$A$1:$A$2"}
    assert [row[12] for row in rows] == [WHICH.key, None]
    assert sheet["E5"].font.strike


def test_nothing_pending_is_said() -> None:
    """An empty list is a sentence, not an empty table."""
    sheet = sheet_of(write((), made_at=MADE_AT))
    assert sheet["A2"].value == "目前没有待定事项。"
    assert sheet.max_row == 3


def test_it_prints_on_a4_across_with_its_header() -> None:
    """Landscape A4, one page wide, the header on every page, long rows high enough."""
    sheet = sheet_of(write(PENDING, made_at=MADE_AT))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "D4"
    height = sheet.row_dimensions[5].height
    assert height
    assert height > 30


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """= at the start of a subject, a choice or a ground runs nothing."""
    asked = Pending(kind="甲", subject="=1+1", question="@A1", choices=("=2+2",))
    decided = replace(FIRST, asked=asked, choice="=3+3", ground="+4")
    data = write((asked,), made_at=MADE_AT, decided=(decided,))
    archive = ZipFile(BytesIO(data))
    assert all(b"<f>" not in archive.read(name) for name in archive.namelist() if "worksheets" in name)
    assert sheet_of(data)["C5"].value == "=1+1"


def test_the_same_questions_make_the_same_bytes() -> None:
    """Nothing of the clock or of chance is in the workbook."""
    made = [write(PENDING, made_at=MADE_AT, decided=(FIRST,), office_id="a") for _ in range(2)]
    assert made[0] == made[1]


def test_the_lists_survive_another_program(office_tool: Callable[[bytes, str], bytes]) -> None:
    """LibreOffice, saving the workbook, keeps the lists, the keys and the locks."""
    sheet = sheet_of(office_tool(write(PENDING, made_at=MADE_AT, decided=(FIRST,)), "xlsx"))
    assert {"H7", "H11"} <= {cell for cells in rules(sheet) for cell in cells.split()}
    assert sheet["K8"].value == WHOSE.key
    assert sheet.protection.sheet
