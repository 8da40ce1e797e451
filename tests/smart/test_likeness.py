from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.smart.likeness import is_part, likeness

BENCH: dict[str, Any] = runpy.run_path(
    str(Path(__file__).parents[1] / "benchmarks" / "likeness.py")
)
PAIRS = BENCH["pairs"]()
NAMES = st.sampled_from(sorted({name for pair in PAIRS for name in (pair.one, pair.other)}))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("onboarding completion", "share of new teams that finish setup", "same"),
        ("churn", "retention", "opposite"),
        ("crash-free sessions", "sessions with a crash", "opposite"),
        ("activation", "retention", "different"),
        ("day-7 retention", "day-30 retention", "different"),
        ("sign-ups", "revenue", "different"),
        ("rate of activation", "Activation: of rate", "same"),
        ("onboarding completion", "onbaording completion", "same"),
        ("accounts organised by region", "accounts organized by region", "same"),
        ("", "", "different"),
        ("…", "—", "different"),
    ],
)
def test_names_are_compared_by_what_they_mean(one: str, other: str, expected: str) -> None:
    assert likeness(one, other) == expected


@given(NAMES, NAMES)
def test_it_does_not_matter_which_comes_first(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(NAMES)
def test_a_name_means_itself_however_it_is_written(name: str) -> None:
    assert likeness(name, f"  {name.upper()} ") == "same"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_read(one: str, other: str) -> None:
    assert likeness(one, other) in ("same", "opposite", "different")


def test_a_metric_of_a_part_is_part_of_the_whole() -> None:
    assert is_part("sign-ups in Austria", "sign-ups")
    assert not is_part("sign-ups", "sign-ups in Austria")
    assert not is_part("churn", "sign-ups")


@pytest.mark.parametrize(
    ("split", "precision", "recall"),
    [
        ("worked on", 0.98, 0.95),
        ("held out", 0.98, 0.95),
        ("later", 0.97, 0.6),
        ("fresh", 0.97, 0.58),
        ("other hand", 0.95, 0.8),
    ],
)
def test_the_figures_hold(split: str, precision: float, recall: float) -> None:
    """A false alarm costs more than a missed one: precision comes before recall."""
    found = BENCH["score"]([pair for pair in PAIRS if pair.split == split])
    assert found.precision >= precision
    assert found.recall >= recall
