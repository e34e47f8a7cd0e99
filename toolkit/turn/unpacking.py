"""Archives: their files, as if each lay in a folder of the archive's name, and one verdict for the whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from toolkit.intake.aliases import Place, names_of
from toolkit.intake.archives import Member, Unpacked, unpack
from toolkit.model.files import Verdict, gravest
from toolkit.turn.isolated import roomy
from toolkit.turn.rows import Lying
from toolkit.turn.scan import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolkit.intake.serving import Ask
    from toolkit.office import Office
    from toolkit.turn.ground import Ground
    from toolkit.turn.rows import File

_DIED = "拆开这个压缩包时程序异常中断或用时太长，文件可能已损坏，请重新打包后报送。"
_TOLD_FIRST = (
    Verdict.ACCEPTED,
    Verdict.QUESTIONED,
    Verdict.RETURNED,
    Verdict.HELD,
    Verdict.REFUSED,
    Verdict.SUPERSEDED,
    Verdict.DUPLICATE,
    Verdict.IGNORED,
)


@dataclass(frozen=True, slots=True)
class Contents:
    """
    What an archive holds; with a ``fault``, a sentence, nothing.

    A file has the path ``包.zip/文件夹/表.xlsx`` and as its hint the folder that speaks of a department.  One that
    was left aside or could not be taken out has no bytes, and says why in ``found.passed`` or ``found.refused``.
    """

    files: tuple[Lying, ...] = ()
    fault: str = ""
    notes: tuple[str, ...] = ()


def contents(office: Office, file: Lying, ground: Ground) -> Contents:
    """Return what an archive holds, taken apart in a process with limits."""
    files: list[Lying] = []
    whole = hand_out(office, file, ground, files.append)
    return replace(whole, files=() if whole.fault else tuple(files))


def hand_out(office: Office, file: Lying, ground: Ground, take: Callable[[Lying], None]) -> Contents:
    """
    Give ``take`` an archive's files one by one, so that no two need be in memory; return all but the files.

    With a ``fault`` in what is returned, what was taken before is not to be used: the archive is refused whole.
    """
    given = 0

    def answer(numbered: tuple[int, Member]) -> None:
        nonlocal given
        number, member = numbered
        if number == given:
            given += 1
            take(_lying(file, member, ground))

    work = partial(_unpack, file.data, file.name, office.settings.intake.passwords)
    with roomy(work, _failed, asks=True, count=1) as workers:
        (unpacked,) = workers.map([None], answer=answer)
    return Contents(fault=unpacked.fault, notes=unpacked.notes)


def _unpack(data: bytes, name: str, passwords: tuple[str, ...], _job: None, ask: Ask) -> Unpacked:
    """Take an archive apart and hand its files over; runs in the worker."""
    unpacked = unpack(data, name, passwords)
    for numbered in enumerate(unpacked.members):
        ask(numbered)
    return replace(unpacked, members=())


def _failed(_fault: str, _notes: tuple[str, ...]) -> Unpacked:
    return Unpacked(fault=_DIED)


def _lying(file: Lying, member: Member, ground: Ground) -> Lying:
    relative = f"{file.found.relative}/{member.path}"
    found = Found(
        path=file.found.path / member.path,
        relative=relative,
        hint=hint(file, member.path, ground),
        passed=member.passed,
        refused=member.fault,
    )
    missing = f"{relative}\n{member.passed or member.fault}".encode("utf-8", "surrogateescape")
    known_by = member.data if not (member.passed or member.fault) else missing
    return Lying(found, member.data, hashlib.sha256(known_by).hexdigest())


def hint(archive: File, path: str, ground: Ground) -> str:
    """
    Return the innermost folder that speaks of a department, the archive and its own folder being two of them.

    ``path`` is a file's path inside the archive.
    """
    names = names_of(ground.directory, Place.of(ground.plans))
    folders = [
        *reversed(PurePosixPath(path).parent.parts),
        PurePosixPath(archive.name).stem,
        archive.found.hint,
    ]
    return next((folder for folder in folders if names.mentioned(folder)), folders[0])


def verdict_of(members: Sequence[tuple[str, Verdict, str]], notes: Sequence[str] = ()) -> tuple[Verdict, str]:
    """
    Return the verdict of an archive and the reason, from name, verdict and reason of each of its files.

    The gravest verdict holds; the reason counts them all and says of the first with the gravest what is wrong.
    """
    whole = gravest(verdict for _, verdict, _ in members)
    counts = Counter(verdict for _, verdict, _ in members)
    told = "，".join(f"{one.chinese}{counts[one]}个" for one in _TOLD_FIRST if counts[one])
    worst = next(((name, why) for name, verdict, why in members if verdict is whole), ("", ""))
    about = f"；“{worst[0]}”：{worst[1].rstrip('。')}" if whole.needs_attention else ""
    more = "".join(f"；{note}" for note in notes)
    return whole, f"压缩包内{len(members)}个文件：{told}{about}{more}"
