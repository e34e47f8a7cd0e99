"""链接：ways from a paper in the outbox to an original, and from list to ledger."""

from __future__ import annotations

from urllib.parse import quote

_LONGEST = 255
"""Characters of a text constant in a formula Excel accepts."""


def hyperlink(path: str, shown: str) -> str | None:
    """
    Return a formula that opens a file by its relative path; None where the path is too long for one.

    A formula rather than a stored link: a sheet holds 65,530 links at most, and a relative path in a
    formula is followed alike by Excel, WPS and LibreOffice.
    """
    address = quote(path, safe="/.-_~!$&'()*+,;=:@")
    return None if len(address) > _LONGEST else f'=HYPERLINK("{address}","{shown}")'


def inside(sheet: str, cell: str) -> str:
    """Return the address of a cell of the same workbook, as a link wants it."""
    return f"internal:'{sheet}'!{cell}"
