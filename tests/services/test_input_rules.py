"""What a person typed and what a caller may give: one rule for every front end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from goal_maker import commit, steps_of, tables_of

from pmgoals.errors import AmbiguousName, BadInput, NotFound
from pmgoals.model.calendar import Week, say_date
from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner

THIS, LAST, BEFORE = Week(2026, 48), Week(2026, 47), Week(2026, 46)
NEVER = "g0000000000000"


def refused(planner: Planner, act: Callable[[], object], what: str) -> BadInput:
    """Assert that an act is refused for a reason, with a way out, and that nothing was saved."""
    before, steps = tables_of(planner), steps_of(planner)
    with pytest.raises(BadInput, match=what) as found:
        act()
    assert found.value.mend
    assert (tables_of(planner), steps_of(planner)) == (before, steps)
    return found.value


def values_of(planner: Planner, measure_id: str) -> list[tuple[dt.date, float]]:
    return [(r.on, r.value) for r in planner.plan.readings_of(measure_id)]


# ---- the week's word, as typed ----


def test_what_is_known_is_what_was_said_up_to_that_week(planner: Planner, goal: Goal) -> None:
    rate = planner.measures.main(goal.id)
    say = planner.checkins.save
    say(goal.id, confidence=4, readings={rate.id: 39.5}, next_action="call five", week=BEFORE)
    say(goal.id, note="a quiet week", week=LAST)
    say(goal.id, confidence=9, readings={rate.id: 1234.5}, next_action="ask data")
    then, now = planner.checkins.known(goal.id, LAST), planner.checkins.known(goal.id, THIS)
    (one,) = then.measures
    assert (one.measure.id, one.value, one.offered) == (rate.id, 39.5, "")
    assert one.before == f"39.5 % on {say_date(BEFORE.sunday)}"
    assert (then.confidence, then.next_action) == (4, "call five")
    assert then.checkin is not None and then.checkin.note == "a quiet week"
    assert [k.offered for k in now.measures] == ["1,234.5"]
    assert (now.confidence, now.next_action) == (9, "ask data")
    long_ago = planner.checkins.known(goal.id, Week(2026, 1))
    assert [(k.value, k.offered) for k in long_ago.measures] == [(None, "")]
    assert (long_ago.confidence, long_ago.checkin) == (None, None)
    assert long_ago.next_action == goal.next_action


def test_only_a_value_that_was_typed_is_a_reading_of_this_week(
    planner: Planner, goal: Goal
) -> None:
    """The app once took an untouched last value again, and then refused the same one typed."""
    calls, more = (planner.measures.add(goal.id, name, target=9.0) for name in ("calls", "more"))
    same = planner.measures.add(goal.id, "same", target=9.0)
    first = {calls.id: 5.0, more.id: 3.0, same.id: 2.0}
    planner.checkins.save(goal.id, confidence=6, readings=first, week=LAST)
    texts = {calls.id: "", more.id: " 4 ", same.id: "2"}
    kept = planner.checkins.save_typed(
        goal.id, THIS, texts, "6", note="", blocker="", next_action=""
    )
    assert kept.confidence == 6  # a kept confidence is this week's word
    assert values_of(planner, calls.id) == [(LAST.sunday, 5.0)]
    assert values_of(planner, more.id) == [(LAST.sunday, 3.0), (planner.today, 4.0)]
    assert values_of(planner, same.id) == [(LAST.sunday, 2.0), (planner.today, 2.0)]
    offered = {k.measure.id: k.offered for k in planner.checkins.known(goal.id).measures}
    assert (offered[more.id], offered[calls.id]) == ("4", "")


def test_a_value_typed_with_its_unit_or_without_a_field_that_began_with_it_is_one(
    planner: Planner, goal: Goal
) -> None:
    share = planner.measures.add(goal.id, "share", target=60.0, unit="%")
    planner.checkins.save(goal.id, readings={share.id: 49.0}, week=LAST)
    planner.checkins.save_typed(goal.id, THIS, {share.id: "49"}, prefilled=False)
    taken = [(LAST.sunday, 49.0), (planner.today, 49.0)]
    assert values_of(planner, share.id) == taken
    planner.undo()
    planner.checkins.save_typed(goal.id, THIS, {share.id: "49 %"}, prefilled=True)
    assert values_of(planner, share.id) == taken


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ({"values": "45 days"}, "kept in %"),
        ({"values": "lots"}, "not a number"),
        ({"confidence": "11"}, "not a confidence"),
        ({"confidence": "70 %"}, "not a confidence"),
        ({"blocker": "weather"}, "blocker"),
        ({}, "says nothing"),
        ({"next_action": "Invite five admins"}, "says nothing"),  # as it was offered
    ],
)
def test_a_typed_checkin_that_cannot_be_read_saves_nothing(
    planner: Planner, goal: Goal, typed: dict[str, str], what: str
) -> None:
    rate = planner.measures.main(goal.id)
    given: dict[str, Any] = dict(typed)
    given["values"] = {rate.id: given.get("values", "48")}  # 48 is what was offered
    refused(planner, lambda: planner.checkins.save_typed(goal.id, THIS, **given), what)


def test_a_reading_belongs_to_the_goal_that_is_checked_in_on(planner: Planner, goal: Goal) -> None:
    other = planner.measures.main(commit(planner, title="Another").id)
    refused(
        planner,
        lambda: planner.checkins.save(goal.id, readings={other.id: 50.0}),
        "measure of another goal",
    )


# ---- closed lists and references ----


LISTED: list[tuple[Callable[[Planner, Goal], object], str]] = [
    (lambda p, g: p.learning.log("Read", kind="nap"), "podcast"),
    (lambda p, g: p.learning.edit(p.learning.log("Read"), kind="nap"), "podcast"),
    (lambda p, g: p.learning.log("Read", competency="juggling"), "managing_up"),
    (lambda p, g: p.learning.edit(p.learning.log("Read"), competency="juggling"), "managing_up"),
    (lambda p, g: p.evidence.add("Shipped", kind="gossip"), "influence"),
    (lambda p, g: p.evidence.add("Shipped", competency="juggling"), "managing_up"),
    (lambda p, g: p.goals.edit(g.id, competency="juggling"), "managing_up"),
    (lambda p, g: p.checkins.save(g.id, blocker="weather"), "dependency"),
    (lambda p, g: p.reviews.judge(p.quarter, g.id, cause="weather"), "focus"),
    (lambda p, g: p.learning.log("Read", goal=NEVER), "goal"),
    (lambda p, g: p.learning.edit(p.learning.log("Read"), goal=NEVER), "goal"),
    (lambda p, g: p.evidence.add("Shipped", goal=NEVER), "goal"),
    (lambda p, g: p.goals.edit(g.id, theme=NEVER), "theme"),
    (lambda p, g: p.goals.edit(g.id, priority=NEVER), "priority"),
]


@pytest.mark.parametrize(("act", "allowed"), LISTED)
def test_a_word_off_the_list_or_an_unknown_id_is_refused_with_what_there_is(
    planner: Planner, goal: Goal, act: Callable[[Planner, Goal], object], allowed: str
) -> None:
    """Both were once checked by the front ends alone."""
    with pytest.raises(BadInput) as found:
        act(planner, goal)
    assert allowed in found.value.mend
    assert not planner.plan.evidence and all(a.kind == "practice" for a in planner.plan.learning)


def test_what_stands_in_a_record_already_may_stay(planner: Planner) -> None:
    """A kind of a newer program, or a goal that was deleted since, does not bar an edit."""
    from pmgoals.model.learning import LearningActivity

    with planner.change("another program wrote") as tx:
        there = tx.add(
            LearningActivity, title="Read", on=planner.today, kind="hologram", goal=NEVER
        )
    kept = planner.learning.edit(there, title="Read on", kind="hologram", goal=NEVER)
    assert (kept.title, kept.kind, kept.goal) == ("Read on", "hologram", NEVER)


def test_evidence_is_of_today_or_earlier(planner: Planner) -> None:
    tomorrow = planner.today + dt.timedelta(days=1)
    refused(planner, lambda: planner.evidence.add("Shipped", on=tomorrow), "still to come")


# ---- edits ----


EDITS: list[tuple[Callable[[Planner, Goal, dict[str, Any]], object], dict[str, Any], str]] = [
    (lambda p, g, f: p.goals.edit(g.id, **f), {"state": "closed"}, "state"),
    (lambda p, g, f: p.goals.edit(g.id, **f), {"grade": 1.0}, "grade"),
    (lambda p, g, f: p.goals.edit(g.id, **f), {"tilte": "x"}, "tilte"),
    (lambda p, g, f: p.goals.edit(g.id, **f), {"hours_week": 0.0}, "hours"),
    (lambda p, g, f: p.goals.edit(g.id, **f), {"hours_week": 101.0}, "hours"),
    (lambda p, g, f: p.goals.edit(g.id, **f), {"start": None}, "start"),
    (lambda p, g, f: measure(p, g, f), {"weight": 0.0}, "eight"),
    (lambda p, g, f: measure(p, g, f), {"goal": NEVER}, "goal"),
    (lambda p, g, f: measure(p, g, f), {"original_target": 1.0}, "original_target"),
    (lambda p, g, f: measure(p, g, f), {"low": 4.0, "high": 2.0}, "band"),
    (lambda p, g, f: measure(p, g, f), {"baseline": float("nan")}, "number"),
    (lambda p, g, f: milestone(p, g, f), {"depends_on": [NEVER]}, "depends_on"),
    (lambda p, g, f: milestone(p, g, f), {"done_on": dt.date(2027, 1, 1)}, "done_on"),
    (lambda p, g, f: milestone(p, g, f), {"weight": 0.0}, "above 0"),
    (lambda p, g, f: milestone(p, g, f), {"due": None}, "date"),
    (lambda p, g, f: p.learning.edit(p.plan.learning[0], **f), {"id": "x"}, "id"),
    (lambda p, g, f: p.themes.edit("larger", **f), {"rank": 1}, "rank"),
    (lambda p, g, f: p.priorities.edit("pricing", **f), {"rank": 1}, "rank"),
    (lambda p, g, f: p.priorities.edit("pricing", **f), {"not_doing": True}, "not_doing"),
]


def measure(planner: Planner, goal: Goal, fields: dict[str, Any]) -> object:
    return planner.measures.edit(planner.measures.main(goal.id).id, "because", **fields)


def milestone(planner: Planner, goal: Goal, fields: dict[str, Any]) -> object:
    return planner.milestones.edit(planner.plan.milestones_of(goal.id)[0].id, **fields)


@pytest.mark.parametrize(("edit", "fields", "what"), EDITS)
def test_an_edit_takes_the_fields_that_are_edited_there_and_sound_values(
    planner: Planner,
    goal: Goal,
    edit: Callable[[Planner, Goal, dict[str, Any]], object],
    fields: dict[str, Any],
    what: str,
) -> None:
    """Any field of a record could once be written past the rules."""
    planner.learning.log("Read")
    planner.themes.add("Larger customers")
    planner.priorities.add("Own pricing")
    refused(planner, lambda: edit(planner, goal, fields), what)


def test_a_band_that_is_upside_down_is_refused_when_added(planner: Planner, goal: Goal) -> None:
    refused(
        planner,
        lambda: planner.measures.add(goal.id, "tickets", role="guardrail", low=4.0, high=2.0),
        "band",
    )


# ---- a measure by name ----


def test_a_measure_is_not_hidden_behind_several_goals_of_that_name(planner: Planner) -> None:
    one, two = (commit(planner, title=f"Raise tickets {n}") for n in (1, 2))
    with pytest.raises(AmbiguousName):
        planner.measures.named("tickets")
    own = planner.measures.add(two.id, "tickets a week")
    assert planner.measures.named("tickets") == own
    assert planner.measures.named("tickets 1") == planner.measures.main(one.id)
    assert planner.measures.named(own.id) == own
    with pytest.raises(NotFound):
        planner.measures.named("nothing like it")


def test_the_whole_name_of_a_measure_wins_over_a_part_of_a_goals(planner: Planner) -> None:
    goal = commit(planner, title="Raise tickets and calm")
    own = planner.measures.add(goal.id, "tickets")
    assert planner.measures.named("tickets") == own
    assert planner.measures.named("ticket") == planner.measures.main(goal.id)
