"""
公文格式：the measures of GB/T 9704-2012 as Word parts.

Clauses are named beside each measure.  A line pitch of 28.9 points gives the 22 lines a page, and letters
set 0.25 points closer the 28 characters a line, that clause 5.2.3 asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.styles.style import ParagraphStyle

FANGSONG, KAITI, HEITI, XIAOBIAOSONG, SONGTI = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
SAN_HAO, ER_HAO, SI_HAO, WU_HAO = 16.0, 22.0, 14.0, 10.5
"""Sizes 三号, 二号, 四号 and 五号 in points."""

PITCH = 28.9
CONDENSED = -5
"""Twentieths of a point."""

_PORTRAIT = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_LANDSCAPE = {"top": 28, "bottom": 26, "left": 35, "right": 37}
"""Margins in millimetres (5.2.1); a landscape page is the same page turned to the right (8)."""

_NUMBER_FROM_FOOT = 25


def part(tag: str, **attributes: str | int) -> BaseOxmlElement:
    """Return a Word element with these attributes of the ``w`` name space."""
    element: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def font(style: ParagraphStyle, name: str, size: float, *, condensed: bool = False) -> None:
    """Set one face for Chinese and Western letters, Chinese for the speller, the size, and the condensing."""
    style.font.size = Pt(size)
    style.font.bold = False
    properties = style.element.get_or_add_rPr()
    for tag in ("w:rFonts", "w:color", "w:spacing", "w:lang"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    properties.insert(0, part("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name))
    if condensed:
        properties.find(qn("w:sz")).addprevious(part("spacing", val=CONDENSED))
    properties.append(part("lang", val="en-US", eastAsia="zh-CN"))


def style(document: Document, name: str, face: str, size: float, *, indent: bool = False, condensed: bool = True,
          align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY, pitch: float | None = PITCH) -> None:  # fmt: skip
    """
    Add a paragraph style; ``indent`` sets the first line in by two characters (7.3.3).

    No gap is put between Chinese characters and letters or digits, so that a line holds what it should.
    """
    added: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    added.base_style = document.styles["Normal"]
    added.quick_style = True
    font(added, face, size, condensed=condensed)
    layout = added.paragraph_format
    layout.alignment = align
    layout.space_before = layout.space_after = Pt(0)
    if pitch is None:
        layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    for tag in ("autoSpaceDE", "autoSpaceDN"):
        layout.element.get_or_add_pPr().find(qn("w:spacing")).addprevious(part(tag, val=0))
    if indent:
        layout.first_line_indent = Pt(2 * size)
        added.element.pPr.ind.set(qn("w:firstLineChars"), "200")


def portrait(section: Section) -> None:
    """Make a section A4 upright with the margins of clause 5.2.1."""
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    _margins(section, _PORTRAIT)


def landscape(section: Section) -> None:
    """Make a section A4 on its side."""
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    _margins(section, _LANDSCAPE)


def _margins(section: Section, margins: dict[str, int]) -> None:
    section.top_margin, section.bottom_margin = Mm(margins["top"]), Mm(margins["bottom"])
    section.left_margin, section.right_margin = Mm(margins["left"]), Mm(margins["right"])
    section.footer_distance, section.header_distance = Mm(_NUMBER_FROM_FOOT), Mm(15)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 -- python-docx has no other way to a section's grid
    if grid is not None:
        section._sectPr.remove(grid)  # noqa: SLF001 -- the same
