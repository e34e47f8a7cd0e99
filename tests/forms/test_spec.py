"""Who gets a form, which rows stand in it, and what waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.forms.spec import FormPlan, plan_forms
from toolkit.model.history import Accepted, RowKey
from toolkit.model.period import Period
from toolkit.model.returns import Entry, Status

if TYPE_CHECKING:
    from toolkit.model.calendar import Deadlines
    from toolkit.model.department import Directory
    from toolkit.model.plan import Plan

History = dict[RowKey, Accepted]


def planned(
    plans: tuple[Plan, ...], directory: Directory, deadlines: Deadlines, history: History | None = None
) -> FormPlan:
    """Plan the forms of June 2022."""
    return plan_forms(
        plans,
        directory,
        Period.month(2022, 6),
        deadlines,
        history or {},
        office_id="yunxi",
        office_name="专班",
        made_at=datetime.fromisoformat("2022-06-20T09:00"),
    )


def accepted(plan: Plan, row: str, department: str, status: Status) -> tuple[RowKey, Accepted]:
    """Return a history item of May."""
    entry = Entry(plan=plan.id, id=row, value=1.0, status=status)
    item = Accepted(period="2022-05", department=department, entry=entry, sha256="0" * 64, file="五月.xlsx")
    return RowKey(plan.id, row, department), item


def test_every_lead_gets_its_rows_in_institutional_order(
    plan: Plan, directory: Directory, deadlines: Deadlines
) -> None:
    """One form a lead department; groups are expanded; co-leads both get the row."""
    forms = planned((plan,), directory, deadlines)

    rows = {spec.department: [row.id for part in spec.sheets for row in part.rows] for spec in forms.specs}
    assert list(rows.items()) == [
        ("县政务服务局", ["3"]),
        ("县市场监管局", ["1.1", "1.2", "3"]),
        ("青石镇", ["2"]),
        ("白塔乡", ["2"]),
    ]


def test_a_department_that_only_supports_gets_no_form(
    plan: Plan, directory: Directory, deadlines: Deadlines
) -> None:
    """县水务公司 supports a task and leads none: there is nothing for it to fill in."""
    forms = planned((plan,), directory, deadlines)

    assert "县水务公司" not in [spec.department for spec in forms.specs]


def test_supports_are_listed_under_canonical_names(
    plan: Plan, directory: Directory, deadlines: Deadlines
) -> None:
    """A supporting department named by its alias still sees what it supports."""
    forms = planned((plan,), directory, deadlines)

    assert [task.id for task in forms.specs[0].sheets[0].supports] == ["1", "2", "5"]


def test_previous_entry_and_closing_come_from_the_same_department(
    plan: Plan, directory: Directory, deadlines: Deadlines
) -> None:
    """Done and accepted closes the row of the department that said so, not its co-lead's."""
    history = dict(
        [
            accepted(plan, "3", "县市场监管局", Status.DONE),
            accepted(plan, "1.1", "县市场监管局", Status.ONGOING),
        ]
    )

    affairs, market = planned((plan,), directory, deadlines, history).specs[:2]

    assert [(row.id, row.closed) for row in market.sheets[0].rows] == [
        ("1.1", False),
        ("1.2", False),
        ("3", True),
    ]
    assert market.sheets[0].rows[0].previous == history[RowKey(plan.id, "1.1", "县市场监管局")].entry
    assert affairs.sheets[0].rows[0].previous is None


def test_a_department_with_nothing_left_to_do_gets_no_form(
    plan: Plan, directory: Directory, deadlines: Deadlines
) -> None:
    """免报: all rows closed."""
    history = dict([accepted(plan, "3", "县政务服务局", Status.DONE)])

    forms = planned((plan,), directory, deadlines, history)

    assert "县政务服务局" not in [spec.department for spec in forms.specs]


def test_several_plans_come_in_one_form(plan: Plan, directory: Directory, deadlines: Deadlines) -> None:
    """A department that leads in two plans gets one form with two parts; dates come from the period."""
    other = replace(plan, id="云溪数字政府", tasks=(plan.tasks[2],))

    spec = planned((plan, other), directory, deadlines).specs[0]

    assert [part.plan_id for part in spec.sheets] == ["云溪优化营商环境", "云溪数字政府"]
    assert (spec.due, str(spec.period)) == (deadlines.due, "2022-06")
