"""群通知: a text to paste into the work group: what is out, when it is due, who is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.forms.wording import moment_text

if TYPE_CHECKING:
    from datetime import datetime

    from toolkit.model.calendar import Deadlines


def group_notice(
    deadlines: Deadlines,
    *,
    office_name: str,
    as_of: datetime,
    issued: tuple[str, ...],
    missing: tuple[str, ...] = (),
    returned: tuple[str, ...] = (),
) -> str:
    """
    Write the notice as it stands at ``as_of``.

    ``issued`` are the departments a form was made for, ``missing`` those of them that have sent nothing
    readable, ``returned`` those whose return was sent back and has not come again.
    """
    lines = [f"【{deadlines.period.chinese}进展情况填报】", "各单位："]
    lines += [f"　　{index}. {text}" for index, text in enumerate(_texts(deadlines, issued), 1)]
    if len(missing) < len(issued) or as_of > deadlines.due:
        lines.append(_standing(as_of, issued, missing))
    if returned:
        lines.append(
            f"　　退回待改{len(returned)}家：{'、'.join(returned)}。请按“修改清单”改好，"
            f"于{moment_text(deadlines.corrections)}前发回。"
        )
    lines.append(f"　　{office_name}")
    return "\n".join(lines) + "\n"


def _texts(deadlines: Deadlines, issued: tuple[str, ...]) -> tuple[str, ...]:
    return (
        f"填报表已发，共{len(issued)}家，文件名就是单位名称，每家一份。",
        f"请于{moment_text(deadlines.due)}前把填好的原文件发回。",
        "只填白色格子；与上期一样的勾“本期无变化”，本月无进展的也请如实填报。",
        "右边“自检”一列全部变绿再发，可免退改。",
    )


def _standing(as_of: datetime, issued: tuple[str, ...], missing: tuple[str, ...]) -> str:
    head = f"　　截至{moment_text(as_of)}，应报{len(issued)}家，已报{len(issued) - len(missing)}家"
    if not missing:
        return f"{head}，全部报齐，谢谢各单位。"
    return f"{head}，未报{len(missing)}家：{'、'.join(missing)}，请尽快报送。"
