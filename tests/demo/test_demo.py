"""The demonstration: two months of a fictional county, the same bytes each time."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from toolkit.demo.story import Told, run
from toolkit.errors import UsageError
from toolkit.model.files import Verdict
from toolkit.office import Office
from toolkit.turn.lists import all_receipts


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


def test_the_same_bytes_each_time(told: Told, tmp_path: Path) -> None:
    """A second run, in another folder, gives the same papers and originals byte for byte."""
    assert _tree(run(tmp_path / "elsewhere").root) == _tree(told.root)


def test_june_goes_as_months_go(told: Told) -> None:
    """Late, missing, damaged, sent back, mended, copied: each ends with its verdict."""
    june = [r for r in all_receipts(Office(told.root, datetime(2022, 7, 1))) if r.received.month == 6]
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


def test_questions_are_the_ones_meant(told: Told) -> None:
    """The falling sum and the copied text are asked about, the full-width digit is read without a word."""
    receipts = all_receipts(Office(told.root, datetime(2022, 7, 1)))
    asked = {
        r.department: {f.id for f in r.findings if f.severity.value == "warning"}
        for r in receipts
        if r.period == "2022-06"
    }

    assert "13.2" in asked["县财政局"]
    assert asked["县法院"] == {"14.1"}
    assert "1.1" not in asked["县市场监管局"]
    assert asked["县自然资源局"] == set()


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


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """The demonstration does not clear a folder that is not its own."""
    (tmp_path / "重要.txt").write_text("x", encoding="utf-8")

    with pytest.raises(UsageError, match="已有别的文件"):
        run(tmp_path)

    assert (tmp_path / "重要.txt").exists()
