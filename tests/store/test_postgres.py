"""The main story, with the office's memory in a real PostgreSQL."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from toolkit.errors import StoreError
from toolkit.model.files import Verdict
from toolkit.office import SETTINGS, Office, create
from toolkit.store import plans
from toolkit.turn.backup import backup, restore
from toolkit.turn.dispatch import dispatch
from toolkit.turn.lists import all_receipts
from toolkit.turn.report import facts_of, report
from toolkit.turn.work import work

from ..turn.conftest import DIRECTORY, PLAN  # noqa: TID252 -- the same small plan

DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Server:
    """A PostgreSQL of our own in a temporary folder, reached by its socket only."""

    programs: Path
    folder: Path
    user: str

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs as its user."""
        command = [str(self.programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=60, user=self.user, cwd=self.folder)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, as when its machine is cut off."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def url(self, name: str) -> str:
        """Return the address of a database of this server."""
        return f"postgresql+psycopg://{self.user}@/{name}?host={self.folder}"

    def fresh(self, name: str) -> str:
        """Make a new database and return its address."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
        engine.dispose()
        return self.url(name)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a running server; skip where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    programs = Path(found).parent if found else next(DEBIAN.glob("*/bin"), None)
    if not hasattr(os, "geteuid"):
        pytest.skip("the server is reached by a Unix socket here")
    if programs is None or not (programs / "initdb").exists():
        pytest.skip("PostgreSQL is not installed")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    user = "nobody" if root else getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if root:
        shutil.chown(folder, user)
    running = Server(programs, folder, user)
    running.run("initdb", "-D", str(folder / "data"), "-U", user, "-E", "UTF8", "--no-sync", "-A", "trust")
    running.start()
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _office(root: Path, url: str, moment: str = "2022-06-20T09:00") -> Office:
    create(root, office_id="test-office", name="云溪县营商环境办公室")
    settings = root / SETTINGS
    written = settings.read_text(encoding="utf-8").replace('url = ""', f'url = "{url}"')
    settings.write_text(written, encoding="utf-8")
    office = Office(root, datetime.fromisoformat(moment))
    with office.store.transaction() as connection:
        plans.register(connection, PLAN, {}, "0" * 64, datetime(2022, 3, 2))
        plans.register_directory(connection, DIRECTORY, datetime(2022, 3, 2))
    dispatch(office, "2022-06")
    office.store.close()
    return office


def _later(office: Office, moment: str) -> Office:
    return Office(office.root, datetime.fromisoformat(moment))


def _story(office: Office, data: bytes) -> Office:
    """Take in one return and report."""
    (office.inbox / "县审批局.xlsx").write_bytes(data)
    done = _later(office, "2022-06-24T10:00")
    work(done)
    report(_later(office, "2022-07-01T09:00"), "2022-06")
    return _later(office, "2022-07-01T09:00")


@pytest.fixture
def data(tmp_path: Path, filled: Callable[[Office], bytes]) -> bytes:
    """Return 县审批局's form, filled in well."""
    return filled(_office(tmp_path / "forms", ""))


@pytest.fixture
def filled() -> Callable[[Office], bytes]:
    """Return a way to fill in 县审批局's form of an office."""
    from io import BytesIO

    from openpyxl import load_workbook

    from toolkit.model.layout import FIRST_ROW, FORM, FORM_SHEET

    columns = {column.field: index for index, column in enumerate(FORM, 1)}

    def fill(office: Office) -> bytes:
        book = load_workbook(office.outbox.root / "2022-06/下发/县审批局.xlsx")
        sheet = book[FORM_SHEET]
        for row, value in ((FIRST_ROW, 76.5), (FIRST_ROW + 1, 30)):
            for field, said in (
                ("value", value),
                ("status", "推进中"),
                ("progress", f"第{row}行按计划推进。"),
            ):
                sheet.cell(row, columns[field]).value = said
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return fill


def test_postgresql_says_what_sqlite_says(server: Server, tmp_path: Path, data: bytes) -> None:
    """The same story gives the same receipts, the same facts and the same papers, byte for byte."""
    ours = _story(_office(tmp_path / "sqlite", ""), data)
    theirs = _story(_office(tmp_path / "postgres", server.fresh("story")), data)

    assert all_receipts(theirs) == all_receipts(ours)
    assert facts_of(theirs, "2022-06") == facts_of(ours, "2022-06")
    for path in ours.outbox.root.rglob("*.*"):
        if path.is_file():
            assert (theirs.outbox.root / path.relative_to(ours.outbox.root)).read_bytes() == path.read_bytes()


def test_cut_off_in_between(server: Server, tmp_path: Path, data: bytes) -> None:
    """With the server gone the file stays in the inbox and a sentence says why; with it back the run goes on."""
    office = _office(tmp_path / "office", server.fresh("cut"))
    path = office.inbox / "县审批局.xlsx"
    path.write_bytes(data)
    running = _later(office, "2022-06-24T10:00")
    assert all_receipts(running) == ()
    server.stop()
    try:
        with pytest.raises(StoreError, match="数据库"):
            work(running)
        with pytest.raises(StoreError, match="数据库"):
            work(_later(office, "2022-06-24T10:05"))
        assert path.read_bytes() == data
    finally:
        server.start()

    (drop,) = work(_later(office, "2022-06-24T10:10")).drops

    assert drop.verdict in {Verdict.ACCEPTED, Verdict.QUESTIONED}
    assert not path.exists()


def test_backup_moves_an_office_to_sqlite(server: Server, tmp_path: Path, data: bytes) -> None:
    """What PostgreSQL remembers can be restored into a file, and goes on from there."""
    office = _story(_office(tmp_path / "office", server.fresh("moved")), data)

    restore(backup(office, tmp_path / "备份.zip"), tmp_path / "again", office.as_of, store="")

    again = Office(tmp_path / "again", office.as_of)
    assert again.settings.store.url == ""
    assert all_receipts(again) == all_receipts(office)
    assert facts_of(again, "2022-06") == facts_of(office, "2022-06")


def test_backup_restored_into_postgresql_numbers_on(server: Server, tmp_path: Path, data: bytes) -> None:
    """Restored into PostgreSQL, the next file gets the next number and not one that is taken."""
    office = _story(_office(tmp_path / "office", ""), data)
    made = backup(office, tmp_path / "备份.zip")

    restore(made, tmp_path / "again", office.as_of, store=server.fresh("numbered"))

    again = Office(tmp_path / "again", office.as_of)
    (again.inbox / "不是表.txt").write_text("随便写的一句话", encoding="utf-8")
    (drop,) = work(again).drops
    assert drop.seq == len(all_receipts(office)) + 1
