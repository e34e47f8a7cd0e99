"""单位名录建议：the departments a plan names, in the order they first appear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.lang import names
from toolkit.model.department import Department, Directory, Group

if TYPE_CHECKING:
    from toolkit.model.plan import Plan


def propose(plan: Plan) -> Directory:
    """Return the departments a plan names, each once as printed, with the group it most likely is."""
    named = dict.fromkeys(name for task in plan.tasks for name in (*task.leads, *task.supports))
    return Directory(tuple(Department(name=name, group=Group(names.group_of(name))) for name in named))
