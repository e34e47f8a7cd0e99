"""申请调整: more time, or no further."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.decisions.row import Proposal, Row, ask, said
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.nodes import amended, differences
from toolkit.model.returns import Status
from toolkit.model.wording import day

if TYPE_CHECKING:
    from datetime import date

    from toolkit.model.decision import Pending
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Node
    from toolkit.model.returns import Entry

_STOP_WORDS: Final = (
    "中止",
    "终止",
    "停止实施",
    "不再实施",
    "不再推进",
    "取消该项",
    "取消本项",
    "予以取消",
    "暂停实施",
)
_DOCUMENT: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z]*[〔\[［【(（]\s*(?:19|20)\d\d\s*[〕\]］】)）]\s*第?\d+\s*号"
)
ANOTHER_DAY: Final = "日期"
"""What may be typed instead of the day asked for."""


def extension(row: Row) -> Pending | None:
    """
    Ask whether a row gets more time (practice 2.1, 延期/调整).

    Asked for after the day was over, it stays overdue by that day whatever is agreed: the question says so.
    """
    last = row.last
    if last is None or last.entry.status is not Status.ADJUST or row.standing.due is None:
        return None
    due, asked_on = row.standing.due, _asked_on(row)
    in_time = asked_on <= due
    agreed = (f"{d.AGREED_UNTIL}{day(row.wish)}",) if row.wish and row.wish > due else ()
    asked = ask(
        row,
        Ask.EXTENSION,
        "申请调整时限，是否同意？要改为别的日期的，直接写日期。",
        (*agreed, d.DISAGREED),
        _proposal(row, last.entry, in_time=in_time),
        known=_known(row, last.entry, asked_on, due, in_time=in_time),
        turn=last.period,
        more={d.DUE: due.isoformat(), d.ASKED_ON: asked_on.isoformat()},
    )
    return replace(asked, free=ANOTHER_DAY)


def _asked_on(row: Row) -> date:
    """Return the day the request was first made, since the last one decided."""
    decided = max((one.period for one in row.decided if one.kind == Ask.EXTENSION), default="")
    first: Accepted | None = None
    for report in reversed(row.reports):
        if report.entry.blank or report.entry.unchanged:
            continue
        if report.entry.status is not Status.ADJUST or (first is not None and report.period <= decided):
            break
        first = report
    return first.received if first and first.received else row.period.end


def _known(row: Row, entry: Entry, asked_on: date, due: date, *, in_time: bool) -> str:
    wish = (
        f"申请调整至{day(row.wish)}"
        if row.wish
        else f"申请调整，写的是“{said(entry.adjust_to) or '没有日期'}”"
    )
    when = "在时限之前申请" if in_time else "时限过后才申请，同意了也仍按原时限计逾期，新日期只用于催办"
    why = f"原因：{said(entry.problems)}" if said(entry.problems) else "没有写明原因"
    return f"现时限{day(due)}，{wish}；{day(asked_on)}提出，{when}。{why}"


def _proposal(row: Row, entry: Entry, *, in_time: bool) -> Proposal:
    due = row.standing.due
    if row.wish is None or due is None:
        return Proposal(d.DISAGREED, "没有写明调整到哪一天")
    if row.wish <= due:
        return Proposal(d.DISAGREED, "申请的日期不晚于现在的时限，不用调整")
    if not in_time:
        return Proposal(d.DISAGREED, "时限已过才申请")
    if not (said(entry.problems) or said(entry.coordination)):
        return Proposal(d.DISAGREED, "没有写明原因")
    return Proposal(f"{d.AGREED_UNTIL}{day(row.wish)}", "在时限之前申请，写明了原因和日期")


def says_stop(*texts: str) -> str:
    """Return the first words in a department's texts that say it goes no further, ``""`` for none."""
    return next((words for words in _STOP_WORDS if any(words in text for text in texts)), "")


def stopping(row: Row) -> Pending | None:
    """Ask whether a task is called off where its department says so: only a document can (practice 2.2)."""
    last = row.last
    if last is None or last.entry.status is Status.DONE:
        return None
    entry = last.entry
    text = f"{entry.adjust_to} {entry.progress} {entry.problems} {entry.next_steps}"
    words = says_stop(text)
    if not words:
        return None
    document = _DOCUMENT.search(text)
    choice = d.SUSPENDED if words in {"中止", "暂停实施"} else d.ENDED
    proposal = (
        Proposal(choice, f"单位写明依据{document[0]}")
        if document
        else Proposal(d.GOES_ON, "没有文件依据；中止、终止要在“依据”里写明文件号")
    )
    return ask(
        row,
        Ask.STOP,
        "单位提出不再推进，怎样处理？中止、终止的，请在“依据”里写明文件号。",
        (d.SUSPENDED, d.ENDED, d.GOES_ON),
        proposal,
        known=said(text),
        turn=last.period,
        more={d.DOCUMENT: document[0]} if document else None,
    )


def nodes(row: Row) -> Pending | None:
    """Ask whether days on the way that a return gives otherwise than they were promised take their place."""
    given = next((one for one in reversed(row.reports) if one.entry.nodes), None)
    promised = row.plan.nodes.get(row.standing.id)
    if given is None or not promised:
        return None
    changes = differences(promised, given.entry.nodes)
    if not changes:
        return None
    wanted = amended(promised, given.entry.nodes)
    return ask(
        row,
        Ask.NODES,
        "报来的阶段节点与登记的不同，是否同意调整？",
        (d.NODES_AGREED, d.DISAGREED),
        _of_nodes(promised, wanted),
        known="；".join(changes),
        turn=given.period,
        more={d.NODES: _json(wanted)},
    )


def _of_nodes(promised: tuple[Node, ...], wanted: tuple[Node, ...]) -> Proposal:
    """Propose to agree to further and earlier days, and not to days put off."""
    days = {node.name: node.due for node in wanted}
    later = [node.name for node in promised if days[node.name] > node.due]
    if later:
        return Proposal(d.DISAGREED, f"“{later[0]}”推迟了；确需推迟的请核实原因后同意")
    return Proposal(d.NODES_AGREED, "没有推迟节点")


def _json(nodes: tuple[Node, ...]) -> str:
    return json.dumps(
        [{"name": node.name, "due": node.due.isoformat(), "value": node.value} for node in nodes],
        ensure_ascii=False,
    )
