"""Open held files again once a person has said what they are: whose names they bear, what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.intake.aliases import Place, names_of
from toolkit.intake.periods import read_period
from toolkit.intake.read import read_file
from toolkit.model.department import Directory
from toolkit.model.files import FileKind, Verdict
from toolkit.store import drops
from toolkit.turn import held
from toolkit.turn.ground import known
from toolkit.turn.isolated import isolated
from toolkit.turn.wholes import is_part
from toolkit.turn.withdraw import restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from toolkit.model.decision import Decision
    from toolkit.model.returns import Return
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.ground import Ground


def concerned(everything: Iterable[Drop], decisions: Iterable[Decision]) -> dict[int, Drop]:
    """Return the files decisions are about, by number, and those that wait under the same unknown name."""
    files = {drop.seq: drop for drop in everything}
    found = {seq: files[seq] for one in decisions for seq in numbers(one) if seq in files}
    names = {one.asked.about.get(held.WRITTEN) for one in decisions if one.choice != held.NOT_TAKEN} - {
        None,
        "",
    }
    for drop in held.waiting(files.values()):
        said = held.said_in(drop)
        if said and not said.department and said.printed_department in names:
            found.setdefault(drop.seq, drop)
    return found


def numbers(decision: Decision) -> tuple[int, ...]:
    """Return the numbers of the rows a decision is about."""
    about = decision.asked.about
    return tuple(
        int(text) for text in (about.get(held.DROPS) or about.get(held.DROP) or "").split("、") if text
    )


def meant(ground: Ground, written: str) -> tuple[str, ...]:
    """Return the departments a written name may mean: one, none or several."""
    return names_of(ground.directory, Place.of(ground.plans)).find(written)


def aliased(ground: Ground, decisions: Iterable[Decision]) -> Ground:
    """Let every name mean the department decisions say it does, unless two of them disagree."""
    said: dict[str, set[str]] = {}
    for one in decisions:
        if one.kind == held.WHOSE and (written := one.asked.about.get(held.WRITTEN)):
            said.setdefault(written, set()).add(one.choice)
    for written, names in said.items():
        if len(names) == 1:
            ground = _with_alias(ground, written, *names)
    return ground


def _with_alias(ground: Ground, written: str, name: str) -> Ground:
    """Let a name be an alias of this department; the same words elsewhere, decided before, move."""
    departments = ground.directory.departments
    if any(one.name == written for one in departments):
        return ground
    bare = tuple(
        replace(one, aliases=tuple(alias for alias in one.aliases if alias != written)) for one in departments
    )
    without = replace(ground, directory=Directory(bare))
    if meant(without, written):
        return ground
    return replace(
        ground,
        directory=Directory(
            tuple(replace(one, aliases=(*one.aliases, written)) if one.name == name else one for one in bare)
        ),
    )


def read_again(
    office: Office, ground: Ground, files: Mapping[int, Drop], decisions: Iterable[Decision]
) -> dict[int, tuple[Return, ...]]:
    """
    Read the originals from the archive as if dropped now, each alone and confined; one gone bad as it was.

    There are several returns in a file of several departments, once all of them are known.
    """
    periods = {
        seq: period_chosen(office, one) for one in decisions if one.kind == held.WHEN for seq in numbers(one)
    }
    plans = {seq: one.choice for one in decisions if one.kind == held.PLAN for seq in numbers(one)}
    again = {}
    for seq, drop in files.items():
        if drop.kind is FileKind.RETURN:
            before = held.said_in(drop)
            plan = _of_plan(ground, plans.get(seq) or drop.plan or "")
            read = () if before and before.joined else _read(office, plan, drop, periods.get(seq, ""))
            again[seq] = read or ((before,) if before else ())
    return again


def _of_plan(ground: Ground, plan_id: str) -> Ground:
    """Return what is known with one plan alone, where a person said that a file is about it."""
    chosen = tuple(plan for plan in ground.plans if plan.id == plan_id)
    return replace(ground, plans=chosen) if chosen else ground


def _read(office: Office, ground: Ground, drop: Drop, period: str) -> tuple[Return, ...]:
    folder = drop.path.rpartition("/")[0].rpartition("/")[2]
    try:
        data = office.archive.path(drop.archive).read_bytes()
        reading = isolated(read_file, data, drop.file, folder, replace(known(office, ground), period=period))
    except (OSError, ToolkitError):
        return ()
    return reading.parts or ((reading.return_,) if reading.return_ else ())


def period_chosen(office: Office, decision: Decision) -> str:
    """Return the label of the period a decision names, ``""`` where it names none."""
    found = read_period(decision.choice, office.as_of.year)
    return found.label if found else ""


def opened(
    connection: Connection, files: Mapping[int, Drop], decisions: Iterable[Decision]
) -> dict[int, Drop]:
    """
    Undo what earlier decisions made of files that these revise; return all files as they now wait.

    The parts of a file that came apart by such a decision count no more: the file comes apart anew.
    """
    own = {seq for one in decisions for seq in numbers(one)}
    for part in drops.everything(connection) if own else ():
        if part.parent in own and is_part(part) and part.verdict is not Verdict.IGNORED:
            drops.change_verdict(connection, part.seq, Verdict.IGNORED, "同一文件重新认定，这一份不再采用")
            if part.verdict.taken:
                restore(connection, part)
    settled = [drop for seq, drop in files.items() if seq in own and drop.verdict is not Verdict.HELD]
    for drop in settled:
        drops.change_verdict(connection, drop.seq, Verdict.HELD, "重新认定")
    for drop in settled:
        if drop.verdict.taken:
            restore(connection, drop)
    return {seq: replace(drop, verdict=Verdict.HELD, findings=(), round=None) for seq, drop in files.items()}
