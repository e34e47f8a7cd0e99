"""What is asked about rows and departments: each question where it belongs, not beside it, with its proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from toolkit.decisions.questions import questions
from toolkit.decisions.reasons import WORDS, Words, weigh
from toolkit.decisions.row import Row
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.decision import Decision, Pending
from toolkit.model.facts import DepartmentReturn, Facts, Issued, Returns
from toolkit.model.history import Accepted
from toolkit.model.period import Period
from toolkit.model.plan import Comparator, Flag, Kind, Node, Plan, Target, Task
from toolkit.model.returns import Entry, NodeSaid, Status
from toolkit.model.standing import Class, Light, Standing

JUNE = Period.month(2022, 6)
TARGET = Target(
    id="1.1",
    quote="新增60项",
    kind=Kind.COUNT,
    comparator=Comparator.AT_LEAST,
    value=60,
    unit="项",
    due=date(2022, 6, 30),
)
TASK = Task(id="1", no="1", title="新增事项", leads=("县甲局",), targets=(TARGET,))
PLAN = Plan(id="方案", title="云溪县方案", tasks=(TASK,))
STANDING = Standing(
    plan="方案",
    id="1.1",
    task="1",
    title="新增事项",
    section=(),
    requirement="新增60项",
    kind=Kind.COUNT,
    comparator=Comparator.AT_LEAST,
    target=60,
    unit="项",
    due=date(2022, 6, 30),
    department="县甲局",
    leads=("县甲局",),
    supports=(),
    state="推进中",
    klass=Class.ON_SCHEDULE,
    why="序时进度应达50.0%。",
)
RETURNS = Returns(expected=1, received=1, on_time=1, late=(), missing=(), returned=0)


def told(period: str = "2022-06", received: date = date(2022, 6, 24), **said: Any) -> Accepted:  # noqa: ANN401 -- fields of an entry
    """Return a report of the row."""
    entry = Entry(plan="方案", id="1.1", **{"status": Status.ONGOING, "progress": "已新增30项。", **said})
    return Accepted(
        period=period, department="县甲局", entry=entry, sha256="0", file="表.xlsx", received=received
    )


def row(*reports: Accepted, **more: Any) -> Row:  # noqa: ANN401 -- fields of two nouns
    """Return the row; ``more`` are fields of its standing, or of the row itself."""
    own = {name: more.pop(name) for name in tuple(more) if name in Row.__slots__}
    return Row(
        **{
            "plan": PLAN,
            "task": TASK,
            "target": TARGET,
            "standing": replace(STANDING, **more),
            "period": JUNE,
            "reports": reports,
            **own,
        }
    )


def decided(kind: Ask, choice: str, period: str = "2022-06") -> Decision:
    """Return a decision about the row."""
    asked = Pending(
        kind=kind, subject="", question="", about={d.PLAN: "方案", d.ROW: "1.1", d.PERIOD: period}
    )
    return Decision(asked=asked, choice=choice, decided_by="李主任", decided_at=datetime(2022, 7, 1))


def asked(
    *rows: Row, returns: Returns = RETURNS, closing: bool = False, issued: dict[str, Issued] | None = None
) -> dict[str, Pending]:
    """Return what is asked, by kind; no kind is asked twice."""
    facts = Facts(
        plan="方案",
        title="云溪县方案",
        number="",
        issuer="",
        period=JUNE,
        as_of=date(2022, 7, 1),
        tasks=1,
        targets=1,
        counts={},
        by_task={},
        task_classes={},
        shares={},
        standings=tuple(one.standing for one in rows),
        returns=returns,
        issued=issued,
    )
    found = list(questions(facts, rows, closing=closing))
    assert len({one.key for one in found}) == len({(one.kind, one.subject) for one in found})
    return {one.kind: one for one in found}


DONE: dict[str, Any] = {"state": "已完成", "klass": Class.DONE, "value": 62.0, "evidence": "验收单"}
CLAIM = told(status=Status.DONE, value=62)
LATE: dict[str, Any] = {"klass": Class.BEHIND, "problems": "单位人手不足"}
RED: dict[str, Any] = {"light": Light.RED, "light_before": Light.RED, "closing": True}
WISH = told(status=Status.ADJUST, adjust_to="2022-09-30", problems="设备到货延迟")
ASKS: dict[str, Any] = {"wish": date(2022, 9, 30)}
MILESTONE: dict[str, Any] = {
    "target": replace(TARGET, kind=Kind.MILESTONE, value=None, comparator=None, unit=None),
}
STANDS = replace(TASK, flags=(Flag.LISTED,))

PROPOSED = [
    ("done, reached", row(CLAIM, **DONE), Ask.DONE, d.DONE_ACCEPTED),
    ("done, not reached", row(CLAIM, **{**DONE, "value": 59.0}), Ask.DONE, d.DONE_UNPROVEN),
    ("done, no value", row(CLAIM, **{**DONE, "value": None}), Ask.DONE, d.DONE_UNPROVEN),
    ("done, with a question open", row(CLAIM, **DONE, questioned=True), Ask.DONE, d.DONE_UNPROVEN),
    ("a deliverable with evidence", row(CLAIM, **{**DONE, **MILESTONE}), Ask.DONE, d.DONE_ACCEPTED),
    (
        "a deliverable without evidence",
        row(CLAIM, **{**DONE, **MILESTONE, "evidence": "无"}),
        Ask.DONE,
        d.DONE_UNPROVEN,
    ),
    ("closing", row(CLAIM, **DONE, decided=(decided(Ask.DONE, d.DONE_ACCEPTED),)), Ask.CLOSE, d.CLOSED),
    (
        "kept up",
        row(CLAIM, **DONE, progress="转入常态化管理", decided=(decided(Ask.DONE, d.DONE_ACCEPTED),)),
        Ask.STANDING,
        d.MADE_STANDING,
    ),
    ("a reason", row(told(), **LATE), Ask.REASON, d.UNREASONABLE),
    ("a reason above", row(told(), **{**LATE, "problems": "省级文件尚未印发"}), Ask.REASON, d.REASONABLE),
    (
        "a reason that says nothing",
        row(told(), **{**LATE, "problems": "正在协调"}),
        Ask.REASON,
        d.REASON_OPEN,
    ),
    ("more time", row(WISH, **ASKS), Ask.EXTENSION, "同意至2022年9月30日"),
    (
        "more time, too late",
        row(replace(WISH, received=date(2022, 7, 1)), **ASKS),
        Ask.EXTENSION,
        d.DISAGREED,
    ),
    ("more time, no reason", row(told(status=Status.ADJUST), **ASKS), Ask.EXTENSION, d.DISAGREED),
    ("more time, no day", row(WISH), Ask.EXTENSION, d.DISAGREED),
    ("more time, no later day", row(WISH, wish=date(2022, 6, 30)), Ask.EXTENSION, d.DISAGREED),
    ("an end", row(told(problems="申请终止")), Ask.STOP, d.GOES_ON),
    ("an end by a document", row(told(problems="按云政办发〔2022〕15号终止")), Ask.STOP, d.ENDED),
    ("a pause by a document", row(told(progress="按云政办发〔2022〕15号暂停实施")), Ask.STOP, d.SUSPENDED),
    (
        "waiting for those above",
        row(
            told(),
            klass=Class.OVERDUE,
            problems="省级文件尚未印发",
            decided=(decided(Ask.REASON, d.REASONABLE),),
        ),
        Ask.UPPER_LEVEL,
        d.UPPER,
    ),
    (
        "nothing for it",
        row(told(), klass=Class.OVERDUE, problems="拖延", decided=(decided(Ask.REASON, d.UNREASONABLE),)),
        Ask.ZERO,
        d.NOT_ZEROED,
    ),
    (
        "nothing for it, as the plan says",
        row(
            told(),
            klass=Class.OVERDUE,
            problems="拖延",
            decided=(decided(Ask.REASON, d.UNREASONABLE),),
            plan=replace(PLAN, quotes={"rule": "无故落实不力的按零分计算"}),
        ),
        Ask.ZERO,
        d.ZEROED,
    ),
    ("the same words", row(told(repeats=1)), Ask.IDLE, d.IDLE),
    (
        "the same words, another figure",
        row(told(repeats=1), value=31.0, value_before=30.0),
        Ask.IDLE,
        d.NOT_IDLE,
    ),
    ("no change, and late", row(told(unchanged=True), **LATE), Ask.IDLE, d.IDLE),
    ("red twice", row(told(), **RED), Ask.LIST, d.LISTED),
    ("listed and done", row(CLAIM, **DONE, task=STANDS), Ask.UNLIST, d.UNLISTED),
    (
        "other days on the way",
        row(
            told(nodes=(NodeSaid(name="初稿", due=date(2022, 4, 30)),)),
            plan=replace(PLAN, nodes={"1.1": (Node(name="初稿", due=date(2022, 5, 31)),)}),
        ),
        Ask.NODES,
        d.NODES_AGREED,
    ),
    (
        "days put off",
        row(
            told(nodes=(NodeSaid(name="初稿", due=date(2022, 8, 31)),)),
            plan=replace(PLAN, nodes={"1.1": (Node(name="初稿", due=date(2022, 5, 31)),)}),
        ),
        Ask.NODES,
        d.DISAGREED,
    ),
]


@pytest.mark.parametrize(
    ("one", "kind", "proposal"), [each[1:] for each in PROPOSED], ids=[e[0] for e in PROPOSED]
)
def test_asked_and_proposed(one: Row, kind: Ask, proposal: str) -> None:
    """The question is asked once, its proposal is one of its choices and has a reason, its decision knows the row."""
    question = asked(one)[kind]
    assert question.proposal == proposal
    assert question.proposal in question.choices
    assert question.reason
    assert "县甲局：" in question.known
    assert (question.about[d.PLAN], question.about[d.ROW], question.about[d.PERIOD]) == (
        "方案",
        "1.1",
        "2022-06",
    )


NOT_ASKED = [
    ("nothing special", row(told()), set(Ask)),
    ("behind without a reason", row(told(), klass=Class.BEHIND, problems="无。"), {Ask.REASON}),
    ("a problem on schedule", row(told(), problems="人手不足"), {Ask.REASON}),
    ("done and accepted", row(CLAIM, **DONE, decided=(decided(Ask.DONE, d.DONE_ACCEPTED),)), {Ask.DONE}),
    ("not yet accepted", row(CLAIM, **DONE), {Ask.CLOSE, Ask.STANDING, Ask.REASON}),
    (
        "closed",
        row(
            CLAIM,
            **DONE,
            decided=(decided(Ask.DONE, d.DONE_ACCEPTED), decided(Ask.CLOSE, d.CLOSED)),
        ),
        {Ask.CLOSE},
    ),
    ("a reason not decided", row(told(), klass=Class.OVERDUE, problems="拖延"), {Ask.ZERO, Ask.UPPER_LEVEL}),
    (
        "a reason decided last month",
        row(
            told(),
            klass=Class.OVERDUE,
            problems="拖延",
            decided=(decided(Ask.REASON, d.UNREASONABLE, "2022-05"),),
        ),
        {Ask.ZERO},
    ),
    ("red while reports still come in", row(told(), **{**RED, "closing": False}), {Ask.LIST}),
    ("red once", row(told(), **{**RED, "light_before": Light.YELLOW}), {Ask.LIST}),
    ("red with good reason", row(told(), **RED, decided=(decided(Ask.REASON, d.REASONABLE),)), {Ask.LIST}),
    ("red and listed", row(told(), **RED, task=STANDS), {Ask.LIST, Ask.UNLIST}),
    ("on schedule once", row(told(), task=STANDS, light=Light.GREEN, light_before=Light.RED), {Ask.UNLIST}),
    ("stopped", row(WISH, **ASKS, **LATE, stopped="终止（云政办发〔2022〕15号）"), set(Ask)),
    ("a later report without the request", row(replace(WISH, period="2022-05"), told()), {Ask.EXTENSION}),
    (
        "nodes as promised",
        row(
            told(nodes=(NodeSaid(name="初稿", due=date(2022, 5, 31)),)),
            plan=replace(PLAN, nodes={"1.1": (Node(name="初稿", due=date(2022, 5, 31)),)}),
        ),
        {Ask.NODES},
    ),
]


@pytest.mark.parametrize(("one", "kinds"), [each[1:] for each in NOT_ASKED], ids=[e[0] for e in NOT_ASKED])
def test_not_asked(one: Row, kinds: set[Ask]) -> None:
    """What is no question of the row is not asked."""
    assert asked(one).keys().isdisjoint(kinds)


def test_the_same_reason_is_proposed_as_it_was_decided() -> None:
    """Words that were found good reason last month are proposed so again, and the words are not weighed."""
    before = told("2022-05", problems="单位人手不足")
    one = row(
        before, told(problems="单位人手不足"), **LATE, decided=(decided(Ask.REASON, d.REASONABLE, "2022-05"),)
    )
    assert asked(one)[Ask.REASON].proposal == d.REASONABLE
    other = row(replace(before, entry=told(problems="疫情").entry), told(), **LATE, decided=one.decided)
    assert asked(other)[Ask.REASON].proposal == d.UNREASONABLE


def test_a_request_repeated_was_made_when_it_was_first_made() -> None:
    """Asked for in time and again after expiry, undecided in between, it was asked for in time; decided, it is new."""
    again = replace(WISH, period="2022-07", received=date(2022, 7, 24))
    first = asked(row(WISH, again, **ASKS))[Ask.EXTENSION]
    assert first.about[d.ASKED_ON] == "2022-06-24"
    assert first.proposal.startswith(d.AGREED_UNTIL)
    anew = asked(row(WISH, again, **ASKS, decided=(decided(Ask.EXTENSION, d.DISAGREED),)))[Ask.EXTENSION]
    assert anew.about[d.ASKED_ON] == "2022-07-24"
    assert "时限过后才申请" in anew.known


def test_a_claim_said_again_is_one_claim() -> None:
    """A claim carried on over months is the question it was; one made anew after it was sent back is another."""
    may = replace(CLAIM, period="2022-05")
    blank = told(status=None, progress="")
    once = asked(row(may, **DONE))[Ask.DONE]
    assert asked(row(may, blank, CLAIM, **DONE))[Ask.DONE].key == once.key
    assert asked(row(may, told("2022-05"), CLAIM, **DONE))[Ask.DONE].key != once.key


def test_a_task_is_listed_once_and_unlisted_as_a_whole() -> None:
    """Two red rows of a task are one question; one row that is still behind keeps the task on the list."""
    red = row(told(), **RED)
    second = row(told(), **RED, id="1.2")
    keys = {one.key for one in (asked(red)[Ask.LIST], asked(second)[Ask.LIST])}
    assert len(keys) == 1
    done, behind = row(CLAIM, **DONE, task=STANDS), row(told(), klass=Class.BEHIND, id="1.2", task=STANDS)
    assert Ask.UNLIST in asked(done)
    assert Ask.UNLIST not in asked(done, behind)


@pytest.mark.parametrize(
    ("light", "klass", "again"),
    [
        (Light.GREEN, Class.ON_SCHEDULE, True),
        (Light.BLUE, Class.DONE, True),
        (Light.BLUE, Class.BEHIND, False),
        (Light.GREEN, Class.NOT_DUE, False),
    ],
)
def test_off_the_list_after_two_periods_on_schedule(light: Light, klass: Class, *, again: bool) -> None:
    """How the row stood counts, not its colour: blue is done in one office and nearly due in another."""
    well = row(told(), task=STANDS, light=Light.GREEN, light_before=light, klass=Class.ON_SCHEDULE)
    before = {well.standing.id: Issued(light, klass, "1")}
    assert (Ask.UNLIST in asked(well, issued=before)) is again


def test_departments_are_named_for_what_nobody_excuses() -> None:
    """Named are those missing and those overdue without a reason or with none that holds; not before the deadline."""
    overdue = row(told(), klass=Class.OVERDUE)
    open_reason = row(told(), klass=Class.OVERDUE, problems="拖延")
    missing = replace(
        RETURNS,
        by_department=(
            DepartmentReturn(department="县甲局", state="已报", rounds=1),
            DepartmentReturn(department="县乙局", state="逾期未报"),
        ),
    )
    named = asked(overdue, returns=missing, closing=True)
    assert named[Ask.NAME].known == "逾期未报"
    assert asked(overdue, closing=True)[Ask.NAME].reason == "第1.1项逾期，没有合理原因"
    assert Ask.NAME not in asked(open_reason, closing=True)
    assert Ask.NAME not in asked(overdue, returns=missing)


@pytest.mark.parametrize("words", WORDS)
def test_the_words_of_reasons(words: Words) -> None:
    """Every pattern finds its own example, and says what it found."""
    choice, why = weigh(words.example)
    assert choice == words.choice
    assert words.shows in why
