"""滞后、逾期: whether the reason holds, and what is done about a row that stays behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.decisions.reasons import from_above, weigh
from toolkit.decisions.row import Proposal, Row, ask, said
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.plan import Flag
from toolkit.model.standing import Class, Light

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.model.decision import Pending
    from toolkit.model.facts import Issued
    from toolkit.model.standing import Standing

_LATE: Final = frozenset({Class.OVERDUE, Class.BEHIND})
_ZERO: Final = "零分"
_SHOWN: Final = 3


def reason(row: Row) -> Pending | None:
    """Ask whether the reason a department gives for a row behind or overdue is a good one (practice 3.1, 原因类别)."""
    told = said(row.standing.problems)
    if row.standing.klass not in _LATE or not told:
        return None
    return ask(
        row,
        Ask.REASON,
        f"{row.standing.klass.chinese}，单位说明的原因是否合理？",
        (d.REASONABLE, d.UNREASONABLE, d.REASON_OPEN),
        _as_before(row) or Proposal(*weigh(row.standing.problems)),
        known=f"{row.standing.why}\n原因：{told}",
        turn=row.period.label,
    )


def _as_before(row: Row) -> Proposal | None:
    """Propose what was decided of the same words before."""
    before = row.holding(Ask.REASON, d.REASONABLE, d.UNREASONABLE)
    texts = {one.period: " ".join(one.entry.problems.split()) for one in row.reports}
    if before is None or texts.get(before.period) != " ".join(row.standing.problems.split()):
        return None
    return Proposal(before.choice, f"与{before.period}所写相同，当时认定为{before.choice}")


def upper_level(row: Row) -> Pending | None:
    """Ask whether a row whose reason lies above the county depends on it: the clerk says so, not the unit (practice 3.3)."""
    if row.standing.klass not in _LATE or Flag.UPPER_LEVEL in row.task.flags:
        return None
    if row.now(Ask.REASON) != d.REASONABLE or not from_above(row.standing.problems):
        return None
    return ask(
        row,
        Ask.UPPER_LEVEL,
        "是否认定这项任务依赖上级？认定后不计滞后、不计分。",
        (d.UPPER, d.NOT_UPPER),
        Proposal(d.UPPER, "原因已认定合理，且在上级"),
        known=f"原因：{said(row.standing.problems)}",
        turn=row.period.label,
    )


def zero(row: Row) -> Pending | None:
    """Ask whether a row overdue without good reason scores nothing, as some plans provide (practice 3.4)."""
    if row.standing.klass is not Class.OVERDUE or row.now(Ask.REASON) != d.UNREASONABLE:
        return None
    provided = next((quote for quote in row.plan.quotes.values() if _ZERO in quote), "")
    provided = provided or next((task.text for task in row.plan.tasks if _ZERO in task.text), "")
    proposal = (
        Proposal(d.ZEROED, f"方案写明：“{said(provided)}”")
        if provided
        else Proposal(d.NOT_ZEROED, "方案没有写明计零分")
    )
    return ask(
        row,
        Ask.ZERO,
        "逾期且原因不合理，本项是否计零分？",
        (d.ZEROED, d.NOT_ZEROED),
        proposal,
        known=row.standing.why,
        turn=row.period.label,
    )


def idle(row: Row) -> Pending | None:
    """Ask whether anything was done where a report says the same as the one before (practice 3.4, no substance)."""
    last = next((one for one in reversed(row.reports) if not one.entry.blank), None)
    if last is None or last.period != row.period.label or row.done:
        return None
    again = last.entry.unchanged and row.standing.klass in _LATE
    if not (last.entry.repeats or again):
        return None
    value, before = row.standing.value, row.standing.value_before
    moved = value is not None and before is not None and value != before
    how = "本期又报无变化" if again else f"进展文字与此前{last.entry.repeats}期相同"
    return ask(
        row,
        Ask.IDLE,
        "本期是否有实质进展？",
        (d.IDLE, d.NOT_IDLE),
        Proposal(d.NOT_IDLE, f"{how}，但数值有变化") if moved else Proposal(d.IDLE, f"{how}，数值也没有变化"),
        known=said(row.standing.progress) or how,
        turn=row.period.label,
    )


def listing(row: Row) -> Pending | None:
    """Ask whether a task red two periods running is put on the list: 挂牌督办, proposed and never done by itself."""
    standing = row.standing
    red = standing.light is Light.RED and standing.light_before is Light.RED
    if not (row.closing and red) or Flag.LISTED in row.task.flags or row.now(Ask.REASON) == d.REASONABLE:
        return None
    return ask(
        row,
        Ask.LIST,
        "连续两期红灯，是否挂牌督办？",
        (d.LISTED, d.NOT_LISTED),
        Proposal(d.LISTED, "上期和本期都是红灯" + ("" if said(standing.problems) else "，没有说明原因")),
        known=standing.why,
        turn=row.period.label,
    )


def unlisting(rows: Sequence[Row], issued: Mapping[str, Issued]) -> Pending | None:
    """
    Ask whether a task on the list comes off it, once all its rows are done or back on schedule for two periods.

    ``issued`` are the rows as issued for the period before: what a colour meant there is that office's matter.
    """
    first = rows[0]
    if Flag.LISTED not in first.task.flags or not all(_well(row.standing, issued) for row in rows):
        return None
    done = all(row.standing.klass is Class.DONE for row in rows)
    return ask(
        first,
        Ask.UNLIST,
        "是否摘牌？",
        (d.UNLISTED, d.STILL_LISTED),
        Proposal(d.UNLISTED, "已办结" if done else "连续两期达到序时或已办结"),
        known="；".join(row.standing.why for row in rows[:_SHOWN]),
        turn=first.period.label,
    )


def _well(standing: Standing, issued: Mapping[str, Issued]) -> bool:
    before = issued.get(standing.id)
    again = before is not None and before.klass in {Class.DONE, Class.ON_SCHEDULE}
    return standing.klass is Class.DONE or (standing.klass is Class.ON_SCHEDULE and again)
