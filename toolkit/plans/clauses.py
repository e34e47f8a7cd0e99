"""分句：a number with the clause around it, and what it was read as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model.plan import Confidence

if TYPE_CHECKING:
    from toolkit.lang.quantities import Quantity
    from toolkit.model.plan import Basis, Comparator


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read as a commitment: how it binds, and by which rule of the grammar."""

    quantity: Quantity
    comparator: Comparator
    basis: Basis
    rule: str
    left: int
    confidence: Confidence = Confidence.HIGH
    baseline: float | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class Clause:
    """A quantity with the text around it: the clause to its left and right, and what stood before."""

    text: str
    quantity: Quantity
    start: int
    stop: int
    previous: Quantity | None
    following: Quantity | None

    @property
    def left(self) -> str:
        """The clause before the number, from the last comma."""
        return self.text[self.start : self.quantity.start]

    @property
    def near(self) -> str:
        """The clause before the number, from the number before it."""
        start = max(self.start, self.previous.end if self.previous else 0)
        return self.text[start : self.quantity.start]

    @property
    def right(self) -> str:
        """The clause behind the number."""
        return self.text[self.quantity.end : self.stop]

    @property
    def behind(self) -> str:
        """The clause behind the number, up to the next number."""
        stop = min(self.stop, self.following.start) if self.following else self.stop
        return self.text[self.quantity.end : stop]
