"""A whole year, month by month, against a truth worked out from the story alone."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from .desk import Desk, issue_of, live
from .draw import draw
from .story import Story, label, month_end
from .truth import Stand, Truth

FULL = bool(os.environ.get("TOOLKIT_FULL"))
_EXACT = 9


class Watcher:
    """Looks at the facts after each turn and notes where they differ from the truth."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.printed: dict[tuple[int, str], str | None] = {}
        self.differing: list[str] = []
        self.compared = 0

    def look(self, moment: datetime) -> None:
        """Compare the month that is reported on, in its course and when it is issued."""
        story = self.desk.story
        for month in range(1, story.months + 1):
            if moment == issue_of(month):
                truth = Truth(story, moment, dict(self.printed))
                self.printed |= {(month, row.id): truth.stand(row, month).light for row in story.rows}
                self.compare(moment, month)
            elif moment.day == 27 and moment.month == month:
                self.compare(moment, month)

    def compare(self, moment: datetime, month: int) -> None:
        """Note every figure of a month that is not as it ought to be."""
        truth, facts = Truth(self.desk.story, moment, self.printed), self.desk.facts(moment, month)
        told = {row["id"]: row for row in facts["standings"]}
        where = f"{label(month)} as of {moment:%m-%d}"
        for row in self.desk.story.rows:
            self.note(f"{where} row {row.id}", _plain(told[row.id]), _exact(truth.stand(row, month)))
        by_task = truth.by_task(month)
        self.note(f"{where} by task", facts["by_task"], {key: by_task[key] for key in facts["by_task"]})
        review = {"pending_review": truth.pending_review(month)}
        self.note(where, facts, review)
        rates = asdict(truth.rates(month))
        self.note(f"{where} returns", _rates(facts["returns"], rates), rates)

    def note(self, where: str, found: dict[str, Any], wanted: dict[str, Any]) -> None:
        """Note where two sets of figures differ."""
        self.compared += len(wanted)
        self.differing += [
            f"{where} {key}: {found[key]!r}, ought to be {wanted[key]!r}"
            for key in wanted
            if found[key] != wanted[key]
        ]


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    names = {"klass": "class"}
    fields = Stand.__dataclass_fields__
    return {field: _rounded(told[names.get(field, field)]) for field in fields}


def _exact(stand: Stand) -> dict[str, Any]:
    return {key: _rounded(value) for key, value in asdict(stand).items()}


def _rounded(value: Any) -> Any:  # noqa: ANN401 -- a figure or anything else
    return value if value is None or isinstance(value, str | int) else round(float(value), _EXACT)


def _rates(told: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {key: frozenset(told[key]) if isinstance(wanted[key], frozenset) else told[key] for key in wanted}


def _lived(root: Path, story: Story) -> Watcher:
    watcher = Watcher(Desk.open(root, story))
    live(watcher.desk, watcher.look)
    at = datetime.combine(month_end(story.months + 1), time(9))
    for month in range(1, story.months + 1):
        watcher.compare(at, month)
    return watcher


def test_half_a_year_of_a_small_plan(tmp_path: Path) -> None:
    """Every light, class, day, share, state and rate of half a year is what really happened."""
    watcher = _lived(tmp_path / "office", draw(seed=644, departments=8, tasks=12, months=6))
    assert not watcher.differing
    assert watcher.compared > 1000


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 6) if FULL else (1,))
def test_a_year_of_thirty_departments(tmp_path: Path, seed: int) -> None:
    """Every light, class, day, share, state and rate of twelve months is what really happened."""
    watcher = _lived(tmp_path / "office", draw(seed=seed))
    assert not watcher.differing
    assert watcher.compared > 10000
