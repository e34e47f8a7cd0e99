"""The papers the outbox always holds: what verdicts ask for, and the lists of the whole office."""

from __future__ import annotations

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
    from toolkit.office import Office
    from toolkit.store.drops import Drop

_OF_PLANS = {FileKind.PLAN, FileKind.PLAN_WORKBOOK, FileKind.DIRECTORY}
_SENT = {Verdict.RETURNED: "退回", Verdict.QUESTIONED: "请说明"}
"""Verdicts after which a marked copy goes to the department, and the folder it lies in."""


def of_drop(office: Office, drop: Drop) -> None:
    """Write the paper a verdict asks for; the same drop always gives the same bytes."""
    if drop.kind in _OF_PLANS:
        plan_papers.of_drop(office, drop)
    if drop.kind is FileKind.RETURN and drop.verdict in _SENT:
        _correction(office, drop)


def _correction(office: Office, drop: Drop) -> None:
    """Mark the department's own file, or write a fresh form with what was understood of it."""
    return_ = load(Return, drop.payload)
    due = deadlines_of(office, return_.period)
    original = office.archive.path(drop.archive).read_bytes()
    path = f"{return_.period}/{_SENT[drop.verdict]}/{return_.department}_第{return_.round}次.xlsx"
    try:
        marked = isolated(_marked, original, return_, drop, deadline=due.corrections, office_name=office.name)
    except ToolkitError:
        marked = None
    office.outbox.put(path, marked or _refilled(office, drop, return_))


def _marked(data: bytes, return_: Return, drop: Drop, **told: object) -> bytes | None:
    if not can_mark(data):
        return None
    return mark.mark(data, return_, drop.findings, made_at=drop.received, **told)  # type: ignore[arg-type]


def _refilled(office: Office, drop: Drop, return_: Return) -> bytes:
    with office.store.transaction() as connection:
        forms = lay_out(office, connection, return_.period)
    spec = next(spec for spec in forms.specs if spec.department == return_.department)
    moved, findings = fresh.moved(spec, return_, drop.findings)
    return mark.mark(
        write_form(fresh.prefilled(spec, return_)),
        moved,
        findings,
        deadline=deadlines_of(office, return_.period).corrections,
        made_at=drop.received,
        office_name=office.name,
    )
