"""认定：what waits for a person, and what a person settled."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from toolkit.model.deciding import PERIOD, PLAN, ROW


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """
    待定事项: one question the program may not answer.

    ``kind`` groups like questions; ``known`` is what the program knows.  ``choices`` are the answers it
    understands; ``free`` names what may be typed instead of one of them (单位名称, 日期), ``""`` for nothing.
    ``proposal`` is one of the choices and ``reason`` why, or, where there are no choices, words of advice: such a
    question is settled in the place that ``where`` names, not here.  ``place`` tells apart questions of one kind and
    subject; ``about`` is what carrying out the decision needs to know.
    """

    kind: str
    subject: str
    question: str
    known: str = ""
    proposal: str = ""
    where: str = ""
    place: str = ""
    choices: tuple[str, ...] = ()
    free: str = ""
    reason: str = ""
    about: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """What the question is known by, in every run and every workbook."""
        said = f"{self.kind}\n{self.subject}\n{self.place}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    @property
    def decided_here(self) -> bool:
        """Whether the answer is given in 待定事项.xlsx itself."""
        return bool(self.choices or self.free)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    认定: what a person settled, on what ground, and when it was taken in.

    ``asked`` is the question as it stood then; ``choice`` one of its choices, or what was typed instead.
    """

    asked: Pending
    choice: str
    ground: str = ""
    decided_by: str = ""
    decided_at: datetime

    @property
    def key(self) -> str:
        """What the question is known by."""
        return self.asked.key

    @property
    def kind(self) -> str:
        """Which sort of question it was."""
        return self.asked.kind

    @property
    def subject(self) -> str:
        """What the question was about."""
        return self.asked.subject

    @property
    def row(self) -> tuple[str, str]:
        """The plan and the row it is about, ``""`` for neither."""
        return self.asked.about.get(PLAN, ""), self.asked.about.get(ROW, "")

    @property
    def period(self) -> str:
        """The period it was asked upon, ``""`` for none."""
        return self.asked.about.get(PERIOD, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One filled-in line of 待定事项.xlsx: the question's key, what was chosen, and the cell it stood in."""

    key: str
    choice: str
    ground: str = ""
    decided_by: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """
    主动登记: something settled about a row that nobody had asked, as written, and the cell it stood in.

    ``id`` is a row's or a task's; ``until`` the day an extension goes to.
    """

    plan: str
    id: str
    matter: str
    until: str = ""
    ground: str = ""
    decided_by: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a filled-in 待定事项.xlsx says: the office that made it, its answers, and lines not understood."""

    office: str = ""
    answers: tuple[Answer, ...] = ()
    faults: tuple[str, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
