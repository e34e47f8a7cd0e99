"""A FormSpec becomes the bytes of a workbook; the same spec gives the same bytes."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

from toolkit.forms import guards
from toolkit.forms.guide import write_guide, write_supports
from toolkit.forms.nodes import write_nodes
from toolkit.forms.sheet import draw
from toolkit.forms.styles import BASE, Styles
from toolkit.model.layout import FORM_VERSION, META_KEYS, META_SHEET, META_SOURCE, form_sheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from toolkit.model.form import FormSpec

_TEXT_STAYS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_form(spec: FormSpec) -> bytes:
    """
    Draw a department's fill-in workbook.

    Sheets in order: one 填报表 a plan with rows, one 节点安排 a plan whose rows may have days on the way, 填报说明,
    配合事项 where the department supports anything, and the two hidden ones.
    """
    from xlsxwriter.workbook import Workbook

    buffer = BytesIO()
    # A copy each time: the library writes into the dictionary it is given.
    book = Workbook(buffer, {**_TEXT_STAYS_TEXT, "default_format_properties": dict(BASE)})
    book.set_properties(
        {
            "title": f"{spec.department}{spec.period.chinese}填报表",
            "author": spec.office_name,
            "created": spec.made_at.replace(tzinfo=None),
        }
    )
    styles = Styles(book)
    parts = [part for part in spec.sheets if part.rows]
    for part in parts:
        draw(book.add_worksheet(form_sheet(part.plan_id, len(parts))), part, spec, styles)
    write_nodes(book, spec, styles)
    write_guide(book, spec, styles)
    write_supports(book, spec, styles)
    guards.write_lists(book)
    _write_meta(book, spec)
    book.close()
    return buffer.getvalue()


def _write_meta(book: Workbook, spec: FormSpec) -> None:
    """Write the very hidden sheet by which a returned form is known again, whatever its file is called."""
    plans = {part.plan_id: part.plan_version for part in spec.sheets if part.rows}
    facts = {
        "office": spec.office_id,
        "department": spec.department,
        "period": str(spec.period),
        "form_version": str(FORM_VERSION),
        "plans": json.dumps(plans, ensure_ascii=False, sort_keys=True),
    }
    sheet = book.add_worksheet(META_SHEET)
    for row, key in enumerate(META_KEYS):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, facts[key])
    if spec.source:
        sheet.write_string(len(META_KEYS), 0, META_SOURCE)
        sheet.write_string(len(META_KEYS), 1, spec.source)
    sheet.very_hidden()
