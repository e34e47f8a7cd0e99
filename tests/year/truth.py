"""
What the office ought to find, worked out from the story alone.

Written from the practice of supervision (practice 3.2, 3.3 and the contract of ``facts``) in the plainest way, in exact
fractions, and with nothing of the program's own reckoning.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from .arithmetic import value_of
from .figures import Figures
from .heard import LATE, MISSING
from .story import (
    ACCEPTED,
    DONE,
    ENDED,
    IDLE,
    ISSUED,
    KEEP,
    RANK,
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


class Truth(Figures):
    """What is true of a story at a moment; ``printed`` are the lights of the bulletins issued so far."""

    def __init__(self, story: Story, now: datetime, printed: dict[tuple[int, str], str | None]) -> None:
        super().__init__(story, now)
        self.printed = printed

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
            return f"印发时{_lamp(now)}，{'补正' if well else '更正'}后{_lamp(light)}"
        late = before == RED or (before == YELLOW and not self.only_near(row, month - 1))
        return f"上期{before}灯，已补正" if well and late else ""

    def only_near(self, row: Row, month: int) -> bool:
        """Whether a yellow light of a month only warned that the due day was close: there is nothing to make good."""
        day, say = month_end(month), self.said(row, row.leads[0], month)
        if say is None:
            return False
        share, wanted = self.completion(row, say, month), self.expected(row, month, day)
        if share is not None and wanted is not None and say.status != IDLE and (wanted - share) * 100 > 10:
            return False
        return not any(
            node.due < day for node in self.steps(row, month) if node.name not in self.done(row, month)
        )

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

    def pending_review(self, month: int) -> int:
        """Return how many claims 已完成 no person has confirmed."""
        done = [row for row in self.story.rows if self.stand(row, month).light == BLUE]
        return sum(self.decided(ACCEPTED, row, month) is None for row in done)


def _lamp(light: str | None) -> str:
    return f"{light}灯" if light else "不亮灯"
