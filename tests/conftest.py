"""What the tests share: an office in a fresh folder, LibreOffice where it is installed, the shared material."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from toolkit.office import Office, create

HOME = Path(__file__).resolve().parent.parent

# how long an example takes says more of the machine than of the code
settings.register_profile(
    "any machine", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of material that only the developers have."""
    folder = HOME.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the developers' shared material is not on this machine")
    return folder


@pytest.fixture(scope="session")
def hostile(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of the crafted hostile files: ``inbox``, ``outside`` and ``index.json``."""
    folder = tmp_path_factory.mktemp("crafted") / "hostile"
    generator = shared / "tools" / "gen_hostile.py"
    subprocess.run(
        [sys.executable, str(generator), str(folder)], check=True, capture_output=True, timeout=300
    )
    return folder


@pytest.fixture
def office_at(tmp_path: Path) -> Callable[[str], Office]:
    """Return a way to open one fresh office at any moment."""
    create(tmp_path / "office", office_id="test-office", name="云溪县营商环境办公室")

    def at(moment: str) -> Office:
        return Office(tmp_path / "office", datetime.fromisoformat(moment))

    return at


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Return a way to convert a file with LibreOffice, formulas recalculated; skip where it is absent."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("libreoffice")

    def convert(path: Path, ending: str) -> Path:
        target = path.parent / "converted"
        command = [program, "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", ending]
        subprocess.run(
            [*command, "--outdir", str(target), str(path)], check=True, capture_output=True, timeout=180
        )
        return target / f"{path.stem}.{ending.split(':', maxsplit=1)[0]}"

    return convert


@pytest.fixture(scope="session")
def office_tool(
    soffice: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[bytes, str], bytes]:
    """Return a converter of a workbook's bytes to ``xlsx`` (every formula reckoned anew) or ``pdf``."""

    def convert(data: bytes, kind: str) -> bytes:
        source = tmp_path_factory.mktemp("converted") / "workbook.xlsx"
        source.write_bytes(data)
        return soffice(source, kind).read_bytes()

    return convert
