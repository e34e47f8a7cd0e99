"""Where an office wants sealed forms, what came without one is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from toolkit.model.evidence import Evidence, EvidenceKind
from toolkit.model.files import FileKind, Receipt, Verdict
from toolkit.office import Office
from toolkit.store import evidence
from toolkit.turn.lists import all_receipts, urge_list
from toolkit.turn.seals import LACKING, lacking, told
from toolkit.turn.take_in import take_in

from .conftest import put

At = Callable[[str], Office]


def receipt(department: str, verdict: Verdict = Verdict.ACCEPTED, period: str = "2022-06") -> Receipt:
    """Return the receipt of a return."""
    return Receipt(
        file=f"{department}.xlsx",
        sha256="0" * 64,
        received=datetime(2022, 6, 24),
        kind=FileKind.RETURN,
        verdict=verdict,
        reason="审核通过",
        department=department,
        period=period,
    )


SEALED = {("2022-06", "县审批局")}
RECEIPTS = (
    receipt("县审批局"),
    receipt("县财政局"),
    receipt("河东镇", Verdict.RETURNED),
    receipt("县财政局", period="2022-05"),
)


def test_receipts_say_what_is_to_come() -> None:
    """Only a return that was taken and has no sealed form of its period says so."""
    reasons = [one.reason for one in told(RECEIPTS, SEALED, required=True)]

    assert [LACKING in reason for reason in reasons] == [False, True, False, True]


def test_departments_to_be_asked() -> None:
    """Those of the period whose return was taken without its sealed form are named once."""
    twice = (*RECEIPTS, receipt("县财政局"))

    assert lacking(twice, "2022-06", SEALED, required=True) == ("县财政局",)


def test_offices_that_want_none_hear_nothing() -> None:
    """Without the setting nothing is said."""
    assert told(RECEIPTS, (), required=False) == RECEIPTS
    assert lacking(RECEIPTS, "2022-06", (), required=False) == ()


@pytest.mark.parametrize("sealed", [False, True])
def test_receipt_and_urge_list_in_an_office(supervising: At, good: bytes, *, sealed: bool) -> None:
    """With the setting on, receipt and urge list say 待补件 until the scan is here."""
    office = supervising("2022-06-24T10:00")
    settings = office.root / "office.toml"
    changed = settings.read_text("utf-8").replace("seal_required = false", "seal_required = true")
    settings.write_text(changed, "utf-8")
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", good)
    (drop,) = take_in(office, pause_s=0)
    if sealed:
        with office.store.transaction() as connection:
            kept = Evidence(department="县审批局", period="2022-06", kind=EvidenceKind.SEALED, drop=drop.seq)
            evidence.add(connection, kept)

    urge_list(office, "2022-06")

    listed = (office.outbox.root / "2022-06/催报/催报名单.txt").read_text("utf-8-sig")
    assert (LACKING in all_receipts(office)[0].reason) is not sealed
    assert ("待补件（盖章扫描件）1家：县审批局" in listed) is not sealed
