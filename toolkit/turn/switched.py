"""停用规则：which checks an office does without, and what it should know of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.catalogue import RULES
from toolkit.checks.switches import OFF, switched_off
from toolkit.model.findings import Severity
from toolkit.turn.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.office import Office


def rules_off(office: Office) -> frozenset[str]:
    """Return the codes under 停用规则, those of no rule too."""
    with office.store.transaction() as connection:
        return switched_off(Ground.of(connection).parameters())


def told(off: frozenset[str]) -> Iterator[str]:
    """Yield a sentence on codes that are no rule's, and one on rules that would send a return back."""
    known = {rule.code: rule for rule in RULES}
    if unknown := "、".join(sorted(off - known.keys())):
        yield f"参数“{OFF}”里的{unknown}不是规则代码，请对照 run.py rules 改正任务分解表的参数页"
    severe = [code for code in sorted(off & known.keys()) if known[code].severity is Severity.ERROR]
    if named := "、".join(f"{code}（{known[code].title}）" for code in severe):
        yield f"停用了会退回的规则{named}：查出的问题只在审核意见里提示，不再退回"
