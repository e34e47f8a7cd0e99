"""The archive of originals: every file ever taken in, under the hash of its content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from toolkit.delivery.outbox import write_whole


@dataclass(frozen=True, slots=True)
class Archive:
    """Originals under ``data/archive/ab/abcdef….xlsx``, ``root`` being ``data``; one content is kept once."""

    root: Path

    def keep(self, sha256: str, name: str, data: bytes) -> str:
        """Keep an original and return its path below ``root``."""
        relative = self.relative(sha256, name)
        path = self.root / relative
        if not path.exists() or path.stat().st_size != len(data):
            write_whole(path, data)
        return relative

    def path(self, relative: str) -> Path:
        """Return where a kept original lies."""
        return self.root / relative

    @staticmethod
    def relative(sha256: str, name: str) -> str:
        """Return an original's path below the root: hash, and the ending it came with if a plain one."""
        ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
        plain = ending if ending[1:].isalnum() and ending.isascii() and len(ending) <= len(".xlsx") else ""
        return f"archive/{sha256[:2]}/{sha256}{plain}"

    @staticmethod
    def sha256_of(relative: str) -> str:
        """Return the hash of the content that should lie under a path of :meth:`relative`."""
        return PurePosixPath(relative).name.partition(".")[0]
