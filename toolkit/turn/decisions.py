"""待定事项.xlsx comes back: what persons settled is kept, logged and carried out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.decisions.read import read
from toolkit.errors import ToolkitError, UnreadableFileError
from toolkit.model.decision import Decision
from toolkit.model.files import FileKind, Verdict
from toolkit.store import decisions as store
from toolkit.store import diary, drops
from toolkit.turn import directory, effects, initiatives, reopen, rows
from toolkit.turn.ground import Ground
from toolkit.turn.isolated import isolated
from toolkit.turn.memory import Memory
from toolkit.turn.papers import paths
from toolkit.turn.pending import pending
from toolkit.turn.understood import understood

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from toolkit.model.decision import Answers, Pending
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.rows import Lying

SHOWN = 8
"""Outcomes and faults named in a receipt; the rest are counted."""

_OTHER_OFFICE: Final = "这份待定事项是别的办公室生成的，没有登记；请放入本办公室 outbox 里的待定事项"
_NOTHING: Final = "没有填写任何决定，没有登记；请在黄色格里选好决定、写上决定人后重新放入"
_AS_BEFORE: Final = "与已登记的决定一致，没有新的决定"


class _Taken(NamedTuple):
    """What a workbook decides anew, and what of it was not understood."""

    decisions: tuple[Decision, ...]
    faults: tuple[str, ...]
    repeated: int


def take(office: Office, file: Lying) -> Drop:
    """
    Keep what a filled-in 待定事项.xlsx decides, and carry it out, in one transaction; return the workbook's row.

    Lines not understood are told and stay open; another office's workbook is refused.
    """
    blank = rows.row(office, file, FileKind.DECISIONS, Verdict.REFUSED, "")
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
        settled = store.current(connection)
        everything = drops.everything(connection)
        asked = _asked(office, connection, settled)
    try:
        taken = _taken(office, ground, _answers(office, file.data, asked), asked, settled)
    except ToolkitError as error:
        return rows.keep(office, file, replace(blank, reason=str(error)))
    anew = tuple(one for one in taken.decisions if _changes(one, settled))
    files = reopen.concerned(everything, anew)
    named = reopen.aliased(ground, anew)
    again = reopen.read_again(office, named, files, anew)
    archive = rows.archived(office, file)
    _take_back(office, files.values())
    with office.store.transaction() as connection:
        if named.directory != ground.directory:
            directory.keep(connection, office, named.directory)
        waiting = reopen.opened(connection, files, anew)
        settling = effects.Settling(office, connection, Memory.of(connection), waiting, again)
        verdict, reason = _verdict(taken, effects.carry_out(settling, anew))
        drop = replace(blank, archive=archive, verdict=verdict, reason=reason, leaving=True)
        drop = replace(drop, seq=drops.add(connection, drop))
        _keep(office, connection, taken.decisions, settled, drop.seq)
    return drop


def _take_back(office: Office, files: Iterable[Drop]) -> None:
    """
    Take the papers of verdicts about to be decided anew out of the outbox; new ones follow where they are asked for.

    They go first, so that a run killed in between is finished by doing it again.
    """
    for drop in files:
        for path in paths(drop):
            office.outbox.remove(path)


def seen(office: Office, connection: Connection, data: bytes) -> tuple[Verdict, str]:
    """Say what a filled-in workbook would decide, changing nothing."""
    settled = store.current(connection)
    asked = _asked(office, connection, settled)
    try:
        answers = _answers(office, data, asked)
    except ToolkitError as error:
        return Verdict.REFUSED, str(error)
    return _verdict(_taken(office, Ground.of(connection), answers, asked, settled), ())


def _asked(office: Office, connection: Connection, settled: Mapping[str, Decision]) -> dict[str, Pending]:
    """Return every question there is or was, by key."""
    asked = {key: decision.asked for key, decision in settled.items()}
    return asked | {question.key: question for question in pending(office, connection)}


def _answers(office: Office, data: bytes, asked: Mapping[str, Pending]) -> Answers:
    answers = isolated(read, data, asked)
    if answers.office not in {"", office.id}:
        raise UnreadableFileError(_OTHER_OFFICE)
    return answers


def _taken(
    office: Office,
    ground: Ground,
    answers: Answers,
    asked: Mapping[str, Pending],
    settled: Mapping[str, Decision],
) -> _Taken:
    """Tell new decisions from those already kept, and what was typed freely from what is not known."""
    taken: dict[str, Decision] = {}
    own = initiatives.raised(office, ground, answers.initiatives)
    faults, repeated = [*answers.faults, *own.faults], 0
    known = {**own.questions, **asked}
    for answer in (*answers.answers, *own.answers):
        question = known[answer.key]
        said = understood(office, ground, question, answer)
        if said.fault:
            faults.append(f"{answer.cell}：{said.fault}，这一项没有登记")
            continue
        decision = Decision(
            asked=question,
            choice=said.choice,
            ground=said.ground,
            decided_by=answer.decided_by,
            decided_at=office.as_of,
        )
        before = settled.get(answer.key)
        if before and _said(before) == _said(decision):
            repeated += 1
        else:
            taken[answer.key] = decision
    return _Taken(tuple(taken.values()), tuple(faults), repeated)


def _said(decision: Decision) -> tuple[str, str, str]:
    return decision.choice, decision.ground, decision.decided_by


def _changes(decision: Decision, settled: Mapping[str, Decision]) -> bool:
    """Tell whether anything has to be done: another ground or name for the same choice changes nothing."""
    before = settled.get(decision.key)
    return before is None or before.choice != decision.choice


def _verdict(taken: _Taken, told: tuple[str, ...]) -> tuple[Verdict, str]:
    faults = f"有{len(taken.faults)}处没有登记：{_few(taken.faults)}" if taken.faults else ""
    if taken.decisions:
        kinds = Counter(decision.kind for decision in taken.decisions)
        counted = "、".join(f"{kind}{count}项" for kind, count in kinds.items())
        said = f"登记决定{len(taken.decisions)}项（{counted}）"
        said += f"：{_few(told)}" if told else ""
        return (Verdict.QUESTIONED if faults else Verdict.ACCEPTED), "。".join(filter(None, (said, faults)))
    if taken.repeated and not faults:
        return Verdict.DUPLICATE, _AS_BEFORE
    return Verdict.QUESTIONED, faults or _NOTHING


def _few(texts: Iterable[str]) -> str:
    texts = tuple(texts)
    more = f"；等{len(texts)}处" if len(texts) > SHOWN else ""
    return "；".join(texts[:SHOWN]) + more


def _keep(
    office: Office,
    connection: Connection,
    decisions: tuple[Decision, ...],
    settled: Mapping[str, Decision],
    drop: int,
) -> None:
    for decision in decisions:
        store.add(connection, decision, drop=drop)
        before = settled.get(decision.key)
        was = f"{before.choice} ({before.decided_by}) -> " if before else ""
        detail = (
            f"{decision.kind}: {decision.subject}: {was}{decision.choice}; ground: {decision.ground or '-'}"
        )
        diary.note(
            connection, office.as_of, decision.decided_by, "revision" if before else "decision", detail
        )
