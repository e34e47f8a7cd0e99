"""单位名录.xlsx comes back from the clerk and is the office's one list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from openpyxl import load_workbook

from toolkit.model.department import Department, Directory, Group
from toolkit.model.files import FileKind, Verdict
from toolkit.office import Office
from toolkit.reports import directory as paper
from toolkit.store import drops, entries, plans
from toolkit.store.drops import Drop
from toolkit.turn import lists
from toolkit.turn.directory import confirmed
from toolkit.turn.dispatch import dispatch, lay_out
from toolkit.turn.inspect import inspect
from toolkit.turn.pending import pending
from toolkit.turn.take_in import take_in

from .conftest import DIRECTORY, GOOD, PLAN, amended, put

At = Callable[[str], Office]
NAME = "单位名录.xlsx"


def current(office: Office) -> Directory:
    """Return the office's list as registered."""
    with office.store.transaction() as connection:
        return plans.current_directory(connection)


def written(office: Office, directory: Directory = DIRECTORY, owner: str = "test-office") -> bytes:
    """Return the list as the outbox holds it."""
    return paper.write(directory, office.as_of, owner)


def drop_list(office: Office, *changes: tuple[str, object], data: bytes | None = None) -> Drop:
    """Drop the list with cells of its one sheet changed, and return its verdict."""
    put(office, NAME, amended(data or written(office), *(("单位名录", cell, said) for cell, said in changes)))
    (drop,) = take_in(office, pause_s=0)
    return drop


def test_an_amended_list_is_registered(supervising: At) -> None:
    """A contact, an alias and a new department are kept, and the receipt says what changed."""
    office = supervising("2022-06-21T09:00")

    drop = drop_list(
        office,
        ("F3", "赵敏"),
        ("D3", "财政局"),
        ("B6", "县统计局"),
        ("C6", "部门"),
        ("A6", 3),
        ("E4", "河东镇、县统计局"),
    )

    assert (drop.kind, drop.verdict) == (FileKind.DIRECTORY, Verdict.ACCEPTED), drop.reason
    assert "新增县统计局" in drop.reason
    assert "“各乡镇”包含河东镇、县统计局" in drop.reason
    found = current(office)
    assert found.get("财政局") == Department(name="县财政局", aliases=("财政局",), contact="赵敏")
    assert [d.name for d in found.departments] == ["县审批局", "县财政局", "各乡镇", "县统计局", "河东镇"]


def test_the_list_of_the_outbox_carries_the_office(supervising: At, good: bytes) -> None:
    """The list that refresh writes is read back as it is: nothing changed, a duplicate."""
    office = supervising("2022-06-21T09:00")
    put(office, "表.xlsx", good)
    take_in(office, pause_s=0)
    lists.refresh(office)
    put(office, NAME, (office.outbox.root / NAME).read_bytes())

    (drop,) = take_in(office, pause_s=0)

    assert (drop.verdict, drop.reason) == (Verdict.DUPLICATE, "与现在的单位名录一致，没有改动")


def test_another_offices_list_is_refused(supervising: At) -> None:
    """A list that another office's program wrote does not replace this one's."""
    office = supervising("2022-06-21T09:00")

    drop = drop_list(office, ("F3", "赵敏"), data=written(office, owner="another"))

    assert drop.verdict is Verdict.REFUSED
    assert "别的办公室" in drop.reason
    assert current(office) == DIRECTORY


def test_an_expanded_group_no_longer_waits(supervising: At) -> None:
    """Members written beside a group take its pending item away and get forms; the receipt says how."""
    office = supervising("2022-06-21T09:00")
    bare = Directory(
        tuple(
            d if d.group is not Group.COLLECTIVE else Department(name=d.name, group=d.group)
            for d in DIRECTORY.departments
        )
    )
    with office.store.transaction() as connection:
        plans.register_directory(connection, bare, datetime(2022, 6, 1))
        assert [p.kind for p in pending(office, connection)] == ["单位待定"]
    dispatch(office, "2022-06")

    drop = drop_list(
        office, ("E4", "河东镇、白石镇"), ("B6", "白石镇"), ("C6", "乡镇街道"), data=written(office, bare)
    )

    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    assert "河东镇、白石镇还没有2022-06的填报表" in drop.reason
    with office.store.transaction() as connection:
        assert pending(office, connection) == ()
        asked = [spec.department for spec in lay_out(office, connection, "2022-06").specs]
    assert asked == ["县审批局", "县财政局", "河东镇", "白石镇"]


def test_every_fault_is_named_and_marked(supervising: At) -> None:
    """A list with faults changes nothing; the receipt names each cell and a marked copy waits, red as told."""
    office = supervising("2022-06-21T09:00")

    drop = drop_list(office, ("C2", "机关"), ("B3", "县审批局"), ("E4", "河西镇"))

    assert drop.verdict is Verdict.REFUSED
    for cell in ("C2：类别填的是“机关”", "B3：“县审批局”与第2行重复", "E4：包含单位“河西镇”"):
        assert f"“单位名录”{cell}" in drop.reason
    assert current(office) == DIRECTORY
    book = load_workbook(office.outbox.root / "单位名录_需改正.xlsx")
    assert book.sheetnames[0] == "需改正"
    assert [row[2].value for row in book["需改正"].iter_rows(min_row=3)] == ["C2", "B3", "E4"]
    comment = book["单位名录"]["C2"].comment
    assert comment is not None
    assert "请从列表中选" in comment.text


def test_a_mended_copy_is_registered_and_the_marked_one_goes(supervising: At) -> None:
    """What was mended in the marked copy itself is accepted, and the copy leaves the outbox."""
    office = supervising("2022-06-21T09:00")
    drop_list(office, ("C2", "机关"), ("F2", "王敏"))
    marked = office.outbox.root / "单位名录_需改正.xlsx"

    drop = drop_list(office, ("C2", "部门"), data=marked.read_bytes())

    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    assert not marked.exists()


def test_a_department_a_plan_names_cannot_vanish(supervising: At) -> None:
    """A renamed department without its old name as an alias is a fault that says where the plan names it."""
    office = supervising("2022-06-21T09:00")

    drop = drop_list(office, ("B3", "县财政和金融局"))

    assert drop.verdict is Verdict.REFUSED
    assert "方案“小方案”第1项还要用到“县财政局”" in drop.reason
    assert "别名" in drop.reason


def test_a_renamed_department_keeps_what_it_handed_in(supervising: At, good: bytes) -> None:
    """With the old name as alias the department goes on: its returns, its forms, its last figures."""
    office = supervising("2022-06-24T10:00")
    put(office, "表.xlsx", good)
    take_in(office, pause_s=0)

    drop = drop_list(office, ("B2", "县行政审批局"), ("D2", "审批局、县审批局"))

    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    assert "“县审批局”并入或更名为“县行政审批局”" in drop.reason
    with office.store.transaction() as connection:
        assert {key.department for key in entries.of_period(connection, "2022-06")} == {"县行政审批局"}
        assert [d.department for d in drops.returns_of(connection, "2022-06")] == ["县行政审批局"]
        form = next(s for s in lay_out(office, connection, "2022-07").specs if s.department == "县行政审批局")
    previous = [row.previous.value for row in form.sheets[0].rows if row.previous]
    assert previous == [GOOD["1.1"]["value"], GOOD["1.2"]["value"]]


def test_inspect_understands_the_list(supervising: At) -> None:
    """Inspecting a list says what it would be and changes nothing."""
    office = supervising("2022-06-21T09:00")
    path = put(office, NAME, amended(written(office), ("单位名录", "F3", "赵敏")))

    (receipt,) = inspect(office, (path,))

    assert (receipt.kind, receipt.verdict) == (FileKind.DIRECTORY, Verdict.ACCEPTED)
    assert current(office) == DIRECTORY


def test_a_plan_workbook_changes_only_what_the_clerk_changed() -> None:
    """Expanding a group in the list survives the return of a plan workbook written before."""
    before = Directory((Department(name="各乡镇", group=Group.COLLECTIVE), Department(name="县财政局")))
    now = Directory(
        (Department(name="各乡镇", group=Group.COLLECTIVE), Department(name="县财政局", contact="赵敏"))
    )
    office = Directory(
        (
            Department(name="各乡镇", group=Group.COLLECTIVE, members=("河东镇",)),
            Department(name="县财政局", phone="5550101"),
            Department(name="河东镇", group=Group.TOWN),
        )
    )
    merged = confirmed(office, now, before, PLAN.row_ids)
    assert [(d.members, d.contact, d.phone) for d in merged.departments] == [
        (("河东镇",), "", ""),
        ((), "赵敏", "5550101"),
        ((), "", ""),
    ]


def test_a_merged_department_leaves_the_list() -> None:
    """A row deleted in a plan workbook and made an alias of another is gone from the office's list as well."""
    two = Directory((Department(name="县热线办"), Department(name="县政务中心")))
    now = Directory((Department(name="县政务中心", aliases=("县热线办",)),))
    assert confirmed(two, now, two, ("县热线办",)) == now
    assert confirmed(two, Directory((Department(name="县政务中心"),)), two, ("县热线办",)) == two
