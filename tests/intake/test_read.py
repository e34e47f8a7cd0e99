"""What a file is, whose it is and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from toolkit.intake.read import read_file
from toolkit.model import layout
from toolkit.model.files import FileKind, Reading
from toolkit.model.plan import Kind, Plan
from toolkit.model.returns import SHARED, Entry, Return, Status

if TYPE_CHECKING:
    from toolkit.intake.known import Known

MakeBook = Callable[..., bytes]
MakeForm = Callable[..., bytes]
TITLES = {"1.1": "压减审批环节", "1.2": "压减审批环节", "2": "出台企业诉求办理办法"}


def _return(reading: Reading) -> Return:
    assert reading.return_ is not None, reading.fault
    assert reading.hold == ""
    return reading.return_


def _entry(reading: Reading, row: str) -> Entry:
    return next(entry for entry in _return(reading).entries if entry.id == row)


def _filled(**answers: object) -> dict[str, dict[str, object]]:
    return {"1.1": {"task": TITLES["1.1"], "value": 30, "status": "推进中", **answers}}


def test_our_form_is_read_whole(make_form: MakeForm, known: Known) -> None:
    """A form of ours gives department, period, fields and values, each with its cell."""
    data = make_form(
        {
            "1.1": {
                "value": "６０项",
                "status": "已完成",
                "completed_on": date(2022, 6, 20),
                "progress": "已印发",
            },
            "1.2": {"value": 0.985, "status": "推进中", "unchanged": ""},
            "2": {"unchanged": "√"},
        },
        formats={("填报表", 4, 8): "0.0%"},
    )
    reading = read_file(data, "回复.xlsx", "", known)
    return_ = _return(reading)
    assert (reading.kind, return_.department, return_.period) == (FileKind.RETURN, "县政务服务局", "2022-06")
    assert (return_.filler, return_.filled_on, return_.marked) == ("周云", "2022-06-24", True)
    assert return_.plan_versions == {"云溪提升": 1}
    first = _entry(reading, "1.1")
    assert (first.value, first.raw, first.status) == (60, "６０项", Status.DONE)
    assert first.completed_on == date(2022, 6, 20)
    assert first.cells["value"] == "填报表!I4"
    assert _entry(reading, "1.2").value == 98.5
    assert _entry(reading, "2").unchanged


def test_an_id_typed_as_a_number_is_told_from_its_twin(make_book: MakeBook, known: Known) -> None:
    """3.1 and 3.10 typed as numbers are both 3.1; together they are told apart by their order."""
    rows: list[list[object]] = [["填报单位", "县政务局"], ["编号", "工作任务", "本期完成值"]]
    rows += [[number, "梳理事项清单", value] for number, value in ((3.1, 1), (3.2, 2), (3.1, 10))]
    return_ = _return(read_file(make_book({"表": rows}), "a.xlsx", "", known))
    assert {entry.id: entry.value for entry in return_.entries} == {"3.1": 1, "3.2": 2, "3.10": 10}


def test_a_fixed_decimal_tells_the_twin_too(make_form: MakeForm, known: Known) -> None:
    """3.1 shown with two decimals is 3.10, not 3.1."""
    data = make_form({3.1: {"value": 10}}, formats={("填报表", 3, 0): "0.00"})
    assert [e.id for e in _return(read_file(data, "a.xlsx", "", known)).entries] == ["3.10"]


def test_own_table_with_other_headings(make_book: MakeBook, known: Known) -> None:
    """Title rows, renamed headers with line breaks, another order and no hidden sheet are understood."""
    data = make_book(
        {
            "Sheet1": [
                ["云溪县2022年6月份重点工作进展"],
                [""],
                ["填报单位（盖章）：縣政務服務局      填报人：周云"],
                ["序号", "重点工作\n任务", "进展情况", "完成进度（%）", "状 态", "指标要求"],
                [1, "压减审批环节", "网办率稳步提高", "98％", "正常推进", "网办率达到98%"],
                [2, "出台企业诉求办理办法", "正在起草", "", "推进中", ""],
                ["填表人：周云   审核人：李河"],
            ]
        }
    )
    reading = read_file(data, "反馈.xlsx", "", known)
    return_ = _return(reading)
    assert (return_.department, return_.period, return_.marked) == ("县政务服务局", "2022-06", False)
    assert [entry.id for entry in return_.entries] == ["1.2", "2"]
    assert _entry(reading, "1.2").value == 98
    assert _entry(reading, "1.2").status is Status.ONGOING
    assert _entry(reading, "2").progress == "正在起草"
    assert return_.extra_rows == ()


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1", "压减审批环节", "98.5%", ""], {"1.1": None, "1.2": 98.5}),
        (["1", "压减审批环节", "30项", ""], {"1.1": 30, "1.2": None}),
        (["", "压减审批环节", 98.5, "%"], {"1.1": None, "1.2": 98.5}),
        (["1", "", 30, ""], {"1.1": None, "1.2": None}),
        (["1", "压减审批环节", "见附件", ""], {"1.1": None, "1.2": None}),
    ],
)
def test_one_row_for_a_task_answers_all_its_targets(
    cells: list[object], values: dict[str, float | None], make_book: MakeBook, known: Known
) -> None:
    """Text and state are every target's; the figure is the one's whose unit it has, the others are asked."""
    rows: list[list[object]] = [
        ["填报单位", "县政务局"],
        ["编号", "工作任务", "本期完成值", "计量单位", "工作状态", "进展情况", "目标值"],
        [*cells, "推进中", "又增一项", "60"],
        ["2", "出台企业诉求办理办法", "", "", "推进中", "正在起草", ""],
    ]
    return_ = _return(read_file(make_book({"表": rows}), "a.xlsx", "", known))
    said = {entry.id: entry for entry in return_.entries}
    assert list(said) == ["1.1", "1.2", "2"]
    assert return_.extra_rows == return_.duplicate_rows == ()
    assert {row: said[row].value for row in values} == values
    assert all((e.status, e.progress) != (None, "") and e.cells["value"] for e in said.values())
    asked = {row: said[row].unreadable.get(SHARED) for row in values}
    assert asked == {row: None if value else "这项任务有2个指标，请分别填写" for row, value in values.items()}
    assert not any(entry.issued_target for entry in said.values())


def test_one_row_for_a_task_with_one_figure_gives_it_its_target(
    make_book: MakeBook, plan: Plan, known: Known
) -> None:
    """Beside a milestone the figure is the other target's, and nothing is asked."""
    rows: list[list[object]] = [
        ["填报单位", "县政务局"],
        ["编号", "工作任务", "本期完成值", "工作状态"],
        ["1", "压减审批环节", 30, "推进中"],
    ]
    first, second = plan.tasks[0].targets
    milestone = replace(second, value=None, unit=None, comparator=None, kind=Kind.MILESTONE)
    task = replace(plan.tasks[0], targets=(first, milestone))
    mixed = replace(known, plans=(replace(plan, tasks=(task, *plan.tasks[1:])),))
    return_ = _return(read_file(make_book({"表": rows}), "a.xlsx", "", mixed))
    assert [(e.id, e.value, e.raw, e.unreadable) for e in return_.entries] == [
        ("1.1", 30, "30", {}),
        ("1.2", None, "", {}),
    ]


def test_a_form_of_ours_with_a_task_for_an_id_is_not_spread(make_form: MakeForm, known: Known) -> None:
    """In our own form every target has its row; a row that names the task only is set aside."""
    data = make_form({"1": {"task": TITLES["1.1"], "value": 3}, "2": {"progress": "正在起草"}})
    return_ = _return(read_file(data, "a.xlsx", "", known))
    assert [entry.id for entry in return_.entries] == ["2"]
    assert len(return_.extra_rows) == 1


@pytest.mark.parametrize(
    ("heads", "answers", "value", "progress"),
    [
        (["完成情况（数值）", "进展"], [30, "又增三项"], 30, "又增三项"),
        (["进展情况（累计、%）", "完成情况"], ["30", "又增三项"], 30, "又增三项"),
        (["本月完成情况（填数字）", "工作进展（300字以内）"], [30, "又增三项"], 30, "又增三项"),
        (["工作进展", "本期完成值", "进展情况"], ["印发通知", 30, "又增三项"], 30, "又增三项；印发通知"),
        (["完成情况", "本月完成值", "累计完成值"], ["又增三项", 3, 30], 30, "又增三项"),
    ],
)
def test_two_headings_for_one_field_lose_nothing(
    heads: list[object],
    answers: list[object],
    value: float,
    progress: str,
    make_book: MakeBook,
    known: Known,
) -> None:
    """A bracket tells figures from words, the exact heading wins, and a second text is joined to the first."""
    rows: list[list[object]] = [["填报单位", "县政务局"], ["编号", "工作任务", *heads]]
    rows.append(["1.1", "压减审批环节", *answers])
    reading = read_file(make_book({"表": rows}), "a.xlsx", "", known)
    entry = _entry(reading, "1.1")
    assert (entry.value, entry.progress) == (value, progress)
    assert any("另有一列填“3”" in note for note in reading.notes) == ("累计完成值" in heads)


def test_two_levels_of_headings_tell_figures_from_words(make_book: MakeBook, known: Known) -> None:
    """数值 below 完成情况 is the value, 文字 below it the text."""
    data = make_book(
        {
            "表": [
                ["填报单位", "县政务局"],
                ["序号", "编号", "完成情况", ""],
                ["", "", "数值", "文字说明"],
                [7, "1.1", 31, "又增一项"],
            ]
        },
        merges=[("表", 1, 0, 2, 0), ("表", 1, 1, 2, 1), ("表", 1, 2, 1, 3)],
    )
    entry = _entry(read_file(data, "a.xlsx", "", known), "1.1")
    assert (entry.value, entry.progress) == (31, "又增一项")


def test_a_counted_up_number_never_overrides_the_title(make_book: MakeBook, known: Known) -> None:
    """序号 1 before the second task of the plan is the second task."""
    data = make_book(
        {
            "6月": [
                ["填报单位", "县政务局"],
                ["序号", "工作任务", "进展情况"],
                ["1", "出台企业诉求办理办法", "已征求意见"],
            ]
        }
    )
    return_ = _return(read_file(data, "a.xlsx", "", known))
    assert [entry.id for entry in return_.entries] == ["2"]


def test_a_two_level_header_is_flattened(make_book: MakeBook, known: Known) -> None:
    """A header of two rows, joined over and down, names its columns."""
    data = make_book(
        {
            "表": [
                ["填报单位", "县政务局", "报告期", "2022年6月"],
                ["编号", "工作任务", "本期", ""],
                ["", "", "完成值", "进展情况"],
                ["1.1", "压减审批环节", 31, "又增一项"],
            ]
        },
        merges=[("表", 1, 0, 2, 0), ("表", 1, 1, 2, 1), ("表", 1, 2, 1, 3)],
    )
    entry = _entry(read_file(data, "a.xlsx", "", known), "1.1")
    assert (entry.value, entry.progress) == (31, "又增一项")


def test_a_title_merged_down_counts_for_each_row(make_book: MakeBook, known: Known) -> None:
    """A task merged over its targets names each of them; a merged value is nobody's."""
    data = make_book(
        {
            "表": [
                ["填报单位", "县政务局"],
                ["工作任务", "目标要求", "本期完成值", "工作状态"],
                ["压减审批环节", "新增即办事项60项", 30, "推进中"],
                ["", "网办率达到98%", "", "推进中"],
            ]
        },
        merges=[("表", 2, 0, 3, 0), ("表", 2, 2, 3, 2)],
    )
    return_ = _return(read_file(data, "a.xlsx", "", known))
    assert [entry.id for entry in return_.entries] == ["1.1", "1.2"]
    assert all("合并" in entry.unreadable["value"] for entry in return_.entries)


@pytest.mark.parametrize("mark", ["√", "✓", "v", "是", 1])
def test_any_tick_is_a_tick(mark: object, make_form: MakeForm, known: Known) -> None:
    """√, ✓, v, 是 and 1 all say 本期无变化."""
    assert _entry(read_file(make_form({"2": {"unchanged": mark}}), "a.xlsx", "", known), "2").unchanged


@pytest.mark.parametrize(
    ("word", "value", "status"),
    [
        ("基本完成", 59, Status.ONGOING),
        ("有序推进", 30, Status.ONGOING),
        ("超额完成", 66, Status.DONE),
        ("超额完成", 59, Status.ONGOING),
        ("超额完成", "约66", Status.ONGOING),
        ("超额完成", "", Status.ONGOING),
        ("已完成", 59, Status.DONE),
    ],
)
def test_a_word_between_two_states_is_not_done(
    word: str, value: object, status: Status, make_form: MakeForm, known: Known
) -> None:
    """基本完成 is under way, and so is 超额完成 unless the figure bears it out; what was written is kept."""
    entry = _entry(read_file(make_form(_filled(status=word, value=value)), "a.xlsx", "", known), "1.1")
    assert (entry.status, entry.status_raw) == (status, word)


def test_extra_and_doubled_rows_are_kept_aside(make_book: MakeBook, known: Known) -> None:
    """A new row is set aside, a row twice with other values is named, the same row twice counts once."""
    rows = [
        ["填报单位", "县政务局"],
        ["编号", "工作任务", "本期完成值"],
        ["1.1", "压减审批环节", 30],
        ["1.1", "压减审批环节", 31],
        ["1.2", "压减审批环节", 97],
        ["1.2", "压减审批环节", 97],
        ["9", "自行增加的任务", 5],
    ]
    return_ = _return(read_file(make_book({"表": rows}), "a.xlsx", "", known))
    assert return_.duplicate_rows == (("表!A4", "1.1"),)
    assert return_.extra_rows == (("表!A7", "9 自行增加的任务 5"),)
    assert any("按一行记" in note for note in return_.notes)


@pytest.mark.parametrize(
    ("raw", "field"),
    [("90-95%", "value"), ("见附件", "value"), ("#REF!", "value"), ("3万元", "unit"), ("==1+1", "value")],
)
def test_what_is_no_number_is_said_so(raw: str, field: str, make_form: MakeForm, known: Known) -> None:
    """An unreadable value keeps its words and gets a sentence; another unit is told apart."""
    entry = _entry(read_file(make_form(_filled(value=raw)), "a.xlsx", "", known), "1.1")
    assert entry.value is None
    assert list(entry.unreadable) == [field]


def test_a_unit_changed_in_the_table_is_not_passed_over(make_form: MakeForm, known: Known) -> None:
    """A bare number beside 计量单位 万元 is no number of 项."""
    entry = _entry(read_file(make_form(_filled(unit="万元")), "a.xlsx", "", known), "1.1")
    assert "unit" in entry.unreadable


def test_the_inside_goes_before_the_file_name(make_form: MakeForm, known: Known) -> None:
    """A form named after another department is still its own department's."""
    return_ = _return(read_file(make_form(_filled()), "县财政局5月.xlsx", "县财政局", known))
    assert (return_.department, return_.period) == ("县政务服务局", "2022-06")


def test_a_form_answered_by_another_department_is_held(make_form: MakeForm, known: Known) -> None:
    """The hidden sheet and 填报单位 that disagree are for a person."""
    reading = read_file(make_form(_filled(), printed="财政局"), "a.xlsx", "", known)
    assert "县政务服务局" in reading.hold
    assert "财政局" in reading.hold


def test_an_unknown_department_is_held_never_guessed(make_book: MakeBook, known: Known) -> None:
    """A name that is almost a known one is not taken for it."""
    rows = [["填报单位", "县政务服务管理局"], ["编号", "工作任务", "本期完成值"], ["1.1", "", 3]]
    assert "不在单位名录" in read_file(make_book({"表": rows}), "a.xlsx", "", known).hold


@pytest.mark.parametrize(
    ("name", "hint", "department"),
    [
        ("营商环境进展（政务局）最终版2(1).xlsx", "", "县政务服务局"),
        ("6月.xlsx", "县财政局", "县财政局"),
        ("云溪市财政局.xlsx", "", ""),
        ("县政务局和县财政局.xlsx", "", ""),
    ],
)
def test_the_outside_names_a_department_exactly_or_not_at_all(
    name: str, hint: str, department: str, make_book: MakeBook, known: Known
) -> None:
    """File name and folder name a department by its names; another level's body and two at once do not count."""
    rows = [["编号", "工作任务", "本期完成值"], ["1.1", "压减审批环节", 3]]
    (plan,) = known.plans
    shared = replace(plan, tasks=tuple(replace(task, supports=("县财政局",)) for task in plan.tasks))
    reading = read_file(make_book({"表": rows}), name, hint, replace(known, plans=(shared,)))
    assert (reading.return_.department if reading.return_ else None) == department
    assert bool(reading.hold) == (not department)


def test_rows_of_other_departments_are_held(make_book: MakeBook, known: Known) -> None:
    """A table in which another department's row is answered is for a person."""
    rows = [
        ["填报单位", "县政务局"],
        ["编号", "工作任务", "责任单位", "本期完成值"],
        ["1.1", "压减审批环节", "政务局", 3],
        ["2", "出台企业诉求办理办法", "财政局", 1],
    ]
    assert "县财政局" in read_file(make_book({"表": rows}), "a.xlsx", "", known).hold


def test_rows_of_other_departments_left_blank_are_no_matter(make_book: MakeBook, known: Known) -> None:
    """A department that sends the whole table back and fills in its own rows is taken at its word."""
    rows = [
        ["填报单位", "县政务局"],
        ["编号", "工作任务", "责任单位", "本期完成值"],
        ["1.1", "压减审批环节", "政务局", 3],
        ["2", "出台企业诉求办理办法", "财政局", ""],
    ]
    return_ = _return(read_file(make_book({"表": rows}), "a.xlsx", "", known))
    assert {entry.id: entry.raw for entry in return_.entries} == {"1.1": "3", "2": ""}


def test_a_form_of_another_office_is_a_fault(make_form: MakeForm, known: Known) -> None:
    """A form another office issued is not taken in."""
    reading = read_file(make_form(_filled(), office="qingshan"), "a.xlsx", "", known)
    assert reading.kind is FileKind.RETURN
    assert "其他单位的填报表" in reading.fault


@pytest.mark.parametrize(
    ("sheets", "kind"),
    [
        ({"方案": [["项目"]], "任务": [["任务编号"]], "指标": [["指标编号"]]}, FileKind.PLAN_WORKBOOK),
        ({"单位名录": [["序号", "单位名称"]]}, FileKind.DIRECTORY),
        ({"待定事项": [["序号", "类别"]]}, FileKind.DECISIONS),
        (
            {"附件": [["序号", "任务名称", "目标", "牵头单位"], [1, "修桥", "年底", "县交通局"]]},
            FileKind.PLAN,
        ),
    ],
)
def test_the_kind_is_told_by_the_sheets(
    sheets: dict[str, list[list[object]]], kind: FileKind, make_book: MakeBook, known: Known
) -> None:
    """Workbooks of ours are known by their sheets, a plan table by its headers."""
    reading = read_file(make_book(sheets), "a.xlsx", "", known)
    assert (reading.kind, reading.fault) == (kind, "")


def test_a_workbook_that_is_none_of_ours_says_what_was_missed(make_book: MakeBook, known: Known) -> None:
    """A price list is refused with the words that were looked for."""
    reading = read_file(make_book({"Sheet1": [["品名", "单价"], ["纸", 3]]}), "a.xlsx", "", known)
    assert reading.kind is FileKind.UNKNOWN
    assert "本期完成值" in reading.fault


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("一、压减审批环节。新增即办事项60项。".encode(), FileKind.PLAN),
        (b"%PDF-1.7", FileKind.PLAN),
        (b"PK\x05\x06" + bytes(18), FileKind.ARCHIVE),
        (b"\xff\xd8\xff\xe0", FileKind.EVIDENCE),
        (b"", FileKind.UNKNOWN),
    ],
)
def test_other_files_have_their_kind(data: bytes, kind: FileKind, known: Known) -> None:
    """Documents may be plans; archives, pictures and nothing at all are refused as such."""
    reading = read_file(data, "a", "", known)
    assert reading.kind is kind
    assert bool(reading.fault) == (kind is not FileKind.PLAN)


def test_a_file_without_period_is_taken_for_the_open_one(make_book: MakeBook, known: Known) -> None:
    """A table that names no period is taken for the open one, and shows that none was printed."""
    rows = [["填报单位", "县政务局"], ["编号", "工作任务", "本期完成值"], ["1.1", "", 3]]
    return_ = _return(read_file(make_book({"表": rows}), "a.xlsx", "", known))
    assert (return_.period, return_.printed_period) == ("2022-06", "")


def test_answers_of_the_list_of_corrections_are_read(
    make_form: MakeForm, make_book: MakeBook, known: Known
) -> None:
    """说明 is read with the cell, the row or the question it is about; nothing else of 修改清单 is."""
    head: list[object] = ["序号", "位置", "编号", "工作任务", "原填内容", "问题", "修改要求", "说明"]
    corrections: list[list[object]] = [
        ["县政务服务局2022年6月填报表修改清单（第1次报送）"],
        ["二、请说明（5处）：核实标橙的格子"],
        head,
        [1, "填报表!I4（本期完成值）", "1.1", "压减审批环节", "30", "比上期减少", "请核实", "口径调整"],
        [2, "填报表!J4（工作状态）", "1.1", "压减审批环节", "", "工作状态是空的", "请选择", ""],
        [3, "填报表", "1.2", "", "", "缺少编号1.2一行", "", "已并入"],
        [4, "整份文件", "2", "", "", "编号2不由本单位牵头", "", "由财政局报"],
        [5, "整份文件", "", "", "", "表中没有写联系电话", "", "无固定电话"],
    ]
    columns = (*layout.FORM, layout.ADJUST_COLUMN)
    form: list[list[object]] = [
        ["《云溪县政务服务提升方案》2022年6月进展情况填报表"],
        ["填报单位", "县政务服务局", "报告期", "2022年6月"],
        [column.header for column in columns],
        [{"id": "1.1", "value": 30}.get(column.field, "") for column in columns],
    ]
    reading = read_file(
        make_book({layout.CORRECTIONS_SHEET: corrections, layout.FORM_SHEET: form}), "a.xlsx", "", known
    )
    assert _return(reading).answers == (
        ("填报表!I4", "口径调整"),
        ("填报表", "已并入"),
        ("2", "由财政局报"),
        ("表中没有写联系电话", "无固定电话"),
    )
    assert _return(read_file(make_form(_filled()), "b.xlsx", "", known)).answers == ()


def test_what_is_longer_than_any_plan_is_given_to_no_reader_of_plans(
    make_book: MakeBook, known: Known
) -> None:
    """A long list of tasks and departments waits, and says why, where a short one may be a plan."""
    head: list[list[object]] = [["序号", "重点项目", "责任单位"]]
    short = [*head, [1, "修缮老旧管网", "县住建局"]]
    long = head + [[1, "修缮老旧管网", "县住建局"]] * 5001
    assert read_file(make_book({"表": short}), "a.xlsx", "", known).kind is FileKind.PLAN
    told = read_file(make_book({"表": long}), "a.xlsx", "", known)
    assert told.kind is FileKind.UNKNOWN
    assert "第5002行" in told.hold


def _twice(known: Known, leads: str) -> Known:
    """Return what is known with a second plan of the same titles, led by another department."""
    (plan,) = known.plans
    tasks = tuple(replace(task, leads=(leads,)) for task in plan.tasks)
    return replace(known, plans=(plan, replace(plan, id="云溪攻坚", tasks=tasks)))


def test_of_two_plans_with_the_same_titles_the_one_led_counts(make_book: MakeBook, known: Known) -> None:
    """A department answers the plan in which it leads; where it leads in both, a person says which."""
    rows = [["填报单位", "县财政局"], ["编号", "工作任务", "进展情况"], ["2", TITLES["2"], "正在起草"]]
    led = read_file(make_book({"表": rows}), "a.xlsx", "", _twice(known, "县财政局"))
    assert _return(led).plans == ("云溪攻坚",)
    rows[0] = ["填报单位", "县政务局"]
    both = read_file(make_book({"表": rows}), "a.xlsx", "", _twice(known, "县政务服务局"))
    assert both.proposals == ("云溪提升", "云溪攻坚")
    assert both.return_ is not None
    assert both.return_.proposals == both.proposals
    assert "属于哪个方案" in both.hold
