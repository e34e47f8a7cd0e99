"""参数 that change: from which month on they count; months reported before keep those they were judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.period import Period
from toolkit.store import standings
from toolkit.turn.ground import deadlines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.store.plans import Registered


def counts_from(office: Office, connection: Connection, plan: str) -> str:
    """
    Return the first month that 参数 registered now count in: the one after the last reported; ``""`` where none was.

    Reported is a month whose bulletin was issued, and one that a ledger was made of before its bulletin day passed.
    """
    ends = [
        Period.parse(label).end
        for label, issued in standings.made(connection, plan)
        if issued or office.as_of >= deadlines_of(office, label).bulletin
    ]
    return Period.month_of(max(ends)).following.label if ends else ""


def told(before: Registered, parameters: Mapping[str, str], since: str) -> str:
    """Return from when on changed 参数 count, for the receipt; ``""`` where none changed or they count throughout."""
    if not since or before.parameters == parameters:
        return ""
    return f"；参数的改动从{Period.parse(since).chinese}起算，此前各月仍按原来的参数"
