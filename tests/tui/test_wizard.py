"""The wizard: what is typed lands where it was typed, however fast the steps are turned."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from textual.widgets import Static

from pmgoals.services.planner import Planner
from pmgoals.tui.app import PmgoalsApp
from pmgoals.tui.modals.trouble import TroubleModal
from pmgoals.tui.screens.draft import DraftScreen
from pmgoals.tui.widgets.field import Choice, LineInput


async def until(state: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for a state of the app."""
    end = time.monotonic() + seconds
    while not state():
        assert time.monotonic() < end, "the state never came"
        await asyncio.sleep(0.02)


def wizard(app: PmgoalsApp) -> DraftScreen:
    assert isinstance(app.screen, DraftScreen)
    return app.screen


async def test_turning_steps_fast_never_moves_a_text_to_another_field(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_draft(line="Own pricing end to end")
        await until(lambda: bool(app.screen.query("#ask-why")))
        await pilot.press("pagedown")
        await until(lambda: bool(app.screen.query("#ask-problem")))
        app.screen.query_one("#ask-problem", LineInput).value = "Nobody owns the price"
        await pilot.press("pagedown")
        await until(lambda: bool(app.screen.query("#ask-measures-0-source")))
        app.screen.query_one("#ask-measures-0-source", LineInput).value = "report"
        for key in ("pageup", "pageup", "pagedown", "pagedown", "pageup", "pagedown", "pageup"):
            app.simulate_key(key)
        await pilot.pause(0.5)
        draft = wizard(app).draft
        assert draft.title == "Own pricing end to end"
        assert draft.fields == {"problem": "Nobody owns the price"}
        assert draft.measures[0].source == "report"
        assert draft.measures[0].name == ""


async def test_a_bad_field_is_named_and_keeps_the_goal_from_being_committed(
    planner: Planner,
) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_draft(line="Own pricing end to end")
        await until(lambda: bool(app.screen.query("#ask-why")))
        await wizard(app).action_go_step("time_bound")
        due = app.screen.query_one("#ask-due", LineInput)
        due.focus()
        due.value = "31 Jun 2027"
        hint = app.screen.query_one("#hint", Static)
        await until(lambda: "June has 30 days" in str(hint.render()))
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert not planner.plan.goals
        assert wizard(app).draft.fields["due"] == "31 Jun 2027"


async def test_a_million_characters_and_markup_are_kept_as_typed(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    text = "[/x] [@click=app.quit] \x1b[31m 🚀 " + "x" * 1_000_000
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_draft()
        await until(lambda: bool(app.screen.query("#ask-why")))
        app.screen.query_one("#line", LineInput).value = text
        await until(lambda: wizard(app).draft.line == text)
        await pilot.press("escape")
        await until(lambda: not isinstance(app.screen, DraftScreen))
    assert planner.drafts.all()[0].line == text


GOOD = "Raise onboarding completion from 62% to 78% by 30 Sep 2027"


async def opened(app: PmgoalsApp, line: str = "") -> None:
    app.open_draft(line=line)
    await until(lambda: bool(app.screen.query("#ask-why")))


def line_of(app: PmgoalsApp) -> LineInput:
    return app.screen.query_one("#line", LineInput)


async def test_what_the_line_says_stands_in_the_fields_with_a_mark(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app)
        line_of(app).value = GOOD
        await until(lambda: "78" in str(wizard(app).draft.line))
        await wizard(app).action_go_step("measurable")
        target = app.screen.query_one("#ask-measures-0-target", LineInput)
        assert target.value == "78" and target.has_class("-read")
        row = target.parent
        assert row is not None and "read" in str(row.query_one(".label", Static).render())
        line_of(app).value = GOOD.replace("78", "80")
        await until(lambda: target.value == "80")
        assert wizard(app).draft.measures == []  # nothing was typed there
        await pilot.pause()


async def test_emptying_a_field_that_was_read_puts_the_reading_aside(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, GOOD)
        await wizard(app).action_go_step("time_bound")
        due = app.screen.query_one("#ask-due", LineInput)
        due.focus()
        await pilot.press("ctrl+u")
        await until(lambda: wizard(app).draft.refused == ["due"])
        await pilot.press("tab")
        assert due.value == "" and not due.has_class("-read")


async def test_a_good_sentence_is_committed_by_three_keys(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await until(lambda: isinstance(app.screen, DraftScreen))
        line_of(app).value = GOOD
        await pilot.press("enter", "ctrl+s")
        await until(lambda: bool(planner.plan.goals))
    goal = next(iter(planner.plan.goals.values()))
    assert goal.title == "Raise onboarding completion from 62% to 78%"
    assert len(planner.plan.milestones_of(goal.id)) == 4
    assert planner.plan.measures_of(goal.id)[0].target == 78


async def test_keys_typed_ahead_over_the_end_of_a_step_are_kept(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app)
        line_of(app).focus()
        line_of(app).value = "get better with stakeholders"
        await until(lambda: "^f stakeholder" in coach_of(app))
        await pilot.press("ctrl+f")
        await until(lambda: bool(app.screen.query("#ask-measures-0-target")))
        for key in ("3", "enter", "4", "pagedown", "pagedown", "pagedown",
                    "enter", "Q", "2", "pageup"):  # fmt: skip
            app.simulate_key(key)
        await until(lambda: wizard(app).draft.fields.get("due") == "Q2")
        measure = wizard(app).draft.measures[0]
        assert (measure.baseline, measure.target) == ("3", "4")
        assert measure.name == "stakeholder survey score"


async def test_a_mend_of_the_line_is_taken_by_its_number(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app)
        line_of(app).focus()
        line_of(app).value = "Raise NPS from 38 to 45 and cut churn from 5% to 4% by Q2"
        await until(lambda: "keep the second" in coach_of(app))
        await pilot.press("f2")
        await until(lambda: line_of(app).value == "cut churn from 5% to 4% by Q2")
        assert wizard(app).draft.line == "cut churn from 5% to 4% by Q2"


async def test_a_mend_keeps_its_key_when_another_was_taken(planner: Planner) -> None:
    """`ctrl+f` once gave the others new keys, and `f2` took something else."""
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app)
        line_of(app).focus()
        line_of(app).value = "Raise NPS from 38 to 45 and cut churn from 5% to 4%"
        await until(lambda: "f3 31 Dec" in coach_of(app))
        await pilot.press("ctrl+f")
        await until(lambda: line_of(app).value == "Raise NPS from 38 to 45")
        assert "f3 31 Dec" in coach_of(app) and "^f" not in coach_of(app)
        await pilot.press("f2")
        await pilot.pause()
        assert line_of(app).value == "Raise NPS from 38 to 45"
        await pilot.press("f4")
        await until(lambda: bool(wizard(app).draft.fields.get("due")))
        assert wizard(app).draft.fields["due"].startswith("31 Mar")


def coach_of(app: PmgoalsApp) -> str:
    coach = app.screen.query_one("#coach")
    lines = [coach.render_line(y) for y in range(coach.size.height)]
    return " ".join(" ".join(line.text for line in lines).split())


async def test_another_mend_comes_to_the_front(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app)
        line_of(app).focus()
        line_of(app).value = "Build trust with sales"
        await until(lambda: "^f trust score" in coach_of(app))
        await pilot.press("ctrl+r")
        await until(lambda: "^f share of promises kept" in coach_of(app))
        await pilot.press("ctrl+f")
        await until(lambda: bool(wizard(app).draft.measures))
        assert wizard(app).draft.measures[0].name == "share of promises kept on the day"


async def test_a_finding_is_kept_with_a_reason_and_stored_with_the_goal(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, "Own pricing end to end")
        await pilot.press("ctrl+k")
        await until(lambda: bool(app.screen.query(".form--field")))
        assert app.screen.query_one(Choice).said.startswith("R5")
        await pilot.press("ctrl+s")
        await until(lambda: "only with a reason" in str(app.screen.query_one("#hint").render()))
        app.screen.query_one(LineInput).value = "it is a role, not a number"
        await pilot.press("ctrl+s")
        await until(
            lambda: isinstance(app.screen, DraftScreen) and bool(app.screen.draft.overrides)
        )
        rule, reason = next(iter(wizard(app).draft.overrides.items()))
        assert reason == "it is a role, not a number"
        assessed = planner.drafts.assess(wizard(app).draft)
        assert rule not in [finding.rule for finding in assessed.judgement.findings]


async def test_an_objective_takes_key_results_as_sentences(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_draft(line="Make the first week worth it", method="okr", due="30 Jun 2027")
        await until(lambda: bool(app.screen.query("#ask-why")))
        await wizard(app).action_go_step("measurable")
        app.screen.query_one("#ask-measures-0-name", LineInput).value = "activation from 31% to 40%"
        await pilot.press("ctrl+o")
        await until(lambda: bool(app.screen.query("#ask-measures-1-name")))
        app.screen.query_one("#ask-measures-1-name", LineInput).value = "setup from 9 to 4 days"
        await pilot.press("ctrl+s")
        await until(lambda: bool(planner.plan.goals))
    goal = next(iter(planner.plan.goals.values()))
    found = planner.plan.measures_of(goal.id)
    assert [(m.name, m.baseline, m.target) for m in found] == [
        ("activation", 31, 40), ("setup", 9, 4),
    ]  # fmt: skip


async def test_a_committed_goal_opens_in_the_wizard_and_asks_why_it_is_eased(
    planner: Planner,
) -> None:
    goal = planner.drafts.commit(planner.drafts.begin(GOOD))
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("3")
        await until(lambda: bool(app.screen.query("#goals")))
        await pilot.press("e")
        await until(lambda: bool(app.screen.query("#ask-problem")))
        await wizard(app).action_go_step("time_bound")
        due = app.screen.query_one("#ask-due", LineInput)
        due.focus()
        due.value = "31 Dec 2027"
        await pilot.press("ctrl+s")
        await until(lambda: bool(app.screen.query("#ask-reason")))
        app.screen.query_one("#ask-reason", LineInput).value = "the import slipped"
        await pilot.press("ctrl+s")
        await until(lambda: not isinstance(app.screen, DraftScreen))
    entry = planner.plan.ledger_of(goal.id)[-1]
    assert (entry.field, entry.after, entry.reason) == ("due", "31 Dec 2027", "the import slipped")


async def test_a_plan_that_cannot_be_read_meanwhile_is_told_and_takes_nothing_along(
    planner: Planner,
) -> None:
    planner.priorities.add("Grow")
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)):
        app.open_draft(line="Own pricing")
        await until(lambda: bool(app.screen.query("#ask-why")))
        screen = wizard(app)
        planner.paths.plan.write_text("{ damaged")
        screen.query_one("#line", LineInput).value = "Own pricing now"
        await until(lambda: app.screen is not screen)
        assert app.is_running and isinstance(app.screen, TroubleModal)
        await until(lambda: [draft.line for draft in planner.drafts.all()] == ["Own pricing now"])


async def test_a_key_that_arrives_while_the_screen_goes_breaks_nothing(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)):
        await opened(app)
        screen = wizard(app)
        for name in ("strip", "hint", "steps"):
            await screen.query_one(f"#{name}").remove()  # as a screen that goes loses its parts
        await screen.action_next_step()
        screen.line.value = "Own pricing"
        await until(lambda: screen.draft.line == "Own pricing")


async def test_the_pace_of_the_way_lays_the_targets_of_its_steps(planner: Planner) -> None:
    app = PmgoalsApp(planner)
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_draft(line="Raise setup rate from 48 % to 65 % by 31 Dec 2027")
        await until(lambda: isinstance(app.screen, DraftScreen) and app.screen.assessed is not None)
        screen = wizard(app)
        await screen.open_step("milestones")
        first = screen.query_one("#ask-milestones-0-target", LineInput)
        even = float(first.value)
        screen.set_focus(screen.query_one("#ask-curve", Choice))
        await pilot.press("right", "right")  # late
        assert float(first.value) < even
        screen.set_focus(first)
        first.value = "50"
        await until(lambda: screen.draft.milestones is not None)
        screen.set_focus(screen.query_one("#ask-curve", Choice))
        await pilot.press("left")  # early: the steps are one's own now, their targets are laid anew
        assert float(first.value) > even
        rows = screen.draft.milestones or []
        assert [row.target for row in rows][-1] == "65"


async def test_a_long_prefilled_text_is_shown_from_its_beginning(planner: Planner) -> None:
    """A long Why once showed its last words."""
    why = (
        "New teams give up before they see any value, and those who stay ask support for all of it"
    )
    own = planner.priorities.add("Own onboarding", why=why, success="Teams start alone").id
    app = PmgoalsApp(planner)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_draft(priority=own)
        await until(lambda: bool(app.screen.query("#ask-why")))
        field = app.screen.query_one("#ask-why", LineInput)
        await pilot.pause()
        assert field.render_line(0).text.strip().startswith("New teams give up")
        hint = str(app.screen.query_one("#hint", Static).render())
        assert "“Own onboarding”" in hint
        await pilot.press("tab")
        await until(lambda: app.screen.focused is field)
        await pilot.pause()
        assert field.render_line(0).text.strip().startswith("New teams give up")
