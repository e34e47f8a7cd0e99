"""
How fast a command starts: ``--help`` beside Python itself, and ``status`` of the demonstration's office.

Every measurement is a process of its own.  Seconds are of the processor, medians of runs taken in turn; the target of
``status`` is told as so many times Python's own start as well, since a busy machine slows both.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(HOME))

HELP_TARGET, STATUS_TARGET = 8.0, 0.5
BARE = 0.0105
"""Seconds that Python itself takes to start on the machine the target of ``status`` was set on."""
RUNS = 9
_STATUS = (
    "import sys; from toolkit.process import whole\n"
    "def run():\n    from toolkit.cli import main\n    return main(sys.argv[1:])\n"
    "sys.exit(whole(run))"
)
"""The program as :mod:`toolkit.bootstrap` runs it once its environment is ready."""


def main() -> None:
    """Measure and print a table; the options are those of the other measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=RUNS)
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench(Path(folder) / "demo", min(given.count, RUNS))


def bench(root: Path, runs: int) -> None:
    """Print how long each command takes."""
    from toolkit.demo.story import run

    run(root)
    commands = {
        "python": ["-c", "pass"],
        "--help": [str(HOME / "run.py"), "--help"],
        "status": ["-c", _STATUS, "status", "--office", str(root)],
    }
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, words in commands.items():
            took[name].append(seconds([sys.executable, *words]))
    bare, help_, status = (statistics.median(seconds) for seconds in took.values())
    _say(f"只启动 Python：{bare:.3f} 秒")
    _say(
        f"--help：{help_:.3f} 秒，{help_ / bare:.1f} 倍（目标 ≤ {HELP_TARGET:g} 倍）　{_met(help_ / bare, HELP_TARGET)}"
    )
    there = status / bare * BARE
    told = f"status：{status:.2f} 秒，{status / bare:.0f} 倍，在定目标的机器上合 {there:.2f} 秒"
    _say(f"{told}（目标 ≤ {STATUS_TARGET:g} 秒）　{_met(there, STATUS_TARGET)}")


def _met(found: float, target: float) -> str:
    return "达到" if found <= target else "未达到"


def seconds(command: list[str]) -> float:
    """Return the seconds of the processor that a process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=HOME, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
