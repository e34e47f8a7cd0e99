"""方案文件·网页：a saved page; menus, scripts and share buttons are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import UnreadableFileError
from toolkit.lang import mojibake
from toolkit.lang.script import decode
from toolkit.plans import noise, reflow
from toolkit.plans.document import MAX_CHARACTERS, Cell, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED: Final = frozenset(
    ("script", "style", "nav", "header", "footer", "form", "button", "select", "noscript",
     "iframe", "head", "aside", "svg", "input", "textarea")
)  # fmt: skip
_BLOCKS: Final = frozenset(
    ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "ul", "ol", "blockquote",
     "center", "pre", "td", "th", "tr",
     "table", "tbody", "body", "html", "dd", "dt", "dl", "main", "hr")
)  # fmt: skip
_DATA_COLUMNS: Final = 3
_BREAK: Final = "\u2029"


def read(data: bytes, name: str) -> tuple[Line, ...]:
    """Read a web page; raises UnreadableFileError where it is no text or has none."""
    from lxml import html

    try:
        text = decode(data)
    except ValueError:
        raise UnreadableFileError(f"“{name}”不是文字文件，请发送方案的Word、PDF或文本文件") from None
    if len(text) > MAX_CHARACTERS * 4:
        raise UnreadableFileError(f"“{name}”有{len(text)}字，不像一份方案，请只发送方案正文")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except Exception as error:
        raise UnreadableFileError(f"“{name}”网页内容读不出来，请把正文另存为Word或文本后重新发送") from error
    for block in root.iter("pre"):
        _keep_breaks(block)
    page = _Page()
    lines = list(page.lines(root))
    repaired = mojibake.repair([line.text for line in lines])
    lines = [
        Line(
            noise.strip_marks(fixed),
            line.bold,
            line.heading,
            line.cell,
            line.text if fixed != line.text else "",
        )
        for line, fixed in zip(lines, repaired, strict=True)
    ]
    return reflow.join(tuple(noise.drop(lines)))


class _Page:
    """Walks a page without recursion, so that depth harms nobody."""

    def __init__(self) -> None:
        self._tables = 0

    def lines(self, root: Any) -> Iterator[Line]:  # noqa: ANN401 - an lxml element
        """Yield the lines of a page in reading order."""
        text: list[str] = []
        heading: int | None = None
        for event, node in _walk(root):
            if event == "table":
                yield from _flush(text, heading)
                yield from self._table(node)
            elif event == "text":
                text.append(node)
            elif event == "break":
                yield from _flush(text, heading)
                heading = node
        yield from _flush(text, heading)

    def _table(self, table: Any) -> Iterator[Line]:  # noqa: ANN401
        above: dict[int, tuple[int, str]] = {}
        for row, line in enumerate(table.iter("tr")):
            column = 0
            for cell in line.iterchildren("td", "th"):
                while column in above and above[column][0] > 0:
                    left, text = above[column]
                    above[column] = (left - 1, text)
                    yield Line(text, cell=Cell(self._tables, row, column))
                    column += 1
                text = _cell_text(cell)
                down, across = _span(cell, "rowspan"), _span(cell, "colspan")
                for at in range(column, column + across):
                    above[at] = (down - 1, text)
                    yield Line(text, cell=Cell(self._tables, row, at))
                column += across
            for at in sorted(above):
                if at >= column and above[at][0] > 0:
                    yield Line(above[at][1], cell=Cell(self._tables, row, at))
                    above[at] = (above[at][0] - 1, above[at][1])
        self._tables += 1


def _span(cell: Any, name: str) -> int:  # noqa: ANN401
    value = str(cell.get(name) or "1").strip()
    return max(1, min(int(value), 200)) if value.isdigit() else 1


def _cell_text(cell: Any) -> str:  # noqa: ANN401
    parts = [" ".join(part.split()) for part in cell.itertext()]
    return "".join(part for part in parts if part)


def _is_data(table: Any) -> bool:  # noqa: ANN401
    """Tell a table of tasks from one that only lays out the page."""
    if any(True for _ in table.iterdescendants("table")):
        return False
    rows = [len(row.xpath("./td|./th")) for row in table.iter("tr")]
    return sum(width >= _DATA_COLUMNS for width in rows) > 1


def _walk(root: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield texts, breaks (with the heading level that follows) and tables of data, in order."""
    stack: list[tuple[str, Any]] = [("open", root)]
    while stack:
        event, node = stack.pop()
        if event != "open":
            yield event, node
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _SKIPPED or "display:none" in (node.get("style") or "").replace(" ", ""):
            continue
        if tag == "table" and _is_data(node):
            yield "table", node
            continue
        block = tag in _BLOCKS or tag == "br"
        level = int(tag[1]) if len(tag) == len("h1") and tag[0] == "h" and tag[1].isdigit() else None
        after: list[tuple[str, Any]] = [("break", level)] if block else []
        if node.text:
            after.append(("text", node.text))
        for child in node:
            after.append(("open", child))
            if child.tail:
                after.append(("text", child.tail))
        after += [("break", None)] if block else []
        stack.extend(reversed(after))


def _keep_breaks(block: Any) -> None:  # noqa: ANN401
    """Mark the line breaks of preformatted text, the only ones on a page that mean something."""
    for node in block.iter():
        if node.text:
            node.text = node.text.replace("\n", _BREAK)
        if node is not block and node.tail:
            node.tail = node.tail.replace("\n", _BREAK)


def _flush(text: list[str], heading: int | None) -> Iterator[Line]:
    whole = "".join(text)
    text.clear()
    for part in whole.split(_BREAK):
        if joined := " ".join(part.split()):
            yield Line(joined, heading=heading)
