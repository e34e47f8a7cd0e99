"""Zip archives, taken apart in memory."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake import archive_names
from toolkit.intake.archive_budget import (
    DAMAGED,
    FILE_TOO_LARGE,
    LOCKED,
    MAX_TAKEN,
    TOO_MANY,
    Item,
    TooMuchError,
)
from toolkit.intake.guard import MAX_FILE, MAX_MEMBERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from toolkit.intake.archive_budget import Budget

LINK: Final = "这是指向别处的链接，不是文件本身，请放入原文件后重新打包。"
MEMBER_DAMAGED: Final = "这个文件在压缩包里已损坏，取不出来，请重新打包后报送。"
UNKNOWN_METHOD: Final = "这个文件的压缩方式不常见，取不出来，请用系统自带的压缩功能重新打包后报送。"
_ENCRYPTED: Final = 0x1
_AES: Final = 99
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError, KeyError)


def read(data: bytes, passwords: Sequence[str], budget: Budget) -> Iterator[Item]:
    """
    Yield the files of a zip in its own order; a file that cannot be taken out has its fault.

    Raises:
        UnreadableFileError: no zip, or more of it than is taken.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (*_BROKEN, NotImplementedError) as error:
        raise UnreadableFileError(DAMAGED) from error
    with package:
        infos = package.infolist()
        if len(infos) > MAX_MEMBERS:
            raise TooMuchError(TOO_MANY)
        files = [(archive_names.of_zip(info), info) for info in infos if not _is_folder(info)]
        wanted = [info for name, info in files if not archive_names.passed(name)]
        if len(wanted) > MAX_TAKEN:
            raise TooMuchError(TOO_MANY)
        budget.fits(sum(info.file_size for info in wanted))
        for name, info in files:
            yield Item(name) if archive_names.passed(name) else _item(package, name, info, passwords, budget)


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.orig_filename.endswith(("/", "\\")) and not info.file_size


def _item(
    package: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, passwords: Sequence[str], budget: Budget
) -> Item:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return Item(name, fault=LINK)
    if info.file_size > MAX_FILE:
        return Item(name, fault=FILE_TOO_LARGE)
    if info.flag_bits & _ENCRYPTED:
        return _unlocked(package, name, info, passwords, budget)
    return _read(package, name, info, None, budget)


def _unlocked(
    package: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, passwords: Sequence[str], budget: Budget
) -> Item:
    """Try each password, as UTF-8 and as GBK; a wrong one passes the check of one byte once in 256 times."""
    keys = dict.fromkeys(word.encode(code, "replace") for word in passwords for code in ("utf-8", "gb18030"))
    if info.compress_type == _AES:
        return _by_aes(package, name, info, keys, budget)
    return _by_one_of(package, name, info, keys, budget)


def _by_aes(
    package: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, keys: Iterable[bytes], budget: Budget
) -> Item:
    """Try each password on a file locked by AES, which the standard library cannot read."""
    from pyzipper import AESZipFile, BadZipFile

    place = package.infolist().index(info)
    try:
        knowing = AESZipFile(package.fp)
        return _by_one_of(knowing, name, knowing.infolist()[place], keys, budget)
    except (BadZipFile, IndexError):
        return Item(name, fault=MEMBER_DAMAGED)


def _by_one_of(
    package: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, keys: Iterable[bytes], budget: Budget
) -> Item:
    items = (_read(package, name, info, key, budget) for key in keys)
    return next((item for item in items if not item.fault), Item(name, fault=LOCKED))


def _read(
    package: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, key: bytes | None, budget: Budget
) -> Item:
    try:
        with package.open(info, pwd=key) as part:
            data = budget.read(part.read)
    except NotImplementedError:
        return Item(name, fault=UNKNOWN_METHOD)
    except _BROKEN:
        return Item(name, fault=MEMBER_DAMAGED)
    return Item(name, fault=FILE_TOO_LARGE) if data is None else Item(name, data)
