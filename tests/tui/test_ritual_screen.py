"""The ritual's screen: the way of Enter, leaving and coming back, what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from test_screens_rhythm import until
from textual.pilot import Pilot

from pmgoals.model.calendar import Week
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.screens.ritual import RitualScreen
from pmgoals.tui.widgets.field import Choice, LineInput

FRIDAY = dt.date(2026, 11, 20)
WEEK = Week.of(FRIDAY)
SIZES = [(120, 40), (80, 24), (60, 20)]


@pytest.fixture
def demo(make_planner: Callable[..., Planner]) -> Planner:
    """The demo plan on a Friday."""
    planner = make_planner(FRIDAY, seed=7)
    make_demo(planner, seed=7)
    return planner


async def open_ritual(pilot: Pilot[Any]) -> RitualScreen:
    """Press the key that opens the ritual and wait until it asks."""
    await until(pilot, lambda: pilot.app.screen.focused is not None)
    await pilot.press("w")
    await until(pilot, lambda: isinstance(pilot.app.screen, RitualScreen))
    await until(pilot, lambda: pilot.app.screen.focused is not None)
    screen = pilot.app.screen
    assert isinstance(screen, RitualScreen)
    return screen


async def at(pilot: Pilot[Any], key: str) -> RitualScreen:
    """Go on, stage by stage, until one asks."""
    screen = pilot.app.screen
    assert isinstance(screen, RitualScreen)
    for _ in range(20):
        if screen.stage.key.startswith(key):
            return screen
        await pilot.press("pagedown")
    raise AssertionError(f"no stage {key}")


def value(screen: RitualScreen) -> str:
    field = screen.focused
    assert isinstance(field, LineInput | Choice)
    return field.value


@pytest.mark.parametrize("size", SIZES)
async def test_enter_alone_leads_through_the_whole_week(
    demo: Planner, size: tuple[int, int]
) -> None:
    async with PmgoalsApp(demo).run_test(size=size) as pilot:
        screen = await open_ritual(pilot)
        for _ in range(60):
            if pilot.app.screen is not screen:
                break
            await pilot.press("enter")
        assert pilot.app.screen is not screen
    assert not demo.checkins.due(WEEK)
    assert demo.plan.journal[str(WEEK)].kept


async def test_what_was_typed_is_there_again_after_leaving(demo: Planner) -> None:
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        await open_ritual(pilot)
        await at(pilot, "learned")
        await pilot.press(*"Half", "escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, RitualScreen))
        assert demo.rituals.weekly().typed() == {"learned": {"0": "Half"}}
        await open_ritual(pilot)
        screen = await at(pilot, "learned")
        assert value(screen) == "Half"
        await pilot.press(*"er", "enter")
        await until(pilot, lambda: screen.stage.key == "change")
        assert demo.plan.journal[str(WEEK)].answers["learned"] == "Halfer"
        assert demo.rituals.weekly().typed() == {}


async def test_a_value_that_cannot_be_read_is_said_and_holds_the_stage(demo: Planner) -> None:
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        await open_ritual(pilot)
        screen = await at(pilot, "goal:")
        key = screen.stage.key
        await pilot.press(*"lots", "enter")
        assert screen.stage.key == key and value(screen) == "lots"
        hint = screen.query_one("#hint")
        assert hint.has_class("-wrong")
        await pilot.press("pagedown")
        assert screen.stage.key == key  # refused as it is kept, too
        await pilot.press(*["backspace"] * 4, *"3", "enter")
        assert not hint.has_class("-wrong") and value(screen) != "3"


async def test_what_is_stuck_is_asked_only_when_confidence_fell(demo: Planner) -> None:
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        await open_ritual(pilot)
        screen = await at(pilot, "goal:")
        offered = int(screen.stage.offered("confidence"))
        await pilot.press("enter", *str(offered - 1))
        asked = []
        for _ in range(8):
            await pilot.press("enter")
            field = screen.focused
            asked.append(screen._asked[field.id or ""].key if field else "")
            if asked[-1] == "blocker":
                break
        assert "note" in asked and asked[-1] == "blocker"


async def test_an_earlier_week_is_filled_from_the_journal(demo: Planner) -> None:
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        await pilot.press("5", "left_square_bracket")
        await until(pilot, lambda: str(pilot.app.screen.week) == str(WEEK.plus(-1)))
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, RitualScreen))
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        screen = await at(pilot, "learned")
        await pilot.press(*"Late", "pagedown")
        await until(pilot, lambda: screen.stage.key == "change")
    assert "Late" in demo.plan.journal[str(WEEK.plus(-1))].answers["learned"]
