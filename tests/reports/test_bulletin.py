"""The monthly bulletin: its words, figures, measures and template."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.reports.office import convert
from tests.reports.sample import DEPARTMENTS, decided, facts, naming
from toolkit.errors import TemplateError
from toolkit.facts.derive import derived
from toolkit.facts.handling import LATE
from toolkit.judge.legend import legend
from toolkit.model.deciding import NOT_NAMED, REASONABLE, UNREASONABLE, Ask
from toolkit.model.facts import Corrected, Facts, Returns
from toolkit.model.period import Period
from toolkit.model.standing import Class, Standing
from toolkit.reports import bulletin, fields, finish, template, template_tables
from toolkit.reports.bulletin import BulletinOffice
from toolkit.reports.bulletin_progress import news
from toolkit.reports.bulletin_words import Limits, common_problems
from toolkit.reports.finish import places

TEMPLATE = Path(__file__).parents[2] / "templates" / bulletin.NAME
OFFICE = BulletinOffice(name="县政府办公室", recipients="县政府各部门", cadence_quote="按月调度、按月通报")
ISSUED = date(2022, 7, 2)
RUN_ORDER = ["rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "kern", "sz", "szCs", "u", "lang"]
PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "tabs",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
]


def draw(found: Facts | None = None, office: BulletinOffice = OFFICE) -> bytes:
    """Return the bulletin of the sample, or of other facts."""
    return bulletin.write(found or facts(), template=TEMPLATE.read_bytes(), office=office, issued_on=ISSUED)


@cache
def sample() -> bytes:
    """Return the bulletin of the sample, drawn once."""
    return draw()


def paragraphs(data: bytes) -> list[str]:
    """Return the text of every paragraph outside tables."""
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


def tables(data: bytes) -> list[list[list[str]]]:
    """Return the tables as texts."""
    document = Document(BytesIO(data))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def after(data: bytes, heading: str) -> str:
    """Return the paragraph after a heading."""
    texts = paragraphs(data)
    return texts[texts.index(heading) + 1]


def calm() -> Facts:
    """Return facts of a month in which nothing is late and everybody reported."""
    rows = tuple(
        replace(row, klass=Class.ON_SCHEDULE, overdue_days=0, problems="", questioned=False)
        for row in facts().standings
    )
    everybody = Returns(expected=9, received=9, on_time=9, late=(), missing=(), returned=0)
    return derived(replace(facts(), standings=rows, returns=everybody, issued=None))


def test_the_bulletin_has_its_skeleton() -> None:
    """Title, recipients, five sections, annexes, signature and day stand in their order."""
    texts = paragraphs(sample())
    assert texts[0] == "关于《云溪县便民服务提速\n行动方案》6月份进展情况的通报"
    assert texts[2] == "县政府各部门："
    assert texts[3] == (
        "根据《云溪县便民服务提速行动方案》（云政办发〔2022〕6号）“按月调度、按月通报”要求，"
        "现将6月份（截至2022年6月30日）进展情况通报如下："
    )
    headings = [text for text in texts if re.match(r"[一二三四五六]、", text)]
    assert headings == [
        "一、总体情况", "二、主要进展和成效", "三、存在问题", "四、报送情况", "五、下一步工作要求",
    ]  # fmt: skip
    end = texts[texts.index("附件：1.任务进展情况一览表") :]
    assert end[1:3] == ["2.逾期和滞后任务清单", "3.单位报送情况表"]
    assert [text.strip() for text in end[4:6]] == ["县政府办公室", "2022年7月2日"]


def test_the_figures_of_the_whole_add_up() -> None:
    """Classes add up to the tasks, shares to 100.0, and what changed is told."""
    text = after(sample(), "一、总体情况")
    found = re.findall(r"(\d+)项、占([\d.]+)%", text)
    assert sum(int(count) for count, _ in found) == facts().tasks == 20
    assert sum(round(float(share) * 10) for _, share in found) == 1000
    assert text.endswith("较上月新增办结1项，1项由黄转绿，4项转为红灯。")
    assert "、占0.0%" not in text
    steady = draw(replace(facts(), turned_green=(), turned_red=()))
    assert after(steady, "一、总体情况").endswith("较上月新增办结1项。")
    same = draw(replace(facts(), newly_done=(), turned_green=(), turned_red=()))
    assert "较上月" not in after(same, "一、总体情况")
    assert "申报办结的目标中，有2个尚待核实。" in text


def test_progress_quotes_the_returns_and_names_the_task() -> None:
    """Progress stands under its section, in the department's words, with its figures."""
    assert (
        "（二）推进一网通办。县市场监管局：已发放电子印章1040枚（第10项，目标≥1000枚，完成1040枚）。"
        in "".join(paragraphs(sample()))
    )


def test_past_due_and_behind_are_told_apart() -> None:
    """逾期 is said after the due day only, 滞后 before it; units stand in institutional order."""
    texts = paragraphs(sample())
    overdue = next(text for text in texts if text.startswith("（一）逾期任务"))
    assert overdue == (
        "（一）逾期任务2项。由县财政局牵头的第15项“兑现惠企政策”，应于2022年4月30日完成，目标≥90%，目前82%，逾期61天。"
        "由县政务服务局牵头的第4项“出台容缺受理办法”，应于2022年5月31日完成，目前推进中，逾期30天。"
    )
    behind = next(text for text in texts if text.startswith("（二）滞后任务"))
    assert behind.startswith("（二）滞后任务5项。由县发展改革局牵头的第2项")
    assert "逾期" not in behind
    assert "较应达进度滞后25个百分点" in behind
    assert "目前12%（待核实）" in behind


def test_reasons_decide_who_is_named() -> None:
    """A row whose reason is good, or not yet weighed, is counted and not named, in the text nor in the annex."""
    good, named = decided(Ask.REASON, "15.1", REASONABLE), naming(*DEPARTMENTS)
    data = draw(derived(replace(facts(), decisions=(good, *named))))
    overdue = next(text for text in paragraphs(data) if text.startswith("（一）逾期任务"))
    assert overdue == "（一）逾期任务2项。均经认定不列名或尚待认定。"
    assert "15.1" not in [row[0] for row in tables(data)[1]]
    assert "县财政局" not in next(text for text in paragraphs(data) if text.startswith("一是"))
    bad = decided(Ask.REASON, "15.1", UNREASONABLE)
    one = draw(derived(replace(facts(), decisions=(bad, *named))))
    told = next(text for text in paragraphs(one) if text.startswith("（一）逾期任务"))
    assert told.startswith("（一）逾期任务2项。由县财政局牵头的第15项")
    assert told.endswith("另有1项经认定不列名或尚待认定。")


@pytest.mark.parametrize("choice", [None, NOT_NAMED])
def test_nobody_is_named_unless_a_person_decided_so(choice: str | None) -> None:
    """Before 点名 is decided, and after 不点名, who did not report is a number, in the text and in every annex."""
    taken = () if choice is None else (decided(Ask.NAME, "", choice, department="县教育局"),)
    data = draw(derived(replace(facts(), decisions=taken)))
    assert "县教育局" not in str((paragraphs(data), tables(data)))
    assert after(data, "四、报送情况") == "应报9家，按时报送7家，迟报1家，未报1家，退回修改2家次。"
    assert any("请未报送的单位于2022年7月12日前补报6月份进展情况" in text for text in paragraphs(data))
    overview, returns = tables(data)
    unknown = [row[0] for row in overview if row[3] == "—"]
    assert unknown == [s.id for s in facts().standings if s.klass in LATE or s.klass is Class.UNREPORTED]
    assert after(data, "任务进展情况一览表") == "牵头单位写“—”的，不列名。"
    assert returns[-1][1:3] == ["另有2家不列名", "未按时报送"]
    assert "青溪镇" not in [row[1] for row in returns], "late is amiss, too"


def test_those_a_person_decided_to_name_are_named() -> None:
    """点名 of one of several that did not report names that one alone."""
    returns = replace(facts().returns, missing=("县教育局", "县财政局"), received=7, on_time=6)
    data = draw(derived(replace(facts(), returns=returns, decisions=naming("县教育局"))))
    assert "未报2家（其中县教育局）" in after(data, "四、报送情况")
    assert {row[3] for row in tables(data)[0] if row[0] in {"16.1", "17.1"}} == {"县教育局"}


def test_what_was_made_good_or_corrected_is_told() -> None:
    """补正 of rows stands in the opening section, 更正 of returns with the returns."""
    rows = tuple(
        replace(row, made_good="印发时黄灯，补正后绿灯") if row.id == "3.1" else row
        for row in facts().standings
    )
    lines = tuple(
        replace(each, state="更正") if each.department == "县税务局" else each
        for each in facts().returns.by_department
    )
    found = replace(facts(), standings=rows, returns=replace(facts().returns, by_department=lines))
    data = draw(derived(found))
    told = next(text for text in paragraphs(data) if text.startswith("补正更正情况"))
    assert told == (
        "补正更正情况：第3.1项“推行告知承诺制”印发时黄灯，补正后绿灯；第6.1项“上线‘一件事一次办’事项”上期黄灯，已补正。"
    )
    assert after(data, "四、报送情况").endswith("锁定后更正数据的有县税务局。")


def test_a_row_behind_says_why() -> None:
    """A day close at hand and a node missed are said, in the text and in the annex, not 滞后 alone."""
    node = "节点“完成调研”应于2022年3月31日完成，至2022年6月30日未完成"
    rows = tuple(
        replace(row, behind_by=node) if row.id == "2.1" else replace(row, problems="")
        for row in facts().standings
    )
    data = draw(derived(replace(facts(), standings=rows)))
    behind = next(text for text in paragraphs(data) if text.startswith("（二）滞后任务"))
    assert f"目标≥24项，目前6项，{node}，完成率25%，较应达进度滞后25个百分点" in behind.replace(
        "25.0%", "25%"
    )
    assert "目前申请调整，临期，还剩30天。" in behind
    told = {row[0]: row[7] for row in tables(data)[1]}
    assert (told["2.1"], told["20.1"]) == (f"{node}，落后25个百分点", "临期，还剩30天")
    assert told["15.1"] == "逾期61天"


def test_a_row_called_off_is_told_with_its_document() -> None:
    """终止 and 中止 stand in the opening section with the number, and as the state of the row in the annex."""
    off = "终止（云政办发〔2022〕15号）"
    rows = tuple(
        replace(row, stopped=off, klass=Class.NOT_DUE) if row.id == "5.1" else row
        for row in facts().standings
    )
    data = draw(derived(replace(facts(), standings=rows)))
    told = next(text for text in paragraphs(data) if text.startswith("停止推进情况"))
    assert told == (
        "停止推进情况：第5.1项“实现不动产登记一窗受理”已终止（云政办发〔2022〕15号）。以上不再研判，计入未到节点。"
    )
    assert next(row[8] for row in tables(data)[0] if row[0] == "5.1") == "已终止"
    assert not any("停止推进" in text for text in paragraphs(sample()))


def test_what_was_corrected_of_an_earlier_bulletin_is_told_in_the_next() -> None:
    """A correction of May that came in June is in June's bulletin (practice 2.3, 更正)."""
    rows = (("3.1", "推行“告知承诺”制", "印发时红灯，更正后黄灯"),)
    may = Corrected(period=Period.parse("2022-05"), departments=("县政务服务局",), rows=rows)
    april = Corrected(period=Period.parse("2022-04"), departments=("县税务局", "青溪镇"))
    data = draw(replace(facts(), corrected=(april, may)))
    assert next(text for text in paragraphs(data) if text.startswith("对前期通报的更正")) == (
        "对前期通报的更正：4月份通报印发后，县税务局、青溪镇更正或补报了数据，各项亮灯不变。"
        "5月份通报印发后，县政务服务局更正或补报了数据，第3.1项“推行‘告知承诺’制”印发时红灯，更正后黄灯。"
    )


def test_an_extended_row_is_told_with_both_days() -> None:
    """The printed day stays; the day agreed to stands beside it."""
    rows = tuple(
        replace(row, due_before=date(2022, 9, 30)) if row.id == "2.1" else row for row in facts().standings
    )
    behind = next(
        text
        for text in paragraphs(draw(derived(replace(facts(), standings=rows))))
        if text.startswith("（二）滞后任务")
    )
    assert "应于2022年9月30日完成（经批准延期至2022年12月31日）" in behind


def test_problems_shared_by_departments_are_common() -> None:
    """The same problem of two departments is told once, with their names."""
    assert "（三）共性问题。信息系统改造经费尚未落实（县发展改革局、县人力资源社会保障局）。" in paragraphs(
        sample()
    )
    rows = tuple(replace(row, problems="无。") for row in facts().standings)
    assert common_problems(derived(replace(facts(), standings=rows)), 9) == []


def test_returns_are_told_with_names() -> None:
    """Late and missing departments are named, and asked to send what is missing."""
    assert after(sample(), "四、报送情况") == (
        "应报9家，按时报送7家，迟报1家（青溪镇），未报1家（县教育局），退回修改2家次。"
    )
    assert any("请县教育局于2022年7月12日前补报6月份进展情况" in text for text in paragraphs(sample()))


def test_empty_parts_say_so() -> None:
    """A month without trouble says 无, compares with nothing and urges nobody."""
    data = draw(calm())
    text = "\n".join(paragraphs(data))
    assert "（一）逾期任务。无。" in text
    assert "（二）滞后任务。无。" in text
    assert "共性问题" not in text
    assert "考核得分" not in text
    assert "逾期和滞后任务清单" not in text, "an annex of nothing is left out, and the next has its number"
    assert "附件：1.任务进展情况一览表\n2.单位报送情况表\n" in text
    assert "附件2\n\n单位报送情况表" in text
    assert "较上月" not in text
    assert "尚待核实" not in text
    assert "一是紧盯时限节点。请各牵头单位按完成时限推进各项任务。" in text


def test_annexes_hold_every_row() -> None:
    """The tables hold all rows, all laggards and all departments, with lights in words."""
    overview, laggards, returns = tables(sample())
    assert [row[0] for row in overview[1:]] == [standing.id for standing in facts().standings]
    assert overview[1][-1] == "蓝"
    assert [row[0] for row in laggards[1:]] == ["15.1", "4.1", "2.1", "12.1", "8.1", "20.1", "9.1"]
    assert [row[1] for row in returns[1:]] == [each.department for each in facts().returns.by_department]


def test_days_and_moments_are_written_as_papers_do() -> None:
    """No table says a day as machines do (GB/T 9704-2012 clause 7.3.5.4)."""
    overview, _, returns = tables(sample())
    assert overview[1][4] == "2022年12月31日"
    assert returns[1][3] == "6月21日10:30"
    assert returns[3][3:5] == ["—", "—"], "who sent nothing was not late"
    assert not re.search(r"\d{4}-\d\d", str(tables(sample())))


def test_the_rules_of_the_lights_stand_above_the_table() -> None:
    """Whoever reads the lights reads what they mean."""
    data = bulletin.write(
        facts(), template=TEMPLATE.read_bytes(), office=OFFICE, issued_on=ISSUED, legend=legend({})
    )
    assert after(data, "任务进展情况一览表").startswith("蓝灯：牵头单位申报已完成并经审核接收。绿灯：")


def test_title_and_signature_are_placed() -> None:
    """The title turns between words; the day begins two characters right of the signature (7.3.1, 7.3.5.2)."""
    signed = [
        p for p in Document(BytesIO(sample())).paragraphs if p.style is not None and p.style.name == "落款"
    ]
    indents = [p.paragraph_format.left_indent for p in signed]
    assert all(indent is not None for indent in indents)
    left, right = (indent.pt / finish._CHARACTER for indent in indents if indent is not None)
    assert round(right - left, 1) == 2
    assert places("云溪县优化营商环境工作领导小组办公室", "2022年7月1日") == (8, 10)
    assert places("县政府", "2022年12月31日") == (17, 19)


def test_headings_stay_with_what_follows() -> None:
    """No heading stands alone at the foot of a page."""
    assert Document(BytesIO(sample())).styles["一级标题"].paragraph_format.keep_with_next


def test_scores_appear_when_they_are_switched_on() -> None:
    """With scores there is a fourth annex, and section five points to it."""
    scores = (
        {
            "department": "县财政局",
            "total": 92.5,
            "parts": [{"rule": "迟报", "points": -2.0, "why": "迟报1天"}],
        },
    )
    data = draw(replace(facts(), scores=scores))
    assert after(data, "五、考核得分和排名") == "各单位得分及排名见附件4。"
    assert "六、下一步工作要求" in paragraphs(data)
    assert tables(data)[3][1] == ["1", "县财政局", "92.5", "迟报1天（-2）"]
    assert "4.单位得分及排名表" in paragraphs(data)


def test_no_telephone_number_gets_into_the_bulletin() -> None:
    """Numbers of persons that a department wrote into its text are hidden."""
    row = facts().standings[0]
    rows = (
        replace(row, progress="请找王某13900001234", problems="电话0769-81234567", light_before=None),
        *facts().standings[1:],
    )
    everything = "".join(
        str(part) for part in (paragraphs(draw(derived(replace(facts(), standings=rows)))), tables(sample()))
    )
    assert not re.search(r"1[3-9]\d{9}|0\d{2,3}-\d{7}", everything)


def test_what_a_department_wrote_is_never_a_tag() -> None:
    """Angle brackets, ampersands and braces of a return are only letters."""
    rows: tuple[Standing, ...] = (
        replace(facts().standings[0], progress="A<b>&{{ 署名 }}{% x %}"),
        *facts().standings[1:],
    )
    assert "A<b>&{{ 署名 }}{% x %}" in "".join(paragraphs(draw(derived(replace(facts(), standings=rows)))))


def test_the_text_stays_below_four_thousand_characters() -> None:
    """A long plan names fewer rows in the text; the annexes hold them all."""
    long = facts(repeat=12)
    data = draw(long)
    assert bulletin.characters(sample()) < bulletin.characters(data) <= bulletin.LONGEST
    assert re.search(r"其余\d+项见附件2。", "".join(paragraphs(data)))
    assert len(tables(data)[0]) == len(long.standings) + 1


def test_other_periods_have_their_names() -> None:
    """A quarter is a quarter in title and comparison."""
    text = "".join(paragraphs(draw(replace(facts(), period=Period.parse("2022Q2")))))
    assert "2022年第二季度进展情况的通报" in text
    assert "较上季度新增办结" in text


def test_the_same_facts_give_the_same_bytes() -> None:
    """Nothing of the clock or the machine gets into the document."""
    assert draw() == sample()
    assert {info.date_time for info in ZipFile(BytesIO(sample())).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_template_in_the_project_is_the_one_the_script_makes() -> None:
    """Whoever changes one changes the other."""
    assert TEMPLATE.read_bytes() == template.build()


def test_pages_have_the_measures_of_the_standard() -> None:
    """GB/T 9704-2012: A4, 37/28/35/26 mm, 三号仿宋 at 28.9 points, numbers outside, annexes on their side."""
    document = Document(BytesIO(sample()))
    first, last = document.sections[0], document.sections[-1]
    sides = (first.top_margin, first.left_margin, first.bottom_margin, first.right_margin)
    assert [round(side.mm) for side in sides if side is not None] == [37, 28, 35, 26]
    assert last.page_width is not None
    assert round(last.page_width.mm) == 297
    assert document.settings.odd_and_even_pages_header_footer
    body = document.styles["公文正文"].element.xml
    for measure in ('w:eastAsia="仿宋_GB2312"', 'w:sz w:val="32"', 'w:line="578"', 'w:lineRule="exact"',
                    'w:firstLineChars="200"', 'w:spacing w:val="-5"', 'w:lang w:val="en-US" w:eastAsia="zh-CN"'):  # fmt: skip
        assert measure in body
    assert 'w:eastAsia="方正小标宋简体"' in document.styles["公文标题"].element.xml
    assert 'w:eastAsia="黑体"' in document.styles["一级标题"].element.xml
    headers = [table.rows[0]._tr.xml for table in document.tables]
    assert all("w:tblHeader" in header and "w:cantSplit" in header for header in headers)


def test_numbers_stand_outside_and_turn_with_the_page() -> None:
    """Odd numbers right, even left; on a page on its side in a turned box at the edge that becomes the foot."""
    document = Document(BytesIO(sample()))
    upright, turned = document.sections[0], document.sections[-1]
    assert "w:rightChars" in upright.footer.paragraphs[0]._p.xml
    assert "w:leftChars" in upright.even_page_footer.paragraphs[0]._p.xml
    for footer in (turned.footer, turned.even_page_footer):
        assert not footer.is_linked_to_previous
        assert 'vert="vert"' in footer.paragraphs[0]._p.xml
        assert "PAGE" in footer.paragraphs[0]._p.xml


def test_parts_stand_in_the_order_word_asks_for() -> None:
    """Word refuses, where LibreOffice forgives, properties in another order than the schema's."""
    document = Document(BytesIO(sample()))
    for style in document.styles:
        for tag, order in (("w:rPr", RUN_ORDER), ("w:pPr", PARAGRAPH_ORDER)):
            properties = style.element.find(qn(tag))
            names = [child.tag.split("}")[1] for child in properties] if properties is not None else []
            places = [order.index(name) for name in names if name in order]
            assert places == sorted(places), (style.name, names)


def test_tables_fit_the_page() -> None:
    """Every table is as wide as the text of a page on its side: 297 less 35 and 37 mm."""
    assert {sum(column.width for column in each.columns) for each in template_tables.ANNEXES} == {225}


def test_the_context_has_exactly_the_fields_we_document() -> None:
    """Every field of the list is filled in, and nothing that is not on the list."""
    limits = Limits(9, 9, 9, 9, 9, 9)
    context = bulletin._fixed(facts(), OFFICE, ISSUED, ISSUED, legend({})) | bulletin._named(
        facts(), news(facts()), limits
    )
    assert set(context) == set(fields.FIELDS)
    for name, shape in fields.FIELDS.items():
        if isinstance(shape, dict):
            assert set(context[name]) == set(shape), name
        if isinstance(shape, list) and context[name]:
            assert set(context[name][0]) == set(shape[0]), name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{ 县长姓名 }}", "不认识的字段：县长姓名"),
        ("{{ 办结.人数 }}", "标记有误"),
        ("{% if 文号 %}", "标记有误"),
    ],
)
def test_a_wrong_template_is_told_in_a_sentence(words: str, said: str) -> None:
    """A field there is not, or a tag left open, stops the bulletin and says where and what to do."""
    document = Document(BytesIO(TEMPLATE.read_bytes()))
    document.add_paragraph(words)
    changed = BytesIO()
    document.save(changed)
    with pytest.raises(TemplateError, match=said) as caught:
        bulletin.check_template(changed.getvalue())
    assert "月通报.docx" in str(caught.value)
    assert str(caught.value).endswith("。")


def test_a_file_that_is_no_template_is_told_in_a_sentence() -> None:
    """Bytes that are no Word file do not end in a traceback."""
    with pytest.raises(TemplateError, match="打不开"):
        bulletin.check_template(b"not a document")


def test_our_template_passes_its_own_check() -> None:
    """The template we ship can be filled in."""
    bulletin.check_template(TEMPLATE.read_bytes())


def test_a_full_page_has_twenty_two_lines(tmp_path: Path) -> None:
    """Laid out by LibreOffice, the second page holds 22 lines and its number (clause 5.2.3)."""
    pdf = convert(sample(), "docx", "pdf", tmp_path)
    with pdfplumber.open(pdf) as laid_out:
        lines = laid_out.pages[1].extract_text_lines()
    assert [line["text"] for line in lines][-1].replace(" ", "") == "—2—"
    assert len(lines) == 23
