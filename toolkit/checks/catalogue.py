"""规则目录：every rule there is, in the order of their codes."""

from __future__ import annotations

from typing import Final

from toolkit.checks import (
    across,
    coverage,
    days,
    evidence,
    form,
    history,
    locked,
    outcome,
    reported,
    states,
    targets,
    texts,
    values,
)
from toolkit.checks.rule import LETTERS, REGISTRY, Rule

FAMILIES: Final = (
    form,
    coverage,
    locked,
    values,
    days,
    states,
    targets,
    outcome,
    history,
    reported,
    texts,
    across,
    evidence,
)
"""The modules whose import declares the rules."""

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted(REGISTRY.values(), key=lambda rule: (LETTERS.index(rule.code[0]), rule.code))
)
