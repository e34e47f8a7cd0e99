"""A plan drawn at random and printed in any format reads back to the list it was printed from."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.plans import document, extract

LEADS = ("县发展改革局", "县行政审批局", "县市场监管局", "县税务局", "县自然资源局", "县供电公司", "县法院")
HELPS = ("县公安局", "县财政局", "县“放管服”改革办", "各乡镇", "县人社局（医保中心）")
VERBS = ("推进", "优化", "规范", "提升", "深化")
THINGS = ("企业开办", "办电服务", "不动产登记", "政务服务", "信用修复", "招标投标", "纳税服务", "用水报装")
ENDINGS = ("便利化改革", "全流程网办", "标准化建设", "综合服务水平")
GOALS = (
    ("网上办理率达到{}%以上", "%", (60, 99)),
    ("办理时间压缩至{}个工作日以内", "个工作日", (1, 20)),
    ("建成示范窗口不少于{}个", "个", (2, 60)),
    ("办理环节不超过{}个", "个", (1, 9)),
    ("新增服务事项{}项", "项", (5, 90)),
)


@dataclass(frozen=True)
class Goal:
    """A printed commitment: words, value, unit, and the month it is due at the end of."""

    words: str
    value: int
    unit: str
    due: date

    @property
    def sentence(self) -> str:
        """The commitment as a sentence with its limit at the head."""
        when = (
            f"{self.due.year}年底前" if self.due.month == 12 else f"{self.due.year}年{self.due.month}月底前"
        )
        return f"{when}，{self.words}。"


@dataclass(frozen=True)
class Item:
    """A task as printed."""

    no: int
    title: str
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    goals: tuple[Goal, ...]

    @property
    def text(self) -> str:
        """The item without its number and its departments."""
        return f"{self.title}。坚持问题导向，完善工作机制。{''.join(goal.sentence for goal in self.goals)}"

    @property
    def roles(self) -> str:
        """The departments as a label on a line of its own."""
        supports = f"；配合单位：{'、'.join(self.supports)}" if self.supports else ""
        return f"牵头单位：{'、'.join(self.leads)}{supports}"


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    """Draw a commitment of 2022 or 2023."""
    words, unit, (low, high) = draw(st.sampled_from(GOALS))
    value = draw(st.integers(low, high))
    month, day = draw(st.sampled_from(((6, 30), (9, 30), (12, 31))))
    return Goal(words.format(value), value, unit, date(draw(st.sampled_from((2022, 2023))), month, day))


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Draw five to nine tasks with titles of their own."""
    names = [verb + thing + end for verb in VERBS for thing in THINGS for end in ENDINGS]
    titles = draw(st.lists(st.sampled_from(names), min_size=5, max_size=9, unique=True))
    return [
        Item(
            no,
            title,
            tuple(draw(st.lists(st.sampled_from(LEADS), min_size=1, max_size=3, unique=True))),
            tuple(draw(st.lists(st.sampled_from(HELPS), max_size=3, unique=True))),
            tuple(draw(st.lists(goals(), max_size=2, unique_by=lambda goal: (goal.unit, goal.due)))),
        )
        for no, title in enumerate(titles, 1)
    ]


HEAD = (
    "云溪县优化服务行动方案",
    "一、总体要求",
    "坚持以企业和群众满意为目标，持续优化服务。",
    "二、重点任务",
)
COLUMNS = ("序号", "重点任务", "工作措施", "牵头单位", "配合单位")


def _lines(items: list[Item], number: str, roles: Callable[[Item], str]) -> list[str]:
    return [*HEAD, *(f"{number.format(item.no)}{item.text}\n{roles(item)}" for item in items)]


def _cells(items: list[Item]) -> list[tuple[str, ...]]:
    rows = ((str(i.no), i.title, i.text, "、".join(i.leads), "、".join(i.supports)) for i in items)
    return [COLUMNS, *rows]


def text_with_labels(items: list[Item]) -> tuple[bytes, str]:
    """Print as plain text, departments on lines of their own."""
    return "\n\n".join(_lines(items, "{}.", lambda item: item.roles)).encode(), "方案.txt"


def text_with_brackets(items: list[Item]) -> tuple[bytes, str]:
    """Print as GB18030 text with full-width numbers and brackets."""
    return "\n".join(_lines(items, "{}．", lambda item: f"（{item.roles}）")).encode("gb18030"), "方案.txt"


def text_with_sentences(items: list[Item]) -> tuple[bytes, str]:
    """Print who leads and who helps as a bracketed phrase, in UTF-16."""

    def phrase(item: Item) -> str:
        helps = f"，{'、'.join(item.supports)}按职责分工负责" if item.supports else ""
        return f"（{'、'.join(item.leads)}牵头{helps}）"

    return "\n".join(_lines(items, "{}.", phrase)).encode("utf-16"), "方案.txt"


def markdown(items: list[Item]) -> tuple[bytes, str]:
    """Print as Markdown, with headings and bold titles."""
    head = ["# " + HEAD[0], "## " + HEAD[1], HEAD[2], "## " + HEAD[3]]
    body = [f"{i.no}. **{i.title}。**{i.text.removeprefix(i.title + '。')}\n\n（{i.roles}）" for i in items]
    return "\n\n".join([*head, *body]).encode(), "方案.md"


def web_page(items: list[Item]) -> tuple[bytes, str]:
    """Print as a web page with a menu and share buttons around it."""
    body = "".join(f"<p>{i.no}.{i.text}</p><p>{i.roles}</p>" for i in items)
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    page = (
        f"<html><body><nav>首页</nav><div>分享到：微信</div>{head}{body}<p>【打印】【关闭】</p></body></html>"
    )
    return page.encode(), "方案.html"


def web_table(items: list[Item]) -> tuple[bytes, str]:
    """Print as a table on a web page."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _cells(items))
    return f"<html><body><h1>{HEAD[0]}</h1><table>{rows}</table></body></html>".encode(), "方案.html"


def word(items: list[Item]) -> tuple[bytes, str]:
    """Print as a Word document of paragraphs."""
    made = docx.Document()
    for line in "\n".join(_lines(items, "{}.", lambda item: f"（{item.roles}）")).split("\n"):
        made.add_paragraph(line)
    return _saved(made), "方案.docx"


def word_table(items: list[Item]) -> tuple[bytes, str]:
    """Print as a table in a Word document."""
    made = docx.Document()
    made.add_paragraph(HEAD[0])
    table = made.add_table(rows=0, cols=len(COLUMNS))
    for row in _cells(items):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return _saved(made), "方案.docx"


def workbook(items: list[Item]) -> tuple[bytes, str]:
    """Print as a workbook under a merged title."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([HEAD[0]])
    sheet.merge_cells("A1:E1")
    for row in _cells(items):
        sheet.append(row)
    return _saved(book), "方案.xlsx"


def _saved(made: Any) -> bytes:  # noqa: ANN401 -- a document or a workbook
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


FORMATS = (
    text_with_labels,
    text_with_brackets,
    text_with_sentences,
    markdown,
    web_page,
    web_table,
    word,
    word_table,
    workbook,
)


@pytest.mark.parametrize("printed", FORMATS, ids=lambda printed: printed.__name__)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=items())
def test_a_printed_plan_reads_back(
    printed: Callable[[list[Item]], tuple[bytes, str]], drawn: list[Item]
) -> None:
    """Numbers, titles, departments and commitments come back as they were drawn, whatever the format."""
    plan = extract.extract(document.read(*printed(drawn)))

    assert [(task.no, task.title) for task in plan.tasks] == [(str(item.no), item.title) for item in drawn]
    for task, item in zip(plan.tasks, drawn, strict=True):
        assert (task.leads, task.supports) == (item.leads, item.supports)
        read = [(target.value, target.unit, target.due) for target in task.targets]
        assert read == [(goal.value, goal.unit, goal.due) for goal in item.goals]
