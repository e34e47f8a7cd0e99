"""个人信息：mobile, identity and landline numbers are shown in nothing we write but by their ends (practice 6, row 58)."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = re.compile(r"\d{7}")
_PRIVATE: Final = (
    (re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)"), r"\1****\2"),
    (re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)"), r"\1********\2"),
    (re.compile(r"(?<!\d)(0\d{2,3}[-－—]?)\d{7,8}(?!\d)"), r"\1********"),
)
"""``\\d`` takes full-width digits too."""


def masked(text: str) -> str:
    """Return a text in which such numbers keep only their ends."""
    if _DIGITS.search(text):
        for pattern, shown in _PRIVATE:
            text = pattern.sub(shown, text)
    return text
