"""表头：which row names the columns, and which column is which field, by the words and not by the place."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from toolkit.intake.headings import by_parts, is_rate
from toolkit.lang.script import fold
from toolkit.model import layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.intake.grid import Sheet

SEARCHED_ROWS: Final = 60
LEADS: Final = "leads"
FILLERS: Final = ("填报单位", "报送单位", "填报部门", "上报单位", "单位名称", "部门", "部门名称")
"""Headings of a column that says who filled in each row, and not only whose task it is."""

_BRACKETS: Final = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_MARKS: Final = re.compile(r"[*:：、，,/／\-—_“”\"'!?。.]")
_MONTH: Final = re.compile(
    r"(?:截至|截止)?(?:20\d\d年)?(?:\d{1,2}月?[-—~至到])?(?P<month>1[0-2]|0?[1-9])月(?:份|底|末)?(?=.)"
)
_CONTEXT: Final = re.compile(
    r"(?:领导|责任人|联系人|联络员|电话|单位|部门|类别|板块|章节|级别|来源|文号|序号)$"
)
"""Headings of what a plan says around a task, which a department copies and does not answer."""
_FIGURE: Final = re.compile(r"(?:单位:?|填|请填|累计|数值?|数字|百分比|值|%|[,、/])+")
_FIGURE_WORDS: Final = re.compile(r"数值|数字|累计|%|百分比")
_STATED: Final = re.compile(r"完成|进展|进度")
_MORE: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("编码", "指标序号", "任务号", "项目序号", "任务编码"),
    "task": ("重点工作", "重点事项", "任务内容", "项目名称", "工作任务名称", "事项", "重点工作任务名称"),
    "requirement": ("年度目标任务", "目标", "工作要求", "目标要求指标", "年度任务目标"),
    "value": ("本月值", "当前完成值", "本期完成数", "累计完成", "完成量", "实际值", "截至目前完成值"),
    "status": ("进度状态", "目前状态", "办理情况", "完成状况"),
    "progress": (
        "完成情况",
        "进展说明",
        "本月工作进展",
        "本期工作进展",
        "工作开展情况",
        "进展情况说明",
        "本月进展",
    ),
    "problems": ("存在困难和问题", "问题及困难", "存在问题和困难", "主要问题", "存在问题及下一步措施"),
    "next_steps": ("下月计划", "下月打算", "下一步举措", "下步工作", "下步工作措施", "下步工作打算"),
    "evidence": ("佐证材料清单", "印证材料", "支撑材料", "佐证附件"),
    "completed_on": ("完成时点", "实际完成日期"),
    LEADS: ("责任单位", "牵头单位", "牵头部门", "责任部门", "承办单位", *FILLERS),
}
_HEADERS: Final = {column.field: column.header for column in (*layout.FORM, layout.ADJUST_COLUMN)}
_FORM_WORDS: Final = frozenset(column.header for column in layout.FORM)
_ORDER: Final = frozenset({"序号"})
_ANCHORS: Final = frozenset({"id", "task", "requirement"})
_ANSWERS: Final = frozenset({"value", "status", "progress"})
_MONTHLY: Final = frozenset(
    column.field for column in layout.FORM if column.filled_by == "department" and column.field != "unchanged"
)
_FEWEST: Final = 3
_ALONE: Final = 2
"""Headings that are a header where one names tasks and the other answers: 重点任务 | 进展."""
_AFTER: Final = 4
"""How far below a header a better one is looked for; what follows is data."""


@dataclass(frozen=True, slots=True)
class Header:
    """
    The header of a table: its last row (data begin after it) and the column of each field.

    ``words`` are the headers as written, by field; ``units`` what stands in a header's brackets.  ``others`` are
    further columns whose headers name the same field less exactly, ``months`` the month a column is said to be
    of (6月完成值), ``unknown`` the headings of columns of the department's own.
    """

    row: int
    columns: Mapping[str, int]
    words: Mapping[str, str]
    units: Mapping[str, str]
    others: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    months: Mapping[int, int] = field(default_factory=dict)
    unknown: Mapping[int, str] = field(default_factory=dict)
    headings: int = 0
    """How many different headings were known, those of a field's further columns included."""

    @property
    def is_return(self) -> bool:
        """Whether the table answers something: it names tasks and says how they stand."""
        return bool(_ANCHORS & self.columns.keys()) and self.answers

    @property
    def answers(self) -> bool:
        """Whether it has a column that says how a task stands."""
        return bool(_ANSWERS & self.columns.keys())


def find_header(sheet: Sheet) -> Header | None:
    """Return the header with the most fields in the first rows of a sheet, of one or two levels."""
    if (row := _form_row(sheet)) is not None:
        return _read(sheet, row, (row,))
    best: Header | None = None
    weak: Header | None = None
    for row in range(min(SEARCHED_ROWS, len(sheet.rows))):
        if best and row > best.row + _AFTER:
            break
        if best and _surely_less(sheet, row, best):
            continue
        one = _read(sheet, row, (row,))
        two = _read(sheet, row + 1, (row, row + 1)) if _two_levels(sheet, row) else one
        for header in (one, two):
            if header.headings >= _FEWEST and (best is None or len(header.columns) > len(best.columns)):
                best = header
            elif weak is None and header.headings >= _ALONE and header.answers:
                weak = header
    return best or weak


def _form_row(sheet: Sheet) -> int | None:
    """Return the row with all the headings of our form, word for word: no other can have more."""
    for row in range(min(SEARCHED_ROWS, len(sheet.rows))):
        cells = sheet.rows[row]
        if len(cells) >= len(_FORM_WORDS) and _FORM_WORDS.issubset(cells):
            return row
    return None


def _surely_less(sheet: Sheet, row: int, best: Header) -> bool:
    """Whether a row of single cells has no more words than a header found before has columns."""
    merged = any(area.top <= row <= area.bottom for area in sheet.merged)
    return not merged and sum(map(bool, sheet.texts(row))) <= len(best.columns)


@lru_cache(maxsize=4096)
def field_of(word: str) -> str:
    """
    Return the field a header names, ``""`` for none; blanks, script and marks do not matter.

    Nor do brackets, unless they ask for a figure: 完成情况（数值） is a value, 完成情况 alone a text.
    """
    key = _key(word)
    name = _names().get(key, "") or _of_month(word) or by_parts(key)
    if name in {"", "progress"} and _asks_figure(word):
        return "value"
    return name


@lru_cache(maxsize=4096)
def month_of(word: str) -> int:
    """Return the month a heading speaks of, 0 for none: 6 for 6月完成值 and 1-6月完成值."""
    match = _MONTH.match(fold(word))
    return int(match["month"]) if match else 0


def _of_month(word: str) -> str:
    """Return the field of a heading after the month in front of it; only what is answered is of a month."""
    match = _MONTH.match(plain := fold(word))
    key = _key(plain[match.end() :]) if match else ""
    name = _names().get(key, "") or by_parts(key)
    return name if name in _MONTHLY else ""


def _asks_figure(word: str) -> bool:
    brackets = [bracket[1:-1] for bracket in _BRACKETS.findall(fold(word))]
    figure = any(_FIGURE.fullmatch(b) and _FIGURE_WORDS.search(b) for b in brackets)
    return figure and bool(_STATED.search(_key(word)))


@lru_cache(maxsize=4096)
def _rank(word: str, name: str) -> int:
    """Return how well a header names its field: its own header first, one known by its parts late, a mere 序号 last."""
    key = _key(word)
    if key == _key(_HEADERS.get(name, "")):
        return 0
    if name == "value" and "累计" in fold(word):
        return 1
    if key in _ORDER:
        return 4
    return 2 if key in _names() else 3


@cache
def _names() -> dict[str, str]:
    names = {_key(a): field for field, aliases in _MORE.items() for a in aliases}
    for column in (*layout.FORM, layout.ADJUST_COLUMN):
        for word in (*column.aliases, column.header):
            names[_key(word)] = column.field
    return names


@lru_cache(maxsize=4096)
def _key(word: str) -> str:
    return _MARKS.sub("", _BRACKETS.sub("", fold(word)))


def _two_levels(sheet: Sheet, row: int) -> bool:
    """Whether a row stands over another: some of its cells are merged across, or down into the next."""
    return any(a.top == row and (a.right > a.left or a.bottom == row + 1) for a in sheet.merged)


def _read(sheet: Sheet, last: int, levels: tuple[int, ...]) -> Header:
    """Return the header whose words stand in some rows; of several columns for a field the best named counts."""
    written = tuple(
        tuple(dict.fromkeys(filter(None, (_above(sheet, level, column) for level in levels))))
        for column in range(sheet.width)
    )
    return replace(_header_of(written), row=last)


@lru_cache(maxsize=64)
def _header_of(written: tuple[tuple[str, ...], ...]) -> Header:
    """Return the header whose words stand over each column, its row left open: most files of a month have the same."""
    named: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    months: dict[int, int] = {}
    unknown: dict[int, str] = {}
    for column, texts in enumerate(written):
        if word := next((w for w in _readings(texts) if field_of(w)), ""):
            name = field_of(word)
            named[name].append((_rank(word, name), column, word))
            if month := month_of(word):
                months[column] = month
        elif texts and not _CONTEXT.search(told := _key("".join(texts))):
            unknown[column] = told
    best = {name: min(columns) for name, columns in named.items()}
    return Header(
        headings=len({word for columns in named.values() for _, _, word in columns}),
        row=0,
        months=months,
        unknown=unknown,
        columns={name: column for name, (_, column, _) in best.items()},
        words={name: word for name, (_, _, word) in best.items()},
        units={name: _unit_in(word) for name, (_, _, word) in best.items()},
        others={
            name: tuple(column for _, column, _ in columns if column != best[name][1])
            for name, columns in named.items()
            if len(columns) > 1
        },
    )


def _unit_in(word: str) -> str:
    """Return what stands in a heading's brackets, or that it speaks of a rate: 完成率."""
    return "".join(b[1:-1] for b in _BRACKETS.findall(fold(word))) or ("%" if is_rate(_key(word)) else "")


def _readings(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what one or two levels of headings may say: both as one, the lower as a bracket, each alone."""
    bracketed = f"{texts[0]}({texts[-1]})" if len(texts) > 1 else ""
    figure = (bracketed,) if bracketed and _asks_figure(bracketed) else ()
    return ("".join(texts), *figure, *reversed(texts))


def _above(sheet: Sheet, row: int, column: int) -> str:
    """Return a header cell's text, that of its merged range where it lies in one."""
    value = sheet.value(row, column)
    if value == "" and (area := sheet.area_at((row, column))):
        value = sheet.value(area.top, area.left)
    return value if isinstance(value, str) else ""
