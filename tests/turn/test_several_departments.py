"""One file in which several departments report is each department's return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from openpyxl import Workbook

from toolkit.model.department import Directory
from toolkit.model.files import Verdict
from toolkit.office import Office
from toolkit.store import drops, entries, plans
from toolkit.turn.ground import Ground, known
from toolkit.turn.inspect import inspect
from toolkit.turn.take_in import take_in

from .conftest import DIRECTORY, put
from .test_decisions import receipts, settle, waiting

At = Callable[[str], Office]
HEAD = ["填报单位", "编号", "工作任务", "本期完成值", "工作状态", "进展情况"]


def several(second: str, month: str = "2022年6月", first: str = "县审批局", value: float = 76.5) -> bytes:
    """Return a table of one sheet in which two departments report."""
    book = Workbook()
    sheet = book.worksheets[0]
    rows: list[list[object]] = [
        [f"云溪县小方案{month}进展"],
        [*HEAD],
        [first, "1.1", "提高网办率", value, "推进中", "网办率稳步提高"],
        [first, "1.2", "提高网办率", 30, "推进中", "又增十项"],
        [second, "2", "优化服务", "", "推进中", "窗口延时服务"],
    ]
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_department_has_its_return(supervising: At) -> None:
    """Every part is judged and kept as its department's own, with the cells of the one file."""
    office = supervising("2022-06-24T09:00")
    put(office, "汇总.xlsx", several("县财政局"))
    (seen,) = inspect(office, (office.inbox / "汇总.xlsx",))
    assert {m.department: m.verdict for m in seen.members} == {
        "县审批局": Verdict.QUESTIONED,
        "县财政局": Verdict.QUESTIONED,
    }, [m.reason for m in seen.members]
    take_in(office, pause_s=0)
    with office.store.transaction() as connection:
        taken = {drop.department for drop in drops.returns_of(connection, "2022-06")}
        kept = entries.of_period(connection, "2022-06")
    assert {"县审批局", "县财政局"} <= taken
    said = {(each.department, each.entry.id): each.entry.cells["progress"] for each in kept.values()}
    assert said["县财政局", "2"].endswith("!F5")


def test_an_unknown_department_holds_the_file_until_it_is_known(supervising: At) -> None:
    """The reason names what it may be; with the alias in the list the same rows are recognised."""
    office = supervising("2022-06-24T09:00")
    put(office, "汇总.xlsx", several("县财正局"))
    (seen,) = inspect(office, (office.inbox / "汇总.xlsx",))
    assert seen.verdict is Verdict.HELD
    assert "“县财正局”不在单位名录里，可能是县财政局" in seen.reason
    with office.store.transaction() as connection:
        first, finance, *others = DIRECTORY.departments
        taught = Directory((first, replace(finance, aliases=("县财正局",)), *others))
        plans.register_directory(connection, taught, office.as_of)
    (seen,) = inspect(office, (office.inbox / "汇总.xlsx",))
    assert [m.department for m in seen.members] == ["县审批局", "县财政局"]


def _kept(office: Office) -> dict[tuple[str, str], str]:
    """Return what is kept of June: department and row to its words."""
    with office.store.transaction() as connection:
        kept = entries.of_period(connection, "2022-06").values()
    return {(each.department, each.entry.id): each.entry.progress for each in kept}


def test_a_name_in_a_file_of_several_is_asked_for_and_remembered(supervising: At) -> None:
    """Once a person says whom one of the names means the file comes apart, and the next one does so at once."""
    office = supervising("2022-06-24T09:00")
    put(office, "汇总.xlsx", several("县财正局"))
    take_in(office, pause_s=0)
    (asked,) = waiting(office)
    assert asked.question == "里面写的“县财正局”是哪个单位？"
    assert (asked.proposal, asked.choices[0]) == ("县财政局", "县财政局")

    settle(office, (asked.kind, "汇总.xlsx", "县财政局"))

    assert {
        name: [drop.verdict for drop in rows] for name, rows in receipts(office).items() if "汇总" in name
    } == {
        "汇总.xlsx": [Verdict.QUESTIONED],
        "汇总.xlsx#县审批局": [Verdict.QUESTIONED],
        "汇总.xlsx#县财政局": [Verdict.QUESTIONED],
    }
    assert _kept(office) == {
        ("县审批局", "1.1"): "网办率稳步提高",
        ("县审批局", "1.2"): "又增十项",
        ("县财政局", "2"): "窗口延时服务",
    }
    assert not [one for one in waiting(office) if one.kind == asked.kind]
    put(office, "汇总2.xlsx", several("县财正局", value=77))
    (seen,) = inspect(office, (office.inbox / "汇总2.xlsx",))
    assert [m.department for m in seen.members] == ["县审批局", "县财政局"]


def test_a_name_in_a_file_of_several_may_be_decided_anew(supervising: At) -> None:
    """The rows go over to the department it is revised to; of the one named first nothing stays."""
    office = supervising("2022-06-24T09:00")
    put(office, "汇总.xlsx", several("县财正局"))
    take_in(office, pause_s=0)
    (asked,) = waiting(office)
    settle(office, (asked.kind, "汇总.xlsx", "县审批局"))
    assert {department for department, _ in _kept(office)} == {"县审批局"}

    settle(office, (asked.kind, "汇总.xlsx", "县财政局"), sheet="已决定", name="改.xlsx")

    assert _kept(office)["县财政局", "2"] == "窗口延时服务"
    assert {department for department, _ in _kept(office)} == {"县审批局", "县财政局"}


def test_each_unknown_name_in_a_file_is_asked_for(supervising: At) -> None:
    """Where two names are unknown the second is asked for once the first is known; none is taken for the whole."""
    office = supervising("2022-06-24T09:00")
    put(office, "汇总.xlsx", several("县财正局", first="县审匹局"))
    take_in(office, pause_s=0)
    (asked,) = waiting(office)
    settle(office, (asked.kind, "汇总.xlsx", "县审批局"))
    assert not _kept(office)
    (asked,) = waiting(office)
    assert asked.question == "里面写的“县财正局”是哪个单位？"

    settle(office, (asked.kind, "汇总.xlsx", "县财政局"), name="再定.xlsx")

    assert {department for department, _ in _kept(office)} == {"县审批局", "县财政局"}


def test_the_period_under_way_is_the_wanted_one(supervising: At) -> None:
    """Until the bulletin of a month is due that month is read where a file speaks of several."""
    for moment, wanted in (("2022-07-01T09:00", "2022-06"), ("2022-07-20T09:00", "2022-07")):
        office = supervising(moment)
        with office.store.transaction() as connection:
            assert known(office, Ground.of(connection)).wanted[0] == wanted
