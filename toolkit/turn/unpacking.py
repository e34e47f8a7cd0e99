"""Archives: their files, as if each lay in a folder of the archive's name, and one verdict for the whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.intake.aliases import Place, names_of
from toolkit.intake.archives import Member, Unpacked, unpack
from toolkit.model.files import Verdict, gravest
from toolkit.turn.ground import Ground
from toolkit.turn.isolated import isolated
from toolkit.turn.rows import Lying
from toolkit.turn.scan import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.office import Office

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
    try:
        unpacked: Unpacked = isolated(unpack, file.data, file.name, office.settings.intake.passwords)
    except ToolkitError as error:
        return Contents(fault=str(error))
    files = tuple(_lying(file, member, ground) for member in unpacked.members)
    return Contents(files, unpacked.fault, unpacked.notes)


def opened(office: Office, file: Lying) -> list[Lying] | str:
    """Return an archive's files as they would lie in a folder of its name, or why it cannot be opened."""
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
    inside = contents(office, file, ground)
    return inside.fault or list(inside.files)


def _lying(file: Lying, member: Member, ground: Ground) -> Lying:
    relative = f"{file.found.relative}/{member.path}"
    found = Found(
        path=file.found.path / member.path,
        relative=relative,
        hint=_hint(file, member, ground),
        passed=member.passed,
        refused=member.fault,
    )
    missing = f"{relative}\n{member.passed or member.fault}".encode("utf-8", "surrogateescape")
    known_by = member.data if not (member.passed or member.fault) else missing
    return Lying(found, member.data, hashlib.sha256(known_by).hexdigest())


def _hint(file: Lying, member: Member, ground: Ground) -> str:
    """Return the innermost folder that speaks of a department, the archive and its own folder being two of them."""
    names = names_of(ground.directory, Place.of(ground.plans))
    folders = [
        *reversed(PurePosixPath(member.path).parent.parts),
        PurePosixPath(file.name).stem,
        file.found.hint,
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
