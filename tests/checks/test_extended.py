"""A form that went out before an extension was agreed to bears the printed day, and nobody edited it."""

from __future__ import annotations

from datetime import date

from toolkit.checks.locked import _other_due
from toolkit.model.plan import Comparator, Kind, Target
from toolkit.model.returns import Entry

EXTENDED = Target(
    id="1.1",
    quote="新增60项",
    kind=Kind.COUNT,
    comparator=Comparator.AT_LEAST,
    value=60,
    unit="项",
    due=date(2022, 9, 30),
    due_before=date(2022, 6, 30),
)


def test_the_printed_day_is_no_edit() -> None:
    """The new day and the printed one are the office's; any other is an edit."""
    said = {
        text: _other_due(Entry(plan="方案", id="1.1", issued_due=text), EXTENDED)
        for text in ("2022-09-30", "2022年6月30日", "2022年12月31日", "")
    }
    assert said == {
        "2022-09-30": None,
        "2022年6月30日": None,
        "2022年12月31日": date(2022, 12, 31),
        "": None,
    }
