"""An archive's files lie in a folder of its name, and its verdict is that of the gravest."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable

import pytest

from toolkit.model.files import Verdict
from toolkit.office import Office
from toolkit.turn import scan, unpacking
from toolkit.turn.ground import Ground
from toolkit.turn.rows import Lying
from toolkit.turn.unpacking import contents, hand_out, verdict_of

from .archives import zipped
from .conftest import put

At = Callable[[str], Office]


def lying(office: Office, name: str, data: bytes) -> Lying:
    """Drop a file and return it as a turn finds it."""
    put(office, name, data)
    found = next(entry for entry in scan.look(office.inbox) if entry.relative == name)
    return Lying(found, data, hashlib.sha256(data).hexdigest())


def opened(office: Office, file: Lying) -> list[Lying] | str:
    """Return the files of an archive, or why there are none."""
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
    inside = contents(office, file, ground)
    return inside.fault or list(inside.files)


def test_files_have_paths_hints_and_hashes(supervising: At) -> None:
    """The hint is the innermost folder, archive or sub-folder that speaks of a department."""
    office = supervising("2022-06-24T10:00")
    files = {"甲/县财政局/佐证/表.xlsx": b"1", "新建文件夹/表.xlsx": b"2", "表.xlsx": b"3", "~$表.xlsx": b"4"}
    inside = opened(office, lying(office, "县审批局/六月.zip", zipped(files)))
    assert isinstance(inside, list)
    assert [(f.found.relative, f.found.hint) for f in inside[:3]] == [
        ("县审批局/六月.zip/甲/县财政局/佐证/表.xlsx", "县财政局"),
        ("县审批局/六月.zip/新建文件夹/表.xlsx", "县审批局"),
        ("县审批局/六月.zip/表.xlsx", "县审批局"),
    ]
    assert [f.name for f in inside] == ["表.xlsx", "表.xlsx", "表.xlsx", "~$表.xlsx"]
    assert inside[0].sha256 == hashlib.sha256(b"1").hexdigest()
    assert (inside[3].found.passed, inside[3].data) == ("办公软件打开文件时的锁定文件", b"")


def test_a_password_of_the_office_is_tried(supervising: At) -> None:
    """Without one the sentence names the setting."""
    office = supervising("2022-06-24T10:00")
    locked = bytearray(zipped({"表.xlsx": b"x" * 40}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "约定固定密码" in str(opened(office, lying(office, "锁.zip", bytes(locked))))


def test_files_are_handed_out_one_by_one(supervising: At) -> None:
    """Each as it would lie in the archive's folder, in its order; what cannot be opened hands out nothing."""
    office = supervising("2022-06-24T10:00")
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
    taken: list[Lying] = []
    file = lying(office, "包.zip", zipped({"一.txt": b"1", "二.txt": b"2", "../三.txt": b"3"}))
    whole = hand_out(office, file, ground, taken.append)
    assert [(one.name, one.data) for one in taken] == [("一.txt", b"1"), ("二.txt", b"2"), ("三.txt", b"3")]
    assert (whole.fault, whole.files, len(whole.notes)) == ("", (), 1)
    taken.clear()
    assert hand_out(office, lying(office, "空.zip", zipped({})), ground, taken.append).fault
    assert taken == []


def test_an_archive_that_kills_its_reader_has_a_sentence(
    supervising: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies with it, and nothing else."""
    if sys.platform != "linux":
        pytest.skip("the deadly reader is handed on by fork")
    office = supervising("2022-06-24T10:00")
    monkeypatch.setattr(unpacking, "unpack", lambda *_: os.abort())
    assert "异常中断" in str(opened(office, lying(office, "包.zip", zipped({"一.txt": b"1"}))))


def test_the_gravest_holds_and_all_are_counted() -> None:
    """One file refused makes the whole refused and is named; what was left aside makes nothing grave."""
    members = [
        ("表.xlsx", Verdict.ACCEPTED, "无问题"),
        ("坏.xlsx", Verdict.REFUSED, "文件已损坏。"),
        ("~$表.xlsx", Verdict.IGNORED, "锁定文件"),
    ]
    assert verdict_of(members, ("另略过3个系统文件",)) == (
        Verdict.REFUSED,
        "压缩包内3个文件：已接收1个，不予接收1个，略过1个；“坏.xlsx”：文件已损坏；另略过3个系统文件",
    )
    assert verdict_of([members[0], members[2]])[0] is Verdict.ACCEPTED
    assert verdict_of([("表.xlsx", Verdict.DUPLICATE, "相同"), members[2]])[0] is Verdict.DUPLICATE
