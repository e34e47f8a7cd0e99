"""方案文件·Word：paragraphs with their automatic numbers, tables and text boxes; changes accepted."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import UnreadableFileError
from toolkit.lang import mojibake
from toolkit.plans import noise, reflow
from toolkit.plans.document import Cell, Line
from toolkit.plans.numbering import Numbering

if TYPE_CHECKING:
    from collections.abc import Iterator

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAX_PART: Final = 80_000_000
_SKIPPED: Final = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", _MC_FALLBACK, f"{_W}footnoteReference")
)
_BREAKS: Final = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_HEADINGS: Final = ("heading", "标题")
_OFF: Final = frozenset(("0", "false", "off"))


def read(data: bytes, name: str) -> tuple[Line, ...]:
    """Read a .docx; raises UnreadableFileError where it is damaged or no Word document."""
    try:
        body, numbering, levels = _open(data)
    except UnreadableFileError:
        raise
    except Exception as error:
        raise UnreadableFileError(f"“{name}”打不开，可能已损坏，请用Word或WPS另存为docx后重新发送") from error
    lines = list(_Reader(numbering, levels).blocks(body))
    repaired = mojibake.repair([line.text for line in lines])
    lines = [
        line if line.text == text else Line(text, line.bold, line.heading, line.cell, line.text)
        for line, text in zip(lines, repaired, strict=True)
    ]
    return reflow.join(tuple(noise.drop(lines)))


def _open(data: bytes) -> tuple[Any, Numbering, dict[str, int]]:
    import docx

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(info.file_size > _MAX_PART for info in archive.infolist()):
            raise UnreadableFileError("Word文件解开后过大，不像一份方案，请只发送方案正文")
    document = docx.Document(io.BytesIO(data))
    styles = document.styles.element
    numbering = Numbering.read(_numbering_root(document), styles)
    return document.element.body, numbering, _heading_levels(styles)


def _numbering_root(document: Any) -> Any:  # noqa: ANN401 - python-docx ships no types
    part = document.part
    related = (rel.target_part for rel in part.rels.values() if rel.reltype.endswith("/numbering"))
    found = next(related, None)
    return None if found is None else found.element


def _heading_levels(styles: Any) -> dict[str, int]:  # noqa: ANN401 - an lxml element
    """Return style id to heading level, for styles named heading 1 or 标题 1."""
    levels = {}
    for style in styles.iter(f"{_W}style"):
        named = style.find(f"{_W}name")
        label = "" if named is None else named.get(f"{_W}val", "").lower()
        if label.startswith(_HEADINGS) and label[-1:].isdigit():
            levels[style.get(f"{_W}styleId", "")] = int(label[-1])
    return levels


class _Reader:
    """Walks the body of a document in reading order."""

    def __init__(self, numbering: Numbering, levels: dict[str, int]) -> None:
        self._numbering = numbering
        self._levels = levels
        self._tables = 0

    def blocks(self, parent: Any) -> Iterator[Line]:  # noqa: ANN401 - an lxml element
        """Yield the lines of a body, a content control or a text box."""
        for element in parent:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"}:
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Line]:  # noqa: ANN401
        boxes = [box for box in element.iter(f"{_W}txbxContent") if not _under_fallback(box)]
        text = _text(element)
        number = self._numbering.number(element) if text.strip() else ""
        style = element.find(f"{_W}pPr/{_W}pStyle")
        level = self._levels.get(style.get(f"{_W}val", "")) if style is not None else None
        for index, part in enumerate(text.split("\n")):
            yield Line(f"{number}{part}" if index == 0 else part, _bold(element), level)
        for box in boxes:
            yield from self.blocks(box)

    def _table(self, element: Any) -> Iterator[Line]:  # noqa: ANN401
        table, self._tables = self._tables, self._tables + 1
        above: dict[int, str] = {}
        for row, line in enumerate(element.iterfind(f"{_W}tr")):
            column = 0
            for cell in line.iter(f"{_W}tc"):
                if cell.getparent() is not line and cell.getparent().getparent() is not line:
                    continue
                text, width = self._cell(cell, above.get(column, ""))
                for at in range(column, column + width):
                    above[at] = text
                    yield Line(text, cell=Cell(table, row, at))
                column += width

    def _cell(self, cell: Any, above: str) -> tuple[str, int]:  # noqa: ANN401
        """Return a cell's text and its width in columns; one merged upward repeats what stands above."""
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = min(int(span.get(f"{_W}val", "1")), 60) if span is not None else 1
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merge is not None and merge.get(f"{_W}val", "continue") == "continue":
            return above, width
        lines = [line.text.strip() for line in self.blocks(cell) if line.text.strip()]
        return "\n".join(lines), width


def _under_fallback(element: Any) -> bool:  # noqa: ANN401
    return any(above.tag == _MC_FALLBACK for above in element.iterancestors())


def _text(element: Any) -> str:  # noqa: ANN401
    """Return a paragraph's text as if every change were accepted, without text boxes."""
    parts: list[str] = []
    stack = list(reversed(list(element)))
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED or node.tag == f"{_W}txbxContent":
            continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in _BREAKS:
            parts.append(_BREAKS[node.tag])
        stack.extend(reversed(list(node)))
    return "".join(parts)


def _bold(element: Any) -> bool:  # noqa: ANN401
    runs = [run for run in element.iter(f"{_W}r") if "".join(run.itertext()).strip()]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: Any) -> bool:  # noqa: ANN401
    mark = run.find(f"{_W}rPr/{_W}b")
    return mark is not None and mark.get(f"{_W}val", "1") not in _OFF
