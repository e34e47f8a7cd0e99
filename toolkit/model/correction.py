"""修改要求：one line of what goes back to a department, as every paper about it writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.model.findings import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """
    One fault or question of a return, in words.

    ``sheet``, ``cell`` and ``column`` (its heading) say where in the file that goes back; all are ``""`` for the
    whole file.  ``id`` and ``task`` name the row, ``written`` is what stands in the cell, ``problem`` what is wrong
    and ``request`` what is wanted and how to get there, a line each.
    """

    severity: Severity
    sheet: str = ""
    cell: str = ""
    column: str = ""
    id: str = ""
    task: str = ""
    written: str = ""
    problem: str = ""
    request: str = ""
