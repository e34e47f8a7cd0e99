"""A clerk asks why a row has its light, and is told in words, down to the cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest

from toolkit.cli import main
from toolkit.errors import UsageError
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.decision import Decision, Pending
from toolkit.model.standing import Class
from toolkit.office import Office
from toolkit.store import decisions
from toolkit.turn.explain import Explained, explain
from toolkit.turn.nearest import nearest
from toolkit.turn.report import report
from toolkit.turn.work import work

from .conftest import put

At = Callable[[str], Office]
Fill = Callable[..., bytes]
JUNE = "2022-06"
FALSE: dict[str, dict[str, object]] = {
    "1.1": {"value": 76.5, "status": "已完成", "evidence": "截图"},
    "1.2": {"value": 30},
}
MENDED: dict[str, dict[str, object]] = {
    "1.1": {"value": 76.5},
    "1.2": {"value": 12, "problems": "系统未联通。"},
}
REPORT_DAY = "2022-07-04T10:00"


@pytest.fixture
def june(supervising: At, form: Fill) -> At:
    """Return a way to open the office after June: 县审批局 was sent back once and mended its form, others are silent."""
    for moment, name, rows in (
        ("2022-06-23T10:00", "审批局.xlsx", FALSE),
        ("2022-06-24T15:00", "审批局改.xlsx", MENDED),
    ):
        office = supervising(moment)
        put(office, name, form("县审批局", rows))
        work(office, pause_s=0)
        office.store.close()
    return supervising


def one(office: Office, id_: str) -> Explained:
    """Return the explanation of one row in June."""
    (told,) = explain(office, id_, JUNE)
    return told


def words(told: Explained, title: str) -> str:
    """Return a section as lines of label and text."""
    (section,) = [each for each in told.sections if each.title == title]
    return "\n".join(f"{label}：{text}" for label, text in section.points)


def decide(office: Office, kind: Ask, row: str, choice: str, **about: str) -> None:
    """Let 李主任 settle a question about a row of June."""
    known = {d.PLAN: "小方案", d.ROW: row, d.TASK: row[0], d.PERIOD: JUNE, d.DEPARTMENT: "县审批局", **about}
    asked = Pending(kind=kind, subject=f"第{row}项", question="？", place=row, about=known)
    taken = Decision(
        asked=asked,
        choice=choice,
        ground="县政府专题会议纪要",
        decided_by="李主任",
        decided_at=datetime(2022, 7, 1, 9),
    )
    with office.store.transaction() as connection:
        decisions.add(connection, taken, drop=1)


def test_a_row_is_explained_from_its_cell_to_its_light(june: At) -> None:
    """What the row is, what was said and where, the arithmetic with its numbers, the light with its rule."""
    told = one(june(REPORT_DAY), "1.2")
    assert "目标要求：新增事项60项" in words(told, "这一行是什么")
    assert "自2022年1月1日起，2022年12月31日前完成" in words(told, "这一行是什么")
    said = words(told, "本期报了什么")
    assert "县审批局：文件“审批局改.xlsx”，2022年6月24日收到" in said
    assert "本期完成值：12项（填报表!I5）" in said
    reckoned = words(told, "怎么算的")
    assert "完成率：本期完成值12项÷目标值60项＝20.0%" in reckoned
    assert "6÷12＝50.0%；序时进度应达50.0%" in reckoned
    assert "应达50.0%－完成率20.0%＝30个百分点；落后" in reckoned
    lit = words(told, "亮什么灯")
    assert f"亮灯：{told.standing.light}灯" in lit
    assert f"理由：{told.standing.why}" in lit
    assert "黄灯的规则：完成率落后序时进度超过10个、不超过30个百分点" in lit
    assert words(told, "有什么认定") == "滞后原因：待认定，通报不列名"


def test_what_checks_asked_is_told_round_by_round(june: At) -> None:
    """A return sent back is told with the check, the cell and what had to be done; the round after it too."""
    asked = words(one(june(REPORT_DAY), "1.1"), "审核提了什么").splitlines()
    assert asked[0] == "县审批局第1次报送：“审批局.xlsx”，退回修改"
    assert asked[1].startswith("须修改（T01）：填报表!I4：")
    assert any(line.startswith("县审批局第2次报送：“审批局改.xlsx”") for line in asked)


def test_the_states_a_row_went_through_are_told(june: At) -> None:
    """From the plan to the work under way, each with its moment and who moved it."""
    told = words(one(june(REPORT_DAY), "1.2"), "办理过程")
    assert told.startswith("现在：推进中")
    assert "2022年3月2日：核对登记：待确认→已立项（经办人）" in told
    assert "下发填报表：已立项→已交办" in told


def test_silence_is_told_as_silence(june: At) -> None:
    """A row nobody reported on has no light, no figure and no source."""
    told = one(june(REPORT_DAY), "2")
    assert "县财政局：本期没有已接收的填报" in words(told, "本期报了什么")
    assert "亮灯：不亮灯" in words(told, "亮什么灯")
    assert "完成率：没有数值目标，不计完成率" in words(told, "怎么算的")
    assert words(told, "审核提了什么").startswith("县财政局：没有审核过的报送件")


def test_a_task_is_explained_row_by_row(june: At) -> None:
    """The number of a task stands for all its targets."""
    assert [each.standing.id for each in explain(june(REPORT_DAY), "1", JUNE)] == ["1.1", "1.2"]


def test_decisions_are_told_with_ground_and_name(june: At) -> None:
    """An extension shows both days; a reason says whether the bulletin names the row."""
    office = june(REPORT_DAY)
    decide(office, Ask.EXTENSION, "1.2", "同意至2023年3月31日", due="2022-12-31", asked_on="2022-06-24")
    decide(office, Ask.REASON, "1.2", d.UNREASONABLE)
    told = one(office, "1.2")
    assert "2022年12月31日前完成，经批准延期至2023年3月31日" in words(told, "这一行是什么")
    assert "延期：同意至2023年3月31日（县政府专题会议纪要；李主任，2022年7月1日）" in words(
        told, "有什么认定"
    )
    assert told.standing.klass is Class.BEHIND
    assert "滞后原因：不合理，通报不列名" in words(told, "有什么认定")


def test_the_light_as_issued_is_kept_beside_the_light_now(june: At, form: Fill) -> None:
    """A ledger made again after the bulletin shows what was issued, and that it was made good since."""
    report(june(REPORT_DAY), JUNE)
    office = june("2022-07-05T09:00")
    put(office, "审批局补.xlsx", form("县审批局", {**MENDED, "1.2": {"value": 30}}))
    work(office, pause_s=0)
    told = one(office, "1.2")
    assert (told.standing.value, told.standing.issued_light, told.standing.light) == (30, "黄", "绿")
    assert "补正：印发时黄灯，补正后绿灯" in words(told, "亮什么灯")


def test_the_light_before_is_told_as_it_was(june: At) -> None:
    """No ledger in the month before, a light in it, and none in it are three things, and told apart."""
    report(june(REPORT_DAY), JUNE)
    office = june("2022-07-05T09:00")
    assert "上期亮灯：上期没有做过台账" in words(one(office, "1.2"), "亮什么灯")
    july = {told.standing.id: told for id_ in ("1", "2") for told in explain(office, id_, "2022-07")}
    lights = {id_: told.standing.light_before for id_, told in july.items()}
    dark = next(id_ for id_, light in lights.items() if light is None)
    assert "上期亮灯：黄灯" in words(july["1.2"], "亮什么灯")
    assert "上期亮灯：不亮灯" in words(july[dark], "亮什么灯")


def test_an_unknown_id_gets_the_nearest(june: At) -> None:
    """A mistyped number is answered with those it may mean, another plan with those there are."""
    office = june(REPORT_DAY)
    with pytest.raises(UsageError, match=r"没有编号“1.3”；编号相近的有：1.1、1.2、2"):
        explain(office, "1.3", JUNE)
    with pytest.raises(UsageError, match="没有登记过方案“大方案”；已登记的有：小方案"):
        explain(office, "1.1", JUNE, "大方案")


@pytest.mark.parametrize(
    ("written", "first"), [("1.22", "1.2"), ("１.２", "1.2"), ("12", "12.1"), ("3.1", "13.1")]
)
def test_near_means_the_same_task_first(written: str, first: str) -> None:
    """Ids of the task that was written come before others that merely look alike."""
    assert nearest(written, ("1.1", "1.2", "12.1", "13.1"))[0] == first


def test_the_command_prints_words_or_json(june: At, capsys: pytest.CaptureFixture[str]) -> None:
    """Both forms say the same; JSON holds the row as the facts have it, and nothing else is on standard output."""
    root = str(june(REPORT_DAY).root)
    asked = ["explain", "1.2", "--period", JUNE, "--office", root, "--as-of", REPORT_DAY]
    assert main(asked) == 0
    assert "本期完成值12项÷目标值60项＝20.0%" in capsys.readouterr().out.replace("\n", "")
    assert main([*asked, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["plan"], told["period"], told["standing"]["id"]) == ("小方案", JUNE, "1.2")
    assert told["standing"]["source"]["cell"] == "填报表!I5"
    assert [section["title"] for section in told["sections"]][:2] == ["这一行是什么", "本期报了什么"]
    assert main([*asked[:1], "7.7", *asked[2:]]) == 2
