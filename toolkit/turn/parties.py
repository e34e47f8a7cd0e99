"""各方：who has to do with a task, where what one says can be held against what another says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.checks.beside import Parties
from toolkit.model.department import Group

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.department import Directory
    from toolkit.model.plan import Plan, Task

_PAIRED: Final = re.compile(r"对口(?:帮扶|支援|协作|合作)|结对帮扶|帮扶协作|东西部协作|山海协作")
_GUIDING: Final = re.compile(r"(?:指导|帮扶|支援)(?:单位|部门|方)")


def parties_of(plans: Iterable[Plan], directory: Directory) -> dict[tuple[str, str], Parties]:
    """Return the parties of each task, plan and task id, that more than one department reports on or helps with."""
    found: dict[tuple[str, str], Parties] = {}
    for plan in plans:
        paired = bool(_PAIRED.search(plan.title))
        for task in plan.tasks:
            parties = _of_task(task, directory, paired=paired)
            if parties.several or parties.supports:
                found[plan.id, task.id] = parties
    return found


def _of_task(task: Task, directory: Directory, *, paired: bool) -> Parties:
    leads: list[str] = []
    members: set[str] = set()
    for name in task.leads:
        known = directory.get(name)
        expanded = directory.expand((name,))
        if known is not None and known.group is Group.COLLECTIVE:
            members.update(expanded)
        else:
            leads.extend(expanded)
    helping = frozenset(directory.expand(task.supports)) - members - set(leads)
    return Parties(
        leads=tuple(dict.fromkeys(leads)),
        members=frozenset(members) - set(leads),
        supports=helping,
        guided=bool(helping) and (paired or bool(_GUIDING.search(task.role_quote))),
    )
