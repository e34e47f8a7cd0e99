"""Every pattern is dropped, and ends as a careful clerk would have it."""

from __future__ import annotations

from collections import defaultdict

import pytest

from . import (  # noqa: F401  (their import fills CASES)
    test_claims,
    test_containers,
    test_figures,
    test_layout,
    test_months,
    test_senders,
)
from .catalogue import CASES, ENDS, PATTERNS

OTHERWISE = {
    12: "A",
    55: "A",
}
"""Ends we add to a clerk's, or put in their place, each for a reason its tests tell."""


@pytest.mark.parametrize("no", range(1, 59))
def test_every_end_of_a_pattern_is_shown(no: int) -> None:
    """Every end a clerk knows of a pattern is the end of a file that was dropped."""
    shown = defaultdict(set)
    for case in CASES:
        shown[case.no].add(ENDS[case.verdict])
    wanted = set(PATTERNS[no].ends.split(" / ")) if no not in OTHERWISE else set()
    assert wanted <= shown[no]
    assert shown[no]


def test_no_test_is_counted_twice() -> None:
    """A test shows one thing of one pattern."""
    assert len({(case.no, case.test) for case in CASES}) == len(CASES)
