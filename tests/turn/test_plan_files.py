"""A plan document is read, confirmed, revised and amended; ids and the clerk's work go on."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from toolkit.model.files import Verdict
from toolkit.model.plan import Flag, Plan
from toolkit.office import Office
from toolkit.store import drops, entries, plans
from toolkit.store.drops import Drop
from toolkit.turn.dispatch import dispatch
from toolkit.turn.pending import pending
from toolkit.turn.take_in import take_in

from .conftest import amended, put

At = Callable[[str], Office]
TITLE = "云溪县优化政务服务2022年行动方案"
FIRST = f"""{TITLE}

云政办发〔2022〕7号

一、提升办事效率
1.推行一窗受理。2022年9月底前，综合窗口覆盖率达到90%以上。（牵头单位：县审批局；配合单位：县财政局）
2.压缩审批时限。2022年底前，一般审批压缩至5个工作日以内。（牵头单位：县审批局）
二、改善营商条件
3.扩大信贷支持。2022年新增普惠贷款60笔。（牵头单位：县金融中心；配合单位：各乡镇）
云溪县人民政府办公室
2022年3月1日
"""
REVISED = (
    FIRST.replace("90%以上", "95%以上")
    .replace(
        "（牵头单位：县审批局）\n二、",
        "（牵头单位：县审批局）\n3.公开办事指南。2022年10月底前，编制办事指南。（牵头单位：县审批局）\n二、",
    )
    .replace("3.扩大信贷支持", "4.扩大信贷支持")
    .replace("2022年3月1日", "2022年6月1日")
    .replace("行动方案", "行动方案（修订版）")
)


def plan_of(office: Office) -> Plan:
    """Return the one registered plan."""
    with office.store.transaction() as connection:
        (entry,) = plans.current(connection)
    return entry.plan


def workbook_of(office: Office) -> Path:
    """Return where the one plan's workbook lies."""
    (path,) = office.outbox.root.glob("方案/*政务服务*/任务分解表.xlsx")
    return path


def hand_back(office: Office, *changes: tuple[str, str, object]) -> Drop:
    """Drop the plan workbook of the outbox with cells changed, and return its verdict."""
    put(office, "任务分解表.xlsx", amended(workbook_of(office).read_bytes(), *changes))
    (drop,) = take_in(office, pause_s=0)
    return drop


def drop_document(office: Office, text: str, name: str = "方案.txt") -> Drop:
    """Drop a plan document and return its verdict."""
    put(office, name, text.encode())
    (drop,) = take_in(office, pause_s=0)
    return drop


def cell(office: Office, sheet: str, header: str, key: str) -> str:
    """Return the address of a cell in the plan workbook by its header and its row's first cell."""
    page = load_workbook(workbook_of(office))[sheet]
    column = next(c for c in page[1] if c.value == header)
    row = next(r for r in page.iter_rows(min_row=2) if str(r[0].value) == key)
    return f"{column.column_letter}{row[0].row}"


@pytest.fixture
def confirmed(office_at: At) -> At:
    """Return a way to open an office whose plan the clerk has confirmed with a flag and a measure's name."""
    drop_document(office_at("2022-03-02T09:00"), FIRST)
    office = office_at("2022-03-03T09:00")
    drop = hand_back(
        office,
        ("任务", cell(office, "任务", "任务标记", "2"), "攻坚"),
        ("指标", cell(office, "指标", "指标名称", "3.1"), "普惠贷款笔数"),
        ("指标", cell(office, "指标", "基期值", "1.1"), 80),
    )
    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    return office_at


def test_a_revised_document_keeps_ids_and_the_clerks_work(confirmed: At) -> None:
    """Renumbered tasks keep their ids; flags, names and baselines stay; what changed is told and listed."""
    office = confirmed("2022-06-02T09:00")

    drop = drop_document(office, REVISED, "修订.txt")

    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    assert (drop.plan, plan_of(office).version) == (plan_of(office).id, 1)
    assert "新增任务1项" in drop.reason
    assert "要求提高1项" in drop.reason
    assert "变更清单.xlsx" in drop.reason
    with office.store.transaction() as connection:
        assert [(one.kind, one.subject) for one in pending(office, connection)][:1] == [
            ("方案待确认", plan_of(office).id)
        ]
    assert hand_back(office).verdict is Verdict.ACCEPTED
    with office.store.transaction() as connection:
        assert "方案待确认" not in {one.kind for one in pending(office, connection)}
    plan = plan_of(office)
    assert (plan.version, plan.title) == (2, f"{TITLE}（修订版）")
    assert [(task.no, task.id) for task in plan.tasks] == [("1", "1"), ("2", "2"), ("3", "3a"), ("4", "3")]
    assert plan.tasks[1].flags == (Flag.KEY,)
    target = plan.target_of("3.1")
    assert target is not None
    assert (target.measure, target.value) == ("普惠贷款笔数", 60)
    target = plan.target_of("1.1")
    assert target is not None
    assert (target.baseline, target.value) == (80, 95)


def test_the_list_of_changes_can_be_read(confirmed: At) -> None:
    """变更清单 names both versions with their days, and for each change what stood there and what stands now."""
    office = confirmed("2022-06-02T09:00")
    drop_document(office, REVISED, "修订.txt")
    path = workbook_of(office).with_name("变更清单.xlsx")
    sheet = load_workbook(path)["变更清单"]
    assert "第1版（2022年3月3日）　→　修订文件，待确认（2022年6月2日）" in str(sheet["A2"].value)
    assert [c.value for c in sheet[4]][:6] == ["序号", "类别", "编号", "任务", "原来", "现在"]
    found = {(r[1], r[2]): (r[4], r[5]) for r in sheet.iter_rows(min_row=5, values_only=True)}
    assert found["要求提高", "1.1"] == ("水平≥90%", "水平≥95%")
    assert ("新增任务", "3a") in found

    hand_back(office)

    sheet = load_workbook(path)["变更清单"]
    assert str(sheet["A2"].value).endswith("第2版（2022年6月2日）")


def test_months_before_stay_with_their_version(confirmed: At) -> None:
    """A return made from the first version is still understood after the second is registered."""
    office = confirmed("2022-05-20T09:00")
    dispatch(office, "2022-05")
    form = (office.outbox.root / "2022-05/下发/县审批局.xlsx").read_bytes()
    put(
        office,
        "五月.xlsx",
        amended(form, ("填报表", "I4", 82), ("填报表", "J4", "推进中"), ("填报表", "L4", "已设窗口。")),
    )
    (drop,) = take_in(office, pause_s=0)
    office = confirmed("2022-06-02T09:00")
    drop_document(office, REVISED)
    hand_back(office)
    with office.store.transaction() as connection:
        assert plans.version_of(connection, plan_of(office).id, 1) is not None
        (again,) = [d for d in drops.everything(connection) if d.seq == drop.seq]
    assert again.payload == drop.payload
    assert '"plan_versions":{"' in drop.payload.replace(" ", "")


def test_a_row_the_clerk_had_added_or_deleted(confirmed: At) -> None:
    """A target added by hand stays with its task, one deleted by hand is not read in again."""
    office = confirmed("2022-03-04T09:00")
    page = load_workbook(workbook_of(office))
    sheet = page["指标"]
    rows = {str(r[0].value): r[0].row for r in sheet.iter_rows(min_row=2) if r[0].value}
    sheet.delete_rows(rows["2.1"])
    new = {
        "任务编号": "3",
        "指标类型": "节点",
        "完成时限": "2022-11-30",
        "原文": "召开银企对接会",
        "指标名称": "银企对接会",
    }
    at = len(rows) + 1
    for header, value in new.items():
        sheet.cell(at, next(c.column for c in sheet[1] if c.value == header)).value = value
    out = BytesIO()
    page.save(out)
    put(office, "任务分解表.xlsx", out.getvalue())
    (drop,) = take_in(office, pause_s=0)
    assert drop.verdict is Verdict.ACCEPTED, drop.reason

    office = confirmed("2022-06-02T09:00")
    drop_document(office, REVISED)
    assert hand_back(office).verdict is Verdict.ACCEPTED

    plan = plan_of(office)
    assert plan.target_of("2.1") is None
    assert [target.id for target in plan.tasks[1].targets] == []
    added = plan.target_of("3.2")
    assert added is not None
    assert added.quote == "召开银企对接会"


def test_the_same_words_in_another_file_are_a_duplicate(confirmed: At) -> None:
    """A document saved anew, with other bytes and the same words, is a duplicate that names the first."""
    office = confirmed("2022-06-02T09:00")

    drop = drop_document(office, FIRST.replace("\n", "\r\n") + "\r\n", "方案（另存）.txt")

    assert drop.verdict is Verdict.DUPLICATE
    assert "2022年03月02日收到的“方案.txt”" in drop.reason


def test_a_revision_before_anything_is_confirmed_takes_the_place(office_at: At) -> None:
    """Of two documents of a plan that nobody has confirmed the later one's workbook lies in the outbox."""
    first = drop_document(office_at("2022-03-02T09:00"), FIRST)
    second = drop_document(office_at("2022-03-02T10:00"), REVISED, "修订.txt")
    assert second.plan == first.plan
    assert "代替先前收到、还没有确认的“方案.txt”" in second.reason
    assert hand_back(office_at("2022-03-02T11:00")).verdict is Verdict.ACCEPTED
    assert len(plan_of(office_at("2022-03-02T11:00")).tasks) == 4


def test_next_years_plan_is_another(confirmed: At) -> None:
    """The same title with another year is a plan of its own."""
    office = confirmed("2023-03-02T09:00")
    drop = drop_document(office, FIRST.replace("2022", "2023"), "2023.txt")
    assert drop.verdict is Verdict.ACCEPTED
    assert drop.plan != plan_of(office).id


def test_a_deleted_targets_id_is_never_given_again(confirmed: At) -> None:
    """A target added after another was taken out gets an id of its own, so histories do not mix."""
    office = confirmed("2022-03-04T09:00")
    for change in ("delete", "add"):
        page = load_workbook(workbook_of(office))
        sheet = page["指标"]
        if change == "delete":
            sheet.delete_rows(
                next(r[0].row or 0 for r in sheet.iter_rows(min_row=2) if str(r[0].value) == "1.1")
            )
        else:
            for header, value in {"任务编号": "1", "指标类型": "节点", "原文": "印发窗口管理办法"}.items():
                sheet.cell(4, next(c.column for c in sheet[1] if c.value == header)).value = value
        out = BytesIO()
        page.save(out)
        put(office, f"{change}.xlsx", out.getvalue())
        (drop,) = take_in(office, pause_s=0)
        assert drop.verdict is Verdict.ACCEPTED, drop.reason
    assert [target.id for target in plan_of(office).tasks[0].targets] == ["1.2"]


def test_a_broken_workbook_registers_nothing_and_comes_back_marked(confirmed: At) -> None:
    """Every fault stands in the reason by sheet and cell, and red in a copy that can be mended and dropped."""
    office = confirmed("2022-03-05T09:00")
    kind, value, leads = (
        cell(office, *place)
        for place in (("指标", "指标类型", "1.1"), ("指标", "目标值", "3.1"), ("任务", "牵头单位", "2"))
    )

    drop = hand_back(
        office,
        ("指标", kind, "数量"),
        ("指标", value, "若干"),
        ("任务", leads, "县审批办"),
        ("参数", "B2", "很多"),
    )

    assert drop.verdict is Verdict.REFUSED
    for place in (f"“指标”{kind}：", f"“指标”{value}：", f"“任务”{leads}：", "“参数”B2："):
        assert place in drop.reason
    assert "有4处要改" in drop.reason
    assert plan_of(office).version == 1
    path = workbook_of(office).with_name("任务分解表_需改正.xlsx")
    book = load_workbook(path)
    assert book.active is not None
    assert book.active.title == "需改正"
    assert book["指标"][value].fill.fgColor.rgb == "FFFF9B9B"
    assert book["指标"][value].comment is not None

    mended = (("指标", kind, "水平"), ("指标", value, 60), ("任务", leads, "县审批局"), ("参数", "B2", 12))
    put(office, "改好.xlsx", amended(path.read_bytes(), *mended))
    (again,) = take_in(office, pause_s=0)

    assert again.verdict is Verdict.ACCEPTED, again.reason
    assert not path.exists()


def test_the_same_fault_in_many_rows_is_told_once(confirmed: At) -> None:
    """A long list stays readable: cells with the same fault share a line, each of them named."""
    office = confirmed("2022-03-05T09:00")
    cells = [cell(office, "任务", "牵头单位", id_) for id_ in ("1", "2")]
    drop = hand_back(office, *(("任务", place, "县政务局") for place in cells))
    assert f"“任务”{'、'.join(cells)}：牵头单位“县政务局”" in drop.reason
    assert drop.reason.count("县政务局") == 1


def test_a_short_name_in_use_is_not_taken_over(confirmed: At) -> None:
    """A registered plan keeps its short name, and another plan cannot take it."""
    office = confirmed("2022-03-05T09:00")
    drop = hand_back(office, ("方案", "B2", "新名"))
    assert drop.verdict is Verdict.REFUSED
    assert "登记过的方案不能再改简称" in drop.reason
    with office.store.transaction() as connection:
        assert entries.of_period(connection, "2022-03") == {}


def test_a_plan_given_another_short_name_is_known_again(office_at: At) -> None:
    """The clerk's short name holds: nothing waits any more, and the same words again are a duplicate."""
    drop_document(office_at("2022-03-02T09:00"), FIRST)
    office = office_at("2022-03-03T09:00")
    assert hand_back(office, ("方案", "B2", "政务服务方案")).verdict is Verdict.ACCEPTED
    with office.store.transaction() as connection:
        assert "方案待确认" not in {one.kind for one in pending(office, connection)}
    drop = drop_document(office, FIRST + "\n", "又一份.txt")
    assert (drop.verdict, drop.plan) == (Verdict.DUPLICATE, "政务服务方案")


def test_a_line_of_a_table_is_no_plan(office_at: At) -> None:
    """A table of one task waits for a person and registers nothing."""
    office = office_at("2022-03-05T09:00")
    office.inbox.mkdir(exist_ok=True)
    (office.inbox / "片段.csv").write_text(
        "序号,工作任务,责任单位,完成时限\n1,修缮老旧管网,县住建局,2022年9月底前\n", encoding="utf-8"
    )
    (drop,) = take_in(office, pause_s=0)
    assert (drop.verdict, drop.plan) == (Verdict.HELD, None)
    assert "不像方案" in drop.reason
