"""What waits for what, on plans made of records alone."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_maker import DUE, GOAL, START, goal, milestone, plan_of

from pmgoals.model.dependencies import (
    circles,
    followers,
    late,
    links,
    moved_along,
    needed_by,
    waiting_on,
)
from pmgoals.model.milestone import Milestone

OTHER = "g" + "1" * (len(GOAL) - 1)
DAY = dt.timedelta(days=1)


def after(first: Milestone | str, days: int, **fields: object) -> Milestone:
    waits_for = first if isinstance(first, str) else first.id
    return milestone(START + days * DAY, depends_on=[waits_for], **fields)


@pytest.mark.parametrize(
    ("first", "second", "today", "short"),
    [(10, 20, 0, 0), (20, 20, 0, 0), (30, 20, 0, 10), (10, 20, 15, 0), (10, 20, 25, 5)],
)
def test_a_dependency_is_late_when_its_first_comes_after(
    first: int, second: int, today: int, short: int
) -> None:
    one = milestone(START + first * DAY)
    plan = plan_of(goal(), one, after(one, second))
    (link,) = links(plan)
    assert link.days_short(START + today * DAY) == short
    assert bool(late(plan, START + today * DAY)) == bool(short)


def test_what_is_done_or_gone_is_never_late() -> None:
    done = milestone(START + 30 * DAY, done_on=START)
    plan = plan_of(goal(), done, after(done, 20), after("m-not-there", 20))
    assert late(plan, START) == []
    open_one = milestone(START + 30 * DAY)
    assert late(plan_of(goal(), open_one, after(open_one, 9, done_on=START)), START) == []
    assert late(plan_of(goal(state="closed"), open_one, after(open_one, 9)), START) == []


def test_a_goal_can_come_first() -> None:
    plan = plan_of(goal(), goal(id=OTHER, due=DUE), after(OTHER, 50), milestone(DUE, goal=OTHER))
    (link,) = late(plan, START)
    assert link.first.id == OTHER and link.days_short(START) == 50
    last = plan.milestones_of(OTHER)[-1]
    assert [m.id for m in followers(last, plan)] == [link.milestone.id]


def test_a_circle_through_a_goal_is_found_once() -> None:
    waits = after(OTHER, 10)
    part = after(waits, 20, goal=OTHER)
    apart = milestone(DUE)
    plan = plan_of(goal(), goal(id=OTHER), waits, part, apart)
    (circle,) = circles(plan)
    assert set(circle) == {waits.id, part.id, OTHER}
    assert needed_by(waits.id, plan) == {OTHER, part.id, waits.id}


def test_a_milestone_that_waits_for_itself_is_a_circle() -> None:
    alone = milestone(DUE)
    alone = milestone(DUE, id=alone.id, depends_on=[alone.id])
    assert circles(plan_of(goal(), alone)) == [[alone.id]]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_there_is_a_circle_exactly_when_something_waits_for_itself(
    pairs: list[tuple[int, int]],
) -> None:
    steps = [milestone(START + n * DAY) for n in range(8)]
    waits = {n: [steps[b].id for a, b in pairs if a == n] for n in range(8)}
    linked = [milestone(s.due, id=s.id, depends_on=waits[n]) for n, s in enumerate(steps)]
    plan = plan_of(goal(), *linked)
    waiting = [step.id for step in linked if step.id in needed_by(step.id, plan)]
    found = circles(plan)
    assert bool(found) == bool(waiting)
    assert {own_id for circle in found for own_id in circle} <= set(waiting)


def test_a_long_chain_is_walked() -> None:
    steps = [milestone(START)]
    for n in range(3000):
        steps.append(after(steps[-1], n))
    plan = plan_of(goal(), *steps)
    assert circles(plan) == [] and len(needed_by(steps[-1].id, plan)) == 3000


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14),
    st.lists(st.integers(0, 60), min_size=8, max_size=8),
    st.integers(1, 90),
)
def test_moving_along_makes_no_dependency_late(
    pairs: list[tuple[int, int]], days: list[int], by: int
) -> None:
    steps = [milestone(START + n * DAY) for n in days]
    waits = {n: [steps[b].id for a, b in pairs if a == n and b < a] for n in range(8)}
    linked = [milestone(s.due, id=s.id, depends_on=waits[n]) for n, s in enumerate(steps)]
    plan = plan_of(goal(), *linked)
    before = {(w.milestone.id, w.first.id) for w in late(plan, START)}
    due = linked[0].due + by * DAY
    along = moved_along(linked[0], due, plan)
    then = plan.imagined(milestone(due, id=linked[0].id, depends_on=[]), *along)
    assert {(w.milestone.id, w.first.id) for w in late(then, START)} <= before
    assert all(m.due == {s.id: s for s in steps}[m.id].due + by * DAY for m in along)
    assert moved_along(linked[0], linked[0].due - by * DAY, plan) == []


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9)), max_size=14),
    st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_what_waits_for_something_is_what_needs_it(
    pairs: list[tuple[int, int]], elsewhere: list[bool]
) -> None:
    goals = [goal(), goal(id=OTHER)]
    steps = [milestone(START, goal=OTHER if other else GOAL) for other in elsewhere]
    firsts = [*(s.id for s in steps), GOAL, OTHER]
    linked = [
        milestone(START, id=s.id, goal=s.goal, depends_on=[firsts[b] for a, b in pairs if a == n])
        for n, s in enumerate(steps)
    ]
    plan = plan_of(*goals, *linked)
    for first in firsts:
        assert waiting_on(first, plan) == {own for own in firsts if first in needed_by(own, plan)}


def test_moving_along_a_long_chain_or_a_circle_comes_to_an_end() -> None:
    steps = [milestone(START)]
    for _ in range(2000):
        steps.append(after(steps[-1], 0))
    plan = plan_of(goal(), *steps)
    assert len(moved_along(steps[0], START + DAY, plan)) == 2000
    one, two = milestone(START), milestone(START)
    circle = [
        milestone(START, id=one.id, depends_on=[two.id]),
        milestone(START, id=two.id, depends_on=[one.id]),
    ]
    assert [m.id for m in moved_along(circle[0], DUE, plan_of(goal(), *circle))] == [two.id]
