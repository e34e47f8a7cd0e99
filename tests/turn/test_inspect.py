"""Inspecting promises the very verdicts that working gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from toolkit.office import Office
from toolkit.turn.inspect import inspect
from toolkit.turn.take_in import take_in

from .conftest import GOOD, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]


def test_inspect_promises_what_work_does(supervising: At, form: Fill) -> None:
    """Good, faulty, copied, contradicting and unreadable files get the same verdict from both."""
    office = supervising("2022-06-24T10:00")
    faulty = form("县财政局", {"2": {"status": "", "progress": ""}})
    for name, data in (
        ("一.xlsx", form("县审批局", GOOD)),
        ("二.xlsx", form("县审批局", {**GOOD, "1.2": {"value": 31}})),
        ("三.xlsx", faulty),
        ("三 (1).xlsx", faulty),
        ("四.xlsx", form("河东镇")),
        ("五.xlsx", b"nothing"),
        ("~$五.xlsx", b"lock"),
    ):
        put(office, name, data)

    promised = Counter(
        receipt.verdict for receipt in inspect(office, (office.inbox,)) if "README" not in receipt.file
    )

    assert Counter(drop.verdict for drop in take_in(office)) == promised
    assert len(promised) >= 5
