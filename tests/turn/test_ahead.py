"""Files are read while they are watched, and what was read counts only for the bytes that settle."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import pytest

from toolkit.intake.worker import Workers
from toolkit.model.files import Verdict
from toolkit.office import Office
from toolkit.store import entries
from toolkit.turn import ahead, scan
from toolkit.turn.prepared import prepared
from toolkit.turn.take_in import take_in

from .conftest import GOOD, put
from .inboxes import ALONE, Files, all_sorts, lie, turned
from .states import differing

At = Callable[[str], Office]
Fill = Callable[..., bytes]

NOW = "2022-06-24T10:00"
OTHER = {**GOOD, "1.1": {**GOOD["1.1"], "value": 71}}


@pytest.fixture
def office(supervising: At) -> Office:
    """Return an office whose June is out."""
    return supervising(NOW)


def _until(moment: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be read ahead until this moment, however short they are watched."""
    read = ahead.read_ahead
    monkeypatch.setattr(
        ahead, "read_ahead", lambda office, begun, lying, _until: read(office, begun, lying, moment)
    )


def _given(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of what is given to readers, a name each time, and of when files have settled."""
    given: list[str] = []
    give, settled = Workers._give, scan.settled

    def noted(self: Workers[Any, Any], state: Any, batch: list[int]) -> None:  # noqa: ANN401 -- our own
        given.extend(state.held[index].name for index in batch)
        give(self, state, batch)

    def looked(*args: Any, **named: Any) -> object:  # noqa: ANN401 -- as they come
        found = settled(*args, **named)
        given.append("settled")
        return found

    monkeypatch.setattr(Workers, "_give", noted)
    monkeypatch.setattr(scan, "settled", looked)
    return given


def test_what_settles_is_read_once_while_it_is_watched(
    office: Office, form: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three files are read before the second look at them, and after it nothing is left to read."""
    given = _given(monkeypatch)
    _until(inf, monkeypatch)
    for name in ("县审批局", "县财政局", "河东镇"):
        put(office, f"{name}.xlsx", form(name, GOOD if name == "县审批局" else None))

    drops = take_in(office, pause_s=0)

    assert len(drops) == 3
    assert {drop.department for drop in drops} == {"县审批局", "县财政局", "河东镇"}
    assert sorted(given[:3]) == sorted(drop.file for drop in drops)
    assert given[3:] == ["settled"]


def test_every_reader_is_given_a_file_at_least(office: Office, form: Fill) -> None:
    """Though files have been watched long enough, each process reads one; the others are read in their turn."""
    data = form("县审批局", GOOD)
    for number in range(6):
        put(office, f"{number}.xlsx", data + bytes(number))
    with prepared(office, 2) as begun:
        ahead.read_ahead(office, begun, scan.look(office.inbox), until=0)
        assert [name for name, _, _ in begun.ahead] == ["0.xlsx", "1.xlsx"]
    with prepared(office, 2) as begun:
        ahead.read_ahead(office, begun, scan.look(office.inbox), until=inf)
        assert len(begun.ahead) == 6
        assert all(told.claims for told in begun.ahead.values())


def test_what_is_not_to_be_read_is_not_read_ahead(
    office: Office, form: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies, contents decided before, locks, links and files that are gone again are passed over."""
    good, other = form("县审批局", GOOD), form("县财政局", {"2": {"status": None, "progress": None}})
    put(office, "早.xlsx", good)
    take_in(office, pause_s=0)
    for name, data in (("甲.xlsx", good), ("乙.xlsx", other), ("丙.xlsx", other), ("~$丁.xlsx", b"")):
        put(office, name, data)
    put(office, "戊.xlsx", b"gone")
    (office.inbox / "己.xlsx").symlink_to(office.inbox / "乙.xlsx")
    lying = scan.look(office.inbox)
    (office.inbox / "戊.xlsx").unlink()
    given = _given(monkeypatch)

    with prepared(office, 4) as begun:
        ahead.read_ahead(office, begun, lying, until=inf)

    assert len(given) == 1
    assert given[0] in {"乙.xlsx", "丙.xlsx"}


def test_a_file_that_is_another_when_it_settles_is_read_again(
    office: Office, form: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Bytes that change behind unchanged size and time are judged as they are in the end.

    What was read of the first ones would otherwise become the figures of the department.
    """
    first, last = form("县审批局", GOOD), form("县审批局", OTHER)
    longest = max(len(first), len(last))
    first, last = (data + bytes(longest - len(data)) for data in (first, last))
    put(office, "审批局.xlsx", first)
    path = office.inbox / "审批局.xlsx"
    read = ahead.read_ahead

    def overtaken(*given: Any) -> None:  # noqa: ANN401 -- as it comes
        was = path.stat()
        read(*given)
        path.write_bytes(last)
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))

    monkeypatch.setattr(ahead, "read_ahead", overtaken)

    (drop,) = take_in(office, pause_s=0)

    assert drop.verdict is Verdict.ACCEPTED
    assert (office.archive.path(drop.archive)).read_bytes() == last
    with office.store.transaction() as connection:
        said = entries.of_period(connection, "2022-06")
    assert [one.entry.value for one in said.values() if one.entry.id == "1.1"] == [71]


def test_an_inbox_of_copies_is_not_looked_through(
    office: Office, form: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Once the time is over nothing more is opened, though no reader was given anything.

    Thousands of files dropped a second time would each be read and looked up for nothing.
    """
    good = form("县审批局", GOOD)
    put(office, "早.xlsx", good)
    take_in(office, pause_s=0)
    for number in range(9):
        put(office, f"{number}.xlsx", good)
    opened: list[scan.Found] = []
    read = scan.read

    def noted(entry: scan.Found) -> bytes:
        opened.append(entry)
        return read(entry)

    monkeypatch.setattr(scan, "read", noted)
    with prepared(office, 2) as begun:
        ahead.read_ahead(office, begun, scan.look(office.inbox), until=0)

    assert len(opened) == 2
    assert not begun.ahead


@pytest.mark.parametrize("seed", range(6))
def test_any_inbox_leaves_the_same_whether_read_ahead_or_not(
    office: Office, form: Fill, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seed: int
) -> None:
    """Whatever lies in the inbox: rows, papers and originals are those of a turn that read nothing before it settled."""
    files: Files = all_sorts(office, form)
    chance = random.Random(f"ahead {seed}")  # noqa: S311 -- the same inboxes every time
    lie(office, files, chance.sample([*files] if seed % 3 else [*ALONE], chance.randint(4, 8)))
    office.store.close()
    plain = shutil.copytree(office.root, tmp_path / "plain")
    _until(inf, monkeypatch)
    found = turned(office.root, office)
    monkeypatch.setattr(ahead, "read_ahead", lambda *_: None)

    wanted = turned(plain, office)

    assert not differing(wanted, found)


def test_a_file_that_kills_its_reader_is_not_met_twice(
    office: Office, form: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who dies while files are watched is replaced; its file is tried once more alone and then has its verdict."""
    given = _given(monkeypatch)
    _until(inf, monkeypatch)
    monkeypatch.setattr("toolkit.turn.reading.read_file", _dying)
    put(office, "甲.xlsx", b"deadly")
    put(office, "乙.xlsx", form("县审批局", GOOD))

    drops = {drop.file: drop for drop in take_in(office, pause_s=0)}

    assert (drops["甲.xlsx"].verdict, drops["乙.xlsx"].verdict) == (Verdict.REFUSED, Verdict.ACCEPTED)
    assert given.count("甲.xlsx") == 2
    assert given.count("乙.xlsx") == 1
    assert not multiprocessing.active_children()


def _dying(data: bytes, *others: Any) -> object:  # noqa: ANN401 -- as they come
    from toolkit.intake.read import read_file

    if data == b"deadly":
        os._exit(9)
    return read_file(data, *others)
