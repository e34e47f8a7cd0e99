"""Parameters have defaults that work and refuse what cannot be followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.checks import switches
from toolkit.judge.curves import WAYS
from toolkit.judge.profiles import PROFILES
from toolkit.plans import parameters
from toolkit.plans.workbook_choices import parameter_choice


def test_defaults_pass_their_own_check() -> None:
    """Every default is a value the check allows."""
    assert parameters.check(parameters.defaults()) == ()


@pytest.mark.parametrize(
    ("key", "raw", "kept"),
    [
        ("黄灯差距", "１５", "15"),
        ("波动幅度", "25%", "25"),
        ("临期天数", "三十", "30"),
        ("季度进度", "20%、５０%、75%、100%", "20、50、75、100"),
        ("季度进度", "10 30 60 100", "10、30、60、100"),
        ("亮灯方案", " 三色 ", "三色"),
        ("停用规则", "ｈ02，x02 H02", "H02、X02"),
        ("停用规则", " ", "无"),
    ],
)
def test_a_value_is_read_in_any_usual_form(key: str, raw: str, kept: str) -> None:
    """Full-width figures, Chinese numerals and a percent sign are form."""
    assert parameters.read(key, raw) == kept
    assert parameters.check({key: kept}) == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("黄灯差距", "很多"),
        ("黄灯差距", ""),
        ("黄灯差距", "10.5"),
        ("黄灯差距", "101"),
        ("波动幅度", "1001"),
        ("临期天数", "nan"),
        ("季度进度", "20、50、75"),
        ("季度进度", "20、50、40、100"),
        ("季度进度", "20、50、75、90"),
        ("季度进度", "20、50、很多、100"),
        ("亮灯方案", "彩色"),
        ("序时方式", ""),
        ("停用规则", "波动"),
        ("停用规则", "H2"),
        ("悬殊倍数", "1"),
    ],
)
def test_a_value_that_cannot_be_followed_is_a_fault(key: str, value: str) -> None:
    """Words, fractions of whole things and values out of bounds are refused with what to write."""
    faults = parameters.check({key: value})
    assert [fault.key for fault in faults] == [key]
    assert faults[0].todo.startswith("请填")


def test_red_lies_beyond_yellow() -> None:
    """A red threshold not above the yellow one would leave no yellow at all."""
    assert [fault.key for fault in parameters.check({"黄灯差距": "30"})] == ["红灯差距"]


def test_a_parameter_of_somebody_else_is_left_alone() -> None:
    """A key this version does not know is no fault of the value."""
    assert parameters.check({"以后的参数": "甲"}) == ()


def test_every_parameter_is_read_by_something() -> None:
    """A figure the office may set and nothing follows would be a promise not kept."""
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(parameters.__file__).parents[1]).rglob("*.py")
        if path.name != "parameters.py"
    )
    assert [key for key in parameters.KNOWN if f'"{key}"' not in sources] == []


def test_the_office_chooses_among_lights_the_judge_knows() -> None:
    """Every choice on the sheet is one that judgement follows, and the sheet offers all of them."""
    assert set(parameters.KNOWN["亮灯方案"].choices) == set(PROFILES)
    assert set(parameters.KNOWN["序时方式"].choices) == set(WAYS)


def test_rules_and_sheet_have_the_same_defaults() -> None:
    """What a rule takes where nothing is set is what the sheet 参数 shows; no rule is off."""
    shown = parameters.defaults()
    assert {key: float(shown[key]) for key in switches.DEFAULTS} == switches.DEFAULTS
    assert switches.switched_off(shown) == frozenset()
    assert switches.switched_off({switches.OFF: "H02、X02"}) == {"H02", "X02"}


@pytest.mark.parametrize("key", [key for key, known in parameters.KNOWN.items() if known.choices])
def test_a_choice_is_picked_from_a_list(key: str) -> None:
    """Where only some words are understood, the cell offers them and takes nothing else."""
    rule = parameter_choice(parameters.KNOWN[key])
    assert (rule["validate"], rule["source"]) == ("list", list(parameters.KNOWN[key].choices))
    assert parameters.KNOWN[key].value in rule["source"]
