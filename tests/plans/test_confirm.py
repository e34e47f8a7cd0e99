"""A plan workbook comes back as the plan it says, or is refused cell by cell."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.errors import UnreadableFileError, WorkbookFaultsError
from toolkit.model.department import Department, Directory, Group
from toolkit.model.layout import PLAN_META_SHEET
from toolkit.model.plan import Basis, Comparator, Confidence, Doubt, Flag, Kind, Plan, Target, Task
from toolkit.plans import confirm, parameters
from toolkit.plans.workbook_questions import complete

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Amend = Callable[..., bytes]
    Write = Callable[[Plan, Directory], bytes]

NEW_TARGET = [None, "6", None, "水表改造", "累计", None, "≥", 3000, "户", "2022年底", None, None, None, None]


def faults_of(data: bytes) -> list[tuple[str, str, str]]:
    """Return sheet, cell and what is wrong of every fault."""
    with pytest.raises(WorkbookFaultsError) as caught:
        confirm.read(data)
    assert all(fault.todo for fault in caught.value.faults)
    return [(fault.sheet, fault.cell, fault.what) for fault in caught.value.faults]


def test_an_untouched_workbook_gives_the_plan_it_was_written_from(
    written: bytes, plan: Plan, directory: Directory
) -> None:
    """Plan, directory, parameters and office come back as they were."""
    confirmed = confirm.read(written)
    assert confirmed == confirm.Confirmed(
        plan=plan,
        directory=directory,
        directory_before=directory,
        parameters=parameters.defaults(),
        office_id="office-1",
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice_reads_the_same(
    written: bytes, amend: Amend, plan: Plan, tmp_path: Path
) -> None:
    """Another program's save changes nothing but what the clerk changed."""
    changed = amend(
        written, ("指标", "1.2", "目标值", "９９％"), ("指标", "1.2", "完成时限", date(2022, 9, 30))
    )
    (tmp_path / "a.xlsx").write_bytes(changed)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    subprocess.run(
        [
            *command,
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "a.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    read = confirm.read((tmp_path / "out" / "a.xlsx").read_bytes()).plan
    target = read.target_of("1.2")
    assert target
    assert (target.value, target.due) == (99, date(2022, 9, 30))
    before = plan.target_of("1.2")
    assert before
    put_back = replace(target, value=before.value, due=before.due)
    assert replace(read, tasks=_with_target(read.tasks, put_back)) == plan


def _with_target(tasks: tuple[Task, ...], target: Target) -> tuple[Task, ...]:
    return tuple(
        replace(task, targets=tuple(target if old.id == target.id else old for old in task.targets))
        for task in tasks
    )


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2022-10-31", date(2022, 10, 31)),
        ("2022年10月31日", date(2022, 10, 31)),
        ("2022.10.31", date(2022, 10, 31)),
        ("2023年底", date(2023, 12, 31)),
        ("10月底", date(2022, 10, 31)),
        (44865, date(2022, 10, 31)),
        ("无时限", None),
        (None, None),
    ],
)
def test_a_date_is_read_in_any_usual_form(
    written: bytes, amend: Amend, typed: object, day: date | None
) -> None:
    """A limit typed as a clerk writes dates is the day it means."""
    target = confirm.read(amend(written, ("指标", "1.1", "完成时限", typed))).plan.target_of("1.1")
    assert target
    assert target.due == day


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("９９", 99),
        ("99%", 99),
        ("九十九", 99),
        ("百分之九十九", 99),
        (97.5, 97.5),
        ("≥99", 99),
        ("99 %", 99),
    ],
)
def test_a_number_is_read_in_any_usual_form(
    written: bytes, amend: Amend, typed: object, value: float
) -> None:
    """Full-width figures, Chinese numerals, a unit or a comparator beside the number do no harm."""
    target = confirm.read(amend(written, ("指标", "1.2", "目标值", typed))).plan.target_of("1.2")
    assert target
    assert (target.value, target.unit, target.comparator) == (value, "%", Comparator.AT_LEAST)


def test_every_wrong_cell_is_named_at_once(written: bytes, amend: Amend) -> None:
    """One pass over the workbook finds every fault, in the order of the sheets, with its address."""
    data = amend(
        written,
        ("方案", "方案简称", "内容", "营商/环境"),
        ("任务", "2", "任务名称", None),
        ("任务", "3", "牵头单位", "县自然资源和规划局"),
        ("任务", "4", "可信度", "很高"),
        ("指标", "1.1", "完成时限", "尽快"),
        ("指标", "1.2", "目标值", "约98"),
        ("指标", "3.1", "任务编号", "99"),
        ("指标", "3.2", "比较", None),
        ("单位名录", "各镇街", "包含单位", "城关镇、县公案局"),
        ("参数", "黄灯差距", "值", "很多"),
    )
    assert [(sheet, cell) for sheet, cell, _ in faults_of(data)] == [
        ("方案", "B2"),
        ("任务", "D3"),
        ("任务", "E4"),
        ("任务", "H5"),
        ("指标", "J2"),
        ("指标", "H3"),
        ("指标", "B5"),
        ("指标", "G6"),
        ("单位名录", "E17"),
        ("参数", "B2"),
    ]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("指标", "1.2", "目标值", "98个"), "98个"),
        (("指标", "1.2", "目标值", 0.98), "看不出是98%还是0.98%"),
        (("指标", "1.2", "目标值", "90-95%"), "范围"),
        (("指标", "1.2", "目标值", None), "没有填目标值"),
        (("指标", "1.2", "计量单位", None), "没有填计量单位"),
        (("指标", "1.2", "指标类型", "比例"), "指标类型填的是“比例”"),
        (("指标", "1.2", "指标类型", "节点"), "却填了目标值"),
        (("指标", "1.2", "比较", "="), "比较填的是“=”"),
        (("指标", "1.2", "指标编号", "1.1"), "指标编号1.1与第2行重复"),
        (("指标", "1.2", "任务编号", "2"), "指标编号1.2不是任务2的编号"),
        (("指标", "1.2", "任务名称", "别的名称"), "任务名称与“任务”表里的不同"),
        (("指标", "1.2", "原文", None), "没有填原文"),
        (("指标", "1.1", "完成时限", "2月30日"), "不存在"),
        (("指标", "1.1", "完成时限", "3-5"), "3-5"),
        (("指标", "1.1", "完成时限", date(1922, 6, 30)), "年份不对"),
        (("任务", "1", "任务编号", None), "没有填任务编号"),
        (("任务", "1", "任务编号", "2"), "任务编号2与第2行重复"),
        (("任务", "1", "任务编号", date(2022, 1, 2)), "变成了日期"),
        (("任务", "1", "任务标记", "重点"), "没有“重点”这种任务标记"),
        (("任务", "1", "配合单位", "县税务局、县公按局"), "（名录中有“县公安局”）"),
        (("方案", "方案简称", "内容", "营" * 21), "太长"),
        (("方案", "印发日期", "内容", "去年"), "去年"),
        (("方案", "是否征求意见稿", "内容", "大概"), "看不出是还是否"),
        (("单位名录", "县税务局", "类别", "机关"), "类别填的是“机关”"),
        (("单位名录", "县税务局", "单位名称", "县公安局"), "重复"),
        (("单位名录", "县税务局", "包含单位", "县公安局"), "却填了包含单位"),
        (("单位名录", "各镇街", "包含单位", "各行政执法单位"), "本身是群体"),
        (("参数", "红灯差距", "值", 5), "不大于黄灯差距"),
        (("参数", "波动幅度", "值", "看情况"), "看情况"),
        (("待确认", "6", "处理", "再说"), "再说"),
        (("方案", "方案名称", "项目", "名称"), "没有“方案名称”这一行"),
        (("任务", "任务编号", "牵头单位", "责任单位"), "没有“牵头单位”这一列"),
        (("任务", "任务编号", "配合单位", "牵头单位"), "“牵头单位”有2列"),
    ],
)
def test_a_wrong_cell_is_refused_with_what_is_wrong(
    written: bytes, amend: Amend, change: tuple[str, str, str, object], what: str
) -> None:
    """Each kind of fault has its own words."""
    assert any(what in said for _, _, said in faults_of(amend(written, change)))


def test_a_department_taken_from_the_directory_is_missed_where_it_is_named(
    written: bytes, amend: Amend
) -> None:
    """Deleting a department that tasks still name is a fault of those tasks."""
    found = faults_of(amend(written, ("单位名录", "县商务局", "", None)))
    assert [(sheet, cell) for sheet, cell, _ in found] == [("任务", "E19")]
    assert "牵头单位“县商务局”" in found[0][2]


def test_two_spellings_merge_by_an_alias(written: bytes, amend: Amend) -> None:
    """One row deleted and its name put into 别名 of the other: tasks keep the printed name and find it."""
    confirmed = confirm.read(
        amend(
            written,
            ("单位名录", "县12345热线办", "", None),
            ("单位名录", "县政务服务中心", "别名", "县12345热线办"),
        )
    )
    assert confirmed.directory.expand(confirmed.plan.tasks[14].supports) == ("县政务服务中心",)
    assert confirmed.plan.tasks[14].supports == ("县政务服务中心", "县12345热线办")


def test_rows_may_be_added_and_deleted(written: bytes, amend: Amend) -> None:
    """A new target gets the next id never used; a new task brings its own number."""
    task = [
        "21",
        None,
        "三、重点任务 / （十）其他",
        "新增任务",
        "县财政局",
        None,
        None,
        None,
        None,
        None,
        "新增任务。",
    ]
    data = amend(
        written,
        ("指标", "1.2", "", None),
        add=(
            ("指标", [*NEW_TARGET, None, None, "改造水表3000户"]),
            (
                "指标",
                [
                    None,
                    "1",
                    None,
                    None,
                    "节点",
                    None,
                    None,
                    None,
                    None,
                    "2022年9月",
                    *[None] * 6,
                    "推出新办法",
                ],
            ),
            ("任务", task),
        ),
    )
    plan = confirm.read(data).plan
    assert [target.id for target in plan.tasks[0].targets] == ["1.1", "1.3"]
    added = plan.target_of("6.1")
    assert added == Target(
        id="6.1",
        quote="改造水表3000户",
        kind=Kind.COUNT,
        measure="水表改造",
        comparator=Comparator.AT_LEAST,
        value=3000,
        unit="户",
        due=date(2022, 12, 31),
    )
    milestone = plan.target_of("1.3")
    assert milestone
    assert (milestone.basis, milestone.due) == (Basis.MILESTONE, date(2022, 9, 30))
    assert plan.tasks[-1].id == plan.tasks[-1].no == "21"
    assert plan.tasks[-1].section == ("三、重点任务", "（十）其他")


def test_sorting_and_moving_columns_changes_nothing(written: bytes, plan: Plan) -> None:
    """Rows in another order, columns in other places and columns of the clerk's own read the same."""
    book = openpyxl.load_workbook(BytesIO(written))
    for name in ("任务", "指标"):
        sheet = book[name]
        header, *rows = list(sheet.iter_rows(values_only=True))
        sheet.delete_rows(1, sheet.max_row)
        for row in (header, *reversed(rows)):
            sheet.append(["备注", *reversed(row)])
    out = BytesIO()
    book.save(out)
    assert confirm.read(out.getvalue()).plan == plan


def test_what_no_column_shows_survives_a_correction(written: bytes, amend: Amend, plan: Plan) -> None:
    """Start, rule and span of a corrected target are those it had; a quote found elsewhere moves the span."""
    before = plan.target_of("7.1")
    assert before
    read = confirm.read(amend(written, ("指标", "7.1", "目标值", "1.5万"))).plan
    assert read.target_of("7.1") == replace(before, value=15000)
    moved = confirm.read(amend(written, ("指标", "7.1", "原文", "新增普惠小微贷款1.2万户"))).plan
    target, task = moved.target_of("7.1"), moved.tasks[6]
    assert target
    assert target.span
    assert task.text[slice(*target.span)] == "新增普惠小微贷款1.2万户"


def test_a_doubt_is_settled_by_saying_so_or_by_correcting_its_row(
    written: bytes, amend: Amend, plan: Plan
) -> None:
    """Doubts nobody touched stay; the others are gone, and what was looked at is no longer of low confidence."""
    data = amend(
        written,
        ("待确认", "1", "处理", "已核对"),
        ("待确认", "6", "处理", "已核对"),
        ("任务", "15", "牵头单位", "县政务服务中心"),
        ("指标", "14.1", "基期值", 60),
    )
    read = confirm.read(data).plan
    assert [doubt.code for doubt in read.doubts] == ["due-before-issue", "department-variant"]
    assert read.tasks[5].confidence is Confidence.HIGH
    target = read.target_of("14.1")
    assert target
    assert (target.baseline, target.confidence) == (60, Confidence.HIGH)
    assert plan.tasks[5].confidence is Confidence.LOW


def test_groups_are_expanded_into_names_of_the_directory(written: bytes, amend: Amend) -> None:
    """Members written by an alias or with other blanks become canonical names."""
    data = amend(
        written,
        ("单位名录", "县营商办", "别名", "县营商环境办"),
        ("单位名录", "各行政执法单位", "包含单位", "县公安局， 县 司法局；县营商环境办"),
    )
    directory = confirm.read(data).directory
    group = directory.get("各行政执法单位")
    assert group
    assert group.members == ("县公安局", "县司法局", "县营商办")


def test_members_written_for_the_first_time_join_the_directory(written: bytes, amend: Amend) -> None:
    """Naming the towns of a group is enough: each becomes a department of its own."""
    data = amend(written, ("单位名录", "各镇街", "包含单位", "城关镇、河东镇、白石街道"))

    directory = confirm.read(data).directory

    assert directory.expand(("各镇街",)) == ("城关镇", "河东镇", "白石街道")
    assert {directory.departments[-n].group for n in (1, 2, 3)} == {Group.TOWN}


def test_the_directory_follows_its_numbers(written: bytes, amend: Amend, directory: Directory) -> None:
    """A department moves up by its 序号; new ones without a number stay where they were put."""
    data = amend(
        written,
        ("单位名录", "县委宣传部", "序号", 0.5),
        add=(("单位名录", [None, "城关镇", "乡镇街道", None, None, "李四", 13800000000]),),
    )
    read = confirm.read(data).directory.departments
    assert read[0].name == "县委宣传部"
    assert read[-1] == Department(name="城关镇", group=Group.TOWN, contact="李四", phone="13800000000")
    assert len(read) == len(directory.departments) + 1


def test_errors_and_uncalculated_formulas_are_not_taken_for_blank(written: bytes, amend: Amend) -> None:
    """#REF! and a formula nobody calculated are faults of their cells."""
    data = amend(written, ("指标", "1.1", "目标值", "=A1+1"), ("任务", "1", "配合单位", "=B1"))
    assert [(sheet, cell) for sheet, cell, _ in faults_of(data)] == [("任务", "F2"), ("指标", "H2")]
    book = openpyxl.load_workbook(BytesIO(written))
    book["指标"]["H2"].value = "#REF!"
    book["指标"]["H2"].data_type = "e"
    out = BytesIO()
    book.save(out)
    assert faults_of(out.getvalue()) == [("指标", "H2", "是公式错误值#REF!")]


@pytest.mark.parametrize("sheet", ["方案", "任务", "指标", "单位名录", "参数"])
def test_a_missing_sheet_is_a_fault(written: bytes, sheet: str) -> None:
    """A deleted sheet is named; the others are still checked."""
    assert (sheet, "A1", f"没有“{sheet}”这张工作表") in faults_of(_without(written, sheet))


def test_the_list_of_doubts_may_be_deleted(written: bytes, plan: Plan) -> None:
    """待确认 is a help, not data."""
    assert confirm.read(_without(written, "待确认")).plan == plan


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut", "不是工作簿".encode()])
def test_what_is_no_workbook_is_refused_in_a_sentence(data: bytes) -> None:
    """Damaged bytes end in a sentence, not in a traceback."""
    with pytest.raises(UnreadableFileError, match="另存为"):
        confirm.read(data)


def test_a_workbook_without_our_hidden_sheet_is_refused(written: bytes) -> None:
    """A table of the same look made by somebody else is not confirmed."""
    with pytest.raises(UnreadableFileError, match="不是系统给出的任务分解表"):
        confirm.read(_without(written, PLAN_META_SHEET))


def _without(data: bytes, sheet: str) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    del book[sheet]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), include_characters=" \n　、"), max_size=30
)
NAME = st.text(st.sampled_from("县市区局办委员会（）“”双随机、一公开 ABC"), min_size=1, max_size=12).filter(
    str.strip
)
DAY = st.dates(date(2000, 1, 1), date(2099, 12, 31))
NUMBER = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 4) + 0.0)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan no reader would be ashamed of, and some it would."""
    names = draw(st.lists(NAME, unique_by=lambda name: "".join(name.split()), max_size=4))
    some = st.lists(st.sampled_from(names), unique=True).map(tuple) if names else st.just(())
    tasks = []
    for number in range(draw(st.integers(0, 3))):
        id_ = str(number + 1)
        targets = tuple(
            draw(
                st.builds(
                    Target,
                    id=st.just(f"{id_}.{k}"),
                    quote=WORDS,
                    kind=st.sampled_from(Kind),
                    basis=st.sampled_from(Basis),
                    measure=WORDS,
                    comparator=st.none() | st.sampled_from(Comparator),
                    value=st.none() | NUMBER,
                    unit=st.none() | WORDS,
                    due=st.none() | DAY,
                    baseline=st.none() | NUMBER,
                    stage=st.none() | WORDS,
                    confidence=st.sampled_from(Confidence),
                    confirmed=st.booleans(),
                    span=st.none() | st.just((0, 2)),
                )
            )
            for k in range(1, draw(st.integers(0, 2)) + 1)
        )
        tasks.append(
            draw(
                st.builds(
                    Task,
                    id=st.just(id_),
                    no=WORDS,
                    title=WORDS,
                    text=WORDS,
                    section=st.lists(WORDS, max_size=2).map(tuple),
                    leads=some,
                    supports=some,
                    role_quote=WORDS,
                    targets=st.just(targets),
                    flags=st.lists(st.sampled_from(Flag), unique=True).map(tuple),
                    confidence=st.sampled_from(Confidence),
                )
            )
        )
    about = st.sampled_from(["", *(task.id for task in tasks), *(r for task in tasks for r in task.row_ids)])
    doubts = st.lists(
        st.builds(Doubt, about=about, code=st.just("x"), what=WORDS, proposal=WORDS), max_size=3
    )
    return draw(
        st.builds(
            Plan,
            id=st.just("方案"),
            title=WORDS,
            issued=st.none() | DAY,
            draft=st.booleans(),
            tasks=st.just(tuple(tasks)),
            version=st.integers(0, 5),
            doubts=doubts.map(tuple),
            proposals=doubts.map(tuple),
        )
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans())
def test_any_plan_comes_back_from_its_unchanged_workbook(plan: Plan, write_workbook: Write) -> None:
    """Whatever stands in a plan, writing and reading it back changes nothing."""
    confirmed = confirm.read(write_workbook(plan, Directory()))
    assert confirmed.plan == plan
    assert confirmed.directory == complete(Directory(), plan)
