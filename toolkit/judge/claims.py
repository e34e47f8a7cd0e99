"""申报：what a department has said of a row by a period's end, 本期无变化 carried forward."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.model.returns import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.history import Accepted

UNCHANGED_TEXT = "本期无变化"


def latest(reports: Iterable[Accepted]) -> Accepted | None:
    """
    Return the last report, oldest first, with what a tick 本期无变化 says again filled in.

    Rows left blank say nothing and are passed over.
    """
    said: Accepted | None = None
    for report in reports:
        if not report.entry.blank:
            said = replace(report, entry=_carried(report.entry, said.entry if said else None))
    return said


def last_value(reports: Iterable[Accepted]) -> float | None:
    """Return the last value said, oldest first; None where none was."""
    values = [report.entry.value for report in reports if report.entry.value is not None]
    return values[-1] if values else None


def is_done(report: Accepted | None) -> bool:
    """Whether the department claims the row done and the claim was accepted."""
    return report is not None and report.entry.status is Status.DONE


def _carried(entry: Entry, before: Entry | None) -> Entry:
    """Let the tick stand for the whole row: last value and state, and the texts not written anew."""
    if not entry.unchanged or before is None:
        return entry
    return replace(
        before,
        unchanged=True,
        cells=entry.cells,
        progress=entry.progress or UNCHANGED_TEXT,
        problems=entry.problems or before.problems,
        next_steps=entry.next_steps or before.next_steps,
        coordination=entry.coordination,
        evidence=entry.evidence or before.evidence,
    )
