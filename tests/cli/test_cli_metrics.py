"""Readings from files and commands, by command line."""

import pytest

FILE = b"""\
Date,Value,Visitors
2026-11-02,62,900
2026-11-03,63 %,910
2026-11-04,-,905
2026-11-30,70,900
"""


@pytest.fixture
def plan_bytes(home):
    return (home / "plan.json").read_bytes


def readings(pm, goal):
    (measure,) = pm("measure", "list", goal, "--json").json
    return [(r["on"], r["value"]) for r in measure["readings"]]


BASELINE = ("2026-11-21", 62.0)
"""The reading that a goal is committed with."""


def test_an_import_prints_ids_and_tells_what_it_took_and_left(pm, goal, tmp_path):
    path = tmp_path / "visits.csv"
    path.write_bytes(FILE)
    ran = pm("measure", "import", goal, str(path))
    assert ran.code == 0
    assert len(ran.out.split()) == 2
    assert ran.err.splitlines() == [
        "Took 2 readings from 2 Nov 2026 to 3 Nov 2026 of “onboarding completion”, column “Value”.",
        "Left out line 4: there is no value (“-”).",
        "Left out line 5: 30 Nov 2026 is still to come.",
    ]
    assert readings(pm, goal) == [("2026-11-02", 62.0), ("2026-11-03", 63.0), BASELINE]
    again = pm("measure", "import", goal, str(path))
    assert (again.code, again.out) == (0, "")
    assert "nothing was changed" in again.err and "same value of 2 days" in again.err
    assert "imported readings" in pm("undo").err
    assert readings(pm, goal) == [BASELINE]


def test_another_value_is_told_and_replaced_only_when_asked(pm, goal):
    pm("measure", "read", goal, "60", "--on", "2026-11-02")
    ran = pm("measure", "import", "onboarding", "-", stdin=FILE)
    assert "line 2: 2 Nov 2026 keeps its 60 %; the file says 62 %." in ran.err
    assert "--replace" in ran.err
    ran = pm("measure", "import", "onboarding", "-", "--replace", stdin=FILE)
    assert "Corrected 1 reading of 2 Nov 2026" in ran.err
    assert readings(pm, goal)[0] == ("2026-11-02", 62.0)


def test_a_dry_run_only_tells(pm, goal, plan_bytes):
    before = plan_bytes()
    ran = pm("measure", "import", goal, "-", "--dry-run", stdin=FILE)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("Would take 2 readings")
    assert plan_bytes() == before


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        (b"Date,A,B\n2026-11-02,1,2\n", (), "Two columns hold values: “A”, “B”."),
        (b"Date,A\n2026-11-02,4 days\n", (), "Line 2: “onboarding completion” is kept in %"),
        (b"Date,A\n1/5/2026,4\n", (), "--date-order"),
        (b"Date,A\n2026-11-02,4\n", ("--value-column", "C"), "Its columns are: “Date”, “A”."),
        (b"", (), "empty"),
        (b"\xff\xfeD\0", (), "not UTF-8"),
    ],
)
def test_a_bad_file_is_refused_and_changes_nothing(pm, goal, plan_bytes, text, words, said):
    before = plan_bytes()
    ran = pm("measure", "import", goal, "-", *words, stdin=text)
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 2
    assert plan_bytes() == before


def test_skips_are_told_up_to_twenty(pm, goal):
    text = b"Date,Value\n2026-11-02,5\n" + b"2026-11-02,x\n" * 30
    ran = pm("measure", "import", goal, "-", "--value-column", "value", stdin=text)
    assert ran.err.count("Left out line") == 20
    assert "Left out 10 more." in ran.err


def test_a_number_that_could_be_read_otherwise_is_told(pm, goal):
    text = b'Date,Value\n2026-11-02,"1,234"\n'
    assert "--decimal comma" in pm("measure", "import", goal, "-", "--dry-run", stdin=text).err


def test_a_refresh_runs_what_the_settings_name(pm, goal, plan_bytes):
    pm("config", "set", "metrics.onboarding", "echo 66 %")
    before = plan_bytes()
    pm("today")
    pm("measure", "list")
    assert plan_bytes() == before
    ran = pm("measure", "refresh")
    assert (ran.code, len(ran.id)) == (0, 13)
    assert ran.err == "“onboarding completion” stands at 66 % today; it was 62 % before.\n"
    assert readings(pm, goal) == [("2026-11-21", 66.0)]
    again = pm("measure", "refresh", goal)
    assert (again.code, again.out) == (0, "")
    assert "as it did already" in again.err


def test_one_that_fails_stops_no_other(pm, goal):
    pm("measure", "add", goal, "tickets")
    pm("config", "set", "metrics.tickets", "sleep 60")
    pm("config", "set", "metrics.nobody", "echo 5")
    pm("config", "set", "metrics.onboarding", "echo 66")
    ran = pm("measure", "refresh", "--timeout", "0.3")
    assert ran.code == 1
    assert "“tickets”: Its command took longer than 0.3 s and was stopped." in ran.err
    assert "“metrics.nobody”: No measure is called “nobody”" in ran.err
    assert "2 of 3 failed; nothing of theirs was changed." in ran.err
    assert len(ran.out.split()) == 1


def test_the_exit_code_of_one_measure_says_why(pm, goal):
    assert pm("measure", "refresh").code == 1
    assert pm("measure", "refresh", goal).code == 1
    pm("config", "set", "metrics.onboarding", "echo many")
    ran = pm("measure", "refresh", goal)
    assert ran.code == 3
    assert "“onboarding completion”: Its command printed “many”" in ran.err


@pytest.mark.parametrize("timeout", ["0", "-1", "soon", "3 days", "2 h"])
def test_a_timeout_is_a_length_of_time_up_to_an_hour(pm, goal, timeout):
    pm("config", "set", "metrics.onboarding", "echo 5")
    ran = pm("measure", "refresh", f"--timeout={timeout}")
    assert (ran.code, readings(pm, goal)) == (3, [BASELINE])
    assert pm("measure", "refresh", "--timeout", "1 min").code == 0
