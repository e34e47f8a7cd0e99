"""勾稽：figures that belong together add up, or nothing is printed of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from toolkit.errors import FactsError
from toolkit.model.standing import Class

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.model.facts import Facts

_WHOLE = 1000
"""100.0 % in tenths."""


def checked(facts: Facts) -> Facts:
    """
    Return the facts, once they add up.

    Raises:
        FactsError: classes, lights, shares, departments or returns do not make up their whole.
    """
    wrong = [what for what, holds in _RULES.items() if not holds(facts)]
    if wrong:
        raise FactsError(
            f"《{facts.title}》{facts.period.chinese}的数据勾稽不符：{'；'.join(wrong)}；"
            "未生成任何材料，请运行 run.py doctor --deep 核对后再试。"
        )
    return facts


def _classes(facts: Facts) -> bool:
    return facts.counts == {**dict.fromkeys(Class, 0), **Counter(row.klass for row in facts.standings)}


def _tasks(facts: Facts) -> bool:
    by_task = Counter(facts.task_classes.values())
    return sum(facts.by_task.values()) == facts.tasks and all(facts.by_task[k] == by_task[k] for k in Class)


def _shares(facts: Facts) -> bool:
    return sum(round(share * 10) for share in facts.shares.values()) == (_WHOLE if facts.tasks else 0)


def _departments(facts: Facts) -> bool:
    led = [row for row in facts.standings if row.department]
    sums = all(sum(each.counts.values()) == each.total for each in facts.departments)
    return sums and sum(each.total for each in facts.departments) == len(led)


def _late(facts: Facts) -> bool:
    rows = facts.counts[Class.OVERDUE] + facts.counts[Class.BEHIND]
    tasks = facts.by_task[Class.OVERDUE] + facts.by_task[Class.BEHIND]
    return len(facts.late_rows) == rows and len(facts.laggards) == tasks


def _returned(facts: Facts) -> bool:
    returns = facts.returns
    lines = returns.by_department
    return not lines or (
        len(lines) == returns.expected and sum(each.returned for each in lines) == returns.returned
    )


_RULES: Final[dict[str, Callable[[Facts], bool]]] = {
    "各类目标（行）数之和不等于行数": _classes,
    "各类任务数之和不等于任务数": _tasks,
    "各类占比之和不是100.0%": _shares,
    "各种亮灯的行数之和不等于行数": lambda f: sum(f.lights.values()) == len(f.standings),
    "各牵头单位的行数之和不等于行数": _departments,
    "逾期和滞后清单与分类数不一致": _late,
    "上期各类任务数与上期行不一致": lambda f: (f.before is None) == (f.rows_before is None),
    "应报家数不等于实报与未报之和": lambda f: (
        f.returns.expected == f.returns.received + len(f.returns.missing)
    ),
    "实报家数不等于按时与迟报之和": lambda f: f.returns.received == f.returns.on_time + len(f.returns.late),
    "退回家次与各单位之和不一致": _returned,
}
"""What is wrong, in a clerk's words, to what must hold."""
