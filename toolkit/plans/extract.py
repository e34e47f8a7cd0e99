"""方案提取：a document becomes a plan, with everything the clerk should look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.lang import dates
from toolkit.lang.script import shadow
from toolkit.model.plan import Confidence, Doubt, Plan, Task
from toolkit.plans import (
    chapters,
    doubts,
    front,
    inline,
    items,
    numbers,
    parties,
    proposals,
    roles,
    structure,
    tables,
    targets,
    titles,
)

if TYPE_CHECKING:
    from toolkit.plans.document import Document
    from toolkit.plans.front import Front
    from toolkit.plans.items import Item
    from toolkit.plans.structure import Block

GOALS: Final = "0"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def extract(document: Document) -> Plan:
    """
    Return the plan a document prints (version 0, confirmed by nobody).

    Nothing is invented: a task without a printed department has none, and every place the reader is not
    sure of is a doubt.
    """
    lines = inline.split(document.lines)
    head = front.read(lines)
    root = structure.build(lines[head.body :])
    found = tables.merge(items.select(root), lines[head.body :], items.of_annex(root))
    year = head.year or dates.NO_YEAR
    printed = numbers.number(found)
    ids = _unique(printed)
    tasks = _tasks(found, printed, ids, year, parties.find(document.text))
    goals = _goals(root, year, tasks)
    tasks = (*goals, *tasks)
    return Plan(
        id=front.short_name(head.title),
        title=head.title,
        issuer=head.issuer,
        number=head.number,
        issued=head.issued,
        draft=head.draft,
        tasks=tasks,
        document_name=document.name,
        document_sha256=document.sha256,
        quotes={name: quote for name, quote in head.quotes.items() if quote},
        doubts=tuple(_doubts(head, found, ids, tasks)),
        proposals=proposals.find((*head.notice, *_about_the_plan(root))),
    )


def _tasks(
    found: tuple[Item, ...],
    numbers: tuple[str, ...],
    ids: tuple[str, ...],
    year: int,
    pair: parties.Parties | None,
) -> tuple[Task, ...]:
    tasks = []
    first_leads = False
    for item, number, task_id in zip(found, numbers, ids, strict=True):
        first_leads = first_leads or any(span.first_leads for span in item.spans)
        tasks.append(_task(item, number, task_id, year, pair, first_leads=first_leads))
    return tuple(tasks)


def _task(
    item: Item, number: str, task_id: str, year: int, pair: parties.Parties | None, *, first_leads: bool
) -> Task:
    assigned = roles.assign(item.spans, item.text, first_leads=first_leads)
    leads, supports, quote = assigned.leads or item.leads, assigned.supports or item.supports, assigned.quote
    if pair is not None and not leads:
        leads, supports, quote = parties.assign(pair, item.text)
    return Task(
        id=task_id,
        no=number,
        title=item.title,
        text=item.text,
        section=item.section,
        leads=leads,
        supports=supports,
        role_quote=quote,
        targets=targets.extract(item.text, task_id, item.title, year, item.spans),
        confidence=Confidence.HIGH if leads and not item.repaired else Confidence.MEDIUM,
    )


def _unique(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Tell doubled numbers apart: 12, 12a."""
    seen: dict[str, int] = {}
    ids = []
    for number in numbers:
        again = seen.get(number, 0)
        seen[number] = again + 1
        ids.append(number if not again else f"{number}{_LETTERS[(again - 1) % len(_LETTERS)]}")
    return tuple(ids)


def _goals(root: Block, year: int, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Return task 0: dated goals with numbers of a chapter 发展目标, which belong to no task."""
    blocks = [block for block in root.walk() if block.parent is not None and not block.annex]
    chapter = next((block for block in blocks if chapters.is_goals(_heading(block))), None)
    chapter = chapter or next((block for block in blocks if chapters.is_aims(_heading(block))), None)
    chapter = chapter or next((block for block in blocks if chapters.is_targets(_heading(block))), None)
    if chapter is None or any(titles.heading_of(chapter) in task.section for task in tasks):
        return ()
    text = chapter.text
    title = titles.title_of(_heading(chapter))
    found = targets.extract(text, GOALS, title, year, ())
    if not any(target.value is not None and target.due is not None for target in found):
        return ()
    above = tuple(titles.heading_of(one) for one in reversed(tuple(chapter.ancestors())))
    section = (*above, titles.heading_of(chapter))
    return (
        Task(
            id=GOALS,
            no=GOALS,
            title=title,
            text=text,
            section=section,
            targets=found,
            confidence=Confidence.MEDIUM,
        ),
    )


def _heading(block: Block) -> str:
    return re.split(r"[。:：]", block.head, maxsplit=1)[0]


def _about_the_plan(root: Block) -> tuple[str, ...]:
    """Return the paragraphs of the chapters about the plan itself: 保障措施, 工作要求."""
    return tuple(
        line
        for chapter in root.children
        if chapters.is_general(chapter.head) or chapters.is_goals(chapter.head)
        for block in chapter.walk()
        for line in block.lines
    )


def _doubts(
    head: Front, found: tuple[Item, ...], ids: tuple[str, ...], tasks: tuple[Task, ...]
) -> list[Doubt]:
    listed: list[Doubt] = list(_front_doubts(head))
    listed += doubts.of_numbers(found, ids)
    listed += doubts.of_counts(tasks)
    listed += doubts.of_roles(tasks)
    listed += doubts.of_garbled(found, ids)
    listed += doubts.of_departments(tasks)
    listed += doubts.of_targets(tasks, head.issued)
    return listed


def _front_doubts(head: Front) -> list[Doubt]:
    listed = []
    if not head.title:
        listed.append(
            Doubt(about="", code="title-missing", what="没有读出方案名称", proposal="请在方案表里填写")
        )
    if head.issued is None:
        listed.append(
            Doubt(
                about="",
                code="issued-missing",
                what="没有读出印发日期",
                proposal="请在方案表里填写；没有印发的留空",
            )
        )
    if head.draft:
        listed.append(
            Doubt(
                about="",
                code="draft",
                what="这是征求意见稿（草案），还没有印发",
                proposal="印发后请重新放入正式文件；在此之前不亮灯、不评分",
            )
        )
    if (
        head.draft
        and head.issued
        and any(
            f"{head.issued.month}月{head.issued.day}日" in shadow(line).split("前")[0] and "反馈" in line
            for line in head.notice
        )
    ):
        listed.append(
            Doubt(
                about="",
                code="opinion-period",
                what="征求意见的截止日与发文日期是同一天，征求意见期为0天",
                proposal="请核对截止日期",
            )
        )
    return listed
