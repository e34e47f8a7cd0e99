"""Archives as departments send them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

PICTURE = b"\xff\xd8\xff\xe0" + b"picture" * 20 + b"\xff\xd9"
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip with these files in this order, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()
