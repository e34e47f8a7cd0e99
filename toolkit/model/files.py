"""收件：what a dropped file is, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from toolkit.model.department import Directory
from toolkit.model.findings import Finding
from toolkit.model.plan import Plan
from toolkit.model.returns import Return


class FileKind(StrEnum):
    """What a file is, by what is inside it."""

    PLAN = "plan"
    PLAN_WORKBOOK = "plan-workbook"
    DIRECTORY = "directory"
    RETURN = "return"
    DECISIONS = "decisions"
    VERIFICATION = "verification"
    OPINION = "opinion"
    EVIDENCE = "evidence"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """处理结果: the one end of every file ever dropped."""

    ACCEPTED = "accepted"
    QUESTIONED = "questioned"
    RETURNED = "returned"
    HELD = "held"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    IGNORED = "ignored"

    @property
    def chinese(self) -> str:
        """The verdict as the receipt writes it."""
        return _CHINESE[self]

    @property
    def taken(self) -> bool:
        """Whether what the file says counts."""
        return self in {Verdict.ACCEPTED, Verdict.QUESTIONED}

    @property
    def goes_back(self) -> bool:
        """Whether the department is sent something: faults to mend, or questions."""
        return self in {Verdict.RETURNED, Verdict.QUESTIONED}

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to do something about the file."""
        return self in {Verdict.QUESTIONED, Verdict.RETURNED, Verdict.HELD, Verdict.REFUSED}


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict of a whole from those of its parts: the one somebody must do most about."""
    return max(verdicts, key=_GRAVITY.index, default=Verdict.IGNORED)


_GRAVITY = (
    Verdict.IGNORED,
    Verdict.DUPLICATE,
    Verdict.SUPERSEDED,
    Verdict.ACCEPTED,
    Verdict.QUESTIONED,
    Verdict.HELD,
    Verdict.RETURNED,
    Verdict.REFUSED,
)
_CHINESE = {
    Verdict.ACCEPTED: "已接收",
    Verdict.QUESTIONED: "已接收，有疑问待说明",
    Verdict.RETURNED: "退回修改",
    Verdict.HELD: "待认定",
    Verdict.DUPLICATE: "重复件",
    Verdict.SUPERSEDED: "已被新件取代",
    Verdict.REFUSED: "不予接收",
    Verdict.IGNORED: "略过",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    What the intake understood of one file, before any check.

    ``fault`` is a clerk's sentence when the file could not be understood at all (it is then refused);
    exactly one of ``plan``, ``return_``, ``parts`` and ``fault`` is set for a plan, a return, one file in which
    several departments report, and a failure.  With ``hold``, ``proposals`` are the departments it may come from,
    likeliest first: a person decides.  ``attachable`` is set for a whole file with nothing of ours in it (a picture,
    a document, a table of another kind): beside a return it is kept as evidence.
    """

    kind: FileKind = FileKind.UNKNOWN
    plan: Plan | None = None
    directory: Directory | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    return_: Return | None = None
    parts: tuple[Return, ...] = ()
    fault: str = ""
    hold: str = ""
    proposals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attachable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """
    One line of 收件回执: a file that was dropped, its verdict and the reason.

    ``source`` says how a 代录 was told (电话 and the like), ``""`` for what a department sent itself; ``members`` are
    the files of an archive, or the departments of one file.
    """

    file: str
    sha256: str
    received: datetime
    kind: FileKind
    verdict: Verdict
    reason: str
    plan: str | None = None
    department: str | None = None
    period: str | None = None
    round: int | None = None
    plans: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    return_: Return | None = None
    source: str = ""
    members: tuple[Receipt, ...] = ()
