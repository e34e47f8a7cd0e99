"""重新印发: papers made again after the bulletin of their period went out: what differs, and where the earlier ones are kept."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from toolkit.model.issue import FOLDER, Again, Issue
from toolkit.model.period import Period
from toolkit.model.wording import day, names
from toolkit.store import diary
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.delivery.outbox import Outbox
    from toolkit.model.facts import Change, Facts
    from toolkit.model.standing import Standing

ISSUED: Final = "issue"
AGAIN: Final = "reissue"
_NAMED: Final = 8
"""Rows named in the sentence; the rest are counted."""


def issue_of(facts: Facts, at: datetime, papers: dict[str, str]) -> Issue:
    """Return papers as they go out now; ``papers`` are hashes by file name."""
    rows = {row.id: _mark(row) for row in facts.standings}
    return Issue(
        at=at,
        period=facts.period.label,
        plan=facts.plan,
        papers=papers,
        rows=rows,
        returns=_digest(facts.returns),
    )


def last(connection: Connection, period: str, plan: str) -> dict[str, Issue]:
    """Return when each paper of a period, by file name, went out last."""
    found: dict[str, Issue] = {}
    for detail in diary.details(connection, ISSUED):
        one = load(Issue, detail)
        if (one.period, one.plan) == (period, plan):
            found |= dict.fromkeys(one.papers, one)
    return found


def lines(connection: Connection, plan: str, period: Period) -> Iterator[Change]:
    """Yield what went out a second time of a plan, of a period or earlier ones, as lines of the record."""
    for detail in diary.details(connection, AGAIN):
        one = load(Again, detail)
        if one.plan == plan and Period.parse(one.period).end <= period.end:
            yield one.change()


def differences(before: Iterable[Issue], now: Issue) -> str:
    """Return what papers say otherwise than they did when they went out before."""
    told = tuple(before)
    changed = [row for row, mark in now.rows.items() if any(one.rows.get(row) != mark for one in told)]
    gone = sum(row not in now.rows for row in told[0].rows) if told else 0
    shown = names([f"{row}{_light(told, now, row)}" for row in changed[:_NAMED]])
    said = [
        f"{len(changed)}行的数值、状态或说明不同（{shown}{'等' if len(changed) > _NAMED else ''}）"
        if changed
        else "",
        f"少了{gone}行" if gone else "",
        "报送情况有变" if any(one.returns != now.returns for one in told) else "",
    ]
    return "，".join(filter(None, said)) or "各行和报送情况没有变，只有文字或版式不同"


def keep(outbox: Outbox, path: str, at: datetime) -> str:
    """Keep the paper that lies in the outbox before another takes its place, and return where; ``""`` if none lies there."""
    lying = outbox.path(path)
    if not lying.is_file():
        return ""
    data, name = lying.read_bytes(), PurePosixPath(path)
    stem = f"{name.parent}/{FOLDER}/{name.stem}_{day(at.date())}印发"
    number, kept = 1, f"{stem}{name.suffix}"
    while outbox.path(kept).exists() and outbox.path(kept).read_bytes() != data:
        number += 1
        kept = f"{stem}（{number}）{name.suffix}"
    outbox.put(kept, data)
    return kept


def note(connection: Connection, issue: Issue, again: Again | None) -> None:
    """Write into the log what went out, and that it did a second time."""
    diary.note(connection, issue.at, "office", ISSUED, dump(Issue, issue))
    if again:
        diary.note(connection, issue.at, "office", AGAIN, dump(Again, again))


def sha256(data: bytes) -> str:
    """Return the hash of a paper."""
    return hashlib.sha256(data).hexdigest()


def _light(before: Iterable[Issue], now: Issue, row: str) -> str:
    lights = [one.rows.get(row, " ").partition(" ")[0] or "不亮灯" for one in before if row in one.rows]
    light = now.rows[row].partition(" ")[0] or "不亮灯"
    was: Mapping[str, None] = dict.fromkeys(one for one in lights if one != light)
    return f"{names(list(was))}→{light}" if was else ""


def _mark(row: Standing) -> str:
    said = (row.value, row.state, row.klass, row.progress, row.problems, row.next_steps, row.completed_on)
    return f"{row.light or ''} {_digest((said, row.due, row.overdue_days, row.questioned, row.made_good))}"


def _digest(said: object) -> str:
    return hashlib.blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
