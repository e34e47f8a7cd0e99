"""Zips, rars and 7zs that departments send, and the evidence in and beside them, taken in."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.model.decision import Decision
from toolkit.model.files import FileKind, Receipt, Verdict
from toolkit.office import Office
from toolkit.store import drops, entries, evidence, renames
from toolkit.turn import effects, held, lists, reopen
from toolkit.turn.inspect import inspect
from toolkit.turn.memory import Memory
from toolkit.turn.pending import pending
from toolkit.turn.take_in import take_in
from toolkit.turn.withdraw import withdraw
from toolkit.turn.work import work

from .archives import PICTURE, SCAN, zipped
from .conftest import GOOD, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]
NOW = "2022-06-24T10:00"
FAULTY: dict[str, dict[str, object]] = {"2": {"status": "", "progress": ""}}
DOCUMENT = "云溪县便民方案\n\n一、重点任务\n（一）优化窗口服务。年底前新增窗口10个。（责任单位：县审批局）\n"


def taken(office: Office) -> dict[str, drops.Drop]:
    """Take in the inbox; the rows by their paths, once nothing is left behind."""
    found = {drop.path: drop for drop in take_in(office, pause_s=0)}
    assert [path.name for path in office.inbox.iterdir()] == ["README.txt"]
    return found


def flat(receipts: tuple[Receipt, ...]) -> dict[str, tuple[FileKind, Verdict, str, str | None]]:
    """Return kind, verdict, reason and department of everything inspected, by path below the inbox."""
    every = [each for one in receipts for each in (one, *one.members) if "README" not in one.file]
    return {
        one.file.rpartition("inbox/")[2]: (one.kind, one.verdict, one.reason, one.department) for one in every
    }


def same_promise(office: Office) -> dict[str, drops.Drop]:
    """Take in what was inspected first: kinds, verdicts, reasons and departments are those promised."""
    promised = flat(inspect(office, (office.inbox,)))
    found = taken(office)
    given = {path: (drop.kind, drop.verdict, drop.reason, drop.department) for path, drop in found.items()}
    assert given == promised
    return found


def test_two_departments_with_photographs(supervising: At, form: Fill) -> None:
    """Each return is taken with what lies beside it; one bad file beside good ones harms none; inspect says the same."""
    office = supervising(NOW)
    inside = {
        "县审批局/表.xlsx": form("县审批局", GOOD),
        "县审批局/1.1现场.jpg": PICTURE,
        "县审批局/表.pdf": SCAN,
        "县财政局/表.xlsx": form("县财政局", FAULTY),
        "县财政局/现场.jpg": PICTURE,
        "县财政局/坏.xlsx": b"PK\x03\x04 cut off",
        "说不清.jpg": PICTURE + b"other",
        "__MACOSX/._表.xlsx": b"shadow",
    }
    put(office, "汇总.zip", zipped(inside))
    found = same_promise(office)
    whole = found["汇总.zip"]
    members = {path.removeprefix("汇总.zip/"): drop for path, drop in found.items() if drop is not whole}
    assert list(members) == list(inside)
    assert {drop.parent for drop in members.values()} == {whole.seq}
    assert whole.seq < min(drop.seq for drop in members.values())
    assert [drop.verdict for drop in members.values()] == [
        Verdict.ACCEPTED,
        Verdict.ACCEPTED,
        Verdict.ACCEPTED,
        Verdict.RETURNED,
        Verdict.ACCEPTED,
        Verdict.REFUSED,
        Verdict.HELD,
        Verdict.IGNORED,
    ]
    with office.store.transaction() as connection:
        kept = evidence.of_period(connection, "2022-06")
    assert [(one.department, one.file) for one in kept] == [
        ("县审批局", "1.1现场.jpg"),
        ("县审批局", "表.pdf"),
        ("县财政局", "现场.jpg"),
    ]
    assert (office.outbox.root / "2022-06/退回/县财政局_第1次.xlsx").exists()
    for drop in found.values():
        assert bool(drop.archive) == (drop.verdict is not Verdict.IGNORED)
    names = [receipt.file for receipt in lists.all_receipts(office)]
    assert names == ["汇总.zip", *(f"汇总.zip/{name}" for name in inside)]


def test_names_of_windows(supervising: At, form: Fill) -> None:
    """File names in GBK, as Windows packs them, are read."""
    office = supervising(NOW)
    data = zipped({"ABCD/EFGH.xlsx": form("县审批局", GOOD)})
    put(office, "包.zip", data.replace(b"ABCD/EFGH", "审批/填报".encode("gbk")))
    assert "包.zip/审批/填报.xlsx" in same_promise(office)


def test_a_zip_in_a_zip(supervising: At, form: Fill) -> None:
    """What lies in an archive inside an archive is a file of the outer one."""
    office = supervising(NOW)
    put(office, "外.zip", zipped({"内.zip": zipped({"表.xlsx": form("县审批局", GOOD)})}))
    found = same_promise(office)
    assert found["外.zip/内.zip/表.xlsx"].verdict is Verdict.ACCEPTED


def bomb() -> bytes:
    """Return a small zip of very many zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(3):
            package.writestr(f"{number}.xlsx", bytes(120 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    "data", [bomb, lambda: zipped({}), lambda: zipped({"a.xlsx": b"x"})[:-30]], ids=["bomb", "empty", "cut"]
)
def test_a_bad_archive_is_refused_whole(supervising: At, data: Callable[[], bytes]) -> None:
    """Its row is the only one, and nothing but its own original is kept."""
    office = supervising(NOW)
    put(office, "坏.zip", data())
    before = set(office.archive.root.rglob("archive/*/*"))
    found = same_promise(office)
    whole = found["坏.zip"]
    assert whole.verdict is Verdict.REFUSED
    kept = set(office.archive.root.rglob("archive/*/*")) - before
    assert {office.archive.path(drop.archive) for drop in found.values() if drop.archive} == kept


def test_names_that_climb(supervising: At, good: bytes) -> None:
    """A name that leads out of the archive writes nothing outside the office's archive of originals."""
    office = supervising(NOW)
    put(office, "包.zip", zipped({"../../出.xlsx": good, "/etc/passwd.xlsx": good + b"\0"}))
    same_promise(office)
    assert not list(office.inbox.parent.rglob("出.xlsx"))


def test_a_password_of_the_settings(supervising: At, good: bytes, tmp_path: Path) -> None:
    """An encrypted zip is opened with a configured password, and refused with a sentence without."""
    program = shutil.which("7z") or shutil.which("zip")
    if program is None:
        pytest.skip("no program that encrypts a zip is installed")
    (tmp_path / "表.xlsx").write_bytes(good)
    add = ["a", "-p2022", "锁.zip"] if program.endswith("7z") else ["-P", "2022", "锁.zip"]
    subprocess.run([program, *add, "表.xlsx"], cwd=tmp_path, check=True, capture_output=True)
    data = (tmp_path / "锁.zip").read_bytes()
    office = supervising(NOW)
    put(office, "锁.zip", data)
    refused = same_promise(office)
    assert {drop.verdict for drop in refused.values()} == {Verdict.REFUSED}
    withdrawn = supervising("2022-06-24T11:00")
    settings = withdrawn.settings
    withdrawn.settings = settings.model_copy(
        update={"intake": settings.intake.model_copy(update={"passwords": ("2022",)})}
    )
    put(withdrawn, "锁2.zip", data + b"\0")
    found = taken(withdrawn)
    assert found["锁2.zip/表.xlsx"].verdict is Verdict.ACCEPTED


def test_sevenzip_and_rar(supervising: At, good: bytes, tmp_path: Path) -> None:
    """A 7z is opened where a program for it is installed."""
    program = shutil.which("7z") or shutil.which("7zz") or shutil.which("bsdtar")
    if program is None:
        pytest.skip("no program that packs 7z is installed")
    (tmp_path / "表.xlsx").write_bytes(good)
    pack = [program, "-cf", "包.7z", "--format=7zip"] if "bsdtar" in program else [program, "a", "包.7z"]
    subprocess.run([*pack, "表.xlsx"], cwd=tmp_path, check=True, capture_output=True)
    office = supervising(NOW)
    put(office, "包.7z", (tmp_path / "包.7z").read_bytes())
    assert same_promise(office)["包.7z/表.xlsx"].verdict is Verdict.ACCEPTED


def test_evidence_in_a_folder_and_by_name(supervising: At, form: Fill) -> None:
    """Beside the return in a sub-folder, named under 佐证材料, or a scan that says 盖章: each finds its return."""
    office = supervising(NOW)
    rows = {**GOOD, "1.2": {"value": 30, "evidence": "附：办件清单.pdf"}}
    put(office, "一.xlsx", form("县审批局", rows))
    put(office, "办件清单.pdf", SCAN)
    put(office, "县审批局盖章扫描件.pdf", SCAN + b"\n")
    put(office, "财政/表.xlsx", form("县财政局"))
    put(office, "财政/现场.jpg", PICTURE)
    found = same_promise(office)
    assert found["财政/现场.jpg"].department == "县财政局"
    with office.store.transaction() as connection:
        assert evidence.sealed(connection, "2022-06") == {"县审批局"}
    withdraw(office, "现场.jpg")
    with office.store.transaction() as connection:
        assert evidence.of_return(connection, "2022-06", "县财政局") == ()


def test_a_plan_document_is_a_plan(supervising: At) -> None:
    """Alone in the inbox or in an archive, it is read as one; its row belongs to the archive."""
    office = supervising(NOW)
    put(office, "便民方案.txt", DOCUMENT.encode())
    put(office, "包.zip", zipped({"方案/便民方案二.txt": DOCUMENT.replace("便民", "利民").encode()}))
    found = taken(office)
    assert {found[path].kind for path in ("便民方案.txt", "包.zip/方案/便民方案二.txt")} == {FileKind.PLAN}
    with office.store.transaction() as connection:
        rows = {drop.path: drop for drop in drops.everything(connection)}
    assert rows["包.zip/方案/便民方案二.txt"].parent == rows["包.zip"].seq
    assert rows["包.zip"].verdict is Verdict.ACCEPTED


def test_a_directory_in_an_archive_is_registered_first(supervising: At, form: Fill) -> None:
    """单位名录 in an archive is registered before its returns are read, and a run killed after it is finished alike."""
    office = supervising(NOW)
    lists.refresh(office)
    put(office, "一.xlsx", form("县财政局"))
    work(office, pause_s=0)
    register = (office.outbox.root / "单位名录.xlsx").read_bytes()
    data = zipped({"单位名录.xlsx": register, "表.xlsx": form("县审批局", GOOD)})
    put(office, "包.zip", data)
    found = taken(office)
    with office.store.transaction() as connection:
        rows = {drop.path: drop for drop in drops.everything(connection)}
        entries_now = entries.of_period(connection, "2022-06")
    assert found["包.zip/单位名录.xlsx"].kind is FileKind.DIRECTORY
    assert rows["包.zip/单位名录.xlsx"].parent == rows["包.zip"].seq
    assert any(key.department == "县审批局" for key in entries_now)


def test_a_killed_run_goes_on(supervising: At, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends between a plan document and its archive gives, run again, the rows of an undisturbed one."""
    office = supervising(NOW)
    data = zipped({"利民方案.txt": DOCUMENT.encode(), "Thumbs.db": b"x"})
    put(office, "包.zip", data)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("toolkit.turn.taking._committed", killed)
    with pytest.raises(KeyboardInterrupt):
        take_in(office, pause_s=0)
    monkeypatch.undo()
    taken(office)
    with office.store.transaction() as connection:
        rows = drops.everything(connection)
    assert [(drop.path, drop.verdict) for drop in rows] == [
        ("包.zip/利民方案.txt", Verdict.ACCEPTED),
        ("包.zip", Verdict.ACCEPTED),
        ("包.zip/Thumbs.db", Verdict.IGNORED),
    ]
    assert {drop.parent for drop in rows if drop.path != "包.zip"} == {rows[1].seq}


def test_the_same_archive_again(supervising: At, form: Fill) -> None:
    """The same bytes are a duplicate, and so is another archive all of whose files were taken before."""
    office = supervising(NOW)
    files = {"表.xlsx": form("县审批局", GOOD), "图.jpg": PICTURE}
    put(office, "一.zip", zipped(files))
    put(office, "二.zip", zipped(files))
    found = taken(office)
    assert found["二.zip"].verdict is Verdict.DUPLICATE
    later = supervising("2022-06-24T11:00")
    put(later, "三.zip", zipped(files))
    put(later, "四.zip", zipped({**files, "又一图.jpg": PICTURE}))
    again = same_promise(later)
    assert {drop.verdict for drop in again.values()} == {Verdict.DUPLICATE}


def test_one_picture_proves_two_returns(supervising: At, form: Fill) -> None:
    """Beside two departments' returns it is kept with both, in this turn and in a later one."""
    office = supervising(NOW)
    put(office, "一.zip", zipped({"表.xlsx": form("县审批局", GOOD), "图.jpg": PICTURE}))
    taken(office)
    later = supervising("2022-06-24T11:00")
    put(later, "二.zip", zipped({"表.xlsx": form("县财政局"), "图.jpg": PICTURE}))
    found = same_promise(later)
    assert found["二.zip/图.jpg"].department == "县财政局"


def test_rivals_and_halves_across_an_archive(supervising: At, form: Fill) -> None:
    """One return inside a zip and another beside it: contradicting they wait, agreeing they are one."""
    office = supervising(NOW)
    half = {"value": None, "status": None, "progress": None}
    put(office, "上.xlsx", form("县审批局", {"1.1": {"value": 76.5}, "1.2": half}))
    put(office, "包.zip", zipped({"下.xlsx": form("县审批局", {"1.1": half, "1.2": {"value": 30}})}))
    put(office, "甲.xlsx", form("县财政局"))
    put(
        office,
        "乙.zip",
        zipped({"乙.xlsx": form("县财政局", {"2": {"progress": "另一种说法，与前一份不同。"}})}),
    )
    found = same_promise(office)
    assert found["上.xlsx"].verdict is found["包.zip/下.xlsx"].verdict is Verdict.ACCEPTED
    assert found["甲.xlsx"].verdict is found["乙.zip/乙.xlsx"].verdict is Verdict.HELD
    work(office, pause_s=0)
    assert "乙.zip/乙.xlsx" in str(held_subjects(office))


def held_subjects(office: Office) -> list[str]:
    """Return what 待定事项 asks about, in words."""
    with office.store.transaction() as connection:
        return [f"{one.subject}{one.known}" for one in pending(office, connection)]


def test_an_archive_waits_for_the_papers_in_it(supervising: At, form: Fill) -> None:
    """Where a marked copy cannot be written, the archive stays until it can."""
    office = supervising(NOW)
    path = put(office, "包.zip", zipped({"表.xlsx": form("县财政局", FAULTY)}))
    target = office.outbox.path("2022-06/退回/县财政局_第1次.xlsx")
    target.mkdir(parents=True)
    (target / "打开着").write_bytes(b"")
    take_in(office, pause_s=0)
    assert path.exists()
    shutil.rmtree(target)
    assert take_in(supervising(NOW), pause_s=0) == ()
    assert not path.exists()
    assert target.is_file()


def test_an_archive_is_withdrawn_with_all_in_it(supervising: At, form: Fill) -> None:
    """What its returns said and its evidence count no more."""
    office = supervising(NOW)
    put(office, "包.zip", zipped({"表.xlsx": form("县审批局", GOOD), "图.jpg": PICTURE}))
    taken(office)
    withdraw(office, "包.zip")
    with office.store.transaction() as connection:
        assert entries.of_period(connection, "2022-06") == {}
        assert evidence.of_period(connection, "2022-06") == ()
        assert {drop.verdict for drop in drops.everything(connection)} == {Verdict.IGNORED}


def test_a_renamed_department_keeps_its_evidence(supervising: At, form: Fill) -> None:
    """What is kept beside a department's return goes along when the department is renamed."""
    office = supervising(NOW)
    put(office, "包.zip", zipped({"表.xlsx": form("县审批局", GOOD), "图.jpg": PICTURE}))
    taken(office)
    with office.store.transaction() as connection:
        renames.rename_department(connection, "县审批局", "县数据局")
        (kept,) = evidence.of_return(connection, "2022-06", "县数据局")
    assert kept.file == "图.jpg"


def test_a_decision_settles_copies_in_other_archives(supervising: At) -> None:
    """A picture that waits in two archives is asked about once; with the answer both archives wait no more."""
    office = supervising(NOW)
    for name, more in (("一.zip", b"1"), ("二.zip", b"2")):
        put(office, name, zipped({"图.jpg": PICTURE, "Thumbs.db": more}))
        office = supervising(NOW)
        taken(office)
    with office.store.transaction() as connection:
        (question,) = [one for one in pending(office, connection) if one.kind == held.EVIDENCE]
        decision = Decision(asked=question, choice="县审批局", decided_by="王敏", decided_at=office.as_of)
        files = reopen.concerned(drops.everything(connection), [decision])
        settling = effects.Settling(office, connection, Memory.of(connection), files, {})
        effects.carry_out(settling, [decision])
        verdicts = {drop.path: drop.verdict for drop in drops.everything(connection)}
    assert verdicts["一.zip"] is verdicts["一.zip/图.jpg"] is Verdict.ACCEPTED
    assert verdicts["二.zip"] is verdicts["二.zip/图.jpg"] is Verdict.DUPLICATE
