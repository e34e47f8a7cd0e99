"""The lists of the whole office, kept fresh in the outbox: 收件回执, 待定事项, 单位名录, 群通知."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from toolkit.decisions import write as decisions
from toolkit.forms.notice import group_notice
from toolkit.model.files import FileKind, Receipt
from toolkit.reports import directory as directory_paper
from toolkit.reports import receipts as receipts_paper
from toolkit.store import decisions as store_decisions
from toolkit.store import diary, drops, evidence
from toolkit.turn import asking, plan_papers, seals
from toolkit.turn.expected import expected
from toolkit.turn.ground import Ground, deadlines_of, open_period
from toolkit.turn.pending import pending
from toolkit.turn.returned import returns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.store.drops import Drop

URGE_JOB = "urge"


def refresh(office: Office) -> None:
    """Write the lists anew; a list that says the same stays the same file, byte for byte."""
    with office.store.transaction() as connection:
        everything = drops.everything(connection)
    if everything:
        plan_papers.blank(office, everything[0].received)  # noted in the log, which questions are raised upon
    asking.renew(office)
    if not everything:
        return
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
        waiting = pending(office, connection)
        decided = store_decisions.everything(connection)
        shown = _told(office, connection, everything)
    made_at = max(drop.received for drop in everything)
    office.outbox.put("收件回执.xlsx", receipts_paper.write(shown, made_at=made_at))
    office.outbox.put(
        "待定事项.xlsx",
        decisions.write(
            waiting,
            made_at=made_at,
            decided=decided,
            office_id=office.id,
            plans=tuple(plan.id for plan in ground.plans),
        ),
    )
    if ground.directory.departments:
        office.outbox.put("单位名录.xlsx", directory_paper.write(ground.directory, made_at, office.id))
    notice(office, open_period(office).label)


def all_receipts(office: Office) -> tuple[Receipt, ...]:
    """Return the receipt of every file ever dropped, oldest first."""
    with office.store.transaction() as connection:
        return _told(office, connection, drops.everything(connection))


def _told(office: Office, connection: Connection, everything: tuple[Drop, ...]) -> tuple[Receipt, ...]:
    """Return the receipts; where sealed forms are wanted, they say of which returns none is here."""
    shown, required = receipts(everything), office.settings.intake.seal_required
    return seals.told(shown, _sealed(connection, shown), required=True) if required else shown


def _sealed(connection: Connection, shown: tuple[Receipt, ...]) -> frozenset[tuple[str, str]]:
    periods = dict.fromkeys(receipt.period for receipt in shown if receipt.period)
    return frozenset((period, name) for period in periods for name in evidence.sealed(connection, period))


def receipts(everything: tuple[Drop, ...]) -> tuple[Receipt, ...]:
    """Return a receipt a drop, oldest first; a file of an archive is named with it: 包.zip/表.xlsx."""
    wholes = {drop.seq: drop for drop in everything}
    archives = {drop.path: drop for drop in everything if drop.kind is FileKind.ARCHIVE}
    return tuple(
        Receipt(
            file=_shown(drop, wholes.get(drop.parent or 0), archives),
            sha256=drop.sha256,
            received=drop.received,
            kind=drop.kind,
            verdict=drop.verdict,
            reason=drop.reason,
            plan=drop.plan,
            department=drop.department,
            period=drop.period,
            round=drop.round,
            findings=drop.findings,
            source=drop.source,
        )
        for drop in everything
    )


def _shown(drop: Drop, whole: Drop | None, archives: Mapping[str, Drop]) -> str:
    """Return a file's name; of a part, whose path continues its whole's, with the whole in front."""
    if drop.parent is None or whole is None:
        return drop.file
    folders = itertools.accumulate(drop.path.split("/"), "{}/{}".format)
    outer = next((archives[path] for path in folders if path in archives), whole)
    return outer.file + drop.path[len(outer.path) :] if drop.path.startswith(outer.path) else drop.file


def notice(office: Office, period: str) -> None:
    """
    Write the group notice of a period, once its forms are out.

    It speaks as of the last thing that happened, so that nothing happening changes nothing.
    """
    with office.store.transaction() as connection:
        issued = diary.issued_forms(connection, period)
        if not issued:
            return
        ordered = Ground.of(connection).directory.in_order(issued)
        returns = returns_of(office, connection, period, ordered)
        handed_in = [drop.received for drop in drops.returns_of(connection, period)]
        urged = diary.done_at(connection, URGE_JOB, period)
    last = max([*issued.values(), *handed_in, *([urged] if urged else [])])
    text = group_notice(
        deadlines_of(office, period),
        office_name=office.name,
        as_of=min(last, office.as_of),
        issued=ordered,
        missing=returns.missing,
        returned=tuple(row.department for row in returns.by_department if row.state == "退回"),
    )
    office.outbox.put(f"{period}/群通知.txt", text.encode("utf-8-sig"))


def urge_list(office: Office, period: str) -> tuple[str, ...]:
    """Write the list of departments to be urged, for the telephone; return their names."""
    with office.store.transaction() as connection:
        ground = Ground.of(connection)
        returns = returns_of(office, connection, period, expected(connection, period))
        shown = receipts(drops.returns_of(connection, period))
        required = office.settings.intake.seal_required
        unsealed = seals.lacking(shown, period, _sealed(connection, shown), required=required)
    contacts = (ground.directory.get(name) for name in returns.missing)
    rows = [
        "　".join(part for part in (known.name, known.contact, known.phone) if part)
        for known in contacts
        if known
    ]
    due = deadlines_of(office, period)
    head = f"{due.period.chinese}填报截止于{due.due.month}月{due.due.day}日，尚未报送的单位共{len(rows)}家："
    more = [f"待补件（盖章扫描件）{len(unsealed)}家：{'、'.join(unsealed)}"] if unsealed else []
    office.outbox.put(f"{period}/催报/催报名单.txt", "\n".join([head, *rows, *more, ""]).encode("utf-8-sig"))
    return returns.missing
