"""Hundreds of hostile files dropped at once cost the office nothing but their verdicts."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toolkit.office import Office
from toolkit.store import drops
from toolkit.turn import scan
from toolkit.turn.take_in import take_in

from .conftest import GOOD, put

At = Callable[[str], Office]
ROOT = Path(__file__).resolve().parents[2]
MAX_MEMORY_MIB = 1024
MAX_SECONDS = 400
WORK = (
    "import resource, sys; from toolkit.cli import main; code = main(sys.argv[1:]);"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr); sys.exit(code)"
)


def _print_of(folder: Path) -> dict[Path, str]:
    """Return what lies below a folder: every entry, and what is in it."""
    found = {}
    for base, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(base) / name
            plain = path.is_file() and not path.is_symlink()
            found[path] = hashlib.sha256(path.read_bytes()).hexdigest() if plain else ""
    return found


def _pwned(folder: Path) -> set[str]:
    return {name for _, _, names in os.walk(folder) for name in names if "pwned" in name.lower()}


@pytest.mark.slow
def test_the_crafted_set_dropped_at_once(
    supervising: At, shared: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """One verdict each by the bytes of its name, bounded time and memory, nothing leaked, nothing outside touched."""
    supervising("2022-06-24T09:00").store.close()
    root, crafted = tmp_path / "office", tmp_path / "set"
    generator = shared / "tools" / "gen_hostile.py"
    subprocess.run(
        [sys.executable, str(generator), str(crafted)], check=True, capture_output=True, timeout=300
    )
    shutil.copytree(shared / "odd", crafted / "inbox" / "其他项目")
    (root / "inbox").rename(tmp_path / "empty-inbox")
    (crafted / "inbox").rename(root / "inbox")
    outside, before = _print_of(crafted / "outside"), _pwned(root / "inbox")
    cases = json.loads((crafted / "index.json").read_text(encoding="utf-8"))

    started = time.monotonic()
    command = [sys.executable, "-c", WORK, "work", "--office", str(root), "--as-of", "2022-06-24T10:00"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=MAX_SECONDS * 2)
    seconds = time.monotonic() - started

    told = (done.stderr + done.stdout).decode("utf-8", "backslashreplace")
    assert done.returncode in {0, 1}, told[-2000:]
    memory = int(done.stderr.split()[-1])
    record_property("seconds", round(seconds))
    record_property("parent_mib", memory)
    assert memory < MAX_MEMORY_MIB
    assert seconds < MAX_SECONDS
    assert _print_of(crafted / "outside") == outside
    assert _pwned(tmp_path) <= before
    _no_text_leaked(root, cases, told)
    _each_has_one_verdict(supervising("2022-06-24T11:00"), cases)


def _no_text_leaked(root: Path, cases: list[dict[str, Any]], told: str) -> None:
    """No text of outside stands in a paper, in the lists or in what was printed."""
    never = {text for case in cases for text in case.get("never", ())}
    papers = [path.read_bytes() for path in (root / "outbox").rglob("*") if path.is_file()]
    for text in never:
        assert text not in told
        assert not any(text.encode() in paper for paper in papers)


def _each_has_one_verdict(office: Office, cases: list[dict[str, Any]]) -> None:
    with office.store.transaction() as connection:
        decided = [(drop.file, drop.verdict, drop.reason) for drop in drops.everything(connection)]
    assert all(verdict and reason for _, verdict, reason in decided)
    top = {case["name"] for case in cases if case["kind"] not in {"system", "litter"}}
    known = {file for file, _, _ in decided}
    shown = {scan.display(name): name for name in top}
    missing = {name for name in shown if name not in known and not name.startswith((".", "~$"))}
    assert missing == set()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_good_return_among_bad_files_is_taken_in(supervising: At, form: Callable[..., bytes]) -> None:
    """A bomb, a pipe, a link and noise beside it change nothing for it."""
    office = supervising("2022-06-24T10:00")
    put(office, "好.xlsx", form("县审批局", GOOD))
    put(office, "噪声.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40)
    put(office, "断.xlsx", form("县财政局")[:900])
    os.mkfifo(office.inbox / "管道.xlsx")
    (office.inbox / "链接.xlsx").symlink_to("/dev/zero")
    verdicts = {drop.file: drop.verdict.value for drop in take_in(office)}
    assert verdicts["好.xlsx"] == "accepted"
    assert {verdicts[name] for name in ("噪声.xls", "断.xlsx")} == {"refused"}
