"""Journeys over what Reflect knows of growth: ratings that move, templates, what is noticed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from test_screens_growth import HOSTILE, SIZES, alone, fill, go, rows, text, until
from textual.pilot import Pilot
from textual.widgets import Static

from pmgoals import knowledge
from pmgoals.model.calendar import FiscalCalendar
from pmgoals.model.draft import Draft
from pmgoals.model.reflection import SignalKind
from pmgoals.services.competencies import Rated
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings
from pmgoals.tui import flows_growth, flows_templates
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.choose import ChooseModal
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.screens.draft import DraftScreen
from pmgoals.tui.screens.reflect_signals import LIST_OF
from pmgoals.tui.screens.reflect_standing import moved
from pmgoals.tui.spans import width_of
from pmgoals.tui.widgets.field import LineInput
from pmgoals.tui.widgets.lines import Lines

__all__ = ["alone"]

SKILL = "strategic_impact"


async def reflect(pilot: Pilot[Any], place: str) -> Any:
    """Go to a place of Reflect and return the screen."""
    screen = await go(pilot, "reflect")
    rows(screen, "contents").highlighted = place
    await until(pilot, lambda: screen.place == place)
    await pilot.pause()
    return screen


async def choose(pilot: Pilot[Any], key: str) -> None:
    """Choose an option of the list that opens."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, ChooseModal) and rows(app.screen, "options"))
    await until(pilot, lambda: rows(app.screen, "options").ids)
    modal = app.screen
    if key:
        rows(modal, "options").highlighted = key
    await pilot.press("enter")
    await until(pilot, lambda: app.screen is not modal)


# ---- where I stand ----


def rated(*capabilities: int) -> list[Rated]:
    quarter = FiscalCalendar().quarter_of(dt.date(2026, 1, 1))
    return [Rated(quarter, 9, capability) for capability in capabilities]


@pytest.mark.parametrize(
    ("capabilities", "shown", "tone"),
    [
        ((), "", ""),
        ((4,), "", ""),
        ((4, 5, 6), "4→5→6", "good"),
        ((6, 6), "6→6", "muted"),
        ((7, 5), "7→5", "warn"),
        ((1, 2, 3, 4, 5), "2→3→4→5", "good"),
        ((9, 10, 10, 10), "10→10→10", "muted"),
    ],
)
def test_a_capability_moves_in_a_few_cells(
    capabilities: tuple[int, ...], shown: str, tone: str
) -> None:
    assert moved(rated(*capabilities)) == (shown, tone)
    assert moved(rated(*capabilities), ascii_only=True)[0] == shown.replace("→", ">")


async def test_the_row_in_focus_says_what_is_asked_and_what_makes_it_grow(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    make_planner(dt.date(2026, 8, 3)).competencies.assess(SKILL, 8, 3)
    planner.competencies.assess(SKILL, 9, 4, "The bet was heard")
    planner.competencies.set_levels("pm", "senior_pm")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "standing")
        shown, first = text(screen, "standing"), development(planner).activities[0]
        assert "3→4" in shown and first.text[:30] in shown
        assert "asked: practitioner" in shown  # of what is not rated yet
        assert "Lead an initiative" in text(screen, "detail")  # the level under the cursor
        rows(screen, "standing").highlighted = f"gap:{SKILL}"
        await until(pilot, lambda: "practitioner (step 3 of 4) for a" in text(screen, "detail"))
        told = " ".join(text(screen, "detail").split())
        assert "rated 4 of 10 on 23 Nov 2026, which counts as working (step 2 of 4). The" in told
        assert "so far no evidence, no learning and no goal yet" in told
        for template in development(planner).templates:
            assert template.name in told
        for activity in development(planner).activities:
            assert activity.text in told
        rows(screen, "standing").highlighted = "skill:managing_up"
        await until(pilot, lambda: "not rated" in text(screen, "detail"))


def development(planner: Planner) -> Any:
    return planner.competencies.development(SKILL)


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_keeps_to_its_width_and_small_screens_drop_what_moved(
    planner: Planner, make_planner: Callable[..., Planner], size: Any
) -> None:
    make_planner(dt.date(2026, 8, 3)).competencies.assess(SKILL, 8, 3, HOSTILE)
    planner.competencies.assess(SKILL, 9, 10, HOSTILE)
    planner.competencies.assess("managing_up", 9, 1)
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await reflect(pilot, "standing")
        await pilot.press("enter")
        await until(pilot, lambda: rows(screen, "standing").has_focus)
        rows(screen, "standing").highlighted = f"skill:{SKILL}"
        await until(pilot, lambda: "rated 10 of 10" in text(screen, "detail"))
        assert ("3→10" in text(screen, "standing")) == (size[0] == 120)
        for name in ("standing", "detail"):
            widget = screen.query_one(f"#{name}", Lines)
            assert all(width_of(line) <= widget.size.width for line in widget._lines)
            assert "\x1b" not in widget.text


async def test_ratings_of_an_earlier_quarter_ask_to_be_looked_at(
    make_planner: Callable[..., Planner],
) -> None:
    make_planner(dt.date(2026, 9, 8)).competencies.assess(SKILL, 8, 3)
    app = PmgoalsApp(make_planner())
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "standing")
        due = "Last rated 8 Sep 2026, in an earlier quarter: time to look again."
        assert due in text(screen, "standing")
        rows(screen, "standing").highlighted = f"gap:{SKILL}"
        await pilot.press("e")
        await fill(pilot, capability="4")
        await until(pilot, lambda: "time to look again" not in text(screen, "standing"))


def test_the_first_rating_begins_with_what_the_level_suggests(planner: Planner) -> None:
    def form() -> Any:
        standing = next(s for s in planner.competencies.standings() if s.key == SKILL)
        return flows_growth.rating_form(planner, standing)

    assert form().values["importance"] == ""
    planner.competencies.set_levels("pm", "senior_pm")
    asked = knowledge.expectations()[SKILL]["senior_pm"]
    assert form().values["importance"] == "8"
    assert form().fields[0].help.endswith(asked.text)
    planner.competencies.assess(SKILL, 6, 4)
    assert form().values["importance"] == "6"


# ---- towards a goal ----


async def test_a_competency_grows_by_an_activity_on_the_reading_list(planner: Planner) -> None:
    planner.competencies.assess(SKILL, 9, 4)
    app = PmgoalsApp(planner)
    first = development(planner).activities[0]
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await reflect(pilot, "standing")
        rows(screen, "standing").highlighted = f"gap:{SKILL}"
        for _ in range(2):  # the second time it is there
            await pilot.press("d")
            await choose(pilot, "activity:0")
            await until(pilot, lambda: planner.reading.items())
        (item,) = planner.reading.items()
        assert (item.title, item.kind) == (first.text, first.kind)
        assert (item.competency, item.minutes) == (SKILL, first.minutes)
        told = flows_templates.development(planner, SKILL).told
        assert "on the list already" in told["activity:0"]


async def test_a_template_asks_its_blanks_and_opens_the_wizard_filled_in(planner: Planner) -> None:
    planner.competencies.assess(SKILL, 9, 4)
    template = development(planner).templates[0]
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "standing")
        rows(screen, "standing").highlighted = f"skill:{SKILL}"
        await pilot.press("d")
        await choose(pilot, f"template:{template.key}")
        await until(pilot, lambda: isinstance(app.screen, FormModal))
        assert app.screen.values == planner.templates.offered(template)
        numbers = {b.key: b.example for b in template.blank if b.kind == "then"}
        await fill(pilot, market="law firms in [/x] Vienna", due="end of 2027", **numbers)
        await until(pilot, lambda: isinstance(app.screen, DraftScreen))
        draft: Draft = app.screen.draft
        assert "31 Dec 2027" in draft.line
        assert any("law firms in [/x] Vienna" in text for text in draft.fields.values())
        assert draft.fields["competency"] == SKILL
        await until(pilot, lambda: app.screen.assessed is not None)
        assert not app.screen.assessed.problems
        await pilot.press("escape")  # at once: what was typed into the blanks is kept
        await until(pilot, lambda: app.screen is screen)
        assert [kept.line for kept in planner.drafts.all()] == [draft.line]


async def test_a_deadline_that_is_no_day_stays_in_the_form(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await reflect(pilot, "priorities")
        await pilot.press("N")
        await choose(pilot, knowledge.templates()[0].key)
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        form: Any = app.screen
        form.query_one("#field-due", LineInput).value = "when pigs fly"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is form
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not form)
        assert planner.drafts.all() == []


@pytest.mark.parametrize("mode", ["today", "goals", "learn", "ledger"])
async def test_a_template_starts_a_goal_from_everywhere(planner: Planner, mode: str) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        app.switch_mode(mode)
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == mode)
        await pilot.press("N")
        await choose(pilot, "day_30_retention")
        await fill(pilot)  # nobody else knows the target: it is asked again
        await until(pilot, lambda: isinstance(app.screen, FormModal))
        assert "Nobody but you" in str(app.screen.query_one("#hint", Static).render())
        await fill(pilot, target="46")
        await until(pilot, lambda: isinstance(app.screen, DraftScreen))
        assert app.screen.draft.line


def test_templates_of_the_level_and_of_the_widest_gaps_come_first(planner: Planner) -> None:
    every = [template.key for template in knowledge.templates()]

    def order() -> list[str]:
        return [key for key, _, _ in flows_templates.templates(planner).options if key]

    assert order() == every
    planner.competencies.set_levels("group_pm")
    planner.competencies.assess("team_leadership", 9, 4)
    by_key = {template.key: template for template in knowledge.templates()}
    first = [(by_key[key].competency, by_key[key].level) for key in order()[:4]]
    assert first == [
        ("team_leadership", "group_pm"), ("team_leadership", "group_pm"),
        ("team_leadership", "senior_pm"), ("strategic_impact", "group_pm"),
    ]  # fmt: skip
    assert sorted(order()) == sorted(every)


# ---- what is noticed in between ----


@pytest.mark.parametrize("size", SIZES)
async def test_a_person_is_added_comes_due_is_edited_and_trashed(
    planner: Planner, make_planner: Callable[..., Planner], size: Any
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await reflect(pilot, "noticed:person")
        await pilot.press("enter")
        await until(pilot, lambda: "a adds the first" in text(screen, "noticed"))
        await pilot.press("a")
        await fill(pilot, title=HOSTILE, text="The meetup", on="yesterday", again_on="today")
        await until(pilot, lambda: planner.signals.of("person"))
        (person,) = planner.signals.of("person")
        assert (person.title, person.text) == (HOSTILE, "The meetup")
        assert (person.on, person.again_on) == (dt.date(2026, 11, 22), planner.today)
        await until(pilot, lambda: screen.noticed_row == person.id)
        assert "● Due: get in touch on 23 Nov 2026" in text(screen, "noticed")
        assert "\x1b" not in text(screen, "noticed")
        assert size[0] == 60 or "1 due" in text(screen, "contents")  # hidden: laid out when seen
        await until(pilot, lambda: rows(screen, "noticed").has_focus)
        await pilot.press("enter")
        await fill(pilot, on="today", again_on="in 6 weeks")
        await until(pilot, lambda: "Due:" not in text(screen, "noticed"))
        assert "Get in touch on 4 Jan 2027" in text(screen, "noticed")
        await pilot.press("D")
        await choose(pilot, "yes")
        await until(pilot, lambda: not planner.signals.of("person"))
        await pilot.press("u")
        await until(pilot, lambda: screen.noticed_row == person.id)


@pytest.mark.parametrize(
    ("kind", "label"),
    [("market", "What it means"), ("person", "How we know each other"), ("feedback", "Said on")],
)
async def test_each_list_asks_in_its_own_words_and_keeps_what_it_does_not_ask(
    planner: Planner, kind: SignalKind, label: str
) -> None:
    kept = planner.signals.add(kind, "First", text="one\ntwo", link="https://example.com")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await reflect(pilot, f"noticed:{kind}")
        rows(screen, "contents").focus()
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        assert label in [field.label for field in app.screen._form.fields]
        await fill(pilot, title="Second")
        await until(pilot, lambda: "Second" in text(screen, "noticed"))
        (now,) = planner.signals.of(kind)
        assert (now.title, now.text, now.link, now.on) == ("Second", kept.text, kept.link, kept.on)


async def test_an_entry_that_is_refused_stays_in_its_form(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await reflect(pilot, "noticed:market")
        await pilot.press("a")
        await fill(pilot, title=" ")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        await fill(pilot, title="Prices by seat")
        await until(pilot, lambda: planner.signals.of("market"))


async def test_keys_on_an_empty_list_say_what_to_do(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await reflect(pilot, "noticed:feedback")
        for key in ("e", "D"):
            await pilot.press(key)
            await until(pilot, lambda: any("a adds the first" in n.message for n in told(app)))
            app.clear_notifications()
        assert app.screen is screen
        assert screen.check_action("draft", ()) is False


def told(app: PmgoalsApp) -> list[Any]:
    return list(app._notifications)


@pytest.mark.parametrize("prompt", LIST_OF)
async def test_a_question_shows_the_latest_three_of_its_list(planner: Planner, prompt: str) -> None:
    kind = LIST_OF[prompt]
    for back in range(4):
        planner.signals.add(kind, f"Entry {back}", on=planner.today - dt.timedelta(days=back))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, f"prompt:{prompt}")
        await until(pilot, lambda: screen.answer.prompt == prompt)
        shown = text(screen, "earlier")
        assert [f"Entry {n}" in shown for n in range(4)] == [True, True, True, False]
        await pilot.press("a")  # adds to that list, and stays at the question
        await fill(pilot, title="Newest")
        await until(pilot, lambda: "Newest" in text(screen, "earlier"))
        assert screen.place == f"prompt:{prompt}"
        rows(screen, "contents").highlighted = "prompt:strengths"
        await until(pilot, lambda: "Entry" not in text(screen, "earlier"))


async def test_everything_has_an_ascii_form(make_planner: Callable[..., Planner]) -> None:
    planner = make_planner(settings=Settings(ascii=True))
    make_planner(dt.date(2026, 8, 3)).competencies.assess(SKILL, 8, 3)
    planner.competencies.assess(SKILL, 9, 4)
    planner.signals.add("person", "Head of data", again_on=planner.today)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "standing")
        assert "3>4" in text(screen, "standing")
        screen = await reflect(pilot, "noticed:person")
        assert "! Due: get in touch" in text(screen, "noticed")


async def test_keys_are_those_of_the_place_and_a_follows_the_question(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await reflect(pilot, "prompt:strengths")
        assert screen.check_action("compare", ()) is False
        await pilot.press("a")
        await pilot.pause()
        assert app.screen is screen, "this question leads to no list"
        screen.contents.highlighted = "prompt:not_doing"
        await until(pilot, lambda: screen.place == "prompt:not_doing")
        await pilot.press("a")
        await fill(pilot, title="A second certification")
        await until(pilot, lambda: planner.plan.not_doing)
        assert screen.check_action("compare", ()) is False, "one item has no order"
        planner.priorities.add("A podcast", not_doing=True)
        assert screen.check_action("compare", ()) is True
        screen.contents.highlighted = "noticed:feedback"
        screen.contents.focus()
        await until(pilot, lambda: screen.place == "noticed:feedback")
        await pilot.press("enter")
        await pilot.pause()
        assert screen.focused is screen.contents, "an empty list takes no cursor"


async def test_a_long_list_of_choices_is_filtered(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await reflect(pilot, "priorities")
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, ChooseModal))
        await until(pilot, lambda: len(rows(app.screen, "options").ids) == 28)
        await pilot.press("slash", "r", "e", "t", "e", "n", "space", "3", "0")
        await until(pilot, lambda: rows(app.screen, "options").ids == ["day_30_retention"])
        await pilot.press("escape")
        await until(pilot, lambda: len(rows(app.screen, "options").ids) == 28)
        await pilot.press("slash", "r", "e", "t", "e", "n", "space", "3", "0", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormModal))
        assert "target" in app.screen.values


async def test_the_level_worked_towards_begins_one_step_up(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await reflect(pilot, "standing")
        for field, key in (("level", "pm"), ("aspired", "senior_pm")):
            rows(screen, "standing").highlighted = field
            await pilot.press("e")
            await choose(pilot, "pm" if field == "level" else "")
            await until(pilot, lambda f=field: getattr(planner.plan.profile, f, ""))
            assert getattr(planner.plan.profile, field) == key
