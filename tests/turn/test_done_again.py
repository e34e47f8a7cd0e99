"""Claims 已完成 found false, accepted after all, and rows taken up again: state, light and class are one truth."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.standing import Class, Light, Standing
from toolkit.office import Office
from toolkit.turn.dispatch import dispatch
from toolkit.turn.explain import explain
from toolkit.turn.ground import open_rows
from toolkit.turn.report import facts_of

from .test_judged_decisions import form_row, hand_in, settle, standing, waiting

At = Callable[[str], Office]
Fill = Callable[..., bytes]
JUNE, JULY, AUGUST = "2022-06", "2022-07", "2022-08"
CLAIM = {"value": 62, "status": "已完成", "completed_on": "2022-06-20", "evidence": "验收单.pdf"}


@pytest.fixture
def at(one_at_a_time: At) -> At:
    """Return a way to open the office at any moment."""
    return one_at_a_time


def report(at: At, form: Fill, period: str, **said: object) -> Office:
    """Send out a month's forms, hand in the one of 县审批局, and return the office then."""
    dispatch(at(f"{period}-20T09:00"), period)
    office = at(f"{period}-24T10:00")
    drop = hand_in(office, form("县审批局", {"1.1": {"value": 76.5}, "1.2": said}, period), f"{period}.xlsx")
    assert drop.verdict.value in {"accepted", "questioned"}, drop.reason
    return office


def stands(row: Standing) -> tuple[str, Light | None, Class, str]:
    """Return all that must agree of a row."""
    return row.life, row.light, row.klass, row.state


def test_a_false_claim_counts_as_what_was_established(at: At, form: Fill) -> None:
    """
    假办结 takes the claim and its figure out: the row stands by the figure of the month before, as it is told.

    Found: the row went on at 103.3 % under a green light.
    """
    report(at, form, JUNE, value=12)
    office = report(at, form, JULY, **CLAIM)
    assert stands(standing(office, JULY)) == ("报结待核", Light.BLUE, Class.DONE, "已完成")

    settle(office, (Ask.DONE, "1.2", d.DONE_FALSE), ground="现场没有窗口")

    row = standing(office, JULY)
    assert stands(row) == ("推进中", Light.RED, Class.BEHIND, "推进中")
    assert (row.value, row.value_before) == (None, 12)
    assert row.completion == pytest.approx(0.2)
    (told,) = explain(office, "1.2", JULY)
    words = "\n".join(point.text for section in told.sections for point in section.points)
    assert "“62（认定为不实）”，不予计算" in words
    assert "申报的62项经认定不实，不予计算，按以前接收的12项计" in words
    dispatch(at("2022-08-20T09:00"), AUGUST)
    assert form_row(at("2022-08-20T09:00"), AUGUST, "1.2", "previous") == "62（认定为不实）"


def test_too_little_evidence_leaves_the_figure(at: At, form: Fill) -> None:
    """证据不足 denies only that the row is done."""
    office = report(at, form, JUNE, **CLAIM)
    settle(office, (Ask.DONE, "1.2", d.DONE_UNPROVEN))
    row = standing(office, JUNE)
    assert stands(row) == ("推进中", Light.GREEN, Class.ON_SCHEDULE, "推进中")
    assert row.value == 62


def test_a_false_claim_accepted_after_all_is_done_from_its_month_on(at: At, form: Fill) -> None:
    """
    The revision holds from the claim's month; what the department said in between was what it had been told to.

    Found: the row stood as 已办结 beside a yellow light.
    """
    office = report(at, form, JUNE, **CLAIM)
    settle(office, (Ask.DONE, "1.2", d.DONE_FALSE))
    office = report(at, form, JULY, value=20)
    assert stands(standing(office, JULY))[0] == "推进中"

    settle(office, (Ask.DONE, "1.2", d.DONE_ACCEPTED), sheet="已决定", ground="复核属实", by="赵敏")

    for period in (JUNE, JULY):
        assert stands(standing(office, period)) == ("已办结", Light.BLUE, Class.DONE, "已完成"), period
        (facts,) = facts_of(office, period)
        assert facts.counts[Class.DONE] == 1
    assert "以前已认可办结，单位又报“推进中”，重新认定前仍按办结" in standing(office, JULY).why
    assert Ask.DONE not in waiting(office)
    with office.store.transaction() as connection:
        assert open_rows(connection, AUGUST)["县审批局"] == {("小方案", "1.1")}


def test_only_a_person_takes_up_again_what_a_person_accepted(at: At, form: Fill) -> None:
    """推进中 after 认可办结 is asked about; until it is answered the row is done, and the months before stay done."""
    office = report(at, form, JUNE, **CLAIM)
    settle(office, (Ask.DONE, "1.2", d.DONE_ACCEPTED))
    office = report(at, form, JULY, value=20)
    assert stands(standing(office, JULY)) == ("已办结", Light.BLUE, Class.DONE, "已完成")
    question = waiting(office)[Ask.DONE]
    assert question.question == "已认可办结，单位又报“推进中”，是否仍认可办结？"
    assert (question.proposal, question.reason) == (d.DONE_UNPROVEN, "单位自己报“推进中”")

    settle(office, (Ask.DONE, "1.2", d.DONE_UNPROVEN), ground="单位来函说明")

    assert stands(standing(office, JULY)) == ("推进中", Light.YELLOW, Class.BEHIND, "推进中")
    assert stands(standing(office, JUNE)) == ("已办结", Light.BLUE, Class.DONE, "已完成")
