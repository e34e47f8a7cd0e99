"""附件：the tables behind the bulletin, as the template has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm

from toolkit.reports.gongwen import part

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row

LEFT, MIDDLE = "表格文字", "表格居中"


class Column(NamedTuple):
    """A column: header, width in millimetres, the words of its cell, and their style."""

    header: str
    width: float
    words: str
    style: str = MIDDLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """
    An annex: number, title, the list its rows come from, columns.

    ``only_if`` names a list without which there is no such annex; ``note`` stands below the title where the
    field of that name has something to say; ``padding`` is above and below a row's words, in twentieths of a
    point.
    """

    number: str
    title: str
    rows: str
    columns: tuple[Column, ...]
    only_if: str = ""
    note: str = ""
    padding: int = 20


_LIGHT = Column("亮灯", 10, "{% cellbg 行.底色 %}{{ 行.灯 }}")
ANNEXES: tuple[Annex, ...] = (
    Annex(number="1", title="任务进展情况一览表", rows="一览表", note="亮灯说明", columns=(
        Column("编号", 12, "{{ 行.编号 }}"), Column("任务名称", 24, "{{ 行.名称 }}", LEFT),
        Column("目标要求", 40, "{{ 行.要求 }}", LEFT), Column("牵头单位", 25, "{{ 行.单位 }}"),
        Column("完成时限", 34, "{{ 行.时限 }}"), Column("目标值", 17, "{{ 行.目标 }}"),
        Column("本期完成值", 19, "{{ 行.完成 }}"), Column("完成率", 16, "{{ 行.完成率 }}"),
        Column("工作\n状态", 14, "{{ 行.状态 }}"), Column("分类", 14, "{{ 行.分类 }}"), _LIGHT)),
    Annex(number="{{ 附件号.清单 }}", title="逾期和滞后任务清单", rows="清单", only_if="清单", columns=(
        Column("编号", 12, "{{ 行.编号 }}"), Column("分类", 11, "{{ 行.分类 }}"),
        Column("任务名称", 24, "{{ 行.名称 }}", LEFT), Column("牵头单位", 24, "{{ 行.单位 }}"),
        Column("完成时限", 34, "{{ 行.时限 }}"), Column("目标值", 16, "{{ 行.目标 }}"),
        Column("目前值", 19, "{{ 行.完成 }}"), Column("逾期、滞后情况", 27, "{{ 行.情况 }}", LEFT),
        Column("存在问题", 25, "{{ 行.问题 }}", LEFT), Column("下步措施", 23, "{{ 行.措施 }}", LEFT), _LIGHT)),
    Annex(number="{{ 附件号.报送 }}", title="单位报送情况表", rows="报送", padding=12, columns=(
        Column("序号", 15, "{{ 行.序号 }}"), Column("单位", 64, "{{ 行.单位 }}"), Column("报送状态", 30, "{{ 行.状态 }}"),
        Column("报送时间", 40, "{{ 行.时间 }}"), Column("是否迟报", 19, "{{ 行.迟报 }}"), Column("报送次数", 19, "{{ 行.次数 }}"),
        Column("退回次数", 19, "{{ 行.退回 }}"), Column("存疑数", 19, "{{ 行.存疑 }}"))),
    Annex(number="{{ 附件号.评分 }}", title="单位得分及排名表", rows="评分", only_if="评分", columns=(
        Column("序号", 15, "{{ 行.序号 }}"), Column("单位", 60, "{{ 行.单位 }}"), Column("得分", 25, "{{ 行.得分 }}"),
        Column("加减分说明", 125, "{{ 行.说明 }}", LEFT))),
)  # fmt: skip


def annex(document: Document, each: Annex) -> None:
    """Add an annex on a new page: its number, a blank line, its title, its table (7.3.7)."""
    if each.only_if:
        document.add_paragraph(f"{{%p if {each.only_if} %}}", style="附件序号")
    head = document.add_paragraph(f"附件{each.number}", style="附件序号")
    head.paragraph_format.page_break_before = each is not ANNEXES[0]
    document.add_paragraph(style="附件序号")
    document.add_paragraph(each.title, style="附件标题")
    if each.note:
        document.add_paragraph(f"{{%p if {each.note} %}}", style="附件注")
        document.add_paragraph(f"{{{{ {each.note} }}}}", style="附件注")
        document.add_paragraph("{%p endif %}", style="附件注")
    table(document, each)
    if each.only_if:
        document.add_paragraph("{%p endif %}", style="附件序号")


def table(document: Document, each: Annex) -> None:
    """Add a table: header, a row that opens the loop, the row repeated, one that closes it."""
    drawn = document.add_table(4, len(each.columns), style="Table Grid")
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    header, opening, repeated, closing = drawn.rows
    _frame(drawn, each)
    for cell, column in zip(header.cells, each.columns, strict=True):
        _write(cell, column.header, "表头")
    for cell, column in zip(repeated.cells, each.columns, strict=True):
        _write(cell, column.words, column.style)
    for row, words in ((opening, f"{{%tr for 行 in {each.rows} %}}"), (closing, "{%tr endfor %}")):
        _write(row.cells[0].merge(row.cells[-1]), words, LEFT)
    header._tr.get_or_add_trPr().append(part("tblHeader"))  # noqa: SLF001 -- python-docx does not repeat headers
    for row in (header, repeated):
        _whole(row)


def _frame(table: Table, each: Annex) -> None:
    for column, wanted in zip(table.columns, each.columns, strict=True):
        column.width = Mm(wanted.width)
    for row in table.rows:
        for cell, wanted in zip(row.cells, each.columns, strict=True):
            cell.width = Mm(wanted.width)
    margins = part("tblCellMar")
    for side, width in (("top", each.padding), ("left", 57), ("bottom", each.padding), ("right", 57)):
        margins.append(part(side, w=width, type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)  # noqa: SLF001 -- nor has it cell margins


def _write(cell: _Cell, words: str, style: str) -> None:
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(words)
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def _whole(row: _Row) -> None:
    """Keep a row on one page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 -- no part of python-docx
    if properties.find(qn("w:cantSplit")) is None:
        properties.insert(0, part("cantSplit"))
