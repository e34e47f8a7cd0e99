"""Evidence is kept beside its return, whatever round that is in."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.model.evidence import EvidenceKind
from toolkit.model.files import FileKind, Reading, Verdict
from toolkit.office import Office
from toolkit.store import drops
from toolkit.store import evidence as store
from toolkit.store.drops import Drop
from toolkit.turn import evidence
from toolkit.turn.evidence import Surroundings
from toolkit.turn.ground import Ground
from toolkit.turn.take_in import take_in

from .conftest import GOOD, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]
PICTURE = Reading(kind=FileKind.EVIDENCE, fault="这是图片", attachable=True)


def row(office: Office, path: str) -> Drop:
    """Return the row of a picture before its end is known."""
    return Drop(
        path=path,
        file=path.rpartition("/")[2],
        sha256="b" * 64,
        received=office.as_of,
        kind=FileKind.EVIDENCE,
        verdict=Verdict.REFUSED,
        reason="这是图片",
    )


def test_a_picture_finds_the_return_taken_before(supervising: At, form: Fill) -> None:
    """It comes a day later, is named in a row of the return, and is kept there with that row."""
    office = supervising("2022-06-24T10:00")
    put(office, "表.xlsx", form("县审批局", {**GOOD, "1.1": {"value": 76.5, "evidence": "见现场核查图"}}))
    take_in(office, pause_s=0)
    office = supervising("2022-06-25T10:00")
    with office.store.transaction() as connection:
        around = Surroundings(office, connection, Ground.of(connection))
        home = around.home(PICTURE, "现场核查图.jpg", archived=False)
        assert home is not None
        drop = evidence.decided(row(office, "现场核查图.jpg"), home)
        seq = drops.add(connection, drop)
        evidence.keep(connection, drops.everything(connection)[-1], home)
        (kept,) = store.of_return(connection, "2022-06", "县审批局")
    assert (drop.verdict, drop.department, drop.period) == (Verdict.ACCEPTED, "县审批局", "2022-06")
    assert drop.reason == "县审批局2022年6月填报表（1.1）的佐证材料：填报表的佐证材料栏写有这个文件"
    assert (kept.rows, kept.drop, kept.kind) == ((("小方案", "1.1"),), seq, EvidenceKind.SUPPORT)


def test_a_later_round_keeps_it(supervising: At, form: Fill) -> None:
    """Evidence belongs to department and period: a second round of the return has it too."""
    office = supervising("2022-06-24T10:00")
    put(office, "一.xlsx", form("县审批局", {**GOOD, "1.2": {"value": "很多"}}))
    take_in(office, pause_s=0)
    with office.store.transaction() as connection:
        around = Surroundings(office, connection, Ground.of(connection))
        home = around.home(PICTURE, "县审批局佐证.jpg", archived=False)
        assert home is not None
        drops.add(connection, evidence.decided(row(office, "县审批局佐证.jpg"), home))
        evidence.keep(connection, drops.everything(connection)[-1], home)
    put(office, "二.xlsx", form("县审批局", GOOD))
    (second,) = take_in(office, pause_s=0)
    assert second.round == 2
    with office.store.transaction() as connection:
        assert [kept.file for kept in store.of_return(connection, "2022-06", "县审批局")] == [
            "县审批局佐证.jpg"
        ]


def test_what_belongs_to_nobody_is_held(supervising: At) -> None:
    """Its row says so, and nothing is kept beside any return; what is no evidence is left to its reading."""
    office = supervising("2022-06-24T10:00")
    with office.store.transaction() as connection:
        around = Surroundings(office, connection, Ground.of(connection))
        home = around.home(PICTURE, "IMG_0001.jpg", archived=False)
        assert home is not None
        drop = evidence.decided(row(office, "IMG_0001.jpg"), home)
        evidence.keep(connection, drop, home)
        assert (drop.verdict, drop.department) == (Verdict.HELD, None)
        assert store.of_period(connection, "2022-06") == ()
        assert around.home(Reading(fault="已损坏"), "坏.xlsx", archived=False) is None
