"""Every screen shows what it showed when it was last looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import FOLDER, KEYS, drawn


@pytest.mark.parametrize("name", list(KEYS))
async def test_the_screens_are_as_they_were_last_looked_at(name: str) -> None:
    async for file, text in drawn([name]):
        expected = (FOLDER / file).read_text("utf-8")
        assert text == expected, f"{file} differs; python tests/golden.py --write draws it anew"


def test_no_golden_screen_is_left_over() -> None:
    known = set(KEYS)
    assert {Path(path).name.split("-")[0] for path in FOLDER.glob("*.txt")} == known
