"""What goes back to a department after a verdict: the marked copy and the letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from toolkit.corrections import fresh, mark
from toolkit.corrections.carriable import can_mark
from toolkit.errors import TemplateError, ToolkitError
from toolkit.forms.write import write_form
from toolkit.model.findings import Severity
from toolkit.model.period import Period
from toolkit.model.returns import Return
from toolkit.reports import correction_notice as notices
from toolkit.store.payload import load
from toolkit.turn.dispatch import lay_out
from toolkit.turn.ground import deadlines_of
from toolkit.turn.isolated import roomy
from toolkit.turn.papers import paths

if TYPE_CHECKING:
    from datetime import datetime

    from toolkit.intake.serving import Ask
    from toolkit.model.findings import Finding
    from toolkit.model.form import FormSpec
    from toolkit.office import Office
    from toolkit.reports.compiled import Compiled
    from toolkit.store.drops import Drop

_WRONG_PERIOD: Final = "F01"
_MONTH: Final = re.compile(r"(\d{4})年(\d{1,2})月")


def send(office: Office, decided: tuple[Drop, ...]) -> None:
    """Mark the returns that go back, and write their letters."""
    jobs = [_job(office, drop) for drop in decided]
    desk = _Desk(office)
    with roomy(_mark, _unmarked, weigh=_weight) as workers:
        for job, marked in zip(jobs, workers.map(jobs), strict=True):
            desk.send(job, marked)


@dataclass(frozen=True, slots=True)
class _Job:
    """One return to mark: the department's own bytes, and what to say in them."""

    data: bytes
    return_: Return
    drop: Drop
    asked: str
    deadline: datetime
    office_name: str

    @property
    def whole(self) -> bool:
        """Whether the file is the return: of the period asked, of this department alone, and all that it sent."""
        of_several = self.drop.parent is not None and "#" in self.drop.file
        return self.asked == self.return_.period and not of_several and not self.return_.joined

    def marked(self) -> mark.Marked | None:
        """Return the marked copy; None for a file that is more or less than the return, or marking would damage."""
        if not self.whole or not can_mark(self.data):
            return None
        return self.mark_in(self.data, self.return_, self.drop.findings)

    def mark_in(self, data: bytes, return_: Return, findings: tuple[Finding, ...]) -> mark.Marked:
        """Return ``data`` marked."""
        return mark.mark(
            data,
            return_,
            findings,
            deadline=self.deadline,
            made_at=self.drop.received,
            office_name=self.office_name,
        )


def _job(office: Office, drop: Drop) -> _Job:
    return_ = load(Return, drop.payload)
    asked = _asked(return_, drop.findings)
    return _Job(
        data=office.archive.path(drop.archive).read_bytes(),
        return_=return_,
        drop=drop,
        asked=asked,
        deadline=deadlines_of(office, asked).corrections,
        office_name=office.name,
    )


def _asked(return_: Return, findings: tuple[Finding, ...]) -> str:
    """Return the period the check asked for: that of the return, unless it was found to be of a wrong one."""
    wrong = next((f for f in findings if f.code == _WRONG_PERIOD and f.severity is Severity.ERROR), None)
    month = _MONTH.search(wrong.wanted) if wrong else None
    return Period.month(int(month[1]), int(month[2])).label if month else return_.period


def _mark(job: _Job, _ask: Ask) -> mark.Marked | None:
    try:
        return job.marked()
    except ToolkitError:
        return None


def _unmarked(_fault: str, _notes: tuple[str, ...]) -> mark.Marked | None:
    return None


def _weight(job: _Job) -> int:
    return len(job.data)


@dataclass(slots=True)
class _Desk:
    """Where papers are put together; the template is read, and the forms of a period laid out, once."""

    office: Office
    _template: Compiled | None = None
    _forms: dict[str, dict[str, FormSpec]] = field(default_factory=dict)

    def send(self, job: _Job, marked: mark.Marked | None) -> None:
        """Write the marked copy, or a fresh form in its place, and the letter that goes with it."""
        sent = marked or self._refilled(job)
        if sent is None:
            return
        workbook, letter = paths(job.drop)
        self.office.outbox.put(workbook, sent.data)
        notice = notices.Notice(
            department=job.return_.department,
            period=Period.parse(job.return_.period),
            round=job.return_.round,
            received=job.drop.received,
            deadline=job.deadline,
            corrections=sent.corrections,
            attached=workbook.rpartition("/")[2],
            own=marked is not None,
            source=job.return_.source,
        )
        self._put_letter(letter, notice)

    def _put_letter(self, path: str, notice: notices.Notice) -> None:
        """Write the letter; a template a clerk broke keeps back the letter, and not the marked copy."""
        told = self.office.settings.office
        sender = notices.Sender(name=told.name, signer=told.signer, contact=told.contact, phone=told.phone)
        try:
            self._template = self._template or notices.template_of(self.office.template(notices.NAME))
            letter = notices.write(notice, sender, self._template)
        except TemplateError as error:
            self.office.outbox.blocked[path] = str(error)
        else:
            self.office.outbox.put(path, letter)

    def _refilled(self, job: _Job) -> mark.Marked | None:
        """Return a fresh form with what was understood; None where the department is asked nothing."""
        spec = self._form(job.asked, job.return_.department)
        if spec is None:
            return None
        spec = replace(spec, made_at=job.drop.received, as_of=job.drop.received.date())
        moved, findings = fresh.moved(spec, replace(job.return_, period=job.asked), job.drop.findings)
        return job.mark_in(write_form(fresh.prefilled(spec, job.return_)), moved, findings)

    def _form(self, period: str, department: str) -> FormSpec | None:
        if period not in self._forms:
            with self.office.store.transaction() as connection:
                forms = lay_out(self.office, connection, period)
            self._forms[period] = {spec.department: spec for spec in forms.specs}
        return self._forms[period].get(department)
