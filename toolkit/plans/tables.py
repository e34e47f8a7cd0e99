"""表格任务：rows of a plan's table as items, and what an annex adds to the items of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from toolkit.lang import names, numerals
from toolkit.lang.script import fold, shadow
from toolkit.plans import markers, table_columns, titles
from toolkit.plans.items import Item
from toolkit.plans.roles import RoleSpan

if TYPE_CHECKING:
    from toolkit.plans.document import Line

_HEADER_ROWS: Final = 6
_ALIKE: Final = 0.75
_SAME: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Table:
    columns: dict[int, str]
    rows: tuple[dict[int, str], ...]
    heading: str
    stages: dict[int, str] = field(default_factory=dict)


def merge(found: tuple[Item, ...], lines: tuple[Line, ...], annex: tuple[Item, ...] = ()) -> tuple[Item, ...]:
    """
    Return the items of the text, completed from tables and annexes.

    Items that print their own roles stand; items without take them from the row of the same title or
    number; where rows are no repetition of the text's items, the rows are the tasks.
    """
    rows = (*(item for table in _tables(lines) for item in _items(table)), *annex)
    if not rows:
        return found
    if not found:
        return rows
    if any(span.named for item in found for span in item.spans):
        return found
    matched = [_match(item, rows) for item in found]
    if sum(row is not None for row in matched) >= len(found) * _SAME:
        return tuple(_with_row(item, row) for item, row in zip(found, matched, strict=True))
    return rows if any(row.leads or row.spans for row in rows) else found


def _match(item: Item, rows: tuple[Item, ...]) -> Item | None:
    title = fold(item.title)
    best = max(rows, key=lambda row: SequenceMatcher(None, title, fold(row.title)).ratio())
    if SequenceMatcher(None, title, fold(best.title)).ratio() >= _ALIKE or (
        title and title in fold(best.text)
    ):
        return best
    return None


def _with_row(item: Item, row: Item | None) -> Item:
    if row is None:
        return item
    limits = tuple(
        RoleSpan(len(item.text), len(item.text), limit=span.limit) for span in row.spans if span.limit
    )
    leads, supports = row.leads, row.supports
    if not leads:
        from toolkit.plans import roles

        assigned = roles.assign(row.spans, row.text)
        leads, supports = assigned.leads, assigned.supports
    return replace(item, leads=leads, supports=supports, spans=(*item.spans, *limits))


def _tables(lines: tuple[Line, ...]) -> list[_Table]:
    """Group cells into tables; one without headers of tasks is left out, one that goes on is joined."""
    grids: dict[int, dict[float, dict[int, str]]] = {}
    headings: dict[int, str] = {}
    last = ""
    for line in lines:
        if line.cell is None:
            last = line.text.strip()
            continue
        grid = grids.setdefault(line.cell.table, {})
        if last and line.cell.table in headings:
            grid[line.cell.row - 0.5] = {0: last, 1: last}
        headings.setdefault(line.cell.table, last)
        last = ""
        grid.setdefault(line.cell.row, {})[line.cell.column] = line.text.strip()
    tables: list[_Table] = []
    for index, grid in grids.items():
        rows = [grid[row] for row in sorted(grid)]
        table = _headed(rows, headings[index])
        if table is not None:
            tables.append(table)
        elif tables and rows and len(rows[0]) == len(tables[-1].rows[0] if tables[-1].rows else rows[0]):
            tables[-1] = replace(tables[-1], rows=(*tables[-1].rows, *rows))
    return tables


def _headed(rows: list[dict[int, str]], heading: str) -> _Table | None:
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        columns = table_columns.of_header(row)
        roles = {"lead", "charge", "support"} & set(columns.values())
        if (
            len(columns) > 1
            and {"title", "text"} & set(columns.values())
            and (roles or "number" in columns.values())
        ):
            below = table_columns.of_header(rows[place + 1]) if place + 1 < len(rows) else {}
            second = (
                len(below) > 1
                and {"lead", "support", "charge"} & set(below.values())
                and not table_columns.is_long(rows[place + 1])
            )
            if second:
                columns = {**columns, **below}
            return _Table(
                columns,
                tuple(rows[place + (2 if second else 1) :]),
                heading,
                table_columns.stages(row, columns),
            )
    return None


def _items(table: _Table) -> list[Item]:
    items: list[Item] = []
    section: tuple[str, ...] = ()
    context = ""
    for row in table.rows:
        fields = _fields(table.columns, _staged(row, table.stages))
        context = fields.get("section", "") or context
        if heading := _heading(row, table.columns):
            section = (heading,)
            continue
        body = _body(fields)
        if not body or table_columns.of_header(row) == table.columns:
            continue
        if items and _same_task(items[-1], fields):
            items[-1] = _joined(items[-1], fields, body)
        else:
            above = section or ((context,) if context else ()) or (table.heading,)
            items.append(_item(fields, body, above, len(items) + 1))
    return items


def _heading(row: dict[int, str], columns: dict[int, str]) -> str:
    """Return the text of a row that holds nothing else: one cell over all columns, or the first alone."""
    distinct = {text for text in row.values() if text}
    if len(distinct) != 1:
        return ""
    text = distinct.pop()
    spread = sum(cell == text for cell in row.values()) > 1
    numbered = markers.match(shadow(text)) is not None and text.strip("0123456789.、 ") != ""
    return text if spread or numbered or (row.get(min(columns)) == text and not text.isdecimal()) else ""


def _staged(row: dict[int, str], stages: dict[int, str]) -> dict[int, str]:
    staged = {column: f"{header}：{row[column]}" for column, header in stages.items() if row.get(column)}
    return {**row, **staged}


def _fields(columns: dict[int, str], row: dict[int, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for column, kind in columns.items():
        text = row.get(column, "")
        if kind in fields and text and text not in fields[kind]:
            fields[kind] = f"{fields[kind]}\n{text}"
        elif kind not in fields:
            fields[kind] = text
    return fields


def _body(fields: dict[str, str]) -> str:
    title, text = fields.get("title", "").strip(), fields.get("text", "").strip()
    if not title or title == text:
        return text or title
    return f"{title}\n{text}" if text else title


def _same_task(before: Item, fields: dict[str, str]) -> bool:
    """Tell whether a row goes on with the task above: a merged number or title, or neither of its own."""
    ordinal, title = _ordinal(fields), fields.get("title", "").strip()
    if ordinal is not None:
        return ordinal == before.path[-1] and (not title or before.title == titles.title_of(title))
    return "number" in fields and (not title or before.title == titles.title_of(title))


def _ordinal(fields: dict[str, str]) -> int | None:
    number = re.sub(r"[.、()\s]", "", shadow(fields.get("number", "")))
    value = numerals.parse(number)
    return int(value) if value is not None and value == int(value) else None


def _joined(before: Item, fields: dict[str, str], body: str) -> Item:
    text = fields.get("text", "").strip() or body
    if text in before.text:
        return before
    leads, supports = _roles(fields)
    whole = f"{before.text}\n{text}"
    due = (RoleSpan(len(whole), len(whole), limit=fields["due"]),) if fields.get("due") else ()
    return replace(
        before,
        text=whole,
        spans=(*before.spans, *due),
        leads=tuple(dict.fromkeys((*before.leads, *leads))),
        supports=tuple(dict.fromkeys((*before.supports, *supports))),
    )


def _item(fields: dict[str, str], body: str, section: tuple[str, ...], position: int) -> Item:
    leads, supports = _roles(fields)
    due = fields.get("due", "")
    spans = (RoleSpan(len(body), len(body), limit=due),) if due else ()
    title = fields.get("title", "").strip() or body
    printed = markers.match(shadow(title))
    ordinal = _ordinal(fields) or (printed.ordinal if printed else 0)
    title = title[printed.length :] if printed else title
    return Item(
        (ordinal or position,),
        section,
        titles.title_of(title),
        body,
        spans,
        leads=leads,
        supports=supports,
    )


def _roles(fields: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead, charge = names.split(fields.get("lead", "")), names.split(fields.get("charge", ""))
    support = names.split(fields.get("support", ""))
    if not lead:
        lead, charge = charge, ()
    return lead, tuple(dict.fromkeys((*charge, *support)))
