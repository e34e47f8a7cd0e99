"""任务条目：which blocks of a document are its tasks, and how each is numbered and titled."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import shadow
from toolkit.plans import chapters, roles, titles

if TYPE_CHECKING:
    from toolkit.plans.structure import Block

_LIST_STYLES: Final = (
    "arabic",
    "decimal",
    "paren_han",
    "label",
    "article",
    "arabic+",
    "paren_arabic",
    "circled",
    "yi_shi",
    "di",
    "han",
)
_INNER_STYLES: Final = frozenset(("paren_arabic", "circled", "yi_shi", "di"))
_ENDS_WITHOUT_STOP: Final = re.compile(r"[。;!?:)”]$")


@dataclass(frozen=True, slots=True)
class Item:
    """One task as it stands in the document: its number path, headings above, title and verbatim text."""

    path: tuple[int, ...]
    section: tuple[str, ...]
    title: str
    text: str
    spans: tuple[roles.RoleSpan, ...] = ()
    paragraph: bool = False
    repaired: str = ""
    goal: bool = False
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()


def select(root: Block) -> tuple[Item, ...]:
    """
    Return the items of a document that are tasks, in order.

    A task is the lowest numbered block that prints its own responsibility, and its brothers; where none
    is printed, the lowest items of the chapters that hold tasks, or their plain paragraphs.
    """
    body = [block for block in root.walk() if block.parent is not None and not block.annex]
    own = {id(block): roles.find(block.own_text) for block in body}
    charged = [block for block in body if any(span.named for span in own[id(block)])]
    if charged:
        return _with_roles(body, charged, own)
    return _without_roles(root)


def of_annex(root: Block) -> tuple[Item, ...]:
    """Return the items of annexes that print their own responsibility."""
    body = [
        block for block in root.walk() if block.parent is not None and block.annex and block.style != "annex"
    ]
    own = {id(block): roles.find(block.own_text) for block in body}
    charged = [block for block in body if any(span.named for span in own[id(block)])]
    return _with_roles(body, charged, own) if charged else ()


def _with_roles(
    body: list[Block], charged: list[Block], own: dict[int, tuple[roles.RoleSpan, ...]]
) -> tuple[Item, ...]:
    marked = {id(block) for block in charged}
    _lift_group_roles(body, marked, own)
    lowest = [
        block
        for block in body
        if id(block) in marked
        and not any(id(below) in marked for below in block.walk() if below is not block)
    ]
    tasks = _brothers(lowest, body, marked)
    split = _split_styles(lowest)
    return tuple(
        item
        for block in body
        if id(block) in tasks
        for item in (_paragraph_items(block, charged_only=True) if block.style in split else (_item(block),))
    )


def _lift_group_roles(
    body: list[Block], marked: set[int], own: dict[int, tuple[roles.RoleSpan, ...]]
) -> None:
    """Where only the last of several brothers prints a role, on a line of its own, it is their parent's."""
    groups = [block for block in body if len(block.children) > 1 and _last_only(block, marked, own)]
    several = [
        block for block in body if len(block.children) > 1 and any(id(c) in marked for c in block.children)
    ]
    if not groups or len(groups) * 2 < len(several):
        return
    for block in groups:
        marked.discard(id(block.children[-1]))
        marked.add(id(block))


def _last_only(block: Block, marked: set[int], own: dict[int, tuple[roles.RoleSpan, ...]]) -> bool:
    *others, last = block.children
    if id(last) not in marked or any(id(child) in marked for child in others) or any(last.children):
        return False
    start = min(span.start for span in own[id(last)] if span.named)
    return start == 0 or "\n" in last.own_text[start - 1 : start + 1]


def _brothers(lowest: list[Block], body: list[Block], marked: set[int]) -> set[int]:
    """Add the blocks that stand among tasks in the same style, though they print no role."""
    tasks = {id(block) for block in lowest}
    styles = {(id(block.parent), block.style) for block in lowest}
    above = {id(block) for task in lowest for block in task.ancestors()}
    for block in body:
        if (id(block.parent), block.style) in styles and id(block) not in above and id(block) not in tasks:
            inside = any(id(below) in marked for below in block.walk())
            if not inside and block.style not in _INNER_STYLES and not _only_heading(block):
                tasks.add(id(block))
    return tasks


def _only_heading(block: Block) -> bool:
    return (
        not block.children
        and len(block.own_text) < len("一二三四五六七八九十")
        and not block.head.endswith("。")
    )


def _split_styles(lowest: list[Block]) -> set[str]:
    """Return the styles whose blocks are sections of paragraphs, each with a role of its own."""
    found = Counter(block.style for block in lowest)
    several = Counter(
        block.style
        for block in lowest
        if block.style not in _INNER_STYLES
        and block.style != "arabic"
        and sum(
            any(span.named for span in roles.find(line)) and len(line) > _PARAGRAPH for line in block.lines
        )
        > 1
    )
    return {style for style, count in several.items() if count * 3 >= found[style]}


_PARAGRAPH: Final = 30


def _without_roles(root: Block) -> tuple[Item, ...]:
    leaves = [block for chapter in root.children if _holds_tasks(chapter) for block in _leaves(chapter)]
    if not leaves:
        return ()
    depth = _sections_of_paragraphs(leaves)
    items: list[Item] = []
    for block in leaves:
        items.extend(_paragraph_items(block, charged_only=False) if depth else (_item(block),))
    return tuple(items)


def _holds_tasks(chapter: Block) -> bool:
    return not (chapter.annex or chapters.is_general(chapter.head) or chapters.is_goals(chapter.head))


def _leaves(block: Block) -> list[Block]:
    """Return the lowest items; lists inside an item ((1), ①, 一是) belong to it."""
    below = [
        child
        for child in block.children
        if child.style not in _INNER_STYLES and not child.style.endswith("+")
    ]
    if not below:
        return [block]
    return [leaf for child in below if not chapters.is_general(child.head) for leaf in _leaves(child)]


def _sections_of_paragraphs(leaves: list[Block]) -> bool:
    """Tell whether the lowest blocks are headings with plain paragraphs rather than items."""
    if any(block.style in {"arabic", "decimal"} for block in leaves):
        return False
    return any(len(_paragraphs(block)) > 1 for block in leaves)


def _paragraphs(block: Block) -> list[tuple[str, str]]:
    """Return (heading, paragraph) pairs of a section: its own line after the heading, then the rest."""
    heading, rest = _heading_and_rest(block)
    lines = (
        ([rest] if rest else [])
        + block.paragraphs
        + [f"{child.label}{child.text}" for child in block.children]
    )
    return [(heading, line) for line in lines if line.strip()]


def _heading_and_rest(block: Block) -> tuple[str, str]:
    head = block.head
    cut = titles.title_end(head)
    if cut < len(head) and shadow(head)[cut] == "。" and cut <= titles.TITLE_LENGTH:
        return head[:cut], head[cut + 1 :].strip()
    return (head, "") if len(head) <= titles.TITLE_LENGTH * 2 else ("", head)


def _paragraph_items(block: Block, *, charged_only: bool) -> tuple[Item, ...]:
    items = []
    heading, _ = _heading_and_rest(block)
    section = (*_section(block), f"{block.label}{heading}")
    pairs = _without_lead_in(_joined_roles(_paragraphs(block))) if charged_only else _paragraphs(block)
    for position, (_, text) in enumerate(pairs, start=1):
        items.append(
            Item(
                (*_path(block), position),
                section,
                titles.title_of(text),
                text,
                roles.find(text),
                paragraph=True,
                repaired=block.repaired,
            )
        )
    return tuple(items)


def _without_lead_in(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out a first paragraph that only opens the section, where those below print roles of their own."""
    named = [any(span.named for span in roles.find(text)) for _, text in pairs]
    return pairs[1:] if len(pairs) > 1 and not named[0] and all(named[1:]) else pairs


def _joined_roles(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put a line of nothing but roles back to the paragraph above it."""
    joined: list[tuple[str, str]] = []
    for heading, text in pairs:
        spans = roles.find(text)
        if joined and spans and spans[0].start == 0 and spans[-1].end >= len(text.rstrip("。")):
            joined[-1] = (heading, f"{joined[-1][1]}\n{text}")
        else:
            joined.append((heading, text))
    return joined


def _item(block: Block) -> Item:
    text = _without_signature(block.text)
    return Item(
        _path(block),
        _section(block),
        titles.title_of(block.head or text),
        text,
        roles.find(text),
        repaired=block.repaired,
    )


_SIGNATURE: Final = re.compile(
    r"(?:\n[^\n。,;]{2,30}){0,3}\n\s*(?:\d{4}|[二〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\s*$"
)


def _without_signature(text: str) -> str:
    match = _SIGNATURE.search(shadow(text))
    return text[: match.start()] if match else text


def _path(block: Block) -> tuple[int, ...]:
    above = tuple(one.ordinal for one in reversed(tuple(block.ancestors())) if one.ordinal)
    return (*above, block.ordinal)


def _section(block: Block) -> tuple[str, ...]:
    return tuple(titles.heading_of(one) for one in reversed(tuple(block.ancestors())))
