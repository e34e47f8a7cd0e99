"""压缩包里的文件名：decoded as its writer meant it, and made safe; no name of a member ever touches the disk."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import zipfile

LONGEST: Final = 120
"""Characters of the longest name kept; file systems take 255 bytes, three of them a Chinese character."""
UNNAMED: Final = "未命名"

_UTF8_FLAG: Final = 0x800
_UNICODE_PATH: Final = 0x7075
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd]')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_CLIMBS: Final = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")

_SYSTEM: Final = frozenset({"thumbs.db", "desktop.ini"})
_LOCKS: Final = ("~$", ".~")


def of_zip(info: zipfile.ZipInfo) -> str:
    """
    Return a zip member's path as it was meant.

    The Info-ZIP Unicode Path field (0x7075) and the UTF-8 flag (APPNOTE 4.4.4, bit 11) say so; without either the
    bytes are UTF-8 where they can be, else GBK, as Chinese Windows writes them.
    """
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    return _unicode_path(info.extra, raw) or of_bytes(raw)


def of_bytes(raw: bytes) -> str:
    """Return a name of unknown encoding: UTF-8 where it can be, else GBK."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    while len(extra) >= 4:  # noqa: PLR2004 -- a field's number and length, two bytes each
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "replace")
    return ""


def climbs(path: str) -> bool:
    """Tell whether a path points out of the archive: absolute, with a drive letter, or upwards."""
    return bool(_CLIMBS.search(path.replace("\\", "/")))


def safe(path: str) -> str:
    """Return a path with ``/`` that stays below its archive and that every system can write and show."""
    inside = _DRIVE.sub("", path.replace("\\", "/"))
    parts = [part for part in inside.split("/") if part.strip() not in {"", ".", ".."}]
    return "/".join(map(_safe_part, parts)) or UNNAMED


def _safe_part(part: str) -> str:
    plain = _UNSAFE.sub("_", part).strip().rstrip(".") or UNNAMED
    if _DEVICE.match(plain):
        plain = "_" + plain
    stem, dot, ending = plain.rpartition(".")
    if len(plain) <= LONGEST or not dot or len(ending) >= LONGEST:
        return plain[:LONGEST]
    return stem[: LONGEST - len(ending) - 1] + "." + ending


def unlike(path: str, taken: set[str]) -> str:
    """Return the path, numbered if one of the same spelling, case aside, is taken; and take it."""
    folder, _, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    number, candidate = 1, path
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{folder}/" * bool(folder) + f"{stem}({number}){dot}{ending}"
    taken.add(candidate.casefold())
    return candidate


def passed(path: str) -> str:
    """Return why a member is left aside, or ``""``: what systems and office programs leave behind."""
    parts = path.replace("\\", "/").split("/")
    name = parts[-1]
    if "__MACOSX" in parts or name.startswith("._") or name == ".DS_Store":
        return "苹果电脑留下的附属文件"
    if name.startswith(_LOCKS):
        return "办公软件打开文件时的锁定文件"
    return "系统文件" if name.startswith(".") or name.lower() in _SYSTEM else ""
