"""The office's memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect

from toolkit.errors import StoreError
from toolkit.model.department import Department, Directory
from toolkit.model.files import FileKind, Verdict
from toolkit.model.findings import Finding, Severity
from toolkit.model.history import RowKey
from toolkit.model.plan import Comparator, Kind, Plan, Target, Task
from toolkit.model.returns import Entry, Return, Status
from toolkit.store import diary, drops, entries, plans, tables
from toolkit.store.drops import Drop
from toolkit.store.payload import dump, load
from toolkit.store.store import Store

NOON = datetime(2022, 6, 25, 12)
PLAN = Plan(
    id="方案",
    title="云溪县方案",
    tasks=(
        Task(
            id="1",
            no="1",
            title="压缩时间",
            leads=("县甲局",),
            targets=(
                Target(
                    id="1.1",
                    quote="2022年底前，压缩至1个环节",
                    kind=Kind.LEVEL,
                    comparator=Comparator.AT_MOST,
                    value=1,
                    unit="个环节",
                    due=date(2022, 12, 31),
                    span=(0, 5),
                ),
            ),
        ),
    ),
    quotes={"title": "云溪县方案"},
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a fresh store."""
    opened = Store.open(f"sqlite:///{tmp_path / 'office.db'}")
    yield opened
    opened.close()


def _drop(sha: str = "a" * 64, verdict: Verdict = Verdict.ACCEPTED, **more: object) -> Drop:
    values = {"path": "x.xlsx", "file": "x.xlsx", "sha256": sha, "received": NOON, "kind": FileKind.RETURN}
    return Drop(**{**values, "verdict": verdict, "reason": "好", **more})  # type: ignore[arg-type]


def test_migrations_make_the_tables_of_the_code(store: Store) -> None:
    """After the migrations the database has just the tables and columns that the code asks."""
    seen = inspect(store.engine)

    for table in tables.metadata.sorted_tables:
        assert {column["name"] for column in seen.get_columns(table.name)} == {c.name for c in table.columns}


def test_opening_twice_migrates_once(tmp_path: Path) -> None:
    """An office that has every step opens without running one."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    first = Store.open(url)
    with first.transaction() as connection:
        diary.mark_done(connection, "dispatch", "2022-06", NOON)
    first.close()

    with Store.open(url).transaction() as connection:
        assert diary.done_at(connection, "dispatch", "2022-06") == NOON


@pytest.mark.parametrize("url", ["nonsense", "oracle9://x/y", "sqlite:////proc/no/such/office.db"])
def test_unusable_database_is_one_sentence(url: str) -> None:
    """A database that cannot be opened is told in Chinese."""
    with pytest.raises(StoreError, match="数据库"):
        Store.open(url)


def test_a_failed_transaction_keeps_nothing(store: Store) -> None:
    """What a transaction wrote before it failed is gone."""

    def fail() -> None:
        with store.transaction() as connection:
            drops.add(connection, _drop())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with store.transaction() as connection:
        assert drops.everything(connection) == ()


def test_plan_comes_back_as_it_went_in(store: Store) -> None:
    """A registered plan is numbered and equal to what was confirmed."""
    with store.transaction() as connection:
        first = plans.register(connection, PLAN, {"黄灯差距": "10"}, "f" * 64, NOON)
        second = plans.register(connection, PLAN, {"黄灯差距": "15"}, "e" * 64, NOON)
        (current,) = plans.current(connection)

    assert (first.version, second.version) == (1, 2)
    assert current.plan == second
    assert current.parameters == {"黄灯差距": "15"}
    assert current.plan.tasks == PLAN.tasks


def test_directory_grows_a_version_only_when_it_changes(store: Store) -> None:
    """The same directory twice is one version."""
    directory = Directory((Department(name="县甲局", aliases=("甲局",)),))
    with store.transaction() as connection:
        plans.register_directory(connection, directory, NOON)
        plans.register_directory(connection, directory, NOON)
        versions = connection.execute(tables.directories.select()).all()

        assert len(versions) == 1
        assert plans.current_directory(connection) == directory


def test_drop_comes_back_as_it_went_in(store: Store) -> None:
    """A drop keeps its verdict, its findings and what was read."""
    finding = Finding(code="T01", severity=Severity.ERROR, cell="填报表!I5", id="1.1", found="甲", todo="乙")
    said = dump(Return, Return(department="县甲局", period="2022-06", plans=("方案",)))
    with store.transaction() as connection:
        drops.add(connection, _drop(findings=(finding,), payload=said, period="2022-06", department="县甲局"))
        (drop,) = drops.everything(connection)

    assert drop.findings == (finding,)
    assert load(Return, drop.payload).department == "县甲局"
    assert drop.received == NOON


@pytest.mark.parametrize(
    ("verdict", "settled"), [(Verdict.ACCEPTED, True), (Verdict.REFUSED, False), (Verdict.HELD, False)]
)
def test_held_content_may_come_again(store: Store, verdict: Verdict, *, settled: bool) -> None:
    """Content once settled is a duplicate when it comes again; what was held or refused is not settled."""
    with store.transaction() as connection:
        drops.add(connection, _drop(verdict=verdict))

        assert (drops.settled(connection, "a" * 64) is not None) is settled


def test_later_entries_replace_a_departments_own(store: Store) -> None:
    """A second accepted return replaces what its department said for the period, and nobody else's."""
    done = Entry(plan="方案", id="1.1", value=1.0, status=Status.DONE)
    ongoing = Entry(plan="方案", id="1.1", value=2.0, status=Status.ONGOING)
    with store.transaction() as connection:
        first, second = drops.add(connection, _drop()), drops.add(connection, _drop("b" * 64))
        for name, drop, entry in (
            ("县甲局", first, ongoing),
            ("县乙局", first, ongoing),
            ("县甲局", second, done),
        ):
            entries.replace(connection, "2022-06", name, [entry], drop=drop, questioned=set())
        said = entries.of_period(connection, "2022-06")

    assert said[RowKey("方案", "1.1", "县甲局")].entry == done
    assert said[RowKey("方案", "1.1", "县甲局")].sha256 == "b" * 64
    assert said[RowKey("方案", "1.1", "县乙局")].entry == ongoing


def test_history_is_earlier_months_oldest_first(store: Store) -> None:
    """History holds the months before, in order, and never the month asked about."""
    with store.transaction() as connection:
        drop = drops.add(connection, _drop())
        for period, value in (("2022-06", 3.0), ("2022-04", 1.0), ("2022-05", 2.0)):
            entry = Entry(plan="方案", id="1.1", value=value)
            entries.replace(connection, period, "县甲局", [entry], drop=drop, questioned={"1.1"})
        reports = entries.history(connection, "2022-06")[RowKey("方案", "1.1", "县甲局")]

    assert [report.entry.value for report in reports] == [1.0, 2.0]
    assert all(report.questioned for report in reports)


def test_first_readable_file_is_known_of_each_department(store: Store) -> None:
    """It is the earliest for the period, one that was held included; a copy, one refused and other periods do not count."""
    day = datetime(2022, 6, 20, 9)
    came = (
        ("县甲局", "2022-06", Verdict.REFUSED, 0),
        ("县甲局", "2022-05", Verdict.ACCEPTED, 1),
        ("县甲局", "2022-06", Verdict.DUPLICATE, 2),
        ("县甲局", "2022-06", Verdict.HELD, 3),
        ("县甲局", "2022-06", Verdict.ACCEPTED, 4),
        ("县乙局", "2022-06", Verdict.RETURNED, 5),
        ("县丙局", "2022-06", Verdict.REFUSED, 6),
        (None, "2022-06", Verdict.HELD, 7),
    )
    with store.transaction() as connection:
        for department, period, verdict, days in came:
            received = day + timedelta(days=days)
            drops.add(
                connection,
                _drop(department=department, period=period, verdict=verdict, received=received),
            )
        everyone = drops.first_received_of_all(connection, "2022-06")
        one_by_one = {
            name: drops.first_received(connection, "2022-06", name) for name in ("县甲局", "县乙局", "县丙局")
        }
    assert everyone == {"县甲局": day + timedelta(days=3), "县乙局": day + timedelta(days=5)}
    assert one_by_one == {**everyone, "县丙局": None}


@pytest.mark.parametrize(
    "words",
    [
        "已印发办法，覆盖12个镇。",
        '印发“三级”办法，称"样板"',
        "一是印发；\n二是培训",
        "路径 D:\\材料",
        "😀办结",
    ],
)
def test_words_under_progress_come_back_as_written(store: Store, words: str) -> None:
    """Whatever is in them, they are those of the entry; more than are taken out at once all come, in their order."""
    count = entries.AT_ONCE + 3
    said = [Entry(plan="方案", id=f"{number:05}", progress=f"{number}{words}") for number in range(count)]
    with store.transaction() as connection:
        drop = drops.add(connection, _drop())
        entries.replace(connection, "2022-06", "县甲局", said, drop=drop, questioned=())
        blank = [Entry(plan="方案", id="1", status=Status.ONGOING)]
        entries.replace(connection, "2022-06", "县乙局", blank, drop=drop, questioned=())
        found = [one for some in entries.progress_of(connection, "2022-06") for one in some]
    assert found == [("县甲局", entry.progress) for entry in said]
