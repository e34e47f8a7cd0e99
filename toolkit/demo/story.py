"""Run the demonstration: an office, its plan, May and June, and what to open first."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.corrections.stable import saved
from toolkit.delivery.outbox import write_whole
from toolkit.demo.fill import fill
from toolkit.demo.scenes import ALIASES, HAND_INS, JUNE, MAY, MENDED, TOWNS, TWICE
from toolkit.errors import UsageError
from toolkit.model.layout import DIRECTORY_SHEET
from toolkit.office import Office, create
from toolkit.turn import lists, report
from toolkit.turn.dispatch import dispatch
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
LITTER_DAY = 24
"""The day a lock file and a photograph come in among the returns."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where the demonstration lies, and where June stands in it."""

    root: Path
    plan: str
    now: StatusNow


def run(root: Path, tell: Callable[[int, int], None] = lambda _done, _all: None) -> Told:
    """Make the sample office in a folder of its own and run its two months."""
    _clear(root)
    create(root, office_id=OFFICE_ID, name=NAME)
    write_whole(root / MARK, "这是示例办公目录，再次运行 run.py demo 会重新生成。\n".encode())
    steps: tuple[Callable[[], object], ...] = (
        lambda: _drop(root, PLAN.name, PLAN.read_bytes()),
        lambda: _work(root, _at(3, 10)),
        lambda: _confirm(root, _at(3, 11)),
        lambda: _work(root, _at(3, 11, 11)),
        lambda: _may(root),
        lambda: report.report(Office(root, _at(6, 2)), MAY),
        lambda: dispatch(Office(root, _at(6, 20)), JUNE),
        lambda: _june(root),
        lambda: lists.urge_list(Office(root, _at(6, 28)), JUNE),
        lambda: report.report(Office(root, _at(7, 1)), JUNE),
    )
    for done, step in enumerate(steps, 1):
        step()
        tell(done, len(steps))
    return _told(root)


def _told(root: Path) -> Told:
    from toolkit.turn.status import status

    office = Office(root, _at(7, 1))
    lists.refresh(office)
    plan = next(path.name for path in (root / "outbox" / "方案").iterdir())
    return Told(root, plan, status(office, JUNE))


def _clear(root: Path) -> None:
    """Start from nothing, but never in a folder that is not a demonstration's."""
    if root.exists() and any(root.iterdir()):
        if not (root / MARK).exists():
            raise UsageError(f"“{root}”里已有别的文件，示例不会覆盖它；请换一个目录，如 run.py demo 示例。")
        shutil.rmtree(root)


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


def _may(root: Path) -> None:
    """Let May pass: everybody reports on time and well."""
    dispatch(Office(root, _at(5, 20)), MAY)
    for form in sorted((root / "outbox" / MAY / "下发").iterdir()):
        _drop(root, form.name, fill(form.read_bytes(), MAY, _at(5, 24)))
    _work(root, _at(5, 24, 16))


def _june(root: Path) -> None:
    """Let June come in as months do: day by day, with everything that goes wrong."""
    for day in sorted({one.at.date() for one in (*HAND_INS, TWICE, MENDED)}):
        for one in (*HAND_INS, TWICE, MENDED):
            if one.at.date() == day:
                _hand_in(root, one)
        if day.day == LITTER_DAY:
            _drop(root, "~$县财政局.xlsx", b"\x08user")
            _drop(root, "通讯录照片.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
        _work(root, datetime.combine(day, _at(6, day.day, 16).time()))


def _hand_in(root: Path, one: HandIn) -> None:
    forms = root / "outbox" / JUNE
    path = (
        forms / "退回" / f"{one.department}_第1次.xlsx"
        if one.fault == "mended"
        else forms / "下发" / f"{one.department}.xlsx"
    )
    if one is TWICE:
        first = next(hand_in for hand_in in HAND_INS if hand_in.department == one.department)
        _drop(root, one.name, fill(path.read_bytes(), JUNE, first.at))
    else:
        _drop(root, one.name, fill(path.read_bytes(), JUNE, one.at, one.fault))


def tell(folder: Path) -> None:
    """Run the demonstration with a progress bar, then say what lies where."""
    from toolkit import show

    with show.progress("示例办公室") as progress:
        told = run(folder.resolve(), progress)
    show.demo(told)
