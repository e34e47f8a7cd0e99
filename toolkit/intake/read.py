"""读件：what a file in the inbox is, whose it is and what it says; one file in, one Reading out."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake import flat, locked, on_behalf
from toolkit.intake.aliases import Place, names_of, several_places
from toolkit.intake.columns import LEADS, Header, find_header
from toolkit.intake.grid import Workbook
from toolkit.intake.guard import guard
from toolkit.intake.margins import read_margins
from toolkit.intake.matching import Asked, Trust, matcher_of
from toolkit.intake.meta import read_meta
from toolkit.intake.months import of_one_month
from toolkit.intake.package import open_package
from toolkit.intake.returns import Answered, department_of, read_return
from toolkit.intake.shares import with_departments
from toolkit.intake.sheets import REFUSALS, read_workbook
from toolkit.intake.sniff import WORKBOOKS, Container, sniff
from toolkit.intake.table import Table, choose_plan, find_tables
from toolkit.lang.script import fold
from toolkit.model import layout
from toolkit.model.files import FileKind, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.intake.grid import Sheet
    from toolkit.intake.known import Known
    from toolkit.intake.meta import Meta
    from toolkit.model.plan import Plan

DECISIONS_SHEET: Final = "待定事项"
_DOCUMENTS: Final = frozenset(
    {Container.DOCX, Container.OLE_DOC, Container.PDF, Container.HTML, Container.TEXT}
)
_PICTURES: Final = frozenset({Container.IMAGE, Container.PPTX})
_ARCHIVES: Final = frozenset({Container.ZIP, Container.RAR, Container.SEVENZIP})
_NOT_OURS: Final = (
    "这份表不是下发的填报表：没有找到同时写有任务（编号、工作任务）和填报内容（本期完成值、工作状态或进展情况）的表头，"
    "也不是任务分解表、单位名录或待定事项，请在下发的填报表里填写后重新报送。"
)
_USE_FORM: Final = (
    "这份{container}里是填报内容，但不是下发的填报表，请在下发的填报表（Excel）里填写后重新报送。"
)
_NO_TASK: Final = "表中没有一行能与方案的任务编号或任务名称对上，请在下发的填报表里填写后重新报送。"
_PLAN_ROWS: Final = 5_000
"""Rows of the longest sheet a plan or a ledger is looked for in."""
_PLAN_BYTES: Final = 24 << 20
_TOO_BULKY: Final = "表格里设了格式的空行空列太多，不像填报表、方案或台账，没有读取；是其中之一的，请只留有内容的行列后重新放入。"
_TOO_LONG: Final = "表格一直到第{rows}行，不像填报表、方案或台账，没有读取；是其中之一的，请删去多余的行（包括空行）后重新放入。"
_WHICH_PLAN: Final = "工作表“{}”看不出属于哪个方案（{}），请核实；单位重报时请在表名里写明方案。"
_ASK: Final = "请先登记方案，或请单位用最近下发的填报表填写。"
_HEADED_WITHIN: Final = 15
_WORD: Final = 16
"""Characters of the longest heading; what is longer is text."""
_WHO: Final = re.compile(r"(?:牵头|责任|主办|主责|承办|落实|负责|实施)(?:责任)?(?:单位|部门)|^牵头$")
_WHAT: Final = re.compile(r"任务|事项|工作|项目|举措|目标|内容")
_SEVERAL: Final = 2
_OTHER_OFFICE: Final = "这是其他单位的填报表（下发单位与本单位不同），请核对后送交原下发单位。"


def read_file(data: bytes, name: str, hint: str, known: Known) -> Reading:
    """
    Return what a file is and says; ``name`` is its file name, ``hint`` the subfolder it lay in.

    Never raises for what is in the file: what cannot be read is a Reading with a ``fault``, what nobody can
    tell is one with a ``hold``.  A plan document is told by its container alone (kind PLAN, nothing parsed).  The hash
    of its bytes is left to the caller, who has it.
    """
    source = on_behalf.told(hint)
    if source is None:
        return _read(data, name, hint, known)
    return on_behalf.sourced(_read(data, name, "", known), source)


def _read(data: bytes, name: str, hint: str, known: Known) -> Reading:
    container = sniff(data)
    try:
        opened = locked.unlock(data, container, known.passwords)
    except UnreadableFileError as error:
        return Reading(fault=str(error))
    if opened is not None:
        return locked.noted(_read(opened, name, hint, known))
    if container not in WORKBOOKS:
        return _no_workbook(data, container, name, hint, known)
    try:
        book = read_workbook(data, container)
    except UnreadableFileError as error:
        return Reading(fault=str(error))
    kind = _kind_by_sheets(book)
    if kind is not FileKind.UNKNOWN:
        return Reading(kind=kind, notes=book.notes)
    reading = _read_return(book, data, name, hint, known)
    bulky = reading.kind is FileKind.PLAN and container is Container.XLSX and _bulky(data)
    return Reading(hold=_TOO_BULKY, attachable=True) if bulky else reading


def _bulky(data: bytes) -> bool:
    """Whether a sheet's XML is longer than a plan's ever is: blank rows with a style are written out too."""
    members = open_package(data).members
    return any(m.file_size > _PLAN_BYTES for m in members if m.filename.startswith("xl/worksheets/"))


def _no_workbook(data: bytes, container: Container, name: str, hint: str, known: Known) -> Reading:
    if container in _DOCUMENTS:
        if fault := guard(data):
            return Reading(fault=fault)
        document = flat.read(data, container, PurePath(name).stem)
        if document is None or not document.is_form:
            return Reading(kind=FileKind.PLAN, attachable=True)
        return _read_flat(document.book, container, data, name, hint, known)
    if container in _ARCHIVES:
        return Reading(kind=FileKind.ARCHIVE, fault=REFUSALS[container])
    kind = FileKind.EVIDENCE if container is Container.IMAGE else FileKind.UNKNOWN
    return Reading(kind=kind, fault=REFUSALS[container], attachable=container in _PICTURES)


def _read_flat(
    book: Workbook, container: Container, data: bytes, name: str, hint: str, known: Known
) -> Reading:
    """Read a form in a text or web page as a table of one's own; a plan it is only as a ledger of several."""
    tables = find_tables(book, known.plans)
    if _is_ledger(tables, known):
        return Reading(kind=FileKind.PLAN)
    if tables:
        reading = _read_return(book, data, name, hint, known)
        if reading.kind is FileKind.RETURN or reading.fault:
            return replace(reading, kind=FileKind.RETURN)
    return Reading(kind=FileKind.RETURN, fault=_USE_FORM.format(container=container))


def _kind_by_sheets(book: Workbook) -> FileKind:
    names = {sheet.name for sheet in book.sheets}
    if layout.META_SHEET in names:
        return FileKind.UNKNOWN
    if layout.PLAN_META_SHEET in names or {layout.TASKS_SHEET, layout.TARGETS_SHEET} <= names:
        return FileKind.PLAN_WORKBOOK
    if layout.DIRECTORY_SHEET in names:
        return FileKind.DIRECTORY
    return FileKind.DECISIONS if DECISIONS_SHEET in names else FileKind.UNKNOWN


def _read_return(book: Workbook, data: bytes, name: str, hint: str, known: Known) -> Reading:
    meta = read_meta(book)
    found = find_tables(book, () if meta else known.plans)
    if meta and meta.office and known.office_id and meta.office != known.office_id:
        return Reading(kind=FileKind.RETURN, fault=_OTHER_OFFICE)
    if not found:
        return _no_return(book, meta, known)
    names = names_of(known.directory, Place.of(known.plans))
    month = of_one_month(found, meta, known)
    tables = month.tables if meta else tuple(with_departments(table, names) for table in month.tables)
    if meta is None and _is_ledger(tables, known):
        return _plan(book)
    file = Answered(
        book=book,
        meta=meta,
        plans={},
        name=name,
        hint=hint,
        known=known,
        names=names,
        month=month,
        margins=read_margins(data),
    )
    choices = _choose_plans(file, tables)
    if not any(choices):
        return _no_plan(tables, meta, known)
    planned = {table.sheet.name: plans[0] for table, plans in zip(tables, choices, strict=True) if plans}
    for table, plans in zip(tables, choices, strict=True):
        if len(plans) > 1:
            rivals = tuple(plan.id for plan in plans)
            return read_return(file, tables, _WHICH_PLAN.format(table.sheet.name, "、".join(rivals)), rivals)
    among = _named_in(planned.values()) if several_places(known.plans) else frozenset()
    file = replace(file, plans=planned, names=replace(names, among=among) if among else names)
    return read_return(file, tuple(t for t in tables if t.sheet.name in planned))


def _named_in(plans: Iterable[Plan]) -> frozenset[str]:
    """Return all whom plans name: with plans of several places, nobody else is proposed."""
    return frozenset(name for plan in plans for task in plan.tasks for name in (*task.leads, *task.supports))


def _no_return(book: Workbook, meta: Meta | None, known: Known) -> Reading:
    if meta is not None:
        return Reading(
            kind=FileKind.RETURN,
            fault="填报表的表头被删除或改动，找不到“编号、工作任务、本期完成值”等列，请用下发的填报表重新填写。",
        )
    headers = [header for sheet in book.sheets if (header := find_header(sheet))]
    if known.plans and (untitled := next((header for header in headers if header.answers), None)):
        return Reading(kind=FileKind.RETURN, hold=_no_titles(untitled))
    plan = any(map(_like_plan, headers)) or any(map(_assigns_tasks, book.sheets))
    return _plan(book) if plan else Reading(fault=_NOT_OURS, attachable=True)


def _plan(book: Workbook) -> Reading:
    """Return that a file may be a plan or a ledger, unless it is longer than either ever is."""
    longest = max((sheet.extent for sheet in book.sheets), default=0)
    if longest > _PLAN_ROWS:
        return Reading(hold=_TOO_LONG.format(rows=longest), attachable=True)
    return Reading(kind=FileKind.PLAN, notes=book.notes)


def _no_titles(header: Header) -> str:
    """Say that nothing tells which tasks a table speaks of: the headings understood, the others, the one wanted."""
    understood = "、".join(f"“{word}”" for word in header.words.values())
    others = "、".join(f"“{word}”" for word in header.unknown.values())
    unread = f"，没有认出{others}" if others else ""
    counted = "；顺序号不能据以对上任务" if "id" in header.words else ""
    return (
        f"看不出填的是哪些任务：表头认出了{understood}{unread}，缺写任务名称的一列{counted}；"
        "请把这一列的标题改为“工作任务”，任务名称照方案填写，或改用下发的填报表重新报送。"
    )


def _like_plan(header: Header) -> bool:
    return "task" in header.columns and LEADS in header.columns


def _choose_plans(file: Answered, tables: tuple[Table, ...]) -> list[tuple[Plan, ...]]:
    """Return the plans each table may answer: of several that fit, those in which its department leads such a task."""
    named = file.meta.plans if file.meta else {}
    choices = [choose_plan(table, file.known.plans, named) for table in tables]
    if not any(len(plans) > 1 for plans in choices):
        return choices
    department = department_of(file, tables)
    return [_led(table, plans, department, file.known) for table, plans in zip(tables, choices, strict=True)]


def _led(table: Table, plans: tuple[Plan, ...], department: str, known: Known) -> tuple[Plan, ...]:
    if len(plans) == 1 or not department:
        return plans
    asked = [table.asked(row) for row in table.data_rows() if table.answers(row)]

    def leads(plan: Plan) -> bool:
        rows = {row for found in matcher_of(plan, table.trust).match(asked) for row in found}
        tasks = [task for row in rows if (task := plan.task_of(row))]
        return any(department in known.directory.expand(task.leads) for task in tasks)

    return tuple(filter(leads, plans)) or plans


def _no_plan(tables: tuple[Table, ...], meta: Meta | None, known: Known) -> Reading:
    if meta is not None:
        return Reading(
            kind=FileKind.RETURN, fault=f"填报表所属的方案（{'、'.join(meta.plans)}）没有登记，{_ASK}"
        )
    headers = [table.header for table in tables]
    if known.plans and not any("task" in header.columns for header in headers):
        return Reading(kind=FileKind.RETURN, hold=_no_titles(headers[0]))
    if any(LEADS in table.header.columns or _assigns_tasks(table.sheet) for table in tables):
        return _plan(Workbook(tuple(table.sheet for table in tables)))
    return Reading(fault=_NO_TASK, attachable=True)


def _assigns_tasks(sheet: Sheet) -> bool:
    """Tell whether a sheet's headings name tasks and who is to do them, in whichever words an office uses."""
    for row in range(min(_HEADED_WITHIN, len(sheet.rows))):
        words = [
            w
            for r in (row, row + 1)
            for c in range(sheet.width)
            if 0 < len(w := fold(sheet.text(r, c))) <= _WORD
        ]
        if any(map(_WHO.search, words)) and any(map(_WHAT.search, words)):
            return True
    return False


def _is_ledger(tables: tuple[Table, ...], known: Known) -> bool:
    """Tell an office's own ledger of a plan not yet known: tasks of several departments, none known by title."""
    matchers = [matcher_of(plan, Trust.ORDER) for plan in known.plans]
    for table in tables:
        rows = list(table.data_rows())
        if len({lead for row in rows if (lead := fold(table.leads(row)))}) < _SEVERAL:
            continue
        titles = {title for row in rows if (title := table.asked(row).title)}
        if not any(m.candidates(Asked(title=title)) for m in matchers for title in titles):
            return True
    return False
