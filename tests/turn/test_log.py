"""变更记录 of the ledger and 办理过程 of explain are one log: what the one tells, the other does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from openpyxl import load_workbook

from toolkit.facts.as_json import to_json
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.office import Office
from toolkit.turn.dispatch import dispatch
from toolkit.turn.explain import explain
from toolkit.turn.report import facts_of, report

from .test_judged_decisions import BY, DECEMBER, ROWS, hand_in, register, settle, standing

At = Callable[[str], Office]
Fill = Callable[..., bytes]
IDS = ("1.1", "1.2", "2")
NOVEMBER, JANUARY = "2022-11", "2023-01"


@pytest.fixture
def at(one_at_a_time: At) -> At:
    """Return a way to open the office at any moment; the forms of November and December are out."""
    dispatch(one_at_a_time("2022-11-20T09:00"), NOVEMBER)
    return one_at_a_time


@pytest.fixture
def told(at: At, form: Fill) -> Office:
    """
    Return the office after two months of claims, requests and decisions, with December's papers.

    November: 1.1 is claimed and found false, 1.2 asks for more time and gets it.  December: 1.1 is claimed again and
    accepted, 1.2 depends on the level above, then is ended twice over; 2 is reported on once.
    """
    done = {"value": 82, "status": "已完成", "completed_on": "2022-11-20", "evidence": "报表"}
    wish = {"value": 30, "status": "申请调整", "adjust_to": "2023-03-31", "problems": "设备到货延迟"}
    office = at("2022-11-24T10:00")
    hand_in(office, form("县审批局", {"1.1": done, "1.2": wish}, NOVEMBER), "十一月.xlsx")
    settle(
        office,
        (Ask.DONE, "1.1", d.DONE_FALSE),
        (Ask.EXTENSION, "1.2", "同意至2023年3月31日"),
        ground="现场核查",
    )
    office = at("2022-12-20T09:00")
    dispatch(office, DECEMBER)
    office = at("2022-12-24T10:00")
    again = {**done, "completed_on": "2022-12-20", "evidence": "验收单"}
    hand_in(office, form("县审批局", {"1.1": again, "1.2": {"value": 31}}, DECEMBER), "十二月.xlsx")
    hand_in(office, form("县财政局", {"2": {"progress": "办好两件实事。"}}, DECEMBER), "财政.xlsx")
    settle(office, (Ask.DONE, "1.1", d.DONE_ACCEPTED))
    register(office, ("1", "依赖上级", "", "省级文件未印发"))
    register(office, ("1.2", "终止", "", "云政办发〔2022〕15号"))
    settle(office, (Ask.STOP, "1.2", d.ENDED), ground="云政发〔2022〕20号", sheet="已决定")
    report(office, DECEMBER)
    return office


def lines(office: Office) -> Iterator[dict[str, str]]:
    """Yield the lines of 变更记录 in December's ledger, by header."""
    sheet = load_workbook(office.outbox.root / DECEMBER / "小方案" / "工作台账.xlsx")["变更记录"]
    headers = [str(cell.value) for cell in sheet[3]]
    for row in sheet.iter_rows(min_row=4, values_only=True):
        yield {header: str(value or "") for header, value in zip(headers, row, strict=True)}


def rows_of(line: dict[str, str]) -> tuple[str, ...]:
    """Return the rows a line of 变更记录 is about."""
    return IDS if line["任务编号"] == f"全部{len(IDS)}行" else tuple(line["任务编号"].split("、"))


def as_explained(line: dict[str, str]) -> tuple[str, str]:
    """Return a line of 变更记录 as 办理过程 has it."""
    before, after = line["变更前"], line["变更后"]
    path = f"{before}→{after}" if before and not after.startswith("仍为") else after
    by = "，".join(filter(None, (line["依据"], line["经办"])))
    return line["时间"], f"{line['事项']}：{path}{f'（{by}）' if by else ''}"


def test_the_ledger_and_explain_tell_the_same(told: Office) -> None:
    """Every line of a row's 办理过程 stands in 变更记录, and every line there in the 办理过程 of its rows."""
    sheet = Counter((row, *as_explained(line)) for line in lines(told) for row in rows_of(line))
    words = Counter(
        (one.standing.id, point.label, point.text)
        for id_ in IDS
        for one in explain(told, id_, DECEMBER)
        for section in one.sections
        if section.title == "办理过程"
        for point in section.points
        if point.label != "现在"
    )
    assert sheet == words

    moves = {(row, line["事项"]) for line in lines(told) for row in rows_of(line)}
    wanted = {
        "1.1": "方案拆解 核对登记 下发填报表 开始办理 报结 退回重办 认可办结 依赖上级",
        "1.2": "申请延期 同意延期 依赖上级 终止 中止终止",
        "2": "方案拆解 核对登记 下发填报表 开始办理",
    }
    assert {(row, what) for row, named in wanted.items() for what in named.split()} <= moves


def test_lines_say_what_came_of_it(told: Office) -> None:
    """A task's decision has title and link, a second 终止 is no refusal, nothing is 终止→终止（未生效）."""
    found = list(lines(told))
    upper = next(line for line in found if line["事项"] == Ask.UPPER_LEVEL)
    assert (upper["任务编号"], upper["任务名称"], upper["变更后"]) == ("1.1、1.2", "提高网办率", d.UPPER)
    assert upper["总台账"] == "查看"
    again = next(line for line in found if line["事项"] == Ask.STOP)
    assert (again["变更前"], again["变更后"], again["依据"]) == ("终止", "终止（改记）", "云政发〔2022〕20号")
    assert again["经办"] == BY
    assert not [line for line in found if line["变更后"] == "终止（未生效）"]


@pytest.mark.usefixtures("told")
def test_a_months_question_shows_what_was_decided_of_that_month(at: At, form: Fill) -> None:
    """November's 假办结 does not stand beside a question that December raised."""
    office = at("2022-12-24T16:00")
    odd = {"value": 120, "status": "推进中"}
    hand_in(office, form("县审批局", {**ROWS, "1.1": odd}, DECEMBER), "再报.xlsx")
    report(office, DECEMBER)
    sheet = load_workbook(office.outbox.root / DECEMBER / "小方案" / "工作台账.xlsx")["存疑清单"]
    beside = {str(row[7].value or "") for row in sheet.iter_rows(min_row=4) if str(row[1].value) == "1.1"}
    assert beside
    assert not any("假办结" in words for words in beside)
    (facts,) = facts_of(office, DECEMBER)
    assert any("假办结" in words for words in facts.handling["1.1"].decided)


def test_a_request_that_was_answered_is_no_question_any_more(at: At, form: Fill) -> None:
    """“批准前按…研判” is said until a person has answered, whatever the answer, and again for a new request."""
    wish = {"value": 30, "status": "申请调整", "adjust_to": "2023-03-31", "problems": "设备到货延迟"}
    office = at("2022-11-24T10:00")
    hand_in(office, form("县审批局", {**ROWS, "1.2": wish}, NOVEMBER), "十一月.xlsx")
    assert any("批准前" in note for note in standing(office, NOVEMBER).notes)

    settle(office, (Ask.EXTENSION, "1.2", d.DISAGREED))
    assert standing(office, NOVEMBER).notes == ()

    dispatch(at("2022-12-20T09:00"), DECEMBER)
    office = at("2022-12-24T10:00")
    hand_in(office, form("县审批局", {**ROWS, "1.2": wish}, DECEMBER), "十二月.xlsx")
    assert any("批准前" in note for note in standing(office, DECEMBER).notes)


def test_a_zero_is_in_the_facts_and_the_papers(at: At, form: Fill) -> None:
    """计零分 decided for one row: the facts say what, for which month, by whom and why, and so does the ledger."""
    dispatch(at("2023-01-20T09:00"), JANUARY)
    office = at("2023-01-24T09:00")
    hand_in(
        office, form("县审批局", {**ROWS, "1.2": {"value": 30, "problems": "重视不够"}}, JANUARY), "一月.xlsx"
    )
    settle(office, (Ask.REASON, "1.2", d.UNREASONABLE))
    settle(office, (Ask.ZERO, "1.2", d.ZEROED), ground="县考核办会议")

    (facts,) = facts_of(office, JANUARY)
    (zero,) = [one for one in to_json(facts)["decisions"] if one["kind"] == Ask.ZERO]
    said = (zero["id"], zero["period"], zero["choice"], zero["ground"], zero["decided_by"], zero["holds"])
    assert said == ("1.2", JANUARY, d.ZEROED, "县考核办会议", BY, True)
    words = "计零分：计零分（2023年1月；县考核办会议；李主任，2023年1月24日）"
    assert words in facts.handling["1.2"].upon
    report(office, JANUARY)
    sheet = load_workbook(office.outbox.root / JANUARY / "小方案" / "工作台账.xlsx")["变更记录"]
    (line,) = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[5] == Ask.ZERO]
    assert (line[2], line[7], line[8], line[9]) == ("1.2", d.ZEROED, "县考核办会议", BY)
