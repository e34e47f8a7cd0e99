"""Schedules that are not straight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge.sample import COUNT, GROWTH, one, plan_of, report, stand
from toolkit.judge.curves import LINE, curve_of, through
from toolkit.model.period import Period

QUARTERLY = {"序时方式": "季度"}


@pytest.mark.parametrize(
    ("month", "due"), [("2022-02", 2 / 15), ("2022-03", 0.2), ("2022-05", 0.4), ("2022-06", 0.5), ("2022-09", 0.75), ("2022-12", 1.0)]
)  # fmt: skip
def test_quarters_have_their_own_shares(month: str, due: float) -> None:
    """20, 50, 75 and 100 percent at the quarters' ends, straight between them."""
    period = Period.parse(month)
    said = report(1, period=month)
    standing = stand(plan_of(COUNT), said, period=period, as_of=period.end, parameters=QUARTERLY)[0]
    assert standing.expected == pytest.approx(due)


def test_an_office_sets_its_own_quarters() -> None:
    """The shares are parameters, written with any comma."""
    standing = one(COUNT, report(12), parameters=QUARTERLY | {"季度进度": "10、20，70,100"})
    assert standing.expected == pytest.approx(0.2)
    assert "按季度的序时进度（已过6个月，共12个月）20.0%，不落后" in standing.why


def test_a_rate_is_compared_directly_in_every_office() -> None:
    """Growth targets are not scaled by time, by no curve."""
    assert one(GROWTH, report(28), parameters=QUARTERLY).expected == 1.0


@given(
    st.lists(st.tuples(st.floats(0.01, 0.99), st.floats(0, 2)), max_size=6),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_curve_lies_between_its_points(
    points: list[tuple[float, float]], one_time: float, other: float
) -> None:
    """A curve never leaves the range of its points, ends at all of it, and rises where its points rise."""
    curve = through(points)
    shares = [0.0, *(share for _, share in curve.points)]
    assert min(shares) - 1e-9 <= curve.at(one_time) <= max(shares) + 1e-9
    assert curve.at(1.0) == 1.0
    rising = through([(time, time / 2) for time, _ in points])
    earlier, later = sorted((one_time, other))
    assert rising.at(earlier) <= rising.at(later) + 1e-9
    assert LINE.at(one_time) == one_time


def test_an_unknown_way_is_straight() -> None:
    """What cannot be followed falls back to the default."""
    assert curve_of({"序时方式": "螺旋"}) == LINE
