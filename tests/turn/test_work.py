"""What the calendar asks for is done once, and caught up after a missed day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from toolkit.office import Office
from toolkit.store import plans
from toolkit.turn.work import due, work

from .conftest import DIRECTORY, PLAN

At = Callable[[str], Office]


@pytest.fixture
def registered(office_at: At) -> At:
    """Return a way to open an office whose plan was registered in March, nothing else done."""
    office = office_at("2022-03-02T09:00")
    with office.store.transaction() as connection:
        plans.register(connection, PLAN, {}, "0" * 64, datetime(2022, 3, 2))
        plans.register_directory(connection, DIRECTORY, datetime(2022, 3, 2))
    return office_at


@pytest.mark.parametrize(
    ("moment", "jobs"),
    [
        ("2022-06-19T23:59", ()),
        ("2022-06-20T09:00", (("dispatch", "2022-06"),)),
        ("2022-06-24T12:00", (("dispatch", "2022-06"),)),
        ("2022-07-10T12:00", ()),
    ],
)
def test_forms_are_due_from_the_20th(registered: At, moment: str, jobs: tuple[tuple[str, str], ...]) -> None:
    """Forms are due from the 20th until the period locks; a day missed is caught up."""
    assert due(registered(moment)) == jobs


def test_a_month_runs_by_itself(registered: At) -> None:
    """Forms, urge list and papers come out on their days, each once, over as many restarts."""
    days = ("06-20T09:00", "06-20T09:01", "06-26T09:00", "06-27T09:00", "07-05T08:00", "07-06T08:00")

    seen = [(day[:5], work(registered(f"2022-{day}")).jobs) for day in days]

    assert [(day, jobs) for day, jobs in seen if jobs] == [
        ("06-20", ("2022-06 dispatch",)),
        ("06-26", ("2022-06 urge",)),
        ("07-05", ("2022-06 report",)),
    ]
    outbox = registered("2022-07-06").outbox.root
    assert (outbox / "2022-06/小方案/工作台账.xlsx").exists()
    assert (outbox / "2022-06/小方案/月通报.docx").exists()
    assert "县审批局" in (outbox / "2022-06/催报/催报名单.txt").read_text(encoding="utf-8-sig")


def test_nothing_is_due_where_the_office_says_so(registered: At) -> None:
    """With automatic = false only commands do things."""
    office = registered("2022-06-20T09:00")
    settings = office.root / "office.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("automatic = true", "automatic = false"),
        encoding="utf-8",
    )

    assert due(registered("2022-06-20T09:00")) == ()


def test_nothing_is_due_before_a_plan_is_there(office_at: At) -> None:
    """An office without a plan has nothing to send or to publish."""
    assert due(office_at("2022-06-20T09:00")) == ()
