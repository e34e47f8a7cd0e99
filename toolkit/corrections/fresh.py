"""A fresh form in place of a file that cannot be marked: filled in with what was understood of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.model.layout import ADJUST_COLUMN, FIRST_ROW, FORM, form_sheet

if TYPE_CHECKING:
    from toolkit.model.findings import Finding
    from toolkit.model.form import FormSheet, FormSpec
    from toolkit.model.returns import Return

_LETTERS: Final = {column.field: chr(ord("A") + i) for i, column in enumerate((*FORM, ADJUST_COLUMN))}


def prefilled(spec: FormSpec, return_: Return) -> FormSpec:
    """
    Return the form of a department with what its return says in it.

    Rows left blank stay as issued, and so do those called off: nothing is asked of them.
    """
    said = {(entry.plan, entry.id): entry for entry in return_.entries if not entry.blank}
    sheets = tuple(
        replace(
            part,
            rows=tuple(
                row if row.stopped else replace(row, prefill=said.get((part.plan_id, row.id)))
                for row in part.rows
            ),
        )
        for part in spec.sheets
    )
    return replace(
        spec, sheets=sheets, filler=return_.filler, phone=return_.phone, filled_on=return_.filled_on
    )


def moved(
    spec: FormSpec, return_: Return, findings: tuple[Finding, ...]
) -> tuple[Return, tuple[Finding, ...]]:
    """
    Return a return and its findings as if the department had written them into the form of ``spec``.

    A finding outside the form's rows loses its cell: it is about the file as a whole.
    """
    fresh = _addresses(spec)
    fields = {cell: name for entry in return_.entries for name, cell in entry.cells.items()}
    entries = tuple(replace(e, cells=fresh.get((e.plan, e.id), {})) for e in return_.entries)
    placed = []
    for finding in findings:
        row = fresh.get((finding.plan or _only_plan(return_), finding.id), {})
        placed.append(replace(finding, cell=row.get(fields.get(finding.cell, "id"), "")))
    return replace(return_, entries=entries, header_cells={}), tuple(placed)


def _addresses(spec: FormSpec) -> dict[tuple[str, str], dict[str, str]]:
    parts = [part for part in spec.sheets if part.rows]
    return {
        (part.plan_id, row.id): _row(part, at, len(parts))
        for part in parts
        for at, row in enumerate(part.rows, FIRST_ROW)
    }


def _row(part: FormSheet, at: int, plans: int) -> dict[str, str]:
    sheet = form_sheet(part.plan_id, plans)
    return {name: f"{sheet}!{letter}{at}" for name, letter in _LETTERS.items()}


def _only_plan(return_: Return) -> str:
    return return_.plans[0] if len(return_.plans) == 1 else ""
