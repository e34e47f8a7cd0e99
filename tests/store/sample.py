"""A file as the store keeps it, for tests that ask about something else."""

from __future__ import annotations

from datetime import datetime

from toolkit.model.files import FileKind, Verdict
from toolkit.store.drops import Drop

TAKEN = Drop(
    path="表.xlsx",
    file="表.xlsx",
    sha256="a" * 64,
    received=datetime(2022, 6, 24, 10),
    kind=FileKind.RETURN,
    verdict=Verdict.ACCEPTED,
    reason="",
)
