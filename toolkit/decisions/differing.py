"""数据核对: a row is reported differently by several departments, or after a correction; which figure holds."""

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
    Ask whether the first lead's figure of a row holds though others, or its own correction of a month before, contradict it.

    Whoever came later was asked in its own return; what came first was not, so that a person has to know.
    """
    return ask(
        row,
        Ask.APART,
        "同一行的填报前后或各家不一致，怎样处理？选“请核对”的，这个数在核对一致以前标注“（待核实）”。",
        (d.LEAD_COUNTS, d.BOTH_LOOK),
        Proposal(d.LEAD_COUNTS, "本行以首位牵头单位本期所报为准"),
        known=words,
        turn=f"{row.period.label}\n{words}",
        more={d.SAID: words},
    )
