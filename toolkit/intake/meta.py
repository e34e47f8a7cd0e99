"""暗表：the very hidden sheet by which a form of ours is known again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model import layout

if TYPE_CHECKING:
    from toolkit.intake.grid import Workbook


@dataclass(frozen=True, slots=True)
class Meta:
    """Which office issued the form, to whom, for which period, from which plans; how a 代录 was told."""

    office: str
    department: str
    period: str
    plans: dict[str, int]
    source: str = ""


def read_meta(book: Workbook) -> Meta | None:
    """Return what the hidden sheet says; None where there is none, or where it was overwritten."""
    sheet = book.get(layout.META_SHEET)
    if sheet is None:
        return None
    said = {sheet.text(row, 0): sheet.text(row, 1) for row in range(len(sheet.rows))}
    if not said.get("department") or not said.get("period"):
        return None
    plans, source = _plans(said.get("plans", "")), said.get(layout.META_SOURCE, "")
    return Meta(said.get("office", ""), said["department"], said["period"], plans, source)


def _plans(text: str) -> dict[str, int]:
    try:
        plans = json.loads(text)
    except ValueError:
        return {}
    return {str(k): v for k, v in plans.items() if isinstance(v, int)} if isinstance(plans, dict) else {}
