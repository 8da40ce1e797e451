"""Choosing one of a list: remarks in a column, and what has no room told below."""

from __future__ import annotations

from typing import Any

import pytest
from test_reflect_growth import choose, reflect
from test_screens_growth import alone, rows, text, until
from textual.widgets import Static

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.choose import ChooseModal

__all__ = ["alone"]

LONG = "A remark that has no room beside its words, [/x] however wide the window of a list is"
OPTIONS = [
    ("", "A heading", ""),
    ("a", "One", "short"),
    ("b", "Three words long", LONG),
    ("c", "No remark, and words that are much longer than those of the others", ""),
]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (30, 12)])
async def test_remarks_stand_in_a_column_and_what_is_cut_is_told(
    planner: Planner, size: Any
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        app.push_screen(ChooseModal("Choose", OPTIONS, told={"a": "Of the first."}))
        await until(pilot, lambda: isinstance(app.screen, ChooseModal))
        await until(pilot, lambda: rows(app.screen, "options").ids == ["a", "b", "c"])
        heading, first, second, third = text(app.screen, "options").split("\n")
        assert heading.strip() == "A heading"
        if size[0] >= 60:
            assert first.index("short") == second.index("A remark")
        told = app.screen.query_one("#told", Static)
        assert str(told.render()) == "Of the first."
        rows(app.screen, "options").highlighted = "b"
        await until(pilot, lambda: (LONG in str(told.render())) != (LONG in second))
        rows(app.screen, "options").highlighted = "c"
        is_cut = "of the others" not in third
        await until(pilot, lambda: ("of the others" in str(told.render())) == is_cut)


async def test_nothing_is_told_where_all_has_room(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        app.push_screen(ChooseModal("Choose", OPTIONS[:2]))
        await until(pilot, lambda: isinstance(app.screen, ChooseModal))
        await until(pilot, lambda: rows(app.screen, "options").ids == ["a"])
        assert not app.screen.query("#told")


async def test_the_level_worked_towards_begins_on_the_next_rung_and_marks_the_present_one(
    planner: Planner,
) -> None:
    planner.competencies.set_levels("senior_pm")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "standing")
        rows(screen, "standing").highlighted = "aspired"
        await pilot.press("e")
        await until(pilot, lambda: rows(app.screen, "options").highlighted == "principal_pm")
        assert "Senior Product Manager (today)" in text(app.screen, "options")
        await choose(pilot, "group_pm")
        await until(pilot, lambda: planner.ladders.aspired() == "group_pm")
        await pilot.press("e")
        await until(pilot, lambda: rows(app.screen, "options").highlighted == "group_pm")
        assert "Group Product Manager (worked towards)" in text(app.screen, "options")
