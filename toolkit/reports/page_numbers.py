"""
页码：``— 1 —`` at the foot, outside (GB/T 9704-2012 clause 7.5).

A page on its side carries its number where the others have it once it is bound (clause 8): at the edge that
becomes the foot, the letters turned with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.reports.gongwen import part

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.section import _Footer as Footer
    from docx.text.paragraph import Paragraph

STYLE = "页码"
_RIGHT, _LEFT = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
_CHARACTER = 280
"""Width of one 四号 character in twentieths of a point: how far the number stands in from the edge."""

_EMU = 36000
"""Units of a drawing in a millimetre."""

_FROM_EDGE, _THICK, _LONG = 22.5, 6.0, 40.0
_ODD_FROM_TOP, _EVEN_FROM_TOP = 179.0 - _LONG, 33.0
"""Millimetres on a page turned to the right: an odd number ends at 179, an even one begins at 33."""

_BOX = """
<w:drawing {declared} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
  <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="0"
             locked="0" layoutInCell="1" allowOverlap="1">
    <wp:simplePos x="0" y="0"/>
    <wp:positionH relativeFrom="page"><wp:posOffset>{left:.0f}</wp:posOffset></wp:positionH>
    <wp:positionV relativeFrom="page"><wp:posOffset>{top:.0f}</wp:posOffset></wp:positionV>
    <wp:extent cx="{width:.0f}" cy="{height:.0f}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
    <wp:docPr id="{number}" name="{name}"/><wp:cNvGraphicFramePr/>
    <a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
      <wps:wsp><wps:cNvSpPr txBox="1"/>
        <wps:spPr>
          <a:xfrm><a:off x="0" y="0"/><a:ext cx="{width:.0f}" cy="{height:.0f}"/></a:xfrm>
          <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>
        </wps:spPr>
        <wps:txbx><w:txbxContent/></wps:txbx>
        <wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr>
      </wps:wsp>
    </a:graphicData></a:graphic>
  </wp:anchor>
</w:drawing>
"""


def upright(document: Document, section: Section) -> None:
    """Number upright pages: odd ones right, even ones left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, _RIGHT), (section.even_page_footer, _LEFT)):
        paragraph = footer.paragraphs[0]
        edge = "right" if side is _RIGHT else "left"
        indent = part("ind", **{f"{edge}Chars": 100, edge: _CHARACTER})
        paragraph._p.get_or_add_pPr().append(indent)  # noqa: SLF001 -- python-docx has no indents in characters
        _number(paragraph, side)


def on_its_side(section: Section) -> None:
    """Number pages on their side at their left edge, letters turned."""
    for footer, side, top in (
        (section.footer, _RIGHT, _ODD_FROM_TOP),
        (section.even_page_footer, _LEFT, _EVEN_FROM_TOP),
    ):
        footer.is_linked_to_previous = False
        _boxed(footer, side, top)


def _boxed(footer: Footer, side: WD_ALIGN_PARAGRAPH, top: float) -> None:
    holder = footer.paragraphs[0]
    holder.style = STYLE
    inside = footer.add_paragraph()
    _number(inside, side)
    odd = side is _RIGHT
    box = parse_xml(
        _BOX.format(
            declared=nsdecls("w", "wp", "a"),
            left=_FROM_EDGE * _EMU,
            top=top * _EMU,
            width=_THICK * _EMU,
            height=_LONG * _EMU,
            number=1 if odd else 2,
            name="单页码" if odd else "双页码",
        )
    )
    (content,) = box.xpath(".//*[local-name()='txbxContent']")
    content.append(inside._p)  # noqa: SLF001 -- the paragraph moves from the footer into the box
    holder.add_run()._r.append(box)  # noqa: SLF001 -- python-docx draws no boxes


def _number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """Write the number as a field between dashes."""
    paragraph.style = STYLE
    paragraph.alignment = side
    paragraph.add_run("— ")
    code, shown = part("instrText"), part("t")
    code.text, shown.text = "PAGE", "1"
    marks = [part("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    for piece in (marks[0], code, marks[1], shown, marks[2]):
        paragraph.add_run()._r.append(piece)  # noqa: SLF001 -- nor are fields any part of it
    paragraph.add_run(" —")
