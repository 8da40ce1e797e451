"""Journeys over Reflect, Learn and Align."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from pmgoals.clock import Clock
from pmgoals.errors import PlanUnwritable
from pmgoals.model.goal import Goal
from pmgoals.services import study
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.spans import Span
from pmgoals.tui.widgets.field import LineInput
from pmgoals.tui.widgets.lines import Lines, Row, RowList

HOSTILE = "[/x] [@click=app.quit]go[/] \x1b[31mred\x1b]0;t\x07 \u202eback"
SIZES = [(120, 40), (80, 24), (60, 20)]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other program changes the plan here: the app need not look for it."""
    monkeypatch.setattr("pmgoals.tui.app.LOOK_AGAIN", 3600.0)


async def until(pilot: Pilot[Any], seen: Callable[[], object], within: float = 5.0) -> None:
    """Wait until something is so; fail when it is not in time."""
    end = time.monotonic() + within
    while True:
        await pilot.pause()
        try:
            if seen():
                return
        except Exception:
            if time.monotonic() > end:
                raise
        assert time.monotonic() < end, "it did not come to be in time"
        await asyncio.sleep(0.01)


async def go(pilot: Pilot[Any], screen: str) -> Any:
    """Go to a screen and return it."""
    app = pilot.app
    app.switch_mode(screen)
    await until(pilot, lambda: screen == app.screen.KEY and app.screen._shown is not None)
    return app.screen


async def fill(pilot: Pilot[Any], **values: str) -> None:
    """Fill the form that opens, and save it."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
    form = app.screen
    for key, value in values.items():
        form.query_one(f"#field-{key}", LineInput).value = value
    await pilot.press("ctrl+s")
    await until(pilot, lambda: app.screen is not form)


def rows(screen: Any, name: str) -> RowList:
    return screen.query_one(f"#{name}", RowList)


def text(screen: Any, name: str) -> str:
    return screen.query_one(f"#{name}", Lines).text


def add_goal(planner: Planner, title: str, **fields: Any) -> Goal:
    with planner.change("a goal") as tx:
        return tx.add(Goal, title=title, start=planner.today, due=dt.date(2027, 9, 30), **fields)


# ---- reflect ----


async def open_answer(pilot: Pilot[Any], screen: Any) -> None:
    rows(screen, "contents").focus()
    await pilot.press("enter")
    await until(pilot, lambda: screen.answer.editor.has_focus)


@pytest.mark.parametrize("size", SIZES)
async def test_an_answer_is_kept_when_the_editor_is_left(planner: Planner, size: Any) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await go(pilot, "reflect")
        await open_answer(pilot, screen)
        await pilot.press("W", "r", "i", "t", "e")
        assert not planner.plan.reflections_of("strengths")
        await pilot.press("escape")
        await until(pilot, lambda: rows(screen, "contents").has_focus)
        assert [r.text for r in planner.plan.reflections_of("strengths")] == ["Write"]
        assert "1 of 23 answered" in text(screen, "contents")


@pytest.mark.parametrize("key", ["tab", "ctrl+s", "ctrl+n"])
async def test_every_way_on_keeps_the_answer_once(planner: Planner, key: str) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await go(pilot, "reflect")
        await open_answer(pilot, screen)
        screen.answer.editor.text = "Calm in escalations"
        await pilot.press(key)
        await until(pilot, lambda: planner.plan.reflections_of("strengths"))
        assert len(planner.store.steps()) == 1
        if key == "ctrl+n":
            await until(pilot, lambda: screen.answer.prompt == "weaknesses")
            await until(pilot, lambda: screen.answer.editor.has_focus)
            assert screen.answer.text == ""


async def test_leaving_the_screen_or_the_app_keeps_the_answer(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await go(pilot, "reflect")
        await open_answer(pilot, screen)
        screen.answer.editor.text = "One"
        await go(pilot, "today")
        assert planner.plan.reflections_of("strengths")[0].text == "One"
        screen = await go(pilot, "reflect")
        screen.answer.editor.text = "One and two"
        app.save_drafts()
        assert planner.plan.reflections_of("strengths")[0].text == "One and two"


async def test_a_text_that_could_not_be_kept_is_offered_again(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PlanUnwritable("The disk is full; nothing was saved.", "Make room.")

    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await go(pilot, "reflect")
        await open_answer(pilot, screen)
        with monkeypatch.context() as broken:
            broken.setattr(planner.reflections, "keep", refuse)
            screen.answer.editor.text = "Not to be lost"
            await pilot.press("ctrl+n")
            await until(pilot, lambda: screen.answer.prompt == "weaknesses")
        rows(screen, "contents").highlighted = "prompt:strengths"
        await until(pilot, lambda: screen.answer.prompt == "strengths")
        assert screen.answer.text == "Not to be lost" and screen.answer.dirty
        screen.action_keep()
        assert planner.plan.reflections_of("strengths")[0].text == "Not to be lost"


async def test_earlier_answers_stand_beside_todays(planner: Planner, make_planner: Any) -> None:
    make_planner(dt.date(2026, 3, 9)).reflections.answer("strengths", "Problem statements")
    planner.reflections.answer("strengths", "Pricing talks")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "reflect")
        rows(screen, "contents").highlighted = "prompt:strengths"
        await until(pilot, lambda: screen.answer.text == "Pricing talks")
        assert "On 9 Mar 2026 you wrote" in text(screen, "earlier")
        assert "Problem statements" in text(screen, "earlier")
        await open_answer(pilot, screen)
        screen.answer.editor.text = ""  # emptied: today's answer goes to the trash
        await pilot.press("escape")
        await until(pilot, lambda: len(planner.plan.reflections_of("strengths")) == 1)
        await until(pilot, lambda: rows(screen, "contents").has_focus)
        await pilot.press("u")
        await until(pilot, lambda: screen.answer.text == "Pricing talks")


async def test_comparing_two_at_a_time_ranks_the_priorities(planner: Planner) -> None:
    for title in "CABD":
        planner.priorities.add(title)
    titles = {p.id: p.title for p in planner.plan.priorities}
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await go(pilot, "reflect")
        rows(screen, "contents").highlighted = "priorities"
        await pilot.press("r")
        await until(pilot, lambda: app.screen is not screen)
        modal: Any = app.screen
        for _ in range(12):
            asked = modal._rankings[-1].question
            if asked is None:
                break
            left, right = (titles[own_id] for own_id in asked)
            await pilot.press("left" if left < right else "right")
        await until(pilot, lambda: app.screen is screen)
        await until(pilot, lambda: [p.title for p in planner.plan.priorities] == list("ABCD"))
        rows(screen, "ranked").highlighted = planner.plan.priorities[3].id
        await pilot.press("K")
        await until(pilot, lambda: [p.title for p in planner.plan.priorities] == list("ABDC"))
        assert rows(screen, "ranked").highlighted == planner.plan.priorities[2].id


async def test_priorities_are_added_edited_and_lead_to_a_draft(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted: list[dict[str, str]] = []
    monkeypatch.setattr(PmgoalsApp, "open_draft", lambda _, **fields: drafted.append(fields))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "reflect")
        screen.contents.highlighted = "priorities"
        await until(pilot, lambda: screen.place == "priorities")
        await pilot.press("a")
        await fill(pilot, title="Own pricing", why="Nobody does")
        await until(pilot, lambda: screen.place == "priorities" and screen.ranked_row)
        (item,) = planner.plan.priorities
        await pilot.press("d")
        await until(pilot, lambda: drafted)
        assert drafted == [{"line": "", "why": "Nobody does", "priority": item.id}]
        await pilot.press("e")
        await fill(pilot, success="Two price changes shipped")
        assert planner.plan.priorities[0].success == "Two price changes shipped"
        await pilot.press("D")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: not planner.plan.priorities)


async def test_a_rating_changes_the_gaps(planner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    drafted: list[dict[str, str]] = []
    monkeypatch.setattr(PmgoalsApp, "open_draft", lambda _, **fields: drafted.append(fields))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "reflect")
        rows(screen, "contents").highlighted = "standing"
        await until(pilot, lambda: rows(screen, "standing").ids)
        rows(screen, "standing").highlighted = "skill:managing_up"
        await pilot.press("e")
        await fill(pilot, importance="9", capability="4")
        await until(pilot, lambda: "gap:managing_up" in rows(screen, "standing").ids)
        assert [s.key for s in planner.competencies.gaps()] == ["managing_up"]
        assert "+5" in text(screen, "standing")
        await pilot.press("d")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("enter")
        await until(pilot, lambda: drafted == [{"competency": "managing_up", "method": "learning"}])


async def test_a_rating_that_is_none_stays_in_the_form(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "reflect")
        rows(screen, "contents").highlighted = "standing"
        await until(pilot, lambda: rows(screen, "standing").ids)
        rows(screen, "standing").highlighted = "skill:managing_up"
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, FormModal))
        form = app.screen
        for key, value in (("importance", "11"), ("capability", "4")):
            form.query_one(f"#field-{key}", LineInput).value = value
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is form and not planner.plan.assessments_of("managing_up")


# ---- learn ----


async def test_learning_is_logged_edited_used_and_trashed(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "learn")
        assert "a logs the first" in text(screen, "log")
        await pilot.press("a")
        await fill(pilot, title="Two churn interviews", minutes="45m", takeaway="Ask for the last")
        await until(pilot, lambda: "45 of 90 min" in text(screen, "weeks"))
        assert "Ask for the last" in text(screen, "detail")
        await pilot.press("enter")
        await fill(pilot, minutes="1h30")
        await until(pilot, lambda: "90 of 90 min" in text(screen, "weeks"))
        await pilot.press("A")
        await fill(pilot, applied_in="Renewal test")
        await until(pilot, lambda: "Renewal test" in text(screen, "detail"))
        assert planner.plan.learning[0].applied_in == "Renewal test"
        await pilot.press("D")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: not planner.plan.learning)


def test_the_study_counts_twelve_weeks_and_sets_time_beside_the_gap(
    planner: Planner, make_planner: Any
) -> None:
    for days, minutes in ((0, 30), (7, 45), (77, 60), (84, 500)):
        on = planner.today - dt.timedelta(days=days)
        planner.learning.log("x", minutes=minutes, competency="managing_up", on=on)
    planner.competencies.assess("product_quality", 9, 2)
    found = study.look(planner)
    assert [week.minutes for week in found.weeks] == [60, *[0] * 9, 45, 30]
    assert (found.this_week, found.total, found.target) == (30, 135, 90)
    shown = [(skill.key, skill.minutes, skill.gap) for skill in found.skills]
    assert shown == [("product_quality", 0, 7), ("managing_up", 135, None)]


async def test_rows_of_known_height_are_built_when_they_are_seen(planner: Planner) -> None:
    built: list[int] = []

    def row(number: int) -> Row:
        def build(_: int) -> list[list[Span]]:
            built.append(number)
            return [[Span(f"row {number}")]]

        return Row(str(number), build, 1)

    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "learn")
        log = rows(screen, "log")
        log.set_rows([row(number) for number in range(1, 5001)])
        await pilot.pause()
        assert len(set(built)) < 50
        log.action_last()
        await until(pilot, lambda: 5000 in built)
        assert log.highlighted == "5000" and log.text.endswith("row 5000")


# ---- text of the person ----


def fill_with(planner: Planner, words: str) -> None:
    theme = planner.themes.add(words, why=words)
    planner.themes.add(f"gap {words}")
    add_goal(planner, words, theme=theme.id)
    add_goal(planner, f"apart {words}", no_theme_reason=words)
    add_goal(planner, f"orphan {words}")
    for not_doing in (False, True):
        planner.priorities.add(words, why=words, success=words, not_doing=not_doing)
    planner.priorities.add(f"second {words}", why=words)
    activity = planner.learning.log(words, minutes=5, takeaway=words, link=words)
    planner.learning.edit(activity, applied_in=words)
    planner.reflections.answer("strengths", words)
    before = Planner(planner.paths, Clock(planner.today - dt.timedelta(days=99)))
    before.reflections.answer("strengths", words)


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_shows_inertly_everywhere(planner: Planner, size: Any) -> None:
    fill_with(planner, HOSTILE)
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await go(pilot, "reflect")
        rows(screen, "contents").highlighted = "prompt:strengths"
        await until(pilot, lambda: HOSTILE in screen.answer.text)
        await open_answer(pilot, screen)
        shown = [screen.answer.editor.get_line(0).plain, text(screen, "earlier")]
        await pilot.press("escape")
        for place in ("priorities", "not_doing", "standing"):
            rows(screen, "contents").highlighted = place
            await until(pilot, lambda: not screen.answer.display)
            await open_place(pilot, screen)
            if place != "standing":
                await until(pilot, lambda: "[/x]" in text(screen, "ranked"))
                shown.append(text(screen, "ranked"))
        rows(screen, "contents").highlighted = "priorities"
        await pilot.press("r")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        screen = await go(pilot, "learn")
        await until(pilot, lambda: "[/x]" in text(screen, "detail"))
        shown += [text(screen, "log"), text(screen, "detail")]
        screen = await go(pilot, "align")
        await until(pilot, lambda: "[/x]" in text(screen, "findings"))
        shown += [text(screen, "themes"), text(screen, "findings")]
        shown.append(text(screen, "matrix"))
        for drawn in shown[:-1]:
            assert "[/x]" in drawn
        assert not {"\x1b", "\x07", "\u202e"} & set("".join(shown))
        assert app.is_running


async def open_place(pilot: Pilot[Any], screen: Any) -> None:
    rows(screen, "contents").focus()
    await pilot.press("enter")
    await until(pilot, lambda: screen.focused not in (None, rows(screen, "contents")))
    await pilot.press("escape")
    await until(pilot, lambda: rows(screen, "contents").has_focus)
