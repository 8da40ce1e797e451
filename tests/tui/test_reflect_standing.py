"""Where I stand on Reflect: room for the list, and what stands behind a competency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from test_reflect_growth import SKILL, reflect
from test_screens_growth import alone, rows, text, until

from pmgoals.ladder_file import read_ladder
from pmgoals.model.draft import with_text
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp

__all__ = ["alone"]


@pytest.mark.parametrize(("size", "least"), [((120, 40), 29), ((80, 24), 13)])
async def test_the_list_has_the_room_that_the_detail_of_a_level_leaves(
    planner: Planner, size: Any, least: int
) -> None:
    """It had 19 rows of 36 above a detail of four lines, and 11 of 20 at 80x24."""
    planner.competencies.set_levels("pm", "senior_pm")
    for number, standing in enumerate(planner.competencies.standings()):
        planner.competencies.assess(standing.key, 9, 3 + number % 6)
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await reflect(pilot, "standing")
        await until(pilot, lambda: rows(screen, "standing").size.height >= least)
        at_level = rows(screen, "standing").size.height
        lines = text(screen, "standing").split("\n")
        assert any("Product Quality" in line for line in lines[:at_level])
        await pilot.press("enter")
        rows(screen, "standing").highlighted = f"skill:{SKILL}"
        await until(pilot, lambda: rows(screen, "standing").size.height < at_level)


async def test_the_detail_tells_what_stands_behind_a_competency(planner: Planner) -> None:
    line = "Raise onboarding completion from 62% to 78% by 30 Sep 2027"
    draft = with_text(planner.drafts.begin(line), "no_theme_reason", "small")
    goal = planner.drafts.commit(with_text(draft, "competency", SKILL))
    planner.evidence.add("Two teams follow", competency=SKILL, on=dt.date(2026, 11, 2))
    planner.evidence.add("The board agreed", competency=SKILL, on=dt.date(2026, 11, 3))
    planner.learning.log("A talk", minutes=90, competency=SKILL, on=dt.date(2026, 11, 4))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "standing")
        rows(screen, "standing").highlighted = f"skill:{SKILL}"
        await until(pilot, lambda: "evidence" in text(screen, "detail"))
        told = " ".join(text(screen, "detail").split())
        assert "evidence 2 pieces; the latest on 3 Nov 2026: The board agreed" in told
        assert "learning 1 entry, 1 h 30 min; the latest on 4 Nov 2026: A talk" in told
        assert f"goals 1 open: {goal.title}" in told
        planner.goals.close(goal.id, grade=0.7)
        screen.reload()
        await until(pilot, lambda: "1 closed:" in text(screen, "detail"))


async def test_the_ladder_in_use_is_named(make_planner: Callable[..., Planner]) -> None:
    planner = make_planner()
    ladder = '[[level]]\nname = "P1"\n[[level]]\nname = "P2"\n'
    planner.ladders.take(read_ladder(ladder, toml=True, name="Ours [/x] 2027"))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "standing")
        assert "The ladder: Ours [/x] 2027" in text(screen, "standing")
