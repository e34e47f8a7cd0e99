"""The papers a verdict asks for, and where they lie; what writes them is loaded where one is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.model.files import FileKind, Verdict

if TYPE_CHECKING:
    from toolkit.office import Office
    from toolkit.store.drops import Drop

_OF_PLANS = {FileKind.PLAN, FileKind.PLAN_WORKBOOK, FileKind.DIRECTORY}
_FOLDERS: Final = {Verdict.RETURNED: "退回", Verdict.QUESTIONED: "请说明"}
"""Where what goes back to the department lies."""


def of_drops(office: Office, decided: tuple[Drop, ...]) -> None:
    """Write the papers verdicts ask for; the same drops always give the same bytes."""
    for drop in decided:
        if drop.kind in _OF_PLANS:
            from toolkit.turn import plan_papers

            plan_papers.of_drop(office, drop)
    if back := tuple(filter(goes_back, decided)):
        from toolkit.turn import sending

        sending.send(office, back)


def goes_back(drop: Drop) -> bool:
    """Whether something goes back to the department after this verdict."""
    return drop.kind is FileKind.RETURN and drop.verdict.goes_back and bool(drop.payload)


def paths(drop: Drop) -> tuple[str, ...]:
    """Return where the papers of a return's verdict lie below the outbox; none where nothing goes back."""
    if not goes_back(drop):
        return ()
    stem = f"{drop.period}/{_FOLDERS[drop.verdict]}/{drop.department}_第{drop.round}次"
    return f"{stem}.xlsx", f"{stem}.docx"
