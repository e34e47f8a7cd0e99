"""A run killed at any instant, and run again, ends as one that nobody disturbed: row for row, byte for byte."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine.default import DefaultDialect

from toolkit.errors import StoreError
from toolkit.office import Office
from toolkit.turn import lists
from toolkit.turn.work import work

from .archives import zipped
from .conftest import GOOD, put
from .states import differing, state

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="runs are forked and killed, which Windows cannot"
)

MOMENT = datetime(2022, 6, 24, 10)
KILLS = 500 if os.environ.get("TOOLKIT_FULL") else 40
BY_CLOCK = 0.25
"""Share of the kills by the clock; the others come just before or just after a step that changes the disk."""

_STEPS = ("fsync", "replace", "unlink", "rmdir", "mkdir")
_PLAN = """云溪县优化政务服务2022年行动方案

云政办发〔2022〕7号

1.推行一窗受理。2022年9月底前，综合窗口覆盖率达到90%以上。（牵头单位：县审批局；配合单位：县财政局）
云溪县人民政府办公室
2022年3月1日
"""

At = Callable[[str], Office]


@pytest.fixture
def prepared(supervising: At, form: Callable[..., bytes]) -> Path:
    """Return an office in whose inbox a dozen files of all sorts lie."""
    office = supervising(MOMENT.isoformat())
    good, faulty = (
        form("县审批局", GOOD),
        form("县财政局", {"2": {"status": "已完成", "completed_on": "不详"}}),
    )
    put(office, "审批局.xlsx", good)
    put(office, "审批局（副本）.xlsx", good)
    put(office, "县财政局/六月.xlsx", faulty)
    put(office, "河东镇.xlsx", form("河东镇", {"2": {"progress": "按计划推进。"}}))
    put(office, "河东镇2.xlsx", form("河东镇", {"2": {"progress": "另有说法。"}}))
    put(office, "方案.txt", _PLAN.encode())
    put(office, "照片.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")
    put(office, "空.xlsx", b"")
    put(office, "损坏.xlsx", good[: len(good) // 2])
    put(office, "通讯录.csv", "姓名,电话\n张三,5550100\n".encode())
    put(office, "~$审批局.xlsx", b"lock")
    put(office, "说明/无关.bin", bytes(range(256)) * 4)
    picture = b"\xff\xd8\xff\xe0\x00\x11JFIF"
    put(office, "佐证.zip", zipped({"县财政局/大厅.jpg": picture, "县财政局/六月.xlsx": faulty}))
    lists.refresh(office)
    office.store.close()
    return office.root


@pytest.fixture
def plain(supervising: At, form: Callable[..., bytes]) -> Path:
    """Return an office whose inbox holds nothing that goes together: its files are enrolled while they are read."""
    office = supervising(MOMENT.isoformat())
    good = form("县审批局", GOOD)
    put(office, "审批局.xlsx", good)
    put(office, "审批局（副本）.xlsx", good)
    put(office, "县财政局/六月.xlsx", form("县财政局", {"2": {"status": "已完成", "completed_on": "不详"}}))
    put(office, "河东镇.xlsx", form("河东镇", {"2": {"progress": "按计划推进。"}}))
    put(office, "损坏.xlsx", good[: len(good) // 2])
    lists.refresh(office)
    office.store.close()
    return office.root


@pytest.mark.parametrize("inbox", ["prepared", "plain"])
def test_a_killed_run_and_another_are_one_run(
    inbox: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Forty seeded instants in every run of the tests, five hundred with ``run.py test --full``."""
    lying: Path = request.getfixturevalue(inbox)
    _warm(shutil.copytree(lying, tmp_path / "warm"))
    whole = shutil.copytree(lying, tmp_path / "undisturbed")
    began = time.monotonic()
    steps = _counted(whole)
    lasted = time.monotonic() - began
    wanted = state(whole)
    assert steps > 20
    assert not differing(wanted, state(tmp_path / "warm"))

    for kill in _kills(steps, lasted):
        trial = shutil.copytree(lying, tmp_path / "trial")
        kill(trial)
        assert _finished(_fork(partial(_work, trial))) == 0
        other = differing(wanted, state(trial))
        assert not other, f"after {kill}: {other}"
        shutil.rmtree(trial)


def test_two_runs_at_once_are_one_run(prepared: Path, tmp_path: Path) -> None:
    """The second run waits for the first, finds nothing left to do, and changes nothing."""
    whole = shutil.copytree(prepared, tmp_path / "undisturbed")
    assert _finished(_fork(lambda: _work(whole))) == 0
    both = [_fork(lambda: _work(prepared)) for _ in range(2)]
    assert [_finished(one) for one in both] == [0, 0]
    assert not differing(state(whole), state(prepared))


def test_a_second_run_does_not_wait_for_ever(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another run holds the office too long, a sentence says so and the inbox stays as it is."""
    monkeypatch.setattr("toolkit.office.WAIT_S", 1)
    before = sorted(path.name for path in (prepared / "inbox").rglob("*"))
    with Office(prepared, MOMENT).alone(), pytest.raises(StoreError, match="另一次运行"):
        work(Office(prepared, MOMENT), pause_s=0)
    assert sorted(path.name for path in (prepared / "inbox").rglob("*")) == before


def _warm(root: Path) -> None:
    """Do a turn here, so that what it imports is at hand in every process forked from this one."""
    office = Office(root, MOMENT)
    work(office, pause_s=0)
    office.store.close()


class _AtStep:
    """Kills a run at its n-th step: even numbers before a step is done, odd ones after."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __repr__(self) -> str:
        return f"{'after' if self._number % 2 else 'before'} step {self._number // 2}"

    def __call__(self, root: Path) -> None:
        child = _fork(lambda: _work(root, self._number))
        assert os.waitpid(child, 0)[1] == signal.SIGKILL


class _AtInstant:
    """Kills a run so many seconds after it began; it may have ended by then."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __repr__(self) -> str:
        return f"{self._seconds:.4f} s"

    def __call__(self, root: Path) -> None:
        child = _fork(lambda: _work(root))
        time.sleep(self._seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _kills(steps: int, lasted: float) -> Iterator[Callable[[Path], None]]:
    chance = random.Random(f"kills {KILLS}")  # noqa: S311  (the same instants every time)
    by_clock = int(KILLS * BY_CLOCK)
    every = list(range(2 * steps))
    for _ in range(KILLS - by_clock):
        yield _AtStep(every.pop(chance.randrange(len(every))) if every else chance.randrange(2 * steps))
    for _ in range(by_clock):
        yield _AtInstant(chance.uniform(0, lasted))


def _work(root: Path, die_at: int = -1, told: int | None = None) -> None:
    """Do a turn; with ``die_at`` end by SIGKILL there; with ``told`` write the number of steps into that pipe."""
    number = count()
    mine = os.getpid()

    def watched(step: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            if os.getpid() != mine:
                return step(*args, **kwargs)
            if next(number) == die_at:
                os.kill(mine, signal.SIGKILL)
            result = step(*args, **kwargs)
            if next(number) == die_at:
                os.kill(mine, signal.SIGKILL)
            return result

        return wrapper

    for name in _STEPS:
        setattr(os, name, watched(getattr(os, name)))
    DefaultDialect.do_commit = watched(DefaultDialect.do_commit)  # type: ignore[method-assign]
    office = Office(root, MOMENT)
    work(office, pause_s=0)
    office.store.close()
    if told is not None:
        os.write(told, str(next(number) // 2).encode())


def _counted(root: Path) -> int:
    ours, theirs = os.pipe()
    assert _finished(_fork(lambda: _work(root, told=theirs))) == 0
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        return int(pipe.read())


def _fork(run: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        run()
    except BaseException as error:  # noqa: BLE001  (a child of the tests must not go on as the tests)
        print(f"{type(error).__name__}: {error}", file=sys.__stderr__)
        os._exit(1)
    os._exit(0)


def _finished(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
