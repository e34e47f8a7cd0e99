"""
Take in the inbox so that nothing is lost.

The order of steps is: settle, read and hash, copy to the archive and sync, commit the verdict, write the
papers it asks for, leave the inbox.  A file's row says ``leaving`` from its commit until it is gone, so a
run that was killed is finished by the next one and ends in the same state.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.model.files import FileKind, Reading, Verdict
from toolkit.model.period import Period
from toolkit.model.returns import Return
from toolkit.store import drops
from toolkit.store.payload import dump
from toolkit.turn import rows, scan
from toolkit.turn.decide import judge_return, keep_return
from toolkit.turn.directory import directory_list
from toolkit.turn.ground import Ground, known
from toolkit.turn.judged import content
from toolkit.turn.leave import finish
from toolkit.turn.memory import Memory
from toolkit.turn.plan_files import plan_document, plan_workbook
from toolkit.turn.reading import readings
from toolkit.turn.rows import Lying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.scan import Found

Rivals = frozenset[tuple[str, str]]

_FIRST = {FileKind.DIRECTORY: directory_list, FileKind.PLAN_WORKBOOK: plan_workbook}
"""Taken in before all else and in this order, since what they register decides how the others read."""


def take_in(
    office: Office,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
    pause_s: float = scan.LOOK_AGAIN_S,
) -> tuple[Drop, ...]:
    """
    Give every file in the inbox its verdict and return the new ones, in the order they were decided.

    ``tell(done, all)`` is called after each file, for a progress bar; a file that changes within
    ``pause_s`` seconds is left for the next run.
    """
    finish(office)
    found = scan.settled(scan.look(office.inbox), pause_s=pause_s)
    taken = list(_staying(office, found))
    lying = list(_read(office, found, taken))
    for drop in _decided(office, lying):
        taken.append(drop)
        tell(min(len(taken), len(lying)), len(lying))
    finish(office)
    return tuple(taken)


def _staying(office: Office, found: tuple[Found, ...]) -> Iterator[Drop]:
    """Locks, links, pipes, devices and files too large stay where they are, each with its line."""
    for entry in found:
        if entry.passed and entry.path != office.inbox / "README.txt":
            yield from rows.stays(office, entry, Verdict.IGNORED, entry.passed)
        if entry.refused:
            yield from rows.stays(office, entry, Verdict.REFUSED, entry.refused + "；仍在收件箱")


def _read(office: Office, found: tuple[Found, ...], taken: list[Drop]) -> Iterator[Lying]:
    for entry in found:
        if entry.passed or entry.refused:
            continue
        try:
            data = scan.read(entry)
        except OSError as error:
            reason = f"文件打不开（{error.strerror}）；仍在收件箱，请检查权限后再运行"
            taken += rows.stays(office, entry, Verdict.REFUSED, reason)
        else:
            yield Lying(entry, data, hashlib.sha256(data).hexdigest())


def _decided(office: Office, lying: list[Lying]) -> Iterator[Drop]:
    fresh: dict[str, Lying] = {}
    copies: list[Lying] = []
    for file in lying:
        with office.store.transaction() as connection:
            original = drops.settled(connection, file.sha256)
        if original is not None:
            yield rows.keep(office, file, rows.copy_of(office, file, original))
        elif file.sha256 in fresh:
            copies.append(file)
        else:
            fresh[file.sha256] = file
    originals = {}
    for drop in _fresh(office, list(fresh.values())):
        originals[drop.sha256] = drop
        yield drop
    for file in copies:
        yield rows.keep(office, file, rows.copy_of(office, file, originals[file.sha256]))


def _fresh(office: Office, files: list[Lying]) -> Iterator[Drop]:
    """Decide files never decided before; what plan workbooks register decides how the others read."""
    readings = list(zip(files, _readings(office, files), strict=True))
    first = [file for file, reading in readings if reading.kind in _FIRST and not reading.fault]
    for kind, take in _FIRST.items():
        for file, reading in readings:
            if reading.kind is kind and file in first:
                yield take(office, file)
    rest = [(file, reading) for file, reading in readings if file not in first]
    if first:
        others = [file for file, _ in rest]
        rest = list(zip(others, _readings(office, others), strict=True))
    rivals = rivals_of(reading for _, reading in rest)
    with office.store.transaction() as connection:
        memory = Memory.of(connection)
    for file, reading in rest:
        yield _one(office, memory, file, reading, rivals)


def _readings(office: Office, files: list[Lying]) -> list[Reading]:
    if not files:
        return []
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
    jobs = [(file.data, file.name, scan.display(file.found.hint)) for file in files]
    return list(readings(known(office, ground), jobs))


def rivals_of(readings: Iterable[Reading]) -> Rivals:
    """Find departments of which files that say different things lie here at once."""
    said: dict[tuple[str, str], set[tuple[object, ...]]] = defaultdict(set)
    for reading in readings:
        if reading.return_ and not reading.fault and not reading.hold:
            said[reading.return_.department, reading.return_.period].add(content(reading.return_))
    return frozenset(key for key, contents in said.items() if len(contents) > 1)


def rivalry(return_: Return, rivals: Rivals) -> str:
    """Return why a return has to wait for a person, where another that says something else lies beside it."""
    if (return_.department, return_.period) not in rivals:
        return ""
    return (
        f"{return_.department}{Period.parse(return_.period).chinese}的填报表同时放入了内容不同的几份，"
        "无法判断以哪份为准；请核实后只把正确的一份重新放入收件箱"
    )


def _one(office: Office, memory: Memory, file: Lying, reading: Reading, rivals: Rivals) -> Drop:
    blank = rows.row(
        office, file, reading.kind, Verdict.REFUSED, reading.fault or "看不出是什么文件，请核对后重新放入"
    )
    if reading.fault:
        return rows.keep(office, file, blank)
    if reading.return_ is not None:
        return _return(office, memory, file, reading, blank, rivals)
    if reading.hold:
        return rows.keep(office, file, replace(blank, verdict=Verdict.HELD, reason=reading.hold))
    if reading.kind is FileKind.PLAN:
        return plan_document(office, file)
    return rows.keep(office, file, blank)


def _return(
    office: Office, memory: Memory, file: Lying, reading: Reading, blank: Drop, rivals: Rivals
) -> Drop:
    return_ = replace(
        reading.return_ or Return(department="", period="", plans=()), file=file.name, sha256=file.sha256
    )
    named = replace(
        blank,
        plan=return_.plans[0] if len(return_.plans) == 1 else None,
        department=return_.department or None,
        period=return_.period or None,
        source=return_.source,
        payload=dump(Return, return_),
    )
    hold = reading.hold or rivalry(return_, rivals)
    if hold:
        return rows.keep(office, file, replace(named, verdict=Verdict.HELD, reason=hold))
    return _judged(office, memory, file, named, return_)


def _judged(office: Office, memory: Memory, file: Lying, named: Drop, return_: Return) -> Drop:
    """Decide and keep in one transaction: the verdict, the row, and what it accepts."""
    archive = rows.archived(office, file)
    with office.store.transaction() as connection:
        judged = judge_return(office, connection, memory, return_)
        drop = replace(
            named,
            archive=archive,
            verdict=judged.verdict,
            reason=judged.reason,
            round=judged.return_.round,
            findings=judged.findings,
            payload=dump(Return, judged.return_),
            leaving=True,
        )
        drop = replace(drop, seq=drops.add(connection, drop))
        keep_return(connection, memory, drop, judged)
    return drop
