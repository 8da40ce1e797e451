from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from goal_maker import tables_of

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal
from pmgoals.services.due import due
from pmgoals.services.journal import items_of
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings

THIS, LAST = Week(2026, 48), Week(2026, 47)


def test_a_week_has_one_entry_and_what_is_not_given_stays(planner: Planner) -> None:
    planner.journal.write(answers={"wins": "One\nTwo", "change": "Fewer meetings"}, tags=["q4"])
    kept = planner.journal.write(answers={"wins": "Three"}, text="A long week.")
    assert planner.plan.journal == {str(THIS): kept}
    assert kept.answers == {"change": "Fewer meetings", "wins": "Three"}
    assert (kept.text, kept.tags, kept.late) == ("A long week.", ["q4"], False)
    assert planner.journal.write(answers={"change": " \n"}, tags=[]).answers == {"wins": "Three"}


def test_appending_follows_what_stands_there(planner: Planner) -> None:
    planner.journal.write(answers={"wins": "One"}, text="Monday.\n", append=True)
    kept = planner.journal.write(
        answers={"wins": "Two", "learned": "x"}, text="Friday.", append=True
    )
    assert kept.answers == {"wins": "One\nTwo", "learned": "x"}
    assert kept.text == "Monday.\n\nFriday."
    assert planner.journal.write(text="", append=True).text == "Monday.\n\nFriday."


def test_an_earlier_week_is_late_and_stays_so(planner: Planner) -> None:
    assert planner.journal.write(text="x", week=LAST).late
    assert planner.journal.write(text="y", week=LAST).late


@pytest.mark.parametrize("week", [Week(2026, 49), Week(2027, 1)])
def test_a_week_to_come_is_refused(planner: Planner, week: Week) -> None:
    with pytest.raises(BadInput, match="still to come"):
        planner.journal.write(text="x", week=week)


@pytest.mark.parametrize(
    "fields", [{}, {"text": " \n"}, {"answers": {"wins": " "}}, {"tags": ["x"]}]
)
def test_an_entry_that_would_say_nothing_is_refused(planner: Planner, fields: dict) -> None:
    with pytest.raises(BadInput, match="empty"):
        planner.journal.write(**fields)
    assert tables_of(planner) == {}


def test_an_entry_can_be_emptied_and_then_says_nothing(planner: Planner, goal: Goal) -> None:
    """An emptied entry once counted as a week done, and Today no longer asked for it."""
    planner.journal.write(text="x")
    kept = planner.journal.write(text="  ")
    assert not kept.says_something and not planner.journal.marks()[0].written
    from pmgoals.services.today import look

    assert look(planner).momentum.weeks_done == 0
    assert "journal" in {due.kind for due in look(planner).due}


def test_the_last_weeks_and_every_older_one_with_an_entry(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    old = make_planner(dt.date(2026, 1, 5))
    old.journal.write(text="New year")
    weeks = planner.journal.weeks(3)
    assert weeks == [THIS, LAST, Week(2026, 46), Week(2026, 2)]
    marks = planner.journal.marks(3)
    assert [m.week for m in marks] == [THIS.plus(-n) for n in range(47)]
    assert [m.week for m in marks if m.written] == [Week(2026, 2)]


def test_marks_count_the_checkins_of_a_week(planner: Planner, goal: Goal) -> None:
    planner.checkins.save(goal.id, confidence=5, week=Week(2026, 30))
    planner.journal.write(text="x", week=LAST)
    marks = {mark.week: mark for mark in planner.journal.marks()}
    assert len(marks) == 19 and marks[Week(2026, 30)].checkins == 1
    assert (marks[LAST].written, marks[LAST].late, marks[LAST].checkins) == (True, True, 0)


def test_prompts_come_in_the_persons_own_words(make_planner: Callable[..., Planner]) -> None:
    own = make_planner(settings=Settings(prompts={"wins": "What went well?"}))
    assert {p.id: p.ask for p in own.journal.prompts()}["wins"] == "What went well?"


@pytest.mark.parametrize(
    ("answer", "items"),
    [
        ("- One\n* Two\n\n  Three ", ["One", "Two", "Three"]),
        ("-5 % churn\n-", ["-5 % churn"]),
        (" \n- \n*", []),
        ("", []),
    ],
)
def test_the_items_of_a_list(answer: str, items: list[str]) -> None:
    assert items_of(answer) == items


def test_what_the_week_before_said_would_change_is_remembered(planner: Planner) -> None:
    planner.journal.write(answers={"change": "Fewer meetings", "wins": "One"}, week=LAST)
    planner.journal.write(text="x")
    assert planner.journal.said_before(THIS) == "Fewer meetings"
    assert planner.journal.said_before(LAST) == planner.journal.said_before(THIS.plus(1)) == ""


def test_a_week_is_passed_over_on_purpose_and_that_can_be_taken_back(planner: Planner) -> None:
    week = planner.week.plus(-1)
    assert planner.journal.rest(week).rest
    assert not planner.plan.journal[str(week)].says_something
    mark = next(mark for mark in planner.journal.marks() if mark.week == week)
    assert mark.rest and not mark.written
    with pytest.raises(BadInput, match="already"):
        planner.journal.rest(week)
    assert not planner.journal.rest(week, use=False).rest
    with pytest.raises(BadInput, match="no reserve week"):
        planner.journal.rest(week, use=False)


def test_a_quarter_has_so_many_reserve_weeks_and_they_are_only_for_silent_weeks(
    make_planner: Callable[..., Planner], goal: Goal
) -> None:
    planner = make_planner(settings=Settings(leave=["2026-10-05..2026-10-11"]))
    back = planner.week.plus
    planner.journal.write(text="x", week=back(-1))
    planner.checkins.save(goal.id, confidence=5)
    refused = (back(1), "to come"), (back(-1), "its word"), (back(0), "its word"), (
        Week(2026, 41), "leave",
    )  # fmt: skip
    for week, why in refused:
        with pytest.raises(BadInput, match=why):
            planner.journal.rest(week)
    planner.journal.rest(back(-2))
    planner.journal.rest(back(-3))
    with pytest.raises(BadInput, match="no reserve week left"):
        planner.journal.rest(back(-4))
    planner.journal.rest(Week(2026, 39))  # another quarter's
    planner.journal.write(text="After all", week=back(-3))
    planner.journal.rest(back(-4))


def test_nothing_is_due_in_a_reserve_week(planner: Planner, goal: Goal) -> None:
    assert {"checkin", "journal"} <= {each.kind for each in due(planner)}
    planner.journal.rest()
    assert not {"checkin", "journal"} & {each.kind for each in due(planner)}
