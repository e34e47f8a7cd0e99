"""Whom a written name means: levels, places, times and scripts; likeness only proposes."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.intake.aliases import Names, Place, names_of
from toolkit.model.department import Department, Directory, FormerName, Group
from toolkit.model.period import Period
from toolkit.model.plan import Plan

JUNE = Period.parse("2022-06")
COUNTY = Place("云溪", "县")
MARKET = Department(
    name="县市场监管局",
    aliases=("市监局",),
    former=(FormerName("县工商局", until=date(2019, 3, 31)), FormerName("县药监局", since=date(2023, 1, 1))),
)
BODIES = (
    MARKET,
    Department(name="县财政局"),
    Department(name="县人力资源和社会保障局"),
    Department(name="县发展和改革局"),
    Department(name="县城市管理局"),
    Department(name="市税务局云溪分局", group=Group.VERTICAL),
    Department(name="青溪镇", group=Group.TOWN),
    Department(name="各镇", group=Group.COLLECTIVE, members=("青溪镇",)),
)


def _names(*more: Department, place: Place = COUNTY) -> Names:
    return names_of(Directory((*BODIES, *more)), place)


def _plan(issuer: str, title: str = "优化营商环境行动方案") -> Plan:
    return Plan(id="甲", title=title, issuer=issuer)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("县财政局", "县财政局"),
        ("縣　財政局", "县财政局"),
        ("市监局", "县市场监管局"),
        ("云溪县财政局", "县财政局"),
        ("青山市云溪县财政局", "县财政局"),
        ("云溪县市监局", "县市场监管局"),
        ("财政局", "县财政局"),
        ("市场监管局", "县市场监管局"),
        ("青溪镇人民政府", "青溪镇"),
        ("云溪县青溪镇政府", "青溪镇"),
        ("市财政局", ""),
        ("青山县财政局", ""),
        ("税务局云溪分局", ""),
        ("县财政局预算科", ""),
        ("县市场监督管理局", ""),
        ("", ""),
    ],
)
def test_a_name_means_a_body_exactly_or_nobody(written: str, meant: str) -> None:
    """Script, the office's own place and level may differ; another level, place or wording may not."""
    assert _names().find(written, JUNE) == ((meant,) if meant else ())


def test_two_levels_that_report_keep_their_prefix() -> None:
    """With 市财政局 and 县财政局 in the list, 财政局 alone means neither."""
    names = _names(Department(name="市财政局"))
    assert names.find("财政局") == ()
    assert names.find("市财政局") == ("市财政局",)
    assert names.mentioned("财政局6月.xlsx") == ()


def test_a_bare_name_needs_a_known_level() -> None:
    """Where neither plans nor names tell one level, a name without its level is asked about."""
    names = _names(Department(name="市气象局"), place=Place())
    assert names.find("财政局") == ()
    assert names_of(Directory(BODIES[:4]), Place()).find("财政局") == ("县财政局",)


def test_the_office_may_say_at_which_level_a_body_stands() -> None:
    """财政局 of level 县 is 县财政局, and 市财政局 of a list without levels is another."""
    own = names_of(Directory((Department(name="财政局", level="县"),)), COUNTY)
    assert own.find("县财政局") == ("财政局",)
    assert own.find("市财政局") == ()
    above = names_of(Directory((Department(name="财政局", level="市"),)), COUNTY)
    assert above.find("县财政局") == ()


def test_a_former_name_counts_in_its_time() -> None:
    """县工商局 is known for 2019-03 and not for 2022-06; who bore it is still told."""
    names = _names()
    assert names.find("县工商局", Period.parse("2019-03")) == ("县市场监管局",)
    assert names.find("县工商局", JUNE) == ()
    assert names.find("县药监局", JUNE) == ()
    assert names.find("县药监局", Period.parse("2023Q1")) == ("县市场监管局",)
    assert [(str(one), heir) for one, heir in names.expired("云溪县县工商局")] == [
        ("县工商局（至2019-03）", "县市场监管局")
    ]


def test_a_shared_alias_means_several() -> None:
    """Nothing is chosen between two bodies with one alias."""
    names = _names(
        Department(name="县统计局", aliases=("普查办",)), Department(name="县人口办", aliases=("普查办",))
    )
    assert names.find("普查办") == ("县统计局", "县人口办")


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("人社局", "县人力资源和社会保障局"),
        ("发改委", "县发展和改革局"),
        ("城管局", "县城市管理局"),
        ("县市场监督管理局", "县市场监管局"),
        ("市财政局", "县财政局"),
        ("县财正局", "县财政局"),
    ],
)
def test_likeness_puts_the_likeliest_first(written: str, first: str) -> None:
    """Abbreviations, fuller names, other levels and slips of the pen are proposed, five at most."""
    like = _names().like(written)
    assert like[0] == first
    assert len(like) <= 5


def test_what_is_like_nothing_proposes_nothing() -> None:
    """A name of another world has no likely meaning."""
    assert _names().like("航天测控") == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("营商环境进展（市监局）最终版2(1)", ("县市场监管局",)),
        ("云溪县财政局6月", ("县财政局",)),
        ("云溪市财政局", ()),
        ("县财政局和青溪镇政府", ("青溪镇", "县财政局")),
    ],
)
def test_a_text_mentions_bodies_by_their_names(text: str, meant: tuple[str, ...]) -> None:
    """File names and titles are searched for whole names, the longest first."""
    assert _names().mentioned(text, JUNE) == meant


@pytest.mark.parametrize(
    ("plans", "place"),
    [
        ([_plan("云溪县人民政府办公室")], COUNTY),
        ([_plan("青山市云溪县人民政府")], COUNTY),
        ([_plan("青都市云溪县人民政府")], COUNTY),
        ([_plan("", "云溪县优化营商环境行动方案")], COUNTY),
        ([_plan("云溪县人民政府"), _plan("青山市人民政府")], Place()),
        ([_plan("", "全力优化市场环境行动方案")], Place()),
        ([_plan("", "推进城市更新和产业园区建设方案")], Place()),
        ([_plan("县人民政府办公室", "创建省级文明县城方案")], Place()),
        ([], Place()),
    ],
)
def test_the_office_is_where_its_plans_are_issued(plans: list[Plan], place: Place) -> None:
    """The last place of an issuer or a title counts; plans of two places tell none."""
    assert Place.of(plans) == place
