"""规则：one rule, one function, one code; the decorators below put it into the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Final

from toolkit.checks.need import Need
from toolkit.checks.row import Row, State
from toolkit.model.findings import Severity

if TYPE_CHECKING:
    from toolkit.checks.context import CheckContext
    from toolkit.model.returns import Return

__all__ = [
    "LETTERS",
    "REGISTRY",
    "Family",
    "Fault",
    "Missing",
    "Need",
    "Rule",
    "Severity",
    "State",
    "on_return",
    "on_row",
]


class Family(StrEnum):
    """What a rule is about; its letter begins the code."""

    FORM = "表格"
    VALUE = "数值"
    DATE = "日期"
    STATE = "状态"
    TARGET = "目标"
    HISTORY = "往期"
    TEXT = "文字"
    ACROSS = "部门之间"
    EVIDENCE = "佐证"


class Missing(Enum):
    """What a rule does where a value it compares with is missing."""

    SILENT = "不作判断"
    FAULT = "缺失即为问题"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    What a rule found: the words, and where unless the row says it.

    ``field`` names the cell of the row; ``cell``, ``id`` and ``plan`` place a fault of the whole return;
    ``severity`` and ``todo`` stand in for the rule's own.
    """

    found: str
    wanted: str = ""
    field: str = ""
    cell: str = ""
    id: str = ""
    plan: str = ""
    todo: str = ""
    severity: Severity | None = None


RowCheck = Callable[[Row], Fault | None]
ReturnCheck = Callable[["Return", "CheckContext"], Iterable[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    A rule and what ``run.py rules`` prints of it.

    ``looks_at`` are fields of the form; ``todo`` is for the department; ``source`` is the practice the rule
    comes from.  Exactly one of ``row`` and ``whole`` is the function; ``states`` are those a row rule applies to, ``needs``
    what it has nothing to say without.
    """

    code: str
    slug: str
    title: str
    severity: Severity
    family: Family
    looks_at: tuple[str, ...]
    todo: str
    missing: Missing
    source: str
    states: frozenset[State] = frozenset({State.ANSWERED})
    needs: Need = Need.NOTHING
    row: RowCheck | None = None
    whole: ReturnCheck | None = None


REGISTRY: Final[dict[str, Rule]] = {}


def on_row(  # noqa: PLR0913  (a rule is declared whole, in one place)
    code: str,
    slug: str,
    title: str,
    severity: Severity,
    *,
    looks_at: tuple[str, ...],
    todo: str,
    source: str,
    missing: Missing = Missing.SILENT,
    states: frozenset[State] = frozenset({State.ANSWERED}),
    needs: Need = Need.NOTHING,
) -> Callable[[RowCheck], RowCheck]:
    """Declare a rule of one row; its family is that of the code's letter."""

    def register(check: RowCheck) -> RowCheck:
        _add(
            Rule(
                code=code,
                slug=slug,
                title=title,
                severity=severity,
                family=_FAMILIES[code[0]],
                looks_at=looks_at,
                todo=todo,
                missing=missing,
                source=source,
                states=states,
                needs=needs,
                row=check,
            )
        )
        return check

    return register


def on_return(
    code: str,
    slug: str,
    title: str,
    severity: Severity,
    *,
    looks_at: tuple[str, ...],
    todo: str,
    source: str,
    missing: Missing = Missing.SILENT,
) -> Callable[[ReturnCheck], ReturnCheck]:
    """Declare a rule of the whole return."""

    def register(check: ReturnCheck) -> ReturnCheck:
        _add(
            Rule(
                code=code,
                slug=slug,
                title=title,
                severity=severity,
                family=_FAMILIES[code[0]],
                looks_at=looks_at,
                todo=todo,
                missing=missing,
                source=source,
                whole=check,
            )
        )
        return check

    return register


LETTERS: Final = "FVDSTHXCE"
"""The first letters of codes, in the order of their families."""

_FAMILIES: Final = dict(zip(LETTERS, Family, strict=True))


def _add(rule: Rule) -> None:
    if rule.code in REGISTRY:
        raise ValueError(f"rule {rule.code} is declared twice")
    REGISTRY[rule.code] = rule
