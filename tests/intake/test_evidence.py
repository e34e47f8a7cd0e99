"""A picture, a scan or a document goes to the return it belongs to, or waits for a person."""

from __future__ import annotations

import pytest

from toolkit.intake.evidence import Around, Home, Stray, home_of
from toolkit.model.department import Department, Directory, Group
from toolkit.model.evidence import EvidenceKind
from toolkit.model.files import FileKind, Reading
from toolkit.model.returns import Entry, Return

DIRECTORY = Directory(
    (
        Department(name="县审批局"),
        Department(name="县财政局"),
        Department(name="各乡镇", group=Group.COLLECTIVE, members=("河东镇",)),
        Department(name="河东镇", group=Group.TOWN),
    )
)
JUNE = "2022-06"


def around(department: str, place: str = "", file: str = "表.xlsx", **texts: str) -> Around:
    """Return a return of June that lies somewhere; ``r1_2="验收报告"`` is what stands under 佐证材料 of row 1.2."""
    ids = {"1.1": "", "1.2": "", "2": "", **{key[1:].replace("_", "."): text for key, text in texts.items()}}
    rows = tuple(("小方案", id_, text) for id_, text in ids.items())
    return Around(department, JUNE, rows, place, file)


def home(
    relative: str, *returns: Around, kind: FileKind = FileKind.EVIDENCE, archived: bool = False
) -> Home | None:
    """Return where a file belongs among these returns, June being under way."""
    return home_of(Stray(relative, archived, kind), returns, DIRECTORY, JUNE)


def whose(found: Home | None) -> tuple[str, tuple[str, ...], EvidenceKind]:
    """Return department, rows and kind."""
    assert found is not None
    assert found.evidence is not None, found.hold
    assert found.evidence.period == JUNE
    return found.evidence.department, tuple(id_ for _, id_ in found.evidence.rows), found.evidence.kind


@pytest.mark.parametrize(
    "relative", ["包.zip/现场.jpg", "包.zip/佐证/现场.jpg", "审批/现场.jpg", "审批/佐证.zip/现场.jpg"]
)
def test_what_lies_beside_one_return_belongs_to_it(relative: str) -> None:
    """In the same archive or sub-folder, or in one below it, as one department's return."""
    there = "审批" if relative.startswith("审批") else "包.zip"
    found = home(relative, around("县审批局", there), around("县财政局"))
    assert whose(found) == ("县审批局", (), EvidenceKind.SUPPORT)


def test_the_innermost_folder_decides() -> None:
    """An archive of two departments' folders gives each its own pictures."""
    returns = around("县审批局", "包.zip/甲"), around("县财政局", "包.zip/乙")
    assert whose(home("包.zip/乙/1.jpg", *returns))[0] == "县财政局"
    assert whose(home("包.zip/甲/佐证/1.jpg", *returns))[0] == "县审批局"


def test_beside_two_departments_a_file_waits() -> None:
    """Beside the returns of two departments, and named by neither, it is held, and both are proposed."""
    found = home("包.zip/现场.jpg", around("县审批局", "包.zip"), around("县财政局", "包.zip"))
    assert found is not None
    assert found.proposals == ("县审批局", "县财政局")
    assert "县审批局、县财政局" in found.hold


@pytest.mark.parametrize("text", ["附件：验收报告.pdf", "见《验收报告》", "验收报告 .PDF、照片"])
def test_a_file_named_in_a_row_belongs_to_that_row(text: str) -> None:
    """Where 佐证材料 of one department names the file, with its ending or without, it is evidence of that row."""
    found = home("验收报告.pdf", around("县审批局", r1_2=text), around("县财政局"), kind=FileKind.PLAN)
    assert whose(found) == ("县审批局", ("1.2",), EvidenceKind.SUPPORT)


def test_a_file_may_prove_several_rows() -> None:
    """Every row that names it has it."""
    found = home("验收报告.pdf", around("县审批局", r1_1="验收报告", r1_2="验收报告、照片"))
    assert whose(found)[1] == ("1.1", "1.2")


def test_a_short_name_counts_only_near_its_return() -> None:
    """照片 stands in any department's text; beside a return it means that return's row."""
    returns = around("县审批局", "包.zip", r1_1="现场照片"), around("县财政局", r2="照片")
    assert whose(home("包.zip/照片.jpg", *returns))[:2] == ("县审批局", ("1.1",))
    found = home("照片.jpg", *returns)
    assert found is not None
    assert found.evidence is None


@pytest.mark.parametrize(
    ("relative", "rows"),
    [
        ("县审批局1.2佐证.jpg", ("1.2",)),
        ("县审批局 第2项 证明.jpg", ("2",)),
        ("县审批局现场照片2.jpg", ()),
        ("县审批局20220625照片.jpg", ()),
        ("县审批局/1.1/照片.jpg", ("1.1",)),
    ],
)
def test_a_department_in_the_name_owns_the_file(relative: str, rows: tuple[str, ...]) -> None:
    """A name or folder that speaks of a department, and of a row, gives the file to them; 照片2 is no row."""
    assert whose(home(relative, around("县审批局"), around("县财政局"))) == (
        "县审批局",
        rows,
        EvidenceKind.SUPPORT,
    )


def test_evidence_may_come_before_its_return() -> None:
    """A file that calls itself evidence is kept for the period under way; a picture of the form itself is not."""
    assert whose(home("县财政局佐证1.jpg"))[0] == "县财政局"
    assert home("县财政局填报表.jpg") is None


@pytest.mark.parametrize(
    ("relative", "kind"),
    [
        ("包.zip/六月（盖章）.pdf", FileKind.PLAN),
        ("包.zip/扫描件.jpg", FileKind.EVIDENCE),
        ("包.zip/表.pdf", FileKind.PLAN),
        ("县审批局/表.jpg", FileKind.EVIDENCE),
    ],
)
def test_a_scan_of_the_sealed_form_is_known(relative: str, kind: FileKind) -> None:
    """It says so, or bears the name of the form it lies beside."""
    place = relative.rpartition("/")[0]
    found = home(relative, around("县审批局", place), kind=kind, archived=place == "包.zip")
    assert whose(found)[2] is EvidenceKind.SEALED


def test_a_plan_stays_a_plan() -> None:
    """A document alone, in the inbox or beside returns in a sub-folder, is read as a plan; in an archive it is not."""
    beside = around("县审批局", "六月")
    assert home("县审批局工作方案.docx", beside, kind=FileKind.PLAN) is None
    assert home("六月/工作方案.docx", beside, kind=FileKind.PLAN) is None
    assert home("包.zip/工作方案.docx", beside, kind=FileKind.PLAN, archived=True) is None
    within = around("县审批局", "包.zip")
    assert whose(home("包.zip/工作方案.docx", within, kind=FileKind.PLAN, archived=True))[0] == "县审批局"


def test_a_picture_called_a_workbook_is_no_evidence() -> None:
    """It claims to be a return; its sentence says that it is a picture."""
    assert home("县审批局.xlsx", around("县审批局")) is None


def test_a_group_owns_nothing() -> None:
    """各乡镇 is nobody; the town in the name is."""
    assert whose(home("各乡镇/河东镇照片.jpg"))[0] == "河东镇"


def test_what_is_whole_and_not_ours_may_be_evidence() -> None:
    """Only a reading that says so; a return knows what its rows name."""
    assert Stray.of(Reading(kind=FileKind.EVIDENCE, attachable=True), "a/b.jpg", archived=True) == Stray(
        "a/b.jpg", archived=True
    )
    assert Stray.of(Reading(fault="已损坏"), "b.xlsx", archived=False) is None
    entry = Entry(plan="小方案", id="1.1", evidence="照片")
    said = Around.of(
        Return(department="县审批局", period=JUNE, plans=("小方案",), entries=(entry,)), "包.zip/表.xlsx"
    )
    assert said == Around("县审批局", JUNE, (("小方案", "1.1", "照片"),), "包.zip", "表.xlsx")
