"""佐证：files that departments send beside their returns, and what they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EvidenceKind(StrEnum):
    """What a file beside a return is."""

    SUPPORT = "佐证材料"
    SEALED = "盖章件"  # the printed form, signed, sealed and scanned


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    One kept file and the return it belongs to: a department's for a period, whatever its round.

    ``rows`` are the rows it is about, as plan and id, where that is known; ``drop`` is its number in the store,
    ``archive`` where its original lies below ``data``.
    """

    department: str
    period: str
    kind: EvidenceKind = EvidenceKind.SUPPORT
    rows: tuple[tuple[str, str], ...] = ()
    drop: int = 0
    file: str = ""
    sha256: str = ""
    archive: str = ""
    received: datetime | None = None
