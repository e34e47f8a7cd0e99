"""锁定内容：what the office pre-filled came back as it was issued; an edit changes nothing and is asked about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.checks.rule import Fault, Need, Severity, State, on_row
from toolkit.lang.cells import read_date, read_value
from toolkit.lang.script import fold
from toolkit.model import wording

if TYPE_CHECKING:
    from datetime import date

    from toolkit.checks.row import Row
    from toolkit.model.plan import Target
    from toolkit.model.returns import Entry

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
    needs=Need.EDITED,
)
def target_edited(row: Row) -> Fault | None:
    """Find a locked 目标值 that came back as another; the second month running sends back."""
    target = row.target
    if target is None or target.value is None or _old_version(row) or not _other_target(row.entry, target):
        return None
    again = row.before is not None and _other_target(row.before, target)
    return _edited(
        f"目标值成了“{row.entry.issued_target}”",
        wording.wanted(target.comparator, target.value, None),
        "target",
        again=again and _asked_before(row),
    )


@on_row(
    "F14",
    "due-edited",
    "完成时限被改动",
    Severity.WARNING,
    looks_at=("due",),
    todo="完成时限以方案为准，改动不予采用；确需调整请填“申请调整”并写明理由。",
    source="practice 6.13",
    states=_SAID,
    needs=Need.EDITED,
)
def due_edited(row: Row) -> Fault | None:
    """Find a locked 完成时限 that came back as another day; the second month running sends back."""
    target = row.target
    written = _other_due(row.entry, target) if target else None
    if target is None or target.due is None or written is None or _old_version(row):
        return None
    due, again = target.due, row.before is not None and _other_due(row.before, target) is not None
    return _edited(
        f"完成时限成了{wording.day(written)}", wording.day(due), "due", again=again and _asked_before(row)
    )


@on_row(
    "F15",
    "id-edited",
    "编号被改动",
    Severity.WARNING,
    looks_at=("id", "task"),
    todo="已按任务名称和目标要求对应，请核对这一行填的是不是这项任务；编号请不要改动。",
    source="practice 6.14",
    states=_SAID,
    needs=Need.EDITED,
)
def id_edited(row: Row) -> Fault | None:
    """Find a form of ours in which a number was retyped, so that only the title says which row is meant."""
    written = fold(row.entry.issued_id)
    own = {fold(known) for known in (row.entry.id, row.task.id, row.task.no)}
    if row.form_version is None or not written or written in own or _same_number(written, row.entry.id):
        return None
    found = f"编号成了“{row.entry.issued_id}”，按任务名称登记到编号{row.entry.id}"
    return Fault(found=found, wanted=row.entry.id, field="id")


def _edited(found: str, wanted: str, field: str, *, again: bool) -> Fault:
    """Ask about an edit; one made again after it was asked about has to be undone (practice 6.13)."""
    if not again:
        return Fault(found=found, wanted=wanted, field=field)
    return Fault(
        found=f"{found}，上期已提醒过",
        wanted=wanted,
        field=field,
        severity=Severity.ERROR,
        todo=f"请改回“{wanted}”；确需调整请把工作状态填“申请调整”并写明理由。",
    )


def _asked_before(row: Row) -> bool:
    """Whether a question about the row was open when it was last accepted."""
    accepted = row.context.previous.get((row.entry.plan, row.entry.id))
    return accepted is not None and accepted.questioned


def _other_target(entry: Entry, target: Target) -> bool:
    """Whether 目标值 came back with another number or comparator; one that is blank or no number did not."""
    wanted = wording.wanted(target.comparator, target.value, None)
    written = "" if entry.issued_target == wanted else fold(entry.issued_target)
    if not written:
        return False
    sign = _COMPARATORS.match(written)
    number = read_value(_COMPARATORS.sub("", written), target.unit).number
    other_sign = bool(sign and target.comparator and fold(sign[0]) != fold(target.comparator))
    return number is not None and (number != target.value or other_sign)


def _other_due(entry: Entry, target: Target) -> date | None:
    """
    Return the day 完成时限 came back as, None where it is the plan's or cannot be read.

    A form that went out before an extension was agreed to bears the printed day.
    """
    if target.due is None or entry.issued_due == target.due.isoformat():
        return None
    written = read_date(entry.issued_due, target.due.year).day
    return None if written in {target.due, target.due_before} else written


def _same_number(written: str, id_: str) -> bool:
    """Whether a number typed as a figure is the id all the same: 1.1 for 1.10."""
    try:
        return float(written) == float(id_)
    except ValueError:
        return False


def _old_version(row: Row) -> bool:
    """Whether the form was made from another version, so that a difference is not the department's doing."""
    return row.form_version is not None and row.form_version != row.plan.version
