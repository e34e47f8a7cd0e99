"""Spellings compare as one, and bytes of any Chinese encoding become text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lang import script
from toolkit.lang.script import decode, fold, fold_together, look, simplify

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


NEIGHBOURS = st.text(
    "反覆答瞭解乾淨aé\u0301\u0327각\u1100\u1161\u11a8か\u3099　 \u200b\u00adＡ１㈠ﷺ，\u241e\n", max_size=6
)


@given(st.lists(NEIGHBOURS | st.text(max_size=20), max_size=12))
def test_texts_folded_together_are_folded_as_if_alone(texts: list[str]) -> None:
    """No text is changed by the one before or after it, be it half a phrase, half a letter or the sign between them."""
    alone = [script.strip_blanks(simplify(unicodedata.normalize("NFKC", text))) for text in texts]
    assert fold_together(texts) == alone
    assert [fold(text) for text in texts] == alone


def test_what_was_folded_together_is_not_remembered_for_ever() -> None:
    """However many texts come by, the memory of them stays within bounds."""
    for start in range(0, 10_000, 1000):
        texts = [f"第{number}項" for number in range(start, start + 1000)]
        assert fold_together(texts) == [f"第{number}项" for number in range(start, start + 1000)]
    assert len(script._together) <= script._MOST + 1000
