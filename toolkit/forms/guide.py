"""The sheets beside the rows: 填报说明 and its signature block, and 配合事项 to read only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.forms import sizes, wording
from toolkit.forms.nodes import wanted
from toolkit.model.layout import FORM_HELP_SHEET, SUPPORT_SHEET, TICK

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from toolkit.forms.styles import Styles
    from toolkit.model.form import FormSpec
    from toolkit.model.plan import Task

_NOTE_WIDTH, _LABEL_WIDTH = 84.0, 24.0

_NOTES: Final = (
    "只填蓝色表头下的白色格子；灰色格子由{office}预先填好，不用动。表格没有密码。",
    f"与上期完全一样的，在“本期无变化”选{TICK}，这一行就填完了；本月无进展也请如实填“本月无进展”，不要留空。",
    "本期完成值：填到{end}为止的数，只填数字，单位见“计量单位”。新增类填累计数；98%就填98。",
    "工作状态从列表中选。选“已完成”须达到目标值，并填完成日期和佐证材料（写文件名或文号，不必附照片）。",
    "申请调整的，在最后一列写明调整到何时或多少，并在“存在问题”写理由；批准前仍按原时限考核。",
    "进展情况写做了什么、结果如何，300字以内，显示不全时可拉高这一行；超过完成时限还没有完成的，须在“存在问题”写明原因。",
    "右边“自检”一列：黄色是还没填，红色写着哪里要改，绿色“通过”就可以了。",
    "填好后保存，把本文件原样发回{office}即可，文件名改了也不要紧。请不要增删行列，也不要另做表格。",
)
_NODES: Final = "“节点安排”是选填的：没有数字可比的任务分几步、何时做完，写一次就行，以后每月只填办完的日期。"
_SIGNS: Final = ("填报人（签字）", "审核人（签字）", "单位负责人（签字）", "单位（公章）", "日　　期")

_SUPPORT_COLUMNS: Final = (
    ("方案", 20.0),
    ("任务编号", 9.0),
    ("工作任务", 34.0),
    ("工作要求", 60.0),
    ("牵头单位", 26.0),
)


def write_guide(book: Workbook, spec: FormSpec, styles: Styles) -> None:
    """Write how to fill the form in, by when, and the block that is signed and sealed."""
    sheet = book.add_worksheet(FORM_HELP_SHEET)
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _NOTE_WIDTH - _LABEL_WIDTH)
    sheet.merge_range(0, 0, 0, 1, "填报说明", styles["title"])
    sheet.set_row(0, 32)
    last = _notes(sheet, spec, styles)
    for at, label in enumerate(_SIGNS, last + 2):
        sheet.set_row(at, 34)
        sheet.write_string(at, 0, f"{label}：", styles["sign"])
        sheet.write_blank(at, 1, None, styles["sign_line"])
    sheet.protect("", {"format_columns": True, "format_rows": True})
    _print(sheet, landscape=False)


def write_supports(book: Workbook, spec: FormSpec, styles: Styles) -> None:
    """Write what the department supports, for its information; nothing where it supports nothing."""
    tasks = [(part.plan_id, task) for part in spec.sheets for task in part.supports]
    if not tasks:
        return
    sheet = book.add_worksheet(SUPPORT_SHEET)
    last = len(_SUPPORT_COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, f"{spec.department}配合事项（供了解，不用填）", styles["title"])
    sheet.set_row(0, 30)
    for column, (header, width) in enumerate(_SUPPORT_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, header, styles["header_given"])
    for at, (plan, task) in enumerate(tasks, 2):
        _support(sheet, at, plan, task, styles)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    _print(sheet, landscape=True)


def _notes(sheet: Worksheet, spec: FormSpec, styles: Styles) -> int:
    """Write the deadline and the numbered notes; return the index of the last row."""
    end = f"{spec.period.end.month}月{spec.period.end.day}日"
    due = f"报送时限：请于{wording.moment_text(spec.due)}前发回{spec.office_name}。"
    asked = (*_NOTES, _NODES) if any(wanted(part) for part in spec.sheets) else _NOTES
    notes = [f"{i}. {note.format(office=spec.office_name, end=end)}" for i, note in enumerate(asked, 1)]
    for at, text in enumerate((due, *notes), 1):
        sheet.set_row(at, sizes.height([(text, _NOTE_WIDTH * 0.9)]) + 6)
        sheet.merge_range(at, 0, at, 1, text, styles["note" if at > 1 else "note_due"])
    return len(notes) + 1


def _support(sheet: Worksheet, at: int, plan: str, task: Task, styles: Styles) -> None:
    asked = "；".join(target.quote for target in task.targets) or task.title
    texts = (plan, task.no, task.title, asked, "、".join(task.leads))
    for column, text in enumerate(texts):
        sheet.write_string(at, column, text, styles["given_text" if column == 1 else "given"])
    widths = [width for _, width in _SUPPORT_COLUMNS]
    sheet.set_row(at, sizes.height(list(zip(texts, widths, strict=True))))


def _print(sheet: Worksheet, *, landscape: bool) -> None:
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
