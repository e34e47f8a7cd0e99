"""Returns are held against what others said of the same rows and against the files kept, whichever came first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from toolkit.checks.beside import Parties
from toolkit.model.department import Department, Directory, Group
from toolkit.model.files import Verdict
from toolkit.model.findings import Severity
from toolkit.model.plan import Basis, Comparator, Kind, Plan, Target, Task
from toolkit.office import Office
from toolkit.store import plans
from toolkit.store.drops import Drop
from toolkit.turn.dispatch import dispatch
from toolkit.turn.doctor import examine
from toolkit.turn.inspect import inspect
from toolkit.turn.parties import parties_of
from toolkit.turn.switched import told
from toolkit.turn.take_in import take_in

from .conftest import put, with_june_out

At = Callable[[str], Office]

FIRST, SECOND, HELPER = "县审批局", "县农业农村局", "县财政局"
TOWNS = ("河东镇", "河西镇")
EXTRA = ("进展情况", "存在问题", "下一步措施", "需协调事项", "佐证材料", "完成日期")
HEADERS = ("编号", "工作任务", "本期完成值", "工作状态", *EXTRA)
NOON = "2022-06-24T12:00"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def _count(id_: str) -> Target:
    return Target(
        id=id_,
        quote="新增示范点60个",
        kind=Kind.COUNT,
        basis=Basis.INCREASE,
        comparator=Comparator.AT_LEAST,
        value=60,
        unit="个",
        due=date(2022, 12, 31),
    )


PLAN = Plan(
    id="示范",
    title="云溪县示范点建设方案",
    issued=date(2022, 3, 1),
    tasks=(
        Task(id="1", no="1", title="建设示范点", leads=(FIRST, SECOND), targets=(_count("1.1"),)),
        Task(id="2", no="2", title="改造服务点", leads=(FIRST, "各乡镇"), targets=(_count("2.1"),)),
        Task(
            id="3", no="3", title="培育服务队", leads=(FIRST,), supports=(HELPER,), targets=(_count("3.1"),)
        ),
    ),
)
DIRECTORY = Directory(
    (
        *(Department(name=name) for name in (FIRST, SECOND, HELPER)),
        Department(name="各乡镇", group=Group.COLLECTIVE, members=TOWNS),
        *(Department(name=name, group=Group.TOWN) for name in TOWNS),
    )
)


@pytest.fixture
def sharing(office_at: At) -> At:
    """Return a way to open an office in whose plan several departments have a say in every row."""
    return with_june_out(office_at, PLAN, DIRECTORY)


def table(department: str, said: dict[str, tuple[object, str]], evidence: str = "") -> bytes:
    """Return a department's own table: row id to figure and state."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([f"{department}2022年6月任务进展"])
    sheet.append(list(HEADERS))
    titles = {row: task.title for task in PLAN.tasks for row in task.row_ids}
    for row, (value, status) in said.items():
        words = f"{department}按计划推进{titles[row]}"
        sheet.append([row, titles[row], value, status, words, "", "", "", evidence, ""])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


FIRSTS: dict[str, tuple[object, str]] = {"1.1": (30, "推进中"), "2.1": (30, "推进中"), "3.1": (30, "推进中")}


def taken(office: Office, **files: bytes) -> dict[str, Drop]:
    """Drop a table of each department and take them in; return the rows by department."""
    for name, data in files.items():
        put(office, f"{name}/表.xlsx", data)
    return {drop.department or "": drop for drop in take_in(office, pause_s=0)}


def asked(drop: Drop, letter: str = "C") -> list[tuple[str, str]]:
    """Return the codes and rows of the findings whose code begins so."""
    return [(finding.code, finding.id) for finding in drop.findings if finding.code[0] == letter]


def test_a_second_lead_that_differs_is_asked(sharing: At) -> None:
    """Of two leads in one turn the later is asked, with both figures; where they agree, nobody is."""
    office = sharing(NOON)
    here = taken(office, **{FIRST: table(FIRST, FIRSTS), SECOND: table(SECOND, {"1.1": (28, "推进中")})})
    later = max(here.values(), key=lambda drop: drop.seq)
    (found,) = [finding for finding in later.findings if finding.code == "C01"]
    assert "30个" in found.found
    assert "28个" in found.found
    assert sum(len(asked(drop)) for drop in here.values()) == 1


def test_a_lead_is_asked_in_a_later_turn(sharing: At) -> None:
    """What was accepted days before is remembered; a corrected return asks nothing."""
    taken(sharing(NOON), **{FIRST: table(FIRST, FIRSTS)})
    second = taken(sharing("2022-06-25T09:00"), **{SECOND: table(SECOND, {"1.1": (28, "推进中")})})
    assert asked(second[SECOND]) == [("C01", "1.1")]
    again = taken(sharing("2022-06-25T10:00"), **{SECOND: table(SECOND, {"1.1": (30, "推进中")})})
    assert asked(again[SECOND]) == []


def test_towns_add_up_to_no_more_than_the_total(sharing: At) -> None:
    """Members of a group differ as they please, until their parts come to more than the lead's total."""
    office = sharing(NOON)
    parts = {name: table(name, {"2.1": (14, "推进中")}) for name in TOWNS}
    fine = taken(office, **{FIRST: table(FIRST, FIRSTS)}, **parts)
    assert {name: asked(drop) for name, drop in fine.items()} == {name: [] for name in (FIRST, *TOWNS)}
    more = taken(sharing("2022-06-25T09:00"), **{TOWNS[0]: table(TOWNS[0], {"2.1": (17, "推进中")})})
    assert asked(more[TOWNS[0]]) == [("C06", "2.1")]
    assert more[TOWNS[0]].verdict is Verdict.QUESTIONED


@pytest.mark.parametrize("helper_first", [True, False])
def test_a_supporter_and_its_lead(sharing: At, *, helper_first: bool) -> None:
    """A supporter that reports the row too, and otherwise, makes the later of the two be asked."""
    lead = {FIRST: table(FIRST, FIRSTS)}
    helper = {HELPER: table(HELPER, {"3.1": (25, "推进中")})}
    early, late = (helper, lead) if helper_first else (lead, helper)
    taken(sharing(NOON), **early)
    (drop,) = taken(sharing("2022-06-25T09:00"), **late).values()
    assert asked(drop) == [("C02" if helper_first else "C03", "3.1")]


def test_a_file_named_and_sent_along_is_received(sharing: At) -> None:
    """A file named is missed, unless it lies in the inbox too, before or after the return."""
    said = table(SECOND, {"1.1": (30, "推进中")}, "示范点名单.png")
    (alone,) = (drop for drop in taken(sharing(NOON), **{SECOND: said}).values())
    assert [(f.code, f.severity) for f in alone.findings if f.code[0] == "E"] == [("E01", Severity.NOTICE)]
    office = sharing("2022-06-25T09:00")
    put(office, f"{SECOND}/示范点名单.png", PNG)
    both = taken(office, **{SECOND: table(SECOND, {"1.1": (31, "推进中")}, "示范点名单.png")})
    assert asked(both[SECOND], "E") == []


def test_a_file_another_department_sent_is_asked_about(sharing: At) -> None:
    """The same bytes as the evidence of two departments, under another name."""
    office = sharing(NOON)
    put(office, f"{FIRST}/县审批局照片.png", PNG)
    taken(office, **{FIRST: table(FIRST, FIRSTS)})
    office = sharing("2022-06-25T09:00")
    put(office, f"{SECOND}/县农业农村局照片.png", PNG)
    files = taken(office, **{SECOND: table(SECOND, {"1.1": (30, "推进中")})})
    assert asked(files[SECOND], "E") == [("E04", "")]


def test_inspect_says_what_taking_in_will_say(sharing: At) -> None:
    """A look at a return finds the same contradiction, and keeps nothing."""
    office = sharing(NOON)
    taken(office, **{FIRST: table(FIRST, FIRSTS)})
    path = put(office, f"{SECOND}/表.xlsx", table(SECOND, {"1.1": (28, "推进中")}))
    (seen,) = inspect(office, (path,))
    assert [finding.code for finding in seen.findings if finding.code[0] == "C"] == ["C01"]


def test_inspect_holds_what_lies_together_against_one_another(sharing: At) -> None:
    """Two leads that differ and a file named in a row: verdicts, reasons and findings are those promised."""
    office = sharing(NOON)
    for name, value in ((FIRST, 30), (SECOND, 28)):
        put(office, f"{name}/表.xlsx", table(name, {"1.1": (value, "推进中")}, "示范点名单.png"))
    put(office, f"{SECOND}/示范点名单.png", PNG)
    promised = {one.department: one for one in inspect(office, (office.inbox,)) if one.findings}
    found = {drop.department: drop for drop in take_in(office, pause_s=0) if drop.findings}
    assert {name: (one.verdict, one.reason) for name, one in promised.items()} == {
        name: (drop.verdict, drop.reason) for name, drop in found.items()
    }
    assert {name: one.findings for name, one in promised.items()} == {
        name: drop.findings for name, drop in found.items()
    }
    assert any(finding.code == "C01" for drop in found.values() for finding in drop.findings)


def test_a_rule_switched_off(office_at: At) -> None:
    """A question is not asked; a fault that would send back is told, and the receipt names the rule."""
    office = office_at("2022-06-20T09:00")
    with office.store.transaction() as connection:
        plans.register(connection, PLAN, {"停用规则": "T01、T03"}, "0" * 64, datetime(2022, 3, 2))
        plans.register_directory(connection, DIRECTORY, datetime(2022, 3, 2))
    dispatch(office, "2022-06")
    drop = taken(office_at(NOON), **{SECOND: table(SECOND, {"1.1": (30, "已完成")})})[SECOND]
    told = {finding.code: finding for finding in drop.findings}
    assert drop.verdict is Verdict.QUESTIONED
    assert told["T01"].severity is Severity.NOTICE
    assert "T03" not in told
    assert "规则T01已停用" in drop.reason
    assert [one.sentence.split("（")[0] for one in examine(office_at(NOON)) if one.subject == "审核规则"] == [
        "停用了会退回的规则T01"
    ]


def test_parties_of_a_task() -> None:
    """Leads by name, members of a group, supporters; in a paired plan the supporters guide."""
    found = parties_of([PLAN], DIRECTORY)
    assert found == {
        ("示范", "1"): Parties(leads=(FIRST, SECOND)),
        ("示范", "2"): Parties(leads=(FIRST,), members=frozenset(TOWNS)),
        ("示范", "3"): Parties(leads=(FIRST,), supports=frozenset({HELPER})),
    }
    paired = parties_of([replace(PLAN, title="云溪县营商环境对口帮扶工作方案")], DIRECTORY)
    assert [key[1] for key, parties in paired.items() if parties.guided] == ["3"]


def test_codes_of_no_rule_are_named() -> None:
    """A code nobody knows is told, one that only asks is not."""
    assert list(told(frozenset({"H02"}))) == []
    (sentence,) = told(frozenset({"H02", "H99"}))
    assert "H99不是规则代码" in sentence
