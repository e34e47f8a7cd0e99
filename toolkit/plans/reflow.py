"""断行：lines broken by a page or a narrow column become paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import shadow
from toolkit.plans import markers

if TYPE_CHECKING:
    from toolkit.plans.document import Line

_FULL_STOP: Final = "。！？!?；;：:…"
_QUOTED_STOP: Final = ("。”", "！”", "？”", "!”", "?”")
_OPEN_END: Final = "，、,（(“《—"
_STARTS: Final = re.compile(
    r"^(?:(?:牵头|责任|配合|主办|协办|承办|参与|实施|落实|指导|督导)(?:考核|责任)?(?:单位|部门|领导|主体)|责任人|完成时限|时限|附件|抄送|联系人|"
    r"\(?(?:征求意见稿|送审稿|讨论稿|草案|\d{4}))"
)
_TAIL: Final = 400
"""Characters at the end of a paragraph that tell whether it goes on; a table joined by mistake is long."""
_LONG: Final = 45
_WIDEST: Final = 80
_SHARE: Final = 0.35
_WRAPPED_FEW: Final = 12
_MAX_BRACKET_LINES: Final = 8


def join(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """
    Join what one paragraph was broken into.

    A line goes on in the next where it ends in the middle of a sentence and is as wide as the column,
    or longer than any heading, or inside a bracket; a new number, label or indent begins a paragraph.
    """
    width = column_width(lines)
    indented = _is_indented(lines)
    joined: list[Line] = []
    gap = False
    for line in lines:
        if not line.text.strip():
            gap = True
            continue
        if joined and _continues(joined[-1], line, width, gap=gap, indented=indented):
            joined[-1] = _glue(joined[-1], line)
        else:
            joined.append(line)
        gap = False
    return tuple(joined)


def column_width(lines: tuple[Line, ...]) -> int:
    """Return the width most lines are broken at, 0 where lines are whole paragraphs."""
    lengths = [len(line.text.strip()) for line in lines if line.cell is None and line.text.strip()]
    if len(lengths) < _WRAPPED_FEW:
        return 0
    width, _ = Counter(lengths).most_common(1)[0]
    widest = sorted(lengths)[int(len(lengths) * 0.98) - 1]
    width = max(width, widest)
    near = sum(width - 3 <= length <= width + 1 for length in lengths)
    return width if width <= _WIDEST and near >= _SHARE * len(lengths) else 0


def _is_indented(lines: tuple[Line, ...]) -> bool:
    texts = [line.text for line in lines if line.text.strip()]
    return sum(text[:1] in " \u3000\t" for text in texts) >= max(3, len(texts) // 10)


def _glue(before: Line, after: Line) -> Line:
    left, right = before.text.rstrip(), after.text.lstrip()
    space = (
        " "
        if left[-1:].isascii() and left[-1:].isalnum() and right[:1].isascii() and right[:1].isalpha()
        else ""
    )
    return replace(before, text=left + space + right)


def _continues(before: Line, after: Line, width: int, *, gap: bool, indented: bool) -> bool:
    if before.cell or after.cell or after.heading or before.heading:
        return False
    left, right = shadow(before.text.rstrip()[-_TAIL:]).strip(), shadow(after.text).strip()
    if markers.match(right) or _STARTS.match(right):
        return False
    if _open_bracket(left):
        return not gap or len(left) > _LONG
    if left[-1] in _OPEN_END:
        return True
    full = bool(width) and len(before.text.strip()) >= width - 2
    fresh = after.text[:1] in " \u3000\t"
    if left[-1] in _FULL_STOP or left.endswith((")", *_QUOTED_STOP)):
        return full and not gap and indented and not fresh and len(left) > 1
    return (full and not (indented and fresh)) or (not width and len(left) > _LONG)


def _open_bracket(text: str) -> bool:
    """Tell whether the last bracket of a line is still open."""
    tail = text[-_TAIL:]
    last = tail.rfind("(")
    return last >= 0 and ")" not in tail[last:] and not markers.match(tail[last:])
