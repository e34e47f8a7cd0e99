"""What persons settled is said of rows, and decides whom the bulletin names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reports.sample import DEPARTMENTS, decided, facts, naming
from toolkit.facts.derive import derived
from toolkit.facts.handling import NO_REASON
from toolkit.model.deciding import (
    CLOSED,
    DONE_ACCEPTED,
    DONE_FALSE,
    LISTED,
    NAMED,
    NOT_NAMED,
    REASON_OPEN,
    REASONABLE,
    TASK,
    UNREASONABLE,
    Ask,
)
from toolkit.model.decision import Decision
from toolkit.model.facts import Facts, Handling
from toolkit.model.standing import Class

LATE, SILENT, DONE, ASKED = "15.1", "16.1", "1.1", "12.1"
"""Rows of the sample: past due with a reason given; due soon and silent; done; with an open question."""


def settled(*decisions: Decision) -> Facts:
    """Return the sample with these decisions only."""
    return derived(replace(facts(), decisions=decisions))


def of(row: str, *decisions: Decision) -> Handling:
    """Return what is said of a row."""
    return settled(*decisions).handling.get(row, Handling())


@pytest.mark.parametrize(
    ("choice", "named"), [(REASONABLE, False), (UNREASONABLE, True), (REASON_OPEN, False)]
)
def test_only_a_bad_reason_is_named(choice: str, named: bool) -> None:  # noqa: FBT001 -- a table of cases
    """合理原因 rows are not in the named list, nor those still to be decided (practice 4.2)."""
    found = of(LATE, decided(Ask.REASON, LATE, choice), *naming("县财政局"))
    assert (found.reason, found.named) == (choice, named)


def test_a_reason_nobody_has_weighed_is_open() -> None:
    """A reason given waits for a person and names nobody; a row without a reason is named."""
    assert (of(LATE).reason, of(LATE).named) == (REASON_OPEN, False)
    rows = tuple(replace(row, problems="") for row in facts().standings)
    found = derived(replace(facts(), standings=rows, decisions=naming("县财政局"))).handling[LATE]
    assert (found.reason, found.named) == (NO_REASON, True)


def test_a_reason_of_another_month_says_nothing_of_this_one() -> None:
    """A reason is decided upon month by month."""
    assert of(LATE, decided(Ask.REASON, LATE, REASONABLE, period="2022-05")).reason == REASON_OPEN


def test_only_a_decision_names_a_department() -> None:
    """Undecided and 不点名 name no row and no return; 点名 names both, but no row with a good reason."""
    bad = decided(Ask.REASON, LATE, UNREASONABLE)
    for spared in (settled(bad), settled(bad, decided(Ask.NAME, "", NOT_NAMED, department="县财政局"))):
        assert (spared.handling[LATE].named, spared.named) == (False, ())
        assert spared.unnamed == ("青溪镇", "县教育局")
    named = settled(bad, *naming("县财政局", "县教育局"))
    assert (named.handling[LATE].named, named.named) == (True, ("县教育局", "县财政局"))
    assert named.unnamed == ("青溪镇",)
    other = decided(Ask.NAME, "", NAMED, department="县财政局", period="2022-05")
    assert not of(LATE, bad, other).named, "a decision upon another month names nobody in this one"
    good = decided(Ask.REASON, LATE, REASONABLE)
    assert not of(LATE, good, decided(Ask.NAME, "", NAMED, department="县财政局")).named


def test_a_claim_is_verified_by_a_person() -> None:
    """已核 says by whom and when; a claim nobody looked at is 待核; the open ones are counted."""
    assert (of(DONE).verified, of(DONE).verified_by) == ("待核", "")
    accepted = settled(decided(Ask.DONE, DONE, DONE_ACCEPTED, ground="现场核查"))
    assert accepted.handling[DONE].verified_by == "王敏，2022年7月1日"
    assert accepted.handling[DONE].decided == (
        "办结认定：认可办结（2022年6月申报；现场核查；王敏，2022年7月1日）",
    )
    assert settled().pending_review - accepted.pending_review == 1
    assert of(DONE, decided(Ask.CLOSE, DONE, CLOSED)).verified == "已核"


def test_a_false_claim_is_told() -> None:
    """不实 stands with the row whose claim was refuted this month; a question unanswered is 存疑."""
    assert of(LATE, decided(Ask.DONE, LATE, DONE_FALSE)).verified == "不实"
    assert of(LATE, decided(Ask.DONE, LATE, DONE_FALSE, period="2022-05")).verified == ""
    assert of(ASKED).verified == "存疑"


def test_the_last_of_several_decisions_holds() -> None:
    """A revision stands instead of what it revises."""
    found = of(LATE, decided(Ask.REASON, LATE, REASONABLE), decided(Ask.REASON, LATE, UNREASONABLE))
    assert (found.reason, len(found.decided)) == (UNREASONABLE, 1)


def test_a_decision_on_a_task_is_told_of_its_rows() -> None:
    """挂牌 is said of every row of the task."""
    listed = decided(Ask.LIST, "1.1", LISTED)
    listed.asked.about[TASK] = "1"
    told = settled(listed).handling
    assert told["1.2"].decided == told["1.1"].decided == ("挂牌：挂牌督办（王敏，2022年7月1日）",)


def test_what_is_late_stands_in_institutional_order() -> None:
    """Past due before behind, each in the order of the list of departments; tasks name their late rows."""
    found = facts()
    place = {name: i for i, name in enumerate(DEPARTMENTS)}
    rows = {row.id: row for row in found.standings}
    late = [(rows[id_].klass is Class.BEHIND, place[rows[id_].department]) for id_ in found.late_rows]
    assert late == sorted(late)
    assert [each.task for each in found.laggards if each.klass is Class.OVERDUE] == ["15", "4"]
    assert found.to_urge == tuple(
        name for name in DEPARTMENTS if name in {r.department for r in rows.values() if r.id in _named(found)}
    )


def test_leads_of_whom_nothing_is_asked_keep_their_place() -> None:
    """A department excused from reporting stands where the list of departments has it."""
    lines = tuple(each for each in facts().returns.by_department if each.department != "县发展改革局")
    found = derived(
        replace(facts(), order=DEPARTMENTS, returns=replace(facts().returns, by_department=lines))
    )
    assert [each.department for each in found.departments] == list(DEPARTMENTS)


def _named(found: Facts) -> set[str]:
    return {id_ for id_, each in found.handling.items() if each.named}
