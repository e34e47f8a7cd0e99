"""A fresh form filled in with what was understood."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from toolkit.corrections.fresh import moved, prefilled
from toolkit.corrections.mark import mark
from toolkit.corrections.marks import FILLS
from toolkit.forms.write import write_form
from toolkit.model.findings import Finding, Severity
from toolkit.model.returns import Entry

if TYPE_CHECKING:
    from toolkit.model.form import FormSpec
    from toolkit.model.returns import Return


def elsewhere(return_: Return) -> Return:
    """Return the return as if it had stood in a table of the department's own making."""
    entries = tuple(
        replace(entry, cells={"value": f"Sheet1!C{at}", "status": f"Sheet1!D{at}"})
        for at, entry in enumerate(return_.entries, 2)
    )
    return replace(return_, entries=entries, header_cells={"filler": "Sheet1!A9"})


def test_rows_carry_what_the_return_says(spec: FormSpec, return_: Return) -> None:
    """Each row is filled in with its own entry; a blank one stays as issued."""
    blank = Entry(plan=return_.entries[2].plan, id=return_.entries[2].id)
    partly = replace(return_, entries=(*return_.entries[:2], blank))

    form = prefilled(spec, partly)

    assert [row.prefill for row in form.sheets[0].rows] == [*return_.entries[:2], None]
    assert form.filler == "李静"


def test_findings_move_to_the_cells_of_the_fresh_form(
    spec: FormSpec, return_: Return, findings: tuple[Finding, ...]
) -> None:
    """A finding follows its row and column; one about the whole file has no cell."""
    own = elsewhere(return_)
    said = (
        replace(findings[0], cell="Sheet1!C2"),
        replace(findings[2], cell="Sheet1!D3"),
        replace(findings[2], cell="Sheet1!A3"),
        replace(findings[4], cell="Sheet1!A9"),
    )

    there, placed = moved(spec, own, said)

    assert [finding.cell for finding in placed] == ["填报表!I4", "填报表!J5", "填报表!A5", ""]
    assert there.entries[0].cells["value"] == "填报表!I4"
    assert there.header_cells == {}


def test_a_fresh_form_can_be_marked(spec: FormSpec, return_: Return, findings: tuple[Finding, ...]) -> None:
    """What goes back in place of an unmarkable file is the form, filled in and marked."""
    own = elsewhere(return_)
    there, placed = moved(spec, own, (replace(findings[0], cell="Sheet1!C2"),))

    data = mark(
        write_form(prefilled(spec, own)),
        there,
        placed,
        deadline=datetime.fromisoformat("2022-06-28T17:00"),
        made_at=datetime.fromisoformat("2022-06-26T09:00"),
        office_name="专班",
    ).data

    sheet = openpyxl.load_workbook(BytesIO(data))["填报表"]
    assert sheet["I4"].value == "约98"
    assert sheet["I4"].fill.fgColor.rgb == FILLS[Severity.ERROR]
