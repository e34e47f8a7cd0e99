"""Who is asked, and of which rows, is the same whether forms are laid out or only rows are counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.model.returns import Entry, Status
from toolkit.office import Office
from toolkit.store import drops, entries
from toolkit.turn.dispatch import expected_among, lay_out
from toolkit.turn.expected import expected
from toolkit.turn.ground import open_rows
from toolkit.turn.take_in import take_in

from .conftest import GOOD, put

At = Callable[[str], Office]


@pytest.mark.parametrize("later", [Status.DONE, Status.ONGOING, None])
def test_rows_counted_are_those_of_the_forms(
    supervising: At, form: Callable[..., bytes], later: Status | None
) -> None:
    """A row said to be done before is asked no more, unless it was said not to be since, ticked or not."""
    office = supervising("2022-06-24T10:00")
    put(office, "审批局.xlsx", form("县审批局", GOOD))
    take_in(office, pause_s=0)
    with office.store.transaction() as connection:
        (drop,) = (one for one in drops.everything(connection) if one.department == "县审批局")
        plan, row = next((key.plan, key.id) for key in entries.of_period(connection, "2022-06"))
        for period, status in (("2022-04", Status.DONE), ("2022-05", later)):
            said = Entry(plan=plan, id=row, status=status, raw="1", value=1.0, unchanged=status is None)
            entries.replace(connection, period, "县审批局", [said], drop=drop.seq, questioned=())
        specs = lay_out(office, connection, "2022-06").specs
        forms = {
            spec.department: {(s.plan_id, r.id) for s in spec.sheets for r in s.rows if not r.closed}
            for spec in specs
        }
        assert open_rows(connection, "2022-06") == forms
        assert expected(connection, "2022-06") == expected_among(specs)
        assert ((plan, row) in forms.get("县审批局", ())) == (later is Status.ONGOING)
