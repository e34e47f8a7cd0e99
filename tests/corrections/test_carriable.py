"""Which files can be marked and given back."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from toolkit.corrections.carriable import can_mark

if TYPE_CHECKING:
    from collections.abc import Callable


def with_part(data: bytes, name: str, content: bytes = b"<x/>") -> bytes:
    """Return a package with one more part."""
    buffer = BytesIO(data)
    with ZipFile(buffer, "a") as package:
        package.writestr(name, content)
    return buffer.getvalue()


def replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a package with a change in one part."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w") as package:
        for member in source.namelist():
            content = source.read(member)
            package.writestr(member, content.replace(old, new) if member == name else content)
    return target.getvalue()


def test_a_form_with_comments_can_be_marked(returned: bytes) -> None:
    """Our own form, saved again with a comment, is plain."""
    assert can_mark(returned)


def test_a_plain_workbook_can_be_marked() -> None:
    """So is a department's own table."""
    buffer = BytesIO()
    openpyxl.Workbook().save(buffer)

    assert can_mark(buffer.getvalue())


def test_what_libreoffice_saved_can_be_marked(
    returned: bytes, office_tool: Callable[[bytes, str], bytes]
) -> None:
    """A form filled in with LibreOffice is plain too."""
    assert can_mark(office_tool(returned, "xlsx"))


@pytest.mark.parametrize(
    "part",
    [
        "xl/media/image1.png",
        "xl/charts/chart1.xml",
        "xl/cellimages.xml",
        "xl/vbaProject.bin",
        "xl/ctrlProps/ctrlProp1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/pivotTables/pivotTable1.xml",
    ],
)
def test_parts_that_would_be_lost_forbid_it(returned: bytes, part: str) -> None:
    """Pictures, charts, controls and macros do not survive marking."""
    assert not can_mark(with_part(returned, part))


def test_a_chart_forbids_it() -> None:
    """A real workbook with a chart is not marked."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Sheet1!$A$1:$A$2"})
    sheet.insert_chart("B2", chart)
    book.close()

    assert not can_mark(buffer.getvalue())


def test_only_an_empty_drawing_is_carried(returned: bytes) -> None:
    """LibreOffice writes a drawing with nothing in it; one with a picture is another matter."""
    empty = b'<xdr:wsDr xmlns:xdr="urn:x"></xdr:wsDr>'
    full = b'<xdr:wsDr xmlns:xdr="urn:x"><xdr:twoCellAnchor/></xdr:wsDr>'

    assert can_mark(with_part(returned, "xl/drawings/drawing1.xml", empty))
    assert not can_mark(with_part(returned, "xl/drawings/drawing1.xml", full))


def test_a_button_among_the_comments_forbids_it(returned: bytes) -> None:
    """Legacy drawings hold comments and buttons; only comments are carried."""
    button = b'<xml><x:ClientData ObjectType="Button"/></xml>'

    assert not can_mark(with_part(returned, "xl/drawings/vmlDrawing9.vml", button))
    assert can_mark(with_part(returned, "xl/drawings/vmlDrawing9.vml", button.replace(b"Button", b"Note")))


def test_strict_and_macro_workbooks_forbid_it(returned: bytes) -> None:
    """Strict Open XML would be read as empty; a macro workbook would not open again."""
    strict = replaced(
        returned,
        "xl/workbook.xml",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    macro = replaced(
        returned,
        "[Content_Types].xml",
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )

    assert not can_mark(strict)
    assert not can_mark(macro)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!\x1a\x07", b"text"])
def test_anything_else_cannot_be_marked(data: bytes) -> None:
    """Other formats and cut files are no ground for marks."""
    assert not can_mark(data)


def test_a_cut_file_cannot_be_marked(returned: bytes) -> None:
    """Half a file is none."""
    assert not can_mark(returned[: len(returned) // 2])
