"""What a person wrote as a decision, in our words; or why it cannot be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.decisions.adjust import ANOTHER_DAY
from toolkit.intake.periods import read_period
from toolkit.lang import cell_dates
from toolkit.model.deciding import AGREED_UNTIL, DOCUMENT, STOPPING, Ask
from toolkit.model.wording import day
from toolkit.turn import held, reopen
from toolkit.turn.settled import document_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.model.decision import Answer, Pending
    from toolkit.office import Office
    from toolkit.turn.ground import Ground


class Understood(NamedTuple):
    """A choice and its ground in our words, or the sentence that says why they cannot be followed."""

    choice: str = ""
    ground: str = ""
    fault: str = ""


def understood(office: Office, ground: Ground, question: Pending, answer: Answer) -> Understood:
    """Return what was decided: one of the choices, or what was typed instead of one, understood."""
    typed = _TYPED.get(question.free)
    choice = answer.choice
    if choice not in question.choices and typed is not None:
        choice = typed.read(office, ground, choice)
        if not choice:
            return Understood(fault=typed.unknown.format(answer.choice))
    return _grounded(question, choice, answer.ground)


def _grounded(question: Pending, choice: str, ground: str) -> Understood:
    """Require the number of a document where a task is called off (practice 2.2)."""
    if question.kind != Ask.STOP or choice not in STOPPING or document_in(ground):
        return Understood(choice, ground)
    known = question.about.get(DOCUMENT, "")
    if not known:
        return Understood(fault=f"{choice}要有文件依据，请在“依据”里写明文件号，如“云政办发〔2022〕15号”")
    return Understood(choice, "，".join(part for part in (ground, document_in(known)) if part))


def _department(_office: Office, ground: Ground, written: str) -> str:
    names = reopen.meant(ground, written)
    return names[0] if len(names) == 1 and names[0] in held.bodies_of(ground.directory) else ""


def _period(office: Office, _ground: Ground, written: str) -> str:
    found = read_period(written, office.as_of.year)
    return found.chinese if found else ""


def _another_day(office: Office, _ground: Ground, written: str) -> str:
    wanted = written.removeprefix(AGREED_UNTIL).removeprefix("改为").removeprefix("至")
    found = cell_dates.read_date(wanted, office.as_of.year).day
    return f"{AGREED_UNTIL}{day(found)}" if found else ""


class _Typed(NamedTuple):
    """How words that may be typed are read, and what is said where they cannot be."""

    read: Callable[[Office, Ground, str], str]
    unknown: str


_TYPED: Final = {
    "单位名称": _Typed(_department, "单位名录里没有“{}”，请从列表里选，或先把它加入单位名录"),
    "报告期": _Typed(_period, "“{}”不是报告期，请从列表里选，或写成2022年6月这样"),
    ANOTHER_DAY: _Typed(_another_day, "“{}”不是日期，请从列表里选，或写成2022年9月30日这样"),
}
