"""Keys that come faster than windows: one window opens, and nothing else happens meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from test_screens_growth import until
from textual import events
from textual.pilot import Pilot

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.modals.go import GoModal


def hold(pilot: Pilot[Any], letter: str, times: int) -> None:
    """Send a key many times in one read, as a terminal does for one that is held down."""
    for _ in range(times):
        pilot.app.post_message(events.Key(letter, letter))


@pytest.mark.parametrize("letter", ["l", "W"])
async def test_a_key_that_is_held_opens_one_window(planner: Planner, letter: str) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        under = len(app.screen_stack)
        hold(pilot, letter, 200)
        await until(pilot, lambda: isinstance(app.screen, FormModal | GoModal))
        await pilot.pause()
        assert len(app.screen_stack) == under + 1
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == under)
        await pilot.press("l")  # the next one opens again
        await until(pilot, lambda: isinstance(app.screen, FormModal))


@pytest.mark.parametrize(("times", "waits"), [(200, False), (201, True), (2, False), (1, True)])
async def test_a_second_g_goes_to_the_first_row_however_fast_it_comes(
    planner: Planner, times: int, waits: bool
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        under = len(app.screen_stack)
        hold(pilot, "g", times)
        hold(pilot, "escape" if waits else "U", 1)
        await until(pilot, lambda: app._message_queue.empty())
        await until(pilot, lambda: len(app.screen_stack) == under)
        assert getattr(app.screen, "KEY", "") == "today"


async def test_a_held_key_after_it_acts_on_nothing_below(planner: Planner) -> None:
    first = [planner.priorities.add(word).id for word in ("one", "two")]
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        app.switch_mode("reflect")
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "reflect")
        hold(pilot, "l", 1)
        hold(pilot, "K", 30)
        await until(pilot, lambda: isinstance(app.screen, FormModal))
        assert [item.id for item in planner.plan.priorities] == first
