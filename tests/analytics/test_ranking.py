from __future__ import annotations

from itertools import pairwise
from math import ceil, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.analytics.ranking import Answer, Ranking, begin

ITEMS = st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=24)


def answer_by(worth: dict[str, int], ranking: Ranking) -> Answer:
    assert ranking.question is not None
    left, right = (worth[item] for item in ranking.question)
    return "left" if left > right else "right" if left < right else "same"


def rank(items: list[str], worth: dict[str, int]) -> tuple[Ranking, int]:
    ranking, asked = begin(items), 0
    while ranking.question is not None:
        before = ranking.left
        ranking = ranking.answered(answer_by(worth, ranking))
        asked += 1
        assert ranking.left < before
    return ranking, asked


@given(ITEMS, st.data())
def test_a_ranking_finds_a_hidden_order_with_ties(items: list[str], data: st.DataObject) -> None:
    worth = {item: data.draw(st.integers(0, 9)) for item in items}
    ranking, _ = rank(items, worth)
    assert sorted(ranking.order) == sorted(items)
    for before, after in pairwise(ranking.order):
        assert worth[before] >= worth[after]
    for group in ranking.groups:
        assert len({worth[item] for item in group}) == 1


@given(ITEMS, st.randoms())
def test_a_ranking_asks_few_questions(items: list[str], random: object) -> None:
    worth = {item: place for place, item in enumerate(items)}
    random.shuffle(items)  # type: ignore[attr-defined]
    ranking, asked = rank(items, worth)
    count = len(items)
    assert asked <= (count * ceil(log2(count)) if count > 1 else 0)
    assert asked <= begin(items).left
    assert ranking.left == 0


@given(st.permutations(range(10)), st.lists(st.integers(0, 5), min_size=10, max_size=10))
def test_ten_priorities_take_25_comparisons_at_most(order: list[int], ties: list[int]) -> None:
    items = [str(item) for item in order]
    for worth in ({item: int(item) for item in items}, dict(zip(items, ties, strict=True))):
        ranking, asked = rank(items, worth)
        assert asked <= 25
        assert [worth[item] for item in ranking.order] == sorted(worth.values(), reverse=True)


@given(ITEMS, st.lists(st.sampled_from(["left", "right", "same"]), max_size=40))
def test_the_order_so_far_always_holds_everything_once(
    items: list[str], answers: list[Answer]
) -> None:
    ranking = begin(items)
    assert ranking.order == items
    for answer in answers:
        if ranking.question is None:
            break
        ranking = ranking.answered(answer)
        assert sorted(ranking.order) == sorted(items)


def test_stopping_early_keeps_what_was_said_and_the_rest_in_its_order() -> None:
    ranking = begin(["a", "b", "c", "d"]).answered("left")  # b before a
    assert ranking.question == ("c", "a")
    assert ranking.order == ["b", "a", "c", "d"]
    assert ranking.answered("left").order == ["b", "c", "a", "d"]


def test_nothing_is_asked_about_one_or_none() -> None:
    assert begin([]).question is None and begin(["a"]).question is None
    with pytest.raises(ValueError, match="placed"):
        begin(["a"]).answered("left")
