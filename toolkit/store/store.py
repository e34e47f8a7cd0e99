"""The store: one database, opened once, asked in transactions."""

from __future__ import annotations

import weakref
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Store:
    """
    The office's memory.

    ``with store.transaction() as connection`` commits at the end, or nothing at all; the questions are
    functions of :mod:`toolkit.store.plans`, :mod:`~toolkit.store.drops`, :mod:`~toolkit.store.entries` and
    :mod:`~toolkit.store.diary`, each taking the connection first.
    """

    engine: Engine

    @classmethod
    def open(cls, url: str) -> Store:
        """Open the database at ``url``, made or brought up to date where needed; at exit it is closed at the latest."""
        from toolkit.store.engine import open_engine

        store = cls(open_engine(url))
        weakref.finalize(store, store.engine.dispose)
        return store

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection whose work is kept whole or not at all."""
        from sqlalchemy.exc import OperationalError

        of_driver = self.engine.dialect.loaded_dbapi.OperationalError
        try:
            with self.engine.begin() as connection:
                yield connection
        except (OperationalError, of_driver) as error:
            cause = getattr(error, "orig", error)
            raise StoreError(
                f"数据库暂时用不了（{cause}）；请确认没有别的程序占用、磁盘未满，稍后再运行一次，收件箱里的文件还在原处。"
            ) from error

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()
