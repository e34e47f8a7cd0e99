"""任务分解表.xlsx as the clerk hands it back: a confirmed plan, or every wrong cell at once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import UnreadableFileError, WorkbookFaultsError
from toolkit.lang.script import fold
from toolkit.model.department import Directory
from toolkit.model.layout import (
    DIRECTORY_META_SHEET,
    DIRECTORY_SHEET,
    PARAMETER_COLUMNS,
    PARAMETERS_SHEET,
    PLAN_FIELDS,
    PLAN_META_SHEET,
    PLAN_SHEET,
)
from toolkit.model.period import Period
from toolkit.plans import confirm_directory
from toolkit.plans import confirm_values as values
from toolkit.plans import parameters as known
from toolkit.plans.assigned import is_assigned, read_words
from toolkit.plans.confirm_doubts import read_settled, settle
from toolkit.plans.confirm_opening import read_opening
from toolkit.plans.confirm_rows import Faults
from toolkit.plans.confirm_tables import open_book, table
from toolkit.plans.confirm_targets import read_targets
from toolkit.plans.confirm_tasks import read_tasks
from toolkit.plans.workbook_cells import PLAN_CELLS, same
from toolkit.plans.workbook_front import PLAN_HEADERS
from toolkit.plans.workbook_meta import from_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolkit.model.plan import Plan
    from toolkit.plans.confirm_tables import Book, Cell
    from toolkit.plans.workbook_meta import Written

MAX_SHORT_NAME: Final = 20
_EMPTY: Final = Directory()
_FORBIDDEN: Final = re.compile(r'[\\/:*?\[\]"<>|\x00-\x1f]')
_PLAN_HEADERS: Final = dict(zip(("item", "content", "quote"), (h for h, _ in PLAN_HEADERS), strict=True))
_PARAMETER_HEADERS: Final = {column.field: column.header for column in PARAMETER_COLUMNS}
NOT_OURS: Final = (
    "这个工作簿里没有系统写入的方案信息，不是系统给出的任务分解表，或者在转存时丢失了；"
    "请在 outbox 文件夹“方案”里的任务分解表上修改后再放进收件箱。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """
    A plan as the clerk confirmed it, with the directory and parameters that go with it.

    ``directory_before`` is the directory the workbook was written with, so that what the clerk changed in
    it can be told from what has changed elsewhere since.
    """

    plan: Plan
    directory: Directory
    directory_before: Directory
    parameters: dict[str, str]
    office_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedDirectory:
    """The office's list of departments as the clerk handed it back, and the office it was made for."""

    directory: Directory
    office_id: str


def whose(data: bytes) -> tuple[str, str]:
    """Return the office a plan workbook was made for and the plan's id; UnreadableFileError as :func:`read`."""
    written = _written(open_book(data))
    return written.office_id, written.plan.id


def read(
    data: bytes,
    office: Directory = _EMPTY,
    used: Mapping[str, frozenset[str]] | None = None,
    before: str = "",
) -> Confirmed:
    """
    Read a plan workbook back, from whichever program saved it.

    A cell nobody touched keeps the value it was written from, so an unchanged workbook gives the plan it
    was written from.  Doubts are kept until their row was corrected or their line in 待确认 ticked off;
    ``plan.version`` is as it was.

    ``office`` is the office's directory as it stands: names that came into it after the workbook was
    written are known too.  ``used`` maps a plan to the ids its versions ever had: none is given again.
    ``before`` is the last month opening figures may stand at (``2022-05``), ``""`` for any.

    Raises:
        UnreadableFileError: no workbook of ours.
        WorkbookFaultsError: wrong cells, all of them, in the order of the sheets.
    """
    book = open_book(data)
    written = _written(book)
    faults = Faults()
    settled = read_settled(book, written.plan, written.directory, faults)
    plan = _read_plan(book, written.plan, faults)
    directory = confirm_directory.read_directory(book, written.directory, faults)
    taken = (used or {}).get(written.plan.id, frozenset())
    reach = _within_reach(directory, written.directory, office)
    tasks = read_tasks(book, plan, reach, faults)
    plan = replace(plan, tasks=read_targets(book, plan, tasks, faults, taken))
    if is_assigned(plan) and before:
        plan = read_words(plan, written.plan, Period.parse(before).following.start.year)
    plan = replace(plan, opening=read_opening(book, plan, written.plan, reach, before, faults))
    parameters = _read_parameters(book, written.parameters, faults)
    if faults.found:
        raise WorkbookFaultsError(faults.in_order())
    plan = settle(plan, directory, settled, before=written.plan, directory_before=written.directory)
    return Confirmed(
        plan=plan,
        directory=directory,
        directory_before=written.directory,
        parameters=parameters,
        office_id=written.office_id,
    )


def _within_reach(directory: Directory, before: Directory, office: Directory) -> Directory:
    """Return the directory with the office's departments that the workbook never had."""
    known = {department.name for department in (*directory.departments, *before.departments)}
    return Directory(directory.departments + tuple(d for d in office.departments if d.name not in known))


def read_directory(
    data: bytes, known: Directory = _EMPTY, needed: Mapping[str, str] | None = None
) -> ConfirmedDirectory:
    """
    Read 单位名录.xlsx back: the whole list, in the order of 序号.

    ``known`` is the list as it stands; ``needed`` maps a name that a registered plan uses to where it does.
    A needed name may become another's alias, but not vanish.

    Raises:
        UnreadableFileError: no workbook.
        WorkbookFaultsError: wrong cells, all of them, row by row.
    """
    book = open_book(data)
    faults = Faults()
    directory = confirm_directory.read_directory(book, known, faults)
    if not faults.found:
        _keep_needed(directory, needed or {}, faults)
    if faults.found:
        raise WorkbookFaultsError(faults.in_order())
    rows = book.grid(DIRECTORY_META_SHEET) or []
    said = {values.text(row[0]): values.text(row[1]) for row in rows if len(row) > 1}
    return ConfirmedDirectory(directory=directory, office_id=said.get("office", ""))


def _keep_needed(directory: Directory, needed: Mapping[str, str], faults: Faults) -> None:
    for name, where in needed.items():
        if directory.get(name) is None:
            what = f"{where}还要用到“{name}”，名录里没有了"
            todo = f"请恢复这一行；改了名称或并入其他单位的，请把“{name}”填到那个单位的“别名”里"
            faults.add(DIRECTORY_SHEET, "B1", what, todo)


def _written(book: Book) -> Written:
    grid = book.grid(PLAN_META_SHEET)
    if grid is None:
        raise UnreadableFileError(NOT_OURS)
    try:
        return from_rows((str(row[0]), str(row[1])) for row in grid if len(row) > 1)
    except ValueError as error:
        raise UnreadableFileError(NOT_OURS) from error


def _read_plan(book: Book, written: Plan, faults: Faults) -> Plan:
    sheet = table(book, PLAN_SHEET, _PLAN_HEADERS, frozenset({"quote"}))
    faults.found += sheet.faults
    if sheet.faults:
        return written
    lines = {fold(values.text(line.cells["item"].value)): line for line in sheet.lines}
    readers = _plan_readers(written)
    found: dict[str, Any] = {}
    for name, label in PLAN_FIELDS:
        line = lines.get(fold(label))
        if line is None:
            faults.add(PLAN_SHEET, "A1", f"没有“{label}”这一行", "请恢复这一行，“项目”一列的文字不要改")
        elif not same(PLAN_CELLS[name](written), line.cells["content"].value):
            fine, value = faults.read(PLAN_SHEET, line.cells["content"], readers[name])
            found |= {name: value} if fine else {}
            if name == "id" and written.version:
                what, todo = "登记过的方案不能再改简称", f"请改回“{written.id}”"
                faults.add(PLAN_SHEET, line.cells["content"].address, what, todo)
    return replace(written, **found)


def _plan_readers(written: Plan) -> dict[str, Callable[[object], Any]]:
    year = written.issued.year if written.issued else None
    return {
        "id": _short_name,
        "title": values.required("方案名称"),
        "issuer": values.text,
        "number": values.text,
        "issued": lambda raw: values.day(raw, year),
        "draft": values.yes,
    }


def _short_name(raw: object) -> str:
    """Read 方案简称, which names a folder and a sheet."""
    name = unicodedata.normalize("NFC", values.text(raw))
    if not name:
        raise values.WrongError("没有填方案简称", f"请填写，不超过{MAX_SHORT_NAME}个字")
    if found := _FORBIDDEN.findall(name):
        shown = " ".join(mark if mark.isprintable() else "换行" for mark in dict.fromkeys(found))
        raise values.WrongError(f"方案简称里有不能用的符号：{shown}", "请删去这些符号")
    if len(name) > MAX_SHORT_NAME:
        raise values.WrongError(f"方案简称有{len(name)}个字，太长", f"请改短，不超过{MAX_SHORT_NAME}个字")
    if name[0] in ".'" or name[-1] in ".'":
        raise values.WrongError("方案简称不能以句点或撇号开头、结尾", "请删去开头、结尾的句点或撇号")
    return name


def _read_parameters(book: Book, written: dict[str, str], faults: Faults) -> dict[str, str]:
    """Return the parameters; a row that was deleted goes back to its default."""
    sheet = table(book, PARAMETERS_SHEET, _PARAMETER_HEADERS, frozenset({"help"}))
    faults.found += sheet.faults
    found: dict[str, str] = {}
    cells: dict[str, Cell] = {}
    for line in sheet.lines if not sheet.faults else ():
        key = values.text(line.cells["key"].value)
        if refused := _key_fault(key, cells, written):
            faults.add(PARAMETERS_SHEET, line.cells["key"].address, refused, "请删去这一行")
            continue
        cell = cells[key] = line.cells["value"]
        if key in written and same(written[key], cell.value):
            found[key] = written[key]
            continue
        fine, value = faults.read(PARAMETERS_SHEET, cell, values.text)
        found |= {key: known.read(key, value)} if fine else {}
    for fault in known.check(found):
        place = cells[fault.key].address if fault.key in cells else "A1"
        faults.add(PARAMETERS_SHEET, place, fault.what, fault.todo)
    return {**known.defaults(), **found}


def _key_fault(key: str, cells: dict[str, Cell], written: dict[str, str]) -> str:
    if key in cells:
        return f"参数“{key}”写了两行"
    return "" if key in written or key in known.KNOWN else f"没有“{key}”这个参数"
