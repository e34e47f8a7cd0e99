"""Make the papers of a period: the facts once, then every paper from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import UsageError
from toolkit.facts.gather import gather
from toolkit.forms.recipients import recipients
from toolkit.judge.judge import judge
from toolkit.judge.legend import legend
from toolkit.judge.made_good import since_issue
from toolkit.model.issue import Again, Issue
from toolkit.model.period import Period
from toolkit.store import diary, entries
from toolkit.store import plans as store_plans
from toolkit.store import standings as standings_kept
from toolkit.turn import handover, reissue
from toolkit.turn.apart import apart
from toolkit.turn.corrected import corrected
from toolkit.turn.dispatch import expected_among, lay_out
from toolkit.turn.earlier import months_before
from toolkit.turn.ground import Ground, deadlines_of
from toolkit.turn.lifecycle import Lives, with_lives
from toolkit.turn.log import log_of
from toolkit.turn.record import record_of
from toolkit.turn.returned import returns_of
from toolkit.turn.settled import all_as_settled, as_settled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.model.facts import Facts, Issued
    from toolkit.model.form import FormSpec
    from toolkit.model.history import Accepted, RowKey
    from toolkit.model.plan import Plan
    from toolkit.model.standing import Standing
    from toolkit.office import Office

LEDGER, BULLETIN = "ledger", "bulletin"
KINDS = {LEDGER: "工作台账.xlsx", BULLETIN: "月通报.docx"}
JOB = "report"


def facts_of(office: Office, period: str, *, recorded: bool = True) -> tuple[Facts, ...]:
    """
    Return the facts of every plan for a period, in the order the plans were registered.

    Who has no use for the record of changes need not have it ``recorded``: it takes reading back to the first month.
    """
    with office.store.transaction() as connection:
        ground = Ground.of(connection, period)
        if not ground.plans:
            raise UsageError("还没有登记任何方案；请先把方案文件放入收件箱，核对任务分解表后放回。")
        said = said_of(office, connection, ground, period)
        return tuple(
            facts_of_plan(office, connection, ground, plan, said, recorded=recorded) for plan in ground.plans
        )


class Said(NamedTuple):
    """
    What was accepted of a period and of the months before, over all plans: read once, judged plan by plan.

    ``forms`` are those of the period: who is asked for what.
    """

    period: str
    now: dict[RowKey, Accepted]
    before: dict[RowKey, tuple[Accepted, ...]]
    forms: tuple[FormSpec, ...]


def said_of(
    office: Office, connection: Connection, ground: Ground, period: str, whole: Collection[str] = ()
) -> Said:
    """
    Return what was accepted, as what persons found of claims lets it count.

    Of earlier months as much as judging takes; of the row ids in ``whole`` all.
    """
    now = handover.now(ground.chain(*ground.plans), entries.of_period(connection, period))
    before = all_as_settled(months_before(connection, ground, period, now, whole), ground.ruled)
    return Said(
        period,
        {key: as_settled(key, one, ground.ruled) for key, one in now.items()},
        before,
        lay_out(office, connection, period, before=before).specs,
    )


def report(
    office: Office,
    period: str,
    kinds: tuple[str, ...] = (),
    tell: Callable[[str], None] = lambda _sentence: None,
) -> tuple[str, ...]:
    """
    Write the papers of a period for every plan and return their paths below the outbox.

    ``kinds`` are keys of :data:`KINDS`; none stands for all.  What went out before and says nothing else now stays as
    it is; of what says something else the earlier version is kept, and ``tell`` is told what differs.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise UsageError(f"没有“{unknown[0]}”这种材料；可以选：{'、'.join(KINDS)}。")
    written: list[str] = []
    in_force = _parameters(office, period)
    for facts in facts_of(office, period):
        papers = _Papers(office, facts, in_force[facts.plan], kinds or tuple(KINDS))
        if again := papers.put():
            tell(again.sentence)
        written += papers.paths.values()
        if not office.outbox.dry_run:
            with office.store.transaction() as connection:
                standings_kept.keep(
                    connection, period, facts.plan, facts.standings, issued_at=_issue(office, period)
                )
                diary.note(connection, office.as_of, "office", JOB, f"{period} {facts.plan}")
    if not kinds and not office.outbox.dry_run and not office.outbox.blocked and _issue(office, period):
        with office.store.transaction() as connection:
            diary.mark_done(connection, JOB, period, office.as_of)
    return tuple(written)


@dataclass(slots=True)
class _Papers:
    """The papers of one plan and period, to be drawn and put into the outbox."""

    office: Office
    facts: Facts
    parameters: Mapping[str, str]
    kinds: tuple[str, ...]

    @property
    def paths(self) -> dict[str, str]:
        """Where each kind lies below the outbox."""
        return {kind: f"{self.facts.period.label}/{self.facts.plan}/{KINDS[kind]}" for kind in self.kinds}

    def put(self) -> Again | None:
        """Put the papers into the outbox; return what went out a second time, and says something else."""
        label, now = self.facts.period.label, self.office.as_of
        if _issue(self.office, label) is None:
            for kind, path in self.paths.items():
                self.office.outbox.put(path, self._draw(kind, now))
            return None
        with self.office.store.transaction() as connection:
            before = reissue.last(connection, label, self.facts.plan)
        fresh = tuple(kind for kind in self.kinds if not self._stands(kind, before.get(KINDS[kind])))
        again = self._again({KINDS[kind]: before[KINDS[kind]] for kind in fresh if KINDS[kind] in before})
        if again:
            self.facts = replace(self.facts, changes=(*self.facts.changes, again.change()))
        drawn = {kind: self._draw(kind, now) for kind in fresh}
        for kind, data in drawn.items():
            self.office.outbox.put(self.paths[kind], data)
        if drawn and not self.office.outbox.dry_run:
            hashes = {KINDS[kind]: reissue.sha256(data) for kind, data in drawn.items()}
            with self.office.store.transaction() as connection:
                reissue.note(connection, reissue.issue_of(self.facts, now, hashes), again)
        return again

    def _stands(self, kind: str, before: Issue | None) -> bool:
        """Whether a paper that went out would be the same, were it made then of what is known now."""
        if before is None or not self.office.outbox.path(self.paths[kind]).is_file():
            return False
        return reissue.sha256(self._draw(kind, before.at)) == before.papers[KINDS[kind]]

    def _again(self, before: Mapping[str, Issue]) -> Again | None:
        if not before:
            return None
        now = self.office.as_of
        paths = {KINDS[kind]: path for kind, path in self.paths.items()}
        kept = (reissue.keep(self.office.outbox, paths[name], one.at) for name, one in before.items())
        return Again(
            at=now,
            period=self.facts.period.label,
            plan=self.facts.plan,
            before=max(one.at for one in before.values()),
            papers=tuple(name.partition(".")[0] for name in before),
            differs=reissue.differences(before.values(), reissue.issue_of(self.facts, now, {})),
            kept=tuple(filter(None, kept)),
        )

    def _draw(self, kind: str, at: datetime) -> bytes:
        return _draw(self.office, kind, self.facts, self.parameters, at)


def _parameters(office: Office, period: str) -> dict[str, Mapping[str, str]]:
    with office.store.transaction() as connection:
        registered = store_plans.current(connection)
    return {entry.plan.id: entry.in_force(Period.parse(period)) for entry in registered}


def _draw(office: Office, kind: str, facts: Facts, parameters: Mapping[str, str], at: datetime) -> bytes:
    if kind == LEDGER:
        from toolkit.reports import ledger

        return ledger.write(facts, made_at=at, legend=legend(parameters))
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
        issued_on=at.date(),
        legend=legend(parameters),
    )


def facts_of_plan(
    office: Office, connection: Connection, ground: Ground, plan: Plan, said: Said, *, recorded: bool = True
) -> Facts:
    """Return the facts of one plan for the period it was told about."""
    period, due = said.period, deadlines_of(office, said.period)
    before = standings_kept.issued(connection, due.period.previous.label, plan.id)
    standings = _judged(office, connection, ground, plan, said, before)
    reporting, leads = expected_among(said.forms, plan.id), recipients((plan,), ground.directory)
    returns = returns_of(office, connection, period, reporting, leads)
    lives = Lives.of(connection, ground, plan, due.period, said.now, said.before)
    known = record_of(connection, plan, due.period, frozenset(reporting))
    differing, standings = apart(connection, ground, plan, due.period, said.now, said.before, standings)
    record = replace(
        known,
        changes=log_of(connection, lives, known.decisions) if recorded else (),
        order=leads,
        apart=differing,
        corrected=corrected(
            connection,
            plan.id,
            due.period,
            office.as_of,
            leads,
            lambda label: _judged_again(office, connection, plan.id, label),
        )
        if recorded
        else (),
    )
    return gather(
        plan, due.period, office.as_of.date(), with_lives(standings, lives), returns, before, record
    )


def _judged(
    office: Office,
    connection: Connection,
    ground: Ground,
    plan: Plan,
    said: Said,
    before: Mapping[str, Issued],
) -> tuple[Standing, ...]:
    """
    Return the standings of a plan, each with the light it was issued with once that was done.

    ``before`` is how its rows were issued for the period before.
    """
    standings = judge(
        plan,
        ground.directory,
        said.now,
        said.before,
        {(plan.id, row): issued.light for row, issued in before.items() if issued.light},
        Period.parse(said.period),
        office.as_of.date(),
        ground.plan(plan.id).terms,
    )
    if not standings_kept.issue_of(connection, said.period, plan.id):
        return standings
    lights = {
        row: each.light for row, each in standings_kept.issued(connection, said.period, plan.id).items()
    }
    return since_issue(standings, lights)


def _judged_again(office: Office, connection: Connection, plan: str, period: str) -> tuple[Standing, ...]:
    """Return the standings of an earlier period by what is known of it now; none where it had no such plan."""
    if not standings_kept.issue_of(connection, period, plan):
        return ()
    ground = Ground.of(connection, period)
    said = said_of(office, connection, ground, period)
    before = standings_kept.issued(connection, Period.parse(period).previous.label, plan)
    return next(
        (_judged(office, connection, ground, one, said, before) for one in ground.plans if one.id == plan), ()
    )


def _issue(office: Office, period: str) -> datetime | None:
    """Return now, once the bulletin of a period is due: what a ledger says then is issued."""
    return office.as_of if office.as_of >= deadlines_of(office, period).bulletin else None
