"""Returns that lie here at once, for a look that keeps nothing: which contradict, and which make one return."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from toolkit.turn import claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toolkit.model.files import Reading
    from toolkit.model.returns import Return


class Joint(NamedTuple):
    """One return out of several files, and the hash of the first of them, which carries it."""

    first: str
    return_: Return


@dataclass(frozen=True, slots=True)
class Together:
    """``rivals`` contradict one another; ``joints`` are by the hash of every file that goes into one."""

    rivals: claims.Rivals = frozenset()
    joints: Mapping[str, Joint] = field(default_factory=dict)

    @classmethod
    def of(cls, read: Iterable[tuple[str, Reading]]) -> Together:
        """Look over readings, each with its hash, in the order they are decided; a copy counts once."""
        rivals: set[tuple[str, str]] = set()
        joints: dict[str, Joint] = {}
        for key, found in _claimed(read).items():
            returns = [return_ for _, return_, _ in found]
            stand = claims.stand(returns, alone=all(alone for _, _, alone in found))
            if stand is claims.Stand.RIVALS:
                rivals.add(key)
            elif stand is claims.Stand.JOINED:
                joint = Joint(found[0][0], claims.joined(returns)[0])
                joints |= {sha256: joint for sha256, _, _ in found}
        return cls(frozenset(rivals), joints)

    def rivalry(self, return_: Return) -> str:
        """Return why a return has to wait for a person, ``""`` where none contradicts it."""
        key = return_.department, return_.period
        return claims.rivalry(*key) if key in self.rivals else ""


def _claimed(read: Iterable[tuple[str, Reading]]) -> dict[tuple[str, str], list[tuple[str, Return, bool]]]:
    """Return by department and period the returns, with the hash of each and whether it is its file's only one."""
    found: dict[tuple[str, str], list[tuple[str, Return, bool]]] = defaultdict(list)
    known: set[str] = set()
    for sha256, reading in read:
        if sha256 in known or reading.fault or reading.hold:
            continue
        known.add(sha256)
        returns = (*reading.parts, *([reading.return_] if reading.return_ else []))
        for return_ in returns:
            found[return_.department, return_.period].append((sha256, return_, len(returns) == 1))
    return found
