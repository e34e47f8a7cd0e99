"""
退回修改通知模板：how ``templates/退回修改通知.docx`` is made.

A clerk edits the file in Word; whoever changes its skeleton changes it here and runs
``python -m toolkit.reports.correction_notice_template templates/退回修改通知.docx``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from toolkit.reports import gongwen, page_numbers
from toolkit.reports.template import paragraph, saved, styles
from toolkit.reports.template_tables import LEFT, Annex, Column, table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

LETTER: Final = (
    ("公文正文", ""),
    ("公文标题", "{% if 须修改 %}退回修改通知{% else %}请予说明通知{% endif %}"),
    ("主送机关", ""),
    ("主送机关", "{{ 单位 }}："),
    ("公文正文", (
        "{% if 代录来源 %}你单位告知、由我办代录（{{ 代录来源 }}）的{{ 期别 }}进展情况经审核，{% else %}"
        "你单位{{ 报送日期 }}报送的{{ 期别 }}进展情况填报表（第{{ 次数 }}次报送）经审核，{% endif %}"
        "{% if 须修改 %}须修改{{ 须修改|length }}处{% endif %}{% if 须修改 and 请说明 %}、{% endif %}"
        "{% if 请说明 %}请说明{{ 请说明|length }}处{% endif %}，逐处列在附件中。"
    )),
    ("公文正文", (
        "{% if 代录来源 %}随附代录的填报表“{{ 随附 }}”，有问题的格子已标出颜色和批注，"
        "{% elif 原件标注 %}随附你单位所报原文件“{{ 随附 }}”，有问题的格子已标出颜色和批注，"
        "{% else %}所报文件不便直接标注，随附已填入你单位所报内容的填报表“{{ 随附 }}”，请在其中修改，{% endif %}"
        "其余内容不用重填。"
        "{% if 请说明 %}请说明的，有误的改正，无误的在“修改清单”的“说明”一列写明原因。{% endif %}"
    )),
    ("公文正文", "请于{{ 截止 }}前将改好的文件发回{{ 汇总单位 }}。"),
    ("公文正文", ""),
    ("附件说明", "附件：{{ 附件名 }}"),
    ("公文正文", ""),
    ("落款", "{{ 署名 }}"),
    ("落款", "{{ 成文日期 }}"),
    ("公文正文", "{%p if 联系人 or 电话 %}"),
    ("公文正文", (
        "（审核联系人：{{ 联系人 or 署名 }}{% if 电话 %}；电话：{{ 电话 }}{% endif %}）"
    )),
    ("公文正文", "{%p endif %}"),
)  # fmt: skip
"""Paragraphs of the letter: style and words."""

_LAST_WORDS: Final = next(i for i, (_, words) in enumerate(LETTER) if words.startswith("请于"))
"""From here to the end all stands on one page, so that no page holds the signature alone."""

_COLUMNS: Final = (
    Column("序号", 10, "{{ 行.序号 }}"),
    Column("位置", 37, "{{ 行.位置 }}", LEFT),
    Column("原填内容", 26, "{{ 行.原填 }}", LEFT),
    Column("问题", 41, "{{ 行.问题 }}", LEFT),
    Column("修改要求", 42, "{{ 行.要求 }}", LEFT),
)
_TABLES: Final = (
    ("须修改", "须修改（{{ 须修改|length }}处）：改正标红的格子"),
    ("请说明", "请说明（{{ 请说明|length }}处）：核实标橙的格子，有误的改正，无误的写明原因"),
)
_RED: Final = "FF0000"
_MARK_FROM_TOP, _RULE_FROM_FOOT = 30, 20
_BEYOND = 7
"""Millimetres: the mark's place, the lower rule's (10.1), and how far rules of 170 pass the type area of 156."""

_BELOW_MARK = 11
"""Points between mark and rule: 4 mm (10.1)."""

_MARK = 26.0


def build() -> bytes:
    """Return the template, the same bytes each time."""
    from docx import Document

    document = Document()
    styles(document)
    letter = document.sections[0]
    gongwen.portrait(letter)
    page_numbers.upright(document, letter)
    _letterhead(document, letter)
    for i, (style, words) in enumerate(LETTER):
        paragraph(document, style, words, kept=i >= _LAST_WORDS)
    gongwen.style(document, "表前标题", gongwen.HEITI, 12.0, condensed=False, pitch=None)
    document.styles["表前标题"].paragraph_format.keep_with_next = True
    _annex(document)
    return saved(document)


def _letterhead(document: Document, section: Section) -> None:
    """Set the marks of a letter on its first page: red name and double rules, no number (10.1)."""
    gongwen.style(
        document, "信函标志", gongwen.XIAOBIAOSONG, _MARK, align=WD_ALIGN_PARAGRAPH.CENTER, condensed=False, pitch=None
    )  # fmt: skip
    mark: ParagraphStyle = document.styles["信函标志"]
    mark.font.color.rgb = RGBColor.from_string(_RED)
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(_MARK_FROM_TOP), Mm(_RULE_FROM_FOOT)
    head = section.first_page_header.paragraphs[0]
    head.style = mark
    head.add_run("{{ 汇总单位 }}")
    _ruled(head, "bottom", "thickThinSmallGap", _BELOW_MARK)
    foot = section.first_page_footer.paragraphs[0]
    foot.paragraph_format.line_spacing_rule, foot.paragraph_format.line_spacing = (
        WD_LINE_SPACING.EXACTLY,
        Pt(1),
    )
    _ruled(foot, "bottom", "thinThickSmallGap", 0)
    _unseen(section.header.paragraphs[0])
    _unseen(section.even_page_header.paragraphs[0])


def _ruled(paragraph_: Paragraph, edge: str, line: str, space: int) -> None:
    """Draw a rule 170 mm wide along a paragraph."""
    paragraph_.paragraph_format.left_indent = paragraph_.paragraph_format.right_indent = -Mm(_BEYOND)
    borders = gongwen.part("pBdr")
    borders.append(gongwen.part(edge, val=line, sz=24, space=space, color=_RED))
    properties = paragraph_._p.get_or_add_pPr()  # noqa: SLF001 -- python-docx draws no borders
    following = next((e for tag in ("spacing", "ind") for e in properties.findall(qn(f"w:{tag}"))), None)
    if following is None:
        properties.append(borders)
    else:
        following.addprevious(borders)


def _unseen(paragraph_: Paragraph) -> None:
    """Keep the empty head of further pages from pushing their text down."""
    layout = paragraph_.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def _annex(document: Document) -> None:
    """Add the annex on a page of its own (7.3.7): what must be mended apart from what is asked."""
    section = document.add_section()
    gongwen.portrait(section)
    section.different_first_page_header_footer = False
    document.add_paragraph("附件", style="附件序号")
    document.add_paragraph(style="附件序号")
    document.add_paragraph("{{ 附件名 }}", style="附件标题")
    for field, heading in _TABLES:
        document.add_paragraph(f"{{%p if {field} %}}", style="一级标题")
        document.add_paragraph(heading, style="表前标题")
        table(document, Annex(number="", title="", rows=field, columns=_COLUMNS))
        document.add_paragraph(style="表前标题")
        document.add_paragraph("{%p endif %}", style="一级标题")


def main() -> None:
    """Write the template to the path given."""
    Path(sys.argv[1]).write_bytes(build())


if __name__ == "__main__":
    main()
