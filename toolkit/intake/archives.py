"""拆包：the files of an archive, each with a safe name; what cannot be taken out says why, and nothing touches the disk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake import archive_names, archive_programs, archive_zip
from toolkit.intake.archive_budget import LOCKED, MAX_DEPTH, Budget, TooMuchError
from toolkit.intake.sniff import Container, sniff

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.intake.archive_budget import Item

ARCHIVES: Final = frozenset({Container.ZIP, Container.RAR, Container.SEVENZIP})
EMPTY: Final = "压缩包里没有文件，请重新打包后报送。"
TOO_DEEP: Final = f"压缩包套压缩包超过{MAX_DEPTH}层，里面的没有再拆，请解开后重新报送。"
VOLUME: Final = "这是分卷压缩包的一部分，打不开，请单位不分卷、打成一个 zip 重新报送。"
MAX_PASSED: Final = 20
"""Files left aside that are told one by one; the rest is counted."""

_VOLUME: Final = re.compile(r"\.part\d+\.rar$|\.[rz]\d\d$|\.(?:7z|zip)\.\d{3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """
    One file of an archive: its safe path with ``/``, and its bytes.

    Without bytes, ``fault`` says why it could not be taken out and ``passed`` why it was left aside.
    """

    path: str
    data: bytes = b""
    fault: str = ""
    passed: str = ""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive holds; with a ``fault`` nothing of it was taken."""

    members: tuple[Member, ...] = ()
    fault: str = ""
    notes: tuple[str, ...] = ()


def unpack(data: bytes, name: str, passwords: Sequence[str] = ()) -> Unpacked:
    """
    Return the files of a zip, rar or 7z, and of the archives inside it; run it in a process with limits.

    Never raises for what is in the archive.  Bounds are those of :mod:`toolkit.intake.archive_budget`.
    """
    taking = _Taking(tuple(passwords), Budget())
    try:
        taking.take(data, "", depth=1)
    except UnreadableFileError as error:
        return Unpacked(fault=VOLUME if _VOLUME.search(name) else str(error))
    members = tuple(taking.members)
    wanted = [member for member in members if not member.passed]
    if not wanted:
        return Unpacked(fault=EMPTY)
    locked = [member.fault for member in wanted if member.fault == LOCKED]
    if locked and all(member.fault for member in wanted):
        return Unpacked(fault=locked[0])
    return Unpacked(members, notes=tuple(taking.notes()))


@dataclass(slots=True)
class _Taking:
    """One archive being taken apart, with those inside it."""

    passwords: tuple[str, ...]
    budget: Budget
    members: list[Member] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    passed: int = 0
    climbing: int = 0

    def take(self, data: bytes, folder: str, depth: int) -> None:
        """Take the files of one archive; those of an archive inside it go under its name."""
        container = sniff(data)
        for item in _items(data, container, self.passwords, self.budget):
            self.climbing += archive_names.climbs(item.path)
            path = folder + archive_names.safe(item.path)
            if why := archive_names.passed(item.path):
                self._pass(path, why)
            else:
                self._one(item, path, depth)

    def _one(self, item: Item, path: str, depth: int) -> None:
        if item.fault or sniff(item.data) not in ARCHIVES:
            self._add(Member(path, item.data, item.fault))
        elif depth == MAX_DEPTH:
            self._add(Member(path, fault=TOO_DEEP))
        else:
            self._inside(item, path, depth)

    def _inside(self, item: Item, path: str, depth: int) -> None:
        """Take an archive inside an archive; one that cannot be opened is a member with a fault."""
        before = len(self.members)
        self.budget.size += len(item.data)
        try:
            self.take(item.data, path + "/", depth + 1)
        except TooMuchError:
            raise
        except UnreadableFileError as error:
            self._add(Member(path, fault=str(error)))
        else:
            if len(self.members) == before:
                self._add(Member(path, fault=EMPTY))

    def _add(self, member: Member) -> None:
        self.budget.count()
        path = archive_names.unlike(member.path, self.names)
        self.members.append(Member(path, member.data, member.fault))

    def _pass(self, path: str, why: str) -> None:
        self.passed += 1
        if self.passed <= MAX_PASSED:
            self.members.append(Member(archive_names.unlike(path, self.names), passed=why))

    def notes(self) -> Iterator[str]:
        """Yield what is to be told of the archive as a whole."""
        if self.passed > MAX_PASSED:
            yield f"另略过{self.passed - MAX_PASSED}个系统文件"
        if self.climbing:
            yield f"有{self.climbing}个文件的路径指向压缩包以外，已只按包内位置收下"


def _items(data: bytes, container: Container, passwords: tuple[str, ...], budget: Budget) -> Iterator[Item]:
    if container is Container.ZIP:
        return archive_zip.read(data, passwords, budget)
    return archive_programs.read(data, container, passwords, budget)
