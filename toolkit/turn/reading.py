"""Read files in worker processes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from toolkit.intake.read import read_file
from toolkit.intake.worker import Workers
from toolkit.model.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.intake.known import Known
    from toolkit.intake.worker import Ask

Job = tuple[bytes, str, str]
"""A file's bytes, its name, and the subfolder it lay in."""


def readings(known: Known, jobs: Iterable[Job]) -> Iterator[Reading]:
    """Yield what each file is and says, in their order; a file no worker survives gets a fault."""
    with Workers(partial(_read, known), _failed, weigh=_weight) as workers:
        yield from workers.map(jobs)


def _read(known: Known, job: Job, _ask: Ask) -> Reading:
    return read_file(*job, known)


def _failed(fault: str, notes: tuple[str, ...]) -> Reading:
    return Reading(fault=fault, notes=notes)


def _weight(job: Job) -> int:
    return len(job[0])
