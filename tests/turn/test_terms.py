"""参数 changed in one month leave the months reported before it as they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.model.files import Verdict
from toolkit.model.standing import Light, Standing
from toolkit.office import Office
from toolkit.plans import parameters, workbook
from toolkit.store import plans
from toolkit.store.drops import Drop
from toolkit.turn.dispatch import dispatch
from toolkit.turn.explain import explain
from toolkit.turn.report import facts_of, report
from toolkit.turn.work import work

from .conftest import DIRECTORY, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]
MAY, JUNE, JULY = "2022-05", "2022-06", "2022-07"


def change(office: Office, **changed: str) -> Drop:
    """Hand the plan's workbook back with other 参数, and return its verdict."""
    with office.store.transaction() as connection:
        (entry,) = plans.current(connection)
    said = parameters.defaults() | dict(entry.parameters) | changed
    data = workbook.write(
        entry.plan, DIRECTORY, said, office_id=office.id, office_name="", made_at=office.as_of
    )
    put(office, "任务分解表.xlsx", data)
    drop = work(office, pause_s=0).drops[-1]
    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    return drop


def hand_in(office: Office, form: Fill, period: str, value: float) -> None:
    """Send out a month's forms and take in the one of 县审批局."""
    dispatch(office, period)
    rows: dict[str, dict[str, object]] = {"1.1": {"value": 70}, "1.2": {"value": value}}
    put(office, f"{period}.xlsx", form("县审批局", rows, period))
    work(office, pause_s=0)


def rows(office: Office, period: str) -> tuple[Standing, ...]:
    """Return how the rows stand in a period."""
    (facts,) = facts_of(office, period)
    return facts.standings


def words(office: Office, period: str) -> str:
    """Return why row 1.2 stands as it does, and what the colours mean, as explain says it."""
    (told,) = explain(office, "1.2", period)
    reckoned = (section for section in told.sections if section.title in {"怎么算的", "亮什么灯"})
    return "\n".join(point.text for section in reckoned for point in section.points)


@pytest.fixture
def may_issued(supervising: At, form: Fill) -> At:
    """Return a way to open the office whose May was issued with a yellow light of row 1.2."""
    hand_in(supervising("2022-05-24T10:00"), form, MAY, 15)
    office = supervising("2022-06-04T10:00")
    change(office)
    report(office, MAY)
    return supervising


@pytest.mark.parametrize(
    ("changed", "light"),
    [
        ({"黄灯差距": "20"}, Light.GREEN),
        ({"亮灯方案": "三色相对", "连续黄灯转红": "0"}, Light.YELLOW),
        ({"序时方式": "季度", "季度进度": "10、30、60、100"}, Light.GREEN),
    ],
)
def test_a_change_in_june_leaves_may_as_it_was_issued(
    may_issued: At, form: Fill, changed: dict[str, str], light: Light
) -> None:
    """Found: May printed again after a change of colours, curve or limits was judged by it and told as 更正."""
    office = may_issued("2022-06-05T10:00")
    before, told = rows(office, MAY), words(office, MAY)
    assert (before[1].light, before[1].made_good) == (Light.YELLOW, "")

    drop = change(may_issued("2022-06-22T10:00"), **changed)
    hand_in(may_issued("2022-06-24T10:00"), form, JUNE, 23)
    office = may_issued("2022-07-04T10:00")
    report(office, JUNE)
    report(office, MAY)

    assert "参数的改动从2022年6月起算，此前各月仍按原来的参数" in drop.reason
    assert rows(office, MAY) == before
    assert words(office, MAY) == told
    assert rows(office, JUNE)[1].light is light


def test_what_was_not_reported_yet_is_judged_by_the_change(supervising: At, form: Fill) -> None:
    """A ledger looked at before the bulletin day may change; the first one that counts goes by the new 参数."""
    office = supervising("2022-05-24T10:00")
    hand_in(office, form, MAY, 15)
    report(office, MAY)

    drop = change(supervising("2022-06-01T10:00"), 黄灯差距="20")

    assert "参数的改动从" not in drop.reason
    assert rows(supervising("2022-06-04T10:00"), MAY)[1].light is Light.GREEN


def test_a_ledger_whose_bulletin_day_has_passed_is_a_report(supervising: At, form: Fill) -> None:
    """An office that prints on the last day of the month and never again has reported on it all the same."""
    office = supervising("2022-05-31T10:00")
    hand_in(office, form, MAY, 15)
    report(office, MAY)

    change(supervising("2022-06-04T10:00"), 黄灯差距="20")

    assert rows(supervising("2022-06-05T10:00"), MAY)[1].light is Light.YELLOW
    report(supervising("2022-06-05T10:00"), MAY)
    assert rows(supervising("2022-06-06T10:00"), MAY)[1].light is Light.YELLOW


def test_what_was_printed_in_other_colours_is_read_in_them(supervising: At, form: Fill) -> None:
    """Blue was done in May and is nearly due in June: a row done in both has made nothing good."""
    done: dict[str, object] = {
        "value": 62,
        "status": "已完成",
        "completed_on": "2022-05-20",
        "evidence": "清单",
    }
    office = supervising("2022-05-24T10:00")
    dispatch(office, MAY)
    put(office, "五月.xlsx", form("县审批局", {"1.1": {"value": 70}, "1.2": done}, MAY))
    work(office, pause_s=0)
    report(supervising("2022-06-04T10:00"), MAY)
    office = supervising("2022-06-22T10:00")
    change(office, 亮灯方案="临期亮蓝")

    row = rows(office, JUNE)[1]

    assert (row.light_before, row.light, row.made_good) == (Light.BLUE, Light.GREEN, "")


def test_a_run_goes_on_through_a_change_of_colours(supervising: At, form: Fill) -> None:
    """Serious was red until May and is orange from June: a row that stays as late as it was stays serious."""
    for period, value in (("2022-04", 12.0), (MAY, 16.0)):
        month = int(period[-2:])
        hand_in(supervising(f"{period}-24T10:00"), form, period, value)
        report(supervising(f"2022-{month + 1:02d}-04T10:00"), period)
    assert rows(supervising("2022-06-05T10:00"), MAY)[1].light is Light.RED
    change(supervising("2022-06-22T10:00"), 亮灯方案="五色加橙")

    hand_in(supervising("2022-06-24T10:00"), form, JUNE, 20)

    assert rows(supervising("2022-06-25T10:00"), JUNE)[1].light is Light.ORANGE
