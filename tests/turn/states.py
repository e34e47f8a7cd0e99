"""Everything an office holds, to be compared."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def state(root: Path) -> dict[str, object]:
    """Return each file's bytes, and each table's rows."""
    found: dict[str, object] = {
        str(path.relative_to(root)): path.read_bytes()
        for folder in ("inbox", "outbox", "data/archive")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }
    with sqlite3.connect(root / "data" / "office.db") as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            found[f"table {table}"] = sorted(map(repr, database.execute(f'SELECT * FROM "{table}"')))  # noqa: S608
    database.close()
    return found


def differing(wanted: dict[str, object], found: dict[str, object]) -> list[str]:
    """Return what is not the same in both."""
    return [name for name in sorted(wanted | found) if wanted.get(name) != found.get(name)]
