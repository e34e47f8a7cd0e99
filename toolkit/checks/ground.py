"""依据：what a row is held against whoever reports it, reckoned once for all returns of a turn."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isnan, nan
from typing import TYPE_CHECKING, Any, Final, TypeVar

from toolkit.checks.need import Need
from toolkit.checks.switches import BEYOND, JUMP, LONG, OVER
from toolkit.model import wording
from toolkit.model.plan import Comparator, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from toolkit.model.plan import Plan, Target, Task

PERCENT: Final = "%"
COUNTED: Final = frozenset("个项家户人件次条处座所台名场期份批类宗起例套栋辆")
"""Units in which things are counted one by one."""
_KINDS: Final = {Kind.COUNT: Need.COUNT, Kind.MILESTONE: Need.MILESTONE, Kind.KEEP: Need.KEPT}
_LESS: Final = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})
_HUNDRED: Final = 100
_MOST_KNOWN: Final = 4

Reckoned = TypeVar("Reckoned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """
    A row of a plan as every return is held against it.

    ``due`` is the time limit, None too for one before the plan was issued, until the clerk has confirmed it.
    ``meets`` are the needs met whatever is reported.  A figure from ``low`` to ``high`` may keep the commitment, one
    beyond ``far`` is much too large; ``less`` says that less is better, ``rate`` that a percentage is wanted, ``whole`` that
    things are counted of which there is no half.
    ``leap`` is 波动幅度, ``long`` 进展字数.  ``targets``, ``dues`` and ``ids`` are what locked cells may bear unasked.
    """

    plan: Plan
    task: Task
    target: Target | None
    due: date | None
    due_in_period: bool
    meets: int
    low: float
    high: float
    less: bool
    rate: bool
    whole: bool
    far: float
    leap: float
    long: float
    targets: tuple[str, ...]
    dues: tuple[str, ...]
    ids: tuple[str, ...]


class Grounds(dict[tuple[str, str], Ground | None]):
    """Plan and id to what a row is held against in a period, on a day, by the thresholds of 参数; None for no row."""

    def __init__(
        self, plans: Mapping[str, Plan], end: date, today: date, numbers: Mapping[str, float]
    ) -> None:
        """Take what rows are held against; each row is reckoned when it is first asked for."""
        super().__init__()
        self.plans, self.end, self.today, self.numbers = dict(plans), end, today, numbers
        self._once: dict[tuple[str, object], Any] = {}

    def __missing__(self, key: tuple[str, str]) -> Ground | None:
        """Reckon a row; an id that no plan has is not remembered."""
        plan = self.plans.get(key[0])
        task = plan.task_of(key[1]) if plan else None
        if plan is None or task is None:
            return None
        self[key] = found = self._reckoned(plan, task, plan.target_of(key[1]), key[1])
        return found

    def once(self, plan: Plan, reckon: Callable[[Plan], Reckoned]) -> Reckoned:
        """Return what is reckoned of a plan, reckoned once."""
        key = (plan.id, reckon)
        if key not in self._once:
            self._once[key] = reckon(plan)
        found: Reckoned = self._once[key]
        return found

    def serve(self, plans: Mapping[str, Plan], end: date, today: date, numbers: Mapping[str, float]) -> bool:
        """Whether these are the grounds of the very same plans, period, day and thresholds."""
        return (
            self.end == end
            and self.today == today
            and self.numbers is numbers
            and self.plans.keys() == plans.keys()
            and all(plan is self.plans[name] for name, plan in plans.items())
        )

    def _reckoned(self, plan: Plan, task: Task, target: Target | None, id_: str) -> Ground:
        due = _due(plan, target)
        in_period = due is not None and due <= self.end
        late = in_period and due is not None and due < self.today
        value = target.value if target else None
        low, high = _kept(target)
        wanted = wording.wanted(target.comparator, value, None) if target else ""
        printed = target.due.isoformat() if target and target.due else ""
        return Ground(
            plan=plan,
            task=task,
            target=target,
            due=due,
            due_in_period=in_period,
            meets=_meets(target) | (Need.LATE.value if late else 0),
            low=low,
            high=high,
            less=target is not None and target.comparator in _LESS,
            rate=target is not None and target.unit == PERCENT,
            whole=target is not None and target.unit in COUNTED and target.kind is not Kind.AVERAGE,
            far=self._far(target),
            leap=self.numbers[JUMP],
            long=self.numbers[LONG],
            targets=("", wanted),
            dues=("", printed),
            ids=("", id_, task.id, task.no),
        )

    def _far(self, target: Target | None) -> float:
        """Return the figure up to which nothing is asked: 超额幅度 of a running total, 悬殊倍数 of anything else."""
        if target is None or not target.value:
            return inf
        beyond = inf if target.unit == PERCENT else self.numbers[BEYOND] * abs(target.value)
        over = target.value * self.numbers[OVER] / _HUNDRED if target.kind is Kind.COUNT else inf
        return nan if isnan(over) or isnan(beyond) else min(over, beyond)


_known: list[Grounds] = []


def grounds_of(plans: Mapping[str, Plan], end: date, today: date, numbers: Mapping[str, float]) -> Grounds:
    """Return the grounds of plans, the same for the same: all returns of a turn stand on them."""
    found = next((one for one in _known if one.serve(plans, end, today, numbers)), None)
    if found is None:
        found = Grounds(plans, end, today, numbers)
        _known[:] = [found, *_known[: _MOST_KNOWN - 1]]
    return found


def _due(plan: Plan, target: Target | None) -> date | None:
    if target is None or target.due is None:
        return None
    early = plan.issued is not None and target.due < plan.issued
    return None if early and not target.confirmed else target.due


def _meets(target: Target | None) -> int:
    if target is None:
        return 0
    need = _KINDS.get(target.kind, Need.NOTHING)
    return (need | Need.NUMERIC if target.numeric else need).value


def _kept(target: Target | None) -> tuple[float, float]:
    """Return between which figures a commitment may be kept; none where no number is promised."""
    if target is None or target.value is None or target.comparator is None:
        return inf, -inf
    return (-inf, target.value) if target.comparator in _LESS else (target.value, inf)
