"""Put papers into the outbox: whole files or none, and nothing where nothing changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import DeliveryError

if TYPE_CHECKING:
    from pathlib import Path

PROBE = ".~写入检查.tmp"


@dataclass(slots=True)
class Outbox:
    """
    The folder papers go to.

    ``written`` collects the relative paths that were new or changed; with ``dry_run`` nothing is
    touched, and ``written`` says what would be.  ``blocked`` are papers that could not be written, such as one
    that is open in Excel on Windows, each with its sentence: the others are written all the same, and the next
    run tries again.
    """

    root: Path
    dry_run: bool = False
    written: list[str] = field(default_factory=list)
    blocked: dict[str, str] = field(default_factory=dict)

    def put(self, relative: str, data: bytes) -> Path:
        """Write a paper and return its path; the same bytes leave the file as it is."""
        path = self.path(relative)
        if _holds(path, data):
            self.blocked.pop(relative, None)
            return path
        if not self.dry_run:
            try:
                write_whole(path, data)
            except DeliveryError as error:
                self.blocked[relative] = str(error)
                return path
        self.blocked.pop(relative, None)
        self.written.append(relative)
        return path

    def probe(self) -> None:
        """Raise DeliveryError where nothing at all can be written, before anything is begun."""
        if not self.dry_run:
            write_whole(self.root / PROBE, b"")
            with contextlib.suppress(OSError):
                (self.root / PROBE).unlink()

    def settle(self) -> None:
        """Raise DeliveryError about the papers that could not be written, if there are any."""
        if self.blocked:
            first = next(iter(self.blocked.values()))
            more = f"另有{len(self.blocked) - 1}份也没有写成。" if len(self.blocked) > 1 else ""
            raise DeliveryError(f"{first}{more}其余材料已办理，没有写成的下次运行会补上。")

    def remove(self, relative: str) -> None:
        """Take back a paper that no longer holds; one that is open elsewhere stays until the next time."""
        if not self.dry_run:
            with contextlib.suppress(OSError):
                self.path(relative).unlink(missing_ok=True)

    def path(self, relative: str) -> Path:
        """Return where a paper lies."""
        return self.root.joinpath(*(safe_name(part) for part in relative.split("/")))


def write_whole(path: Path, data: bytes) -> None:
    """
    Write a file so that a reader, or a cut of power, never sees half of it.

    The half lies beside it under a name made from the file's own, so that a run that was killed leaves nothing the
    next one does not write over.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".~{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]}.tmp")
        try:
            with half.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            half.chmod(0o644)
            half.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                half.unlink()
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
