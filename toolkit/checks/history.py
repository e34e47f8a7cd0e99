"""往期：what is said now against what was accepted before, and against what others said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.checks.rule import Fault, Need, Severity, on_row
from toolkit.checks.switches import ALIKE, FLOOR, JUMP
from toolkit.lang.script import fold, fold_together
from toolkit.model import wording
from toolkit.model.plan import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toolkit.checks.row import Row
    from toolkit.model.history import Accepted
    from toolkit.model.returns import Entry

_SMALL_STEP: Final = 0.1
_MONEY: Final = "元"


@on_row(
    "H01",
    "falling",
    "累计数比上期减少",
    Severity.WARNING,
    looks_at=("value", "previous"),
    todo="请核实填的是不是累计数（不是当月数）；确有核减的请说明原因。",
    source="practice 6.26, 6.27",
    needs=Need.COUNT | Need.WORSE,
)
def falling(row: Row) -> Fault | None:
    """
    Find a running total that went down: a month's own figure, or a true correction.

    For a figure under half of last period's the sum of both is proposed (practice 6.26).
    """
    value, before, target = row.entry.value, row.before, row.target
    if target is None or target.kind is not Kind.COUNT or before is None:
        return None
    if value is None or before.value is None or value >= before.value:
        return None
    told = f"本期完成值{wording.number(value)}，比上期{wording.number(before.value)}减少"
    wanted = f"不小于{wording.number(before.value)}的累计数"
    if not 0 <= value < before.value / 2:
        return Fault(found=told, wanted=wanted, field="value")
    total = wording.amount(round(value + before.value, 9), target.unit)
    return Fault(
        found=f"{told}，像是当月数",
        wanted=wanted,
        field="value",
        todo=f"如填的是当月数，累计数应为{total}，请改填；如确有核减，请说明原因。",
    )


@on_row(
    "H02",
    "jump",
    "比上期变化过大",
    Severity.WARNING,
    looks_at=("value", "previous"),
    todo="请核实数字；属实的请在“进展情况”说明原因。",
    source="statistical reporting practice: a change of more than 30 % needs an explanation (practice 6.28)",
    needs=Need.LEAPT,
)
def jump(row: Row) -> Fault | None:
    """
    Find a change of more than the parameter 波动幅度 (per cent of last period's figure).

    One of less than 波动起点 is ordinary: from 2 working days to 1 is half, and nothing to explain.  Money has no such
    floor, for 0.8 of 亿元 is a great deal.
    Of a running total, steps under a tenth of the target are ordinary however small the total was; a fall of
    one is rule H01's.
    """
    value, before, target = row.entry.value, row.before, row.target
    if target is None or value is None or before is None or not before.value or row.looks_like_share:
        return None
    change = value - before.value
    if target.kind is Kind.COUNT and change < max(_SMALL_STEP * (target.value or 0), 0):
        return None
    if abs(change) < row.context.number(FLOOR) and _MONEY not in (target.unit or ""):
        return None
    percent = abs(change) / abs(before.value) * 100
    if percent <= row.context.number(JUMP):
        return None
    turn = "增加" if change > 0 else "减少"
    return Fault(
        found=f"本期{wording.number(value)}，比上期{wording.number(before.value)}{turn}{percent:.0f}%",
        wanted=f"变化不超过{wording.number(row.context.number(JUMP))}%，或有说明",
        field="value",
    )


@on_row(
    "H03",
    "text-repeated",
    "进展情况与上期完全相同",
    Severity.WARNING,
    looks_at=("progress",),
    todo="请写本期的进展；确无进展的请写“本期无进展”，或在“本期无变化”打√。",
    source="practice 6.34",
    needs=Need.REPEATED,
)
def text_repeated(row: Row) -> Fault | None:
    """Find last period's words again; said a third time, nothing has moved (practice 6.34: 无实质进展)."""
    now = fold(row.entry.progress)
    if row.before is None or not now or row.no_progress or now != fold(row.before.progress):
        return None
    periods = row.entry.repeats
    told = f"进展情况与前{periods}期都一字不差，列为无实质进展" if periods > 1 else "进展情况与上期一字不差"
    return Fault(found=told, wanted="本期的进展", field="progress")


@on_row(
    "H04",
    "text-of-another",
    "进展情况与其他单位完全相同",
    Severity.WARNING,
    looks_at=("progress",),
    todo="请写本单位承担部分的进展。",
    source="practice 6.35",
    needs=Need.ECHOED,
)
def text_of_another(row: Row) -> Fault | None:
    """Find a paragraph another department sent as well."""
    if not row.context.others:
        return None
    now = fold(row.entry.progress)
    other = row.context.others.get(now)
    if other is None or len(now) < row.context.number(ALIKE):
        return None
    return Fault(found=f"进展情况与{other}报送的一字不差", wanted="本单位的进展", field="progress")


def with_repeats(entries: Iterable[Entry], previous: Mapping[tuple[str, str], Accepted]) -> tuple[Entry, ...]:
    """Count, in each entry, the periods running whose progress had the same words as now."""
    pairs = [(entry, previous.get((entry.plan, entry.id))) for entry in entries]
    fold_together(
        text for entry, before in pairs if before for text in (entry.progress, before.entry.progress)
    )
    return tuple(_counted(entry, before) for entry, before in pairs)


def _counted(entry: Entry, before: Accepted | None) -> Entry:
    if before is None or not entry.progress or fold(entry.progress) != fold(before.entry.progress):
        return entry
    return replace(entry, repeats=before.entry.repeats + 1)
