"""研判：a plan and what was accepted become one standing a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit.judge import questions
from toolkit.judge.case import Case, examine
from toolkit.judge.classes import CLASSES
from toolkit.judge.expected import Moment
from toolkit.judge.lights import LEVELS, Ground, rule, with_run
from toolkit.judge.made_good import GOOD, since_last
from toolkit.judge.requirement import requirement
from toolkit.judge.row import Row, as_due, rows
from toolkit.judge.thresholds import Thresholds
from toolkit.judge.why import SENTENCES, behind_by
from toolkit.model.built import draft
from toolkit.model.history import Accepted, RowKey
from toolkit.model.returns import Entry, Status
from toolkit.model.standing import Class, Level, Light, Source, Standing
from toolkit.model.terms import in_force

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from toolkit.model.department import Directory
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan
    from toolkit.model.terms import Term

_STATE_WITHOUT_REPORT = "未报"
_STATE_WITHOUT_WORD = "推进中"
_NO_LEAD = "未明确可布置的牵头单位，请在任务分解表中补充。"


def judge(
    plan: Plan,
    directory: Directory,
    accepted: Mapping[RowKey, Accepted],
    history: Mapping[RowKey, tuple[Accepted, ...]],
    lights_before: Mapping[tuple[str, str], Light],
    period: Period,
    as_of: date,
    terms: Sequence[Term],
) -> tuple[Standing, ...]:
    """
    Return a standing for every row of the plan, in the plan's order.

    Args:
        plan: the confirmed plan, with what persons settled about it since.
        directory: turns the leads as printed into departments; the first lead's report is the standing.
        accepted: this period's accepted entries, questioned ones too.
        history: accepted entries of earlier periods, oldest first.
        lights_before: the lights as printed in the period before, by plan and row id.
        period: the period judged; its last month counts as gone by.
        as_of: the day looked at; past due is told on it, but never later than the period's end.
        terms: limits, colours and schedule of 参数, as they are in this period and were in earlier ones.
    """
    before = period.previous
    limits, last = (Thresholds.of(in_force(terms, each)) for each in (period, before))
    moment = Moment.of(period.end, as_of)
    bench = _Bench(plan, directory, accepted, history, lights_before, moment, before, limits, last, terms)
    return tuple([bench.standing(row) for row in rows(plan, limits.curve)])


@dataclass(frozen=True, slots=True)
class _Bench:
    plan: Plan
    directory: Directory
    accepted: Mapping[RowKey, Accepted]
    history: Mapping[RowKey, tuple[Accepted, ...]]
    lights_before: Mapping[tuple[str, str], Light]
    moment: Moment
    before: Period
    limits: Thresholds
    last: Thresholds
    terms: Sequence[Term]
    earlier: dict[Period, tuple[Moment, Thresholds]] = field(default_factory=dict)

    def standing(self, row: Row) -> Standing:
        plan, limits = self.plan.id, self.limits
        leads = self.directory.expand(row.task.leads)
        first = leads[0] if leads else ""
        key: Any = (plan, row.id, first)  # equal to a RowKey, and made without a call
        reports, current = self.history.get(key, ()), self.accepted.get(key)
        case = examine(row, reports, current, self.moment, limits.profile)
        before = self.lights_before.get((plan, row.id))
        own = ground = rule(case, limits)
        level = LEVELS[own]
        light = limits.profile.colours[level]
        if light is _YELLOW:
            ground = with_run(own, self._earlier(row, reports, before), limits)
            level = LEVELS[ground]
            light = limits.profile.colours[level]
        standing = _Draft()
        standing.plan, standing.department, standing.leads = plan, first, leads
        _print(standing, row)
        _say(standing, case.report, current)
        standing.value, standing.value_before = case.value, case.value_before
        standing.completion, standing.expected = case.completion, case.expected
        standing.overdue_days = case.overdue_days
        standing.overdue_days_printed = case.overdue_days_printed
        standing.level, standing.light = level, light
        standing.klass = klass = CLASSES[level]
        standing.light_before, standing.issued_light = before, None
        standing.made_good = self._made_good(row, reports, before) if level in GOOD else ""
        standing.why = SENTENCES[ground](case, limits)
        standing.behind_by = behind_by(case, own, ground, limits) if klass is _BEHIND else ""
        asked = questions.of_case(case, limits)
        standing.notes = asked if len(leads) == 1 else self._asked(row, leads, case, asked)
        standing.life = ""
        standing.__class__ = Standing
        made: Standing = standing
        return made

    def _earlier(
        self, row: Row, reports: tuple[Accepted, ...], printed: Light | None
    ) -> Iterator[Light | None]:
        """
        Yield the lights of earlier periods, newest first, as far as they may have been yellow.

        The light as printed counts.  One printed red may have been yellow but for its run, so it is judged
        again by its own ground: otherwise a row that does not improve would go back to yellow every other
        month.  Neither an extension decided since nor 参数 changed since reach back.
        """
        period = self.before
        if printed is Light.YELLOW:
            yield printed
            if reports and reports[-1].period == period.label:
                reports = reports[:-1]
            period = period.previous
        elif printed is not self.last.profile.colours[Level.SERIOUS]:
            return
        while reports and reports[-1].period == period.label:
            current, reports = reports[-1], reports[:-1]
            _, limits = self._then(period)
            yield limits.profile.colours[LEVELS[self._ground(row, reports, current, period)]]
            period = period.previous

    def _made_good(self, row: Row, reports: tuple[Accepted, ...], printed: Light | None) -> str:
        """
        Return the mark of a row that stands well after a warning.

        One that was only warned of its due day was never behind, so that there is nothing it could have made good.
        """
        mark = since_last(printed, self.last.profile)
        return "" if mark and self._was_only_near(row, reports, printed) else mark

    def _was_only_near(self, row: Row, reports: tuple[Accepted, ...], printed: Light | None) -> bool:
        """Whether the light printed for the period before only warned that the due day was close."""
        period = self.before
        if (
            printed is not self.last.profile.colours[Level.NEAR]
            or not reports
            or reports[-1].period != period.label
        ):
            return False
        return self._ground(row, reports[:-1], reports[-1], period) is Ground.NEAR

    def _ground(self, row: Row, reports: tuple[Accepted, ...], current: Accepted, period: Period) -> Ground:
        """Return the ground a row stood on by an earlier period alone."""
        moment, limits = self._then(period)
        then = as_due(self.plan, row, period.end, limits.curve)
        return rule(examine(then, reports, current, moment, limits.profile), limits)

    def _then(self, period: Period) -> tuple[Moment, Thresholds]:
        """Return when an earlier period was looked at, and what it was judged by."""
        if period not in self.earlier:
            limits = Thresholds.of(in_force(self.terms, period))
            self.earlier[period] = Moment.of(period.end, period.end), limits
        return self.earlier[period]

    def _asked(self, row: Row, leads: tuple[str, ...], case: Case, own: tuple[str, ...]) -> tuple[str, ...]:
        """Return what a person should look at of a row that no one department leads."""
        return (*own, *self._co_leads(row, leads, case)) if leads else (_NO_LEAD, *own)

    def _co_leads(self, row: Row, leads: tuple[str, ...], case: Case) -> tuple[str, ...]:
        others: dict[str, Accepted] = {}
        for name in leads[1:]:
            key = RowKey(self.plan.id, row.id, name)
            said = questions.this_period(self.accepted.get(key), self.history.get(key, ()))
            if said is not None:
                others[name] = said
        unit = row.target.unit if row.target else None
        return questions.of_co_leads(leads[0], case.report, others, unit) if others else ()


def _print(standing: Any, row: Row) -> None:  # noqa: ANN401 -- a draft
    """Fill in what the plan says of a row."""
    task, target = row.task, row.target
    standing.id, standing.task = row.id, task.id
    standing.title, standing.section, standing.supports = task.title, task.section, task.supports
    standing.requirement = requirement(task, target)
    standing.start, standing.due, standing.stopped = row.start, row.due, row.stopped
    if target is None:
        standing.kind = standing.comparator = standing.target = standing.unit = standing.due_before = None
        standing.measure = ""
    else:
        standing.kind, standing.comparator = target.kind, target.comparator
        standing.target, standing.unit, standing.measure = target.value, target.unit, target.measure
        standing.due_before = target.due_before


def _say(standing: Any, report: Accepted | None, current: Accepted | None) -> None:  # noqa: ANN401 -- a draft
    """Fill in what the report that counts says; ``current`` is that of the period itself."""
    if report is None:
        entry, standing.state, standing.source = _NOTHING, _STATE_WITHOUT_REPORT, None
        standing.questioned = standing.unchanged = False
    else:
        entry = report.entry
        standing.state = _STATES[entry.status] if entry.status else entry.status_raw or _STATE_WITHOUT_WORD
        standing.source = _source(report, entry)
        standing.questioned = report.questioned
        standing.unchanged = entry.unchanged or report is not current
    standing.progress, standing.problems = entry.progress, entry.problems
    standing.next_steps, standing.coordination = entry.next_steps, entry.coordination
    standing.evidence, standing.completed_on = entry.evidence, entry.completed_on


def _source(report: Accepted, entry: Entry) -> Source:
    """Return the cell the figure stands in: the value, or the tick or state that stood for it."""
    written = "unchanged" if entry.unchanged else "value" if entry.value is not None else "status"
    source = _SourceDraft()
    source.sha256, source.file, source.archive = report.sha256, report.file, report.archive
    source.cell = entry.cells.get(written) or next(filter(None, map(entry.cells.get, _CELLS)), "")
    source.told = report.source
    source.__class__ = Source
    made: Source = source
    return made


_CELLS = ("status", "progress", "value", "id")
_NOTHING = Entry(plan="", id="")
_STATES = {status: status.value for status in Status}
_Draft, _SourceDraft = draft(Standing), draft(Source)
_YELLOW, _BEHIND = Light.YELLOW, Class.BEHIND
