"""认定：what waits for a person, and what a person settled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """
    待定事项: one question the program may not answer.

    ``kind`` groups like questions; ``known`` is what the program knows, ``proposal`` what it would do
    and ``where`` the place in which the office settles it.
    """

    kind: str
    subject: str
    question: str
    known: str = ""
    proposal: str = ""
    where: str = ""
