"""
The very hidden sheet of 任务分解表.xlsx: whose it is, and everything that was written.

The plan, directory and parameters travel along whole, so that what no column shows (spans, rules, starts)
survives, an untouched cell keeps its value, and a touched one is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from toolkit.model.department import Directory  # noqa: TC001 -- pydantic reads the annotations at run time
from toolkit.model.plan import Plan  # noqa: TC001 -- the same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import TypeAdapter

LAYOUT_VERSION: Final = "1"
_CHUNK: Final = 30_000
_CONTENT: Final = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a plan workbook was written from."""

    office_id: str
    plan: Plan
    directory: Directory
    parameters: dict[str, str]


@cache
def _adapter() -> TypeAdapter[Written]:
    from pydantic import TypeAdapter

    return TypeAdapter(Written)


def to_rows(written: Written) -> list[tuple[str, str]]:
    """Return the rows of the sheet: a key and its value; long content runs over several rows."""
    plan = written.plan
    content = _adapter().dump_json(written, ensure_ascii=True).decode()
    return [
        ("layout", LAYOUT_VERSION),
        ("office", written.office_id),
        ("plan", plan.id),
        ("version", str(plan.version)),
        ("document", plan.document_name),
        ("document_sha256", plan.document_sha256),
        *((_CONTENT, content[at : at + _CHUNK]) for at in range(0, len(content), _CHUNK)),
    ]


def from_rows(rows: Iterable[tuple[str, str]]) -> Written:
    """Return what :func:`to_rows` was given; raise ValueError when the rows were damaged."""
    content = "".join(value for key, value in rows if key == _CONTENT)
    return _adapter().validate_json(content)
