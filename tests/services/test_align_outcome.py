"""What mends say of themselves: what they ease, what they come to, what they are called."""

from __future__ import annotations

import datetime as dt

import pytest
from plan_cases import TODAY, numbered, plan_with, pushes, step, theme
from test_align import write

from pmgoals.errors import BadInput
from pmgoals.model.goal import LedgerEntry
from pmgoals.services.align import PROPOSE
from pmgoals.services.align.keeping import EXAMPLES
from pmgoals.services.align.telling import cut
from pmgoals.services.planner import Planner

END = TODAY + dt.timedelta(days=6)


def _crowded(until: dt.date | None) -> list[object]:
    """Return what falls due in one week, and cannot move inside the time of its goals."""
    served = theme("Grow", until=until)
    records: list[object] = [served]
    for n in (1, 2):
        records.append(numbered(n, theme=served.id, start=TODAY - dt.timedelta(days=60), due=END))
        records.append(pushes(n, f"metric {n}", 10.0, 90.0))
        records.append(step(n, END, effort=6.0, title=f"Part {n}"))
    return records


def test_more_time_than_the_theme_has_is_said_and_asks_why(planner: Planner) -> None:
    write(planner, plan_with(*_crowded(END)))
    mends = planner.align.mends("weeks")
    room = next(mend for mend in mends if mend.key == "room")
    said = planner.align.preview("weeks", "room")
    assert any("then ends after “Grow”" in line for line in said)
    assert said[-len(planner.align.outcome(room)) :] == planner.align.outcome(room)
    with pytest.raises(BadInput, match="reason"):
        planner.align.mend("weeks", "room")
    planner.align.mend("weeks", "room", "The data lead is away")
    eased = [entry for entry in planner.plan.alive(LedgerEntry).values() if entry.eased]
    assert eased and {entry.reason for entry in eased} == {"The data lead is away"}


def test_within_the_horizon_is_offered_before_beyond_it(planner: Planner) -> None:
    write(planner, plan_with(*_crowded(END + dt.timedelta(days=90))))
    room = next(mend for mend in planner.align.mends("weeks") if mend.key == "room")
    assert not any("ends after" in line for line in planner.align.outcome(room))


def test_a_goal_that_rests_comes_before_one_that_outlives_its_theme(planner: Planner) -> None:
    write(planner, plan_with(*_crowded(END)))
    keys = [mend.key for mend in planner.align.mends("weeks")]
    resting = [key for key in keys if key.startswith(("rest-", "room-resting"))]
    assert resting and all(keys.index(key) < keys.index("room") for key in resting)


def test_later_days_that_make_a_status_better_are_named_as_that(planner: Planner) -> None:
    records = _crowded(END)
    write(planner, plan_with(*records))
    for goal in planner.plan.goals.values():
        main = planner.plan.main_measure_of(goal.id)
        assert main is not None
        planner.checkins.save(goal.id, confidence=5, readings={main.id: 62.0})
    before = {goal.id: planner.goals.health(goal).status for goal in planner.plan.goals.values()}
    assert set(before.values()) == {"at risk"}
    said = planner.align.preview("weeks", "room")
    assert any("goes from at risk to" in line and "later days alone" in line for line in said)


def test_a_kept_finding_is_found_by_its_rule_its_check_and_its_start(planner: Planner) -> None:
    write(planner, plan_with(*_crowded(None)))
    key = planner.align.named("weeks").key
    planner.align.mend("P8", "keep", "A launch")
    for name in ("P8", "weeks", key, key[:5]):
        assert planner.align.named(name).key == key
        assert [mend.key for mend in planner.align.mends(name)] == ["again"]


def test_every_rule_that_can_be_kept_has_an_example_of_its_own() -> None:
    assert PROPOSE.keys() - {"P4"} == EXAMPLES.keys()
    assert len(set(EXAMPLES.values())) == len(EXAMPLES)


def test_hours_of_several_weeks_are_hours_a_week(planner: Planner) -> None:
    served = theme()
    steps = [
        step(n, TODAY + dt.timedelta(days=5 + 7 * week), effort=6.0, title=f"Part {n} {week}")
        for n in (1, 2, 3)
        for week in range(3)
    ]
    goals = [numbered(n, theme=served.id, start=TODAY) for n in (1, 2, 3)]
    write(planner, plan_with(served, *goals, *steps))
    message = planner.align.named("weeks").message
    assert " h a week, of 8:" in message and " to 2026-W" in message


@pytest.mark.parametrize(
    "label",
    [
        "settled gap: Link “Cut the days from sign-up to a first project so that support can keep "
        "up with growth” to it",
        "settled focus: Let “One goal with quite a long title to it” and “Another goal with a "
        "title that is long” rest",
        "settled x: " + "“A long title here” and " * 12,
        "settled x: a label without any title in it at all, of more letters than the history takes",
        "settled gap: Link “Short” to it",
    ],
)
def test_a_label_is_cut_inside_its_quotes(label: str) -> None:
    said = cut(label, 90)
    assert len(said) <= 90 and said.count("“") == said.count("”")
    assert said == label or "…" in said
    assert said.startswith("settled ")
