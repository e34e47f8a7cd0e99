"""Standings: lights, classes and reasons of a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge.sample import (
    AVERAGE,
    COUNT,
    DIRECTORY,
    FIRST,
    GROWTH,
    JUNE,
    KEEP,
    LEVEL,
    LIMIT,
    MILESTONE,
    SECOND,
    one,
    plan_of,
    report,
    stand,
)
from toolkit.judge.judge import judge
from toolkit.model.history import Accepted, RowKey
from toolkit.model.period import Period
from toolkit.model.plan import Comparator, Flag, Kind, Target
from toolkit.model.returns import Status
from toolkit.model.standing import Class, Light

NEAR = replace(MILESTONE, due=date(2022, 7, 30))
FAR = replace(MILESTONE, due=date(2022, 7, 31))
PAST = replace(MILESTONE, due=date(2022, 5, 31))
LATER_STAGE = replace(GROWTH, start=date(2023, 1, 1), due=date(2023, 12, 31))
NOT_STARTED, DONE, ADJUST = Status.NOT_STARTED, Status.DONE, Status.ADJUST

LIGHTS = [
    ("on pace exactly", COUNT, report(30), Light.GREEN, Class.ON_SCHEDULE),
    ("ten points behind is still green", COUNT, report(24), Light.GREEN, Class.ON_SCHEDULE),
    ("more than ten points behind", COUNT, report(23.9), Light.YELLOW, Class.BEHIND),
    ("thirty points behind is still yellow", COUNT, report(12), Light.YELLOW, Class.BEHIND),
    ("more than thirty points behind", COUNT, report(11.9), Light.RED, Class.BEHIND),
    ("claimed done", COUNT, report(60, DONE), Light.BLUE, Class.DONE),
    ("level reached, not claimed", LEVEL, report(98), Light.GREEN, Class.ON_SCHEDULE),
    ("level not reached before due", LEVEL, report(90), Light.GREY, Class.NOT_DUE),
    ("limit kept", LIMIT, report(5), Light.GREEN, Class.ON_SCHEDULE),
    ("limit not kept before due", LIMIT, report(6), Light.GREY, Class.NOT_DUE),
    ("limit half-way from its baseline", replace(LIMIT, baseline=9.0), report(7), Light.GREEN, Class.ON_SCHEDULE),
    ("limit far from half-way", replace(LIMIT, baseline=9.0), report(9), Light.RED, Class.BEHIND),
    ("growth is not scaled by months", GROWTH, report(15), Light.RED, Class.BEHIND),
    ("growth nearly as wanted", GROWTH, report(28), Light.GREEN, Class.ON_SCHEDULE),
    ("growth of a later stage", LATER_STAGE, report(2), Light.GREY, Class.NOT_DUE),
    ("average below", AVERAGE, report(25), Light.YELLOW, Class.BEHIND),
    ("kept", KEEP, report(99.5), Light.GREEN, Class.ON_SCHEDULE),
    ("not kept by a hair", KEEP, report(99.4), Light.RED, Class.BEHIND),
    ("first value of a target without baseline", replace(KEEP, baseline=None), report(9), Light.GREEN, Class.ON_SCHEDULE),
    ("milestone ahead", MILESTONE, report(), Light.GREY, Class.NOT_DUE),
    ("milestone thirty days ahead", NEAR, report(), Light.YELLOW, Class.BEHIND),
    ("milestone thirty-one days ahead", FAR, report(), Light.GREY, Class.NOT_DUE),
    ("milestone past due", PAST, report(), Light.RED, Class.OVERDUE),
    ("past due, done", PAST, report(status=DONE), Light.BLUE, Class.DONE),
    ("not begun", COUNT, report(0, NOT_STARTED), Light.GREY, Class.NOT_DUE),
    ("not begun, due soon", NEAR, report(status=NOT_STARTED), Light.YELLOW, Class.BEHIND),
    ("not begun, past due", PAST, report(status=NOT_STARTED), Light.RED, Class.OVERDUE),
    ("asks for another limit", COUNT, report(30, ADJUST), Light.GREEN, Class.ON_SCHEDULE),
    ("words only", None, report(row="1"), Light.GREEN, Class.ON_SCHEDULE),
    ("words only, not begun", None, report(row="1", status=NOT_STARTED), Light.GREY, Class.NOT_DUE),
    ("words only, done", None, report(row="1", status=DONE), Light.BLUE, Class.DONE),
    ("yearly", replace(LEVEL, kind=Kind.ANNUAL), report(50), Light.GREY, Class.NOT_DUE),
    ("a number is wanted and none is there", COUNT, report(), Light.GREY, Class.NOT_DUE),
    ("about 98 proves nothing", LEVEL, report(98, approximate=True), Light.GREY, Class.NOT_DUE),
    ("no limit printed", replace(LEVEL, due=None), report(90), Light.GREY, Class.NOT_DUE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "said", "light", "klass"), [c[1:] for c in LIGHTS], ids=[c[0] for c in LIGHTS]
)
def test_every_case_has_its_light(target: Target | None, said: Accepted, light: Light, klass: Class) -> None:
    """The table of lights holds at its limits, and every row says why."""
    standing = one(target, said)
    assert (standing.light, standing.klass) == (light, klass)
    assert standing.why.endswith("。")


def test_silence_is_neither_zero_nor_last_month() -> None:
    """A row nobody reported has no light and no value; last month's stands beside it."""
    standing = one(COUNT, report(20, period="2022-05"))
    assert (standing.light, standing.klass, standing.state) == (None, Class.UNREPORTED, "未报")
    assert (standing.value, standing.value_before, standing.completion, standing.source) == (
        None,
        20,
        None,
        None,
    )


def test_a_blank_row_is_silence() -> None:
    """A row left blank reports nothing."""
    assert one(COUNT, report(status=None)).klass is Class.UNREPORTED


def test_silence_does_not_hide_a_passed_due_day() -> None:
    """Past due is a fact of the calendar, whether the row was reported or not."""
    standing = one(PAST)
    assert (standing.light, standing.klass, standing.overdue_days) == (Light.RED, Class.OVERDUE, 30)


@pytest.mark.parametrize(
    ("as_of", "days"), [(date(2022, 6, 10), 10), (date(2022, 6, 30), 30), (date(2022, 7, 20), 30)]
)
def test_overdue_days_end_with_the_period(as_of: date, days: int) -> None:
    """Days past due are counted to the day looked at, but not beyond the period's end."""
    assert one(PAST, report(), as_of=as_of).overdue_days == days


def test_the_due_day_itself_is_not_overdue() -> None:
    """On the last day of the limit a row is due, not overdue."""
    standing = one(replace(MILESTONE, due=JUNE.end), report())
    assert (standing.overdue_days, standing.klass) == (0, Class.BEHIND)


def test_due_before_issue_is_not_held_against_anyone() -> None:
    """A limit that had passed when the plan was issued waits for the clerk's word."""
    early = replace(MILESTONE, due=date(2021, 12, 31))
    assert (one(early, report()).light, one(early, report()).klass) == (Light.GREY, Class.NOT_DUE)
    assert "发文前已到期" in one(early, report()).why
    assert one(early).klass is Class.UNREPORTED
    assert one(replace(early, confirmed=True), report()).klass is Class.OVERDUE


def test_waiting_for_the_upper_level_is_never_red() -> None:
    """A task marked 依赖上级 is grey even past its due day."""
    standing = one(PAST, report(), flags=(Flag.UPPER_LEVEL,))
    assert (standing.light, standing.klass, standing.overdue_days) == (Light.GREY, Class.NOT_DUE, 0)


def test_yellow_after_yellow_is_red() -> None:
    """Two yellow lights in a row make a red one, unless the office asks for three."""
    assert one(COUNT, report(20), before=Light.YELLOW).light is Light.RED
    assert "连续2期黄灯" in one(COUNT, report(20), before=Light.YELLOW).why
    assert one(COUNT, report(2, period="2022-05"), report(20), before=Light.GREEN).light is Light.YELLOW
    assert one(COUNT, report(20), before=Light.YELLOW, parameters={"连续黄灯转红": "3"}).light is Light.YELLOW
    assert one(COUNT, report(20), before=Light.YELLOW, parameters={"连续黄灯转红": "0"}).light is Light.YELLOW


def test_a_run_does_not_begin_anew_after_it_turned_red() -> None:
    """A third month like the two before stays red, though the light before was not yellow."""
    months = (report(12, period="2022-04"), report(16, period="2022-05"))
    assert one(COUNT, *months, report(20), before=Light.RED).light is Light.RED


def test_a_row_that_came_up_from_red_by_its_gap_is_yellow() -> None:
    """Red for more than thirty points, then yellow: that is better, not a run."""
    assert one(COUNT, report(2, period="2022-05"), report(20), before=Light.RED).light is Light.YELLOW


def test_limits_of_the_lights_are_the_offices() -> None:
    """Thresholds come from 参数, as a clerk may type them."""
    assert one(COUNT, report(20), parameters={"黄灯差距": "２０个百分点"}).light is Light.GREEN
    assert one(COUNT, report(20), parameters={"黄灯差距": "5", "红灯差距": "15"}).light is Light.RED
    assert one(FAR, report(), parameters={"临期天数": "31"}).light is Light.YELLOW


def test_the_reason_is_in_plain_words() -> None:
    """Ahead is just not behind; behind within the limit says both figures; close to its day says how many days."""
    assert one(COUNT, report(31)).why.endswith("不落后。")
    assert one(COUNT, report(27)).why.endswith("落后5个百分点，不超过10个百分点。")
    assert one(NEAR, report()).why.startswith("完成时限2022年7月30日，还剩30天，不超过30天而未达到目标；")
    today = replace(MILESTONE, due=date(2022, 6, 30))
    assert [one(each, report()).behind_by for each in (NEAR, today, FAR)] == [
        "临期，还剩30天",
        "临期，当天到期",
        "",
    ]


def test_a_run_of_yellow_lights_is_said() -> None:
    """A row red for its run alone tells so, and what it is behind by."""
    may = report(status=Status.ONGOING, period="2022-05")
    due = replace(MILESTONE, due=date(2022, 6, 30))
    assert one(due, may, report(), before=Light.YELLOW).behind_by == "连续2期黄灯，临期，当天到期"


def test_a_tick_says_last_month_again() -> None:
    """本期无变化 carries value, state and date forward, over several months."""
    first = report(20, Status.ONGOING, period="2022-04", problems="资金未到位")
    again = report(status=None, period="2022-05", unchanged=True)
    standing = one(COUNT, first, again, report(status=None, unchanged=True))
    assert (standing.value, standing.state, standing.problems) == (20, "推进中", "资金未到位")
    assert standing.progress == "本期无变化"
    assert standing.completion == pytest.approx(1 / 3)
    assert standing.source is not None
    assert standing.source.cell == "填报表!H5"


def test_done_stays_done_until_taken_back() -> None:
    """A row done before needs no further report; a later 推进中 opens it again."""
    done = report(60, DONE, period="2022-04")
    assert one(COUNT, done).klass is Class.DONE
    assert one(COUNT, done).value == 60
    assert one(COUNT, done, report(50)).klass is Class.ON_SCHEDULE
    assert one(COUNT, done, report(50, period="2022-05")).klass is Class.UNREPORTED


def test_the_first_lead_is_the_standing() -> None:
    """The first lead's value counts; a co-lead that differs is a question."""
    mine, theirs = report(30), report(28, department=SECOND)
    standing = one(COUNT, theirs, mine, leads=(FIRST, SECOND))
    assert (standing.department, standing.value, standing.leads) == (FIRST, 30, (FIRST, SECOND))
    assert standing.notes == (
        "县市场监管局填报“28项 推进中”，与首位牵头单位县数据局填报的“30项 推进中”不一致，请核实。",
    )
    assert one(COUNT, mine, report(30, department=SECOND), leads=(FIRST, SECOND)).notes == ()


def test_leads_are_found_by_alias_and_members() -> None:
    """A lead printed under another name is the department; a collective stands for its members."""
    assert one(COUNT, report(30), leads=("县大数据局",)).department == FIRST
    assert one(COUNT, leads=("各镇",)).leads == ("青溪镇", "白石镇")


def test_a_task_nobody_can_be_asked_about_says_so() -> None:
    """Without a lead that gets a form the row is unreported, and a note says what to do."""
    standing = one(COUNT, leads=("有关部门",))
    assert (standing.department, standing.klass) == ("", Class.UNREPORTED)
    assert standing.notes == ("未明确可布置的牵头单位，请在任务分解表中补充。",)


@pytest.mark.parametrize(
    ("target", "said", "words"),
    [
        (COUNT, report(50, DONE), "不足以证明"),
        (replace(LEVEL, due=date(2022, 5, 31)), report(99), "未申报已完成"),
        (LEVEL, report(98, approximate=True), "约数"),
        (COUNT, report(0, NOT_STARTED), "是否滞后"),
        (COUNT, report(30, ADJUST, adjust_to="2023-06-30"), "申请调整至2023-06-30"),
    ],
)
def test_what_a_person_should_look_at_is_a_note(target: Target, said: Accepted, words: str) -> None:
    """Doubtful rows are judged all the same, and the doubt is written beside them."""
    assert any(words in note for note in one(target, said).notes)


def test_what_is_said_again_is_marked_as_such() -> None:
    """A tick, and silence about a row that was done, say last period's again; a new report does not."""
    assert not one(COUNT, report(30)).unchanged
    assert one(COUNT, replace(report(30), entry=replace(report(30).entry, unchanged=True))).unchanged


def test_open_questions_mark_the_row() -> None:
    """A value accepted with questions is shown and marked."""
    standing = one(COUNT, report(30, questioned=True))
    assert (standing.value, standing.questioned) == (30, True)


def test_why_gives_the_rule_and_its_numbers() -> None:
    """The reason can be worked out again from the sentence alone."""
    assert one(COUNT, report(20)).why == (
        "本期值20项，目标≥60项，完成率33.3%，序时进度（已过6个月，共12个月）50.0%，落后16.7个百分点，"
        "超过10个、不超过30个百分点。"
    )
    assert one(PAST, report()).why == "完成时限2022年5月31日，至2022年6月30日已逾期30天，未办结；无数值目标。"


def test_a_later_stage_begins_the_year_after_the_one_before() -> None:
    """With stages 2022 and 2023 of one measure, the second is expected from January 2023 on."""
    first = replace(COUNT, measure="上线事项")
    second = replace(first, id="1.2", value=100.0, due=date(2023, 12, 31))
    both = (report(10), report(10, row="1.2"))
    assert [s.expected for s in stand(plan_of(first, second), *both)] == [0.5, None]
    march = Period.parse("2023-03")
    later = (report(60, DONE, period="2022-12"), report(60, row="1.2", period="2023-03"))
    standings = stand(plan_of(first, second), *later, period=march, as_of=march.end)
    assert [s.expected for s in standings] == [1.0, 0.25]
    assert standings[1].completion == pytest.approx(0.6)


TARGETS = (COUNT, LEVEL, LIMIT, replace(LIMIT, baseline=9.0), GROWTH, AVERAGE, KEEP, replace(KEEP, baseline=None),
           replace(LEVEL, comparator=Comparator.MORE_THAN), replace(COUNT, kind=Kind.ANNUAL),
           replace(COUNT, due=date(2022, 7, 15)), replace(LEVEL, due=date(2022, 5, 31)), replace(LEVEL, due=None))  # fmt: skip
BRIGHTNESS = (Light.BLUE, Light.GREEN, Light.GREY, Light.YELLOW, Light.RED)
VALUES = st.floats(0, 200, allow_nan=False).map(lambda x: round(x, 1))


@given(
    st.sampled_from(TARGETS),
    VALUES,
    VALUES,
    st.sampled_from(list(Status)),
    st.sampled_from([None, *BRIGHTNESS]),
)
def test_a_better_value_never_gives_a_worse_light(
    target: Target, one_value: float, other_value: float, status: Status, before: Light | None
) -> None:
    """All else equal, the light of the better of two values is at least as good."""
    worse, better = sorted((one_value, other_value))
    if target.comparator is Comparator.AT_MOST:
        worse, better = better, worse
    lights = [one(target, report(value, status), before=before).light for value in (worse, better)]
    ranks = [BRIGHTNESS.index(light) for light in lights if light]
    assert ranks[1] <= ranks[0]


@given(st.permutations(range(6)), st.lists(VALUES, min_size=6, max_size=6))
def test_the_order_of_entries_never_matters(order: list[int], values: list[float]) -> None:
    """Reports of one period may come in any order."""
    targets = [replace(COUNT, id=f"1.{k}") for k in range(1, 7)]
    plan = plan_of(*targets)
    said = [report(value, row=f"1.{k}") for k, value in enumerate(values, 1)]
    keyed = [(RowKey(plan.id, each.entry.id, FIRST), each) for each in said]
    results = [
        judge(plan, DIRECTORY, dict(pairs), {}, {}, JUNE, JUNE.end, ())
        for pairs in (keyed, [keyed[i] for i in order])
    ]
    assert results[0] == results[1]


REPORTS = st.builds(report, st.none() | VALUES, st.none() | st.sampled_from(list(Status)))


@given(
    st.sampled_from((*TARGETS, MILESTONE, NEAR, PAST)),
    st.none() | REPORTS,
    st.none() | st.sampled_from(Light),
)
def test_light_and_class_agree(target: Target, said: Accepted | None, before: Light | None) -> None:
    """Whatever is said, a row is in one class, and its light is one that class has."""
    standing = one(target, *([said] if said else []), before=before)
    allowed: dict[Class, set[Light | None]] = {
        Class.DONE: {Light.BLUE},
        Class.OVERDUE: {Light.RED},
        Class.BEHIND: {Light.YELLOW, Light.RED},
        Class.UNREPORTED: {None},
        Class.NOT_DUE: {Light.GREY},
        Class.ON_SCHEDULE: {Light.GREEN},
    }
    assert standing.light in allowed[standing.klass]
    assert (standing.overdue_days > 0) == (standing.klass is Class.OVERDUE)


def test_an_extension_does_not_reach_back() -> None:
    """A red before an extension stays that month's red; it does not become the first of two yellows."""
    moved = date(2022, 9, 30)
    target = replace(COUNT, due=moved, due_before=date(2022, 6, 30), moves=((date(2022, 6, 30), moved),))
    reports = (report(25, period="2022-05"), report(30))

    (standing,) = stand(plan_of(target), *reports, before=Light.RED)

    assert standing.light is Light.YELLOW
    assert (target.due_at(date(2022, 5, 31)), target.due_at(date(2022, 6, 30))) == (date(2022, 6, 30), moved)
