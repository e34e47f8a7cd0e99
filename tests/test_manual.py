"""Help is written ahead and shown at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from toolkit import bootstrap, manual

HOME = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("words", [["--help"], ["status", "--help"], ["work", "--help"]])
def test_help_is_the_page_written_ahead(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A page is printed as it stands, whatever the environment."""
    assert bootstrap.main(words) == 0
    assert capsys.readouterr().out == manual.page(words)
    assert "显示这份帮助" in manual.page(words)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["status"],
        ["nonsense", "--help"],
        ["../run", "--help"],
        ["status", "--period", "2022-06", "--help"],
    ],
)
def test_what_is_no_page_is_left_to_the_commands(words: list[str]) -> None:
    """Only a plain question for help is answered with a page; all else, an unknown command too, goes the usual way."""
    assert manual.page(words) == ""


def test_help_loads_no_library() -> None:
    """Help starts nearly as fast as Python: neither typer nor rich nor anything else from outside is loaded."""
    script = "import sys; from toolkit.bootstrap import main; main(['--help']); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=HOME, capture_output=True, check=True)

    loaded = done.stdout.decode().splitlines()[-1]
    assert not [
        name for name in ("typer", "rich", "click", "pydantic", "sqlalchemy") if f"'{name}'" in loaded
    ]
