"""One file of the whole office, and the way back."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from toolkit.errors import DeliveryError, UnreadableFileError, UsageError
from toolkit.office import Office
from toolkit.turn.backup import MANIFEST, backup, restore
from toolkit.turn.lists import all_receipts
from toolkit.turn.report import facts_of
from toolkit.turn.work import work

from .conftest import put

At = Callable[[str], Office]
NOW = datetime(2022, 7, 2, 9)


@pytest.fixture
def worked(supervising: At, good: bytes) -> Office:
    """Return an office that took in one return, with another file waiting in its inbox."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", good)
    work(office)
    put(office, "还没处理.txt", "等着".encode())
    return office


def test_restored_office_is_the_same_office(worked: Office, tmp_path: Path) -> None:
    """What was taken in, what waits, settings, papers and originals all come back, and say the same."""
    before = all_receipts(worked), facts_of(worked, "2022-06")

    counts = restore(backup(worked, tmp_path), tmp_path / "恢复", NOW)

    again = Office.open(tmp_path / "恢复", worked.as_of)
    assert (all_receipts(again), facts_of(again, "2022-06")) == before
    assert counts["drops"] == 1
    assert (again.inbox / "还没处理.txt").read_text(encoding="utf-8") == "等着"
    assert again.id == worked.id
    assert (again.outbox.root / "收件回执.xlsx").read_bytes() == (
        worked.outbox.root / "收件回执.xlsx"
    ).read_bytes()


def test_restored_office_goes_on(worked: Office, tmp_path: Path, good: bytes) -> None:
    """In the restored office the next file gets the next number, and a copy of an old one is known."""
    restore(backup(worked, tmp_path), tmp_path / "恢复", NOW)
    again = Office.open(tmp_path / "恢复", worked.as_of)
    put(again, "又一份.xlsx", good)

    verdicts = {drop.file: drop.verdict.value for drop in work(again).drops}

    assert verdicts["又一份.xlsx"] == "duplicate"


def test_backup_while_another_writes(worked: Office, tmp_path: Path) -> None:
    """Another process in the middle of writing does not keep a backup from being made of what was committed."""
    other = sqlite3.connect(worked.root / "data" / "office.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO log (at, actor, what, detail) VALUES ('x', 'x', 'x', 'x')")

    with zipfile.ZipFile(backup(worked, tmp_path)) as package:
        rows = json.loads(package.read(MANIFEST))["rows"]
        lines = package.read("database/log.jsonl").splitlines()

    other.execute("ROLLBACK")
    assert len(lines) == rows["log"]
    assert not any(b'"actor": "x"' in line for line in lines)


def test_spoilt_backup_is_not_restored(worked: Office, tmp_path: Path) -> None:
    """A backup in which one original was changed is refused, and nothing is left in the folder asked for."""
    whole = backup(worked, tmp_path / "whole.zip")
    spoilt = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(spoilt, "w") as copy:
        for name in source.namelist():
            data = source.read(name)
            copy.writestr(name, data[:-1] + b"?" if name.startswith("data/archive/") else data)

    with pytest.raises(UnreadableFileError, match="与清单不符"):
        restore(spoilt, tmp_path / "恢复", NOW)

    assert not (tmp_path / "恢复").exists()


def test_row_without_its_original_is_found(worked: Office, tmp_path: Path) -> None:
    """A backup that lacks an original which a row names is refused though every part is as listed."""
    whole, cut = backup(worked, tmp_path / "whole.zip"), tmp_path / "cut.zip"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(cut, "w") as copy:
        manifest = json.loads(source.read(MANIFEST))
        manifest["parts"] = {k: v for k, v in manifest["parts"].items() if not k.startswith("data/archive/")}
        for name in manifest["parts"]:
            copy.writestr(name, source.read(name))
        copy.writestr(MANIFEST, json.dumps(manifest))

    with pytest.raises(Exception, match="缺少原件"):
        restore(cut, tmp_path / "恢复", NOW)


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/outside", "a\\b"])
def test_backup_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    """A name with a way out of the folder makes the file no backup of ours."""
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(evil, "w") as package:
        package.writestr(name, b"x")
        package.writestr(MANIFEST, json.dumps({"parts": {name: "0" * 64}, "rows": {}}))

    with pytest.raises(UnreadableFileError, match="不是本程序做的备份"):
        restore(evil, tmp_path / "恢复", NOW)


def test_an_office_in_use_is_not_overwritten(worked: Office, tmp_path: Path) -> None:
    """A folder with anything in it is left alone."""
    made = backup(worked, tmp_path)

    with pytest.raises(UsageError, match="为免覆盖"):
        restore(made, worked.root, NOW)


def test_no_room_for_the_backup(worked: Office) -> None:
    """A place that takes no file is one sentence, and no half of a backup lies there."""
    with pytest.raises((DeliveryError, OSError)):
        backup(worked, Path("/proc/备份.zip"))
