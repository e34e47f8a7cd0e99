"""One look over files that were read: the verdict each would get, nothing kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.model.files import FileKind, Reading, Receipt, Verdict, gravest
from toolkit.plans import confirm
from toolkit.store import drops
from toolkit.turn import decisions, scan, unpacking
from toolkit.turn.decide import judge_return
from toolkit.turn.evidence import Surroundings, proves_more
from toolkit.turn.isolated import isolated
from toolkit.turn.judged import digest
from toolkit.turn.memory import Memory
from toolkit.turn.openings import last_month
from toolkit.turn.plan_files import doubt, read_plan
from toolkit.turn.rows import UNKNOWN, same_as
from toolkit.turn.together import Together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from toolkit.intake.evidence import Home
    from toolkit.model.evidence import Evidence
    from toolkit.model.returns import Return
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.ground import Ground
    from toolkit.turn.scan import Found


@dataclass(slots=True)
class Seen:
    """One entry: its name as given, and what it is and says; ``early`` is the end of one that was not opened."""

    given: str
    entry: Found
    early: tuple[Verdict, str] | None = None
    sha256: str = ""
    data: bytes = b""
    reading: Reading = field(default_factory=lambda: Reading(fault="没有读出内容"))
    members: list[Seen] = field(default_factory=list)

    @property
    def relative(self) -> str:
        """Its path below the folder that was given."""
        return scan.display(self.entry.relative)

    def bytes(self) -> bytes:
        """Return the file's content, read again unless it came out of an archive."""
        return self.data or scan.read(self.entry)


@dataclass(frozen=True, slots=True)
class Look:
    """One look over many files; ``seen`` keeps what each content came to, so that a copy is told as one."""

    office: Office
    connection: Connection
    memory: Memory
    together: Together
    surroundings: Surroundings
    archived: frozenset[str]
    settled: Mapping[str, Drop]
    seen: dict[str, Receipt] = field(default_factory=dict)
    said: dict[tuple[str, str, str], Receipt] = field(default_factory=dict)

    @classmethod
    def over(cls, office: Office, connection: Connection, ground: Ground, seen: Sequence[Seen]) -> Look:
        """Prepare a look over files, each of which may be a rival or the home of another."""
        everything = [each for one in in_turn(seen) for each in (one, *one.members)]
        surroundings = Surroundings(office, connection, ground)
        for one in everything:
            for return_ in _returns(one.reading):
                surroundings.add(one.relative, return_)
        archived = frozenset(member.given for one in seen for member in one.members)
        settled = drops.settled_among(connection, {one.sha256 for one in everything if one.sha256})
        fresh = ((one.sha256, one.reading) for one in everything if one.sha256 not in settled)
        together = Together.of(fresh)
        memory = Memory(ground)
        memory.files.coming = tuple(_coming(surroundings, everything, archived))
        return cls(office, connection, memory, together, surroundings, archived, settled)

    def at(self, one: Seen) -> Receipt:
        """Return the record of one entry."""
        if one.early:
            return self._receipt(one, FileKind.UNKNOWN, *one.early)
        home = self.surroundings.home(one.reading, one.relative, archived=one.given in self.archived)
        if original := self.settled.get(one.sha256):
            if not proves_more(home, original):
                return self._copy(one, original, same_as(original))
        elif (first := self.seen.get(one.sha256)) and not proves_more(home, first):
            return self._copy(one, first, f"与同时放入的“{Path(first.file).name}”完全相同")
        receipt = self._fresh(one, home)
        self.seen.setdefault(one.sha256, receipt)
        return receipt

    def _copy(self, one: Seen, original: Drop | Receipt, reason: str) -> Receipt:
        if original.verdict is Verdict.REFUSED:
            return self._receipt(one, original.kind, Verdict.REFUSED, original.reason)
        copy = self._receipt(one, original.kind, Verdict.DUPLICATE, reason)
        return replace(copy, plan=original.plan, department=original.department, period=original.period)

    def _fresh(self, one: Seen, home: Home | None) -> Receipt:
        reading = one.reading
        if one.members:
            return self._archive(one)
        if home and home.evidence:
            kept = self._receipt(one, FileKind.EVIDENCE, Verdict.ACCEPTED, home.reason)
            return replace(kept, department=home.evidence.department, period=home.evidence.period)
        if home:
            return self._receipt(one, FileKind.EVIDENCE, Verdict.HELD, home.hold)
        if reading.fault:
            return self._receipt(one, reading.kind, Verdict.REFUSED, reading.fault)
        if reading.parts:
            return self._parts(one)
        return self._return(one, reading.return_) if reading.return_ or reading.hold else self._plan(one)

    def _archive(self, one: Seen) -> Receipt:
        """Judge every file of an archive; where one alone is a return, the archive stands for it."""
        members = tuple(map(self.at, one.members))
        told = [(scan.display(Path(m.file).name), m.verdict, m.reason) for m in members]
        whole = self._receipt(one, FileKind.ARCHIVE, *unpacking.verdict_of(told, one.reading.notes))
        returns = [m for m in members if m.kind is FileKind.RETURN]
        if len(returns) == 1:
            whole = _like(whole, returns[0])
        return replace(whole, members=members)

    def _parts(self, one: Seen) -> Receipt:
        """Judge the part of each department in one file as a return of its own."""
        members = tuple(
            replace(self._return(one, part), file=f"{one.given}#{part.department}")
            for part in one.reading.parts
        )
        reason = "；".join(f"{m.department}：{m.verdict.chinese}，{m.reason.rstrip('。')}" for m in members)
        whole = self._receipt(one, FileKind.RETURN, gravest(m.verdict for m in members), reason)
        return replace(whole, members=members)

    def _return(self, one: Seen, return_: Return | None) -> Receipt:
        reading = one.reading
        if hold := reading.hold or (self.together.rivalry(return_) if return_ else ""):
            held = self._receipt(one, reading.kind, Verdict.HELD, hold)
            return _named(held, return_) if return_ else held
        if return_ is None:
            return self._receipt(one, reading.kind, Verdict.REFUSED, UNKNOWN)
        joint = self.together.joints.get(one.sha256)
        if joint is None:
            return self._again(one, return_) or self._judged(one, return_)
        if joint.first == one.sha256:
            judged = self._judged(one, joint.return_)
            others = "”“".join(joint.return_.joined)
            return replace(judged, reason=f"{judged.reason}；与“{others}”合并登记")
        first = self.seen[joint.first]
        told = f"已与“{Path(first.file).name}”合并登记，处理结果相同"
        return replace(first, file=one.given, sha256=one.sha256, reason=told, return_=return_)

    def _judged(self, one: Seen, return_: Return) -> Receipt:
        own = replace(return_, sha256=one.sha256)
        judged = judge_return(self.office, self.connection, self.memory, own)
        receipt = self._receipt(one, FileKind.RETURN, judged.verdict, judged.reason)
        found = replace(_named(receipt, judged.return_), findings=judged.findings)
        if judged.verdict.taken:
            self.said[_mark(return_)] = found
            self.memory.hear(judged.return_)
        return found

    def _again(self, one: Seen, return_: Return) -> Receipt | None:
        """Return a copy's record where a file beside it, saved anew, said the very same and was taken."""
        first = self.said.get(_mark(return_))
        if first is None:
            return None
        when = f"{self.office.as_of.month}月{self.office.as_of.day}日"
        return self._copy(one, first, f"内容与{when}收到的“{Path(first.file).name}”相同，不重复登记")

    def _plan(self, one: Seen) -> Receipt:
        kind, directory = one.reading.kind, self.memory.ground.directory
        if kind is FileKind.DECISIONS:
            return self._receipt(one, kind, *decisions.seen(self.office, self.connection, one.bytes()))
        try:
            if kind is FileKind.DIRECTORY:
                read = isolated(confirm.read_directory, one.bytes(), directory)
                reason = f"单位名录，{len(read.directory.departments)}家单位"
                return self._receipt(one, kind, Verdict.ACCEPTED, reason)
            if kind is FileKind.PLAN_WORKBOOK:
                plan = isolated(confirm.read, one.bytes(), directory).plan
            elif kind is FileKind.PLAN:
                plan = isolated(read_plan, one.bytes(), Path(one.given).name, last_month(self.office))
            else:
                return self._receipt(one, kind, Verdict.REFUSED, UNKNOWN)
        except ToolkitError as error:
            return self._receipt(one, kind, Verdict.REFUSED, str(error))
        if not plan.tasks:
            reason = "没有从中读出任务，不像方案文件"
            return self._receipt(one, FileKind.UNKNOWN, Verdict.REFUSED, reason)
        if kind is FileKind.PLAN and (reason := doubt(plan)):
            told = self._receipt(one, FileKind.UNKNOWN, Verdict.HELD, reason)
        else:
            reason = f"方案“{plan.title}”，{len(plan.tasks)}项任务"
            told = replace(self._receipt(one, kind, Verdict.ACCEPTED, reason), plan=plan.id)
        return told

    def _receipt(self, one: Seen, kind: FileKind, verdict: Verdict, reason: str) -> Receipt:
        return Receipt(
            file=one.given,
            sha256=one.sha256,
            received=self.office.as_of,
            kind=kind,
            verdict=verdict,
            reason=reason,
        )


def in_turn(seen: Iterable[Seen]) -> list[Seen]:
    """Return entries in the order they are decided: archives last, since a file beside one may lie in it as well."""
    return sorted(seen, key=lambda one: bool(one.members))


def _coming(surroundings: Surroundings, seen: Iterable[Seen], archived: frozenset[str]) -> Iterator[Evidence]:
    """Yield what would be kept as evidence, so that the order of files tells nothing."""
    for one in seen:
        home = surroundings.home(one.reading, one.relative, archived=one.given in archived)
        if home and home.evidence:
            yield replace(home.evidence, file=scan.display(one.entry.path.name), sha256=one.sha256)


def _returns(reading: Reading) -> Iterator[Return]:
    yield from reading.parts
    if reading.return_:
        yield reading.return_


def _mark(return_: Return) -> tuple[str, str, str]:
    """Return what two returns share if they are of one department and period and say the same."""
    return return_.department, return_.period, digest(return_)


def _named(receipt: Receipt, return_: Return) -> Receipt:
    return replace(
        receipt,
        plan=return_.plans[0] if len(return_.plans) == 1 else None,
        plans=return_.plans,
        department=return_.department or None,
        period=return_.period or None,
        round=return_.round,
        return_=return_,
    )


def _like(whole: Receipt, one: Receipt) -> Receipt:
    """Let an archive be found by the one return in it."""
    return replace(
        whole,
        plan=one.plan,
        plans=one.plans,
        department=one.department,
        period=one.period,
        round=one.round,
        return_=one.return_,
        findings=one.findings,
    )
