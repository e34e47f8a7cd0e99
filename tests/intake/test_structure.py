"""What the quick look at a sheet's XML passes over is nothing that the careful look would have found."""

from __future__ import annotations

import pytest

from toolkit.errors import UnreadableFileError
from toolkit.intake import ooxml

CELL = b'<worksheet><sheetData><row r="5"><c r="B5" s="1">%s</c></row></sheetData></worksheet>'
CAREFUL = ooxml._COMMON.compile(*ooxml._UNCACHED)


@pytest.mark.parametrize(
    ("inside", "without_result"),
    [
        (b"<v>1</v>", False),
        (b"<f>A1</f><v>1</v>", False),
        (b"<f>A1</f>", True),
        (b"<f>A1</f><v></v>", True),
        (b"<f>A1</f>\n<v/>", True),
        (b'<f t="shared" si="0"/>', True),
        (b'<f t="shared" si="0"/><v>1</v>', False),
        (b"<f/>", True),
    ],
)
def test_a_formula_without_a_result_is_never_passed_over(inside: bytes, without_result: bool) -> None:  # noqa: FBT001
    """However a program closes a formula: the quick look says the same as the pattern it spares."""
    xml = CELL % inside
    quick = ooxml._structure("表", xml, {}, {}).uncached
    assert quick == frozenset(ooxml._place(match) for match in CAREFUL.finditer(xml))
    assert bool(quick) == without_result


@pytest.mark.parametrize("reference", [b"ZZZ1", b"B9999999", b"XFD1048576"])
def test_a_far_cell_is_never_passed_over(reference: bytes) -> None:
    """One cell far out is refused, however calm the others are."""
    near = (CELL % b"<v>1</v>").replace(b"</row>", b'<c r="' + reference + b'"><v>1</v></c></row>')
    with pytest.raises(UnreadableFileError):
        ooxml._structure("表", near, {}, {})
