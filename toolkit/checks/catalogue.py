"""规则目录：every rule there is, in the order of their codes."""

from __future__ import annotations

from typing import Final

from toolkit.checks import days, form, history, locked, states, targets, texts, values
from toolkit.checks.rule import REGISTRY, Rule

FAMILIES: Final = (form, locked, values, days, states, targets, history, texts)
"""The modules whose import declares the rules."""

_LETTERS: Final = "FVDSTHX"

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted(REGISTRY.values(), key=lambda rule: (_LETTERS.index(rule.code[0]), rule.code))
)
