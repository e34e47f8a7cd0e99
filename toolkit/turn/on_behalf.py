"""代录: a form for the clerk to enter what a department said by telephone or on paper, and returns so entered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.errors import UsageError
from toolkit.intake.on_behalf import UNSAID
from toolkit.model.decision import Pending
from toolkit.model.files import FileKind
from toolkit.model.period import Period
from toolkit.model.returns import Return
from toolkit.store import diary, drops
from toolkit.store.payload import load
from toolkit.turn.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from toolkit.model.form import FormSpec
    from toolkit.office import Office
    from toolkit.store.drops import Drop

JOB: Final = "enter"
KIND: Final = "代录来源不明"


def enter(office: Office, department: str, period: str, source: str) -> str:
    """
    Write the form of a department for the office to fill in, and return its path below the outbox.

    What was accepted of the period so far stands in it.  Filled in and dropped into the inbox it is a return of
    that department, told as 代录 with its ``source``.

    Raises:
        UsageError: no source, no such department, or nothing is asked of it in the period.
    """
    from toolkit.corrections.fresh import prefilled
    from toolkit.forms.write import write_form

    told = " ".join(source.split())
    if not told:
        raise UsageError(
            "请用 --source 写明代录依据：以什么方式、谁、哪天告知，如 --source “电话，李主任，6月24日”。"
        )
    with office.store.transaction() as connection:
        name = _name(connection, department)
        spec = _form(office, connection, period, name)
        before = _accepted(drops.of_return(connection, period, name))
        diary.note(connection, office.as_of, "clerk", JOB, f"{period} {name} {told}")
    path = f"{period}/代录/{name}.xlsx"
    office.outbox.put(path, write_form(replace(prefilled(spec, before) if before else spec, source=told)))
    return path


def _name(connection: Connection, department: str) -> str:
    known = Ground.of(connection).directory.get(department.strip())
    if known is None:
        raise UsageError(f"单位名录里没有“{department}”；请照 outbox/单位名录.xlsx 里的名称或别名写。")
    return known.name


def _form(office: Office, connection: Connection, period: str, department: str) -> FormSpec:
    from toolkit.turn.dispatch import lay_out

    forms = lay_out(office, connection, period).specs
    spec = next((spec for spec in forms if spec.department == department), None)
    if spec is None:
        month = Period.parse(period).chinese
        raise UsageError(f"{month}没有要{department}填报的任务，不用代录；请核对单位和报告期。")
    return spec


def _accepted(handed_in: Iterable[Drop]) -> Return | None:
    taken = [drop for drop in handed_in if drop.verdict.taken and drop.payload]
    return load(Return, taken[-1].payload) if taken else None


def pending(everything: Iterable[Drop]) -> tuple[Pending, ...]:
    """Return the question about every accepted 代录 that names no source."""
    return tuple(
        Pending(
            kind=KIND,
            subject=f"{drop.department}{Period.parse(drop.period).chinese}代录件“{drop.file}”",
            question="这份代录件依据的是什么：以什么方式、谁、哪天告知？",
            known="已按代录接收；放入时没有写明来源。",
            where="本表“决定”一列，写明来源；以后请把来源写在文件夹名里，如“代录 电话，李主任，6月24日”",
            place=str(drop.seq),
            free="来源",
        )
        for drop in everything
        if drop.kind is FileKind.RETURN
        and drop.verdict.taken
        and drop.source == UNSAID
        and drop.department
        and drop.period
    )
