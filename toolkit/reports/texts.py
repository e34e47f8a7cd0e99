"""文字整理：words of a return made fit for a paper, without changing what they say."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime

from toolkit.model.personal import masked

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_INNER = str.maketrans("“”", "‘’")
_BREAKS = re.compile(r"\s*\n\s*")
_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百]+[章节篇编]|[（(]?[一二三四五六七八九十百]+[）)、．.]|[（(]?\d+[）)、．.])\s*"
)
_COUNTED = re.compile(r"[（(](?:共)?\d+[项条个][）)]$")


def clean(text: str) -> str:
    """Drop control characters, and hide mobile, identity and landline numbers but for their ends."""
    return masked(text.strip() if text.isprintable() else drop_control(text))


def drop_control(text: str) -> str:
    """Drop what no office program can show; every line break becomes the same one."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def line(text: str) -> str:
    """Clean a text and put it on one line, its breaks turned into semicolons where nothing else ends them."""
    text = clean(text)
    if "\n" not in text:
        return text
    parts = _BREAKS.split(text)
    return "".join(
        part if i == len(parts) - 1 or part.endswith(("。", "；", "，", "、", "：")) else f"{part}；"
        for i, part in enumerate(parts)
    )


def quoted(text: str) -> str:
    """Return words on one line that are to stand between quotation marks: their own become inner ones (GB/T 15834)."""
    return line(text).translate(_INNER)


def heading(text: str) -> str:
    """Return a section's heading without its number and the count of its tasks."""
    return _COUNTED.sub("", _NUMBERING.sub("", line(text)).rstrip("。：:"))


def moment(text: str) -> str:
    """Write a moment told as ``2022-06-23T16:00`` as papers do, ``6月23日16:00``; anything else as it is."""
    with suppress(ValueError):
        told = datetime.fromisoformat(text)
        return f"{told.month}月{told.day}日{told:%H:%M}"
    return text
