"""The documentation says what the program does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


def test_reference_is_in_step_with_the_code() -> None:
    """docs/reference.md is what docs/make.py writes now."""
    done = subprocess.run([sys.executable, str(HOME / "docs" / "make.py"), "--check"], check=False)

    assert done.returncode == 0, "run .venv/bin/python docs/make.py"


def test_readme_shows_pictures_that_are_there() -> None:
    """Every picture and page the README points to exists."""
    text = (HOME / "README.md").read_text(encoding="utf-8")

    for name in ("docs/ledger.png", "docs/bulletin.png", "docs/architecture.md", "docs/reference.md"):
        assert name in text
        assert (HOME / name).exists(), name
