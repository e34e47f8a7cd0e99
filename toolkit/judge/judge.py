"""研判：a plan and what was accepted become one standing a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.judge import questions
from toolkit.judge.case import Case, examine
from toolkit.judge.classes import classify
from toolkit.judge.lights import rule, with_run
from toolkit.judge.requirement import requirement
from toolkit.judge.thresholds import Thresholds
from toolkit.judge.why import why
from toolkit.model.history import Accepted, RowKey
from toolkit.model.standing import Light, Source, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from toolkit.model.department import Directory
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan, Target, Task

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
    parameters: Mapping[str, str],
) -> tuple[Standing, ...]:
    """
    Return a standing for every row of the plan, in the plan's order.

    Args:
        plan: the confirmed plan.
        directory: turns the leads as printed into departments; the first lead's report is the standing.
        accepted: this period's accepted entries, questioned ones too.
        history: accepted entries of earlier periods, oldest first.
        lights_before: the lights as printed in the period before, by plan and row id.
        period: the period judged; its last month counts as gone by.
        as_of: the day looked at; past due is told on it, but never later than the period's end.
        parameters: the limits of 参数, by their Chinese names.
    """
    bench = _Bench(
        plan, directory, accepted, history, lights_before, period, as_of, Thresholds.of(parameters)
    )
    return tuple(bench.standing(task, target) for task in plan.tasks for target in task.targets or (None,))


@dataclass(frozen=True, slots=True)
class _Bench:
    plan: Plan
    directory: Directory
    accepted: Mapping[RowKey, Accepted]
    history: Mapping[RowKey, tuple[Accepted, ...]]
    lights_before: Mapping[tuple[str, str], Light]
    period: Period
    as_of: date
    limits: Thresholds
    _leads: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def standing(self, task: Task, target: Target | None) -> Standing:
        row_id = target.id if target else task.id
        leads = self._expand(task.leads)
        first = leads[0] if leads else ""
        reports = self.history.get(RowKey(self.plan.id, row_id, first), ())
        current = self.accepted.get(RowKey(self.plan.id, row_id, first))
        case = examine(self.plan, task, target, reports, current, self.period.end, self.as_of)
        before = self.lights_before.get((self.plan.id, row_id))
        ruling = with_run(rule(case, self.limits), self._earlier(task, target, reports, before), self.limits)
        asked = (
            *(() if leads else (_NO_LEAD,)),
            *questions.of_case(case, self.limits),
            *self._co_leads(row_id, leads, case),
        )
        entry = case.report.entry if case.report else None
        return Standing(
            plan=self.plan.id,
            id=row_id,
            task=task.id,
            title=task.title,
            section=task.section,
            requirement=requirement(task, target),
            kind=target.kind if target else None,
            comparator=target.comparator if target else None,
            target=target.value if target else None,
            unit=target.unit if target else None,
            due=case.due,
            department=first,
            leads=leads,
            supports=task.supports,
            value=case.value,
            value_before=case.value_before,
            completion=case.completion,
            expected=case.expected,
            state=_state(case),
            light=ruling.light,
            light_before=before,
            klass=classify(ruling.light, case.overdue_days),
            overdue_days=case.overdue_days,
            why=why(case, ruling, self.limits),
            progress=entry.progress if entry else "",
            problems=entry.problems if entry else "",
            next_steps=entry.next_steps if entry else "",
            coordination=entry.coordination if entry else "",
            evidence=entry.evidence if entry else "",
            completed_on=entry.completed_on if entry else None,
            questioned=case.report is not None and case.report.questioned,
            source=_source(case.report),
            notes=asked,
            measure=target.measure if target else "",
            unchanged=case.report is not None and (case.report is not current or case.report.entry.unchanged),
        )

    def _expand(self, leads: tuple[str, ...]) -> tuple[str, ...]:
        if leads not in self._leads:
            self._leads[leads] = self.directory.expand(leads)
        return self._leads[leads]

    def _earlier(
        self, task: Task, target: Target | None, reports: tuple[Accepted, ...], printed: Light | None
    ) -> Iterator[Light | None]:
        """
        Yield the lights of earlier periods, newest first, as far as they may have been yellow.

        The light as printed counts.  One printed red may have been yellow but for its run, so it is judged
        again by its own ground: otherwise a row that does not improve would go back to yellow every other
        month.
        """
        period = self.period.previous
        if printed is Light.YELLOW:
            yield printed
            period, reports = period.previous, tuple(r for r in reports if r.period != period.label)
        elif printed is not Light.RED:
            return
        while reports and reports[-1].period == period.label:
            *earlier, current = reports
            reports = tuple(earlier)
            case = examine(self.plan, task, target, reports, current, period.end, period.end)
            yield rule(case, self.limits).light
            period = period.previous

    def _co_leads(self, row_id: str, leads: tuple[str, ...], case: Case) -> tuple[str, ...]:
        others: dict[str, Accepted] = {}
        for name in leads[1:]:
            key = RowKey(self.plan.id, row_id, name)
            said = questions.this_period(self.accepted.get(key), self.history.get(key, ()))
            if said is not None:
                others[name] = said
        unit = case.target.unit if case.target else None
        return questions.of_co_leads(leads[0], case.report, others, unit) if others else ()


def _state(case: Case) -> str:
    if case.report is None:
        return _STATE_WITHOUT_REPORT
    entry = case.report.entry
    return entry.status.value if entry.status else entry.status_raw or _STATE_WITHOUT_WORD


def _source(report: Accepted | None) -> Source | None:
    """Return the cell the figure stands in: the value, or the tick or state that stood for it."""
    if report is None:
        return None
    entry = report.entry
    written = "unchanged" if entry.unchanged else "value" if entry.value is not None else "status"
    order = (written, "status", "progress", "value", "id")
    cell = next((entry.cells[name] for name in order if entry.cells.get(name)), "")
    return Source(sha256=report.sha256, file=report.file, cell=cell, archive=report.archive, told=report.source)
