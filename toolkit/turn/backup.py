"""
One file of the whole office, taken while it runs, and the way back.

The inbox is copied first, the memory next, the originals last: a file taken in meanwhile is in one of them at
least, and every original a row names was synced before that row was committed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from toolkit.errors import DeliveryError, StoreError, UnreadableFileError, UsageError
from toolkit.office import SETTINGS, Office, create
from toolkit.store import snapshot
from toolkit.store.engine import NEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import IO

MANIFEST = "清单.json"
_FOLDERS = ("templates", "outbox")
_PIECE = 1 << 20
_URL = re.compile(r"""^(\[store\][^\[]*?^url\s*=\s*)(?:"[^"\n]*"|'[^'\n]*')""", re.MULTILINE | re.DOTALL)
_NO_BACKUP = "“{}”不是本程序做的备份，或已损坏：{}；请换一份备份。"


def backup(office: Office, target: Path | None = None) -> Path:
    """
    Write the office into one file and return its path; ``target`` may be a file or a folder.

    The file stands whole at its place or not at all.
    """
    path = _path(office, target)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".~", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
                _fill(_Package(package), office)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except OSError as error:
        raise DeliveryError(
            f"备份写不进“{path}”（{error.strerror}）；请检查磁盘空间和权限后再做一次。"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink()
    return path


def restore(file: Path, folder: Path, at: datetime, store: str | None = None) -> dict[str, int]:
    """
    Make an office of a backup and return how many rows each table has; prove it whole before it is put in place.

    ``store`` is another database's URL to remember in, ``""`` for SQLite in the folder itself; None keeps the
    backup's own setting.

    Raises:
        UsageError: the folder holds an office already, or the database named by the settings is not empty.
        UnreadableFileError: the file is no backup, or a part of it is not what the manifest says.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"“{folder}”里已有文件；为免覆盖，请恢复到一个空的或新的文件夹。")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".~恢复") as place:
        ground = Path(place) / "office"
        manifest = _unpacked(file, ground)
        if store is not None:
            _remember_in(ground / SETTINGS, store)
        office = Office(ground, at)
        counts = _remembered(office, ground / "database", manifest)
        _prove(office)
        office.store.close()
        for lines in (ground / "database").iterdir():
            lines.unlink()
        (ground / "database").rmdir()
        with contextlib.suppress(FileNotFoundError):
            folder.rmdir()
        ground.rename(folder)
    create(folder)
    return counts


class _Package:
    """A backup as it is written: every part with its hash."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self.parts: dict[str, str] = {}

    def put(self, name: str, pieces: Iterator[bytes], *, packed: bool) -> None:
        """Write a part piece by piece."""
        digest = hashlib.sha256()
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._package.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                digest.update(piece)
                out.write(piece)
        self.parts[name] = digest.hexdigest()

    def copy(self, path: Path, name: str) -> None:
        """Write a file; one that is gone meanwhile is left out."""
        with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
            self.put(
                name,
                iter(lambda: file.read(_PIECE), b""),
                packed=path.suffix.lower() not in {".xlsx", ".docx"},
            )

    def close(self, about: dict[str, Any]) -> None:
        """Write the manifest, last."""
        text = json.dumps({**about, "parts": self.parts}, ensure_ascii=False, indent=1)
        self._package.writestr(zipfile.ZipInfo(MANIFEST), text)


def _path(office: Office, target: Path | None) -> Path:
    name = f"备份-{office.as_of:%Y%m%d-%H%M}.zip"
    if target is None:
        return office.root / "data" / "backup" / name
    return target / name if target.is_dir() else target


def _fill(package: _Package, office: Office) -> None:
    for path in _files(office.inbox):
        package.copy(path, f"inbox/{path.relative_to(office.inbox).as_posix()}")
    kept, counts = _memory(package, office)
    for relative in kept:
        package.copy(office.archive.path(relative), f"data/{relative}")
    if (office.root / SETTINGS).exists():
        package.copy(office.root / SETTINGS, SETTINGS)
    for folder in _FOLDERS:
        for path in _files(office.root / folder):
            package.copy(path, f"{folder}/{path.relative_to(office.root / folder).as_posix()}")
    package.close(
        {"office": office.name, "made_at": office.as_of.isoformat(), "schema": NEWEST, "rows": counts}
    )


def _memory(package: _Package, office: Office) -> tuple[list[str], dict[str, int]]:
    """Write every table as of one moment; return the originals it names and its numbers of rows."""
    counts = {}
    with office.store.transaction() as connection:
        snapshot.freeze(connection)
        for name in snapshot.TABLES:
            counts[name] = snapshot.count(connection, name)
            lines = (line.encode() + b"\n" for line in snapshot.rows(connection, name))
            package.put(f"database/{name}.jsonl", lines, packed=True)
        return sorted(snapshot.originals(connection)), counts


def _files(folder: Path) -> Iterator[Path]:
    """Yield the regular files below a folder in order of name, links and our own half-written ones left out."""
    for place, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(place) / name
            if path.is_file() and not path.is_symlink() and not name.startswith((".~", "~$")):
                yield path


def _unpacked(file: Path, ground: Path) -> dict[str, Any]:
    """Unpack a backup into a fresh folder, every part compared with the manifest."""
    try:
        with zipfile.ZipFile(file) as package:
            manifest: dict[str, Any] = json.loads(package.read(MANIFEST))
            for name, sha256 in manifest["parts"].items():
                if _unpack(package, name, ground) != sha256:
                    raise UnreadableFileError(_NO_BACKUP.format(file.name, f"其中的“{name}”与清单不符"))
    except FileNotFoundError as error:
        raise UsageError(f"没有找到备份文件“{file}”；请检查路径。") from error
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError) as error:
        raise UnreadableFileError(_NO_BACKUP.format(file.name, "打不开")) from error
    if manifest.get("schema", "") > NEWEST:
        raise UsageError("这份备份是更新版本的程序做的；请用同样新的程序恢复。")
    return manifest


def _unpack(package: zipfile.ZipFile, name: str, ground: Path) -> str:
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name:
        raise KeyError(name)
    path = ground.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with package.open(name) as source, path.open("wb") as out:
        for piece in iter(lambda: source.read(_PIECE), b""):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _remember_in(settings: Path, url: str) -> None:
    """Let the restored office's settings name another database."""
    text = settings.read_text(encoding="utf-8-sig") if settings.exists() else ""
    changed, found = _URL.subn(lambda match: f"{match[1]}{json.dumps(url)}", text, count=1)
    settings.write_text(changed if found else f"{text}\n[store]\nurl = {json.dumps(url)}\n", encoding="utf-8")


def _remembered(office: Office, folder: Path, manifest: dict[str, Any]) -> dict[str, int]:
    """Fill the database; every table must be empty before and have the manifest's number of rows after."""
    counts = {}
    with office.store.transaction() as connection:
        for name in snapshot.TABLES:
            if snapshot.count(connection, name):
                raise UsageError(
                    "office.toml 里 [store] url 指的数据库已有数据；为免覆盖，请换一个空的数据库。"
                )
            path = folder / f"{name}.jsonl"
            if path.exists():
                with path.open(encoding="utf-8") as lines:
                    snapshot.fill(connection, name, _lines(lines))
            counts[name] = snapshot.count(connection, name)
            if counts[name] != manifest["rows"].get(name, 0):
                raise UnreadableFileError(f"恢复后“{name}”表的行数与备份清单不符；请换一份备份。")
    return counts


def _lines(file: IO[str]) -> Iterator[str]:
    return (line for line in file if line.strip())


def _prove(office: Office) -> None:
    """Compare every original that a row names with its hash."""
    with office.store.transaction() as connection:
        kept = snapshot.originals(connection)
    for relative in sorted(kept):
        if not office.archive.path(relative).exists() or not office.archive.whole(relative):
            raise StoreError(f"备份里缺少原件“{relative}”，或与登记的不符；请换一份备份。")
