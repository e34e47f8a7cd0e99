"""A return accepted long ago is contradicted by a later one: a person is asked, and says whose figure holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.decision import Pending
from toolkit.model.facts import Facts
from toolkit.model.files import Verdict
from toolkit.office import Office
from toolkit.store import drops
from toolkit.turn.dispatch import dispatch
from toolkit.turn.pending import pending
from toolkit.turn.report import facts_of
from toolkit.turn.work import work

from .conftest import amended, put
from .test_beside import FIRST, FIRSTS, HELPER, NOON, SECOND, TOWNS, sharing, table
from .test_judged_decisions import settle

__all__ = ["sharing"]

At = Callable[[str], Office]
JUNE = "2022-06"
LATER: dict[str, dict[str, dict[str, tuple[object, str]]]] = {
    "1.1": {SECOND: {"1.1": (28, "推进中")}},
    "2.1": {TOWNS[0]: {"2.1": (17, "推进中")}, TOWNS[1]: {"2.1": (14, "推进中")}},
    "3.1": {HELPER: {"3.1": (22, "推进中")}},
}
"""What others say of each row two days after its lead."""
WORDS = {
    "1.1": f"{FIRST}填“30个 推进中”，共同牵头单位{SECOND}填“28个 推进中”",
    "2.1": f"{FIRST}填“30个 推进中”，各单位合计31个，大于总数",
    "3.1": f"{FIRST}填“30个 推进中”，配合单位{HELPER}填“22个 推进中”",
}


def drop(office: Office, department: str, said: dict[str, tuple[object, str]]) -> None:
    """Drop a department's table and run."""
    put(office, f"{department}/表.xlsx", table(department, said))
    work(office, pause_s=0)


def asked(office: Office) -> dict[str, Pending]:
    """Return what waits for a person about figures that differ, by row."""
    with office.store.transaction() as connection:
        return {one.about[d.ROW]: one for one in pending(office, connection) if one.kind == Ask.APART}


def facts(office: Office) -> Facts:
    """Return the facts of June."""
    (found,) = facts_of(office, JUNE)
    return found


def told(office: Office, row: str) -> list[str]:
    """Return the open questions to the first lead about a row."""
    return [one.text for one in facts(office).questions if one.id == row and one.department == FIRST]


@pytest.mark.parametrize("row", LATER)
def test_who_came_first_is_in_question_as_well(sharing: At, row: str) -> None:
    """The lead was accepted without a question; once others contradict it, a person is asked and the papers say so."""
    drop(sharing(NOON), FIRST, FIRSTS)
    office = sharing("2022-06-25T09:00")
    assert asked(office) == {}
    for name, said in LATER[row].items():
        drop(office, name, said)

    with office.store.transaction() as connection:
        (first,) = drops.of_return(connection, JUNE, FIRST)
    assert not [finding for finding in first.findings if finding.code[0] == "C"]
    (waiting,) = asked(office).values()
    assert (waiting.known, waiting.proposal) == (f"{FIRST}：{WORDS[row]}", d.LEAD_COUNTS)
    assert [text for text in told(office, row) if "不一致" in text] == [f"所报不一致：{WORDS[row]}，请核实。"]


@pytest.mark.parametrize("row", LATER)
def test_the_order_of_returns_is_no_matter(sharing: At, row: str) -> None:
    """The same is asked where the lead comes last."""
    for name, said in LATER[row].items():
        drop(sharing(NOON), name, said)
    office = sharing("2022-06-25T09:00")
    drop(office, FIRST, FIRSTS)
    assert {id_: one.about[d.SAID] for id_, one in asked(office).items()} == {row: WORDS[row]}


def test_a_person_says_whose_figure_holds(sharing: At) -> None:
    """以牵头单位所报为准 ends the question until other figures come in; 请核对 marks the figure until they agree."""
    drop(sharing(NOON), FIRST, FIRSTS)
    office = sharing("2022-06-25T09:00")
    drop(office, HELPER, LATER["3.1"][HELPER])
    settle(office, (Ask.APART, "3.1", d.LEAD_COUNTS))
    assert (asked(office), told(office, "3.1")) == ({}, [])

    office = sharing("2022-06-25T11:00")
    drop(office, HELPER, {"3.1": (21, "推进中")})
    assert "21个" in asked(office)["3.1"].known
    settle(office, (Ask.APART, "3.1", d.BOTH_LOOK))
    row = next(one for one in facts(office).standings if one.id == "3.1")
    assert (row.value, row.questioned, asked(office)) == (30, True, {})
    assert told(office, "3.1") != []

    office = sharing("2022-06-25T12:00")
    drop(office, HELPER, {"3.1": (30, "推进中")})
    row = next(one for one in facts(office).standings if one.id == "3.1")
    assert (row.questioned, told(office, "3.1")) == (False, [])


def test_a_department_that_mends_its_return_ends_the_question(sharing: At) -> None:
    """Contradicted by a return that a later one takes the place of, nobody is asked any more."""
    drop(sharing(NOON), FIRST, FIRSTS)
    office = sharing("2022-06-25T09:00")
    drop(office, SECOND, LATER["1.1"][SECOND])
    assert list(asked(office)) == ["1.1"]
    office = sharing("2022-06-25T10:00")
    drop(office, FIRST, {**FIRSTS, "1.1": (28, "推进中")})
    assert asked(office) == {}
    with office.store.transaction() as connection:
        verdicts = [one.verdict for one in drops.of_return(connection, JUNE, FIRST)]
    assert verdicts[0] is Verdict.SUPERSEDED


def test_a_month_corrected_afterwards_puts_the_next_in_question(sharing: At) -> None:
    """July was accepted with 35; June then corrected to 40 makes it fall: a person is told, whom no return tells."""
    drop(sharing(NOON), FIRST, FIRSTS)
    dispatch(sharing("2022-07-20T09:00"), "2022-07")
    office = sharing("2022-07-24T09:00")
    july = table(FIRST, dict.fromkeys(FIRSTS, (35, "推进中")))
    put(office, f"{FIRST}/2022年7月.xlsx", of_july(july))
    work(office, pause_s=0)
    assert asked(office) == {}

    office = sharing("2022-07-26T09:00")
    drop(office, FIRST, {**FIRSTS, "3.1": (40, "推进中")})
    words = f"{FIRST}先报35个，2022年7月26日把2022年6月的数更正为40个，累计数反而减少"
    assert {row: one.about[d.SAID] for row, one in asked(office).items()} == {"3.1": words}


def of_july(data: bytes) -> bytes:
    """Return a table of June as one of July."""
    return amended(data, ("Sheet", "A1", f"{FIRST}2022年7月任务进展"))
