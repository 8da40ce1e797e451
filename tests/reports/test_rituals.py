"""What comes round, in the calendar file."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from calendar_reader import add_goal, events, exported, reminders, ritual, rule, skipped
from dateutil.rrule import rrulestr

from pmgoals.model.goal import Goal
from pmgoals.model.review import Review
from pmgoals.paths import find_paths
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings

HOUR = dt.timedelta(hours=1)
Make = Callable[..., Planner]


def reviews(planner: Planner) -> dict[str, dt.date]:
    """The days on which reviews open, by title."""
    found = events(planner).items()
    return {str(e["summary"]): e["dtstart"].dt for uid, e in found if "-review-" in uid}


def test_the_checkin_comes_every_friday(planner: Planner, goal: Goal) -> None:
    event = ritual(planner, "checkin")
    assert event["dtstart"].dt == dt.datetime(2026, 10, 9, 15)  # no zone: wherever one is
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(minutes=15)
    assert rule(event) == "FREQ=WEEKLY;UNTIL=20270630T235959;BYDAY=FR"
    assert reminders(event) == [dt.timedelta()]
    assert skipped(event) == []


def test_the_checkin_follows_the_settings(make_planner: Make) -> None:
    planner = make_planner(settings=Settings(checkin_day="wed", checkin_time="08:30"))
    add_goal(planner, start=dt.date(2026, 10, 9), due=dt.date(2026, 12, 1))
    event = ritual(planner, "checkin")
    assert event["dtstart"].dt == dt.datetime(2026, 10, 7, 8, 30)
    # The fiscal year goes on behind the goal.
    assert rule(event) == "FREQ=WEEKLY;UNTIL=20261231T235959;BYDAY=WE"


def test_weeks_of_leave_are_left_out(make_planner: Make) -> None:
    leave = [
        "2026-12-21..2026-12-25",  # the working days of one week
        "2026-12-28..2027-01-10",  # week 53 and the first of the year, over New Year
        "2027-02-01..2027-02-04",  # a Friday is left
        "2027-03-05",
        "2020-01-01..2020-03-01",  # before the goal
    ]
    planner = make_planner(settings=Settings(leave=leave))
    add_goal(planner)
    assert skipped(ritual(planner, "checkin")) == [
        "2026-12-25 15:00", "2027-01-01 15:00", "2027-01-08 15:00",
    ]  # fmt: skip
    assert skipped(ritual(planner, "alignment")) == ["2026-12-25 15:15"]


def test_the_alignment_is_on_the_last_checkin_day_of_a_month(planner: Planner, goal: Goal) -> None:
    event = ritual(planner, "alignment")
    start = event["dtstart"].dt
    assert start == dt.datetime(2026, 10, 30, 15, 15)
    assert event["dtend"].dt - start == dt.timedelta(minutes=30)
    assert start + reminders(event)[0] == dt.datetime(2026, 10, 30, 9)
    days = [day.date() for day in rrulestr(rule(event), dtstart=start)]
    assert days[:4] == [
        dt.date(2026, 10, 30), dt.date(2026, 11, 27), dt.date(2026, 12, 25), dt.date(2027, 1, 29),
    ]  # fmt: skip
    assert days[-1] == dt.date(2027, 6, 25)


def test_near_midnight_the_alignment_stands_before_the_checkin(make_planner: Make) -> None:
    planner = make_planner(settings=Settings(checkin_time="23:50"))
    add_goal(planner)
    assert ritual(planner, "alignment")["dtstart"].dt == dt.datetime(2026, 10, 30, 23, 20)


def test_each_quarter_has_the_day_its_review_opens(planner: Planner, goal: Goal) -> None:
    assert reviews(planner) == {
        "Review FY26 Q4": dt.date(2026, 12, 17),
        "Review FY27 Q1": dt.date(2027, 3, 17),
        "Review FY27 Q2": dt.date(2027, 6, 16),
    }
    event = ritual(planner, "review-20261231")
    assert reminders(event) == [9 * HOUR]
    assert event["transp"] == "TRANSPARENT"
    assert "2026-12-31" in event["description"]


def test_quarters_follow_the_fiscal_year(make_planner: Make) -> None:
    planner = make_planner(settings=Settings(fiscal_year_start=2))
    add_goal(planner, due=dt.date(2026, 12, 1))
    found = reviews(planner)
    assert found == {
        "Review FY27 Q3": dt.date(2026, 10, 17),
        "Review FY27 Q4": dt.date(2027, 1, 17),
    }
    assert "UNTIL=20270131" in rule(ritual(planner, "checkin"))


def test_another_name_of_the_year_is_the_same_review(make_planner: Make) -> None:
    planner = make_planner()
    add_goal(planner)
    other = make_planner(settings=Settings(fiscal_label="start", fiscal_year_start=4))
    assert {uid for uid in events(planner) if "-review-" in uid} < set(events(other))


def test_a_closed_review_is_ticked(planner: Planner, goal: Goal) -> None:
    with planner.change("reviewed") as tx:
        tx.add(Review, kind="quarterly", period="FY26 Q4", on=planner.today, closed=True)
    event = ritual(planner, "review-20261231")
    assert event["summary"] == "✓ Review FY26 Q4"
    assert reminders(event) == []


def test_a_goal_of_decades_does_not_fill_the_calendar_with_reviews(planner: Planner) -> None:
    add_goal(planner, due=dt.date(2200, 12, 31))
    assert list(reviews(planner))[-1] == "Review FY27 Q4"
    assert "UNTIL=22001231" in rule(ritual(planner, "checkin"))


def test_without_an_open_goal_the_checkin_ends(planner: Planner, goal: Goal) -> None:
    with planner.change("closed") as tx:
        tx.change(goal, state="closed", closed_on=dt.date(2026, 11, 20), decision="close")
    assert rule(ritual(planner, "checkin")) == "FREQ=WEEKLY;UNTIL=20261120T235959;BYDAY=FR"


def test_a_goal_closed_at_once_still_makes_a_valid_file(make_planner: Make) -> None:
    planner = make_planner(dt.date(2026, 11, 30))
    day = dt.date(2026, 11, 30)  # a Monday behind the month's last Friday
    add_goal(planner, start=day, due=day, state="closed", closed_on=day, decision="drop")
    for kind in ("checkin", "alignment"):
        event = ritual(planner, kind)
        days = list(rrulestr(rule(event), dtstart=event["dtstart"].dt))
        assert days == [event["dtstart"].dt]


def test_two_plans_do_not_share_a_name(planner: Planner, goal: Goal, tmp_path: Path) -> None:
    mine = set(events(planner))
    other = Planner(find_paths({"PMGOALS_HOME": str(tmp_path / "other")}), planner.clock)
    add_goal(other)
    assert not mine & set(events(other))


def test_an_older_records_deletion_does_not_rename_the_plan(planner: Planner) -> None:
    first, _ = add_goal(planner, "First"), add_goal(planner, "Second")
    before = ritual(planner, "checkin")["uid"]
    planner.trash.put(first.id)
    assert ritual(planner, "checkin")["uid"] == before


def test_a_change_of_the_settings_makes_the_rituals_newer(planner: Planner, goal: Goal) -> None:
    before = int(ritual(planner, "checkin")["sequence"])
    same = exported(planner)
    config = planner.paths.config
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('checkin_time = "16:00"\n')
    later = dt.datetime(2027, 1, 5, tzinfo=dt.UTC).timestamp()
    os.utime(config, (later, later))
    assert int(ritual(planner, "checkin")["sequence"]) > before
    assert exported(planner) != same


@pytest.mark.parametrize("start", [dt.date(2026, 12, 31), dt.date(2027, 1, 3)])
def test_the_53rd_week_begins_in_its_own_year(planner: Planner, start: dt.date) -> None:
    add_goal(planner, start=start)
    assert ritual(planner, "checkin")["dtstart"].dt == dt.datetime(2027, 1, 1, 15)
