"""Journeys over the ledger: from a goal and from anywhere, what it shows, and back again."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from pmgoals import keymap
from pmgoals.analytics.calibration import calibration
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal, LedgerEntry
from pmgoals.model.milestone import Milestone
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.screens import ledger_rows
from pmgoals.tui.widgets.field import LineInput
from pmgoals.tui.widgets.lines import Lines, RowList

HOSTILE = "[/x] [@click=app.quit]go[/] \x1b[31mred\x1b]0;t\x07 \u202eback"
SIZES = [(120, 40), (80, 24), (60, 20)]
START, END = dt.date(2026, 1, 5), dt.date(2026, 6, 30)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other program changes the plan here: the app need not look for it."""
    monkeypatch.setattr("pmgoals.tui.app.LOOK_AGAIN", 3600.0)


async def until(pilot: Pilot[Any], seen: Callable[[], object], within: float = 5.0) -> None:
    """Wait until something is so; fail when it is not in time."""
    end = time.monotonic() + within
    while True:
        await pilot.pause()
        if seen():
            return
        assert time.monotonic() < end, "it did not come to be in time"
        await asyncio.sleep(0.01)


async def arrive(pilot: Pilot[Any], key: str) -> Any:
    """Wait for a screen, and return it."""
    app = pilot.app
    await until(pilot, lambda: getattr(app.screen, "KEY", "") == key and app.screen.is_mounted)
    await until(pilot, lambda: app.screen._shown is not None)
    return app.screen


def changes(screen: Any) -> str:
    return screen.query_one("#changes", RowList).text


def hindsight(screen: Any) -> str:
    return screen.query_one("#hindsight", Lines).text


def add(planner: Planner, title: str, **fields: Any) -> Goal:
    with planner.change("a goal") as tx:
        return tx.add(
            Goal, **{"title": title, "start": START, "due": dt.date(2027, 6, 30)} | fields
        )


def story(planner: Planner) -> tuple[Goal, Goal]:
    """Two goals whose dates moved, and three that were closed."""
    one, other = add(planner, "Lift activation"), add(planner, "Own pricing")
    planner.goals.edit(one.id, "the import slipped", due=dt.date(2027, 7, 31))
    planner.goals.edit(one.id, "and once more", due=dt.date(2027, 8, 31))
    planner.goals.edit(other.id, due=dt.date(2027, 5, 31))
    for grade in (1.0, 0.2, 0.2):
        past = add(planner, "Past", state="closed", grade=grade, closed_on=END, decision="close")
        with planner.change("weeks") as tx:
            tx.add(Checkin, goal=past.id, week="2026-W10", on=dt.date(2026, 3, 6), confidence=9)
    return one, other


@pytest.mark.parametrize("size", SIZES)
async def test_the_goal_in_focus_then_all_of_them_then_only_what_was_eased(
    planner: Planner, size: tuple[int, int]
) -> None:
    one, _ = story(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        app.show_goal(one.id)
        screen = await arrive(pilot, "goals")
        await until(pilot, lambda: screen.goal_in_focus() == one.id)
        await pilot.press("L")
        screen = await arrive(pilot, "ledger")
        await until(pilot, lambda: "Lift activation" in changes(screen))
        text = changes(screen)
        assert "31 Jul 2027 → 31 Aug 2027" in text
        assert "first 30 Jun 2027" in text
        assert "and once more" in text
        assert text.count("▽ eased") == 2
        assert "Own pricing" not in text
        await pilot.press("f")
        await until(pilot, lambda: "Own pricing" in changes(screen))
        assert "November 2026" in changes(screen)
        await pilot.press("e")
        await until(pilot, lambda: "Own pricing" not in changes(screen))
        assert "What was eased" in changes(screen)
        assert screen.rows.highlighted in screen._changes
        await pilot.press("escape")
        await arrive(pilot, "goals")


@pytest.mark.parametrize("size", SIZES)
async def test_what_confidence_was_worth_stands_beside_it(
    planner: Planner, size: tuple[int, int]
) -> None:
    story(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        await pilot.press("H")
        screen = await arrive(pilot, "ledger")
        await until(pilot, lambda: "8 to 10" in hindsight(screen))
        text = " ".join(hindsight(screen).split())
        assert "1 of 3, 90 % said" in text
        assert "none yet" in text
        assert "█" in text and "│" in text
        assert text.startswith("Confidence and what came of it")
        await pilot.press("tab", "j")
        assert screen.focused is screen.query_one("#hindsight")


async def test_esc_goes_back_to_where_one_was_also_after_h_on_the_ledger_itself(
    planner: Planner,
) -> None:
    story(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await arrive(pilot, "learn")
        await pilot.press("H")
        screen = await arrive(pilot, "ledger")
        await pilot.press("f")
        await until(pilot, lambda: screen.goal_id)
        await pilot.press("H")
        await until(pilot, lambda: not screen.goal_id)
        await pilot.press("escape")
        await arrive(pilot, "learn")


async def test_enter_opens_the_goal_and_digits_lead_away(planner: Planner) -> None:
    one, _ = story(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("H")
        screen = await arrive(pilot, "ledger")
        wanted = next(k for k, c in screen._changes.items() if c.goal.id == one.id)
        screen.rows.highlighted = wanted
        assert screen.goal_in_focus() == one.id
        await pilot.press("enter")
        goals = await arrive(pilot, "goals")
        await until(pilot, lambda: goals.goal_in_focus() == one.id)
        await pilot.press("H")
        await arrive(pilot, "ledger")
        await pilot.press("4")
        await arrive(pilot, "plan")


async def test_an_empty_plan_says_what_belongs_there(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("H")
        screen = await arrive(pilot, "ledger")
        assert "Nothing was changed yet" in changes(screen)
        assert "Too few to tell" in hindsight(screen)
        await pilot.press("f", "enter", "e")
        await until(pilot, lambda: "Nothing was made easier" in changes(screen))
        assert app.is_running


async def test_a_change_made_elsewhere_is_there_on_the_next_visit(planner: Planner) -> None:
    one, _ = story(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("H")
        await arrive(pilot, "ledger")
        await pilot.press("3")
        await arrive(pilot, "goals")
        planner.goals.edit(one.id, title="Lift it anew")
        await pilot.press("H")
        screen = await arrive(pilot, "ledger")
        await until(pilot, lambda: "Lift it anew" in changes(screen))


async def test_a_persons_own_words_never_act(planner: Planner) -> None:
    goal = add(planner, HOSTILE)
    planner.goals.edit(goal.id, HOSTILE, title=f"{HOSTILE} 2", due=dt.date(2028, 1, 1))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("H")
        screen = await arrive(pilot, "ledger")
        await until(pilot, lambda: "eased" in changes(screen))
        assert not set("\x1b\x07\u202e") & set(changes(screen))
        await pilot.press("f")
        await until(pilot, lambda: screen.goal_id)
        assert not set("\x1b\x07\u202e") & set(changes(screen))


async def test_signs_have_an_ascii_form(make_planner: Callable[..., Planner]) -> None:
    story(make_planner())
    app = PmgoalsApp(make_planner(settings=Settings(ascii=True)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("H")
        screen = await arrive(pilot, "ledger")
        await until(pilot, lambda: "v eased" in changes(screen))
        assert "31 Jul 2027 -> 31 Aug 2027" in changes(screen)
        assert not set("▽→█│") & set(changes(screen) + hindsight(screen))


async def test_the_palette_leads_to_the_ledger_of_all_goals(planner: Planner) -> None:
    story(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p", *"ledger")
        await until(pilot, lambda: app.screen.id == "--command-palette")
        await pilot.pause(0.5)
        await pilot.press("enter")
        screen = await arrive(pilot, "ledger")
        await until(pilot, lambda: "Own pricing" in changes(screen))


async def test_every_command_of_the_ledger_can_be_started_there(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("H")
        screen = await arrive(pilot, "ledger")
        for command in keymap.of("ledger"):
            assert hasattr(screen, f"action_{command.action}")


async def test_a_new_milestones_day_is_held_against_what_was_done(planner: Planner) -> None:
    goal = add(planner, "Lift activation")
    with planner.change("steps") as tx:
        for days in (0, 3, 9, 9, 20):
            there = END + dt.timedelta(days=days)
            tx.add(Milestone, goal=goal.id, title="Step", due=END, done_on=there)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        screen = await arrive(pilot, "goals")
        await until(pilot, lambda: screen.goal_in_focus() == goal.id)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        app.screen.query_one("#field-due", LineInput).focus()
        words = "As 5 milestones went, 31 Dec 2026 comes to 9 Jan 2027 for 4 in 5."
        await until(pilot, lambda: words in str(app.screen.query_one("#hint").render()))


async def test_a_moved_milestones_day_is_held_against_it_too(
    make_planner: Callable[..., Planner],
) -> None:
    before = make_planner(dt.date(2026, 11, 16))
    goal = add(before, "Lift activation")
    step = before.milestones.add(goal.id, "Pilot", dt.date(2026, 12, 4))
    with before.change("steps") as tx:
        for days in (0, 3, 9, 9, 20):
            there = END + dt.timedelta(days=days)
            tx.add(Milestone, goal=goal.id, title="Step", due=END, done_on=there)
    app = PmgoalsApp(make_planner())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        screen = await arrive(pilot, "plan")
        screen.show_milestone(step)
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        words = "12 Mar 2027 comes to 21 Mar for 4 in 5."
        await until(pilot, lambda: words in str(app.screen.query_one("#hint").render()))


async def test_the_wizard_says_what_a_deadline_is_measured_by(planner: Planner) -> None:
    for _ in range(5):
        add(planner, "Past", due=END, state="closed", grade=1.0, decision="close",
            closed_on=END + dt.timedelta(days=9))  # fmt: skip
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_draft(line="Own pricing end to end")
        await until(pilot, lambda: bool(app.screen.query("#ask-why")))
        await app.screen.action_go_step("time_bound")  # type: ignore[attr-defined]
        app.screen.query_one("#ask-due", LineInput).focus()
        words = "As 5 goals went: 4 in 5 there 9 days later."
        await until(pilot, lambda: words in str(app.screen.query_one("#hint").render()))


def test_lines_fit_every_width(planner: Planner) -> None:
    from pmgoals.services.changes import changes as changed
    from pmgoals.services.hindsight import look
    from pmgoals.tui.screens.hindsight_rows import hindsight as drawn
    from pmgoals.tui.spans import width_of

    one, _ = story(planner)
    with planner.change("long") as tx:
        tx.add(LedgerEntry, goal=one.id, on=START, field="x" * 90, before="", after="語" * 90)
    assert calibration(planner.plan).score is not None
    rows = ledger_rows.rows(changed(planner.plan), None, only_eased=False, ascii_only=False)
    for width in (12, 24, 37, 58, 69, 70, 76, 120):
        for row in rows:
            lines = row.build(width)
            assert not row.height or len(lines) == row.height
            assert width < 24 or all(width_of(line) <= width for line in lines)
        assert width < 37 or all(
            width_of(line) <= width for line in drawn(look(planner), False)(width)
        )
