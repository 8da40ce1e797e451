"""The monthly, quarterly and annual reviews: their stages, what they keep, how they end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from goal_maker import commit, tables_of

from pmgoals.errors import BadInput
from pmgoals.model.goal import Goal
from pmgoals.model.month import Month
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.services.rituals.reviewing import FINISH, Reviewing
from pmgoals.services.rituals.stage import Stage
from pmgoals.settings import Settings

DAY = dt.date(2026, 12, 21)


@pytest.fixture
def demo(make_planner: Callable[..., Planner]) -> Planner:
    """The demo plan, four days before the end of its year."""
    make_demo(make_planner(dt.date(2026, 11, 20), seed=7), seed=7)
    return make_planner(DAY)


def stage(ritual: Reviewing, key: str) -> Stage:
    return next(each for each in ritual.stages() if each.key.startswith(key))


def offered(one: Stage, **values: str) -> dict[str, str]:
    return {q.key: q.offered for q in one.questions} | values


def rituals(planner: Planner) -> list[Reviewing]:
    every = planner.rituals
    return [every.monthly(), every.quarterly(), every.annual()]


# ---- all of them ----


def test_what_is_offered_leads_to_a_closed_review(demo: Planner) -> None:
    for ritual in rituals(demo):
        assert not ritual.closed() and ritual.review() is None
        for one in ritual.stages():
            if not one.key.startswith("goal:") and one.key not in (FINISH, "decision"):
                ritual.answer(one, offered(one) | {one.questions[0].key: f"About {one.key}"})
            else:
                ritual.answer(one, offered(one))
        review = ritual.closed()
        assert review is not None and review.kind == ritual.KIND and review.closed
        assert ritual.stages() == []
        assert ritual.farewell() == f"{ritual.period} is finished."
        before = tables_of(demo)
        with pytest.raises(BadInput, match="closed already"):
            ritual.close()
        assert tables_of(demo) == before


def test_looking_at_a_review_keeps_nothing(demo: Planner) -> None:
    before = tables_of(demo)
    for ritual in rituals(demo):
        for one in ritual.stages():
            assert one.questions and one.title and one.ask
    assert tables_of(demo) == before


def test_every_stage_is_kept_as_it_is_left_and_the_rest_waits(demo: Planner) -> None:
    for ritual in rituals(demo):
        keys = [one.key for one in ritual.stages() if one.key != FINISH]
        for number, key in enumerate(keys):
            one = stage(ritual, key)
            first = one.questions[0]
            words = {} if first.kind in ("choice", "grade") else {first.key: "Said"}
            assert ritual.answer(one, offered(one, **words))
            assert all(each.answered for each in ritual.stages()[: number + 1])
        assert not stage(ritual, FINISH).answered
        assert not ritual.answer(stage(ritual, FINISH), {FINISH: "no"})
        assert ritual.review() is not None and not ritual.closed()
        assert "nothing left for later" in ritual.farewell()


def test_free_text_stands_beside_the_answers(demo: Planner) -> None:
    for ritual in rituals(demo):
        ritual.write_prose("")
        assert ritual.review() is None  # an empty text begins nothing
        ritual.write_prose("# Beside\n\nMore.")
        assert ritual.prose() == "# Beside\n\nMore."
        ritual.write_prose("")
        assert ritual.prose() == ""


def test_questions_are_asked_in_the_persons_own_words(make_planner: Callable[..., Planner]) -> None:
    make_demo(make_planner(dt.date(2026, 11, 20), seed=7), seed=7)
    own = {"quarterly.learned": "What now?", "annual.next": "Where to?", "monthly.tell": "Whom?"}
    planner = make_planner(DAY, Settings(prompts=own))
    monthly, quarterly, annual = rituals(planner)
    assert stage(quarterly, "learned").ask == "What now?"
    assert stage(annual, "next").ask == "Where to?"
    assert stage(monthly, "tell").ask == "Whom?"
    assert stage(annual, "learned").ask == "I learned that ..."


# ---- monthly ----


def test_a_change_of_course_says_what_and_by_when(planner: Planner, goal: Goal) -> None:
    ritual = planner.rituals.monthly()
    assert ritual.period == "November 2026" and ritual.MINUTES == 30
    one = stage(ritual, "goal:")
    what = one.questions[1]
    assert ritual.is_aside(what, one, {"course": "continue"})
    assert not ritual.is_aside(what, one, {"course": "update"})
    with pytest.raises(BadInput, match="What exactly"):
        ritual.answer(one, offered(one, course="update"))
    with pytest.raises(BadInput):
        ritual.check(one.questions[2], "someday soonish", one)
    values = offered(one, course="stop", what="The second cohort", by="15 Dec")
    ritual.answer(one, values)
    (decided,) = planner.alignments.under_way(Month(2026, 11)).decided
    assert (decided.course, decided.what) == ("stop", "The second cohort")
    assert decided.by == dt.date(2026, 12, 15)
    again = stage(ritual, "goal:")
    assert again.answered and again.offered("by") == "15 Dec 2026"
    ritual.answer(again, offered(again, course="continue"))
    (decided,) = planner.alignments.under_way(Month(2026, 11)).decided
    assert (decided.course, decided.what, decided.by) == ("continue", "", None)


def test_the_month_before_is_heard_again(
    planner: Planner, goal: Goal, make_planner: Callable[..., Planner]
) -> None:
    month = Month.of(planner.today)
    planner.alignments.decide(month, goal.id, "update", "Fewer seats", dt.date(2026, 12, 15))
    planner.alignments.close(month, {"tell": "Head of sales: the date holds"})
    later = make_planner(dt.date(2026, 12, 28)).rituals.monthly()
    assert later.month == Month(2026, 12)
    assert stage(later, "beside").about == [
        f"Last month: update “{goal.title}”: Fewer seats, by 15 Dec 2026"
    ]
    assert stage(later, "tell").about == ["Last month: Head of sales: the date holds"]


def test_early_in_a_month_the_last_one_is_talked_about_until_it_was(
    planner: Planner, goal: Goal, make_planner: Callable[..., Planner]
) -> None:
    planner.goals.edit(goal.id, start=dt.date(2026, 11, 13))
    assert not make_planner(dt.date(2026, 11, 26)).alignments.is_due()
    assert make_planner(dt.date(2026, 11, 27)).alignments.is_due()  # its last Friday
    early = make_planner(dt.date(2026, 12, 10))
    assert early.alignments.month_to_align() == Month(2026, 11) and early.alignments.is_due()
    assert make_planner(dt.date(2026, 12, 11)).alignments.month_to_align() == Month(2026, 12)
    early.alignments.close(Month(2026, 11))
    assert early.alignments.month_to_align() == Month(2026, 12)
    assert not early.alignments.is_due()


# ---- quarterly ----


def test_reason_and_cause_are_asked_where_they_are_wanted(demo: Planner) -> None:
    ritual = demo.rituals.quarterly()
    one = stage(ritual, "goal:")
    reason, cause = (q for q in one.questions if q.key in ("reason", "cause"))
    proposed = one.offered("grade")
    assert ritual.is_aside(reason, one, {"grade": proposed})
    assert not ritual.is_aside(reason, one, {"grade": "0.1"})
    assert not ritual.is_aside(cause, one, {"grade": "0.1"})
    assert ritual.is_aside(cause, one, {"grade": "1.0"})
    with pytest.raises(BadInput):
        ritual.check(one.questions[0], "1.4", one)
    assert any("propose" in line for line in one.about)


def test_decisions_are_taken_together_and_carried_out_at_the_end(demo: Planner) -> None:
    ritual = demo.rituals.quarterly()
    one = stage(ritual, "decision")
    ends_now = [g for g in demo.plan.active_goals if g.due and g.due <= ritual.quarter.end]
    first, second = ends_now[:2]
    ritual.answer(one, offered(one, **{first.id: "keep", second.id: "drop"}))
    assert ritual.answers()["decision"] == "2 close, 2 keep, 1 abandon"
    assert demo.plan.goals[second.id].state == "active"
    ritual.answer(stage(ritual, FINISH), {FINISH: "yes"})
    goals = demo.plan.goals
    assert goals[second.id].decision == "drop"
    assert [g.title for g in goals.values() if g.continues] == [first.title]


def test_a_reached_goal_is_named_where_it_is_marked(planner: Planner, goal: Goal) -> None:
    other = commit(planner, title="Other", start="1 Oct 2026", due="31 Dec 2026")
    for each in (goal, other):
        main = planner.measures.main(each.id)
        planner.checkins.save(each.id, readings={main.id: float(main.target or 0)})
    ritual = planner.rituals.quarterly()
    assert stage(ritual, "celebrate").about == ["Reached: Other."]  # the first one runs on


# ---- annual ----


def test_each_priority_gets_its_line(planner: Planner, goal: Goal) -> None:
    planner.priorities.add("Own pricing: end to end", success="Prices change without a meeting")
    planner.priorities.add("Speak more")
    ritual = planner.rituals.annual()
    one = stage(ritual, "priorities")
    assert one.about == ["Own pricing: end to end: Prices change without a meeting"]
    first, second = (question.key for question in one.questions)
    ritual.answer(one, offered(one, **{first: "Done: in May"}))
    again = stage(ritual, "priorities")
    assert (again.offered(first), again.offered(second)) == ("Done: in May", "")
    assert again.answered


def test_a_priority_whose_name_begins_like_another_keeps_its_own_line(
    planner: Planner, goal: Goal
) -> None:
    short, long = (planner.priorities.add(t) for t in ("Own pricing", "Own pricing: end to end"))
    said = {short.id: "", long.id: "In May"}
    planner.rituals.annual().answer(stage(planner.rituals.annual(), "priorities"), said)
    again = stage(planner.rituals.annual(), "priorities")
    assert {q.key: q.offered for q in again.questions} == said


def test_words_on_a_priority_outlive_its_name_and_its_double(planner: Planner, goal: Goal) -> None:
    one, same, also = (planner.priorities.add(title) for title in ("One", "Same", "Same"))
    ritual = planner.rituals.annual()
    said = {one.id: "begun", same.id: "first", also.id: "second"}
    ritual.answer(stage(ritual, "priorities"), said)
    again = stage(ritual, "priorities")
    assert {q.key: q.offered for q in again.questions} == said
    planner.priorities.edit(one.id, title="Uno")
    shown = stage(ritual, "priorities")
    assert "One: begun" in shown.about and shown.offered(one.id) == ""
    ritual.answer(shown, offered(shown))
    assert ritual.answers()["priorities"].split("\n") == [
        "Same: first",
        "Same: second",
        "One: begun",
    ]


def test_what_is_left_alone_joins_the_not_doing_list_once(planner: Planner, goal: Goal) -> None:
    planner.priorities.add("Weekly reports", not_doing=True)
    ritual = planner.rituals.annual()
    one = stage(ritual, "not_again")
    ritual.answer(one, offered(one, **{"0": "weekly reports", "1": "Hackathons"}))
    ritual.answer(stage(ritual, FINISH), {FINISH: "yes"})
    assert [item.title for item in planner.plan.not_doing] == ["Weekly reports", "Hackathons"]


def test_the_year_is_the_fiscal_one(
    planner: Planner, goal: Goal, make_planner: Callable[..., Planner]
) -> None:
    july = make_planner(settings=Settings(fiscal_year_start=7))
    ritual = july.rituals.annual()
    assert (str(ritual.year), ritual.year.first) == ("FY27", dt.date(2026, 7, 1))
    assert str(july.years.parse("last year")) == "FY26"
    for text in ("FY26", "26", "2026"):
        assert july.years.parse(text).number == 2026
    with pytest.raises(BadInput):
        july.years.parse("soon")
