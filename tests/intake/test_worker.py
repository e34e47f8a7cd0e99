"""Files are read in processes that may die."""

from __future__ import annotations

import os
import sys
import time

import pytest

from toolkit.intake import read as intake_read
from toolkit.intake.known import Known
from toolkit.intake.worker import CRASHED, NO_MEMORY, TOO_SLOW, Workers
from toolkit.model.department import Directory
from toolkit.model.files import FileKind, Reading

KNOWN = Known(office_id="yunxi", plans=(), directory=Directory(), year=2022)
needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="the hostile reader is handed on by fork")


def _hostile(data: bytes, name: str, hint: str, known: Known) -> Reading:
    """Do to the worker what the worst files do to a reader."""
    del hint, known
    match data:
        case b"die":
            os.abort()
        case b"hang":
            time.sleep(60)
        case b"spin":
            while True:
                pass
        case b"panic":
            raise KeyboardInterrupt
        case b"eat":
            return Reading(notes=(str(len(bytearray(4 << 30))),))
    return Reading(notes=(name,))


def test_readings_come_in_the_order_of_the_files() -> None:
    """Three files give three readings in their order."""
    jobs = [(b"", "a", ""), (b"%PDF-1.7", "b", ""), (b"\xff\xd8\xff", "c", "")]
    with Workers(KNOWN, 2) as workers:
        kinds = [reading.kind for reading in workers.read(jobs)]
    assert kinds == [FileKind.UNKNOWN, FileKind.PLAN, FileKind.EVIDENCE]


def test_no_file_is_no_process() -> None:
    """Nothing to read gives nothing."""
    with Workers(KNOWN) as workers:
        assert list(workers.read([])) == []


@needs_fork
def test_one_bad_file_costs_no_other_its_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that abort, hang or eat memory get their fault; the files between them are read."""
    monkeypatch.setattr(intake_read, "read_file", _hostile)
    names = ["ok", "die", "ok", "hang", "panic", "eat", "ok"]
    with Workers(KNOWN, 2, seconds=1.0) as workers:
        found = list(workers.read([(name.encode(), name, "") for name in names]))
    faults = [reading.fault for reading in found]
    assert faults == ["", CRASHED, "", TOO_SLOW, CRASHED, NO_MEMORY, ""]
    assert [reading.notes for reading in found if not reading.fault] == [("ok",)] * 3


@needs_fork
def test_many_files_share_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker serves file after file, and memory it is sent does not add up."""
    monkeypatch.setattr(intake_read, "read_file", _hostile)
    with Workers(KNOWN, 1) as workers:
        found = list(workers.read((bytes(1000), str(n), "") for n in range(300)))
    assert [reading.notes[0] for reading in found] == [str(n) for n in range(300)]
