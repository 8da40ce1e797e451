"""Journeys over the four views of Learn: log, reading list, evidence, coverage."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from pmgoals import keymap
from pmgoals.model.draft import with_text
from pmgoals.model.ladder import Competency, OwnLadder
from pmgoals.services.planner import Planner
from pmgoals.tui import flows_learning
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.screens.document import PageScreen
from pmgoals.tui.screens.learn_rows import ASKS
from pmgoals.tui.widgets.field import Choice, LineInput
from pmgoals.tui.widgets.frame import KeyBar
from pmgoals.tui.widgets.lines import Lines, RowList

HOSTILE = "[/x] [@click=app.quit]go[/] \x1b[31mred\x1b]0;t\x07 \u202eback"
SIZES = [(120, 40), (80, 24), (60, 20)]
SKILL = "managing_up"


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


async def learn(pilot: Pilot[Any], view: str = "log") -> Any:
    """Go to a view of Learn and return the screen."""
    app = pilot.app
    app.switch_mode("learn")
    await until(pilot, lambda: app.screen.KEY == "learn" and app.screen._shown is not None)
    if view != "log":
        app.screen.action_view(view)
        await until(pilot, lambda: app.screen.rows.id == view)
    return app.screen


async def fill(pilot: Pilot[Any], **values: str) -> None:
    """Fill the form that opens, and save it."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
    form = app.screen
    for key, value in values.items():
        form.query_one(f"#field-{key}").value = value
    await pilot.press("ctrl+s")
    await until(pilot, lambda: app.screen is not form)


def text(screen: Any, name: str) -> str:
    return screen.query_one(f"#{name}", Lines).text


def keys(screen: Any) -> str:
    return "".join(span.text for span in screen.query_one(KeyBar).spans(200))


# ---- the views ----


@pytest.mark.parametrize("size", SIZES)
async def test_v_goes_through_the_views_and_back(planner: Planner, size: Any) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await learn(pilot)
        for place, says in (
            ("reading", "a puts the first on the list"),
            ("evidence", "a keeps the first"),
            ("coverage", "Tell it in Reflect, under Competencies"),
            ("log", "a logs the first"),
        ):
            await pilot.press("v")
            await until(pilot, lambda place=place: screen.rows.id == place)
            assert says in " ".join(text(screen, place).split())
            await until(pilot, lambda: screen.focused is screen.rows)
            shown = [rows.id for rows in screen.query(RowList) if rows.display]
            assert shown == [place]


async def test_the_keys_below_are_those_of_the_view(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await learn(pilot)
        assert "A used it" in keys(screen) and "space begin" not in keys(screen)
        await learn(pilot, "reading")
        assert "space begin" in keys(screen) and "/ filter" not in keys(screen)
        await learn(pilot, "coverage")
        assert "o packet" in keys(screen) and "D delete" not in keys(screen)
        await pilot.press("D", "slash", "x", "A")  # not heard here
        assert app.screen is screen


def test_no_key_of_learn_is_one_of_everywhere_or_of_a_list() -> None:
    taken: dict[str, str] = {}
    for place in ("everywhere", "list", "learn"):
        for command in keymap.of(place):
            for key in command.keys.split(","):
                other = taken.setdefault(key, command.id)
                assert other == command.id, f"{key} is used by {other} and {command.id}"


# ---- the log and its filter ----


async def test_the_filter_answers_every_letter_and_esc_clears_it(planner: Planner) -> None:
    planner.learning.log("Talk on pricing", kind="talk", minutes=30, competency=SKILL)
    planner.learning.log("Book on framing", kind="book", minutes=90, takeaway="Price is framing")
    planner.learning.log("Vans", minutes=5)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await learn(pilot)
        await pilot.press("slash", "p", "r", "i", "c")
        await until(pilot, lambda: "2 found · 2 h" in text(screen, "found"))
        assert len(screen.rows.ids) == 2
        await pilot.press("space", "v")  # a letter, not a key of the screen
        await until(pilot, lambda: "No entry holds every word" in text(screen, "log"))
        assert "0 found" in text(screen, "found") and screen.record is None
        await pilot.press("backspace", "b", "o", "o", "k", "enter")
        await until(pilot, lambda: screen.focused is screen.rows)
        assert [screen._records["log"][key].title for key in screen.rows.ids] == ["Book on framing"]
        assert screen.query_one("#filter").display
        await pilot.press("escape")
        await until(pilot, lambda: len(screen.rows.ids) == 3)
        await until(pilot, lambda: not screen.query_one("#filter").display)
        assert screen.focused is screen.rows


async def test_letters_that_come_in_one_read_with_the_slash_are_typed(planner: Planner) -> None:
    planner.learning.log("Price and/or vans")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await learn(pilot)
        for key, letter in (("slash", "/"), ("e", "e"), ("space", " "), ("slash", "/"), ("c", "c")):
            app.post_message(events.Key(key, letter))
        await until(pilot, lambda: screen.query_one("#filter-text", LineInput).value == "e /c")
        assert app.screen is screen and screen.rows.ids == []


async def test_what_is_logged_under_a_filter_that_hides_it_is_shown(planner: Planner) -> None:
    planner.learning.log("Talk on pricing")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await learn(pilot)
        await pilot.press("slash", "p", "r", "i", "enter")
        await until(pilot, lambda: screen.focused is screen.rows)
        await pilot.press("a")
        await fill(pilot, title="Vans")
        await until(pilot, lambda: screen.record and screen.record.title == "Vans")
        assert len(screen.rows.ids) == 2 and not screen.query_one("#filter").display


async def test_what_another_view_was_filtered_by_does_not_leak(planner: Planner) -> None:
    planner.learning.log("Talk on pricing")
    planner.evidence.add("Moved the date")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await learn(pilot)
        await pilot.press("slash", "t", "a", "l", "k", "enter")
        await until(pilot, lambda: screen.focused is screen.rows)
        await learn(pilot, "evidence")
        assert len(screen.rows.ids) == 1 and not screen.query_one("#filter").display
        screen.action_view("log")
        await until(pilot, lambda: screen.query_one("#filter").display)
        assert screen.query_one("#filter-text", LineInput).value == "talk"


async def test_competencies_are_called_as_the_company_calls_them(planner: Planner) -> None:
    with planner.change("a ladder") as tx:
        tx.add(OwnLadder, competencies=[Competency(key="vans", name="Van lore", area="Vans")])
    planner.learning.log("Drove along", minutes=60, competency="vans")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await learn(pilot)
        for place in ("weeks", "log", "detail"):
            assert "Van lore" in text(screen, place)
        assert "FY26 Q1 0 min" in text(screen, "weeks") and "Q4 1 h" in text(screen, "weeks")
        await pilot.press("slash", "l", "o", "r", "e")
        await until(pilot, lambda: "1 found" in text(screen, "found"))


def test_an_edit_keeps_what_the_ladder_no_longer_has(planner: Planner) -> None:
    activity = planner.learning.log("Book", competency=SKILL)
    with planner.change("a ladder") as tx:
        tx.add(OwnLadder, competencies=[Competency(key="vans", name="Van lore")])
    form = flows_learning.learning_form(planner, activity)
    flows_learning.save_learning(planner, form.values | {"title": "The book"}, activity)
    (kept,) = planner.plan.learning
    assert (kept.title, kept.competency) == ("The book", SKILL)
    assert SKILL in dict(next(f for f in form.fields if f.key == "competency").options)


# ---- recall ----


def log_before(make_planner: Any, day: dt.date, *titles: str) -> list[str]:
    earlier = make_planner(day)
    return [earlier.learning.log(t, takeaway=f"Ask {t}", competency=SKILL).id for t in titles]


async def test_a_takeaway_asks_and_is_answered_by_one_key(
    planner: Planner, make_planner: Any
) -> None:
    one, two, three = log_before(make_planner, dt.date(2026, 10, 20), "One", "Two", "Three")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await learn(pilot)
        assert "You took away “Ask One”" in text(screen, "log")
        await until(pilot, lambda: "4 weeks ago: have you used it?" in text(screen, "log"))
        assert "A used it   t not yet   z let go   2 more" in text(screen, "log")
        assert screen.rows.highlighted == ASKS and "Ask One" in text(screen, "detail")
        await pilot.press("t")
        await until(pilot, lambda: "“Ask Two”" in text(screen, "log"))
        await pilot.press("z")
        await until(pilot, lambda: "“Ask Three”" in text(screen, "log"))
        await pilot.press("A")
        await fill(pilot, applied_in="The memo", evidence="learning", level="senior_pm")
        await until(pilot, lambda: ASKS not in screen.rows.ids)
        kept = {a.id: a for a in planner.plan.learning}
        assert kept[one].recalls == {"4": "not yet"} and kept[two].recalls == {"4": "let go"}
        assert kept[three].recalls == {"4": "used"} and kept[three].applied_in == "The memo"
        (piece,) = planner.plan.evidence
        assert (piece.title, piece.kind, piece.level) == ("The memo", "learning", "senior_pm")
        await pilot.press("u")
        await until(pilot, lambda: "“Ask Three”" in text(screen, "log"))


async def test_an_activity_that_does_not_ask_takes_no_answer(planner: Planner) -> None:
    planner.learning.log("New", takeaway="Ask")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await learn(pilot)
        await pilot.press("t", "z")
        await pilot.pause()
        assert not planner.plan.learning[0].recalls and ASKS not in screen.rows.ids


async def test_one_that_asks_says_so_when_the_cursor_is_on_it(
    planner: Planner, make_planner: Any
) -> None:
    one, two = log_before(make_planner, dt.date(2026, 11, 10), "One", "Two")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await learn(pilot)
        assert "1 week ago" in text(screen, "log")
        screen.rows.highlighted = two
        await until(pilot, lambda: "You took this away 1 week ago" in text(screen, "detail"))
        await pilot.press("z")
        await until(pilot, lambda: planner.plan.learning[0].recalls == {"1": "let go"})
        assert "“Ask One”" in text(screen, "log") and one != two


def test_a_place_that_is_emptied_is_taken_back(planner: Planner) -> None:
    activity = planner.learning.use(planner.learning.log("Book").id, "Memo")
    values = flows_learning.applied_form(planner, activity).values
    assert flows_learning.save_applied(planner, values | {"applied_in": " "}, activity)
    assert planner.plan.learning[0].applied_in == ""


def test_a_use_that_is_taken_back_takes_its_evidence_along(planner: Planner) -> None:
    activity = planner.learning.use(planner.learning.log("Book").id, "Memo", evidence="win")
    values = flows_learning.applied_form(planner, activity).values
    said = flows_learning.save_applied(planner, values | {"applied_in": ""}, activity)
    assert "evidence is in the trash" in said and planner.plan.evidence == []
    assert planner.plan.learning[0].evidence is None


def test_what_is_evidence_already_does_not_become_it_twice(planner: Planner) -> None:
    activity = planner.learning.use(planner.learning.log("Book").id, "Memo", evidence="win")
    form = flows_learning.applied_form(planner, activity)
    assert [field.key for field in form.fields] == ["applied_in"]
    flows_learning.save_applied(planner, {"applied_in": "The memo"}, activity)
    assert len(planner.plan.evidence) == 1
    assert planner.plan.learning[0].applied_in == "The memo"


# ---- reading list ----


@pytest.mark.parametrize("size", SIZES)
async def test_an_item_is_added_begun_put_back_and_finished(planner: Planner, size: Any) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await learn(pilot, "reading")
        await pilot.press("space", "x", "D")  # nothing to work on yet
        await pilot.press("a")
        await fill(pilot, title="Talk on pricing", kind="talk", minutes="40m", competency=SKILL)
        await until(pilot, lambda: "Planned  1, 40 min" in text(screen, "reading"))
        await pilot.press("e")
        await fill(pilot, why="The price test")
        await until(pilot, lambda: "The price test" in text(screen, "detail"))
        for state, word in (("doing", "Under way"), ("planned", "Planned"), ("doing", "Under")):
            await pilot.press("space")
            await until(pilot, lambda s=state: planner.reading.items()[0].state == s)
            await until(pilot, lambda w=word: w in text(screen, "reading"))
        await pilot.press("x")
        await fill(pilot, takeaway="Two prices", rating="4")
        await until(pilot, lambda: "Done  1" in text(screen, "reading"))
        assert "Two prices" in text(screen, "detail")
        (learned,) = planner.plan.learning
        assert (learned.minutes, learned.rating, learned.kind) == (40, 4, "talk")
        await pilot.press("x", "space")
        assert app.screen is screen and planner.reading.items()[0].state == "done"
        await pilot.press("D")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: not planner.reading.items())


# ---- evidence ----


async def test_evidence_is_kept_edited_found_and_trashed(planner: Planner) -> None:
    planner.competencies.set_levels("pm")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await learn(pilot, "evidence")
        await pilot.press("a")
        await fill(pilot, title="Moved the date with the research lead", competency=SKILL)
        await until(pilot, lambda: "Managing Up" in text(screen, "evidence"))
        (piece,) = planner.plan.evidence
        assert piece.level == "senior_pm"  # the level worked towards
        assert "Senior Product Manager" in text(screen, "detail")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        app.screen.query_one("#field-text").text = "It was the\nthird time"
        await fill(pilot, kind="influence", level="")
        await until(pilot, lambda: "third time" in text(screen, "detail"))
        (piece,) = planner.plan.evidence
        assert (piece.kind, piece.level, piece.text) == ("influence", "", "It was the\nthird time")
        planner.evidence.add("Another")
        screen.load()
        await pilot.press("slash", *"third")
        await until(pilot, lambda: screen.rows.ids == [piece.id])
        assert "1 found" in text(screen, "found")
        await pilot.press("enter", "D")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: [e.title for e in planner.plan.evidence] == ["Another"])


async def test_a_win_kept_anywhere_says_its_level(planner: Planner) -> None:
    planner.competencies.set_levels("pm", "group_pm")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await learn(pilot)
        await pilot.press("W")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        assert app.screen.query_one("#field-level", Choice).said == "Group Product Manager"
        await fill(pilot, title="Won")
        assert planner.plan.evidence[0].level == "group_pm" and screen.rows.id == "log"


# ---- coverage ----


def show(planner: Planner) -> None:
    """Aspire to a level and show one expectation well, one thinly, one long ago."""
    planner.competencies.set_levels("pm", "senior_pm")
    for skill, days in ((SKILL, (0, 70)), ("team_leadership", (3,)), ("product_quality", (200,))):
        for back in days:
            on = planner.today - dt.timedelta(days=back)
            planner.evidence.add(f"{skill} {back} days ago", competency=skill, on=on)


async def test_coverage_says_what_is_shown_and_what_is_missing(planner: Planner) -> None:
    show(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await learn(pilot, "coverage")
        drawn = text(screen, "coverage").split("\n")
        lines = {line[:24].strip(): " ".join(line[24:].split()) for line in drawn}
        assert "1 of 12 shown · 1 thin · 1 stale · 9 nothing" in text(screen, "coverage")
        assert lines["Managing Up"] == "● shown 2 23 Nov 2026 · · 1 1"
        assert lines["Team Leadership"] == "◐ thin 1 20 Nov 2026 · · · 1"
        assert lines["Product Quality"] == "◌ stale 1 7 May 2026 · 1 · ·"
        assert lines["Strategic Impact"] == "○ nothing · · · ·"
        for skill, says in (
            (SKILL, "Nothing is missing"),
            ("team_leadership", "no luck"),
            ("product_quality", "something newer is needed"),
            ("strategic_impact", "Nothing shows it yet"),
        ):
            screen.rows.highlighted = skill
            await until(pilot, lambda s=says: s in text(screen, "detail").replace("\n", " "))
        screen.rows.highlighted = SKILL
        await until(pilot, lambda: "23 Nov 2026" in text(screen, "detail"))
        assert "Expected of a Senior Product" in text(screen, "detail")


async def test_evidence_is_added_for_a_competency_and_leads_back(planner: Planner) -> None:
    show(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await learn(pilot, "coverage")
        screen.rows.highlighted = "team_leadership"
        await pilot.press("a")
        await fill(pilot, title="The squad lead decides alone")
        await until(pilot, lambda: "2 of 12 shown" in text(screen, "coverage"))
        assert planner.plan.evidence[0].competency == "team_leadership"
        assert screen.rows.highlighted == "team_leadership"
        await pilot.press("enter")
        await until(pilot, lambda: screen.rows.id == "evidence" and len(screen.rows.ids) == 2)
        await pilot.press("escape")
        await until(pilot, lambda: len(screen.rows.ids) == 5)


async def test_the_packet_opens_and_is_kept_as_a_file(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await learn(pilot, "coverage")
        await pilot.press("o")
        await pilot.pause()
        assert app.screen is screen  # it says how to tell the level
        show(planner)
        planner.evidence.add(HOSTILE, competency=SKILL)
        screen.load()
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        page = app.screen
        copied: list[str] = []
        monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
        await pilot.press("c", "s")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: (tmp_path / "packet-senior-pm.md").exists())
        kept = (tmp_path / "packet-senior-pm.md").read_text("utf-8")
        assert copied == [kept] and kept.startswith("# Towards Senior Product Manager")
        assert "\x1b" not in kept
        await until(pilot, lambda: app.screen is page)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)


# ---- every size, every word ----


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_is_inert_in_every_view(
    planner: Planner, make_planner: Any, size: Any
) -> None:
    earlier = make_planner(dt.date(2026, 11, 2))
    earlier.learning.log(HOSTILE, takeaway=HOSTILE, link=HOSTILE)
    item = planner.reading.add(HOSTILE, why=HOSTILE, link=HOSTILE)
    planner.reading.start(item.id)
    planner.competencies.set_levels("pm", "senior_pm")
    planner.evidence.add(HOSTILE, text=HOSTILE, link=HOSTILE, competency=SKILL)
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        shown: list[str] = []
        screen = await learn(pilot)
        for view in ("log", "reading", "evidence", "coverage"):
            screen.action_view(view)
            if view == "coverage":
                screen.rows.highlighted = SKILL
            await until(pilot, lambda: "[/x]" in text(screen, "detail"))
            shown += [text(screen, view), text(screen, "detail")]
            await pilot.hover("#detail")
        assert not {"\x1b", "\x07", "\u202e"} & set("".join(shown))
        await pilot.press("tab")
        await until(pilot, lambda: screen.focused.id == "detail")
        await pilot.press("down", "down", "escape")
        await until(pilot, lambda: screen.focused is screen.rows)
        assert app.is_running


async def test_five_thousand_activities_are_filtered_within_a_frame(planner: Planner) -> None:
    from pmgoals.model.learning import LearningActivity

    with planner.change("a long log") as tx:
        for number in range(5_000):
            on = planner.today - dt.timedelta(days=number // 3)
            tx.add(LearningActivity, title=f"Talk {number} on pricing", minutes=30, on=on)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await learn(pilot)
        assert len(screen.rows.ids) == 5_000
        screen.action_filter()
        took = []
        for typed in ("p", "pr", "pri", "pri 4", "pri 49", "pri 499", "pri 499 talk"):
            screen._filters["log"] = typed
            begin = time.perf_counter()
            screen._fill()
            took.append(time.perf_counter() - begin)
        assert min(took) < 0.016 and sorted(took)[3] < 0.05  # a frame, and room for a busy machine
        assert len(screen.rows.ids) == sum("499" in str(n) for n in range(5_000))


async def test_coverage_of_every_level_is_a_key_away(planner: Planner) -> None:
    planner.competencies.set_levels("pm", "senior_pm")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await learn(pilot)
        screen.action_view("coverage")
        for key, level in (("right", "Principal"), ("left", "Senior"), ("left", "Product Manager")):
            await pilot.press(key)
            await until(pilot, lambda name=level: screen._matrix.level.name.startswith(name))


async def test_what_is_logged_on_a_goal_is_for_it(planner: Planner) -> None:
    template = planner.templates.named("executive_updates")
    draft = planner.templates.fill(template, {"target": "75"})
    goal = planner.drafts.commit(with_text(draft, "no_theme_reason", "small"))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        app.switch_mode("goals")
        await until(pilot, lambda: getattr(app.screen, "KEY", "") == "goals")
        await until(pilot, lambda: app.screen.goal_in_focus() == goal.id)
        for key in ("l", "W"):
            await pilot.press(key)
            await fill(pilot, title=f"By {key}")
        await until(pilot, lambda: planner.plan.learning and planner.plan.evidence)
    for record in (*planner.plan.learning, *planner.plan.evidence):
        assert (record.goal, record.competency) == (goal.id, "managing_up")


def test_a_goal_in_the_trash_stays_linked_unless_another_is_chosen(planner: Planner) -> None:
    template = planner.templates.named("executive_updates")
    draft = planner.templates.fill(template, {"target": "75"})
    goal = planner.drafts.commit(with_text(draft, "no_theme_reason", "small"))
    activity = planner.learning.log("Talk", goal=goal.id)
    planner.trash.put(goal.id)
    form = flows_learning.learning_form(planner, activity)
    (field,) = [each for each in form.fields if each.key == "goal"]
    assert goal.id in dict(field.options) and form.values["goal"] == goal.id
    flows_learning.save_learning(planner, form.values | {"title": "Talk two"}, activity)
    assert planner.plan.learning[0].goal == goal.id
