"""A look at the inbox."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from toolkit.turn import scan


def test_every_entry_is_seen_once_in_order(tmp_path: Path) -> None:
    """Files of sub-folders are seen with their folder as a hint, in order of name."""
    (tmp_path / "县甲局").mkdir()
    for name in ("b.xlsx", "a.xlsx", "县甲局/表.xlsx"):
        (tmp_path / name).write_bytes(b"x")

    found = scan.look(tmp_path)

    assert [entry.relative for entry in found] == ["a.xlsx", "b.xlsx", "县甲局/表.xlsx"]
    assert found[-1].hint == "县甲局"


@pytest.mark.parametrize(
    "name", ["~$表.xlsx", ".~lock.表.xlsx#", ".DS_Store", "Thumbs.db", "README.txt", "readme.md"]
)
def test_locks_and_system_files_are_left_alone(tmp_path: Path, name: str) -> None:
    """Lock files, dot files and README stay where they are, each with its reason."""
    (tmp_path / name).write_bytes(b"x")

    (entry,) = scan.look(tmp_path)

    assert entry.passed
    assert not entry.refused


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_plain_file_is_never_opened(tmp_path: Path) -> None:
    """Links and pipes are refused with a reason and not followed."""
    os.mkfifo(tmp_path / "管道.xlsx")
    (tmp_path / "链接.xlsx").symlink_to("/dev/zero")
    (tmp_path / "文件夹链接").symlink_to("/etc", target_is_directory=True)

    found = {entry.relative: entry.refused for entry in scan.look(tmp_path)}

    assert "不是普通文件" in found["管道.xlsx"]
    assert "链接" in found["链接.xlsx"]
    assert "链接" in found["文件夹链接"]


def test_a_growing_file_waits(tmp_path: Path) -> None:
    """A file that grows between two looks is left for the next run; one that lies still is taken."""
    growing, still = tmp_path / "增长.xlsx", tmp_path / "静止.xlsx"
    still.write_bytes(b"x")
    stop = threading.Event()

    def grow() -> None:
        with growing.open("ab", buffering=0) as file:
            while not stop.is_set():
                file.write(b"x")
                time.sleep(0.01)

    growing.touch()
    writer = threading.Thread(target=grow)
    writer.start()
    try:
        found = scan.settled(scan.look(tmp_path), pause_s=0.2)
    finally:
        stop.set()
        writer.join()

    assert [entry.path for entry in found] == [still]


def test_the_wait_is_used(tmp_path: Path) -> None:
    """What is done in the meantime counts as waiting, and a file that changes while it is done waits."""
    (tmp_path / "甲.xlsx").write_bytes(b"x")
    (tmp_path / "乙.xlsx").write_bytes(b"x")

    def work(_until: float) -> None:
        time.sleep(0.3)
        (tmp_path / "乙.xlsx").write_bytes(b"longer")

    began = time.monotonic()
    found = scan.settled(scan.look(tmp_path), pause_s=0.3, meanwhile=work)
    assert [entry.path.name for entry in found] == ["甲.xlsx"]
    assert time.monotonic() - began < 0.55


def test_a_file_from_the_future_is_taken(tmp_path: Path) -> None:
    """A time stamp in the future does not keep a file waiting."""
    path = tmp_path / "未来.xlsx"
    path.write_bytes(b"x")
    os.utime(path, (4102444800, 4102444800))

    assert scan.settled(scan.look(tmp_path), pause_s=0)


def test_a_name_of_odd_bytes_can_be_shown(tmp_path: Path) -> None:
    """A GBK name on a UTF-8 system is shown without breaking the database or the terminal."""
    name = os.fsdecode("财政局.xlsx".encode("gb18030"))
    try:
        (tmp_path / name).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    (entry,) = scan.look(tmp_path)

    assert scan.display(entry.path.name).encode("utf-8")


def test_names_in_gbk_are_read() -> None:
    """A name in GBK, as Windows writes it onto a Linux disk, shows as the clerk typed it; noise shows as bytes."""
    assert scan.display(os.fsdecode("下发/县财政局.xlsx".encode("gbk"))) == "下发/县财政局.xlsx"
    assert scan.display("下发/" + os.fsdecode("县财政局.xlsx".encode("gbk"))) == "下发/县财政局.xlsx"
    assert scan.display(os.fsdecode(b"\xff\xfe.xlsx")) == "\\xff\\xfe.xlsx"


def test_empty_folder_is_an_entry(tmp_path: Path) -> None:
    """An empty folder, whatever its name, is one entry that is left alone; a full one is its files."""
    (tmp_path / "空.xlsx").mkdir()
    (tmp_path / "满").mkdir()
    (tmp_path / "满" / "表.xlsx").write_bytes(b"x")

    assert [(entry.relative, bool(entry.passed)) for entry in scan.look(tmp_path)] == [
        ("满/表.xlsx", False),
        ("空.xlsx", True),
    ]
