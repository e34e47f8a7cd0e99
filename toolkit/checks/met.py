"""特征：which needs a row meets, found out once a row, so that only the rules it concerns are asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.checks.need import Need
from toolkit.lang.script import fold, fold_together
from toolkit.model import wording
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from toolkit.checks.context import CheckContext
    from toolkit.checks.ground import Ground
    from toolkit.checks.row import Row
    from toolkit.model.returns import Entry, Return

_WORDS: Final = frozenset(status.value for status in Status)
_MONTHLY_WORDS: Final = ("本月", "当月", "本期")
_REBASED_WORDS: Final = ("基数", "基期", "基准", "口径", "同期", "统计范围")
_REBASED_SIGNS: Final = "基口同统"
"""A character of each of them; looked for first, being missed much sooner."""
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_THREE: Final = re.compile(r"\d{3}")
_EACH_FIFTH: Final = 5
"""Of seventeen figures together, the fewest of an identity number, every fifth is three."""
_HUNDRED: Final = 100
_NEARLY: Final = 99.9
"""Per cent of 波动幅度: a change of less is none however it is rounded."""

# plain numbers: these are asked of every row
_BLANK, _UNCHANGED, _ANSWERED = (need.value for need in (Need.BLANK, Need.UNCHANGED, Need.ANSWERED))
_BEFORE, _CLOSED = (need.value for need in (Need.BEFORE, Need.CLOSED))
_OTHERS, _FILES = (need.value for need in (Need.OTHERS, Need.FILES))
_DONE, _NOT_STARTED, _ADJUST = (need.value for need in (Need.DONE, Need.NOT_STARTED, Need.ADJUST))
_WORDED, _CLAIMED, _REACHED = (need.value for need in (Need.WORDED, Need.CLAIMED, Need.REACHED))
_NO_FIGURE, _NEGATIVE, _FRACTION = (n.value for n in (Need.NO_FIGURE, Need.NEGATIVE, Need.FRACTION))
_FULL, _SHARE, _FAR = (need.value for need in (Need.FULL, Need.SHARE, Need.FAR))
_WORSE, _LEAPT, _CARRIED = (need.value for need in (Need.WORSE, Need.LEAPT, Need.CARRIED))
_APPROXIMATE, _DATED, _EVIDENCE = (n.value for n in (Need.APPROXIMATE, Need.DATED, Need.EVIDENCE))
_NODES, _UNREADABLE, _DOUBTFUL = (need.value for need in (Need.NODES, Need.UNREADABLE, Need.DOUBTFUL))
_EDITED, _SILENT, _LONG = (need.value for need in (Need.EDITED, Need.SILENT, Need.LONG))
_REPEATED, _ECHOED = (need.value for need in (Need.REPEATED, Need.ECHOED))
_MONTHLY, _REBASED, _PERSONAL = (need.value for need in (Need.MONTHLY, Need.REBASED, Need.PERSONAL))
_STATES: Final = {
    Status.DONE: _DONE | _CLAIMED,
    Status.NOT_STARTED: _NOT_STARTED,
    Status.ADJUST: _ADJUST,
    Status.ONGOING: 0,
}


def met_by_all(return_: Return, context: CheckContext) -> int:
    """Return the needs that any row of a return may meet for all its rows, and have its texts folded at once."""
    texts = [
        text
        for entry in return_.entries
        for text in (entry.progress, entry.problems, entry.next_steps, entry.coordination)
        if text
    ]
    before = [one.entry.progress for one in context.previous.values() if one.entry.progress]
    told = "\n".join(fold_together([*texts, *before])[: len(texts)])
    met = _FILES if context.kept else 0
    if any(word in told for word in _MONTHLY_WORDS):
        met |= _MONTHLY
    if any(sign in told for sign in _REBASED_SIGNS) and any(word in told for word in _REBASED_WORDS):
        met |= _REBASED
    return met | _PERSONAL if _MOBILE.search(told) or _THREE.search(told[::_EACH_FIFTH]) else met


def met_by(row: Row, met: int) -> int:
    """Return all needs a row meets, as a plain number; ``met`` are those met by all rows of its return."""
    entry, ground, before, context = row.entry, row.ground, row.before, row.context
    met |= ground.meets | _of_state(entry)
    as_issued = entry.issued_target in ground.targets and entry.issued_due in ground.dues
    if not (as_issued and entry.issued_id in ground.ids):
        met |= _EDITED
    if entry.evidence or entry.completed_on or entry.unreadable or entry.doubtful:
        met |= _of_cells(entry)
    if entry.nodes:
        met |= _NODES
    if entry.approximate:
        met |= _APPROXIMATE
    value = entry.value
    if value is None:
        met |= _NO_FIGURE
    else:
        met |= _of_figure(value, ground)
        if ground.low <= value <= ground.high and not met & _DONE:
            met |= _REACHED
    if context.said and context.said_by_others(entry.plan, entry.id):
        met |= _OTHERS
    words = ""
    if not entry.progress:
        met |= _SILENT
    elif not len(words := fold(entry.progress)) <= ground.long:
        met |= _LONG
    if context.others and words in context.others:
        met |= _ECHOED
    return met | _since(entry, before, ground, words) if before is not None else met


def _of_state(entry: Entry) -> int:
    status = entry.status
    met = _STATES[status] if status is not None else _WORDED
    if entry.status_raw not in _WORDS:
        met |= _WORDED
    if entry.unchanged:
        return met | _UNCHANGED
    return met | (_ANSWERED if entry.raw or entry.status_raw or not entry.blank else _BLANK)


def _of_cells(entry: Entry) -> int:
    met = _DATED if entry.completed_on is not None else 0
    if entry.evidence:
        met |= _EVIDENCE
    if entry.unreadable:
        met |= _UNREADABLE
    return met | _DOUBTFUL if entry.doubtful else met


def _of_figure(value: float, ground: Ground) -> int:
    met = _FRACTION if ground.whole and value % 1 else 0
    if value < 0:
        met |= _NEGATIVE
    if not abs(value) <= ground.far:
        met |= _FAR
    if ground.rate and not 1 < value < _HUNDRED:
        met |= _SHARE if value <= 1 else _FULL | _CLAIMED
    return met


def _since(entry: Entry, before: Entry, ground: Ground, words: str) -> int:
    """Return the needs a row meets by what was accepted of it before."""
    met = _BEFORE | _CLOSED if before.status is Status.DONE else _BEFORE
    if words and before.progress and words == fold(before.progress):
        met |= _REPEATED
    value, last = entry.value, before.value
    if last is None:
        return met
    if entry.issued_previous and entry.issued_previous != wording.number(last):
        met |= _CARRIED
    if value is None or (value == last and ground.leap >= 0):
        return met
    if ground.less or not value > last:
        met |= _WORSE
    leapt = not abs(value - last) * _HUNDRED < ground.leap * abs(last) * _NEARLY / _HUNDRED
    return met | _LEAPT if leapt else met
