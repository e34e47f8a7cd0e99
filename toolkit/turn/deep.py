"""
The deep look: every original against its hash, every figure kept against the cell it came from.

Originals are read again in limited child processes, as they were the first time.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import UnreadableFileError
from toolkit.intake import flat, locked
from toolkit.intake.grid import column_index
from toolkit.intake.sheets import read_workbook
from toolkit.intake.sniff import WORKBOOKS, sniff
from toolkit.lang.cells import read_value
from toolkit.store import entries, snapshot
from toolkit.turn.isolated import roomy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.intake.grid import Workbook
    from toolkit.intake.serving import Ask
    from toolkit.model.history import Accepted
    from toolkit.model.returns import Entry
    from toolkit.office import Office

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


class Wrong(NamedTuple):
    """One thing that is not as it was kept: which file, which cell (``""`` for the whole file), and what is wrong."""

    file: str
    cell: str
    sentence: str


class Deep(NamedTuple):
    """What the deep look covered, and what it found wrong."""

    originals: int
    figures: int
    wrong: tuple[Wrong, ...]


def examine(office: Office, tell: Callable[[int, int], None] = lambda _done, _all: None) -> Deep:
    """Compare every original with its hash and every accepted figure with its cell."""
    with office.store.transaction() as connection:
        kept = sorted(snapshot.originals(connection))
        said = [
            a
            for period in entries.periods(connection)
            for a in entries.of_period(connection, period).values()
        ]
    lost = {relative: spoilt for relative in kept if (spoilt := _compared(office, relative))}
    figures = defaultdict(list)
    for accepted in said:
        if (
            accepted.archive not in lost
            and accepted.archive
            and accepted.entry.raw
            and accepted.entry.cells.get("value")
        ):
            figures[accepted.archive].append(accepted)
    wrong = list(lost.values())
    asked = [_asked(office, relative, said) for relative, said in sorted(figures.items())]
    work = partial(_read, office.settings.intake.passwords)
    with roomy(work, _unread, weigh=_weight) as workers:
        answers = zip(sorted(figures), workers.map(asked), strict=True)
        for done, (relative, cells) in enumerate(answers, 1):
            wrong += _differing(figures[relative], cells)
            tell(done, len(figures))
    return Deep(len(kept), sum(map(len, figures.values())), tuple(wrong))


def _compared(office: Office, relative: str) -> Wrong | None:
    try:
        whole = office.archive.whole(relative)
    except OSError as error:
        return Wrong(relative, "", f"原件不见了或读不出（{error.strerror}）；请从备份里找回")
    if not whole:
        return Wrong(relative, "", "原件的内容被改动过，与收件时的哈希不符；请从备份里找回")
    return None


class _Asked(NamedTuple):
    """An original, what it was called, and the cells to look at."""

    path: Path
    name: str
    cells: tuple[str, ...]


def _asked(office: Office, relative: str, said: list[Accepted]) -> _Asked:
    cells = tuple(accepted.entry.cells["value"] for accepted in said)
    return _Asked(office.archive.path(relative), PurePath(said[0].file).stem, cells)


def _read(passwords: tuple[str, ...], asked: _Asked, _ask: Ask) -> dict[str, str] | None:
    """
    Return what stands in an original's cells now; None for one that cannot be read any more.

    It is read as intake does: unlocked, a workbook, or the tables of a text, a web page or a document.
    """
    data = asked.path.read_bytes()
    try:
        data = locked.unlock(data, sniff(data), passwords) or data
        container = sniff(data)
        if container in WORKBOOKS:
            book = read_workbook(data, container)
        elif document := flat.read(data, container, asked.name):
            book = document.book
        else:
            return None
    except UnreadableFileError:
        return None
    return {cell: _text(book, cell) for cell in asked.cells}


def _unread(_fault: str, _notes: tuple[str, ...]) -> dict[str, str] | None:
    return None


def _weight(asked: _Asked) -> int:
    return asked.path.stat().st_size


def _text(book: Workbook, cell: str) -> str:
    """Return what stands at ``工作表!H5``, nothing where there is no such cell."""
    name, _, address = cell.rpartition("!")
    place = _ADDRESS.fullmatch(address)
    sheet = book.get(name)
    if sheet is None or place is None:
        return ""
    return sheet.text(int(place[2]) - 1, column_index(place[1]))


def _differing(said: list[Accepted], cells: dict[str, str] | None) -> Iterator[Wrong]:
    if cells is None:
        yield Wrong(
            said[0].file, "", "原件现在读不出来了，其中的数没有核对；请打开原件看看，密码可能已从设置里删去"
        )
        return
    for accepted in said:
        cell = accepted.entry.cells["value"]
        if cells[cell] != accepted.entry.raw:
            yield Wrong(accepted.file, cell, f"登记为“{accepted.entry.raw}”，原件这一格是“{cells[cell]}”")
        elif not _says(accepted.entry):
            yield Wrong(
                accepted.file, cell, f"原文“{accepted.entry.raw}”，登记的数却是{accepted.entry.value:g}"
            )


def _says(entry: Entry) -> bool:
    """Whether a figure kept is what its raw text reads as; a unit in the heading may move the decimal point."""
    read = read_value(entry.raw, entry.unit).number
    if read is None or entry.value is None or read == entry.value:
        return True
    return bool(read and entry.value > 0 < read) and _power_of_ten(entry.value / read)


def _power_of_ten(ratio: float) -> bool:
    power = math.log10(ratio)
    return math.isclose(power, round(power), abs_tol=1e-9)
