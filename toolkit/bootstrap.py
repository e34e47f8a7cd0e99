"""
Set up the toolkit's own environment, with nothing but the standard library.

The environment is ``.venv`` beside ``run.py``.  It is ready when its stamp names the very locks it was
made from, so a changed lock, a half-made folder or another Python makes it anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import manual, process

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(__file__).resolve().parent.parent
VENV = HOME / ".venv"
STAMP = VENV / "ready.txt"
WHEELS = HOME / "wheels"
LOCK = HOME / "requirements.lock"
TEST_LOCK = HOME / "tests" / "requirements.lock"
CANNOT = 3

_THIS_PYTHON = f"python {sys.version_info[0]}.{sys.version_info[1]}"
_NO_NETWORK = (
    "NewConnectionError",
    "ConnectTimeout",
    "Max retries",
    "Temporary failure",
    "No matching distribution",
)


class SetupError(Exception):
    """The environment cannot be made; the message is the sentence to show."""


def main(argv: list[str]) -> int:
    """Make sure the environment is there, then run the command in it; return the exit code.  Help needs none."""
    if text := manual.page(argv):
        manual.show(text)
        return 0
    if Path(sys.prefix).resolve() == VENV.resolve():
        return process.whole(lambda: _run(argv))
    try:
        prepare(needs_tests=argv[:1] == ["test"])
    except SetupError as error:
        _say(str(error))
        return CANNOT
    return _hand_over(argv)


def _run(argv: list[str]) -> int:
    from toolkit.cli import main as run

    return run(argv)


def prepare(*, needs_tests: bool) -> None:
    """Make ``.venv`` hold what the locks name, unless it already does."""
    lock = TEST_LOCK if needs_tests else LOCK
    if _ready(lock):
        return
    with _only_one_at_a_time():
        if not _ready(lock):
            _make(lock)


def venv_python() -> Path:
    """Return the path of the environment's Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _fingerprint(lock: Path) -> str:
    return f"{lock.relative_to(HOME).as_posix()} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _stamped() -> list[str]:
    """Return the stamp's lines; none where the environment, or the Python it was made from, is out of reach."""
    try:
        venv_python().stat()
        return STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def _ready(lock: Path) -> bool:
    """Tell whether the stamp names this lock, or the tests' lock, which holds all of it."""
    lines = _stamped()
    enough = {_fingerprint(known) for known in (lock, TEST_LOCK) if known.exists()}
    return _THIS_PYTHON in lines and not enough.isdisjoint(lines)


def _grown_before() -> bool:
    """Tell whether a whole environment of this Python stands, and only its packages have changed."""
    return _THIS_PYTHON in _stamped()


def _make(lock: Path) -> None:
    started = time.monotonic()
    _say("首次使用或程序已更新，正在准备运行环境（一两分钟，只需一次）……")
    with _dots():
        if not _grown_before():
            _make_venv()
        STAMP.unlink(missing_ok=True)
        _install(lock)
    STAMP.write_text(f"{_THIS_PYTHON}\n{_fingerprint(lock)}\n", encoding="utf-8")
    _say(f"运行环境已就绪，用时{time.monotonic() - started:.0f}秒。")


def _make_venv() -> None:
    try:
        import ensurepip  # noqa: F401 -- Debian ships Python without it
        import venv
    except ImportError as error:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupError(
            f"这台机器的 Python 缺少 venv 组件，无法准备运行环境；请先安装它（Debian、统信、麒麟：apt install "
            f"python{version}-venv），再运行一次。"
        ) from error
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(
            f"无法在 {HOME} 里建立运行环境（{error}）；请把整个文件夹放到可以写入、有空间的地方，再运行一次。"
        ) from error


def _install(lock: Path) -> None:
    command = [str(venv_python()), "-m", "pip", "install", "--require-hashes", "--only-binary=:all:"]
    command += ["--quiet", "--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
    if WHEELS.is_dir():
        command += ["--no-index", "--find-links", str(WHEELS)]
    done = subprocess.run(  # noqa: S603 -- our own interpreter, our own words
        [*command, "-r", str(lock)], capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode == 0:
        return
    if any(sign in done.stderr for sign in _NO_NETWORK):
        raise SetupError(
            "下载所需组件失败，连不上软件包站点；请检查网络或 pip 镜像设置后再运行一次。没有网络的机器，请按 README "
            "“离线安装”一节把组件放进 wheels 文件夹。"
        )
    last = (done.stderr.strip().splitlines() or ["没有说明原因"])[-1]
    raise SetupError(f"安装所需组件失败（{last}）；请把这句话发给技术人员，解决后再运行一次。")


@contextlib.contextmanager
def _only_one_at_a_time() -> Iterator[None]:
    """Hold a lock file beside ``.venv``, so that two first starts do not make it twice at once."""
    try:
        handle = (HOME / ".venv.lock").open("a+b")
    except OSError as error:
        raise SetupError(
            f"程序所在的文件夹 {HOME} 不能写入，无法准备运行环境；请把整个文件夹复制到可以写入的地方，再运行一次。"
        ) from error
    with handle:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _dots() -> Iterator[None]:
    """Print a dot every two seconds to a terminal, so that nobody thinks it hangs."""
    done = threading.Event()

    def tick() -> None:
        while not done.wait(2):
            sys.stderr.write(".")
            sys.stderr.flush()
        sys.stderr.write("\n")

    thread = threading.Thread(target=tick, daemon=True)
    if sys.stderr.isatty():
        thread.start()
    try:
        yield
    finally:
        done.set()
        if thread.is_alive():
            thread.join()


def _hand_over(argv: list[str]) -> int:
    command = [str(venv_python()), str(HOME / "run.py"), *argv]
    os.environ["PYTHONUTF8"] = "1"
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 -- our own interpreter
    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.run(command, check=False).returncode  # noqa: S603 -- the same, where exec is not exec
    return 130


def _say(sentence: str) -> None:
    sys.stderr.buffer.write((sentence + "\n").encode("utf-8"))
    sys.stderr.flush()
