"""佐证：what is named as evidence against the files kept, and against when the work began."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from toolkit.checks.row import said
from toolkit.checks.rule import Fault, Need, Severity, on_return, on_row
from toolkit.lang.script import fold
from toolkit.model import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.checks.beside import Kept, Place
    from toolkit.checks.context import CheckContext
    from toolkit.checks.row import Row
    from toolkit.model.returns import Entry, Return

_FILE: Final = re.compile(
    r"[^\s，,。；;、：:“”\"'《》（）()]+\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|jpe?g|png|bmp|gif|tiff?|zip|rar|7z|mp4)",
    re.IGNORECASE,
)
_DOT: Final = "."
_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff"})
_POINTS: Final = re.compile(
    r"(?:详?见|参见|另附|附后|附件|见附件|已附|附)?(?:进展情况|进展|附件|上文|上述|前文|另附|材料|有|是|已有|已附|附后|"
    r"齐全|已报送|已上报|已提供|另报|后补|待补|后附|详见)[。.]?"
)
_YEAR: Final = re.compile(r"[〔\[【(（](20\d\d)[〕\]】)）]")
_DAY: Final = re.compile(r"(20\d\d)[年.\-/](1[0-2]|0?[1-9])[月.\-/](3[01]|[12]\d|0?[1-9])日?(?!\d)")


def files_named(text: str) -> tuple[str, ...]:
    """Return the file names, with their endings, in a text under 佐证材料."""
    return tuple(_FILE.findall(text)) if _DOT in text else ()


def names_files(return_: Return) -> bool:
    """Whether any row of a return names a file: then what is kept beside it matters."""
    return any(_DOT in entry.evidence and files_named(entry.evidence) for entry in return_.entries)


@on_row(
    "E01",
    "file-not-kept",
    "写了佐证文件，没有收到",
    Severity.NOTICE,
    looks_at=("evidence",),
    todo="请把写明的文件与填报表一并报送，文件名与所写的一致。",
    source="practice 2.2 (报结待核), 6.30",
    needs=Need.EVIDENCE,
)
def file_not_kept(row: Row) -> Fault | None:
    """Tell that a file named with its ending is not among those kept beside the return, this month or before."""
    kept = row.context.kept
    if kept is None or not row.entry.evidence:
        return None
    here = {_plain(one.file) for one in kept}
    lost = [name for name in files_named(row.entry.evidence) if _plain(name) not in here]
    if not lost:
        return None
    return Fault(found=f"佐证材料写了“{lost[0]}”，没有收到", wanted="写明的文件都已报送", field="evidence")


@on_return(
    "E02",
    "file-for-two-rows",
    "同一份文件作两行的佐证",
    Severity.NOTICE,
    looks_at=("evidence",),
    todo="请核对这份文件是否都能证明；不能的请另附。",
    source="practice 6.30; a document proves what it is about",
)
def file_for_two_rows(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Tell of the same bytes kept for more than one row of the return."""
    rows: dict[str, dict[tuple[str, str], str]] = {}
    for one in context.files:
        for key in one.rows if one.sha256 else ():
            rows.setdefault(one.sha256, {}).setdefault(key, one.file)
    for used in rows.values():
        if len(used) > 1:
            (plan, first), file = next(iter(used.items()))
            yield Fault(
                found=f"文件“{file}”同时作编号{'、'.join(id_ for _, id_ in used)}的佐证",
                wanted="各行有各自的佐证",
                cell=_cell_of(return_, plan, first),
                id=first,
                plan=plan,
            )


@on_return(
    "E03",
    "file-of-another-month",
    "佐证文件以前报过",
    Severity.WARNING,
    looks_at=("evidence",),
    todo="请报送反映本期情况的佐证；确实沿用的请说明。",
    source="practice 6.30, 6.34",
)
def file_of_another_month(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find the same bytes this department handed in for an earlier month."""
    return _reused(
        return_,
        context,
        lambda place: place.department == return_.department and place.period < return_.period,
        lambda place: f"{place.period}已经报过",
    )


@on_return(
    "E04",
    "file-of-another",
    "佐证文件与其他单位的相同",
    Severity.NOTICE,
    looks_at=("evidence",),
    todo="请核对这份文件能否证明本单位的工作；确为共同的文件可不再报。",
    source="practice 6.30, 6.35",
)
def file_of_another(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Tell of the same bytes handed in by another department: joint documents are ordinary, borrowed pictures are not."""
    return _reused(
        return_,
        context,
        lambda place: place.department != return_.department,
        lambda place: f"{place.department}也报了",
    )


@on_row(
    "E05",
    "evidence-older-than-task",
    "佐证早于任务开始",
    Severity.WARNING,
    looks_at=("evidence",),
    todo="请核对：任务开始以前的文件不能证明本次完成，请另附；确有关系的请说明。",
    source="practice 2.2 (报结待核)",
    needs=Need.EVIDENCE,
)
def evidence_older_than_task(row: Row) -> Fault | None:
    """Find evidence dated or numbered before the work began: before the stage's start, or the plan's year of issue."""
    text = row.entry.evidence
    issued = date(row.plan.issued.year, 1, 1) if row.plan.issued else None
    began = row.target.start if row.target and row.target.start else issued
    if began is None or not text:
        return None
    old = _older(text, began)
    return (
        Fault(found=f"佐证材料“{old}”早于{wording.day(began)}", wanted="任务开始以后的佐证", field="evidence")
        if old
        else None
    )


@on_row(
    "E06",
    "picture-for-figure",
    "数字在图片里，没有填进格子",
    Severity.WARNING,
    looks_at=("value", "evidence"),
    todo="图片只能作佐证，请把图片里的数字填进“本期完成值”。",
    source="practice 6.50",
    needs=Need.NO_FIGURE | Need.FILES,
)
def picture_for_figure(row: Row) -> Fault | None:
    """Find a numeric row without a figure for which a picture was handed in instead."""
    target, entry = row.target, row.entry
    if target is None or not target.numeric or entry.value is not None or entry.raw:
        return None
    key = (entry.plan, entry.id)
    found = next((one.file for one in row.context.files if key in one.rows and _is_picture(one.file)), "")
    if not found:
        return None
    return Fault(found=f"本期完成值是空的，报来图片“{found}”", wanted="格子里的数字", field="value")


@on_row(
    "E07",
    "evidence-not-named",
    "已完成，佐证材料没有写出名称",
    Severity.WARNING,
    looks_at=("status", "evidence"),
    todo="请写明佐证材料的名称或文号。",
    source="practice 2.2 (报结待核), 6.25, 6.30",
    needs=Need.DONE | Need.EVIDENCE,
)
def evidence_not_named(row: Row) -> Fault | None:
    """Find 见附件 or 齐全 as the evidence of something done, with no file kept that could be meant."""
    text = fold(row.entry.evidence)
    if not row.done or not said(row.entry.evidence) or not _POINTS.fullmatch(text):
        return None
    if row.context.files:
        return None
    return Fault(
        found=f"佐证材料写的是“{row.entry.evidence}”", wanted="佐证材料的名称或文号", field="evidence"
    )


def _reused(
    return_: Return,
    context: CheckContext,
    meant: Callable[[Place], bool],
    told: Callable[[Place], str],
) -> Iterator[Fault]:
    for one in context.files:
        place = next(filter(meant, sorted(one.elsewhere)), None)
        if place is not None:
            plan, row = _row_of(return_, one)
            yield Fault(
                found=f"佐证文件“{one.file}”{told(place)}",
                wanted="本单位本期的佐证",
                cell=_cell_of(return_, plan, row),
                id=row,
                plan=plan,
            )


def _row_of(return_: Return, one: Kept) -> tuple[str, str]:
    """Return the first row a file is about that the return has."""
    here = {(entry.plan, entry.id) for entry in return_.entries}
    return next((key for key in one.rows if key in here), ("", ""))


def _cell_of(return_: Return, plan: str, row: str) -> str:
    found: Iterator[Entry] = (e for e in return_.entries if (e.plan, e.id) == (plan, row))
    return next((entry.cells.get("evidence", "") for entry in found), "")


def _older(text: str, began: date) -> str:
    """Return what a text names that is older than a day: a date before it, or a document number of a year before it."""
    days = [match for match in _DAY.finditer(text) if _is_before(match, began)]
    if days:
        return days[0][0]
    numbers = [match for match in _YEAR.finditer(text) if int(match[1]) < began.year]
    newer = any(int(match[1]) >= began.year for match in _YEAR.finditer(text))
    return "" if newer or not numbers else text[: numbers[0].end()].strip()[-20:]


def _is_before(match: re.Match[str], began: date) -> bool:
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) < began
    except ValueError:
        return False


def _is_picture(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _PICTURES


def _plain(name: str) -> str:
    return fold(name).lower()
