"""A flood of letters goes to the field in focus as one text; elsewhere keys stay keys."""

from __future__ import annotations

from typing import Any

import pytest
from test_screens_growth import until
from textual import events
from textual.pilot import Pilot

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.widgets.field import LineInput


def send(pilot: Pilot[Any], text: str) -> None:
    """Have all keys of a text arrive at once."""
    names = {" ": "space", "\r": "enter", "\t": "tab"}
    for letter in text:
        pilot.app.post_message(events.Key(names.get(letter, letter), letter))


@pytest.mark.parametrize("count", [1, 7, 8, 9, 5000])
async def test_letters_that_arrive_at_once_stand_in_their_order(
    planner: Planner, count: int
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, FormModal))
        await until(pilot, lambda: isinstance(app.focused, LineInput))
        first = app.focused
        text = "".join(chr(ord("a") + n % 26) for n in range(count))
        send(pilot, text + "\r30m")
        await until(pilot, lambda: app.focused is not first)
        await until(pilot, lambda: getattr(app.focused, "value", "") == "30m")
        assert getattr(first, "value", "") == text


async def test_a_flood_replaces_what_the_first_key_would_replace(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        field = LineInput("62.5", id="value", replaced=True)
        await app.screen.mount(field)
        field.focus()
        await until(pilot, lambda: app.focused is field)
        send(pilot, "1234567890")
        await until(pilot, lambda: field.value == "1234567890")


async def test_on_a_list_letters_are_commands_however_fast_they_come(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        send(pilot, "234567876")
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "learn")


@pytest.mark.parametrize(
    ("text", "typed"), [("lBurst one", "Burst one"), ("luzzz", "uzzz"), ("WA win u", "A win u")]
)
async def test_keys_behind_the_one_that_opens_a_form_are_for_the_form(
    planner: Planner, text: str, typed: str
) -> None:
    """They acted on the screen below: a space marked a milestone done."""
    planner.evidence.add("Kept")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        send(pilot, text)
        await until(pilot, lambda: isinstance(app.screen, FormModal))
        await until(pilot, lambda: getattr(app.focused, "value", "") == typed)
        assert [e.title for e in planner.plan.evidence] == ["Kept"]
