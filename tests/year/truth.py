"""
What the office ought to find, worked out from the story alone.

Written from the practice of supervision (practice 3.2, 3.3 and the contract of ``facts``) in the plainest way, in exact
fractions, and with nothing of the program's own reckoning.
"""

from __future__ import annotations

import calendar
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from fractions import Fraction
from itertools import pairwise

from .story import (
    ACCEPTED,
    ADJUST,
    AT_LEAST,
    AT_MOST,
    AVERAGE,
    COUNT,
    DONE,
    ENDED,
    EXTENDED,
    FALL,
    GROWTH,
    IDLE,
    ISSUED,
    KEEP,
    NOT_EXTENDED,
    ONGOING,
    RANK,
    UNTRUE,
    UPPER,
    YEAR,
    Decision,
    HandIn,
    Node,
    Row,
    Say,
    Story,
    month_end,
)

BLUE, GREEN, YELLOW, RED, GREY = "蓝", "绿", "黄", "红", "灰"
CLASS_OF = {
    BLUE: "done",
    GREEN: "on_schedule",
    YELLOW: "behind",
    RED: "behind",
    GREY: "not_due",
    None: "unreported",
}
IN_TIME, LATE, MISSING = "按时", "迟报", "未报"
AFTER = {EXTENDED: "推进中", NOT_EXTENDED: "推进中", UNTRUE: "推进中", ACCEPTED: "已办结", ENDED: "终止"}
OFF = {"终止"}
WORST_FIRST = ("overdue", "behind", "unreported", "not_due", "on_schedule", "done")


@dataclass(frozen=True)
class Stand:
    """Where one row stands."""

    light: str | None
    klass: str
    overdue_days: int
    completion: Fraction | None
    expected: Fraction | None
    state: str
    value: Fraction | None
    due: str | None
    overdue_days_printed: int
    stopped: str
    light_before: str | None
    issued_light: str | None
    made_good: str
    life: str


@dataclass(frozen=True)
class Rates:
    """应报, 实报, 按时报送, 迟报, 未报, 退回家次."""

    expected: int
    received: int
    on_time: int
    late: frozenset[str]
    missing: frozenset[str]
    returned: int


class Truth:
    """What is true of a story at a moment; ``printed`` are the lights of the bulletins issued so far."""

    def __init__(self, story: Story, now: datetime, printed: dict[tuple[int, str], str | None]) -> None:
        self.story, self.now, self.printed = story, now, printed
        self.arrived = [one for one in story.hand_ins if one.at <= now]
        self.taken: dict[tuple[str, int], HandIn] = {
            (one.department, one.period): one for one in self.arrived if one.taken
        }
        self.rows = {row.id: row for row in story.rows}

    # what was said

    def said(self, row: Row, department: str, month: int) -> Say | None:
        """Return what a department says of a row in a month, a tick standing for what it said last."""
        file = self.taken.get((department, month))
        say = file.says.get(row.id) if file else None
        if say is None or say.blank:
            return None
        if say.status == DONE and self.decided(UNTRUE, row, month, department):
            say = replace(say, status=ONGOING)
        return self.last_said(row, department, month - 1) if say.tick else say

    def decided(self, kind: str, row: Row, month: int, department: str = "") -> Decision | None:
        """Return what was decided of a row upon a month: an untrue claim by that very month, else by then."""
        return next(
            (
                one
                for one in self.story.decisions
                if one.kind == kind
                and one.row in {row.id, row.task}
                and one.at <= self.now
                and (one.period == month if kind == UNTRUE else one.period <= month)
                and department in {"", one.department}
            ),
            None,
        )

    def due(self, row: Row, month: int) -> date | None:
        """Return the day a row is due: a later one where it was asked for in time and agreed."""
        more = self.decided(EXTENDED, row, month)
        if more is None or row.due is None or more.until is None or more.asked_on is None:
            return row.due
        return max(row.due, more.until) if more.asked_on <= row.due else row.due

    def last_said(self, row: Row, department: str, month: int) -> Say | None:
        """Return the last thing said in a month or before it."""
        says = (self.said(row, department, each) for each in range(month, 0, -1))
        return next((say for say in says if say is not None), None)

    def counts_now(self, row: Row, month: int) -> Say | None:
        """Return what a row stands on: this month's report, or the claim of done that was accepted before."""
        first = row.leads[0]
        if (say := self.said(row, first, month)) is not None:
            return say
        before = self.last_said(row, first, month - 1)
        return before if before is not None and before.status == DONE else None

    # standings

    def stand(self, row: Row, month: int) -> Stand:
        """Return where a row stands at a month's end, or today where the month is not over."""
        say, day = self.counts_now(row, month), min(self.now.date(), month_end(month))
        light, overdue = self.own_light(row, month, say)
        if light == YELLOW and self.yellow_before(row, month):
            light = RED
        due, called_off = self.due(row, month), self.decided(ENDED, row, month)
        return Stand(
            light=light,
            klass="overdue" if overdue else CLASS_OF[light],
            overdue_days=overdue,
            completion=self.completion(row, say, month),
            expected=self.expected(row, month, day),
            state=say.status if say else "未报",
            value=value_of(say),
            due=due.isoformat() if due else None,
            overdue_days_printed=self.late(row, month, say, day, row.due),
            stopped=f"终止（{called_off.ground}）" if called_off else "",
            light_before=self.printed.get((month - 1, row.id)),
            issued_light=self.printed.get((month, row.id)),
            made_good=self.made_good(row, month, light),
            life=self.life(row, month),
        )

    def made_good(self, row: Row, month: int, light: str | None) -> str:
        """Return what a paper says of a light that was corrected since it was printed, or is better than last month's."""
        now, before = self.printed.get((month, row.id), light), self.printed.get((month - 1, row.id))
        well = light in {BLUE, GREEN}
        if now != light:
            return f"印发时{now or '不亮灯'}，{'补正' if well else '更正'}后{light or '不亮灯'}"
        return f"上期{before}，已补正" if well and before in {YELLOW, RED} else ""

    def life(self, row: Row, month: int) -> str:
        """Return where a row stands between being handed out and the archive, by what happened up to a month."""
        state = "已交办"
        for each in range(1, month + 1):
            file = self.taken.get((row.leads[0], each))
            if file and not file.says[row.id].tick and state not in OFF:
                state = self.reported(row, file.says[row.id], file.at.date(), state)
            for kind, after in AFTER.items():
                if self.decided_upon(kind, row, each):
                    state = after
        return state

    def reported(self, row: Row, say: Say, day: date, before: str) -> str:
        """Return where a report leaves a row: a claim waits for a person, a request in time for the leader."""
        if say.status == DONE:
            return before if before == "已办结" else "报结待核"
        if say.status == ADJUST and row.due is not None and day <= row.due:
            return "延期待批"
        return "推进中"

    def decided_upon(self, kind: str, row: Row, month: int) -> bool:
        """Whether something was decided of a row upon this very month."""
        return any(
            one.kind == kind and one.row == row.id and one.period == month and one.at <= self.now
            for one in self.story.decisions
        )

    def pending_review(self, month: int) -> int:
        """Return how many claims 已完成 no person has confirmed."""
        done = [row for row in self.story.rows if self.stand(row, month).light == BLUE]
        return sum(self.decided(ACCEPTED, row, month) is None for row in done)

    def from_above(self, row: Row, month: int) -> bool:
        """Whether the task depends on the level above: by the plan, or as decided."""
        return "依赖上级" in row.flags or self.decided(UPPER, row, month) is not None

    def late(self, row: Row, month: int, say: Say | None, day: date, due: date | None) -> int:
        """Return the days past a due day that are held against the department."""
        excused = self.from_above(row, month) or (row.due is not None and row.due < ISSUED)
        done = say is not None and say.status == DONE
        if due is None or excused or done or self.decided(ENDED, row, month):
            return 0
        return max((day - due).days, 0)

    def yellow_before(self, row: Row, month: int) -> bool:
        """Whether the month before was yellow: as printed, or but for being the second one in a row."""
        was = self.printed.get((month - 1, row.id))
        if was != RED:
            return was == YELLOW
        end = datetime.combine(month_end(month - 1), time(23, 59))
        say = self.said(row, row.leads[0], month - 1)
        return say is not None and self.own_light(row, month - 1, say, end.date())[0] == YELLOW

    def own_light(
        self, row: Row, month: int, say: Say | None, today: date | None = None
    ) -> tuple[str | None, int]:
        """Return the light by this month alone, and the days overdue."""
        day = min(today or self.now.date(), month_end(month))
        if say is not None and say.status == DONE:
            return BLUE, 0
        if self.decided(ENDED, row, month):
            return GREY, 0
        if late := self.late(row, month, say, day, self.due(row, month)):
            return RED, late
        if say is None:
            return None, 0
        early = row.due is not None and row.due < ISSUED
        if early or self.from_above(row, month) or row.kind == RANK or "年度" in row.flags:
            return GREY, 0
        return self.light_in_time(row, month, say, day), 0

    def light_in_time(self, row: Row, month: int, say: Say, day: date) -> str:
        """Return the light of a row that is reported and not past its limit."""
        share, wanted = self.completion(row, say, month), self.expected(row, month, day)
        behind = None if share is None or wanted is None or say.status == IDLE else (wanted - share) * 100
        if behind is not None and (behind > 30 or (row.kind == KEEP and behind > 0)):
            return RED
        met = self.met(row, say, month)
        missed = any(
            node.due < day for node in self.steps(row, month) if node.name not in self.done(row, month)
        )
        due = self.due(row, month)
        near = due is not None and (due - day).days <= 30 and not met
        if missed or near or (behind is not None and behind > 10):
            return YELLOW
        if say.status == IDLE or (row.numeric and say.value is None):
            return GREY
        if behind is not None or met or row.kind == KEEP or row.id == row.task:
            return GREEN
        return GREY

    def met(self, row: Row, say: Say, month: int) -> bool:
        """Whether the figure proves the promise kept; about so many proves nothing."""
        value = self.reckoned(row, say, month)
        if value is None or say.about:
            return False
        if row.kind == KEEP:
            kept = self.to_keep(row, month)
            return kept is None or value >= kept
        return row.reached(value)

    def to_keep(self, row: Row, month: int) -> Fraction | None:
        """Return what must not be undercut: the baseline, else the last figure given."""
        if row.baseline is not None:
            return row.baseline
        says = (self.said(row, row.leads[0], each) for each in range(month - 1, 0, -1))
        return next((value for say in says if (value := value_of(say)) is not None), None)

    def reckoned(self, row: Row, say: Say, month: int) -> Fraction | None:
        """Return the figure that is held against the target: of a monthly one, the mean of the months reported."""
        value = value_of(say)
        if not row.monthly or value is None:
            return value
        start = stage(self.story, row)
        says = (
            self.said(row, row.leads[0], each)
            for each in range(1, month + 1)
            if start is None or month_end(each) >= start
        )
        figures = [figure for each in says if (figure := value_of(each)) is not None]
        return sum(figures, Fraction(0)) / len(figures)

    # days on the way

    def promised(self, row: Row, month: int) -> tuple[Node, ...]:
        """Return the nodes of a row: known once a return of its first lead is accepted for this month or before."""
        known = any((row.leads[0], each) in self.taken for each in range(1, month + 1))
        return row.nodes if known else ()

    def steps(self, row: Row, month: int) -> list[Node]:
        """Return the nodes that are steps of work; what a count should have come to bends its schedule instead."""
        return [node for node in self.promised(row, month) if node.value is None]

    def done(self, row: Row, month: int) -> set[str]:
        """Return the nodes that the last return told to be done."""
        files = (self.taken.get((row.leads[0], each)) for each in range(month, 0, -1))
        last = next((file for file in files if file), None)
        return {name for name, _ in last.says[row.id].nodes_done} if last else set()

    def expected(self, row: Row, month: int, day: date) -> Fraction | None:
        """Return the share due by now, where there is a schedule: of time, or of nodes."""
        nodes = self.promised(row, month)
        if not nodes or row.kind == COUNT:
            return expected(self.story, row, month, self.due(row, month), nodes)
        passed = sum(node.due < day for node in nodes)
        return Fraction(passed, len(nodes)) if passed or self.done(row, month) else None

    def completion(self, row: Row, say: Say | None, month: int) -> Fraction | None:
        """Return the share reached, 1 for all of it."""
        if say is None:
            return None
        value = self.reckoned(row, say, month)
        nodes = self.promised(row, month)
        if not row.numeric and say.status != DONE and nodes:
            return Fraction(len(self.done(row, month)), len(nodes))
        if not row.numeric or (row.kind == RANK and value is None):
            return Fraction(1) if say.status == DONE else None
        if value is None:
            return None
        return _SHARES[row.kind](row, value, self.to_keep(row, month) if row.kind == KEEP else None)

    # counts

    def by_task(self, month: int) -> Counter[str]:
        """Return how many tasks there are of every class: the worst of their rows', done only where all are."""
        classes: dict[str, set[str]] = {}
        for row in self.story.rows:
            classes.setdefault(row.task, set()).add(self.stand(row, month).klass)
        return Counter(next(each for each in WORST_FIRST if each in found) for found in classes.values())

    def rates(self, month: int) -> Rates:
        """Return who ought to report on a month and who has."""
        asked = [name for name in self.story.departments if self.asked(name, month)]
        came = {name: self.came(name, month) for name in asked}
        late = frozenset(name for name in asked if came[name] == LATE)
        received = sum(came[name] != MISSING for name in asked)
        return Rates(
            expected=len(asked),
            received=received,
            on_time=received - len(late),
            late=late,
            missing=frozenset(name for name in asked if came[name] == MISSING),
            returned=sum(not one.taken for name in asked for one in self.readable(name, month)),
        )

    def readable(self, department: str, month: int) -> list[HandIn]:
        """Return the files of a department for a month that could be read, as they came in."""
        files = (one for one in self.arrived if (one.department, one.period) == (department, month))
        return [one for one in files if one.readable]

    def came(self, department: str, month: int) -> str:
        """
        Tell whether a return came in time: the first readable file decides (practice 2.3).

        One sent back and not mended by the second limit is as good as none; mended after it, it is late.
        """
        files = self.readable(department, month)
        good = next((one.at for one in files if one.taken), None)
        second = datetime.combine(date(YEAR, month, 28), time(17))
        if not files or (good is None and self.now > second):
            return MISSING
        unmended = not files[0].taken and files[0].at <= second and (good or self.now) > second
        late = files[0].at > datetime.combine(date(YEAR, month, 25), time(17))
        return LATE if late or unmended else IN_TIME

    def asked(self, department: str, month: int) -> bool:
        """Whether a department has a row that was not accepted as done in an earlier month."""
        says = (self.last_said(row, department, month - 1) for row in self.story.rows_of(department))
        return any(
            (say is None or say.status != DONE) and not self.decided(ENDED, row, month)
            for say, row in zip(says, self.story.rows_of(department), strict=True)
        )


def value_of(say: Say | None) -> Fraction | None:
    """Return the figure a report gives."""
    return None if say is None or say.nothing else say.value


def expected(
    story: Story, row: Row, month: int, due: date | None, nodes: tuple[Node, ...]
) -> Fraction | None:
    """Return the share due at a month's end, where the kind of target has one."""
    start, end = stage(story, row), month_end(month)
    if start is not None and start > end:
        return None
    if row.kind in {GROWTH, FALL, AVERAGE, KEEP}:
        return Fraction(1)
    nearing = row.kind == AT_MOST and row.baseline is not None
    if start is None or due is None or not (row.kind == COUNT or nearing):
        return None
    whole = months(start, due)
    return _between(
        row, [(months(start, node.due) / whole, node) for node in nodes], months(start, end) / whole
    )


def _between(row: Row, nodes: list[tuple[Fraction, Node]], now: Fraction) -> Fraction:
    """Return the share due at a share of the time: straight from nothing, by way of the nodes, to all of it."""
    shares = [
        (when, node.value / row.wanted) for when, node in nodes if node.value is not None and row.wanted
    ]
    points = [(Fraction(0), Fraction(0)), *shares, (Fraction(1), Fraction(1))]
    for (left, low), (right, high) in pairwise(points):
        if now <= right:
            return low + (high - low) * (now - left) / (right - left)
    return Fraction(1)


def stage(story: Story, row: Row) -> date | None:
    """Return the first day of a row's stage: its own, the year of issue, or the year after the stage before."""
    if row.due is None:
        return None
    if row.start is not None:
        return row.start
    before = [
        other.due.year + 1
        for other in story.rows
        if other.task == row.task
        and row.measure
        and other.measure == row.measure
        and other.due
        and other.due < row.due
    ]
    return date(min(max([ISSUED.year, *before]), row.due.year), 1, 1)


def months(start: date, last: date) -> Fraction:
    """Count the months from a first day to a last one, the last one included, parts of a month by its days."""
    whole = (last.year - start.year) * 12 + last.month - start.month
    return whole + Fraction(last.day, calendar.monthrange(last.year, last.month)[1])


def _of_all(row: Row, value: Fraction, _kept: Fraction | None) -> Fraction | None:
    return value / row.wanted if row.wanted else None


def _up_to_all(row: Row, value: Fraction, _kept: Fraction | None) -> Fraction | None:
    return min(value / row.wanted, Fraction(1)) if row.wanted else None


def _down_to(row: Row, value: Fraction, _kept: Fraction | None) -> Fraction | None:
    if row.baseline is None or row.wanted is None:
        return Fraction(1) if row.reached(value) else None
    return min(max((row.baseline - value) / (row.baseline - row.wanted), Fraction(0)), Fraction(1))


def _kept_up(_row: Row, value: Fraction, kept: Fraction | None) -> Fraction | None:
    return None if kept is None else min(value / kept, Fraction(1))


def _in_the_end(row: Row, value: Fraction, _kept: Fraction | None) -> Fraction | None:
    return Fraction(1) if row.reached(value) else None


_SHARES = {
    COUNT: _of_all,
    GROWTH: _of_all,
    FALL: _of_all,
    AVERAGE: _of_all,
    AT_LEAST: _up_to_all,
    AT_MOST: _down_to,
    KEEP: _kept_up,
    RANK: _in_the_end,
}
