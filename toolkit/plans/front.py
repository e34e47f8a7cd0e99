"""文头：where the plan's own text begins in a document, and what is printed around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from toolkit.lang import cells, dates, names
from toolkit.lang.script import shadow, strip_blanks
from toolkit.plans import markers

if TYPE_CHECKING:
    from datetime import date

    from toolkit.plans.document import Line

_TITLE: Final = re.compile(
    r"(?:方案|计划|规划|意见|措施|办法|清单|要点|行动|分工|纲要|规定|细则|任务书|部署|指南|举措|条例|通知|决定|安排|工程|分解表|任务表|台账|一览表|任务单|分解|责任书|实施意见|若干政策|政策)$"
)
_PLAIN_TITLE: Final = re.compile(r"(?:任务|工作|事项|项目|目标|指标|改革|攻坚|提升|建设)$")
_MARKED: Final = re.compile(r"^《[^《》]*》$")
_NOTICE: Final = re.compile(r"(?:通知|函|请示|报告|公告|批复|意见建议)$")
_ASIDE: Final = re.compile(r"\([^()]{1,30}\)$")
_PRINTED: Final = re.compile(r"^\(.{2,30}\)$")
_DATE: Final = re.compile(
    r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|[二一][〇○零OoＯ0九][〇○零OoＯ0一二三四五六七八九]{2}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_DAY_ONLY: Final = re.compile(rf"^[^,。;]{{0,24}}?({_DATE.pattern})(?:印发|发布)?$")
_NUMBER: Final = re.compile(
    r"(?<![《据照(\u4e00-\u9fff])([\u4e00-\u9fff]{2,12}\s?\(\s?(?:19|20)\d{2}\s?\)\s?第?\s?\d{1,4}\s?号)"
)
_DRAFT: Final = re.compile(r"征求意见稿|送审稿|讨论稿|草案|初稿|审议稿")
_SENTENCE: Final = re.compile(r"[。;!?]|:$")
_YEAR: Final = re.compile(r"(?<![\d—\-至])((?:19|20)\d{2})年?(?:度)?(?![\d—\-~至])")
_ANY_YEAR: Final = re.compile(r"(?<!\d)(20[0-4]\d)(?:年|[-./]\d{1,2}[-./]\d)")
_LONGEST_TITLE: Final = 80
_ABOVE: Final = 3
_TAIL: Final = 6


@dataclass(frozen=True, slots=True)
class Front:
    """What is printed about the plan as a whole; ``body`` is the line its own text begins at."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    issued: date | None = None
    draft: bool = False
    body: int = 0
    year: int | None = None
    quotes: dict[str, str] = field(default_factory=dict)
    notice: tuple[str, ...] = ()


def read(lines: tuple[Line, ...]) -> Front:
    """Return the title, issuer, document number, date and state of a plan, and where its text begins."""
    texts = [line.text.strip() if line.cell is None else "" for line in lines]
    plain = [shadow(text).strip() for text in texts]
    place = _title_place(plain)
    first, last = _title_lines(plain, place) if place is not None else (0, -1)
    title = "".join(strip_blanks(text) for text in texts[first : last + 1])
    body = last + 1
    around = [*range(min(body + 1, len(plain))), *range(max(body, len(plain) - _TAIL), len(plain))]
    issued, issued_at = _issued(plain, around)
    issuer = _issuer(texts, plain, issued_at)
    number = next((m for i in around if (m := _NUMBER.search(plain[i]))), None)
    shown = next((texts[i] for i in around if _NUMBER.search(plain[i])), "")
    return Front(
        title=title[1:-1] if _MARKED.match(title) else title,
        issuer=issuer,
        number=shown[number.start() : number.end()].strip() if number else "",
        issued=issued,
        draft=any(_DRAFT.search(plain[i]) for i in range(min(body, len(plain)))),
        body=body,
        year=_year(shadow(title), issued, [shadow(line.text) for line in lines]),
        quotes={
            "title": title,
            "issuer": issuer,
            "number": shown,
            "issued": texts[issued_at] if issued_at >= 0 else "",
        },
        notice=tuple(texts[: max(first, 0)]),
    )


def _title_place(plain: list[str]) -> int | None:
    """Return the line the title ends on: after the covering notice, where there is one."""
    places = [i for i, text in enumerate(plain) if _is_title(text)]
    if not places:
        return None
    own = [i for i in places if not _NOTICE.search(_ASIDE.sub("", plain[i])) and not _mentions(plain[i])]
    signed = next((i for i, text in enumerate(plain) if _DAY_ONLY.match(strip_blanks(text))), None)
    if signed is not None:
        after = [i for i in own if signed < i <= signed + 12]
        if after:
            return after[0]
    limit = next(
        (i for i, text in enumerate(plain) if (m := markers.match(text)) and m.ordinal == 1), len(plain)
    )
    early = [i for i in own if i < limit] or [i for i in places if i < limit]
    return early[-1] if early and early[-1] in own else (early[0] if early else None)


def _is_title(text: str) -> bool:
    bare = _ASIDE.sub("", text).rstrip()
    bare = bare[1:-1] if bare.startswith("《") and bare.endswith("》") else bare
    if not 4 <= len(text) <= _LONGEST_TITLE or _SENTENCE.search(text) or markers.match(text):  # noqa: PLR2004
        return False
    if re.match(r"^附\s?件", text):
        return False
    return bool(
        _TITLE.search(bare) or (_PLAIN_TITLE.search(bare) and re.search(r"[县市区省州旗镇]|20\d\d", bare))
    )


def _mentions(text: str) -> bool:
    return text.startswith("关于印发") or "》的" in text


def _title_lines(plain: list[str], place: int) -> tuple[int, int]:
    """A title may run over lines above, and a year or 征求意见稿 in brackets may stand below."""
    first = last = place
    while (
        first > 0
        and place - first < _ABOVE
        and _is_title_part(plain[first - 1], goes_on=plain[first].startswith(("及", "和", "暨", "的")))
    ):
        first -= 1
    if last + 1 < len(plain) and _PRINTED.match(plain[last + 1]):
        last += 1
    return first, last


def _is_title_part(text: str, *, goes_on: bool) -> bool:
    """Tell whether a line may be the upper part of a title; ``goes_on`` says the lower begins with 及 or 的."""
    bare = strip_blanks(text)
    if not 2 <= len(bare) <= _LONGEST_TITLE // 2 or _SENTENCE.search(bare) or _DAY_ONLY.match(bare):  # noqa: PLR2004
        return False
    if (
        _NUMBER.search(text)
        or markers.match(text)
        or re.match(r"^附\s?[件录]|^联系|^各", bare)
        or (_is_title(text) and not goes_on)
    ):
        return False
    return not names.is_body(bare) and not re.search(r"[:,]$|\d{6}", bare)


def _issued(plain: list[str], around: list[int]) -> tuple[date | None, int]:
    for i in around:
        bare = strip_blanks(plain[i])
        if match := _DAY_ONLY.match(bare):
            text = re.sub(r"[○Oo零]", "〇", match[1]) if not match[1][0].isdigit() else match[1]
            day = cells.read_date(text, 2000).day
            if day is not None:
                return day, i
    return None, -1


def _issuer(texts: list[str], plain: list[str], issued_at: int) -> str:
    """Return the body that signs: the line above the date, or on the date's own line."""
    if issued_at < 0:
        return ""
    own = _DATE.split(strip_blanks(plain[issued_at]))[0]
    if names.is_body(own):
        return strip_blanks(texts[issued_at])[: len(own)]
    above = strip_blanks(texts[issued_at - 1]) if issued_at else ""
    return above if names.is_body(above) and not _SENTENCE.search(shadow(above)) else ""


def _year(title: str, issued: date | None, plain: list[str]) -> int | None:
    """Return the plan's own year: the one in its title, else of its issue, else the first it speaks of."""
    years = {int(match[1]) for match in _YEAR.finditer(title)}
    if len(years) == 1:
        return years.pop()
    if issued is not None:
        return issued.year
    printed = [
        limit.due.year
        for text in plain
        for limit in dates.limits(text, dates.NO_YEAR)
        if limit.due.year > dates.NO_YEAR
    ]
    spoken = [int(match[1]) for text in plain for match in _ANY_YEAR.finditer(text)]
    return min(printed, default=min(spoken, default=None))


def short_name(title: str) -> str:
    """Return the plan's short name: its title without place, brackets and what a file name cannot have."""
    bare = re.sub(r"[（(][^（）()]*[)）]", "", title)
    bare = re.sub(r"^关于(?:印发)?|的通知$", "", bare)
    bare = re.sub(r'[\s\\/:*?"<>|\[\]“”‘’《》、，,。.：]', "", bare)
    placed = re.match(r"^[\u4e00-\u9fff]{2,7}?[省市县區区州旗縣](?=[\u4e00-\u9fff]{6,})", bare)
    bare = bare[placed.end() :] if placed else bare
    paired = (
        re.match(r"^[与與和及同][\u4e00-\u9fff]{1,5}?[市县县區区縣州](?=[\u4e00-\u9fff]{6,})", bare)
        if placed
        else None
    )
    bare = bare[paired.end() :] if paired else bare
    upper = placed is not None and placed[0][-1] in "省市"
    placed = re.match(r"^[\u4e00-\u9fff]{1,6}?[县區区縣](?=[\u4e00-\u9fff]{6,})", bare) if upper else None
    return (bare[placed.end() :] if placed else bare)[:20] or "方案"
