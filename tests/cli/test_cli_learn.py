"""Quick capture: title, length of time, standard input, anything after the dashes."""

import pytest

from pmgoals.cli.learn import _split


@pytest.mark.parametrize(
    ("words", "title", "minutes"),
    [
        (("Read Inspired", "45m"), "Read Inspired", 45),
        (("Read Inspired 45m",), "Read Inspired", 45),
        (("Read", "Inspired", "1h30"), "Read Inspired", 90),
        (("Read Inspired", "45"), "Read Inspired", 45),
        (("Read", "45", "min"), "Read", 45),
        (("Read 1 h 30 min",), "Read", 90),
        (("Podcast 1.5h",), "Podcast", 90),
        (("Read chapter 12",), "Read chapter 12", 0),
        (("Read", "chapter", "12"), "Read chapter 12", 0),
        (("Standup at 9:30",), "Standup at 9:30", 0),
        (("45m",), "45m", 0),
        (("Plan for 2027",), "Plan for 2027", 0),
        (("--", "--help"), "--help", 0),
        (("--", "list"), "list", 0),
        (("--", "--help", "45m"), "--help", 45),
        (("--", "-"), "-", 0),
    ],
)
def test_title_and_minutes(pm, words, title, minutes):
    ran = pm("learn", *words)
    found = pm("learn", "list", "--json").json[0]
    assert (found["id"], found["title"], found["minutes"]) == (ran.id, title, minutes)
    assert title in ran.err


@pytest.mark.parametrize("typed", ["45x", "-5m", "1h75x", "45 mim", "+3"])
def test_a_mistyped_length_of_time_is_no_part_of_the_title(pm, typed):
    ran = pm("learn", "Read Inspired", typed)
    assert (ran.code, ran.out) == (3, "") and f"“{typed}” is not a length of time" in ran.err
    assert pm("learn", "list", "--json").json == []
    assert pm("learn", f"Read Inspired {typed}").code == 0  # within the title it is a word


def test_only_the_id_is_data(pm):
    ran = pm("learn", "Read Inspired", "45m")
    assert ran.out == f"{ran.id}\n"
    assert ran.err == "Logged “Read Inspired”, 45 min.\n"


def test_every_field(pm, goal):
    pm("learn", "Course", "2h", "--kind", "Course", "--competency", "data", "--goal",
       "onboarding", "--on", "yesterday", "--takeaway", "Ask why", "--link", "https://x",
       "--rating", "4")  # fmt: skip
    found = pm("learn", "list", "--json").json[0]
    assert found["competency"] == "fluency_with_data"
    assert (found["kind"], found["goal"], found["on"]) == ("course", goal, "2026-11-20")
    assert (found["takeaway"], found["link"], found["rating"]) == ("Ask why", "https://x", 4)


def test_the_day_understood_is_echoed(pm):
    assert "“fri” is Fri 20 Nov 2026." in pm("learn", "x", "--on", "fri").err


def test_standard_input_is_title_and_takeaway(pm):
    pm("learn", "-", "45m", stdin="\ufeffTitle é\r\nfirst\r\nsecond\r\n".encode())
    found = pm("learn", "list", "--json").json[0]
    assert (found["title"], found["takeaway"], found["minutes"]) == ("Title é", "first\nsecond", 45)


def test_a_text_that_is_a_book_is_refused_whole(pm):
    for text in (b"x" * 1_000_000, b"Title\n" + b"x" * 1_000_000):
        ran = pm("learn", "-", stdin=text)
        assert ran.code == 3 and "longer than 100,000 characters" in ran.err
    assert pm("learn", "list", "--json").json == []
    assert pm("learn", "-", stdin=b"Title\n" + b"x" * 100_000).code == 0
    activity = pm("learn", "list", "--json").json[0]
    assert pm("learn", "edit", activity["id"], "--takeaway", "y" * 100_001).code == 3
    assert pm("learn", "list", "--json").json == [activity]


@pytest.mark.parametrize("stdin", [b"", b"  \n\n", b"caf\xe9"])
def test_input_that_is_no_title_is_refused(pm, home, stdin):
    ran = pm("learn", "-", stdin=stdin)
    assert ran.code == 3
    assert not (home / "plan.json").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("x", "--kind", "juggling"),
        ("x", "--competency", "product"),
        ("x", "--rating", "9"),
        ("x", "--rating", "4.5"),
        ("x", "0"),
        ("-", "soon"),
    ],
)
def test_values_out_of_range_save_nothing(pm, home, words):
    ran = pm("learn", *words, stdin=b"x")
    assert (ran.code, ran.out) == (3, "")
    assert not (home / "plan.json").exists()


def test_the_list_takes_since_and_limit(pm):
    for day in ("2026-11-01", "2026-11-10", "2026-11-20"):
        pm("learn", f"on {day}", "--on", day)
    assert len(pm("learn", "list", "--json", "--since", "2026-11-10").json) == 2
    assert [e["on"] for e in pm("learn", "list", "--json", "--limit", "1").json] == ["2026-11-20"]
    assert pm("learn", "list").out.count("\n") == 3


def test_splitting_a_huge_title_is_quick():
    text = "word " * 400_000
    assert _split(text)[2] == 0
    assert _split(text + "45m")[2] == 45
