"""任务名称：the heading sentence of an item, else its first clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.lang.script import shadow
from toolkit.plans import markers, roles

if TYPE_CHECKING:
    from toolkit.plans.structure import Block


TITLE_LENGTH: Final = 40


_CLOSING: Final = {"“": "”", "(": ")", "《": "》", "‘": "’"}


def heading_of(block: Block) -> str:
    """Return a block's heading as printed, number included, without the text that may follow it."""
    head = block.head
    cut = title_end(head) if shadow(head).find("。") >= 0 else len(head)
    return f"{block.label}{head[:cut]}".strip()


def title_of(text: str) -> str:
    """
    Return the title of an item: its heading sentence, else its first clause, 40 characters at most.

    A heading sentence has at most 40 characters and no comma (gold/GUIDE of the acceptance checks).
    """
    line = text.split("\n", 1)[0]
    span = next((span for span in roles.find(line) if span.named), None)
    if span:
        line = line[: span.start] or line[span.end :].lstrip() or line
    inner = markers.match(shadow(line))
    if inner is not None and inner.style.name in {"paren_arabic", "circled"}:
        line = line[inner.length :]
    stop = _first(line, "。!?")
    if stop <= TITLE_LENGTH and _first(line, ",") > stop:
        return _clean(line[:stop])
    return _clean(line[: min(_first(line, ",。;:!?"), TITLE_LENGTH)])


def title_end(text: str) -> int:
    """Return where the heading sentence of a block ends."""
    return _first(text, "。")


def _clean(title: str) -> str:
    return title.strip(" \u3000*。.：:，,；;")


def _first(text: str, stops: str) -> int:
    """Return the place of the first of ``stops`` outside quotes and brackets, or the text's length."""
    closing = ""
    for place, char in enumerate(shadow(text[:400])):
        if closing:
            closing = "" if char == closing else closing
        elif char in _CLOSING and _CLOSING[char] in shadow(text[place:400]):
            closing = _CLOSING[char]
        elif char in stops:
            return place
    return len(text)
