"""
The deep look: every original against its hash, every figure kept against the cell it came from.

Originals are read again in limited child processes, as they were the first time.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from toolkit.delivery.archive import Archive
from toolkit.errors import ToolkitError, UnreadableFileError
from toolkit.intake import flat, locked
from toolkit.intake.grid import column_index
from toolkit.intake.sheets import read_workbook
from toolkit.intake.sniff import WORKBOOKS, sniff
from toolkit.lang.cells import read_value
from toolkit.store import entries, snapshot
from toolkit.turn.isolated import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.intake.grid import Workbook
    from toolkit.model.history import Accepted
    from toolkit.model.returns import Entry
    from toolkit.office import Office

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
BATCH = 50
"""Originals read again in one child process."""


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
    done = 0
    for batch in _batches(sorted(figures)):
        for relative, cells in zip(batch, _cells(office, batch, figures), strict=True):
            wrong += _differing(figures[relative], cells)
        done += len(batch)
        tell(done, len(figures))
    return Deep(len(kept), sum(map(len, figures.values())), tuple(wrong))


def _compared(office: Office, relative: str) -> Wrong | None:
    try:
        digest = hashlib.sha256(office.archive.path(relative).read_bytes()).hexdigest()
    except OSError as error:
        return Wrong(relative, "", f"原件不见了或读不出（{error.strerror}）；请从备份里找回")
    if digest != Archive.sha256_of(relative):
        return Wrong(relative, "", "原件的内容被改动过，与收件时的哈希不符；请从备份里找回")
    return None


def _batches(names: list[str]) -> Iterator[list[str]]:
    return (names[first : first + BATCH] for first in range(0, len(names), BATCH))


def _cells(
    office: Office, batch: list[str], figures: dict[str, list[Accepted]]
) -> list[dict[str, str] | None]:
    """Return what stands in the cells of each original now; None for one that cannot be read any more."""
    asked = [
        (
            office.archive.path(relative).read_bytes(),
            PurePath(figures[relative][0].file).stem,
            [a.entry.cells["value"] for a in figures[relative]],
        )
        for relative in batch
    ]
    try:
        return isolated(_read_each, asked, office.settings.intake.passwords)
    except ToolkitError:
        if len(batch) == 1:
            return [None]
        return [cells for relative in batch for cells in _cells(office, [relative], figures)]


def _read_each(
    asked: list[tuple[bytes, str, list[str]]], passwords: tuple[str, ...]
) -> list[dict[str, str] | None]:
    return [_read(data, name, cells, passwords) for data, name, cells in asked]


def _read(data: bytes, name: str, cells: list[str], passwords: tuple[str, ...]) -> dict[str, str] | None:
    """Read an original as intake does: unlocked, a workbook, or the tables of a text, a web page or a document."""
    try:
        data = locked.unlock(data, sniff(data), passwords) or data
        container = sniff(data)
        if container in WORKBOOKS:
            book = read_workbook(data, container)
        elif document := flat.read(data, container, name):
            book = document.book
        else:
            return None
    except UnreadableFileError:
        return None
    return {cell: _text(book, cell) for cell in cells}


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
