"""What is looked up instead of reckoned says the same: texts that surely say something, folded words, ids of a plan."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from toolkit.checks.row import said
from toolkit.lang import script
from toolkit.model.plan import Kind, Plan, Target, Task

WORDS = (
    "",
    "无",
    " 无。",
    "暂无",
    "/",
    "——",
    "本期无进展",
    "正在推进，尚未完成",
    "联系 138 0013 8000",
    "１３８００１３８０００",
    "已開展檢查３次",
    "\u200b",
    "项",
    "說明" * 160,
)
TEXTS = st.sampled_from(WORDS) | st.text("无。／/ —进展正在拟１3万①㈠\u3000\u200b\u00adab", max_size=12)
_BLANK = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")


@given(TEXTS | st.text(max_size=40))
def test_folding_is_nfkc_simplified_and_without_blanks(text: str) -> None:
    """The common signs are made narrow first and whole texts are remembered; the result is the definition's."""
    wanted = _BLANK.sub("", script.simplify(unicodedata.normalize("NFKC", text)))
    assert script.fold(text) == script.fold(text) == wanted


@given(TEXTS | st.text(max_size=12))
def test_a_text_that_surely_says_something_does(text: str) -> None:
    """Four letters together are said without folding; nothing that folds to 无 or a stroke is."""
    assert said(text) == (script.fold(text) not in {"", "/", "-", "—", "——", "无", "暂无", "没有", "无。"})


def test_a_plan_finds_the_first_of_equal_ids() -> None:
    """A row id is its task's, the task's own id too; of two equal ones the first counts."""
    twin = Target(id="1.1", quote="一", kind=Kind.COUNT)
    one = Task(id="1", no="1", title="甲", targets=(twin, replace(twin, quote="二")))
    plan = Plan(
        id="p", title="p", tasks=(one, Task(id="2", no="2", title="乙"), Task(id="2", no="3", title="丙"))
    )
    assert plan.task_of("1") is plan.task_of("1.1") is one
    assert plan.target_of("1.1") is twin
    assert plan.task_of("2") is plan.tasks[1]
    assert (plan.target_of("2"), plan.task_of("9")) == (None, None)
