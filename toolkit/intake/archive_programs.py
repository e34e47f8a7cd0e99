"""
RAR and 7z archives, taken apart by whichever program for them is installed.

bsdtar turns an archive into a stream and writes nothing; the others unpack into a private folder that is read back
and removed.  Either runs without a terminal, for a limited time, and is killed when it writes too much.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from toolkit.errors import UnreadableFileError
from toolkit.intake import archive_names
from toolkit.intake.archive_budget import DAMAGED, FILE_TOO_LARGE, LOCKED, TOO_LARGE, Item, TooMuchError
from toolkit.intake.archive_zip import LINK
from toolkit.intake.guard import MAX_UNPACKED
from toolkit.intake.sniff import Container

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from toolkit.intake.archive_budget import Budget

SECONDS: Final = 15
NO_PROGRAM: Final = (
    "这是{container}，本机没有安装能打开它的程序（7-Zip、unar 或 bsdtar），"
    "请解压后逐个放入，或请单位改用 zip 报送。"
)
_ENCRYPTED: Final = re.compile(r"password|encrypt|crypto", re.IGNORECASE)
_LOOK_S: Final = 0.05
_TOLD: Final = 4096
"""Bytes of a program's complaints that are looked at."""


@dataclass(frozen=True, slots=True)
class _Program:
    """
    A program by its name; ``command(exe, archive, folder, password)``, None for one that streams.

    One that ``seeks`` is given the archive as a file, not through a pipe.
    """

    name: str
    command: Callable[[str, str, str, str], list[str]] | None = None
    seeks: bool = True


def _sevenzip(exe: str, archive: str, folder: str, password: str) -> list[str]:
    return [exe, "x", "-y", "-bd", "-mmt=1", f"-p{password}", f"-o{folder}", archive]


def _unar(exe: str, archive: str, folder: str, password: str) -> list[str]:
    return [exe, "-quiet", "-no-directory", "-force-rename", "-password", password, "-o", folder, archive]


def _unrar(exe: str, archive: str, folder: str, password: str) -> list[str]:
    return [exe, "x", "-y", "-idq", f"-p{password or '-'}", archive, folder + os.sep]


_TAR: Final = "tar" if sys.platform == "win32" else "bsdtar"
_SEVENZIPS: Final = tuple(_Program(name, _sevenzip) for name in ("7zz", "7z", "7za"))
_UNAR: Final = _Program("unar", _unar)
_PROGRAMS: Final = {
    Container.RAR: (_Program(_TAR, seeks=False), _UNAR, _Program("unrar", _unrar), *_SEVENZIPS),
    Container.SEVENZIP: (*_SEVENZIPS, _Program(_TAR), _UNAR),
}


def installed(container: Container) -> tuple[str, ...]:
    """Return the names of the programs on this machine for a kind of archive."""
    return tuple(program.name for program in _PROGRAMS[container] if shutil.which(program.name))


def read(data: bytes, container: Container, passwords: Sequence[str], budget: Budget) -> Iterator[Item]:
    """
    Yield the files of an archive, by the first installed program that can open it.

    Raises:
        UnreadableFileError: no program is installed, or none could open it.
    """
    programs = [(exe, p) for p in _PROGRAMS[container] if (exe := shutil.which(p.name))]
    if not programs:
        raise UnreadableFileError(NO_PROGRAM.format(container=container))
    told = ""
    with tempfile.TemporaryDirectory(prefix="intake-") as private:
        archive = Path(private) / "archive"
        archive.write_bytes(data)
        for exe, program in programs:
            for password in ("", *passwords) if program.command else ("",):
                items, words = _run(exe, program, archive, password, budget)
                if items is not None:
                    yield from items
                    return
                told += words
    raise UnreadableFileError(LOCKED if _ENCRYPTED.search(told) else DAMAGED)


def _run(
    exe: str, program: _Program, archive: Path, password: str, budget: Budget
) -> tuple[list[Item] | None, str]:
    """Return what a program took out, or None and what it said."""
    left = budget.files, budget.size
    if program.command is None:
        items, words = _streamed(exe, archive, budget, seeks=program.seeks)
    else:
        with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
            words = _unpacked(program.command(exe, str(archive), folder, password), Path(folder))
            items = None if words else list(_lying(Path(folder), budget))
    if items is None:
        budget.files, budget.size = left
    return items, words


def _streamed(exe: str, archive: Path, budget: Budget, *, seeks: bool) -> tuple[list[Item] | None, str]:
    """
    Let bsdtar write the archive as a stream.

    A RAR comes through a pipe: in a file it can seek in, bsdtar takes a workbook stored in it for the archive.
    """
    command = [exe, "--format", "pax", "-cf", "-", f"@{archive}" if seeks else "@-"]
    source = subprocess.DEVNULL if seeks else _fed(archive)
    with tempfile.TemporaryFile() as errors:
        with _popen(command, subprocess.PIPE, errors, source) as process:
            clock = threading.Timer(SECONDS, process.kill)
            clock.start()
            try:
                items = _tarred(process, budget)
            finally:
                clock.cancel()
                process.kill()
        errors.seek(0)
        words = errors.read(_TOLD).decode("utf-8", "replace")
    return (None, words or "failed") if process.returncode or items is None else (items, "")


def _fed(archive: Path) -> int:
    """Return the reading end of a pipe into which the archive is written."""
    reading, writing = os.pipe()
    threading.Thread(target=_feed, args=(archive, writing), daemon=True).start()
    return reading


def _feed(archive: Path, writing: int) -> None:
    """Write the archive into a pipe; a program that has read enough closes its end."""
    with suppress(OSError), os.fdopen(writing, "wb", 0) as pipe, archive.open("rb") as file:
        shutil.copyfileobj(file, pipe)


def _tarred(process: subprocess.Popen[bytes], budget: Budget) -> list[Item] | None:
    """Return the files of a stream, None where it breaks off."""
    stream = cast("IO[bytes]", process.stdout)
    try:
        with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as package:
            items = [_of_tar(package, member, budget) for member in package if not member.isdir()]
        stream.read()
        process.wait(SECONDS)
    except (tarfile.TarError, EOFError, ValueError, subprocess.TimeoutExpired):
        return None
    return items


def _of_tar(package: tarfile.TarFile, member: tarfile.TarInfo, budget: Budget) -> Item:
    name = archive_names.of_bytes(os.fsencode(member.name))
    if not member.isreg():
        return Item(name, fault=LINK)
    if archive_names.passed(name):
        return Item(name)
    part = package.extractfile(member)
    data = budget.read(part.read) if part else b""
    return Item(name, fault=FILE_TOO_LARGE) if data is None else Item(name, data)


def _unpacked(command: list[str], folder: Path) -> str:
    """Run a program that unpacks into a folder; return what it complained of, ``""`` where it did its work."""
    with tempfile.TemporaryFile() as told, _popen(command, told, told) as process:
        late_at = time.monotonic() + SECONDS
        while process.poll() is None:
            if time.monotonic() > late_at:
                process.kill()
            if _size(folder) > MAX_UNPACKED:
                process.kill()
                process.wait()
                raise TooMuchError(TOO_LARGE)
            time.sleep(_LOOK_S)
        told.seek(0)
        words = told.read(_TOLD).decode("utf-8", "replace")
    return (words or "failed") if process.returncode else ""


def _popen(
    command: list[str], out: IO[bytes] | int, err: IO[bytes], source: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start a program that can ask nobody anything and writes names in UTF-8; ``source`` becomes its own."""
    try:
        return subprocess.Popen(  # noqa: S603 -- a program found by its own name, and paths of our own making
            command, stdin=source, stdout=out, stderr=err, env={**os.environ, "LC_ALL": "C.UTF-8"}
        )
    finally:
        if source >= 0:
            os.close(source)


def _files(folder: Path) -> list[Path]:
    return sorted(Path(place) / name for place, _, names in os.walk(folder) for name in names)


def _size(folder: Path) -> int:
    """Return the bytes written so far; a file may go away between two looks."""
    size = 0
    for path in _files(folder):
        with suppress(OSError):
            size += path.lstat().st_size
    return size


def _lying(folder: Path, budget: Budget) -> Iterator[Item]:
    """Yield what lies in a folder, never through a link."""
    for path in _files(folder):
        name = archive_names.of_bytes(os.fsencode(path.relative_to(folder).as_posix()))
        if not stat.S_ISREG(path.lstat().st_mode):
            yield Item(name, fault=LINK)
        elif archive_names.passed(name):
            yield Item(name)
        else:
            with path.open("rb") as file:
                data = budget.read(file.read)
            yield Item(name, fault=FILE_TOO_LARGE) if data is None else Item(name, data)
