"""存疑：what a person should look at although the row could be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.judge.claims import latest
from toolkit.model.returns import Entry, Status
from toolkit.model.wording import amount, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.judge.case import Case
    from toolkit.judge.thresholds import Thresholds
    from toolkit.model.history import Accepted

_POINTS = 100
_ONGOING, _ADJUST = Status.ONGOING, Status.ADJUST
_DIFFERING = "不一致，请核实。"


def of_case(case: Case, limits: Thresholds) -> tuple[str, ...]:
    """Return the questions a row raises by itself, each a sentence."""
    if case.report is None:
        return ()
    entry = case.report.entry
    if entry.status is _ONGOING and not (case.overdue_days or entry.approximate):
        return ()
    asked = (
        _below_target(case) if case.done else "",
        _unclaimed(case) if case.overdue_days else "",
        _approximate(case) if entry.approximate else "",
        _idle(case, limits) if case.idle else "",
        _adjust(case, entry) if entry.status is _ADJUST else "",
    )
    return tuple([question for question in asked if question]) if any(asked) else ()


def of_co_leads(
    first: str, mine: Accepted | None, others: Mapping[str, Accepted], unit: str | None
) -> tuple[str, ...]:
    """Return a question for every further lead whose report differs from the first lead's."""
    said = _said(mine.entry, unit) if mine else "未报"
    differing = ((name, _said(other.entry, unit)) for name, other in others.items())
    return tuple(
        f"{name}填报“{theirs}”，与首位牵头单位{first}填报的“{said}”{_DIFFERING}"
        for name, theirs in differing
        if theirs != said
    )


def asks_co_leads(question: str) -> bool:
    """Whether a question is one of :func:`of_co_leads`."""
    return question.endswith(_DIFFERING)


def this_period(report: Accepted | None, earlier: tuple[Accepted, ...]) -> Accepted | None:
    """Return a lead's report of this period, a tick filled in from the earlier ones."""
    return None if report is None or report.entry.blank else latest((*earlier, report))


def _said(entry: Entry, unit: str | None) -> str:
    parts = (amount(entry.value, unit), entry.status.value if entry.status else entry.status_raw)
    return " ".join(part for part in parts if part) or "无数值"


def _below_target(case: Case) -> str:
    numbered = case.row.target is not None and case.row.target.value is not None and case.value is not None
    return "申报已完成，但本期值不足以证明达到目标，请核实。" if numbered and not case.met else ""


def _unclaimed(case: Case) -> str:
    return "数值已达目标且已过完成时限，但未申报已完成，请核实。" if case.met else ""


def _approximate(case: Case) -> str:
    return "" if case.done else "本期完成值为约数，不能证明达到目标，请核实。"


def _idle(case: Case, limits: Thresholds) -> str:
    if case.expected is None or case.expected * _POINTS <= limits.yellow_gap:
        return ""
    return f"申报未启动，而序时进度应达{percent(case.expected)}，请核实是否滞后。"


def _adjust(case: Case, entry: Entry) -> str:
    answered = case.row.answered
    if answered and case.report and (entry.unchanged or case.report.period <= answered):
        return ""
    wish = f"申请调整至{entry.adjust_to}" if entry.adjust_to else "申请调整"
    return f"{wish}，批准前按推进中和原完成时限研判。"
