"""The drop-down lists and hints of 任务分解表.xlsx, as rules of data validation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from toolkit.model.department import Group
from toolkit.model.layout import DIRECTORY_SHEET, OPENING_SHEET, TARGETS_SHEET, TASKS_SHEET
from toolkit.plans.assigned import SOURCES, is_assigned
from toolkit.plans.workbook_cells import LISTS, NAMES

if TYPE_CHECKING:
    from toolkit.plans.parameters import Parameter
    from toolkit.plans.workbook_meta import Written

Rule = dict[str, Any]
"""What xlsxwriter's ``data_validation`` takes."""

SPARE_ROWS: Final = 200
"""Rows below the last that already have their lists, for what a clerk adds."""

DATE_RULE: Final[Rule] = {
    "validate": "date",
    "criteria": "between",
    "minimum": date(2000, 1, 1),
    "maximum": date(2099, 12, 31),
    "error_type": "information",
    "error_title": "日期",
    "error_message": "这里填日期，例如2022-12-31；写成“2022年底”也可以，系统按2022年12月31日记。",
}


def one_of(source: str | list[str], hint: str = "") -> Rule:
    """Return a list that takes nothing else."""
    return {
        "validate": "list",
        "source": source,
        "error_title": "请从列表中选",
        "error_message": f"请点格子右边的小箭头，从列表里选一项。{hint}",
    }


def some_of(source: str | list[str], title: str, hint: str) -> Rule:
    """Return a list to pick from that also takes several, joined by 、, and whatever else is typed."""
    return {
        "validate": "list",
        "source": source,
        "show_error": False,
        "input_title": title,
        "input_message": hint,
    }


def remark(title: str, hint: str) -> Rule:
    """Return a hint shown when the cell is chosen."""
    return {"validate": "any", "input_title": title, "input_message": hint}


def sheet_choices(sheet: str, written: Written) -> dict[str, Rule]:
    """Return the rules of a sheet by field; names and task numbers are listed from their own sheets."""
    names = f"='{DIRECTORY_SHEET}'!$B$2:$B${len(written.directory.departments) + SPARE_ROWS}"
    tasks = f"='{TASKS_SHEET}'!$A$2:$A${len(written.plan.tasks) + SPARE_ROWS}"
    several = f"几个单位用“{NAMES}”隔开；名称要与“单位名录”一致，名录里没有的先加到名录"
    return {
        TASKS_SHEET: {
            "id": remark("任务编号", "新增的任务请填一个没有用过的编号"),
            **_sources(written),
            "leads": some_of(names, "牵头单位", several),
            "supports": some_of(names, "配合单位", several),
            "flags": some_of(list(LISTS["flags"]), "任务标记", f"可以不填；几个标记用“{NAMES}”隔开"),
            "confidence": one_of(list(LISTS["confidence"])),
        },
        TARGETS_SHEET: {
            **{name: one_of(list(LISTS[name])) for name in ("kind", "basis", "comparator", "confidence")},
            "id": remark("指标编号", "新增的行这里空着，系统会编号"),
            "task": one_of(tasks, "应是“任务”表里已有的任务编号。"),
            "title": remark("任务名称", "只供对照，要改请到“任务”表里改"),
            "value": remark("目标值", "只填数字，如98、1.2万；节点类的不填"),
            "due": DATE_RULE,
            "context": remark("所在句子", "只供对照，要改请改左边的“原文”"),
            "confirmed": one_of(list(LISTS["confirmed"]), "时限在方案印发之前、仍要按逾期对待的选√。"),
        },
        OPENING_SHEET: {
            "task": remark("任务", "只供对照；要改请到“任务”“指标”表里改"),
            "departments": some_of(names, "单位", f"这一行的数是谁报的；几个单位用“{NAMES}”隔开"),
            "period": remark("截至报告期", "这个数截至哪个月底，写成2022-05"),
            "value": remark("完成值", "到那个月底累计完成多少，只填数字；没有数的空着"),
            "unit": remark("计量单位", "只供对照"),
            "status": one_of(list(LISTS["status"]), "已经办结的选“已完成”，以后不再要求填报。"),
            "completed_on": DATE_RULE,
        },
        DIRECTORY_SHEET: {
            "order": remark("序号", "各种名单按这里的序号排列；要调整次序，改序号就行"),
            "name": remark("单位名称", "同一个单位有几种写法的，只留一行，其余写法填到“别名”里"),
            "group": one_of([group.value for group in Group]),
            "members": some_of(names, "包含单位", f"只有类别是“群体”的才填；几个单位用“{NAMES}”隔开"),
        },
    }[sheet]


def _sources(written: Written) -> dict[str, Rule]:
    """Return the list of where single tasks come from, for the plan that gathers them."""
    if not is_assigned(written.plan):
        return {}
    return {"section": some_of(list(SOURCES), "来源", "这件事从哪里来；可以接着写明日期、文号")}


def parameter_choice(parameter: Parameter) -> Rule:
    """Return the rule of a parameter's cell."""
    if parameter.choices:
        return one_of(list(parameter.choices))
    return remark(parameter.key, parameter.wanted)
