"""The JSON of ``run.py inspect --json``: a receipt as other people's scripts read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.model.files import Receipt
    from toolkit.model.findings import Finding
    from toolkit.model.returns import Entry


def to_json(receipt: Receipt) -> dict[str, Any]:
    """
    Return a receipt in the shape of ``inspect``.

    A return over several plans has ``plans``, and names the plan on every entry and finding.  ``members`` are the
    files of an archive, or the departments of one file, as records of the same shape; ``source`` is there for what
    the office entered on a department's behalf.
    """
    several = len(receipt.plans) > 1
    entries = receipt.return_.entries if receipt.return_ else ()
    record: dict[str, Any] = {
        "file": receipt.file,
        "sha256": receipt.sha256,
        "kind": receipt.kind.value,
        "verdict": receipt.verdict.value,
        "reason": receipt.reason,
        "plan": receipt.plan,
        "department": receipt.department,
        "period": receipt.period,
        "entries": [_entry(entry, several=several) for entry in entries],
        "findings": [_finding(finding, several=several) for finding in receipt.findings],
    }
    if several:
        record["plans"] = list(receipt.plans)
    if receipt.source:
        record["source"] = receipt.source
    if receipt.members:
        record["members"] = [to_json(member) for member in receipt.members]
    return record


def _entry(entry: Entry, *, several: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": entry.id,
        "value": entry.value,
        "unit": entry.unit,
        "raw": entry.raw,
        "status": entry.status.value if entry.status else None,
        "completed_on": entry.completed_on.isoformat() if entry.completed_on else None,
        "progress": entry.progress,
        "cells": dict(entry.cells),
    }
    if entry.repairs:
        record["repairs"] = list(entry.repairs)
    return record | {"plan": entry.plan} if several else record


def _finding(finding: Finding, *, several: bool) -> dict[str, Any]:
    record = {
        "code": finding.code,
        "severity": finding.severity.value,
        "cell": finding.cell,
        "id": finding.id,
        "found": finding.found,
        "wanted": finding.wanted,
        "todo": finding.todo,
    }
    return record | {"plan": finding.plan} if several else record
