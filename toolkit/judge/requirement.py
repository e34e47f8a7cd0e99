"""目标要求：the words in which a paper says what a row asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.model.plan import Target, Task

LONGEST = 60
"""Characters of a task's own text; a ledger is no copy of the plan."""

_ROLES = "牵头|责任|配合|主办|协办|承办|参与"
_IN_BRACKETS = re.compile(rf"[（(](?:{_ROLES})(?:单位|部门|领导)?[:：][^（）()]*[）)]")
_IN_THE_OPEN = re.compile(rf"(?:{_ROLES})(?:单位|部门|领导)[:：].*")
_SENTENCE = re.compile(r"[^。！？；!?;]+")
_CLAUSE_ENDS = "，,、"


def requirement(task: Task, target: Target | None) -> str:
    """
    Return the target as the plan words it, or for a task without targets one sentence of its text.

    The sentence is the first that says more than the title; who is responsible stands elsewhere.
    """
    if target is None:
        return _shortened(_sentence(task))
    named = not target.measure or target.measure in target.quote
    return target.quote if named else f"{target.measure}：{target.quote}"


def _sentence(task: Task) -> str:
    text = task.text
    if "：" in text or ":" in text:
        text = _IN_THE_OPEN.sub("", _IN_BRACKETS.sub("", text))
    title = "".join(task.title.split())
    sentences = ("".join(found[0].split()) for found in _SENTENCE.finditer(text))
    return next((each for each in sentences if each not in {"", title}), title)


def _shortened(text: str) -> str:
    """Cut a text after a clause that leaves at least half of the room used, else where the room ends."""
    if len(text) <= LONGEST:
        return text
    room = text[: LONGEST - 2]
    end = max(room.rfind(mark) for mark in _CLAUSE_ENDS)
    return f"{room[:end] if end > LONGEST // 2 else room}……"
