"""The light a bulletin was issued with stays; what is made good later is told beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from toolkit.cli import main
from toolkit.model.standing import Light, Standing
from toolkit.office import Office
from toolkit.turn.report import facts_of, report
from toolkit.turn.work import work

from .conftest import put

At = Callable[[str], Office]
Fill = Callable[..., bytes]
JUNE, JULY = "2022-06", "2022-07"
BEHIND: dict[str, dict[str, object]] = {"1.1": {"value": 70}, "1.2": {"value": 15}}
WELL: dict[str, dict[str, object]] = {"1.1": {"value": 70}, "1.2": {"value": 30}}


@pytest.fixture
def hand_in(supervising: At, form: Fill) -> Callable[[str, dict[str, dict[str, object]]], Office]:
    """Return a way to hand in June's form of 县审批局 at a moment; the office stays open at it."""

    def at(moment: str, rows: dict[str, dict[str, object]]) -> Office:
        office = supervising(moment)
        put(office, f"审批局{moment[5:10]}.xlsx", form("县审批局", rows))
        work(office, pause_s=0)
        return office

    return at


def row(office: Office, period: str = JUNE) -> Standing:
    """Return row 1.2 as the facts have it."""
    (facts,) = facts_of(office, period)
    return next(each for each in facts.standings if each.id == "1.2")


def test_a_ledger_before_the_bulletin_day_issues_nothing(hand_in: Callable[..., Office]) -> None:
    """What is looked at before the bulletin is due may still change without a mark."""
    report(hand_in("2022-06-24T10:00", BEHIND), JUNE)
    found = row(hand_in("2022-06-25T10:00", WELL))
    assert (found.light, found.issued_light, found.made_good) == (Light.GREEN, None, "")


def test_what_was_issued_stays(hand_in: Callable[..., Office], supervising: At) -> None:
    """Issued yellow, corrected green: both are told, however often the ledger is made again."""
    hand_in("2022-06-24T10:00", BEHIND)
    report(supervising("2022-07-04T10:00"), JUNE)
    office = hand_in("2022-07-05T10:00", WELL)
    for _ in range(2):
        report(office, JUNE)
        found = row(office)
        assert (found.light, found.issued_light) == (Light.GREEN, Light.YELLOW)
        assert found.made_good == "印发时黄灯，补正后绿灯"


def test_the_next_bulletin_tells_what_was_corrected(hand_in: Callable[..., Office], supervising: At) -> None:
    """A correction of June after its bulletin is in July's facts, whether June's ledger was made again or not."""
    hand_in("2022-06-24T10:00", BEHIND)
    report(supervising("2022-07-04T10:00"), JUNE)
    (before,) = facts_of(supervising("2022-07-04T11:00"), JULY)
    assert before.corrected == ()
    office = hand_in("2022-07-05T10:00", WELL)
    (july,) = facts_of(office, JULY)
    (june,) = july.corrected
    assert (june.period.label, june.departments) == (JUNE, ("县审批局",))
    assert [(id_, words) for id_, _, words in june.rows] == [("1.2", "印发时黄灯，补正后绿灯")]
    report(office, JUNE)
    assert facts_of(office, JULY)[0].corrected == july.corrected
    (august,) = facts_of(office, "2022-08")
    assert august.corrected == (), "told once"


def test_the_next_month_looks_back_on_what_was_issued(
    hand_in: Callable[..., Office], supervising: At
) -> None:
    """July's light before is June's as issued, not as it would be judged now; counts before too."""
    hand_in("2022-06-24T10:00", BEHIND)
    report(supervising("2022-07-04T10:00"), JUNE)
    office = hand_in("2022-07-05T10:00", WELL)
    report(office, JUNE)
    (july,) = facts_of(office, JULY)
    assert row(office, JULY).light_before is Light.YELLOW
    assert july.issued is not None
    assert july.issued["1.2"].light is Light.YELLOW
    assert july.before is not None
    assert sum(july.before.values()) == july.tasks


def test_papers_that_went_out_are_kept_when_others_take_their_place(
    hand_in: Callable[..., Office], supervising: At, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made again after a correction, the run says when they went out and what differs; the earlier ones stay."""
    hand_in("2022-06-24T10:00", BEHIND)
    told: list[str] = []
    office = supervising("2022-07-04T10:00")
    report(office, JUNE, tell=told.append)
    folder = office.outbox.root / JUNE / "小方案"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert told == []

    office = supervising("2022-07-05T09:00")
    report(office, JUNE, tell=told.append)
    assert (told, {path.name: path.read_bytes() for path in folder.iterdir()}) == ([], before), (
        "nothing differs"
    )

    office = hand_in("2022-07-08T10:00", WELL)
    assert (
        main(["report", "--period", JUNE, "--office", str(office.root), "--as-of", "2022-07-08T11:00"]) == 0
    )
    said = "".join(capsys.readouterr().out.split())
    assert "2022年6月工作台账、月通报2022年7月4日已经印发过，这次重新印发" in said
    assert "1行的数值、状态或说明不同（1.2黄→绿），报送情况有变；原来的存在“以前的版本”" in said
    kept = {path.name: path.read_bytes() for path in (folder / "以前的版本").iterdir()}
    assert kept == {
        "工作台账_2022年7月4日印发.xlsx": before["工作台账.xlsx"],
        "月通报_2022年7月4日印发.docx": before["月通报.docx"],
    }
    assert (folder / "月通报.docx").read_bytes() != before["月通报.docx"]

    sheet = load_workbook(folder / "工作台账.xlsx")["变更记录"]
    (line,) = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[5] == "重新印发"]
    assert (line[6], line[7]) == ("2022年7月4日印发", "2022年7月8日重新印发")
    assert "1.2黄→绿" in str(line[8])
    (facts,) = facts_of(office, JULY)
    assert [one.what for one in facts.changes if not one.id] == ["重新印发"]

    told.clear()
    report(supervising("2022-07-09T10:00"), JUNE, tell=told.append)
    assert told == [], "the line about itself is no news"


def test_a_bulletin_put_right_by_hand_is_not_written_over_for_nothing(
    hand_in: Callable[..., Office], supervising: At
) -> None:
    """A clerk's own words in the issued bulletin stay while nothing differs, and are kept once something does."""
    hand_in("2022-06-24T10:00", BEHIND)
    office = supervising("2022-07-04T10:00")
    report(office, JUNE)
    paper = office.outbox.root / JUNE / "小方案" / "月通报.docx"
    paper.write_bytes(b"by hand")

    report(supervising("2022-07-05T10:00"), JUNE)
    assert paper.read_bytes() == b"by hand"

    report(hand_in("2022-07-08T10:00", WELL), JUNE)
    assert paper.read_bytes() != b"by hand"
    assert (paper.parent / "以前的版本" / "月通报_2022年7月4日印发.docx").read_bytes() == b"by hand"
