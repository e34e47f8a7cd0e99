"""Patterns are made when first used, and are patterns from then on."""

from __future__ import annotations

import copy
import re

import pytest

from toolkit.lang.patterns import when_used


def test_a_pattern_is_made_once_and_only_when_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """To hold a pattern costs nothing; what it finds is what any pattern finds."""
    made: list[str] = []
    make = re.compile

    def making(text: str) -> re.Pattern[str]:
        made.append(text)
        return make(text)

    monkeypatch.setattr(re, "compile", making)
    day = when_used(r"(\d+)日")
    assert not made

    found = [match[1] for _ in range(3) for match in day.finditer("3日、25日")]

    assert found == ["3", "25"] * 3
    assert made == [r"(\d+)日"]


def test_a_pattern_may_be_copied_before_it_is_made() -> None:
    """What holds a pattern may be copied or sent to a worker; the pattern works there as well."""
    assert copy.deepcopy(when_used("月")).search("3月")
