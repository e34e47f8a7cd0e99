"""
One month of a real plan, as a clerk lives it.

The plan is read, confirmed, sent out, reported on and published with the commands of the README; what the
ledger, the bulletin and ``facts --json`` say is compared figure by figure.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.cli import main
from toolkit.model.layout import FIRST_ROW, FORM, FORM_SHEET

PERIOD = "2022-06"
COLUMN = {column.field: index for index, column in enumerate(FORM, 1)}
SILENT, DAMAGED, FAULTY, LATE = "区气象局", "区财政局", "区税务局", "区法院"


class Clerk:
    """An office folder and the commands a clerk runs in it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys
        self.inbox, self.outbox = root / "inbox", root / "outbox"

    def run(self, *words: str, as_of: str = "") -> int:
        """Run a command in the office and return its exit code."""
        moment = ["--as-of", as_of] if as_of else []
        return main([*words, "--office", str(self.root), *moment])

    def json(self, *words: str, as_of: str = "") -> Any:  # noqa: ANN401 -- whatever the command prints
        """Run a command with --json and return what it prints."""
        self.capsys.readouterr()
        assert self.run(*words, "--json", as_of=as_of) == 0
        return json.loads(self.capsys.readouterr().out)

    def tree(self) -> dict[str, str]:
        """Return every file of the outbox and the archive with its hash."""
        return {
            str(path.relative_to(self.root)): hashlib.sha256(path.read_bytes()).hexdigest()
            for folder in (self.outbox, self.root / "data" / "archive")
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def rows(sheet: Worksheet) -> Iterator[int]:
    """Give the numbers of a form's rows."""
    row = FIRST_ROW
    while sheet.cell(row, COLUMN["id"]).value is not None:
        yield row
        row += 1


def filled(form: bytes, change: Callable[[Worksheet, int], None] | None = None) -> bytes:
    """Fill a form in well: every number on its way, every text present; then ``change`` a row."""
    book = load_workbook(BytesIO(form))
    sheet = book[FORM_SHEET]
    for row in rows(sheet):
        target = str(sheet.cell(row, COLUMN["target"]).value or "")
        sheet.cell(row, COLUMN["status"]).value = "推进中"
        sheet.cell(row, COLUMN["progress"]).value = f"第{sheet.cell(row, COLUMN['id']).value}项已按计划推进。"
        if overdue(sheet, row):
            sheet.cell(row, COLUMN["problems"]).value = "系统对接进度滞后，正在协调。"
        if number := re.search(r"[\d.]+", target):
            sheet.cell(row, COLUMN["value"]).value = round(
                float(number[0]) * (0.9 if "≥" in target else 1.2), 2
            )
        if change:
            change(sheet, row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def overdue(sheet: Worksheet, row: int) -> bool:
    """Tell whether a row was due before the period's end."""
    due = sheet.cell(row, COLUMN["due"]).value
    return due is not None and str(due)[:4] < "2022"


def claim_done(sheet: Worksheet, row: int) -> None:
    """Claim the numeric rows of a form done though they are not."""
    if sheet.cell(row, COLUMN["value"]).value is not None:
        sheet.cell(row, COLUMN["status"]).value = "已完成"
        sheet.cell(row, COLUMN["completed_on"]).value = date(2022, 6, 20)


@pytest.fixture
def clerk(tmp_path: Path, capsys: pytest.CaptureFixture[str], shared: Path) -> Clerk:
    """Make an office and drop the plan document into its inbox."""
    made = Clerk(tmp_path / "鲅鱼圈", capsys)
    assert main(["init", str(made.root)]) == 0
    shutil.copy(shared / "plans" / "bayuquan2021.txt", made.inbox / "方案.txt")
    return made


def test_a_month_of_a_real_plan(clerk: Clerk) -> None:
    """From plan document to bulletin, what the papers say is what the facts say."""
    plan = confirm(clerk)
    collect(clerk)
    facts = publish(clerk)

    ledger_agrees(clerk.outbox / PERIOD / plan / "工作台账.xlsx", facts, clerk.root)
    bulletin_agrees(clerk.outbox / PERIOD / plan / "月通报.docx", facts)
    nothing_changes(clerk)


def confirm(clerk: Clerk) -> str:
    """Read the plan, look at its workbook, drop it back; return the plan's short name."""
    assert clerk.run("work", as_of="2022-04-01") == 0
    (folder,) = (clerk.outbox / "方案").iterdir()
    book = load_workbook(folder / "任务分解表.xlsx")
    assert {"方案", "任务", "指标", "单位名录", "参数", "待确认"} <= set(book.sheetnames)
    numbers = [str(cell.value) for cell in book["任务"]["A"]]
    assert [number for number in numbers if number.isdigit()] == [str(n) for n in range(1, 82)]

    shutil.copy(folder / "任务分解表.xlsx", clerk.inbox / "任务分解表（确认）.xlsx")
    assert clerk.run("work", as_of="2022-04-01T15:00") == 0
    (receipt,) = [r for r in clerk.json("receipts") if r["kind"] == "plan-workbook"]
    assert receipt["verdict"] == "accepted"
    assert "第1版" in receipt["reason"]
    return folder.name


def collect(clerk: Clerk) -> None:
    """Send the forms, and take back what departments make of them."""
    assert clerk.run("dispatch", "--period", PERIOD, as_of="2022-06-20") == 0
    forms = {path.stem: path.read_bytes() for path in (clerk.outbox / PERIOD / "下发").iterdir()}
    assert {FAULTY, DAMAGED, LATE, "区营商局", "区供电公司"} <= set(forms)
    assert SILENT not in forms, "a department that leads nothing is asked nothing"

    late = forms.pop(LATE)
    for number, (name, form) in enumerate(forms.items()):
        data = filled(form, claim_done if name == FAULTY else None)
        (clerk.inbox / f"报送 （{number}）.xlsx").write_bytes(data[:3000] if name == DAMAGED else data)
    (clerk.inbox / "~$报送.xlsx").write_bytes(b"lock")
    (clerk.inbox / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0not a workbook")
    assert clerk.run("work", as_of="2022-06-25T10:00") == 1

    verdicts = Counter(r["verdict"] for r in clerk.json("receipts") if r["received"].startswith("2022-06-25"))
    assert verdicts["refused"] == 2
    assert verdicts["returned"] == 1
    assert verdicts["ignored"] == 1
    assert verdicts["accepted"] + verdicts["questioned"] == len(forms) - 2
    marked = load_workbook(clerk.outbox / PERIOD / "退回" / f"{FAULTY}_第1次.xlsx")
    assert marked.sheetnames[0] == "修改清单"

    (clerk.inbox / "法院.xlsx").write_bytes(filled(late))
    clerk.run("work", as_of="2022-06-27T09:00")


def publish(clerk: Clerk) -> Any:  # noqa: ANN401 -- the facts as JSON
    """Make the papers; return the facts."""
    assert clerk.run("report", "--period", PERIOD, as_of="2022-07-01") == 0
    (facts,) = clerk.json("facts", "--period", PERIOD, as_of="2022-07-01")
    counts = {name: number for name, number in facts["counts"].items() if name not in {"tasks", "targets"}}
    assert sum(counts.values()) == len(facts["standings"])
    assert sum(facts["by_task"].values()) == facts["counts"]["tasks"] == 81
    assert facts["returns"]["late"] == [LATE]
    assert DAMAGED in facts["returns"]["missing"]
    assert facts["returns"]["returned"] == 1
    return facts


def ledger_agrees(path: Path, facts: Any, root: Path) -> None:  # noqa: ANN401
    """Every row of the ledger says what its standing says, and links to an original that is there."""
    sheet = load_workbook(path)["总台账"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "亮灯" for cell in row))
    at = {str(cell.value): cell.column for cell in head if cell.value}
    standings = {standing["id"]: standing for standing in facts["standings"]}
    seen = set()
    for row in range(int(head[0].row or 0) + 1, sheet.max_row + 1):
        standing = standings.get(str(sheet.cell(row, 1).value))
        if standing is None:
            continue
        seen.add(standing["id"])
        assert (sheet.cell(row, at["亮灯"]).value or None) in {
            standing["light"],
            "未报" if not standing["light"] else "",
        }
        assert sheet.cell(row, at["本期完成值"]).value == standing["value"]
        if standing["source"]:
            assert sheet.cell(row, at["来源单元格"]).value == standing["source"]["cell"]
            link = sheet.cell(row, at["原件"]).hyperlink
            assert link is not None
            original = (path.parent / str(link.target)).resolve()
            assert original.is_relative_to(root.resolve())
            assert hashlib.sha256(original.read_bytes()).hexdigest() == standing["source"]["sha256"]
    assert seen == set(standings)


def bulletin_agrees(path: Path, facts: Any) -> None:  # noqa: ANN401
    """The bulletin's opening figures are the facts'."""
    text = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    by_task, returns = facts["by_task"], facts["returns"]
    assert f"任务{facts['counts']['tasks']}项" in text
    for word, klass in (
        ("已办结", "done"),
        ("逾期", "overdue"),
        ("滞后", "behind"),
        ("达到序时进度", "on_schedule"),
    ):
        assert f"{word}{by_task[klass]}项" in text, word
    assert f"应报{returns['expected']}家" in text
    assert f"按时报送{returns['on_time']}家" in text


def nothing_changes(clerk: Clerk) -> None:
    """Working again, the outbox and the archive stay as they are, byte for byte."""
    clerk.run("work", as_of="2022-07-01")
    before, receipts = clerk.tree(), clerk.json("receipts")

    assert clerk.run("work", as_of="2022-07-01") == 0

    assert clerk.tree() == before
    assert clerk.json("receipts") == receipts
