from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import pytest
from goal_maker import commit, steps_of, tables_of
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.model.past import PastPlan
from pmgoals.model.review import Verdict
from pmgoals.services.planner import Planner
from pmgoals.services.verdicts import advice, falls_short, next_decision, nudged
from pmgoals.settings import Settings

DECEMBER = dt.date(2026, 12, 21)


@pytest.fixture
def late(goal: Goal, make_planner: Callable[..., Planner]) -> Planner:
    """The planner in the last days of the quarter, with three goals."""
    now = make_planner(DECEMBER)
    commit(now, title="Ends now", start="1 Oct 2026", due="31 Dec 2026")
    commit(now, title="Open end", start="1 Oct 2026")
    commit(now, title="Next year", start="1 Feb 2027")
    return now


def by_title(planner: Planner) -> dict[str, Goal]:
    return {goal.title: goal for goal in planner.plan.goals.values()}


def verdict(planner: Planner, title: str, decision: Any, **fields: Any) -> Verdict:
    return Verdict(by_title(planner)[title].id, decision, **fields)


# ---- what is under review ----


def test_a_review_looks_at_the_open_goals_that_had_begun(late: Planner) -> None:
    cases = {case.goal.title: case for case in late.reviews.cases(late.quarter)}
    assert cases.keys() == {"Raise first-week setup", "Ends now", "Open end"}
    assert (cases["Ends now"].decision, cases["Open end"].decision) == ("close", "keep")
    assert cases["Open end"].proposed == 0.0
    assert (cases["Ends now"].milestones, cases["Ends now"].milestones_done) == (3, 0)
    late.milestones.done(late.plan.milestones_of(by_title(late)["Ends now"].id)[0].id)
    again = {case.goal.title: case for case in late.reviews.cases(late.quarter)}
    assert again["Ends now"].milestones_done == 1
    late.goals.close(by_title(late)["Ends now"].id)
    assert len(late.reviews.cases(late.quarter)) == 2


def test_a_case_counts_the_weeks_in_which_the_goal_ran(late: Planner, goal: Goal) -> None:
    for week in (48, 50, 51):
        late.checkins.save(goal.id, confidence=5, week=Week(2026, week))
    case = next(c for c in late.reviews.cases(late.quarter) if c.goal.id == goal.id)
    assert (case.weeks_done, case.weeks, case.on_rhythm) == (3, 5, False)
    assert replace(case, weeks=4).on_rhythm  # three in four are enough
    assert not replace(case, weeks_done=0, weeks=0).on_rhythm
    late.checkins.save(goal.id, confidence=5, week=Week(2026, 49))
    case = next(c for c in late.reviews.cases(late.quarter) if c.goal.id == goal.id)
    assert case.on_rhythm
    assert (
        advice(case, 0.4) == "0.4 with 4 of 5 weeks checked in: look at the goal, not the rhythm."
    )
    assert advice(case, 1.0) == "" and "what can be shown" in advice(case, None)


def test_the_last_weeks_readings_count_to_its_sunday_and_later_ones_do_not(
    late: Planner, goal: Goal, make_planner: Callable[..., Planner]
) -> None:
    """FY26 Q4 ends on a Thursday; a check-in of its last week is dated 3 Jan 2027."""
    quarter, rate = late.quarter, late.measures.main(goal.id)
    january = make_planner(dt.date(2027, 1, 8))
    january.checkins.save(goal.id, confidence=7, readings={rate.id: 56.5}, week=Week(2026, 53))
    january.checkins.save(goal.id, confidence=2, readings={rate.id: 65})
    case = next(c for c in january.reviews.cases(quarter) if c.goal.id == goal.id)
    assert (case.health.progress, case.health.confidence) == (0.5, 7)


def test_the_last_quarter_is_open_until_it_was_closed(
    late: Planner, make_planner: Callable[..., Planner]
) -> None:
    quarter = late.quarter
    assert late.reviews.quarter_to_review() == quarter
    january = make_planner(dt.date(2027, 1, 11))
    assert january.reviews.quarter_to_review() == quarter
    january.reviews.close(quarter, january.reviews.verdicts(quarter))
    assert january.reviews.quarter_to_review() == january.quarter
    assert january.reviews.quarters() == [quarter, january.quarter]
    assert make_planner(dt.date(2027, 3, 1)).reviews.quarter_to_review().number == 1


def test_late_in_a_quarter_or_with_no_goal_before_it_the_present_one_counts(
    late: Planner, make_planner: Callable[..., Planner]
) -> None:
    assert str(make_planner(dt.date(2027, 3, 1)).reviews.quarter_to_review()) == "FY27 Q1"
    assert str(make_planner(dt.date(2026, 10, 2)).reviews.quarter_to_review()) == "FY26 Q4"


def test_a_plan_without_goals_has_only_the_present_quarter(planner: Planner) -> None:
    assert planner.reviews.quarter_to_review() == planner.quarter
    assert planner.reviews.opens(planner.quarter) == dt.date(2026, 12, 17)
    assert planner.reviews.verdicts(planner.quarter) == []


# ---- under way ----


def test_a_verdict_follows_the_numbers_until_it_is_changed(late: Planner) -> None:
    one = by_title(late)["Ends now"]
    rate = late.measures.main(one.id)

    def grade() -> float | None:
        return next(v.grade for v in late.reviews.verdicts(late.quarter) if v.goal == one.id)

    late.measures.read(rate.id, 56.5)
    assert grade() == 0.5
    late.reviews.judge(late.quarter, one.id, cause="capacity", note=" slow ")
    late.measures.read(rate.id, 65)
    assert grade() == 1.0
    assert late.reviews.judge(late.quarter, one.id, grade=1.0).grade == 1.0
    assert late.store.steps()[-1].label == "judged “Ends now”"
    judged = late.reviews.judge(late.quarter, one.id, grade=0.8)
    assert (judged.cause, judged.note, judged.proposed) == ("capacity", "slow", 1.0)
    late.measures.read(rate.id, 48)
    assert grade() == 0.8


def test_what_is_under_way_is_kept_piece_by_piece(late: Planner) -> None:
    quarter = late.quarter
    late.reviews.keep(quarter, answers={"learned": "Ask sooner", "wins": "One"})
    assert late.store.steps()[-1].label == "went on with the review of FY26 Q4"
    late.reviews.keep(quarter, [verdict(late, "Open end", "drop")], {"wins": "  "})
    kept = late.reviews.under_way(quarter)
    assert kept is not None and kept.answers == {"learned": "Ask sooner"}
    assert [v.decision for v in kept.verdicts] == ["drop"]
    assert len(late.plan.reviews) == 1 and late.reviews.of(quarter) is None


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"grade": 1.2}, "takes 0.0 to 1.0"),
        ({"grade": -0.1}, "takes 0.0 to 1.0"),
        ({"decision": "perhaps"}, "no decision"),
    ],
)
def test_a_verdict_that_cannot_be_is_refused(
    late: Planner, goal: Goal, fields: dict[str, Any], what: str
) -> None:
    before = tables_of(late)
    with pytest.raises(BadInput, match=what):
        late.reviews.judge(late.quarter, goal.id, **fields)
    with pytest.raises(BadInput, match="not under review"):
        late.reviews.judge(late.quarter, by_title(late)["Next year"].id, grade=0.5)
    assert tables_of(late) == before


# ---- closing ----


def test_closing_grades_defers_and_drops_in_one_step(late: Planner, goal: Goal) -> None:
    before, steps = tables_of(late), steps_of(late)
    given = [
        verdict(late, "Ends now", "defer", note="the migration came first"),
        verdict(late, "Open end", "drop", note="nobody asked"),
        Verdict(goal.id, "close", grade=0.7, note="half a year early"),
    ]
    said = late.reviews.close(late.quarter, given, {"learned": "Ask sooner", "wins": " "})
    assert steps_of(late) == steps + 1
    assert (said.period, said.closed, said.answers) == ("FY26 Q4", True, {"learned": "Ask sooner"})
    found = by_title(late)
    moved = found["Ends now"]
    assert (moved.state, moved.due) == ("active", dt.date(2027, 3, 31))
    assert moved.original_due == dt.date(2026, 12, 31)
    (entry,) = [e for e in late.plan.ledger_of(moved.id) if e.field == "due"]
    assert (entry.reason, entry.eased) == ("the migration came first", True)
    assert (found["Open end"].decision, found["Open end"].grade) == ("drop", None)
    closed = found[goal.title]
    assert (closed.state, closed.grade, closed.closed_on) == ("closed", 0.7, DECEMBER)
    assert late.undo() == "closed the review of FY26 Q4"
    assert tables_of(late) == before


def test_a_review_under_way_becomes_the_closed_one(late: Planner) -> None:
    begun = late.reviews.keep(late.quarter, answers={"learned": "Ask sooner"})
    closed = late.reviews.close(late.quarter, late.reviews.verdicts(late.quarter))
    assert closed.id == begun.id and closed.answers == {"learned": "Ask sooner"}
    assert late.reviews.under_way(late.quarter) is None
    assert late.reviews.of(late.quarter) == closed


def test_a_quarter_is_closed_once(late: Planner) -> None:
    late.reviews.close(late.quarter, [])
    before = tables_of(late)
    for act in (late.reviews.close, late.reviews.keep):
        with pytest.raises(BadInput, match="closed already") as found:
            act(late.quarter, [])
        assert found.value.mend
    assert tables_of(late) == before
    late.undo()
    late.reviews.close(late.quarter, [])


def test_deferring_never_brings_a_deadline_forward(late: Planner, goal: Goal) -> None:
    given = [Verdict(goal.id, "defer")]
    late.reviews.keep(late.quarter, given)
    assert str(late.reviews.outcome(late.quarter)).startswith("closes 1 goal, moves none")
    late.reviews.close(late.quarter, given)
    assert late.goals.get(goal.id).due == goal.due
    assert [e.field for e in late.plan.ledger_of(goal.id)] == ["commitment"]


@pytest.mark.parametrize("gone", ["goals.close", "trash.put"])
def test_a_goal_that_is_gone_meanwhile_stops_the_whole_closing(
    late: Planner, goal: Goal, gone: str
) -> None:
    given = [verdict(late, "Open end", "close", grade=1.0), Verdict(goal.id, "close", grade=1.0)]
    attrgetter(gone)(late)(goal.id)
    before = tables_of(late)
    with pytest.raises(BadInput, match="meanwhile"):
        late.reviews.close(late.quarter, given)
    assert tables_of(late) == before


def test_a_grade_out_of_range_stops_the_whole_closing(late: Planner, goal: Goal) -> None:
    before = tables_of(late)
    with pytest.raises(BadInput, match="takes"):
        late.reviews.close(late.quarter, [Verdict(goal.id, "close", grade=7.0)])
    assert tables_of(late) == before


def test_the_outcome_tells_what_closing_will_do(late: Planner, goal: Goal) -> None:
    late.reviews.judge(
        late.quarter, by_title(late)["Ends now"].id, decision="defer", cause="capacity"
    )
    late.reviews.judge(late.quarter, by_title(late)["Open end"].id, decision="drop")
    outcome = late.reviews.outcome(late.quarter)
    assert str(outcome) == "closes no goal, moves 1 to 31 Mar 2027, drops 1, keeps 1"
    assert outcome.unexplained == 2  # neither dropped nor kept one says why it stands at 0.0
    verdicts = late.reviews.verdicts(late.quarter)
    late.reviews.close(late.quarter, verdicts)
    found = by_title(late)
    assert found["Ends now"].due == outcome.to
    assert sum(g.decision == "drop" for g in found.values()) == outcome.dropped


def test_undo_of_a_review_takes_every_piece_back(late: Planner) -> None:
    before = tables_of(late)
    late.reviews.keep(late.quarter, answers={"wins": "One"})
    late.reviews.judge(late.quarter, by_title(late)["Open end"].id, grade=0.3, reason="seen")
    late.reviews.judge(late.quarter, by_title(late)["Ends now"].id, decision="keep")
    late.reviews.close(late.quarter, late.reviews.verdicts(late.quarter))
    for _ in range(4):
        late.undo()
    assert tables_of(late) == before


# ---- verdicts ----


def test_decisions_go_round() -> None:
    seen, decision = [], "close"
    for _ in range(5):
        decision = next_decision(decision)  # type: ignore[arg-type]
        seen.append(decision)
    assert seen == ["keep", "change", "defer", "drop", "close"]


@given(st.none() | st.floats(0, 1), st.integers(-12, 12))
def test_a_nudged_grade_is_a_grade_in_tenths(grade: float | None, step: int) -> None:
    found = nudged(grade, step)
    assert 0.0 <= found <= 1.0 and round(found, 1) == found


@pytest.mark.parametrize(
    ("commitment", "grading", "line"),
    [
        ("committed", Settings(), 1.0),
        ("aspirational", Settings(), 0.6),
        ("committed", Settings(grading="0.8"), 0.8),
        ("aspirational", Settings(grading="0.8"), 0.8),
        ("committed", Settings(grading="own", grade_committed=0.9), 0.9),
        ("aspirational", Settings(grading="own", grade_aspirational=0.5), 0.5),
    ],
)
def test_a_cause_is_asked_below_the_line(
    goal: Goal, planner: Planner, commitment: Any, grading: Settings, line: float
) -> None:
    one = planner.goals.edit(goal.id, "agreed", commitment=commitment)
    assert falls_short(one, line - 0.1, grading.lines)
    assert not falls_short(one, line, grading.lines)
    assert not falls_short(one, None, grading.lines)


# ---- what goes on ----


def closed_with(late: Planner, title: str, decision: Any, **fields: Any) -> tuple[Goal, Goal]:
    """Close the quarter with a decision; return the goal and the one that carries it on."""
    goal = by_title(late)[title]
    late.reviews.judge(late.quarter, goal.id, decision=decision, **fields)
    late.reviews.close(late.quarter)
    (new,) = [g for g in late.plan.goals.values() if g.continues == goal.id]
    return late.plan.goals[goal.id], new


@pytest.mark.parametrize("decision", ["keep", "change"])
def test_a_goal_that_ends_and_goes_on_is_graded_and_begun_again(
    late: Planner, decision: Any
) -> None:
    goal = by_title(late)["Ends now"]
    main = late.measures.main(goal.id)
    late.checkins.save(goal.id, readings={main.id: 40.0})
    late.milestones.done(late.plan.milestones_of(goal.id)[0].id)
    below = commit(late, title="Below", parent=goal.id, due="31 Mar 2027")
    told = late.reviews.outcome(late.quarter)
    assert told.carried == 0  # until it is decided
    old, new = closed_with(late, "Ends now", decision)
    assert (old.state, old.decision, old.due) == ("closed", decision, dt.date(2026, 12, 31))
    assert old.grade is not None
    assert (new.state, new.title, new.grade) == ("active", "Ends now", None)
    assert (new.start, new.due) == (dt.date(2027, 1, 1), dt.date(2027, 3, 31))
    carried = late.measures.main(new.id)
    assert (carried.baseline, carried.target) == (40.0, main.target)
    assert late.plan.readings_of(main.id) and not late.plan.readings_of(carried.id)
    assert all(m.is_open and m.due >= new.start for m in late.plan.milestones_of(new.id))
    assert [m.is_open for m in late.plan.milestones_of(old.id)] == [False]
    assert late.plan.goals[below.id].parent == new.id
    assert late.plan.ledger_of(new.id)[-1].eased


def test_the_plan_before_a_goal_was_carried_over_knows_its_dates(
    late: Planner, make_planner: Callable[..., Planner]
) -> None:
    late = make_planner(late.today + dt.timedelta(days=2))
    goal = by_title(late)["Ends now"]
    milestone = late.plan.milestones_of(goal.id)[-1]
    late.milestones.move(milestone.id, milestone.due - dt.timedelta(days=9))
    before = late.plan.alive(Milestone)[milestone.id]
    assert before.original_due == milestone.due  # moved once by hand
    _, new = closed_with(late, "Ends now", "keep")
    now = late.plan.alive(Milestone)[milestone.id]
    assert now.goal == new.id and now.due > before.due
    past = PastPlan(late.plan, now.updated, late.today)
    then = past.alive(Milestone)[milestone.id]
    assert (then.goal, then.due, then.original_due) == (
        goal.id, before.due, before.original_due,
    )  # fmt: skip
    assert new.id not in past.imagined(replace(then, title="x")).goals


def test_what_waited_for_a_carried_goal_waits_for_its_follower(late: Planner) -> None:
    goal, other = by_title(late)["Ends now"], by_title(late)["Next year"]
    waiting = late.milestones.add(other.id, "After it", dt.date(2027, 6, 1))
    late.milestones.depends(waiting.id, goal.id)
    _, new = closed_with(late, "Ends now", "keep")
    after = next(m for m in late.plan.milestones_of(other.id) if m.id == waiting.id)
    assert after.depends_on == [new.id]


@pytest.mark.parametrize("first", ["above", "below"])
def test_goals_that_are_carried_together_keep_to_each_other(late: Planner, first: str) -> None:
    above = by_title(late)["Ends now"]
    below = commit(late, title="Below", parent=above.id, start="1 Oct 2026", due="30 Dec 2026")
    other = by_title(late)["Next year"]
    waiting = late.milestones.add(other.id, "After both", dt.date(2027, 6, 1))
    for goal in (above, below):
        late.milestones.depends(waiting.id, goal.id)
    order = [above, below] if first == "above" else [below, above]
    late.reviews.close(late.quarter, [Verdict(goal.id, "keep") for goal in order])
    news = {g.continues: g for g in late.plan.goals.values() if g.continues}
    assert news[below.id].parent == news[above.id].id
    assert late.plan.goals[below.id].parent == above.id
    after = next(m for m in late.plan.milestones_of(other.id) if m.id == waiting.id)
    assert after.depends_on == [news[above.id].id, news[below.id].id]


def test_a_milestone_that_is_taken_along_keeps_its_first_day(
    late: Planner, make_planner: Callable[..., Planner]
) -> None:
    goal = by_title(late)["Ends now"]
    long_ago = late.milestones.add(goal.id, "Long ago", dt.date(2026, 10, 2))
    march = make_planner(dt.date(2027, 3, 25))
    march.reviews.judge(march.quarter, goal.id, decision="keep")
    march.reviews.close(march.quarter)
    (new,) = [g for g in march.plan.goals.values() if g.continues == goal.id]
    kept = next(m for m in march.plan.milestones_of(new.id) if m.id == long_ago.id)
    assert (kept.due, kept.original_due) == (dt.date(2027, 4, 2), dt.date(2026, 10, 2))
    assert all(new.start <= m.due <= dt.date(2027, 6, 30) for m in march.plan.milestones_of(new.id))


def test_a_goal_of_a_later_day_just_goes_on(late: Planner) -> None:
    late.reviews.judge(late.quarter, by_title(late)["Open end"].id, decision="keep")
    late.reviews.close(late.quarter)
    assert not [g for g in late.plan.goals.values() if g.continues]
    assert by_title(late)["Open end"].state == "active"


def test_another_grade_than_proposed_needs_a_reason(late: Planner) -> None:
    goal = by_title(late)["Ends now"]
    late.reviews.judge(late.quarter, goal.id, grade=0.9)
    before = tables_of(late)
    with pytest.raises(BadInput, match="another grade than its numbers propose"):
        late.reviews.close(late.quarter)
    assert tables_of(late) == before
    late.reviews.judge(late.quarter, goal.id, reason=" the last reading came late ")
    closed = late.reviews.close(late.quarter)
    kept = next(v for v in closed.verdicts if v.goal == goal.id)
    assert (kept.grade, kept.reason) == (0.9, "the last reading came late")


def test_what_was_learned_comes_back_latest_first(late: Planner) -> None:
    late.goals.close(by_title(late)["Open end"].id, note="Fewer goals", on=dt.date(2026, 12, 1))
    late.reviews.close(late.quarter, answers={"learned": "Ask sooner"})
    assert late.reviews.learned() == ["Ask sooner", "Fewer goals"]
    assert late.reviews.learned(1) == ["Ask sooner"]
