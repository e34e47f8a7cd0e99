"""What a tick 本期无变化 stands for."""

from __future__ import annotations

from toolkit.judge.claims import is_done, latest
from toolkit.model.history import Accepted
from toolkit.model.returns import Entry, Status


def _accepted(period: str, entry: Entry) -> Accepted:
    return Accepted(period=period, department="县甲局", entry=entry, sha256="a" * 64, file="表.xlsx")


DONE = _accepted(
    "2022-05", Entry(plan="方案", id="1.1", value=80, raw="80", status=Status.DONE, progress="已完成。")
)


def test_a_tick_says_last_month_again() -> None:
    """A bare tick carries value and state."""
    said = latest([DONE, _accepted("2022-06", Entry(plan="方案", id="1.1", unchanged=True))])

    assert said is not None
    assert (said.entry.value, is_done(said), said.period) == (80, True, "2022-06")


def test_what_is_written_beside_a_tick_counts() -> None:
    """A ticked row with another value and state is what it says, not what it said."""
    written = Entry(plan="方案", id="1.1", unchanged=True, value=60, raw="60", status=Status.ONGOING)

    said = latest([DONE, _accepted("2022-06", written)])

    assert said is not None
    assert (said.entry.value, is_done(said)) == (60, False)
