"""部门之间：what one department says of a row against what others say of it, and parts against their whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.checks.beside import NO_PARTIES, Said, co_lead_apart, supporter_apart, total_apart
from toolkit.checks.rule import Fault, Need, Severity, State, on_return, on_row
from toolkit.model import wording
from toolkit.model.plan import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.checks.beside import Parties
    from toolkit.checks.context import CheckContext
    from toolkit.checks.row import Row
    from toolkit.model.plan import Plan, Target
    from toolkit.model.returns import Entry, Return

_BOTH: Final = frozenset({State.ANSWERED, State.UNCHANGED})
_PART: Final = re.compile(r"\W*其中")
_SUMS: Final = frozenset({Kind.COUNT})


@on_row(
    "C01",
    "co-leads-differ",
    "共同牵头单位所报不一致",
    Severity.WARNING,
    looks_at=("value", "status"),
    todo="请与另一牵头单位核对后统一填报；口径不同的请说明。",
    source="practice 1 (牵头单位)",
    states=_BOTH,
    needs=Need.OTHERS,
)
def co_leads_differ(row: Row) -> Fault | None:
    """Find another lead that reported another figure, or denies what this one claims; members of a group may differ."""
    others = row.context.said_by_others(row.entry.plan, row.entry.id)
    if not others:
        return None
    mine = _mine(row)
    other = co_lead_apart(_parties(row), mine, others)
    if other is None:
        return None
    return Fault(
        found=f"本单位填“{_shown(mine, row.target)}”，{other.department}填“{_shown(other, row.target)}”",
        wanted="牵头单位之间一致",
        field="value" if mine.value != other.value else "status",
    )


@on_row(
    "C02",
    "lead-denied-by-supporter",
    "与配合单位所报不一致",
    Severity.WARNING,
    looks_at=("value", "status"),
    todo="请与配合单位核对；以本单位所报为准的请说明。",
    source="practice 1 (配合单位)",
    states=_BOTH,
    needs=Need.OTHERS,
)
def lead_denied_by_supporter(row: Row) -> Fault | None:
    """Find a supporter that reported the row as well and says something else than this lead."""
    parties = _parties(row)
    return None if parties.guided else _from_the_lead(row, parties, "配合单位")


@on_return(
    "C03",
    "supporter-denies-lead",
    "配合单位所报与牵头单位不一致",
    Severity.WARNING,
    looks_at=("value", "status"),
    todo="这一行以牵头单位所报为准，请与其核对。",
    source="practice 1 (配合单位)",
)
def supporter_denies_lead(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find a row this department only helps with, reported otherwise than its lead did."""
    return _from_the_helper(return_, context, "牵头单位", guided=False)


@on_row(
    "C04",
    "doer-denied-by-guide",
    "与帮扶方所报不一致",
    Severity.WARNING,
    looks_at=("value", "status"),
    todo="请与帮扶方核对后统一填报；口径不同的请说明。",
    source="practice 1 (帮扶方, 受帮扶方)",
    states=_BOTH,
    needs=Need.OTHERS,
)
def doer_denied_by_guide(row: Row) -> Fault | None:
    """Find a row of a paired plan that the guiding side reported otherwise than this side, which delivers."""
    parties = _parties(row)
    return _from_the_lead(row, parties, "帮扶方") if parties.guided else None


@on_return(
    "C05",
    "guide-denies-doer",
    "帮扶方所报与受帮扶方不一致",
    Severity.WARNING,
    looks_at=("value", "status"),
    todo="这一行由受帮扶方实施，请与其核对后统一填报。",
    source="practice 1 (帮扶方, 受帮扶方)",
)
def guide_denies_doer(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find a row of a paired plan this department guides, reported otherwise than the side that delivers did."""
    return _from_the_helper(return_, context, "受帮扶方", guided=True)


@on_row(
    "C06",
    "parts-exceed-total",
    "各单位所报之和大于总数",
    Severity.WARNING,
    looks_at=("value",),
    todo="请核对：牵头单位填全部的累计数，各乡镇（单位）只填自己承担的部分。",
    source="practice 6.28; parts add up to no more than their whole",
    states=_BOTH,
    needs=Need.OTHERS,
)
def parts_exceed_total(row: Row) -> Fault | None:
    """Find parts reported by members of a group that come to more than the lead's total of the same count."""
    others = row.context.said_by_others(row.entry.plan, row.entry.id)
    if not others or row.target is None or row.target.kind not in _SUMS:
        return None
    mine = _mine(row)
    apart = total_apart(_parties(row), mine, others)
    if apart is None:
        return None
    whole, parts = apart
    unit = row.target.unit
    return Fault(
        found=f"各单位合计{wording.amount(parts, unit)}，"
        f"{whole.department}填的总数是{wording.amount(whole.value, unit)}",
        wanted="各部分之和不大于总数",
        field="value",
    )


@on_return(
    "C07",
    "part-over-whole",
    "“其中”数大于总数",
    Severity.WARNING,
    looks_at=("value",),
    todo="请核对总数和其中数，使其中数不大于总数。",
    source="practice 6.28; a part is no more than its whole",
)
def part_over_whole(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find a target printed as a part of the one before it (其中…) whose figure is the greater."""
    plans = [context.plans[name] for name in return_.plans if name in context.plans]
    pairs = [(plan.id, *pair) for plan in plans for pair in context.grounds.once(plan, _parts_of)]
    said = {(e.plan, e.id): e for e in return_.entries if e.value is not None} if pairs else {}
    for plan, part, whole in pairs:
        total, own = said.get((plan, whole.id)), said.get((plan, part.id))
        if total and own and total.value is not None and own.value is not None and own.value > total.value:
            yield Fault(
                found=f"其中数{wording.amount(own.value, part.unit)}，"
                f"大于编号{whole.id}的总数{wording.amount(total.value, whole.unit)}",
                wanted="其中数不大于总数",
                cell=own.cells.get("value", ""),
                id=part.id,
                plan=plan,
            )


def _parts_of(plan: Plan) -> tuple[tuple[Target, Target], ...]:
    """Return targets printed as a part, each with the whole: the last before it in the same unit that is none."""
    found: list[tuple[Target, Target]] = []
    for task in plan.tasks:
        whole: dict[str | None, Target] = {}
        for target in task.targets if len(task.targets) > 1 else ():
            if target.kind is not Kind.COUNT:
                continue
            if not _PART.match(target.quote):
                whole[target.unit] = target
            elif target.unit in whole:
                found.append((target, whole[target.unit]))
    return tuple(found)


def _from_the_lead(row: Row, parties: Parties, other_side: str) -> Fault | None:
    others = row.context.said_by_others(row.entry.plan, row.entry.id)
    if not others or not parties.leads or row.department != parties.leads[0]:
        return None
    mine = _mine(row)
    other = supporter_apart(parties, mine, others)
    if other is None:
        return None
    return Fault(
        found=f"本单位填“{_shown(mine, row.target)}”，{other_side}{other.department}填“{_shown(other, row.target)}”",
        wanted="双方一致",
        field="value" if mine.value != other.value else "status",
    )


def _from_the_helper(
    return_: Return, context: CheckContext, other_side: str, *, guided: bool
) -> Iterator[Fault]:
    for entry in return_.entries if context.said else ():
        parties, target = _parties_of(context, entry)
        mine = Said.of(return_.department, entry)
        if entry.blank or parties.guided is not guided or mine.department not in parties.supports:
            continue
        other = supporter_apart(parties, mine, context.said_by_others(entry.plan, entry.id))
        if other is not None:
            yield Fault(
                found=f"本单位填“{_shown(mine, target)}”，{other_side}{other.department}填“{_shown(other, target)}”",
                wanted="双方一致",
                cell=entry.cells.get("value" if mine.value != other.value else "status", ""),
                id=entry.id,
                plan=entry.plan,
            )


def _parties_of(context: CheckContext, entry: Entry) -> tuple[Parties, Target | None]:
    plan = context.plans.get(entry.plan)
    task = plan.task_of(entry.id) if plan else None
    if plan is None or task is None:
        return NO_PARTIES, None
    return context.parties.get((plan.id, task.id), NO_PARTIES), plan.target_of(entry.id)


def _parties(row: Row) -> Parties:
    return row.context.parties.get((row.plan.id, row.task.id), NO_PARTIES)


def _mine(row: Row) -> Said:
    """Return what the department says of a row; a tick says last period's figure and state again."""
    entry, before = row.entry, row.before
    if row.state is State.UNCHANGED and before is not None and not entry.departs_from(before):
        return Said(row.department, before.value, before.status)
    return Said.of(row.department, entry)


def _shown(said: Said, target: Target | None) -> str:
    figure = wording.amount(said.value, target.unit if target else None)
    return " ".join(filter(None, (figure, said.status or ""))) or "没有数字"
