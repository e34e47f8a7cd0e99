"""方案文件·PDF：the text layer; page numbers removed, wrapped lines joined, ruled tables kept."""

from __future__ import annotations

import io
import logging
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import UnreadableFileError
from toolkit.lang.script import shadow
from toolkit.plans import noise, reflow
from toolkit.plans.document import Cell, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PAGES: Final = 300
_REPEATED: Final = 3
_ROW_GAP: Final = 3
_SHORT: Final = 30


def read(data: bytes, name: str) -> tuple[Line, ...]:
    """Read a PDF; raises UnreadableFileError where it is damaged, locked, or a scan without text."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            pages = [list(_page(page)) for page in pdf.pages] if count <= MAX_PAGES else []
    except Exception as error:
        raise UnreadableFileError(f"“{name}”打不开，可能已损坏或加了密码，请重新导出PDF后发送") from error
    if count > MAX_PAGES:
        raise UnreadableFileError(f"“{name}”有{count}页，不像一份方案，请只发送方案正文")
    lines = [line for page in pages for line in page]
    if not any(line.text.strip() for line in lines):
        raise UnreadableFileError(f"“{name}”是扫描件，没有可以读取的文字，请发送Word文件或可以复制文字的PDF")
    running = _running_heads(pages)
    kept = [line for line in _renumbered(pages) if line.cell or line.text.strip() not in running]
    return reflow.join(tuple(noise.drop(kept)))


def _page(page: Any) -> Iterator[Line]:  # noqa: ANN401 - pdfplumber ships no types
    """Yield a page's lines and the cells of its ruled tables, from top to bottom."""
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    tables = [table for table in tables if len(table.rows) > 1]
    plain = page
    for table in tables:
        plain = plain.outside_bbox(_inside(table.bbox, page.bbox))
    waiting = list(enumerate(tables))
    left = _left_edge(plain)
    for line in plain.extract_text_lines(return_chars=False):
        while waiting and waiting[0][1].bbox[1] <= line["top"]:
            yield from _cells(*waiting.pop(0))
        indent = "\u3000\u3000" if line["x0"] - left > _indent(line) else ""
        yield Line(indent + line["text"].strip())
    for index, table in waiting:
        yield from _cells(index, table)


def _left_edge(page: Any) -> float:  # noqa: ANN401
    lines = page.extract_text_lines(return_chars=False)
    return min((float(line["x0"]) for line in lines if len(line["text"]) > _SHORT // 2), default=0.0)


def _indent(line: dict[str, Any]) -> float:
    return float(line["bottom"] - line["top"]) * 1.2


def _inside(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, float, float, float]:
    return max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3])


def _cells(index: int, table: Any) -> Iterator[Line]:  # noqa: ANN401
    for row, cells in enumerate(table.extract()):
        for column, text in enumerate(cells):
            yield Line((text or "").replace("\n", ""), cell=Cell(index, row, column))


def _renumbered(pages: list[list[Line]]) -> Iterator[Line]:
    """Number the tables of all pages in one row; one that goes on over the page stays apart."""
    before = 0
    for page in pages:
        most = -1
        for line in page:
            if line.cell is None:
                yield line
            else:
                most = max(most, line.cell.table)
                yield Line(line.text, cell=Cell(before + line.cell.table, line.cell.row, line.cell.column))
        before += most + 1


def _running_heads(pages: list[list[Line]]) -> set[str]:
    """Return short lines that stand first or last on several pages: running heads and feet."""
    edges: Counter[str] = Counter()
    for page in pages:
        texts = [line.text.strip() for line in page if line.cell is None]
        edges.update({text for text in (texts[:1] + texts[-1:]) if text and len(shadow(text)) <= _SHORT})
    return {text for text, times in edges.items() if times >= _REPEATED}
