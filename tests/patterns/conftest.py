"""One office is made for all; every test works in its own copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from toolkit.office import Office, create
from toolkit.store import plans
from toolkit.turn.dispatch import dispatch

from .desk import DIRECTORY, FINANCE, GOOD, HOUSING, JUNE, MAY, PERMITS, PLAN, Desk

MAYS: dict[str, dict[str, dict[str, object]]] = {
    PERMITS: {"1.1": {"value": 95}, "1.2": {"value": 24}, "1.3": {"value": 7}},
    FINANCE: {"4.1": {"value": 1}},
    HOUSING: {"3.1": {"value": 0.8}},
}
"""What departments said in May, with words of its own in every row."""


def _at(root: Path) -> Callable[[str], Office]:
    return lambda moment: Office(root, datetime.fromisoformat(moment))


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an office whose plan is registered and whose June is out: its first month."""
    root = tmp_path_factory.mktemp("begun") / "office"
    create(root, office_id="test-office", name="云溪县营商环境办公室")
    _register(root)
    _dispatch(root, JUNE)
    return root


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an office in its second month: May was taken in, June is out."""
    root = tmp_path_factory.mktemp("second") / "office"
    create(root, office_id="test-office", name="云溪县营商环境办公室")
    _register(root)
    _dispatch(root, MAY)
    desk = Desk(_at(root))
    forms = {
        f"{name}.xlsx": desk.form(
            name,
            {id_: {"progress": f"五月{said['progress']}"} | rows.get(id_, {}) for id_, said in GOOD.items()},
            period="2022-05",
        )
        for name, rows in MAYS.items()
    }
    desk.drop_all(forms, at="2022-05-24T10:00")
    _dispatch(root, JUNE)
    return root


def _register(root: Path) -> None:
    office = Office(root, MAY)
    with office.store.transaction() as connection:
        plans.register(connection, PLAN, {}, "0" * 64, datetime(2022, 1, 12))
        plans.register_directory(connection, DIRECTORY, datetime(2022, 1, 12))
    office.store.close()


def _dispatch(root: Path, moment: datetime) -> None:
    office = Office(root, moment)
    dispatch(office, f"{moment:%Y-%m}")
    office.store.close()


@pytest.fixture
def desk(begun: Path, tmp_path: Path) -> Desk:
    """Return an office in its first month."""
    return Desk(_at(_copied(begun, tmp_path)))


@pytest.fixture
def later(second: Path, tmp_path: Path) -> Desk:
    """Return an office in its second month."""
    return Desk(_at(_copied(second, tmp_path)))


def _copied(office: Path, folder: Path) -> Path:
    return Path(shutil.copytree(office, folder / "office"))
