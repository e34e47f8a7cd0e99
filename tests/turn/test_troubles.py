"""Full disks, locked papers and a database that is held: nothing is lost, a sentence says why, the next run goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toolkit.errors import DeliveryError, StoreError
from toolkit.model.files import Verdict
from toolkit.office import HOME, Office
from toolkit.store import engine
from toolkit.turn.lists import all_receipts
from toolkit.turn.work import work

from .conftest import put

At = Callable[[str], Office]
MOMENT = "2022-06-24T10:00"


def run(office: Office, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program as a user does, in a process of its own."""
    program = "import sys; from toolkit.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, *words, "--office", str(office.root), "--as-of", MOMENT]
    return subprocess.run(command, capture_output=True, text=True, cwd=HOME, check=False, timeout=120)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of its own with room for little; skip where none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only an administrator may mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_full_disk(supervising: At, good: bytes, small_disk: Path) -> None:
    """With no room for the original the file stays in the inbox, and a run with room takes it in."""
    office = supervising(MOMENT)
    data = office.root / "data"
    shutil.copytree(data, small_disk / "data")
    shutil.rmtree(data)
    data.symlink_to(small_disk / "data")
    (small_disk / "filler").write_bytes(b"\0" * (shutil.disk_usage(small_disk).free - 4096))
    path = put(office, "县审批局.xlsx", good)

    full = run(office, "work")

    assert (full.returncode, path.read_bytes()) == (3, good)
    assert "磁盘" in full.stderr
    (small_disk / "filler").unlink()
    assert run(office, "work").returncode in {0, 1}
    assert not path.exists()
    assert [r.verdict for r in all_receipts(supervising(MOMENT))] == [Verdict.ACCEPTED]


def test_outbox_that_takes_nothing(supervising: At, good: bytes) -> None:
    """With an outbox that cannot be written nothing is begun; once it can, the run goes on."""
    office = supervising(MOMENT)
    path = put(office, "县审批局.xlsx", good)
    shutil.move(office.outbox.root, office.root / "aside")
    office.outbox.root.write_text("一个文件，不是文件夹", encoding="utf-8")

    with pytest.raises(DeliveryError, match="写不进"):
        work(office)

    assert path.read_bytes() == good
    assert all_receipts(office) == ()
    office.outbox.root.unlink()
    shutil.move(office.root / "aside", office.outbox.root)
    assert [drop.verdict for drop in work(supervising(MOMENT)).drops] == [Verdict.ACCEPTED]


def blocked_paper(office: Office, relative: str) -> Path:
    """Let a paper be one that cannot be replaced, as when Excel on Windows has it open."""
    path = office.outbox.path(relative)
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    (path / "打开着").write_bytes(b"")
    return path


def test_list_that_is_open(supervising: At, good: bytes) -> None:
    """收件回执 open in Excel keeps nothing else from being done; the sentence names it, the next run writes it."""
    office = supervising(MOMENT)
    path = put(office, "县审批局.xlsx", good)
    held = blocked_paper(office, "收件回执.xlsx")

    told = run(office, "work")

    assert told.returncode == 3
    assert "收件回执.xlsx" in told.stderr
    assert not path.exists()
    assert (office.outbox.root / "待定事项.xlsx").is_file()
    shutil.rmtree(held)
    assert run(office, "work").returncode == 0
    assert held.is_file()


def test_marked_copy_that_is_open(supervising: At, form: Callable[..., bytes]) -> None:
    """Where one department's marked copy is open, its file stays in the inbox and the others leave."""
    office = supervising(MOMENT)
    faulty = put(office, "审批.xlsx", form("县审批局", {"1.1": {"value": "很多"}, "1.2": {"value": 30}}))
    other = put(office, "财政.xlsx", form("县财政局"))
    held = blocked_paper(office, "2022-06/退回/县审批局_第1次.xlsx")

    work(office)

    with pytest.raises(DeliveryError, match="第1次"):
        office.outbox.settle()
    assert faulty.exists()
    assert not other.exists()
    shutil.rmtree(held)
    assert work(supervising(MOMENT)).drops == ()
    assert held.is_file()
    assert not faulty.exists()
    assert [r.verdict for r in all_receipts(supervising(MOMENT))].count(Verdict.RETURNED) == 1


def test_database_held_by_another_program(
    supervising: At, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program holds the database the file waits in the inbox."""
    monkeypatch.setattr(engine, "BUSY_MS", 200)
    office = supervising(MOMENT)
    path = put(office, "县审批局.xlsx", good)
    other = sqlite3.connect(office.root / "data" / "office.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(StoreError, match="没有别的程序占用"):
        work(office)

    assert path.read_bytes() == good
    other.execute("ROLLBACK")
    other.close()
    assert [drop.verdict for drop in work(supervising(MOMENT)).drops] == [Verdict.ACCEPTED]


def test_database_that_is_damaged(supervising: At, good: bytes) -> None:
    """A damaged database is one sentence; the file waits."""
    office = supervising(MOMENT)
    path = put(office, "县审批局.xlsx", good)
    (office.root / "data" / "office.db").write_bytes(b"not a database" * 1000)

    told = run(office, "work")

    assert told.returncode == 3
    assert "数据库" in told.stderr
    assert "Traceback" not in told.stderr
    assert path.read_bytes() == good


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_archive_that_takes_nothing(supervising: At, good: bytes) -> None:
    """An archive folder without permission leaves the file where it is."""
    office = supervising(MOMENT)
    path = put(office, "县审批局.xlsx", good)
    (office.root / "data" / "archive").mkdir(exist_ok=True)
    (office.root / "data" / "archive").chmod(0o500)

    with pytest.raises(DeliveryError):
        work(office)

    (office.root / "data" / "archive").chmod(0o700)
    assert path.read_bytes() == good


def test_archive_in_the_way(supervising: At, good: bytes) -> None:
    """A file where the archive's folder should be keeps the return in the inbox until it is gone."""
    office = supervising(MOMENT)
    path = put(office, "县审批局.xlsx", good)
    (office.root / "data" / "archive").write_bytes(b"")

    with pytest.raises(DeliveryError):
        work(office)

    assert path.read_bytes() == good
    (office.root / "data" / "archive").unlink()
    assert [drop.verdict for drop in work(supervising(MOMENT)).drops] == [Verdict.ACCEPTED]
