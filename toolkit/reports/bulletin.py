"""月通报：the monthly bulletin, made from the facts alone and from a Word template a clerk may edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from io import BytesIO
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from toolkit.model.standing import Class
from toolkit.model.wording import day, names
from toolkit.reports import bulletin_tables, bulletin_words, fields
from toolkit.reports.bulletin_progress import news, progress
from toolkit.reports.bulletin_words import Limits
from toolkit.reports.finish import finish
from toolkit.reports.render import check, render, words
from toolkit.reports.widths import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from docx.document import Document

    from toolkit.model.facts import Facts
    from toolkit.reports.bulletin_progress import Entry

NAME = "月通报.docx"
LONGEST = 4000
"""Characters of the text before the annexes (整治形式主义为基层减负若干规定, 2024-08-06)."""

FIRST_ANNEX = "附件1"
_DAYS_TO_MEND = 10
_LIMITS = (
    Limits(a_section=3, progress=16, overdue=99, behind=99, common=5, mended=30),
    Limits(a_section=3, progress=12, overdue=40, behind=30, common=5, mended=20),
    Limits(a_section=2, progress=8, overdue=20, behind=15, common=3, mended=10),
    Limits(a_section=1, progress=5, overdue=10, behind=10, common=3, mended=5),
    Limits(a_section=0, progress=0, overdue=5, behind=5, common=1, mended=1),
)
"""Tried in turn until the text is short enough; what is left out stands in the annexes."""

CORRECTED = "更正"
"""State of a return that came in, accepted, after the period was locked."""

_LAST_PERIOD = {"Q": "上季度", "W": "上周"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinOffice:
    """
    Who issues the bulletin.

    ``name`` collects what is mended, ``signer`` signs (``name`` where blank), ``recipients`` are addressed;
    ``cadence_quote`` are the plan's own words that ask for the bulletin, without quotation marks.
    """

    name: str
    signer: str = ""
    recipients: str = "各有关单位"
    cadence_quote: str = ""


def write(
    facts: Facts,
    *,
    template: bytes,
    office: BulletinOffice,
    issued_on: date,
    mend_by: date | None = None,
    legend: Sequence[tuple[str, str]] = (),
) -> bytes:
    """
    Return the bulletin of one plan and one period.

    Args:
        facts: every figure comes from here.
        template: 月通报.docx, with the names of :data:`toolkit.reports.fields.FIELDS`.
        office: who issues it.
        issued_on: the day printed below the signature.
        mend_by: the last day for reports on what was mended; ten days after the issue where None.
        legend: the rules of judgement in words, name and sentence; those of the lights stand above 附件1.

    Raises:
        TemplateError: the template cannot be filled in.
    """
    made_at = datetime.combine(issued_on, time())
    fixed = _fixed(facts, office, issued_on, mend_by or issued_on + timedelta(days=_DAYS_TO_MEND), legend)
    told, entries = words(template, NAME), news(facts)
    named: dict[str, Any] = {}
    for limits in _LIMITS:
        named = _named(facts, entries, limits)
        if _count(told(fixed | named).splitlines()) <= LONGEST:
            break
    return render(template, NAME, fixed | named, made_at, _finish)


def _finish(document: Document) -> None:
    finish(document)
    fit(document)


def check_template(template: bytes) -> None:
    """Raise TemplateError, in a sentence, if a template could not be filled in."""
    check(template, NAME, fields.FIELDS, fields.trial())


def characters(document: bytes) -> int:
    """Count the characters of a bulletin's text, spaces and annexes left out."""
    from docx import Document

    return _count(paragraph.text for paragraph in Document(BytesIO(document)).paragraphs)


def _count(lines: Iterable[str]) -> int:
    before = takewhile(lambda line: line.strip() != FIRST_ANNEX, lines)
    return sum(len("".join(line.split())) for line in before)


def _fixed(
    facts: Facts,
    office: BulletinOffice,
    issued_on: date,
    mend_by: date,
    legend: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """Return what does not depend on how much room there is."""
    returns = facts.returns
    return bulletin_words.counts(facts) | {
        "方案名称": facts.title,
        "文号": facts.number,
        "期别": bulletin_words.period_name(facts.period),
        "上期": _LAST_PERIOD.get(facts.period.label[4], "上月"),
        "截止日期": day(facts.cutoff),
        "主送单位": office.recipients,
        "机制原文": office.cadence_quote,
        "署名": office.signer or office.name,
        "汇总单位": office.name,
        "成文日期": day(issued_on),
        "整改日期": day(mend_by),
        "应报": returns.expected,
        "按时": returns.on_time,
        "迟报": len(returns.late),
        "未报单位数": len(returns.missing),
        "退回": returns.returned,
        "迟报名单": bulletin_words.listed(facts, returns.late),
        "未报名单": bulletin_words.listed(facts, returns.missing),
        "补报单位": bulletin_words.to_send(facts),
        "更正单位": names([each.department for each in returns.by_department if each.state == CORRECTED]),
        "督促单位": names(facts.to_urge),
        "亮灯说明": "".join(f"{name}：{sentence}" for name, sentence in legend if name.endswith("灯"))
        + bulletin_tables.unnamed_note(facts),
        **_annexes(facts),
    }


def _annexes(facts: Facts) -> dict[str, Any]:
    """Return the tables and the numbers of the annexes; an annex of nothing is left out."""
    tables = {
        "一览表": bulletin_tables.overview(facts),
        "清单": bulletin_tables.laggards(facts),
        "报送": bulletin_tables.returns(facts),
        "评分": bulletin_tables.scores(facts),
    }
    number = 3 if tables["清单"] else 2
    return tables | {"附件号": {"清单": 2, "报送": number, "评分": number + 1}}


def _named(facts: Facts, entries: Sequence[Entry], limits: Limits) -> dict[str, Any]:
    """Return what the text names one by one, as far as there is room."""
    told = progress(entries, limits.a_section, limits.progress)
    return {
        "进展": told.sections,
        "进展其余": told.left_out,
        "逾期任务": bulletin_words.laggards(facts, Class.OVERDUE, limits.overdue),
        "滞后任务": bulletin_words.laggards(facts, Class.BEHIND, limits.behind),
        "共性问题": bulletin_words.common_problems(facts, limits.common),
        **bulletin_words.made_good(facts, limits.mended),
        **bulletin_words.called_off(facts, limits.mended),
        "前期更正": bulletin_words.corrections(facts, limits.mended),
    }
