"""分家：whose rows are whose, where several departments report in one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from toolkit.intake.columns import FILLERS, LEADS
from toolkit.intake.identity import unknown
from toolkit.intake.labels import find_labels, label_text
from toolkit.lang.names import is_body, split
from toolkit.lang.script import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.intake.aliases import Names
    from toolkit.intake.meta import Meta
    from toolkit.intake.table import Table
    from toolkit.model.period import Period

_SHOWN: Final = 3
_SEVERAL: Final = 2
_UNIT_WORDS: Final = frozenset({"单位", "各单位"})


@dataclass(frozen=True, slots=True)
class Shares:
    """
    The tables of each department by canonical name, or why nobody can tell, and whom the doubtful may be.

    ``doubted`` is the first name of which it is not known whose it is, ``proposals`` whom it may mean.
    ``filled_by`` is set where the file says who filled in each row, and not only whose task it is.
    """

    of: Mapping[str, tuple[Table, ...]]
    hold: str = ""
    proposals: tuple[str, ...] = ()
    doubted: str = ""
    filled_by: bool = False


@dataclass(frozen=True, slots=True)
class _Claim:
    """
    A table, or some of its rows, and what is written about whose it is; ``found`` are the bodies it may mean.

    ``by_name`` is set where only the sheet's name says so.
    """

    table: Table
    where: str
    written: str
    found: tuple[str, ...]
    by_name: bool = False


def by_sheet(
    tables: tuple[Table, ...], meta: Meta | None, names: Names, period: Period | None
) -> Shares | None:
    """
    Return the departments that each have a sheet of their own; None where one file is one department's.

    A sheet says whose it is in 填报单位; in a workbook of one's own where no sheet has that, by its name.  Sheets in
    which nothing is answered and that name nobody are left out.
    """
    if len(tables) == 1:
        return None
    claims = [_claim(table, meta, names, period) for table in tables]
    said = {
        claim.found or (claim.written,) for claim in claims if claim.found or (claim.written and not meta)
    }
    if meta:
        said.add(names.find(meta.department))
    if len(said) < _SEVERAL:
        return None
    if any(claim.written and not claim.by_name for claim in claims):
        claims = [replace(claim, written="") if claim.by_name else claim for claim in claims]
    told = [claim for claim in claims if claim.written or _answered(claim.table)]
    if meta and names.find(meta.department) not in {claim.found for claim in claims}:
        return _stranger(told, meta, names)
    return replace(_settled(told, names), filled_by=True)


def _claim(table: Table, meta: Meta | None, names: Names, period: Period | None) -> _Claim:
    where = f"工作表“{table.sheet.name}”"
    written = label_text(find_labels(table.sheet, table.around()).get("department"))
    found = names.find(written, period)
    if meta and not found:
        return _Claim(table, where, meta.department, names.find(meta.department))
    named = () if written else names.mentioned(table.sheet.name, period)
    if len(named) == 1:
        return _Claim(table, where, table.sheet.name, named, by_name=True)
    return _Claim(table, where, written, found)


def by_row(tables: tuple[Table, ...], names: Names, period: Period | None) -> Shares | None:
    """
    Return the departments named row by row in the answered rows; None where no column names any.

    One department is a share too: the rows say whose the file is.
    """
    naming = [table for table in tables if LEADS in table.header.columns]
    claims = [claim for table in naming for claim in _rows(table, names, period)]
    if not any(claim.written for claim in claims):
        return None
    filled_by = all(fold(table.header.words[LEADS]) in {*FILLERS, *_UNIT_WORDS} for table in naming)
    return replace(_settled(claims, names), filled_by=filled_by)


def _rows(table: Table, names: Names, period: Period | None) -> Iterator[_Claim]:
    """Yield the departments of which rows are answered, with all their rows."""
    written: dict[str, list[int]] = {}
    for row in table.data_rows():
        written.setdefault(table.leads(row), []).append(row)
    for words, rows in written.items():
        answered = [row for row in rows if table.answers(row)]
        if answered:
            where = f"工作表“{table.sheet.name}”{_numbers(answered)}"
            yield _Claim(replace(table, only=frozenset(rows)), where, words, _named(words, names, period))


def _named(words: str, names: Names, period: Period | None) -> tuple[str, ...]:
    """Return whom a name means; of several names in one cell all, if more than one of them is known."""
    if found := names.find(words, period):
        return found
    several = dict.fromkeys(name for part in split(words) for name in names.find(part, period))
    return tuple(several) if len(several) >= _SEVERAL else ()


def with_departments(table: Table, names: Names) -> Table:
    """Return a table whose column 单位 names departments with that column taken for theirs, not for units."""
    column = table.header.columns.get("unit")
    if column is None or LEADS in table.header.columns:
        return table
    if fold(table.header.words["unit"]) not in _UNIT_WORDS:
        return table
    written = {text for row in table.data_rows() if (text := table.sheet.text(row, column))}
    if not any(names.find(text) or is_body(text) for text in written):
        return table
    columns = {LEADS if field == "unit" else field: c for field, c in table.header.columns.items()}
    words = {LEADS if field == "unit" else field: w for field, w in table.header.words.items()}
    return replace(table, header=replace(table.header, columns=columns, words=words))


def _answered(table: Table) -> bool:
    return any(map(table.answers, table.data_rows()))


def _numbers(rows: list[int]) -> str:
    told = "、".join(str(row + 1) for row in rows[:_SHOWN])
    return f"第{told}行" if len(rows) <= _SHOWN else f"第{told}等{len(rows)}行"


def _settled(claims: list[_Claim], names: Names) -> Shares:
    """Return the claims by department; doubtful ones, all of them, in one sentence."""
    of: dict[str, tuple[Table, ...]] = {}
    doubts: list[str] = []
    doubted: dict[str, tuple[str, ...]] = {}
    anyone: list[str] = []
    for claim in claims:
        if len(claim.found) == 1 and claim.written:
            name = claim.found[0]
            of[name] = _with(claim.table, of.get(name, ()))
            continue
        like = claim.found or (names.like(claim.written) if claim.written else ())
        if claim.written:
            doubted.setdefault(claim.written, like)
        anyone += like
        doubts.append(_doubt(claim, like))
    if not doubts:
        return Shares(of)
    more = f"等{len(doubts)}处" if len(doubts) > _SHOWN else ""
    hold = f"几个单位填在一份文件里：{'；'.join(doubts[:_SHOWN])}{more}，请核实这些行是哪个单位报送的。"
    known = f"已认出{'、'.join(of)}。" if of else ""
    first, like = next(iter(doubted.items()), ("", tuple(dict.fromkeys(anyone))))
    return Shares({}, hold + known, like, first)


def _with(table: Table, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """Return tables with another; rows of a department written in two ways are rows of one table."""
    for at, each in enumerate(tables):
        if each.sheet is table.sheet and each.only is not None and table.only is not None:
            return (*tables[:at], replace(each, only=each.only | table.only), *tables[at + 1 :])
    return (*tables, table)


def _doubt(claim: _Claim, like: tuple[str, ...]) -> str:
    if not claim.written:
        return f"{claim.where}没有写明单位"
    if claim.found:
        return f"{claim.where}的“{claim.written}”可以指{'、'.join(claim.found)}"
    return f"{claim.where}的“{claim.written}”{unknown(like)}"


def _stranger(claims: list[_Claim], meta: Meta, names: Names) -> Shares:
    """Return why sheets of departments the form was not sent to are held."""
    found = tuple(dict.fromkeys(name for claim in claims for name in claim.found))
    hold = f"填报表是发给“{meta.department}”的，表内填报单位却是{'、'.join(found)}，请核实是哪些单位报送的。"
    return Shares({}, hold, tuple(dict.fromkeys((*names.find(meta.department), *found))))
