"""A plan that another program changed is told of, and goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmgoals.cli.main import main


def test_a_hand_edited_plan_is_told_of_and_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["learn", "one word"]) == 0
    plan = tmp_path / "home" / "plan.json"
    plan.write_text(plan.read_text().replace("one word", "two words"))
    capsys.readouterr()
    assert main(["learn", "list", "--json"]) == 0
    seen = capsys.readouterr()
    assert json.loads(seen.out)[0]["title"] == "two words"
    assert "changed by another program" in seen.err
    assert main(["learn", "three"]) == 0
    capsys.readouterr()
    assert main(["learn", "list"]) == 0
    assert "changed by another program" not in capsys.readouterr().err
