"""The columns of annexes: what must not break stands on one line, whoever measures it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.office import convert
from tests.reports.sample import facts
from tests.reports.test_bulletin import draw
from toolkit.facts.derive import derived
from toolkit.model.facts import Facts
from toolkit.reports.widths import balanced

_WIDTHS = st.lists(st.tuples(st.integers(100, 4000), st.integers(100, 3000)), min_size=2, max_size=12)
LONG = "县优化营商环境和便民服务提速工作领导小组办公室"
BROKEN = re.compile(r"年\n|月\n|\d\n\d|\d\n%|\d\n\.|\.\n")


@given(_WIDTHS)
def test_a_table_keeps_its_width(columns: list[tuple[int, int]]) -> None:
    """Columns share what there is: each gets what it needs where there is enough, and nothing is added."""
    widths, needs = [width for width, _ in columns], [need for _, need in columns]
    found = balanced(widths, needs)
    assert sum(found) == sum(widths)
    if sum(needs) <= sum(widths):
        assert all(width >= need for width, need in zip(found, needs, strict=True))


def test_columns_wide_enough_stay_as_a_clerk_set_them() -> None:
    """Who made a table in Word gets it as made, unless something would break."""
    assert balanced([500, 700, 300], [400, 700, 300]) == [500, 700, 300]
    assert balanced([500, 700, 300], [400, 500, 400]) == [467, 633, 400]


def _wide() -> Facts:
    """Return the facts with long names, high figures and a row put off."""
    rows = tuple(
        replace(
            row,
            department=LONG if row.department == "县税务局" else row.department,
            target=1234567.5 if row.id == "10.1" else row.target,
            value=1234567.5 if row.id == "10.1" else row.value,
            due_before=row.due if row.id == "3.1" else None,
        )
        for row in facts().standings
    )
    return derived(replace(facts(), standings=rows))


@pytest.mark.parametrize("found", [_wide(), facts(6)], ids=["long names", "120 tasks"])
def test_days_and_figures_stand_on_one_line(found: Facts, tmp_path: Path) -> None:
    """Laid out by LibreOffice, no day, number or percentage in an annex is broken, and no table leaves its page."""
    pdf = convert(draw(found), "docx", "pdf", tmp_path)
    with pdfplumber.open(pdf) as laid_out:
        annexes = [page for page in laid_out.pages if page.width > page.height]
        assert len(annexes) >= 3
        for page in annexes:
            for table in page.find_tables():
                left, _, right, _ = table.bbox
                assert right - left == pytest.approx(225 / 25.4 * 72, abs=3)
            cells = [
                cell for table in page.extract_tables() for row in table for cell in (*row[:1], *row[4:8])
            ]
            assert [cell for cell in cells if cell and BROKEN.search(cell)] == []


def test_a_table_of_the_template_has_widths_word_believes() -> None:
    """Each cell is as wide as the grid says, since Word goes by cells and LibreOffice by the grid."""
    for table in Document(BytesIO(draw(_wide()))).tables:
        element = table._tbl
        grid = [int(column.get(qn("w:w"))) for column in element.tblGrid.findall(qn("w:gridCol"))]
        assert sum(grid) == pytest.approx(225 / 25.4 * 1440, abs=12)
        for row in element.tr_lst:
            assert [
                int(cell.get_or_add_tcPr().find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst
            ] == grid
