"""主要进展: what moved in the period, one entry a task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.reports.sample import facts
from toolkit.facts.derive import derived
from toolkit.model.facts import Facts, Issued
from toolkit.model.standing import Class, Light, Standing
from toolkit.reports.bulletin_progress import news, progress


def month(*rows: Standing) -> Facts:
    """Return the sample's month with these rows only."""
    tasks = {row.task for row in rows}
    issued = {row.id: _issued(row) for row in rows}
    return derived(replace(facts(), standings=rows, tasks=len(tasks), issued=issued))


def _issued(row: Standing) -> Issued:
    klass = Class.DONE if row.light_before is Light.BLUE else Class.ON_SCHEDULE
    return Issued(row.light_before, klass, row.task)


def done(**more: object) -> Standing:
    """Return the row of the sample that was done in June, changed."""
    return replace(facts().standings[0], **more)  # type: ignore[arg-type]


def told(*rows: Standing) -> list[str]:
    """Return the words of every entry."""
    return [entry.words for entry in news(month(*rows))]


def test_a_task_is_told_once_with_all_its_targets() -> None:
    """The same text of two targets is quoted once; the targets stand in one bracket, with their names."""
    first = done(progress="刻章与登记同步办理。", measure="企业开办")
    second = replace(
        first, id="1.2", value=1.0, target=1.0, unit="个工作日", questioned=True, light_before=None
    )
    (words,) = told(first, second)
    assert words == (
        "县市场监管局：刻章与登记同步办理（第1项；企业开办目标≤1个环节、完成1个环节；"
        "目标≤1个工作日、完成1个工作日，待核实）。"
    )


def test_a_name_cut_in_the_middle_is_no_name() -> None:
    """A measure with half a pair of marks, or too long, is left out."""
    rows = [done(measure=name, id=f"1.{i}") for i, name in enumerate(("企业开办全程“零成本", "长" * 30))]
    assert "；目标≤1个环节" in told(*rows)[0]


def test_what_was_done_before_is_no_progress() -> None:
    """Done last month, said again by a tick, or done before the first month: nothing to tell."""
    assert told(done(light_before=Light.BLUE)) == []
    assert told(done(unchanged=True)) == []
    assert told(done(light_before=None, completed_on=date(2022, 4, 1))) == []
    assert len(told(done(light_before=None, completed_on=date(2022, 6, 20)))) == 1


def test_a_value_that_moved_the_wrong_way_is_no_progress() -> None:
    """A limit is neared from above, a sum from below."""
    row = done(klass=Class.ON_SCHEDULE, light=Light.GREEN, progress="", state="推进中")
    assert told(replace(row, value=3.0, value_before=2.0)) == []
    assert told(replace(row, value=1.5, value_before=2.0)) == [
        "县市场监管局：压减企业开办环节（第1项，目标≤1个环节，完成1.5个环节）。"
    ]


def test_a_department_that_says_nothing_new_is_not_quoted() -> None:
    """无变化 and 无进展 are no progress, in whatever row."""
    row = done(klass=Class.ON_SCHEDULE, light=Light.GREEN, value=None, state="推进中")
    assert told(replace(row, progress="本期无进展。")) == []
    assert told(replace(row, progress="已印发清单。后续推进。")) == ["县市场监管局：已印发清单（第1项）。"]


def test_laggards_are_told_elsewhere() -> None:
    """Rows behind, past due or without a report are no progress."""
    assert (
        told(
            done(klass=Class.BEHIND), done(id="2", klass=Class.OVERDUE), done(id="3", klass=Class.UNREPORTED)
        )
        == []
    )
    nearer = done(id="1.2", klass=Class.ON_SCHEDULE, light=Light.GREEN, value=1.5, progress="压减。")
    assert told(nearer, done(klass=Class.BEHIND)) == []
    assert told(nearer, done(progress="办结。"), done(klass=Class.BEHIND, id="1.3"))[0].count("；") == 1


def test_the_weightiest_are_told_where_there_is_little_room() -> None:
    """Newly done goes before nearer the target before words; what is left out is counted."""
    words = done(
        task="3", id="3", klass=Class.ON_SCHEDULE, value=None, light=Light.GREEN, progress="已开会。"
    )
    nearer = done(
        task="2", id="2.1", klass=Class.ON_SCHEDULE, light=Light.GREEN, value=1.5, progress="压减。"
    )
    found = progress(news(month(words, nearer, done(progress="办结。"))), 3, 2)
    (section,) = found.sections
    assert section["章节"] == "压减办事环节"
    assert section["内容"].index("办结（第1项") < section["内容"].index("压减（第2项")
    assert "已开会" not in section["内容"]
    assert found.left_out == 1


def test_a_long_sentence_is_cut_after_a_clause() -> None:
    """A bulletin quotes some sixty characters, and no half words."""
    assert told(done(progress="完成一批事项的梳理和公布工作，" * 9))[0].startswith(
        "县市场监管局：" + "，".join(["完成一批事项的梳理和公布工作"] * 4) + "（第1项"
    )


def test_many_targets_are_pointed_to_the_annex() -> None:
    """Four targets are named, the others are counted."""
    rows = [done(id=f"1.{i}", progress="办结。") for i in range(6)]
    assert "；另有2个目标见附件1）。" in told(*rows)[0]
