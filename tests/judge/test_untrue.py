"""A figure a person found false does not count: what was accepted before it does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.judge.sample import AVERAGE, COUNT, GROWTH, KEEP, LEVEL, LIMIT, one, report
from toolkit.judge.claims import latest
from toolkit.model.history import Accepted
from toolkit.model.plan import Target
from toolkit.model.returns import UNTRUE
from toolkit.model.standing import Light


def false(value: float, period: str = "2022-06") -> Accepted:
    """Return a report whose figure was found false, as :func:`toolkit.turn.settled.as_settled` makes it."""
    made = report(value, period=period)
    return replace(made, untrue=value, entry=replace(made.entry, value=None, raw=f"{value}{UNTRUE}"))


@pytest.mark.parametrize(
    ("target", "before", "completion", "light"),
    [
        (COUNT, 28.0, 28 / 60, Light.GREEN),
        (COUNT, 12.0, 0.2, Light.YELLOW),
        (COUNT, None, 0.0, Light.RED),
        (GROWTH, 20.0, 2 / 3, Light.RED),
        (GROWTH, None, 0.0, Light.RED),
        (AVERAGE, None, 0.0, Light.RED),
        (LEVEL, 98.5, 1.0, Light.GREEN),
        (LEVEL, 90.0, 90 / 98, Light.GREY),
        (LEVEL, None, None, Light.GREY),
        (replace(LIMIT, baseline=15.0), None, 0.0, Light.RED),
        (KEEP, None, 0.0, Light.RED),
    ],
)
def test_the_light_goes_by_what_is_established(
    target: Target, before: float | None, completion: float | None, light: Light
) -> None:
    """
    The figure accepted before counts, and where there was none, nothing of what is due by now.

    Found: a claim decided to be 假办结 still counted in full, and the row stood green.
    """
    told = [report(before, period="2022-05")] if before is not None else []
    row = one(target, *told, false(100))
    assert row.completion == (pytest.approx(completion) if completion is not None else None)
    assert (row.value, row.value_before, row.light) == (None, before, light)


def test_the_reason_names_the_false_figure_and_what_is_reckoned() -> None:
    """A leader reads why less is counted than was claimed."""
    why = one(COUNT, report(12, period="2022-05"), false(62)).why
    assert why.startswith("申报的62项经认定不实，不予计算，按以前接收的12项计，目标≥60项，完成率20.0%，")
    assert "申报的62项经认定不实，不予计算，以前没有接收过的数，目标≥60项" in one(COUNT, false(62)).why


def test_a_monthly_figure_found_false_is_no_month() -> None:
    """The average is that of the other months."""
    target = replace(AVERAGE, recurring="每月")
    row = one(target, report(24, period="2022-04"), report(36, period="2022-05"), false(90))
    assert row.completion == pytest.approx(1.0)


def test_a_tick_says_a_false_figure_again() -> None:
    """本期无变化 after it makes nothing true; a figure of its own does."""
    tick = report(None, None, unchanged=True)
    assert one(COUNT, report(12, period="2022-04"), false(62, "2022-05"), tick).completion == pytest.approx(
        0.2
    )
    assert one(COUNT, report(12, period="2022-04"), false(62, "2022-05"), report(30)).completion == 0.5
    carried = latest((false(62, "2022-05"), tick))
    assert carried is not None
    assert carried.untrue == 62
