"""The wizard: what is typed lands where it was typed, however fast the steps are turned."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from textual.widgets import Static

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.screens.draft import DraftScreen
from pmgoals.tui.widgets.field import LineInput


async def until(state: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for a state of the app."""
    end = time.monotonic() + seconds
    while not state():
        assert time.monotonic() < end, "the state never came"
        await asyncio.sleep(0.02)


def wizard(app: PmgoalsApp) -> DraftScreen:
    assert isinstance(app.screen, DraftScreen)
    return app.screen


async def test_turning_steps_fast_never_moves_a_text_to_another_field(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_draft(line="Own pricing end to end")
        await until(lambda: bool(app.screen.query("#ask-why")))
        await pilot.press("pagedown")
        await until(lambda: bool(app.screen.query("#ask-problem")))
        app.screen.query_one("#ask-problem", LineInput).value = "Nobody owns the price"
        await pilot.press("pagedown")
        await until(lambda: bool(app.screen.query("#ask-measures-0-source")))
        app.screen.query_one("#ask-measures-0-source", LineInput).value = "report"
        for key in ("pageup", "pageup", "pagedown", "pagedown", "pageup", "pagedown", "pageup"):
            app.simulate_key(key)
        await pilot.pause(0.5)
        draft = wizard(app).draft
        assert draft.title == "Own pricing end to end"
        assert draft.fields == {"problem": "Nobody owns the price"}
        assert draft.measures[0].source == "report"
        assert draft.measures[0].name == ""


async def test_a_bad_field_is_named_and_keeps_the_goal_from_being_committed(
    planner: Planner,
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_draft(line="Own pricing end to end")
        await until(lambda: bool(app.screen.query("#ask-why")))
        await wizard(app).action_go_step("time_bound")
        due = app.screen.query_one("#ask-due", LineInput)
        due.focus()
        due.value = "31 Jun 2027"
        hint = app.screen.query_one("#hint", Static)
        await until(lambda: "June has 30 days" in str(hint.render()))
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert not planner.plan.goals
        assert wizard(app).draft.fields["due"] == "31 Jun 2027"


async def test_a_million_characters_and_markup_are_kept_as_typed(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    text = "[/x] [@click=app.quit] \x1b[31m 🚀 " + "x" * 1_000_000
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_draft()
        await until(lambda: bool(app.screen.query("#ask-why")))
        app.screen.query_one("#line", LineInput).value = text
        await until(lambda: wizard(app).draft.line == text)
        await pilot.press("escape")
        await until(lambda: not isinstance(app.screen, DraftScreen))
    assert planner.drafts.all()[0].line == text
