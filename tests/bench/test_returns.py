"""The returns the bench writes are ones the office knows, and the same every time."""

from __future__ import annotations

import pytest

from tests.bench.returns import DIRT, OFFICE_ID, PERIOD, Written, context_of, departments, plan_of, written
from toolkit.checks.run import check
from toolkit.checks.verdict import verdict_of
from toolkit.intake.known import Known
from toolkit.intake.read import read_file
from toolkit.model.department import Department, Directory
from toolkit.model.files import Verdict

COUNT, ROWS = 24, 7


@pytest.fixture(scope="module")
def files() -> tuple[Written, ...]:
    """Return some returns, half of them as departments make them."""
    return tuple(written(COUNT, ROWS, dirty=0.5))


def test_every_return_is_read_and_clean_ones_are_accepted(files: tuple[Written, ...]) -> None:
    """A return is its department's, of the period, row by row; one that nothing was done to passes every check."""
    plan = plan_of(ROWS)
    directory = Directory(tuple(Department(name=name) for name in departments(COUNT)))
    known, context = Known(OFFICE_ID, (plan,), directory, 2022), context_of(plan)
    for file in files:
        reading = read_file(file.data, file.name, "", known)
        assert (reading.fault, reading.hold) == ("", "")
        assert reading.return_ is not None
        assert (f"{reading.return_.department}.xlsx", reading.return_.period) == (file.name, PERIOD)
        assert len(reading.return_.entries) == ROWS - (file.dirt == "lost_row")
        verdict, told = verdict_of(check(reading.return_, context))
        assert (verdict is Verdict.ACCEPTED) == (file.dirt not in {"lost_row", "untrue"}), (file.dirt, told)


def test_the_same_seed_writes_the_same_bytes(files: tuple[Written, ...]) -> None:
    """Twice the same files; another seed gives others."""
    assert tuple(written(COUNT, ROWS, dirty=0.5)) == files
    assert tuple(written(COUNT, ROWS, dirty=0.5, seed=8)) != files
    assert {file.dirt for file in files} <= {"", *DIRT}
