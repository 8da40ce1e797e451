"""A committed goal in the wizard again: what changes goes to the ledger, what does not stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest
from goal_maker import STRONG, commit, steps_of

from pmgoals.errors import BadInput, NotFound
from pmgoals.model.calendar import say_date
from pmgoals.model.draft import Draft, MeasureDraft, MilestoneDraft, with_text
from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner


def revised(planner: Planner, goal: Goal, **places: str) -> Goal:
    """Change places of a committed goal and commit; `measures__0__target` is a place."""
    draft = planner.drafts.revise(goal.id)
    for place, text in places.items():
        draft = with_text(draft, place.replace("__", "."), text)
    return planner.drafts.commit(draft)


def ledger(planner: Planner, goal: Goal) -> list[tuple[str, str, str, bool]]:
    entries = planner.plan.ledger_of(goal.id)[1:]  # the first is the commitment
    return [(e.field, e.before, e.after, e.eased) for e in entries]


def test_opening_and_committing_unchanged_changes_nothing(planner: Planner) -> None:
    goal = commit(planner, guardrail="tickets under 5", cue="it is Friday", response="I read it")
    before, steps = planner.plan.goals[goal.id], steps_of(planner)
    measures = planner.plan.measures_of(goal.id)
    kept = planner.drafts.commit(planner.drafts.revise(goal.id))
    assert kept == before and planner.plan.measures_of(goal.id) == measures
    assert steps_of(planner) == steps and ledger(planner, goal) == []
    assert planner.drafts.all() == []


def test_wording_and_an_earlier_date_go_to_the_ledger(planner: Planner) -> None:
    goal = commit(planner)
    kept = revised(planner, goal, line="Win the first week", due="31 May 2027")
    assert (kept.title, kept.due) == ("Win the first week", dt.date(2027, 5, 31))
    assert ledger(planner, goal) == [
        ("title", "Raise first-week setup", "Win the first week", False),
        ("due", "30 Jun 2027", "31 May 2027", False),
    ]
    assert kept.original_due == dt.date(2027, 6, 30)


def test_the_first_day_of_a_milestone_is_kept_when_it_moves_in_the_wizard(
    make_planner: Callable[..., Planner],
) -> None:
    goal = commit(make_planner())
    planner = make_planner(dt.date(2026, 12, 7))
    first = planner.plan.milestones_of(goal.id)[0]
    revised(planner, goal, milestones__0__title="Another title")
    assert planner.plan.milestones_of(goal.id)[0].original_due is None
    earlier = first.due - dt.timedelta(days=3)
    revised(planner, goal, milestones__0__due=say_date(earlier))
    moved = planner.plan.milestones_of(goal.id)[0]
    assert (moved.due, moved.original_due) == (earlier, first.due)


@pytest.mark.parametrize("places", [{"due": "31 Dec 2027"}, {"measures__0__target": "60"}])
def test_easing_needs_a_reason_and_keeps_the_draft_without_one(
    planner: Planner, places: dict[str, str]
) -> None:
    goal = commit(planner)
    before = planner.plan.goals[goal.id]
    with pytest.raises(BadInput, match="reason"):
        revised(planner, goal, **places)
    assert planner.plan.goals[goal.id] == before and ledger(planner, goal) == []
    revised(planner, goal, **places, reason="the import slipped")
    entry = planner.plan.ledger_of(goal.id)[-1]
    assert entry.eased and entry.reason == "the import slipped"


def test_a_change_of_everything_is_one_step(planner: Planner) -> None:
    goal = commit(planner)
    steps = steps_of(planner)
    draft = planner.drafts.revise(goal.id)
    rows = [*(draft.milestones or []), MilestoneDraft("Guide agreed", "31 Jan 2027", "50")]
    measures = [draft.measures[0], MeasureDraft(name="invites", target="30", role="leading")]
    draft = msgspec.structs.replace(draft, milestones=rows, measures=measures)
    planner.drafts.commit(with_text(draft, "method", "okr"))
    assert steps_of(planner) == steps + 1
    assert [m.name for m in planner.plan.measures_of(goal.id)] == ["setup rate", "invites"]
    assert "Guide agreed" in [m.title for m in planner.plan.milestones_of(goal.id)]
    assert planner.plan.goals[goal.id].method == "okr"
    planner.undo()
    assert planner.plan.goals[goal.id].method == "smart"
    assert len(planner.plan.measures_of(goal.id)) == 1


def test_an_emptied_measure_and_milestone_go_to_the_trash(planner: Planner) -> None:
    goal = commit(planner, guardrail="tickets under 5")
    draft = planner.drafts.revise(goal.id)
    steps = draft.milestones or []
    gone = msgspec.structs.replace(steps[0], title="", due="")
    draft = msgspec.structs.replace(draft, milestones=[gone, *steps[1:]])
    draft = msgspec.structs.replace(draft, measures=[draft.measures[0], MeasureDraft()])
    with pytest.raises(BadInput, match="tickets would become easier"):
        planner.drafts.commit(draft)
    planner.drafts.commit(with_text(draft, "reason", "counted elsewhere now"))
    assert ledger(planner, goal) == [("target of tickets", "5", "none", True)]
    assert len(planner.plan.milestones_of(goal.id)) == len(steps) - 1
    assert [m.name for m in planner.plan.measures_of(goal.id)] == ["setup rate"]
    assert len(planner.trash.items()) == 2


def test_readings_and_done_milestones_are_untouched(planner: Planner) -> None:
    goal = commit(planner)
    measure = planner.plan.measures_of(goal.id)[0]
    step = planner.plan.milestones_of(goal.id)[0]
    planner.milestones.done(step.id)
    readings = planner.plan.readings_of(measure.id)
    revised(planner, goal, measures__0__target="70")
    assert planner.plan.readings_of(measure.id) == readings
    assert planner.plan.milestones_of(goal.id)[0].done_on == planner.today
    assert planner.plan.measures_of(goal.id)[0].original_target == 65


def test_a_begun_change_is_gone_on_with(planner: Planner) -> None:
    goal = commit(planner)
    begun = planner.drafts.save(with_text(planner.drafts.revise(goal.id), "why", "Because."))
    assert planner.drafts.revise(goal.id) == begun
    assert planner.drafts.commit(begun).why == "Because."
    assert planner.drafts.all() == []


def test_a_goal_that_is_gone_cannot_be_changed(planner: Planner) -> None:
    goal = commit(planner)
    draft: Draft = planner.drafts.revise(goal.id)
    planner.trash.put(goal.id)
    with pytest.raises(NotFound):
        planner.drafts.commit(with_text(draft, "why", "Because."))


def test_a_learning_goal_keeps_the_day_it_turns_and_loses_it_when_it_did(planner: Planner) -> None:
    goal = commit(planner, method="learning", turns_on="30 Apr 2027")
    assert goal.turns_on == dt.date(2027, 4, 30)
    kept = revised(planner, goal, method="smart")
    assert (kept.method, kept.turns_on) == ("smart", None)


def test_a_goal_does_not_stand_above_itself(planner: Planner) -> None:
    top, low = commit(planner, title="Top"), commit(planner, title="Low")
    revised(planner, low, parent=top.id)
    with pytest.raises(BadInput, match="above itself"):
        revised(planner, top, parent=low.id)


def test_the_first_line_and_a_guardrail_are_read_at_the_commit(planner: Planner) -> None:
    line = "Cut lead time from 12 to 6 days by 30 Jun 2027"
    draft = planner.drafts.begin(line, guardrail="defects after release stay under 3", why="slow")
    goal = planner.drafts.commit(draft)
    main, guard = planner.plan.measures_of(goal.id)
    assert (goal.title, goal.due) == ("Cut lead time from 12 to 6 days", dt.date(2027, 6, 30))
    assert (main.name, main.baseline, main.target, main.unit) == ("lead time", 12, 6, "days")
    assert (guard.name, guard.role, guard.high) == ("defects after release", "guardrail", 3)
    assert STRONG["title"] != goal.title


def test_a_level_to_be_held_is_kept_as_one(planner: Planner) -> None:
    goal = planner.drafts.commit(planner.drafts.begin("Keep churn under 3% by 30 Jun 2027"))
    measure = planner.plan.measures_of(goal.id)[0]
    assert (measure.direction, measure.low, measure.high) == ("maintain", None, 3)


@pytest.mark.parametrize(
    "line",
    [
        "Raise activation from 40% to 65% by 30 Jun 2027",
        "Increase sign-ups by 30% by Q2",
        "Keep churn under 3% by 30 Jun 2027",
        "Publish 5 guides by 30 Jun 2027",
    ],
)
def test_a_title_with_numbers_changes_nothing_when_it_is_opened_and_committed(
    planner: Planner, line: str
) -> None:
    draft = planner.drafts.begin(line, why="slow")
    draft = msgspec.structs.replace(draft, refused=["measures.0.baseline"])
    goal = planner.drafts.commit(draft)
    before, measures = planner.plan.goals[goal.id], planner.plan.measures_of(goal.id)
    assert planner.drafts.commit(planner.drafts.revise(goal.id)) == before
    assert planner.plan.measures_of(goal.id) == measures


def test_a_measure_becomes_a_level_to_be_held_and_back(planner: Planner) -> None:
    goal = commit(planner)
    with pytest.raises(BadInput, match="only have to be held"):
        revised(planner, goal, measures__0__way="maintain")
    revised(planner, goal, measures__0__way="maintain", reason="it is there already")
    held = planner.plan.measures_of(goal.id)[0]
    assert (held.direction, held.low, held.high) == ("maintain", None, 65)
    revised(planner, goal, measures__0__way="")
    back = planner.plan.measures_of(goal.id)[0]
    assert (back.direction, back.low, back.high) == ("increase", None, None)


def test_an_emptied_if_then_plan_goes_to_the_trash(planner: Planner) -> None:
    goal = commit(planner, cue="it is Friday", response="I read it")
    revised(planner, goal, cue="", response="")
    assert planner.plan.if_then_of(goal.id) == []


def test_a_start_moved_towards_the_target_needs_a_reason_and_goes_to_the_ledger(
    planner: Planner,
) -> None:
    goal = commit(planner)
    with pytest.raises(BadInput, match="shorten the way"):
        revised(planner, goal, measures__0__baseline="60")
    planner.drafts.discard(planner.drafts.revise(goal.id).id)
    revised(planner, goal, measures__0__baseline="60", reason="it was misread")
    revised(planner, goal, measures__0__baseline="40")
    entries = [e for e in planner.plan.ledger_of(goal.id) if e.field.startswith("baseline")]
    assert [(e.before, e.after, e.eased) for e in entries] == [
        ("48 %", "60 %", True), ("60 %", "40 %", False),
    ]  # fmt: skip


def test_what_became_of_the_goal_meanwhile_is_not_undone_by_its_draft(planner: Planner) -> None:
    goal = commit(planner)
    begun = planner.drafts.save(with_text(planner.drafts.revise(goal.id), "why", "Because."))
    measure = planner.plan.measures_of(goal.id)[0]
    planner.goals.edit(goal.id, "agreed", title="Another title", due=dt.date(2027, 7, 31))
    planner.measures.edit(measure.id, target=70.0)
    added = planner.measures.add(goal.id, "NPS", target=40.0)
    gone = planner.plan.milestones_of(goal.id)[0]
    planner.trash.put(gone.id)
    kept = planner.drafts.commit(begun)
    assert (kept.title, kept.why, kept.due) == ("Another title", "Because.", dt.date(2027, 7, 31))
    assert [m.target for m in planner.plan.measures_of(goal.id)] == [70.0, 40.0]
    assert added in planner.plan.measures_of(goal.id)
    assert gone.id not in {m.id for m in planner.plan.milestones_of(goal.id)}


def test_what_was_typed_in_a_row_that_is_gone_meanwhile_is_kept_as_a_new_one(
    planner: Planner,
) -> None:
    goal = commit(planner)
    draft = with_text(planner.drafts.revise(goal.id), "milestones.0.title", "Guide agreed")
    planner.trash.put(planner.plan.milestones_of(goal.id)[0].id)
    planner.drafts.commit(draft)
    assert "Guide agreed" in [m.title for m in planner.plan.milestones_of(goal.id)]


@pytest.mark.parametrize(
    ("places", "field"),
    [
        ({"stretch": "yes"}, "commitment"),
        ({"measures__0__baseline": "80"}, "baseline of setup rate"),
        ({"measures__0__baseline": "98"}, "baseline of setup rate"),
    ],
)
def test_a_weaker_promise_needs_a_reason(
    planner: Planner, places: dict[str, str], field: str
) -> None:
    goal = commit(planner)
    with pytest.raises(BadInput, match="needs a reason"):
        revised(planner, goal, **places)
    draft = planner.drafts.revise(goal.id)
    for place, text in (places | {"reason": "agreed"}).items():
        draft = with_text(draft, place.replace("__", "."), text)
    planner.drafts.commit(
        msgspec.structs.replace(draft, overrides=dict.fromkeys(("M5", "M7", "M8"), "agreed"))
    )
    assert (field, True) in [(entry[0], entry[3]) for entry in ledger(planner, goal)]


def test_method_and_start_go_to_the_ledger(planner: Planner) -> None:
    goal = commit(planner)
    revised(planner, goal, method="okr", start=(planner.today + dt.timedelta(3)).isoformat())
    assert [entry[0] for entry in ledger(planner, goal)] == ["method", "start"]


def test_a_held_level_is_easier_where_its_band_is_wider(planner: Planner) -> None:
    goal = planner.drafts.commit(planner.drafts.begin("Keep churn under 3% by 30 Jun 2027"))
    with pytest.raises(BadInput, match="easier"):
        revised(planner, goal, measures__0__target="5")
    revised(planner, goal, measures__0__target="2")
    assert ledger(planner, goal) == [("target of churn", "3 %", "2 %", False)]


def test_the_limit_of_a_guardrail_moves_with_its_side_and_hand_set_edges_stay(
    planner: Planner,
) -> None:
    goal = commit(planner, guardrail="NPS must not fall below 40")
    revised(planner, goal, measures__1__target="45")
    guard = planner.plan.measures_of(goal.id)[1]
    assert (guard.target, guard.low, guard.high) == (45, 45, None)
    planner.measures.edit(guard.id, high=80.0)
    revised(planner, goal, measures__1__target="50")
    guard = planner.plan.measures_of(goal.id)[1]
    assert (guard.low, guard.high) == (50, 80)
    with pytest.raises(BadInput, match="easier"):
        revised(planner, goal, measures__1__target="42")


def test_another_unit_for_the_same_numbers_needs_a_reason(planner: Planner) -> None:
    line = "Cut lead time from 120 to 30 days by 30 Jun 2027"
    goal = planner.drafts.commit(planner.drafts.begin(line, why="slow"))
    with pytest.raises(BadInput, match="Another unit"):
        revised(planner, goal, measures__0__unit="weeks")
    revised(planner, goal, measures__0__unit="weeks", reason="it was mistyped")
    assert ledger(planner, goal) == [("unit of lead time", "days", "weeks", True)]
    revised(planner, goal, measures__0__unit="week")
    assert len(ledger(planner, goal)) == 1


def test_without_a_start_the_metric_says_what_is_easier(planner: Planner) -> None:
    goal = planner.drafts.commit(planner.drafts.begin("Cut churn to 3% by 30 Jun 2027", why="x"))
    with pytest.raises(BadInput, match="easier"):
        revised(planner, goal, measures__0__target="9")
    revised(planner, goal, measures__0__target="2")
    assert ledger(planner, goal)[-1] == ("target of churn", "3 %", "2 %", False)


def test_wider_limits_need_a_reason(planner: Planner) -> None:
    goal = commit(planner, guardrail="tickets under 5")
    guard = planner.plan.measures_of(goal.id)[1]
    with pytest.raises(BadInput, match="wider"):
        planner.measures.edit(guard.id, high=99.0)
    planner.measures.edit(guard.id, high=4.0)
    planner.measures.edit(guard.id, "a busy month", high=6.0)
    assert ledger(planner, goal) == [("limits of tickets", "up to 4", "up to 6", True)]


def test_a_kept_finding_taken_back_stays_taken_back(planner: Planner) -> None:
    goal = commit(planner)
    kept = msgspec.structs.replace(planner.drafts.revise(goal.id), overrides={"M7": "agreed"})
    planner.drafts.commit(kept)
    draft = msgspec.structs.replace(planner.drafts.revise(goal.id), overrides={})
    planner.goals.edit(goal.id, problem="slow")
    assert planner.drafts.commit(draft).overrides == []


def test_an_if_then_plan_made_meanwhile_stays_beside_the_typed_one(planner: Planner) -> None:
    goal = commit(planner)
    draft = planner.drafts.revise(goal.id)
    for place, text in (("cue", "it is Monday"), ("response", "I call two admins")):
        draft = with_text(draft, place, text)
    planner.goals.add_if_then(goal.id, "it is Friday", "I read the funnel")
    planner.drafts.commit(draft)
    plans = {(plan.cue, plan.response) for plan in planner.plan.if_then_of(goal.id)}
    assert plans == {("it is Friday", "I read the funnel"), ("it is Monday", "I call two admins")}
    planner.drafts.commit(planner.drafts.revise(goal.id))
    assert len(planner.plan.if_then_of(goal.id)) == 2
