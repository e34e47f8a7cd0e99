"""打开密码：encrypted files to their content, where the office knows the password; protection is no encryption."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.guard import MAX_FILE
from toolkit.intake.sniff import Container, sniff
from toolkit.model.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.returns import Return

OPENED: Final = "文件设有打开密码，已用登记的密码打开"
LOCKED: Final = (
    "文件设有打开密码，请去掉密码（另存时不设密码）后重新报送；确需设密码的，请与汇总单位约定固定密码。"
)
_CUT: Final = "这是设有打开密码的文件，而且已损坏或没有复制完整，请去掉密码后重新保存、重新报送。"
_NO_RETURN: Final = "这份文件设有打开密码，而且不是填报表，请去掉密码（另存时不设密码）后重新放入。"

_UNASKED: Final = ("VelvetSweatshop", "")
"""Passwords under which Excel opens a file without asking (MS-OFFCRYPTO 2.4.2.3, 2.3.7.2)."""
_FILE_PASS: Final = re.compile(
    rb"\x09\x08(?:\x10\0\0\x06\x05\0.{12}|\x08\0\0\x05\x05\0.{4})(?:\x86\0\0\0)?\x2f\0", re.DOTALL
)
"""BOF of the globals, perhaps WRITEPROT, then FILEPASS (MS-XLS 2.1.7.20.3)."""
_WORD_HEAD: Final = re.compile(rb"\xec\xa5.{9}([\0-\xff])", re.DOTALL)
_IN_MEMORY: Final = SimpleNamespace(TemporaryFile=io.BytesIO)
"""What msoffcrypto would keep in a temporary file stays in memory: a worker may write none."""
_SECTOR: Final = 512
_ENCRYPTED: Final = 0x01
"""fEncrypted, in the second byte of the flags of a Word file's head (MS-DOC 2.5.2)."""


def is_locked(data: bytes, container: Container) -> bool:
    """Return whether a password is needed to read a file's content."""
    if container is Container.OLE_XLS:
        return bool(_FILE_PASS.search(data))
    if container is Container.OLE_DOC:
        heads = (m for m in _WORD_HEAD.finditer(data) if m.start() % _SECTOR == 0)
        return any(m[1][0] & _ENCRYPTED for m in heads)
    return container is Container.ENCRYPTED


def unlock(data: bytes, container: Container, passwords: Iterable[str]) -> bytes | None:
    """
    Return the content of an encrypted file, None for a file that is not encrypted.

    Tries what Excel itself tries without asking, then every one of ``passwords``.

    Raises:
        UnreadableFileError: no password fits, or the file is damaged besides.
    """
    if not is_locked(data, container):
        return None
    for password in (*_UNASKED, *passwords):
        opened = _opened(data, password)
        if opened is not None:
            if len(opened) > MAX_FILE or is_locked(opened, sniff(opened)):
                raise UnreadableFileError(_CUT)
            return opened
    raise UnreadableFileError(LOCKED)


def noted(reading: Reading) -> Reading:
    """
    Return a reading of what was unlocked, saying so.

    Anything but a return is read later from the bytes that came, which stay locked: it is refused.
    """
    if reading.return_ is None and not reading.parts:
        return reading if reading.fault else Reading(kind=reading.kind, fault=_NO_RETURN)
    return_ = reading.return_ and _noted(reading.return_)
    parts = tuple(map(_noted, reading.parts))
    return replace(reading, return_=return_, parts=parts, notes=(OPENED, *reading.notes))


def _noted(return_: Return) -> Return:
    return replace(return_, notes=(OPENED, *return_.notes))


def _opened(data: bytes, password: str) -> bytes | None:
    """Return the content if the password fits; a damaged file is an UnreadableFileError."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError
    from msoffcrypto.format import doc97, xls97

    xls97.tempfile = doc97.tempfile = _IN_MEMORY
    content = io.BytesIO()
    try:
        file: Any = msoffcrypto.OfficeFile(io.BytesIO(data))
        _load_key(file, password)
        file.decrypt(content)
    except (InvalidKeyError, DecryptionError):
        return None
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadableFileError(_CUT) from error
    return content.getvalue()


def _load_key(file: Any, password: str) -> None:  # noqa: ANN401  (msoffcrypto has no types)
    """Check the password too: a format that does not do so by itself is asked to."""
    from msoffcrypto.format.ooxml import OOXMLFile

    if isinstance(file, OOXMLFile):
        file.load_key(password=password, verify_password=True)
    else:
        file.load_key(password=password)
