"""Set-up on a machine that has only Python, and on one that lacks something."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit import bootstrap

HOME = Path(__file__).resolve().parent.parent


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Make a copy of the program without its environment."""
    copy = tmp_path / "程序 所在"
    copy.mkdir()
    for name in ("run.py", "requirements.lock", "toolkit"):
        source = HOME / name
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, copy / name, ignore=ignore) if source.is_dir() else shutil.copy(source, copy)
    return copy


def _run(copy: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    python = Path(sys.base_prefix) / "bin" / "python3"
    command = [str(python) if python.exists() else sys.executable, str(copy / "run.py"), *words]
    clean = {"PATH": os.environ.get("PATH", ""), "HOME": str(copy), **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=clean, check=False)


def test_a_ready_environment_is_not_made_again() -> None:
    """A command in a checkout that is set up says nothing of setting up."""
    if not bootstrap.STAMP.exists():
        pytest.skip("this checkout was not set up by run.py")

    assert "首次使用" not in _run(HOME, "rules", "--json").stderr


def test_no_network_is_one_sentence(bare: Path) -> None:
    """Where nothing can be downloaded the command says so, with what to do, and ends with 3."""
    done = _run(
        bare, "status", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0", PIP_CONFIG_FILE=os.devnull
    )

    assert done.returncode == 3
    assert "连不上软件包站点" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_offline_folder_is_used_instead(bare: Path) -> None:
    """With a wheels folder beside run.py nothing is asked of the network."""
    (bare / "wheels").mkdir()

    done = _run(
        bare, "status", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0", PIP_CONFIG_FILE=os.devnull
    )

    assert done.returncode == 3
    assert "wheels" in done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder_is_one_sentence(bare: Path) -> None:
    """In a folder that cannot be written the command says so and ends with 3."""
    bare.chmod(0o555)
    done = _run(bare, "status")
    bare.chmod(0o755)

    assert done.returncode == 3
    assert "不能写入" in done.stderr


def test_no_venv_module_is_one_sentence(bare: Path) -> None:
    """Where Python lacks ensurepip, as on Debian without python3-venv, the command names the package."""
    (bare / "hidden").mkdir()
    (bare / "hidden" / "ensurepip.py").write_text("raise ImportError\n", encoding="utf-8")

    done = _run(bare, "status", PYTHONPATH=str(bare / "hidden"))

    assert done.returncode == 3
    assert "-venv" in done.stderr


@pytest.mark.parametrize("name", ["python2.7", "python3.6", "python3.8", "python3.9", "python3.10"])
def test_old_python_is_one_sentence(bare: Path, name: str) -> None:
    """On a Python that is too old the command says which one is needed, whatever else it cannot do."""
    old = _old(name)
    if old is None:
        pytest.skip(f"no {name} on this machine")

    done = subprocess.run(
        [old, str(bare / "run.py"), "status"], capture_output=True, env={"PATH": ""}, check=False
    )

    assert done.returncode == 3
    assert "需要 Python 3.11" in done.stderr.decode("utf-8")


def test_a_stand_in_for_python_is_passed_over(bare: Path) -> None:
    """A python3.13 on the path that does not start is not taken for a newer Python."""
    old = next((path for name in ("python3.10", "python3.9", "python3.8") if (path := _old(name))), None)
    if old is None:
        pytest.skip("no old Python on this machine")
    stand_in = bare / "python3.13"
    stand_in.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    stand_in.chmod(0o755)

    done = subprocess.run(
        [old, str(bare / "run.py"), "status"], capture_output=True, env={"PATH": str(bare)}, check=False
    )

    assert done.returncode == 3
    assert "需要 Python 3.11" in done.stderr.decode("utf-8")


def _old(name: str) -> str | None:
    """Find a Python that starts, either on the path or among pyenv's."""
    candidates = [shutil.which(name), *map(str, Path.home().glob(f".pyenv/versions/{name[6:]}*/bin/python"))]
    for path in filter(None, candidates):
        if subprocess.run([path, "-c", "pass"], capture_output=True, check=False).returncode == 0:
            return path
    return None
