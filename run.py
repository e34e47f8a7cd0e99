# -*- coding: utf-8 -*-
"""
Start the toolkit: set up its own .venv on first use, then do what the command says.

This file must start on any Python, however old, to be able to say that it is too old.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")


def newer_python():
    """Return the path of a Python on this machine that is new enough, or None."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    for name in NAMES:
        for folder in folders:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and os.access(path, os.X_OK) and starts(path):
                return path
    return None


def starts(path):
    """Tell whether a Python really runs: some are only stand-ins for one that is not installed."""
    with open(os.devnull, "w") as nowhere:
        return subprocess.call([path, "-c", "pass"], stdout=nowhere, stderr=nowhere) == 0


def main():
    """Hand over to the toolkit, on a newer Python where this one is too old; return the exit code."""
    if sys.version_info >= OLDEST:
        sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
        from toolkit.bootstrap import main as start

        return start(sys.argv[1:])
    found = newer_python()
    if found and not os.environ.get("TOOLKIT_REEXEC"):
        os.environ["TOOLKIT_REEXEC"] = "1"
        os.execv(found, [found] + sys.argv)
    sentence = "需要 Python 3.11 或更新版本，当前是 %d.%d；请安装新版 Python 后再运行 python3 run.py。\n"
    text = sentence % sys.version_info[:2]
    getattr(sys.stderr, "buffer", sys.stderr).write(text if isinstance(text, bytes) else text.encode("utf-8"))
    return 3


if __name__ == "__main__":
    sys.exit(main())
