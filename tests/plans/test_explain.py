"""Why a task or target was read as it was, in a clerk's words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from toolkit.cli import main
from toolkit.model.plan import Comparator, Plan
from toolkit.plans import explain, extract, grammar
from toolkit.plans.document import Document, Line

TEXT = (
    "云溪县优化政务服务2022年行动方案",
    "一、提升办事效率",
    "1.推行一窗受理。2022年9月底前，综合窗口覆盖率达到90%以上，新增便民网点60个。（牵头单位：县审批局；配合单位：县财政局）",
    "2.压缩审批时限。2022年底前，印发审批事项目录。（牵头单位：县审批局）",
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Return an invented plan as it was read."""
    return extract.extract(Document("方案.txt", "0" * 64, tuple(map(Line, TEXT))))


def said(plan: Plan, id_: str) -> dict[str, str]:
    """Return the points of a row by label, the last of each."""
    return {point.label: point.text for point in explain.explain(plan, id_)}


def test_a_target_is_explained(plan: Plan) -> None:
    """Its words, what they demand, until when, and the rule with the grammar's own example."""
    points = said(plan, "1.1")
    target = plan.target_of("1.1")
    assert target is not None
    pattern = next(p for p in (*grammar.BEFORE, *grammar.AFTER) if p.name == target.rule)
    assert points["原文"] == target.quote
    assert points["目标值"] == "≥90%（不低于这个数）"
    assert points["完成时限"] == "2022年9月30日"
    assert points["同样的写法"] == pattern.example
    assert "水平" in points["怎么读的"]


def test_a_task_is_explained_with_its_targets(plan: Plan) -> None:
    """The words departments were read from, the departments, then every target."""
    points = explain.explain(plan, "1")
    labels = [point.label for point in points]
    task = plan.tasks[0]
    assert said(plan, "1")["责任原文"] == task.role_quote
    assert said(plan, "1")["配合单位"] == "县财政局"
    assert [label for label in labels if label.startswith("指标1.")] == [
        f"指标{target.id}　{target.measure}" for target in task.targets
    ]
    assert explain.explain(plan, "9") == ()


def test_every_rule_of_the_grammar_has_words() -> None:
    """A pattern brings its example and how it compares; a rule outside the tables is described."""
    for pattern in (*grammar.BEFORE, *grammar.AFTER):
        wording = explain.rule(pattern.name)
        assert wording.example == pattern.example
        if pattern.comparator is Comparator.AT_MOST:
            assert "不超过" in wording.said
    assert "并列" in explain.rule("reach+").said


def test_every_rule_the_readers_name_is_known() -> None:
    """No target can carry a rule that explain has no words for."""
    folder = Path(explain.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    named = set(re.findall(r'Reading\([^)]*?, "([a-z-]+)", clause', sources))
    named |= set(re.findall(r'(?:rule=|Basis\.\w+,\s+)"([a-z-]+)"', sources))
    assert named
    assert {name for name in named if explain.rule(name).said == f"规则{name}"} == set()


def test_the_command_tells_a_clerk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``extract FILE --explain 1.1`` prints it, as JSON too; an unknown number is a sentence with those there are."""
    path = tmp_path / "方案.txt"
    path.write_text("\n".join(TEXT), encoding="utf-8")
    assert main(["extract", str(path), "--explain", "1.1"]) == 0
    assert "怎么读的" in capsys.readouterr().out
    assert main(["extract", str(path), "--explain", "1.1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["label"].startswith("指标1.1")
    assert main(["extract", str(path), "--explain", "7"]) == 2
    assert "任务编号有：1、2" in capsys.readouterr().err
