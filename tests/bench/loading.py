"""
How fast what was accepted is read for judging a month: 36 months kept, and half a year.

Seconds are of the processor.  Beside them stands what reading every month plainly takes, for one month only unless
``--large`` is given: it grows with the months.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from sqlalchemy import Connection, insert

from tests.bench.standings import PERIOD, Work, work
from tests.store.sample import TAKEN
from toolkit.model.returns import Entry
from toolkit.model.standing import Class
from toolkit.store import bulk, drops, entries, tables
from toolkit.store.marks import marks_of
from toolkit.store.payload import dump
from toolkit.store.plans import Registered
from toolkit.store.store import Store
from toolkit.turn.earlier import months_before, said_before
from toolkit.turn.ground import Ground

T = TypeVar("T")
ROWS_A_RETURN, ROWS_A_PLAN = 60, 120
FEW_MONTHS, MONTHS = 6, 36
GROWTH = 1.15
"""How much longer 36 months may take than half a year; not growing means 1, and seconds drift."""
RECEIVED = datetime(2024, 11, 24, 10)


def main() -> None:
    """Measure and print a table; ``--count`` is how many returns of 60 rows a month brings, ``--large`` reads all plainly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    plans = max(given.count * ROWS_A_RETURN // ROWS_A_PLAN, 1)
    few = _measured(work(plans, ROWS_A_PLAN, FEW_MONTHS), f"{FEW_MONTHS}个月", plain=True)
    many = _measured(work(plans, ROWS_A_PLAN, MONTHS), f"{MONTHS}个月", plain=given.large)
    met = "达到" if many <= few * GROWTH else "未达到"
    sys.stdout.write(
        f"读研判要的往期，{MONTHS}个月比{FEW_MONTHS}个月：{many / few:.2f}倍（目标 ≤ {GROWTH}）　{met}\n"
    )


def _measured(given: Work, months: str, *, plain: bool) -> float:
    """Return the seconds it takes to read what judging a month needs of the months before."""
    registered = tuple(Registered(plan, (), RECEIVED) for plan in given.plans)
    ground = Ground(registered, given.directory, given.plans)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'office.sqlite'}")
        with store.transaction() as connection:
            _keep(connection, given)
            now, _ = _timed(lambda: entries.of_period(connection, PERIOD.label), f"{months}，读本期")
            before, seconds = _timed(
                lambda: months_before(connection, ground, PERIOD.label, now), f"{months}，读研判要的往期"
            )
            sys.stdout.write(f"　读了{sum(map(len, before.values()))}行\n")
            _timed(lambda: said_before(connection, ground, PERIOD.label), f"{months}，读填报表要的往期")
            if plain:
                _timed(lambda: entries.history(connection, PERIOD.label), f"{months}，读全部往期")
        store.close()
    return seconds


def _keep(connection: Connection, given: Work) -> None:
    drop = drops.add(connection, replace(TAKEN, received=RECEIVED))
    bulk.add(connection, tables.entries, list(_rows(given, drop)))
    shown = {"period": PERIOD.previous.label, "klass": Class.BEHIND.value, "task": "1"}
    lights = [
        {**shown, "plan": plan, "id": id_, "light": light} for (plan, id_), light in given.lights.items()
    ]
    connection.execute(insert(tables.standings), lights)


def _rows(given: Work, drop: int) -> Iterator[tuple[Any, ...]]:
    for key in given.history.keys() | given.accepted.keys():
        now = given.accepted.get(key)
        for one in (*given.history.get(key, ()), *((now,) if now else ())):
            payload = dump(Entry, one.entry)
            yield one.period, key.plan, key.id, key.department, drop, False, payload, marks_of(payload)


def _timed(do: Callable[[], T], what: str) -> tuple[T, float]:
    start = time.process_time()
    made = do()
    seconds = time.process_time() - start
    sys.stdout.write(f"{what}：{seconds:.2f} 秒\n")
    sys.stdout.flush()
    return made, seconds


if __name__ == "__main__":
    main()
