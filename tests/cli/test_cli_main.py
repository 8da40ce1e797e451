"""Finding the verb, global options, and the one place where errors become exit codes."""

import subprocess
import sys

import pytest

from pmgoals import __version__
from pmgoals.cli import learn
from pmgoals.cli.main import build, find_verb, main
from pmgoals.cli.parser import OTHER_WORDS, Parser, Usage
from pmgoals.cli.verbs import USUAL, VERBS
from pmgoals.errors import PlanBusy


@pytest.mark.parametrize(
    ("words", "verb", "rest"),
    [
        (["learn", "x"], "learn", ["x"]),
        (["learn", "list", "--json"], "learn list", ["--json"]),
        (["--plan", "f", "learn", "--json", "list"], "learn list", ["--plan", "f", "--json"]),
        (["learn", "--", "list"], "learn", ["--", "list"]),
        (["learn", "--kind", "book", "list"], "learn", ["--kind", "book", "list"]),
        (["goal"], "goal list", []),
        (["review", "Q3"], "review quarter", ["Q3"]),
        (["--today=2026-11-21", "today"], "today", ["--today=2026-11-21"]),
        ([], "", []),
        (["goal", "lits"], "goal", ["lits"]),
    ],
)
def test_the_verb_is_found_among_options(words, verb, rest):
    assert find_verb(words) == (verb, rest)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_parser_and_help(verb, pm):
    parser, do = build(verb)
    assert callable(do)
    assert parser.prog == f"pmgoals {verb}"
    ran = pm(*verb.split(), "--help")
    assert ran.code == 0
    assert ran.out.startswith("usage: pmgoals")


def test_what_a_noun_stands_for_is_a_verb():
    assert set(USUAL.values()) <= set(VERBS)


def test_no_verb_without_a_terminal_says_so(pm):
    ran = pm()
    assert ran.code == 2
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 2


def test_a_mistyped_verb_is_asked_about(pm):
    ran = pm("lern", "x")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean `pmgoals learn`?" in ran.err
    assert "Did you mean `pmgoals goal list`?" in pm("goal", "lits").err
    assert "Did you mean --confidence?" in pm("checkin", "x", "--confidense", "3").err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("win", "x", "--date", "2026-11-01"), "--on"),
        (("win", "x", "--when=today"), "--on"),
        (("win", "x", "--note", "y"), "--more"),
        (("goal", "add", "x", "--deadline", "Q3"), "--by"),
        (("goal", "close", "x", "--comment", "y"), "--note"),
        (("learn", "x", "--notes", "y"), "--takeaway"),
        (("learn", "x", "--skill", "y"), "--competency"),
        (("milestone", "move", "x", "fri", "--why", "y"), "--reason"),
        (("learn", "list", "--last", "3"), "--limit"),
        (("learn", "x", "--to-day", "fri"), "--today"),
        (("today", "--no-colour"), "--no-color"),
        (("goal", "list", "--state", "actve"), "active"),
    ],
)
def test_another_word_for_an_option_is_asked_about_and_the_verbs_own_come_first(pm, words, meant):
    ran = pm(*words)
    assert ran.code == 2 and f"Did you mean {meant}?" in ran.err


def test_other_words_lead_to_options_that_some_verb_has():
    every = {name for verb in VERBS for name in build(verb)[0]._option_string_actions}
    assert {name for names in OTHER_WORDS.values() for name in names} <= every


@pytest.mark.parametrize(
    "words",
    [
        ("learn",),
        ("goal", "show"),
        ("today", "--nonsense"),
        ("--nonsense",),
        ("goal", "list", "--state", "sleeping"),
        ("learn", "list", "--limit", "many"),
        ("link", "goal"),
        ("checkin",),
    ],
)
def test_usage_errors_exit_2_in_two_lines(pm, words):
    ran = pm(*words)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert "usage:" not in ran.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("goal", "show", "nothing"), 1),
        (("undo",), 1),
        (("--today", "soon", "today"), 3),
        (("today", "--today", "2026-02-30"), 3),
        (("learn", "x", "--on", "32 Dec"), 3),
        (("learn", "x", "--on", "tomorrow"), 3),
        (("learn", " "), 3),
        (("competency", "assess", "juggling", "3", "4"), 3),
        (("journal", "show", "2026-W54"), 3),
    ],
)
def test_each_kind_of_failure_has_its_exit_code(pm, words, code):
    ran = pm(*words)
    assert (ran.code, ran.out) == (code, "")
    assert 1 <= len(ran.err.splitlines()) <= 3


def test_version_and_help(pm):
    assert pm("--version").out == f"pmgoals {__version__}\n"
    assert pm("today", "--version").code == 0
    overview = pm("--help")
    assert overview.code == 0
    assert all(verb in overview.out for verb in VERBS)
    assert "measure read" in pm("measure", "--help").out
    assert "today" not in pm("measure", "--help").out.partition("Everywhere")[0]


def test_global_options_work_before_and_after_the_verb(pm, tmp_path):
    plan = tmp_path / "other.json"
    pm("--plan", str(plan), "learn", "one")
    pm("learn", "two", f"--plan={plan}", "--today", "2026-11-02")
    found = pm("learn", "list", "--json", "--plan", str(plan)).json
    assert [entry["on"] for entry in found] == ["2026-11-21", "2026-11-02"]
    assert pm("learn", "list", "--json").json == []


def test_pmgoals_plan_names_the_plan(pm, tmp_path, monkeypatch):
    monkeypatch.setenv("PMGOALS_PLAN", str(tmp_path / "env.json"))
    pm("learn", "x")
    assert (tmp_path / "env.json").exists()


def test_a_defect_is_told_in_two_lines_and_without_values(pm, monkeypatch):
    def burst(*_):
        raise RuntimeError("the secret text of my journal")

    monkeypatch.setattr(learn, "read_title", burst)
    ran = pm("learn", "x")
    assert ran.code == 70
    assert len(ran.err.splitlines()) == 2
    debug = pm("learn", "x", "--debug")
    assert "learn.py:" in debug.err
    assert "RuntimeError" in debug.err
    assert "secret" not in debug.err


def test_a_busy_plan_exits_4(pm, monkeypatch):
    def busy(*_):
        raise PlanBusy("Busy.", "Wait.")

    monkeypatch.setattr(learn, "read_title", busy)
    assert pm("learn", "x") == (4, "", "Busy.\nWait.\n")


def test_ctrl_c_exits_130(pm, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(learn, "read_title", stop)
    assert pm("learn", "x").code == 130


def test_words_that_are_not_utf8_are_refused(real):
    ran = real("learn", b"caf\xe9")
    assert ran.code == 3
    assert "UTF-8" in ran.err
    assert "Traceback" not in ran.err
    assert real("learn", "list", "--json").json == []


def test_a_plan_may_have_any_file_name(real, tmp_path):
    ran = real("--plan", bytes(tmp_path / "caf") + b"\xe9.json", "learn", "x")
    assert ran.code == 0, ran.err


def test_a_reader_that_leaves_early_is_no_error(home):
    line = f"{sys.executable} -m pmgoals --help | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


def test_a_full_output_is_told(home):
    line = f"{sys.executable} -m pmgoals --help > /dev/full"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60)
    assert done.returncode == 5
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_closed_streams_are_no_error(home):
    line = f"{sys.executable} -m pmgoals learn x >&- 2>&- <&-"
    assert subprocess.run(["bash", "-c", line], timeout=60).returncode == 0
    assert main(["learn", "list"]) == 0


def test_ascii_output_encoding_is_no_error(real):
    ran = real("learn", "naïve “quotes” ●", PYTHONIOENCODING="ascii")
    assert ran.code == 0
    assert real("learn", "list", PYTHONIOENCODING="ascii").code == 0


def test_parser_keeps_words_after_the_dashes():
    parser = Parser("t")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--to")
    found = parser.read(["a", "--to", "-3 %", "b", "--", "--to", "-x", "--"])
    assert found.words == ["a", "b", "--to", "-x", "--"]
    assert found.to == "-3 %"
    assert parser.read(["--to", "-$5", "-7%"]).words == ["-7%"]
    with pytest.raises(Usage, match="--ot"):
        parser.read(["--ot", "x"])


def test_home_may_be_missing_or_a_file(real, tmp_path):
    (tmp_path / "file").write_text("x")
    assert real("learn", "x", PMGOALS_HOME=str(tmp_path / "file")).code in (4, 5)
    assert real("learn", "x", PMGOALS_HOME="~nobody-of-this-name/x").code == 3
    assert real("learn", "x", PMGOALS_HOME="/proc/nothing").code == 5
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
