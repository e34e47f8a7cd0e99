"""What is kept beside returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from toolkit.model.evidence import Evidence, EvidenceKind
from toolkit.model.files import FileKind, Verdict
from toolkit.store import drops, evidence
from toolkit.store.drops import Drop
from toolkit.store.store import Store

NOON = datetime(2022, 6, 25, 12)
DROP = Drop(
    path="包.zip/照片.jpg",
    file="照片.jpg",
    sha256="a" * 64,
    received=NOON,
    kind=FileKind.EVIDENCE,
    verdict=Verdict.ACCEPTED,
    reason="",
    archive="archive/aa/a.jpg",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a fresh store."""
    opened = Store.open(f"sqlite:///{tmp_path / 'office.db'}")
    yield opened
    opened.close()


def test_evidence_is_found_by_its_return(store: Store) -> None:
    """With its rows, its original, and whichever way it is asked for; keeping it again changes its rows."""
    with store.transaction() as connection:
        seq = drops.add(connection, DROP)
        kept = Evidence(
            department="县审批局",
            period="2022-06",
            rows=(("方案", "1.1"), ("方案", "2")),
            drop=seq,
            file="照片.jpg",
            sha256="a" * 64,
            archive="archive/aa/a.jpg",
            received=NOON,
        )
        evidence.add(connection, kept)
        assert evidence.of_period(connection, "2022-06") == (kept,)
        assert evidence.of_return(connection, "2022-06", "县审批局") == (kept,)
        assert evidence.of_return(connection, "2022-06", "县财政局") == ()
        evidence.add(connection, replace(kept, rows=()))
        assert evidence.of_period(connection, "2022-06") == (replace(kept, rows=()),)


def test_who_sent_a_sealed_form(store: Store) -> None:
    """Departments with a 盖章件 that was not withdrawn."""
    with store.transaction() as connection:
        for number, name in enumerate(("县审批局", "县财政局"), 1):
            seq = drops.add(connection, replace(DROP, sha256=str(number) * 64))
            evidence.add(
                connection,
                Evidence(department=name, period="2022-06", kind=EvidenceKind.SEALED, drop=seq),
            )
        drops.change_verdict(connection, seq, Verdict.IGNORED, "撤回")
        assert evidence.sealed(connection, "2022-06") == {"县审批局"}
        assert [one.department for one in evidence.of_period(connection, "2022-06")] == ["县审批局"]
