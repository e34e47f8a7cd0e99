"""链接：ways from a paper in the outbox to an original, and from list to ledger."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

OPEN = "打开"
MOST = 60_000
"""Links one sheet stores; Excel takes 65,530, and beyond ours a formula opens the file as well."""

_LONGEST = 255
"""Characters of a text constant in a formula Excel accepts."""

_SAFE = "/.-_~!$&'()*+,;=:@"


def link_file(sheet: Worksheet, row: int, column: int, path: str, style: Format) -> None:
    """
    Write a link that opens a file by its path from the workbook's own folder.

    The path is stored with forward slashes: Excel follows either kind, LibreOffice and WPS on Linux only
    these.
    """
    from xlsxwriter.url import Url

    address = _address(path)
    if sheet.hlink_count < MOST:
        url = Url(f"external:{address}")
        url.text = OPEN
        url._relationship_link = address  # noqa: SLF001 -- the library turns the slashes and has no switch for it
        sheet.write_url(row, column, url, style, OPEN)
    elif len(address) <= _LONGEST:
        sheet.write_formula(row, column, f'=HYPERLINK("{address}","{OPEN}")', style, OPEN)
    else:
        sheet.write_blank(row, column, None, style)


@lru_cache(maxsize=1024)
def _address(path: str) -> str:
    """Return a path as a link spells it; the rows of one return share theirs."""
    return quote(path, safe=_SAFE)


def inside(sheet: str, cell: str) -> str:
    """Return the address of a cell of the same workbook, as a link wants it."""
    return f"internal:'{sheet}'!{cell}"
