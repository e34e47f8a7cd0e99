"""What persons settled changes the plan as supervised, and turns claims that do not hold into 推进中."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.decision import Decision, Pending
from toolkit.model.history import Accepted, RowKey
from toolkit.model.plan import Flag, Node, Plan
from toolkit.model.returns import Entry, NodeSaid, Status
from toolkit.store.payload import dump
from toolkit.turn.settled import (
    all_as_settled,
    as_settled,
    claims_done,
    day_in,
    document_in,
    rulings,
    settled,
)

from .conftest import PLAN, YEAR_END

KEY = RowKey(PLAN.id, "1.2", "县审批局")


def decided(kind: Ask, choice: str, ground: str = "", period: str = "2022-06", **about: str) -> Decision:
    """Return a decision about row 1.2."""
    asked = Pending(
        kind=kind,
        subject="第1.2项",
        question="？",
        place=period,
        about={d.PLAN: PLAN.id, d.ROW: "1.2", d.TASK: "1", d.PERIOD: period, **about},
    )
    return Decision(asked=asked, choice=choice, ground=ground, decided_at=datetime(2022, 7, 1))


def extension(asked_on: str = "2022-06-24", choice: str = "同意至2023年3月31日") -> Decision:
    """Return a decision on an extension of the row due at the year's end."""
    return decided(Ask.EXTENSION, choice, due="2022-12-31", asked_on=asked_on)


def due(plan: Plan) -> tuple[date | None, date | None]:
    """Return the due day of row 1.2, and the printed one where it has moved."""
    target = plan.target_of("1.2")
    assert target is not None
    return target.due, target.due_before


def test_nothing_decided_changes_nothing() -> None:
    """Without decisions, and with those of another plan, the plan is the same."""
    other = replace(extension(), asked=replace(extension().asked, about={d.PLAN: "别的", d.ROW: "1.2"}))
    assert settled(PLAN, ()) is PLAN
    assert settled(PLAN, (other,)) == PLAN


def test_an_extension_moves_the_due_day_and_keeps_the_printed_one() -> None:
    """Agreed to, and asked for in time, the new day counts and the printed one is kept through a second one."""
    once = settled(PLAN, (extension(),))
    assert due(once) == (date(2023, 3, 31), YEAR_END)
    second = decided(
        Ask.EXTENSION, "同意至2023年6月30日", period="2023-03", due="2023-03-31", asked_on="2023-03-31"
    )
    assert due(settled(PLAN, (extension(), second))) == (date(2023, 6, 30), YEAR_END)
    assert settled(PLAN, (extension(),)).target_of("1.1") == PLAN.target_of("1.1")


@pytest.mark.parametrize("one", [extension("2023-01-01"), extension(choice=d.DISAGREED)])
def test_an_extension_asked_too_late_or_not_agreed_to_moves_nothing(one: Decision) -> None:
    """The day after expiry is too late: the row stays overdue by its printed day."""
    assert due(settled(PLAN, (one,))) == (YEAR_END, None)


def test_on_the_due_day_is_in_time() -> None:
    """The last day of the limit still counts."""
    assert due(settled(PLAN, (extension("2022-12-31"),)))[0] == date(2023, 3, 31)


def test_a_month_judged_again_knows_nothing_of_later_decisions() -> None:
    """What was decided upon June counts in June and after, not in May."""
    assert due(settled(PLAN, (extension(),), "2022-05")) == (YEAR_END, None)
    assert due(settled(PLAN, (extension(),), "2022-06"))[0] == date(2023, 3, 31)
    assert due(settled(PLAN, (extension(),), "2022Q3"))[0] == date(2023, 3, 31)


def test_a_row_is_stopped_by_a_document() -> None:
    """中止 and 终止 carry the document's number; going on takes it back."""
    ended = decided(Ask.STOP, d.ENDED, "按云政办发[2022]15号文")
    assert settled(PLAN, (ended,)).stopped == {"1.2": "终止（云政办发〔2022〕15号）"}
    assert settled(PLAN, (ended, decided(Ask.STOP, d.GOES_ON, period="2022-07"))).stopped == {}


def test_flags_are_set_and_taken_away() -> None:
    """挂牌, 摘牌, 常态化 and 依赖上级 are flags of the task; what was not agreed to is none."""
    listed, upper = decided(Ask.LIST, d.LISTED), decided(Ask.UPPER_LEVEL, d.UPPER)
    standing = decided(Ask.STANDING, d.NOT_STANDING)
    assert settled(PLAN, (listed, upper, standing)).tasks[0].flags == (Flag.LISTED, Flag.UPPER_LEVEL)
    gone = decided(Ask.UNLIST, d.UNLISTED, period="2022-07")
    assert settled(PLAN, (listed, upper, gone)).tasks[0].flags == (Flag.UPPER_LEVEL,)
    assert settled(PLAN, (listed, gone), "2022-06").tasks[0].flags == (Flag.LISTED,)


def test_nodes_agreed_to_take_the_place_of_those_before() -> None:
    """The nodes asked for count once they are agreed to."""
    nodes = (Node(name="初稿", due=date(2022, 8, 31)),)
    asked = {d.NODES: dump(tuple[Node, ...], nodes)}
    assert settled(PLAN, (decided(Ask.NODES, d.NODES_AGREED, **asked),)).nodes == {"1.2": nodes}
    assert settled(PLAN, (decided(Ask.NODES, d.DISAGREED, **asked),)).nodes == {}


def claim(period: str, status: Status = Status.DONE) -> Accepted:
    """Return a report of row 1.2."""
    entry = Entry(
        plan=PLAN.id,
        id="1.2",
        value=60,
        status=status,
        status_raw=status.value,
        completed_on=date(2022, 6, 20),
    )
    return Accepted(period=period, department="县审批局", entry=entry, sha256="0", file="表.xlsx")


@pytest.mark.parametrize("choice", sorted(d.REFUTING))
def test_a_claim_refuted_counts_as_ongoing(choice: str) -> None:
    """The state is 推进中 without a day of completion; what was claimed is still to be read."""
    refuted = rulings((decided(Ask.DONE, choice, since="2022-05", department="县审批局"),))
    for period in ("2022-05", "2022-06"):
        entry = as_settled(KEY, claim(period), refuted).entry
        assert (entry.status, entry.completed_on) == (Status.ONGOING, None)
        assert entry.status_raw == "已完成（认定为未完成）"


@pytest.mark.parametrize(
    ("choice", "value", "raw", "untrue"),
    [(d.DONE_UNPROVEN, 60, "60项", None), (d.DONE_FALSE, None, "60项（认定为不实）", 60)],
)
def test_only_a_figure_found_false_counts_no_more(
    choice: str, value: float | None, raw: str, untrue: float | None
) -> None:
    """Too little evidence denies the claim; 假办结 denies the figure too, which stays to be read, and what it said of nodes."""
    made = claim("2022-06")
    node = NodeSaid(name="初稿", done_on=date(2022, 6, 1))
    made = replace(made, entry=replace(made.entry, raw="60项", nodes=(node,)))
    report = as_settled(KEY, made, rulings((decided(Ask.DONE, choice, department="县审批局"),)))
    entry = report.entry
    assert (entry.value, entry.raw, report.untrue) == (value, raw, untrue)
    assert bool(entry.nodes) is (value is not None)


def test_a_row_accepted_as_done_stays_done_until_a_person_says_otherwise() -> None:
    """A later 推进中 is kept as written and counts as done; ticks and blanks, and months before, are as they were."""
    accepted = decided(Ask.DONE, d.DONE_ACCEPTED, since="2022-05", department="县审批局")
    later = claim("2022-08", Status.ONGOING)
    entry = as_settled(KEY, later, rulings((accepted,))).entry
    assert (entry.status, entry.status_raw, entry.held) == (Status.DONE, "推进中（已认可办结）", True)
    assert not claims_done(entry)
    for same in (claim("2022-05", Status.ONGOING), replace(later, entry=Entry(plan=PLAN.id, id="1.2"))):
        assert as_settled(KEY, same, rulings((accepted,))) is same
    tick = replace(later, entry=Entry(plan=PLAN.id, id="1.2", unchanged=True))
    assert as_settled(KEY, tick, rulings((accepted,))) is tick

    again = decided(Ask.DONE, d.DONE_UNPROVEN, period="2022-07", since="2022-07", department="县审批局")
    assert as_settled(KEY, later, rulings((accepted, again))) is later
    revised = replace(accepted, decided_at=datetime(2022, 9, 1))
    assert as_settled(KEY, later, rulings((accepted, again, revised))).entry.held


def test_what_is_kept_up_is_reported_on_as_it_stands() -> None:
    """From the month a task is 常态化, 推进中 is no reopening: the row stays under watch (practice 2.2)."""
    accepted = decided(Ask.DONE, d.DONE_ACCEPTED, department="县审批局")
    kept = decided(Ask.STANDING, d.MADE_STANDING, period="2022-07")
    july, august = claim("2022-07", Status.ONGOING), claim("2022-08", Status.ONGOING)
    ruled = rulings(
        (
            accepted,
            replace(
                kept, asked=replace(kept.asked, place="八月", about={**kept.asked.about, d.PERIOD: "2022-08"})
            ),
        )
    )
    assert as_settled(KEY, july, ruled).entry.held
    assert as_settled(KEY, august, ruled) is august
    assert as_settled(KEY, july, rulings((accepted,), [(PLAN.id, "1")])) is july
    not_kept = replace(kept, choice=d.NOT_STANDING)
    assert as_settled(KEY, august, rulings((accepted, kept, not_kept))).entry.held


def test_only_the_claim_decided_upon_is_refuted() -> None:
    """A claim made anew, another department's, one accepted, and other states stand."""
    refuted = rulings((decided(Ask.DONE, d.DONE_FALSE, since="2022-05", department="县审批局"),))
    july, idle = claim("2022-07"), claim("2022-06", Status.NOT_STARTED)
    assert as_settled(KEY, july, refuted) is july
    assert as_settled(KEY, idle, refuted) is idle
    assert (
        as_settled(KEY._replace(department="县财政局"), claim("2022-06"), refuted).entry.status is Status.DONE
    )
    before = {KEY: (claim("2022-06"), july), KEY._replace(id="1.1"): (july,)}
    after = all_as_settled(before, refuted)
    assert [one.entry.status for one in after[KEY]] == [Status.ONGOING, Status.DONE]
    assert after[KEY._replace(id="1.1")] == (july,)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("云政办发〔2022〕15号", "云政办发〔2022〕15号"),
        ("见云政发[2022]3号文", "云政发〔2022〕3号"),
        ("（2022）第8号", "〔2022〕8号"),
        ("县政府常务会议", ""),
        ("2022年15号", ""),
    ],
)
def test_a_document_number_is_known(text: str, number: str) -> None:
    """Whatever brackets it is typed with, it is written with the right ones."""
    assert document_in(text) == number


def test_a_day_is_read_from_a_choice() -> None:
    """The day stands in the choice itself."""
    assert day_in("同意至2022年9月30日") == date(2022, 9, 30)
    assert day_in(d.DISAGREED) is None
