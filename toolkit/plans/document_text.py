"""方案文件·纯文本：text and Markdown, as copied from a web page or a word processor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.lang import mojibake
from toolkit.lang.script import decode
from toolkit.plans import flat_tables, noise, reflow
from toolkit.plans.document import MAX_CHARACTERS, Cell, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEADING: Final = re.compile(r"^(#{1,6})\s+(.*)$")
_TABLE_ROW: Final = re.compile(r"^\s*\|.*\|\s*$")
_PIPED: Final = re.compile(r"[^|]+(?:\|[^|]*){2,}")
_RULE_ROW: Final = re.compile(r"^[\s|:\-]+$")
_TABS: Final = re.compile(r"[^\t]*(?:\t[^\t]*){2,}")
_BREAKS: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


def read(data: bytes, name: str) -> tuple[Line, ...]:
    """Read text in any encoding; raises UnreadableFileError where the bytes are no text."""
    try:
        text = decode(data)
    except ValueError:
        raise UnreadableFileError(f"“{name}”不是文字文件，请发送方案的Word、PDF或文本文件") from None
    if len(text) > MAX_CHARACTERS:
        raise UnreadableFileError(f"“{name}”有{len(text)}字，不像一份方案，请只发送方案正文")
    return from_text(text)


def from_text(text: str) -> tuple[Line, ...]:
    """Return the lines of a text: damage repaired, marks and navigation dropped, wrapped lines joined."""
    raw = _BREAKS.split(text)
    repaired = mojibake.repair(raw)
    lines: list[Line] = []
    for before, after in zip(raw, repaired, strict=True):
        line = _marked(noise.strip_marks(after))
        lines.append(
            line if before == after else Line(line.text, line.bold, line.heading, repaired=before.strip())
        )
    kept = list(noise.drop(_tables(lines)))
    ruled = 1 + max((line.cell.table for line in kept if line.cell), default=-1)
    return reflow.join(tuple(flat_tables.restore(kept, ruled)))


def _marked(text: str) -> Line:
    """Take Markdown's marks off a line: what they say goes into ``heading`` and ``bold``."""
    heading = None
    if match := _HEADING.match(text.strip()):
        heading, text = len(match[1]), match[2]
    bare = text.replace("**", "").replace("__", "")
    bold = text.strip().startswith("**") and text.strip().endswith("**") and bool(bare.strip())
    return Line(bare, bold, heading)


def _tables(lines: Iterable[Line]) -> Iterator[Line]:
    """Turn Markdown tables and rows parted by tabs into cells."""
    table, row, inside = -1, 0, False
    for line in lines:
        cells = _cells(line.text)
        if not cells:
            inside = False
            yield line
            continue
        if not inside:
            table, row, inside = table + 1, 0, True
        if not _RULE_ROW.match(line.text):
            for column, cell in enumerate(cells):
                yield Line(cell.strip().replace("<br>", "\n"), cell=Cell(table, row, column))
            row += 1


def _cells(text: str) -> list[str]:
    if _TABLE_ROW.match(text) or _PIPED.fullmatch(text):
        return text.strip().strip("|").split("|")
    return text.split("\t") if _TABS.fullmatch(text) and text.strip() else []
