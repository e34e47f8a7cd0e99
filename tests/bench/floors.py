"""What reading returns is measured against: the least code that gets the values, and what people would write instead."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Value = str | float


def calamine(files: Iterable[Path]) -> int:
    """Read every sheet by python-calamine alone; return the number of rows."""
    from python_calamine import CalamineWorkbook

    rows = 0
    for path in files:
        book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
        rows += sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    return rows


def unzip_lxml(files: Iterable[Path]) -> int:
    """Unzip and parse the first sheet with lxml: values only, the parts assumed where Excel puts them."""
    return sum(len(_first_sheet(path.read_bytes())) for path in files)


def _first_sheet(data: bytes) -> list[list[Value]]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{_MAIN}t"))
            for item in etree.fromstring(package.read("xl/sharedStrings.xml"))
        ]
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    return [[_value(cell, shared) for cell in row] for row in sheet.iter(f"{_MAIN}row")]


def _value(cell: etree._Element, shared: list[str]) -> Value:
    written = cell.findtext(f"{_MAIN}v")
    if not written:
        return ""
    kind = cell.get("t")
    if kind == "s":
        return shared[int(written)]
    return written if kind in {"str", "e", "b"} else float(written)


def openpyxl(files: Iterable[Path]) -> int:
    """Read every sheet as most scripts do: pandas on openpyxl, or openpyxl itself where pandas is not installed."""
    if find_spec("pandas"):
        return _pandas(files, "openpyxl")
    from openpyxl import load_workbook

    rows = 0
    for path in files:
        book = load_workbook(path, data_only=True)
        rows += sum(len(list(sheet.iter_rows(values_only=True))) for sheet in book.worksheets)
    return rows


def pandas_calamine(files: Iterable[Path]) -> int:
    """Read every sheet by pandas on calamine."""
    return _pandas(files, "calamine")


def _pandas(files: Iterable[Path], engine: str) -> int:
    import pandas as pd  # type: ignore[import-not-found, import-untyped, unused-ignore]

    books = (pd.read_excel(path, sheet_name=None, engine=engine, header=None) for path in files)
    return sum(len(sheet) for book in books for sheet in book.values())


FLOORS: dict[str, Callable[[Iterable[Path]], int]] = {
    "calamine": calamine,
    "unzip_lxml": unzip_lxml,
    "openpyxl": openpyxl,
    "pandas_calamine": pandas_calamine,
}
