"""Reports and sharing in the app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_screens_growth import text, until
from textual.pilot import Pilot
from textual.widgets import Markdown, Static

from pmgoals.model.draft import with_text
from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.choose import ChooseModal
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.screens.report import ReportScreen
from pmgoals.tui.widgets.lines import RowList


def goal_of(planner: Planner, **fields: str) -> Goal:
    template = planner.templates.named("executive_updates")
    draft = planner.templates.fill(template, {"baseline": "40", "target": "75"})
    return planner.drafts.commit(with_text(draft, "no_theme_reason", "small"))


async def pick(pilot: Pilot[Any], key: str) -> None:
    """Choose from the list that opens."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, ChooseModal))
    await until(pilot, lambda: app.screen.query_one("#options", RowList).ids)
    modal = app.screen
    modal.query_one("#options", RowList).highlighted = key
    await pilot.press("enter")
    await until(pilot, lambda: app.screen is not modal)


def head(screen: Any) -> str:
    return str(screen.query_one("#reader", Static).render())


async def test_a_report_says_who_reads_it_and_what_is_left_out(
    planner: Planner, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    goal = goal_of(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        await pilot.press("S")
        await pick(pilot, "update")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        screen: Any = app.screen
        await until(pilot, lambda: "1 left out" in head(screen))
        assert "For your manager" in head(screen) and "executive asks" not in screen._text
        await pilot.press("l")
        await pick(pilot, goal.id)
        await pick(pilot, "manager:percent")
        await until(pilot, lambda: "told another way" in head(screen))
        kept = planner.plan.goals[goal.id]
        assert kept.privacy == "manager"
        assert {m.told for m in planner.plan.measures_of(goal.id)} == {"percent"}
        await pilot.press("a")
        await pick(pilot, "me")
        await until(pilot, lambda: "For you alone" in head(screen))
        assert "left out" not in head(screen) and "75" in screen._text
        await until(pilot, lambda: screen.query_one(Markdown).source == screen._text)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        for name, saved in (("page.docx", False), ("page.html", True)):
            form = app.screen
            form.query_one("#field-file").value = str(tmp_path / name)
            await pilot.press("ctrl+s")
            await until(pilot, lambda f=form: app.screen is not f)
            if not saved:
                await until(pilot, lambda: isinstance(app.screen, FormModal))
        await until(pilot, lambda: app.screen is screen)
        assert "<h1" in (tmp_path / "page.html").read_text()
        assert not (tmp_path / "page.docx").exists()
        await pilot.press("escape")
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")


async def test_what_is_in_focus_is_shared(planner: Planner) -> None:
    goal = goal_of(planner)
    piece = planner.evidence.add("Asked for a decision, with a date")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        app.switch_mode("goals")
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "goals")
        await until(pilot, lambda: app.screen.goal_in_focus() == goal.id)
        await pilot.press("P")
        await pick(pilot, "mentor:hidden")
        await until(pilot, lambda: planner.plan.goals[goal.id].privacy == "mentor")
        assert {m.privacy for m in planner.plan.measures_of(goal.id)} == {"me"}
        app.switch_mode("learn")
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "learn")
        app.screen.action_view("evidence")
        await until(pilot, lambda: app.screen.record_in_focus() is not None)
        await pilot.press("P")
        await pick(pilot, "public")
        await until(pilot, lambda: planner.plan.evidence[0].privacy == "public")
        assert planner.plan.evidence[0].id == piece.id


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_what_is_left_out_stands_in_a_column_and_the_head_is_whole(
    planner: Planner, size: tuple[int, int]
) -> None:
    goal = goal_of(planner)
    planner.journal.write(answers={"wins": "### Note to self [/x]"})
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        app.push_screen(ReportScreen("update"))
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        screen: Any = app.screen
        await until(pilot, lambda: "2 left out" in head(screen))
        reader = screen.query_one("#reader", Static)
        await until(pilot, lambda: reader.size.height * reader.size.width >= len(head(screen)))
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, ChooseModal))
        await until(pilot, lambda: app.screen.query_one("#options", RowList).ids)
        first, second = text(app.screen, "options").split("\n")[:2]
        assert first.index(goal.title[:20]) == second.index("week 20")
        assert "###" not in second
        told = app.screen.query_one("#told", Static)
        await until(pilot, lambda: "For you alone." in str(told.render()))


async def test_a_list_that_fits_a_wider_window_gets_it(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        await pilot.press("S")
        await until(pilot, lambda: isinstance(app.screen, ChooseModal))
        await until(pilot, lambda: app.screen.query_one("#options", RowList).ids)
        await until(pilot, lambda: "reviews ask for." in text(app.screen, "options"))
        assert "…" not in text(app.screen, "options")


async def test_a_report_that_could_not_be_made_says_what_is_missing(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        app.push_screen(ReportScreen("packet"))
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        screen: Any = app.screen
        await until(pilot, lambda: "no level to work towards" in screen.query_one(Markdown).source)
        assert "Reflect (2)" in screen._text and "pmgoals" not in screen._text
        assert not screen.check_action("save", ()) and not screen.check_action("audience", ())
        assert screen.check_action("leave", ())
        await pilot.press("escape")
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")


async def test_the_entry_of_the_week_is_shared_on_journal(planner: Planner) -> None:
    goal_of(planner)
    planner.journal.write(answers={"wins": "One"})
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        app.switch_mode("journal")
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "journal")
        await until(pilot, lambda: app.screen.record_in_focus() is not None)
        await pilot.press("P")
        await pick(pilot, "mentor")
        await until(pilot, lambda: [e.privacy for e in planner.plan.journal.values()] == ["mentor"])
        assert {goal.privacy for goal in planner.plan.goals.values()} == {"me"}


async def test_sharing_says_what_is_then_read(planner: Planner) -> None:
    goal_of(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        app.switch_mode("goals")
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "goals")
        await until(pilot, lambda: bool(app.screen.goal_in_focus()))
        await pilot.press("P")
        await until(pilot, lambda: isinstance(app.screen, ChooseModal))
        await until(pilot, lambda: app.screen.query_one("#options", RowList).ids)
        app.screen.query_one("#options", RowList).highlighted = "manager:exact"
        told = app.screen.query_one("#told", Static)
        await until(pilot, lambda: "title, why, problem" in str(told.render()))
        assert "not your notes" in str(told.render())


async def test_the_page_of_a_goal_that_is_not_shared_is_made_for_oneself(planner: Planner) -> None:
    goal = goal_of(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "today")
        app.push_screen(ReportScreen("goal", goal.id))
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        screen: Any = app.screen
        await until(pilot, lambda: "not shared" in screen.query_one(Markdown).source)
        assert "pmgoals" not in screen._text and not screen.check_action("save", ())
        await pilot.press("a")
        await pick(pilot, "me")
        await until(pilot, lambda: "For you alone" in head(screen))
        assert screen.check_action("save", ())
