"""Open the office's database, and bring its tables up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from toolkit.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy.pool import ConnectionPoolEntry

NEWEST = "0007"
BUSY_MS = 10_000
_CACHE_KIB = 32 << 10
"""What a transaction writes stays in memory up to here: spilled before its commit, a page is written again and again."""


def open_engine(url: str) -> Engine:
    """Connect to ``url`` and run the migrations it lacks; raise StoreError with a sentence."""
    try:
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        with engine.begin() as connection:
            if _version(connection) != NEWEST:
                _migrate(connection)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(
            f"office.toml 里 [store] url 的写法不对，或缺少该数据库的驱动（{error}）；请改正后再运行。"
        ) from error
    except DBAPIError as error:
        raise StoreError(
            f"打不开数据库（{error.orig}）；请确认没有别的程序占用、磁盘未满、文件夹可写，再运行一次。"
        ) from error
    return engine


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:  # noqa: ANN401 -- the driver's own connection
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_MS}",
        f"cache_size=-{_CACHE_KIB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    """Alembic takes a second to import, so only an office that lacks a step pays for it."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
