"""What the office has heard and decided at a moment, and where that leaves rows and returns (practice 2.2, 2.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from .story import (
    ACCEPTED,
    ADJUST,
    DONE,
    ENDED,
    EXTENDED,
    ISSUED,
    NOT_EXTENDED,
    ONGOING,
    UNTRUE,
    UPPER,
    YEAR,
    Decision,
    HandIn,
    Row,
    Say,
    Story,
)

IN_TIME, LATE, MISSING = "按时", "迟报", "未报"
AFTER = {EXTENDED: "推进中", NOT_EXTENDED: "推进中", UNTRUE: "推进中", ACCEPTED: "已办结", ENDED: "终止"}
OFF = {"终止"}


class Heard:
    """What is known of a story at a moment."""

    def __init__(self, story: Story, now: datetime) -> None:
        self.story, self.now = story, now
        self.arrived = [one for one in story.hand_ins if one.at <= now]
        self.taken: dict[tuple[str, int], HandIn] = {
            (one.department, one.period): one for one in self.arrived if one.taken
        }

    def said(self, row: Row, department: str, month: int) -> Say | None:
        """
        Return what a department says of a row in a month, a tick standing for what it said last.

        A row a person accepted as done is done, whatever its department says of it since.
        """
        file = self.taken.get((department, month))
        say = file.says.get(row.id) if file else None
        if say is None or say.blank:
            return None
        if say.status == DONE and self.decided(UNTRUE, row, month, department):
            say = replace(say, status=ONGOING, false=True)
        if say.tick:
            return self.last_said(row, department, month - 1)
        held = self.decided(ACCEPTED, row, month, department)
        return replace(say, status=DONE) if held else say

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

    def decided_upon(self, kind: str, row: Row, month: int) -> bool:
        """Whether something was decided of a row upon this very month."""
        return any(
            one.kind == kind and one.row == row.id and one.period == month and one.at <= self.now
            for one in self.story.decisions
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

    def asked(self, department: str, month: int) -> bool:
        """Whether a department has a row that was not accepted as done in an earlier month."""
        says = (self.last_said(row, department, month - 1) for row in self.story.rows_of(department))
        return any(
            (say is None or say.status != DONE) and not self.decided(ENDED, row, month)
            for say, row in zip(says, self.story.rows_of(department), strict=True)
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
        if before == "已办结":
            return before
        if say.status == DONE:
            return "报结待核"
        if say.status == ADJUST and row.due is not None and day <= row.due:
            return "延期待批"
        return "推进中"
