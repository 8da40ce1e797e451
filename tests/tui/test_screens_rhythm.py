"""Journeys over Plan, Journal and Review."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from pmgoals.errors import PlanUnwritable
from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.choose import ChooseModal
from pmgoals.tui.modals.form import FormModal
from pmgoals.tui.widgets.field import LineInput
from pmgoals.tui.widgets.lines import Lines, RowList

HOSTILE = "[/x] [@click=app.quit]go[/] \x1b[31mred\x1b]0;t\x07 \u202eback"
SIZES = [(120, 40), (80, 24), (60, 20)]
WEEK = Week(2026, 48)
LAST = WEEK.plus(-1)
QUARTER_END = dt.date(2026, 12, 31)


async def until(pilot: Pilot[Any], seen: Callable[[], object], within: float = 5.0) -> None:
    """Wait until something is so; fail when it is not in time."""
    end = time.monotonic() + within
    while True:
        await pilot.pause()
        if seen():
            return
        assert time.monotonic() < end, "it did not come to be in time"
        await asyncio.sleep(0.01)


async def go(pilot: Pilot[Any], screen: str) -> Any:
    """Go to a screen and return it."""
    app = pilot.app
    app.switch_mode(screen)
    await until(pilot, lambda: screen == app.screen.KEY and app.screen._shown is not None)
    await until(pilot, lambda: app.screen.focused is not None)
    return app.screen


def rows(screen: Any, name: str) -> RowList:
    return screen.query_one(f"#{name}", RowList)


def text(screen: Any, name: str) -> str:
    return screen.query_one(f"#{name}", Lines).text


def add_goal(planner: Planner, title: str, **fields: Any) -> Goal:
    fields = {"start": dt.date(2026, 10, 1), "due": QUARTER_END, **fields}
    with planner.change("a goal") as tx:
        return tx.add(Goal, title=title, **fields)


def add_step(planner: Planner, goal: Goal, title: str, due: dt.date, **fields: Any) -> Milestone:
    return planner.milestones.add(goal.id, title, due, **fields)


def step(planner: Planner, milestone: Milestone) -> Milestone:
    return planner.plan.alive(Milestone)[milestone.id]


# ---- plan ----


@pytest.mark.parametrize("size", SIZES)
async def test_moving_a_milestone_changes_its_date_and_the_cursor_follows(
    planner: Planner, size: tuple[int, int]
) -> None:
    goal = add_goal(planner, "Lift activation", start=dt.date(2026, 7, 1))
    add_step(planner, goal, "Interviews", dt.date(2026, 12, 4))
    readout = add_step(planner, goal, "Readout", QUARTER_END)
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await go(pilot, "plan")
        await pilot.press("j", "greater_than_sign")
        await until(pilot, lambda: step(planner, readout).due == dt.date(2027, 3, 31))
        assert screen.focused.highlighted == readout.id
        assert screen.quarter.start == dt.date(2027, 1, 1)
        await pilot.press("greater_than_sign", "less_than_sign", "less_than_sign")
        await until(pilot, lambda: step(planner, readout).due == QUARTER_END)
        assert screen.focused.highlighted == readout.id
        assert [entry.after for entry in planner.plan.ledger_of(goal.id)] == [
            "31 Mar 2027", "30 Jun 2027", "31 Mar 2027", "31 Dec 2026",
        ]  # fmt: skip
        await pilot.press("less_than_sign")  # a day that is over: it would be late at once
        await until(pilot, lambda: isinstance(app.screen, ChooseModal))
        await pilot.press("escape")
        assert step(planner, readout).due == QUARTER_END


async def test_a_later_day_asks_why_and_shows_what_follows(make_planner: Any) -> None:
    before = make_planner(dt.date(2026, 11, 16))
    goal = add_goal(before, "Lift activation")
    interviews = add_step(before, goal, "Interviews", dt.date(2026, 12, 4))
    readout = add_step(before, goal, "Readout", dt.date(2026, 12, 18))
    before.milestones.depends(readout.id, interviews.id)
    planner = make_planner()
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        screen.show_milestone(interviews)
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        intro = str(app.screen.query_one("#intro").render())
        assert "4 Dec 2026 to 12 Mar 2027, 14 weeks later." in intro
        assert "“Readout”, 18 Dec 2026, would be due before what it needs." in intro
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "needs a reason" in str(app.screen.query_one("#hint").render()))
        app.screen.query_one("#field-reason", LineInput).value = "the recruiter left"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: step(planner, interviews).due == dt.date(2027, 3, 12))
        assert step(planner, readout).due == dt.date(2027, 3, 26)  # it moved along
        entry = planner.plan.ledger_of(goal.id)[-1]
        assert (entry.reason, entry.eased) == ("the recruiter left", True)


async def test_space_marks_a_milestone_done_and_open_again(planner: Planner) -> None:
    milestone = add_step(planner, add_goal(planner, "A"), "Readout", dt.date(2026, 11, 20))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        assert "3 d late" in text(screen, "steps-0")
        await pilot.press("space")
        await until(pilot, lambda: step(planner, milestone).done_on == planner.today)
        assert "done 23 Nov" in text(screen, "steps-0")
        await pilot.press("space")
        await until(pilot, lambda: step(planner, milestone).done_on is None)


async def test_narrowing_the_window_keeps_the_milestone_in_sight(planner: Planner) -> None:
    milestone = add_step(planner, add_goal(planner, "A"), "Far", dt.date(2027, 8, 1))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        await pilot.press("right", "right", "right")
        assert screen.focused.highlighted == milestone.id
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: screen.focused is screen.columns.column(0))
        assert screen.focused.highlighted == milestone.id


async def test_a_new_milestone_is_due_when_the_quarter_in_focus_ends(planner: Planner) -> None:
    add_goal(planner, "Lift activation")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        assert "No milestones yet: Lift activation" in text(screen, "detail")
        await pilot.press("right", "a")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        assert app.screen.query_one("#field-due", LineInput).value == "31 Mar 2027"
        app.screen.query_one("#field-title", LineInput).value = "Pricing test live"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: planner.plan.alive(Milestone))
        (made,) = planner.plan.alive(Milestone).values()
        assert (made.title, made.due) == ("Pricing test live", dt.date(2027, 3, 31))


async def test_another_day_and_another_title_are_one_step_to_undo(planner: Planner) -> None:
    goal = add_goal(planner, "A")
    made = add_step(planner, goal, "Readout", QUARTER_END)
    planner.milestones.edit(made.id, title="Decision", due=dt.date(2027, 1, 15), effort=4.0)
    assert [entry.after for entry in planner.plan.ledger_of(goal.id)] == ["15 Jan 2027"]
    planner.undo()
    assert step(planner, made) == made
    assert planner.plan.ledger_of(goal.id) == []


async def test_what_comes_before_is_linked_and_unlinked(planner: Planner) -> None:
    goal = add_goal(planner, "A")
    first = add_step(planner, goal, "Interviews", dt.date(2026, 12, 4))
    then = add_step(planner, goal, "Readout", QUARTER_END)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "plan")
        for linked in ([first.id], []):
            screen.show_milestone(step(planner, then))
            await pilot.press("L")
            await until(pilot, lambda: isinstance(app.screen, ChooseModal) and app.screen.focused)
            await pilot.press("enter")
            await until(pilot, lambda wanted=linked: step(planner, then).depends_on == wanted)
            await until(pilot, lambda: app.screen is screen)
            shown = "after:   Interviews (open, 4 Dec)" in text(screen, "detail")
            assert shown is bool(linked)


# ---- journal ----


async def test_an_answer_is_kept_when_it_is_left_and_an_earlier_week_says_late(
    planner: Planner,
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "journal")
        rows(screen, "week").highlighted = "prompt:wins"
        await pilot.press("enter", *"Shipped", "escape")
        await until(pilot, lambda: str(WEEK) in planner.plan.journal)
        assert planner.plan.journal[str(WEEK)].answers == {"wins": "Shipped"}
        assert not planner.plan.journal[str(WEEK)].late
        assert "- Shipped" in text(screen, "week")

        await pilot.press("left_square_bracket", "e", *"Late", "tab", *"Two")
        await until(pilot, lambda: screen.writing.text == "Two")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(planner.plan.journal.get(str(LAST)).answers) == 2)
        assert planner.plan.journal[str(LAST)].answers == {"wins": "Late", "setbacks": "Two"}
        assert "Written late, 23 Nov 2026." in text(screen, "week")
        assert "late" in text(screen, "weeks")


async def test_leaving_the_screen_or_the_app_keeps_what_is_being_written(
    planner: Planner,
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "journal")
        await pilot.press("G", "e", *"half a")
        await until(pilot, lambda: screen.writing.text == "half a")
        await go(pilot, "plan")
        await until(pilot, lambda: planner.plan.journal)
        assert planner.plan.journal[str(WEEK)].text == "half a"
        await go(pilot, "journal")
        await pilot.press("!")
        await until(pilot, lambda: screen.writing.text == "half a!")
        app.save_drafts()
        assert planner.plan.journal[str(WEEK)].text == "half a!"


async def test_an_answer_that_cannot_be_saved_stays_in_the_text_area(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_fields: object) -> None:
        raise PlanUnwritable("The disk is full.", "Make room.")

    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "journal")
        await pilot.press("e", *"kept", "escape")
        await until(pilot, lambda: planner.plan.journal)
        monkeypatch.setattr(planner.journal, "write", full)
        await pilot.press("e", "!", "escape")
        await until(pilot, lambda: app._notifications)
        assert screen.writing.text == "kept!"
        assert screen.has_class("-writing")


async def test_the_limit_of_a_list_is_told_and_not_enforced(planner: Planner) -> None:
    planner.journal.write(answers={"commitments": "a\nb\n- c\nd\ne"})
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "journal")
        assert "5 lines; 4 are enough" in text(screen, "week")
        await pilot.press("e")
        await until(pilot, lambda: screen.writing.has_class("-open"))
        assert "5 lines; 4 are enough" in str(screen.query_one("#below").content)


async def test_last_week_stands_above_this_weeks_prompts(planner: Planner) -> None:
    planner.journal.write(answers={"change": "Protect Tuesdays", "commitments": "x"}, week=LAST)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = text(await go(pilot, "journal"), "week")
        assert shown.index("Last week you said") < shown.index("Protect Tuesdays")
        assert shown.index("Protect Tuesdays") < shown.index("The week in words")


async def test_an_earlier_weeks_check_in_starts_from_what_was_known_then(
    planner: Planner,
) -> None:
    goal = add_goal(planner, "Lift activation")
    measure = planner.measures.add(goal.id, "activation", baseline=38, target=45, unit="%")
    planner.checkins.save(goal.id, confidence=4, readings={measure.id: 39}, week=LAST.plus(-1))
    planner.checkins.save(goal.id, confidence=9, readings={measure.id: 44})
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "journal")
        await pilot.press("left_square_bracket", "c")
        await until(pilot, lambda: isinstance(app.screen, FormModal) and app.screen.focused)
        assert app.screen.query_one("#field-confidence", LineInput).value == "4"
        value = app.screen.query_one(f"#field-measure-{measure.id}", LineInput)
        assert value.value == "" and str(value.placeholder).startswith("last 39 % on")
        value.value = "40 %"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: planner.checkins.of(goal.id, LAST))
        late = planner.checkins.of(goal.id, LAST)
        assert late is not None and late.late and late.confidence == 4
        taken = [(r.on, r.value) for r in planner.plan.readings_of(measure.id)]
        assert (LAST.sunday, 40.0) in taken
        await until(pilot, lambda: app.screen is screen)
        assert "40 %" in text(screen, "week")


async def test_older_years_can_be_reached(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "journal")
        before = len(rows(screen, "weeks").ids)
        for _ in range(before):
            screen.action_earlier()
        assert screen.week == WEEK.plus(-before)


# ---- review ----


def judged(planner: Planner) -> dict[str, Goal]:
    """Make five goals and judge them: one of each decision."""
    goals = {
        decision: add_goal(planner, f"To {decision}")
        for decision in ("close", "keep", "change", "defer", "drop")
    }
    for decision, goal in goals.items():
        planner.reviews.judge(planner.quarter, goal.id, decision=decision, grade=0.4)
    return goals


async def test_closing_a_quarter_grades_defers_and_drops_in_one_step(planner: Planner) -> None:
    goals = judged(planner)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "review")
        await pilot.press("X")
        await until(pilot, lambda: isinstance(app.screen, ChooseModal) and app.screen.focused)
        asked = str(app.screen.query_one("#title").content)
        told = "closes 1 goal, moves 1 to 31 Mar 2027, drops 1, keeps none, carries 2 over"
        assert told in asked
        assert "The quarter runs until 31 Dec 2026." in asked
        await pilot.press("j", "enter")
        await until(pilot, lambda: planner.reviews.of(planner.quarter))
        now = planner.plan.goals
        assert (now[goals["close"].id].state, now[goals["close"].id].grade) == ("closed", 0.4)
        assert now[goals["defer"].id].due == dt.date(2027, 3, 31)
        assert now[goals["drop"].id].decision == "drop"
        assert {now[g.continues].title for g in now.values() if g.continues} == {
            "To keep",
            "To change",
        }
        assert len(planner.plan.reviews) == 1
        await until(pilot, lambda: app.screen is screen)
        assert "Closed on 23 Nov 2026." in text(screen, "cases")
        await pilot.press("space")
        assert planner.reviews.of(planner.quarter) is not None

        await pilot.press("u")
        await until(pilot, lambda: planner.reviews.of(planner.quarter) is None)
        assert planner.plan.goals[goals["close"].id] == goals["close"]
        assert planner.plan.goals[goals["defer"].id].due == QUARTER_END
        kept = {
            verdict.goal: verdict.decision for verdict in planner.reviews.verdicts(planner.quarter)
        }
        assert kept == {goal.id: decision for decision, goal in goals.items()}


async def test_half_a_review_survives_a_new_app(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    goal = add_goal(planner, "Lift activation")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "review")
        await pilot.press("plus", "plus", "plus", "minus", "space")
        await until(pilot, lambda: "keep" in text(screen, "cases"))
        rows(screen, "cases").highlighted = "question:learned"
        await pilot.press("enter", *"Ask early")
        await until(pilot, lambda: screen.writing.text == "Ask early")
        app.save_drafts()
    again = make_planner()
    (verdict,) = again.reviews.verdicts(again.quarter)
    assert (verdict.goal, verdict.grade, verdict.decision) == (goal.id, 0.2, "keep")
    assert again.reviews.of(again.quarter) is None
    app = PmgoalsApp(again)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "review")
        assert "Ask early" in text(screen, "cases")
        assert " 0.2 " in text(screen, "cases")


def test_a_grade_kept_as_proposed_follows_the_numbers(planner: Planner) -> None:
    goal = add_goal(planner, "Lift activation")
    measure = planner.measures.add(goal.id, "activation", baseline=0, target=10)
    planner.checkins.save(goal.id, readings={measure.id: 4})
    planner.reviews.judge(planner.quarter, goal.id, decision="keep")
    planner.checkins.save(goal.id, readings={measure.id: 7})
    (verdict,) = planner.reviews.verdicts(planner.quarter)
    assert (verdict.grade, verdict.decision) == (0.7, "keep")
    planner.reviews.judge(planner.quarter, goal.id, grade=0.5)
    planner.checkins.save(goal.id, readings={measure.id: 9})
    (verdict,) = planner.reviews.verdicts(planner.quarter)
    assert (verdict.grade, verdict.proposed) == (0.5, 0.9)


async def test_past_reviews_can_be_read(make_planner: Callable[..., Planner]) -> None:
    then = make_planner(today=dt.date(2026, 9, 29))
    goal = add_goal(then, "Own pricing", start=dt.date(2026, 7, 1), due=dt.date(2026, 9, 30))
    then.reviews.judge(then.quarter, goal.id, grade=0.8, cause="capacity", note="Two weeks short")
    then.reviews.keep(then.quarter, answers={"learned": "Start with five"})
    then.reviews.close(then.quarter, then.reviews.verdicts(then.quarter))
    planner = make_planner()
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(pilot, "review")
        assert "The review opens 17 Dec 2026" in text(screen, "cases")
        await pilot.press("left_square_bracket")
        shown = text(screen, "cases")
        for words in ("FY26 Q3", "Own pricing", "0.8", "Capacity: Two weeks", "Start with five"):
            assert words in shown
        await pilot.press("right_square_bracket")
        assert "FY26 Q4" in text(screen, "cases")


async def test_advice_looks_at_the_goal_or_at_the_rhythm(planner: Planner) -> None:
    steady, seldom = add_goal(planner, "Steady"), add_goal(planner, "Seldom")
    for week in planner.quarter.weeks()[:8]:
        planner.checkins.save(steady.id, confidence=5, week=week)
    for goal in (steady, seldom):
        planner.reviews.judge(planner.quarter, goal.id, grade=0.3)
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await go(pilot, "review")
        for goal, advice in (
            (steady, "0.3 with 8 of 9 weeks checked in: look at the goal, not the rhythm."),
            (seldom, "0.3 with 0 of 9 weeks checked in: look at the rhythm before the goal."),
        ):
            rows(screen, "cases").highlighted = f"goal:{goal.id}"
            await until(pilot, lambda said=advice: said in " ".join(text(screen, "case").split()))


# ---- everywhere ----


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_is_shown_and_does_nothing(
    planner: Planner, size: tuple[int, int]
) -> None:
    goal = add_goal(planner, HOSTILE)
    made = add_step(planner, goal, HOSTILE, dt.date(2026, 12, 1), deliverable=HOSTILE)
    add_step(planner, goal, HOSTILE, dt.date(2026, 12, 2))
    planner.milestones.depends(made.id, planner.plan.milestones_of(goal.id)[1].id)
    for week in (LAST, WEEK):
        answers = dict.fromkeys(("wins", "learned", "change", "commitments"), HOSTILE)
        planner.journal.write(answers=answers, text=HOSTILE, week=week)
        planner.checkins.save(goal.id, confidence=3, note=HOSTILE, week=week)
    planner.reviews.judge(planner.quarter, goal.id, grade=0.1, note=HOSTILE)
    planner.reviews.keep(planner.quarter, answers={"learned": HOSTILE})
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        for name, keys in (("plan", []), ("journal", ["G", "e"]), ("review", ["G", "e"])):
            screen = await go(pilot, name)
            await pilot.press(*keys)
            await pilot.pause()
            shown = "".join(strip.text for strip in _drawn(app))
            assert "[/x]" in "".join(lines.text for lines in screen.query(Lines))
            assert not {"\x1b", "\x07", "\u202e"} & set(shown)
            await pilot.press(*(["escape"] if keys else []))
        await go(pilot, "review")
        planner.reviews.close(planner.quarter, planner.reviews.verdicts(planner.quarter))
        app.plan_changed()
        await pilot.pause()
        assert "\x1b" not in "".join(strip.text for strip in _drawn(app))


def _drawn(app: PmgoalsApp) -> list[Strip]:
    return [Strip(line) for line in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_plan_says_what_belongs_here(
    planner: Planner, size: tuple[int, int]
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=size) as pilot:
        screen = await go(pilot, "plan")
        assert "n starts a goal" in " ".join(text(screen, "steps-0").split())
        screen = await go(pilot, "journal")
        assert "Nothing written yet" in text(screen, "week")
        screen = await go(pilot, "review")
        assert "n starts one" in " ".join(text(screen, "cases").split())
        await pilot.press("space", "plus", "X")
        assert planner.plan.reviews == []
