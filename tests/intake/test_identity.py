"""Whose a file is: the inside before the outside; what nobody can tell is held with the likeliest names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from toolkit.intake.read import read_file
from toolkit.model.department import Department, Directory, FormerName

if TYPE_CHECKING:
    from toolkit.intake.known import Known
    from toolkit.model.files import Reading

MakeBook = Callable[..., bytes]
MakeForm = Callable[..., bytes]
FILLED = {"1.1": {"value": 30, "status": "推进中"}}


@pytest.fixture
def office(known: Known) -> Known:
    """Return an office that knows a body that was renamed in 2022-03."""
    merged = Department(
        name="县市场监管局", former=(FormerName("县工商局", until=date(2022, 3, 31)), FormerName("县质监局"))
    )
    (plan,) = known.plans
    tasks = tuple(replace(task, supports=("县市场监管局",)) for task in plan.tasks)
    return replace(
        known,
        plans=(replace(plan, tasks=tasks),),
        directory=Directory((*known.directory.departments, merged)),
    )


def _table(department: str, period: str = "2022年6月") -> list[list[object]]:
    who: list[object] = ["填报单位", department, "报告期", period]
    return [who, ["编号", "工作任务", "本期完成值"], ["1.1", "压减审批环节", 3]]


def _department(reading: Reading) -> str:
    assert reading.return_ is not None, reading.fault
    return reading.return_.department


@pytest.mark.parametrize(
    ("written", "first"),
    [("县政服局", "县政务服务局"), ("县市监局", "县市场监管局"), ("市财政局", "县财政局")],
)
def test_an_unknown_name_is_held_with_the_likeliest(
    written: str, first: str, make_book: MakeBook, office: Known
) -> None:
    """The sentence and the proposals name the likeliest first; the return is nobody's."""
    reading = read_file(make_book({"表": _table(written)}), "a.xlsx", "", office)
    assert f"填报单位“{written}”不在单位名录里，可能是{first}" in reading.hold
    assert reading.proposals[0] == first
    assert reading.return_ is not None
    assert (reading.return_.department, reading.return_.printed_department) == ("", written)
    assert reading.return_.proposals == reading.proposals


def test_an_alias_learnt_is_known_from_then_on(make_book: MakeBook, office: Known) -> None:
    """Once a person has said whom a name means, it is recognised."""
    data = make_book({"表": _table("县政服局")})
    first, *others = office.directory.departments
    taught = Directory((replace(first, aliases=(*first.aliases, "县政服局")), *others))
    assert _department(read_file(data, "a.xlsx", "", replace(office, directory=taught))) == "县政务服务局"


def test_a_name_is_known_while_it_was_borne(make_book: MakeBook, office: Known) -> None:
    """县工商局 reports for March and not for June; 县质监局, without dates, always."""
    march = read_file(make_book({"表": _table("县工商局", "2022年3月")}), "a.xlsx", "", office)
    assert (_department(march), march.hold) == ("县市场监管局", "")
    june = read_file(make_book({"表": _table("县工商局")}), "a.xlsx", "", office)
    assert "县市场监管局的曾用名“县工商局（至2022-03）”" in june.hold
    assert june.proposals == ("县市场监管局",)
    assert (
        _department(read_file(make_book({"表": _table("县质监局")}), "a.xlsx", "", office)) == "县市场监管局"
    )


def test_a_form_sent_out_under_a_former_name_is_still_the_bodys(make_form: MakeForm, office: Known) -> None:
    """The hidden sheet keeps the name of the day the form went out."""
    reading = read_file(make_form(FILLED, department="县工商局", printed="县工商局"), "a.xlsx", "", office)
    assert (_department(reading), reading.hold) == ("县市场监管局", "")


def test_a_form_sent_to_a_body_no_longer_listed_is_held(make_form: MakeForm, office: Known) -> None:
    """What the hidden sheet says is not guessed either."""
    reading = read_file(make_form(FILLED, department="县市监局"), "a.xlsx", "", office)
    assert "填报表的发放对象“县市监局”不在单位名录里，可能是县市场监管局" in reading.hold
    assert reading.proposals[0] == "县市场监管局"


def test_two_answers_inside_are_held_with_both(make_form: MakeForm, office: Known) -> None:
    """A form sent to one body and signed by another names both."""
    reading = read_file(make_form(FILLED, printed="财政局"), "a.xlsx", "", office)
    assert reading.proposals == ("县政务服务局", "县财政局")
    assert "县政务服务局" in reading.hold


def test_a_file_name_never_overrules_the_inside_but_is_noted(make_form: MakeForm, office: Known) -> None:
    """A form named after another body is its own body's, and a note says so."""
    reading = read_file(make_form(FILLED), "县财政局6月.xlsx", "", office)
    assert (_department(reading), reading.hold) == ("县政务服务局", "")
    assert "文件名写的是县财政局，表内是县政务服务局，按表内记" in reading.notes
    assert not read_file(make_form(FILLED), "县政务局6月.xlsx", "", office).notes


@pytest.mark.parametrize(("name", "hint"), [("6月.xlsx", "市监局"), ("县市监局6月.xlsx", "")])
def test_an_unknown_name_outside_proposes_too(
    name: str, hint: str, make_book: MakeBook, office: Known
) -> None:
    """Folder and file name propose where nothing else says whose a file is."""
    rows = [["编号", "工作任务", "本期完成值"], ["1.1", "压减审批环节", 3]]
    reading = read_file(make_book({"表": rows}), name, hint, office)
    assert "县市场监管局" in reading.hold
    assert reading.proposals[0] == "县市场监管局"


def test_a_cover_sheet_may_say_whose_a_file_is(make_book: MakeBook, office: Known) -> None:
    """填报单位 and 报告期 on a sheet of their own count for the tables behind it."""
    cover = [["重点工作进展情况"], ["填报单位：", "县政务局"], ["报告期：", "2022年5月"]]
    rows = [["编号", "工作任务", "本期完成值"], ["1.1", "压减审批环节", 3]]
    reading = read_file(make_book({"封面": cover, "表": rows}), "a.xlsx", "", office)
    assert reading.hold == ""
    assert reading.return_ is not None
    assert (reading.return_.department, reading.return_.period) == ("县政务服务局", "2022-05")


@pytest.mark.parametrize(
    ("printed", "period"),
    [("12月", "2021-12"), ("2022年12月", "2022-12"), ("2月", "2022-02"), ("1月", "2022-01")],
)
def test_a_month_without_a_year_is_not_one_to_come(
    printed: str, period: str, make_book: MakeBook, office: Known
) -> None:
    """In January 12月 is last December, unless the year is written beside it."""
    january = replace(office, wanted=("2022-01", "2021-12"))
    reading = read_file(make_book({"表": _table("县政务局", printed)}), "a.xlsx", "", january)
    assert reading.return_ is not None
    assert reading.return_.period == period
