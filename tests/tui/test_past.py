"""History and trash in the app: what was changed and deleted, and the way back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from test_reports_screen import pick
from test_screens_growth import until
from textual import events
from textual.command import CommandList
from textual.pilot import Pilot

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.choose import ChooseModal
from pmgoals.tui.widgets.lines import RowList


async def opened(pilot: Pilot[Any], key: str) -> list[str]:
    """Press a key and return the keys of what is listed."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseModal))
    await until(pilot, lambda: pilot.app.screen.query_one("#options", RowList).ids)
    return pilot.app.screen.query_one("#options", RowList).ids


async def test_the_way_leads_back_to_before_any_step_and_forward_again(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        await pilot.press("Z")
        await pilot.pause()
        assert not isinstance(app.screen, ChooseModal)  # nothing was changed yet
        for title in ("One", "Two", "Three"):
            planner.evidence.add(title)
        ids = await opened(pilot, "Z")
        assert len(ids) == 3 and "Three" in app.screen.query_one("#options", RowList).text
        await pick(pilot, ids[1])
        await pick(pilot, "no")
        assert len(planner.plan.evidence) == 3
        await opened(pilot, "Z")
        await pick(pilot, ids[1])
        await pick(pilot, "yes")
        await until(pilot, lambda: [e.title for e in planner.plan.evidence] == ["One"])
        await pilot.press("U")
        await until(pilot, lambda: len(planner.plan.evidence) == 2)
        ids = await opened(pilot, "Z")
        assert len(ids) == 2
        await pick(pilot, ids[0])  # the last one is not asked about
        await until(pilot, lambda: len(planner.plan.evidence) == 1)


async def test_what_lies_in_the_trash_comes_back_or_goes_for_good(planner: Planner) -> None:
    kept = [planner.evidence.add(title).id for title in ("One", "Two", "Three")]
    for own in kept:
        planner.trash.put(own)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        assert set(await opened(pilot, "B")) == {*kept, "all"}
        await pick(pilot, kept[0])
        await pick(pilot, "back")
        await until(pilot, lambda: [e.title for e in planner.plan.evidence] == ["One"])
        await opened(pilot, "B")
        await pick(pilot, kept[1])
        await pick(pilot, "purge")
        await pick(pilot, "yes")
        await until(pilot, lambda: len(planner.trash.items()) == 1)
        await opened(pilot, "B")
        await pick(pilot, "all")
        await pick(pilot, "yes")
        await until(pilot, lambda: planner.trash.items() == [])
        await pilot.press("B")
        await pilot.pause()
        assert not isinstance(app.screen, ChooseModal)
        await pilot.press("u")
        await until(pilot, lambda: len(planner.trash.items()) == 1)


@pytest.mark.parametrize("key", ["w", "n", "l", "S", "2", "3", "4", "5", "6", "7", "8", "H"])
async def test_an_app_that_ends_while_a_screen_is_laid_out_ends_well(
    planner: Planner, key: str
) -> None:
    """It was told as a defect: the screen looked for parts that were no longer there."""
    for delay in (0.0, 0.03):
        app = PmgoalsApp(planner)
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda app=app: getattr(app.screen, "KEY", "") == "today")
            app.post_message(events.Key(key, key))
            await asyncio.sleep(delay)
        assert app._exception is None


async def test_the_palette_takes_one_enter(planner: Planner) -> None:
    """A second one, typed ahead, ended the app."""
    planner.evidence.add("One")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        await pilot.press("ctrl+p")
        await until(pilot, lambda: app.screen.id == "--command-palette")
        palette = app.screen
        await pilot.press(*"redo")
        await until(pilot, lambda: palette.query_one(CommandList).option_count == 1)
        for key in ("down", "enter", "enter", "enter"):
            app.post_message(events.Key(key, None))
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        await pilot.pause(0.2)
        assert app._exception is None


@pytest.mark.parametrize("mode", ["2", "3", "4", "5", "6", "7", "8"])
async def test_keys_typed_ahead_of_a_screen_find_it_laid_out(planner: Planner, mode: str) -> None:
    """They looked for parts that were not there yet, which ended the app."""
    planner.evidence.add("One")
    for key in ("escape", "enter", "e", "D", "v"):
        app = PmgoalsApp(planner)
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda app=app: getattr(app.screen, "KEY", "") == "today")
            for each in (mode, key, "escape"):
                app.post_message(events.Key(each, each if len(each) == 1 else None))
            await pilot.pause(0.05)
        assert app._exception is None, key
