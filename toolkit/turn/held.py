"""Files nobody can place: what is asked of a person about each, and which of them still wait."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from toolkit.model.decision import Pending
from toolkit.model.department import Group
from toolkit.model.files import FileKind, Verdict
from toolkit.model.period import Period
from toolkit.model.returns import Return
from toolkit.store.payload import load
from toolkit.turn.ground import open_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.model.department import Directory
    from toolkit.model.returns import Entry
    from toolkit.office import Office
    from toolkit.store.drops import Drop
    from toolkit.turn.ground import Ground

WHOSE: Final = "报送单位待认定"
PLAN: Final = "属于哪个方案"
WHICH: Final = "以哪份为准"
WHEN: Final = "报告期待认定"
HELD: Final = "收件待认定"
EVIDENCE: Final = "佐证待归属"

NOT_TAKEN: Final = "不是报送件，不采用"
NONE_OF_THEM: Final = "都不采用，请单位重报"
NOT_KEPT: Final = "不是佐证，不保留"
DROP, DROPS, WRITTEN = "drop", "drops", "written"
"""Keys of ``Pending.about``: the number of a held file's row, those of rivals, its department as written."""

_TAKEN = {Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.RETURNED}
_SHOWN = 6
_LONGEST = 20
"""Characters of a text shown where two files differ."""

_COMPARED: Final = {"raw": "本期完成值", "status_raw": "工作状态", "progress": "进展情况"}


def waiting(everything: Iterable[Drop]) -> tuple[Drop, ...]:
    """
    Return the held files nobody has settled and no later return has made pointless, each content once.

    An archive, or a file of several departments, waits in its parts.
    """
    drops = tuple(everything)
    wholes = {drop.parent for drop in drops}
    last = {(drop.department, drop.period): drop.seq for drop in drops if drop.verdict in _TAKEN}
    found: dict[str, Drop] = {}
    for drop in drops:
        whole = drop.seq in wholes and not drop.payload
        newer = drop.department is not None and last.get((drop.department, drop.period), 0) > drop.seq
        if drop.verdict is Verdict.HELD and not (whole or newer):
            found.setdefault(f"{drop.sha256}#{drop.department or ''}", drop)
    return tuple(found.values())


def questions(office: Office, ground: Ground, everything: Iterable[Drop]) -> Iterator[Pending]:
    """Yield what is asked about each file that waits; several of one department and period are one question."""
    rivals: dict[tuple[str, str], list[tuple[Drop, Return]]] = defaultdict(list)
    others: list[Pending] = []
    for drop in waiting(everything):
        said = said_in(drop)
        if drop.kind is FileKind.EVIDENCE:
            others.append(_evidence(drop, ground.directory))
        elif said is None or not said.plans:
            others.append(_of_plan(drop, said) if said and said.proposals else _unknown(drop))
        elif said.several and not said.printed_department:
            others.append(_unknown(drop))
        elif not said.department:
            others.append(_whose(drop, said, ground))
        elif not said.period:
            others.append(_when(office, drop, said))
        else:
            rivals[said.department, said.period].append((drop, said))
    yield from others
    for group in rivals.values():
        yield _which(group) if len(group) > 1 else _doubtful(*group[0])


def said_in(drop: Drop) -> Return | None:
    """Return what was read of a held return."""
    return load(Return, drop.payload) if drop.kind is FileKind.RETURN and drop.payload else None


def _whose(drop: Drop, said: Return, ground: Ground) -> Pending:
    from toolkit.intake.aliases import Place, names_of

    written = said.printed_department
    bodies = bodies_of(ground.directory)
    names = names_of(ground.directory, Place.of(ground.plans))
    like = said.proposals or (names.like(written) if written else ())
    doubted = len(names.find(written)) == 1
    likely = tuple(name for name in like if name in bodies)
    choices = dict.fromkeys((*likely, *bodies, NOT_TAKEN))
    also = f"，也可能是{'、'.join(likely[1:])}" if likely[1:] else ""
    return Pending(
        kind=WHOSE,
        subject=_subject(drop),
        question=f"里面写的“{written}”是哪个单位？" if said.several else "是哪个单位报送的？",
        known=f"{drop.reason}\n{_contents(said)}",
        proposal=likely[0] if likely else "",
        reason=f"{'填的是它牵头的任务' if doubted else '写法最接近'}{also}" if likely else "",
        place=f"{drop.seq}#{written}" if said.several else str(drop.seq),
        choices=tuple(choices),
        free="单位名称",
        about={DROP: str(drop.seq), WRITTEN: "" if doubted else written},
    )


def _of_plan(drop: Drop, said: Return) -> Pending:
    """Ask which plan a table answers whose tasks stand in several."""
    return Pending(
        kind=PLAN,
        subject=_subject(drop),
        question="填的是哪个方案的任务？",
        known=f"{drop.reason}\n单位：{said.department or '看不出'}",
        place=str(drop.seq),
        choices=(*said.proposals, NOT_TAKEN),
        about={DROP: str(drop.seq)},
    )


def _when(office: Office, drop: Drop, said: Return) -> Pending:
    now = open_period(office)
    near = (now, now.previous, now.following)
    return Pending(
        kind=WHEN,
        subject=f"{said.department}：{_subject(drop)}",
        question="报告的是哪一期？",
        known=f"{drop.reason}\n{_contents(said)}",
        proposal=now.chinese,
        reason=f"正在填报的是{now.chinese}",
        place=str(drop.seq),
        choices=(*(period.chinese for period in near), NOT_TAKEN),
        free="报告期",
        about={DROP: str(drop.seq)},
    )


def _which(group: list[tuple[Drop, Return]]) -> Pending:
    _, said = group[0]
    names = _told_apart([drop for drop, _ in group])
    choices = {f"以“{name}”为准": str(drop.seq) for name, (drop, _) in zip(names, group, strict=True)}
    received = "；".join(f"“{name}”{_day(drop)}收到" for name, (drop, _) in zip(names, group, strict=True))
    return Pending(
        kind=WHICH,
        subject=f"{said.department}{Period.parse(said.period).chinese}的填报表（{len(group)}份）",
        question="内容不同，以哪一份为准？",
        known="\n".join(filter(None, (received, _differences([said for _, said in group])))),
        place="、".join(choices.values()),
        choices=(*choices, NONE_OF_THEM),
        about={DROPS: "、".join(choices.values()), **choices},
    )


def _doubtful(drop: Drop, said: Return) -> Pending:
    """Ask about a file whose department and period are known, and which was held for another reason."""
    accept = f"按{said.department}{Period.parse(said.period).chinese}的报送件办理"
    return Pending(
        kind=HELD,
        subject=_subject(drop),
        question="这份文件怎样处理？",
        known=f"{drop.reason}\n{_contents(said)}",
        place=str(drop.seq),
        choices=(accept, NOT_TAKEN),
        about={DROP: str(drop.seq)},
    )


def _unknown(drop: Drop) -> Pending:
    return Pending(
        kind=HELD,
        subject=_subject(drop),
        question="这份文件怎样处理？能办理的，照已知情况改好后重新放入收件箱；不采用的，在这里选。",
        known=drop.reason,
        place=str(drop.seq),
        choices=(NOT_TAKEN,),
        about={DROP: str(drop.seq)},
    )


def _evidence(drop: Drop, directory: Directory) -> Pending:
    bodies = bodies_of(directory)
    named = [name for name in bodies if name in (drop.department or drop.reason)]
    return Pending(
        kind=EVIDENCE,
        subject=_subject(drop),
        question="是哪个单位的佐证材料？",
        known=drop.reason,
        proposal=named[0] if len(named) == 1 else "",
        place=str(drop.seq),
        choices=(*dict.fromkeys((*named, *bodies)), NOT_KEPT),
        free="单位名称",
        about={DROP: str(drop.seq)},
    )


def bodies_of(directory: Directory) -> tuple[str, ...]:
    """Return the departments a file may come from: a group of several sends none."""
    return tuple(one.name for one in directory.departments if one.group is not Group.COLLECTIVE)


def _subject(drop: Drop) -> str:
    return f"“{drop.path}”（{_day(drop)}收到）"


def _day(drop: Drop) -> str:
    return f"{drop.received.month}月{drop.received.day}日"


def _told_apart(group: list[Drop]) -> list[str]:
    """Return a name a file: its path, with a number where two lay in the same place on different days."""
    paths = [drop.path for drop in group]
    return [
        path if paths.count(path) == 1 else f"{path}（第{paths[: at + 1].count(path)}次）"
        for at, path in enumerate(paths)
    ]


def _contents(said: Return) -> str:
    """Say in a line what a file holds, for who has to know it again."""
    rows = [entry.id for entry in said.entries if not entry.blank]
    more = "等" if len(rows) > _SHOWN else ""
    parts = (
        f"填报人{said.filler}" if said.filler else "",
        f"报告期{Period.parse(said.period).chinese}" if said.period else "",
        f"填了{len(rows)}行（{'、'.join(rows[:_SHOWN])}{more}）" if rows else "没有填写内容",
    )
    return "表内：" + "，".join(filter(None, parts))


def _differences(said: list[Return]) -> str:
    """Name the first rows that rivals answer differently."""
    rows = [{(entry.plan, entry.id): entry for entry in one.entries} for one in said]
    keys = dict.fromkeys(key for one in rows for key in one)
    told = [text for key in keys if (text := _difference(key[1], [one.get(key) for one in rows]))]
    more = f"；等{len(told)}处" if len(told) > _SHOWN // 2 else ""
    return "；".join(told[: _SHOWN // 2]) + more


def _difference(id_: str, entries: list[Entry | None]) -> str:
    for field, header in _COMPARED.items():
        texts = ["没有这一行" if entry is None else getattr(entry, field) or "空" for entry in entries]
        if len(set(texts)) > 1:
            return f"{id_} {header}：" + " / ".join(
                text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in texts
            )
    return ""
