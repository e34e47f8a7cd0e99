"""The 58 ways in which returned workbooks go wrong, and the tests that show what becomes of each (practice 6)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from toolkit.model.files import Verdict
from toolkit.model.findings import Severity

if TYPE_CHECKING:
    from .desk import Dropped


@dataclass(frozen=True, slots=True)
class Pattern:
    """
    One way, and what a careful clerk does about it.

    ``ends`` are the ends a clerk knows: A accept, W accept and ask, R send back, H hold for a person.
    """

    name: str
    clerk: str
    ends: str


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a pattern: what was dropped, its verdict, the codes of what was found, and the test."""

    no: int
    dropped: str
    verdict: Verdict
    codes: tuple[str, ...]
    test: str


PATTERNS: Final[dict[int, Pattern]] = {
    1: Pattern("cells merged down a column", "spread a merged title; a merged figure is nobody's", "A / R"),
    2: Pattern("rows or columns inserted above or left", "find the header by its words", "A"),
    3: Pattern("headers renamed or broken over lines", "know the usual names", "A"),
    4: Pattern("two-level header", "join the levels", "A"),
    5: Pattern("columns in another order", "go by name", "A"),
    6: Pattern("a column deleted", "do without an optional one; ask for a needed one", "W / R"),
    7: Pattern("a column added", "keep its text as a remark", "A"),
    8: Pattern("rows in another order", "match by number and title", "A"),
    9: Pattern("a row deleted", "ask for it by number", "R"),
    10: Pattern("a row added", "keep it aside as a suggestion", "W"),
    11: Pattern("a row twice", "the same: once; different: ask", "A / R"),
    12: Pattern("another department's row answered", "do not record it; pass it on", "H"),
    13: Pattern("locked target or date changed", "ignore and ask; a change needs approval", "W / R"),
    14: Pattern("number column deleted or retyped", "match by exact title, never by likeness", "W / R"),
    15: Pattern("`98%`, `98％`, `９８%`, `98 %`", "98", "A"),
    16: Pattern("0.98 formatted as per cent", "98", "A"),
    17: Pattern("a plain 0.98 where 98 % is wanted", "probably 98: ask", "W"),
    18: Pattern("约98, 98左右, 近百", "take it as about 98; it proves nothing reached", "W"),
    19: Pattern("90-95%, ≥95", "no figure: back", "R"),
    20: Pattern("九十八, 百分之九十八, 壹佰", "convert", "A"),
    21: Pattern("1.2万, `1,200`, `1 200`", "12000, 1200", "A"),
    22: Pattern("a unit in the cell", "same: strip; convertible: convert and show; else ask", "A / W / R"),
    23: Pattern("apostrophes, wide digits, invisible blanks", "clean", "A"),
    24: Pattern("formulas, #REF!, links to other files", "the last result if there is one", "A / R"),
    25: Pattern("`/`, 无, 同上, 见附件", "无 is a stated nil; a figure must stand in its cell", "A / R"),
    26: Pattern("the month's figure where the total is asked", "smaller than last month: ask", "W"),
    27: Pattern("a running total falls", "ask; may be a true correction", "W"),
    28: Pattern("jumps over 30 %, impossible figures", "have it explained", "W / R"),
    29: Pattern("已完成 with the target missed", "not done: back", "R"),
    30: Pattern("已完成 without evidence", "leave it unconfirmed", "W"),
    31: Pattern("state, figure and words disagree", "ask which holds", "W"),
    32: Pattern("未启动 after the date", "take it, red, reason needed", "A"),
    33: Pattern("基本完成, 有序推进, no figure", "keep the word; a numeric target needs a number", "W / R"),
    34: Pattern("last month's text again", "ask; after two months list as standing still", "W"),
    35: Pattern("two departments, one paragraph", "ask both", "W"),
    36: Pattern(
        "dates: 2022.6.30, 6月底, 44742, 3-5",
        "read; a month's end is its last day; ask what may be two",
        "A / W",
    ),
    37: Pattern(
        "wrong month in title or cell", "the form's own mark decides; another month's form goes back", "W / R"
    ),
    38: Pattern("two months in one file", "take the month wanted, say so", "W"),
    39: Pattern(
        "last month's form, or one of an older plan",
        "map by number; else send the right form with their text",
        "W / R",
    ),
    40: Pattern("several departments in one file", "split by the column that names them", "H"),
    41: Pattern("several files of one department", "same: one; different: ask which", "H"),
    42: Pattern("sub-offices answer apart", "the department puts them together", "R"),
    43: Pattern("telling file names such as 最终版2(1)", "look inside first", "A"),
    44: Pattern(
        "short, long or wrong names of departments", "known aliases only; 市 and 县 are two bodies", "A / H"
    ),
    45: Pattern("a department renamed or merged", "the old name as alias, from a date", "A"),
    46: Pattern("Traditional script, look-alikes (己/已)", "compare in one script", "A"),
    47: Pattern(".xls, .et, .ods, .xlsm, .csv", "go by content, not name", "A"),
    48: Pattern("password; sheet protection", "a password: back; protection does not matter", "R / A"),
    49: Pattern("damaged, empty, lock file, web page as .xls", "back; skip the lock file", "R / A"),
    50: Pattern("pictures, also inside a cell", "fine as evidence, no value", "A / R"),
    51: Pattern(
        "answers in comments, hidden rows, boxes, red or struck type",
        "read comments with care; hidden rows count",
        "W",
    ),
    52: Pattern("extra sheets, copies of a sheet", "go by marks; ask between two filled ones", "A / H"),
    53: Pattern("thousands of blank styled rows", "stop at the last row that says anything", "A"),
    54: Pattern("archives, Word, PDF, chat photo", "unpack; else send back with the form", "A / R"),
    55: Pattern("seal or signature missing", "wait for the paper, check the data meanwhile", "W"),
    56: Pattern("all blank", "no report", "R"),
    57: Pattern("too early, or after the lock", "its own month; or a correction", "A / W"),
    58: Pattern("mobile and identity numbers in texts", "hide them in every paper", "A"),
}
ENDS: Final = {
    Verdict.ACCEPTED: "A",
    Verdict.DUPLICATE: "A",
    Verdict.SUPERSEDED: "A",
    Verdict.IGNORED: "A",
    Verdict.QUESTIONED: "W",
    Verdict.RETURNED: "R",
    Verdict.REFUSED: "R",
    Verdict.HELD: "H",
}
CASES: Final[list[Case]] = []
"""Filled as the tests are imported."""

Test = Callable[..., "Dropped"]


def pattern(no: int, dropped: str, verdict: Verdict, *codes: str) -> Callable[[Test], Callable[..., None]]:
    """
    Declare a test of a pattern; it returns what became of the file.

    The verdict is looked at here, and that ``codes`` are what was found besides remarks, each with its words,
    and that there is a paper to send where the department is asked anything.
    """

    def declare(test: Test) -> Callable[..., None]:
        module = test.__module__.rpartition(".")[2]
        CASES.append(Case(no, dropped, verdict, codes, f"{module}.{test.__name__}"))

        @functools.wraps(test)
        def run(**fixtures: Any) -> None:  # noqa: ANN401  (pytest's fixtures)
            end = test(**fixtures)
            assert end.verdict is verdict, end.reason
            serious = [f for f in end.findings if f.severity is not Severity.NOTICE]
            assert sorted({f.code for f in serious}) == sorted(codes), serious
            assert all(f.found and f.todo.endswith("。") for f in serious), serious
            if serious and verdict in {Verdict.RETURNED, Verdict.QUESTIONED}:
                assert end.paper.is_file(), end.paper

        return run

    return declare
