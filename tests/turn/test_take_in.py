"""Every file ends in exactly one verdict, and none stops the others."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from toolkit.model.files import FileKind, Verdict, gravest
from toolkit.model.history import RowKey
from toolkit.model.layout import FIRST_ROW, FORM_SHEET
from toolkit.model.returns import Return
from toolkit.office import Office, create
from toolkit.store import drops, entries, evidence, plans
from toolkit.store.payload import load
from toolkit.turn import papers
from toolkit.turn.dispatch import dispatch
from toolkit.turn.returned import returns_of
from toolkit.turn.take_in import take_in
from toolkit.turn.work import work

from .conftest import COLUMN, DIRECTORY, GOOD, PLAN, amended, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]


def test_empty_inbox(supervising: At) -> None:
    """Nothing in the inbox is nothing to do."""
    assert take_in(supervising("2022-06-24T10:00")) == ()


def test_good_return_is_accepted(supervising: At, good: bytes) -> None:
    """A good return under any name is accepted, archived, and leaves the inbox."""
    office = supervising("2022-06-24T10:00")
    put(office, "营商环境进展（审批局）最终版２(1).xlsx", good)

    (drop,) = take_in(office)

    assert (drop.verdict, drop.department, drop.period, drop.round) == (
        Verdict.ACCEPTED,
        "县审批局",
        "2022-06",
        1,
    )
    assert office.archive.path(drop.archive).read_bytes() == good
    assert [path.name for path in office.inbox.iterdir()] == ["README.txt"]
    with office.store.transaction() as connection:
        said = entries.of_period(connection, "2022-06")
    assert said[RowKey("小方案", "1.1", "县审批局")].entry.value == 76.5


def test_folder_of_a_department_is_emptied_and_removed(supervising: At, good: bytes) -> None:
    """A file in a sub-folder is taken in, and the empty folder goes."""
    office = supervising("2022-06-24T10:00")
    put(office, "县审批局/六月/表.xlsx", good)

    assert take_in(office)[0].verdict is Verdict.ACCEPTED
    assert [path.name for path in office.inbox.iterdir()] == ["README.txt"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("空.xlsx", b"", "空"),
        ("乱码.xlsx", bytes(range(256)) * 20, ""),
    ],
)
def test_no_workbook_is_refused(supervising: At, good: bytes, name: str, data: bytes, told: str) -> None:
    """A file that is no workbook is refused with a sentence, and the good one beside it is accepted."""
    office = supervising("2022-06-24T10:00")
    put(office, name, data)
    put(office, "好.xlsx", good)

    verdicts = {drop.file: drop for drop in take_in(office)}

    assert verdicts[name].verdict is Verdict.REFUSED
    assert verdicts[name].reason
    assert told in verdicts[name].reason
    assert verdicts["好.xlsx"].verdict is Verdict.ACCEPTED


def test_a_picture_that_belongs_to_nobody_waits_for_a_person(supervising: At) -> None:
    """A picture nothing tells the department of is held as evidence, not refused."""
    office = supervising("2022-06-24T10:00")
    put(office, "照片.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")

    (drop,) = take_in(office, pause_s=0)

    assert (drop.kind, drop.verdict) == (FileKind.EVIDENCE, Verdict.HELD)


def test_damaged_workbook_is_refused(supervising: At, good: bytes) -> None:
    """A workbook cut short is refused, and its original kept all the same."""
    office = supervising("2022-06-24T10:00")
    put(office, "损坏.xlsx", good[: len(good) // 2])

    (drop,) = take_in(office)

    assert drop.verdict is Verdict.REFUSED
    assert office.archive.path(drop.archive).read_bytes() == good[: len(good) // 2]


def test_workbook_of_another_office_is_refused(
    supervising: At, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A form that another office made is not recorded here, though its plan has the same name."""
    root = tmp_path_factory.mktemp("other")
    create(root, office_id="another-office", name="别的办公室")
    office = supervising("2022-06-24T10:00")
    other = Office(root, office.as_of)
    with other.store.transaction() as connection:
        plans.register(connection, PLAN, {}, "0" * 64, office.as_of)
        plans.register_directory(connection, DIRECTORY, office.as_of)
    dispatch(other, "2022-06")
    put(office, "表.xlsx", (other.outbox.root / "2022-06/下发/县审批局.xlsx").read_bytes())

    (drop,) = take_in(office)

    assert drop.verdict is Verdict.REFUSED
    assert "别的" in drop.reason or "其他" in drop.reason


def test_lock_files_stay_and_are_told_once(supervising: At) -> None:
    """A lock file stays in the inbox and gets one line, however often the inbox is processed."""
    office = supervising("2022-06-24T10:00")
    put(office, "~$表.xlsx", b"lock")

    assert [drop.verdict for drop in take_in(office)] == [Verdict.IGNORED]
    assert take_in(office) == ()
    assert (office.inbox / "~$表.xlsx").exists()


def test_the_same_file_twice_at_once(supervising: At, good: bytes) -> None:
    """Two copies of one return dropped together are one return and one duplicate of it."""
    office = supervising("2022-06-24T10:00")
    put(office, "一.xlsx", good)
    put(office, "一 (1).xlsx", good)

    found = take_in(office)

    assert sorted(drop.verdict.value for drop in found) == ["accepted", "duplicate"]
    assert {(drop.kind, drop.department, drop.period) for drop in found} == {
        (FileKind.RETURN, "县审批局", "2022-06")
    }


def test_the_same_file_again_later(supervising: At, good: bytes) -> None:
    """The same bytes dropped another day are a duplicate that names the first."""
    put(supervising("2022-06-24T10:00"), "一.xlsx", good)
    take_in(supervising("2022-06-24T10:00"))
    office = supervising("2022-06-25T10:00")
    put(office, "又一次.xlsx", good)

    (drop,) = take_in(office)

    assert drop.verdict is Verdict.DUPLICATE
    assert "一.xlsx" in drop.reason


def test_the_same_words_in_other_bytes(supervising: At, good: bytes) -> None:
    """A return opened and saved again says the same and is a duplicate."""
    office = supervising("2022-06-24T10:00")
    put(office, "一.xlsx", good)
    take_in(office)
    out = BytesIO()
    load_workbook(BytesIO(good)).save(out)
    assert out.getvalue() != good
    put(office, "再存一遍.xlsx", out.getvalue())

    assert [drop.verdict for drop in take_in(office)] == [Verdict.DUPLICATE]


def test_two_different_returns_at_once_wait_for_a_person(supervising: At, form: Fill) -> None:
    """Two returns of one department that differ, dropped together, are both held; one of them alone then counts."""
    office = supervising("2022-06-24T10:00")
    first, second = form("县审批局", GOOD), form("县审批局", {**GOOD, "1.2": {"value": 31}})
    put(office, "最终版.xlsx", first)
    put(office, "最终版2.xlsx", second)

    assert [drop.verdict for drop in take_in(office)] == [Verdict.HELD, Verdict.HELD]

    put(office, "最终版2.xlsx", second)
    assert [drop.verdict for drop in take_in(office)] == [Verdict.ACCEPTED]


def test_a_later_return_replaces_the_first(supervising: At, form: Fill) -> None:
    """Another day's return replaces the first, which is told as superseded."""
    put(supervising("2022-06-23T10:00"), "一.xlsx", form("县审批局", GOOD))
    take_in(supervising("2022-06-23T10:00"))
    office = supervising("2022-06-24T10:00")
    put(office, "二.xlsx", form("县审批局", {**GOOD, "1.2": {"value": 33}}))

    (drop,) = take_in(office)

    with office.store.transaction() as connection:
        first, second = drops.everything(connection)
        said = entries.of_period(connection, "2022-06")
    assert (first.verdict, second.verdict, drop.round) == (Verdict.SUPERSEDED, Verdict.ACCEPTED, 2)
    assert said[RowKey("小方案", "1.2", "县审批局")].entry.value == 33


def test_false_completion_goes_back_and_comes_again(supervising: At, form: Fill) -> None:
    """Claimed done below target goes back marked; mended in the marked copy it is round two and accepted."""
    office = supervising("2022-06-24T10:00")
    put(
        office,
        "表.xlsx",
        form(
            "县审批局",
            {**GOOD, "1.1": {"value": 76.5, "status": "已完成", "completed_on": office.as_of.date()}},
        ),
    )

    (drop,) = take_in(office)

    assert drop.verdict is Verdict.RETURNED
    (finding,) = [finding for finding in drop.findings if finding.severity.value == "error"]
    assert finding.id == "1.1"
    marked = office.outbox.root / "2022-06/退回/县审批局_第1次.xlsx"
    book = load_workbook(marked)
    assert book.sheetnames[0] == "修改清单"
    sheet, cell = finding.cell.split("!")
    assert book[sheet][cell].comment is not None
    at = book[sheet][cell].row
    book[sheet].cell(at, 10).value = "推进中"
    book[sheet].cell(at, 11).value = None
    out = BytesIO()
    book.save(out)
    put(office, "改好.xlsx", out.getvalue())

    (again,) = take_in(office)

    assert (again.verdict, again.round) == (Verdict.ACCEPTED, 2)


def test_unknown_workbook_is_refused(supervising: At) -> None:
    """A workbook that is nothing of ours is refused, with what was looked for."""
    book = Workbook()
    book.active.append(["姓名", "电话"])  # type: ignore[union-attr]
    out = BytesIO()
    book.save(out)
    office = supervising("2022-06-24T10:00")
    put(office, "通讯录.xlsx", out.getvalue())

    (drop,) = take_in(office)

    assert (drop.verdict, drop.kind) == (Verdict.REFUSED, FileKind.UNKNOWN)


def test_a_run_killed_before_its_files_left_is_finished(
    supervising: At, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a run dies between its commit and the inbox, the next one takes the file away and counts it once."""
    office = supervising("2022-06-24T10:00")
    path = put(office, "表.xlsx", good)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(papers, "of_drops", die)
        with pytest.raises(KeyboardInterrupt):
            take_in(office)
    assert path.exists()

    assert take_in(supervising("2022-06-24T10:05")) == ()
    assert not path.exists()
    with office.store.transaction() as connection:
        assert [drop.verdict for drop in drops.everything(connection)] == [Verdict.ACCEPTED]


def test_an_old_form_filled_in_again_goes_back(supervising: At, form: Fill) -> None:
    """A department that reported May and sends May's form again in June is told it is the wrong month."""
    dispatch(supervising("2022-05-20T09:00"), "2022-05")
    put(supervising("2022-05-24T10:00"), "五月.xlsx", form("县审批局", GOOD, "2022-05"))
    assert take_in(supervising("2022-05-24T10:00"))[0].verdict is Verdict.ACCEPTED
    office = supervising("2022-06-24T10:00")
    put(office, "六月.xlsx", form("县审批局", {**GOOD, "1.2": {"value": 40}}, "2022-05"))

    (drop,) = take_in(office)

    assert drop.verdict is Verdict.RETURNED
    assert "2022年5月" in drop.findings[0].found


def test_working_again_changes_nothing(supervising: At, good: bytes) -> None:
    """A second turn writes no paper and decides no file."""
    put(supervising("2022-06-24T10:00"), "表.xlsx", good)
    work(supervising("2022-06-24T10:00"))

    done = work(supervising("2022-06-24T10:30"))

    assert (done.drops, done.written) == ((), ())


def test_a_name_that_is_no_utf8_is_read_like_any_other(supervising: At, good: bytes) -> None:
    """Regression: a GBK file name, as zips from Windows leave them, broke the hand-over to the reading process."""
    office = supervising("2022-06-24T10:00")
    name = os.fsdecode("县审批局.xlsx".encode("gb18030"))
    try:
        put(office, name, good)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    assert [drop.verdict for drop in take_in(office)] == [Verdict.ACCEPTED]


def test_a_faulty_return_sent_again_unmended_goes_back_again(supervising: At, form: Fill) -> None:
    """What went back and comes again with the same faults goes back again, and says so."""
    bad = form("县审批局", {**GOOD, "1.1": {"value": 70, "status": "已完成"}})
    put(supervising("2022-06-24T10:00"), "一.xlsx", bad)
    take_in(supervising("2022-06-24T10:00"))
    out = BytesIO()
    load_workbook(BytesIO(bad)).save(out)
    office = supervising("2022-06-25T10:00")
    put(office, "二.xlsx", out.getvalue())

    (drop,) = take_in(office)

    assert (drop.verdict, drop.round) == (Verdict.RETURNED, 2)
    assert "还没有改正" in drop.reason


def test_a_department_whose_files_were_held_is_not_late(supervising: At, form: Fill) -> None:
    """Timeliness is fixed by the first readable file, though it had to wait for a person."""
    first, second = form("县审批局", GOOD), form("县审批局", {**GOOD, "1.2": {"value": 31}})
    for name, data in (("一.xlsx", first), ("二.xlsx", second)):
        put(supervising("2022-06-25T10:00"), name, data)
    take_in(supervising("2022-06-25T10:00"))
    office = supervising("2022-06-27T10:00")
    put(office, "二.xlsx", second)

    (drop,) = take_in(office)

    assert drop.verdict is Verdict.ACCEPTED
    assert "补报" not in drop.reason
    with office.store.transaction() as connection:
        returns = returns_of(office, connection, "2022-06", ["县审批局"])
    assert (returns.on_time, returns.late) == (1, ())


def _mixed(office: Office, form: Fill) -> None:
    good = form("县审批局", GOOD)
    put(office, "a.xlsx", good)
    put(office, "b.xlsx", form("县财政局", {"2": {"status": "已完成", "completed_on": "不详"}}))
    put(office, "c.xlsx", good)
    put(office, "d.xlsx", form("河东镇", {"2": {"progress": "甲，已经把各项服务都办成了，群众满意。"}}))
    put(office, "e.xlsx", form("河东镇", {"2": {"progress": "乙"}}))
    put(office, "f.xlsx", amended(good, (FORM_SHEET, "A1", "同一份另存的")))
    put(office, "g.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")


@pytest.mark.parametrize("batch", [1, 3])
def test_where_portions_are_cut_changes_nothing(
    supervising: At, form: Fill, tmp_path: Path, batch: int
) -> None:
    """The same inbox taken in one file at a time, three at a time or whole leaves the same rows in the same order."""
    whole = supervising("2022-06-24T10:00")
    _mixed(whole, form)
    shutil.copytree(whole.root, tmp_path / "cut")
    cut = Office(tmp_path / "cut", whole.as_of)

    assert take_in(cut, pause_s=0, batch=batch) == take_in(whole, pause_s=0)
    with cut.store.transaction() as one, whole.store.transaction() as other:
        assert drops.everything(one) == drops.everything(other)
        assert entries.of_period(one, "2022-06") == entries.of_period(other, "2022-06")


def test_two_files_that_fill_other_rows_are_one_return(supervising: At, form: Fill) -> None:
    """Two halves of a form dropped together are one return; every figure leads to the file it stands in."""
    office = supervising("2022-06-24T10:00")
    nothing = {"status": None, "progress": None}
    put(office, "上半.xlsx", form("县审批局", {"1.1": GOOD["1.1"], "1.2": nothing}))
    put(office, "下半.xlsx", form("县审批局", {"1.1": nothing, "1.2": GOOD["1.2"]}))

    first, second = take_in(office, pause_s=0)

    assert (first.verdict, second.verdict) == (Verdict.ACCEPTED, Verdict.ACCEPTED)
    assert second.parent == first.seq
    assert "已与“上半.xlsx”合并登记" in second.reason
    with office.store.transaction() as connection:
        said = entries.of_period(connection, "2022-06")
        assert [drop.round for drop in drops.of_return(connection, "2022-06", "县审批局")] == [1]
    assert {key.id: (row.entry.value, row.file) for key, row in said.items()} == {
        "1.1": (76.5, "上半.xlsx"),
        "1.2": (30, "下半.xlsx"),
    }


def test_halves_with_a_fault_go_back_as_one_form(supervising: At, form: Fill) -> None:
    """Where halves are sent back, one form with what both say goes back, and no second paper beside it."""
    office = supervising("2022-06-24T10:00")
    nothing = {"status": None, "progress": None}
    false = {"value": 70, "status": "已完成", "completed_on": office.as_of.date()}
    put(office, "上半.xlsx", form("县审批局", {"1.1": false, "1.2": nothing}))
    put(office, "下半.xlsx", form("县审批局", {"1.1": nothing, "1.2": GOOD["1.2"]}))

    assert [drop.verdict for drop in take_in(office, pause_s=0)] == [Verdict.RETURNED] * 2

    (path,) = (office.outbox.root / "2022-06/退回").glob("*.xlsx")
    sheet = load_workbook(path)[FORM_SHEET]
    values = [sheet.cell(row, COLUMN["value"]).value for row in (FIRST_ROW, FIRST_ROW + 1)]
    assert values == [70, 30]


def test_a_later_return_replaces_both_halves(supervising: At, form: Fill) -> None:
    """What supersedes a return that came in two files supersedes both of them."""
    office = supervising("2022-06-24T10:00")
    nothing = {"status": None, "progress": None}
    put(office, "上半.xlsx", form("县审批局", {"1.1": GOOD["1.1"], "1.2": nothing}))
    put(office, "下半.xlsx", form("县审批局", {"1.1": nothing, "1.2": GOOD["1.2"]}))
    take_in(office, pause_s=0)
    put(office, "全.xlsx", form("县审批局", {**GOOD, "1.2": {"value": 31}}))

    (drop,) = take_in(office, pause_s=0)

    assert drop.round == 2
    with office.store.transaction() as connection:
        verdicts = {one.file: one.verdict for one in drops.everything(connection)}
    assert verdicts == {
        "上半.xlsx": Verdict.SUPERSEDED,
        "下半.xlsx": Verdict.SUPERSEDED,
        "全.xlsx": Verdict.ACCEPTED,
    }


def test_a_file_of_several_departments_is_a_return_of_each(supervising: At) -> None:
    """One table with rows of two departments: one row for the file, and a return a department below it."""
    office = supervising("2022-06-24T10:00")
    data = _of_two()
    put(office, "汇总.xlsx", data)

    whole, *parts = take_in(office, pause_s=0)

    assert [part.department for part in parts] == ["县审批局", "县财政局"]
    assert {part.parent for part in parts} == {whole.seq}
    assert [part.path for part in parts] == ["汇总.xlsx#县审批局", "汇总.xlsx#县财政局"]
    assert whole.verdict is gravest(part.verdict for part in parts)
    assert "县审批局" in whole.reason
    with office.store.transaction() as connection:
        assert drops.everything(connection)[0].reason == whole.reason
    assert [path.name for path in office.inbox.iterdir()] == ["README.txt"]
    put(office, "又一份.xlsx", data)
    assert [drop.verdict for drop in take_in(office, pause_s=0)] == [Verdict.DUPLICATE]


def _of_two() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["云溪县小方案2022年6月进展情况汇总表"])
    sheet.append(["编号", "工作任务", "责任单位", "本期完成值", "工作状态", "进展情况"])
    sheet.append(["1.1", "提高网办率", "县审批局", 76.5, "推进中", "审批事项继续上网。"])
    sheet.append(["1.2", "提高网办率", "县审批局", 30, "推进中", "新增事项已梳理。"])
    sheet.append(["2", "优化服务", "县财政局", None, "推进中", "支付流程已简化。"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_archive_is_opened_and_evidence_kept_beside_its_return(supervising: At, good: bytes) -> None:
    """A zip is one row and a row for each of its files: the return is taken, the picture beside it is its evidence."""
    office = supervising("2022-06-24T10:00")
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("县审批局/填报表.xlsx", good)
        package.writestr("县审批局/大厅.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")
        package.writestr("县审批局/~$填报表.xlsx", b"lock")
    put(office, "审批局报送.zip", out.getvalue())

    whole, *members = take_in(office, pause_s=0)

    assert whole.kind is FileKind.ARCHIVE
    assert "压缩包内3个文件" in whole.reason
    assert {member.parent for member in members} == {whole.seq}
    assert {member.file: (member.kind, member.verdict) for member in members} == {
        "填报表.xlsx": (FileKind.RETURN, Verdict.ACCEPTED),
        "大厅.jpg": (FileKind.EVIDENCE, Verdict.ACCEPTED),
        "~$填报表.xlsx": (FileKind.UNKNOWN, Verdict.IGNORED),
    }
    assert [path.name for path in office.inbox.iterdir()] == ["README.txt"]
    with office.store.transaction() as connection:
        said = entries.of_period(connection, "2022-06")
        (kept,) = evidence.of_return(connection, "2022-06", "县审批局")
    assert said[RowKey("小方案", "1.1", "县审批局")].file == "填报表.xlsx"
    assert kept.drop == next(member.seq for member in members if member.kind is FileKind.EVIDENCE)


def test_a_file_beside_the_archive_it_lies_in_counts_once(supervising: At, good: bytes) -> None:
    """A zip whose file was dropped beside it too is opened, and the file in it told as a copy."""
    office = supervising("2022-06-24T10:00")
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("表.xlsx", good)
    put(office, "a.zip", out.getvalue())
    put(office, "b.xlsx", good)

    file, _, member = take_in(office, pause_s=0)

    assert (file.file, file.verdict) == ("b.xlsx", Verdict.ACCEPTED)
    assert (member.file, member.verdict) == ("表.xlsx", Verdict.DUPLICATE)


def test_halves_in_one_archive_are_one_return(supervising: At, form: Fill) -> None:
    """Two halves of a form that come in one archive are put together as those that lie side by side are."""
    office = supervising("2022-06-24T10:00")
    nothing = {"status": None, "progress": None}
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("上半.xlsx", form("县审批局", {"1.1": GOOD["1.1"], "1.2": nothing}))
        package.writestr("下半.xlsx", form("县审批局", {"1.1": nothing, "1.2": GOOD["1.2"]}))
    put(office, "包.zip", out.getvalue())

    whole, first, second = take_in(office, pause_s=0)

    assert (whole.verdict, first.verdict, second.verdict) == (Verdict.ACCEPTED,) * 3
    assert (first.parent, second.parent) == (whole.seq, first.seq)


def test_refused_content_is_read_another_time(supervising: At, good: bytes) -> None:
    """Copies of what is refused are refused for the same reason; with the password known, the same file is read."""
    import msoffcrypto

    sealed = BytesIO()
    msoffcrypto.OfficeFile(BytesIO(good)).encrypt("8888", sealed)
    office = supervising("2022-06-24T10:00")
    put(office, "一.xlsx", b"")
    put(office, "二.xlsx", b"")
    put(office, "加密.xlsx", sealed.getvalue())
    refused = take_in(office)
    assert {drop.verdict for drop in refused} == {Verdict.REFUSED}
    assert len({drop.reason for drop in refused}) == 2
    settings = office.root / "office.toml"
    text = settings.read_text(encoding="utf-8").replace("passwords = []", 'passwords = ["8888"]')
    settings.write_text(text, encoding="utf-8")
    office = supervising("2022-06-24T11:00")
    put(office, "三.xlsx", b"")
    put(office, "加密.xlsx", sealed.getvalue())

    verdicts = {drop.file: drop.verdict for drop in take_in(office)}

    assert verdicts == {"三.xlsx": Verdict.REFUSED, "加密.xlsx": Verdict.ACCEPTED}


def test_what_an_accepted_return_says_is_let_go(supervising: At, good: bytes) -> None:
    """A return nothing is sent back of is kept with all it says and told without it, so that thousands fit into memory."""
    office = supervising("2022-06-24T10:00")
    put(office, "表.xlsx", good)

    (drop,) = take_in(office, pause_s=0)

    with office.store.transaction() as connection:
        (kept,) = drops.of_return(connection, "2022-06", "县审批局")
    assert (drop.verdict, drop.payload) == (Verdict.ACCEPTED, "")
    assert load(Return, kept.payload).entries
