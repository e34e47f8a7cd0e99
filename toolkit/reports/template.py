"""
月通报模板：how ``templates/月通报.docx`` is made.

A clerk edits the file in Word; whoever changes its skeleton changes it here and runs
``python -m toolkit.reports.template templates/月通报.docx``.
"""

from __future__ import annotations

import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from toolkit.reports import gongwen, page_numbers
from toolkit.reports.gongwen import FANGSONG, HEITI, KAITI, SAN_HAO, SI_HAO, SONGTI, WU_HAO, XIAOBIAOSONG
from toolkit.reports.package import settle
from toolkit.reports.template_tables import ANNEXES, annex

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MADE = datetime(2022, 1, 1)
_ROW_PITCH = 13.5
"""Points of a line in tables, whichever face stands in for ours."""

_CENTRE, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
TEXT: tuple[tuple[str, str], ...] = (
    ("公文标题", "关于《{{ 方案名称 }}》{{ 期别 }}进展情况的通报"),
    ("主送机关", ""),
    ("主送机关", "{{ 主送单位 }}："),
    ("公文正文", (
        "根据《{{ 方案名称 }}》{% if 文号 %}（{{ 文号 }}）{% endif %}{% if 机制原文 %}“{{ 机制原文 }}”{% endif %}要求，"
        "现将{{ 期别 }}（截至{{ 截止日期 }}）进展情况通报如下："
    )),
    ("一级标题", "一、总体情况"),
    ("公文正文", (
        "《方案》明确任务{{ 任务数 }}项、量化目标和节点{{ 目标数 }}个。截至{{ 截止日期 }}，"
        "已" + "，".join(
            f"{words}{{{{ {name}.项数 }}}}项{{% if {name}.项数 %}}、占{{{{ {name}.占比 }}}}%{{% endif %}}"
            for name, words in (
                ("办结", "办结"), ("达到序时", "达到序时进度"), ("滞后", "滞后"), ("逾期", "逾期"),
                ("未到节点", "未到节点"), ("未报", "未报"),
            )
        ) + "。"
        "{% if 待核实 %}申报办结的目标中，有{{ 待核实 }}个尚待核实。{% endif %}"
        "{% if 变化 %}较{{ 上期 }}{{ 变化 }}。{% endif %}"
    )),
    ("公文正文", "{%p if 补正 %}"),
    ("公文正文", (
        "补正更正情况：{% for 项 in 补正 %}第{{ 项.编号 }}项“{{ 项.名称 }}”{{ 项.说明 }}"
        "{% if not loop.last %}；{% endif %}{% endfor %}{% if 补正其余 %}；另有{{ 补正其余 }}项{% endif %}。"
    )),
    ("公文正文", "{%p endif %}"),
    ("公文正文", "{%p if 前期更正 %}"),
    ("公文正文", (
        "对前期通报的更正：{% for 期 in 前期更正 %}{{ 期.期别 }}通报印发后，{{ 期.单位 }}更正或补报了数据，"
        "{% if 期.内容 %}{{ 期.内容 }}{% if 期.其余 %}；另有{{ 期.其余 }}项{% endif %}{% else %}各项亮灯不变{% endif %}。{% endfor %}"
    )),
    ("公文正文", "{%p endif %}"),
    ("公文正文", "{%p if 停止推进 %}"),
    ("公文正文", (
        "停止推进情况：{% for 项 in 停止推进 %}第{{ 项.编号 }}项“{{ 项.名称 }}”已{{ 项.说明 }}"
        "{% if not loop.last %}；{% endif %}{% endfor %}{% if 停止推进其余 %}；另有{{ 停止推进其余 }}项{% endif %}。"
        "以上不再研判，计入未到节点。"
    )),
    ("公文正文", "{%p endif %}"),
    ("一级标题", "二、主要进展和成效"),
    ("公文正文", "{%p for 章 in 进展 %}"),
    ("公文正文", "[楷]（{{ 章.序号 }}）{{ 章.章节 }}。[/楷]{{ 章.内容 }}"),
    ("公文正文", "{%p else %}"),
    ("公文正文", "本期没有新的进展。"),
    ("公文正文", "{%p endfor %}"),
    ("公文正文", "{%p if 进展 and 进展其余 %}"),
    ("公文正文", "其余任务进展情况见附件1。"),
    ("公文正文", "{%p endif %}"),
    ("一级标题", "三、存在问题"),
    ("公文正文", (
        "[楷]（一）逾期任务{% if 逾期任务.数量 %}{{ 逾期任务.数量 }}项{% endif %}。[/楷]"
        "{% for 项 in 逾期任务.任务 %}由{{ 项.单位 }}牵头的第{{ 项.编号 }}项“{{ 项.名称 }}”，"
        "{{ 项.情况 }}。{% else %}{% if not 逾期任务.数量 %}无。{% endif %}{% endfor %}"
        "{% if 逾期任务.其余 %}其余{{ 逾期任务.其余 }}项见附件2。{% endif %}"
        "{% if 逾期任务.未列名 %}{% if 逾期任务.任务 %}另有{{ 逾期任务.未列名 }}项{% else %}均{% endif %}"
        "经认定不列名或尚待认定。{% endif %}"
    )),
    ("公文正文", (
        "[楷]（二）滞后任务{% if 滞后任务.数量 %}{{ 滞后任务.数量 }}项{% endif %}。[/楷]"
        "{% for 项 in 滞后任务.任务 %}由{{ 项.单位 }}牵头的第{{ 项.编号 }}项“{{ 项.名称 }}”，"
        "{{ 项.情况 }}。{% else %}{% if not 滞后任务.数量 %}无。{% endif %}{% endfor %}"
        "{% if 滞后任务.其余 %}其余{{ 滞后任务.其余 }}项见附件2。{% endif %}"
        "{% if 滞后任务.未列名 %}{% if 滞后任务.任务 %}另有{{ 滞后任务.未列名 }}项{% else %}均{% endif %}"
        "经认定不列名或尚待认定。{% endif %}"
    )),
    ("公文正文", "{%p if 共性问题 %}"),
    ("公文正文", (
        "[楷]（三）共性问题。[/楷]"
        "{% for 项 in 共性问题 %}{% if 共性问题|length > 1 %}{{ 项.序号 }}是{% endif %}"
        "{{ 项.问题 }}（{{ 项.单位 }}）。{% endfor %}"
    )),
    ("公文正文", "{%p endif %}"),
    ("一级标题", "四、报送情况"),
    ("公文正文", (
        "应报{{ 应报 }}家，按时报送{{ 按时 }}家，迟报{{ 迟报 }}家{% if 迟报名单 %}（{{ 迟报名单 }}）{% endif %}，"
        "未报{{ 未报单位数 }}家{% if 未报名单 %}（{{ 未报名单 }}）{% endif %}，退回修改{{ 退回 }}家次。"
        "{% if 更正单位 %}锁定后更正数据的有{{ 更正单位 }}。{% endif %}"
    )),
    ("一级标题", "{%p if 评分 %}"),
    ("一级标题", "五、考核得分和排名"),
    ("公文正文", "各单位得分及排名见附件{{ 附件号.评分 }}。"),
    ("一级标题", "{%p endif %}"),
    ("一级标题", "{% if 评分 %}六{% else %}五{% endif %}、下一步工作要求"),
    ("公文正文", (
        "一是紧盯时限节点。{% if 督促单位 %}请{{ 督促单位 }}对照附件2逐项明确措施和责任人，"
        "于{{ 整改日期 }}前将整改情况报送{{ 汇总单位 }}。{% else %}请各牵头单位按完成时限推进各项任务。{% endif %}"
    )),
    ("公文正文", (
        "二是按时规范报送。{% if 补报单位 %}请{{ 补报单位 }}于{{ 整改日期 }}前补报{{ 期别 }}进展情况。{% endif %}"
        "各牵头单位报送的数据应真实、完整，存疑数据应及时说明。"
    )),
    ("公文正文", "三是加强跟踪督办。对连续两个月滞后且无合理原因的，将按程序予以督办、通报。"),
    ("公文正文", ""),
    ("附件说明", "附件：1.任务进展情况一览表"),
    ("附件说明续", "{%p if 清单 %}"),
    ("附件说明续", "{{ 附件号.清单 }}.逾期和滞后任务清单"),
    ("附件说明续", "{%p endif %}"),
    ("附件说明续", "{{ 附件号.报送 }}.单位报送情况表"),
    ("附件说明续", "{%p if 评分 %}"),
    ("附件说明续", "{{ 附件号.评分 }}.单位得分及排名表"),
    ("附件说明续", "{%p endif %}"),
    ("公文正文", ""),
    ("落款", "{{ 署名 }}"),
    ("落款", "{{ 成文日期 }}"),
)  # fmt: skip
"""Paragraphs of the bulletin: style and words; ``[楷]…[/楷]`` is set in 楷体."""

_LAST_WORDS = next(i for i, (_, words) in enumerate(TEXT) if words.startswith("三是"))
"""From here to the day all stands on one page, so that no page holds the signature alone."""


def build() -> bytes:
    """Return the template, the same bytes each time."""
    from docx import Document

    document = Document()
    styles(document)
    first = document.sections[0]
    gongwen.portrait(first)
    page_numbers.upright(document, first)
    for i, (style, words) in enumerate(TEXT):
        paragraph(document, style, words, kept=i >= _LAST_WORDS)
    turned = document.add_section()
    gongwen.landscape(turned)
    page_numbers.on_its_side(turned)
    for each in ANNEXES:
        annex(document, each)
    return saved(document)


def saved(document: Document) -> bytes:
    """Return a template's bytes, which name neither who made it nor when."""
    properties = document.core_properties
    properties.created = properties.modified = _MADE
    properties.author = properties.last_modified_by = properties.comments = properties.title = ""
    made = BytesIO()
    document.save(made)
    return settle(made.getvalue())


def styles(document: Document) -> None:
    """Give a document the styles of our papers."""
    gongwen.font(document.styles["Normal"], FANGSONG, SAN_HAO)
    add = gongwen.style
    add(document, "公文标题", XIAOBIAOSONG, gongwen.ER_HAO, align=_CENTRE, condensed=False, pitch=35)
    add(document, "主送机关", FANGSONG, SAN_HAO)
    add(document, "公文正文", FANGSONG, SAN_HAO, indent=True)
    add(document, "一级标题", HEITI, SAN_HAO, indent=True)
    add(document, "附件说明", FANGSONG, SAN_HAO, align=_LEFT)
    add(document, "附件说明续", FANGSONG, SAN_HAO, align=_LEFT)
    add(document, "落款", FANGSONG, SAN_HAO, align=_LEFT)
    add(document, "附件序号", HEITI, SAN_HAO, align=_LEFT)
    add(document, "附件标题", XIAOBIAOSONG, gongwen.ER_HAO, align=_CENTRE, condensed=False, pitch=35)
    add(document, "附件注", KAITI, WU_HAO, align=_LEFT, condensed=False, pitch=None)
    add(document, "表头", HEITI, WU_HAO, align=_CENTRE, condensed=False, pitch=_ROW_PITCH)
    add(document, "表格文字", FANGSONG, WU_HAO, align=_LEFT, condensed=False, pitch=_ROW_PITCH)
    add(document, "表格居中", FANGSONG, WU_HAO, align=_CENTRE, condensed=False, pitch=_ROW_PITCH)
    add(document, page_numbers.STYLE, SONGTI, SI_HAO, align=_LEFT, condensed=False, pitch=None)
    document.styles["附件标题"].paragraph_format.space_after = Pt(8)
    document.styles["附件注"].paragraph_format.space_after = Pt(4)
    _hang(document, "附件说明", chars=5, first=-3)
    _hang(document, "附件说明续", chars=5, first=0)
    document.styles["一级标题"].paragraph_format.keep_with_next = True


def _hang(document: Document, name: str, *, chars: int, first: int) -> None:
    """Set a style in by characters, its first line by others, so that turn lines stand under the name (7.3.4)."""
    layout = document.styles[name].paragraph_format
    layout.left_indent, layout.first_line_indent = Pt(chars * SAN_HAO), Pt(first * SAN_HAO)


def paragraph(document: Document, style: str, words: str, *, kept: bool = False) -> Paragraph:
    """Add a paragraph; one that is ``kept`` stays on the page of the next."""
    added = document.add_paragraph(style=style)
    added.paragraph_format.keep_with_next = kept or None
    for i, piece in enumerate(words.replace("[/楷]", "[楷]").split("[楷]")):
        if not piece:
            continue
        run = added.add_run(piece)
        if i % 2:
            properties = run._r.get_or_add_rPr()  # noqa: SLF001 -- python-docx sets no East Asian face
            properties.append(gongwen.part("rFonts", ascii=KAITI, hAnsi=KAITI, eastAsia=KAITI))
    return added


def main() -> None:
    """Write the template to the path given."""
    Path(sys.argv[1]).write_bytes(build())


if __name__ == "__main__":
    main()
