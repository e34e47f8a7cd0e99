"""Claims: what is said of a row against its figure, its date, its words and last month's (rows 29 to 36, 58)."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.model.files import Verdict
from toolkit.model.returns import Status
from toolkit.turn.dispatch import dispatch
from toolkit.turn.report import report

from .catalogue import pattern
from .desk import FINANCE, GOOD, HOUSING, OWN, Desk, Dropped, own_table

A, W, R = Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.RETURNED
DONE = {"status": "已完成", "completed_on": date(2022, 6, 20), "evidence": "云政办〔2022〕9号"}


@pattern(29, "已完成 with 30 of 60", R, "T01")
def test_done_below_target(desk: Desk) -> Dropped:
    """Half of what was promised is not done."""
    end = desk.drop(desk.form(rows={"1.2": DONE}))
    assert (end.found("T01").found, end.found("T01").wanted) == (
        "工作状态是“已完成”，本期完成值是30项",
        "≥60项",
    )
    assert "工作状态请填“推进中”" in end.words()
    return end


@pattern(29, "办结 with 6 days of 5, in an own table", R, "T01", "D02", "T03")
def test_done_above_limit(desk: Desk) -> Dropped:
    """More days than allowed is not done either, in whatever words."""
    return desk.drop(own_table({"1.3": {"status": "办结"}}))


@pattern(30, "已完成 without evidence", W, "T03")
def test_done_without_evidence(desk: Desk) -> Dropped:
    """The claim is taken and waits for its evidence."""
    end = desk.drop(desk.form(rows={"1.2": DONE | {"value": 60, "evidence": "无"}}))
    assert end.entry("1.2").status is Status.DONE
    assert end.found("T03").todo == "请填佐证材料的名称或文号。"
    return end


@pattern(31, "100 % and 正在", W, "T05")
def test_whole_but_under_way(desk: Desk) -> Dropped:
    """All of it reached and still under way: one of the two is wrong."""
    end = desk.drop(desk.form(rows={"1.1": {"value": 100, "progress": "系统正在改造，尚未上线"}}))
    assert end.found("T05").found == "本期完成值是100%，进展情况却写“正在”"
    return end


@pattern(31, "a day of completion beside 推进中", W, "D06")
def test_day_without_done(desk: Desk) -> Dropped:
    """A day of completion belongs to what is done."""
    return desk.drop(desk.form(rows={"2.1": {"completed_on": date(2022, 6, 20)}}))


@pattern(31, "未启动 with a figure, in an own table", W, "S03")
def test_not_begun_with_a_figure(desk: Desk) -> Dropped:
    """What has not begun has no figure."""
    return desk.drop(own_table({"1.2": {"status": "未启动"}}))


@pattern(32, "未启动 after its date, with the reason", A)
def test_not_begun_after_its_date(desk: Desk) -> Dropped:
    """A stated standstill with its reason is a report, and is taken."""
    end = desk.drop(
        desk.form(HOUSING, {"3.2": {"status": "未启动", "progress": "", "problems": "上级文件尚未印发"}})
    )
    assert end.entry("3.2").status is Status.NOT_STARTED
    return end


@pattern(32, "未启动 after its date, without a reason", W, "T04")
def test_not_begun_without_reason(desk: Desk) -> Dropped:
    """The reason is asked for."""
    end = desk.drop(desk.form(HOUSING, {"3.2": {"status": "未启动", "progress": "", "problems": ""}}))
    assert end.found("T04").found == "完成时限2022年6月15日已过，没有完成，“存在问题”是空的"
    return end


@pattern(33, "基本完成 for a step", W, "S09")
def test_nearly_done(desk: Desk) -> Dropped:
    """基本完成 is not done: the word is kept, and how it was taken is asked about."""
    end = desk.drop(desk.form(rows={"2.1": {"status": "基本完成"}}))
    assert (end.entry("2.1").status, end.entry("2.1").status_raw) == (Status.ONGOING, "基本完成")
    return end


@pattern(33, "有序推进 and no figure for a rate", W, "V05")
def test_words_without_a_rate(desk: Desk) -> Dropped:
    """A rate may not be known yet: it is asked for."""
    return desk.drop(desk.form(rows={"1.1": {"status": "有序推进", "value": None}}))


@pattern(33, "有序推进 and no figure for a count", R, "V05")
def test_words_without_a_count(desk: Desk) -> Dropped:
    """What is counted can be counted at any time."""
    return desk.drop(own_table({"1.2": {"status": "有序推进", "value": None}}))


@pattern(33, "words in the cell of a figure", R, "V02")
def test_words_for_a_figure(desk: Desk) -> Dropped:
    """Words are no figure."""
    return desk.drop(desk.form(rows={"1.2": {"value": "超额完成"}}))


@pattern(34, "last month's words again", W, "H03")
def test_same_words(later: Desk) -> Dropped:
    """The same words a second month are asked about."""
    end = later.drop(later.form(rows={"2.1": {"progress": f"五月{GOOD['2.1']['progress']}"}}))
    assert end.found("H03").found == "进展情况与上期一字不差"
    return end


@pattern(34, "the same words a third month", W, "H03")
def test_same_words_thrice(later: Desk) -> Dropped:
    """A third month of the same words is called 无实质进展."""
    same = {"2.1": {"progress": f"五月{GOOD['2.1']['progress']}"}}
    assert later.drop(later.form(rows=same)).verdict is W
    dispatch(later.at("2022-07-20T09:00"), "2022-07")
    july = {id_: {"progress": f"七月：{said['progress']}"} for id_, said in GOOD.items()}
    end = later.drop(later.form(rows=july | same, period="2022-07"), "七月.xlsx", at="2022-07-24T10:00")
    assert end.found("H03").found == "进展情况与前2期都一字不差，列为无实质进展"
    return end


@pattern(35, "a paragraph another department sent", W, "H04")
def test_words_of_another(desk: Desk) -> Dropped:
    """The later of the two is told whose words they are."""
    words = "组织召开全县惠企政策落实推进会，梳理问题清单二十三条"
    first = desk.drop(desk.form(rows={"2.1": {"progress": words}}))
    assert first.verdict is A
    end = desk.drop(desk.form(FINANCE, {"5": {"progress": words}}), "财政.xlsx")
    assert end.found("H04").found == "进展情况与县审批局报送的一字不差"
    return end


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2022.6.20", date(2022, 6, 20)),
        ("2022/6/20", date(2022, 6, 20)),
        ("5月底", date(2022, 5, 31)),
        ("44732", date(2022, 6, 20)),
        ("二〇二二年六月二十日", date(2022, 6, 20)),
    ],
)
@pattern(36, "2022.6.20, 2022/6/20, 5月底, 44732, 二〇二二年六月二十日", A)
def test_dates(desk: Desk, typed: str, day: date) -> Dropped:
    """However a day is written it is that day; a month's end is its last."""
    end = desk.drop(desk.form(rows={"2.1": DONE | {"completed_on": typed, "progress": "办法已印发"}}))
    assert (end.entry("2.1").completed_on, end.entry("2.1").completed_raw) == (day, typed)
    return end


@pattern(36, "3-5", W, "D01")
def test_date_of_two_readings(desk: Desk) -> Dropped:
    """What may be two things is asked about, and the row is taken."""
    end = desk.drop(desk.form(rows={"2.1": DONE | {"completed_on": "3-5", "progress": "办法已印发"}}))
    assert end.entry("2.1").completed_on is None
    assert "看不出是几月几日" in end.found("D01").found
    return end


@pattern(36, "6月底, which has not come", W, "D03")
def test_date_to_come(desk: Desk) -> Dropped:
    """Nothing is done on a day that has not come."""
    return desk.drop(desk.form(rows={"2.1": DONE | {"completed_on": "6月底", "progress": "办法已印发"}}))


@pattern(36, "dates in an own table", A)
def test_dates_in_an_own_table(desk: Desk) -> Dropped:
    """An own table's column 办结时间 is read alike."""
    headings = (*OWN, ("办结时间", "completed_on"), ("佐证", "evidence"))
    rows = {"2.1": DONE | {"completed_on": "2022年6月20日", "progress": "办法已印发"}}
    end = desk.drop(own_table(rows, headings=headings))
    assert end.entry("2.1").completed_on == date(2022, 6, 20)
    return end


@pattern(58, "mobile and identity numbers in a text", A)
def test_personal_numbers(desk: Desk) -> Dropped:
    """The row is taken, the department told, and no paper shows the numbers."""
    words = "群众张某（13800001234，身份证110101199001011234）的事项已办结"
    end = desk.drop(desk.form(FINANCE, {"5": {"progress": words}}))
    assert end.entry("5").progress == words
    assert end.found("X03").found == "文字里有手机号或身份证号"
    office = desk.at("2022-07-02T09:00")
    papers = [office.outbox.root / path for path in report(office, "2022-06", ("ledger",))]
    assert papers
    assert not any(_says(path.read_bytes(), "13800001234") for path in papers)
    return end


def _says(workbook: bytes, words: str) -> bool:
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(workbook))
    return any(words in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
