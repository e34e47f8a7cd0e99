"""The loop, as a real process: it works by itself, remembers over a restart, and stops cleanly."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from toolkit.model.department import Department, Directory
from toolkit.model.plan import Plan, Task
from toolkit.office import HOME, Office
from toolkit.store import plans, tables

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stops a process with SIGTERM")
START = "import sys; from toolkit.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def watched(office_at: Callable[[str], Office]) -> Office:
    """Make an office whose forms are due all month, looked at every second."""
    now = datetime.now().replace(microsecond=0)
    office = office_at(now.isoformat())
    settings = office.root / "office.toml"
    text = settings.read_text(encoding="utf-8")
    for old, new in (
        ("dispatch_day = 20", "dispatch_day = 1"),
        ("due_day = 25", "due_day = 31"),
        ("corrections_day = 28", "corrections_day = 31"),
        ("lock_day = 30", "lock_day = 31"),
        ("every_seconds = 60", "every_seconds = 1"),
        ("settle_seconds = 2.0", "settle_seconds = 0.1"),
        ("bulletin_day = 3", "bulletin_day = 1"),
    ):
        text = text.replace(old, new)
    settings.write_text(text, encoding="utf-8")
    plan = Plan(
        id="小方案", title="小方案", tasks=(Task(id="1", no="1", title="优化服务", leads=("县财政局",)),)
    )
    month_start = now.replace(day=1, hour=0, minute=0, second=0)
    with office.store.transaction() as connection:
        plans.register(connection, plan, {}, "0" * 64, month_start)
        plans.register_directory(connection, Directory((Department(name="县财政局"),)), month_start)
    office.store.close()
    return Office(office.root, now)


@contextmanager
def watching(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Run ``watch`` in a process of its own, and stop it in the end."""
    command = [sys.executable, "-c", START, "watch", "--office", str(root)]
    process = subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=30)
        assert process.returncode == 0, told
        assert "已停止" in told


def wait_for(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something holds; fail where it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.1)


def dispatches(office: Office) -> int:
    """Count how often forms went out."""
    with office.store.transaction() as connection:
        return len(connection.execute(select(tables.log).where(tables.log.c.what == "dispatch")).all())


def test_the_loop_works_by_itself_and_once(watched: Office) -> None:
    """Forms go out when due, a dropped file is decided, and a restart repeats neither."""
    month = watched.as_of.strftime("%Y-%m")
    form = watched.outbox.root / month / "下发" / "县财政局.xlsx"
    with watching(watched.root):
        wait_for(form.exists)
        (watched.inbox / "不是工作簿.xlsx").write_bytes(b"text")
        wait_for(lambda: not (watched.inbox / "不是工作簿.xlsx").exists())
    assert dispatches(watched) == 1

    with watching(watched.root):
        (watched.inbox / "又一个.xlsx").write_bytes(b"other text")
        wait_for(lambda: not (watched.inbox / "又一个.xlsx").exists())
    assert dispatches(watched) == 1


def test_a_fault_does_not_end_the_loop(watched: Office) -> None:
    """Wrong settings are said in a sentence, and once mended the loop goes on."""
    settings = watched.root / "office.toml"
    good = settings.read_text(encoding="utf-8")
    form = watched.outbox.root / watched.as_of.strftime("%Y-%m") / "下发" / "县财政局.xlsx"
    with watching(watched.root):
        wait_for(form.exists)
        settings.write_text(good + "\n[nonsense]\n", encoding="utf-8")
        time.sleep(2)
        (watched.inbox / "等一等.xlsx").write_bytes(b"text")
        time.sleep(2)
        assert (watched.inbox / "等一等.xlsx").exists()
        settings.write_text(good, encoding="utf-8")
        wait_for(lambda: not (watched.inbox / "等一等.xlsx").exists())
