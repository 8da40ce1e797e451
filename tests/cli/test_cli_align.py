"""Align in a shell: what serves what, what is to settle, and its mends."""

import datetime as dt
import random

import pytest
from flawed_plan import DAY, FLAWS, seed

from pmgoals.clock import Clock
from pmgoals.paths import find_paths
from pmgoals.services.planner import Planner


@pytest.fixture
def flawed(home, monkeypatch):
    """The demo plan with flaws, in the home that the command line uses."""
    monkeypatch.setenv("PMGOALS_TODAY", str(DAY))
    home.mkdir(parents=True)
    (home / "config.toml").write_text("weekly_hours = 24\n")
    paths = find_paths({"PMGOALS_HOME": str(home)})
    seed(Planner(paths, Clock(DAY), bits=random.Random(7).getrandbits))


def checks(pm):
    return sorted(each["check"] for each in pm("align", "--json").json["findings"])


def test_each_flaw_is_told_settled_and_taken_back(pm, flawed):
    assert checks(pm) == sorted(FLAWS)
    told = pm("align").out
    for each in pm("align", "--json").json["findings"]:
        assert each["key"] in told
    listed = pm("align", "mend", "circle")
    assert "Begin “Discount guide agreed" in listed.out and "1  " in listed.out
    said = pm("align", "mend", "circle", "1", "--dry-run")
    assert "waits for" in said.out and "Nothing was changed" in said.err
    assert checks(pm) == sorted(FLAWS)
    done = pm("align", "mend", "circle", "1")
    assert (done.code, done.out) == (0, "") and "pmgoals undo" in done.err
    assert checks(pm) == sorted(FLAWS.keys() - {"circle"})
    assert pm("undo").code == 0
    assert checks(pm) == sorted(FLAWS)


@pytest.mark.parametrize("check", FLAWS)
def test_the_json_lists_every_mend_with_what_it_asks(pm, flawed, check):
    found = pm("align", "mend", check, "--json").json
    assert found["check"] == check and len(found["mends"]) > 1
    asks = [mend["asks"] for mend in found["mends"]]
    assert set(asks) <= {None, "Because"}
    one = found["mends"][0]
    why = ["--text", "It was agreed so"] if one["asks"] else []
    assert pm("align", "mend", check, one["key"], *why).code == 0
    assert check not in checks(pm)


def test_a_finding_is_kept_with_a_reason(pm, flawed):
    asked = pm("align", "mend", "scorecard", "keep")
    assert asked.code == 3 and "reason" in asked.err
    assert pm("align", "mend", "scorecard", "keep", "--text", "The board counts so").code == 0
    assert "scorecard" not in checks(pm)
    (kept,) = pm("align", "--json").json["kept"]
    assert (kept["check"], kept["reason"]) == ("scorecard", "The board counts so")
    assert "The board counts so" in pm("align").out.partition("Meant so")[2]
    assert pm("align", "mend", kept["key"], "again").code == 0
    assert "scorecard" in checks(pm)


def test_alone_it_lists_what_is_to_settle_with_how_many_mends(pm, flawed):
    listed, found = pm("align", "mend"), pm("align", "mend", "--json").json
    assert listed.code == 0 and len(listed.out.splitlines()) >= len(found) == len(FLAWS)
    for each in found:
        every = pm("align", "mend", each["key"], "--json").json["mends"]
        assert each["mends"] == len(every)
        assert f"{len(every)} mends" in listed.out


def test_alone_it_says_when_there_is_nothing(pm):
    assert pm("align", "mend").out == "Nothing to settle.\n"
    assert pm("align", "mend", "--json").json == []


def test_what_nothing_is_told_of_cannot_be_mended(pm, flawed):
    for words in (("nonsense",), ("gap", "nonsense"), ("P99-aaaaa", "1")):
        ran = pm("align", "mend", *words)
        assert (ran.code, ran.out) == (1, "") and len(ran.err.splitlines()) == 2


def test_composite_numbers_stand_with_each_theme(pm, flawed):
    found = pm("align", "--json").json
    with_goals = [theme for theme in found["themes"] if theme["counted"]]
    assert len(with_goals) == 4
    for theme in [*with_goals, found["whole"]]:
        assert 0 <= theme["progress"] <= 1 and theme["delta"] is not None
        assert theme["rate"] == pytest.approx(theme["delta"] / ((DAY - OCTOBER).days / 7))
    assert sum(theme["share_of_weights"] for theme in found["themes"]) == pytest.approx(1)
    assert found["themes"][0]["without_numbers"], "the scorecard has no reading yet"
    assert "% covered" in pm("align").out


OCTOBER = dt.date(2026, 10, 1)


def test_a_tree_shows_parts_further_in(pm, flawed):
    (theme, *_) = pm("align", "--json").json["themes"]
    depths = {goal["title"]: goal["depth"] for goal in theme["goals"]}
    assert depths["Win 30 regional accounts"] == 0 and depths["Win accounts in the north"] == 1
    assert "    Win accounts in the north" in pm("align").out


def test_a_theme_is_edited_and_a_goal_placed_in_one_line(pm):
    theme = pm("theme", "add", "Data fluency", "--until", "EOY").id
    above = pm("goal", "add", "Read data alone", "--theme", theme, "--by", "Q4 2027",
               "--metric", "analyses", "--from", "0", "--to", "6").id  # fmt: skip
    below = pm("goal", "add", "Learn SQL", "--by", "Q3 2027", "--metric", "queries",
               "--from", "0", "--to", "9").id  # fmt: skip
    assert pm("theme", "edit", "fluency", "--weight", "2", "--until", "", "--why", "why").code == 0
    (kept,) = pm("theme", "list", "--json").json
    assert (kept["weight"], kept["until"], kept["why"]) == (2, None, "why")
    assert pm("theme", "edit", "fluency").code == 2
    assert pm("theme", "edit", "fluency", "--weight", "0").code == 3
    placed = pm("link", below, "--under", above, "--weight", "3")
    assert placed.code == 0 and "is a part of “Read data alone”" in placed.err
    shown = pm("goal", "show", below, "--json").json
    assert (shown["parent"], shown["weight"]) == (above, 3)
    assert "3 in its theme" in pm("goal", "show", below).out
    assert pm("link", above, "--under", below).code == 3, "it would stand above itself"
    assert pm("link", below, "--under", "").code == 0
    assert pm("goal", "show", below, "--json").json["parent"] is None


def test_an_empty_plan_says_how_to_begin(pm):
    ran = pm("align")
    assert ran.code == 0 and "pmgoals theme add" in ran.out


def test_a_goal_alone_says_why_or_that_it_does_not(pm):
    pm("theme", "add", "Data fluency")
    common = ("--by", "Q3 2027", "--metric", "n", "--from", "0", "--to", "9")
    pm("goal", "add", "Speak at a meetup", *common, "--no-theme", "for joy")
    pm("goal", "add", "Learn SQL", *common)
    told = pm("align").out
    assert "for joy" in told and "says no reason" in told
