"""Months before a period are read only as far back as they matter, and it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert

from tests.store.sample import TAKEN
from toolkit.judge.claims import latest
from toolkit.judge.judge import judge
from toolkit.model.department import Department, Directory
from toolkit.model.history import Accepted, RowKey
from toolkit.model.period import Period
from toolkit.model.plan import Comparator, Kind, Node, Plan, Target, Task
from toolkit.model.returns import Entry, NodeSaid, Status
from toolkit.model.standing import Class, Light
from toolkit.model.terms import Term
from toolkit.store import drops, entries, tables
from toolkit.store.plans import Registered
from toolkit.store.store import Store
from toolkit.turn.earlier import last_of, months_before, said_before
from toolkit.turn.ground import Ground
from toolkit.turn.lifecycle import Lives
from toolkit.turn.log import log_of
from toolkit.turn.recorded import in_order

LEAD, OTHER = "县甲局", "县乙局"
MONTHS = tuple(f"2022-{month:02}" for month in range(2, 9))
NOW = Period.parse("2022-09")
DUE = date(2022, 12, 31)
NODES = (Node(name="起草", due=date(2022, 5, 31)), Node(name="上会", due=date(2022, 8, 31)))
COUNT = Target(
    id="1.1",
    quote="全年60项",
    kind=Kind.COUNT,
    comparator=Comparator.AT_LEAST,
    value=60.0,
    unit="项",
    due=DUE,
)
PLAN = Plan(
    id="云溪提升",
    title="云溪县提升方案",
    issued=date(2022, 1, 10),
    tasks=(
        Task(id="1", no="1", title="事项上线", leads=(LEAD, OTHER), targets=(COUNT,)),
        Task(id="2", no="2", title="出台办法", leads=(LEAD,)),
        Task(
            id="3",
            no="3",
            title="办理时长",
            leads=(LEAD,),
            targets=(replace(COUNT, id="3.1", kind=Kind.AVERAGE, recurring="每月"),),
        ),
    ),
    nodes={"2": NODES},
    version=1,
)
KEYS = (
    RowKey(PLAN.id, "1.1", LEAD),
    RowKey(PLAN.id, "1.1", OTHER),
    RowKey(PLAN.id, "2", LEAD),
    RowKey(PLAN.id, "3.1", LEAD),
)

said_of_node = st.builds(NodeSaid, name=st.sampled_from(("起草", "上会")), done_on=st.none() | st.just(DUE))
said = st.none() | st.builds(
    Entry,
    plan=st.just(PLAN.id),
    id=st.just(""),
    value=st.none() | st.sampled_from((5.0, 30.0, 45.0, 60.0)),
    unchanged=st.booleans(),
    status=st.none() | st.sampled_from(Status),
    progress=st.sampled_from(("", "按计划推进。")),
    nodes=st.just(()) | st.tuples(said_of_node),
)
told = st.fixed_dictionaries({(key, month): said for key in KEYS for month in (*MONTHS, NOW.label)})
lit = st.dictionaries(st.sampled_from(("1.1", "2", "3.1")), st.sampled_from(Light))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a store with nothing in it."""
    folder: Path = tmp_path_factory.mktemp("office")
    store = Store.open(f"sqlite:///{folder / 'office.sqlite'}")
    yield store
    store.close()


def keep(
    connection: Connection, reports: Mapping[tuple[RowKey, str], Entry | None], lights: Mapping[str, Light]
) -> None:
    """Let these be all the reports, and the lights of last month."""
    for table in (tables.entries, tables.standings, tables.drops):
        connection.execute(delete(table))
    drop = drops.add(connection, TAKEN)
    for month in (*MONTHS, NOW.label):
        for department in (LEAD, OTHER):
            mine = {key: one for (key, when), one in reports.items() if when == month}
            rows = [replace(e, id=key.id) for key, e in mine.items() if e and key.department == department]
            entries.replace(connection, month, department, rows, drop=drop, questioned=())
    shown = {"period": MONTHS[-1], "plan": PLAN.id, "klass": Class.BEHIND.value, "task": "1"}
    printed = [{**shown, "id": row, "light": light.value} for row, light in lights.items()]
    if printed:
        connection.execute(insert(tables.standings), printed)


def ground(run: str) -> Ground:
    """Return the ground of the plan, with so many yellow lights making a red one."""
    registered = Registered(PLAN, (Term("", {"连续黄灯转红": run}),), datetime(2022, 1, 11))
    directory = Directory((Department(name=LEAD), Department(name=OTHER)))
    return Ground((registered,), directory, (PLAN,))


def outcome(
    connection: Connection,
    ground: Ground,
    before: Mapping[RowKey, tuple[Accepted, ...]],
    lights: Mapping[str, Light],
) -> object:
    """Return what earlier months matter for in judging: standings and states."""
    now = entries.of_period(connection, NOW.label)
    printed = {(PLAN.id, row): light for row, light in lights.items()}
    terms = ground.plan(PLAN.id).terms
    standings = judge(PLAN, ground.directory, now, before, printed, NOW, date(2022, 10, 2), terms)
    lives = Lives.of(connection, ground, PLAN, NOW, now, before)
    return standings, [lives.state(row) for row in PLAN.row_ids]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(reports=told, lights=lit, run=st.sampled_from(("0", "2", "3")))
def test_judging_is_as_with_every_month(
    store: Store, reports: dict[tuple[RowKey, str], Entry | None], lights: dict[str, Light], run: str
) -> None:
    """Standings, states and the whole record are those that all earlier months give."""
    with store.transaction() as connection:
        keep(connection, reports, lights)
        settled = ground(run)
        whole = entries.history(connection, NOW.label)
        part = months_before(connection, settled, NOW.label, entries.of_period(connection, NOW.label))
        assert all(whole[key][-len(reports) :] == reports for key, reports in part.items())
        assert outcome(connection, settled, part, lights) == outcome(connection, settled, whole, lights)
        now = entries.of_period(connection, NOW.label)
        lives = Lives.of(connection, settled, PLAN, NOW, now, whole)
        record = in_order(change for row in PLAN.row_ids for change in lives.log(row))
        known = Lives.of(connection, settled, PLAN, NOW, now, part)
        assert log_of(connection, known, ()) == record


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(reports=told)
def test_forms_are_told_as_with_every_month(
    store: Store, reports: dict[tuple[RowKey, str], Entry | None]
) -> None:
    """
    What a form says again of a row is what all earlier months come to, what was said of nodes among it.

    It is among what judging looks back to, so that who judges need not read it again.
    """
    with store.transaction() as connection:
        keep(connection, reports, {})
        found = said_before(connection, ground("2"), NOW.label)
        assert last_of(months_before(connection, ground("2"), NOW.label, {})) == found
        for key, months in entries.history(connection, NOW.label).items():
            plain = latest(months)
            nodes = next((one.entry.nodes for one in reversed(months) if one.entry.nodes), ())
            if plain is None:
                assert key not in found
            else:
                expected = plain.entry.nodes or nodes
                assert found[key] == replace(plain, entry=replace(plain.entry, nodes=expected))


def test_only_what_matters_is_read(store: Store) -> None:
    """A row that reported last month brings that month alone; asked for whole, it brings all."""
    entry = Entry(plan=PLAN.id, id="1.1", value=5.0, status=Status.ONGOING, progress="按计划推进。")
    with store.transaction() as connection:
        keep(connection, {(KEYS[0], month): entry for month in MONTHS}, {})
        short = months_before(connection, ground("2"), NOW.label, {})
        whole = months_before(connection, ground("2"), NOW.label, {}, {"1.1"})
    assert [report.period for report in short[KEYS[0]]] == [MONTHS[-1]]
    assert [report.period for report in whole[KEYS[0]]] == list(MONTHS)
