"""Lines a printer broke become paragraphs again."""

from __future__ import annotations

import pytest

from toolkit.plans import reflow
from toolkit.plans.document import Line


def test_a_list_joined_by_mistake_is_not_read_again_for_every_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """What decides whether a paragraph goes on stands at its end; the whole of it is never looked at again."""
    looked_at: list[int] = []

    def counted(text: str) -> str:
        looked_at.append(len(text))
        return text

    monkeypatch.setattr(reflow, "shadow", counted)
    lines = tuple(Line("云溪县某镇、某某乡、" * 5) for _ in range(300))
    joined = reflow.join(lines)
    assert len(joined) == 1
    assert max(looked_at) <= 400
