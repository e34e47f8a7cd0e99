"""The JSON of inspect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from toolkit.intake.as_json import to_json
from toolkit.model.files import FileKind, Receipt, Verdict
from toolkit.model.findings import Finding, Severity
from toolkit.model.returns import Entry, Return, Status

ENTRY = Entry(
    plan="云溪提升",
    id="1.1",
    value=1.0,
    unit="个环节",
    raw="１个环节",
    status=Status.DONE,
    completed_on=date(2022, 6, 20),
    progress="已压减",
    cells={"value": "填报表!I4"},
)
RECEIPT = Receipt(
    file="a.xlsx",
    sha256="00",
    received=datetime(2022, 6, 24, 9, 0),
    kind=FileKind.RETURN,
    verdict=Verdict.RETURNED,
    reason="须修改1处",
    plan="云溪提升",
    department="县政务服务局",
    period="2022-06",
    plans=("云溪提升",),
    findings=(Finding(code="V02", severity=Severity.ERROR, cell="填报表!I4", id="1.1", plan="云溪提升"),),
    return_=Return(department="县政务服务局", period="2022-06", plans=("云溪提升",), entries=(ENTRY,)),
)


def test_a_return_is_written_as_agreed() -> None:
    """Entries and findings have the agreed keys, dates and words."""
    record = to_json(RECEIPT)
    assert record["entries"] == [
        {
            "id": "1.1",
            "value": 1.0,
            "unit": "个环节",
            "raw": "１个环节",
            "status": "已完成",
            "completed_on": "2022-06-20",
            "progress": "已压减",
            "cells": {"value": "填报表!I4"},
        }
    ]
    assert list(record["findings"][0]) == ["code", "severity", "cell", "id", "found", "wanted", "todo"]
    assert (record["kind"], record["verdict"]) == ("return", "returned")
    assert "plans" not in record


def test_a_return_over_several_plans_names_them() -> None:
    """With several plans every entry and finding says which."""
    record = to_json(replace(RECEIPT, plan=None, plans=("云溪提升", "云溪攻坚")))
    assert record["plans"] == ["云溪提升", "云溪攻坚"]
    assert record["entries"][0]["plan"] == record["findings"][0]["plan"] == "云溪提升"


def test_an_archive_has_its_members() -> None:
    """Its files are records of the same shape inside its own; other records have no such key."""
    whole = replace(
        RECEIPT, file="包.zip", kind=FileKind.ARCHIVE, members=(replace(RECEIPT, file="包.zip/a.xlsx"),)
    )
    record = to_json(whole)
    assert [member["file"] for member in record["members"]] == ["包.zip/a.xlsx"]
    assert record["kind"] == "archive"
    assert "members" not in record["members"][0]
    assert record["entries"] == record["members"][0]["entries"]


def test_what_was_repaired_and_who_told_it_is_said() -> None:
    """Repairs stand on their entry, the source of a 代录 on the file, and neither where there is none."""
    entry = replace(ENTRY, repairs=("１ 读作 1",))
    return_ = Return(department="县政务服务局", period="2022-06", plans=("云溪提升",), entries=(entry,))
    record = to_json(replace(RECEIPT, return_=return_, source="电话，6月24日"))
    assert record["entries"][0]["repairs"] == ["１ 读作 1"]
    assert record["source"] == "电话，6月24日"
    assert "source" not in to_json(RECEIPT)
