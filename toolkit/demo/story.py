"""Run the demonstration: an office, its plan, April to June, and what to open first."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.corrections.stable import saved
from toolkit.delivery.outbox import write_whole
from toolkit.demo.fill import fill
from toolkit.demo.scenes import (
    ALIASES,
    APRIL,
    HAND_INS,
    JUNE,
    MAY,
    PASSWORD,
    SETTLED,
    TOLD_BY,
    TOWNS,
)
from toolkit.demo.settle import settled
from toolkit.demo.shapes import shaped
from toolkit.errors import UsageError
from toolkit.model.layout import DIRECTORY_SHEET
from toolkit.office import SETTINGS, Office, create
from toolkit.turn import lists, report
from toolkit.turn.dispatch import dispatch
from toolkit.turn.on_behalf import enter
from toolkit.turn.work import work

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from toolkit.demo.scenes import HandIn
    from toolkit.turn.status import StatusNow

PLAN = next(Path(__file__).parent.glob("*.txt"))
NAME = "云溪县优化营商环境工作领导小组办公室"
OFFICE_ID = "yunxi-demo"
MARK = "demo.txt"
ORDINARY = {APRIL: 25, MAY: 24, JUNE: 0}
"""The day of the month on which those hand in of whom there is nothing to tell; in June there is nobody."""
LITTER = date(2022, 6, 24)
"""The day a lock file and a photograph come in among the returns."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where the demonstration lies, where June stands in it, and which month was corrected after its bulletin."""

    root: Path
    plan: str
    now: StatusNow
    corrected: str = MAY


def run(root: Path, tell: Callable[[int, int], None] = lambda _done, _all: None) -> Told:
    """Make the sample office in a folder of its own and run its three months."""
    _clear(root)
    create(root, office_id=OFFICE_ID, name=NAME)
    _set_password(root / SETTINGS)
    write_whole(root / MARK, "这是示例办公目录，再次运行 run.py demo 会重新生成。\n".encode())
    steps: tuple[Callable[[], object], ...] = (
        lambda: _drop(root, PLAN.name, PLAN.read_bytes()),
        lambda: _work(root, _at(3, 10)),
        lambda: _confirm(root, _at(3, 11)),
        lambda: _work(root, _at(3, 11, 11)),
        lambda: dispatch(Office(root, _at(4, 20)), APRIL),
        lambda: _days(root, APRIL, *(date(2022, 4, day) for day in (22, 25, 26, 27))),
        lambda: report.report(Office(root, _at(5, 3, 17)), APRIL),
        lambda: dispatch(Office(root, _at(5, 20)), MAY),
        lambda: _days(root, MAY, date(2022, 5, 24), date(2022, 5, 26), date(2022, 5, 27)),
        lambda: report.report(Office(root, _at(6, 3, 17)), MAY),
        lambda: _days(root, MAY, date(2022, 6, 8), date(2022, 6, 9)),
        lambda: report.report(Office(root, _at(6, 9, 17)), MAY),
        lambda: dispatch(Office(root, _at(6, 20)), JUNE),
        lambda: _days(root, JUNE, date(2022, 6, 22), date(2022, 6, 24), date(2022, 6, 27)),
        lambda: lists.urge_list(Office(root, _at(6, 28)), JUNE),
        lambda: report.report(Office(root, _at(7, 3)), JUNE),
    )
    for done, step in enumerate(steps, 1):
        step()
        tell(done, len(steps))
    return _told(root)


def _told(root: Path) -> Told:
    from toolkit.turn.status import status

    office = Office(root, _at(7, 3))
    lists.refresh(office)
    plan = next(path.name for path in (root / "outbox" / "方案").iterdir())
    return Told(root, plan, status(office, JUNE))


def _clear(root: Path) -> None:
    """Start from nothing, but never in a folder that is not a demonstration's."""
    if root.exists() and any(root.iterdir()):
        if not (root / MARK).exists():
            raise UsageError(f"“{root}”里已有别的文件，示例不会覆盖它；请换一个目录，如 run.py demo 示例。")
        shutil.rmtree(root)


def _set_password(settings: Path) -> None:
    text = settings.read_text(encoding="utf-8")
    write_whole(settings, text.replace("passwords = []", f'passwords = ["{PASSWORD}"]').encode())


def _at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2022, month, day, hour)


def _drop(root: Path, name: str, data: bytes) -> None:
    write_whole(root / "inbox" / name, data)


def _work(root: Path, at: datetime) -> None:
    office = Office(root, at)
    work(office, pause_s=0)
    office.store.close()


def _confirm(root: Path, at: datetime) -> None:
    """Do what the clerk does: say who 各乡镇 are and what departments are also called, and drop it back."""
    from openpyxl import load_workbook

    path = next((root / "outbox" / "方案").glob("*/任务分解表.xlsx"))
    book = load_workbook(path, rich_text=True)
    _amend(book[DIRECTORY_SHEET])
    _drop(root, "任务分解表（已核对）.xlsx", saved(book, at))


def _amend(sheet: Worksheet) -> None:
    names = [str(sheet.cell(row, 2).value or "") for row in range(1, sheet.max_row + 1)]
    head = names.index("单位名称") + 1
    columns = {str(sheet.cell(head, column).value): column for column in range(1, sheet.max_column + 1)}
    for row, name in enumerate(names, 1):
        if name == "各乡镇":
            sheet.cell(row, columns["包含单位"]).value = "、".join(TOWNS)
        if name in ALIASES:
            sheet.cell(row, columns["别名"]).value = "、".join(ALIASES[name])
    last = max(row for row, name in enumerate(names, 1) if name)
    for row, town in enumerate(TOWNS, last + 1):
        sheet.cell(row, columns["序号"]).value = row - head
        sheet.cell(row, columns["单位名称"]).value = town
        sheet.cell(row, columns["类别"]).value = "乡镇街道"


def _days(root: Path, period: str, *days: date) -> None:
    """Let days of a period pass: what comes in on each, and what the office settles."""
    for day in days:
        if day.day == ORDINARY[period]:
            _ordinary(root, period, day)
        if day == LITTER:
            _drop(root, "~$县财政局.xlsx", b"\x08user")
            _drop(root, "通讯录照片.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
        for one in HAND_INS:
            if one.at.date() == day:
                _drop(root, one.name, _handed_in(root, one))
        said = [one for one in SETTLED if one.at.date() == day]
        if said:
            workbook = (root / "outbox" / "待定事项.xlsx").read_bytes()
            _drop(root, f"待定事项（{day.month}月{day.day}日已定）.xlsx", settled(workbook, said, said[0].at))
        _work(root, _at(day.month, day.day, 16))


def _ordinary(root: Path, period: str, day: date) -> None:
    """Hand in, as they should, the forms of those of whom the story has nothing to tell."""
    told_of = {one.department for one in HAND_INS if one.period == period}
    for form in sorted((root / "outbox" / period / "下发").iterdir()):
        if form.stem not in told_of:
            _drop(root, form.name, fill(form.read_bytes(), period, _at(day.month, day.day)))


def _handed_in(root: Path, one: HandIn) -> bytes:
    forms = root / "outbox" / one.period
    path = forms / "下发" / f"{one.department}.xlsx"
    if one.mended:
        path = forms / "退回" / f"{one.department}_第1次.xlsx"
    if one.shape == "entered":
        path = root / "outbox" / enter(Office(root, one.at), one.department, one.period, TOLD_BY)
    first = next(hand_in for hand_in in HAND_INS if _same(hand_in, one))
    return shaped(fill(path.read_bytes(), one.period, first.at, one.fault), one)


def _same(one: HandIn, other: HandIn) -> bool:
    """Return whether two are copies of one file."""
    return (one.department, one.period, one.fault, one.shape, one.mended) == (
        other.department,
        other.period,
        other.fault,
        other.shape,
        other.mended,
    )


def tell(folder: Path) -> None:
    """Run the demonstration with a progress bar, then say what lies where."""
    from toolkit import show

    with show.progress("示例办公室") as progress:
        told = run(folder.resolve(), progress)
    show.demo(told)
