"""Levels have no holes between them, and a better return never has a worse one, whatever the office's colours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.judge.sample import (
    AVERAGE,
    COUNT,
    FIRST,
    GROWTH,
    JUNE,
    KEEP,
    LEVEL,
    LIMIT,
    MILESTONE,
    plan_of,
    report,
    stand,
)
from toolkit.judge.case import examine
from toolkit.judge.classes import CLASSES
from toolkit.judge.expected import Moment
from toolkit.judge.lights import LEVELS, Ground, rule
from toolkit.judge.profiles import PROFILES
from toolkit.judge.row import rows
from toolkit.judge.thresholds import Thresholds
from toolkit.judge.why import SENTENCES
from toolkit.model.history import Accepted
from toolkit.model.plan import Comparator, Flag, Kind, Node, Plan, Target
from toolkit.model.returns import NodeSaid, Status
from toolkit.model.standing import Class, Level, Light, Standing

BEST_FIRST = (
    Level.DONE,
    Level.NORMAL,
    Level.WAITING,
    (Level.NEAR, Level.BEHIND),
    Level.SERIOUS,
    Level.OVERDUE,
)
RANKS = {
    level: rank
    for rank, tied in enumerate(BEST_FIRST)
    for level in (tied if isinstance(tied, tuple) else (tied,))
}
DAYS = st.integers(-200, 400).map(lambda days: date(2022, 6, 30) + timedelta(days=days))
VALUES = st.floats(0, 150, allow_nan=False).map(lambda x: round(x, 1))
KINDS = (COUNT, LEVEL, LIMIT, replace(LIMIT, baseline=90.0), GROWTH, AVERAGE, replace(AVERAGE, recurring="每月"), KEEP,
         replace(KEEP, baseline=None), replace(LEVEL, comparator=Comparator.MORE_THAN), replace(COUNT, kind=Kind.ANNUAL),
         replace(GROWTH, kind=Kind.DECREASE), MILESTONE)  # fmt: skip
TARGETS = st.builds(
    lambda target, due, confirmed: replace(target, due=due, confirmed=confirmed),
    st.sampled_from(KINDS),
    st.none() | DAYS,
    st.booleans(),
)
FLAGS = st.sets(st.sampled_from(Flag), max_size=2).map(lambda flags: tuple(sorted(flags)))
NODES = st.lists(st.builds(lambda due, value: (due, value), DAYS, st.none() | VALUES), max_size=3).map(
    lambda found: tuple(
        Node(name=f"节点{k}", due=due, value=value) for k, (due, value) in enumerate(sorted(found, key=str))
    )
)
PARAMETERS = st.fixed_dictionaries(
    {
        "亮灯方案": st.sampled_from(list(PROFILES)),
        "序时方式": st.sampled_from(["直线", "季度"]),
        "黄灯差距": st.sampled_from(["0", "10"]),
        "连续黄灯转红": st.sampled_from(["0", "1", "2", "3"]),
    }
)
SAID = st.builds(
    report, st.none() | VALUES, st.none() | st.sampled_from(list(Status)), approximate=st.booleans(),
    nodes=st.lists(st.sampled_from(["节点0", "节点1", "节点2"]), unique=True).map(
        lambda names: tuple(NodeSaid(name=name, done_on=date(2022, 5, 1)) for name in names)
    ),
)  # fmt: skip
PLANS = st.builds(
    lambda target, flags, nodes, stopped: replace(
        plan_of(*([target] if target else []), flags=flags),
        nodes={"1.1" if target else "1": nodes},
        stopped={"1": stopped} if stopped else {},
    ),
    st.none() | TARGETS,
    FLAGS,
    NODES,
    st.sampled_from(["", "", "", "终止（云政办发〔2022〕15号）"]),
)


def _on_row(plan: Plan, said: Accepted | None) -> Accepted | None:
    """Return the report as one of the plan's only row."""
    return replace(said, entry=replace(said.entry, id=plan.row_ids[0])) if said else None


def _standing(
    plan: Plan, said: Accepted | None, parameters: dict[str, str], before: Light | None = None
) -> Standing:
    own = _on_row(plan, said)
    return stand(plan, *([own] if own else []), parameters=parameters, before=before)[0]


def test_every_ground_has_a_level_a_sentence_and_a_class() -> None:
    """No ground is forgotten in any of the tables."""
    assert set(LEVELS) == set(Ground) == set(SENTENCES)
    assert set(CLASSES) == set(Level)
    assert set(CLASSES.values()) == set(Class)
    assert all(set(profile.colours) == set(Level) for profile in PROFILES.values())


@given(PLANS, st.none() | SAID, PARAMETERS, st.none() | st.sampled_from(Light))
def test_every_case_has_one_level_and_its_class(
    plan: Plan, said: Accepted | None, parameters: dict[str, str], before: Light | None
) -> None:
    """Whatever is planned, said and configured, level, class, light, overdue days and reason agree."""
    standing = _standing(plan, said, parameters, before)

    assert standing.klass is CLASSES[standing.level]
    assert standing.light is PROFILES[parameters["亮灯方案"]].colours[standing.level]
    assert (standing.overdue_days > 0) == (standing.level is Level.OVERDUE)
    assert standing.why.endswith("。")
    assert (standing.level is Level.SILENT) <= (standing.source is None)


@given(VALUES, st.sampled_from(["五色", "三色相对"]), st.integers(0, 40), st.integers(1, 60))
def test_the_gap_decides_without_gap_or_overlap(value: float, profile: str, yellow: int, more: int) -> None:
    """Up to the first limit is normal, up to the second behind, beyond it serious: each limit belongs to the better."""
    limits = Thresholds.of({"亮灯方案": profile, "黄灯差距": str(yellow), "红灯差距": str(yellow + more)})
    plan = plan_of(replace(COUNT, value=100.0))
    case = examine(next(rows(plan)), (), report(value), Moment.of(JUNE.end, JUNE.end), limits.profile)

    gap = (50 - value) * (2 if profile == "三色相对" else 1)
    wanted = Level.NORMAL if gap <= yellow else Level.BEHIND if gap <= yellow + more else Level.SERIOUS
    assert LEVELS[rule(case, limits)] is wanted


@given(PLANS, SAID, VALUES, VALUES, PARAMETERS, st.none() | st.sampled_from(Light))
def test_a_better_value_never_stands_worse(
    plan: Plan, said: Accepted, one: float, other: float, parameters: dict[str, str], before: Light | None
) -> None:
    """All else equal, the better of two values stands at least as well, in every office."""
    target = plan.target_of(plan.row_ids[0])
    worse, better = sorted((one, other))
    if target and target.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}:
        worse, better = better, worse
    said = replace(said, entry=replace(said.entry, raw="1"))
    ranks = [
        RANKS[_standing(plan, replace(said, entry=replace(said.entry, value=v)), parameters, before).level]
        for v in (better, worse)
    ]
    assert ranks[0] <= ranks[1]


@given(PLANS, SAID, PARAMETERS, st.none() | st.sampled_from(Light))
def test_done_never_stands_worse_than_under_way(
    plan: Plan, said: Accepted, parameters: dict[str, str], before: Light | None
) -> None:
    """A claim of completion that was accepted is the best there is, and one more node done is no worse."""
    under_way = replace(said, entry=replace(said.entry, status=Status.ONGOING, status_raw="推进中", nodes=()))
    noded = replace(
        under_way, entry=replace(under_way.entry, nodes=(NodeSaid(name="节点0", done_on=date(2022, 5, 1)),))
    )
    done = replace(said, entry=replace(said.entry, status=Status.DONE, status_raw="已完成"))
    ranks = [RANKS[_standing(plan, each, parameters, before).level] for each in (done, noded, under_way)]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0


@given(st.permutations(range(5)), st.lists(st.none() | SAID, min_size=5, max_size=5), PARAMETERS)
def test_the_order_of_rows_never_matters(
    order: list[int], said: list[Accepted | None], parameters: dict[str, str]
) -> None:
    """Rows of a plan and what is said of them may come in any order; judged twice they stand the same."""
    targets = [
        replace(kind, id=f"1.{k}", measure="")
        for k, kind in enumerate((COUNT, LEVEL, KEEP, MILESTONE, GROWTH))
    ]
    reports = [
        replace(each, entry=replace(each.entry, id=target.id))
        for each, target in zip(said, targets, strict=True)
        if each
    ]
    first = stand(plan_of(*targets), *reports, parameters=parameters)
    again = stand(plan_of(*(targets[k] for k in order)), *reversed(reports), parameters=parameters)

    assert {each.id: each for each in first} == {each.id: each for each in again}
    assert first == stand(plan_of(*targets), *reports, parameters=parameters)
    assert {each.department for each in first} == {FIRST}


def test_a_plain_target_is_judged_as_before() -> None:
    """Without parameters the lights are those most offices use."""
    assert [stand(plan_of(COUNT), report(v))[0].light for v in (30, 20, 5)] == [
        Light.GREEN,
        Light.YELLOW,
        Light.RED,
    ]
    assert Target(id="1", quote="", kind=Kind.COUNT).due_before is None
