"""数据核对: several departments report a row differently; whose figure holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.decisions.row import Proposal, ask
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask

if TYPE_CHECKING:
    from toolkit.decisions.row import Row
    from toolkit.model.decision import Pending


def differing(row: Row, words: str) -> Pending:
    """
    Ask whether the first lead's figure of a row holds though others contradict it.

    Whoever came later was asked in its own return; who came first was not, so that a person has to know.
    """
    return ask(
        row,
        Ask.APART,
        "几家单位对同一行的填报不一致，怎样处理？请双方核对的，这个数在核对一致以前标注“（待核实）”。",
        (d.LEAD_COUNTS, d.BOTH_LOOK),
        Proposal(d.LEAD_COUNTS, "本行以首位牵头单位所报为准"),
        known=words,
        turn=f"{row.period.label}\n{words}",
        more={d.SAID: words},
    )
