"""
Patterns made when first used.

To make one takes up to a millisecond, and most of those that read what departments write of their own accord are asked
nothing by a command, or by a return on our own form.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Unmade:
    """Stands for a pattern until it is used; from then on its methods are the pattern's own."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever a pattern has
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(re.compile(self._text), name)
        setattr(self, name, value)
        return value


def when_used(text: str) -> re.Pattern[str]:
    """Return a pattern for a module to hold; ``re.sub`` and the like do not know it, its methods do."""
    return cast("re.Pattern[str]", _Unmade(text))
