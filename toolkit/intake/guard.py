"""防护：what is refused before a reader touches it: bombs, and XML that declares a document type."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

MAX_FILE: Final = 100 * 1024 * 1024
MAX_UNPACKED: Final = 512 * 1024 * 1024
MAX_MEMBERS: Final = 10_000

_PROLOGUE: Final = 65_536
_DECLARATION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT: Final = re.compile(rb"<[A-Za-z_]")
_ENCODING: Final = re.compile(rb"encoding\s*=\s*[\"'](utf-7|ibm|cp037|ebcdic)", re.IGNORECASE)
_ODF_CONTENT: Final = frozenset({"content.xml", "styles.xml"})
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    KeyError,
    ValueError,
    OSError,
    EOFError,
)

DAMAGED: Final = "文件已损坏，打不开，请用 Excel 或 WPS 打开确认后重新保存、重新报送。"
_TOO_LARGE: Final = (
    "文件过大（展开后超过 512 MB），可能误带了图片或大量空白格式，请另存为新的工作簿后重新报送。"
)
_TOO_MANY: Final = "文件内部的部件超过一万个，不是正常的填报表，请另存为新的工作簿后重新报送。"
_DOCTYPE: Final = (
    "文件里有办公软件不会写入的外部声明，为安全起见不予打开，请用 Excel 或 WPS 另存为新的工作簿后报送。"
)


def guard(data: bytes) -> str:
    """
    Return why a file must not be opened, as a sentence for the department, or ``""``.

    Looks at the size of the file; in a zip also at the directory (sum of sizes, number of members) and at the
    head of every XML part, where Office files have no document type declaration.
    """
    if len(data) > MAX_FILE:
        return "文件超过 100 MB，请删去图片等无关内容后重新报送。"
    if not data.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _guard_package(package)
    except _UNREADABLE:
        return DAMAGED


def _guard_package(package: zipfile.ZipFile) -> str:
    members = package.infolist()
    if len(members) > MAX_MEMBERS:
        return _TOO_MANY
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        return _TOO_LARGE
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names and "content.xml" not in names:
        return ""
    for member in members:
        if _is_xml(member.filename, odf="content.xml" in names) and _declares(package, member):
            return _DOCTYPE
    return ""


def _is_xml(name: str, *, odf: bool) -> bool:
    return name in _ODF_CONTENT if odf else name.lower().endswith((".xml", ".rels"))


def _declares(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part has a document type, or hides its beginning from one who looks for it."""
    with package.open(member) as part:
        head = part.read(_PROLOGUE)
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in head[:4]:
        head = head.replace(b"\0", b"")
    root = _ROOT.search(head)
    prologue = head[: root.start()] if root else head
    hidden = root is None and len(head) == _PROLOGUE
    return hidden or bool(_DECLARATION.search(prologue)) or bool(_ENCODING.search(prologue))
