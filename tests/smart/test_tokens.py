import time

from hypothesis import given
from hypothesis import strategies as st

from pmgoals.smart.tokens import tokens


def kinds(text):
    return [(t.text, t.kind) for t in tokens(text)]


def test_words_numbers_and_signs_are_told_apart():
    assert kinds("Lift win-rate from 12% to ≥ 1,250.5!") == [
        ("Lift", "word"), ("win-rate", "word"), ("from", "word"), ("12", "number"), ("%", "sign"),
        ("to", "word"), ("≥", "sign"), ("1,250.5", "number"), ("!", "mark"),
    ]  # fmt: skip


def test_letters_and_digits_without_a_space_stay_together():
    for text in ("P99", "Q3", "v2.0", "600ms", "30-day", "Day-1", "2026-06-30", "5K", "`a 1`"):
        assert kinds(text) == [(text, "glued")], text


def test_a_range_is_two_numbers():
    assert [t.text for t in tokens("3-5")] == ["3", "-", "5"]


@given(st.text())
def test_tokens_lie_in_the_text_in_order_and_leave_only_spaces(text):
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
        assert not text[end : token.start].strip()
        end = token.end
    assert not text[end:].strip()


def test_long_texts_are_read_in_linear_time():
    for piece in ("1,", "1.", "a-", "`", "9" * 50, "1-", "é1_", "http://"):
        start = time.perf_counter()
        tokens(piece * (100_000 // len(piece)))
        assert time.perf_counter() - start < 2, piece
