"""The marked copy that goes back to a department."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill, Protection

from toolkit.corrections.mark import mark
from toolkit.corrections.marks import FILLS
from toolkit.errors import UnreadableFileError
from toolkit.model.findings import Finding, Severity
from toolkit.model.layout import CORRECTIONS_SHEET, REVIEW_MARK

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook

    from toolkit.model.returns import Return

RED, ORANGE = FILLS[Severity.ERROR], FILLS[Severity.WARNING]
Findings = tuple[Finding, ...]


def marked(data: bytes, return_: Return, findings: Findings) -> bytes:
    """Mark a file as on 26 June 2022."""
    return mark(
        data,
        return_,
        findings,
        deadline=datetime.fromisoformat("2022-06-28T17:00"),
        made_at=datetime.fromisoformat("2022-06-26T09:00"),
        office_name="云溪县数字政府专班",
    ).data


def opened(data: bytes) -> Workbook:
    """Open a workbook's bytes."""
    return openpyxl.load_workbook(BytesIO(data))


def edited(data: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """Return a workbook after an edit."""
    book = opened(data)
    edit(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def comment(book: Workbook, cell: str) -> str:
    """Return the comment in a cell of 填报表, ``""`` for none."""
    found = book["填报表"][cell].comment
    return found.text if found else ""


def listed(book: Workbook) -> list[list[str]]:
    """Return the lines of 修改清单 as texts, blank cells as ``""``."""
    return [[str(c.value or "") for c in row] for row in book[CORRECTIONS_SHEET].iter_rows()]


def test_errors_are_red_and_questions_orange(returned: bytes, return_: Return, findings: Findings) -> None:
    """Faulty cells are coloured by their gravest finding; a notice colours nothing."""
    sheet = opened(marked(returned, return_, findings))["填报表"]

    assert [sheet[c].fill.fgColor.rgb for c in ("I4", "I5")] == [RED, ORANGE]
    assert sheet["I6"].fill.fill_type is None


def test_one_comment_says_all_that_was_found(returned: bytes, return_: Return, findings: Findings) -> None:
    """Two findings of one cell are numbered in one comment, whose box has room for them."""
    book = opened(marked(returned, return_, findings))

    text = comment(book, "I4")
    assert text.startswith(REVIEW_MARK + "1. 须修改\n发现：填的是“约98”")
    assert "2. 须修改\n发现：填“已完成”" in text
    assert "怎么改：请改为推进中。" in text


def test_the_departments_own_comment_is_kept(returned: bytes, return_: Return, findings: Findings) -> None:
    """Ours stands below theirs."""
    text = comment(opened(marked(returned, return_, findings)), "I5")

    assert text.startswith(f"数据来自统计科\n\n{REVIEW_MARK}请说明\n发现：120超过100%。")


def test_list_stands_first_and_alone_selected(returned: bytes, return_: Return, findings: Findings) -> None:
    """The file opens on 修改清单; hidden sheets stay hidden."""
    book = opened(marked(returned, return_, findings))

    assert book.sheetnames[:2] == [CORRECTIONS_SHEET, "填报表"]
    assert book.active is not None
    assert book.active.title == CORRECTIONS_SHEET
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == [CORRECTIONS_SHEET]
    assert (book["_选项"].sheet_state, book["_填报信息"].sheet_state) == ("hidden", "veryHidden")


def test_list_parts_what_must_be_mended_from_what_is_asked(
    returned: bytes, return_: Return, findings: Findings
) -> None:
    """Title, deadline and three blocks; faults of the whole file come first in theirs."""
    rows = listed(opened(marked(returned, return_, findings)))

    assert rows[0][0] == "县政务服务局2022年6月填报表修改清单（第1次报送）"
    assert "须修改2处、请说明2处" in rows[1][0]
    assert "改后截止：6月28日（星期二）17:00" in rows[1][0]
    assert [row[0] for row in rows if "、" in row[0][:2]] == [
        "一、须修改（2处）：改正标红的格子",
        "二、请说明（2处）：核实标橙的格子，有误的改正，无误的在“说明”一列写明原因",
        "三、提示（1处）：供了解，不用答复",
    ]
    body = [row for row in rows if row[0].isdecimal()]
    assert body[0][:5] == ["1", "填报表!I4（本期完成值）", "1.1", "提升网上办事深度", "约98"]
    assert [row[1] for row in body] == [
        "填报表!I4（本期完成值）",
        "填报表!I4（本期完成值）",
        "整份文件",
        "填报表!I5（本期完成值）",
        "填报表!I6（本期完成值）",
    ]


def test_each_line_leads_to_its_cell(returned: bytes, return_: Return, findings: Findings) -> None:
    """位置 is a link inside the file."""
    sheet = opened(marked(returned, return_, findings))[CORRECTIONS_SHEET]

    links = [cell.hyperlink.location for cell in sheet["B"] if cell.hyperlink]
    assert links == ["'填报表'!I4", "'填报表'!I4", "'填报表'!I5", "'填报表'!I6"]


def test_formulas_lists_and_protection_survive(returned: bytes, return_: Return, findings: Findings) -> None:
    """The form still checks itself and is still locked where it was."""
    before, after = opened(returned)["填报表"], opened(marked(returned, return_, findings))["填报表"]

    assert after["Q4"].value == before["Q4"].value
    assert after.protection.sheet
    assert after["B4"].protection.locked
    assert not after["I4"].protection.locked
    rules = [[(str(r.sqref), r.type) for r in s.data_validations.dataValidation] for s in (before, after)]
    assert rules[0] == rules[1]
    assert len(after.conditional_formatting) == len(before.conditional_formatting)


def test_cells_to_mend_are_unlocked_again(returned: bytes, return_: Return, findings: Findings) -> None:
    """Locks that came in with a pasted block would keep the department from mending."""

    def paste(book: Workbook) -> None:
        for cell in ("I4", "J4", "I6", "F2"):
            book["填报表"][cell].protection = Protection(locked=True)

    sheet = opened(marked(edited(returned, paste), return_, findings[:1]))["填报表"]

    assert [sheet[c].protection.locked for c in ("I4", "J4", "F2")] == [False, False, False]
    assert sheet["I6"].protection.locked
    assert sheet["A4"].protection.locked


def test_marks_go_when_the_fault_is_mended(returned: bytes, return_: Return, findings: Findings) -> None:
    """In round two only what is still faulty is marked; there is one list, and one comment of theirs."""
    first = marked(returned, return_, findings)

    second = opened(marked(first, replace(return_, round=2), findings[:1]))

    sheet = second["填报表"]
    assert sheet["I5"].fill.fill_type is None
    assert comment(second, "I5") == "数据来自统计科"
    assert comment(second, "I4").count(REVIEW_MARK) == 1
    assert sheet["I4"].fill.fgColor.rgb == RED
    assert second.sheetnames.count(CORRECTIONS_SHEET) == 1
    assert len([n for n in second.sheetnames if CORRECTIONS_SHEET in n]) == 1
    assert "第2次报送" in listed(second)[0][0]


def test_restored_cells_look_like_their_neighbours(
    returned: bytes, return_: Return, findings: Findings
) -> None:
    """A department's own shading comes back where a mark goes."""
    own = PatternFill("solid", fgColor="FFDDEBF7")

    def shade(book: Workbook) -> None:
        for letter in "HIJK":
            book["填报表"][f"{letter}5"].fill = own

    first = marked(edited(returned, shade), return_, findings)
    second = opened(marked(first, return_, findings[:1]))

    assert second["填报表"]["I5"].fill.fgColor.rgb == "FFDDEBF7"


def test_answers_are_carried_to_the_next_list(returned: bytes, return_: Return, findings: Findings) -> None:
    """What a department explained once it need not explain again."""

    def answer(book: Workbook) -> None:
        sheet = book[CORRECTIONS_SHEET]
        row = next(cell.row for cell in sheet["B"] if str(cell.value).startswith("填报表!I5"))
        sheet.cell(row, 8).value = "含补录数据"

    first = edited(marked(returned, return_, findings), answer)

    rows = listed(opened(marked(first, return_, findings)))
    assert [row[7] for row in rows if row[1].startswith("填报表!I5")] == ["含补录数据"]


def test_an_answer_taken_into_account_stays_under_its_heading(
    returned: bytes, return_: Return, findings: Findings
) -> None:
    """A question told with its answer shows each in its own column, whatever the question was before."""
    told = replace(findings[2], severity=Severity.NOTICE, found="118超过100%。；单位说明：含补录数据")
    rows = listed(opened(marked(returned, return_, (findings[0], told))))
    assert [(row[5], row[7]) for row in rows if row[1].startswith("填报表!I5")] == [
        ("118超过100%。", "含补录数据")
    ]


def test_same_inputs_same_bytes(returned: bytes, return_: Return, findings: Findings) -> None:
    """Nothing of the clock is in the copy."""
    assert marked(returned, return_, findings) == marked(returned, return_, findings)


def test_merged_and_missing_places_do_no_harm(returned: bytes, return_: Return, findings: Findings) -> None:
    """A merged cell is marked in its first cell; a sheet or cell that is not there is only listed."""
    one = findings[0]
    odd = tuple(replace(one, cell=cell) for cell in ("填报表!C1", "没有这张表!B2", "填报表", "填报表!I5:I6"))

    book = opened(marked(returned, return_, odd))

    assert book["填报表"]["A1"].fill.fgColor.rgb == RED
    assert book["填报表"]["I5"].fill.fgColor.rgb == RED
    assert [row[1] for row in listed(book) if row[0].isdecimal()] == [
        "填报表",
        "填报表!C1",
        "没有这张表!B2",
        "填报表!I5",
    ]


def test_text_in_the_list_is_never_a_formula(returned: bytes, return_: Return, findings: Findings) -> None:
    """A finding that quotes what a department wrote cannot start a formula."""
    data = marked(returned, return_, (replace(findings[0], found="=HYPERLINK(1)"),))

    cells = [cell for row in opened(data)[CORRECTIONS_SHEET].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK(1)"] == ["s"]


def test_a_file_that_cannot_be_marked_is_refused_with_a_sentence(return_: Return, findings: Findings) -> None:
    """No half-damaged copy is made."""
    with pytest.raises(UnreadableFileError, match="新填报表"):
        marked(b"\xd0\xcf\x11\xe0", return_, findings)


def test_libreoffice_opens_it_and_marks_are_known_again(
    returned: bytes, return_: Return, findings: Findings, office_tool: Callable[[bytes, str], bytes]
) -> None:
    """Saved by LibreOffice, colours and comments are still there, and the next round takes them away."""
    data = marked(returned, return_, findings)

    again = office_tool(data, "xlsx")
    book = opened(again)
    assert REVIEW_MARK in comment(book, "I4")
    assert book["填报表"]["I4"].fill.fgColor.rgb == RED
    second = opened(marked(again, return_, findings[2:3]))
    assert comment(second, "I4") == ""
    assert second["填报表"]["I4"].fill.fill_type is None
    assert office_tool(data, "pdf").startswith(b"%PDF")


def test_comments_without_marks_keep_their_text(returned: bytes, return_: Return, findings: Findings) -> None:
    """A comment that happens to name the office is the department's, and stays."""

    def note(book: Workbook) -> None:
        book["填报表"]["L6"].comment = Comment("审核意见已收到", "审核")

    assert comment(opened(marked(edited(returned, note), return_, findings)), "L6") == "审核意见已收到"


def test_list_masks_personal_numbers() -> None:
    """The list repeats what stands in a cell, a telephone number only by its ends."""
    from openpyxl import Workbook

    from toolkit.corrections.wording import counted, shown

    sheet = Workbook().active
    assert sheet is not None
    sheet["A1"] = "联系人张三13912345678"
    assert shown(sheet["A1"]) == "联系人张三139****5678"
    assert (counted(0, 2), counted(1, 0), counted(1, 2)) == ("请说明2处", "须修改1处", "须修改1处、请说明2处")
