"""What Plan's changes ask and tell, and where the cursor is after them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from test_screens_rhythm import QUARTER_END, add_goal, add_step, go, step, until

from pmgoals.model.milestone import Milestone
from pmgoals.services.planner import Planner
from pmgoals.tui import break_down
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.choose import ChooseModal
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.screens.plan_milestone import firsts
from pmgoals.tui.screens.plan_moves import NO_GOAL
from pmgoals.tui.widgets.field import Choice, LineInput


def chained(planner: Planner, count: int) -> list[Milestone]:
    """Milestones of a goal, each of which waits for the one before."""
    goal = add_goal(planner, "Lift activation")
    made: list[Milestone] = []
    for n in range(count):
        new = add_step(planner, goal, f"Step {n}", dt.date(2026, 12, 4) + dt.timedelta(days=n))
        made.append(planner.milestones.depends(new.id, made[-1].id) if made else new)
    return made


async def form(pilot: Any, title: str) -> Any:
    app = pilot.app
    await until(
        pilot,
        lambda: (
            isinstance(app.screen, FormModal)
            and app.screen.focused
            and title in str(app.screen.query_one("#title").render())
        ),
    )
    return app.screen


def told(app: PmgoalsApp) -> list[str]:
    return [note.message for note in app._notifications]


async def test_an_edited_day_asks_what_moving_asks(planner: Planner) -> None:
    """The edit moved a milestone past what waits for it without a word."""
    first, second = chained(planner, 2)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        screen.show_milestone(first)
        await pilot.press("e")
        edit = await form(pilot, "Edit")
        edit.query_one("#field-due", LineInput).value = "18 Dec 2026"
        edit.query_one("#field-title", LineInput).value = "Other"
        await pilot.press("ctrl+s")
        asked = await form(pilot, "Move")
        intro = str(asked.query_one("#intro").render())
        assert "“Step 1”, 5 Dec 2026, would be due before what it needs." in intro
        assert "“Step 1” would go along, to 19 Dec 2026." in intro
        await pilot.press("escape")  # back to the edit, with what was typed
        edit = await form(pilot, "Edit")
        assert edit.query_one("#field-title", LineInput).value == "Other"
        await pilot.press("ctrl+s")
        await form(pilot, "Move")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        moved = step(planner, first)
        assert (moved.title, moved.due) == ("Other", dt.date(2026, 12, 18))
        assert step(planner, second).due == dt.date(2026, 12, 19)
        assert "“Step 1” moves along, to 19 Dec 2026." in told(app)[-1]
        planner.undo()
        assert (step(planner, first), step(planner, second)) == (first, second)


async def test_an_edited_day_that_is_over_is_asked_about(planner: Planner) -> None:
    (only,) = chained(planner, 1)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        await pilot.press("e")
        edit = await form(pilot, "Edit")
        edit.query_one("#field-due", LineInput).value = "2 Nov 2026"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ChooseModal) and app.screen.focused)
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.screen is screen)
        assert step(planner, only).due == dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("count", "words"),
    [(2, "it moves along"), (3, "both move along"), (4, "all 3 move along")],
)
async def test_what_moves_along_is_named_with_its_new_day(
    planner: Planner, count: int, words: str
) -> None:
    made = chained(planner, count)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        screen.show_milestone(made[0])
        await pilot.press("greater_than_sign")
        asked = await form(pilot, "Move")
        assert asked.query_one("#field-along", Choice).said == words
        intro = str(asked.query_one("#intro").render())
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        for each in made[1:]:
            day = step(planner, each).due
            said = f"to {day.day} Mar 2027, past its goal's end on 31 Dec 2026."
            assert f"“{each.title}” would go along, {said}" in intro
            assert f"“{each.title}” moves along, {said}" in told(app)[-1]


async def test_the_cursor_goes_with_what_is_added_undone_and_done_again(planner: Planner) -> None:
    first, last = chained(planner, 2)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        screen.show_milestone(last)
        await pilot.press("greater_than_sign")
        assert screen.milestone() == step(planner, last) != last
        await pilot.press("u")
        assert screen.milestone() == last
        await pilot.press("U")
        assert screen.milestone() == step(planner, last) != last
        await pilot.press("a")
        asked = await form(pilot, "Add")
        asked.query_one("#field-title", LineInput).value = "New"
        asked.query_one("#field-due", LineInput).value = "31 Dec 2026"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        await until(pilot, lambda: screen.milestone() and screen.milestone().title == "New")
        assert screen.milestone().due == QUARTER_END
        planner.trash.put(first.id)
        app.plan_changed()
        await pilot.press("u")
        assert screen.milestone() == first


async def test_what_could_come_before_is_open_and_waits_for_nothing_here(planner: Planner) -> None:
    """Milestones of closed goals came first, and what would wait for itself was offered."""
    first, second, third = chained(planner, 3)
    gone = add_goal(planner, "Gone")
    add_step(planner, gone, "Never done", dt.date(2026, 10, 2))
    planner.goals.close(gone.id)
    other = add_step(planner, add_goal(planner, "Other"), "Elsewhere", QUARTER_END)
    for milestone, offered in (
        (first, [other.id]),
        (third, [second.id, first.id, other.id]),
        (other, [first.id, second.id, third.id]),
    ):
        assert [key for key, _, _ in firsts(planner, milestone)] == offered


async def test_nothing_is_offered_before_the_only_milestone(planner: Planner) -> None:
    chained(planner, 1)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "plan")
        await pilot.press("L", "L", "L")
        await until(pilot, lambda: told(app))
        await pilot.pause(0.1)
        assert told(app) == ["There is no other milestone that could come before it."]
        assert app.screen is screen


@pytest.mark.parametrize("key", ["greater_than_sign", "e", "L", "D", "a"])
async def test_an_empty_plan_says_at_once_that_a_goal_comes_first(
    planner: Planner, key: str
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "plan")
        await pilot.press(key)
        await until(pilot, lambda: told(app))
        assert told(app)[-1] == NO_GOAL


@pytest.mark.parametrize(("screen", "key"), [("plan", "a"), ("goals", "m")])
async def test_breaking_down_names_the_key_that_adds_one_here(
    planner: Planner, monkeypatch: pytest.MonkeyPatch, screen: str, key: str
) -> None:
    chained(planner, 1)
    monkeypatch.setattr(break_down, "_deeds", lambda *_: [])
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, screen)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, ChooseModal) and app.screen.focused)
        await pilot.press("enter")
        await until(pilot, lambda: told(app))
        assert f" {key} adds one by hand." in told(app)[-1]
