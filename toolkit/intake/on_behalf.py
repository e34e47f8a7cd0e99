"""代录：what a clerk enters for a department, told by telephone or on paper; how it was told is kept with it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from toolkit.model.files import Reading
    from toolkit.model.returns import Return

UNSAID: Final = "来源未注明"
"""The source of a 代录 nobody named."""

_FOLDER: Final = re.compile(r"代录[\s:：_\-－—、，,（(]*(.*?)[\s）)]*")


def told(hint: str) -> str | None:
    """
    Return how what lies in a sub-folder was told, None for a folder that is no 代录.

    ``代录 电话，李主任，6月24日`` and ``代录（电话，李主任，6月24日）`` name the source; ``代录`` alone does not.
    """
    found = _FOLDER.fullmatch(hint.strip())
    return (found[1] or UNSAID) if found else None


def sourced(reading: Reading, source: str) -> Reading:
    """Return what was read of a file in such a folder: a form that names its own source keeps it."""
    return replace(
        reading,
        return_=_sourced(reading.return_, source) if reading.return_ else None,
        parts=tuple(_sourced(part, source) for part in reading.parts),
    )


def _sourced(return_: Return, source: str) -> Return:
    return replace(return_, source=return_.source or source)
