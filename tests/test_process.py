"""The program's process, as run.py makes it in its environment: it ends at once, and leaves nothing undone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toolkit.office import HOME, Office

IN_ITS_ENVIRONMENT = (
    "import sys; from pathlib import Path; from toolkit import bootstrap;"
    "bootstrap.VENV = Path(sys.prefix); sys.exit(bootstrap.main(sys.argv[1:]))"
)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel about processes and files")


def program(*words: object) -> list[str]:
    """Return what starts the program as run.py does once its environment is ready."""
    return [sys.executable, "-c", IN_ITS_ENVIRONMENT, *map(str, words)]


BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
"""What a clerk's console sets: what is printed waits until it is much, or until the end."""


def done(command: list[str], **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a process to its end."""
    return subprocess.run(
        command, cwd=HOME, capture_output=True, check=False, timeout=60, env={**BUFFERED, **environment}
    )


def whole(*lines: str) -> subprocess.CompletedProcess[bytes]:
    """Run lines of Python as all that a process is for."""
    body = "".join(f"    {line}\n" for line in lines)
    return done([sys.executable, "-c", f"from toolkit.process import whole\ndef run():\n{body}whole(run)\n"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["status"], 0),
        (["--help"], 0),
        (["inspect", "inbox"], 1),
        (["status", "--as-of", "明天"], 2),
        (["nonsense"], 2),
        (["inspect"], 2),
        (["extract", "没有这个文件.txt"], 3),
    ],
)
def test_every_command_ends_with_its_code(
    office_at: Callable[[str], Office], words: list[str], code: int
) -> None:
    """Done, done with something to look at, wrong use and failure end with 0, 1, 2 and 3, as before the process ended at once."""
    office = office_at("2022-06-24")
    (office.inbox / "坏.xlsx").write_bytes(b"PK\x03\x04 cut")
    words = [str(office.inbox) if word == "inbox" else word for word in words]
    place = [] if words[0] in {"--help", "nonsense", "extract"} else ["--office", str(office.root)]

    ended = done(program(*words, *place))

    assert ended.returncode == code, ended.stderr.decode()
    assert bool(ended.stderr) == (code > 1)
    assert b"Traceback" not in ended.stderr


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let programs hear Ctrl+C: one started from tests in the background would inherit that it is not listened to."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@ON_LINUX
@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_command_ends_with_its_code(office_at: Callable[[str], Office]) -> None:
    """Ctrl+C while a run waits for another one ends with 130 and a sentence."""
    office = office_at("2022-06-24")
    with office.alone():
        waiting = subprocess.Popen(
            program("work", "--office", office.root), cwd=HOME, stderr=subprocess.PIPE, stdout=subprocess.PIPE
        )
        while not _holds(waiting.pid, office.root / "data" / "office.lock"):
            time.sleep(0.05)
        waiting.send_signal(signal.SIGINT)
        _, told = waiting.communicate(timeout=30)

    assert waiting.returncode == 130
    assert "已中断" in told.decode()


def test_a_failure_nobody_caught_is_shown() -> None:
    """What is raised past the border ends the process in Python's own way: its traceback, and 1."""
    ended = whole("raise LookupError('past the border')")

    assert ended.returncode == 1
    assert b"LookupError: past the border" in ended.stderr


def test_nothing_is_taken_down() -> None:
    """What a command leaves is not taken down object by object, which took longer than many a command."""
    ended = whole(
        "global left",
        "class Left:",
        "    def __del__(self): print('taken down')",
        "left = Left()",
        "print('done')",
        "return 5",
    )

    assert ended.returncode == 5
    assert ended.stdout.split() == [b"done"]


def test_whoever_asked_to_be_called_at_exit_is_called(tmp_path: Path) -> None:
    """Threads are waited for, scratch folders go and children are ended before the process ends."""
    ended = whole(
        "global folder",
        "import multiprocessing, tempfile, threading, time",
        f"folder = tempfile.TemporaryDirectory(dir={str(tmp_path)!r})",
        "threading.Timer(0.3, print, ['the thread is done']).start()",
        "child = multiprocessing.get_context('fork').Process(target=time.sleep, args=(60,), daemon=True)",
        "child.start()",
        "print(child.pid)",
        "return 0",
    )

    child, *told = ended.stdout.decode().splitlines()
    assert told == ["the thread is done"]
    assert not list(tmp_path.iterdir())
    with pytest.raises(ProcessLookupError):
        os.kill(int(child), 0)


def test_a_long_output_arrives_whole(office_at: Callable[[str], Office]) -> None:
    """What is printed comes through a pipe to the last byte, also where it is more than the pipe holds."""
    ended = done(program("rules", "--json", "--office", office_at("2022-06-24").root))

    assert len(json.loads(ended.stdout)) > 20
    assert len(whole("print('字' * 1_000_000)", "return 0").stdout) == 3_000_001


@pytest.mark.parametrize("words", [["rules", "--json"], ["status", "--json"], ["status"]])
def test_a_reader_who_had_enough_is_no_failure(office_at: Callable[[str], Office], words: list[str]) -> None:
    """``run.py … | head`` ends with 0 and says nothing, however little was left to print."""
    command = program(*words, "--office", office_at("2022-06-24").root)
    with subprocess.Popen(
        command, cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=BUFFERED
    ) as writing:
        assert writing.stdout is not None
        assert writing.stderr is not None
        writing.stdout.close()
        told = writing.stderr.read()

    assert (writing.returncode, told) == (0, b"")


@ON_LINUX
def test_a_full_disk_is_said(office_at: Callable[[str], Office]) -> None:
    """An output that cannot be written whole is a failure with a sentence, not a 0."""
    with Path("/dev/full").open("wb") as full:
        command = program("status", "--json", "--office", office_at("2022-06-24").root)
        ended = subprocess.run(
            command, cwd=HOME, stdout=full, stderr=subprocess.PIPE, check=False, env=BUFFERED
        )

    assert ended.returncode == 3
    assert "磁盘空间" in ended.stderr.decode()


@ON_LINUX
def test_a_run_leaves_nothing_open(office_at: Callable[[str], Office]) -> None:
    """After a run the database is one file, and none of its processes is left."""
    office = office_at("2022-06-24")
    (office.inbox / "坏.xlsx").write_bytes(b"PK\x03\x04 cut")
    mark = uuid.uuid4().hex

    ended = done(program("work", "--office", office.root, "--as-of", "2022-06-24"), TOOLKIT_MARK=mark)

    assert ended.returncode in {0, 1}, ended.stderr.decode()
    assert sorted(path.name for path in (office.root / "data").glob("office.db*")) == ["office.db"]
    assert not [path for path in Path("/proc").glob("[0-9]*") if mark in _environment(path)]


def _holds(process: int, file: Path) -> bool:
    try:
        return file in [path.readlink() for path in Path(f"/proc/{process}/fd").iterdir()]
    except FileNotFoundError:  # closed just now
        return False


def _environment(process: Path) -> str:
    try:
        return (process / "environ").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
