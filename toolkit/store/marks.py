"""
What is asked of the entries of all months, as marks beside them, so that nobody has to read them for it.

A row has one letter for each thing that its entry says; :func:`having` names the marks that hold a letter.
"""

from __future__ import annotations

from itertools import product
from typing import Final

from toolkit.model.returns import Status

NODES, DONE, ADJUST = "n", "d", "a"
"""That nodes are told of, that the row is claimed done, that another target or day is asked for."""
_SIGNS: Final = {
    NODES: '"nodes":[{',
    DONE: f'"status":"{Status.DONE.value}"',
    ADJUST: f'"status":"{Status.ADJUST.value}"',
}
"""What stands in the JSON of an entry that says so."""


def marks_of(payload: str) -> str:
    """Return the marks of an entry, given as JSON."""
    marks = ""
    for mark, sign in _SIGNS.items():
        if sign in payload:
            marks += mark
    return marks


def having(*marks: str) -> list[str]:
    """Return all that may stand beside an entry that has one of these marks."""
    every = ("".join(some) for some in product(*(("", mark) for mark in _SIGNS)))
    return [some for some in every if any(mark in some for mark in marks)]
