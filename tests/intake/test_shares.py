"""One file in which several departments report comes apart, or waits with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from toolkit.intake.read import read_file
from toolkit.model import layout
from toolkit.model.department import Department, Directory
from toolkit.model.files import FileKind, Reading

if TYPE_CHECKING:
    from toolkit.intake.known import Known

MakeBook = Callable[..., bytes]
HEAD: list[object] = ["编号", "工作任务", "本期完成值", "进展情况"]
FIRST: list[object] = ["1.1", "压减审批环节", 30, "又增一项"]
SECOND: list[object] = ["2", "出台企业诉求办理办法", "", "正在起草"]


def _said(reading: Reading) -> dict[str, list[str]]:
    assert (reading.fault, reading.hold, reading.return_) == ("", "", None)
    assert reading.kind is FileKind.RETURN
    return {part.department: [e.id for e in part.entries if not e.blank] for part in reading.parts}


def _by_row(word: str, *departments: str) -> list[list[object]]:
    rows = [FIRST, SECOND]
    said = zip(departments, rows, strict=True)
    return [["云溪县2022年6月进展"], [word, *HEAD], *([name, *row] for name, row in said)]


@pytest.mark.parametrize("word", ["单位", "填报单位", "责任单位", "牵头单位", "部门"])
def test_a_column_of_departments_parts_the_rows(word: str, make_book: MakeBook, known: Known) -> None:
    """Each department gets its rows, with the cells of the one sheet."""
    reading = read_file(make_book({"表": _by_row(word, "县政务局", "财政局")}), "汇总.xlsx", "", known)
    assert _said(reading) == {"县政务服务局": ["1.1"], "县财政局": ["2"]}
    assert reading.parts[1].entries[0].cells["progress"] == "表!E4"
    assert {part.period for part in reading.parts} == {"2022-06"}
    assert any("县政务服务局、县财政局" in note for note in reading.notes)


def test_a_department_merged_down_counts_for_all_its_rows(make_book: MakeBook, known: Known) -> None:
    """A cell joined over several rows names each; two spellings of one body are one part."""
    rows: list[list[object]] = [["6月"], ["单位", *HEAD], ["县政务局", *FIRST], ["", *SECOND]]
    rows += [["财政局", "3.1", "梳理事项清单", 1, ""], ["县政务服务局", "3.2", "梳理事项清单", 2, ""]]
    data = make_book({"表": rows}, merges=[("表", 2, 0, 3, 0)])
    said = _said(read_file(data, "汇总.xlsx", "", known))
    assert said == {"县政务服务局": ["1.1", "2", "3.2"], "县财政局": ["3.1"]}


def test_both_may_answer_the_same_row(make_book: MakeBook, known: Known) -> None:
    """Two departments on one row are two answers, not a row doubled."""
    rows = [["6月"], ["单位", *HEAD], ["县政务局", *FIRST], ["财政局", *FIRST]]
    reading = read_file(make_book({"表": rows}), "汇总.xlsx", "", known)
    assert _said(reading) == {"县政务服务局": ["1.1"], "县财政局": ["1.1"]}
    assert not any(part.duplicate_rows for part in reading.parts)


def test_an_unknown_name_holds_the_whole_file(make_book: MakeBook, known: Known) -> None:
    """The name, its place and what it may mean are told; nothing is taken on trust."""
    reading = read_file(make_book({"表": _by_row("单位", "县政务局", "县财正局")}), "汇总.xlsx", "", known)
    assert reading.parts == ()
    assert "工作表“表”第4行的“县财正局”不在单位名录里，可能是县财政局" in reading.hold
    assert reading.proposals[0] == "县财政局"
    assert reading.return_ is not None
    assert (reading.return_.department, reading.return_.proposals) == ("", reading.proposals)


def test_rows_that_belong_to_nobody_hold_the_whole_file(make_book: MakeBook, known: Known) -> None:
    """An answered row without a department is asked about; a blank one is not."""
    rows = _by_row("单位", "县政务局", "财政局")
    assert (
        len(_said(read_file(make_book({"表": [*rows, ["", "3.1", "", "", ""]]}), "a.xlsx", "", known))) == 2
    )
    reading = read_file(make_book({"表": [*rows, ["", "3.1", "", 4, ""]]}), "a.xlsx", "", known)
    assert "第5行没有写明单位" in reading.hold


def test_rows_that_all_name_one_department_say_whose_the_file_is(make_book: MakeBook, known: Known) -> None:
    """A table with nothing else to go by is the one department's its rows name."""
    reading = read_file(make_book({"表": _by_row("单位", "县政务局", "县政务局")}), "a.xlsx", "", known)
    assert reading.hold == ""
    assert reading.return_ is not None
    assert reading.return_.department == "县政务服务局"


def test_whose_task_it_is_does_not_say_who_answered(make_book: MakeBook, known: Known) -> None:
    """In a file called one department's, an answered row of another's is for a person."""
    data = make_book({"表": _by_row("责任单位", "县政务局", "财政局")})
    reading = read_file(data, "县政务局6月.xlsx", "", known)
    assert reading.parts == ()
    assert "县财政局" in reading.hold


def test_rows_of_two_bodies_at_once_are_held(make_book: MakeBook, known: Known) -> None:
    """A row that names two departments is not given to either."""
    data = make_book({"表": _by_row("责任单位", "县政务局、财政局", "财政局")})
    reading = read_file(data, "6月.xlsx", "", known)
    assert "“县政务局、财政局”可以指县政务服务局、县财政局" in reading.hold
    assert reading.proposals == ("县政务服务局", "县财政局")


def test_units_are_still_units(make_book: MakeBook, known: Known) -> None:
    """A column 单位 with 项 in it is 计量单位."""
    rows = [["填报单位", "县政务局"], ["编号", "工作任务", "本期完成值", "单位"], ["1.1", "", 3, "项"]]
    reading = read_file(make_book({"表": rows}), "a.xlsx", "", known)
    assert reading.return_ is not None
    assert (reading.return_.entries[0].value, reading.return_.entries[0].unit) == (3, "项")


def test_a_sheet_a_department_comes_apart(make_book: MakeBook, known: Known) -> None:
    """填报单位 on each sheet names its department; a sheet nobody filled in is no matter."""
    sheets = {
        "表一": [["填报单位", "县政务局", "填报人", "周云"], HEAD, FIRST],
        "表二": [["填报单位", "财政局", "填报人", "李河"], HEAD, SECOND],
        "空表": [["填报单位", ""], HEAD, ["3.1", "梳理事项清单", "", ""]],
    }
    reading = read_file(make_book(sheets), "汇总6月.xlsx", "", known)
    assert _said(reading) == {"县政务服务局": ["1.1"], "县财政局": ["2"]}
    assert [part.filler for part in reading.parts] == ["周云", "李河"]


def test_sheets_called_after_departments_come_apart(make_book: MakeBook, known: Known) -> None:
    """各单位分表: the sheet's name is its department's; a sheet of nobody's with answers is asked about."""
    sheets = {"县政务局": [HEAD, FIRST], "财政局": [HEAD, SECOND]}
    reading = read_file(make_book(sheets), "6月.xlsx", "", known)
    assert _said(reading) == {"县政务服务局": ["1.1"], "县财政局": ["2"]}
    more = make_book({**sheets, "其他": [HEAD, ["3.1", "梳理事项清单", 1, ""]]})
    assert "工作表“其他”没有写明单位" in read_file(more, "6月.xlsx", "", known).hold


def test_a_sheets_name_does_not_stand_beside_a_department_written(make_book: MakeBook, known: Known) -> None:
    """Where one sheet says 填报单位 and another is only called after a department, a person decides."""
    sheets = {"表": [["填报单位", "县政务局"], HEAD, FIRST], "财政局": [HEAD, SECOND]}
    reading = read_file(make_book(sheets), "6月.xlsx", "", known)
    assert "工作表“财政局”没有写明单位" in reading.hold
    assert reading.proposals == ("县财政局",)


def test_forms_copied_into_one_workbook_come_apart(make_book: MakeBook, known: Known) -> None:
    """A form of ours with another department's form copied into it is both departments'."""
    columns = [column.header for column in (*layout.FORM, layout.ADJUST_COLUMN)]

    def form(department: str, row: str) -> list[list[object]]:
        blank: list[object] = [""] * len(columns)
        blank[columns.index("编号")], blank[columns.index("本期完成值")] = row, 5
        return [["6月"], ["填报单位", department, "报告期", "2022年6月"], [*columns], blank]

    meta = [
        ["office", "yunxi"],
        ["department", "县政务服务局"],
        ["period", "2022-06"],
        ["plans", '{"云溪提升": 1}'],
    ]
    sheets = {
        "填报表": form("县政务服务局", "1.1"),
        "填报表 (2)": form("县财政局", "2"),
        layout.META_SHEET: meta,
    }
    reading = read_file(make_book(sheets, hidden=[layout.META_SHEET]), "a.xlsx", "", known)
    assert _said(reading) == {"县政务服务局": ["1.1"], "县财政局": ["2"]}
    assert all(part.marked for part in reading.parts)
    strangers = {**sheets, "填报表": form("县统计局", "1.1")}
    wider = replace(known, directory=Directory((*known.directory.departments, Department(name="县统计局"))))
    held = read_file(make_book(strangers, hidden=[layout.META_SHEET]), "a.xlsx", "", wider)
    assert "县统计局、县财政局" in held.hold
    assert held.proposals == ("县政务服务局", "县统计局", "县财政局")


def test_two_sheets_of_one_department_stay_one_return(make_book: MakeBook, known: Known) -> None:
    """Spellings of one body on two sheets do not part the file."""
    sheets = {
        "表一": [["填报单位", "县政务局"], HEAD, FIRST],
        "表二": [["填报单位", "政务局"], HEAD, SECOND],
    }
    reading = read_file(make_book(sheets), "6月.xlsx", "", known)
    assert reading.return_ is not None
    assert [entry.id for entry in reading.return_.entries] == ["1.1", "2"]
