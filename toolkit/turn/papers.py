"""The papers the outbox always holds: what verdicts ask for, and the lists of the whole office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.corrections import fresh, mark
from toolkit.corrections.carriable import can_mark
from toolkit.errors import ToolkitError
from toolkit.forms.write import write_form
from toolkit.model.files import FileKind, Verdict
from toolkit.model.returns import Return
from toolkit.store.payload import load
from toolkit.turn import plan_papers
from toolkit.turn.dispatch import lay_out
from toolkit.turn.ground import deadlines_of
from toolkit.turn.isolated import isolated

if TYPE_CHECKING:
    from datetime import datetime

    from toolkit.model.findings import Finding
    from toolkit.office import Office
    from toolkit.store.drops import Drop

_OF_PLANS = {FileKind.PLAN, FileKind.PLAN_WORKBOOK, FileKind.DIRECTORY}
BATCH = 20
"""Files marked in one child process; starting one costs as much as marking several."""

_SENT = {Verdict.RETURNED: "退回", Verdict.QUESTIONED: "请说明"}
"""Verdicts after which a marked copy goes to the department, and the folder it lies in."""


def of_drops(office: Office, decided: tuple[Drop, ...]) -> None:
    """Write the papers verdicts ask for; the same drops always give the same bytes."""
    for drop in decided:
        if drop.kind in _OF_PLANS:
            plan_papers.of_drop(office, drop)
    sent = [_job(office, drop) for drop in decided if drop.kind is FileKind.RETURN and drop.verdict in _SENT]
    for batch in (sent[first : first + BATCH] for first in range(0, len(sent), BATCH)):
        for job, data in zip(batch, _marked(batch), strict=True):
            if paper := data or _refilled(office, job):
                office.outbox.put(job.path, paper)


@dataclass(frozen=True, slots=True)
class _Job:
    """One return to mark: the department's own bytes, and what to say in them."""

    path: str
    data: bytes
    return_: Return
    drop: Drop
    deadline: datetime
    office_name: str

    def mark(self) -> bytes | None:
        """Return the marked copy; None for a file that marking would damage."""
        return self.mark_in(self.data, self.return_, self.drop.findings) if can_mark(self.data) else None

    def mark_in(self, data: bytes, return_: Return, findings: tuple[Finding, ...]) -> bytes:
        """Return ``data`` marked."""
        return mark.mark(
            data,
            return_,
            findings,
            deadline=self.deadline,
            made_at=self.drop.received,
            office_name=self.office_name,
        ).data


def _job(office: Office, drop: Drop) -> _Job:
    return_ = load(Return, drop.payload)
    return _Job(
        path=f"{return_.period}/{_SENT[drop.verdict]}/{return_.department}_第{return_.round}次.xlsx",
        data=office.archive.path(drop.archive).read_bytes(),
        return_=return_,
        drop=drop,
        deadline=deadlines_of(office, return_.period).corrections,
        office_name=office.name,
    )


def _marked(jobs: list[_Job]) -> list[bytes | None]:
    """Mark a batch in one process, and one file a process where that one died."""
    try:
        return isolated(_mark_each, jobs)
    except ToolkitError:
        if len(jobs) == 1:
            return [None]
        return [data for job in jobs for data in _marked([job])]


def _mark_each(jobs: list[_Job]) -> list[bytes | None]:
    return [job.mark() for job in jobs]


def _refilled(office: Office, job: _Job) -> bytes | None:
    """Return a fresh form with what was understood; None where the department is asked nothing."""
    with office.store.transaction() as connection:
        forms = lay_out(office, connection, job.return_.period)
    spec = next((spec for spec in forms.specs if spec.department == job.return_.department), None)
    if spec is None:
        return None
    moved, findings = fresh.moved(spec, job.return_, job.drop.findings)
    return job.mark_in(write_form(fresh.prefilled(spec, job.return_)), moved, findings)
