"""The demonstration: three months of a fictional county, the same bytes each time."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from toolkit.demo.scenes import APRIL, JUNE, MAY, MONTHS
from toolkit.demo.story import Told, run
from toolkit.errors import UsageError
from toolkit.model.files import FileKind, Receipt, Verdict
from toolkit.model.standing import Class, Standing
from toolkit.office import Office
from toolkit.turn.explain import explain
from toolkit.turn.lists import all_receipts
from toolkit.turn.report import facts_of

NOW = datetime(2022, 7, 3, 9)
CORRECTIONS = 19
"""What comes in before this day of June is about May."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Run the demonstration once."""
    return run(tmp_path_factory.mktemp("one") / "demo")


def _tree(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in (root / "outbox", root / "data" / "archive")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _dump(root: Path) -> list[str]:
    with closing(sqlite3.connect(root / "data" / "office.db")) as connection:
        return list(connection.iterdump())


@pytest.fixture(scope="module")
def receipts(told: Told) -> tuple[Receipt, ...]:
    """Return what became of every file of the three months, archives taken apart."""
    found = all_receipts(Office(told.root, NOW))
    return (*found, *(member for one in found for member in one.members))


@pytest.fixture(scope="module")
def rows(told: Told) -> dict[str, dict[str, Standing]]:
    """Return how every row stands, month by month."""
    office = Office(told.root, NOW)
    return {month: {one.id: one for one in facts_of(office, month)[0].standings} for month in MONTHS}


def test_the_same_bytes_each_time(told: Told, tmp_path: Path) -> None:
    """A second run, in another folder, gives the same papers, originals and database, byte for byte."""
    other = run(tmp_path / "elsewhere").root

    assert _tree(other) == _tree(told.root)
    assert _dump(other) == _dump(told.root)


def test_june_goes_as_months_go(told: Told, receipts: tuple[Receipt, ...]) -> None:
    """Late, missing, damaged, sent back, mended, copied: each ends with its verdict."""
    june = [r for r in receipts if r.received.month == 6 and r.received.day > CORRECTIONS]
    verdicts = Counter(receipt.verdict for receipt in june)

    assert verdicts[Verdict.RETURNED] == 2
    assert verdicts[Verdict.REFUSED] == 1
    assert verdicts[Verdict.HELD] == 1
    assert verdicts[Verdict.DUPLICATE] == 1
    assert verdicts[Verdict.IGNORED] == 1
    assert told.now.returns.late == ()
    assert set(told.now.returns.missing) == {"县税务局", "县住建局", "县人社局"}
    states = {row.department: row.state for row in told.now.returns.by_department}
    assert states["县人社局"] == "退回未改"
    mended = [r for r in june if r.department == "县行政审批局"]
    assert [(r.verdict, r.round) for r in mended] == [(Verdict.RETURNED, 1), (Verdict.QUESTIONED, 2)]


def test_questions_are_the_ones_meant(receipts: tuple[Receipt, ...]) -> None:
    """The falling sum and the copied text are asked about, the full-width digit is read without a word."""
    asked = {
        r.department: {f.id for f in r.findings if f.severity.value == "warning"}
        for r in receipts
        if r.period == "2022-06"
    }

    assert "13.2" in asked["县财政局"]
    assert asked["县法院"] == {"14.1"}
    assert "1.1" not in asked["县市场监管局"]
    assert asked["县自然资源局"] == set()


def test_the_form_is_at_fault_when_a_third_stumble(receipts: tuple[Receipt, ...]) -> None:
    """Three departments are sent back for 详见附件; the fourth shows that the form is to blame, and is taken."""
    april = {(r.department or "", r.round): r.verdict for r in receipts if r.period == APRIL}
    sent_back = [name for (name, _), verdict in april.items() if verdict is Verdict.RETURNED]

    assert sorted(sent_back) == ["县发展改革局", "县自然资源局", "县行政审批局"]
    assert all(april[name, 2] is Verdict.ACCEPTED for name in sent_back)
    assert april["县人社局", 1] is Verdict.ACCEPTED


def test_a_name_once_settled_is_remembered(receipts: tuple[Receipt, ...]) -> None:
    """Whose the April table is a person says; May's under the same name is taken without a question."""
    told = {r.file: r for r in receipts}

    assert "李主任认定" in told["4月进展表.xlsx"].reason
    assert told["5月进展表.xlsx"].department == "县水务局"
    assert "认定" not in told["5月进展表.xlsx"].reason


def test_files_come_in_every_shape(receipts: tuple[Receipt, ...]) -> None:
    """A GBK text, a zip with evidence, a zip under a password and a 代录 are all taken in for their department."""
    told = {r.file.rpartition("/")[2]: r for r in receipts}
    taken = {Verdict.ACCEPTED, Verdict.QUESTIONED}

    assert told["税务局5月.csv"].verdict in taken
    assert told["县水务局.xlsx"].verdict in taken
    assert told["免罚清单印发通知.pdf"].kind is FileKind.EVIDENCE
    assert told["免罚清单印发通知.pdf"].department == "县市场监管局"
    assert told["代录县法院.xlsx"].source == "电话，周庭长，5月24日"


def test_what_persons_decided_holds(rows: dict[str, dict[str, Standing]]) -> None:
    """The extension moved the day and kept the old one, the false completion goes on, the closed row is 已销号."""
    june = rows[JUNE]

    assert (str(june["19.1"].due), str(june["19.1"].due_before)) == ("2022-09-30", "2022-07-31")
    assert rows[MAY]["8.1"].state == "推进中"
    assert june["8.1"].klass is not Class.DONE
    assert june["15.1"].life == "已销号"


def test_lights_turn_and_are_made_good(rows: dict[str, dict[str, Standing]]) -> None:
    """A second yellow is red; a digit lost made May's bulletin red and its correction green, and both are told."""
    assert [rows[month]["7.1"].light for month in MONTHS] == ["绿", "黄", "红"]
    assert "连续2期黄灯" in rows[JUNE]["7.1"].why
    mended = rows[MAY]["21.1"]
    assert (mended.light, mended.made_good) == ("绿", "印发时红灯，补正后绿灯")


def test_a_row_is_explained(told: Told) -> None:
    """Why 7.1 is red is told in words, with the cell its figure came from."""
    (why,) = explain(Office(told.root, NOW), "7.1", JUNE)

    words = "\n".join(f"{label}：{text}" for section in why.sections for label, text in section.points)
    assert "连续2期黄灯转为红灯" in words
    assert "填报表!I8" in words


def test_the_papers_lie_where_the_story_says(told: Told) -> None:
    """Every file the demonstration tells a person to open is there and opens."""
    outbox = told.root / "outbox"
    for path in (
        f"2022-06/{told.plan}/工作台账.xlsx",
        f"方案/{told.plan}/任务分解表.xlsx",
        "收件回执.xlsx",
        "待定事项.xlsx",
    ):
        assert load_workbook(outbox / path).sheetnames
    assert (outbox / "2022-06" / told.plan / "月通报.docx").stat().st_size > 0


def test_a_bulletin_names_whom_the_office_decided_to_name(told: Told) -> None:
    """April names one department; June, of which nobody has decided, tells of three silent ones in a number."""
    words = {month: _words(told.root / "outbox" / month / told.plan / "月通报.docx") for month in MONTHS}
    assert "由县市场监管局牵头的第15项" in words[APRIL]
    assert "未报3家，退回修改" in words[JUNE]
    assert "县住建局" not in words[JUNE]
    assert "5月份通报印发后，县人社局更正或补报了数据，第21.1项" in words[JUNE]


def _words(bulletin: Path) -> str:
    document = Document(str(bulletin))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """The demonstration does not clear a folder that is not its own."""
    (tmp_path / "重要.txt").write_text("x", encoding="utf-8")

    with pytest.raises(UsageError, match="已有别的文件"):
        run(tmp_path)

    assert (tmp_path / "重要.txt").exists()
