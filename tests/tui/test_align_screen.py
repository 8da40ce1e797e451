"""Journeys over Align: what serves what, what is to settle, and its mends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from flawed_plan import DAY, FLAWS, ROOMY, seed
from test_screens_growth import HOSTILE, SIZES, add_goal, alone, fill, go, rows, text, until
from textual.pilot import Pilot

from pmgoals.model.goal import LedgerEntry
from pmgoals.model.milestone import Milestone
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.choose import ChooseModal
from pmgoals.tui.modals.form import FormModal

__all__ = ["alone"]


@pytest.fixture
def flawed(make_planner: Callable[..., Planner]) -> Planner:
    planner = make_planner(DAY, ROOMY, seed=7)
    seed(planner)
    return planner


async def at(pilot: Pilot[Any], screen: Any, name: str, row: str) -> None:
    """Put the cursor on a row of a list."""
    rows(screen, name).focus()
    rows(screen, name).highlighted = row
    await until(pilot, lambda: rows(screen, name).has_focus)


async def chosen(pilot: Pilot[Any], key: str) -> Any:
    """Take an option of the choice that opens; return the window as it was."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, ChooseModal) and app.screen.focused)
    window = app.screen
    await until(pilot, lambda: key in rows(window, "options").ids)
    rows(window, "options").highlighted = key
    await pilot.press("enter")
    await until(pilot, lambda: app.screen is not window)
    return window


# ---- linking and themes ----


async def test_a_goal_is_linked_to_a_theme_or_says_why_not(planner: Planner) -> None:
    goal = add_goal(planner, "Learn SQL")
    theme = planner.themes.add("Data fluency")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "align")
        assert "gap" in text(screen, "findings") and "orphan" in text(screen, "findings")
        assert "says no reason" in text(screen, "themes")
        await at(pilot, screen, "themes", f"goal:{goal.id}")
        await pilot.press("L")
        await chosen(pilot, theme.id)
        await until(pilot, lambda: planner.plan.goals[goal.id].theme == theme.id)
        await until(pilot, lambda: "orphan" not in text(screen, "findings"))
        assert "●" in text(screen, "matrix")
        await at(pilot, screen, "themes", f"goal:{goal.id}")
        await pilot.press("L")
        await chosen(pilot, "alone")
        await fill(pilot, reason="For me alone")
        await until(pilot, lambda: planner.plan.goals[goal.id].no_theme_reason == "For me alone")
        await until(pilot, lambda: "For me alone" in text(screen, "themes"))
        assert "Serve no theme" in text(screen, "themes")


async def test_a_goal_is_put_below_another_and_weighs_in_its_theme(planner: Planner) -> None:
    theme = planner.themes.add("Data fluency")
    above = add_goal(planner, "Read data alone", theme=theme.id)
    below = add_goal(planner, "Learn SQL")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "align")
        await at(pilot, screen, "themes", f"goal:{below.id}")
        await pilot.press("L")
        await chosen(pilot, "under")
        await chosen(pilot, above.id)
        await until(pilot, lambda: planner.plan.goals[below.id].parent == above.id)
        await until(pilot, lambda: "      ◇ Learn SQL" in text(screen, "themes"))
        assert "Serve no theme" not in text(screen, "themes")
        await at(pilot, screen, "themes", f"goal:{above.id}")
        await pilot.press("L")
        await chosen(pilot, "weight")
        await fill(pilot, weight="3")
        await until(pilot, lambda: planner.plan.goals[above.id].weight == 3.0)
        await until(pilot, lambda: "weight 3" in text(screen, "themes"))


async def test_a_theme_is_added_edited_and_trashed(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await go(pilot, "align")
        assert "a adds the first" in text(screen, "themes").replace("\n", " ")
        await pilot.press("a")
        await fill(pilot, title="Mid-market", weight="3", until="31 Dec 2027")
        await until(pilot, lambda: "Mid-market" in text(screen, "themes"))
        await pilot.press("e")
        await fill(pilot, weight="2")
        (theme,) = planner.plan.themes.values()
        assert (theme.weight, theme.until) == (2.0, dt.date(2027, 12, 31))
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("D")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: not planner.plan.themes)


# ---- settling ----


@pytest.mark.parametrize("size", SIZES)
async def test_a_finding_is_settled_with_one_key_and_undone_with_one(
    flawed: Planner, size: Any
) -> None:
    key = flawed.align.named("circle").key
    app = PmgoalsApp(flawed)
    async with app.run_test(size=size) as pilot:
        screen = await go(pilot, "align")
        found = text(screen, "findings")
        assert all(check in found for check in FLAWS) and "To settle  6" in found
        await at(pilot, screen, "findings", f"finding:{key}")
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, ChooseModal) and app.screen.focused)
        mends = flawed.align.mends(key)
        await until(pilot, lambda: len(rows(app.screen, "options").ids) == len(mends))
        assert rows(app.screen, "options").ids == [mend.key for mend in mends]
        await until(pilot, lambda: "waits for" in str(app.screen.query_one("#told").render()))
        await chosen(pilot, mends[0].key)
        await until(pilot, lambda: key not in {f.key for f in flawed.align.findings()})
        await until(pilot, lambda: "To settle  5" in text(screen, "findings"))
        assert not [m for m in flawed.plan.alive(Milestone).values() if m.id in m.depends_on]
        await pilot.press("u")
        await until(pilot, lambda: "To settle  6" in text(screen, "findings"))


async def test_a_finding_is_kept_with_a_reason_and_what_was_typed_is_kept_when_left(
    flawed: Planner,
) -> None:
    key = flawed.align.named("scorecard").key
    app = PmgoalsApp(flawed)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "align")
        await at(pilot, screen, "findings", f"finding:{key}")
        await pilot.press("enter")
        await chosen(pilot, "keep")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        await pilot.press("ctrl+s")  # nothing typed: it is asked again
        await until(pilot, lambda: "reason" in str(app.screen.query_one("#hint").render()).lower())
        await fill(pilot, text="The board counts them so")
        await until(pilot, lambda: "To settle  5" in text(screen, "findings"))
        told, _, kept = text(screen, "findings").partition("Meant so  1")
        assert "scorecard" not in told and "The board counts them so" in kept
        await at(pilot, screen, "findings", f"finding:{key}")
        await pilot.press("m")
        await chosen(pilot, "again")
        await until(pilot, lambda: "To settle  6" in text(screen, "findings"))


async def test_m_leads_to_what_is_to_settle_from_anywhere(flawed: Planner) -> None:
    app = PmgoalsApp(flawed)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "align")
        await pilot.press("m")
        await until(pilot, lambda: rows(screen, "findings").has_focus)
        assert app.screen is screen


async def test_m_opens_the_only_finding_at_once(planner: Planner) -> None:
    theme = planner.themes.add("Data fluency")
    planner.priorities.add("The conference season", not_doing=True)
    add_goal(planner, "Learn SQL", theme=theme.id)
    planner.themes.add("Pricing")
    (found,) = planner.align.findings()
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "align")
        await pilot.press("m")
        await chosen(pilot, "end")
        await until(pilot, lambda: not planner.align.findings())
        assert rows(screen, "findings").has_focus and found.rule == "P3"


async def test_a_mend_that_gives_more_time_says_what_that_comes_to_and_asks_why(
    make_planner: Callable[..., Planner],
) -> None:
    planner = make_planner(dt.date(2026, 11, 20), seed=7)
    make_demo(planner, seed=7)
    key, before = planner.align.named("weeks").key, planner.plan.alive(LedgerEntry).keys()
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "align")
        await at(pilot, screen, "findings", f"finding:{key}")
        await pilot.press("m")
        window = await chosen(pilot, "room")
        told = window._told["room"]
        assert "goes from at risk to" in told and "by its later days alone" in told
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        await fill(pilot, text="The data lead is away")
        await until(pilot, lambda: "To settle  1" not in text(screen, "findings"))
        every = planner.plan.alive(LedgerEntry)
        eased = [entry for own, entry in every.items() if own not in before]
        assert eased and {entry.reason for entry in eased} == {"The data lead is away"}


async def test_what_to_do_next_is_not_told_any_more_once_it_was_done(flawed: Planner) -> None:
    app = PmgoalsApp(flawed)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "align")
        await pilot.press("m")
        await until(pilot, lambda: rows(screen, "findings").has_focus)
        key = flawed.align.named("circle").key
        await at(pilot, screen, "findings", f"finding:{key}")
        await pilot.press("m")
        await chosen(pilot, flawed.align.mends(key)[0].key)
        await until(pilot, lambda: any("Settled" in each.message for each in app._notifications))
        assert not any("m again" in each.message for each in app._notifications)


async def test_the_matrix_of_an_empty_plan_says_what_to_do(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "align")
        await pilot.press("v")
        await until(
            pilot, lambda: "a adds the first theme" in " ".join(text(screen, "matrix").split())
        )


async def test_open_answers_are_given_in_a_form_at_the_first_of_them(flawed: Planner) -> None:
    (asked,) = [u for u in flawed.align.look().unanswered if "Find three" in u.goal.title]
    app = PmgoalsApp(flawed)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "align")
        await at(pilot, screen, "findings", f"open:{asked.goal.id}")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        assert app.screen.focused.id == f"field-{asked.questions[0]}"
        await fill(pilot, must_ship_first="Nothing", shared_system="The data warehouse")
        goal = flawed.plan.goals[asked.goal.id]
        assert (goal.must_ship_first, goal.shared_system) == ("Nothing", "The data warehouse")
        await until(pilot, lambda: "must ship first" not in text(screen, "findings"))


async def test_the_ethics_check_is_asked_and_kept_with_the_goal(flawed: Planner) -> None:
    goal = next(g for g in flawed.plan.goals.values() if "first week" in g.title)
    flawed.goals.edit(goal.id, ethics="")
    app = PmgoalsApp(flawed)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "align")
        assert "ethics" in text(screen, "findings")
        await at(pilot, screen, "findings", f"open:{goal.id}")
        await pilot.press("m")
        await fill(pilot, ethics="Every step can be skipped and says so")
        await until(pilot, lambda: "ethics" not in text(screen, "findings"))
        assert flawed.plan.goals[goal.id].ethics == "Every step can be skipped and says so"
        await at(pilot, screen, "themes", f"goal:{goal.id}")
        await pilot.press("enter")
        await until(pilot, lambda: "Every step can be skipped" in text(app.screen, "detail"))


# ---- looking ----


@pytest.mark.parametrize("size", SIZES)
async def test_the_matrix_is_one_key_away_at_every_size(flawed: Planner, size: Any) -> None:
    app = PmgoalsApp(flawed)
    async with app.run_test(size=size) as pilot:
        screen = await go(pilot, "align")
        await pilot.press("v")
        await until(pilot, lambda: rows(screen, "matrix").has_focus)
        await until(pilot, lambda: "Goals by theme" in text(screen, "matrix"))
        assert not rows(screen, "themes").parent.display
        await pilot.press("v")
        await until(pilot, lambda: rows(screen, "themes").has_focus)


async def test_composite_numbers_stand_with_each_theme_and_for_all(flawed: Planner) -> None:
    app = PmgoalsApp(flawed)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "align")
        shown = text(screen, "themes")
        assert "% covered, " in shown and "points since 1 Oct" in shown and "a week" in shown
        assert "All " in shown and "goal without numbers" in " ".join(shown.split())


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_words_stay_words_in_findings_mends_and_answers(
    planner: Planner, size: Any
) -> None:
    planner.themes.add(HOSTILE)
    goal = add_goal(planner, HOSTILE)
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await go(pilot, "align")
        for name, row in (
            ("findings", f"finding:{planner.align.named('gap').key}"),
            ("findings", f"finding:{planner.align.named('orphan').key}"),
            ("findings", f"open:{goal.id}"),
        ):
            await at(pilot, screen, name, row)
            await pilot.press("m")
            await until(pilot, lambda: app.screen is not screen and app.screen.focused)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)
        shown = text(screen, "findings") + text(screen, "themes")
        assert "[/x]" in shown and not {"\x1b", "\x07", "\u202e"} & set(shown)
