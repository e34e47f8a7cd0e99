"""规则：one rule, one function, one code; the decorators below put it into the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, IntFlag, StrEnum
from typing import TYPE_CHECKING, Final

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
    "met_by",
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


class Need(IntFlag):
    """What a rule has nothing to say without; a row that lacks it is not shown to the rule."""

    NOTHING = 0
    DONE = 1  # a claim of done
    BEFORE = 2  # an accepted entry of an earlier period
    OTHERS = 4  # what other departments say of the same rows
    FILES = 8  # the files kept beside the return


_DONE, _BEFORE, _OTHERS, _FILES = (need.value for need in (Need.DONE, Need.BEFORE, Need.OTHERS, Need.FILES))


def met_by(row: Row) -> int:
    """Return all needs a row meets, as a plain number: this is asked of every row."""
    context = row.context
    met = _DONE if row.done else 0
    if row.before is not None:
        met += _BEFORE
    if context.said:
        met += _OTHERS
    return met + _FILES if context.kept else met


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
