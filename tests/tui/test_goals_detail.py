"""One goal in full on Goals: scrolling it, and what it says of check-ins; a list that is cut."""

from __future__ import annotations

import pytest
from test_screens_rhythm import add_goal, add_step, go, text, until

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.choose import _build


async def test_a_goal_in_full_is_paged_with_the_keys_of_lists(planner: Planner) -> None:
    """^d did nothing there."""
    goal = add_goal(planner, "Long")
    for n in range(40):
        add_step(planner, goal, f"Step {n}", planner.today)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "goals")
        await pilot.press("enter")
        detail = screen.query_one("#detail")
        await until(pilot, lambda: detail.has_focus)
        for key, goes in (
            ("ctrl+d", lambda: detail.scroll_offset.y > 5),
            ("ctrl+u", lambda: detail.scroll_offset.y == 0),
            ("j", lambda: detail.scroll_offset.y == 1),
            ("G", lambda: detail.scroll_offset.y == detail.max_scroll_y),
            ("home", lambda: detail.scroll_offset.y == 0),
        ):
            await pilot.press(key)
            await until(pilot, goes)
        await pilot.press("escape")
        assert not detail.has_focus


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("No data this month.", "No data this month. Stuck on: "),
        ("No data", "No data; stuck on: "),
        ("", "stuck on: "),
    ],
)
async def test_a_check_in_says_what_is_stuck_after_its_note(
    planner: Planner, note: str, said: str
) -> None:
    goal = add_goal(planner, "A")
    planner.checkins.save(goal.id, confidence=4, note=note, blocker="dependency")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "goals")
        assert f"{planner.week}   4  {said}" in text(screen, "detail")


async def test_a_toast_takes_the_place_of_one_that_says_the_same(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "plan")
        for words in ("One", "Two", "One", "One"):
            app.tell(words)
            await pilot.pause()
        assert [note.message for note in app._notifications] == ["Two", "One"]


@pytest.mark.parametrize("words", ["A title that is too long for it", "日本語の目標は長い", "a"])
def test_a_choice_that_is_too_long_is_cut_with_a_mark(words: str) -> None:
    ((_, name, *_),) = _build(words, "its goal")(14)
    assert (name.text == words) == (len(words) < 3)
    assert name.text.endswith("…") or len(words) < 3
