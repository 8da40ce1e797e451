"""The frame: polling while a screen is being composed, drafts offered, modals over their screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest
from textual.widgets import Static

from pmgoals import keymap
from pmgoals.errors import BadInput
from pmgoals.services.planner import Planner
from pmgoals.tui import app as app_module
from pmgoals.tui import toasts
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.choose import ChooseModal
from pmgoals.tui.screens.draft import DraftScreen
from pmgoals.tui.widgets.field import LineInput
from pmgoals.tui.widgets.lines import RowList


async def until(state: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for a state of the app."""
    end = time.monotonic() + seconds
    while not state():
        assert time.monotonic() < end, "the state never came"
        await asyncio.sleep(0.02)


async def test_looking_again_never_meets_a_screen_that_is_being_composed(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "LOOK_AGAIN", 0.002)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)):
        for key, _, _ in keymap.SCREENS:
            app.switch_mode(key)
            await asyncio.sleep(0.05)
        monkeypatch.undo()
        assert app.is_running


async def test_a_waiting_draft_and_a_new_goal_are_both_offered(planner: Planner) -> None:
    planner.drafts.save(planner.drafts.begin("Own pricing end to end"))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await until(lambda: isinstance(app.screen, ChooseModal))
        await until(lambda: len(app.screen.query_one(RowList).ids) == 2)
        await pilot.press("down", "enter")
        await until(lambda: isinstance(app.screen, DraftScreen))
        assert app.screen.query_one("#line", LineInput).value == ""


async def another(app: PmgoalsApp, before: object) -> ChooseModal:
    """Wait for another list than the one before."""
    await until(lambda: app.screen is not before and isinstance(app.screen, ChooseModal))
    assert isinstance(app.screen, ChooseModal)
    return app.screen


async def test_a_waiting_draft_is_thrown_away_where_it_is_offered(planner: Planner) -> None:
    """There was once no way to be rid of a draft but to open it and know `ctrl+t`."""
    for line in ("Own pricing end to end", "Learn to price"):
        planner.drafts.save(planner.drafts.begin(line))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await until(lambda: isinstance(app.screen, ChooseModal))
        offered = app.screen
        await until(lambda: len(app.screen.query_one(RowList).ids) == 3)
        assert "D throw away" in str(app.screen.query_one("#keys").render())
        await pilot.press("D")
        asked = await another(app, offered)
        await pilot.press("enter")  # keep it
        offered = await another(app, asked)
        assert len(planner.draft_shelf.all()) == 2
        await pilot.press("D")
        asked = await another(app, offered)
        await pilot.press("down", "enter")
        offered = await another(app, asked)
        assert len(planner.draft_shelf.all()) == 1
        await pilot.press("G", "D")
        await pilot.pause()
        assert app.screen is offered  # a new goal is nothing to throw away
        await pilot.press("home", "D")
        await until(lambda: app.screen is not offered)
        await pilot.press("down", "enter")
        await until(lambda: not planner.draft_shelf.all())


async def test_every_command_of_a_place_can_be_started_there(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        for key, _, _ in keymap.SCREENS:
            app.switch_mode(key)
            await pilot.pause()
            for command in [*keymap.of(key), *keymap.of("everywhere")]:
                action = command.action
                known = hasattr(app.screen, f"action_{action}") or action.startswith("show_")
                known = known or hasattr(app, f"action_{action}")
                known = known or any(
                    hasattr(widget, f"action_{action}") for widget in app.screen.query("*")
                )
                assert known, f"{command.id} has no action on {key}"


async def test_own_keys_are_heard_and_unknown_ones_named(
    make_planner: Callable[..., Planner],
) -> None:
    from pmgoals.config import Settings

    keys = {"everywhere.show_learn": "f2", "goals.fly": "x", "everywhere.undo": "n"}
    faults = keymap.faults(keys)
    assert any("goals.fly" in fault for fault in faults)
    assert any("everywhere.undo" in fault and "everywhere.new_goal" in fault for fault in faults)
    app = PmgoalsApp(make_planner(settings=Settings(keys=keys)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await until(lambda: app.current_mode == "learn")


async def test_a_bad_field_says_at_once_what_it_takes_and_saves_nothing(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await until(lambda: bool(app.screen.query("#field-title")))
        app.screen.query_one("#field-title", LineInput).value = "A talk"
        day = app.screen.query_one("#field-on", LineInput)
        day.focus()
        day.value = "31 Jun 2026"
        hint = app.screen.query_one("#hint", Static)
        await until(lambda: "June has 30 days" in str(hint.render()))
        await pilot.press("ctrl+s")
        assert not planner.plan.learning
        assert day.value == "31 Jun 2026"
        day.value = "yesterday"
        await pilot.press("ctrl+s")
        await until(lambda: len(planner.plan.learning) == 1)


async def test_what_was_typed_into_a_form_that_was_left_is_there_again(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await until(lambda: bool(app.screen.query("#field-title")))
        app.screen.query_one("#field-title", LineInput).value = "Half a thought"
        await pilot.press("escape")
        await until(lambda: not app.screen.query("#field-title"))
        await pilot.press("l")
        await until(lambda: bool(app.screen.query("#field-title")))
        assert app.screen.query_one("#field-title", LineInput).value == "Half a thought"


async def test_page_keys_in_the_palette_end_nothing(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        for key in ("pagedown", "z", "q", "pagedown", "pageup", "x", "pagedown", "backspace"):
            app.simulate_key(key)
        await pilot.pause(0.4)
        for key in ("backspace", "backspace", "pagedown", "pageup", "escape", "escape"):
            await pilot.press(key)
        assert app.is_running


async def test_the_palette_finds_a_command_and_starts_it(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"Show Lea".replace(" ", "").lower()[:4])
        await pilot.press("space", "l", "e", "a")
        await pilot.pause(0.6)
        await pilot.press("enter")
        await until(lambda: app.current_mode == "learn")


async def test_what_was_read_makes_room_at_the_next_key_and_trouble_stays(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        app.tell("Done.")
        app.tell_error(BadInput("Not done.", "Do it again."))
        await pilot.press("down")
        assert len(app._notifications) == 2, "not read yet"
        monkeypatch.setattr(toasts, "READ_AFTER", -1.0)
        await pilot.press("down")
        assert [note.severity for note in app._notifications] == ["error"]
