"""往期：what was accepted before, as forms, checks and judgement look back on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from toolkit.model.returns import Entry


class RowKey(NamedTuple):
    """One department's row of one plan."""

    plan: str
    id: str
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """
    An accepted entry of a period, with the file it came from; ``source`` is how a 代录 was told.

    ``untrue`` is a figure that a person found false: the entry has none then.
    """

    period: str
    department: str
    entry: Entry
    sha256: str
    file: str
    archive: str = ""
    questioned: bool = False
    received: date | None = None
    source: str = ""
    untrue: float | None = None
