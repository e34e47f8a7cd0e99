"""申报：what a department has said of a row by a period's end, 本期无变化 carried forward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.model.built import changer
from toolkit.model.history import Accepted
from toolkit.model.returns import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

UNCHANGED_TEXT = "本期无变化"


def latest(reports: Sequence[Accepted]) -> Accepted | None:
    """
    Return the last report, oldest first, with what a tick 本期无变化 says again filled in.

    Rows left blank say nothing and are passed over.  Only as many reports are looked at as the ticks lead
    back, however long the history is.
    """
    if reports and _stands_alone(reports[-1].entry):
        return reports[-1]
    back: list[Accepted] = []
    for report in reversed(reports):
        if not report.entry.blank:
            back.append(report)
            if not report.entry.unchanged:
                break
    said: Accepted | None = None
    for report in reversed(back):
        said = _carried(report, said)
    return said


def _stands_alone(entry: Entry) -> bool:
    """Whether an entry surely says something, and does not lead back to one before it."""
    return not entry.unchanged and bool(entry.status_raw or entry.progress)


def last_value(reports: Sequence[Accepted]) -> float | None:
    """Return the last value said, oldest first; None where none was."""
    for report in reversed(reports):
        if report.entry.value is not None:
            return report.entry.value
    return None


def is_done(report: Accepted | None) -> bool:
    """Whether the department claims the row done and the claim was accepted."""
    return report is not None and report.entry.status is Status.DONE


def _carried(report: Accepted, before: Accepted | None) -> Accepted:
    """
    Let the tick stand for the whole row: last value and state, and the texts not written anew.

    A row that is ticked and says another value or state all the same counts as it is written.
    """
    if before is None or not report.entry.unchanged or report.entry.departs_from(before.entry):
        return report
    entry, last = report.entry, before.entry
    said_again = _said_again(
        last,
        unchanged=True,
        cells=entry.cells,
        progress=entry.progress or UNCHANGED_TEXT,
        problems=entry.problems or last.problems,
        next_steps=entry.next_steps or last.next_steps,
        coordination=entry.coordination,
        evidence=entry.evidence or last.evidence,
        nodes=entry.nodes or last.nodes,
    )
    return _reported(report, entry=said_again, untrue=before.untrue)


_said_again: Final = changer(
    Entry, "unchanged", "cells", "progress", "problems", "next_steps", "coordination", "evidence", "nodes"
)
_reported: Final = changer(Accepted, "entry", "untrue")
