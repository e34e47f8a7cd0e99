"""The real plans beside the repository, where they are present."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from toolkit.model.plan import Plan
from toolkit.plans import document, extract, gold

SHARED = Path(__file__).parents[3] / "shared"
BOUNDS = {
    "tasks": 0.99,
    "leads": 0.99,
    "supports": 0.99,
    "titles": 0.98,
    "sections": 0.98,
    "values": 0.97,
    "targets": 0.95,
}


def read(name: str) -> Plan:
    """Read a real plan, or skip where it is not there."""
    path = SHARED / "plans" / f"{name}.txt"
    if not path.exists():
        pytest.skip("the real plans are not beside the repository")
    return extract.extract(document.read(path.read_bytes(), path.name))


def scorer() -> Any:  # noqa: ANN401 - a module that is loaded by its path
    """Return the module that scores an extraction."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["bayuquan2021", "dongguan2022"])
def test_annotated_plans_are_read_as_annotated(name: str) -> None:
    """Every measure of the acceptance score reaches its bound."""
    found = gold.to_gold(read(name))
    wanted = json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    scores = {measure: result[2] for measure, result in scorer().score(wanted, found).items()}
    assert {measure: scores[measure] >= bound for measure, bound in BOUNDS.items()} == dict.fromkeys(
        BOUNDS, True
    ), scores


@pytest.mark.parametrize(
    ("name", "count"), [("huining2022", 37), ("dongguan2023", 25), ("yantian_dongyuan", 29)]
)
def test_other_plans_give_the_tasks_they_print(name: str, count: int) -> None:
    """Each item, or each paragraph of a plan without items, is one task; quotes stand where they say."""
    plan = read(name)
    assert len(plan.tasks) == count
    for task in plan.tasks:
        for target in task.targets:
            assert target.span is not None
            assert task.text[slice(*target.span)] == target.quote


def test_a_paired_plan_knows_who_delivers() -> None:
    """In a plan between two governments every paragraph has the one that must deliver."""
    plan = read("yantian_dongyuan")
    assert all(task.leads for task in plan.tasks)
    assert plan.draft
