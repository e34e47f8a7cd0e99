"""旁证：what others say of the same rows, who they are to one another, and the files kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from toolkit.model.returns import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.returns import Entry


class Said(NamedTuple):
    """What a department says of a row this period; ``value`` is in the target's unit."""

    department: str
    value: float | None = None
    status: Status | None = None

    @classmethod
    def of(cls, department: str, entry: Entry) -> Said:
        """Return what an entry says."""
        return cls(department, entry.value, entry.status)


@dataclass(frozen=True, slots=True)
class Parties:
    """
    Who has to do with a task, in canonical names.

    ``leads`` are named one by one, the first first; ``members`` answer as part of a group (各乡镇), each for its own
    part; ``supports`` help, or guide the lead where ``guided`` (practice 1: 帮扶).
    """

    leads: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()
    supports: frozenset[str] = frozenset()
    guided: bool = False

    @property
    def several(self) -> bool:
        """Whether more than one department reports on the task and one of them for the whole."""
        return len(self.leads) > 1 or bool(self.leads and self.members)


class Place(NamedTuple):
    """Where a file is kept as well: beside whose return of which period."""

    department: str
    period: str


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A file kept beside the return: ``rows`` are plan and row it is about, where that is known.

    ``elsewhere`` are further returns the same bytes are kept beside.  ``earlier`` says that it came with a return of an
    earlier period, which may be named again and is no evidence of this one's.
    """

    file: str
    sha256: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[Place, ...] = ()
    earlier: bool = False


NO_PARTIES = Parties()


def co_lead_apart(parties: Parties, mine: Said, others: Iterable[Said]) -> Said | None:
    """Return another lead that says something else of the row: other figures, or done against not done."""
    if mine.department not in parties.leads:
        return None
    leads = (other for other in others if other.department in parties.leads)
    return next((other for other in leads if _figures_apart(mine, other) or _claims_apart(mine, other)), None)


def total_apart(parties: Parties, mine: Said, others: Iterable[Said]) -> tuple[Said, float] | None:
    """
    Return the lead that answers for the whole, and the parts' sum, where that is more than its total.

    Nothing while the lead is silent; parts that are missing yet keep the sum low and prove nothing.
    """
    everyone = (mine, *others)
    first = parties.leads[0] if parties.leads else ""
    whole = next((one for one in everyone if one.department == first and one.value is not None), None)
    concerned = mine.department == first or mine.department in parties.members
    if whole is None or whole.value is None or not concerned:
        return None
    parts = sum(one.value for one in everyone if one.department in parties.members and one.value is not None)
    return (whole, parts) if parts > whole.value else None


def supporter_apart(parties: Parties, mine: Said, others: Iterable[Said]) -> Said | None:
    """Return the lead that says something else than a supporter does, or the supporter where this is the lead."""
    first = parties.leads[0] if parties.leads else ""
    wanted = parties.supports if mine.department == first else {first}
    if mine.department != first and mine.department not in parties.supports:
        return None
    found = (other for other in others if other.department in wanted)
    return next((other for other in found if _figures_apart(mine, other) or _claims_apart(mine, other)), None)


def contradicted(parties: Parties, mine: Said, others: tuple[Said, ...]) -> bool:
    """Whether any rule between departments may have something to ask about a row."""
    return bool(
        co_lead_apart(parties, mine, others)
        or total_apart(parties, mine, others)
        or supporter_apart(parties, mine, others)
    )


def _figures_apart(one: Said, other: Said) -> bool:
    return one.value is not None and other.value is not None and one.value != other.value


def _claims_apart(one: Said, other: Said) -> bool:
    """Whether one claims what the other denies; 申请调整 is neither."""
    claims = {one.status, other.status}
    return Status.DONE in claims and bool(claims & {Status.ONGOING, Status.NOT_STARTED})
