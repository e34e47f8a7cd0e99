"""Lists of departments as plans print them."""

from __future__ import annotations

import pytest

from toolkit.lang.names import group_of, is_collective, split

LISTS = [
    (
        "县应急局、县交易中心、云溪县税务局及各行业监管部门",
        ("县应急局", "县交易中心", "云溪县税务局", "各行业监管部门"),
    ),
    ("县发改局、县通建办等单位及各镇街、园区", ("县发改局", "县通建办", "各镇街", "园区")),
    ("县税务局、县人社局等县直相关部门", ("县税务局", "县人社局", "县直相关部门")),
    ("县财政局、县水务局等部门", ("县财政局", "县水务局")),
    ("县“双随机、一公开”联席会议各成员单位", ("县“双随机、一公开”联席会议各成员单位",)),
    ("县财政局（金融发展局）、县公安局", ("县财政局（金融发展局）", "县公安局")),
    ("县人力资源和社会保障局和县财政局", ("县人力资源和社会保障局", "县财政局")),
    ("县发改局 县财政局", ("县发改局", "县财政局")),
    ("县科协，各镇（街道）、园区", ("县科协", "各镇（街道）", "园区")),
    (
        "县发改局、县“放管服”改革、职能转变领导小组办公室",
        ("县发改局", "县“放管服”改革、职能转变领导小组办公室"),
    ),
    ("各鄉鎮、縣直相關部門。", ("各鄉鎮", "縣直相關部門")),
]
GROUPS = [
    ("县发改局", "部门"), ("各镇街", "群体"), ("相关部门", "群体"), ("县直相关部门", "群体"), ("各乡镇", "群体"),
    ("各相关单位", "群体"), ("云溪镇", "乡镇街道"), ("城关街道办事处", "乡镇街道"), ("云溪县税务局", "垂管单位"),
    ("人民银行云溪县支行", "垂管单位"), ("云溪海关", "垂管单位"), ("县水务集团", "企业"), ("国网云溪县供电公司", "垂管单位"),
    ("云溪高新区管委会", "园区"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_a_list_splits_into_names_as_printed(text: str, names: tuple[str, ...]) -> None:
    """Separators inside quotes, brackets and names do not split; 等部门 is dropped, other groups stay."""
    assert split(text) == names


@pytest.mark.parametrize(("name", "group"), GROUPS)
def test_a_name_has_the_group_it_most_likely_is(name: str, group: str) -> None:
    """The word a name ends on, or the system it belongs to, tells its group."""
    assert group_of(name) == group
    assert is_collective(name) is (group == "群体")
