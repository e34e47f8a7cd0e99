"""Templates a clerk has changed are filled in as docxtpl fills them in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Opened

from toolkit.reports.render import render

MADE_AT = datetime(2022, 7, 1)


def filled(write: Callable[[Opened], None], **context: object) -> Opened:
    """Fill a template in and open what comes out."""
    document = Document()
    write(document)
    template = BytesIO()
    document.save(template)
    return Document(BytesIO(render(template.getvalue(), "试.docx", context, MADE_AT)))


@pytest.mark.parametrize(
    ("said", "shown"), [("甲\n乙", "甲\n乙"), ("甲\t乙", "甲\t乙"), ("<甲>&乙", "<甲>&乙")]
)
def test_breaks_and_marks_of_a_value_are_kept(said: str, shown: str) -> None:
    """A turn is a turn, a tab a tab, an angle bracket a letter."""

    def write(document: Opened) -> None:
        document.add_paragraph("{{ 值 }}")

    assert filled(write, 值=said).paragraphs[0].text == shown


def test_columns_made_by_a_loop_are_measured_again() -> None:
    """A template whose tags add columns still gets a table as wide as it was."""

    def write(document: Opened) -> None:
        cells = document.add_table(1, 3).rows[0].cells
        for cell, words in zip(cells, ("{%tc for 列 in 各列 %}", "{{ 列 }}", "{%tc endfor %}"), strict=True):
            cell.text = words

    (table,) = filled(write, 各列=["一", "二", "三", "四"]).tables
    assert [cell.text for cell in table.rows[0].cells] == ["一", "二", "三", "四"]
    assert len(table.columns) == 4
