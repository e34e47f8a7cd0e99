"""应报: the departments a return of a period is expected of, without laying out their forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.turn.ground import Ground, open_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection


def expected(connection: Connection, period: str, ground: Ground | None = None) -> tuple[str, ...]:
    """
    Return the departments a return of a period is expected of, in institutional order.

    A department whose rows are all closed is excused (免报).  ``ground`` is what the period stands on, where it is
    at hand.
    """
    ground = ground or Ground.of(connection, period)
    return ground.directory.in_order(open_rows(connection, period, ground))
