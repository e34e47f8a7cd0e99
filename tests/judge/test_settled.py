"""What persons settled about a row, and what was made good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.judge.sample import COUNT, FIRST, LEVEL, LIMIT, MILESTONE, one, plan_of, report, stand
from toolkit.judge.made_good import since_issue
from toolkit.model.history import Accepted
from toolkit.model.period import Period
from toolkit.model.plan import Flag, Target
from toolkit.model.returns import Status
from toolkit.model.standing import Class, Light

PAST = replace(MILESTONE, due=date(2022, 5, 31))
EXTENDED = replace(MILESTONE, due=date(2022, 9, 30), due_before=date(2022, 5, 31))
DOCUMENT = "终止（云政办发〔2022〕15号）"


def test_an_extension_moves_the_light_and_the_old_day_is_kept_for_scores() -> None:
    """The light goes by the new day; days past the printed one stand beside it."""
    standing = one(EXTENDED, report())
    assert (standing.light, standing.klass, standing.overdue_days) == (Light.GREY, Class.NOT_DUE, 0)
    assert (standing.due, standing.due_before) == (date(2022, 9, 30), date(2022, 5, 31))
    assert standing.overdue_days_printed == 30
    assert "完成时限2022年9月30日（经批准由2022年5月31日延期）" in standing.why
    assert one(PAST, report()).overdue_days_printed == one(PAST, report()).overdue_days == 30


def test_an_extended_stage_does_not_move_the_next() -> None:
    """The next stage begins when it was planned to."""
    first = replace(COUNT, measure="事项", due=date(2023, 6, 30), due_before=date(2022, 12, 31))
    second = replace(COUNT, id="1.2", measure="事项", value=100.0, due=date(2024, 12, 31))
    march = Period.parse("2023-12")
    standing = stand(plan_of(first, second), period=march, as_of=march.end)[1]
    assert standing.expected == pytest.approx(0.5)


@pytest.mark.parametrize("said", [None, report(), report(status=Status.NOT_STARTED)])
def test_a_row_called_off_is_judged_no_more(said: object) -> None:
    """Neither overdue nor unreported, whoever stays silent; the document is named."""
    plan = replace(plan_of(PAST), stopped={"1.1": DOCUMENT})
    standing = stand(plan, *([report()] if said else []))[0]
    assert (standing.light, standing.klass, standing.overdue_days) == (Light.GREY, Class.NOT_DUE, 0)
    assert standing.stopped == DOCUMENT
    assert standing.why.startswith(f"已{DOCUMENT}，不再研判；")


def test_a_task_called_off_takes_its_rows_along() -> None:
    """The task's own number stands for all its rows; what was done before stays done."""
    plan = replace(plan_of(PAST, replace(LEVEL, id="1.2")), stopped={"1": DOCUMENT})
    standings = stand(plan, report(99, Status.DONE, row="1.2"))
    assert [each.klass for each in standings] == [Class.NOT_DUE, Class.DONE]


def test_what_is_kept_under_watch_is_never_overdue() -> None:
    """常态化: past its day a row is in order as long as it holds its level, and behind when it does not."""
    past = replace(LEVEL, due=date(2022, 5, 31))
    lights = [one(past, report(v), flags=(Flag.STANDING,)) for v in (98, 97)]
    assert [(each.light, each.overdue_days) for each in lights] == [(Light.GREEN, 0), (Light.YELLOW, 0)]
    assert one(PAST, report(), flags=(Flag.STANDING,)).light is Light.GREEN
    assert one(PAST, flags=(Flag.STANDING,)).klass is Class.UNREPORTED


@pytest.mark.parametrize(
    ("before", "value", "mark"),
    [
        (Light.RED, 30, "上期红灯，已补正"),
        (Light.YELLOW, 30, "上期黄灯，已补正"),
        (Light.RED, 5, ""),
        (Light.GREEN, 30, ""),
        (None, 30, ""),
    ],
)
def test_what_was_late_and_is_no_longer_says_so(before: Light | None, value: float, mark: str) -> None:
    """The light before stays as it was issued; the catching up is told beside it."""
    standing = one(COUNT, report(value), before=before)
    assert (standing.made_good, standing.light_before) == (mark, before)


NEARLY = replace(LIMIT, due=date(2022, 6, 30))
"""Due within thirty days of the end of May, without a schedule before."""


@pytest.mark.parametrize(
    ("target", "may", "june", "mark"),
    [
        (NEARLY, report(6, period="2022-05"), report(5, Status.DONE), ""),
        (NEARLY, report(6, period="2022-05"), report(5), ""),
        (COUNT, report(15, period="2022-05"), report(60, Status.DONE), "上期黄灯，已补正"),
        (replace(COUNT, due=date(2022, 6, 30)), report(35, period="2022-05"), report(60), "上期黄灯，已补正"),
    ],
)
def test_what_was_only_near_its_day_has_nothing_to_make_good(
    target: Target, may: Accepted, june: Accepted, mark: str
) -> None:
    """补正 is the catching up of what was behind; a yellow light that only warned of the day is not."""
    assert one(target, may, june, before=Light.YELLOW).made_good == mark


def test_a_month_issued_again_keeps_the_light_of_its_first_issue() -> None:
    """Red when issued and green after a correction: both are told; an unchanged row says nothing."""
    plan = plan_of(COUNT, replace(COUNT, id="1.2"), replace(COUNT, id="1.3"), replace(COUNT, id="1.4"))
    said = [report(30), report(30, row="1.2"), report(5, row="1.3"), report(30, row="1.4")]
    issued = {"1.1": Light.RED, "1.2": Light.GREEN, "1.3": Light.GREEN, "1.4": None}
    again = since_issue(stand(plan, *said), issued)
    assert [each.made_good for each in again] == [
        "印发时红灯，补正后绿灯",
        "",
        "印发时绿灯，更正后红灯",
        "印发时不亮灯，补正后绿灯",
    ]
    assert [each.issued_light for each in again] == list(issued.values())
    assert {each.department for each in again} == {FIRST}


def test_a_finished_stage_stays_closed() -> None:
    """Done in its year, a stage needs no report in the next, whose own row has its own light."""
    first = replace(COUNT, measure="上线事项")
    second = replace(first, id="1.2", value=100.0, due=date(2023, 12, 31))
    march = Period.parse("2023-06")
    said = (report(60, Status.DONE, period="2022-12"), report(10, row="1.2", period="2023-06"))
    standings = stand(plan_of(first, second), *said, period=march, as_of=march.end)
    assert [each.light for each in standings] == [Light.BLUE, Light.RED]
