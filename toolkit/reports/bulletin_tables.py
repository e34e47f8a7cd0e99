"""通报附件：the rows of the tables behind the bulletin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.model.standing import Light
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
    """Return 附件1: every row of the plan, in the plan's order."""
    return [_row(i, standing) for i, standing in enumerate(facts.standings, 1)]


def laggards(facts: Facts) -> list[dict[str, Any]]:
    """Return 附件2: rows past due, then rows behind, in institutional order, as far as they are named."""
    return [_row(i, s) for i, s in enumerate(named_rows(facts), 1)]


def returns(facts: Facts) -> list[dict[str, Any]]:
    """Return 附件3: what each department sent, in institutional order."""
    return [
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
        for i, each in enumerate(facts.returns.by_department, 1)
    ]


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
    """Return the printed day, and the day agreed to where there is one, each turned after its year."""
    if standing.due is None or standing.due_printed is None:
        return "未规定"
    printed = day(standing.due_printed).replace("年", "年\n")
    moved = f"\n（延至{day(standing.due)}）".replace("年", "年\n") if standing.due_before else ""
    return f"{printed}{moved}"


def _row(place: int, standing: Standing) -> dict[str, Any]:
    return {
        "序号": place,
        "编号": standing.id,
        "名称": line(standing.title),
        "要求": line(standing.requirement),
        "单位": standing.department,
        "时限": _limit(standing),
        "目标": aim_of(standing),
        "完成": value_of(standing, f"\n{UNSURE}"),
        "完成率": percent(standing.completion) if standing.completion is not None else "",
        "状态": standing.state,
        "分类": standing.klass.chinese,
        "灯": standing.light.value if standing.light else _NONE,
        "底色": _GROUNDS[standing.light],
        "逾期": standing.overdue_days or "",
        "问题": line(standing.problems),
        "措施": line(standing.next_steps),
    }
