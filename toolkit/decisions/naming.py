"""点名: which departments a bulletin names, and for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.decisions.row import Row, said
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.decision import Pending
from toolkit.model.standing import Class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.model.facts import DepartmentReturn, Facts

_SHOWN: Final = 5


def naming(facts: Facts, rows: Iterable[Row]) -> Iterator[Pending]:
    """
    Yield a question for every department the bulletin of a period might name (practice 4.2).

    Such are those that reported late or not at all, and those with rows overdue or behind for which no reason is given
    or the reason was found no good one; a reason nobody has decided upon names nobody.
    """
    why = {one.department: [said] for one in facts.returns.by_department if (said := _reported(one))}
    late: dict[Class, dict[str, list[str]]] = {Class.OVERDUE: {}, Class.BEHIND: {}}
    for row in rows:
        if _without_reason(row):
            late[row.standing.klass].setdefault(row.standing.department, []).append(row.standing.id)
    for klass, ids in late.items():
        for department, of_department in ids.items():
            why.setdefault(department, []).append(_late(klass, of_department))
    for department in dict.fromkeys((*(one.department for one in facts.returns.by_department), *why)):
        if department in why:
            yield _question(facts, department, "；".join(why[department]))


_UNMENDED: Final = "退回未改"


def _reported(one: DepartmentReturn) -> str:
    if not one.rounds:
        return "逾期未报"
    if one.state == _UNMENDED:
        return _UNMENDED
    return f"迟报{one.days_late}天" if one.late else ""


def _without_reason(row: Row) -> bool:
    if row.standing.klass not in {Class.OVERDUE, Class.BEHIND} or row.standing.stopped:
        return False
    return not said(row.standing.problems) or row.now(Ask.REASON) == d.UNREASONABLE


def _late(klass: Class, ids: list[str]) -> str:
    more = f"等{len(ids)}项" if len(ids) > _SHOWN else "项"
    return f"第{'、'.join(ids[:_SHOWN])}{more}{klass.chinese}，没有合理原因"


def _question(facts: Facts, department: str, why: str) -> Pending:
    return Pending(
        kind=Ask.NAME,
        subject=f"《{facts.plan}》{facts.period.chinese}通报：{department}",
        question="是否在通报中点名？",
        known=why,
        proposal=d.NAMED,
        reason=why,
        place=f"{facts.plan}\n{department}\n{facts.period.label}",
        choices=(d.NAMED, d.NOT_NAMED),
        about={d.PLAN: facts.plan, d.DEPARTMENT: department, d.PERIOD: facts.period.label},
    )
