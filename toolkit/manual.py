"""
The pages of ``--help``, written ahead by ``docs/make.py``.

A page is shown as it stands in the folder ``help``, before the environment is set up and without the libraries that
drew it, which take twenty times as long to load as Python itself.
"""

from __future__ import annotations

import os
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "help")  # noqa: PTH100, PTH118, PTH120 -- pathlib takes longer than the page
WHOLE = "run.py"
"""The name of the page on the commands together."""


def page(words: list[str]) -> str:
    """Return the page a command line asks for; ``""`` where it asks for another thing, or for more than a page."""
    match words:
        case ["--help"]:
            name = WHOLE
        case [command, "--help"] if command.isalpha():
            name = command
        case _:
            return ""
    path = os.path.join(FOLDER, f"{name}.txt")  # noqa: PTH118
    if not os.path.exists(path):  # noqa: PTH110
        return ""
    with open(path, encoding="utf-8") as text:  # noqa: PTH123
        return text.read()


def show(text: str) -> None:
    """Print a page on any console."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdout.write(text)
