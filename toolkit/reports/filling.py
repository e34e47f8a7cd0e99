"""填模板：docxtpl without the work that long tables make and these papers do not need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_TURNED = re.compile(r"(?<=>)[^<>]*\n[^<]*(?=</w:t>)")
_TURN = '</w:t><w:br/><w:t xml:space="preserve">'
_OTHER_BREAK = re.compile(r"[\t\a\f]")
_UNEVEN = re.compile(r"\{%(?:tc\b|\s*(?:colspan|hm)\b)")
_END = "</w:body>"


class Filling(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    """
    A template being filled in.

    Turns of lines are set in one pass, tables are measured again only where the template's tags can change
    their columns, and the filled text is parsed once, where it stays.
    """

    docx: Any
    uneven = False

    def patch_xml(self, src_xml: str) -> str:
        """Make a part's XML a jinja template."""
        self.uneven = self.uneven or bool(_UNEVEN.search(src_xml))
        return str(super().patch_xml(src_xml))

    def resolve_listing(self, xml: str) -> str:
        """Turn the breaks of values into breaks of Word."""
        xml = _TURNED.sub(lambda found: found[0].replace("\n", _TURN), xml)
        mend = super().resolve_listing
        if not _OTHER_BREAK.search(xml):
            return xml
        return _PARAGRAPH.sub(
            lambda found: mend(found[0]) if _OTHER_BREAK.search(found[0]) else found[0], xml
        )

    def fix_tables(self, xml: str) -> BaseOxmlElement:
        """Parse the filled body: within its document, or alone where its tables must be measured."""
        if self.uneven:
            measured: BaseOxmlElement = super().fix_tables(xml)
            return measured
        around = self.xml_to_string(self.docx.element)
        start, end = around.index("<w:body"), around.rindex(_END) + len(_END)
        body: BaseOxmlElement = parse_xml(f"{around[:start]}{xml}{around[end:]}")
        return body

    def fix_docpr_ids(self, tree: BaseOxmlElement) -> None:
        """Number the drawings anew, so that no two are the same."""
        for number, drawing in enumerate(tree.iter(qn("wp:docPr")), self.docx_ids_index + 1):
            drawing.set("id", str(number))

    def map_tree(self, tree: BaseOxmlElement) -> None:
        """Put the filled body, or the document with it, in the template's place."""
        if self.uneven:
            super().map_tree(tree)
            return
        part = self.docx.part
        part._element = tree  # noqa: SLF001 -- python-docx reads a part's element once and has no way to change it
        self.docx = part.document
