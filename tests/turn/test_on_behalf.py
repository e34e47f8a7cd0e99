"""代录: what a department says by telephone or on paper is entered for it, and told as such."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from toolkit.cli import main
from toolkit.errors import UsageError
from toolkit.model.files import Verdict
from toolkit.model.history import RowKey
from toolkit.office import Office
from toolkit.store import drops, entries
from toolkit.turn.lists import all_receipts
from toolkit.turn.on_behalf import KIND, enter
from toolkit.turn.pending import pending
from toolkit.turn.report import facts_of, report
from toolkit.turn.take_in import take_in
from toolkit.turn.withdraw import withdraw

from .conftest import amended, put

At = Callable[[str], Office]
SOURCE = "电话，李主任，6月24日"
KEY = RowKey("小方案", "1.2", "县审批局")


def entered(office: Office, value: float = 30) -> bytes:
    """Make a form for 县审批局 on its behalf and fill it in as the clerk would."""
    path = enter(office, "审批局", "2022-06", SOURCE)
    rows = [(4, "I", 76.5), (5, "I", value), (4, "J", "推进中"), (5, "J", "推进中")]
    said = [(at, "L", "已按计划推进，电话告知。") for at in (4, 5)]
    changes = [("填报表", f"{letter}{at}", value) for at, letter, value in (*rows, *said)]
    return amended((office.outbox.root / path).read_bytes(), *changes)


def value(office: Office) -> float | None:
    """Return what stands as the value of 1.2."""
    with office.store.transaction() as connection:
        return entries.of_period(connection, "2022-06")[KEY].entry.value


def test_form_names_its_source(supervising: At) -> None:
    """The form lies in 代录, its first line says how it was told."""
    office = supervising("2022-06-24T10:00")

    path = enter(office, "审批局", "2022-06", SOURCE)

    assert path == "2022-06/代录/县审批局.xlsx"
    title = load_workbook(office.outbox.root / path)["填报表"]["A1"].value
    assert str(title).startswith(f"代录：{SOURCE}")


def test_filled_in_it_is_the_departments_return(supervising: At) -> None:
    """Dropped into the inbox it counts for the department; row, receipt and ledger say who told it."""
    office = supervising("2022-06-24T10:00")
    put(office, "随便什么名字.xlsx", entered(office))

    (drop,) = take_in(office, pause_s=0)

    assert (drop.department, drop.source) == ("县审批局", SOURCE)
    assert drop.verdict in {Verdict.ACCEPTED, Verdict.QUESTIONED}
    assert f"代录（{SOURCE}）" in drop.reason
    assert [receipt.source for receipt in all_receipts(office)] == [SOURCE]
    standing = next(s for s in facts_of(office, "2022-06")[0].standings if s.id == "1.2")
    assert standing.source is not None
    assert (standing.value, standing.source.told) == (30, SOURCE)


def test_what_was_accepted_stands_in_the_form(supervising: At, good: bytes) -> None:
    """A correction by telephone begins with what the department had reported."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", good)
    take_in(office, pause_s=0)

    path = enter(office, "县审批局", "2022-06", SOURCE)

    assert load_workbook(office.outbox.root / path)["填报表"]["I5"].value == 30


def test_own_file_supersedes(supervising: At) -> None:
    """What the department sends itself later takes the place of what was entered for it, though it says the same."""
    office = supervising("2022-06-24T10:00")
    data = entered(office)
    put(office, "代.xlsx", data)
    take_in(office, pause_s=0)

    own = amended(data, ("_填报信息", "B6", None))
    put(supervising("2022-06-25T10:00"), "自报.xlsx", own)
    (drop,) = take_in(supervising("2022-06-25T10:00"), pause_s=0)

    assert (drop.source, drop.round) == ("", 2)
    assert drop.verdict in {Verdict.ACCEPTED, Verdict.QUESTIONED}
    with office.store.transaction() as connection:
        first, _ = drops.everything(connection)
    assert first.verdict is Verdict.SUPERSEDED


def test_form_in_a_folder_counts(supervising: At, good: bytes) -> None:
    """The department's normal form, filled in by the clerk and put into such a folder, is a 代录."""
    office = supervising("2022-06-24T10:00")
    put(office, "代录 县财政局王科长转告/县审批局.xlsx", good)

    (drop,) = take_in(office, pause_s=0)

    assert (drop.department, drop.source) == ("县审批局", "县财政局王科长转告")


def test_without_source_the_office_is_asked(supervising: At, good: bytes) -> None:
    """A 代录 of which nobody says how it was told is taken, and waits for the office to say it."""
    office = supervising("2022-06-24T10:00")
    put(office, "代录/县审批局.xlsx", good)

    (drop,) = take_in(office, pause_s=0)

    assert drop.verdict in {Verdict.ACCEPTED, Verdict.QUESTIONED}
    with office.store.transaction() as connection:
        (asked,) = [one for one in pending(office, connection) if one.kind == KIND]
    assert "县审批局2022年6月" in asked.subject


def test_withdrawn_it_counts_no_more(supervising: At, good: bytes) -> None:
    """What was entered by mistake is undone; what the department had sent counts again."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", good)
    take_in(office, pause_s=0)
    put(office, "代.xlsx", entered(office, value=99))
    take_in(office, pause_s=0)
    assert value(office) == 99

    withdraw(office, "代.xlsx")

    assert value(office) == 30


@pytest.mark.parametrize(
    ("department", "period", "source", "says"),
    [
        ("没有这个局", "2022-06", SOURCE, "单位名录"),
        ("县审批局", "2022-06", "  ", "--source"),
        ("各乡镇", "2022-06", SOURCE, "不用代录"),
    ],
)
def test_wrong_words_are_told(supervising: At, department: str, period: str, source: str, says: str) -> None:
    """An unknown department, no source, or a department asked nothing: each a sentence, and no form."""
    office = supervising("2022-06-24T10:00")

    with pytest.raises(UsageError, match=says):
        enter(office, department, period, source)
    assert not (office.outbox.root / period / "代录").exists()


def test_fresh_form_without_return(supervising: At) -> None:
    """Before anything came in, the form is as it was issued."""
    office = supervising("2022-06-24T10:00")

    data = (office.outbox.root / enter(office, "县审批局", "2022-06", SOURCE)).read_bytes()

    assert load_workbook(BytesIO(data))["填报表"]["I5"].value is None


def test_ledger_names_who_told_it(supervising: At) -> None:
    """The ledger's column 来源文件 says beside the file how the figure was told."""
    office = supervising("2022-06-24T10:00")
    put(office, "代.xlsx", entered(office))
    take_in(office, pause_s=0)

    report(supervising("2022-07-01T10:00"), "2022-06", ("ledger",))

    book = load_workbook(office.outbox.root / "2022-06/小方案/工作台账.xlsx", read_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert f"代.xlsx（代录：{SOURCE}）" in cells


def test_command_writes_the_form(supervising: At, capsys: pytest.CaptureFixture[str]) -> None:
    """run.py enter writes the form and says where it lies and what to do with it."""
    office = supervising("2022-06-24T10:00")
    words = ["enter", "审批局", "--period", "2022-06", "--source", SOURCE, "--office", str(office.root)]

    assert main([*words, "--as-of", "2022-06-24"]) == 0
    assert "outbox/2022-06/代录/县审批局.xlsx" in "".join(capsys.readouterr())
    assert main([*words[:-2], "--office", str(office.root), "--source", " "]) == 2
