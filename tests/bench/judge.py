"""
How fast the state of every row is worked out, from what was accepted: a month of 60,000 rows.

Seconds are of the processor, the median of several runs, garbage collection included.  Beside them stands what the same
rows take to be built as plain objects: a busy machine slows both, and the ratio stays.  What it would be on the machine the
target was set on is told by what Python itself takes to start here and there.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.bench import starting
from tests.bench.standings import AS_OF, PERIOD, Work, work
from toolkit.judge.judge import judge
from toolkit.model.standing import Standing

RUNS = 5
ROWS_A_RETURN, ROWS_A_PLAN = 60, 120
MONTHS = 36
TARGET = 1.0 / 60_000
"""Seconds a row."""
GROWTH = 1.15
"""How much longer 36 months may take than one; not growing means 1, and seconds drift."""


def main() -> None:
    """Measure and print a table; ``--count`` is how many returns of 60 rows a month brings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    rows = max(given.count * ROWS_A_RETURN // ROWS_A_PLAN, 1) * ROWS_A_PLAN
    plans = rows // ROWS_A_PLAN
    _say(f"{rows}行，{MONTHS}个月历史")
    many = _judged(work(plans, ROWS_A_PLAN, MONTHS))
    one = _judged(work(plans, ROWS_A_PLAN, 1))
    single = _judged(work(1, rows, 1))
    plain = _plain(rows)
    target = TARGET * rows
    slower = (
        statistics.median(starting.seconds([sys.executable, "-c", "pass"]) for _ in range(RUNS * 3))
        / starting.BARE
    )
    _show(f"{plans}个方案，{MONTHS}个月", many, rows)
    there = many / slower
    _show(
        f"　在定目标的机器上合（本机慢{slower:.2f}倍）",
        there,
        rows,
        f"≤ {target:.2f} 秒",
        met=there <= target,
    )
    _show(f"{plans}个方案，1个月", one, rows)
    _show("1个方案，1个月", single, rows)
    _show("只造同样多的研判结果", plain, rows)
    _say(f"{MONTHS}个月比1个月：{many / one:.2f}倍（目标 ≤ {GROWTH}）")
    _say(f"研判比只造结果：{many / plain:.1f}倍")


def _judged(given: Work) -> float:
    """Return the seconds it takes to judge every plan."""

    def everything() -> None:
        for plan in given.plans:
            judge(plan, given.directory, given.accepted, given.history, given.lights, PERIOD, AS_OF, ())

    return _seconds(everything)


def _plain(rows: int) -> float:
    """Return the seconds it takes to make as many standings as a dataclass makes them, of ready parts."""
    given = work(1, 1, 1)
    made = judge(given.plans[0], given.directory, given.accepted, given.history, {}, PERIOD, AS_OF, ())[0]
    fields = {name: getattr(made, name) for name in Standing.__slots__}

    def everything() -> None:
        for _ in range(rows):
            Standing(**fields)

    return _seconds(everything)


def _seconds(do: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        do()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def _show(what: str, seconds: float, rows: int, target: str = "", *, met: bool | None = None) -> None:
    told = {True: "达到", False: "未达到", None: ""}[met]
    _say(f"{what}：{seconds:.2f} 秒，每行 {seconds / rows * 1e6:.1f} 微秒　{target}　{told}".rstrip())


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
