"""One whole turn: take in the inbox, do what the calendar says is due, keep the lists fresh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model.period import Period
from toolkit.store import diary, drops
from toolkit.turn import dispatch, lists, report
from toolkit.turn.ground import Ground, deadlines_of
from toolkit.turn.scan import LOOK_AGAIN_S
from toolkit.turn.take_in import take_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.office import Office
    from toolkit.store.drops import Drop


@dataclass(frozen=True, slots=True)
class Worked:
    """What a turn did: files decided, jobs done, papers written or changed, below the outbox, and what to say of them."""

    drops: tuple[Drop, ...]
    jobs: tuple[str, ...]
    written: tuple[str, ...]
    told: tuple[str, ...] = ()

    @property
    def needs_attention(self) -> bool:
        """Whether a file was sent back, held, refused or raises a question."""
        return any(drop.verdict.needs_attention for drop in self.drops)


def work(
    office: Office,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
    pause_s: float = LOOK_AGAIN_S,
    period: str | None = None,
) -> Worked:
    """Do one turn, alone in the office; ``period`` keeps the calendar's jobs to that period."""
    with office.alone():
        office.outbox.probe()
        taken = take_in(office, tell, pause_s)
        told: list[str] = []
        done = tuple(
            f"{of} {job}"
            for job, of in due(office)
            if period in {None, of} and _do(office, job, of, told.append)
        )
        lists.refresh(office)
    return Worked(taken, done, tuple(office.outbox.written), tuple(told))


def due(office: Office) -> tuple[tuple[str, str], ...]:
    """
    Return the jobs the calendar asks for now and that were not done, with their periods.

    A job missed while nobody ran the program is caught up within its window: forms and the urge list until
    the period locks, papers until the next period's forms go out.
    """
    if not office.settings.calendar.automatic:
        return ()
    this = Period.month_of(office.as_of.date())
    wanted = [
        (job, period) for period in (this.previous.label, this.label) for job in _windows(office, period)
    ]
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
        return tuple(
            (job, period)
            for job, period in wanted
            if ground.plans
            and min(ground.since(plan.id) for plan in ground.plans) <= deadlines_of(office, period).due
            and diary.done_at(connection, job, period) is None
            and (job == dispatch.JOB or _under_way(office, period))
        )


def _windows(office: Office, period: str) -> tuple[str, ...]:
    """Return the jobs in whose window now lies."""
    moments = deadlines_of(office, period)
    following = deadlines_of(office, moments.period.following.label)
    windows = (
        (dispatch.JOB, moments.dispatch, moments.lock),
        (lists.URGE_JOB, moments.urge, moments.lock),
        (report.JOB, moments.bulletin, following.dispatch),
    )
    return tuple(job for job, opens, closes in windows if opens <= office.as_of <= closes)


def _under_way(office: Office, period: str) -> bool:
    """Tell whether a period has begun for this office: forms went out, or something came in."""
    with office.store.transaction() as connection:
        return bool(diary.issued_forms(connection, period) or drops.returns_of(connection, period))


def _do(office: Office, job: str, period: str, say: Callable[[str], None]) -> bool:
    if job == dispatch.JOB:
        return bool(dispatch.dispatch(office, period).departments)
    if job == lists.URGE_JOB:
        lists.urge_list(office, period)
    else:
        report.report(office, period, tell=say)
    if office.outbox.blocked:
        return False
    with office.store.transaction() as connection:
        diary.mark_done(connection, job, period, office.as_of)
    return True
