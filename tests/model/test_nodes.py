"""Days on the way, as a return gives them and a plan keeps them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.nodes import amended, differences, planned
from toolkit.model.plan import Node
from toolkit.model.returns import NodeSaid

MAY, SEPTEMBER = date(2022, 5, 31), date(2022, 9, 30)
DRAFT = Node(name="起草办法", due=MAY)
HALF = Node(name="过半", due=SEPTEMBER, value=30.0)

_SAID = st.lists(
    st.builds(
        NodeSaid,
        name=st.sampled_from(["甲", "乙", "丙"]),
        due=st.none() | st.dates(date(2022, 1, 1), date(2022, 12, 31)),
        value=st.sampled_from([None, 1.0]),
    ),
    max_size=6,
)


def test_nodes_are_kept_earliest_first() -> None:
    """However they were written down, the earlier day comes first; one without a day promises nothing."""
    said = (
        NodeSaid(name="过半", due=SEPTEMBER, value=30.0),
        NodeSaid(name="起草办法", due=MAY),
        NodeSaid(name="某时"),
    )

    assert planned(said) == (DRAFT, HALF)


def test_of_one_name_the_first_line_counts() -> None:
    """A name written twice is one node."""
    assert planned((NodeSaid(name="起草办法", due=MAY), NodeSaid(name="起草办法", due=SEPTEMBER))) == (DRAFT,)


def test_differences_are_told_in_words() -> None:
    """Another day, another figure and a node that is new are told; one left out is not."""
    said = (NodeSaid(name="起草办法", due=SEPTEMBER), NodeSaid(name="上会", due=SEPTEMBER))

    assert differences((DRAFT, HALF), said) == (
        "新增“上会”（2022年9月30日）",
        "“起草办法”由2022年5月31日改为2022年9月30日",
    )
    assert differences((HALF,), (NodeSaid(name="过半", due=SEPTEMBER, value=None),)) == (
        "“过半”应达值由30改为空白",
    )


@given(_SAID)
def test_what_is_registered_as_said_does_not_differ(said: list[NodeSaid]) -> None:
    """A return that says again what it said asks for nothing."""
    assert differences(planned(said), said) == ()


@given(_SAID, _SAID)
def test_what_is_agreed_to_is_asked_no_more(before: list[NodeSaid], said: list[NodeSaid]) -> None:
    """Once a change is agreed to, the same return departs from nothing; nodes it left out stay."""
    agreed = amended(planned(before), said)

    assert differences(agreed, said) == ()
    assert {node.name for node in planned(before)} <= {node.name for node in agreed}
