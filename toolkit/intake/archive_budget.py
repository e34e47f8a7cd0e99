"""压缩包的限度：how much is taken out of one archive, counted while it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.guard import MAX_FILE, MAX_UNPACKED

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_TAKEN: Final = 500
MAX_DEPTH: Final = 3
"""Archives within one another, the outermost included."""

TOO_MANY: Final = f"压缩包里的文件超过{MAX_TAKEN}个，请分成几个压缩包重新报送。"
TOO_LARGE: Final = "压缩包展开后超过 512 MB，请去掉无关的文件、分成几个压缩包重新报送。"
FILE_TOO_LARGE: Final = "这个文件超过 100 MB，没有取出，请去掉图片等附件后单独报送。"
DAMAGED: Final = "压缩包已损坏，打不开，请重新打包后报送。"
LOCKED: Final = "压缩包加了密码，登记的密码都打不开，请去掉密码后重新报送，或请与汇总单位约定固定密码。"
_CHUNK: Final = 1 << 20


class TooMuchError(UnreadableFileError):
    """An archive goes past a limit; nothing of it is taken."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file of an archive as its reader gives it: the path as written, its bytes, or why there are none."""

    path: str
    data: bytes = b""
    fault: str = ""


@dataclass(slots=True)
class Budget:
    """What may still be taken out of one archive and of those inside it."""

    files: int = MAX_TAKEN
    size: int = MAX_UNPACKED

    def count(self) -> None:
        """Take one more file."""
        self.files -= 1
        if self.files < 0:
            raise TooMuchError(TOO_MANY)

    def fits(self, size: int) -> None:
        """Raise TooMuchError where this many bytes are more than is left."""
        if size > self.size:
            raise TooMuchError(TOO_LARGE)

    def read(self, read: Callable[[int], bytes]) -> bytes | None:
        """Return all that ``read(n)`` gives; None for a file larger than is ever taken in."""
        chunks: list[bytes] = []
        total = 0
        while chunk := read(_CHUNK):
            total += len(chunk)
            self.fits(total)
            if total > MAX_FILE:
                return None
            chunks.append(chunk)
        self.size -= total
        return b"".join(chunks)
