"""
How fast returns are read and taken in, beside what they are measured against.

Every measurement is a process of its own, start-up included.  Two that are compared run in turn, and the ratio is taken
pair by pair; medians are printed, since seconds drift on a busy machine and ratios do not.  What runs in one process is
compared by processor time, what runs in several by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from toolkit.office import Office

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

ROWS = 60
PAIRS = 3


class Took(NamedTuple):
    """
    What a process took, and what it says of itself.

    Seconds by the clock and of the processor, start-up included; seconds of the work and of papers; MiB at most.
    """

    seconds: float
    busy: float
    work: float
    papers: float
    peak: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: what, the result, the target, and whether it is met (None for a line without target)."""

    what: str
    result: str
    target: str = ""
    met: bool | None = None


def main() -> None:
    """Measure, or be one measured process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--child", nargs=2, metavar=("WHAT", "FOLDER"))
    given = parser.parse_args()
    if given.child:
        sys.exit(_told(given.child[0], Path(given.child[1])))
    with tempfile.TemporaryDirectory() as scratch:
        bench(Path(scratch), given.count, large=given.large)


def _told(what: str, folder: Path) -> int:
    """Be one measured process, which starts and ends as the program does."""
    from toolkit import process

    def measured() -> int:
        _tell(json.dumps(_measured(what, folder)))
        return 0

    return process.whole(measured)


def bench(scratch: Path, count: int, *, large: bool) -> None:
    """Print the table, a line as soon as it is known."""
    _tell(f"正在写 {count} 份填报表（每份 {ROWS} 行）……")
    files = _folder(scratch, count)
    _child("reading", files)
    _tell(f"{'':—<78}")
    _reading(files)
    _taking(scratch, files, count)
    _growing(scratch, count, large=large)


def _reading(files: Path) -> None:
    pairs = _pairs("reading", "unzip_lxml", files)
    _show(_ratio("读表（值、结构、防护），单进程，比解压加 lxml", pairs, 0.45))
    pairs = _pairs("openpyxl", "reading", files)
    _show(_ratio("读表，比 pandas 加 openpyxl（没装 pandas 时为 openpyxl）快", pairs, 15, faster=True))
    pairs = _pairs("understanding", "calamine", files)
    _show(_ratio("读懂（认单位、对行、读每一格），单进程，比裸 calamine", pairs))
    pairs = _pairs("checking", "calamine", files)
    _show(_ratio("读懂并审核，单进程，比裸 calamine", pairs))


def _taking(scratch: Path, files: Path, count: int) -> None:
    office = _office(scratch, count)
    pairs = [
        (_child("taking", _inbox(scratch, office, files, number)), _child("calamine", files))
        for number in range(PAIRS)
    ]
    whole = [(taken.seconds - taken.papers, bare.seconds) for taken, bare in pairs]
    _show(_compared("整收（隔离、散列、存档、落盘、辨认、读、审核、入库），比裸 calamine", whole, 4))
    papers = statistics.median(taken.papers for taken, _ in pairs)
    _show(Line("　另写退回件和说明件", f"{papers:.1f} 秒"))


def _growing(scratch: Path, count: int, *, large: bool) -> None:
    """Take in few, many and very many in turn: each size beside the others of its round, small ones several times."""
    sizes = sorted({100, count, *((10_000,) if large else ())})
    rounds: list[dict[int, float]] = []
    peaks: list[float] = []
    for _ in range(PAIRS):
        rounds.append({})
        for size in sizes:
            office, files = _office(scratch, size), _folder(scratch, size)
            runs = [_grown(_inbox(scratch, office, files, PAIRS)) for _ in range(max(1, min(500 // size, 5)))]
            rounds[-1][size] = statistics.median(taken.work - taken.papers for taken in runs) / size * 1000
            peaks += [taken.peak for taken in runs]
    shown = "，".join(f"{size}份 {statistics.median(one[size] for one in rounds):.1f} 毫秒" for size in sizes)
    beside = [statistics.median(one[size] / one[sizes[0]] for one in rounds) for size in sizes]
    apart = max(beside) / min(beside) - 1
    _show(Line(f"每份用时：{shown}；相差", f"{apart:.0%}", "≤15%", met=apart <= 0.15))
    _show(Line("主进程内存峰值", f"{max(peaks):.0f} MiB", "≤400 MiB", met=max(peaks) <= 400))


def _grown(root: Path) -> Took:
    taken = _child("taking", root)
    shutil.rmtree(root)
    return taken


def _pairs(one: str, other: str, files: Path) -> list[tuple[Took, Took]]:
    return [(_child(one, files), _child(other, files)) for _ in range(PAIRS)]


def _ratio(
    what: str, pairs: list[tuple[Took, Took]], target: float | None = None, *, faster: bool = False
) -> Line:
    return _compared(what, [(one.busy, other.busy) for one, other in pairs], target, faster=faster)


def _compared(
    what: str, pairs: list[tuple[float, float]], target: float | None, *, faster: bool = False
) -> Line:
    ratio = statistics.median(one / other for one, other in pairs)
    seconds = "，".join(f"{statistics.median(side):.1f}秒" for side in zip(*pairs, strict=True))
    result = f"{ratio:.2f} 倍（{seconds}）"
    if target is None:
        return Line(what, result)
    met = ratio >= target if faster else ratio <= target
    return Line(what, result, f"{'≥' if faster else '≤'}{target:g} 倍", met)


def _show(line: Line) -> None:
    met = {None: "", True: "达到", False: "没有达到"}[line.met]
    _tell(
        "　".join(filter(None, (line.what, line.result, f"目标 {line.target}" if line.target else "", met)))
    )


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _folder(scratch: Path, count: int) -> Path:
    """Return a folder of so many returns, written once."""
    from tests.bench.returns import written

    folder = scratch / f"files{count}"
    if not folder.is_dir():
        folder.mkdir()
        for file in written(count, ROWS):
            (folder / file.name).write_bytes(file.data)
    return folder


def _office(scratch: Path, count: int) -> Path:
    """Return an office with so many departments and last month's figures, made once."""
    from tests.bench.returns import office_of

    root = scratch / f"office{count}"
    if not root.is_dir():
        office_of(root, count, ROWS).store.close()
    return root


def _inbox(scratch: Path, office: Path, files: Path, number: int) -> Path:
    """Return a copy of an office whose inbox holds the files."""
    root = scratch / f"{office.name}-{number}"
    shutil.copytree(office, root)
    for path in files.iterdir():
        shutil.copy(path, root / "inbox")
    return root


def _child(what: str, folder: Path) -> Took:
    """Measure in a process of its own."""
    begun, before = time.perf_counter(), os.times()
    command = [sys.executable, __file__, "--child", what, str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=_compiled(folder.parent))
    seconds, after = time.perf_counter() - begun, os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(seconds, busy or seconds, **json.loads(done.stdout))


def _compiled(scratch: Path) -> dict[str, str]:
    """Let the measured processes find the program compiled, as any but its first start does, whoever starts the bench."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}


def _measured(what: str, folder: Path) -> dict[str, float]:
    """
    Do the work and say how long it and the papers took, and how much memory at most.

    What a turn spends once, its start and the wait for files still being copied, is no part of how it grows.
    """
    from tests.bench.floors import FLOORS

    papers, begun = 0.0, time.perf_counter()
    if what == "taking":
        papers, begun = _take_in(_office_at(folder))
    else:
        from tests.bench.floors import FLOORS

        files = sorted(folder.iterdir())
        work: Callable[[list[Path]], object] = {**FLOORS, **OURS}[what]
        work(files)
    return {"work": time.perf_counter() - begun, "papers": papers, "peak": _peak()}


def _peak() -> float:
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _office_at(root: Path) -> Office:
    from tests.bench.returns import MOMENT
    from toolkit.office import Office

    return Office(root, MOMENT)


def _take_in(office: Office) -> tuple[float, float]:
    """Take in an office's inbox; return the seconds that writing papers took, and when the files had settled."""
    from toolkit.turn import papers, scan
    from toolkit.turn.take_in import take_in

    spent, begun = 0.0, 0.0
    write, settle = papers.of_drops, scan.settled

    def timed(*given: object, **named: object) -> None:
        nonlocal spent
        before = time.perf_counter()
        write(*given, **named)  # type: ignore[arg-type]
        spent += time.perf_counter() - before

    def noted(*given: object, **named: object) -> object:
        nonlocal begun
        found = settle(*given, **named)  # type: ignore[arg-type]
        begun = time.perf_counter()
        return found

    papers.of_drops, scan.settled = timed, noted  # type: ignore[assignment]
    if not any(drop.verdict == "accepted" for drop in take_in(office)):
        raise SystemExit("nothing was accepted: the returns do not fit the office")
    return spent, begun


def _read(files: list[Path]) -> None:
    from toolkit.intake.sheets import read_workbook
    from toolkit.intake.sniff import sniff

    for path in files:
        data = path.read_bytes()
        read_workbook(data, sniff(data))


def _understand(files: list[Path], look: Callable[[object], object] = lambda _return: None) -> None:
    from tests.bench.returns import OFFICE_ID, departments, plan_of
    from toolkit.intake.known import Known
    from toolkit.intake.read import read_file
    from toolkit.model.department import Department, Directory

    directory = Directory(tuple(Department(name=name) for name in departments(len(files))))
    known = Known(OFFICE_ID, (plan_of(ROWS),), directory, 2022)
    for path in files:
        reading = read_file(path.read_bytes(), path.name, "", known)
        if reading.return_ is None or reading.fault or reading.hold:
            raise SystemExit(f"{path.name}: {reading.fault or reading.hold}")
        look(reading.return_)


def _check(files: list[Path]) -> None:
    from tests.bench.returns import context_of, plan_of
    from toolkit.checks.run import check

    context = context_of(plan_of(ROWS))
    _understand(files, lambda return_: check(return_, context))  # type: ignore[arg-type]


OURS: dict[str, Callable[[list[Path]], object]] = {
    "reading": _read,
    "understanding": _understand,
    "checking": _check,
}

if __name__ == "__main__":
    main()
