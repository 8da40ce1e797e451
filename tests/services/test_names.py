from __future__ import annotations

import pytest
from goal_maker import HOSTILE, commit
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.errors import AmbiguousName, NotFound
from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.model.theme import Theme
from pmgoals.services.names import find, find_any, short_ids, title_of
from pmgoals.services.planner import Planner

EMPTY = Plan({})


def plan_with(*pairs: tuple[str, str]) -> Plan:
    """Return a plan of themes, by id and title."""
    stamps = {"created": "2026-11-23T09:00:00Z", "updated": "2026-11-23T09:00:00Z"}
    themes = {str(n): {"id": i, "title": t, **stamps} for n, (i, t) in enumerate(pairs)}
    return Plan({"themes": themes})


THREE = plan_with(
    ("t7k2m9qx4t1zb", "Pricing"),
    ("t7k3000000000", "Pricing and packaging"),
    ("t900000000000", "T7K"),
)


def named(name: str) -> str:
    return find(THREE, Theme, name).title


def test_an_exact_title_wins_over_one_that_contains_it() -> None:
    assert named("pricing") == named("  PRICING ") == "Pricing"
    assert named("packaging") == "Pricing and packaging"


def test_an_exact_title_wins_over_the_start_of_an_id() -> None:
    assert named("t7k") == "T7K"


def test_an_id_or_the_start_of_one_names_a_record() -> None:
    assert named("t7k2m9qx4t1zb") == named("t7k2") == named("T7K2M9QX4TLZB") == "Pricing"
    assert named("t90") == named("t9OO") == "T7K"  # letters read as the digits they look like


def test_a_whole_id_wins_over_everything() -> None:
    plan = plan_with(("t7k2m9qx4t1zb", "One"), ("t900000000000", "t7k2m9qx4t1zb"))
    assert find(plan, Theme, "t7k2m9qx4t1zb").title == "One"


def test_a_name_that_fits_several_lists_them_all() -> None:
    with pytest.raises(AmbiguousName, match="2 different things") as found:
        named("pric")
    assert found.value.matches == [
        ("t7k2m9qx4t1zb", "Pricing"),
        ("t7k3000000000", "Pricing and packaging"),
    ]
    twins = plan_with(("t100000000000", "Same"), ("t200000000000", "same"))
    with pytest.raises(AmbiguousName):
        find(twins, Theme, "same")


def test_two_letters_are_no_id() -> None:
    with pytest.raises(NotFound):
        named("t9")


@pytest.mark.parametrize("name", ["", "   ", "\t\n"])
def test_nothing_typed_names_nothing(name: str) -> None:
    with pytest.raises(NotFound):
        named(name)


def test_an_open_goal_wins_over_closed_ones(planner: Planner) -> None:
    one = commit(planner, title="Raise setup")
    planner.goals.close(one.id)
    with_closed = planner.goals.get("raise")
    two = commit(planner, title="Raise setup again")
    assert with_closed.id == one.id and planner.goals.get("raise").id == two.id
    assert planner.goals.get("Raise setup").id == one.id  # an exact title all the same


def test_any_kind_is_found_and_kinds_can_be_asked_for(planner: Planner, goal: Goal) -> None:
    theme = planner.themes.add("Build on setup")
    assert find_any(planner.plan, "build on").id == theme.id
    with pytest.raises(NotFound):
        find_any(planner.plan, "build on", (Goal, Milestone))
    planner.trash.put(theme.id)
    with pytest.raises(NotFound):
        find_any(planner.plan, theme.id)


def test_milestones_of_one_name_are_told_with_their_goals(planner: Planner, goal: Goal) -> None:
    """Where goals may be meant too, the list told twice the same title."""
    with planner.change("another goal") as tx:
        other = tx.add(Goal, title="Own pricing", start=planner.today)
    for each in (goal, other):
        planner.milestones.add(each.id, "Readout", planner.today)
    with pytest.raises(AmbiguousName) as found:
        find_any(planner.plan, "readout", (Milestone, Goal))
    assert {title for _, title in found.value.matches} == {
        f"Readout ({goal.title})", "Readout (Own pricing)",
    }  # fmt: skip
    assert "changed" not in str(found.value)  # a verb that only reads asks for names too


def test_a_record_is_called_by_its_title_note_or_week(planner: Planner, goal: Goal) -> None:
    week = Week(2026, 48)
    said = planner.checkins.save(goal.id, confidence=5)
    wrote = planner.journal.write(answers={"wins": "One"})
    measure = planner.measures.main(goal.id)
    taken = planner.measures.read(measure.id, 50)
    assert [title_of(r) for r in (goal, measure, said, wrote)] == [
        goal.title, "setup rate", str(week), str(week),
    ]  # fmt: skip
    assert title_of(taken) == taken.id


def test_a_hostile_title_is_found_and_told_without_its_sting(planner: Planner) -> None:
    theme = planner.themes.add(HOSTILE)
    assert find(planner.plan, Theme, HOSTILE).id == theme.id
    with pytest.raises(NotFound) as found:
        find(planner.plan, Theme, HOSTILE + "?")
    assert "\x1b" not in str(found.value) and "\u202e" not in str(found.value)


@given(st.text(max_size=400))
def test_any_text_finds_a_theme_or_says_why_not(name: str) -> None:
    for plan in (EMPTY, THREE):
        try:
            assert find(plan, Theme, name).title
        except (NotFound, AmbiguousName) as error:
            assert error.what.isprintable() and len(error.what) < 200 and error.mend


@given(st.lists(st.integers(0, 2**60 - 1), unique=True, min_size=1, max_size=30))
def test_a_short_id_names_its_own_record(numbers: list[int]) -> None:
    from pmgoals.model import ids

    plan = plan_with(*((ids.mint("t", lambda _, n=n: n), "x") for n in numbers))  # type: ignore[misc]
    for own, short in short_ids(plan.themes.values()).items():
        assert len(short) >= 4 and find(plan, Theme, short).id == own
