"""LibreOffice for the tests: the same file as another program reads it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def convert(data: bytes, suffix: str, to: str, folder: Path) -> Path:
    """Convert a document with LibreOffice; skip the test where there is none."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    source = folder / f"in.{suffix}"
    source.write_bytes(data)
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", to, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / f"in.{to.split(':', 1)[0]}"
