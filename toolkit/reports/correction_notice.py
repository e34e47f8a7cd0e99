"""退回修改通知：the letter that goes with a marked copy: what must be mended, what is asked, by when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from toolkit.model.findings import Severity
from toolkit.model.wording import day
from toolkit.reports.compiled import Compiled, compiled
from toolkit.reports.fields import trial
from toolkit.reports.finish import finish
from toolkit.reports.texts import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from toolkit.model.correction import Correction
    from toolkit.model.period import Period

NAME: Final = "退回修改通知.docx"
_WHOLE: Final = "整份文件"
_WEEKDAYS: Final = "一二三四五六日"
_ROW: Final = {
    "序号": "从1起的序号",
    "位置": "工作表、行、列和任务",
    "原填": "格子里原来填的内容",
    "问题": "哪里不对",
    "要求": "应当怎样、怎么改",
}
FIELDS: Final[dict[str, Any]] = {
    "单位": "收通知的单位",
    "报送日期": "收到填报表的日子，不写年份",
    "期别": "报告期，如2022年6月",
    "次数": "第几次报送",
    "代录来源": "单位口头或书面告知、由我方代录的，写来源；单位自己报送的为空",
    "须修改": [_ROW],
    "请说明": [_ROW],
    "原件标注": "随附的是不是单位的原文件（是或否）",
    "随附": "随附文件的名称",
    "附件名": "附件的名称",
    "截止": "改后报回的最后时刻",
    "汇总单位": "改好后发给谁，也印在信头",
    "署名": "发通知的单位",
    "成文日期": "通知的日子",
    "联系人": "联系人，可能为空",
    "电话": "联系电话，可能为空",
}
"""Every name a clerk may use in the template, and what stands in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """
    What one notice says.

    ``received`` is when the return came in, ``deadline`` by when it is wanted back; ``attached`` names the
    workbook that goes with the notice, ``own`` says that it is the department's own file.  ``source`` is how a 代录
    was told, ``""`` for what the department sent itself.
    """

    department: str
    period: Period
    round: int
    received: datetime
    deadline: datetime
    corrections: tuple[Correction, ...]
    attached: str
    own: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends notices: who collects returns, who signs, and whom to ask."""

    name: str
    signer: str = ""
    contact: str = ""
    phone: str = ""


@lru_cache(maxsize=2)
def template_of(data: bytes) -> Compiled:
    """Read 退回修改通知.docx once for many notices, whoever asks; TemplateError where it cannot be filled in."""
    return compiled(data, NAME, FIELDS)


def write(notice: Notice, sender: Sender, template: Compiled) -> bytes:
    """
    Return the notice; the same notice gives the same bytes.

    Notices among the corrections are left out: nothing is asked of the department.

    Raises:
        TemplateError: the template asks for what its fields do not have.
    """
    return template.fill(_context(notice, sender), notice.received, finish)


def check_template(data: bytes) -> None:
    """Raise TemplateError, in a sentence, if a template could not be filled in."""
    from datetime import UTC, datetime

    template_of(data).fill(trial(FIELDS), datetime(2000, 1, 1, tzinfo=UTC))


def _context(notice: Notice, sender: Sender) -> dict[str, Any]:
    received, until = notice.received, notice.deadline
    must = _rows(notice.corrections, Severity.ERROR)
    return {
        "单位": notice.department,
        "报送日期": f"{received.month}月{received.day}日",
        "期别": notice.period.chinese,
        "次数": notice.round,
        "代录来源": notice.source,
        "须修改": must,
        "请说明": _rows(notice.corrections, Severity.WARNING),
        "原件标注": notice.own,
        "随附": notice.attached,
        "附件名": "填报表修改清单" if must else "填报表说明清单",
        "截止": f"{until.month}月{until.day}日（星期{_WEEKDAYS[until.weekday()]}）{until:%H:%M}",
        "汇总单位": sender.name,
        "署名": sender.signer or sender.name,
        "成文日期": day(received.date()),
        "联系人": sender.contact,
        "电话": sender.phone,
    }


def _rows(corrections: Iterable[Correction], severity: Severity) -> list[dict[str, Any]]:
    """Return the rows of a table, those about the whole file first, as the list in the workbook has them."""
    chosen = sorted((c for c in corrections if c.severity is severity), key=lambda each: bool(each.cell))
    return [
        {
            "序号": index,
            "位置": clean(_place(each)),
            "原填": clean(each.written),
            "问题": clean(each.problem),
            "要求": clean(each.request),
        }
        for index, each in enumerate(chosen, 1)
    ]


def _place(each: Correction) -> str:
    """Say where a fault is: sheet and row, column, task."""
    row = "".join(filter(str.isdigit, each.cell))
    where = f"“{each.sheet}”第{row}行" if row else f"工作表“{each.sheet}”" if each.sheet else _WHOLE
    column = f"{each.column}（{each.cell}）" if each.column else each.cell
    return "\n".join(filter(None, (where, column, " ".join(filter(None, (each.id, each.task))))))
