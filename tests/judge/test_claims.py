"""What a tick 本期无变化 stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from toolkit.judge.claims import is_done, latest
from toolkit.model.history import Accepted
from toolkit.model.returns import Entry, NodeSaid, Status


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


def test_a_node_done_beside_a_tick_counts() -> None:
    """The days on the way are said anew where the sheet is filled in; a tick without it says them again."""
    drafted = NodeSaid(name="起草", due=date(2022, 5, 31))
    done = replace(drafted, done_on=date(2022, 6, 20))
    before = _accepted("2022-05", replace(DONE.entry, nodes=(drafted,)))
    tick = Entry(plan="方案", id="1.1", unchanged=True)

    beside = latest([before, _accepted("2022-06", replace(tick, nodes=(done,)))])
    bare = latest([before, _accepted("2022-06", tick)])

    assert beside is not None
    assert bare is not None
    assert (beside.entry.nodes, bare.entry.nodes) == ((done,), (drafted,))
