"""
状态机：what a history of events leads to, by rules and guards that are data; nothing of it is ever stored.

The machines themselves stand in :mod:`toolkit.model.lifecycle`.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from toolkit.model.wording import day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)

LAST: Final = 1 << 30
"""The ``turn`` of deadlines: what comes in at that very moment is in time."""


class Actor(StrEnum):
    """Who brings an event about."""

    PROGRAM = "系统"
    CLERK = "经办人"
    OFFICE = "办公室"
    UNIT = "责任单位"
    LEADER = "领导"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What is known of an event, for its guard.

    ``reached`` is whether the value meets the target, None where no number is wanted; ``evidence`` names what proves a
    milestone.  ``asked_on`` and ``limit`` are the day of a request and the last day for it.  ``name`` is the person
    or department named, ``ground`` the reason or the number of the document.  ``settled`` says that nothing is left
    to be decided of a plan: leads, limits and groups.  ``late`` says that the first readable file of a return missed
    the deadline, ``locked`` that its period was over.
    """

    reached: bool | None = None
    evidence: str = ""
    asked_on: date | None = None
    limit: date | None = None
    name: str = ""
    ground: str = ""
    settled: bool = True
    late: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening(Generic[E]):
    """
    One event: when, in which period, by whom (a name, ``""`` for the rule's actor), and what is known of it.

    ``turn`` tells apart what happened one after the other at one moment: rounds of a return, numbers of decisions.
    """

    at: datetime
    event: E
    period: str = ""
    turn: int = 0
    by: str = ""
    detail: str = ""
    facts: Facts = Facts()


class Rule(NamedTuple, Generic[S, E]):
    """From any of some states an event leads to another, if its guard has nothing against it."""

    sources: tuple[S, ...]
    event: E
    actor: Actor
    to: S
    guard: str = ""


@dataclass(frozen=True, eq=False)
class Machine(Generic[S, E]):
    """Where a history begins, the rules, and the events that mean nothing to a state without a rule for them."""

    start: S
    rules: tuple[Rule[S, E], ...]
    quiet: frozenset[E]

    @cached_property
    def places(self) -> dict[tuple[S, E], tuple[Rule[S, E], ...]]:
        """The rules by the state they lead from and their event, in their order."""
        found: dict[tuple[S, E], tuple[Rule[S, E], ...]] = {}
        for rule in self.rules:
            for state in rule.sources:
                found[state, rule.event] = (*found.get((state, rule.event), ()), rule)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition(Generic[S, E]):
    """
    A line of the log: a state left for another, or, with ``refused``, why not.

    ``turn`` is that of what happened: the number of the decision, where it was one.
    """

    at: datetime
    event: E
    actor: str
    before: S
    after: S
    period: str = ""
    detail: str = ""
    refused: str = ""
    turn: int = 0


class Life(NamedTuple, Generic[S, E]):
    """The state reached, and how."""

    state: S
    log: tuple[Transition[S, E], ...]


def _in_time(facts: Facts) -> str:
    if facts.limit is None or facts.asked_on is None or facts.asked_on <= facts.limit:
        return ""
    return f"{day(facts.asked_on)}才提出，已过{day(facts.limit)}"


def _proven(facts: Facts) -> str:
    if facts.reached is None:
        return "" if facts.evidence.strip() else "没有写明佐证材料"
    return "" if facts.reached else "完成值没有达到目标"


GUARDS: Final[Mapping[str, Callable[[Facts], str]]] = {
    "settled": lambda facts: "" if facts.settled else "牵头单位、时限或所含单位还没有定",
    "named": lambda facts: "" if facts.name else "没有写明由谁决定",
    "grounded": lambda facts: "" if facts.ground else "没有写明理由",
    "documented": lambda facts: "" if facts.ground else "没有写明文件号",
    "in_time": _in_time,
    "proven": _proven,
    "late": lambda facts: "" if facts.late else "首次报送没有迟",
    "locked": lambda facts: "" if facts.locked else "本期还没有锁定",
}
"""A guard says what it has against an event, ``""`` for nothing."""


def replay(machine: Machine[S, E], events: Iterable[Happening[E]]) -> Life[S, E]:
    """
    Return the state that events lead to, and the log: states left, and events refused.

    Events may come in any order: they are taken by moment, period, turn, and the order of their kinds.  Of several
    rules for an event the first that its guard allows holds; where none does, the state stays.  A refusal that only
    repeats the one before, as of a claim said again every month, is told once.
    """
    state = machine.start
    log: list[Transition[S, E]] = []
    for happening in _in_order(events):
        line = _step(machine, state, happening)
        if _new(log, line) if line.refused else line.after is not line.before:
            log.append(line)
        state = line.after
    return Life(state, tuple(log))


def _in_order(events: Iterable[Happening[E]]) -> list[Happening[E]]:
    """Return events in the one order they have; what two of them have in common is told by all that they say."""
    told = list(events)
    places = [_place(happening) for happening in told]
    if len(set(places)) == len(places):
        return [happening for _, happening in sorted(zip(places, told, strict=True), key=itemgetter(0))]
    return sorted(told, key=lambda happening: (_place(happening), repr(astuple(happening))))


def _place(happening: Happening[Any]) -> tuple[datetime, str, int, int]:
    return happening.at, happening.period, happening.turn, _ranks(happening.event.__class__)[happening.event]


@cache
def _ranks(kinds: type[StrEnum]) -> dict[StrEnum, int]:
    return {kind: rank for rank, kind in enumerate(kinds)}


def _step(machine: Machine[S, E], state: S, one: Happening[E]) -> Transition[S, E]:
    rules = machine.places.get((state, one.event), ())
    objections = [GUARDS[rule.guard](one.facts) if rule.guard else "" for rule in rules]
    holds = next((rule for rule, objection in zip(rules, objections, strict=True) if not objection), None)
    refused = ""
    if holds is None and one.event not in machine.quiet:
        refused = objections[0] if objections else f"“{state}”状态下不接受“{one.event}”"
    return Transition(
        at=one.at,
        event=one.event,
        actor=one.by or (rules[0].actor if rules else ""),
        before=state,
        after=holds.to if holds else state,
        period=one.period,
        detail=one.detail,
        refused=refused,
        turn=one.turn,
    )


def _new(log: list[Transition[S, E]], line: Transition[S, E]) -> bool:
    """Whether a refusal says anything new."""
    told = (log[-1].event, log[-1].before, log[-1].refused) if log else None
    return told != (line.event, line.before, line.refused)
