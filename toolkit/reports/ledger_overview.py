"""概况：the counts of the ledger, reckoned again by Excel from 总台账, and two charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.standing import Class, Light
from toolkit.model.wording import day
from toolkit.reports.book import LIGHT_COLOURS, light_style
from toolkit.reports.ledger_columns import column_range

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from toolkit.model.facts import Facts
    from toolkit.reports.book import Book

SHEET = "概况"
_WIDTHS = (24, *(10,) * 7)
_COLOURS: dict[Class, str] = {
    Class.DONE: LIGHT_COLOURS[Light.BLUE][0],
    Class.OVERDUE: LIGHT_COLOURS[Light.RED][0],
    Class.BEHIND: LIGHT_COLOURS[Light.YELLOW][0],
    Class.UNREPORTED: "#7F7F7F",
    Class.NOT_DUE: "#D9D9D9",
    Class.ON_SCHEDULE: LIGHT_COLOURS[Light.GREEN][0],
}
_DASH = '0;-0;"—"'
_LETTERS = dict.fromkeys(Class, "#FFFFFF") | {Class.BEHIND: "#000000", Class.NOT_DUE: "#000000"}
_CLASSES_AT = 3
_LIGHTS_AT = _CLASSES_AT + len(Class) + 4
_CHARTS_AT = _LIGHTS_AT + 2
_DEPARTMENTS_AT = _CHARTS_AT + 16
_ROW = 18
"""Points of a row."""

_MOST_IN_A_CHART = 20
_NARROW, _WIDE, _HIGH = 340, 696, 340
"""Pixels of a chart beside another, of one alone, and of their height."""


def write(book: Book, facts: Facts) -> None:
    """Add sheet 概况."""
    sheet = book.sheet(SHEET, _WIDTHS, head_row=0)
    sheet.set_portrait()
    sheet.set_default_row(_ROW)
    sheet.fit_to_pages(1, 1)
    title = f"《{facts.title}》{facts.period.chinese}概况"
    book.top(sheet, title, f"截至{day(facts.cutoff)}　数字随“总台账”自动计算；占比与月通报一致，合计为100%")
    _classes(book, sheet, facts)
    _lights(book, sheet, facts)
    _departments(book, sheet, facts)
    count = len(facts.departments)
    if 0 < count <= _MOST_IN_A_CHART:
        _class_chart(book, sheet, _NARROW)
        _department_chart(book, sheet, count)
    else:
        _class_chart(book, sheet, _WIDE)


def _classes(book: Book, sheet: Worksheet, facts: Facts) -> None:
    rows = len(facts.standings)
    headers = ("分类", "任务数", "占比", "目标（行）数", "上期任务数", "比上期")
    _header(book, sheet, _CLASSES_AT - 1, headers)
    for i, klass in enumerate(Class):
        row, at = _CLASSES_AT + i, _CLASSES_AT + i + 1
        before = facts.before.get(klass, 0) if facts.before is not None else None
        sheet.write_string(row, 0, klass.chinese, book.style("centre"))
        _count(
            book, sheet, row, 1, f"=COUNTIF({column_range('task_klass', rows)},A{at})", facts.by_task[klass]
        )
        sheet.write_number(row, 2, facts.shares[klass] / 100, book.style("percent"))
        _count(book, sheet, row, 3, f"=COUNTIF({column_range('klass', rows)},A{at})", facts.counts[klass])
        if before is None:
            sheet.write_string(row, 4, "—", book.style("number"))
            sheet.write_string(row, 5, "—", book.style("number"))
        else:
            sheet.write_number(row, 4, before, book.style("number"))
            signed = book.style("number", num_format="+0;-0;0")
            sheet.write_formula(row, 5, f"=B{at}-E{at}", signed, facts.by_task[klass] - before)
    _totals(book, sheet, facts)


def _totals(book: Book, sheet: Worksheet, facts: Facts) -> None:
    row = _CLASSES_AT + len(Class)
    first, last = _CLASSES_AT + 1, row
    sheet.write_string(row, 0, "合计", book.style("bold"))
    sheet.write_formula(row, 1, f"=SUM(B{first}:B{last})", book.style("bold"), facts.tasks)
    whole = sum(facts.shares.values()) / 100
    sheet.write_formula(row, 2, f"=SUM(C{first}:C{last})", book.style("bold", num_format="0.0%"), whole)
    sheet.write_formula(row, 3, f"=SUM(D{first}:D{last})", book.style("bold"), len(facts.standings))
    for column in (4, 5):
        sheet.write_blank(row, column, None, book.style("bold"))


def _lights(book: Book, sheet: Worksheet, facts: Facts) -> None:
    found = facts.lights
    cells = column_range("light", len(facts.standings))
    shown = [light for light in Light if light is not Light.ORANGE or found[light]]
    _header(book, sheet, _LIGHTS_AT - 1, ("亮灯", *(light.value for light in shown), "不亮灯"))
    sheet.write_string(_LIGHTS_AT, 0, "目标（行）数", book.style("centre"))
    for column, light in enumerate(shown, 1):
        sheet.write_string(_LIGHTS_AT - 1, column, light.value, light_style(book, light))
        _count(book, sheet, _LIGHTS_AT, column, f'=COUNTIF({cells},"{light.value}")', found[light])
    _count(book, sheet, _LIGHTS_AT, len(shown) + 1, f"=COUNTBLANK({cells})", found[None])


def _departments(book: Book, sheet: Worksheet, facts: Facts) -> None:
    leads, classes = (column_range(field, len(facts.standings)) for field in ("lead", "klass"))
    headers = ("牵头单位", *(klass.chinese for klass in Class), "合计")
    _header(book, sheet, _DEPARTMENTS_AT - 1, headers)
    for row, each in enumerate(facts.departments, _DEPARTMENTS_AT):
        sheet.write_string(row, 0, each.department, book.style("centre"))
        for column, klass in enumerate(Class, 1):
            head = f"{chr(ord('A') + column)}${_DEPARTMENTS_AT}"
            formula = f"=COUNTIFS({leads},$A{row + 1},{classes},{head})"
            _count(book, sheet, row, column, formula, each.counts[klass], num_format=_DASH)
        sheet.write_formula(
            row, len(Class) + 1, f"=SUM(B{row + 1}:G{row + 1})", book.style("bold"), each.total
        )


def _header(book: Book, sheet: Worksheet, row: int, headers: tuple[str, ...]) -> None:
    sheet.set_row(row, 30)
    for column, header in enumerate(headers):
        sheet.write_string(row, column, header, book.style("head"))


def _count(
    book: Book, sheet: Worksheet, row: int, column: int, formula: str, result: int, *, num_format: str = "0"
) -> None:
    sheet.write_formula(row, column, formula, book.style("number", num_format=num_format), result)


def _class_chart(book: Book, sheet: Worksheet, width: int) -> None:
    chart = book.workbook.add_chart({"type": "column"})
    first, last = _CLASSES_AT, _CLASSES_AT + len(Class) - 1
    chart.add_series(
        {
            "name": "任务数",
            "categories": [SHEET, first, 0, last, 0],
            "values": [SHEET, first, 1, last, 1],
            "points": [{"fill": {"color": _COLOURS[klass]}} for klass in Class],
            "data_labels": {"value": True},
            "gap": 60,
        }
    )
    chart.set_title({"name": "各类任务数（项）", "name_font": {"size": 12, "bold": False}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"major_gridlines": {"visible": False}, "visible": False, "min": 0})
    chart.set_size({"width": width, "height": _HIGH})
    sheet.insert_chart(_CHARTS_AT, 0, chart)


def _department_chart(book: Book, sheet: Worksheet, count: int) -> None:
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = _DEPARTMENTS_AT, _DEPARTMENTS_AT + count - 1
    for column, klass in enumerate(Class, 1):
        chart.add_series(
            {
                "name": [SHEET, _DEPARTMENTS_AT - 1, column],
                "categories": [SHEET, first, 0, last, 0],
                "values": [SHEET, first, column, last, column],
                "fill": {"color": _COLOURS[klass]},
                "gap": 40,
                "data_labels": {"value": True, "num_format": "0;;;", "font": {"color": _LETTERS[klass]}},
            }
        )
    chart.set_title({"name": "各牵头单位目标（行）数", "name_font": {"size": 12, "bold": False}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": False}, "visible": False, "min": 0})
    chart.set_size({"width": _NARROW, "height": _HIGH})
    sheet.insert_chart(_CHARTS_AT, 0, chart, {"x_offset": _WIDE - _NARROW})
