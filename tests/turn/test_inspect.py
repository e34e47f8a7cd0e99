"""Inspecting promises the very verdicts that working gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from toolkit.intake.as_json import to_json
from toolkit.model.files import FileKind, Receipt, Verdict
from toolkit.office import Office
from toolkit.turn.inspect import inspect
from toolkit.turn.take_in import take_in

from .archives import PICTURE, SCAN, zipped
from .conftest import GOOD, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]


def test_inspect_promises_what_work_does(supervising: At, form: Fill) -> None:
    """Good, faulty, copied, contradicting and unreadable files get the same verdict from both."""
    office = supervising("2022-06-24T10:00")
    faulty = form("县财政局", {"2": {"status": "", "progress": ""}})
    for name, data in (
        ("一.xlsx", form("县审批局", GOOD)),
        ("二.xlsx", form("县审批局", {**GOOD, "1.2": {"value": 31}})),
        ("三.xlsx", faulty),
        ("三 (1).xlsx", faulty),
        ("四.xlsx", form("河东镇")),
        ("五.xlsx", b"nothing"),
        ("~$五.xlsx", b"lock"),
    ):
        put(office, name, data)

    promised = Counter(
        receipt.verdict for receipt in inspect(office, (office.inbox,)) if "README" not in receipt.file
    )

    assert Counter(drop.verdict for drop in take_in(office)) == promised
    assert len(promised) >= 5


def one_of(office: Office, name: str, data: bytes) -> Receipt:
    """Drop one file and return its record."""
    (receipt,) = inspect(office, (put(office, name, data),))
    return receipt


def test_an_archive_stands_for_the_one_return_in_it(supervising: At, form: Fill) -> None:
    """Its files are records inside its own, which bears the return's department, period and entries."""
    office = supervising("2022-06-24T10:00")
    files = {
        "县审批局/填报表.xlsx": form("县审批局", GOOD),
        "县审批局/1.1佐证.jpg": PICTURE,
        "县审批局/填报表.pdf": SCAN,
        "__MACOSX/._填报表.xlsx": b"shadow",
    }
    whole = one_of(office, "县审批局6月.zip", zipped(files))
    assert (whole.kind, whole.verdict) == (FileKind.ARCHIVE, Verdict.ACCEPTED)
    assert whole.reason == "压缩包内4个文件：已接收3个，略过1个"
    assert [(m.kind, m.verdict) for m in whole.members] == [
        (FileKind.RETURN, Verdict.ACCEPTED),
        (FileKind.EVIDENCE, Verdict.ACCEPTED),
        (FileKind.EVIDENCE, Verdict.ACCEPTED),
        (FileKind.UNKNOWN, Verdict.IGNORED),
    ]
    assert [m.file.rpartition("县审批局6月.zip/")[2] for m in whole.members] == list(files)
    assert "（1.1）的佐证材料" in whole.members[1].reason
    assert "的盖章件" in whole.members[2].reason
    record = to_json(whole)
    assert (record["department"], record["period"]) == ("县审批局", "2022-06")
    assert record["entries"] == record["members"][0]["entries"] != []
    assert record["members"][1]["department"] == "县审批局"


def test_an_archive_of_two_departments_is_of_neither(supervising: At, form: Fill) -> None:
    """Each return is its own record; a picture in a department's folder is that department's."""
    office = supervising("2022-06-24T10:00")
    whole = one_of(
        office,
        "汇总.zip",
        zipped(
            {
                "县审批局/表.xlsx": form("县审批局", GOOD),
                "县财政局/表.xlsx": form("县财政局"),
                "县财政局/现场.jpg": PICTURE,
                "说不清.jpg": PICTURE + b"other",
            }
        ),
    )
    assert whole.department is None
    assert [m.department for m in whole.members] == ["县审批局", "县财政局", "县财政局", None]
    assert whole.members[3].verdict is Verdict.HELD
    assert "可能是县审批局、县财政局的" in whole.members[3].reason


def test_an_archive_hints_at_its_department(supervising: At) -> None:
    """A table that says nowhere whose it is belongs to the department the archive is named for."""
    from openpyxl import Workbook

    office = supervising("2022-06-24T10:00")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "工作任务", "本期完成值", "工作状态", "进展情况"])
    sheet.append(["1.1", "提高网办率", 76.5, "推进中", "按计划推进"])
    path = office.inbox / "表.xlsx"
    book.save(path)
    data = path.read_bytes()
    path.unlink()
    whole = one_of(office, "县审批局.zip", zipped({"新建文件夹/6月.xlsx": data}))
    assert whole.members[0].department == "县审批局"


def test_a_bad_archive_has_one_sentence(supervising: At) -> None:
    """An empty one, one within too many, and links; the archive is refused and says why."""
    office = supervising("2022-06-24T10:00")
    empty = one_of(office, "空.zip", zipped({}))
    assert (empty.kind, empty.verdict, empty.members) == (FileKind.ARCHIVE, Verdict.REFUSED, ())
    assert "没有文件" in empty.reason
    deep = zipped({"a.txt": b"x"})
    for _ in range(3):
        deep = zipped({"a.zip": deep})
    whole = one_of(office, "深.zip", deep)
    assert whole.verdict is Verdict.REFUSED
    assert "超过3层" in whole.reason
    assert "超过3层" in whole.members[0].reason


def test_evidence_alone_finds_a_return_beside_it(supervising: At, form: Fill) -> None:
    """In the inbox by the name in 佐证材料, in a sub-folder by the return there; unknown, it waits."""
    office = supervising("2022-06-24T10:00")
    rows = {**GOOD, "1.2": {"value": 30, "evidence": "附：办件清单.pdf"}}
    put(office, "一.xlsx", form("县审批局", rows))
    put(office, "办件清单.pdf", SCAN)
    put(office, "财政/表.xlsx", form("县财政局"))
    put(office, "财政/现场.jpg", PICTURE)
    put(office, "不知道.jpg", PICTURE + b"other")
    found = {r.file.rpartition("inbox/")[2]: r for r in inspect(office, (office.inbox,))}
    listed = found["办件清单.pdf"]
    assert (listed.kind, listed.verdict, listed.department) == (
        FileKind.EVIDENCE,
        Verdict.ACCEPTED,
        "县审批局",
    )
    assert "（1.2）" in listed.reason
    assert found["财政/现场.jpg"].department == "县财政局"
    assert found["不知道.jpg"].verdict is Verdict.HELD


def test_a_copy_of_an_archive_is_not_opened_again(supervising: At, form: Fill) -> None:
    """The second archive of the same bytes is a duplicate without members."""
    office = supervising("2022-06-24T10:00")
    data = zipped({"县审批局.xlsx": form("县审批局", GOOD)})
    put(office, "一.zip", data)
    put(office, "二.zip", data)
    first, second = (r for r in inspect(office, (office.inbox,)) if r.file.endswith(".zip"))
    assert second.verdict is Verdict.DUPLICATE
    assert (len(first.members), len(second.members)) == (1, 0)
    assert replace(second, file="").department == first.department


def test_one_picture_may_prove_two_returns(supervising: At, form: Fill) -> None:
    """The same picture beside two departments' returns is evidence of both; beside one of them twice it is a copy."""
    office = supervising("2022-06-24T10:00")
    put(office, "一.zip", zipped({"表.xlsx": form("县审批局", GOOD), "图.jpg": PICTURE}))
    put(office, "二.zip", zipped({"表.xlsx": form("县财政局"), "图.jpg": PICTURE, "图2.jpg": PICTURE}))
    first, second = (r for r in inspect(office, (office.inbox,)) if r.file.endswith(".zip"))
    assert (first.members[1].department, first.members[1].verdict) == ("县审批局", Verdict.ACCEPTED)
    assert (second.members[1].department, second.members[1].verdict) == ("县财政局", Verdict.ACCEPTED)


def test_files_of_one_department_promise_what_work_does(supervising: At, form: Fill) -> None:
    """Halves that agree are one return, the same saved anew is a copy: verdicts and reasons are those of work."""
    office = supervising("2022-06-24T10:00")
    blank = {"value": None, "status": None, "progress": None}
    put(office, "1.xlsx", form("县审批局", {**GOOD, "1.2": blank}))
    put(office, "2.xlsx", form("县审批局", {**GOOD, "1.1": blank}))
    put(office, "3.xlsx", form("县财政局"))
    put(office, "4.xlsx", form("县财政局") + b"\0" * 8)
    promised = [(r.file.rpartition("/")[2], r.verdict, r.reason) for r in inspect(office, (office.inbox,))]
    assert [(d.file, d.verdict, d.reason) for d in take_in(office, pause_s=0)] == promised[:4]
    assert [verdict for _, verdict, _ in promised[:4]] == [
        Verdict.ACCEPTED,
        Verdict.ACCEPTED,
        Verdict.ACCEPTED,
        Verdict.DUPLICATE,
    ]
    assert "合并登记" in promised[0][2]
