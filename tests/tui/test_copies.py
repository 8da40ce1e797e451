"""A copy of the plan from another machine, told on Today and joined there."""

from __future__ import annotations

import shutil

from test_reports_screen import goal_of, pick
from test_screens_growth import until

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.choose import ChooseModal
from pmgoals.tui.widgets.lines import RowList

NAME = "plan (Ann's conflicted copy 2026-11-20).json"


async def test_a_copy_is_told_while_the_app_is_open_and_joined_as_chosen(planner: Planner) -> None:
    goal = goal_of(planner)
    plan = planner.places.plan
    there = plan.parent / NAME
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        due = app.screen.query_one("#due", RowList)
        assert not any(row.startswith("copy:") for row in due.ids)
        before = plan.read_bytes()
        planner.goals.edit(goal.id, title="Said there")
        shutil.copy(plan, there)
        plan.write_bytes(before)
        planner.goals.edit(goal.id, title="Said here")
        await until(pilot, lambda: f"copy:{there}" in due.ids)
        assert "join a copy: plan (" in due.text

        due.highlighted = f"copy:{there}"
        await pilot.press("enter")
        await pick(pilot, "look")
        await until(pilot, lambda: "changes" in title_of(app))
        assert "Said here" in app.screen.query_one("#options", RowList).text
        await pilot.press("escape")
        await until(pilot, lambda: "another machine" in title_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ChooseModal))
        assert there.exists() and planner.plan.goals[goal.id].title == "Said here"

        await pilot.press("enter")
        await pick(pilot, "join")
        await until(pilot, lambda: "1 of 1" in title_of(app))
        await pick(pilot, "lost")
        await until(pilot, lambda: planner.plan.goals[goal.id].title == "Said there")
        await until(pilot, lambda: f"copy:{there}" not in due.ids)
        assert not there.exists()
        await pilot.press("u")
        await until(pilot, lambda: planner.plan.goals[goal.id].title == "Said here")


def title_of(app: PmgoalsApp) -> str:
    found = app.screen.query("#title")
    return str(found.first().render()) if found else ""  # type: ignore[no-untyped-call]
