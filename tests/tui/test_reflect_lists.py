"""From answers to the lists they lead to, and keys that follow the place."""

from __future__ import annotations

import pytest
from test_reflect_growth import choose, reflect
from test_screens_growth import alone, rows, text, until

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp

__all__ = ["alone"]

ANSWER = "No second certification; no [/x] podcast.\n- The tooling committee"


async def test_the_lines_of_an_answer_are_taken_into_its_list_with_one_key(
    planner: Planner,
) -> None:
    planner.reflections.answer("not_doing", ANSWER)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "not_doing")
        assert "3 lines of your answers lead here: t takes" in text(screen, "ranked")
        assert [screen.check_action(key, ()) for key in ("compare", "move_up", "draft")] == [
            False
        ] * 3
        await pilot.press("t")
        await choose(pilot, "1")
        await until(pilot, lambda: planner.plan.not_doing)
        assert [item.title for item in planner.plan.not_doing] == ["no [/x] podcast"]
        screen = await reflect(pilot, "prompt:not_doing")
        await pilot.press("t")
        await choose(pilot, "all")
        await until(pilot, lambda: len(planner.plan.not_doing) == 3)
        await until(pilot, lambda: screen.place == "not_doing")
        assert screen.check_action("take", ()) is False, "all of them are on it"
        assert screen.check_action("move_up", ()) is True
        await pilot.press("u")
        await until(pilot, lambda: len(planner.plan.not_doing) == 1)


@pytest.mark.parametrize("place", ["prompt:strengths", "prompt:focus_areas", "standing"])
async def test_what_cannot_be_done_at_a_place_is_not_offered_there(
    planner: Planner, place: str
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, place)
        assert screen.check_action("take", ()) is False
        assert screen.check_action("add", ()) is (place == "prompt:focus_areas")
        assert screen.check_action("draft", ()) is False
        if place == "standing":
            rows(screen, "standing").highlighted = "skill:managing_up"
            assert screen.check_action("draft", ()) is True
