"""通报附件：the rows of the tables behind the bulletin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.model.standing import Class, Light
from toolkit.model.wording import day, number, percent
from toolkit.reports.chosen import named_rows
from toolkit.reports.figures import UNSURE, aim_of, value_of
from toolkit.reports.texts import line, moment

if TYPE_CHECKING:
    from toolkit.model.facts import Facts
    from toolkit.model.standing import Standing

_NONE = "—"
_GROUNDS: dict[Light | None, str] = {
    Light.BLUE: "9DC3E6",
    Light.GREEN: "A9D08E",
    Light.YELLOW: "FFE699",
    Light.ORANGE: "F8B583",
    Light.RED: "FF8F8F",
    Light.GREY: "D9D9D9",
    None: "FFFFFF",
}


def overview(facts: Facts) -> list[dict[str, Any]]:
    """
    Return 附件1: every row of the plan, in the plan's order.

    A row that is late, or of which nothing was reported, says whose it is only where that department is named.
    """
    return [
        _row(i, standing, unit=standing.department if _may_say(facts, standing) else _NONE)
        for i, standing in enumerate(facts.standings, 1)
    ]


_AMISS = frozenset({Class.OVERDUE, Class.BEHIND, Class.UNREPORTED})


def _may_say(facts: Facts, standing: Standing) -> bool:
    if standing.klass not in _AMISS:
        return True
    if standing.klass is Class.UNREPORTED:
        return standing.department in facts.named
    return facts.handling[standing.id].named


def unnamed_note(facts: Facts) -> str:
    """Return what the dash in place of a lead means, ``""`` where there is none."""
    return (
        "" if all(_may_say(facts, each) for each in facts.standings) else f"牵头单位写“{_NONE}”的，不列名。"
    )


def laggards(facts: Facts) -> list[dict[str, Any]]:
    """Return 附件2: rows past due, then rows behind, in institutional order, as far as they are named."""
    return [_row(i, s, unit=s.department) for i, s in enumerate(named_rows(facts), 1)]


def returns(facts: Facts) -> list[dict[str, Any]]:
    """Return 附件3: what each department sent, in institutional order; those not to be named are a number below."""
    shown = [each for each in facts.returns.by_department if each.department not in facts.unnamed]
    told = [
        {
            "序号": i,
            "单位": each.department,
            "状态": each.state,
            "时间": moment(each.received) or _NONE,
            "迟报": "是" if each.late else _NONE if each.department in facts.returns.missing else "否",
            "次数": each.rounds,
            "退回": each.returned,
            "存疑": each.questions,
        }
        for i, each in enumerate(shown, 1)
    ]
    return [*told, _others(len(facts.unnamed))] if facts.unnamed else told


def _others(number: int) -> dict[str, Any]:
    """Return the last line of 附件3: how many more departments there are, without their names."""
    words = f"另有{number}家不列名"
    return {"序号": _NONE, "单位": words, "状态": "未按时报送"} | dict.fromkeys(
        ("时间", "迟报", "次数", "退回", "存疑"), _NONE
    )


def scores(facts: Facts) -> list[dict[str, Any]]:
    """Return 附件4: the score of each department with its reasons, as the facts have them."""
    return [
        {
            "序号": i,
            "单位": score["department"],
            "得分": number(round(_points(score["total"]), 1)),
            "说明": "；".join(_part(part) for part in _parts(score)) or "—",
        }
        for i, score in enumerate(facts.scores, 1)
    ]


def _parts(score: dict[str, object]) -> list[dict[str, object]]:
    parts = score.get("parts")
    return parts if isinstance(parts, list) else []


def _part(part: dict[str, object]) -> str:
    points = _points(part.get("points"))
    return f"{part.get('why') or part.get('rule')}（{'+' if points > 0 else ''}{number(round(points, 1))}）"


def _points(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _limit(standing: Standing) -> str:
    """Return the printed day, and below it the day agreed to where there is one."""
    if standing.due is None or standing.due_printed is None:
        return "未规定"
    moved = f"\n延期至\n{day(standing.due)}" if standing.due_before else ""
    return f"{day(standing.due_printed)}{moved}"


def _state(standing: Standing) -> str:
    """Return what the department says, or that a document has called the row off."""
    off = standing.stopped and standing.klass is not Class.DONE
    return f"已{standing.stopped[:_PAIR]}" if off else standing.state


_PAIR = 2
"""Characters of 中止 and 终止, which the number of the document follows."""


def _in_two(words: str) -> str:
    """Turn four characters after the second, so that a narrow column does not turn them elsewhere."""
    return f"{words[:_PAIR]}\n{words[_PAIR:]}" if len(words) == 2 * _PAIR else words


def _late_by(standing: Standing) -> str:
    """Return by what a row is late: days past its day, or else what it is behind by."""
    if standing.overdue_days:
        return f"逾期{standing.overdue_days}天"
    gap = standing.gap or 0
    points = f"落后{number(round(gap, 1))}个百分点" if gap > 0 and standing.klass is Class.BEHIND else ""
    return "，".join(part for part in (line(standing.behind_by), points) if part)


def _row(place: int, standing: Standing, *, unit: str) -> dict[str, Any]:
    return {
        "序号": place,
        "编号": standing.id,
        "名称": line(standing.title),
        "要求": line(standing.requirement),
        "单位": unit,
        "时限": _limit(standing),
        "目标": aim_of(standing),
        "完成": value_of(standing, f"\n{UNSURE}"),
        "完成率": percent(standing.completion) if standing.completion is not None else "",
        "状态": _state(standing),
        "分类": _in_two(standing.klass.chinese),
        "灯": standing.light.value if standing.light else _NONE,
        "底色": _GROUNDS[standing.light],
        "逾期": standing.overdue_days or "",
        "情况": _late_by(standing),
        "问题": line(standing.problems),
        "措施": line(standing.next_steps),
    }
