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
