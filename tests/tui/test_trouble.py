"""The plan's file goes away, or cannot be read, while the app runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from test_screens_growth import until

from pmgoals.errors import NotFound
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.trouble import TroubleModal
from pmgoals.tui.widgets.lines import Lines


def told(app: PmgoalsApp) -> str:
    return " ".join(app.screen.query_one("#words", Lines).text.split())


@pytest.mark.parametrize("what", ["removed", "emptied", "a folder"])
async def test_what_was_read_last_is_written_elsewhere(planner: Planner, what: str) -> None:
    planner.evidence.add("Seen")
    plan = planner.places.real
    whole = plan.read_bytes()
    app = PmgoalsApp(planner)
    async with app.run_test(size=(110, 34)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        plan.unlink()
        if what == "emptied":
            plan.touch()
        elif what == "a folder":
            plan.mkdir()
        await until(pilot, lambda: isinstance(app.screen, TroubleModal))
        first = app.screen
        assert "write the plan as it was last read" in told(app)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, TroubleModal) and app.screen is not first)
        (saved,) = plan.parent.glob("plan-rescued-*.json")
        assert saved.read_bytes() == whole and saved.stat().st_mode & 0o777 == 0o600
        window, words = app.screen.query_one("#window"), app.screen.query_one("#words", Lines)
        assert window.region.bottom <= 34 and words.max_scroll_y == 0, "not all of it can be seen"
        assert saved.name in told(app).replace(" ", "") and "w write" not in told(app)
        await pilot.press("w")  # offered once
        assert [*plan.parent.glob("plan-rescued-*.json")] == [saved]
        if what == "a folder":
            plan.rmdir()
        await pilot.press("b")
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
    assert planner.plan.evidence[0].title == "Seen"


def test_a_rescue_finds_a_folder_and_a_name(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFound):
        planner.backups.rescue()
    planner.evidence.add("Seen")
    assert planner.plan.evidence
    home = tmp_path / "person"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    first, second = planner.backups.rescue(), planner.backups.rescue()
    assert first.parent == second.parent == planner.places.real.parent and first != second
    real, write = planner.places.real, os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if str(path).startswith(str(real.parent)) and flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied", str(path))
        return write(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    assert planner.backups.rescue().parent == home
