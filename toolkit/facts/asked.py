"""存疑：what checks and judgement ask about a period, row by row in the plan's order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.facts import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from toolkit.model.standing import Standing

_UNANSWERED = "填报内容有疑问，牵头单位尚未说明。"


def asked(
    standings: Sequence[Standing], questions: Iterable[Question], apart: Mapping[str, str]
) -> tuple[Question, ...]:
    """
    Return every open question: a row's from checks, then from judging it; last those about a whole return.

    ``questions`` are those of checks; ``apart`` is what departments say differently, by row.
    """
    rows = {standing.id for standing in standings}
    of_rows: dict[str, list[Question]] = {}
    for one in questions:
        of_rows.setdefault(one.id if one.id in rows else "", []).append(one)
    told = [
        one
        for standing in standings
        for one in _of_row(standing, of_rows.get(standing.id, []), apart.get(standing.id, ""))
    ]
    return (*told, *of_rows.get("", ()))


def _of_row(standing: Standing, questions: list[Question], apart: str) -> Iterator[Question]:
    if (
        standing.questioned
        and not apart
        and not any(one.department == standing.department for one in questions)
    ):
        yield _judged(standing, _UNANSWERED)
    yield from questions
    if apart:
        yield _judged(standing, f"所报不一致：{apart}，请核实。")
    for note in standing.notes:
        yield _judged(standing, note)


def _judged(standing: Standing, text: str) -> Question:
    source = standing.source
    return Question(
        department=standing.department,
        id=standing.id,
        text=text,
        cell=source.cell if source else "",
        file=source.file if source else "",
    )
