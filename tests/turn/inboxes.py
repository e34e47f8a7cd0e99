"""Inboxes of files of all sorts, and what a turn makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from toolkit.model.layout import FORM_SHEET
from toolkit.office import Office
from toolkit.turn.work import work

from .archives import PICTURE, SCAN, zipped
from .conftest import GOOD, amended, put
from .states import state
from .test_decisions import own_table
from .test_directory import written
from .test_several_departments import several

Files = dict[str, bytes]

ALONE = (
    "审批局.xlsx",
    "财政局.xlsx",
    "河东镇.xlsx",
    "半个.xlsx",
    "空.xlsx",
    "副本.xlsx",
    "财政局副本.xlsx",
    "无名.xlsx",
)
"""Files of which none goes together with another, and none tells how others are read."""
_PLAN = """云溪县优化政务服务2022年行动方案

1.推行一窗受理。2022年9月底前，综合窗口覆盖率达到90%以上。（牵头单位：县审批局；配合单位：县财政局）
云溪县人民政府办公室
2022年3月1日
"""


def all_sorts(office: Office, form: Callable[..., bytes]) -> Files:
    """Return files of all sorts, by name, for an office whose June is out."""
    good = form("县审批局", GOOD)
    faulty = form("县财政局", {"2": {"status": None, "progress": None}})
    said = {"progress": "按计划推进，各项服务都已办成，群众满意。"}
    return {
        "审批局.xlsx": good,
        "财政局.xlsx": faulty,
        "河东镇.xlsx": form("河东镇", {"2": said}),
        "半个.xlsx": good[: len(good) // 2],
        "空.xlsx": b"",
        "副本.xlsx": good,
        "财政局副本.xlsx": faulty,
        "无名.xlsx": own_table("审批办"),
        "审批局另存.xlsx": amended(good, (FORM_SHEET, "A1", "同一份另存的")),
        "审批局改.xlsx": form("县审批局", {"1.1": {"value": 70}, "1.2": {"value": 3, **said}}),
        "财政局改.xlsx": form("县财政局", {"2": said}),
        "汇总.xlsx": several("县财政局"),
        "单位名录.xlsx": amended(written(office), ("单位名录", "D2", "审批局、审批办")),
        "方案.txt": _PLAN.encode(),
        "大厅.jpg": PICTURE,
        "河东镇盖章.pdf": SCAN,
        "河东镇.zip": zipped({"河东镇/六月.xlsx": form("河东镇"), "河东镇/大厅.jpg": PICTURE}),
        "坏.zip": zipped({"a.xlsx": good})[:40],
        "通讯录.csv": "姓名,电话\n张三,5550100\n".encode(),
    }


def lie(office: Office, files: Files, chosen: Iterable[str]) -> None:
    """Drop these files, to be read in this order."""
    for at, name in enumerate(chosen):
        put(office, f"{at:02}{name}", files[name])


def turned(root: Path, office: Office) -> dict[str, object]:
    """Do a turn and return all that the office holds then."""
    turned = Office(root, office.as_of)
    work(turned, pause_s=0)
    turned.store.close()
    return state(root)
