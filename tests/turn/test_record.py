"""What is on record of a period reaches the facts: questions, decisions, changes, evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.decision import Decision, Pending
from toolkit.model.evidence import Evidence
from toolkit.model.facts import Facts
from toolkit.office import Office
from toolkit.store import decisions, drops, evidence
from toolkit.turn.report import facts_of
from toolkit.turn.work import work

from .conftest import GOOD, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]
JUNE = "2022-06"


@pytest.fixture
def office(supervising: At, form: Fill) -> Office:
    """Return the office after 县审批局 reported 120 % without saying why."""
    office = supervising("2022-06-24T10:00")
    put(office, "审批局.xlsx", form("县审批局", {**GOOD, "1.1": {"value": 120}}))
    work(office, pause_s=0)
    return office


def settle(office: Office, choice: str, period: str = JUNE, at: int = 1) -> None:
    """Keep a decision upon the reason of row 1.2."""
    about = {d.PLAN: "小方案", d.ROW: "1.2", d.TASK: "1", d.PERIOD: period, d.DEPARTMENT: "县审批局"}
    asked = Pending(kind=Ask.REASON, subject="第1.2项", question="？", place=period, about=about)
    one = Decision(asked=asked, choice=choice, decided_by="李主任", decided_at=datetime(2022, 7, at, 9))
    with office.store.transaction() as connection:
        decisions.add(connection, one, drop=1)


def facts(office: Office) -> Facts:
    """Return the facts of June."""
    (found,) = facts_of(office, JUNE)
    return found


def test_a_question_names_its_check_its_cell_and_its_file(office: Office) -> None:
    """Whoever reads a question can open the place it is about."""
    asked = [one for one in facts(office).questions if one.code]
    assert asked
    assert {(one.department, one.file) for one in asked} == {("县审批局", "审批局.xlsx")}
    assert any(one.id == "1.1" and one.cell == "填报表!I4" for one in asked)


def test_a_revised_decision_stays_on_record(office: Office) -> None:
    """Both stand in the record, the first no longer holding; the last one says what it was before."""
    settle(office, d.REASONABLE)
    settle(office, d.UNREASONABLE, at=2)
    found = facts(office)
    told = [(one.before, one.after, one.holds) for one in found.changes if one.what == Ask.REASON]
    assert told == [("", d.REASONABLE, False), (d.REASONABLE, d.UNREASONABLE, True)]
    assert [one.choice for one in found.decisions] == [d.REASONABLE, d.UNREASONABLE]


def test_a_later_month_decides_nothing_about_this_one(office: Office) -> None:
    """June, looked at again in August, is told by what was known of it."""
    settle(office, d.UNREASONABLE, period="2022-07")
    assert facts(office).decisions == ()


def test_files_kept_beside_a_return_are_facts(office: Office) -> None:
    """Evidence of a department that reports on the plan is told; that of others is not."""
    with office.store.transaction() as connection:
        (drop,) = [one for one in drops.everything(connection) if one.department == "县审批局"]
    with office.store.transaction() as connection:
        kept = drops.add(connection, _photo(drop))
        evidence.add(connection, Evidence(department="县审批局", period=JUNE, drop=kept))
        other = drops.add(connection, _photo(drop))
        evidence.add(connection, Evidence(department="县水务局", period=JUNE, drop=other))
    assert [(one.department, one.file) for one in facts(office).evidence] == [("县审批局", "照片.jpg")]


def _photo(drop: drops.Drop) -> drops.Drop:
    return drops.Drop(
        path="照片.jpg",
        file="照片.jpg",
        sha256="f" * 64,
        received=drop.received,
        kind=drop.kind.EVIDENCE,
        verdict=drop.verdict.ACCEPTED,
        reason="佐证材料",
    )
