"""Days on the way, given by the first lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.judge.sample import COUNT, JUNE, LEVEL, LIMIT, MILESTONE, one, plan_of, report, stand
from toolkit.model.history import Accepted
from toolkit.model.plan import Node, Plan, Target
from toolkit.model.returns import NodeSaid, Status
from toolkit.model.standing import Class, Light, Standing

STEPS = (
    Node(name="完成调研", due=date(2022, 3, 31)),
    Node(name="征求意见", due=date(2022, 5, 31)),
    Node(name="印发", due=date(2022, 9, 30)),
    Node(name="评估", due=date(2022, 12, 20)),
)


def _judged(target: Target | None, nodes: tuple[Node, ...], *said: Accepted) -> Standing:
    plan = replace(plan_of(*([target] if target else [])), nodes={target.id if target else "1": nodes})
    return stand(plan, *said)[0]


def _done(
    *names: str, period: str = "2022-06", row: str = "1.1", status: Status = Status.ONGOING
) -> Accepted:
    nodes = tuple(NodeSaid(name=name, done_on=date(2022, 5, 20)) for name in names)
    return report(status=status, nodes=nodes, period=period, row=row)


@pytest.mark.parametrize(
    ("names", "completion", "light", "klass"),
    [
        (("完成调研", "征求意见"), 0.5, Light.GREEN, Class.ON_SCHEDULE),
        (("完成调研", "征求意见", "印发"), 0.75, Light.GREEN, Class.ON_SCHEDULE),
        (("完成调研",), 0.25, Light.YELLOW, Class.BEHIND),
        (("征求意见", "印发"), 0.5, Light.YELLOW, Class.BEHIND),
        ((), 0.0, Light.RED, Class.BEHIND),
    ],
)
def test_a_milestone_is_measured_by_its_nodes(
    names: tuple[str, ...], completion: float, light: Light, klass: Class
) -> None:
    """Nodes done against nodes past; one past and not done is at least yellow, whatever else is done."""
    standing = _judged(MILESTONE, STEPS, _done(*names))
    assert (standing.completion, standing.expected) == (completion, 0.5)
    assert (standing.light, standing.klass) == (light, klass)


def test_papers_hear_which_node_was_missed() -> None:
    """A bulletin that says 滞后 says of which node; of a row that is not behind nothing is said."""
    behind = _judged(MILESTONE, STEPS, _done("征求意见", "印发"))
    assert behind.behind_by == "节点“完成调研”应于2022年3月31日完成，至2022年6月30日未完成"
    assert _judged(MILESTONE, STEPS, _done("完成调研", "征求意见")).behind_by == ""


def test_the_reason_names_the_node() -> None:
    """Which node, by when, and how many of how many."""
    assert _judged(MILESTONE, STEPS, _done("征求意见", "印发")).why == (
        "节点“完成调研”应于2022年3月31日完成，至2022年6月30日未完成；"
        "无数值目标，共4个节点，已到期2个，已完成2个，完成率50.0%，按节点应达50.0%，不落后。"
    )


def test_before_the_first_node_nothing_is_due() -> None:
    """A milestone whose nodes all lie ahead has not come to one."""
    ahead = STEPS[2:]
    standing = _judged(MILESTONE, ahead, _done())
    assert (standing.expected, standing.light, standing.klass) == (None, Light.GREY, Class.NOT_DUE)
    assert _judged(MILESTONE, ahead, _done("印发")).light is Light.GREEN


def test_a_node_on_the_day_itself_is_not_past() -> None:
    """As with due days, the day itself still counts as in time."""
    today = (Node(name="印发", due=JUNE.end), STEPS[3])
    assert _judged(MILESTONE, today, _done()).light is Light.GREY


def test_words_have_nodes_too() -> None:
    """A task without targets is measured by its nodes where it has some."""
    assert _judged(None, STEPS, _done("完成调研", row="1")).light is Light.YELLOW
    assert _judged(None, STEPS, _done(row="1", status=Status.DONE)).light is Light.BLUE


def test_a_file_without_the_sheet_takes_no_node_back() -> None:
    """What was said of nodes last month stands when this month's file does not speak of them."""
    standing = _judged(MILESTONE, STEPS, _done("完成调研", "征求意见", period="2022-05"), report())
    assert (standing.completion, standing.light) == (0.5, Light.GREEN)


def test_a_count_follows_its_own_curve() -> None:
    """Node values bend the schedule: 6 by the end of March, 12 by the end of September, all 60 by the year's end."""
    nodes = (
        Node(name="一期", due=date(2022, 3, 31), value=6.0),
        Node(name="二期", due=date(2022, 9, 30), value=12.0),
    )
    standing = _judged(COUNT, nodes, report(9))
    assert standing.expected == pytest.approx(9 / 60)
    assert standing.light is Light.GREEN
    assert "按节点的序时进度（已过6个月，共12个月）15.0%，不落后" in standing.why
    assert one(COUNT, report(9)).light is Light.RED


def test_a_level_is_held_against_the_node_past() -> None:
    """A level has no schedule between its nodes; the value of one past has to be reached, upwards or downwards."""
    rising = (Node(name="半程", due=date(2022, 5, 31), value=95.0),)
    assert _judged(LEVEL, rising, report(95)).light is Light.GREY
    behind = _judged(LEVEL, rising, report(94))
    assert behind.light is Light.YELLOW
    assert behind.why.startswith("节点“半程”应达95%、应于2022年5月31日完成，至2022年6月30日未完成；")
    falling = (Node(name="半程", due=date(2022, 5, 31), value=8.0),)
    assert [_judged(LIMIT, falling, report(v)).light for v in (8, 9)] == [Light.GREY, Light.YELLOW]


def test_nodes_of_other_rows_do_not_matter() -> None:
    """A plan's nodes belong to the rows they are given for."""
    plan: Plan = replace(plan_of(COUNT), nodes={"9.9": STEPS})
    assert stand(plan, report(30)) == stand(plan_of(COUNT), report(30))
