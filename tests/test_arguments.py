"""What the commands print as JSON."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.arguments import print_json

_TEXT = st.text(st.characters(), max_size=8)
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | _TEXT
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(_TEXT, inner),
    max_leaves=12,
)


@example({"份额": 0.00002, "差": [1e-05, -3.5e-06, 1e-10, 1e16, 0.0001], "空": [[], {}]})
@example(["\udc80财政局.xlsx", "\x7f\x1f\u2028", float("nan"), -float("inf")])
@given(_DATA)
def test_json_is_written_as_python_writes_it(data: object) -> None:
    """Whoever writes it, the bytes are those of Python's own writer, with lone surrogates escaped."""
    written: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout.write", written.append)
        print_json(data)

    expected = json.dumps(data, ensure_ascii=False, indent=2)
    escaped = re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", expected)
    assert "".join(written) == escaped + "\n"


def test_rows_are_not_written_by_python(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ordinary rows never reach Python's writer, which takes seconds for a year of them."""
    rows: list[dict[str, Any]] = [{"指标": "1.2", "完成": 84.0, "说明": None, "单元格": ["D7"], "份": 0.125}]
    monkeypatch.delattr("json.dumps")

    print_json(rows)

    assert json.loads(capsys.readouterr().out) == rows
