"""Rituals while something else happens: another program, a record that is gone, a late look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from goal_maker import commit, tables_of
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.errors import BadInput
from pmgoals.model.goal import Goal
from pmgoals.model.review import Verdict
from pmgoals.services.planner import Planner
from pmgoals.services.rituals.stage import Question, Stage, list_questions, merged
from pmgoals.services.rituals.staged import Gone, Staged

DECEMBER = dt.date(2026, 12, 21)


@pytest.fixture
def late(goal: Goal, make_planner: Callable[..., Planner]) -> Planner:
    """The planner in the last days of the quarter, with a goal that ends in it."""
    now = make_planner(DECEMBER)
    commit(now, title="Ends now", start="1 Oct 2026", due="31 Dec 2026")
    return now


def ends_now(planner: Planner) -> Goal:
    return next(g for g in planner.plan.goals.values() if g.title == "Ends now")


def stage(ritual: Staged, key: str) -> Stage:
    return next(each for each in ritual.stages() if each.key.startswith(key))


def untouched(one: Stage) -> dict[str, str]:
    return {question.key: question.offered for question in one.questions}


# ---- written in two places ----


def test_a_stage_passed_untouched_leaves_what_was_written_elsewhere(late: Planner) -> None:
    weekly, quarterly = late.rituals.weekly(), late.rituals.quarterly()
    goal = ends_now(late)
    shown = stage(weekly, f"goal:{goal.id}")
    late.checkins.save(goal.id, confidence=2, note="from the shell", blocker="dependency")
    weekly.answer(shown, untouched(shown))
    (checkin,) = late.plan.checkins_of(goal.id)
    assert (checkin.confidence, checkin.note) == (2, "from the shell")
    shown = stage(quarterly, f"goal:{goal.id}")
    late.reviews.judge(late.quarter, goal.id, grade=0.3, reason="late", note="platform")
    quarterly.answer(shown, untouched(shown))
    (verdict,) = [v for v in late.reviews.verdicts(late.quarter) if v.goal == goal.id]
    assert (verdict.grade, verdict.reason, verdict.note) == (0.3, "late", "platform")
    shown = stage(quarterly, "what_happened")
    late.reviews.keep(late.quarter, answers={"what_happened": "said in the shell"})
    quarterly.answer(shown, untouched(shown))
    assert quarterly.answers()["what_happened"] == "said in the shell"


def test_words_from_two_places_are_both_kept(late: Planner) -> None:
    weekly = late.rituals.weekly()
    wins, learned = stage(weekly, "wins"), stage(weekly, "learned")
    late.journal.write(answers={"wins": "From the shell", "learned": "Ask first"})
    weekly.answer(wins, untouched(wins) | {"0": "From the app"})
    weekly.answer(learned, {"0": "Ask twice"})
    answers = late.plan.journal[str(late.week)].answers
    assert answers["wins"].split("\n") == ["From the app", "From the shell"]
    assert answers["learned"].split("\n") == ["Ask first", "Ask twice"]


texts = st.sampled_from(["", "a", "b", "c"])


@given(before=texts, there=texts, typed=texts)
def test_what_was_left_alone_follows_and_what_was_typed_is_never_lost(
    before: str, there: str, typed: str
) -> None:
    def of(text: str) -> Stage:
        questions = [Question(key="0", label="", kind="text", offered=text)]
        return Stage(key="s", title="", ask="", questions=questions, answered=False)

    found = merged(of(before), of(there), {"0": typed})["0"]
    if typed == before:
        assert found == there
    else:
        assert typed in found
        assert there == before or there in found


lines = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=3, unique=True)


@given(before=lines, there=lines, typed=lines)
def test_no_line_of_a_list_is_lost(before: list[str], there: list[str], typed: list[str]) -> None:
    def of(held: list[str]) -> Stage:
        return Stage(
            key="s", title="", ask="", questions=list_questions(held, 4, ""), answered=False
        )

    values = {str(n): text for n, text in enumerate([*typed, *[""] * (4 - len(typed))])}
    found = [text for text in merged(of(before), of(there), values).values() if text]
    assert found[: len(typed)] == typed
    assert set(found) == set(typed) | (set(there) - set(before))


# ---- gone meanwhile ----


def test_a_stage_of_a_deleted_goal_is_told_and_nothing_is_kept(late: Planner) -> None:
    weekly, goal = late.rituals.weekly(), ends_now(late)
    shown = stage(weekly, f"goal:{goal.id}")
    late.trash.put(goal.id)
    before = tables_of(late)
    with pytest.raises(Gone, match="no longer asked"):
        weekly.answer(shown, untouched(shown) | {"confidence": "4"})
    assert tables_of(late) == before


def test_a_deleted_measure_does_not_hold_the_stage(late: Planner) -> None:
    weekly, goal = late.rituals.weekly(), ends_now(late)
    calls = late.measures.add(goal.id, "calls", target=9.0)
    shown = stage(weekly, f"goal:{goal.id}")
    late.trash.put(calls.id)
    assert weekly.answer(shown, untouched(shown) | {"confidence": "4", calls.id: "3"})
    assert late.plan.checkins_of(goal.id)[0].confidence == 4


def test_a_week_still_to_come_is_refused_at_once(late: Planner) -> None:
    with pytest.raises(BadInput, match="still to come"):
        late.rituals.weekly(late.week.plus(1))


def test_what_was_judged_of_a_goal_that_is_gone_stays_in_the_review(late: Planner) -> None:
    goal = ends_now(late)
    late.reviews.judge(late.quarter, goal.id, note="my long note")
    late.goals.close(goal.id, grade=0.2)
    review = late.reviews.close(late.quarter)
    assert [v.note for v in review.verdicts if v.goal == goal.id] == ["my long note"]


# ---- periods ----


def test_a_period_that_has_not_begun_is_not_closed(late: Planner) -> None:
    before = tables_of(late)
    following = late.calendar.next(late.quarter)
    with pytest.raises(BadInput, match="has not begun"):
        late.reviews.close(following)
    with pytest.raises(BadInput, match="has not begun"):
        late.alignments.close(late.alignments.month_to_align().plus(1))
    with pytest.raises(BadInput, match="has not begun"):
        late.years.close(late.years.year(2027))
    assert tables_of(late) == before


def test_a_quarter_closed_late_goes_on_in_the_present_one(
    late: Planner, make_planner: Callable[..., Planner]
) -> None:
    goal, quarter = ends_now(late), late.quarter
    may = make_planner(dt.date(2027, 5, 20))
    may.reviews.close(quarter, [Verdict(goal.id, "keep")])
    (new,) = [g for g in may.plan.goals.values() if g.continues == goal.id]
    assert (new.start, new.due) == (dt.date(2027, 4, 1), dt.date(2027, 6, 30))
    assert all(new.start <= m.due <= new.due for m in may.plan.milestones_of(new.id))
    with pytest.raises(BadInput, match="goes on already"):
        may.goals.reopen(goal.id)


def test_a_paused_goal_goes_on_paused(late: Planner) -> None:
    goal = ends_now(late)
    late.goals.pause(goal.id)
    late.reviews.close(late.quarter, [Verdict(goal.id, "keep")])
    (new,) = [g for g in late.plan.goals.values() if g.continues == goal.id]
    assert new.state == "paused"


def test_a_goal_that_went_beyond_its_target_keeps_its_way(late: Planner) -> None:
    goal = ends_now(late)
    main = late.measures.main(goal.id)
    assert main.baseline is not None and main.target is not None
    late.checkins.save(goal.id, readings={main.id: main.target + 4})
    late.reviews.close(late.quarter, [Verdict(goal.id, "keep", grade=1.0, proposed=1.0)])
    (new,) = [g for g in late.plan.goals.values() if g.continues == goal.id]
    carried = late.measures.main(new.id)
    assert (carried.baseline, carried.target) == (main.baseline, main.target)


def test_the_month_before_is_due_though_its_goals_were_closed_since(
    late: Planner, make_planner: Callable[..., Planner]
) -> None:
    january = make_planner(dt.date(2027, 1, 3))
    assert january.alignments.is_due()
    for goal in january.plan.open_goals:
        january.goals.close(goal.id, grade=0.5)
    assert str(january.alignments.month_to_align()) == "2026-12" and january.alignments.is_due()


def test_a_year_of_quarters_has_its_review(make_planner: Callable[..., Planner]) -> None:
    begun = make_planner(dt.date(2026, 1, 5))
    commit(begun, title="Each quarter", start="5 Jan 2026", due="31 Mar 2026")
    for month in (3, 6, 9, 12):
        now = make_planner(dt.date(2026, month, 25))
        (goal,) = now.plan.open_goals
        now.reviews.close(now.quarter, [Verdict(goal.id, "keep")])
    assert make_planner(dt.date(2026, 12, 28)).years.is_due()
    assert str(make_planner(dt.date(2027, 1, 20)).years.year_to_review()) == "FY26"


def test_a_quarter_without_a_goal_to_judge_is_not_due(
    goal: Goal, make_planner: Callable[..., Planner]
) -> None:
    later = make_planner(dt.date(2028, 3, 25))
    assert later.reviews.is_due()
    later.goals.close(goal.id, grade=0.5)
    assert not later.reviews.is_due()


# ---- the trash ----


def test_what_has_been_replaced_is_not_restored_beside_it(late: Planner) -> None:
    first = late.journal.write(text="first")
    late.trash.put(first.id)
    second = late.journal.write(text="second")
    before = tables_of(late)
    with pytest.raises(BadInput, match="taken its place"):
        late.trash.restore(first.id)
    assert tables_of(late) == before
    late.trash.put(second.id)
    late.trash.restore(first.id)
    assert [entry.text for entry in late.plan.journal.values()] == ["first"]
    goal = ends_now(late)
    checkin = late.checkins.save(goal.id, confidence=4)
    late.trash.put(checkin.id)
    late.checkins.save(goal.id, confidence=5)
    with pytest.raises(BadInput, match="taken its place"):
        late.trash.restore(checkin.id)
    review = late.reviews.close(late.quarter)
    late.trash.put(review.id)
    late.reviews.close(late.quarter)
    with pytest.raises(BadInput, match="taken its place"):
        late.trash.restore(review.id)


# ---- closed goals ----


def test_what_a_closed_goal_promised_stands(
    late: Planner, make_planner: Callable[..., Planner]
) -> None:
    goal = ends_now(late)
    late.goals.close(goal.id, grade=0.4)
    with pytest.raises(BadInput, match="what it promised stands"):
        late.goals.edit(goal.id, "moved", due=dt.date(2027, 3, 31))
    assert late.goals.edit(goal.id, title="Ended").title == "Ended"
    with pytest.raises(BadInput, match="was closed on"):
        make_planner(DECEMBER + dt.timedelta(days=7)).checkins.save(goal.id, confidence=3)


def test_half_of_an_if_then_plan_is_taken_without_its_word_and_once(late: Planner) -> None:
    goal = ends_now(late)
    plan = late.goals.add_if_then(goal.id, "If I feel lazy", "then I call one account")
    assert (plan.cue, plan.response) == ("I feel lazy", "I call one account")
    with pytest.raises(BadInput, match="already"):
        late.goals.add_if_then(goal.id, "I feel lazy", "I call one account")


# ---- slips of the fingers ----


@pytest.mark.parametrize(
    ("text", "odd"), [("26", True), ("2.6", False), ("9", False), ("0", False)]
)
def test_a_value_far_from_all_that_is_known_is_doubted(
    planner: Planner, goal: Goal, text: str, odd: bool
) -> None:
    jobs = planner.measures.add(goal.id, "double jobs", baseline=4.2, target=1.5)
    assert bool(planner.measures.doubt(jobs.id, text)) is odd
    ritual = planner.rituals.weekly()
    one = stage(ritual, f"goal:{goal.id}")
    question = next(q for q in one.questions if q.key == jobs.id)
    assert ("far from all" in ritual.doubt(question, text, one)) is odd
