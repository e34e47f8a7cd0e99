"""Two names of the list that may be one department: which are asked about, and what becomes of them."""

from __future__ import annotations

import pytest

from toolkit.model.deciding import NOT_MERGED
from toolkit.model.department import Department, Directory, Group
from toolkit.model.plan import Plan
from toolkit.turn.ground import Ground
from toolkit.turn.merge import merged, questions


def asked(*departments: Department | str) -> list[tuple[str, bool]]:
    """Return what is asked about a list in 云溪县: the subject, and whether to merge is proposed."""
    bodies = tuple(Department(name=one) if isinstance(one, str) else one for one in departments)
    ground = Ground((), Directory(bodies), (Plan(id="方案", title="云溪县方案"),))
    return [(one.subject, one.proposal != NOT_MERGED) for one in questions(ground)]


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("县财政局", "云溪县财政局", True),
        ("财政局", "县财政局", True),
        (Department(name="审改办", aliases=("县审批局",)), "县审批局", True),
        ("县市场监管局", "县市场监督管理局", False),
        ("县交通局", "县交通运输局", False),
    ],
)
def test_names_of_one_body_are_asked_about(one: Department | str, other: str, *, sure: bool) -> None:
    """The place or level left out, a shared alias, and a shortened name raise one question; only the first are proposed."""
    ((_, proposed),) = asked(one, other)
    assert proposed is sure


@pytest.mark.parametrize(
    "names",
    [
        ("县财政局", "市财政局"),
        ("县教育局", "县体育局"),
        ("第一分局", "第十一分局"),
        ("县办公室", "县信访办公室", "县督查办公室"),
        ("河东镇", "河东新区镇"),
    ],
)
def test_other_bodies_are_not(names: tuple[str, ...]) -> None:
    """Another level, other words, numbers, a short name that fits several, and towns raise none."""
    towns = tuple(Department(name=n, group=Group.TOWN) if n.endswith("镇") else n for n in names)
    assert asked(*towns) == []


def test_a_merged_department_goes_on_under_its_alias() -> None:
    """Its names become aliases, its place in groups the other's, its telephone is kept where the other has none."""
    directory = Directory(
        (
            Department(name="县财政局", aliases=("财局",)),
            Department(name="云溪县财政局", aliases=("财政",), phone="5550100"),
            Department(name="相关部门", group=Group.COLLECTIVE, members=("云溪县财政局", "县财政局")),
        )
    )
    after = merged(directory, "县财政局", "云溪县财政局")
    assert after == Directory(
        (
            Department(name="县财政局", aliases=("财局", "云溪县财政局", "财政"), phone="5550100"),
            Department(name="相关部门", group=Group.COLLECTIVE, members=("县财政局",)),
        )
    )
    assert merged(after, "县财政局", "云溪县财政局") is after
