"""The loop that asks, every minute, what lies in the inbox and what the calendar says is due."""

from __future__ import annotations

import signal
import threading
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.office import Office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.turn.work import Worked


def watch(root: Path, say: Callable[[str], None], show: Callable[[Worked], None]) -> None:
    """
    Work until told to stop by Ctrl+C or the system.

    What has been done is remembered in the store, so a restart or a day missed neither repeats nor loses
    a job.  A step that fails is said in one sentence and tried again at the next look.
    """
    import schedule

    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda _number, _frame: stop.set())
    seconds = Office.open(root, _now()).settings.watch.every_seconds
    clock = schedule.Scheduler()
    clock.every(seconds).seconds.do(tick, root, say, show)
    say(f"开始看守收件箱和日历，每{seconds}秒看一次；按 Ctrl+C 停止。")
    tick(root, say, show)
    while not stop.is_set():
        clock.run_pending()
        stop.wait(min(1.0, max(0.05, clock.idle_seconds or 0.05)))
    say("已停止。")


def tick(root: Path, say: Callable[[str], None], show: Callable[[Worked], None]) -> None:
    """Do one turn at this moment; a fault is said, and the loop goes on."""
    from toolkit.turn.work import work

    try:
        office = Office.open(root, _now())
        try:
            show(work(office, pause_s=office.settings.watch.settle_seconds))
            office.outbox.settle()
        finally:
            if "store" in vars(office):
                office.store.close()
    except ToolkitError as error:
        say(str(error))


def _now() -> datetime:
    """Return the local time without a zone, as the office's clock on the wall shows it."""
    return datetime.now().replace(microsecond=0)
