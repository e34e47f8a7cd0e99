"""Where rows stand between the plan and the archive, by what was sent, said and decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.decision import Decision, Pending
from toolkit.model.history import Accepted, RowKey
from toolkit.model.period import Period
from toolkit.model.plan import Flag, Kind, Plan, Target, Task
from toolkit.model.returns import Entry, Status
from toolkit.office import Office
from toolkit.store import decisions
from toolkit.store.plans import Registered
from toolkit.turn.events import Numbered
from toolkit.turn.ground import Ground
from toolkit.turn.lifecycle import Lives
from toolkit.turn.report import facts_of
from toolkit.turn.settled import as_settled, rulings
from toolkit.turn.take_in import take_in

from .conftest import DIRECTORY, GOOD, PLAN, YEAR_END, put

At = Callable[[str], Office]
LEAD = "县审批局"
SINCE = datetime(2022, 3, 2)
MILESTONE = Target(id="3.1", quote="年底前出台办法", kind=Kind.MILESTONE, due=YEAR_END)
WIDER = replace(
    PLAN,
    tasks=(
        *PLAN.tasks,
        Task(id="3", no="3", title="出台办法", leads=(LEAD,), targets=(MILESTONE,)),
        Task(id="4", no="4", title="日常巡查", leads=(LEAD,), flags=(Flag.STANDING,)),
        Task(id="5", no="5", title="待定事项"),
    ),
)
MONTHS = ("2022-06", "2022-07", "2022-08")
DONE, ONGOING, ADJUST = Status.DONE, Status.ONGOING, Status.ADJUST


def said(row: str, status: Status | None, period: str = "2022-06", **more: object) -> Accepted:
    """Return an accepted report of a row, received on the 24th of its month."""
    words: dict[str, object] = {"progress": "按计划推进。", "status": status, **more}
    return Accepted(
        period=period,
        department=LEAD,
        entry=Entry(plan=PLAN.id, id=row, **words),  # type: ignore[arg-type]
        sha256="0" * 64,
        file=f"{period}.xlsx",
        received=date.fromisoformat(f"{period}-24"),
    )


def settled(
    kind: Ask,
    choice: str,
    row: str = "1.2",
    period: str = "2022-06",
    by: str = "刘主任",
    ground: str = "",
    month: int = 7,
    **about: str,
) -> Decision:
    """Return a decision about a row, taken on the 1st of a month."""
    asked = Pending(
        kind=kind,
        subject=row,
        question="？",
        place=f"{row} {period}",
        about={d.PLAN: PLAN.id, d.ROW: row, d.TASK: row.partition(".")[0], d.PERIOD: period, **about},
    )
    return Decision(
        asked=asked, choice=choice, ground=ground, decided_by=by, decided_at=datetime(2022, month, 1)
    )


def lives(
    reports: Sequence[Accepted] = (),
    taken: Sequence[Decision] = (),
    period: str = "2022-06",
    plan: Plan = WIDER,
    issued: Sequence[str] = (LEAD,),
) -> Lives:
    """Return the lives of the plan's rows at a period's end."""
    ground = Ground((Registered(plan, (), SINCE),), DIRECTORY, (plan,))
    before: dict[RowKey, tuple[Accepted, ...]] = {}
    now: dict[RowKey, Accepted] = {}
    for report in reports:
        key = RowKey(plan.id, report.entry.id, LEAD)
        if report.period == period:
            now[key] = report
        else:
            before[key] = (*before.get(key, ()), report)
    forms = dict.fromkeys(issued, datetime(2022, 6, 20, 9))
    numbered = tuple(Numbered(turn, one) for turn, one in enumerate(taken, 1))
    return Lives(plan, ground, Period.parse(period), now, before, forms, numbered)


def _decide(office: Office, *taken: Decision) -> None:
    with office.store.transaction() as connection:
        for one in taken:
            decisions.add(connection, one, drop=1)


REACHED = said("1.2", DONE, value=60.0)
CLAIM, ACCEPT = REACHED, settled(Ask.DONE, d.DONE_ACCEPTED)
CLOSE = settled(Ask.CLOSE, d.CLOSED, month=8)
FALSE = settled(Ask.DONE, d.DONE_FALSE, ground="现场没有窗口")
EXTENDED = settled(Ask.EXTENSION, "同意至2023年3月31日", due="2022-12-31", asked_on="2022-06-24")
TOO_LATE = settled(Ask.EXTENSION, "同意至2023年3月31日", due="2022-05-31", asked_on="2022-06-24")
ENDED = settled(Ask.STOP, d.ENDED, ground="云政办发〔2022〕15号")


@pytest.mark.parametrize(
    ("reports", "taken", "state"),
    [
        ((), (), "已交办"),
        ((said("1.2", ONGOING),), (), "推进中"),
        ((said("1.2", None, unchanged=True, progress=""),), (), "已交办"),
        ((REACHED,), (), "报结待核"),
        ((said("1.2", DONE, value=59.0),), (), "推进中"),
        ((said("1.2", DONE, value=60.0, approximate=True),), (), "推进中"),
        ((said("1.2", ADJUST),), (), "延期待批"),
        ((said("1.2", ADJUST),), (EXTENDED,), "推进中"),
        ((CLAIM,), (ACCEPT,), "已办结"),
        ((CLAIM,), (FALSE,), "推进中"),
        ((CLAIM,), (ACCEPT, CLOSE), "已销号"),
        ((CLAIM,), (ACCEPT, CLOSE, settled(Ask.CLOSE, d.NOT_YET, month=9)), "已办结"),
        ((CLAIM,), (ACCEPT, settled(Ask.CLOSE, d.NOT_YET)), "已办结"),
        ((CLAIM,), (ACCEPT, replace(FALSE, decided_at=datetime(2022, 9, 1))), "推进中"),
        ((CLAIM,), (settled(Ask.DONE, d.DONE_ACCEPTED, by=""),), "报结待核"),
        ((said("1.2", ONGOING),), (ENDED,), "终止"),
        ((said("1.2", ONGOING),), (replace(ENDED, ground=""),), "推进中"),
        ((said("1.2", ONGOING),), (replace(ENDED, choice=d.SUSPENDED),), "中止"),
        ((said("1.2", ONGOING),), (ENDED, settled(Ask.STOP, d.GOES_ON, month=8)), "推进中"),
        ((said("1.2", ONGOING),), (settled(Ask.STOP, d.GOES_ON),), "推进中"),
        ((CLAIM,), (ACCEPT, settled(Ask.STANDING, d.MADE_STANDING)), "常态化"),
        ((CLAIM,), (settled(Ask.STANDING, d.NOT_STANDING),), "报结待核"),
    ],
)
def test_a_row_stands_where_reports_and_decisions_leave_it(
    reports: tuple[Accepted, ...], taken: tuple[Decision, ...], state: str
) -> None:
    """Each way from hand-over to closing, with what refuses it."""
    assert lives(reports, taken).state("1.2") == state


@pytest.mark.parametrize(
    ("row", "state"), [("3.1", "推进中"), ("4", "常态化"), ("5", "待确认"), ("2", "已立项")]
)
def test_rows_of_other_sorts(row: str, state: str) -> None:
    """A milestone without evidence, a standing task, one without a lead, one whose lead has no form."""
    assert lives([said("3.1", DONE)]).state(row) == state


def test_a_milestone_is_proven_by_its_evidence() -> None:
    """A dated deliverable done waits for its check once evidence is named."""
    assert lives([said("3.1", DONE, evidence="云政办发〔2022〕9号")]).state("3.1") == "报结待核"


def test_a_request_repeated_is_in_time_by_its_first() -> None:
    """Asked for before the day was over, and again after it: it still waits."""
    due = replace(PLAN.tasks[0].targets[1], due=date(2022, 6, 30))
    plan = replace(PLAN, tasks=(replace(PLAN.tasks[0], targets=(due,)),))
    both = (said("1.2", ADJUST), said("1.2", ADJUST, "2022-07"))

    assert lives(both, period="2022-07", plan=plan).state("1.2") == "延期待批"
    assert lives(both[1:], period="2022-07", plan=plan).state("1.2") == "推进中"


def test_a_year_after_closing_it_lies_in_the_archive() -> None:
    """What was closed in 2022 is filed once a month of 2023 is looked at."""
    assert lives((CLAIM,), (ACCEPT, CLOSE), period="2022-12").state("1.2") == "已销号"
    assert lives((CLAIM,), (ACCEPT, CLOSE), period="2023-01").state("1.2") == "已归档"


def test_an_extension_asked_too_late_is_refused_in_the_log() -> None:
    """The log says that the request missed its day; the row goes on."""
    life = lives((said("1.2", ONGOING),), (TOO_LATE,)).life("1.2")

    assert life.state == "推进中"
    assert "已过2022年5月31日" in life.log[-1].refused


def test_what_is_settled_upon_a_later_month_is_not_known_yet(supervising: At) -> None:
    """June looked at again does not know what was settled upon July."""
    office = supervising("2022-08-02T10:00")
    later = settled(Ask.STOP, d.ENDED, period="2022-07", month=8, ground="云政办发〔2022〕15号")
    _decide(office, later)

    told = {month: facts_of(office, month)[0].standings for month in ("2022-06", "2022-07")}
    assert {month: rows[1].life for month, rows in told.items()} == {"2022-06": "已交办", "2022-07": "终止"}


def test_the_log_tells_each_move_once() -> None:
    """A claim is a move, one made before and said again is none."""
    first = lives((said("1.2", ONGOING), said("1.2", DONE, "2022-07", value=60.0)), period="2022-07")
    again = lives((REACHED, said("1.2", DONE, "2022-07", value=60.0)), period="2022-07")

    change = first.log("1.2")[-1]
    assert (change.id, change.what, change.before, change.after) == ("1.2", "报结", "推进中", "报结待核")
    assert (change.department, change.actor, change.ground, change.holds) == (
        LEAD,
        LEAD,
        "2022-07.xlsx",
        True,
    )
    begun = ["方案拆解", "核对登记", "下发填报表", "开始办理"]
    assert [one.what for one in first.log("1.2")] == [*begun, "报结"]
    assert [(one.what, one.ground) for one in again.log("1.2")][-1] == ("报结", "2022-06.xlsx")


def test_the_log_tells_what_was_refused() -> None:
    """A claim that its figure does not bear out is told as one that did not take."""
    change = lives((said("1.2", DONE, value=59.0),)).log("1.2")[-1]

    assert (change.holds, change.ground, change.outcome) == (
        False,
        "完成值没有达到目标",
        "仍为推进中（未生效）",
    )


AGAIN = replace(ENDED, ground="云政发〔2022〕20号", decided_at=datetime(2022, 7, 3))
OWN = settled(Ask.STOP, d.ENDED, period="2022-07", ground="云政发〔2022〕20号")


@pytest.mark.parametrize("second", [AGAIN, OWN])
def test_what_is_decided_again_is_no_refusal(second: Decision) -> None:
    """终止 decided anew on another document leaves the row 终止; it used to be told as 终止→终止（未生效）."""
    log = lives((said("1.2", ONGOING),), (ENDED, second), period="2022-07").log("1.2")

    (first, last) = [(one.what, one.before, one.outcome, one.ground) for one in log][-2:]
    assert first == ("终止", "推进中", "终止", "终止：云政办发〔2022〕15号")
    was = d.ENDED if second is AGAIN else ""
    assert last == ("中止终止", was, "终止（改记）" if was else "终止", "云政发〔2022〕20号")


def test_what_is_settled_of_a_task_is_told_of_each_of_its_rows() -> None:
    """依赖上级 is decided for the whole task: a line of it names rows that the ledger has."""
    upper = replace(
        settled(Ask.UPPER_LEVEL, d.UPPER, ground="省级文件未印发"),
        asked=replace(
            settled(Ask.UPPER_LEVEL, d.UPPER).asked, about={d.PLAN: PLAN.id, d.ROW: "1", d.TASK: "1"}
        ),
    )
    seen = lives((), (upper,))

    assert [seen.log(row)[-1].what for row in ("1.1", "1.2", "2")] == ["依赖上级", "依赖上级", "核对登记"]
    assert [(one.id, one.department) for one in (seen.log("1.1")[-1], seen.log("1.2")[-1])] == [
        ("1.1", LEAD),
        ("1.2", LEAD),
    ]


_REPORT = st.builds(
    lambda status, value, evidence, tick: (status, value, evidence, tick),
    st.sampled_from([None, ONGOING, DONE, ADJUST]),
    st.sampled_from([None, 59.0, 60.0]),
    st.sampled_from(["", "纪要"]),
    st.booleans(),
)


@given(st.lists(_REPORT, max_size=3), st.sampled_from(["1.2", "3.1"]), st.sampled_from([(), (LEAD,)]))
def test_the_short_way_leads_where_the_long_one_does(
    told: list[tuple[Status | None, float | None, str, bool]], row: str, issued: tuple[str, ...]
) -> None:
    """A row nobody has decided about stands where its whole replay leaves it."""
    reports = [
        said(row, status, month, value=value, evidence=evidence, unchanged=tick)
        for month, (status, value, evidence, tick) in zip(MONTHS, told, strict=False)
    ]
    seen = lives(reports, period="2022-08", issued=issued)

    assert seen.state(row) is seen.life(row).state


def test_facts_tell_the_life_of_every_row(supervising: At, form: Callable[..., bytes]) -> None:
    """From the form through a claim to its acceptance the facts say where the row stands, and what changed."""
    done = {"value": 60, "status": "已完成", "completed_on": date(2022, 6, 20), "evidence": "清单"}
    office = supervising("2022-06-24T10:00")
    assert {each.life for each in facts_of(office, "2022-06")[0].standings} == {"已交办"}
    put(office, "甲.xlsx", form(LEAD, {**GOOD, "1.2": done}))
    take_in(office)

    (facts,) = facts_of(office, "2022-06")
    assert {each.id: each.life for each in facts.standings} == {
        "1.1": "推进中",
        "1.2": "报结待核",
        "2": "已交办",
    }
    begun = {"方案拆解", "核对登记", "下发填报表", "开始办理"}
    assert [(one.id, one.what) for one in facts.changes if one.what not in begun] == [("1.2", "报结")]

    _decide(office, ACCEPT)
    (facts,) = facts_of(supervising("2022-07-02T10:00"), "2022-06")
    assert {each.id: each.life for each in facts.standings}["1.2"] == "已办结"


def test_a_claim_refuted_is_told_as_made_and_rejected() -> None:
    """Though the claim counts as 推进中 everywhere, the log keeps that it was made."""
    refuting = settled(Ask.DONE, d.DONE_FALSE, ground="现场没有窗口", since="2022-06", department=LEAD)
    key = RowKey(PLAN.id, "1.2", LEAD)
    report = as_settled(key, REACHED, rulings((refuting,)))
    assert report.entry.status is ONGOING

    life = lives((report,), (refuting,)).life("1.2")

    assert [line.after.value for line in life.log][-2:] == ["报结待核", "推进中"]


_FOUND = st.tuples(st.sampled_from([d.DONE_ACCEPTED, d.DONE_UNPROVEN, d.DONE_FALSE]), st.sampled_from(MONTHS))


@given(
    st.lists(st.sampled_from([ONGOING, DONE, ADJUST]), min_size=3, max_size=3),
    st.lists(_FOUND, max_size=4),
)
def test_a_row_that_is_done_is_judged_as_done(states: list[Status], found: list[tuple[str, str]]) -> None:
    """
    Wherever the life of a row says 已办结, what its department said counts as done too, whatever it said since.

    Found: a row whose 假办结 was revised to 认可办结 stood as 已办结 beside a yellow light.
    """
    taken = [
        replace(
            settled(Ask.DONE, choice, period=period, ground="核查", since=period, department=LEAD),
            decided_at=datetime(2022, 9, 1 + turn),
        )
        for turn, (choice, period) in enumerate(found)
    ]
    key, ruled = RowKey(PLAN.id, "1.2", LEAD), rulings(taken)
    reports = [
        as_settled(key, said("1.2", status, month, value=60.0), ruled)
        for month, status in zip(MONTHS, states, strict=True)
    ]
    state = lives(reports, taken, period=MONTHS[-1]).state("1.2")

    if taken:
        assert (state == "已办结") is (taken[-1].choice == d.DONE_ACCEPTED)
    if state == "已办结":
        assert reports[-1].entry.status is DONE
