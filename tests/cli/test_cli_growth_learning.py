"""The log searched and summed, takeaways that ask, the reading list, by command line."""

import pytest


@pytest.fixture
def log(pm, goal):
    """Ids of what is logged, by title."""
    made = {}
    for title, *words in (
        ("Talk", "--kind", "talk", "--competency", "data", "--on", "2026-11-12",
         "--takeaway", "Pricing is framing"),
        ("Book", "--kind", "book", "--goal", goal, "--on", "2026-08-03"),
        ("Coffee", "--on", "2026-11-20", "--takeaway", "Ask why"),
    ):  # fmt: skip
        made[title] = pm("learn", title, "1h30", *words).id
    return made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--kind", "talk"), ["Talk"]),
        (("--competency", "fluency"), ["Talk"]),
        (("--goal", "onboarding"), ["Book"]),
        (("--find", "PRICING framing"), ["Talk"]),
        (("--find", "onboarding"), ["Book"]),
        (("--find", "pricing", "--kind", "book"), []),
        (("--since", "2026-11-01", "--limit", "1"), ["Coffee"]),
        (("--find", "q4"), ["Coffee", "Talk"]),
    ],
)
def test_the_log_is_filtered(pm, log, words, found):
    assert [a["title"] for a in pm("learn", "list", *words, "--json").json] == found
    ran = pm("learn", "list", *words)
    assert ran.out.count("\n") == len(found) and ("all of it" in ran.err) is not found


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--kind", "osmosis"), 3),
        (("--competency", "juggling"), 3),
        (("--goal", "x"), 1),
        (("--limit", "0"), 2),
    ],
)
def test_a_filter_that_means_nothing_is_refused(pm, log, words, code):
    assert pm("learn", "list", *words).code == code


def test_hours_stand_by_quarter_and_beside_the_gap(pm, log):
    pm("competency", "assess", "fluency_with_data", "8", "5")
    pm("competency", "assess", "managing_up", "9", "4")
    found = pm("learn", "hours", "--json").json
    assert [(q["quarter"], q["minutes"]) for q in found["quarters"]] == [
        ("FY26 Q1", 0), ("FY26 Q2", 0), ("FY26 Q3", 90), ("FY26 Q4", 180),
    ]  # fmt: skip
    assert [(c["key"], c["gap"], c["minutes"]) for c in found["competencies"]] == [
        ("managing_up", 5, 0), ("fluency_with_data", 3, 90), ("", None, 180),
    ]  # fmt: skip
    data = found["competencies"][1]["quarters"]
    assert data[3] == {"quarter": "FY26 Q4", "minutes": 90}
    lines = [line.split() for line in pm("learn", "hours").out.splitlines()]
    assert ["Fluency", "with", "Data", "3", "·", "·", "·", "1.5", "1.5"] in lines
    assert lines[-1] == ["all", "·", "·", "1.5", "3", "4.5"]


def test_an_empty_log_has_no_hours(pm):
    ran = pm("learn", "hours")
    assert ran.code == 0 and "Nothing is logged" in ran.err
    assert pm("learn", "hours", "--json").json["competencies"] == []


# ---- recall and use ----


def test_a_takeaway_asks_and_is_answered(pm, log):
    found = pm("learn", "recall", "--json").json
    assert [(a["title"], a["weeks"]) for a in found] == [("Talk", 1)]
    ran = pm("learn", "recall")
    assert ran.code == 0 and "1 week ago" in ran.out and "Pricing is framing" in ran.out
    ran = pm("learn", "recall", "Talk", "not-yet")
    assert ran.code == 0 and "4 weeks after" in ran.err
    ran = pm("learn", "recall")
    assert (ran.code, ran.out) == (0, "") and "No takeaway asks" in ran.err
    assert pm("learn", "recall", "Talk", "not", "yet").code == 3
    later = ("--today", "2026-12-11")
    assert [a["weeks"] for a in pm(*later, "learn", "recall", "--json").json] == [4, 1]
    assert pm(*later, "learn", "recall", "Talk", "let", "go").code == 0
    ran = pm(*later, "learn", "recall", "coffee", "used", "the", "price", "test")
    assert (ran.code, ran.out) == (0, "") and "the price test" in ran.err
    assert pm(*later, "learn", "recall", "--json").json == []
    kept = {a["title"]: a for a in pm("learn", "list", "--json").json}
    assert kept["Talk"]["recalls"] == {"1": "not yet", "4": "let go"}
    assert kept["Coffee"]["applied_in"] == "the price test"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("Talk",), 2),
        (("Talk", "maybe"), 2),
        (("Talk", "used"), 2),
        (("Talk", "not-yet", "really"), 2),
        (("Talk", "not-yet", "--json"), 2),
        (("nothing", "not-yet"), 1),
        (("Book", "let-go"), 3),
        (("Talk", "used", " "), 3),
    ],
)
def test_an_answer_that_is_none_changes_nothing(pm, log, home, words, code):
    before = (home / "plan.json").read_bytes()
    ran = pm("learn", "recall", *words)
    assert (ran.code, ran.out) == (code, "")
    assert (home / "plan.json").read_bytes() == before


def test_what_was_used_becomes_evidence(pm, log):
    assert pm("learn", "use", "Book", "the plan").out == ""
    ran = pm("learn", "use", "Talk", "-", "--evidence", "learning", "--level", "senior",
             stdin=b"The memo\n")  # fmt: skip
    (shown,) = pm("evidence", "--json").json
    assert shown["id"] == ran.id
    assert (shown["title"], shown["kind"], shown["level"]) == ("The memo", "learning", "senior_pm")
    for words, code in (
        (("Talk", "x", "--level", "pm"), 2), (("Talk",), 2), (("nothing", "x"), 1),
        (("Talk", "x", "--evidence", "luck"), 3), (("Talk", " "), 3),
        (("Talk", "x", "--evidence", "win", "--level", "emperor"), 3),
    ):  # fmt: skip
        assert pm("learn", "use", *words).code == code
    assert len(pm("evidence", "--json").json) == 1


def test_a_use_is_taken_back_with_its_evidence(pm, log):
    pm("learn", "use", "Talk", "the memo", "--evidence", "win")
    for words in ((), ("the", "memo", "--back"), ("--back", "--evidence", "win")):
        assert pm("learn", "use", "Talk", *words).code == 2
    assert pm("learn", "use", "Talk", "--back").code == 0
    assert pm("evidence", "--json").json == []
    assert (
        next(a for a in pm("learn", "list", "--json").json if a["title"] == "Talk")["applied_in"]
        == ""
    )
    ran = pm("learn", "use", "Talk", "--back")
    assert ran.code == 3 and "Nothing says that" in ran.err


@pytest.mark.parametrize("word", ["list", "hours", "recall", "use"])
def test_what_is_called_like_a_verb_is_logged_behind_dashes(pm, word):
    pm("learn", "--", word, "45m")
    found = pm("learn", "list", "--json").json[0]
    assert (found["title"], found["minutes"]) == (word, 45)


# ---- reading list ----


def test_the_reading_list_from_an_empty_plan_to_learning(pm, goal):
    assert "reading add" in pm("reading").err
    one = pm("reading", "add", "Talk on pricing", "40m", "--kind", "talk", "--goal", goal).id
    pm("reading", "add", "-", "--competency", "data", stdin=b"Book 2h\nwas praised\n")
    assert pm("reading", "start", "Talk").code == 0
    found = pm("reading", "--json").json
    assert [(i["title"], i["state"], i["minutes"], i["why"]) for i in found] == [
        ("Talk on pricing", "doing", 40, ""), ("Book 2h", "planned", 0, "was praised"),
    ]  # fmt: skip
    assert pm("reading", "start", "Talk").code == 3
    assert pm("reading", "start", "Talk", "--back").code == 0
    ran = pm("reading", "done", one, "1", "h", "--takeaway", "Two prices", "--rating", "4")
    (activity,) = pm("learn", "list", "--json").json
    assert (activity["id"], activity["minutes"], activity["goal"]) == (ran.id, 60, goal)
    assert (activity["takeaway"], activity["rating"], activity["kind"]) == ("Two prices", 4, "talk")
    assert [i["title"] for i in pm("reading", "list", "--open", "--json").json] == ["Book 2h"]
    assert pm("reading").out.count("\n") == 2
    assert pm("reading", "done", one).code == 3


def test_an_item_is_changed_and_emptied(pm):
    pm("reading", "add", "Book", "2h", "--why", "praised", "--competency", "data")
    assert pm("reading", "edit", "Book", "--title", "The book", "--minutes", "", "--why", "",
              "--competency", "", "--kind", "course", "--link", "https://x").code == 0  # fmt: skip
    (item,) = pm("reading", "--json").json
    assert (item["title"], item["minutes"], item["why"]) == ("The book", 0, "")
    assert (item["competency"], item["kind"], item["link"]) == ("", "course", "https://x")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add",), 2),
        (("add", " "), 3),
        (("add", "x", "--kind", "osmosis"), 3),
        (("add", "x", "--goal", "nowhere"), 1),
        (("start", "nothing"), 1),
        (("done", "Book", "soon"), 3),
        (("done", "Book", "--rating", "9"), 3),
        (("edit", "Book"), 2),
        (("edit", "Book", "--minutes", "soon"), 3),
        (("edit", "nothing", "--why", "x"), 1),
    ],
)
def test_an_item_that_cannot_be_is_refused(pm, home, words, code):
    pm("reading", "add", "Book")
    before = (home / "plan.json").read_bytes()
    ran = pm("reading", *words)
    assert (ran.code, ran.out) == (code, "")
    assert (home / "plan.json").read_bytes() == before
