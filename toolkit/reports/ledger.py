"""工作台账：the working ledger, every figure of which leads back to the file it came from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from toolkit.model.standing import Light
from toolkit.model.wording import day
from toolkit.reports import ledger_lists, ledger_overview
from toolkit.reports.book import A3, Book, height, light_style
from toolkit.reports.ledger_columns import (
    AT,
    COLUMNS,
    FIRST_ROW,
    HEAD_ROW,
    NOTHING,
    SHEET,
    completion_formula,
    widths,
)
from toolkit.reports.links import link_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from toolkit.model.facts import Facts
    from toolkit.model.standing import Standing
    from toolkit.reports.ledger_columns import Value

ORIGINALS = "../../../data/"
"""From ``outbox/<period>/<plan>/`` to where the originals are kept."""

_WRAPPED = tuple(place for place, column in enumerate(COLUMNS) if column.style in {"text", "centre"})
_PRINTED = tuple(column.printed for column in COLUMNS).count(True)
_TARGET, _VALUE, _COMPLETION, _EXPECTED = (
    xl_col_to_name(AT[field]) for field in ("target", "value", "completion", "expected")
)
_UNSURE, _UNSURE_GROUND = 'General"（待核实）"', "#FFF2CC"


def write(
    facts: Facts,
    *,
    made_at: datetime,
    archive_link: str = ORIGINALS,
    legend: Sequence[tuple[str, str]] = (),
) -> bytes:
    """
    Return 工作台账.xlsx.

    Args:
        facts: the facts of one plan and one period.
        made_at: the moment written into the file; the same moment and facts give the same bytes.
        archive_link: the way from the ledger's folder to the folder the archive paths start from.
        legend: the rules of judgement in words, name and sentence, printed on 口径说明.
    """
    book = Book(made_at)
    _Rows(book, facts, archive_link).write()
    ledger_overview.write(book, facts)
    ledger_lists.laggards(book, facts)
    ledger_lists.returns(book, facts, archive_link)
    ledger_lists.questions(book, facts)
    ledger_lists.changes(book, facts)
    ledger_lists.legend(book, facts, legend)
    return book.bytes()


class _Rows:
    """Sheet 总台账 being written."""

    def __init__(self, book: Book, facts: Facts, originals: str) -> None:
        self.book, self.facts, self.originals = book, facts, originals
        self.widths = widths(facts)
        self.sheet = book.sheet(SHEET, self.widths, paper=A3, head_row=HEAD_ROW)
        self.styles = [book.style(column.style) for column in COLUMNS]
        self.lights = {light.value: light_style(book, light) for light in Light}
        self.special: dict[str, Callable[[int, int, Standing, Value], None]] = {
            "target": self._target,
            "value": self._value,
            "completion": self._completion,
            "gap": self._gap,
            "light": self._light,
            "original": self._original,
        }
        self.writers = [self.special.get(column.field, self._plain) for column in COLUMNS]
        self.seen: set[str] = set()

    def write(self) -> None:
        facts, last = self.facts, max(FIRST_ROW + len(self.facts.standings) - 1, HEAD_ROW)
        number = f"（{facts.number}）" if facts.number else ""
        title = f"《{facts.title}》{number}工作台账（{facts.period.chinese}）"
        note = f"截至{day(facts.cutoff)}　任务{facts.tasks}项　目标{facts.targets}个　口径见“口径说明”"
        self.book.top(self.sheet, title, note)
        self.book.head(self.sheet, HEAD_ROW, [column.header for column in COLUMNS], freeze=AT["requirement"])
        headers = {place: column.header for place, column in enumerate(COLUMNS) if self.widths[place]}
        self.sheet.set_row(HEAD_ROW, height(headers, self.widths, 32))
        for row, standing in enumerate(facts.standings, FIRST_ROW):
            self._row(row, standing)
        for place in (place for place, width in enumerate(self.widths) if not width):
            self.sheet.set_column(place, place, None, None, {"hidden": True})
        self.sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
        self.sheet.print_area(0, 0, last, _PRINTED - 1)

    def _row(self, row: int, standing: Standing) -> None:
        handled = self.facts.handling.get(standing.id, NOTHING)
        values = [column.value(standing, handled) for column in COLUMNS]
        for place, (writer, value) in enumerate(zip(self.writers, values, strict=True)):
            writer(row, place, standing, value)
        self._task_class(row, standing)
        texts = {place: text for place in _WRAPPED if isinstance(text := values[place], str)}
        self.sheet.set_row(row, height(texts, self.widths))

    def _plain(self, row: int, place: int, _standing: Standing, value: Value) -> None:
        style = self.styles[place]
        if isinstance(value, str) and value:
            self.sheet.write_string(row, place, value, style)
        elif isinstance(value, int | float):
            self.sheet.write_number(row, place, value, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, place, value, style)
        else:
            self.sheet.write_blank(row, place, None, style)

    def _target(self, row: int, place: int, standing: Standing, value: Value) -> None:
        if standing.comparator is not None and isinstance(value, int | float):
            style = self.book.style("number", num_format=f'"{standing.comparator}"General')
            self.sheet.write_number(row, place, value, style)
        else:
            self._plain(row, place, standing, value)

    def _value(self, row: int, place: int, standing: Standing, value: Value) -> None:
        if standing.questioned and isinstance(value, int | float):
            style = self.book.style("number", num_format=_UNSURE, bg_color=_UNSURE_GROUND)
            self.sheet.write_number(row, place, value, style)
        else:
            self._plain(row, place, standing, value)

    def _completion(self, row: int, place: int, standing: Standing, value: Value) -> None:
        formula = completion_formula(standing, f"{_TARGET}{row + 1}", f"{_VALUE}{row + 1}")
        if formula:
            self._formula(row, place, formula, value)
        else:
            self._plain(row, place, standing, value)

    def _gap(self, row: int, place: int, standing: Standing, value: Value) -> None:
        if value is None:
            self._plain(row, place, standing, value)
            return
        completion, expected = f"{_COMPLETION}{row + 1}", f"{_EXPECTED}{row + 1}"
        formula = f'=IF(OR({completion}="",{expected}=""),"",({expected}-{completion})*100)'
        self._formula(row, place, formula, value)

    def _light(self, row: int, place: int, standing: Standing, value: Value) -> None:
        if isinstance(value, str) and value in self.lights:
            self.sheet.write_string(row, place, value, self.lights[value])
        else:
            self._plain(row, place, standing, value)

    def _original(self, row: int, place: int, standing: Standing, value: Value) -> None:
        if standing.source and standing.source.archive:
            link_file(self.sheet, row, place, self.originals + standing.source.archive, self.styles[place])
        else:
            self._plain(row, place, standing, value)

    def _formula(self, row: int, place: int, formula: str, value: Value) -> None:
        self.sheet.write_formula(row, place, formula, self.styles[place], "" if value is None else value)

    def _task_class(self, row: int, standing: Standing) -> None:
        """Write the task's class in the task's first row only, so that counting them counts tasks."""
        place = AT["task_klass"]
        if standing.task not in self.seen:
            self.seen.add(standing.task)
            self.sheet.write_string(
                row, place, self.facts.task_classes[standing.task].chinese, self.styles[place]
            )
