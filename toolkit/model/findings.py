"""审核意见：what a check found in a return, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Error sends the return back, warning asks, notice tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def chinese(self) -> str:
        """The severity as the list of corrections writes it."""
        return {"error": "须修改", "warning": "请说明", "notice": "提示"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One fault or question, with its place and what to do about it.

    ``cell`` is ``工作表!地址`` in the department's own file, or the sheet alone for a fault of the whole
    sheet, or ``""``.  ``id`` is the row it is about, ``""`` for the whole return.  ``found``, ``wanted``
    and ``todo`` are Chinese, for the department.
    """

    code: str
    severity: Severity
    cell: str = ""
    id: str = ""
    plan: str = ""
    found: str = ""
    wanted: str = ""
    todo: str = ""
