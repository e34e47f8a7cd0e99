"""What waits for a person goes out in 待定事项.xlsx, comes back filled in, and takes effect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from toolkit.decisions.layout import GROUP
from toolkit.model.decision import Decision, Pending
from toolkit.model.evidence import EvidenceKind
from toolkit.model.files import FileKind, Verdict
from toolkit.office import Office
from toolkit.store import decisions, drops, entries, evidence, form_faults, plans, tables
from toolkit.store.drops import Drop
from toolkit.store.form_faults import FormFault, Stumble
from toolkit.turn import decisions as turn
from toolkit.turn import form_faults as turn_form_faults
from toolkit.turn import held, lists
from toolkit.turn.inspect import inspect
from toolkit.turn.papers import paths
from toolkit.turn.pending import pending
from toolkit.turn.take_in import take_in
from toolkit.turn.withdraw import withdraw

from .conftest import GOOD, amended, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]
Said = tuple[str, str, str]
LEADER = "李主任"


def own_table(
    department: str = "",
    title: str = "2022年6月重点工作进展情况表",
    value: object = 76.5,
    day: str = "2022年6月24日",
) -> bytes:
    """Return a department's own table for its rows, with the name it gives itself."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    sheet.append(["填报单位：", department, "填报人：", "王敏", "联系电话：", "5550100", "填报日期：", day])
    sheet.append(["任务编号", "工作任务", "本期完成值", "工作状态", "进展情况"])
    sheet.append(["1.1", "网办率达到80%以上", value, "推进中", "网办率稳步提高。"])
    sheet.append(["1.2", "新增事项60项", 30, "推进中", "新增事项30项。"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def waiting(office: Office) -> tuple[Pending, ...]:
    """Return what waits for a person."""
    with office.store.transaction() as connection:
        return pending(office, connection)


def receipts(office: Office) -> dict[str, list[Drop]]:
    """Return every row of the files dropped, by file name."""
    with office.store.transaction() as connection:
        found: dict[str, list[Drop]] = {}
        for drop in drops.everything(connection):
            found.setdefault(drop.file, []).append(drop)
        return found


def filled(
    office: Office, *said: Said, by: str = LEADER, ground: str = "电话核实", sheet: str = "待定事项"
) -> bytes:
    """Return the outbox's workbook with the lines that begin so answered: column C, what to write, in which column."""
    lists.refresh(office)
    book = load_workbook(office.outbox.root / "待定事项.xlsx")
    page = book[sheet]
    headers = {str(cell.value): at for at, cell in enumerate(page[3], 1)}
    wanted = "决定" if sheet == "待定事项" else "改为"
    names = ("依据", "决定人") if sheet == "待定事项" else ("改的依据", "改的决定人")
    for kind, subject, choice in said:
        row = next(
            at
            for at, row in enumerate(page.iter_rows(min_row=4, values_only=True), 4)
            if row[1] == kind and subject in str(row[2]) and row[headers["编码"] - 1]
        )
        for header, value in zip((wanted, *names), (choice, ground, by), strict=True):
            page.cell(row, headers[header], value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def settle(office: Office, *said: Said, name: str = "待定事项.xlsx", **more: str) -> Drop:
    """Fill in the workbook, drop it, and return its row."""
    put(office, name, filled(office, *said, **more))
    return next(drop for drop in take_in(office, pause_s=0) if drop.kind is FileKind.DECISIONS)


def kinds(office: Office) -> list[str]:
    """Return the kinds of what waits."""
    return [one.kind for one in waiting(office)]


@pytest.fixture
def office(supervising: At) -> Office:
    """Return the office on 24 June."""
    return supervising("2022-06-24T10:00")


@pytest.fixture
def unknown(office: Office) -> Office:
    """Return the office with a table under a name its list does not have."""
    put(office, "进展.xlsx", own_table("云溪县行政审批服务局"))
    (drop,) = take_in(office, pause_s=0)
    assert drop.verdict is Verdict.HELD, drop.reason
    return office


def test_an_unknown_name_is_asked_with_proposals(unknown: Office) -> None:
    """The question names the file and what it holds; its choices are the departments, the likeliest first."""
    (asked,) = waiting(unknown)
    assert (asked.kind, asked.proposal) == (held.WHOSE, "县审批局")
    assert "进展.xlsx" in asked.subject
    assert "云溪县行政审批服务局" in asked.known
    assert "填报人王敏" in asked.known
    assert asked.choices[0] == "县审批局"
    assert asked.choices[-1] == held.NOT_TAKEN
    assert "各乡镇" not in asked.choices
    assert asked.about[held.WRITTEN] == "云溪县行政审批服务局"


def test_a_decided_name_is_judged_and_known_for_ever(unknown: Office, supervising: At) -> None:
    """The held file gets its verdict in its own row, and the same name is recognised the next month."""
    drop = settle(unknown, (held.WHOSE, "进展.xlsx", "县审批局"))

    assert (drop.kind, drop.verdict) == (FileKind.DECISIONS, Verdict.ACCEPTED), drop.reason
    assert "登记决定1项（报送单位待认定1项）" in drop.reason
    (judged,) = receipts(unknown)["进展.xlsx"]
    assert judged.verdict in {Verdict.ACCEPTED, Verdict.QUESTIONED}, judged.reason
    assert (judged.department, judged.period, judged.round) == ("县审批局", "2022-06", 1)
    assert "李主任认定，电话核实" in judged.reason
    with unknown.store.transaction() as connection:
        values = {key.id: said.entry.value for key, said in entries.of_period(connection, "2022-06").items()}
        known = plans.current_directory(connection).get("县审批局")
    assert values == {"1.1": 76.5, "1.2": 30.0}
    assert known is not None
    assert known.aliases == ("审批局", "云溪县行政审批服务局")
    assert kinds(unknown) == []
    unknown.store.close()

    later = supervising("2022-07-22T10:00")
    put(later, "七月.xlsx", own_table("云溪县行政审批服务局", "2022年7月重点工作进展情况表", 78))
    (july,) = take_in(later, pause_s=0)
    assert (july.department, july.period) == ("县审批局", "2022-07")


def test_waiting_does_not_make_a_return_late(unknown: Office, supervising: At) -> None:
    """A file that came in time and was settled after the deadline is on time."""
    unknown.store.close()
    later = supervising("2022-06-29T10:00")
    settle(later, (held.WHOSE, "进展.xlsx", "县审批局"))
    (judged,) = receipts(later)["进展.xlsx"]
    assert judged.verdict in {Verdict.ACCEPTED, Verdict.QUESTIONED}
    assert "补报" not in judged.reason


def test_a_file_sent_since_then_stands(unknown: Office, supervising: At, good: bytes) -> None:
    """Where the department has handed in a newer file, the one that waited does not replace it."""
    unknown.store.close()
    later = supervising("2022-06-25T10:00")
    put(later, "表.xlsx", good)
    take_in(later, pause_s=0)
    settle(later, (held.WHOSE, "进展.xlsx", "县审批局"))
    (judged,) = receipts(later)["进展.xlsx"]
    assert judged.verdict is Verdict.SUPERSEDED
    assert "6月25日另报了“表.xlsx”" in judged.reason
    assert receipts(later)["表.xlsx"][0].verdict is Verdict.ACCEPTED


def test_one_name_settles_every_file_that_bears_it(office: Office) -> None:
    """Two files under one unknown name need one answer."""
    put(office, "a.xlsx", own_table("审批服务局"))
    put(office, "b.xlsx", own_table("审批服务局", "2022年5月重点工作进展情况表", 70))
    take_in(office, pause_s=0)
    assert kinds(office) == [held.WHOSE, held.WHOSE]
    settle(office, (held.WHOSE, "a.xlsx", "县审批局"))
    rows = receipts(office)
    assert {rows[name][0].department for name in ("a.xlsx", "b.xlsx")} == {"县审批局"}
    assert kinds(office) == []


def test_agreeing_to_a_whole_kind(office: Office) -> None:
    """√ beside a kind takes every proposal in it, with the name and ground of that line."""
    put(office, "a.xlsx", own_table("审批服务局"))
    put(office, "b.xlsx", own_table("财政税务局", "2022年5月重点工作进展情况表", 70))
    take_in(office, pause_s=0)
    data = filled(office)
    page = load_workbook(BytesIO(data))["待定事项"]
    (row,) = (r[0].row for r in page.iter_rows(min_row=4) if str(r[10].value).startswith(GROUP))
    put(
        office,
        "待定事项.xlsx",
        amended(data, *(("待定事项", f"{c}{row}", v) for c, v in zip("HJ", "√李", strict=True))),
    )
    (drop,) = take_in(office, pause_s=0)
    assert drop.verdict is Verdict.ACCEPTED
    assert "报送单位待认定2项" in drop.reason
    rows = receipts(office)
    assert [rows[name][0].department for name in ("a.xlsx", "b.xlsx")] == ["县审批局", "县财政局"]
    with office.store.transaction() as connection:
        assert {one.decided_by for one in decisions.everything(connection)} == {"李"}


def test_no_return_is_put_aside(unknown: Office) -> None:
    """A file that is no return is ignored, with who said so; its name is nobody's alias."""
    settle(unknown, (held.WHOSE, "进展.xlsx", held.NOT_TAKEN))
    (judged,) = receipts(unknown)["进展.xlsx"]
    assert (judged.verdict, "李主任" in judged.reason) == (Verdict.IGNORED, True)
    with unknown.store.transaction() as connection:
        known = plans.current_directory(connection)
    assert known.get("云溪县行政审批服务局") is None
    assert kinds(unknown) == []


def test_a_name_may_be_typed(unknown: Office) -> None:
    """An alias typed instead of a choice is understood; a name nobody knows is told with its cell."""
    drop = settle(unknown, (held.WHOSE, "进展.xlsx", "县医院"))
    assert drop.verdict is Verdict.QUESTIONED
    assert "“待定事项”H5：单位名录里没有“县医院”" in drop.reason
    assert kinds(unknown) == [held.WHOSE]
    settle(unknown, (held.WHOSE, "进展.xlsx", "审批局"))
    assert receipts(unknown)["进展.xlsx"][0].department == "县审批局"


def test_without_a_name_nothing_is_decided(unknown: Office) -> None:
    """决定人 is required; the line stays open and the receipt says so."""
    drop = settle(unknown, (held.WHOSE, "进展.xlsx", "县审批局"), by="")
    assert drop.verdict is Verdict.QUESTIONED
    assert "没有写决定人" in drop.reason
    assert kinds(unknown) == [held.WHOSE]


def test_a_line_not_understood_stops_no_other(office: Office) -> None:
    """One wrong line is told, the right one takes effect."""
    put(office, "a.xlsx", own_table("审批服务局"))
    put(office, "b.xlsx", own_table("财政税务局", "2022年5月重点工作进展情况表", 70))
    take_in(office, pause_s=0)
    drop = settle(office, (held.WHOSE, "a.xlsx", "县审批局"), (held.WHOSE, "b.xlsx", "好"))
    assert drop.verdict is Verdict.QUESTIONED
    assert "登记决定1项" in drop.reason
    assert "有1处没有登记" in drop.reason
    assert kinds(office) == [held.WHOSE]


def test_rivals_are_chosen_between(office: Office, form: Fill) -> None:
    """Of two different files of one department the chosen one counts, the other is superseded with the reason."""
    put(office, "一.xlsx", form("县审批局", GOOD))
    put(office, "二.xlsx", form("县审批局", {**GOOD, "1.1": {"value": 78}}))
    take_in(office, pause_s=0)
    (asked,) = waiting(office)
    assert (asked.kind, asked.choices[:2]) == (held.WHICH, ("以“一.xlsx”为准", "以“二.xlsx”为准"))
    assert "1.1 本期完成值：76.5 / 78" in asked.known

    settle(office, (held.WHICH, "县审批局", "以“二.xlsx”为准"))

    rows = receipts(office)
    assert rows["二.xlsx"][0].verdict is Verdict.ACCEPTED, rows["二.xlsx"][0].reason
    assert rows["一.xlsx"][0].verdict is Verdict.SUPERSEDED
    assert "以“二.xlsx”为准" in rows["一.xlsx"][0].reason
    with office.store.transaction() as connection:
        values = {key.id: said.entry.value for key, said in entries.of_period(connection, "2022-06").items()}
    assert values == {"1.1": 78.0, "1.2": 30.0}


def shared_table() -> bytes:
    """Return one sheet in which two departments answer their rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2022年6月重点工作进展情况汇总表"])
    sheet.append(["任务编号", "工作任务", "填报单位", "本期完成值", "工作状态", "进展情况"])
    sheet.append(["1.1", "网办率达到80%以上", "县审批局", 79, "推进中", "网办率达到79%。"])
    sheet.append(["1.2", "新增事项60项", "县审批局", 31, "推进中", "新增事项31项。"])
    sheet.append(["2", "优化服务", "县财政局", "", "推进中", "服务事项全部上网。"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_part_of_a_file_is_chosen(office: Office, form: Fill) -> None:
    """Where one department's part of a file contradicts its own form, the part waits; the file's verdict follows."""
    put(office, "汇总.xlsx", shared_table())
    put(office, "表.xlsx", form("县审批局", GOOD))
    take_in(office, pause_s=0)
    (asked,) = waiting(office)
    assert asked.choices[:2] == ("以“汇总.xlsx#县审批局”为准", "以“表.xlsx”为准")
    assert receipts(office)["汇总.xlsx"][0].verdict is Verdict.HELD

    settle(office, (held.WHICH, "县审批局", asked.choices[0]))

    rows = receipts(office)
    assert rows["表.xlsx"][0].verdict is Verdict.SUPERSEDED
    assert rows["汇总.xlsx#县审批局"][0].verdict is Verdict.QUESTIONED
    assert rows["汇总.xlsx"][0].verdict is Verdict.QUESTIONED
    with office.store.transaction() as connection:
        values = {key.id: said.entry.value for key, said in entries.of_period(connection, "2022-06").items()}
    assert values == {"1.1": 79.0, "1.2": 31.0, "2": None}


def test_a_decision_may_be_revised(office: Office, form: Fill) -> None:
    """The sheet 已决定 takes another choice: the other file counts now, and both decisions stay on record."""
    put(office, "一.xlsx", form("县审批局", GOOD))
    put(office, "二.xlsx", form("县审批局", {**GOOD, "1.1": {"value": 78}}))
    take_in(office, pause_s=0)
    settle(office, (held.WHICH, "县审批局", "以“二.xlsx”为准"))

    drop = settle(
        office, (held.WHICH, "县审批局", "以“一.xlsx”为准"), sheet="已决定", by="赵敏", ground="盖章件"
    )

    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    rows = receipts(office)
    assert (rows["一.xlsx"][0].verdict, rows["二.xlsx"][0].verdict) == (Verdict.ACCEPTED, Verdict.SUPERSEDED)
    with office.store.transaction() as connection:
        values = {key.id: said.entry.value for key, said in entries.of_period(connection, "2022-06").items()}
        (key,) = decisions.current(connection)
        said = [(one.choice, one.decided_by) for one in decisions.history(connection, key)]
        log = [tuple(row) for row in connection.execute(select(tables.log.c.actor, tables.log.c.what))]
    assert values == {"1.1": 76.5, "1.2": 30.0}
    assert said == [("以“二.xlsx”为准", "李主任"), ("以“一.xlsx”为准", "赵敏")]
    assert ("李主任", "decision") in log
    assert ("赵敏", "revision") in log
    lists.refresh(office)
    page = load_workbook(office.outbox.root / "待定事项.xlsx")["已决定"]
    notes = [row[8].value for row in page.iter_rows(min_row=4)]
    assert notes == ["改过：原定“以“二.xlsx”为准”（李主任，6月24日）", "6月24日改为“以“一.xlsx”为准”"]


def test_an_identity_may_be_revised(unknown: Office) -> None:
    """A file given to the wrong department goes over to the right one, and so does the name."""
    settle(unknown, (held.WHOSE, "进展.xlsx", "县财政局"))
    settle(unknown, (held.WHOSE, "进展.xlsx", "县审批局"), sheet="已决定")
    (judged,) = receipts(unknown)["进展.xlsx"]
    assert judged.department == "县审批局"
    assert judged.verdict in {Verdict.ACCEPTED, Verdict.QUESTIONED}, judged.reason
    with unknown.store.transaction() as connection:
        known = plans.current_directory(connection).get("云溪县行政审批服务局")
    assert known is not None
    assert known.name == "县审批局"


def test_a_period_is_decided(office: Office) -> None:
    """A table without a month waits; the month that was chosen, or typed, is its own."""
    put(office, "县审批局.xlsx", own_table("县审批局", "重点工作进展情况表", day=""))
    put(office, "县财政局.xlsx", own_table("县财政局", "重点工作进展情况表", 70, day=""))
    take_in(office, pause_s=0)
    asked = waiting(office)
    assert [(one.kind, one.proposal) for one in asked] == [(held.WHEN, "2022年6月")] * 2
    settle(office, (held.WHEN, "县审批局.xlsx", "2022年5月"), (held.WHEN, "县财政局.xlsx", "2022-04"))
    rows = receipts(office)
    assert [
        (rows[f"{name}.xlsx"][0].department, rows[f"{name}.xlsx"][0].period)
        for name in ("县审批局", "县财政局")
    ] == [
        ("县审批局", "2022-05"),
        ("县财政局", "2022-04"),
    ]
    assert kinds(office) == []


def test_a_file_without_a_name_keeps_what_was_decided(office: Office) -> None:
    """A table that names neither department nor month asks for one after the other, and remembers the first."""
    put(office, "表.xlsx", own_table("", "重点工作进展情况表", day=""))
    take_in(office, pause_s=0)
    settle(office, (held.WHOSE, "表.xlsx", "县审批局"))
    assert kinds(office) == [held.WHEN]
    settle(office, (held.WHEN, "表.xlsx", "2022年6月"))
    (judged,) = receipts(office)["表.xlsx"]
    assert (judged.department, judged.period, judged.verdict) == ("县审批局", "2022-06", Verdict.QUESTIONED)


def test_a_faulty_return_goes_back_once_it_is_known_whose_it_is(office: Office) -> None:
    """What a decision lets be judged is sent back like any other: the marked copy lies in the outbox."""
    put(office, "进展.xlsx", own_table("审批服务局", value="大概一半吧"))
    take_in(office, pause_s=0)
    settle(office, (held.WHOSE, "进展.xlsx", "县审批局"))
    (judged,) = receipts(office)["进展.xlsx"]
    assert judged.verdict is Verdict.RETURNED
    assert (office.outbox.root / "2022-06/退回/县审批局_第1次.xlsx").exists()
    with office.store.transaction() as connection:
        assert drops.leaving(connection) == ()


def test_papers_of_a_revised_decision_are_taken_back(office: Office) -> None:
    """The marked copy of the department a file was first given to does not stay when it is given to another."""
    put(office, "进展.xlsx", own_table("审批服务局", value="大概一半吧"))
    take_in(office, pause_s=0)
    settle(office, (held.WHOSE, "进展.xlsx", "县财政局"))
    first = receipts(office)["进展.xlsx"][0]
    lying = {path for path in paths(first) if office.outbox.path(path).exists()}
    settle(office, (held.WHOSE, "进展.xlsx", "县审批局"), sheet="已决定")

    assert lying
    assert not any(office.outbox.path(path).exists() for path in lying)
    assert (office.outbox.root / "2022-06/退回/县审批局_第1次.xlsx").exists()


def test_evidence_nobody_owns_is_given_to_a_department(office: Office) -> None:
    """A picture that was held is kept beside the return of the department a person names."""
    photo = Drop(
        path="IMG_0001.jpg",
        file="IMG_0001.jpg",
        sha256="a" * 64,
        received=office.as_of,
        kind=FileKind.EVIDENCE,
        verdict=Verdict.HELD,
        reason="看不出是哪个单位的佐证材料，可能是县财政局的",
    )
    with office.store.transaction() as connection:
        drops.add(connection, photo)
    (asked,) = waiting(office)
    assert (asked.kind, asked.proposal) == (held.EVIDENCE, "县财政局")
    settle(office, (held.EVIDENCE, "IMG_0001", "县审批局"))
    (kept,) = receipts(office)["IMG_0001.jpg"]
    assert (kept.verdict, kept.department, kept.period) == (Verdict.ACCEPTED, "县审批局", "2022-06")
    with office.store.transaction() as connection:
        (one,) = evidence.of_return(connection, "2022-06", "县审批局")
    assert (one.drop, one.kind) == (kept.seq, EvidenceKind.SUPPORT)


def test_a_form_that_is_right_sends_back_again(office: Office) -> None:
    """Where many stumbled the office may say the form is right; then nobody is excused there any more."""
    stumble = Stumble("V01", "小方案", "1.1")
    fault = FormFault(
        period="2022-06", stumble=stumble, found_at=office.as_of, departments=("县审批局", "县财政局")
    )
    with office.store.transaction() as connection:
        form_faults.keep(connection, fault)
        drops.add(
            connection,
            Drop(
                path="空.xlsx",
                file="空.xlsx",
                sha256="b" * 64,
                received=office.as_of,
                kind=FileKind.UNKNOWN,
                verdict=Verdict.REFUSED,
                reason="空文件",
            ),
        )
    (asked,) = waiting(office)
    assert asked.kind == turn_form_faults.KIND
    drop = settle(office, (asked.kind, "2022年6月", turn_form_faults.UPHELD))
    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    assert kinds(office) == []
    with office.store.transaction() as connection:
        assert turn_form_faults._upheld(connection, "2022-06") == {stumble}
        assert turn_form_faults._upheld(connection, "2022-07") == frozenset()


def test_a_killed_run_decides_all_or_nothing(unknown: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off while decisions are being carried out, nothing of them is kept; the next run does it all."""
    put(unknown, "待定事项.xlsx", filled(unknown, (held.WHOSE, "进展.xlsx", "县审批局")))
    with monkeypatch.context() as patch:
        patch.setattr(turn, "_keep", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            take_in(unknown, pause_s=0)
    assert kinds(unknown) == [held.WHOSE]
    assert receipts(unknown)["进展.xlsx"][0].verdict is Verdict.HELD
    assert "待定事项.xlsx" not in receipts(unknown)
    take_in(unknown, pause_s=0)
    assert receipts(unknown)["进展.xlsx"][0].department == "县审批局"
    assert len(receipts(unknown)["待定事项.xlsx"]) == 1


def test_the_same_workbook_twice_decides_once(unknown: Office) -> None:
    """What was decided before is not decided again, under whatever name it lies there."""
    data = filled(unknown, (held.WHOSE, "进展.xlsx", "县审批局"))
    put(unknown, "待定事项.xlsx", data)
    take_in(unknown, pause_s=0)
    again = settle(unknown, name="待定事项（2）.xlsx")
    assert again.verdict is Verdict.QUESTIONED
    assert "没有填写任何决定" in again.reason
    put(unknown, "待定事项（3）.xlsx", amended(data, ("待定事项", "A1", "待定")))
    (third,) = take_in(unknown, pause_s=0)
    assert (third.verdict, third.reason) == (Verdict.DUPLICATE, "与已登记的决定一致，没有新的决定")
    with unknown.store.transaction() as connection:
        assert len(decisions.everything(connection)) == 1


def test_another_offices_workbook_is_refused(unknown: Office) -> None:
    """A workbook of another office decides nothing here."""
    data = filled(unknown, (held.WHOSE, "进展.xlsx", "县审批局"))
    put(unknown, "待定事项.xlsx", amended(data, ("_待定信息", "B2", "another")))
    (drop,) = take_in(unknown, pause_s=0)
    assert drop.verdict is Verdict.REFUSED
    assert "别的办公室" in drop.reason
    assert kinds(unknown) == [held.WHOSE]


def test_inspect_understands_the_workbook(unknown: Office) -> None:
    """Inspecting a filled-in workbook says what it would decide, and decides nothing."""
    path = put(unknown, "待定事项.xlsx", filled(unknown, (held.WHOSE, "进展.xlsx", "县审批局")))
    (receipt,) = inspect(unknown, (path,))
    assert (receipt.kind, receipt.verdict) == (FileKind.DECISIONS, Verdict.ACCEPTED)
    assert receipt.reason == "登记决定1项（报送单位待认定1项）"
    assert kinds(unknown) == [held.WHOSE]


def test_a_decision_of_an_unknown_kind_is_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no effect is known for is kept as decided, for whoever asks the store."""
    asked = Pending(
        kind="挂牌督办", subject="第2项", question="是否挂牌？", choices=("挂牌", "不挂牌"), proposal="挂牌"
    )
    monkeypatch.setattr(turn, "pending", lambda _office, _connection: (asked,))
    monkeypatch.setattr(lists, "pending", lambda _office, _connection: (asked,))
    put(office, "空.xlsx", b"")
    take_in(office, pause_s=0)
    drop = settle(office, ("挂牌督办", "第2项", "挂牌"))
    assert drop.verdict is Verdict.ACCEPTED, drop.reason
    with office.store.transaction() as connection:
        assert decisions.current(connection) == {
            asked.key: Decision(
                asked=asked,
                choice="挂牌",
                ground="电话核实",
                decided_by=LEADER,
                decided_at=datetime(2022, 6, 24, 10),
            )
        }


def test_a_file_settled_may_be_withdrawn(unknown: Office) -> None:
    """What a decision let in can be withdrawn like any other return."""
    settle(unknown, (held.WHOSE, "进展.xlsx", "县审批局"))
    withdraw(unknown, "进展.xlsx")
    with unknown.store.transaction() as connection:
        assert entries.of_period(connection, "2022-06") == {}


def test_nothing_happening_changes_nothing(unknown: Office) -> None:
    """The workbook stays the same file, byte for byte, until something is decided or comes in."""
    lists.refresh(unknown)
    before = (unknown.outbox.root / "待定事项.xlsx").read_bytes()
    unknown.outbox.written.clear()
    lists.refresh(unknown)
    assert unknown.outbox.written == []
    assert (unknown.outbox.root / "待定事项.xlsx").read_bytes() == before
