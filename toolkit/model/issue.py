"""印发：papers as they went out, and those that went out a second time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from toolkit.model.facts import Change
from toolkit.model.period import Period
from toolkit.model.wording import day, names

FOLDER: Final = "以前的版本"
"""Where papers lie that others took the place of, beside those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """
    Papers as they went out: their hashes by file name, a mark of what they say of each row, and of the returns.

    A mark begins with the row's light.
    """

    at: datetime
    period: str
    plan: str
    papers: dict[str, str]
    rows: dict[str, str]
    returns: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Papers that went out a second time: when they did before, what differs, and where the earlier ones lie."""

    at: datetime
    period: str
    plan: str
    before: datetime
    papers: tuple[str, ...]
    differs: str
    kept: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """Where the earlier papers are kept, in words."""
        return f"原来的存在“{FOLDER}”" if self.kept else "原来的已不在发件箱"

    @property
    def sentence(self) -> str:
        """What a run says of it."""
        return (
            f"{Period.parse(self.period).chinese}{names(self.papers)}{day(self.before)}已经印发过，这次重新印发："
            f"{self.differs}；{self.where}"
        )

    def change(self) -> Change:
        """Return it as a line of the record."""
        return Change(
            at=self.at,
            id="",
            department="",
            what="重新印发",
            before=f"{day(self.before)}印发",
            after=f"{day(self.at)}重新印发",
            ground=f"{Period.parse(self.period).chinese}{names(self.papers)}：{self.differs}；{self.where}",
            actor="办公室",
        )
