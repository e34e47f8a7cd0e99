"""What goes back to a department after a verdict."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import update

from toolkit.model.files import FileKind, Verdict
from toolkit.model.layout import CORRECTIONS_SHEET
from toolkit.office import Office
from toolkit.store import drops, tables
from toolkit.turn import papers
from toolkit.turn.dispatch import dispatch
from toolkit.turn.take_in import take_in
from toolkit.turn.withdraw import withdraw

from .conftest import GOOD, amended, put

At = Callable[[str], Office]
FAULTY: dict[str, dict[str, object]] = {**GOOD, "1.2": {"value": "见附件"}}


def names(office: Office, folder: str, period: str = "2022-06") -> list[str]:
    """Return the names of the papers in a folder of a period."""
    there = office.outbox.root / period / folder
    return sorted(path.name for path in there.iterdir()) if there.exists() else []


def words(office: Office, path: str) -> str:
    """Return the words of a letter and its tables."""
    document = Document(str(office.outbox.root / path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def macro(data: bytes) -> bytes:
    """Return a workbook as one with a macro in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return out.getvalue()


def test_letter_lies_beside_the_marked_copy(supervising: At, form: Callable[..., bytes]) -> None:
    """A return sent back gets both, under the same name; the letter names the cell and the last moment."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", form("县审批局", FAULTY))

    take_in(office, pause_s=0)

    assert names(office, "退回") == ["县审批局_第1次.docx", "县审批局_第1次.xlsx"]
    text = words(office, "2022-06/退回/县审批局_第1次.docx")
    assert "县审批局：" in text
    assert "本期完成值（I5）" in text
    assert "6月28日（星期二）17:00前" in text


def test_questions_get_a_letter_too(supervising: At, form: Callable[..., bytes]) -> None:
    """A return accepted with questions gets its marked copy and a letter that asks."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", amended(form("县审批局", GOOD), ("填报表", "F2", None)))

    (drop,) = take_in(office, pause_s=0)

    assert drop.verdict is Verdict.QUESTIONED
    assert names(office, "请说明") == ["县审批局_第1次.docx", "县审批局_第1次.xlsx"]
    assert "请予说明通知" in words(office, "2022-06/请说明/县审批局_第1次.docx")


def test_macros_come_back_as_a_fresh_form(supervising: At, form: Callable[..., bytes]) -> None:
    """A file marking would damage goes back as a fresh form with what was understood, and the letter says so."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsm", macro(form("县审批局", FAULTY)))

    take_in(office, pause_s=0)

    book = load_workbook(office.outbox.root / "2022-06/退回/县审批局_第1次.xlsx")
    assert book.sheetnames[0] == CORRECTIONS_SHEET
    assert book["填报表"]["I5"].value == "见附件"
    assert "不便直接标注" in words(office, "2022-06/退回/县审批局_第1次.docx")


def test_encrypted_file_comes_back_as_a_fresh_form(supervising: At, form: Callable[..., bytes]) -> None:
    """A file the office's password opens is read, and goes back open, as a fresh form."""
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml", reason="nothing here encrypts workbooks")
    office = supervising("2022-06-24T10:00")
    settings = office.root / "office.toml"
    settings.write_text(
        re.sub(r"passwords = .*", 'passwords = ["123456"]', settings.read_text("utf-8")), "utf-8"
    )
    office = supervising("2022-06-24T10:00")
    locked = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(form("县审批局", FAULTY))).encrypt("123456", locked)
    put(office, "县审批局.xlsx", locked.getvalue())

    (drop,) = take_in(office, pause_s=0)

    assert drop.verdict is Verdict.RETURNED
    assert (
        load_workbook(office.outbox.root / "2022-06/退回/县审批局_第1次.xlsx")["填报表"]["I5"].value
        == "见附件"
    )


def test_old_format_comes_back_as_a_fresh_form(
    supervising: At, form: Callable[..., bytes], office_tool: Callable[[bytes, str], bytes]
) -> None:
    """A return saved as .xls goes back as .xlsx with its answers in it."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xls", office_tool(form("县审批局", FAULTY), "xls"))

    take_in(office, pause_s=0)

    book = load_workbook(office.outbox.root / "2022-06/退回/县审批局_第1次.xlsx")
    assert [book["填报表"][cell].value for cell in ("I4", "I5")] == [76.5, "见附件"]


def test_form_of_a_past_month_comes_back_as_this_months(supervising: At, form: Callable[..., bytes]) -> None:
    """Last month's form filled in again goes back as this month's, with what the department wrote in it."""
    june = supervising("2022-06-24T10:00")
    put(june, "六月.xlsx", form("县审批局", GOOD))
    take_in(june, pause_s=0)
    july = supervising("2022-07-21T10:00")
    dispatch(july, "2022-07")
    put(july, "七月.xlsx", form("县审批局", {**GOOD, "1.2": {"value": 41}}))

    (drop,) = take_in(july, pause_s=0)

    assert drop.verdict is Verdict.RETURNED
    workbook, letter = papers.paths(drop)
    book = load_workbook(july.outbox.root / workbook)
    assert book["填报表"]["D2"].value == "2022年7月"
    assert book["填报表"]["I5"].value == 41
    assert "2022年7月的填报表" in words(july, letter)
    assert "7月28日" in words(july, letter)


def test_file_of_several_departments_is_not_handed_round(supervising: At, form: Callable[..., bytes]) -> None:
    """A department whose rows stood in a file with another's gets its own form, not the other's figures."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", form("县审批局", FAULTY))
    (drop,) = take_in(office, pause_s=0)
    part = replace(drop, parent=1, file="两家.xlsx#县审批局")

    papers.of_drops(office, (part,))

    assert "不便直接标注" in words(office, papers.paths(part)[1])


def test_mended_fresh_form_is_taken(supervising: At, form: Callable[..., bytes]) -> None:
    """What went back as a fresh form is, mended, round 2 of the same return."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsm", macro(form("县审批局", FAULTY)))
    take_in(office, pause_s=0)
    sent = (office.outbox.root / "2022-06/退回/县审批局_第1次.xlsx").read_bytes()

    put(office, "改好.xlsx", amended(sent, ("填报表", "I5", 30)))
    (drop,) = take_in(office, pause_s=0)

    assert (drop.round, drop.verdict) in {(2, Verdict.ACCEPTED), (2, Verdict.QUESTIONED)}


def test_same_drops_same_bytes(supervising: At, form: Callable[..., bytes]) -> None:
    """Written again at another moment, papers are the same files."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", form("县审批局", FAULTY))
    put(
        office,
        "县财政局.xlsm",
        macro(form("县财政局", {"2": {"status": "已完成", "completed_on": "见附件"}})),
    )
    decided = take_in(office, pause_s=0)
    folder = office.outbox.root / "2022-06"
    first = {path.name: path.read_bytes() for path in folder.rglob("*_第1次.*")}
    for path in folder.rglob("*_第1次.*"):
        path.unlink()

    papers.of_drops(supervising("2022-06-27T15:00"), decided)

    assert {path.name: path.read_bytes() for path in folder.rglob("*_第1次.*")} == first != {}


def test_withdrawn_papers_are_taken_back(supervising: At, form: Callable[..., bytes]) -> None:
    """Nothing about a withdrawn return waits in the outbox to be sent."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", form("县审批局", FAULTY))
    take_in(office, pause_s=0)

    withdraw(office, "县审批局.xlsx")

    assert names(office, "退回") == []


def test_archive_is_withdrawn_with_all_in_it(supervising: At, form: Callable[..., bytes]) -> None:
    """Withdrawing an archive withdraws the returns that came in it."""
    office = supervising("2022-06-24T10:00")
    for department, rows in (("县审批局", GOOD), ("河东镇", {})):
        put(office, f"{department}.xlsx", form(department, rows))
    first, *_ = take_in(office, pause_s=0)
    with office.store.transaction() as connection:
        whole = replace(first, file="汇总.zip", kind=FileKind.ARCHIVE, verdict=Verdict.ACCEPTED, payload="")
        seq = drops.add(connection, replace(whole, sha256="9" * 64, department=None))
        connection.execute(update(tables.drops).where(tables.drops.c.seq != seq).values(parent=seq))

    said = withdraw(office, "汇总.zip")

    assert "连同其中的2份" in said
    with office.store.transaction() as connection:
        assert drops.returns_of(connection, "2022-06") == ()


def test_broken_template_keeps_back_the_letter_only(supervising: At, form: Callable[..., bytes]) -> None:
    """With a template a clerk broke the marked copy goes out, and the run says what is wrong."""
    office = supervising("2022-06-24T10:00")
    (office.root / "templates").mkdir(exist_ok=True)
    (office.root / "templates" / "退回修改通知.docx").write_bytes(b"broken")
    put(office, "县审批局.xlsx", form("县审批局", FAULTY))

    take_in(office, pause_s=0)

    assert names(office, "退回") == ["县审批局_第1次.xlsx"]
    assert "退回修改通知.docx" in office.outbox.blocked["2022-06/退回/县审批局_第1次.docx"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_marked_copy_opens_in_libreoffice(
    supervising: At, form: Callable[..., bytes], office_tool: Callable[[bytes, str], bytes]
) -> None:
    """LibreOffice opens the marked copy and keeps its comments, colours and links."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局.xlsx", form("县审批局", FAULTY))
    take_in(office, pause_s=0)

    data = office_tool((office.outbox.root / "2022-06/退回/县审批局_第1次.xlsx").read_bytes(), "xlsx")

    book = load_workbook(io.BytesIO(data))
    cell = book["填报表"]["I5"]
    assert cell.comment is not None
    assert "须修改" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFFF9B9B"
    assert any(c.hyperlink for row in book[CORRECTIONS_SHEET].iter_rows() for c in row)
