"""
排版收尾：what depends on the width of the words that came in: the turns of the title, the place of the signature.

Both go by the styles 公文标题 and 落款 of the template, whatever a clerk wrote in them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.reports.measure import ems
from toolkit.reports.title import lines_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TITLE, SIGNATURE = "公文标题", "落款"
_LINE = 28
"""Characters of 三号 on a line (5.2.3)."""

_CHARACTER = 15.75
"""Points of a 三号 character set 0.25 points closer."""

_IN, _STEP = 2, 2
"""Characters the signature stands in from the right, and the day begins to the right of it (7.3.5.2)."""


def finish(document: Document) -> None:
    """Turn the lines of titles between words, and place signature and day."""
    signed: list[Paragraph] = []
    title, signature = _key(document, TITLE), _key(document, SIGNATURE)
    for paragraph in document.paragraphs:
        look = paragraph._p.style  # noqa: SLF001 -- the key alone: python-docx looks the style up among all each time
        if look is not None and look == title:
            _turn(paragraph)
        elif look is not None and look == signature:
            signed.append(paragraph)
    for signer, day in pairwise(signed):
        _sign(signer, day)


def _key(document: Document, name: str) -> str | None:
    """Return the key by which paragraphs name a style; None where the template has it no more."""
    found = document.styles.element.get_by_name(
        name
    )  # python-docx's own search looks through all styles, and twice
    return found.styleId if found is not None else None


def places(signature: str, day: str) -> tuple[float, float]:
    """
    Return the characters before signature and day (7.3.5.2).

    The signature ends two characters from the right and the day begins two characters after it begins;
    where the day is the longer one, it is the day that ends two characters from the right.
    """
    begins = min(_LINE - _IN - ems(signature), _LINE - _IN - ems(day) - _STEP)
    return max(begins, 0.0), max(begins, 0.0) + _STEP


def _turn(paragraph: Paragraph) -> None:
    lines = lines_of(paragraph.text.strip())
    if len(lines) == 1 or not paragraph.runs:
        return
    first, *others = paragraph.runs
    for run in others:
        run.text = ""
    first.text = "\n".join(lines)


def _sign(signature: Paragraph, day: Paragraph) -> None:
    from docx.shared import Pt

    for paragraph, before in zip(
        (signature, day), places(signature.text.strip(), day.text.strip()), strict=True
    ):
        paragraph.paragraph_format.left_indent = Pt(before * _CHARACTER)
