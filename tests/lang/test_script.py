"""Spellings compare as one, and bytes of any Chinese encoding become text."""

from __future__ import annotations

import pytest

from toolkit.lang.script import decode, fold, look, simplify

SIMPLIFIED = "各乡镇街道按职责分工负责，2022年底前完成。"
TRADITIONAL = "各鄉鎮街道按職責分工負責，2022年底前完成。"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("區市場監管局", "区市场监管局"),
        ("区 市场\u200b监管局\n", "区市场监管局"),
        ("１２３４５热线", "12345热线"),
        ("县委组织部（人才办）", "县委组织部(人才办)"),
    ],
)
def test_fold_makes_spellings_of_one_name_equal(one: str, other: str) -> None:
    """Script, width and blanks do not tell two names apart."""
    assert fold(one) == fold(other)


def test_fold_keeps_names_that_differ_apart() -> None:
    """The prefix of a level is part of the name."""
    assert fold("市市场监管局") != fold("区市场监管局")


def test_simplify_leaves_simplified_text_alone() -> None:
    """Simplified text is a fixed point."""
    assert simplify(SIMPLIFIED) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_decode_reads_every_encoding_of_the_mainland(text: str, encoding: str) -> None:
    """The encoding is found from the bytes alone."""
    assert decode(text.encode(encoding)) == text


def test_decode_reads_big5() -> None:
    """Traditional text in Big5 is told apart from GB18030."""
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL


def test_decode_keeps_a_text_cut_inside_a_character() -> None:
    """A file cut short loses its last character only."""
    assert decode((SIMPLIFIED * 40).encode()[:-1]).startswith(SIMPLIFIED * 39)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), bytes(range(128, 256)) * 3]
)
def test_decode_refuses_what_is_no_text(data: bytes) -> None:
    """A picture or random bytes are not taken for Chinese."""
    with pytest.raises(ValueError, match="not text"):
        decode(data)


def test_look_alikes_compare_equal() -> None:
    """What scanning takes for one another compares as one, and nothing else does."""
    assert look("己完成") == look("已完成")
    assert look("末启动") == look("未启动")
    assert look("未完成") != look("已完成")
