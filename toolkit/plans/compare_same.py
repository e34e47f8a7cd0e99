"""Which plan a document revises: the same number or title, or nearly the same title of the same year."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import fold
from toolkit.plans.compare_match import grams, likeness

if TYPE_CHECKING:
    from toolkit.model.plan import Plan

_ALIKE: Final = 0.85
_RELATED: Final = 0.4
"""Two plans issued under one number (附件1, 附件2) share it, but hardly their titles."""
_STAGE: Final = re.compile(
    r"[(（【\[][^()（）【】\[\]]*(?:稿|草案|修订|修改|调整|版)[^()（）【】\[\]]*[)）】\]]|修订[稿版]?$"
)
_YEARS: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_same(one: Plan, other: Plan) -> bool:
    """
    Tell whether two plans are versions of one.

    （征求意见稿）, （修订版） and the like do not make a title another; another year does, in the title or of
    issue: each year has its own plan.
    """
    title, other_title = (fold(_STAGE.sub("", fold(plan.title))) for plan in (one, other))
    if not title or not other_title:
        return False
    alike = likeness(grams(title), grams(other_title))
    number, other_number = fold(one.number), fold(other.number)
    if number and number == other_number and alike >= _RELATED:
        return True
    if title == other_title:
        return True
    if set(_YEARS.findall(title)) != set(_YEARS.findall(other_title)):
        return False
    years = {plan.issued.year for plan in (one, other) if plan.issued}
    return len(years) <= 1 and alike >= _ALIKE


def text_hash(text: str) -> str:
    """Return the hash of a document's words, blanks, width and script aside."""
    return hashlib.sha256(fold(text).encode("utf-8", "replace")).hexdigest()
