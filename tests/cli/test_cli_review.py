"""`pmgoals review`: a review under way, its closing, and what was closed."""

import datetime as dt

import pytest


@pytest.fixture
def two(pm, goal):
    """Two goals of the present quarter."""
    other = pm("goal", "add", "Speak at a meetup", "--metric", "talks", "--from", "0", "--to", "1",
               "--by", "Q2 2027", "--no-theme", "for joy").id  # fmt: skip
    return goal, other


def test_a_review_under_way_is_not_shown_as_closed(pm, goal, make_planner):
    """`review show` once said of every review that it was closed."""
    planner = make_planner(dt.date(2026, 11, 21))
    planner.reviews.keep(planner.quarter, answers={"learned": "Ask sooner"})
    assert pm("review", "show", "--json").json == []
    shown = pm("review", "show")
    assert (shown.out, shown.code) == ("", 0) and "No review was closed" in shown.err
    assert pm("review", "show", "Q4", "--json").json == []
    pm("review", "quarter", "Q4", "--close")
    assert [r["closed"] for r in pm("review", "show", "--json").json] == [True]
    assert "closed on 21 Nov 2026" in pm("review", "show", "Q4").out
    assert pm("review", "show", "Q3 2026", "--json").json == []


def test_what_is_given_without_close_is_kept_and_told(pm, goal):
    """Grades given without --close were once shown, and lost."""
    pm("checkin", "onboarding", "--confidence", "5")  # from now on its numbers propose a grade
    ran = pm("review", "quarter", "--grade", "onboarding=0.4", "--decide", "onboarding=drop",
             "--learned", "Ask sooner")  # fmt: skip
    assert ran.code == 0 and "0.4" in ran.out and "drop" in ran.out
    assert "Kept in the review of FY26 Q4; --close closes it." in ran.err
    case = pm("review", "quarter", "--json").json["cases"][0]
    assert (case["grade"], case["decision"]) == (0.4, "drop")
    assert "Kept" not in pm("review", "quarter").err
    assert pm("goal", "show", "onboarding", "--json").json["state"] == "active"
    refused = pm("review", "quarter", "--close")
    assert refused.code == 3 and "Say why in one line" in refused.err
    pm("review", "quarter", "--why", "onboarding=seats = people who never came", "--close")
    review = pm("review", "show", "--json").json[0]
    assert review["verdicts"][0]["reason"] == "seats = people who never came"
    assert review["answers"] == {"learned": "Ask sooner"}
    verdict = review["verdicts"][0]
    assert (verdict["grade"], verdict["decision"]) == (0.4, "drop")


def test_closing_adds_to_what_was_kept(pm, two):
    goal, other = two
    pm("review", "quarter", "--note", f"{goal}=late", "--grade", f"{goal}=0.4", "--learned", "x")
    pm("review", "quarter", "--grade", f"{other}=1", "--why", f"{other}=spoken",
       "--learned", "Ask sooner", "--close")  # fmt: skip
    review = pm("review", "show", "--json").json[0]
    assert review["answers"] == {"learned": "Ask sooner"}
    kept = {verdict["goal"]: (verdict["grade"], verdict["note"]) for verdict in review["verdicts"]}
    assert kept == {goal: (0.4, "late"), other: (1.0, "")}


@pytest.mark.parametrize("close", [(), ("--close",)])
def test_one_wrong_grade_keeps_none_of_them(pm, two, close):
    goal, other = two
    before = pm("review", "quarter", "--json").out
    ran = pm("review", "quarter", "--grade", f"{goal}=0.5", "--grade", f"{other}=1.5", *close)
    assert ran.code == 3 and "0.0 to 1.0" in ran.err
    assert pm("review", "quarter", "--json").out == before


def test_a_closed_quarter_is_not_judged_again(pm, goal):
    pm("review", "quarter", "Q4", "--close")
    ran = pm("review", "quarter", "Q4", "--grade", "onboarding=0.4")
    assert ran.code == 3 and "closed already" in ran.err
