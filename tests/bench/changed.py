"""
How soon the facts are fresh again when one return of a thousand is mended.

The whole run takes in every return and tells the facts; the other takes in one mended return and tells them again.
Seconds are by the clock, since returns are read by several processes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from openpyxl import load_workbook

from tests.bench.returns import MOMENT, PERIOD, office_of, written
from toolkit.model.layout import FIRST_ROW, FORM, FORM_SHEET
from toolkit.office import Office
from toolkit.turn.report import facts_of
from toolkit.turn.take_in import take_in

ROWS = 60
TARGET = 0.05


def main() -> None:
    """Measure and print a table; ``--count`` is how many returns of 60 rows there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench(Path(folder) / "office", given.count)


def bench(root: Path, count: int) -> None:
    """Take in all, tell the facts; take in one, tell them again."""
    office_of(root, count, ROWS).store.close()
    office = Office(root, MOMENT)
    for one in written(count, ROWS, dirty=0.0):
        (office.inbox / one.name).write_bytes(one.data)
    taken = _timed(f"收 {count} 份", lambda: take_in(office, pause_s=0))
    told = _timed("出事实", lambda: facts_of(office, PERIOD))
    office.store.close()
    later = Office(root, MOMENT + timedelta(hours=1))
    first = next(written(count, ROWS, dirty=0.0))
    (later.inbox / first.name).write_bytes(_mended(first.data))
    taken_again = _timed("收改过的 1 份", lambda: take_in(later, pause_s=0))
    told_again = _timed("再出事实", lambda: facts_of(later, PERIOD))
    later.store.close()
    share = (taken_again + told_again) / (taken + told)
    met = "达到" if share <= TARGET else "未达到"
    _say(f"改一份到新事实，比整个一遍：{share:.3f}（目标 ≤ {TARGET}）　{met}")


def _mended(data: bytes) -> bytes:
    """Return a form with other words in its first row."""
    book = load_workbook(BytesIO(data))
    column = next(place for place, one in enumerate(FORM, 1) if one.field == "progress")
    book[FORM_SHEET].cell(FIRST_ROW, column).value = "更正：本月新增3项，已按计划推进。"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _timed(what: str, do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    seconds = time.perf_counter() - begun
    _say(f"{what}：{seconds:.2f} 秒")
    return seconds


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
