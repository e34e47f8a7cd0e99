"""Personal numbers keep only their ends."""

from __future__ import annotations

import pytest

from toolkit.model.personal import masked


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("联系人张三13912345678。", "联系人张三139****5678。"),
        ("身份证210804198001011234", "身份证210804********1234"),
        ("身份证21080419800101123X", "身份证210804********123X"),
        ("电话0417-6251234", "电话0417-********"),
        ("完成投资12345678万元", "完成投资12345678万元"),
        ("文号20220624001号，139项", "文号20220624001号，139项"),
    ],
)
def test_personal_numbers_are_masked(written: str, shown: str) -> None:
    """Mobile, identity and landline numbers are hidden, other figures are not."""
    assert masked(written) == shown
