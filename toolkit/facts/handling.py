"""办理情况：what persons settled about rows, in the words of papers, and whom the bulletin may name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.model.deciding import (
    CLOSED,
    DEPARTMENT,
    DONE_ACCEPTED,
    DONE_FALSE,
    DONE_UNPROVEN,
    NAMED,
    REASON_OPEN,
    ROW,
    SINCE,
    TASK,
    UNREASONABLE,
    Ask,
)
from toolkit.model.facts import Handling
from toolkit.model.period import Period
from toolkit.model.standing import Class
from toolkit.model.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolkit.model.decision import Decision
    from toolkit.model.standing import Standing

LATE: Final = frozenset({Class.OVERDUE, Class.BEHIND})
VERIFIED, DOUBTED, TO_VERIFY = "已核", "存疑", "待核"
NO_REASON: Final = "未说明"
NOTHING_SAID: Final = frozenset({"", "无", "暂无", "没有", "无问题", "无。", "暂无。", "/", "-", "—"})
"""Words under 存在问题 that give no problem and no reason."""

_FOUND: Final = {DONE_ACCEPTED: VERIFIED, DONE_UNPROVEN: "证据不足", DONE_FALSE: "不实", CLOSED: VERIFIED}
_NAMED_FOR: Final = frozenset({UNREASONABLE, NO_REASON})
"""
Reasons with which the bulletin names a row, once a person has decided to name its department (practice 4.2: 合理原因
rows are not in the named list).
"""

_Decided = dict[tuple[str, str], "Decision"]
"""The last decision of each kind about each row, or about each department where it is about no row."""


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold, those revised later left out."""
    return tuple({one.key: one for one in decisions}.values())


def handling(
    standings: Sequence[Standing], decisions: Iterable[Decision], period: Period
) -> dict[str, Handling]:
    """Return what is to be said about each row of which anything is; nothing about the others."""
    taken = tuple(decisions)
    decided, told = _decided(taken), _told(taken)
    upon = _told(one for one in taken if one.period == period.label)
    found = {
        standing.id: _of_row(standing, decided, _about(standing, told), period.label)
        for standing in standings
    }
    rows = {standing.id: standing for standing in standings}
    return {
        id_: replace(each, upon=_about(rows[id_], upon)) if upon else each
        for id_, each in found.items()
        if each is not _NONE
    }


def named(decisions: Iterable[Decision], period: Period) -> frozenset[str]:
    """Return the departments a person decided to name in the bulletin of a period; nobody else is."""
    return frozenset(
        name
        for (kind, name), one in _decided(decisions).items()
        if kind == Ask.NAME and not one.row[1] and one.choice == NAMED and one.period == period.label
    )


_NONE: Final = Handling()


def _decided(decisions: Iterable[Decision]) -> _Decided:
    return {(one.kind, one.row[1] or one.asked.about.get(DEPARTMENT, "")): one for one in in_force(decisions)}


_OF_TASKS: Final = frozenset({Ask.LIST, Ask.UNLIST, Ask.STANDING, Ask.UPPER_LEVEL})
"""Decisions that hold for every row of a task."""

_Told = dict[tuple[str, str], list[str]]
"""The decisions in force about each row, and about each task, in words."""


def _told(decisions: Iterable[Decision]) -> _Told:
    found: _Told = defaultdict(list)
    for one in in_force(decisions):
        task = one.asked.about.get(TASK, "")
        if one.kind in _OF_TASKS and task:
            found[TASK, task].append(in_words(one))
        elif one.row[1]:
            found[ROW, one.row[1]].append(in_words(one))
    return found


def _about(standing: Standing, told: _Told) -> tuple[str, ...]:
    if not told:
        return ()
    return (*told.get((TASK, standing.task), ()), *told.get((ROW, standing.id), ()))


def in_words(decision: Decision) -> str:
    """Return a decision as papers write it: ``办结认定：假办结（2022年5月申报；实地核查；王敏，2022年7月1日）``."""
    said = "；".join(filter(None, (_upon(decision), decision.ground, _by(decision))))
    return f"{decision.kind}：{decision.choice}（{said}）"


_OF_A_MONTH: Final = frozenset({Ask.REASON, Ask.IDLE, Ask.ZERO, Ask.NAME})
"""Decisions about what was said in one period, and in no other."""


def _upon(decision: Decision) -> str:
    """Return the period a claim was made in, or a decision is about; ``""`` where it holds from then on."""
    if decision.kind == Ask.DONE:
        since = decision.asked.about.get(SINCE, "") or decision.period
        return f"{Period.parse(since).chinese}申报" if since else ""
    return Period.parse(decision.period).chinese if decision.kind in _OF_A_MONTH and decision.period else ""


def _by(decision: Decision) -> str:
    return "，".join(filter(None, (decision.decided_by, day(decision.decided_at.date()))))


def _of_row(standing: Standing, decided: _Decided, told: tuple[str, ...], period: str) -> Handling:
    late = standing.klass in LATE
    if not (late or told or standing.questioned or standing.klass is Class.DONE):
        return _NONE
    verified, who = _verified(standing, decided, period)
    reason = _reason(standing, decided, period) if late else ""
    named = late and _named(standing, decided, period, reason)
    return Handling(verified=verified, verified_by=who, reason=reason, named=named, decided=told)


def _verified(standing: Standing, decided: _Decided, period: str) -> tuple[str, str]:
    """Return what was found of a claim, and by whom; a claim refuted in this period is one no more."""
    done = standing.klass is Class.DONE
    one = decided.get((Ask.DONE, standing.id)) or decided.get((Ask.CLOSE, standing.id))
    found = _FOUND.get(one.choice, "") if one else ""
    if one and found and (found == VERIFIED if done else found != VERIFIED and one.period == period):
        return found, _by(one)
    return (DOUBTED if standing.questioned else TO_VERIFY if done else "", "")


def _reason(standing: Standing, decided: _Decided, period: str) -> str:
    one = _of_period(decided, Ask.REASON, standing.id, period)
    if one:
        return one.choice
    return NO_REASON if standing.problems.strip() in NOTHING_SAID else REASON_OPEN


def _named(standing: Standing, decided: _Decided, period: str, reason: str) -> bool:
    """Only a decision to name a department names its rows, and of them those without a good reason."""
    one = _of_period(decided, Ask.NAME, standing.department, period)
    return reason in _NAMED_FOR and one is not None and one.choice == NAMED


def _of_period(
    decided: Mapping[tuple[str, str], Decision], kind: Ask, about: str, period: str
) -> Decision | None:
    one = decided.get((kind, about))
    return one if one and one.period == period else None
