"""清单：the lists beside the ledger: laggards, returns, questions, and how everything is reckoned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from toolkit.model import wording
from toolkit.model.standing import Class
from toolkit.model.wording import day, names, percent
from toolkit.reports import ledger_columns
from toolkit.reports.book import height, light_style, put
from toolkit.reports.chosen import rows
from toolkit.reports.figures import UNSURE, aim_of, value_of
from toolkit.reports.ledger_columns import NOTHING
from toolkit.reports.links import inside, link_file
from toolkit.reports.texts import clean, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from toolkit.model.facts import Change, Facts, Question
    from toolkit.model.standing import Standing
    from toolkit.reports.book import Book

HEAD_ROW, FIRST_ROW = 2, 3
_NOTHING = "无。"

_LAGGARDS = (("序号", 5), ("分类", 6), ("任务编号", 6.5), ("任务名称", 15), ("目标要求", 18), ("牵头单位", 13),
             ("完成时限", 15), ("目标值", 10), ("本期完成值", 11), ("逾期天数", 6), ("亮灯", 5), ("存在问题", 15),
             ("下步措施", 15), ("原因认定", 7), ("研判理由", 23), ("总台账", 6))  # fmt: skip
_RETURNS = (("序号", 6), ("单位", 26), ("报送状态", 12), ("报送时间", 16), ("是否迟报", 8), ("迟报天数", 8),
            ("报送次数", 8), ("退回次数", 8), ("存疑数", 8), ("文件", 40), ("原件", 8))  # fmt: skip
_QUESTIONS = (("序号", 6), ("任务编号", 9), ("任务名称", 22), ("单位", 18), ("本期完成值", 16),
              ("存疑事项", 48), ("单元格", 14), ("认定情况", 24), ("总台账", 8))  # fmt: skip
_CHANGES = (("序号", 6), ("时间", 18), ("任务编号", 17), ("任务名称", 24), ("单位", 18), ("事项", 16), ("变更前", 14),
            ("变更后", 18), ("依据", 28), ("经办", 14), ("总台账", 8))  # fmt: skip
_LEGEND = (("项目", 22), ("说明", 106))
_TO_THE_LEFT = frozenset(
    {
        "任务名称",
        "目标要求",
        "存在问题",
        "下步措施",
        "研判理由",
        "存疑事项",
        "认定情况",
        "依据",
        "项目",
        "说明",
        "文件",
    }
)


class _List:
    """A list sheet being written: one row a call, cells in the order of the headers."""

    def __init__(
        self, book: Book, name: str, columns: Sequence[tuple[str, float]], title: str, note: str
    ) -> None:
        self.book = book
        self.widths = [width for _, width in columns]
        self.styles = [book.style("text" if header in _TO_THE_LEFT else "centre") for header, _ in columns]
        self.sheet: Worksheet = book.sheet(name, self.widths, head_row=HEAD_ROW)
        book.top(self.sheet, title, note)
        book.head(self.sheet, HEAD_ROW, [header for header, _ in columns])
        self.row = FIRST_ROW

    def add(self, cells: Sequence[str | int]) -> int:
        """Write a row and return its number."""
        for column, (cell, style) in enumerate(zip(cells, self.styles, strict=True)):
            put(self.sheet, self.row, column, cell, style)
        texts = {column: cell for column, cell in enumerate(cells) if isinstance(cell, str)}
        self.sheet.set_row(self.row, height(texts, self.widths, 20))
        self.row += 1
        return self.row - 1

    def link(self, row: int, target: str) -> None:
        """Make the last cell of a row lead to the row's place in 总台账."""
        place = len(self.widths) - 1
        self.sheet.write_url(
            row, place, inside(ledger_columns.SHEET, target), self.book.style("link"), "查看"
        )

    def close(self) -> None:
        """Say 无 in a list of nothing; else put a filter on it."""
        if self.row == FIRST_ROW:
            self.sheet.write_string(FIRST_ROW, 0, _NOTHING, self.book.style("plain"))
        else:
            self.sheet.autofilter(HEAD_ROW, 0, self.row - 1, len(self.widths) - 1)


def _places(facts: Facts) -> dict[str, str]:
    """Return the cell of 总台账 each row begins in."""
    first = ledger_columns.FIRST_ROW
    return {standing.id: xl_rowcol_to_cell(row, 0) for row, standing in enumerate(facts.standings, first)}


def laggards(book: Book, facts: Facts) -> None:
    """Add sheet 逾期及滞后清单: past due first, then behind, in institutional order."""
    late = rows(facts, facts.late_rows)
    note = f"截至{day(facts.cutoff)}　逾期{facts.counts[Class.OVERDUE]}个、滞后{facts.counts[Class.BEHIND]}个目标（行）"
    sheet = _List(book, "逾期及滞后清单", _LAGGARDS, f"逾期及滞后清单（{facts.period.chinese}）", note)
    places = _places(facts)
    for number, standing in enumerate(late, 1):
        row = sheet.add(_laggard(number, standing, facts.handling[standing.id].reason))
        if standing.light:
            sheet.sheet.write_string(row, 10, standing.light.value, light_style(book, standing.light))
        sheet.link(row, places[standing.id])
    sheet.close()


def _laggard(number: int, standing: Standing, reason: str) -> tuple[str | int, ...]:
    return (
        number, standing.klass.chinese, standing.id, clean(standing.title), clean(standing.requirement),
        standing.department, _due(standing),
        aim_of(standing), value_of(standing, f"\n{UNSURE}"),
        standing.overdue_days or "", "", clean(standing.problems), clean(standing.next_steps), reason, standing.why, "",
    )  # fmt: skip


def _due(standing: Standing) -> str:
    if standing.due is None or standing.due_printed is None:
        return "未规定"
    moved = f"\n延期至{day(standing.due)}" if standing.due_before else ""
    return f"{day(standing.due_printed)}{moved}"


def returns(book: Book, facts: Facts, originals: str) -> None:
    """Add sheet 报送情况."""
    sheet = _List(book, "报送情况", _RETURNS, f"报送情况（{facts.period.chinese}）", _returns_note(facts))
    for number, each in enumerate(facts.returns.by_department, 1):
        late = "是" if each.late else "—" if each.department in facts.returns.missing else "否"
        file = f"{each.file}（代录：{each.told}）" if each.told else each.file
        cells = (number, each.department, each.state, moment(each.received) or "—", late, each.days_late or "",
                 each.rounds, each.returned, each.questions, clean(file), "")  # fmt: skip
        row = sheet.add(cells)
        if each.archive:
            link_file(sheet.sheet, row, len(cells) - 1, originals + each.archive, book.style("link"))
    sheet.close()


def _returns_note(facts: Facts) -> str:
    known = facts.returns
    rates = "".join(
        f"　{name}{percent(rate)}"
        for name, rate in (("报送率", known.rate), ("按时报送率", known.on_time_rate))
        if rate is not None
    )
    missing = f"（{names(known.missing)}）" if known.missing else ""
    excused = f"　免报{len(known.excused)}家（{names(known.excused)}）" if known.excused else ""
    return (
        f"应报{known.expected}家　实报{known.received}家　按时{known.on_time}家　迟报{len(known.late)}家　"
        f"未报{len(known.missing)}家{missing}　退回{known.returned}家次{rates}{excused}"
    )


def questions(book: Book, facts: Facts) -> None:
    """Add sheet 存疑清单: values with open questions, and what a person should look at or has settled."""
    note = "存疑的数值照列并标注“（待核实）”；由汇总单位核实后处理"
    sheet = _List(book, "存疑清单", _QUESTIONS, f"存疑清单（{facts.period.chinese}）", note)
    known, places = {row.id: row for row in facts.standings}, _places(facts)
    for number, one in enumerate(facts.questions, 1):
        row = known.get(one.id)
        sheet.add(_question(number, one, row, facts.handling.get(one.id, NOTHING).upon))
        if row:
            sheet.link(sheet.row - 1, places[row.id])
    sheet.close()


def _question(
    number: int, one: Question, row: Standing | None, decided: Sequence[str]
) -> tuple[str | int, ...]:
    return (
        number, one.id if row else "", clean(row.title) if row else "", one.department,
        value_of(row) if row else "", clean(one.text), one.cell, clean("；".join(decided)), "",
    )  # fmt: skip


def changes(book: Book, facts: Facts) -> None:
    """
    Add sheet 变更记录: what persons settled and which states rows and departments went through, oldest first.

    What happened to several rows at once, such as their registration, is one line.
    """
    note = (
        "由方案登记、下发、报送、认定和时限推出，随数据重新生成；几行一起变的合为一行。"
        "“未生效”为条件不符，“后已改定”为后来另有认定"
    )
    sheet = _List(book, "变更记录", _CHANGES, f"变更记录（截至{facts.period.chinese}）", note)
    known, places = {row.id: row for row in facts.standings}, _places(facts)
    for number, together in enumerate(_at_once(facts.changes), 1):
        rows = [known[one.id] for one in together if one.id in known]
        sheet.add(_change(number, together, rows, all_=len(rows) == len(known)))
        if rows:
            sheet.link(sheet.row - 1, places[rows[0].id])
    sheet.close()


_MOST_IDS = 12
"""Rows named in one line of 变更记录; of more the first and their count are told."""


def _at_once(changes: Sequence[Change]) -> list[list[Change]]:
    """Return changes with those together that say the same of several rows; nothing about a department is."""
    found: dict[Change, list[Change]] = {}
    for one in changes:
        alike = replace(one, id="", department="") if one.id else one
        found.setdefault(alike, []).append(one)
    return list(found.values())


def _change(
    number: int, together: Sequence[Change], rows: Sequence[Standing], *, all_: bool
) -> tuple[str | int, ...]:
    one, ids = together[0], [each.id for each in together]
    named = f"全部{len(ids)}行" if all_ and len(ids) > 1 else names(ids[:_MOST_IDS])
    more = f"等{len(ids)}行" if len(ids) > _MOST_IDS and not all_ else ""
    titles = list(dict.fromkeys(clean(row.title) for row in rows))
    title = f"{titles[0]}{f'等{len(titles)}项' if len(titles) > 1 else ''}" if titles else ""
    departments = {each.department for each in together}
    return (
        number, wording.moment(one.at), f"{named}{more}", title,
        one.department if len(departments) == 1 else "各牵头单位",
        one.what, one.before, one.outcome, clean(one.ground), one.actor, "",
    )  # fmt: skip


def legend(book: Book, facts: Facts, rules: Sequence[tuple[str, str]]) -> None:
    """Add sheet 口径说明: lights and classes with the limits in force, and every column of 总台账."""
    title = "口径说明"
    note = f"{facts.period.chinese}　截至{day(facts.cutoff)}　填报内容由牵头单位负责，计算由程序完成，认定由人作出"
    sheet = _List(book, "口径说明", _LEGEND, title, note)
    for name, sentence in rules:
        sheet.add((name, sentence))
    for column in ledger_columns.COLUMNS:
        sheet.add((f"总台账：{column.header}", column.note))
    sheet.add(
        (
            "概况：占比",
            "按任务计，保留一位小数；舍去的尾差依次补给余数最大的类，各类合计为100.0%，与月通报一致。",
        )
    )
