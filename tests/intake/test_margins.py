"""Text boxes and type struck through are asked about, since nobody can tell what was meant."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from toolkit.intake.margins import Margins, read_margins
from toolkit.intake.read import read_file

if TYPE_CHECKING:
    from toolkit.intake.known import Known
    from toolkit.model.returns import Entry

HEAD = ["编号", "工作任务", "本期完成值", "进展情况", "存在问题"]


def _book(write: Callable[[Any, Any], None]) -> bytes:
    buffer = BytesIO()
    book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["填报单位", "县政务局", "报告期", "2022年6月"])
    sheet.write_row(1, 0, HEAD)
    sheet.write_row(2, 0, ["1.1", "压减审批环节", 30, "又增一项"])
    sheet.write_row(3, 0, ["2", "出台企业诉求办理办法", "", "正在起草"])
    write(book, sheet)
    book.close()
    return buffer.getvalue()


def _said(data: bytes, known: Known) -> dict[str, Entry]:
    reading = read_file(data, "a.xlsx", "", known)
    assert reading.return_ is not None, reading.fault
    return {entry.id: entry for entry in reading.return_.entries}


def test_type_struck_through_is_asked_about(known: Known) -> None:
    """A cell or a part of its text that is struck through is read, and the department is asked."""

    def strike(book: Any, sheet: Any) -> None:  # noqa: ANN401
        struck = book.add_format({"font_strikeout": True})
        sheet.write(2, 2, 30, struck)
        sheet.write_rich_string(3, 3, struck, "已印发", "正在起草")
        sheet.write_blank(3, 4, None, struck)

    said = _said(_book(strike), known)
    assert said["1.1"].value == 30
    assert list(said["1.1"].doubtful) == ["value"]
    assert said["2"].progress == "已印发正在起草"
    assert list(said["2"].doubtful) == ["progress"]
    assert "删除线" in said["2"].doubtful["progress"]


def test_a_text_box_is_asked_about_in_its_row(known: Known) -> None:
    """What stands in a text box is told at the row it lies on."""
    said = _said(_book(lambda _book, sheet: sheet.insert_textbox(2, 3, "另见专报第5期")), known)
    assert "文本框“另见专报第5期”" in said["1.1"].doubtful["progress"]
    assert said["2"].doubtful == {}


def test_plain_sheets_have_nothing_beside_them(known: Known) -> None:
    """Neither a table without them nor what is no such package has anything to ask."""
    data = _book(lambda _book, sheet: sheet.write(4, 0, "填表人：周云"))
    assert read_margins(data) == Margins()
    assert read_margins("编号,工作任务".encode()) == Margins()
    assert all(entry.doubtful == {} for entry in _said(data, known).values())
