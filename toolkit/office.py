"""Office: one folder's settings, store, outbox and moment; made once, passed down."""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from toolkit.delivery.archive import Archive
from toolkit.delivery.outbox import Outbox, write_whole
from toolkit.errors import StoreError, UsageError
from toolkit.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from toolkit.calendar.deadlines import MonthDays
    from toolkit.store.store import Store

HOME = Path(__file__).resolve().parent.parent
SETTINGS = "office.toml"
INBOX_README = "README.txt"
WAIT_S = 30


class Office:
    """
    An office folder at a moment.

    ``as_of`` is the moment everything is reckoned at; it comes in once, from the command line or the
    clock, and is passed down from here.
    """

    def __init__(self, root: Path, as_of: datetime, *, home: Path = HOME, dry_run: bool = False) -> None:
        self.root = root
        self.home = home
        self.as_of = as_of
        self.settings: Settings = load(root / SETTINGS)
        self.inbox = root / "inbox"
        self.outbox = Outbox(root / "outbox", dry_run=dry_run)
        self.archive = Archive(root / "data")

    @classmethod
    def open(cls, root: Path, as_of: datetime, *, dry_run: bool = False) -> Office:
        """Open an office folder; the checkout itself is made into one on first use."""
        root = root.resolve()
        if not (root / SETTINGS).exists():
            if root != HOME:
                raise UsageError(f"“{root}”还不是办公目录；请先运行 run.py init “{root}”。")
            create(root)
        return cls(root, as_of, dry_run=dry_run)

    @property
    def id(self) -> str:
        """The office's own mark, carried by every workbook it sends."""
        return self.settings.office.id or hashlib.sha256(self.settings.office.name.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """The office's name as papers print it."""
        return self.settings.office.name

    @cached_property
    def store(self) -> Store:
        """The office's memory, opened when first asked."""
        from toolkit.store.store import Store

        url = self.settings.store.url
        if not url:
            (self.root / "data").mkdir(parents=True, exist_ok=True)
            url = f"sqlite:///{self.root / 'data' / 'office.db'}"
        return Store.open(url)

    @cached_property
    def days(self) -> MonthDays:
        """The days of the month on which things are due."""
        from toolkit.calendar.deadlines import MonthDays

        chosen = self.settings.calendar
        return MonthDays(
            dispatch=chosen.dispatch_day,
            due=chosen.due_day,
            due_time=chosen.due_time,
            corrections=chosen.corrections_day,
            lock=chosen.lock_day,
            bulletin=chosen.bulletin_day,
        )

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the office for one run; another waits half a minute, then says so."""
        path = self.root / "data" / "office.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as handle:
            _hold(handle)
            yield

    def template(self, name: str) -> bytes:
        """Return a template: the office's own where it has one, else the one that came with the program."""
        own = self.root / "templates" / name
        return (own if own.exists() else self.home / "templates" / name).read_bytes()


def _hold(handle: IO[bytes]) -> None:
    """Take the lock of an open file; the system lets go of it when the process ends, however it ends."""
    for _ in range(WAIT_S * 10):
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise StoreError("另一次运行正在处理这个办公目录；请等它结束后再运行一次，收件箱里的文件还在原处。")


def create(root: Path, *, office_id: str | None = None, name: str | None = None) -> None:
    """Make an office folder: inbox, outbox, settings and launchers; what is there already stays."""
    root = root.resolve()
    if root.exists() and not root.is_dir():
        raise UsageError(f"“{root}”是一个文件，不能作为办公目录；请换一个文件夹名。")
    for folder in ("inbox", "outbox", "data"):
        try:
            (root / folder).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                f"无法建立文件夹“{root / folder}”（{error.strerror}）；请换一个可以写入的位置。"
            ) from error
    if not (root / SETTINGS).exists():
        text = (HOME / "templates" / SETTINGS).read_text(encoding="utf-8")
        text = text.replace('id = ""', f'id = "{office_id or os.urandom(6).hex()}"', 1)
        if name:
            text = text.replace(f'name = "{Settings().office.name}"', f'name = "{name}"', 1)
        write_whole(root / SETTINGS, text.encode())
    if not (root / "inbox" / INBOX_README).exists():
        write_whole(root / "inbox" / INBOX_README, (HOME / "templates" / "inbox-README.txt").read_bytes())
    _launchers(root)


def _launchers(root: Path) -> None:
    """Leave something to double-click beside the inbox, for Windows, Linux and macOS."""
    run = HOME / "run.py"
    windows = (
        "@echo off\r\nchcp 65001 >nul\r\n"
        'where py >nul 2>nul && (set "PY=py -3") || (set "PY=python")\r\n'
        f'%PY% "{run}" work --office "%~dp0."\r\n'
        "echo.\r\npause\r\n"
    )
    unix = (
        '#!/bin/sh\ncd "$(dirname "$0")" || exit 3\n'
        f'python3 "{run}" work --office .\n'
        'printf "\\n按回车键关闭窗口。"\nread -r _\n'
    )
    desktop = (
        "[Desktop Entry]\nType=Application\nName=处理收件箱\nTerminal=true\n"
        f'Exec=sh "{root / "处理收件箱.command"}"\n'
    )
    for name, text in (
        ("处理收件箱.bat", windows),
        ("处理收件箱.command", unix),
        ("处理收件箱.desktop", desktop),
    ):
        path = root / name
        if root != HOME and not path.exists():
            write_whole(path, text.encode())
            path.chmod(0o755)
