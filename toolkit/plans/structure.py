"""结构：the lines of a document become a tree of numbered blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import shadow
from toolkit.plans import chapters, inline, markers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.plans.document import Line

MAX_DEPTH: Final = 12
_ANNEX: Final = re.compile(
    r"^附\s?(?:件|表)\s?[\d一二三四五六七八九十]*\s*[:.、]?(?:\S{0,30}(?:表|清单|分工|台账|名单|目录|任务|方案))?$"
)
_ANNEX_RANK: Final = 0
_HEADING_RANK: Final = 2
_GOES_ON: Final = re.compile(r"^(?:以上|上述|前款)")


@dataclass(eq=False, slots=True)
class Block:
    """
    A numbered piece of the document.

    ``label`` is the number as printed, ``ordinal`` its value (0 for an unnumbered heading), ``lines`` the
    text that follows it before the first child: the rest of its own line first.
    """

    style: str
    rank: float
    ordinal: int
    label: str
    lines: list[str] = field(default_factory=list)
    children: list[Block] = field(default_factory=list)
    parent: Block | None = None
    annex: bool = False
    repaired: str = ""

    @property
    def head(self) -> str:
        """The text on the block's own line, without its number."""
        return self.lines[0] if self.lines else ""

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs below the block's own line."""
        return self.lines[1:]

    @property
    def text(self) -> str:
        """The block's whole text without its own number, children included, one paragraph a line."""
        return "\n".join((*self.lines, *(f"{child.label}{child.text}" for child in self.children)))

    @property
    def own_text(self) -> str:
        """The block's text without its children."""
        return "\n".join(self.lines)

    def walk(self) -> Iterator[Block]:
        """Yield the block and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Block]:
        """Yield the blocks above, nearest first, the root left out."""
        above = self.parent
        while above is not None and above.parent is not None:
            yield above
            above = above.parent


def build(lines: tuple[Line, ...]) -> Block:
    """Return the root of the tree; lines before the first number are the root's own."""
    root = Block("root", -1, 0, "")
    tree = _Tree(root)
    for line in lines:
        if line.cell is None:
            for text in inline.pieces(line.text):
                tree.add(text, line)
    return root


class _Tree:
    """Puts one piece of text after the other in its place."""

    def __init__(self, root: Block) -> None:
        self._stack: list[Block] = [root]
        self._annex = False

    def add(self, text: str, line: Line) -> None:
        """Put a piece where its number says, or below the last block."""
        text = text.strip()
        if not text:
            return
        plain = shadow(text)
        if _ANNEX.match(plain):
            self._annex = True
            self._push(Block("annex", _ANNEX_RANK, 0, "", [text]), _ANNEX_RANK)
            return
        marker = markers.match(plain)
        if marker is None:
            self._unnumbered(text, line)
            return
        block = Block(
            marker.style.name,
            marker.style.rank,
            marker.ordinal,
            text[: marker.length],
            _unglued(text[marker.length :].strip()),
            repaired=line.repaired,
        )
        self._place(block)

    def _unnumbered(self, text: str, line: Line) -> None:
        if line.heading is not None and len(text) <= _HEADING_LENGTH:
            rank = _HEADING_RANK + line.heading / 10
            self._push(Block("heading", rank, 0, "", [text]), rank)
        else:
            self._stack[-1].lines.append(text)

    def _place(self, block: Block) -> None:
        same = [open_block for open_block in self._stack if open_block.style == block.style]
        nested = [open_block for open_block in self._stack if open_block.style == f"{block.style}+"]
        if nested and nested[-1].ordinal + 1 == block.ordinal and same[-1].ordinal + 1 != block.ordinal:
            block.style, block.rank = nested[-1].style, nested[-1].rank
        elif same and block.ordinal == 1 and self._stack[-1] in (*same, *nested) and same[-1].ordinal > 0:
            self._nest(block, same[-1])
        elif same and same[-1].ordinal + 1 == block.ordinal:
            block.rank = same[-1].rank
        self._push(block, block.rank)

    @staticmethod
    def _nest(block: Block, outer: Block) -> None:
        """A list that begins again at 1 inside an item of the same style is a list of its own."""
        block.style, block.rank = f"{outer.style}+", outer.rank + 0.5

    def _push(self, block: Block, rank: float) -> None:
        while len(self._stack) > 1 and (self._stack[-1].rank >= rank or len(self._stack) > MAX_DEPTH):
            self._stack.pop()
        block.parent = self._stack[-1]
        block.annex = self._annex
        self._stack[-1].children.append(block)
        self._stack.append(block)


def _unglued(head: str) -> list[str]:
    """Part a usual heading from the text it runs into where line breaks were lost."""
    cut = chapters.glued(head)
    return [head[:cut], head[cut:]] if cut else [head]


_HEADING_LENGTH: Final = 60
