"""
表格之过: where too many departments stumble over the same thing, the form is at fault and nobody is sent back.

Practice 6: from the return with which more than a third of the departments asked about a plan have tripped over one
rule on one target, or in one column where their targets differ, that fault only tells.  What was sent back before stays
sent back.  Who stumbled is counted over all rounds of the period, a department once.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from toolkit.model.decision import Pending
from toolkit.model.findings import Finding, Severity
from toolkit.model.layout import ADJUST_COLUMN, FORM, FORM_HEADER_FIELDS
from toolkit.model.period import Period
from toolkit.model.returns import Return
from toolkit.store import decisions, drops
from toolkit.store import form_faults as store
from toolkit.store.form_faults import FormFault, Stumble
from toolkit.store.payload import load
from toolkit.turn.ground import open_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.checks.rule import Rule
    from toolkit.office import Office

SHARE: Final = 1 / 3
"""More than this share of the departments expected to report makes it the form's fault (practice 6)."""

LEAST: Final = 2
"""One department alone is never many, however few are expected."""

EXCUSED: Final = "多家单位在同一处出错，疑似表格问题，已报办公室，本期不因此退回"
KIND: Final = "表格可能有误"
MENDED: Final = "表格或目标有误，已改正"
UPHELD: Final = "表格无误，仍照此退回"
"""What the office may say to it; where it upholds the form, that place sends back again from then on."""

_HEADINGS: Final = {c.field: c.header for c in (*FORM, ADJUST_COLUMN)} | dict(FORM_HEADER_FIELDS)

Placed = tuple[tuple[Finding, Stumble | None], ...]


def soften(findings: Placed, faults: Collection[Stumble]) -> tuple[Finding, ...]:
    """Return findings in which an error over a fault of the form only tells, and says why."""
    return tuple(
        replace(finding, severity=Severity.NOTICE, todo=EXCUSED)
        if finding.severity is Severity.ERROR and stumble in faults
        else finding
        for finding, stumble in findings
    )


def placed(return_: Return, findings: tuple[Finding, ...], shared: Collection[tuple[str, str]]) -> Placed:
    """
    Pair findings with what the department stumbled over; None where no form could be to blame.

    ``shared`` are the rows, plan and id, asked of so many departments that the row itself may be at fault; of any
    other row its column counts.  A form of another period and a blank one are nobody's fault but the sender's.
    """
    from toolkit.checks.run import FINAL

    fields = {cell: name for entry in return_.entries for name, cell in entry.cells.items()}
    fields |= {cell: name for name, cell in return_.header_cells.items()}
    only = return_.plans[0] if len(return_.plans) == 1 else ""
    pairs = []
    for finding in findings:
        plan = finding.plan or only
        row = finding.id if (plan, finding.id) in shared else ""
        place = row or _HEADINGS.get(fields.get(finding.cell) or _looked_at(finding.code), "")
        known = place and finding.code not in FINAL and finding.severity is not Severity.WARNING
        pairs.append((finding, Stumble(finding.code, plan, place) if known else None))
    return tuple(pairs)


@cache
def _rules() -> dict[str, Rule]:
    """Return every rule by its code; the catalogue is loaded where a fault is looked at, not by who asks for none."""
    from toolkit.checks.catalogue import RULES

    return {rule.code: rule for rule in RULES}


def _looked_at(code: str) -> str:
    rule = _rules().get(code)
    return rule.looks_at[0] if rule and rule.looks_at else ""


@dataclass(slots=True)
class FormFaults:
    """Who stumbled over what, of the periods a turn has met; read from the store once, kept up return by return."""

    _periods: dict[str, _Tally] = field(default_factory=dict)

    def judged(
        self, office: Office, connection: Connection, return_: Return, findings: tuple[Finding, ...]
    ) -> tuple[tuple[Finding, ...], tuple[FormFault, ...]]:
        """Return a return's findings, softened, and the faults of the form it bears out, to be kept with it."""
        if not any(finding.severity is Severity.ERROR for finding in findings):
            return findings, ()
        if return_.period not in self._periods:
            self._periods[return_.period] = _Tally.of(connection, return_.period)
        tally = self._periods[return_.period]
        pairs = placed(return_, findings, tally.shared)
        met = tally.count(return_.department, pairs)
        for stumble in met:
            tally.since.setdefault(stumble, office.as_of)
        faults = (
            FormFault(
                period=return_.period,
                stumble=stumble,
                found_at=tally.since[stumble],
                departments=tuple(sorted(tally.who[stumble])),
            )
            for stumble in met
        )
        return soften(pairs, tally.since), tuple(faults)


@dataclass(slots=True)
class _Tally:
    """One period: how many of a plan's departments are too many, the rows so many share, who stumbled, what is excused."""

    most: Mapping[str, float]
    shared: frozenset[tuple[str, str]]
    who: dict[Stumble, set[str]] = field(default_factory=lambda: defaultdict(set))
    since: dict[Stumble, datetime] = field(default_factory=dict)
    upheld: frozenset[Stumble] = frozenset()

    @classmethod
    def of(cls, connection: Connection, period: str) -> _Tally:
        """Read a period from the store."""
        asked = open_rows(connection, period)
        plans = Counter(plan for rows in asked.values() for plan in {plan for plan, _ in rows})
        departments = {"": len(asked), **plans}
        most = {plan: max(count * SHARE, LEAST - 1) for plan, count in departments.items()}
        counts = Counter(row for rows in asked.values() for row in rows)
        tally = cls(most, frozenset(row for row, count in counts.items() if count > most[row[0]]))
        tally.upheld = _upheld(connection, period)
        known = store.everything(connection, period)
        tally.since = {f.stumble: f.found_at for f in known if f.stumble not in tally.upheld}
        for drop in drops.returns_of(connection, period):
            counted = tuple(finding for finding in drop.findings if _counts(finding))
            if counted and drop.payload and drop.department:
                tally.count(drop.department, placed(load(Return, drop.payload), counted, tally.shared))
        return tally

    def count(self, department: str, pairs: Placed) -> tuple[Stumble, ...]:
        """Count a department's stumbles and return those too many have now stumbled over, each once."""
        stumbles = dict.fromkeys(stumble for finding, stumble in pairs if stumble and _counts(finding))
        for stumble in stumbles:
            self.who[stumble].add(department)
        many = (s for s in stumbles if s in self.since or len(self.who[s]) > self.most.get(s.plan, math.inf))
        return tuple(stumble for stumble in many if stumble not in self.upheld)


def _counts(finding: Finding) -> bool:
    """Whether a finding is a stumble: an error, or one that was softened."""
    return finding.severity is Severity.ERROR or finding.todo == EXCUSED


def _upheld(connection: Connection, period: str) -> frozenset[Stumble]:
    """Return the places of a period's forms of which the office has said that the form is right."""
    abouts = (one.asked.about for one in decisions.current(connection).values() if one.choice == UPHELD)
    return frozenset(
        Stumble(about["code"], about["plan"], about["place"])
        for about in abouts
        if about.get("period") == period
    )


def keep(connection: Connection, faults: tuple[FormFault, ...]) -> None:
    """Remember the faults a return bore out."""
    for fault in faults:
        store.keep(connection, fault)


def pending(connection: Connection, period: str) -> tuple[Pending, ...]:
    """Return what the office is told of a period's forms."""
    return tuple(map(_told, store.everything(connection, period)))


def _told(fault: FormFault) -> Pending:
    rule, where = _rules().get(fault.stumble.code), _where(fault.stumble)
    title = rule.title if rule else ""
    return Pending(
        kind=KIND,
        subject=f"{Period.parse(fault.period).chinese}填报表{where}",
        question=f"{len(fault.departments)}家单位都在这里被查出“{title}”（{fault.stumble.code}），是不是表格或目标有误？",
        known=f"出错单位：{'、'.join(fault.departments)}。{_since(fault)}起这一处不再退回，此前已退回的照旧。",
        reason="请核对这一处的目标、单位和填报要求：有误的先在任务分解表中改正后放回收件箱，并告知已退回的单位",
        place=f"{fault.stumble.plan}\n{fault.stumble.code}",
        choices=(MENDED, UPHELD),
        about={"period": fault.period, **fault.stumble._asdict()},
    )


def _where(stumble: Stumble) -> str:
    plan = f"《{stumble.plan}》" if stumble.plan else ""
    if stumble.place in _HEADINGS.values():
        return f"{plan}“{stumble.place}”一栏"
    return f"{plan}第{stumble.place}行"


def _since(fault: FormFault) -> str:
    return f"自{fault.found_at.month}月{fault.found_at.day}日"
