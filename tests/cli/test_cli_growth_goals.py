"""Goal templates and signals by command line."""

import pytest

from pmgoals import knowledge


def keys(ran):
    return [template["key"] for template in ran.json]


def test_the_templates_are_listed_and_searched(pm):
    every = [template.key for template in knowledge.templates()]
    assert keys(pm("goal", "templates", "--json")) == every
    out = pm("goal", "templates").out
    assert all(f"  {template.key} " in out and template.name in out
               for template in knowledge.templates())  # fmt: skip
    assert keys(pm("goal", "templates", "PRICING", "senior", "--json")) == ["price_test"]
    assert set(keys(pm("goal", "templates", "managing_up", "--json"))) == {
        t.key for t in knowledge.templates() if t.competency == "managing_up"
    }
    ran = pm("goal", "templates", "juggling")
    assert (ran.code, ran.out) == (0, "") and "lists them all" in ran.err


def test_a_template_shows_its_line_and_its_blanks(pm):
    found = pm("goal", "template", "setup", "target=50", "due=Q3 2027", "--json").json
    assert found["key"] == "setup_completion"
    assert "to 50 % by Q3 2027" in found["line"] and "{" not in found["line"]
    blanks = {blank["key"]: blank for blank in found["blanks"]}
    assert (blanks["target"]["text"], blanks["target"]["example"]) == ("50", "45")
    assert (blanks["baseline"]["text"], blanks["baseline"]["example"]) == ("", "34")
    assert list(blanks)[-1] == "due"
    ran = pm("goal", "template", "setup", "target=50")
    assert found["about"] in ran.out and "--template setup_completion" in ran.err
    assert all(blank["ask"] in ran.out for blank in found["blanks"])


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 2), (("juggling",), 3), (("setup", "x=1"), 3), (("setup", "target"), 3)],
)
def test_a_template_that_is_none_is_refused(pm, words, code):
    assert pm("goal", "template", *words).code == code


def test_a_goal_begins_from_a_template_and_options_override(pm):
    theme = pm("theme", "add", "First value sooner").id
    goal = pm("goal", "add", "--template", "setup_completion", "--blank", "baseline=20",
              "--blank", "target=30", "--blank", "due=30 Jun 2027", "--theme", theme,
              "--why", "My own why").id  # fmt: skip
    found = pm("goal", "show", goal, "--json").json
    assert (found["due"], found["why"], found["theme"]) == ("2027-06-30", "My own why", theme)
    assert found["competency"] == "user_experience_design"
    assert (found["measures"][0]["baseline"], found["measures"][0]["target"]) == (20.0, 30.0)
    assert found["next_action"]


def test_a_text_takes_the_place_of_the_templates_line(pm):
    goal = pm("goal", "add", "Raise new shops from 1 % to 2 % by 30 Jun 2027", "--template",
              "setup_completion").id  # fmt: skip
    found = pm("goal", "show", goal, "--json").json
    assert "shops" in found["title"] and found["competency"] == "user_experience_design"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--template", "juggling"), 3),
        (("--template", "setup", "--blank", "x=1"), 3),
        (("--template", "setup", "--blank", "target"), 3),
        (("--template", "setup"), 3),
        (("--template", "setup", "--blank", "target=abc"), 3),
        (("--template", "setup", "--draft", "abc"), 2),
        (("x", "--blank", "target=1"), 2),
    ],
)
def test_a_beginning_that_cannot_be_is_refused(pm, words, code):
    ran = pm("goal", "add", *words)
    assert (ran.code, ran.out) == (code, "")
    assert pm("goal", "list", "--json").json == []


# ---- signals ----


def test_signals_are_noted_listed_and_changed(pm):
    assert "signal add" in pm("signal").err
    market = pm(
        "signal", "add", "market", "-", "--on", "fri", stdin=b"Two price by seat\nwe do not"
    ).id
    pm("signal", "add", "person", "Head of data", "--again", "in 3 days", "--text", "partner")
    pm("signal", "add", "person", "Ann")
    pm("signal", "add", "feed", "Too late", "--link", "https://x")
    found = pm("signal", "--json").json
    assert [(s["kind"], s["title"], s["due"]) for s in found] == [
        ("market", "Two price by seat", False), ("person", "Head of data", False),
        ("person", "Ann", False), ("feedback", "Too late", False),
    ]  # fmt: skip
    assert (found[0]["id"], found[0]["text"], found[0]["on"]) == (market, "we do not", "2026-11-20")
    assert len(pm("signal", "list", "person", "--json").json) == 2
    later = ("--today", "2026-11-24")
    ran = pm(*later, "signal", "list", "person")
    assert "due 24 Nov 2026" in ran.out and "signal edit" in ran.err
    assert [s["due"] for s in pm(*later, "signal", "list", "person", "--json").json] == [
        True,
        False,
    ]
    ran = pm(*later, "signal", "edit", "head", "--on", "today", "--again", "", "--text", "met")
    assert (ran.code, ran.out) == (0, "")
    kept = pm(*later, "signal", "list", "person", "--json").json
    head = next(s for s in kept if s["title"] == "Head of data")
    assert (head["on"], head["again_on"], head["text"]) == ("2026-11-24", None, "met")
    assert "due" not in pm(*later, "signal").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "person"), 2),
        (("add", "gossip", "x"), 3),
        (("add", "market", " "), 3),
        (("add", "market", "x", "--on", "2027-05-01"), 3),
        (("add", "market", "x", "--again", "some day"), 3),
        (("list", "gossip"), 3),
        (("edit", "Ann"), 2),
        (("edit", "nobody", "--text", "x"), 1),
        (("edit", "Ann", "--title", " "), 3),
    ],
)
def test_a_signal_that_cannot_be_is_refused(pm, home, words, code):
    pm("signal", "add", "person", "Ann")
    before = (home / "plan.json").read_bytes()
    ran = pm("signal", *words)
    assert (ran.code, ran.out) == (code, "")
    assert (home / "plan.json").read_bytes() == before
