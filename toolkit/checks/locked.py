"""锁定内容：what the office pre-filled came back as it was issued."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.checks.rule import Fault, Severity, State, on_row
from toolkit.lang.cells import read_date, read_value
from toolkit.lang.script import fold
from toolkit.model import wording

if TYPE_CHECKING:
    from toolkit.checks.row import Row

_SAID: Final = frozenset(State)
_COMPARATORS: Final = re.compile(r"^[≥≤><=≧≦]+")


@on_row(
    "F13",
    "target-edited",
    "目标值被改动",
    Severity.WARNING,
    looks_at=("target",),
    todo="目标值以方案为准，改动不予采用；确需调整请填“申请调整”并写明理由。",
    source="practice 6.13",
    states=_SAID,
)
def target_edited(row: Row) -> Fault | None:
    """Find a locked 目标值 that came back as another."""
    target = row.target
    if target is None or target.value is None or _old_version(row):
        return None
    wanted = wording.wanted(target.comparator, target.value, None)
    written = "" if row.entry.issued_target == wanted else fold(row.entry.issued_target)
    if not written:
        return None
    sign = _COMPARATORS.match(written)
    number = read_value(_COMPARATORS.sub("", written), target.unit).number
    other_sign = bool(sign and target.comparator and fold(sign[0]) != fold(target.comparator))
    if number is None or (number == target.value and not other_sign):
        return None
    return Fault(found=f"目标值成了“{row.entry.issued_target}”", wanted=wanted, field="target")


@on_row(
    "F14",
    "due-edited",
    "完成时限被改动",
    Severity.WARNING,
    looks_at=("due",),
    todo="完成时限以方案为准，改动不予采用；确需调整请填“申请调整”并写明理由。",
    source="practice 6.13",
    states=_SAID,
)
def due_edited(row: Row) -> Fault | None:
    """Find a locked 完成时限 that came back as another day."""
    due = row.target.due if row.target else None
    if due is None or row.entry.issued_due == due.isoformat() or _old_version(row):
        return None
    written = read_date(row.entry.issued_due, due.year).day
    if written is None or written == due:
        return None
    return Fault(found=f"完成时限成了{wording.day(written)}", wanted=wording.day(due), field="due")


def _old_version(row: Row) -> bool:
    """Whether the form was made from another version, so that a difference is not the department's doing."""
    return row.form_version is not None and row.form_version != row.plan.version
