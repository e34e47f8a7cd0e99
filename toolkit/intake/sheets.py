"""读表：the bytes of a workbook to its sheets, or one sentence about why not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake import biff, odf, ooxml, plain, xlsb, xml2003
from toolkit.intake.grid import Area, Sheet, Workbook
from toolkit.intake.guard import declares, guard
from toolkit.intake.locked import LOCKED
from toolkit.intake.package import DAMAGED, UNREAD, open_package
from toolkit.intake.sniff import Container

if TYPE_CHECKING:
    from collections.abc import Callable

    from python_calamine import CalamineSheet, CalamineWorkbook

_MACROS: Final = ("xl/vbaProject.bin", "Basic/script-lc.xml")
_HAS_MACROS: Final = "工作簿含有宏，只读取内容，宏没有运行"
_MACRO_SHEET: Final = (
    "工作簿含有老式的宏表（Excel 4.0 宏），为安全起见不予打开，请把填报内容复制到下发的填报表里报送。"
)
_NO_FORMULAS: Final = "此格式看不出公式是否已经计算，数值以保存时的结果为准"
_STRUCTURE: Final[dict[Container, Callable[[bytes], dict[str, ooxml.Structure]]]] = {
    Container.XLSX: ooxml.read_structure,
    Container.XLSB: xlsb.read_structure,
    Container.ODS: odf.read_structure,
}

REFUSALS: Final[dict[Container, str]] = {
    Container.EMPTY: "文件是空的（0 字节），请重新保存后报送。",
    Container.CUT_ZIP: "文件不完整，可能没有复制完或传输中断，请重新复制、重新报送。",
    Container.ENCRYPTED: LOCKED,
    Container.ZIP: "这是压缩包，请解压后把里面的文件逐个放入。",
    Container.RAR: "这是 RAR 压缩包，请解压后把里面的文件逐个放入。",
    Container.SEVENZIP: "这是 7z 压缩包，请解压后把里面的文件逐个放入。",
    Container.IMAGE: "这是图片，程序读不出其中的内容，请在下发的填报表里填写后报送，图片可另作佐证材料。",
    Container.OLE_DOC: "这是 Word 文档，不是填报表，请在下发的填报表（Excel）里填写后报送。",
    Container.DOCX: "这是 Word 文档，不是填报表，请在下发的填报表（Excel）里填写后报送。",
    Container.PDF: "这是 PDF 文档，不是填报表，请在下发的填报表（Excel）里填写后报送。",
    Container.PPTX: "这是演示文稿，不是填报表，请在下发的填报表（Excel）里填写后报送。",
    Container.HTML: "这是网页，不是 Excel 工作簿，请另存为 .xlsx 后重新报送。",
    Container.TEXT: "这是文本文件，不是填报表，请在下发的填报表（Excel）里填写后报送。",
    Container.UNKNOWN: "不认识这种文件，请在下发的填报表（Excel）里填写后报送。",
}


def read_workbook(data: bytes, container: Container) -> Workbook:
    """
    Return the sheets of a workbook.

    Raises:
        UnreadableFileError: it is no workbook, or damaged, encrypted, empty or too large; the sentence is for
            the department.
    """
    if container in REFUSALS:
        raise UnreadableFileError(REFUSALS[container])
    if fault := guard(data):
        raise UnreadableFileError(fault)
    book = _READERS.get(container, _read_by_calamine)(data, container)
    if not book.sheets:
        raise UnreadableFileError("工作簿里没有工作表，请在下发的填报表里填写后重新报送。")
    return book


def _read_ods(data: bytes, container: Container) -> Workbook:
    """Read an .ods; one whose XML is indented, as KSpread wrote it, once more without."""
    try:
        return _read_by_calamine(data, container)
    except UnreadableFileError as error:
        if str(error) not in {DAMAGED, UNREAD}:
            raise
        structured = odf.zipped(open_package(data).read("content.xml"))
        return _read_by_calamine(structured, container)


def _read_fods(data: bytes, _: Container) -> Workbook:
    if fault := declares(data):
        raise UnreadableFileError(fault)
    return _read_by_calamine(odf.zipped(data), Container.ODS)


def _read_xlsx(data: bytes, container: Container) -> Workbook:
    sheets = plain.read(open_package(data))
    return Workbook(sheets, _notes(data, container)) if sheets else _read_by_calamine(data, container)


def _read_by_calamine(data: bytes, container: Container) -> Workbook:
    structure = _STRUCTURE[container](data)
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [m.name for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        sheets = tuple(_sheet(book, name, structure.get(name, ooxml.Structure())) for name in names)
    except BaseException as error:
        if isinstance(error, MemoryError) or not _is_readers_fault(error):
            raise
        fault = DAMAGED if isinstance(error, Exception) else UNREAD
        raise UnreadableFileError(_MACRO_SHEET if _has_macro_sheet(data) else fault) from error
    return Workbook(sheets, _notes(data, container))


def _has_macro_sheet(data: bytes) -> bool:
    return any(member.filename.lower().startswith("xl/macrosheets/") for member in open_package(data).members)


def _is_readers_fault(error: BaseException) -> bool:
    """Tell what a file made of the reader from what stops the process: a panic of Rust is no Exception."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _notes(data: bytes, container: Container) -> tuple[str, ...]:
    """Say what a workbook has besides its sheets that was left alone or could not be looked at."""
    notes = [_NO_FORMULAS] if container is Container.XLSB else []
    package = open_package(data)
    if any(part in package for part in _MACROS):
        notes.append(_HAS_MACROS)
    return tuple(notes)


def _sheet(book: CalamineWorkbook, name: str, structure: ooxml.Structure) -> Sheet:
    from python_calamine import SheetVisibleEnum

    sheet = book.get_sheet_by_name(name)
    visible = {m.name: m.visible for m in book.sheets_metadata}.get(name)
    return Sheet(
        name=name,
        visible=visible == SheetVisibleEnum.Visible,
        rows=plain.without_blank_end(sheet.to_python(skip_empty_area=False)),
        height=sheet.total_height,
        merged=_merged(sheet),
        errors=structure.errors,
        uncached=structure.uncached,
        formats=structure.formats,
        hidden_rows=structure.hidden_rows,
        comments=structure.comments,
    )


def _merged(sheet: CalamineSheet) -> tuple[Area, ...]:
    ranges = (sheet.merged_cell_ranges or [])[: plain.MAX_MERGED]
    return tuple(Area(top, left, bottom, right) for (top, left), (bottom, right) in ranges)


_READERS: Final[dict[Container, Callable[[bytes, Container], Workbook]]] = {
    Container.XLSX: _read_xlsx,
    Container.OLE_XLS: lambda data, _: biff.read(data),
    Container.XML_2003: lambda data, _: xml2003.read(data),
    Container.ODS: _read_ods,
    Container.FODS: _read_fods,
}
