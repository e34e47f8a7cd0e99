"""The ids of a revised plan: what still means the same keeps its own, what is new gets one never used."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from string import ascii_lowercase
from typing import TYPE_CHECKING

from toolkit.plans.compare_match import pair_targets, pair_tasks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.model.plan import Opening, Plan, Target, Task


def keep_ids(old: Plan, new: Plan, *, used: Iterable[str] = ()) -> Plan:
    """
    Return ``new`` with the id of every task and target that still means what it meant in ``old``.

    Things are matched by what they say and by their printed number; what is new gets an id that neither
    ``old`` nor ``used`` (ids of still earlier versions) has.  Doubts follow their rows.
    """
    ids = _Ids({*used, *_ids(old)})
    found = pair_tasks(old.tasks, new.tasks)
    kept = [old.tasks[found[at]] if at in found else None for at in range(len(new.tasks))]
    renamed: dict[str, str] = {}
    tasks = []
    for task, before in zip(new.tasks, kept, strict=True):
        id_ = before.id if before else ids.task(task.id)
        renamed[task.id] = id_
        targets = _keep_targets(task, id_, before.targets if before else (), ids, renamed)
        tasks.append(replace(task, id=id_, targets=targets))
    return replace(
        new,
        tasks=tuple(tasks),
        doubts=tuple(replace(doubt, about=renamed.get(doubt.about, doubt.about)) for doubt in new.doubts),
        opening=tuple(_renamed(opening, renamed) for opening in new.opening),
    )


def _renamed(opening: Opening, renamed: dict[str, str]) -> Opening:
    id_ = renamed.get(opening.id, opening.id)
    return replace(opening, id=id_, entry=replace(opening.entry, id=id_))


def _keep_targets(
    task: Task, id_: str, before: tuple[Target, ...], ids: _Ids, renamed: dict[str, str]
) -> tuple[Target, ...]:
    found = pair_targets(before, task.targets)
    targets = []
    for at, target in enumerate(task.targets):
        renamed[target.id] = before[found[at]].id if at in found else ids.target(id_)
        targets.append(replace(target, id=renamed[target.id]))
    return tuple(targets)


def _ids(plan: Plan) -> Iterator[str]:
    for task in plan.tasks:
        yield task.id
        yield from (target.id for target in task.targets)


class _Ids:
    """Ids never used before."""

    def __init__(self, used: set[str]) -> None:
        self._used = used

    def task(self, wanted: str) -> str:
        """Return the wanted id, or the first free one of 12a … 12z, 12a2 … 12z2 and so on."""
        rounds = chain([""], map(str, count(2)))
        tails = (f"{letter}{again}" for again in rounds for letter in ascii_lowercase)
        return self._take(
            next(id_ for id_ in chain([wanted], (wanted + t for t in tails)) if self._free(id_))
        )

    def target(self, task: str) -> str:
        """Return the next ``<task>.<k>`` above every k the task ever had."""
        prefix = f"{task}."
        tails = (id_.removeprefix(prefix) for id_ in self._used if id_.startswith(prefix))
        last = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
        return self._take(f"{prefix}{last + 1}")

    def _free(self, id_: str) -> bool:
        """Tell whether neither the id nor a target under it was ever used."""
        return id_ not in self._used and not any(used.startswith(f"{id_}.") for used in self._used)

    def _take(self, id_: str) -> str:
        self._used.add(id_)
        return id_
