"""Folders of what a clerk enters for departments."""

from __future__ import annotations

import pytest

from toolkit.intake.on_behalf import UNSAID, sourced, told
from toolkit.model.files import FileKind, Reading
from toolkit.model.returns import Return


@pytest.mark.parametrize(
    ("folder", "source"),
    [
        ("代录 电话，李主任，6月24日", "电话，李主任，6月24日"),
        ("代录（电话，李主任，6月24日）", "电话，李主任，6月24日"),
        ("代录：传真", "传真"),
        ("代录-书面", "书面"),
        ("代录", UNSAID),
        ("代录（）", UNSAID),
        ("交代录入", None),
        ("县财政局", None),
        ("", None),
    ],
)
def test_folder_names_the_source(folder: str, source: str | None) -> None:
    """The rest of the name is the source, none where there is no rest; another folder is none of ours."""
    assert told(folder) == source


def test_a_form_keeps_its_own_source() -> None:
    """A form that says how it was told is believed before its folder; parts of a file are told alike."""
    return_ = Return(department="县财政局", period="2022-06", plans=())
    own = Return(department="县财政局", period="2022-06", plans=(), source="电话")

    assert sourced(Reading(kind=FileKind.RETURN, return_=own), "传真").return_ == own
    assert [part.source for part in sourced(Reading(parts=(return_, own)), "传真").parts] == ["传真", "电话"]
    assert sourced(Reading(fault="打不开"), "传真") == Reading(fault="打不开")
