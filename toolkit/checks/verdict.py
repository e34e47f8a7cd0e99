"""处理结果：findings to one verdict with one reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.files import Verdict
from toolkit.model.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.findings import Finding


def verdict_of(findings: Iterable[Finding]) -> tuple[Verdict, str]:
    """Return returned for any error, questioned for any warning, else accepted; notices only tell."""
    severities = [finding.severity for finding in findings]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    if errors:
        asked = f"、请说明{warnings}处" if warnings else ""
        return Verdict.RETURNED, f"须修改{errors}处{asked}"
    if warnings:
        return Verdict.QUESTIONED, f"请说明{warnings}处"
    return Verdict.ACCEPTED, "审核通过"
