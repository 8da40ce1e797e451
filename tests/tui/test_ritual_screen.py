"""The rituals' screen: the way of Enter, leaving and coming back, what is refused, the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_screens_rhythm import until
from textual.pilot import Pilot

from pmgoals.model.calendar import Week
from pmgoals.reports.documents import document_of
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.screens.document import DocumentScreen
from pmgoals.tui.screens.ritual import RitualScreen
from pmgoals.tui.widgets.field import Choice, LineInput
from pmgoals.tui.widgets.prose import Prose

FRIDAY = dt.date(2026, 11, 20)
WEEK = Week.of(FRIDAY)
SIZES = [(120, 40), (80, 24), (60, 20)]


@pytest.fixture
def demo(make_planner: Callable[..., Planner]) -> Planner:
    """The demo plan on a Friday."""
    planner = make_planner(FRIDAY, seed=7)
    make_demo(planner, seed=7)
    return planner


async def open_ritual(pilot: Pilot[Any]) -> RitualScreen:
    """Press the key that opens the ritual and wait until it asks."""
    await until(pilot, lambda: pilot.app.screen.focused is not None)
    await pilot.press("w")
    await until(pilot, lambda: isinstance(pilot.app.screen, RitualScreen))
    await until(pilot, lambda: pilot.app.screen.focused is not None)
    screen = pilot.app.screen
    assert isinstance(screen, RitualScreen)
    return screen


async def at(pilot: Pilot[Any], key: str) -> RitualScreen:
    """Go on, stage by stage, until one asks."""
    screen = pilot.app.screen
    assert isinstance(screen, RitualScreen)
    for _ in range(20):
        if screen.stage.key.startswith(key):
            return screen
        await pilot.press("pagedown")
    raise AssertionError(f"no stage {key}")


def value(screen: RitualScreen) -> str:
    field = screen.focused
    if isinstance(field, Prose):
        return field.text
    assert isinstance(field, LineInput | Choice)
    return field.value


@pytest.mark.parametrize("size", SIZES)
async def test_enter_alone_leads_through_the_whole_week(
    demo: Planner, size: tuple[int, int]
) -> None:
    async with PmgoalsApp(demo).run_test(size=size) as pilot:
        screen = await open_ritual(pilot)
        for _ in range(60):
            if pilot.app.screen is not screen:
                break
            await pilot.press("enter")
        assert pilot.app.screen is not screen
    assert not demo.checkins.due(WEEK)
    assert not demo.rituals.weekly().left()  # what was passed over was left empty on purpose
    entry = demo.plan.journal.get(str(WEEK))
    assert entry is None or not (entry.kept or entry.intention_kept)


async def test_a_number_chooses_and_goes_on(demo: Planner) -> None:
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        screen = await open_ritual(pilot)
        await pilot.press("2")
        await until(pilot, lambda: screen.stage.key.startswith("goal:"))
        await pilot.press("2", "enter")  # in a line it is typed
        await at(pilot, "kept")
        await pilot.press("1", "3", "2")
        await until(pilot, lambda: screen.stage.key == "commitments")
    entry = demo.plan.journal[str(WEEK)]
    assert entry.intention_kept == "partly"
    assert list(entry.kept.values()) == ["yes", "no", "partly"]


async def test_what_was_typed_is_there_again_after_leaving(demo: Planner) -> None:
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        await open_ritual(pilot)
        await at(pilot, "learned")
        await pilot.press(*"Half", "escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, RitualScreen))
        assert demo.rituals.weekly().typed() == {"learned": {"0": "Half"}}
        await open_ritual(pilot)
        screen = await at(pilot, "learned")
        assert value(screen) == "Half"
        await pilot.press(*"er", "enter")
        await until(pilot, lambda: screen.stage.key == "change")
        assert demo.plan.journal[str(WEEK)].answers["learned"] == "Halfer"
        assert demo.rituals.weekly().typed() == {}


async def test_a_value_that_cannot_be_read_is_said_and_holds_the_stage(demo: Planner) -> None:
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        await open_ritual(pilot)
        screen = await at(pilot, "goal:")
        key = screen.stage.key
        await pilot.press(*"lots", "enter")
        assert screen.stage.key == key and value(screen) == "lots"
        hint = screen.query_one("#hint")
        assert hint.has_class("-wrong")
        await pilot.press("pagedown")
        assert screen.stage.key == key  # refused as it is kept, too
        await pilot.press(*["backspace"] * 4, *"3", "enter")
        assert not hint.has_class("-wrong") and value(screen) != "3"


async def test_what_is_stuck_is_asked_only_when_confidence_fell(demo: Planner) -> None:
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        await open_ritual(pilot)
        screen = await at(pilot, "goal:")
        offered = int(screen.stage.offered("confidence"))
        await pilot.press("enter", *str(offered - 1))
        asked = []
        for _ in range(8):
            await pilot.press("enter")
            field = screen.focused
            asked.append(screen._asked[field.id or ""].key if field else "")
            if asked[-1] == "blocker":
                break
        assert "note" in asked and asked[-1] == "blocker"


async def test_an_earlier_week_is_filled_from_the_journal(demo: Planner) -> None:
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        await pilot.press("5", "left_square_bracket")
        await until(pilot, lambda: str(pilot.app.screen.week) == str(WEEK.plus(-1)))
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, RitualScreen))
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        screen = await at(pilot, "learned")
        await pilot.press(*"Late", "pagedown")
        await until(pilot, lambda: screen.stage.key == "change")
    assert "Late" in demo.plan.journal[str(WEEK.plus(-1))].answers["learned"]


# ---- reviews ----


async def go_through(pilot: Pilot[Any], row: str) -> RitualScreen:
    """Go to a review by its row and begin it."""
    await until(pilot, lambda: pilot.app.screen.focused is not None)
    await pilot.press("7")
    await until(pilot, lambda: getattr(pilot.app.screen, "KEY", "") == "review")
    await until(pilot, lambda: row in pilot.app.screen.query_one("#cases").ids)
    pilot.app.screen.query_one("#cases").highlighted = row
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, RitualScreen))
    await until(pilot, lambda: pilot.app.screen.focused is not None)
    screen = pilot.app.screen
    assert isinstance(screen, RitualScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["monthly", "quarterly", "annual"])
async def test_a_review_is_gone_through_by_enter_and_ends_in_its_page(
    demo: Planner, kind: str, size: tuple[int, int]
) -> None:
    async with PmgoalsApp(demo).run_test(size=size) as pilot:
        screen = await go_through(pilot, f"open:{kind}")
        for _ in range(80):
            if pilot.app.screen is not screen:
                break
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DocumentScreen))
        (review,) = [r for r in demo.plan.reviews if r.kind == kind and r.on == FRIDAY]
        assert review.closed
        page = pilot.app.screen
        assert page._text == document_of(demo, review)
        await pilot.press("escape")
        await until(pilot, lambda: getattr(pilot.app.screen, "KEY", "") == "review")
        row = f"closed:{review.id}"
        await until(pilot, lambda: row in pilot.app.screen.query_one("#cases").ids)
        await pilot.press("u")
        await until(pilot, lambda: row not in pilot.app.screen.query_one("#cases").ids)


async def test_a_grade_with_another_number_asks_why_before_it_goes_on(demo: Planner) -> None:
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        screen = await go_through(pilot, "open:quarterly")
        await pilot.press(*"0.1", "enter")
        asked = screen._asked[screen.focused.id or ""] if screen.focused else None
        assert asked is not None and asked.key == "reason"
        await pilot.press(*"late", "enter", "enter")
        asked = screen._asked[screen.focused.id or ""] if screen.focused else None
        assert asked is not None and asked.key == "cause"


async def test_paging_through_answers_nothing(demo: Planner) -> None:
    before = demo.plan.generation
    async with PmgoalsApp(demo).run_test(size=(120, 40)) as pilot:
        screen = await open_ritual(pilot)
        for _ in range(len(screen._stages)):
            await pilot.press("pagedown")
        await until(pilot, lambda: not isinstance(pilot.app.screen, RitualScreen))
    assert demo.plan.generation == before


async def test_a_review_that_was_closed_elsewhere_shows_its_page(demo: Planner) -> None:
    ritual = demo.rituals.monthly()
    demo.alignments.close(ritual.month)
    async with PmgoalsApp(demo).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        pilot.app.push_screen(RitualScreen(ritual))
        await until(pilot, lambda: isinstance(pilot.app.screen, DocumentScreen))


async def test_a_page_is_kept_as_a_file_once(demo: Planner, tmp_path: Path) -> None:
    demo.alignments.close(demo.alignments.month_to_align())
    review = next(r for r in demo.plan.reviews if r.kind == "monthly")
    target = tmp_path / "update.md"
    async with PmgoalsApp(demo).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.focused is not None)
        pilot.app.push_screen(DocumentScreen(review))
        await until(pilot, lambda: isinstance(pilot.app.screen, DocumentScreen))
        for number in range(2):
            await until(pilot, lambda: pilot.app.screen.focused is not None)
            await pilot.press("s")
            await until(pilot, lambda: isinstance(pilot.app.screen, FormModal))
            await until(pilot, lambda: isinstance(pilot.app.screen.focused, LineInput))
            pilot.app.screen.focused.value = str(target)
            await pilot.press("ctrl+s")
            if number == 0:
                await until(pilot, lambda: isinstance(pilot.app.screen, DocumentScreen))
        await until(pilot, lambda: "is there already" in str(
            [w.render() for w in pilot.app.screen.query("Static")]))  # fmt: skip
    assert target.read_text() == document_of(demo, review)
    assert target.stat().st_mode & 0o777 == 0o600
