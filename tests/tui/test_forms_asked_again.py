"""Forms that come back: why, where the cursor is then, and what is kept when they are left."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from test_screens_rhythm import add_goal, add_step, go, step, until
from textual.widget import Widget

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.modals.trouble import TroubleModal
from pmgoals.tui.widgets.field import LineInput

LATER = "20 Feb 2027"


def planned(make_planner: Any) -> Any:
    """A planner with a milestone that was promised on an earlier day."""
    before = make_planner(dt.date(2026, 11, 16))
    made = add_step(before, add_goal(before, "Lift setup"), "Pilot", dt.date(2026, 12, 4))
    return make_planner(), made


def field(app: PmgoalsApp, key: str) -> LineInput:
    return app.screen.query_one(f"#field-{key}", LineInput)


def hint(app: PmgoalsApp) -> str:
    return str(app.screen.query_one("#hint").render())


async def asked(pilot: Any, key: str) -> FormModal:
    """Open a form with a key and wait until its fields are there."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, FormModal) and pilot.app.screen.focused)
    form: FormModal = pilot.app.screen
    return form


async def again(pilot: Any, first: FormModal) -> Widget:
    """Wait until a form was refused and asked again; returns the field in focus."""
    app = pilot.app
    await until(pilot, lambda: app.screen is not first and isinstance(app.screen, FormModal))
    await until(pilot, lambda: app.screen.focused)
    await pilot.pause(0.1)
    focused: Widget = app.screen.focused
    return focused


async def test_a_refused_form_says_why_with_the_cursor_in_the_field_it_is_about(
    make_planner: Any,
) -> None:
    """What the first field said of its filling took the reason away at once."""
    planner, _ = planned(make_planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await go(pilot, "plan")
        first = await asked(pilot, "e")
        field(app, "due").value = LATER
        await pilot.press("ctrl+s")
        focused = await again(pilot, first)
        assert focused is field(app, "reason")
        assert "needs a reason" in hint(app)
        await pilot.press("up")
        assert "needs a reason" not in hint(app)
        await pilot.press("down")
        assert "needs a reason" in hint(app)
        await pilot.press("x")
        assert "needs a reason" not in hint(app)


async def test_a_refusal_about_no_field_leaves_the_cursor_where_it_was(
    planner: Planner, monkeypatch: Any
) -> None:
    from pmgoals.errors import PlanBusy

    def busy(*_: object, **__: object) -> None:
        raise PlanBusy("It was changed meanwhile.", "Do it again.")

    add_goal(planner, "Lift setup")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await go(pilot, "plan")
        first = await asked(pilot, "a")
        monkeypatch.setattr(planner.milestones, "add", busy)
        field(app, "effort").focus()
        await pilot.press("ctrl+s")
        assert await again(pilot, first) is field(app, "effort")
        assert "changed meanwhile" in hint(app)


async def test_what_was_typed_is_kept_when_a_refused_form_is_left(make_planner: Any) -> None:
    """It was compared with what the refused form was filled with, and so thought unchanged."""
    planner, _ = planned(make_planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        first = await asked(pilot, "e")
        field(app, "due").value = LATER
        await pilot.press("ctrl+s")
        await again(pilot, first)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await asked(pilot, "e")
        assert field(app, "due").value == LATER
        field(app, "due").value = "4 Dec 2026"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert planner.typed_forms.titles() == []


@pytest.mark.parametrize("saved", [True, False])
async def test_a_plan_damaged_behind_a_form_is_told_first_and_the_form_comes_after(
    planner: Planner, saved: bool
) -> None:
    """The form stood over the trouble, which was still there when the file was sound again."""
    made = add_step(planner, add_goal(planner, "Lift setup"), "Pilot", dt.date(2026, 12, 4))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        await asked(pilot, "e")
        field(app, "title").value = "Pilot with five"
        whole = planner.paths.plan.read_bytes()
        planner.paths.plan.write_bytes(b"{damaged")
        if saved:
            await pilot.press("ctrl+s")
        else:
            app._look_again()
        await until(pilot, lambda: isinstance(app.screen, TroubleModal))
        await pilot.press("r")
        await pilot.pause(0.2)
        await until(pilot, lambda: isinstance(app.screen, TroubleModal))
        planner.paths.plan.write_bytes(whole)
        await pilot.press("escape")  # looks again: it ends nothing
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        assert not any(isinstance(each, TroubleModal) for each in app.screen_stack)
        assert field(app, "title").value == "Pilot with five"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        assert step(planner, made).title == "Pilot with five"


async def test_a_field_in_focus_is_in_sight_in_the_smallest_form(planner: Planner) -> None:
    add_step(planner, add_goal(planner, "Lift setup"), "Pilot", dt.date(2026, 12, 4))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(40, 10)) as pilot:
        await go(pilot, "plan")
        form = await asked(pilot, "e")
        for _ in range(7):
            await pilot.press("down")
            await pilot.pause(0.05)
            focused = form.focused
            assert focused is not None
            seen = form.query_one("#window").region
            assert form.query_one("#fields").region.contains_region(focused.region)
            assert seen.contains_region(focused.region)
