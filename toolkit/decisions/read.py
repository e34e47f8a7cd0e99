"""A filled-in 待定事项.xlsx: what was decided, by whom, on what ground; run where it can do no harm."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from toolkit.decisions import own
from toolkit.decisions.cells import folded, letters, text
from toolkit.decisions.layout import (
    DECIDED_COLUMNS,
    DECIDED_SHEET,
    GROUP,
    META_SHEET,
    OPEN_COLUMNS,
    OPEN_SHEET,
    OWN_SHEET,
    Column,
)
from toolkit.errors import UnreadableFileError
from toolkit.model.decision import Answer, Answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.model.decision import Pending

_HEADER_WITHIN: Final = 30
_DAMAGED: Final = (
    "这份待定事项的表头或隐藏的编码列被删改，对不上是哪一项；请用 outbox 里最新的待定事项.xlsx 重新填写。"
)
_UNOPENED: Final = "待定事项打不开，可能已损坏；请用表格软件打开 outbox 里的那一份，另存为.xlsx后重新放入。"
_YES: Final = frozenset({"√", "✓", "✔", "☑", "是", "同意", "全部同意", "v"})

Rows = list[list[object]]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as filled in: its number in the sheet and its texts by field."""

    sheet: str
    row: int
    texts: Mapping[str, str]
    letter: str

    @property
    def place(self) -> str:
        return f"“{self.sheet}”{self.letter}{self.row}"

    def __getitem__(self, field: str) -> str:
        return self.texts.get(field, "")


def read(data: bytes, asked: Mapping[str, Pending]) -> Answers:
    """
    Return what a filled-in 待定事项.xlsx answers; ``asked`` are the questions open now or settled before, by key.

    An unfilled line says nothing.  A line not understood is a sentence with its cell, and never keeps the others
    from counting.  全部同意 gives every open line of its kind that has a proposal that proposal, unless the line
    itself says otherwise; the ground and name beside it hold for the lines below that name none.

    Raises:
        UnreadableFileError: the bytes are no workbook, or its columns are not those we wrote.
    """
    sheets = _sheets(data)
    lines = list(_lines(OPEN_SHEET, sheets.get(OPEN_SHEET, []), OPEN_COLUMNS))
    revised = list(_lines(DECIDED_SHEET, sheets.get(DECIDED_SHEET, []), DECIDED_COLUMNS))
    answers: list[Answer] = []
    faults: list[str] = []
    for line, agreed, group in _with_groups(lines):
        _take(line, asked, answers, faults, agreed=agreed, group=group)
    for line in revised:
        _take(line, asked, answers, faults)
    initiatives = own.read(sheets.get(OWN_SHEET, []), faults)
    return Answers(_office(sheets), tuple(answers), tuple(faults), initiatives)


def _sheets(data: bytes) -> dict[str, Rows]:
    from python_calamine import CalamineError, CalamineWorkbook

    wanted = (OPEN_SHEET, DECIDED_SHEET, OWN_SHEET, META_SHEET)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return {
            name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            for name in book.sheet_names
            if name in wanted
        }
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError(_UNOPENED) from error


def _office(sheets: Mapping[str, Rows]) -> str:
    said = {text(row[0]): text(row[1]) for row in sheets.get(META_SHEET, []) if len(row) > 1}
    return said.get("office", "")


def _lines(sheet: str, rows: Rows, columns: tuple[Column, ...]) -> Iterator[_Line]:
    """Yield the lines that carry a key; raise UnreadableFileError where a column to read is gone."""
    if not rows:
        return
    at, places = _header(rows, columns)
    letter = letters(places["choice"])
    for number, row in enumerate(rows[at + 1 :], at + 2):
        texts = {field: text(row[column]) if column < len(row) else "" for field, column in places.items()}
        if texts["key"]:
            yield _Line(sheet, number, texts, letter)


def _header(rows: Rows, columns: tuple[Column, ...]) -> tuple[int, dict[str, int]]:
    """Return the header row, counted from 0, and the column of each field to read."""
    headers = {column.field: folded(column.header) for column in columns if column.filled}
    headers["key"] = folded(columns[-1].header)
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        found = {folded(text(value)): column for column, value in enumerate(row)}
        if all(header in found for header in headers.values()):
            return at, {field: found[header] for field, header in headers.items()}
    raise UnreadableFileError(_DAMAGED)


def _with_groups(lines: list[_Line]) -> Iterator[tuple[_Line, bool, _Line | None]]:
    """Yield every line of a question, whether its kind was agreed to as a whole, and the line that speaks for it."""
    group: _Line | None = None
    for line in lines:
        if line["key"].startswith(GROUP):
            group = line
        else:
            yield line, group is not None and folded(group["choice"]).lower() in _YES, group


def _take(
    line: _Line,
    asked: Mapping[str, Pending],
    answers: list[Answer],
    faults: list[str],
    *,
    agreed: bool = False,
    group: _Line | None = None,
) -> None:
    """Add what a line decides to ``answers``, or why it decides nothing to ``faults``."""
    question = asked.get(line["key"])
    written = line["choice"] or (question.proposal if agreed and question else "")
    if not written:
        if question and (line["ground"] or line["decided_by"]):
            faults.append(f"{line.place}：“{question.subject}”写了依据或决定人，没有选决定，这一项没有登记")
        return
    if question is None:
        if line["choice"]:
            faults.append(f"{line.place}：这一项现在不用再决定（已有变化），没有登记；请看最新的待定事项")
        return
    choice = _chosen(question, written)
    by = line["decided_by"] or (group["decided_by"] if group else "")
    ground = line["ground"] or (group["ground"] if group else "")
    if not choice:
        options = "、".join(question.choices)
        faults.append(f"{line.place}：“{written}”不是可选的决定，请从列表里选（{options}），这一项没有登记")
    elif not by:
        faults.append(f"{line.place}：“{question.subject}”没有写决定人，这一项没有登记；请补写后重新放入")
    else:
        answers.append(Answer(key=question.key, choice=choice, ground=ground, decided_by=by, cell=line.place))


def _chosen(question: Pending, written: str) -> str:
    """Return the choice as we wrote it, what was typed where that is allowed, or nothing."""
    known = {folded(choice): choice for choice in question.choices}
    return known.get(folded(written), written if question.free else "")
