"""Files enrolled while others are read leave what they would leave, had all been read first."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.pool import PoolProxiedConnection

from toolkit.delivery.archive import Archive
from toolkit.model.files import Verdict
from toolkit.office import Office
from toolkit.turn.early import Early
from toolkit.turn.gather import Piece
from toolkit.turn.take_in import take_in

from .inboxes import ALONE, Files, all_sorts, lie, turned
from .states import differing

At = Callable[[str], Office]
Fill = Callable[..., bytes]

NOW = "2022-06-24T10:00"


@pytest.fixture
def office(supervising: At) -> Office:
    """Return an office whose June is out."""
    return supervising(NOW)


@pytest.fixture
def files(office: Office, form: Fill) -> Files:
    """Return files of all sorts."""
    return all_sorts(office, form)


def _both_ways(
    office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, object], dict[str, object]]:
    """Return what the inbox leaves, and what it leaves where every file is read before any is enrolled."""
    office.store.close()
    careful = shutil.copytree(office.root, folder / "careful")
    found = turned(office.root, office)
    monkeypatch.setattr(Early, "_stands_alone", lambda _self, _piece: False)
    return turned(careful, office), found


@pytest.mark.parametrize("seed", range(12))
def test_any_inbox_leaves_the_same_either_way(
    office: Office, files: Files, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seed: int
) -> None:
    """Whatever lies in the inbox, in whatever order: rows, papers and originals are those of the careful way."""
    chance = random.Random(f"inbox {seed}")  # noqa: S311
    names = [*files] if seed % 3 else [*ALONE]
    lie(office, files, chance.sample(names, chance.randint(4, 8)))

    wanted, found = _both_ways(office, tmp_path, monkeypatch)

    assert not differing(wanted, found)


@pytest.mark.parametrize(
    "last",
    ["审批局另存.xlsx", "审批局改.xlsx", "汇总.xlsx", "单位名录.xlsx", "方案.txt", "大厅.jpg", "河东镇.zip"],
)
def test_what_comes_last_may_change_what_came_first(
    office: Office, files: Files, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, last: str
) -> None:
    """
    A file that goes together with earlier ones, or tells how they read, is met after them: what was enrolled is taken back.

    Left standing, a rival would follow the return it contradicts, a picture its return, a list the name it explains.
    """
    lie(
        office,
        files,
        ["审批局.xlsx" if last != "汇总.xlsx" else "财政局改.xlsx", "河东镇.xlsx", "无名.xlsx", last],
    )

    wanted, found = _both_ways(office, tmp_path, monkeypatch)

    assert not differing(wanted, found)


@pytest.mark.parametrize("last", ["审批局改.xlsx", "单位名录.xlsx", "大厅.jpg", "河东镇.zip", "方案.txt"])
def test_these_files_are_taken_back_for(office: Office, files: Files, last: str) -> None:
    """Rows put in while files were read are gone before the careful way begins: it may write at once."""
    seen: list[bool] = []
    lie(office, files, ["审批局.xlsx", "河东镇.xlsx", last])

    take_in(office, lambda _done, _all: seen.append(_writing(office)), pause_s=0)

    assert seen[0]
    assert not _writing(office)


def test_rows_are_put_in_while_others_are_read(office: Office, files: Files) -> None:
    """After the first file is read its rows are being written, though the others are not read yet."""
    seen: list[bool] = []
    lie(office, files, ALONE)

    taken = take_in(office, lambda _done, _all: seen.append(_writing(office)), pause_s=0)

    assert seen == [True] * len(ALONE)
    assert [drop.verdict for drop in taken] == [
        Verdict.ACCEPTED,
        Verdict.RETURNED,
        Verdict.ACCEPTED,
        Verdict.REFUSED,
        Verdict.REFUSED,
        Verdict.DUPLICATE,
        Verdict.DUPLICATE,
        Verdict.HELD,
    ]


def test_of_too_many_files_none_is_put_in_early(
    office: Office, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many are read first and committed in portions: what one transaction holds does not grow with the inbox."""
    monkeypatch.setattr("toolkit.turn.early.MOST", len(ALONE) - 1)
    seen: list[bool] = []
    lie(office, files, ALONE)

    taken = take_in(office, lambda _done, _all: seen.append(_writing(office)), pause_s=0)

    assert seen == [False] * len(ALONE)
    assert len(taken) == len(ALONE)


def test_nothing_is_seen_before_all_are_read(office: Office, files: Files) -> None:
    """Who looks into the store meanwhile sees no file of the turn: all verdicts come at once."""
    seen: list[int] = []
    lie(office, files, ALONE)

    take_in(office, lambda _done, _all: seen.append(_rows(office)), pause_s=0)

    assert set(seen) == {0}
    assert _rows(office) == len(ALONE)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="which file is synced is read from /proc")
@pytest.mark.parametrize("last", ["半个.xlsx", "大厅.jpg"])
def test_originals_are_on_the_disk_before_their_rows(
    office: Office, files: Files, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    """Whichever way an inbox goes, each original was synced when the commit that names it begins."""
    synced: set[str] = set()
    missing: list[set[str]] = []
    sync, commit = os.fsync, DefaultDialect.do_commit

    def syncing(handle: int) -> None:
        synced.add(Path(f"/proc/self/fd/{handle}").readlink().name)
        sync(handle)

    def committing(self: DefaultDialect, connection: PoolProxiedConnection) -> None:
        there = set(synced)
        commit(self, connection)  # type: ignore[no-untyped-call]
        missing.append(_originals(office) - there)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(DefaultDialect, "do_commit", committing)
    lie(office, files, ["审批局.xlsx", "财政局.xlsx", last])

    take_in(office, pause_s=0)

    assert len(_originals(office)) == len(("审批局.xlsx", "财政局.xlsx", last))
    assert not any(missing)


def test_originals_are_synced_while_the_last_files_are_read(
    office: Office, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is asked for as soon as the last file is copied, not when the last is read."""
    monkeypatch.setattr(os, "cpu_count", lambda: 4)  # a process for each file, and one more
    steps: list[str] = []
    sync, hear = Archive.syncing, Early.hear

    def syncing(self: Archive, relatives: Iterable[str]) -> AbstractContextManager[None]:
        steps.append("sync")
        return sync(self, relatives)

    def hearing(self: Early, piece: Piece) -> None:
        steps.append("heard")
        hear(self, piece)

    monkeypatch.setattr(Archive, "syncing", syncing)
    monkeypatch.setattr(Early, "hear", hearing)
    lie(office, files, ["审批局.xlsx", "财政局.xlsx", "河东镇.xlsx"])

    take_in(office, pause_s=0)

    assert steps == ["sync", *["heard"] * 3]


def _originals(office: Office) -> set[str]:
    """Return the names of the originals that rows tell of."""
    with sqlite3.connect(office.root / "data" / "office.db") as database:
        found = {Path(archive).name for (archive,) in database.execute("SELECT archive FROM drops")}
    database.close()
    return found


def _rows(office: Office) -> int:
    with sqlite3.connect(office.root / "data" / "office.db") as database:
        ((rows,),) = database.execute("SELECT count(*) FROM drops")
    database.close()
    return int(rows)


def _writing(office: Office) -> bool:
    """Whether somebody else writes to the office's database just now."""
    database = sqlite3.connect(office.root / "data" / "office.db", timeout=0, isolation_level=None)
    try:
        database.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    finally:
        database.close()
    return False
