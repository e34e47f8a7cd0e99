"""Which words of a source text were read, so that the eye finds them at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.lang import cells, numerals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from toolkit.model.plan import Target, Task


class Mark(NamedTuple):
    """A stretch of a text, ``text[start:end]``, and what was read there: ``value`` or ``role``."""

    start: int
    end: int
    sort: str


_FULL_STOPS: Final = "。！？\n"
VALUE, ROLE = "value", "role"

_NUMBER: Final = re.compile(
    rf"百分之[{numerals.CHINESE}]+|\d[\d,，]*(?:\.\d+)?[万亿萬億]?|[{numerals.CHINESE}]+|半"
)
_LIMIT: Final = re.compile(
    r"(?:到|至)?(?:\d{4}|[〇零一二三四五六七八九]{4})年(?:第?[一二三四1-4]季度|[上下]半年)?"
    r"(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末|内)?(?:之?前)?"
    r"|\d{1,2}月(?:\d{1,2}日|底|末|份)?(?:之?前)?|(?:今年|本年|年)(?:底|末|内)(?:之?前)?"
    r"|第?[一二三四]季度(?:底|末|内)?(?:之?前)?|[上下]半年(?:底|末|内)?(?:之?前)?"
)


def task_marks(task: Task) -> tuple[Mark, ...]:
    """Return what was read in a task's text: every target's quote, and the words naming departments."""
    marks = [Mark(*target.span, VALUE) for target in task.targets if target.span]
    if task.role_quote and (at := task.text.rfind(task.role_quote)) >= 0:
        marks.append(Mark(at, at + len(task.role_quote), ROLE))
    return disjoint(marks, len(task.text))


def sentence(task: Task, target: Target) -> tuple[str, tuple[Mark, ...]]:
    """
    Return the sentence of the task's text a target stands in, its quote and its limit marked.

    The limit at the head of a sentence governs the numbers after it, so the one that gives the due day of a
    quote without its own is marked as well.  A target typed by the clerk has no sentence.
    """
    if target.span is None:
        return "", ()
    start, end = target.span
    first = max(task.text.rfind(mark, 0, start) + 1 for mark in _FULL_STOPS)
    last = min((at + 1 for mark in _FULL_STOPS if (at := task.text.find(mark, end)) >= 0), default=None)
    text = task.text[first:last].strip()
    at = text.find(task.text[start:end])
    if at < 0:
        return text, ()
    marks = [Mark(at, at + end - start, VALUE)]
    if target.due and not _LIMIT.search(target.quote):
        limits = [match for match in _LIMIT.finditer(text, 0, at) if _says(match[0], target.due)]
        marks += [Mark(*match.span(), VALUE) for match in limits[-1:]]
    return text, disjoint(marks, len(text))


def _says(limit: str, due: date) -> bool:
    return cells.read_date(limit.removeprefix("到").removeprefix("至"), due.year).day == due


def target_marks(target: Target) -> tuple[Mark, ...]:
    """Return the number with its unit, and the limit, in a target's quote."""
    quote = target.quote
    marks = [*_numbers(quote, target)]
    if target.due:
        marks += [Mark(*match.span(), VALUE) for match in _LIMIT.finditer(quote)]
    return disjoint(marks, len(quote))


def _numbers(quote: str, target: Target) -> Iterator[Mark]:
    if target.value is None:
        return
    for match in _NUMBER.finditer(quote):
        if numerals.parse(match[0].replace("，", ",")) == target.value:
            unit = target.unit or ""
            end = match.end() + (len(unit) if quote.startswith(unit, match.end()) else 0)
            yield Mark(match.start(), end, VALUE)


def disjoint(marks: Iterable[Mark], length: int) -> tuple[Mark, ...]:
    """Return the marks in order, within a text of ``length``, later ones cut where they overlap."""
    kept: list[Mark] = []
    for mark in sorted(marks):
        start = max(mark.start, kept[-1].end if kept else 0)
        end = min(mark.end, length)
        if start < end:
            kept.append(Mark(start, end, mark.sort))
    return tuple(kept)


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[tuple[str, str]]:
    """Yield the text as (piece, sort), sort ``""`` between marks; no piece is empty."""
    at = 0
    for mark in marks:
        if at < mark.start:
            yield text[at : mark.start], ""
        yield text[mark.start : mark.end], mark.sort
        at = mark.end
    if at < len(text):
        yield text[at:], ""
