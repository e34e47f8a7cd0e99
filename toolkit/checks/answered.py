"""单位说明：a question the department has answered is told, and not asked again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.checks.row import said
from toolkit.model.findings import Severity
from toolkit.model.layout import ANSWERED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.model.findings import Finding
    from toolkit.model.returns import Return


def answers_of(return_: Return) -> dict[str, str]:
    """Return what the department answered, by what it is about; an answer of 无 is none."""
    found: dict[str, list[str]] = {}
    for about, text in return_.answers:
        if said(text) and text not in found.setdefault(about, []):
            found[about].append(text)
    return {about: "；".join(texts) for about, texts in found.items()}


def with_answer(finding: Finding, answers: Mapping[str, str]) -> Finding:
    """
    Return a question as a notice that repeats the answer to it; any other finding as it is.

    A fault that has to be mended is not explained away.
    """
    answer = answers.get(finding.cell or finding.id or finding.found, "")
    if finding.severity is not Severity.WARNING or not answer:
        return finding
    return replace(finding, severity=Severity.NOTICE, found=f"{finding.found}{ANSWERED}{answer}", todo="")
