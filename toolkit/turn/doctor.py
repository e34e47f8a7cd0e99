"""Look the office over: settings, templates, fonts, database, disk."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.turn.ground import Ground
from toolkit.turn.switched import rules_off, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.office import Office

ROOM_MB = 500
FONTS = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing looked at: what was found, and what to do where it is not fine."""

    subject: str
    sentence: str
    fine: bool = False
    serious: bool = False


def examine(office: Office) -> tuple[Trouble, ...]:
    """Look at everything and return what was found, fine things too."""
    return tuple(
        trouble
        for look in (_settings, _folders, _disk, _database, _rules, _templates, _fonts)
        for trouble in look(office)
    )


def examine_deeply(
    office: Office, tell: Callable[[int, int], None] = lambda _done, _all: None
) -> tuple[Trouble, ...]:
    """Compare every original with its hash and every figure with its cell; see :mod:`toolkit.turn.deep`."""
    from toolkit.turn import deep

    seen = deep.examine(office, tell)
    wrong = [
        Trouble("原件", f"“{each.file}”{each.cell}：{each.sentence}", serious=True) for each in seen.wrong
    ]
    done = f"{seen.originals}份原件与收件时的哈希相符，{seen.figures}个登记的数与原件单元格相符"
    return tuple(wrong) or (Trouble("原件", done, fine=True),)


def _settings(office: Office) -> Iterator[Trouble]:
    yield Trouble("设置", f"office.toml 读得通，汇总单位是“{office.name}”", fine=True)
    chosen = office.settings.calendar
    days = (chosen.dispatch_day, chosen.due_day, chosen.corrections_day, chosen.lock_day)
    if list(days) != sorted(days):
        yield Trouble(
            "设置", "下发、截止、退回改报、锁定的日期应当一个比一个晚，请改 office.toml 的 [calendar]"
        )


def _folders(office: Office) -> Iterator[Trouble]:
    for folder in (office.inbox, office.outbox.root, office.root / "data"):
        if not os.access(folder, os.W_OK):
            yield Trouble("文件夹", f"“{folder}”不能写入，请检查权限", serious=True)
            return
    yield Trouble("文件夹", "inbox、outbox、data 都可以写入", fine=True)


def _disk(office: Office) -> Iterator[Trouble]:
    free = shutil.disk_usage(office.root).free // 1024 // 1024
    if free < ROOM_MB:
        yield Trouble("磁盘", f"只剩{free} MB，请清理出至少{ROOM_MB} MB", serious=True)
    else:
        yield Trouble("磁盘", f"剩余{free} MB", fine=True)


def _database(office: Office) -> Iterator[Trouble]:
    try:
        with office.store.transaction() as connection:
            plans = len(Ground.of(connection).registered)
    except ToolkitError as error:
        yield Trouble("数据库", str(error), serious=True)
    else:
        yield Trouble("数据库", f"打得开，登记了{plans}个方案", fine=True)


def _rules(office: Office) -> Iterator[Trouble]:
    try:
        off = rules_off(office)
    except ToolkitError:
        return
    for sentence in told(off):
        yield Trouble("审核规则", sentence)


def _templates(office: Office) -> Iterator[Trouble]:
    from toolkit.reports import bulletin, correction_notice

    for paper in (bulletin, correction_notice):
        try:
            paper.check_template(office.template(paper.NAME))
        except (ToolkitError, OSError) as error:
            yield Trouble("模板", f"{paper.NAME} 用不了：{error}", serious=True)
        else:
            yield Trouble("模板", f"{paper.NAME} 可以用", fine=True)


def _fonts(_office: Office) -> Iterator[Trouble]:
    """Fonts matter where papers are printed; they may be missing where only the program runs."""
    if shutil.which("fc-list") is None:
        return
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout  # noqa: S607 -- by name
    missing = [font for font in FONTS if font not in listed]
    if missing:
        yield Trouble(
            "字体",
            f"本机没有{'、'.join(missing)}；在本机预览时会用别的字体代替，不影响在装有这些字体的电脑上打印",
        )
    else:
        yield Trouble("字体", "公文字体齐全", fine=True)
