"""The first two sheets of 任务分解表.xlsx: 待确认, what to decide and how to go about it; 方案, the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.model.layout import PLAN_FIELDS, PLAN_SHEET
from toolkit.plans.assigned import is_assigned
from toolkit.plans.workbook_cells import LISTS, PLAN_CELLS, canonical
from toolkit.plans.workbook_choices import DATE_RULE, one_of, remark
from toolkit.plans.workbook_marks import VALUE, Mark
from toolkit.plans.workbook_places import QUESTIONS_HEADER
from toolkit.plans.workbook_styles import height
from toolkit.plans.workbook_table import set_up_print, write_cell, write_marked

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from toolkit.model.plan import Plan
    from toolkit.plans.workbook_places import Places
    from toolkit.plans.workbook_questions import Question
    from toolkit.plans.workbook_styles import Styles

QUESTION_COLUMNS: Final = (
    ("序号", 6.0),
    ("类别", 12.0),
    ("在哪里", 14.0),
    ("事项", 34.0),
    ("为什么要看", 42.0),
    ("建议", 36.0),
    ("处理", 10.0),
)
PLAN_HEADERS: Final = (("项目", 16.0), ("内容", 56.0), ("原文", 60.0))
SETTLED: Final = LISTS["settled"][0]
_HELP: Final = tuple(
    """\
怎么用　1. 从上往下，点“在哪里”的蓝字跳到要看的格子（黄色），对照“原文”核对，不对的直接改。原文里红色粗体是数值和时限，绿色粗体是单位。
　　　　2. 看过没有问题的，在“处理”一列选“已核对”；改过的行不用再选。任务、指标可以增行、删行，新增指标的编号空着，系统会编。
　　　　3. 看完保存，把本文件放进收件箱（inbox 文件夹）就算确认。填错了不要紧：系统会指出是哪个格子、怎么改，不会只登记一半。
""".splitlines()
)
_ASSIGNED_HELP: Final = tuple(
    """\
怎么用　1. 领导批示、会议纪要等交办的事，在“任务”表里一行填一件：任务名称、牵头单位必填，“章节”选来源，原话填到“任务原文”。
　　　　2. 有时限、有数的，到“指标”表里同一个任务编号的那一行填完成时限、目标值；没有的空着。原话里写明了时限和数的，系统会自己读。
　　　　3. 填好保存，把本文件放进收件箱（inbox 文件夹）就登记、下发；以后再有新的事，在这里接着往下填，再放一次。
""".splitlines()
)
_NOTHING: Final = (
    "没有需要确认的事项。请大致看一遍“任务”和“指标”两张表，没有问题就把本文件放进收件箱（inbox 文件夹）。"
)
_PROPOSALS: Final = "方案中的督查要求（供设置参考，不用改）"


def write_questions(sheet: Worksheet, plan: Plan, places: Places, styles: Styles) -> None:
    """Write 待确认: title, three lines of help, how many, and one line a question."""
    last = len(QUESTION_COLUMNS) - 1
    whole = sum(width for _, width in QUESTION_COLUMNS)
    for at, (_, width) in enumerate(QUESTION_COLUMNS):
        sheet.set_column(at, at, width)
    count = f"共有{len(places.questions)}项需要确认。" if places.questions else _NOTHING
    help_ = _ASSIGNED_HELP if is_assigned(plan) else _HELP
    count = "空白行已经编好号，不用的行空着就行。" if is_assigned(plan) and not places.questions else count
    texts = (f"《{plan.title}》任务分解表", *help_, count)
    for row, (text, look) in enumerate(
        zip(texts, ("title", "guide", "guide", "guide", "count"), strict=True)
    ):
        sheet.merge_range(row, 0, row, last, text, styles.cell(look))
        sheet.set_row(row, 34 if look == "title" else height([(text, whole)]))
    for at, (header, _) in enumerate(QUESTION_COLUMNS):
        sheet.write_string(QUESTIONS_HEADER, at, header, styles.cell("header"))
    sheet.set_row(QUESTIONS_HEADER, 24)
    for number, question in enumerate(places.questions, 1):
        _write_question(sheet, number, question, places.of(question), styles)
    _finish(sheet, len(places.questions), styles)


def _write_question(sheet: Worksheet, number: int, question: Question, link: str, styles: Styles) -> None:
    row = QUESTIONS_HEADER + number
    texts = (question.kind, question.where, question.subject, question.what, question.proposal)
    text, code = styles.cell("text"), styles.cell("code")
    widths = [width for _, width in QUESTION_COLUMNS]
    sheet.set_row(row, height(zip(texts, widths[1:-1], strict=True)))
    sheet.write_number(row, 0, number, code)
    sheet.write_string(row, 1, question.kind, code)
    sheet.write_url(row, 2, link, styles.cell("link"), question.where, "点这里跳到要看的格子")
    for at, content in enumerate(texts[2:], 3):
        write_cell(sheet, row, at, content, text)
    sheet.write_blank(row, len(texts) + 1, None, styles.cell("code", "cell"))


def _finish(sheet: Worksheet, count: int, styles: Styles) -> None:
    first, last, settled = QUESTIONS_HEADER + 1, QUESTIONS_HEADER + max(1, count), len(QUESTION_COLUMNS) - 1
    choice = one_of(list(LISTS["settled"]), "看过没有问题的选“已核对”，没有看的空着。")
    sheet.data_validation(first, settled, last, settled, choice)
    rule = f'=$G{first + 1}="{SETTLED}"'
    sheet.conditional_format(
        first, 0, last, settled, {"type": "formula", "criteria": rule, "format": styles.faded()}
    )
    sheet.freeze_panes(first, 0)
    sheet.autofilter(QUESTIONS_HEADER, 0, last, settled)
    set_up_print(sheet, QUESTIONS_HEADER)


def write_plan(sheet: Worksheet, plan: Plan, places: Places, styles: Styles) -> None:
    """Write 方案: what the document says of itself, then the supervision it asks for."""
    for at, (header, width) in enumerate(PLAN_HEADERS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, header, styles.cell("header"))
    sheet.set_row(0, 24)
    doubtful = {question.field for question in places.asked(PLAN_SHEET, "")}
    for row, (name, label) in enumerate(PLAN_FIELDS, 1):
        shade = "cell" if name in doubtful else ""
        look = "day" if name == "issued" else "text"
        content, quote = PLAN_CELLS[name](plan), plan.quotes.get(name, "")
        sheet.set_row(row, height([(canonical(content), PLAN_HEADERS[1][1]), (quote, PLAN_HEADERS[2][1])]))
        sheet.write_string(row, 0, label, styles.cell("section"))
        write_cell(sheet, row, 1, content, styles.cell(look, shade))
        write_marked(sheet, (row, 2), quote, _found(quote, canonical(content)), styles, shade="")
        if name in _RULES:
            sheet.data_validation(row, 1, row, 1, _RULES[name])
    if plan.proposals:
        _write_proposals(sheet, len(PLAN_FIELDS) + 2, plan, styles)
    sheet.freeze_panes(1, 1)
    set_up_print(sheet)


_RULES: Final = {
    "issued": DATE_RULE,
    "draft": one_of(list(LISTS["yes_no"])),
    "id": remark("方案简称", '用作文件夹名和表名：不超过20个字，不能有 \\ / : * ? [ ] " < > | 这些符号'),
}


def _found(quote: str, content: str) -> tuple[Mark, ...]:
    """Mark the content in its quote; the whole quote where it is put in other words."""
    at = quote.find(content) if content else -1
    if at < 0:
        return (Mark(0, len(quote), VALUE),) if quote and content else ()
    return (Mark(at, at + len(content), VALUE),)


def _write_proposals(sheet: Worksheet, row: int, plan: Plan, styles: Styles) -> None:
    last = len(PLAN_HEADERS) - 1
    sheet.merge_range(row, 0, row, last, _PROPOSALS, styles.cell("section"))
    sheet.set_row(row, 20)
    for number, proposal in enumerate(plan.proposals, 1):
        at = row + number
        sheet.set_row(
            at, height([(proposal.proposal, PLAN_HEADERS[1][1]), (proposal.what, PLAN_HEADERS[2][1])])
        )
        sheet.write_string(at, 0, f"督查要求{number}", styles.cell("section"))
        write_cell(sheet, at, 1, proposal.proposal, styles.cell("text"))
        write_cell(sheet, at, 2, proposal.what, styles.cell("quote"))
