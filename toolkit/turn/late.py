"""超期补报: returns that came in after their period was locked, and whether they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.deciding import LATE_COUNTED, LATE_LEFT_OUT, Ask
from toolkit.model.decision import Pending
from toolkit.model.files import FileKind
from toolkit.model.period import Period
from toolkit.store import diary
from toolkit.turn.ground import deadlines_of
from toolkit.turn.held import DROP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.store.drops import Drop


def questions(office: Office, connection: Connection, everything: Iterable[Drop]) -> Iterator[Pending]:
    """
    Yield a question for every return that counts and came in after its period was locked.

    Until somebody decides, it counts as a correction (practice 2.3, 更正).
    """
    asked: dict[str, bool] = {}
    for drop in everything:
        if drop.kind is not FileKind.RETURN or not drop.verdict.taken or not drop.period:
            continue
        if drop.period not in asked:
            asked[drop.period] = bool(diary.issued_forms(connection, drop.period))
        if asked[drop.period] and drop.received > deadlines_of(office, drop.period).lock:
            yield _question(office, drop, drop.period)


def _question(office: Office, drop: Drop, period: str) -> Pending:
    lock, came = deadlines_of(office, period).lock, drop.received
    return Pending(
        kind=Ask.LATE,
        subject=f"{drop.department}{Period.parse(period).chinese}填报表“{drop.file}”",
        question="锁定之后才报来，计入更正还是不计？",
        known=f"{came.month}月{came.day}日收到，本期{lock.month}月{lock.day}日锁定；定下之前先计入更正。",
        proposal=LATE_COUNTED,
        reason="数据以单位最后报来的为准，印发过的材料不改，另作更正",
        place=str(drop.seq),
        choices=(LATE_COUNTED, LATE_LEFT_OUT),
        about={DROP: str(drop.seq)},
    )
