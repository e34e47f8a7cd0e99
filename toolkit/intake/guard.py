"""防护：what is refused before a reader touches it: bombs, and XML that declares a document type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.package import Package, open_package

if TYPE_CHECKING:
    from zipfile import ZipInfo

MAX_FILE: Final = 100 * 1024 * 1024
MAX_UNPACKED: Final = 512 * 1024 * 1024
MAX_MEMBERS: Final = 10_000

_FIRST_LOOK: Final = 256
_PROLOGUE: Final = 65_536
_ENCRYPTED: Final = 0x1
_DECLARATION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CLEAN: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1\.0[\"'] encoding=[\"'](?:UTF|utf)-8[\"']"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>\s*)?<[A-Za-z_]"
)
"""How the parts of office programs begin; whatever begins otherwise is looked at closely."""
_ROOT: Final = re.compile(rb"<[A-Za-z_]")
_ENCODING: Final = re.compile(rb"encoding\s*=\s*[\"'](utf-7|ibm|cp037|ebcdic)", re.IGNORECASE)
_ODF_CONTENT: Final = frozenset({"content.xml", "styles.xml"})

_TOO_LARGE: Final = (
    "文件过大（展开后超过 512 MB），可能误带了图片或大量空白格式，请另存为新的工作簿后重新报送。"
)
_TOO_MANY: Final = "文件内部的部件超过一万个，不是正常的填报表，请另存为新的工作簿后重新报送。"
_LOCKED: Final = "文件内部有加密的部分，打不开，请去掉密码后重新报送。"
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
        return _guard_package(open_package(data))
    except UnreadableFileError as error:
        return str(error)


def _guard_package(package: Package) -> str:
    members = package.members
    if len(members) > MAX_MEMBERS:
        return _TOO_MANY
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        return _TOO_LARGE
    odf = "content.xml" in package
    if not odf and "[content_types].xml" not in package:
        return ""
    if any(member.flag_bits & _ENCRYPTED for member in members):
        return _LOCKED
    for member in members:
        if _is_xml(member.filename, odf=odf) and _declares(package, member):
            return _DOCTYPE
    return ""


def _is_xml(name: str, *, odf: bool) -> bool:
    return name in _ODF_CONTENT if odf else name.lower().endswith((".xml", ".rels"))


def declares(xml: bytes) -> str:
    """Return why an XML file that is no part of a zip must not be opened, or ``""``."""
    return _DOCTYPE if _suspect(_narrow(xml[:_PROLOGUE])) else ""


def is_clean(xml: bytes) -> bool:
    """Whether a part begins as office programs begin theirs: in UTF-8, and at once with its root."""
    return _CLEAN.match(xml) is not None


def _declares(package: Package, member: ZipInfo) -> bool:
    """Whether a part has a document type, or hides its beginning from one who looks for it."""
    head = package.head(member, _FIRST_LOOK)
    if is_clean(head):
        return False
    head = _narrow(head)
    if not _ROOT.search(head):
        head = _narrow(package.head(member, _PROLOGUE))
    return _suspect(head)


def _narrow(head: bytes) -> bytes:
    utf16 = head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in head[:4]
    return head.replace(b"\0", b"") if utf16 else head


def _suspect(head: bytes) -> bool:
    root = _ROOT.search(head)
    prologue = head[: root.start()] if root else head
    hidden = root is None and len(head) >= _PROLOGUE // 2
    return hidden or bool(_DECLARATION.search(prologue)) or bool(_ENCODING.search(prologue))
