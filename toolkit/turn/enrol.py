"""Give files their rows: a verdict each, and what a return says where it was accepted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.model.files import FileKind, Verdict, gravest
from toolkit.model.findings import Severity
from toolkit.store import drops, entries
from toolkit.turn import claims, evidence, form_faults, rows, unpacking
from toolkit.turn.decide import accept, excused, judge_return
from toolkit.turn.papers import goes_back
from toolkit.turn.reading import Filed, filed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.store.form_faults import FormFault
    from toolkit.turn.gather import Piece, Shelf
    from toolkit.turn.groups import Group
    from toolkit.turn.memory import Memory


@dataclass(slots=True)
class Register:
    """Enrols the files of one turn, in order; ``rivals`` are the departments whose files contradict one another."""

    office: Office
    memory: Memory
    shelf: Shelf
    rivals: claims.Rivals = field(default_factory=frozenset)

    def enrol(self, connection: Connection, group: Group) -> list[Drop]:
        """
        Keep the rows of the files of one group and return them, the file's own before those of its parts.

        Of returns of which nothing goes back, what they say is kept and not returned: rows pile up until a turn ends.
        """
        found = [drop for unit in group.units for drop in self._unit(connection, unit)]
        closed = [self._closed(connection, piece) for piece in group.pieces if piece.members]
        final = {drop.seq: _let_go(drop) for drop in (*found, *closed)}
        for piece in group.pieces:
            piece.drop = final.get(piece.drop.seq, piece.drop) if piece.drop else None
        return [final[drop.seq] for drop in found]

    def _unit(self, connection: Connection, unit: tuple[Piece, ...]) -> Iterator[Drop]:
        (piece, *others) = unit
        if others:
            return self._joined(connection, unit)
        if piece.members:
            return iter([self._keep(connection, piece, self._row(piece, Verdict.HELD, ""))])
        return self._aside(connection, piece) or self._one(connection, piece)

    def _closed(self, connection: Connection, whole: Piece) -> Drop:
        """Give an archive its verdict, after those of its files; it is of whom the one return in it is of."""
        parts = [piece.drop for piece in whole.members if piece.drop]
        assert whole.drop is not None  # noqa: S101  (its row comes before those of its files)
        told = [(piece.name, piece.drop.verdict, piece.drop.reason) for piece in whole.members if piece.drop]
        verdict, reason = unpacking.verdict_of(told, whole.understood.notes)
        drop = replace(whole.drop, verdict=verdict, reason=reason)
        returns = [part for part in parts if part.kind is FileKind.RETURN]
        if len(returns) == 1:
            (one,) = returns
            drop = replace(drop, plan=one.plan, department=one.department, period=one.period)
        drops.rewrite(connection, drop)
        whole.drop = drop
        return drop

    def _aside(self, connection: Connection, piece: Piece) -> Iterator[Drop] | None:
        """Enrol what is not judged: evidence, what has no bytes, and what had its row before its archive."""
        if piece.drop:
            if piece.whole and piece.whole.drop:
                drops.adopt(connection, piece.drop.seq, piece.whole.drop.seq)
            return iter(())
        if piece.aside:
            verdict = Verdict.IGNORED if piece.found.passed else Verdict.REFUSED
            blank = replace(self._row(piece, verdict, piece.aside), kind=FileKind.UNKNOWN)
            return iter([self._keep(connection, piece, blank)])
        if piece.home:
            stray = evidence.decided(self._row(piece, Verdict.HELD, ""), piece.home)
            drop = self._keep(connection, piece, stray)
            evidence.keep(connection, drop, piece.home)
            return iter([drop])
        return None

    def _one(self, connection: Connection, piece: Piece) -> Iterator[Drop]:
        told = piece.understood
        original = piece.original or (piece.first.drop if piece.first else None)
        if original is not None:
            copy = self._below(piece, rows.copy_of(self.office, piece, original))
            yield self._keep(connection, piece, copy)
        elif told.fault or not told.claims:
            verdict = Verdict.HELD if told.hold and not told.fault else Verdict.REFUSED
            yield self._keep(
                connection, piece, self._row(piece, verdict, told.fault or told.hold or rows.UNKNOWN)
            )
        elif len(told.claims) == 1:
            (own,) = self.shelf.returns(piece)
            yield self._return(connection, piece, own, self._row(piece, Verdict.HELD, ""))
        else:
            yield from self._parts(connection, piece)

    def _parts(self, connection: Connection, piece: Piece) -> Iterator[Drop]:
        """Enrol a file in which several departments report: the file, and each department's part as its own return."""
        whole = self._keep(connection, piece, self._row(piece, Verdict.HELD, piece.understood.hold))
        parts = []
        for own in self.shelf.returns(piece):
            row = self._row(piece, Verdict.HELD, "")
            row = replace(row, path=f"{row.path}#{own.department}", file=f"{row.file}#{own.department}")
            parts.append(self._return(connection, piece, own, replace(row, parent=whole.seq)))
        reason = "；".join(f"{part.department}：{part.verdict.chinese}，{part.reason}" for part in parts)
        verdict = gravest(part.verdict for part in parts)
        drops.change_verdict(connection, whole.seq, verdict, reason)
        piece.drop = replace(whole, verdict=verdict, reason=reason)
        yield piece.drop
        yield from parts

    def _return(self, connection: Connection, piece: Piece, own: Filed, blank: Drop) -> Drop:
        """Enrol one return: held, or judged and what it says kept."""
        hold = piece.understood.hold
        if (own.department, own.period) in self.rivals and not hold:
            hold = claims.rivalry(own.department, own.period)
        if hold:
            held = replace(_named(blank, own), verdict=Verdict.HELD, reason=hold)
            return self._keep(connection, piece, held)
        own, faults = self._as_of_now(connection, own)
        form_faults.keep(connection, faults)
        judged = replace(
            _named(blank, own),
            verdict=own.verdict,
            reason=own.reason,
            round=own.round,
            findings=own.findings,
        )
        drop = self._keep(connection, piece, judged)
        self._accept(connection, drop, own, {})
        return drop

    def _as_of_now(self, connection: Connection, own: Filed) -> tuple[Filed, tuple[FormFault, ...]]:
        """Judge again where a return before it in this turn changed what the worker knew."""
        memory, office = self.memory, self.office
        if memory.tells_more(office, connection, own):
            judged = judge_return(office, connection, memory, own.return_)
        elif any(finding.severity is Severity.ERROR for finding in own.findings):
            judged = excused(office, connection, memory, own.judged)
            if judged.findings == own.findings:
                return own, judged.faults
        else:
            return own, ()
        return filed(memory.desk(office), judged), judged.faults

    def _joined(self, connection: Connection, pieces: tuple[Piece, ...]) -> Iterator[Drop]:
        """Enrol several files of one department that agree: the first carries the return, each row its own file."""
        owns = [own for piece in pieces for own in self.shelf.returns(piece)]
        return_, origin = claims.joined([own.return_ for own in owns])
        judged = judge_return(self.office, connection, self.memory, return_)
        own = filed(self.memory.desk(self.office), judged)
        form_faults.keep(connection, judged.faults)
        told = f"{own.reason}；与“{'”“'.join(return_.joined)}”合并登记"
        blank = replace(
            _named(self._row(pieces[0], own.verdict, told), own), round=own.round, findings=own.findings
        )
        first = self._keep(connection, pieces[0], blank)
        found = [first]
        for piece in pieces[1:]:
            row = self._row(piece, own.verdict, f"已与“{first.file}”合并登记，处理结果相同")
            row = replace(_named(row, own), payload="", round=own.round, parent=first.seq)
            found.append(self._keep(connection, piece, row))
        self._accept(connection, first, own, {key: found[place].seq for key, place in origin.items()})
        yield from found

    def _accept(
        self, connection: Connection, drop: Drop, own: Filed, origin: dict[tuple[str, str], int]
    ) -> None:
        questioned = {finding.id for finding in own.findings if finding.severity is Severity.WARNING}
        payloads, seq = own.entries, drop.seq
        accepted = [
            entries.Row(
                plan,
                id_,
                payloads[at],
                marks,
                origin.get((plan, id_), seq) if origin else seq,
                id_ in questioned,
            )
            for at, plan, id_, marks in own.own
        ]
        accept(connection, self.memory, drop, accepted, own.prints)

    def _row(self, piece: Piece, verdict: Verdict, reason: str) -> Drop:
        return self._below(piece, rows.row(self.office, piece, piece.understood.kind, verdict, reason))

    @staticmethod
    def _below(piece: Piece, drop: Drop) -> Drop:
        """Let the row of an archive's file name the archive's."""
        return replace(drop, parent=piece.whole.drop.seq) if piece.whole and piece.whole.drop else drop

    def _keep(self, connection: Connection, piece: Piece, drop: Drop) -> Drop:
        kept = replace(drop, archive=piece.archive, leaving=True)
        piece.drop = replace(kept, seq=drops.add(connection, kept))
        return piece.drop


def _let_go(drop: Drop) -> Drop:
    return replace(drop, payload="") if drop.kind is FileKind.RETURN and not goes_back(drop) else drop


def _named(blank: Drop, own: Filed) -> Drop:
    return replace(
        blank,
        kind=FileKind.RETURN,
        plan=own.plan,
        department=own.department or None,
        period=own.period or None,
        source=own.source,
        payload=own.payload,
    )
