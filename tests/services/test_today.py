from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from goal_maker import HOSTILE, commit, draft_of

from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal
from pmgoals.services.due import Due, pressing
from pmgoals.services.planner import Planner
from pmgoals.services.today import look
from pmgoals.settings import Settings

DAY = dt.timedelta(days=1)


def due(planner: Planner, kind: str = "") -> list[Due]:
    return [one for one in look(planner).due if kind in ("", one.kind)]


def test_an_empty_plan_asks_for_nothing(planner: Planner) -> None:
    found = look(planner)
    assert (found.goals, found.due, found.intention) == ([], [], "")
    assert (found.week, found.quarter) == ("2026-W48", "FY26 Q4")
    assert (found.momentum.weeks_done, found.momentum.weeks) == (0, 1)
    line = found.quarter_line
    assert (line.week, line.weeks, line.review_opens) == (9, 14, dt.date(2026, 12, 17))
    assert not planner.paths.plan.exists()


def test_a_new_goal_asks_for_its_checkin_and_the_journal(planner: Planner, goal: Goal) -> None:
    assert [(d.kind, d.id) for d in due(planner)] == [("checkin", goal.id), ("journal", "")]
    planner.checkins.save(goal.id, confidence=6)
    planner.journal.write(text="x")
    assert due(planner) == []


def test_a_plan_begun_behind_the_checkin_day_is_late_with_nothing(
    make_planner: Callable[..., Planner],
) -> None:
    planner = make_planner(dt.date(2026, 12, 12))  # a Saturday
    goal = commit(planner)
    assert due(planner) == [] and pressing(planner) == []
    assert f"goal:{goal.id}" in {stage.key for stage in planner.rituals.weekly().stages()}
    monday = make_planner(dt.date(2026, 12, 14))
    assert [(d.kind, d.on, d.late) for d in due(monday)] == [
        ("checkin", dt.date(2026, 12, 18), False), ("journal", None, False),
    ]  # fmt: skip
    late = make_planner(dt.date(2026, 12, 19))
    assert [(d.id, d.late) for d in due(late, "checkin")] == [(goal.id, True)]
    commit(late, title="Another, of a Saturday")
    assert [d.id for d in due(late, "checkin")] == [goal.id] and due(late, "journal")


@pytest.mark.parametrize(
    ("days", "late"), [(-30, True), (-1, True), (0, False), (10, False), (11, None)]
)
def test_a_milestone_is_due_ten_days_ahead(
    planner: Planner, goal: Goal, days: int, late: bool | None
) -> None:
    planner.goals.edit(goal.id, start=planner.today - 60 * DAY)
    kept = planner.milestones.add(goal.id, "Pilot", planner.today + days * DAY)
    found = [(d.title, d.on, d.late) for d in due(planner, "milestone")]
    assert found == ([] if late is None else [("Pilot", kept.due, late)])
    planner.milestones.done(kept.id)
    assert due(planner, "milestone") == []


def test_a_phase_that_any_goal_may_have_is_told_with_its_goal(planner: Planner, goal: Goal) -> None:
    for title in ("First result", "Stakeholders agree on the metric", "Ten calls"):
        planner.milestones.add(goal.id, title, planner.today)
    named = [f"First result: {goal.title}", f"Stakeholders agree on the metric: {goal.title}"]
    assert sorted(d.title for d in due(planner, "milestone")) == [*named, "Ten calls"]
    marks = {mark.title for mark in look(planner).quarter_line.milestones}
    assert marks >= {*named, "Ten calls"}


def test_a_goal_tells_what_was_last_said_to_be_done_next(planner: Planner, goal: Goal) -> None:
    planner.goals.edit(goal.id, next_action="Ask Sam")
    assert look(planner).goals[0].next_action == "Ask Sam"
    planner.checkins.save(goal.id, confidence=5, next_action="Call three buyers")
    assert look(planner).goals[0].next_action == "Call three buyers"


def test_nothing_of_a_goal_at_rest_is_due(planner: Planner, goal: Goal) -> None:
    planner.milestones.add(goal.id, "Pilot", planner.today)
    planner.goals.pause(goal.id)
    assert [d.kind for d in due(planner)] == ["journal"]
    assert [row.status for row in look(planner).goals] == ["paused"]
    planner.goals.close(goal.id)
    assert look(planner).goals == []


def test_the_review_is_due_two_weeks_before_the_quarter_ends(
    goal: Goal, make_planner: Callable[..., Planner]
) -> None:
    def on(*day: int) -> list[tuple[str, bool]]:
        found = due(make_planner(dt.date(*day)), "review")
        return [(d.title, d.late) for d in found if " Q" in d.title]

    assert on(2026, 12, 16) == []
    assert on(2026, 12, 17) == on(2026, 12, 31) == [("Review FY26 Q4", False)]
    assert on(2027, 1, 1) == on(2027, 2, 10) == [("Review FY26 Q4", True)]
    assert on(2027, 2, 20) == []
    december = make_planner(dt.date(2026, 12, 20))
    december.reviews.close(december.quarter, [])
    assert on(2026, 12, 20) == on(2027, 1, 1) == []


def test_the_month_is_due_from_its_last_checkin_day_into_the_next(
    goal: Goal, make_planner: Callable[..., Planner]
) -> None:
    def on(*day: int) -> list[tuple[str, bool]]:
        found = due(make_planner(dt.date(*day)), "review")
        return [(d.title, d.late) for d in found if d.title.startswith("Align")]

    assert on(2026, 11, 30) == []  # the goal is a week old
    assert on(2026, 12, 24) == []
    assert on(2026, 12, 25) == [("Align December 2026", False)]
    assert on(2027, 1, 10) == [("Align December 2026", True)]
    assert on(2027, 1, 11) == []


def test_the_year_is_due_when_a_goal_ran_a_quarter_of_it(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    commit(planner, start="1 Oct 2026", due="31 Mar 2027")
    found = due(make_planner(dt.date(2026, 12, 3)), "review")
    assert [d.title for d in found if d.title == "Review FY26"] == ["Review FY26"]
    assert not [d for d in due(make_planner(dt.date(2026, 12, 2))) if d.title == "Review FY26"]


def test_a_draft_waits_under_its_title(planner: Planner) -> None:
    planner.drafts.save(planner.drafts.begin())
    kept = planner.drafts.save(draft_of(planner, title=f"{HOSTILE}\n " + "x" * 90))
    titles = [(d.title, d.id == kept.id) for d in due(planner, "draft")]
    assert len(titles[0][0]) == 80 and "\n" not in titles[0][0] and titles[0][1]
    assert titles[1] == ("Untitled", False)


def test_what_last_week_said_would_change_comes_back(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    planner.journal.write(answers={"change": "Fewer meetings"}, week=Week(2026, 47))
    assert look(planner).intention == "Fewer meetings"
    assert look(make_planner(dt.date(2026, 11, 30))).intention == ""


def test_a_goals_row_says_where_it_stands(planner: Planner, goal: Goal) -> None:
    rate = planner.measures.main(goal.id)
    planner.checkins.save(goal.id, confidence=8, readings={rate.id: 52}, week=Week(2026, 47))
    planner.checkins.save(goal.id, confidence=6, readings={rate.id: 52.25})
    (row,) = look(planner).goals
    assert (row.status, row.progress, row.expected, row.gap) == ("on track", 0.25, 0.0, 25.0)
    assert (row.confidence, row.confidences, row.trend) == (6, [8, 6], -2)
    assert row.next_milestone is not None and row.next_milestone.due == dt.date(2026, 12, 31)
    for step in planner.plan.milestones_of(goal.id):
        planner.milestones.done(step.id)
    assert look(planner).goals[0].next_milestone is None


def test_goals_stand_by_deadline_and_the_line_holds_the_quarters_milestones(
    planner: Planner, goal: Goal
) -> None:
    early = commit(planner, title="Early", due="18 December 2026")
    assert [row.id for row in look(planner).goals] == [early.id, goal.id]
    marks = look(planner).quarter_line.milestones
    assert [mark.due for mark in marks] == [dt.date(2026, 12, 18), dt.date(2026, 12, 31)]
    planner.milestones.done(planner.plan.milestones_of(early.id)[0].id)
    assert [mark.done for mark in look(planner).quarter_line.milestones] == [True, False]


def test_the_settings_for_learning_reserve_and_leave_are_followed(
    make_planner: Callable[..., Planner],
) -> None:
    wanted = Settings(learning_minutes=30, reserve_weeks=4, leave=["2026-11-16..2026-11-22"])
    planner = make_planner(settings=wanted)
    planner.journal.write(text="x", week=Week(2026, 45))
    planner.learning.log("Read", minutes=25)
    found = look(planner)
    assert (found.learning.minutes_this_week, found.learning.target) == (25, 30)
    assert (found.momentum.weeks_done, found.momentum.weeks) == (1, 3)
    assert found.momentum.reserve_left == 4 and found.momentum.strip[-2] == -1


def test_a_learning_goal_is_due_on_the_day_it_turns(planner: Planner) -> None:
    goal = commit(planner, title="Read experiments", method="learning", turns_on="tomorrow")

    def turns() -> list[str]:
        return [due.id for due in look(planner).due if due.kind == "turn"]

    assert turns() == []
    planner.goals.edit(goal.id, turns_on=planner.today)
    assert turns() == [goal.id]
    planner.goals.edit(goal.id, method="smart")
    assert turns() == []


# ---- what a reminder disturbs for ----


def test_a_reminder_waits_for_the_day(make_planner: Callable[..., Planner]) -> None:
    goal = commit(make_planner())
    friday = dt.date(2026, 11, 27)
    make_planner().milestones.add(goal.id, "Pilot", friday)
    found = {
        day: [(d.kind, d.late) for d in pressing(make_planner(day))]
        for day in (friday - 4 * DAY, friday - DAY, friday, friday + DAY)
    }
    assert found[friday - 4 * DAY] == found[friday - DAY] == []
    everything = [("milestone", False), ("checkin", False), ("journal", False)]
    assert sorted(found[friday]) == sorted(everything)
    late = found[friday + DAY]
    assert ("milestone", True) in late and ("checkin", True) in late


def test_a_draft_that_waits_is_no_reason_to_disturb(planner: Planner) -> None:
    planner.drafts.save(planner.drafts.begin("Lift it"))
    assert pressing(planner) == []
