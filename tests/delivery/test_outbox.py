"""Papers into the outbox, originals into the archive."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from toolkit.delivery.archive import Archive
from toolkit.delivery.outbox import Outbox, safe_name, write_whole
from toolkit.errors import DeliveryError


def test_same_bytes_change_nothing(tmp_path: Path) -> None:
    """Putting the same paper twice leaves the first file untouched and is not told as written."""
    outbox = Outbox(tmp_path)
    path = outbox.put("2022-06/通报.docx", b"one")
    before = path.stat().st_mtime_ns

    outbox.put("2022-06/通报.docx", b"one")

    assert path.stat().st_mtime_ns == before
    assert outbox.written == ["2022-06/通报.docx"]


def test_dry_run_touches_nothing(tmp_path: Path) -> None:
    """A dry run tells what would be written and writes nothing."""
    outbox = Outbox(tmp_path, dry_run=True)

    outbox.put("a/b.txt", b"x")

    assert outbox.written == ["a/b.txt"]
    assert not list(tmp_path.iterdir())


def test_no_half_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails midway the old paper stands whole and no scrap is left."""
    write_whole(tmp_path / "a.txt", b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeliveryError, match="磁盘空间"):
        write_whole(tmp_path / "a.txt", b"new")

    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("县财政局(金融局)", "县财政局(金融局)"),
        ("../../etc", ".._.._etc"),
        ("a:b?", "a_b_"),
        ("名字.", "名字"),
        ("", "_"),
    ],
)
def test_names_stay_inside_the_folder(name: str, safe: str) -> None:
    """A department's name never leads out of the outbox nor offends a file system."""
    assert safe_name(name) == safe


def test_archive_keeps_one_content_once(tmp_path: Path) -> None:
    """The same content under two names is kept once, under its hash."""
    archive = Archive(tmp_path)

    first = archive.keep("ab" * 32, "甲.xlsx", b"content")
    second = archive.keep("ab" * 32, "乙.xlsx", b"content")

    assert first == second == f"archive/ab/{'ab' * 32}.xlsx"
    assert archive.path(first).read_bytes() == b"content"


@pytest.mark.parametrize("name", ["无后缀", "怪.后缀名", "a.verylongending", "x.../..", "甲.xl sx"])
def test_archive_takes_no_odd_ending(tmp_path: Path, name: str) -> None:
    """An ending that is not a plain one is left off."""
    assert Archive(tmp_path).keep("cd" * 32, name, b"") == f"archive/cd/{'cd' * 32}"


def test_originals_are_on_the_disk_before_a_block_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done while originals are synced goes on only after all of them and their folders are; a fault is told."""
    archive = Archive(tmp_path)
    kept = [archive.put(f"{number:02}" * 32, "甲.xlsx", b"content") for number in range(40)]
    synced: list[int] = []

    def slow(handle: int) -> None:
        time.sleep(0.002)
        synced.append(handle)

    monkeypatch.setattr("os.fsync", slow)
    with archive.syncing(kept):
        pass
    assert len(synced) == 40 + 40 + 1 + 1
    archive.path(kept[7]).unlink()
    with pytest.raises(DeliveryError), archive.syncing(kept):
        pass
