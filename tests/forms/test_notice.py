"""The text for the work group."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.forms.notice import group_notice

if TYPE_CHECKING:
    from toolkit.model.calendar import Deadlines

ISSUED = ("县政务服务局", "县市场监管局", "青石镇")


def test_on_the_day_of_issue_nobody_is_named(deadlines: Deadlines) -> None:
    """Before the deadline, with nothing in yet, the notice only tells what is out and when it is due."""
    text = group_notice(
        deadlines, office_name="专班", as_of=deadlines.dispatch, issued=ISSUED, missing=ISSUED
    )

    assert "共3家" in text
    assert "6月25日（星期六）17:00前" in text
    assert "未报" not in text


def test_after_the_deadline_the_missing_are_named(deadlines: Deadlines) -> None:
    """Who is missing, and who has to mend something by when."""
    text = group_notice(
        deadlines,
        office_name="专班",
        as_of=datetime.fromisoformat("2022-06-26T09:00"),
        issued=ISSUED,
        missing=("青石镇",),
        returned=("县市场监管局",),
    )

    assert "截至6月26日（星期日）09:00，应报3家，已报2家，未报1家：青石镇，请尽快报送。" in text
    assert "退回待改1家：县市场监管局。请按“修改清单”改好，于6月28日（星期二）17:00前发回。" in text


def test_all_in_says_thank_you(deadlines: Deadlines) -> None:
    """With nobody missing the notice says so."""
    text = group_notice(deadlines, office_name="专班", as_of=deadlines.urge, issued=ISSUED)

    assert "全部报齐" in text
