"""One sheet 填报表: title, fields, header and a row for every target the department leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from toolkit.forms import guards, selfcheck, sizes, wording
from toolkit.model.layout import (
    ADJUST_COLUMN,
    FIELDS_ROW,
    FIRST_ROW,
    FORM,
    FORM_HEADER_FIELDS,
    HEADER_ROW,
    TICK,
    TITLE_ROW,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from toolkit.forms.styles import Styles
    from toolkit.model.form import FormRow, FormSheet, FormSpec
    from toolkit.model.layout import Column
    from toolkit.model.returns import Entry

Written = str | float | date | None
"""What a cell may hold: text, a number, a day, or nothing."""

COLUMNS = (*FORM, ADJUST_COLUMN)

_MIDDLE = frozenset({"target", "unit", "previous", "unchanged", "value", "status", "adjust_to"})
_DAYS = frozenset({"due", "completed_on"})
_PLACES = {"department": "A", "period": "C", "filler": "E", "phone": "H", "filled_on": "K"}
"""Columns of the labels in the fields row; each value stands in the cell after its label."""
_WIDE = frozenset({"filler", "phone"})
"""Fields whose value takes two cells."""

_FOOTER = (
    "&L&12填报人（签字）：＿＿＿＿＿　　审核人（签字）：＿＿＿＿＿　　单位负责人（签字）：＿＿＿＿＿　　（公章）"
    "&R第 &P 页 共 &N 页"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """
    The days a form measures against.

    ``passed_before``: a time limit before this day has passed while the form is filled in; ``latest``:
    the last day that may stand in 完成日期.
    """

    passed_before: date
    latest: date

    @classmethod
    def of(cls, spec: FormSpec) -> Limits:
        """Return the limits of a form: the period's end and the deadline, whichever comes first or last."""
        due, end = spec.due.date(), spec.period.end
        return cls(passed_before=min(due, end), latest=max(due, end))

    def overdue(self, row: FormRow) -> bool:
        """Whether a row's time limit has passed."""
        return bool(row.target and row.target.due and row.target.due < self.passed_before)


def draw(sheet: Worksheet, part: FormSheet, spec: FormSpec, styles: Styles) -> None:
    """Draw one plan's rows on a sheet of the form."""
    limits, last = Limits.of(spec), FIRST_ROW + len(part.rows) - 1
    _head(sheet, part, spec, styles, last)
    for at, row in enumerate(part.rows, FIRST_ROW):
        _row(sheet, row, at, styles, limits)
    guards.validate(sheet, FIRST_ROW, last, limits.latest)
    guards.colour(sheet, FIRST_ROW, last, styles, limits.passed_before)
    guards.protect(sheet)
    _page(sheet, last)


def _head(sheet: Worksheet, part: FormSheet, spec: FormSpec, styles: Styles, last: int) -> None:
    title = f"《{part.plan_title.strip('《》')}》{spec.period.chinese}进展情况填报表（{spec.office_name}）"
    if spec.source:
        title = f"代录：{spec.source}　{title}"
    sheet.set_row(TITLE_ROW - 1, 30)
    sheet.merge_range(TITLE_ROW - 1, 0, TITLE_ROW - 1, len(COLUMNS) - 1, title, styles["title"])
    _fields(sheet, spec, styles)
    _tally(sheet, styles, last)
    sheet.set_row(HEADER_ROW - 1, 32)
    for column, named in enumerate(COLUMNS):
        style = "header_fill" if named.filled_by == "department" else "header_given"
        sheet.set_column(column, column, named.width)
        sheet.write_string(HEADER_ROW - 1, column, named.header, styles[style])


def _fields(sheet: Worksheet, spec: FormSpec, styles: Styles) -> None:
    given = {"department": spec.department, "period": spec.period.chinese}
    typed = {"filler": spec.filler, "phone": spec.phone, "filled_on": spec.filled_on}
    sheet.set_row(FIELDS_ROW - 1, 22)
    for name, label in FORM_HEADER_FIELDS:
        at = ord(_PLACES[name]) - ord("A")
        sheet.write_string(FIELDS_ROW - 1, at, label, styles["label"])
        style = styles["fact" if name in given else "fill_day" if name == "filled_on" else "fill"]
        if name in _WIDE:
            sheet.merge_range(FIELDS_ROW - 1, at + 1, FIELDS_ROW - 1, at + 2, "", style)
        put(sheet, FIELDS_ROW - 1, at + 1, {**given, **typed}[name], style)


def _tally(sheet: Worksheet, styles: Styles, last: int) -> None:
    """Write how many rows that ask anything are ready, so that the last open one is not overlooked."""
    check, unasked = selfcheck.LETTERS["check"], selfcheck.UNASKED
    span, passed = f"{check}{FIRST_ROW}:{check}{last}", selfcheck.PASSED
    at = ord(check) - ord("A")
    sheet.write_string(FIELDS_ROW - 1, at - 1, "自检通过", styles["label"])
    sheet.write_formula(
        FIELDS_ROW - 1,
        at,
        f'=SUMPRODUCT(--(LEFT({span},{len(passed)})="{passed}"))&" / "'
        f'&(ROWS({span})-SUMPRODUCT(--(RIGHT({span},{len(unasked)})="{unasked}")))&" 行"',
        styles["tally"],
        "",
    )


def _row(sheet: Worksheet, row: FormRow, at: int, styles: Styles, limits: Limits) -> None:
    given, filled = _given(row), _filled(row)
    for column, named in enumerate(COLUMNS):
        style = styles[_style(named, closed=row.closed, locked=row.locked)]
        if named.filled_by == "formula" and row.locked:
            put(sheet, at - 1, column, selfcheck.untouched(row), style)
        elif named.filled_by == "formula":
            check = selfcheck.formula(row, at, overdue=limits.overdue(row), latest=limits.latest)
            sheet.write_formula(at - 1, column, check, style, _first_look(row))
        else:
            shown = given if named.filled_by == "office" else filled
            put(sheet, at - 1, column, shown.get(named.field), style)
    said = {**given, **filled, "check": row.state and selfcheck.untouched(row)}
    texts = [(str(said.get(c.field) or ""), c.width) for c in COLUMNS]
    sheet.set_row(at - 1, sizes.height(texts, sizes.LEAST if row.closed else sizes.TO_WRITE_IN))


def _style(column: Column, *, closed: bool, locked: bool) -> str:
    kind = ""
    if column.field in _DAYS:
        kind = "day"
    elif column.field in _MIDDLE:
        kind = "middle"
    elif column.field == "id":
        kind = "text"
    owner = "open" if column.filled_by == "department" else "given"
    if closed:
        owner = "closed_open" if owner == "open" and not locked else "closed"
    return f"{owner}_{kind}" if kind else owner


def _first_look(row: FormRow) -> str:
    """Return what 自检 shows before the program that opens the form has reckoned it."""
    if row.prefill is not None:
        return ""
    return selfcheck.untouched(row)


def _given(row: FormRow) -> Mapping[str, Written]:
    target, previous = row.target, row.previous
    before: Written = None
    if previous is not None:
        before = previous.value if previous.value is not None else previous.raw
    return {
        "id": row.id,
        "task": row.task.title,
        "requirement": wording.requirement(row),
        "due": target.due if target else None,
        "target": wording.target_text(target),
        "unit": (target.unit or "") if target else "",
        "previous": before,
    }


def _filled(row: FormRow) -> Mapping[str, Written]:
    """Return what stands in the department's cells at issue: nothing, unless a return of its goes back in it."""
    return _understood(row.prefill) if row.prefill is not None else {}


def _understood(entry: Entry) -> Mapping[str, Written]:
    """Return what was understood of a return; what could not be read stands as it was written."""
    readable = entry.value is not None and not entry.approximate and "value" not in entry.unreadable
    return {
        "unchanged": TICK if entry.unchanged else None,
        "value": entry.value if readable else entry.raw,
        "status": entry.status.value if entry.status else entry.status_raw,
        "completed_on": entry.completed_on or entry.completed_raw,
        "progress": entry.progress,
        "problems": entry.problems,
        "next_steps": entry.next_steps,
        "coordination": entry.coordination,
        "evidence": entry.evidence,
        "adjust_to": entry.adjust_to,
    }


def put(sheet: Worksheet, row: int, column: int, value: Written, style: object) -> None:
    """Write a cell by the type of its value; text is never taken for a formula, a link or a number."""
    match value:
        case None | "":
            sheet.write_blank(row, column, None, style)
        case date():
            sheet.write_datetime(row, column, datetime.combine(value, time()), style)
        case str():
            sheet.write_string(row, column, value, style)
        case _:
            sheet.write_number(row, column, value, style)


def _page(sheet: Worksheet, last: int) -> None:
    sheet.freeze_panes(HEADER_ROW, ord("E") - ord("A"))
    sheet.autofilter(HEADER_ROW - 1, 0, last - 1, len(COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW}:{selfcheck.LETTERS['adjust_to']}{last}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.75)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TITLE_ROW - 1, HEADER_ROW - 1)
    sheet.print_area(0, 0, last - 1, len(COLUMNS) - 1)
    sheet.set_footer(_FOOTER, {"scale_with_doc": False})
