"""Short walks by keys drawn at random; the long one is `python tests/monkeys/walk.py`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from walk import KEYS, burst, make_start, run

from pmgoals import keymap


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("monkeys") / "start"
    make_start(home)
    return home


@pytest.mark.parametrize("seed", [101, 102])
def test_keys_at_random_break_nothing_and_can_be_undone(
    start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    walk = run(start, tmp_path, seed, 240)
    assert len(walk.pressed) >= 240 and len(walk.visited) >= 4


def test_every_command_has_a_key_that_is_pressed() -> None:
    pressed = set(KEYS)
    for command in keymap.COMMANDS:
        assert pressed & set(command.keys.split(",")), command.id
    assert all(len(burst(random.Random(seed))) < 80 for seed in range(50))
