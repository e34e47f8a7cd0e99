"""The archive of originals: every file ever taken in, under the hash of its content."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from toolkit.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AT_ONCE: Final = 16
"""Originals the disk is asked to sync at a time."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Originals under ``data/archive/ab/abcdef….xlsx``, ``root`` being ``data``; one content is kept once."""

    root: Path

    def keep(self, sha256: str, name: str, data: bytes) -> str:
        """Keep an original, synced, and return its path below ``root``."""
        relative = self.put(sha256, name, data)
        self.sync([relative])
        return relative

    def put(self, sha256: str, name: str, data: bytes) -> str:
        """
        Write an original and return its path below ``root``; it is safe only after :meth:`sync`.

        What a run that was killed left here, written but not synced, is compared before it is believed.
        """
        relative = self.relative(sha256, name)
        path = self.root / relative
        with _telling(path):
            if not _holds(path, data):
                half = path.with_name(f".~{sha256}.tmp")
                try:
                    half.write_bytes(data)
                except FileNotFoundError:  # the first of its folder
                    path.parent.mkdir(parents=True, exist_ok=True)
                    half.write_bytes(data)
                half.replace(path)
        return relative

    def sync(self, relatives: Iterable[str]) -> None:
        """Let these originals, and the folders that name them, be on the disk before this returns."""
        with self.syncing(relatives):
            pass

    @contextlib.contextmanager
    def syncing(self, relatives: Iterable[str]) -> Iterator[None]:
        """
        Let these originals, and the folders that name them, be on the disk before the block is left, not before it begins.

        Many are asked for at once: a disk that takes milliseconds for one takes hardly more for all.
        """
        paths = [self.root / relative for relative in dict.fromkeys(relatives)]
        folders = dict.fromkeys(folder for path in paths for folder in (path.parent, path.parent.parent))
        wanted = (*paths, *folders, self.root) if paths else ()
        with ThreadPoolExecutor(_AT_ONCE) as disk:
            asked = disk.map(_sync, (wanted[at::_AT_ONCE] for at in range(min(len(wanted), _AT_ONCE))))
            yield
            list(asked)

    def path(self, relative: str) -> Path:
        """Return where a kept original lies."""
        return self.root / relative

    @staticmethod
    def relative(sha256: str, name: str) -> str:
        """Return an original's path below the root: hash, and the ending it came with if a plain one."""
        ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
        plain = ending if ending[1:].isalnum() and ending.isascii() and len(ending) <= len(".xlsx") else ""
        return f"archive/{sha256[:2]}/{sha256}{plain}"

    def whole(self, relative: str) -> bool:
        """Tell whether an original still has the content its path says; raise OSError where it cannot be read."""
        digest = hashlib.sha256(self.path(relative).read_bytes()).hexdigest()
        return digest == PurePosixPath(relative).name.partition(".")[0]


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _sync(paths: Iterable[Path]) -> None:
    """Sync files and folders, one after the other."""
    for path in paths:
        _sync_one(path)


def _sync_one(path: Path) -> None:
    """Sync a file or a folder; Windows syncs no folders, and files only where they are open to write."""
    if sys.platform == "win32" and path.is_dir():
        return
    with _telling(path):
        handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DeliveryError(
            f"原件写不进“{path.parent}”（{error.strerror}）；请检查磁盘空间和文件夹权限后再运行一次，收件箱里的文件还在原处。"
        ) from error
