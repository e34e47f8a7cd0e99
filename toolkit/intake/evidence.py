"""
佐证归属：which return a picture, a scan or a document belongs to.

Pure: it is told the file's name and place and the returns around it.  What is named under 佐证材料, what lies beside
one department's return, what bears a department's name, belongs there; the rest waits for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol

from toolkit.intake.aliases import Place, names_of
from toolkit.lang.script import fold
from toolkit.model.department import Group
from toolkit.model.evidence import Evidence, EvidenceKind
from toolkit.model.files import FileKind
from toolkit.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from toolkit.model.department import Directory
    from toolkit.model.returns import Return

NAMED: Final = "填报表的佐证材料栏写有这个文件"
BESIDE: Final = "与填报表放在一起"
SPOKEN: Final = "文件名或文件夹名写有单位名称"
NOWHERE: Final = Place()
PROPOSED: Final = 5
"""Departments proposed at most."""

_SEALED: Final = re.compile(r"盖章|签章|公章|印章|签字|扫描件")
_WORDS: Final = re.compile(
    r"佐证|证明|证书|附件|材料|照片|图片|截图|影像|批复|验收|盖章|签章|公章|印章|签字|扫描件"
)
_TABLE_ENDINGS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv"})
_TELLING: Final = 4
"""Characters of a name without its ending that are found in any department's text; two suffice beside a return."""
_DOTTED: Final = re.compile(r"(?<![\d.])\d+(?:\.\d+)+(?![\d.])")
_NUMBERED: Final = re.compile(r"(?:第|任务|编号|事项)(\d+)(?![\d.])")


@dataclass(frozen=True, slots=True)
class Around:
    """
    A return a file may belong to.

    ``place`` is the folder it lies in now, an archive being one (``包.zip/县财政局``), ``""`` for the inbox itself and
    for one accepted before; ``rows`` are plan, id and what stands under 佐证材料.
    """

    department: str
    period: str
    rows: tuple[tuple[str, str, str], ...] = ()
    place: str = ""
    file: str = ""

    @classmethod
    def of(cls, return_: Return, relative: str = "") -> Around:
        """Return what has to be known of a return that lies at ``relative`` below the inbox."""
        place, _, file = relative.rpartition("/")
        rows = tuple((entry.plan, entry.id, entry.evidence) for entry in return_.entries)
        return cls(return_.department, return_.period, rows, place, file)


class Attachable(Protocol):
    """What was understood of a file, as far as it tells whether the file may be evidence."""

    @property
    def kind(self) -> FileKind:
        """What the file was taken for."""

    @property
    def attachable(self) -> bool:
        """Whether it is whole and has nothing of ours in it."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that is no return: its path below the inbox, whether that leads into an archive, what it was taken for."""

    relative: str
    archived: bool = False
    kind: FileKind = FileKind.EVIDENCE

    @classmethod
    def of(cls, reading: Attachable, relative: str, *, archived: bool) -> Stray | None:
        """Return the file a reading is of, None where it cannot be evidence."""
        return cls(relative, archived, reading.kind) if reading.attachable else None

    @property
    def name(self) -> str:
        """The file's name."""
        return self.relative.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return PurePosixPath(self.name).stem

    @property
    def place(self) -> str:
        """The folder it lies in."""
        return self.relative.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Home:
    """Where a file belongs and why; or, with ``hold``, why nobody can tell, and whose it may be."""

    evidence: Evidence | None = None
    reason: str = ""
    hold: str = ""
    proposals: tuple[str, ...] = ()


def home_of(
    stray: Stray, around: Sequence[Around], directory: Directory, period: str, place: Place = NOWHERE
) -> Home | None:
    """
    Return where a file belongs; None where it is no evidence but what its reading says.

    ``period`` is the label of the period under way, for a department of which no return is known yet; ``place``
    where the office is, so that its departments are known by their short names too.
    """
    near = _near(stray, around)
    said = _said(stray, directory, place)
    if named := _named(stray, around, near, said):
        return _home(stray, named[0], _rows_naming(stray, named), NAMED)
    if not _may_be(stray, beside=bool(near)):
        return None
    owners = {one.department for one in near}
    if len(owners) == 1:
        return _home(stray, near[0], _rows_numbered(stray, near), BESIDE)
    if len(said) == 1:
        return _spoken(stray, said[0], around, period)
    return _nobody(stray, tuple(owners) or said)


def kind_of(name: str) -> EvidenceKind:
    """Return what a file's own name says it is."""
    return EvidenceKind.SEALED if _SEALED.search(PurePosixPath(name).stem) else EvidenceKind.SUPPORT


def _may_be(stray: Stray, *, beside: bool) -> bool:
    """Tell whether a file may be evidence by its kind and name: a picture, or what says so, or lies in an archive."""
    if stray.kind is FileKind.EVIDENCE:
        return PurePosixPath(stray.name).suffix.lower() not in _TABLE_ENDINGS
    return bool(_WORDS.search(stray.stem)) or (stray.archived and beside)


def _near(stray: Stray, around: Sequence[Around]) -> list[Around]:
    """Return the returns in the innermost folder around the file that holds any; the inbox itself is no such folder."""
    for folder in _folders(stray.place):
        found = [one for one in around if f"{one.place}/".startswith(f"{folder}/")]
        if found:
            return found
    return []


def _folders(place: str) -> Iterator[str]:
    while place:
        yield place
        place = place.rpartition("/")[0]


def _said(stray: Stray, directory: Directory, place: Place) -> tuple[str, ...]:
    """Return the departments the name speaks of, else those of the innermost folder that speaks of any."""
    names = names_of(directory, place)
    for text in (stray.stem, *(folder.rpartition("/")[2] for folder in _folders(stray.place))):
        single = [
            n for n in names.mentioned(text) if (d := directory.get(n)) and d.group is not Group.COLLECTIVE
        ]
        if single:
            return tuple(single)
    return ()


def _named(
    stray: Stray, around: Sequence[Around], near: Sequence[Around], said: tuple[str, ...]
) -> list[Around]:
    """Return the returns of one department in which the file is named; none where two departments name it."""
    spoken = [one for one in around if one.department in said]
    for these, shortest in ((near, 2), (spoken, 2), (around, _TELLING)):
        found = [one for one in these if any(_names(row[2], stray, shortest) for row in one.rows)]
        if len({one.department for one in found}) == 1:
            return found
    return []


def _names(text: str, stray: Stray, shortest: int) -> bool:
    said = fold(text).casefold()
    name, stem = fold(stray.name).casefold(), fold(stray.stem).casefold()
    words = [name, stem] if len(stem) >= shortest and not stem.isdecimal() else [name]
    return any(
        re.search(rf"(?<![0-9a-z]){re.escape(word)}(?![0-9a-z])", said) for word in words if word in said
    )


def _rows_naming(stray: Stray, returns: Iterable[Around]) -> tuple[tuple[str, str], ...]:
    rows = ((plan, id_) for one in returns for plan, id_, text in one.rows if _names(text, stray, 2))
    return tuple(dict.fromkeys(rows))


def _rows_numbered(stray: Stray, returns: Sequence[Around]) -> tuple[tuple[str, str], ...]:
    """Return the rows whose number the name or the folder bears, as 1.2佐证.jpg; none where two plans have it."""
    for text in (stray.stem, stray.place.rpartition("/")[2]):
        numbers = {*_DOTTED.findall(fold(text)), *_NUMBERED.findall(fold(text))}
        rows = {(plan, id_) for one in returns for plan, id_, _ in one.rows if id_ in numbers}
        if rows and len({id_ for _, id_ in rows}) == len(rows):
            return tuple(sorted(rows))
    return ()


def _spoken(stray: Stray, department: str, around: Sequence[Around], period: str) -> Home | None:
    """Give a file to the department it names; what may be a picture of the form itself is no evidence."""
    own = [one for one in around if one.department == department]
    if not own and not _WORDS.search(stray.stem):
        return None
    known = max((one.period for one in own), default=period)
    wanted = period if any(one.period == period for one in own) else known
    rows = _rows_numbered(stray, [one for one in own if one.period == wanted])
    return _home(stray, Around(department, wanted, file=own[0].file if own else ""), rows, SPOKEN)


def _home(stray: Stray, one: Around, rows: tuple[tuple[str, str], ...], why: str) -> Home:
    same_stem = fold(PurePosixPath(one.file).stem) == fold(stray.stem)
    kind = EvidenceKind.SEALED if same_stem and why == BESIDE else kind_of(stray.name)
    about = "、".join(id_ for _, id_ in rows)
    of_rows = f"（{about}）" if about else ""
    told = f"{one.department}{Period.parse(one.period).chinese}填报表{of_rows}的{kind}：{why}"
    evidence = Evidence(department=one.department, period=one.period, kind=kind, rows=rows)
    return Home(evidence=evidence, reason=told)


def _nobody(stray: Stray, proposals: tuple[str, ...]) -> Home:
    likely = tuple(sorted(proposals))[:PROPOSED]
    may_be = f"，可能是{'、'.join(likely)}的" if likely else ""
    told = f"看不出是哪个单位的佐证材料{may_be}，请在待定事项里认定，或在文件名里写明单位名称后重新放入"
    if stray.kind is FileKind.EVIDENCE:
        told += "；图片不能代替填报表"
    return Home(hold=told, proposals=likely)
