"""Look at the inbox: what lies there, what is left alone, what has stopped changing."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

EMPTY = "空文件夹，里面没有文件"
LOOK_AGAIN_S = 0.25
LARGEST = 100 * 1024 * 1024
"""Bytes of the largest file taken in; the largest of 4,663 real workbooks had 4 MiB."""


@dataclass(frozen=True, slots=True)
class Found:
    """
    One directory entry below the inbox.

    ``relative`` is its path below the inbox with ``/``; ``hint`` the sub-folder it lies in.  ``passed``
    says why it is left alone, ``refused`` why it cannot be opened; both are empty for a file to read.
    """

    path: Path
    relative: str
    hint: str = ""
    passed: str = ""
    refused: str = ""


def look(folder: Path) -> tuple[Found, ...]:
    """Return every entry below a folder, in order of name; links are not followed."""
    return tuple(_entries(folder, ""))


def entry_of(path: Path) -> Found:
    """Return the entry of a single file, named by its full path."""
    reason = _left_alone(path.name)
    return Found(path, path.name, passed=reason, refused="" if reason else _not_plain(path))


def settled(
    found: tuple[Found, ...],
    *,
    pause_s: float = LOOK_AGAIN_S,
    meanwhile: Callable[[float], None] = lambda _until: None,
) -> tuple[Found, ...]:
    """
    Return the files that did not change between two looks ``pause_s`` seconds apart.

    ``meanwhile(until)`` is done in between; ``until`` is when the second look is due, by ``time.monotonic``.

    A moment in the future, which some copies carry, does not make a file wait: only a difference between
    the two looks does.
    """
    before = {entry: _state(entry.path) for entry in found}
    if any(not (entry.passed or entry.refused) for entry in found):
        until = time.monotonic() + pause_s
        meanwhile(until)
        time.sleep(max(until - time.monotonic(), 0))
    return tuple(entry for entry in found if _state(entry.path) == before[entry] is not None)


def read(entry: Found) -> bytes:
    """Return a regular file's bytes, never through a link and never waiting on a pipe."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with os.fdopen(os.open(entry.path, flags), "rb") as file:
        return file.read(LARGEST + 1)


def display(name: str) -> str:
    """Return a file's name or path as text that every database and terminal takes; names in GBK are read."""
    return "/".join(map(_readable, os.fsencode(name).split(b"/")))


def _readable(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return name.decode(encoding)
    return name.decode("utf-8", "backslashreplace")


def _entries(folder: Path, prefix: str) -> Iterator[Found]:
    try:
        names = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, prefix.rstrip("/"), refused=f"文件夹打不开（{error.strerror}），请检查权限")
        return
    if prefix and not names:
        yield Found(folder, prefix.rstrip("/"), passed=EMPTY)
    for entry in names:
        relative = prefix + entry.name
        hint = prefix.rstrip("/").rpartition("/")[2]
        path = folder / entry.name
        if reason := _left_alone(entry.name):
            yield Found(path, relative, hint, passed=reason)
        elif entry.is_dir(follow_symlinks=False):
            yield from _entries(path, relative + "/")
        else:
            yield Found(path, relative, hint, refused=_not_plain(path))


def _left_alone(name: str) -> str:
    if name.startswith(("~$", ".~")):
        return "办公软件打开文件时的锁定文件，关闭文件后会自己消失"
    if name.startswith(".") or name.lower() in {"thumbs.db", "desktop.ini"}:
        return "系统文件"
    if name.lower().split(".")[0] == "readme":
        return "说明文件"
    return ""


def _not_plain(path: Path) -> str:
    try:
        mode = path.lstat()
    except FileNotFoundError:
        return "没有这个文件，请检查路径和文件名"
    except OSError as error:
        return f"文件打不开（{error.strerror}），请检查权限后再试"
    if stat.S_ISLNK(mode.st_mode):
        return "这是指向别处的链接，不是文件本身，请放入原文件"
    if not stat.S_ISREG(mode.st_mode):
        return "这不是普通文件，请放入工作簿或文档"
    if mode.st_size > LARGEST:
        return f"文件有{mode.st_size / 1024 / 1024:.0f} MB，超过{LARGEST // 1024 // 1024} MB，请去掉图片等附件后重新放入"
    return ""


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
