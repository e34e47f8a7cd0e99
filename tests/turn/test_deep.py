"""The deep look finds what no longer is as it was kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from toolkit.office import Office
from toolkit.turn.deep import examine
from toolkit.turn.doctor import examine_deeply
from toolkit.turn.work import work

from .conftest import GOOD, put

At = Callable[[str], Office]


@pytest.fixture
def worked(supervising: At, good: bytes) -> Office:
    """Return an office that took in one return."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", good)
    work(office)
    return office


def test_all_is_as_kept(worked: Office) -> None:
    """Both figures of a good return stand in the original's cells, and the original has its hash."""
    seen = examine(worked)

    assert (seen.originals, seen.figures, seen.wrong) == (1, 2, ())
    (fine,) = examine_deeply(worked)
    assert (fine.fine, "2个登记的数" in fine.sentence) == (True, True)


def test_changed_original_is_told(worked: Office) -> None:
    """An original of which one byte was changed is named."""
    (path,) = (worked.root / "data" / "archive").rglob("*.xlsx")
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    (wrong,) = examine(worked).wrong

    assert path.name in wrong.file
    assert "哈希" in wrong.sentence


def test_lost_original_is_told(worked: Office) -> None:
    """An original that is gone is named."""
    (path,) = (worked.root / "data" / "archive").rglob("*.xlsx")
    path.unlink()

    assert "不见了" in examine(worked).wrong[0].sentence


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('"raw":"76.5"', '"raw":"78"', "登记为“78”，原件这一格是“76.5”"),
        ('"value":76.5', '"value":78', "登记的数却是78"),
    ],
)
def test_figure_changed_in_the_database_is_told(worked: Office, was: str, now: str, told: str) -> None:
    """A figure that somebody changed in the database is told with file and cell."""
    with worked.store.transaction() as connection:
        changed = connection.execute(
            text("UPDATE entries SET payload = replace(payload, :was, :now)"), {"was": was, "now": now}
        )
    assert changed.rowcount

    (wrong,) = examine(worked).wrong

    assert told in wrong.sentence
    assert wrong.file == "县审批局.xlsx"
    assert wrong.cell.startswith("填报表!")


def test_csv_and_locked_originals_are_compared_too(supervising: At, form: Callable[..., bytes]) -> None:
    """An original that is no plain workbook is read again as it was the first time."""
    import csv
    from io import BytesIO, StringIO

    import msoffcrypto
    from openpyxl import load_workbook

    office = supervising("2022-06-24T10:00")
    settings = office.root / "office.toml"
    text = settings.read_text(encoding="utf-8").replace("passwords = []", 'passwords = ["8888"]')
    settings.write_text(text, encoding="utf-8")
    office = supervising("2022-06-24T10:00")
    sheet = load_workbook(BytesIO(form("县审批局", GOOD))).worksheets[0]
    table = StringIO()
    csv.writer(table).writerows(
        [["" if c is None else c for c in row] for row in sheet.iter_rows(values_only=True)]
    )
    put(office, "县审批局.csv", table.getvalue().encode("gb18030"))
    sealed = BytesIO()
    plain = msoffcrypto.OfficeFile(BytesIO(form("县财政局")))
    plain.encrypt("8888", sealed)
    put(office, "县财政局.xlsx", sealed.getvalue())
    taken = {drop.file: drop.verdict.value for drop in work(office).drops}
    assert set(taken.values()) <= {"accepted", "questioned"}, taken

    seen = examine(office)

    assert (seen.originals, seen.figures, seen.wrong) == (2, 2, ())
