"""办结: whether a claim 已完成 is accepted, and what follows for a row that is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.decisions.row import Proposal, Row, ask, said
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.plan import Flag
from toolkit.model.returns import HELD, Status
from toolkit.model.wording import amount, day, wanted

if TYPE_CHECKING:
    from toolkit.model.decision import Pending

_STANDING: Final = re.compile(r"常态化|长效|长期坚持|持续坚持")


def claim(row: Row) -> Pending | None:
    """
    Ask whether a claim 已完成 is accepted: the clerk's part of 报结待核 (practice 2.2).

    A claim is asked about once, however often it is said again; one made anew after it was sent back is another.
    """
    since = _since(row)
    if not since or row.holding(Ask.DONE, d.DONE_ACCEPTED):
        return None
    return ask(
        row,
        Ask.DONE,
        "申报已完成，是否认可办结？",
        (d.DONE_ACCEPTED, d.DONE_UNPROVEN, d.DONE_FALSE),
        _proposal(row),
        known=_known(row),
        turn=since,
        more={d.SINCE: since},
    )


def reopened(row: Row) -> Pending | None:
    """Ask whether a row accepted as done, of which its department says otherwise since, is still done."""
    accepted = row.holding(Ask.DONE, d.DONE_ACCEPTED)
    report = row.reports[-1] if row.reports else None
    if accepted is None or report is None or report.period != row.period.label or not report.entry.held:
        return None
    if report.received is None or report.received <= accepted.decided_at.date():
        return None
    said_now = report.entry.status_raw.removesuffix(HELD)
    return ask(
        row,
        Ask.DONE,
        f"已认可办结，单位又报“{said_now}”，是否仍认可办结？",
        (d.DONE_ACCEPTED, d.DONE_UNPROVEN, d.DONE_FALSE),
        _still(row, said_now),
        known=_known(row),
        turn=f"{row.period.label} 又报",
        more={d.SINCE: row.period.label},
    )


def _still(row: Row, said_now: str) -> Proposal:
    """Propose by the figure where there is one; without one the department's own word is against it."""
    target, value = row.target, row.standing.value
    if target is not None and value is not None and target.reached_by(value):
        reached = f"{amount(value, target.unit)}，目标{wanted(target.comparator, target.value, target.unit)}"
        return Proposal(d.DONE_ACCEPTED, f"数值仍达到目标：{reached}")
    return Proposal(d.DONE_UNPROVEN, f"单位自己报“{said_now}”")


def _since(row: Row) -> str:
    """Return the period in which the claim that stands was first made."""
    since = ""
    for report in reversed(row.reports):
        if report.entry.blank or report.entry.unchanged:
            continue
        if report.entry.status is not Status.DONE:
            break
        since = report.period
    return since


def _known(row: Row) -> str:
    standing = row.standing
    parts = (
        f"目标{wanted(standing.comparator, standing.target, standing.unit)}"
        if standing.target is not None
        else "",
        f"报{amount(standing.value, standing.unit)}" if standing.value is not None else "",
        f"完成日期{day(standing.completed_on)}" if standing.completed_on else "",
        f"佐证：{said(standing.evidence) or '没有写'}",
        f"进展：{said(standing.progress)}" if said(standing.progress) else "",
    )
    return "，".join(part for part in parts if part)


def _proposal(row: Row) -> Proposal:
    """Propose by figures and evidence: a number proves a number, a dated deliverable needs its evidence."""
    standing, target = row.standing, row.target
    if standing.questioned:
        return Proposal(d.DONE_UNPROVEN, "这一行还有存疑没有核清")
    if target is not None and target.value is not None:
        if standing.value is None:
            return Proposal(d.DONE_UNPROVEN, "没有填写完成值")
        reached = f"{amount(standing.value, standing.unit)}，目标{wanted(target.comparator, target.value, target.unit)}"
        if not target.reached_by(standing.value):
            return Proposal(d.DONE_UNPROVEN, f"数值没有达到目标：{reached}")
        return Proposal(d.DONE_ACCEPTED, f"数值达到目标：{reached}")
    if not said(standing.evidence):
        return Proposal(d.DONE_UNPROVEN, "没有数值可核，也没有写明佐证材料")
    return Proposal(d.DONE_ACCEPTED, f"写明了佐证：{said(standing.evidence)}")


def closing(row: Row) -> Pending | None:
    """Ask whether a row accepted as done leaves the working list: 销号 is the leader's word (practice 2.1)."""
    accepted = row.holding(Ask.DONE, d.DONE_ACCEPTED)
    if accepted is None or row.holding(Ask.CLOSE, d.CLOSED):
        return None
    moment = accepted.decided_at
    return ask(
        row,
        Ask.CLOSE,
        "已办结，是否同意销号？",
        (d.CLOSED, d.NOT_YET),
        Proposal(d.CLOSED, f"{moment.month}月{moment.day}日已由{accepted.decided_by}认可办结"),
        known=_known(row),
        turn=row.period.label,
    )


def standing(row: Row) -> Pending | None:
    """Ask whether a task done is from now on kept up: 常态化, done and under watch (practice 2.2)."""
    match = _STANDING.search(row.standing.progress) or _STANDING.search(row.standing.next_steps)
    if not match or Flag.STANDING in row.task.flags or not row.holding(Ask.DONE, d.DONE_ACCEPTED):
        return None
    return ask(
        row,
        Ask.STANDING,
        "已办结，是否转为常态化工作？",
        (d.MADE_STANDING, d.NOT_STANDING),
        Proposal(d.MADE_STANDING, f"单位写明“{match[0]}”"),
        known=said(row.standing.progress) or said(row.standing.next_steps),
        turn="",
    )
