"""Put papers into the outbox: whole files or none, and nothing where nothing changed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import DeliveryError


@dataclass(slots=True)
class Outbox:
    """
    The folder papers go to.

    ``written`` collects the relative paths that were new or changed; with ``dry_run`` nothing is
    touched, and ``written`` says what would be.
    """

    root: Path
    dry_run: bool = False
    written: list[str] = field(default_factory=list)

    def put(self, relative: str, data: bytes) -> Path:
        """Write a paper and return its path; the same bytes leave the file as it is."""
        path = self.path(relative)
        if _holds(path, data):
            return path
        if not self.dry_run:
            write_whole(path, data)
        self.written.append(relative)
        return path

    def remove(self, relative: str) -> None:
        """Take back a paper that no longer holds; one that is open elsewhere stays until the next time."""
        if not self.dry_run:
            with contextlib.suppress(OSError):
                self.path(relative).unlink(missing_ok=True)

    def path(self, relative: str) -> Path:
        """Return where a paper lies."""
        return self.root.joinpath(*(safe_name(part) for part in relative.split("/")))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a cut of power, never sees half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".~", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except PermissionError as error:
        raise DeliveryError(
            f"写不进“{path}”：文件正被打开，或文件夹不许写入；请关闭该文件、检查权限后再运行一次。"
        ) from error
    except OSError as error:
        raise DeliveryError(
            f"写不进“{path}”（{error.strerror}）；请检查磁盘空间和文件夹后再运行一次。"
        ) from error


def safe_name(name: str) -> str:
    """Return a name that Windows, Linux and macOS all take, with nothing of a path in it."""
    cleaned = "".join("_" if c in '\\/:*?"<>|' or ord(c) < ord(" ") else c for c in name).rstrip(". ")
    return cleaned or "_"


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
