"""What is typed at the command line is read by the rules of the services."""

import pytest


@pytest.mark.parametrize(
    ("grade", "kept"), [("0.8", 0.8), ("80 %", 0.8), ("80%", 0.8), ("1", 1.0), ("0", 0.0)]
)
def test_a_grade_is_typed_from_0_to_1_or_as_a_share(pm, goal, grade, kept):
    assert pm("goal", "close", goal, "--grade", grade).code == 0
    assert pm("goal", "show", goal, "--json").json["grade"] == kept


@pytest.mark.parametrize("grade", ["80", "8/10", "0.8 days", "120 %", "-0.1", "good", ""])
def test_another_grade_is_refused_and_told_what_it_takes(pm, goal, grade):
    ran = pm("goal", "close", goal, f"--grade={grade}")
    assert ran.code == 3
    assert "0.0 to 1.0" in ran.err and "80 %" in ran.err
    assert pm("goal", "show", goal, "--json").json["state"] == "active"


@pytest.mark.parametrize("rating", ["0", "11", "7 %", "7 days", "7.5", "7/5", "high"])
def test_a_rating_is_a_whole_number_from_1_to_10(pm, rating):
    ran = pm("competency", "assess", "managing_up", rating, "5")
    assert ran.code == 3
    assert "1 to 10" in ran.err
    assert pm("competency", "assess", "managing_up", "7/10", "5").code == 0


def test_a_rating_of_learning_is_one_from_1_to_5(pm):
    assert "1 to 5" in pm("learn", "Read", "--rating", "6").err
    assert pm("learn", "Read", "--rating", "7 days").code == 3
    assert pm("learn", "Read", "--rating", "4/5").code == 0


@pytest.mark.parametrize("weight", ["0", "-1", "2 days"])
def test_a_weight_is_a_bare_number_above_0(pm, goal, weight):
    ran = pm("theme", "add", "Grow", f"--weight={weight}")
    assert ran.code == 3 and "above 0" in ran.err
    ran = pm("milestone", "add", goal, "Pilot", "--by", "Q3 2027", f"--weight={weight}")
    assert ran.code == 3 and "above 0" in ran.err


def test_a_win_is_of_today_or_earlier(pm):
    ran = pm("win", "Shipped", "--on", "2027-01-05")
    assert ran.code == 3
    assert "still to come" in ran.err


def test_the_value_of_a_check_in_is_read_in_its_measures_unit(pm, goal):
    ran = pm("checkin", goal, "45 days", "--note", "x")
    assert ran.code == 3 and "kept in %" in ran.err
    assert pm("checkin", goal, "", "--note", "x").code == 3
    assert pm("checkin", goal, "--confidence", "").code == 3
    assert pm("goal", "show", goal, "--json").json["checkins"] == []


def test_a_value_typed_anew_is_a_reading_though_it_is_the_last_one(pm, goal):
    pm("checkin", goal, "64", "--week", "2026-W46")
    assert pm("checkin", goal, "64").code == 0
    readings = pm("measure", "list", "--json").json[0]["readings"]
    assert [(r["on"], r["value"]) for r in readings][-1] == ("2026-11-21", 64.0)
