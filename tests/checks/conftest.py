"""A department of 云溪县 and one row of its return, with whatever a test changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pytest

from toolkit.checks.context import CheckContext
from toolkit.checks.run import check
from toolkit.model.calendar import Deadlines
from toolkit.model.findings import Finding
from toolkit.model.history import Accepted
from toolkit.model.period import Period
from toolkit.model.plan import Comparator, Kind, Plan, Target, Task
from toolkit.model.returns import Entry, Return, Status

PERIOD = Period.parse("2022-06")
PLAN = "云溪提升"
FIELDS = {
    "id": "A",
    "task": "B",
    "due": "D",
    "target": "E",
    "unchanged": "H",
    "value": "I",
    "status": "J",
    "completed_on": "K",
    "progress": "L",
    "problems": "M",
    "next_steps": "N",
    "coordination": "O",
    "evidence": "P",
    "adjust_to": "R",
}


@dataclass(frozen=True)
class Scene:
    """What differs from a return with nothing to find; see :func:`scene`."""

    entry: Mapping[str, Any] = field(default_factory=dict)
    target: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] | None = None
    return_: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    plan: Mapping[str, Any] = field(default_factory=dict)

    def findings(self) -> tuple[Finding, ...]:
        """Check the scene's return."""
        target = Target(
            **{
                "id": "1.1",
                "quote": "新增即办事项60项",
                "kind": Kind.COUNT,
                "comparator": Comparator.AT_LEAST,
                "value": 60.0,
                "unit": "项",
                "due": date(2022, 12, 31),
                **self.target,
            }
        )
        task = Task(id="1", no="1", title="压减审批环节", text="", leads=("县政务服务局",), targets=(target,))
        plan = replace(
            Plan(id=PLAN, title="云溪县政务服务提升方案", tasks=(task,), version=2, issued=date(2022, 1, 10)),
            **self.plan,
        )
        return check(self._return(), self._context(plan))

    def _return(self) -> Return:
        entry = Entry(
            **{
                "plan": PLAN,
                "id": "1.1",
                "value": 30.0,
                "unit": "项",
                "raw": "30",
                "status": Status.ONGOING,
                "status_raw": "推进中",
                "progress": "本月新增即办事项3项",
                "issued_target": "≥60",
                "issued_due": "2022-12-31",
                "cells": {name: f"填报表!{letter}4" for name, letter in FIELDS.items()},
                **self.entry,
            }
        )
        base = Return(
            department="县政务服务局",
            period="2022-06",
            plans=(PLAN,),
            entries=(entry,),
            plan_versions={PLAN: 2},
            filler="周云",
            phone="0000-1234567",
            filled_on="2022-06-24",
            printed_period="2022-06",
            header_cells={"period": "填报表!D2", "phone": "填报表!H2"},
        )
        return replace(base, **self.return_)

    def _context(self, plan: Plan) -> CheckContext:
        moment = datetime(2022, 6, 25, 17, 0)
        deadlines = Deadlines(
            period=PERIOD,
            dispatch=moment,
            due=moment,
            urge=moment,
            corrections=moment,
            lock=moment,
            bulletin=moment,
        )
        previous = {}
        if self.before is not None:
            earlier = Entry(**{"plan": PLAN, "id": "1.1", "status": Status.ONGOING, **self.before})
            accepted = Accepted(
                period="2022-05", department="县政务服务局", entry=earlier, sha256="", file=""
            )
            previous[PLAN, "1.1"] = accepted
        base = CheckContext(
            period=PERIOD,
            deadlines=deadlines,
            as_of=datetime(2022, 6, 25, 9, 0),
            plans={PLAN: plan},
            expected={PLAN: ("1.1",)},
            previous=previous,
        )
        return replace(base, **self.context)


@pytest.fixture
def scene() -> Callable[..., tuple[Finding, ...]]:
    """Return a function that checks a return which differs in so much from one with nothing to find."""

    def findings(**changes: Any) -> tuple[Finding, ...]:  # noqa: ANN401
        return Scene(**changes).findings()

    return findings
