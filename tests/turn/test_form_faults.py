"""Where many departments stumble over the same thing, the form is at fault and nobody is sent back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import permutations

import pytest

from toolkit.model.department import Department, Directory, Group
from toolkit.model.files import Verdict
from toolkit.model.findings import Finding, Severity
from toolkit.model.plan import Comparator, Kind, Plan, Target, Task
from toolkit.model.returns import Entry, Return
from toolkit.office import Office
from toolkit.store import form_faults as store
from toolkit.store import plans
from toolkit.store.form_faults import Stumble
from toolkit.turn.form_faults import EXCUSED, KIND, FormFaults, placed, soften
from toolkit.turn.pending import pending
from toolkit.turn.take_in import take_in
from toolkit.turn.withdraw import withdraw

from .conftest import put, with_june_out

At = Callable[[str], Office]
TOWNS = ("河东镇", "河西镇", "南山镇", "北山镇", "云台镇", "石桥镇")
RATE = Target(
    id="1.1",
    quote="网办率达到80%以上",
    kind=Kind.LEVEL,
    comparator=Comparator.AT_LEAST,
    value=80,
    unit="%",
    due=date(2022, 12, 31),
)
SHARED = Plan(
    id="乡镇方案",
    title="云溪县乡镇方案",
    issued=date(2022, 3, 1),
    tasks=(Task(id="1", no="1", title="提高网办率", leads=("各乡镇",), targets=(RATE,)),),
)
OWN = replace(
    SHARED,
    tasks=tuple(
        Task(
            id=str(n), no=str(n), title=f"{town}网办率", leads=(town,), targets=(replace(RATE, id=f"{n}.1"),)
        )
        for n, town in enumerate(TOWNS, 1)
    ),
)
DIRECTORY = Directory(
    (
        Department(name="各乡镇", group=Group.COLLECTIVE, members=TOWNS),
        *(Department(name=town, group=Group.TOWN) for town in TOWNS),
    )
)
WRONG: dict[str, object] = {"value": "见附件"}


@pytest.fixture
def towns(office_at: At, request: pytest.FixtureRequest) -> At:
    """Return an office in which six towns report on one target they share, or each on its own."""
    return with_june_out(office_at, getattr(request, "param", SHARED), DIRECTORY)


@pytest.fixture
def supervising(towns: At) -> At:
    """Let the fixture that fills in forms use this office."""
    return towns


def drop_in(office: Office, form: Callable[..., bytes], town: str, said: dict[str, object]) -> Verdict:
    """Drop one town's form, every row saying the same, and return its verdict."""
    rows = {f"{n}.1": said for n in range(1, len(TOWNS) + 1)}
    put(office, f"{town}.xlsx", form(town, rows))
    (drop,) = take_in(office, pause_s=0)
    return drop.verdict


def told(office: Office) -> list[str]:
    """Return what waits for the office about its forms."""
    with office.store.transaction() as connection:
        return [
            f"{one.subject} {one.question} {one.known}"
            for one in pending(office, connection)
            if one.kind == KIND
        ]


@pytest.mark.parametrize(
    ("towns", "place"), [(SHARED, "第1.1行"), (OWN, "“本期完成值”一栏")], indirect=["towns"]
)
def test_more_than_a_third_excuses_the_rest(towns: At, form: Callable[..., bytes], place: str) -> None:
    """Two of six are sent back; from the third on the same fault only tells, and the office hears of its form."""
    office = towns("2022-06-24T10:00")

    verdicts = [drop_in(office, form, town, WRONG) for town in TOWNS[:4]]

    assert verdicts[:2] == [Verdict.RETURNED] * 2
    assert Verdict.RETURNED not in verdicts[2:]
    (said,) = told(office)
    assert place in said
    assert "4家单位" in said
    assert "、".join(sorted(TOWNS[:4])) in said


def test_each_plan_has_its_own_third(office_at: At) -> None:
    """With two plans, more than a third of one plan's departments are enough, though they are few of all."""
    office = office_at("2022-06-20T09:00")
    other = replace(
        SHARED,
        id="村社方案",
        title="云溪县村社方案",
        tasks=tuple(
            Task(id=str(n), no=str(n), title=f"第{n}村整治", leads=(f"第{n}村",), targets=())
            for n in range(1, 15)
        ),
    )
    villages = tuple(Department(name=f"第{n}村", group=Group.TOWN) for n in range(1, 15))
    with office.store.transaction() as connection:
        plans.register(connection, SHARED, {}, "0" * 64, datetime(2022, 3, 2))
        plans.register(connection, other, {}, "1" * 64, datetime(2022, 3, 2))
        everyone = Directory((*DIRECTORY.departments, *villages))
        plans.register_directory(connection, everyone, datetime(2022, 3, 2))
        faults = FormFaults()
        wrong = Finding(code="V04", severity=Severity.ERROR, id="1.1", plan="乡镇方案", found="见附件")
        severities = [
            faults.judged(office, connection, _return(town), (wrong,))[0][0].severity for town in TOWNS[:4]
        ]

    assert severities == [Severity.ERROR, Severity.ERROR, Severity.NOTICE, Severity.NOTICE]


def _return(town: str) -> Return:
    return Return(department=town, period="2022-06", plans=("乡镇方案",))


def test_what_was_sent_stays_sent(towns: At, form: Callable[..., bytes]) -> None:
    """The first two keep their verdict and their papers; mended by nobody, the same file is taken the next time."""
    office = towns("2022-06-24T10:00")
    for town in TOWNS[:3]:
        drop_in(office, form, town, WRONG)

    papers = sorted(path.name for path in (office.outbox.root / "2022-06" / "退回").iterdir())
    assert papers == sorted(f"{town}_第1次.{kind}" for town in TOWNS[:2] for kind in ("docx", "xlsx"))

    assert (
        drop_in(office, form, TOWNS[0], {**WRONG, "problems": "表格里填不进数字。"}) is not Verdict.RETURNED
    )


def test_other_faults_still_send_back(towns: At, form: Callable[..., bytes]) -> None:
    """Only the fault so many share is excused; one beside it sends back as ever."""
    office = towns("2022-06-24T10:00")
    for town in TOWNS[:3]:
        drop_in(office, form, town, WRONG)

    assert drop_in(office, form, TOWNS[3], {"value": 70, "status": "已完成"}) is Verdict.RETURNED


def test_a_blank_form_is_no_fault_of_the_form(towns: At, form: Callable[..., bytes]) -> None:
    """However many send nothing in their forms, each is sent back."""
    office = towns("2022-06-24T10:00")
    blank: dict[str, object] = {"status": None, "progress": None}

    assert [drop_in(office, form, town, blank) for town in TOWNS[:4]] == [Verdict.RETURNED] * 4
    assert not told(office)


@pytest.mark.parametrize("order", list(permutations(range(3)))[::2])
def test_count_does_not_depend_on_order(
    towns: At, form: Callable[..., bytes], order: tuple[int, ...]
) -> None:
    """In whichever order three of six come in, the same fault with the same departments is remembered."""
    office = towns("2022-06-24T10:00")
    for at in order:
        drop_in(office, form, TOWNS[at], WRONG)

    with office.store.transaction() as connection:
        (fault,) = store.everything(connection, "2022-06")
    assert fault.departments == tuple(sorted(TOWNS[:3]))
    assert fault.stumble.place == "1.1"


def test_all_at_once_and_another_run(towns: At, form: Callable[..., bytes]) -> None:
    """Dropped together the count is the same, and a later turn remembers it."""
    office = towns("2022-06-24T10:00")
    for town in TOWNS[:3]:
        put(office, f"{town}.xlsx", form(town, {"1.1": WRONG}))
    drops = take_in(office, pause_s=0)

    assert sum(drop.verdict is Verdict.RETURNED for drop in drops) == 2
    assert drop_in(towns("2022-06-25T10:00"), form, TOWNS[3], WRONG) is not Verdict.RETURNED


def test_withdrawn_returns_do_not_count(towns: At, form: Callable[..., bytes]) -> None:
    """A return that was withdrawn before the count was full stumbles no more."""
    office = towns("2022-06-24T10:00")
    for town in TOWNS[:2]:
        drop_in(office, form, town, WRONG)
    withdraw(office, f"{TOWNS[0]}.xlsx")

    assert drop_in(office, form, TOWNS[2], WRONG) is Verdict.RETURNED


def test_soften_leaves_the_rest_alone() -> None:
    """An error over a fault becomes a notice with the reason; other errors, and questions, stay what they are."""
    entry = Entry(plan="甲", id="1.1", cells={"value": "表!I4", "progress": "表!L4"})
    return_ = Return(department="河东镇", period="2022-06", plans=("甲",), entries=(entry,))
    error = Finding(code="V01", severity=Severity.ERROR, cell="表!I4", id="1.1", plan="甲", found="不是数。")
    findings = (error, replace(error, severity=Severity.WARNING), replace(error, cell="表!L4"))

    pairs = placed(return_, findings, shared=())
    softened = soften(pairs, {Stumble("V01", "甲", "本期完成值")})

    assert softened == (replace(error, severity=Severity.NOTICE, todo=EXCUSED), *findings[1:])
    assert [stumble for _, stumble in placed(return_, findings[:1], shared={("甲", "1.1")})] == [
        Stumble("V01", "甲", "1.1")
    ]
