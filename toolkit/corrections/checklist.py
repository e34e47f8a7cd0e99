"""修改清单: the first sheet of a marked copy, which lists every fault and question with a link to its cell."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from toolkit.corrections.marks import FILLS
from toolkit.model.correction import Correction
from toolkit.model.findings import Finding, Severity
from toolkit.model.layout import ANSWERED, CORRECTIONS_SHEET, WHOLE_FILE

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.styles import Border
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from toolkit.corrections import places

HEADERS: Final = (
    ("序号", 6.0),
    ("位置", 18.0),
    ("编号", 8.0),
    ("工作任务", 24.0),
    ("原填内容", 18.0),
    ("问题", 38.0),
    ("修改要求", 40.0),
    ("说明", 32.0),
)
_CENTRED: Final = frozenset({1, 3})
_BLOCKS: Final = (
    (Severity.ERROR, "须修改", "改正标红的格子"),
    (Severity.WARNING, "请说明", "核实标橙的格子，有误的改正，无误的在“说明”一列写明原因"),
    (Severity.NOTICE, "提示", "供了解，不用答复"),
)
_NUMERALS: Final = "一二三"
_FONT: Final = "宋体"
_LINE, _LEAST, _MOST = 15.5, 24.0, 400.0
_LOOK: Final = "_style"
"""Where an openpyxl cell keeps its look; there is no open way to share one."""


@dataclass(frozen=True, slots=True)
class Line:
    """
    A finding as it is listed.

    ``place`` is None, or has no cell, for a fault of the whole; ``linked`` says its sheet is in the file.
    """

    finding: Finding
    place: places.Place | None
    column: str = ""
    task: str = ""
    written: str = ""
    linked: bool = True

    @property
    def problem(self) -> str:
        """What is wrong, without what the department answered."""
        return self.finding.found.partition(ANSWERED)[0]

    @property
    def answer(self) -> str:
        """What the department answered, where the check took it into account."""
        return self.finding.found.partition(ANSWERED)[2]

    @property
    def request(self) -> str:
        """What is wanted, and how to get there."""
        return "\n".join(filter(None, (self.finding.wanted, self.finding.todo)))

    @property
    def position(self) -> str:
        """Where it is, as a department looks for it."""
        if self.place is None:
            return WHOLE_FILE
        return f"{self.place}（{self.column}）" if self.column else str(self.place)

    @property
    def correction(self) -> Correction:
        """The line as papers about it are told."""
        return Correction(
            severity=self.finding.severity,
            sheet=self.place.sheet if self.place else "",
            cell=self.place.cell if self.place else "",
            column=self.column,
            id=self.finding.id,
            task=self.task,
            written=self.written,
            problem=self.problem,
            request=self.request,
        )

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same question in another round."""
        return self.position, self.finding.id, self.problem


Answers = dict[tuple[str, str, str], str]


def answers(book: Workbook) -> Answers:
    """Return what the department wrote under 说明 in an earlier round's list, question to answer."""
    if CORRECTIONS_SHEET not in book.sheetnames:
        return {}
    found: Answers = {}
    for row in book[CORRECTIONS_SHEET].iter_rows(max_col=len(HEADERS), values_only=True):
        texts = [str(value or "") for value in row]
        if texts[0].isdecimal() and texts[-1]:
            found[texts[1], texts[2], texts[5]] = texts[-1]
    return found


def write(book: Workbook, lines: tuple[Line, ...], head: tuple[str, str], answered: Answers) -> None:
    """
    Put the list in front of the department's own sheets; one of an earlier round is replaced.

    ``head`` is the title and the sentence below it.
    """
    if CORRECTIONS_SHEET in book.sheetnames:
        book.remove(book[CORRECTIONS_SHEET])
    sheet = book.create_sheet(CORRECTIONS_SHEET, 0)
    looks = _Looks(sheet)
    _title(sheet, head)
    asked = [(block, listed) for block in _BLOCKS if (listed := _of(lines, block[0]))]
    for numeral, ((severity, name, todo), listed) in zip(_NUMERALS, asked, strict=False):
        _block(sheet, f"{numeral}、{name}（{len(listed)}处）：{todo}", severity, looks)
        for index, line in enumerate(listed, 1):
            _line(sheet, index, line, line.answer or answered.get(line.key, ""), looks)
    _page(sheet)


def _of(lines: tuple[Line, ...], severity: Severity) -> list[Line]:
    """Return the lines of a severity, those about the whole file first."""
    chosen = [line for line in lines if line.finding.severity is severity]
    return sorted(chosen, key=lambda line: line.place is not None and bool(line.place.cell))


def _title(sheet: Worksheet, head: tuple[str, str]) -> None:
    from openpyxl.styles import Alignment, Font

    for column, (_, width) in enumerate(HEADERS, 1):
        sheet.column_dimensions[chr(ord("A") + column - 1)].width = width
    for row, (text, font, height) in enumerate(
        ((head[0], Font("黑体", 16), 32.0), (head[1], Font(_FONT, 11), 52.0)), 1
    ):
        sheet.append([text])
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(HEADERS))
        cell = sheet.cell(row, 1)
        cell.font, cell.alignment = font, Alignment(vertical="center", wrap_text=True)
        sheet.row_dimensions[row].height = height


class _Looks:
    """The looks of the list's cells, each made once: openpyxl compares a new one with all it knows."""

    def __init__(self, sheet: Worksheet) -> None:
        from openpyxl.cell import Cell
        from openpyxl.styles import Alignment, Font, PatternFill

        self._drawn = {name: Cell(sheet, 1, 1) for name in ("header", "text", "middle", "link")}
        for name, cell in self._drawn.items():
            middle = "center" if name in {"header", "middle"} else None
            cell.border = _edge()
            cell.font = Font("黑体" if name == "header" else _FONT, 11)
            cell.alignment = Alignment(horizontal=middle, vertical="center", wrap_text=name != "header")
        self._drawn["header"].fill = PatternFill("solid", fgColor="FFD9D9D9")
        self._drawn["link"].font = Font(_FONT, 11, color="FF0563C1", underline="single")

    def put(self, cell: Cell | MergedCell, name: str) -> None:
        """Give a cell one of the looks."""
        setattr(cell, _LOOK, copy(getattr(self._drawn[name], _LOOK)))


def _block(sheet: Worksheet, heading: str, severity: Severity, looks: _Looks) -> None:
    from openpyxl.styles import Font, PatternFill

    sheet.append([heading])
    at = sheet.max_row
    sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=len(HEADERS))
    sheet.cell(at, 1).font = Font("黑体", 12)
    if severity in FILLS:
        sheet.cell(at, 1).fill = PatternFill("solid", fgColor=FILLS[severity])
    sheet.row_dimensions[at].height = 26.0
    sheet.append([name for name, _ in HEADERS])
    for cell in sheet[at + 1]:
        looks.put(cell, "header")
    sheet.row_dimensions[at + 1].height = 24.0


def _line(sheet: Worksheet, index: int, line: Line, answer: str, looks: _Looks) -> None:
    texts = (
        line.position,
        line.finding.id,
        line.task,
        line.written,
        line.problem,
        line.request,
        answer,
    )
    at = sheet.max_row + 1
    sheet.cell(at, 1, index)
    for column, text in enumerate(texts, 2):
        _text(sheet.cell(at, column), text)
    for cell in sheet[at]:
        looks.put(cell, "middle" if cell.column in _CENTRED else "text")
    if line.linked and line.place is not None:
        _link(sheet.cell(at, 2), line.place)
        looks.put(sheet.cell(at, 2), "link")
    sheet.row_dimensions[at].height = _height(texts)


def _text(cell: Cell | MergedCell, text: str) -> None:
    """Write text that stays text, whatever it begins with."""
    cell.value = text or None
    if text:
        cell.data_type = "s"


def _link(cell: Cell | MergedCell, place: places.Place) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = place.sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!{place.cell or 'A1'}")


def _edge() -> Border:
    from openpyxl.styles import Border, Side

    side = Side("thin", "FFA6A6A6")
    return Border(side, side, side, side)


def _height(texts: tuple[str, ...]) -> float:
    """Return the height in points of a row with these texts in the columns after the first."""
    most = max(
        sum(max(ceil(_width(part) / (width * 0.9 - 1)), 1) for part in text.split("\n"))
        for text, (_, width) in zip(texts, HEADERS[1:], strict=True)
    )
    return min(max(most * _LINE + 6, _LEAST), _MOST)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _page(sheet: Worksheet) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.oddFooter is not None and sheet.oddFooter.center is not None:
        sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
