"""The nouns as JSON text: written short, and read as it was written before."""

from __future__ import annotations

from datetime import date, datetime

from toolkit.model.cells import Cells, columns_of
from toolkit.model.returns import Entry, NodeSaid, Return, Status
from toolkit.store.payload import dump, load

BEFORE = (
    '{"plan":"云溪提升","id":"20.2","value":82.2,"unit":"%","raw":"82.2","approximate":false,"unchanged":false,'
    '"status":"推进中","status_raw":"推进中","completed_on":null,"completed_raw":"","progress":"整改77个。","problems":"",'
    '"next_steps":"","coordination":"","evidence":"","adjust_to":"","issued_target":"≥90","issued_due":"2022-12-31",'
    '"issued_id":"20.2","issued_previous":"80","remark":"","repeats":0,"cells":{"id":"填报表!A62","task":"填报表!B62",'
    '"value":"填报表!I62","status":"填报表!J62"},"repairs":[],"unreadable":{},"doubtful":{},"nodes":[]}'
)
"""An entry as stores have it that were written before cells and defaults were left out."""

ENTRY = Entry(
    plan="云溪提升",
    id="20.2",
    value=82.2,
    unit="%",
    raw="82.2",
    status=Status.ONGOING,
    status_raw="推进中",
    progress="整改77个。",
    issued_target="≥90",
    issued_due="2022-12-31",
    issued_id="20.2",
    issued_previous="80",
    cells=Cells("填报表", "62", columns_of({"id": "A", "task": "B", "value": "I", "status": "J"})),
)


def test_what_was_stored_before_is_read() -> None:
    """An entry with every field and its cells at length is read as the one that is written short today."""
    assert load(Entry, BEFORE) == ENTRY
    whole = f'{{"department":"甲局","period":"2022-06","plans":["云溪提升"],"entries":[{BEFORE}],"round":1,"answers":[]}}'
    assert load(Return, whole) == Return(
        department="甲局", period="2022-06", plans=("云溪提升",), entries=(ENTRY,)
    )


def test_an_entry_is_written_short() -> None:
    """What is as it is by default is left out, cells are one text, and both come back."""
    text = dump(Entry, ENTRY)
    assert text == (
        '{"plan":"云溪提升","id":"20.2","value":82.2,"unit":"%","raw":"82.2","status":"推进中","status_raw":"推进中",'
        '"progress":"整改77个。","issued_target":"≥90","issued_due":"2022-12-31","issued_id":"20.2","issued_previous":"80",'
        '"cells":"填报表!62:aAbBiIjJ"}'
    )
    assert load(Entry, text) == ENTRY


def test_a_nought_is_no_default() -> None:
    """A figure 0 is kept: it is not the same as none."""
    assert load(Entry, dump(Entry, Entry(plan="p", id="1", value=0.0))).value == 0.0
    assert load(Entry, dump(Entry, Entry(plan="p", id="1"))).value is None


def test_all_that_can_be_said_comes_back() -> None:
    """An entry and a return in which nothing is as by default come back as they were; cells on two sheets stay."""
    entry = Entry(
        plan="p",
        id="1",
        completed_on=date(2022, 6, 1),
        repairs=("全角",),
        unreadable={"value": "x"},
        doubtful={"unit": "y"},
        nodes=(NodeSaid(name="开工", due=date(2022, 3, 1), value=1.0),),
        cells={"id": "填报表!A62", "nodes": "节点安排!C2"},
        repeats=2,
        approximate=True,
    )
    return_ = Return(
        department="甲局",
        period="2022-06",
        plans=("p",),
        entries=(entry, ENTRY),
        plan_versions={"p": 1},
        header_cells={"filler": "填报表!F2"},
        marked=False,
        round=2,
        received=datetime(2022, 6, 24, 9),
        answers=(("填报表!A1", "是"),),
    )
    assert load(Return, dump(Return, return_)) == return_
