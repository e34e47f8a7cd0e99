"""审核：every rule over one return, the findings in the order of the department's own sheets."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from toolkit.checks.answered import answers_of, with_answer
from toolkit.checks.catalogue import RULES
from toolkit.checks.met import met_by, met_by_all
from toolkit.checks.need import Need
from toolkit.checks.row import rows_of
from toolkit.checks.switches import STILL_TOLD
from toolkit.model.cells import sheets_of
from toolkit.model.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.checks.context import CheckContext
    from toolkit.checks.row import Row
    from toolkit.checks.rule import Fault, RowCheck, Rule
    from toolkit.model.returns import Return

FINAL: Final = ("F01", "F04")
"""A form of another period, or one with nothing in it: no other finding would help the department."""

_CLOSED: Final = Need.CLOSED.value
_CELL: Final = re.compile(r"(.*)!([A-Z]+)(\d+)", re.DOTALL)
_BY_CODE: Final = {rule.code: rule for rule in RULES}
_WHOLE: Final = tuple(rule for rule in RULES if rule.whole is not None)
_ROW: Final = tuple(
    (sum(Need[state.name].value for state in rule.states), rule.needs.value, (rule, rule.row))
    for rule in RULES
    if rule.row is not None
)
"""The rules of a row, after the states and the needs each has, as plain numbers."""


def check(return_: Return, context: CheckContext) -> tuple[Finding, ...]:
    """
    Return everything that is to be mended, asked or told, by sheet, row and column of the file.

    Rules under 停用规则 ask nothing; a fault that one of them would have sent the return back for is told as a notice.
    """
    off = context.off
    for code in FINAL:
        if code not in off and (found := tuple(_of_return(_BY_CODE[code], return_, context))):
            return found
    findings = [finding for rule in _WHOLE for finding in _of_return(rule, return_, context)]
    findings += _of_rows(return_, context)
    if off:
        findings = list(filter(None, (_unless_off(finding, off) for finding in findings)))
    if not findings:
        return ()
    answers = answers_of(return_)
    findings = [with_answer(finding, answers) for finding in findings]
    order = _sheet_order(return_)
    return tuple(sorted(findings, key=lambda finding: _place(finding, order)))


def _unless_off(finding: Finding, off: frozenset[str]) -> Finding | None:
    """Drop what a rule that is switched off asks; what would have sent back is told all the same, and says so."""
    if finding.code not in off:
        return finding
    if finding.severity is not Severity.ERROR:
        return None
    return replace(finding, severity=Severity.NOTICE, found=f"{finding.found}{STILL_TOLD}", todo="")


def _of_return(rule: Rule, return_: Return, context: CheckContext) -> Iterator[Finding]:
    for fault in rule.whole(return_, context) if rule.whole else ():
        yield _finding(rule, fault, cell=fault.cell, row=fault.id, plan=fault.plan)


@lru_cache(maxsize=4096)
def rules_for(met: int) -> tuple[tuple[Rule, RowCheck], ...]:
    """Return the rules that may have something to say of a row which meets these needs."""
    return tuple(asked for states, needs, asked in _ROW if states & met and needs & met == needs)


def _of_rows(return_: Return, context: CheckContext) -> Iterator[Finding]:
    met_by_return = met_by_all(return_, context)
    for row in rows_of(return_, context):
        met = met_by(row, met_by_return)
        rules = rules_for(met)
        if rules and not (met & _CLOSED and row.settled):
            yield from _of_row(row, rules)


def _of_row(row: Row, rules: tuple[tuple[Rule, RowCheck], ...]) -> Iterator[Finding]:
    entry = row.entry
    for rule, look in rules:
        if fault := look(row):
            cell = fault.cell or entry.cells.get(fault.field) or entry.cells.get("id", "")
            yield _finding(rule, fault, cell=cell, row=entry.id, plan=entry.plan)


def _finding(rule: Rule, fault: Fault, *, cell: str, row: str, plan: str) -> Finding:
    return Finding(
        code=rule.code,
        severity=fault.severity or rule.severity,
        cell=cell,
        id=row,
        plan=plan,
        found=fault.found,
        wanted=fault.wanted,
        todo=fault.todo or rule.todo,
    )


def _sheet_order(return_: Return) -> dict[str, int]:
    others = [cell for cell, _ in (*return_.extra_rows, *return_.duplicate_rows)]
    sheets = dict.fromkeys(cell.rpartition("!")[0] for cell in return_.header_cells.values())
    sheets |= dict.fromkeys(sheet for entry in return_.entries for sheet in sheets_of(entry.cells))
    sheets |= dict.fromkeys(cell.rpartition("!")[0] for cell in others)
    return {sheet: place for place, sheet in enumerate(sheets)}


def _place(finding: Finding, order: dict[str, int]) -> tuple[int, int, int, str, str]:
    """Return the key of a finding's place; what has no cell comes first, what has only a sheet leads it."""
    if not finding.cell:
        return (-1, 0, 0, "", finding.code)
    match = _CELL.fullmatch(finding.cell)
    if match is None:
        return (order.get(finding.cell, len(order)), 0, 0, "", finding.code)
    return (order.get(match[1], len(order)), int(match[3]), len(match[2]), match[2], finding.code)
