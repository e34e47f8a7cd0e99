"""The rows the bench draws are of every kind and stand in every way, and the same every time."""

from __future__ import annotations

from tests.bench.standings import AS_OF, PERIOD, Work, work
from toolkit.judge.judge import judge
from toolkit.model.plan import Kind
from toolkit.model.standing import Class, Standing


def _judged(given: Work) -> list[Standing]:
    found: list[Standing] = []
    for plan in given.plans:
        found += judge(plan, given.directory, given.accepted, given.history, given.lights, PERIOD, AS_OF, ())
    return found


def test_the_rows_drawn_are_as_many_and_as_various_as_asked() -> None:
    """What is measured is the whole of judgement, not its easiest part."""
    given = work(4, 60, 6)
    standings = _judged(given)

    assert len(standings) == 240
    assert {each.klass for each in standings} == set(Class)
    assert {each.kind for each in standings} >= {Kind.COUNT, Kind.LEVEL, Kind.MILESTONE, Kind.KEEP, None}
    assert {len(reports) for reports in given.history.values()} == {6}


def test_the_same_seed_draws_the_same_rows() -> None:
    """Two measurements are of the same work, however often it is judged."""
    assert _judged(work(1, 30, 3)) == _judged(work(1, 30, 3))
    assert _judged(work(1, 30, 3)) != _judged(work(1, 30, 3, seed=6))
