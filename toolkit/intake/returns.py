"""报送件：the tables of a workbook to what one department, or each of several, says in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from toolkit.intake import shares
from toolkit.intake.answers import read_answers
from toolkit.intake.identity import Clues, Identity, identify, period_of, said_outside
from toolkit.intake.labels import find_labels, label_text
from toolkit.intake.nodes import with_nodes
from toolkit.intake.periods import read_period
from toolkit.intake.table import collect
from toolkit.model.files import FileKind, Reading
from toolkit.model.returns import Return

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.intake.aliases import Names
    from toolkit.intake.grid import Workbook
    from toolkit.intake.known import Known
    from toolkit.intake.labels import Label
    from toolkit.intake.margins import Margins
    from toolkit.intake.meta import Meta
    from toolkit.intake.months import OneMonth
    from toolkit.intake.shares import Shares
    from toolkit.intake.table import Collected, Table
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan

_COVER_ROWS: Final = 40
_NO_PERIOD: Final = "看不出是哪个月的：表内、工作表名和文件名都没有报告期，请核实后补写报告期。"


@dataclass(frozen=True, slots=True)
class Answered:
    """
    A workbook that answers plans, and what is known about it from outside.

    ``plans`` are the plans of its sheets by sheet name, ``month`` which of several periods was read and what was
    left of the others, ``margins`` what stands beside the cells.
    """

    book: Workbook
    meta: Meta | None
    plans: Mapping[str, Plan]
    name: str
    hint: str
    known: Known
    names: Names
    month: OneMonth
    margins: Margins


def read_return(
    file: Answered, tables: tuple[Table, ...], hold: str = "", rivals: tuple[str, ...] = ()
) -> Reading:
    """
    Return what a workbook says, held where it is not clear whose it is or when it is for.

    With ``hold`` it is held for that reason, unless nobody can tell whose it is; ``rivals`` are the plans it may
    answer, where that is the reason.
    """
    clues = _clues(file, tables)
    period, _ = period_of(clues, file.known, file.month.period)
    when = read_period(period, file.known.year)
    if not hold and (split := _split(file, tables, clues, when)):
        return _parted(
            replace(file, month=replace(file.month, period=file.month.period or when)), tables, split
        )
    if named := _named_by_rows(file, tables, clues, when):
        clues = replace(clues, rows=named)
    identity = identify(clues, file.names, when)
    return_, said = _return(file, tables, clues, identity)
    if not hold and (doubted := _not_theirs(file, identity, said)):
        identity = doubted
        return_ = replace(return_, department="", proposals=doubted.proposals)
    if rivals:
        identity = replace(identity, proposals=rivals)
        return_ = replace(return_, proposals=rivals)
    hold = (
        (hold if rivals else "")
        or identity.hold
        or hold
        or _others_rows(identity, said, file)
        or _rivals(said)
        or _period_hold(return_)
    )
    return Reading(
        kind=FileKind.RETURN,
        return_=return_,
        hold=hold,
        proposals=identity.proposals if hold else (),
        notes=return_.notes,
    )


def department_of(file: Answered, tables: tuple[Table, ...]) -> str:
    """Return whose a workbook is, before it is known which plan it answers; ``""`` where that is in doubt."""
    return identify(_clues(file, tables), file.names).department


def _not_theirs(file: Answered, identity: Identity, said: Collected) -> Identity | None:
    """Doubt whose a table of one's own is if all it answers is led by others (practice 6.12, 6.44)."""
    if file.meta or not identity.department:
        return None
    plans = {plan.id: plan for plan in file.plans.values()}
    answered = [entry for entry in said.entries.values() if not entry.blank]
    tasks = [task for entry in answered if (task := plans[entry.plan].task_of(entry.id))]
    directory = file.known.directory
    leads = tuple(dict.fromkeys(name for task in tasks for name in directory.expand(task.leads)))
    supports = {name for task in tasks for name in directory.expand(task.supports)}
    if not leads or identity.department in {*leads, *supports}:
        return None
    rows = f"{len(answered)}行" if len(answered) > 1 else "一行"
    hold = f"按名称是{identity.department}报送的，所填的{rows}却都由{'、'.join(leads)}牵头，请核实是哪个单位报送的。"
    return Identity(hold=hold, proposals=(*leads, identity.department))


def _split(file: Answered, tables: tuple[Table, ...], clues: Clues, when: Period | None) -> Shares | None:
    """
    Return the departments that share a file, None for a file of one.

    Rows name their departments only where the file as a whole names none; a column that says whose the tasks
    are counts less than what the file is called.
    """
    if found := shares.by_sheet(tables, file.meta, file.names, when):
        return found
    if file.meta or label_text(clues.labels.get("department")):
        return None
    found = shares.by_row(tables, file.names, when)
    if found is None or (len(found.of) == 1 and not found.hold):
        return None
    outside = {name for names in said_outside(clues, file.names, when).values() for name in names}
    return found if found.filled_by or len(outside) != 1 else None


def _named_by_rows(file: Answered, tables: tuple[Table, ...], clues: Clues, when: Period | None) -> str:
    """Return the one department all answered rows name, where the file is not called another's."""
    if file.meta or label_text(clues.labels.get("department")):
        return ""
    found = shares.by_row(tables, file.names, when)
    if found is None or found.hold or len(found.of) != 1:
        return ""
    (name,) = found.of
    outside = {name for names in said_outside(clues, file.names, when).values() for name in names}
    return name if found.filled_by or outside <= {name} else ""


def _parted(file: Answered, tables: tuple[Table, ...], split: Shares) -> Reading:
    """Return one part a department, or all of it held where some of it is nobody's."""
    if split.hold:
        clues = _clues(file, tables)
        read, _ = _return(file, tables, clues, Identity(proposals=split.proposals))
        whole = replace(read, several=True, printed_department=split.doubted)
        return Reading(
            kind=FileKind.RETURN, return_=whole, hold=split.hold, proposals=split.proposals, notes=whole.notes
        )
    parts = tuple(_return(file, own, _clues(file, own), Identity(name))[0] for name, own in split.of.items())
    hold = next((told for part in parts if (told := _period_hold(part))), "")
    names = "、".join(split.of)
    notes = (
        *file.month.notes,
        *file.book.notes,
        f"一份文件里有{len(parts)}个单位的填报内容，按{names}分开登记",
    )
    return Reading(kind=FileKind.RETURN, parts=parts, hold=hold, notes=notes)


def _return(
    file: Answered, tables: tuple[Table, ...], clues: Clues, identity: Identity
) -> tuple[Return, Collected]:
    period, printed = period_of(clues, file.known, file.month.period)
    chosen = [(table, file.plans[table.sheet.name]) for table in tables if table.sheet.name in file.plans]
    year = int(period[:4] or file.known.year)
    said = collect(chosen, marked=file.meta is not None, year=year)
    entries = with_nodes(
        map(file.margins.beside, said.entries.values()), file.book, file.plans.values(), year
    )
    issued = file.meta.department if file.meta else ""
    return_ = Return(
        department=identity.department,
        period=period or file.known.period,
        plans=tuple(dict.fromkeys(plan.id for _, plan in chosen)),
        entries=entries,
        plan_versions=file.meta.plans if file.meta else {},
        filler=label_text(clues.labels.get("filler")),
        phone=label_text(clues.labels.get("phone")),
        filled_on=label_text(clues.labels.get("filled_on")),
        header_cells={field: label.cell for field, label in clues.labels.items()},
        printed_period=printed,
        printed_department=label_text(clues.labels.get("department")) or issued,
        proposals=() if identity.department else identity.proposals,
        extra_rows=tuple(said.extra),
        duplicate_rows=tuple(said.doubled),
        marked=file.meta is not None,
        file=file.name,
        notes=(*identity.notes, *file.month.notes, *file.book.notes, *said.notes),
        answers=read_answers(file.book),
        other_periods=file.month.left,
        source=file.meta.source if file.meta else "",
    )
    return return_, said


def _clues(file: Answered, tables: tuple[Table, ...]) -> Clues:
    """Return what speaks of whose some tables are: what stands around the first, and the names of their sheets."""
    sheet, header = tables[0].sheet, tables[0].header.row
    titles = (sheet.text(row, column) for row in range(header) for column in range(sheet.width))
    gone = {name for _, name in file.month.left} | (
        file.plans.keys() - {table.sheet.name for table in tables}
    )
    return Clues(
        meta=file.meta,
        labels=_labels(file, tables),
        titles=tuple(filter(None, titles)),
        sheets=tuple(each.name for each in file.book.sheets if each.visible and each.name not in gone),
        name=file.name,
        hint=file.hint,
    )


def _labels(file: Answered, tables: tuple[Table, ...]) -> dict[str, Label]:
    """Return 填报单位, 报告期 and the like around the first table; where it has none, on a sheet without a table."""
    found = find_labels(tables[0].sheet, tables[0].around())
    if file.meta or label_text(found.get("department")):
        return found
    for cover in file.book.sheets:
        if cover.visible and cover.name not in file.plans and len(cover.rows) <= _COVER_ROWS:
            said = {field: label for field, label in found.items() if label.value != ""}
            found = found | find_labels(cover, range(len(cover.rows))) | said
    return found


def _others_rows(identity: Identity, said: Collected, file: Answered) -> str:
    """Hold a table of one's own making in which rows of another department are answered."""
    if file.meta is not None:
        return ""
    others = {n for written in said.leads if len(names := file.names.find(written)) == 1 for n in names}
    others.discard(identity.department)
    if not others:
        return ""
    return f"表中还有{'、'.join(sorted(others))}的行，请核实是否几个单位填在一张表里，分开后重新报送。"


def _rivals(said: Collected) -> str:
    """Hold a file in which two filled sheets answer the same rows in different ways (practice 6.52)."""
    if not said.rivals:
        return ""
    sheets = "、".join(f"“{name}”" for name in said.rivals)
    return f"工作表{sheets}填的是同样的任务、内容却不同，请核实以哪一张为准，删去另一张后重新放入。"


def _period_hold(return_: Return) -> str:
    return "" if return_.period else _NO_PERIOD
