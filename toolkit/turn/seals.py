"""待补件: where an office wants the signed and sealed form, which returns came without its scan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.model.files import FileKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.files import Receipt

LACKING: Final = "待补件：还没有收到盖章扫描件"

Sealed = Collection[tuple[str, str]]
"""Period and department of every return whose sealed form is here."""


def told(receipts: Iterable[Receipt], sealed: Sealed, *, required: bool) -> tuple[Receipt, ...]:
    """Return receipts that say so where a return was accepted and its sealed form, which is wanted, is to come."""
    return tuple(
        replace(receipt, reason=f"{receipt.reason}；{LACKING}")
        if required and _lacks(receipt, sealed)
        else receipt
        for receipt in receipts
    )


def lacking(receipts: Iterable[Receipt], period: str, sealed: Sealed, *, required: bool) -> tuple[str, ...]:
    """Return the departments whose return of a period was accepted and whose sealed form is still to come."""
    found = (
        receipt.department
        for receipt in receipts
        if required and receipt.period == period and receipt.department and _lacks(receipt, sealed)
    )
    return tuple(dict.fromkeys(found))


def _lacks(receipt: Receipt, sealed: Sealed) -> bool:
    of_return = (receipt.period or "", receipt.department or "")
    return receipt.kind is FileKind.RETURN and receipt.verdict.taken and of_return not in sealed
