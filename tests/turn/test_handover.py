"""转办: a revision of the plan gives a task to another department; forms, history and record go along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.department import Department, Directory
from toolkit.model.files import Verdict
from toolkit.model.layout import FIRST_ROW, FORM_SHEET
from toolkit.office import Office
from toolkit.plans import parameters, workbook
from toolkit.store import plans
from toolkit.store.drops import Drop
from toolkit.turn.dispatch import dispatch
from toolkit.turn.expected import expected
from toolkit.turn.explain import explain
from toolkit.turn.ground import open_rows
from toolkit.turn.handover import handovers
from toolkit.turn.report import facts_of, report
from toolkit.turn.take_in import take_in
from toolkit.turn.work import work

from .conftest import COLUMN, GOOD, put
from .test_judged_decisions import settle

At = Callable[[str], Office]
Fill = Callable[..., bytes]
JUNE, JULY = "2022-06", "2022-07"
OLD, NEW = "县审批局", "县财政局"
CLAIM = {"value": 61, "status": "已完成", "completed_on": date(2022, 6, 20), "evidence": "清单"}


def hand_in(office: Office, data: bytes, name: str) -> Drop:
    """Drop a file, take it in and return its row."""
    put(office, name, data)
    return next(drop for drop in take_in(office, pause_s=0) if drop.file == name)


def hand_over(office: Office) -> Drop:
    """Put the plan's workbook back with task 1 led by the other department, as a clerk does."""
    with office.store.transaction() as connection:
        (entry,) = plans.current(connection)
        directory = plans.current_directory(connection)
    first, *others = entry.plan.tasks
    given = replace(entry.plan, tasks=(replace(first, leads=(NEW,), supports=()), *others))
    data = workbook.write(
        given,
        directory,
        parameters.defaults(),
        office_id=office.id,
        office_name=office.name,
        made_at=office.as_of,
    )
    return hand_in(office, data, "任务分解表.xlsx")


@pytest.fixture
def given(supervising: At, form: Fill) -> At:
    """Return a way to open the office: 1.2 was claimed in June by its lead, the papers went out, task 1 was handed on."""
    office = supervising("2022-06-24T10:00")
    assert hand_in(office, form(OLD, {**GOOD, "1.2": CLAIM}), "六月.xlsx").verdict is not Verdict.RETURNED
    report(supervising("2022-07-04T10:00"), JUNE)
    office = supervising("2022-07-06T10:00")
    drop = hand_over(office)
    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    assert "第1项由县审批局转县财政局办理" in drop.reason
    dispatch(supervising("2022-07-20T10:00"), JULY)
    return supervising


def cells(office: Office, department: str, period: str) -> dict[str, dict[str, object]]:
    """Return what stands in a form, by row and field."""
    sheet = load_workbook(office.outbox.root / period / "下发" / f"{department}.xlsx")[FORM_SHEET]
    return {
        str(sheet.cell(at, COLUMN["id"]).value): {
            name: sheet.cell(at, column).value for name, column in COLUMN.items()
        }
        for at in range(FIRST_ROW, sheet.max_row + 1)
        if sheet.cell(at, COLUMN["id"]).value
    }


def test_the_form_goes_to_the_new_lead_with_the_old_ones_figures(given: At) -> None:
    """Last month's value stands in it, what was reported done asks nothing, and the old lead has no form."""
    office = given("2022-07-20T11:00")
    rows = cells(office, NEW, JULY)

    assert list(rows) == ["1.1", "1.2", "2"]
    assert (rows["1.1"]["previous"], rows["1.2"]["previous"]) == (76.5, 61)
    assert '"已报完成，不用填"' in str(rows["1.2"]["check"])
    assert not (office.outbox.root / JULY / "下发" / f"{OLD}.xlsx").exists()
    with office.store.transaction() as connection:
        assert OLD in expected(connection, JUNE)
        assert OLD not in expected(connection, JULY)
        assert open_rows(connection, JULY)[NEW] == {("小方案", "1.1"), ("小方案", "2")}


def test_the_new_leads_return_is_held_against_the_old_ones(given: At, form: Fill) -> None:
    """A figure below what the other department reported is asked about, and a tick stands for what that one said."""
    office = given("2022-07-24T10:00")
    drop = hand_in(
        office, form(NEW, {"1.1": {"value": 12}, "1.2": {"status": None, "progress": None}}, JULY), "七.xlsx"
    )
    assert any(finding.id == "1.1" and "76.5" in finding.found for finding in drop.findings), drop.findings

    ticked = {"unchanged": "√", "status": None, "progress": None}
    drop = hand_in(
        office, form(NEW, {"1.1": ticked, "1.2": {"status": None, "progress": None}}, JULY), "七改.xlsx"
    )
    assert drop.verdict is not Verdict.RETURNED, drop.reason
    (facts,) = facts_of(office, JULY)
    rows = {row.id: row for row in facts.standings}
    assert (rows["1.1"].department, rows["1.1"].value, rows["1.1"].value_before) == (NEW, 76.5, 76.5)
    assert (rows["1.2"].state, rows["1.2"].value) == ("已完成", 61)


def test_june_stays_the_old_leads(given: At) -> None:
    """The month it reported itself is told as before: its rows, its return, nobody else's silence."""
    (facts,) = facts_of(given("2022-07-21T10:00"), JUNE)

    assert {row.id: row.department for row in facts.standings} == {"1.1": OLD, "1.2": OLD, "2": NEW}
    assert {row.id: row.value for row in facts.standings}["1.2"] == 61
    assert OLD in {one.department for one in facts.returns.by_department}
    assert not [one for one in facts.changes if one.what == "改派单位"]


def test_the_record_tells_the_handing_over(given: At, form: Fill) -> None:
    """Ledger and explain name both departments and the version; the claim is back in the new lead's hands."""
    office = given("2022-07-24T10:00")
    hand_in(
        office,
        form(NEW, {"1.1": {"value": 78}, "1.2": {"status": None, "progress": None}}, JULY),
        "七月.xlsx",
    )
    (facts,) = facts_of(office, JULY)
    told = [(one.id, one.before, one.after, one.ground) for one in facts.changes if one.what == "改派单位"]
    words = "由县审批局转县财政局办理，方案第2版"
    assert told == [("1.1", "推进中", "已交办", words), ("1.2", "报结待核", "已交办", words)]
    assert [one.actor for one in facts.changes if one.id == "1.1" and one.what == "开始办理"] == [OLD, NEW]
    assert {row.id: row.life for row in facts.standings} == {"1.1": "推进中", "1.2": "已交办", "2": "推进中"}

    (one,) = explain(office, "1.1", JULY)
    (gone,) = [section for section in one.sections if section.title == "办理过程"]
    assert any("改派单位：推进中→已交办（由县审批局转县财政局办理" in point.text for point in gone.points)
    report(office, JULY)
    book = load_workbook(office.outbox.root / JULY / "小方案" / "工作台账.xlsx")
    lines = [row for row in book["变更记录"].iter_rows(min_row=4, values_only=True) if row[5] == "改派单位"]
    assert [(row[2], row[4], row[7]) for row in lines] == [("1.1", NEW, "已交办"), ("1.2", NEW, "已交办")]


def test_what_was_accepted_stays_accepted(supervising: At, form: Fill) -> None:
    """A row a person left as done goes over as done: locked in the new lead's form, with a line of who leads it."""
    office = supervising("2022-06-24T10:00")
    hand_in(office, form(OLD, {**GOOD, "1.2": CLAIM}), "六月.xlsx")
    work(office, pause_s=0)
    settle(office, (Ask.DONE, "1.2", d.DONE_ACCEPTED))
    office = supervising("2022-07-06T10:00")
    hand_over(office)
    dispatch(supervising("2022-07-20T10:00"), JULY)

    assert cells(office, NEW, JULY)["1.2"]["check"] == "已办结，不用填"
    (facts,) = facts_of(supervising("2022-07-21T10:00"), JULY)
    assert {row.id: row.life for row in facts.standings}["1.2"] == "已办结"
    told = [(one.before, one.after) for one in facts.changes if one.id == "1.2" and one.what == "改派单位"]
    assert told == [(OLD, NEW)]


def test_a_renamed_department_hands_nothing_over() -> None:
    """Another spelling of the same department is no other lead; a further lead moves no row."""
    directory = Directory((Department(name=OLD, aliases=("审批局",)), Department(name=NEW)))

    def led(version: int, *leads: str) -> plans.Led:
        return plans.Led("甲", version, datetime(2022, version, 6), "", {"1": leads})

    assert list(handovers((led(1, OLD), led(2, "审批局")), directory)) == []
    (one,) = handovers((led(1, OLD), led(2, "审批局"), led(3, "审批局", NEW)), directory)
    assert (one.moves, one.before, one.after) == (False, (OLD,), (OLD, NEW))
