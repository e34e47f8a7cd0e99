"""Make the papers of a period: the facts once, then every paper from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import UsageError
from toolkit.facts.gather import gather
from toolkit.facts.tally import count, worst
from toolkit.judge.judge import judge
from toolkit.judge.legend import legend
from toolkit.model.facts import Question
from toolkit.model.findings import Severity
from toolkit.model.standing import Class, Light
from toolkit.store import diary, drops, entries
from toolkit.turn.dispatch import expected
from toolkit.turn.ground import Ground, deadlines_of
from toolkit.turn.returned import returns_of
from toolkit.turn.settled import all_as_settled, as_settled

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from toolkit.model.facts import Facts
    from toolkit.model.history import Accepted, RowKey
    from toolkit.model.plan import Plan
    from toolkit.office import Office

LEDGER, BULLETIN = "ledger", "bulletin"
KINDS = {LEDGER: "工作台账.xlsx", BULLETIN: "月通报.docx"}
JOB = "report"


def facts_of(office: Office, period: str) -> tuple[Facts, ...]:
    """Return the facts of every plan for a period, in the order the plans were registered."""
    with office.store.transaction() as connection:
        ground = Ground.of(connection, period)
        if not ground.plans:
            raise UsageError("还没有登记任何方案；请先把方案文件放入收件箱，核对任务分解表后放回。")
        said = _Said(
            {
                key: as_settled(key, one, ground.refuted)
                for key, one in entries.of_period(connection, period).items()
            },
            all_as_settled(entries.history(connection, period), ground.refuted),
        )
        return tuple(_facts(office, connection, ground, plan, period, said) for plan in ground.plans)


class _Said(NamedTuple):
    """What was accepted of a period and of the months before, over all plans: read once, judged plan by plan."""

    now: dict[RowKey, Accepted]
    before: dict[RowKey, tuple[Accepted, ...]]


def report(office: Office, period: str, kinds: tuple[str, ...] = ()) -> tuple[str, ...]:
    """
    Write the papers of a period for every plan and return their paths below the outbox.

    ``kinds`` are keys of :data:`KINDS`; none stands for all.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise UsageError(f"没有“{unknown[0]}”这种材料；可以选：{'、'.join(KINDS)}。")
    written = []
    parameters = _parameters(office)
    for facts in facts_of(office, period):
        for kind in kinds or tuple(KINDS):
            path = f"{period}/{facts.plan}/{KINDS[kind]}"
            office.outbox.put(path, _draw(office, kind, facts, parameters[facts.plan]))
            written.append(path)
        if not office.outbox.dry_run:
            with office.store.transaction() as connection:
                entries.issue_standings(connection, period, facts.plan, facts.standings)
                diary.note(connection, office.as_of, "office", JOB, f"{period} {facts.plan}")
    return tuple(written)


def _parameters(office: Office) -> dict[str, dict[str, str]]:
    with office.store.transaction() as connection:
        return {entry.plan.id: entry.parameters for entry in Ground.of(connection).registered}


def _draw(office: Office, kind: str, facts: Facts, parameters: dict[str, str]) -> bytes:
    if kind == LEDGER:
        from toolkit.reports import ledger

        return ledger.write(facts, made_at=office.as_of, legend=legend(parameters))
    from toolkit.reports import bulletin

    return bulletin.write(
        facts,
        template=office.template("月通报.docx"),
        office=bulletin.BulletinOffice(
            name=office.name,
            signer=office.settings.office.signer or office.name,
            recipients=office.settings.office.recipients,
            cadence_quote=facts.cadence,
        ),
        issued_on=office.as_of.date(),
        legend=legend(parameters),
    )


def _facts(
    office: Office, connection: Connection, ground: Ground, plan: Plan, period: str, said: _Said
) -> Facts:
    due = deadlines_of(office, period)
    before = entries.issued_standings(connection, due.period.previous.label, plan.id)
    standings = judge(
        plan,
        ground.directory,
        said.now,
        said.before,
        {(plan.id, row): light for row, (light, _, _) in before.items() if light},
        due.period,
        office.as_of.date(),
        ground.plan(plan.id).parameters,
    )
    return gather(
        plan,
        due.period,
        office.as_of.date(),
        standings,
        returns_of(office, connection, period, expected(office, connection, period, plan.id)),
        _tasks_before(before),
        pending_review=sum(standing.klass is Class.DONE for standing in standings),
        questions=_questions(connection, plan, period),
    )


def _tasks_before(before: dict[str, tuple[Light | None, Class, str]]) -> dict[Class, int] | None:
    """Count the tasks of the period before by class, from its rows as issued."""
    if not before:
        return None
    rows: dict[str, list[Class]] = {}
    for _, klass, task in before.values():
        rows.setdefault(task, []).append(klass)
    return count(worst(classes) for classes in rows.values())


def _questions(connection: Connection, plan: Plan, period: str) -> tuple[Question, ...]:
    """Return every open question to a department."""
    return tuple(
        Question(department=drop.department or "", id=finding.id, text=f"{finding.found}；{finding.todo}")
        for drop in drops.returns_of(connection, period)
        if drop.verdict.value == "questioned"
        for finding in drop.findings
        if finding.severity is Severity.WARNING and finding.plan in {"", plan.id}
    )
