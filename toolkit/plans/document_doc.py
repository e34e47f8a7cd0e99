"""方案文件·旧版Word：.doc, .wps and .rtf, through LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.plans import document_docx

if TYPE_CHECKING:
    from toolkit.plans.document import Line

_SECONDS: Final = 120
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes, name: str) -> tuple[Line, ...]:
    """Read an old Word file; raises UnreadableFileError where it is locked or LibreOffice is missing."""
    if _ENCRYPTED in data:
        raise UnreadableFileError(f"“{name}”加了密码，请去掉密码后重新发送")
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableFileError(f"“{name}”是旧版格式，请用Word或WPS另存为docx后重新发送")
    return document_docx.read(_converted(program, data, name), name)


def _converted(program: str, data: bytes, name: str) -> bytes:
    """Return the file as .docx, converted in a folder and with a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "plan.rtf" if data.lstrip()[:5].lower() == b"{\\rtf" else "plan.doc")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        command = [
            program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - our own words only
            return Path(folder, "plan.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise UnreadableFileError(f"“{name}”转换不了，请用Word或WPS另存为docx后重新发送") from error
