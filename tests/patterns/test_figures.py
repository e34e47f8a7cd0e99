"""Figures: how they are written, and whether they can be true (rows 15 to 28)."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model.files import Verdict
from toolkit.model.findings import Severity

from .catalogue import pattern
from .desk import COLUMN, FINANCE, GOOD, HOUSING, OWN, Desk, Dropped, known, own_table

A, W, R = Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.RETURNED


@pytest.mark.parametrize("typed", ["96.5％", "９６．５ %"])
@pattern(15, "96.5％, ９６．５ %", A)
def test_percent_sign(desk: Desk, typed: str) -> Dropped:
    """A percentage is read with whatever sign, and what was typed is kept."""
    end = desk.drop(desk.form(rows={"1.1": {"value": typed}}))
    assert (end.entry("1.1").value, end.entry("1.1").raw) == (96.5, typed)
    return end


@pattern(15, "an own table with the sign in the heading", A)
def test_percent_in_the_heading(desk: Desk) -> Dropped:
    """A heading 完成进度% names the figure's unit, and the cells hold bare numbers."""
    headings = [("完成进度%", "value") if field == "value" else (word, field) for word, field in OWN]
    end = desk.drop(own_table({"1.2": {"value": "30项"}, "1.3": {"value": "6个工作日"}}, headings=headings))
    assert [end.entry(id_).value for id_ in ("1.1", "1.2", "1.3")] == [96.5, 30, 6]
    return end


@pattern(16, "0.965 in a cell formatted as per cent", A)
def test_percent_format(desk: Desk) -> Dropped:
    """What the cell shows counts: 96.5 %."""

    def formatted(sheet: Worksheet) -> None:
        sheet.cell(4, COLUMN["value"]).number_format = "0.0%"

    end = desk.drop(desk.form(rows={"1.1": {"value": 0.965}}, change=formatted))
    assert (end.entry("1.1").value, end.entry("1.1").raw) == (96.5, "96.5%")
    return end


@pattern(17, "a bare 0.98 for ≥98 %", W, "V08")
def test_share_for_percent(desk: Desk) -> Dropped:
    """0.98 is kept as written and asked about, even where the row is said to be done."""
    done = {"value": 0.98, "status": "已完成", "completed_on": "2022-06-20", "evidence": "统计表"}
    end = desk.drop(desk.form(rows={"1.1": done}))
    assert (end.entry("1.1").value, end.entry("1.1").raw) == (0.98, "0.98")
    assert end.found("V08").cell == "填报表!I4"
    assert "请填98" in end.found("V08").todo
    return end


@pattern(17, "a bare 0.98 in an own table", W, "V08")
def test_share_in_an_own_table(desk: Desk) -> Dropped:
    """The same slip is asked about wherever it stands."""
    end = desk.drop(own_table({"1.1": {"value": 0.98}}))
    assert end.found("V08").found == "本期完成值是0.98"
    return end


@pytest.mark.parametrize("typed", ["约96", "96%左右"])
@pattern(18, "约96, 96%左右", W, "V10")
def test_about(desk: Desk, typed: str) -> Dropped:
    """A rough figure is taken with its mark, and the exact one is asked for."""
    end = desk.drop(desk.form(rows={"1.1": {"value": typed}}))
    assert (end.entry("1.1").value, end.entry("1.1").approximate) == (96, True)
    assert typed in end.found("V10").found
    return end


@pytest.mark.parametrize("typed", ["90-95%", "≥95"])
@pattern(19, "90-95%, ≥95", R, "V02")
def test_range(desk: Desk, typed: str) -> Dropped:
    """A range or a limit is no figure: the department is shown what stands there."""
    end = desk.drop(desk.form(rows={"1.1": {"value": typed}}))
    assert end.entry("1.1").value is None
    assert typed in end.found("V02").found
    assert end.found("V02").wanted == "一个数字，单位：%"
    assert typed in end.words()
    return end


@pytest.mark.parametrize(
    ("id_", "typed", "value"),
    [("1.1", "九十六", 96), ("1.1", "百分之九十六点五", 96.5), ("1.2", "叁拾", 30), ("1.2", "三十项", 30)],
)
@pattern(20, "九十六, 百分之九十六点五, 叁拾, 三十项", A)
def test_chinese_numerals(desk: Desk, id_: str, typed: str, value: float) -> Dropped:
    """Numerals in Chinese are read, in an own table too."""
    end = desk.drop(own_table({id_: {"value": typed}}))
    assert (end.entry(id_).value, end.entry(id_).raw) == (value, typed)
    return end


@pytest.mark.parametrize(("typed", "value"), [("0.12万", 1200), ("1,200", 1200), ("1 200", 1200)])
@pattern(21, "0.12万, 1,200 and 1 200", A)
def test_thousands(desk: Desk, typed: str, value: float) -> Dropped:
    """Marks of thousands and 万 are read."""
    end = desk.drop(desk.form(rows={"1.2": {"value": typed}}))
    assert (end.entry("1.2").value, end.entry("1.2").raw) == (value, typed)
    return end


@pattern(22, "30项 where 项 is the unit", A)
def test_own_unit(desk: Desk) -> Dropped:
    """The unit itself is taken off."""
    end = desk.drop(desk.form(rows={"1.2": {"value": "30项"}, "1.3": {"value": "6个工作日"}}))
    assert [end.entry(id_).value for id_ in ("1.2", "1.3")] == [30, 6]
    return end


@pattern(22, "9000万元 for 亿元", W, "V11")
def test_converted(desk: Desk) -> Dropped:
    """A convertible unit is converted, and the result shown for the department to confirm."""
    end = desk.drop(desk.form(HOUSING, {"3.1": {"value": "9000万元"}}))
    assert (end.entry("3.1").value, end.entry("3.1").raw) == (0.9, "9000万元")
    assert end.found("V11").found == "“9000万元”已换算为0.9亿元"
    return end


@pattern(22, "an own table in 万元 for 亿元", W, "V11")
def test_converted_column(desk: Desk) -> Dropped:
    """A column headed in 万元 is converted row by row."""
    headings = [("累计完成数（万元）", "value") if field == "value" else (word, field) for word, field in OWN]
    end = desk.drop(
        own_table({"3.1": {"value": 9000}}, ids=("3.1", "3.2"), headings=headings, department=HOUSING)
    )
    assert end.entry("3.1").value == 0.9
    return end


@pytest.mark.parametrize("typed", ["30个", "30项改革事项"])
@pattern(22, "30个 or 30项改革事项 for 项", W, "V11")
def test_unit_of_another_name(desk: Desk, typed: str) -> Dropped:
    """A measure word for another does not send the file back: the figure is kept and asked about."""
    end = desk.drop(desk.form(rows={"1.2": {"value": typed}}))
    assert (end.entry("1.2").value, end.entry("1.2").raw) == (30, typed)
    assert "按30项记" in end.found("V11").found
    return end


@pattern(22, "6天 for 6个工作日", R, "V03")
def test_other_unit(desk: Desk) -> Dropped:
    """Days are not working days: only the department can say how many they are."""
    end = desk.drop(desk.form(rows={"1.3": {"value": "6天"}}))
    assert end.entry("1.3").value is None
    assert "应以“个工作日”为单位" in end.found("V03").found
    return end


@pytest.mark.parametrize("typed", ["'３０\n", "\u3000 3\u200b0 "])
@pattern(23, "an apostrophe, wide digits, blanks nobody sees", A)
def test_untidy_figure(desk: Desk, typed: str) -> Dropped:
    """What only the keyboard added is cleaned away, in an own table too."""
    end = desk.drop(own_table({"1.2": {"value": typed}}))
    assert end.entry("1.2").value == 30
    return end


def _with_formula(formula: str, result: float | str) -> bytes:
    """Return an own table whose figure of 1.2 is a formula with a result kept in the file."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("进展")
    sheet.write(0, 0, "县审批局2022年6月进展")
    sheet.write(1, 0, "填报单位：县审批局　填报人：王敏　联系电话：5550100　填报日期：2022年6月24日")
    sheet.write_row(2, 0, [word for word, _ in OWN])
    for line, id_ in enumerate(("1.1", "1.2", "1.3", "2.1"), 3):
        said = {**known(id_), "status": "推进中", **GOOD[id_]}
        sheet.write_row(line, 0, [said.get(field, "") for _, field in OWN])
    sheet.write_formula(4, 3, formula, None, result)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("formula", ["=20+10", "='[台账.xlsx]汇总'!B4"])
@pattern(24, "a formula with its last result, a link to another file", A)
def test_formula_with_result(desk: Desk, formula: str) -> Dropped:
    """The result the file keeps is the figure; nothing is looked up elsewhere."""
    end = desk.drop(_with_formula(formula, 30))
    assert end.entry("1.2").value == 30
    return end


@pytest.mark.parametrize("error", ["#REF!", "#N/A"])
@pattern(24, "#REF! and other errors", R, "V02")
def test_formula_with_error(desk: Desk, error: str) -> Dropped:
    """An error value is no figure."""
    end = desk.drop(_with_formula("=#REF!+1", error))
    assert end.entry("1.2").value is None
    assert error in end.found("V02").found
    return end


@pattern(24, "a formula without a result", R, "V02")
def test_formula_without_result(desk: Desk) -> Dropped:
    """A formula nobody has reckoned says nothing."""
    end = desk.drop(desk.form(rows={"1.2": {"value": "=20+10"}}))
    assert end.found("V02").found == "此格是没有算出结果的公式，请改填数字"
    return end


@pytest.mark.parametrize("typed", ["无", "/"])
@pattern(25, "无 or / for a figure not yet due", A)
def test_stated_nil(desk: Desk, typed: str) -> Dropped:
    """A stated nil is an answer, kept as no figure and never as nought; the department is told so."""
    end = desk.drop(desk.form(rows={"1.2": {"value": typed}}))
    assert (end.entry("1.2").value, end.entry("1.2").raw) == (None, typed)
    assert end.found("V05").severity is Severity.NOTICE
    assert end.found("V05").found == f"本期完成值写的是“{typed}”，按没有数字登记"
    return end


@pattern(25, "无 for what is claimed done", R, "V05")
def test_nil_claimed_done(desk: Desk) -> Dropped:
    """Nobody reaches a figure with none."""
    done = {"value": "无", "status": "已完成", "completed_on": "2022-06-20", "evidence": "统计表"}
    return desk.drop(desk.form(rows={"1.2": done}))


@pattern(25, "同上 in a text", A)
def test_ditto_in_a_text(desk: Desk) -> Dropped:
    """同上 in a text is the text above it."""
    end = desk.drop(desk.form(rows={"1.2": {"progress": "同上"}, "1.3": {"progress": "同上。"}}))
    assert end.entry("1.3").progress == end.entry("1.1").progress == GOOD["1.1"]["progress"]
    return end


@pytest.mark.parametrize("typed", ["详见附件", "同上"])
@pattern(25, "详见附件 or 同上 for a figure", R, "V04")
def test_figure_elsewhere(desk: Desk, typed: str) -> Dropped:
    """A figure has to stand in its cell."""
    end = desk.drop(desk.form(rows={"1.2": {"value": typed}}))
    assert end.found("V04").found == f"本期完成值写的是“{typed}”"
    assert end.found("V04").todo == "请把数字直接填在这一格。"
    return end


@pattern(26, "a month's 6 after a total of 24", W, "H01")
def test_month_for_total(later: Desk) -> Dropped:
    """The question proposes the sum, and the figure is kept as it is."""
    end = later.drop(later.form(rows={"1.2": {"value": 6}}))
    assert end.entry("1.2").value == 6
    assert end.found("H01").found == "本期完成值6，比上期24减少，像是当月数"
    assert "累计数应为30项" in end.found("H01").todo
    return end


@pattern(26, "the same in an own table", W, "H01")
def test_month_for_total_in_an_own_table(later: Desk) -> Dropped:
    """What was accepted before is compared whatever the table looks like."""
    end = later.drop(own_table({"1.2": {"value": "6项"}}))
    assert "累计数应为30项" in end.found("H01").todo
    return end


@pattern(27, "22 after a total of 24", W, "H01")
def test_total_falls(later: Desk) -> Dropped:
    """A small fall may be a true correction: the reason is asked for, no sum proposed."""
    end = later.drop(later.form(rows={"1.2": {"value": 22}}))
    assert end.entry("1.2").value == 22
    assert end.found("H01").found == "本期完成值22，比上期24减少"
    assert "核减的请说明原因" in end.found("H01").todo
    return end


@pattern(28, "45 after a total of 24", W, "H02")
def test_jump(later: Desk) -> Dropped:
    """A change of more than 30 % is to be explained."""
    end = later.drop(later.form(rows={"1.2": {"value": 45}}))
    assert end.found("H02").found == "本期45，比上期24增加88%"
    return end


@pattern(28, "a rate of 103 %", W, "V07")
def test_over_hundred(desk: Desk) -> Dropped:
    """A share of more than all is asked about."""
    end = desk.drop(desk.form(rows={"1.1": {"value": 103}}))
    assert end.found("V07").wanted == "不超过100%"
    return end


@pattern(28, "1.2万 for ≥2项 in the first month", W, "V12")
def test_out_of_scale(desk: Desk) -> Dropped:
    """A figure of another order than the target is asked about even with nothing before it."""
    end = desk.drop(desk.form(FINANCE, {"4.1": {"value": "1.2万"}}))
    assert end.entry("4.1").value == 12000
    assert end.found("V12").found == "本期完成值是12000项，是目标值的6000倍"
    return end


@pattern(28, "a negative count", R, "V06")
def test_negative(desk: Desk) -> Dropped:
    """Nothing is counted below nought."""
    return desk.drop(desk.form(rows={"1.2": {"value": -3}}))
