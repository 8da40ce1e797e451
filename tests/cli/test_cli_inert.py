"""Nothing that a person typed can steer a terminal, in any output."""

import json
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import Terminal
from test_cli_docs import READING as READING_ALL
from test_cli_docs import WORDS

from pmgoals.inert import escaped, harmless_json, marked_line

HOSTILE = (
    "a\x1b[31mred\x1b]0;title\x07\x9b2J\u202egnp.exe\u2066\u2028\ufeff\r\x08\x7f [/x] [@click=x]"
)
STEERS = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ud800-\udfff]"
)


def test_control_characters_are_shown_as_escapes():
    assert escaped("a\x1b[31m\x9b\u202e\n\tb") == "a\\x1b[31m\\x9b\\u202e\n\\x09b"
    assert escaped("é 日本 👩‍💻 [/x]") == "é 日本 👩‍💻 [/x]"
    assert marked_line("a\nb\r\nc") == "a ⏎ b ⏎ c"


@given(st.text(st.characters()))
def test_no_text_steers(text):
    assert not STEERS.search(escaped(text))
    assert "\n" not in marked_line(text)


def test_json_and_text_agree_on_what_steers():
    for code in [*range(0x20, 0x3000), *range(0xF000, 0x10000)]:
        letter = chr(code)
        as_json = harmless_json(msgspec.json.encode(letter)) != msgspec.json.encode(letter)
        assert as_json == (escaped(letter) != letter), hex(code)


@pytest.fixture
def hostile(pm):
    """A plan whose every text is hostile."""
    h = HOSTILE.replace("\x00", "")
    theme = pm("theme", "add", h).id
    pm("priority", "add", h, "--why", h)
    pm("notdoing", h)
    goal = pm("goal", "add", h, "--metric", h, "--from", "1", "--to", "2", "--by", "Q2 2027",
              "--theme", theme, "--why", h, "--next", h, "--start", "1 Oct 2026").id  # fmt: skip
    pm("goal", "add", h, "--metric", h, "--from", "1", "--to", "2", "--by", "Q4", "--no-theme", h)
    pm("goal", "add", h)
    pm("milestone", "add", goal, h, "--by", "27 Nov 2026")
    pm("checkin", goal, "1.5", "--note", h, "--next", h, "--confidence", "5")
    pm("journal", "add", h, "--wins", h, "--tag", h)
    pm("learn", h, "45m")
    pm("learn", "x", "--takeaway", h, "--on", "1 Nov 2026")
    pm("win", h)
    pm("win", h, "--competency", "managing_up", "--more", h)
    pm("reading", "add", h, "--why", h)
    pm("signal", "add", "market", h, "--text", h, "--again", "today")
    pm("competency", "assess", "managing_up", "8", "4", "--note", h)
    table = f'name = {json.dumps(h)}\n[[level]]\nname = {json.dumps(h)}\nkey = "l1"\n'
    assert pm("ladder", "import", "-", "--format", "toml", stdin=table.encode()).code == 0
    pm("ladder", "set", "--level", "l1", "--aspired", "l1")
    pm("reflect", "strengths", h)
    pm("delete", pm("win", h).id)
    pm("review", "quarter", "Q3 2026", "--close", "--learned", h, "--note", f"{goal}={h}")
    return goal


READING = [verb for verb in READING_ALL if not verb.startswith("import ")]
"""Verbs that say what is in the plan; those that take in say what is in a file."""

NAMED = ("goal show", "goal chart", "goal ledger")
"""Verbs that read and want a goal named; others name what the sample of the documents holds."""


def words_of(verb, goal):
    """Return the words of a verb that reads."""
    if verb in NAMED:
        return [*verb.split(), goal]
    return [*verb.split(), *(word for word in WORDS.get(verb, ()) if verb not in NAMED)]


def test_hostile_text_is_inert_everywhere(pm, hostile):
    for verb in READING:
        words = words_of(verb, hostile)
        for more in ([], ["--json"], ["--ascii"]):
            ran = pm(*words, *more)
            assert not STEERS.search(ran.out + ran.err), (verb, more)
            if more == ["--json"] and ran.out:
                json.loads(ran.out)
    titles = [each["title"] for each in json.loads(pm("learn", "list", "--json").out)]
    assert any(title.startswith("a\x1b[31mred") for title in titles)
    for table in ("goals", "evidence", "learning", "signals", "themes", "ladder"):
        assert not STEERS.search(pm("export", "csv", table).out.replace("\r\n", "\n")), table
    assert "a\\x1b[31mred" in pm("export", "csv", "evidence").out
    for words in (("goal", "ledger", hostile), ("goal", "show", HOSTILE), ("delete", HOSTILE),
                  ("theme", "add", HOSTILE), (HOSTILE,), ("evidence", "packet"),
                  ("ladder", "show", "l1"), ("ladder", "show", HOSTILE),
                  ("goal", "template", HOSTILE), ("signal", "add", HOSTILE, "x"),
                  ("goal", "template", "setup", f"target={HOSTILE}"),
                  ("learn", "recall", "x", HOSTILE), ("reading", "done", HOSTILE, HOSTILE),
                  ("learn", "x", "--on", HOSTILE),
                  ("today", f"--{HOSTILE}"), ("goal", "edit", hostile, "--kind", HOSTILE),
                  ("config", "set", HOSTILE, "1"), ("--plan", HOSTILE, "today")):  # fmt: skip
        ran = pm(*words)
        assert not STEERS.search(ran.out + ran.err), words
        assert ran.code != 70, words


def test_a_title_stays_on_one_line_of_a_table(pm):
    pm("learn", "-", stdin=b"one\ntwo")
    pm("win", "a\nb")
    pm("theme", "add", "a\nb")
    assert "a ⏎ b" in pm("theme", "list").out
    assert "a / b" in pm("theme", "list", "--ascii").out


def test_ascii_only_is_ascii(pm, rich):
    for verb in READING:
        ran = pm(*words_of(verb, rich), "--ascii")
        assert (ran.out + ran.err).isascii(), verb


RAW = [
    part.encode()
    for part in ("\x1b[31mred", "\x1b]0;title", "\x9b2J", "\u202e", "\u2066", "\ufeff")
]
"""What must never be among the bytes that a terminal is sent."""


def test_no_screen_passes_it_on(hostile, home):
    visits = ["1", "2 down down", "3 enter esc", "4 v", "5", "6", "7", "8 v", "H", "Z esc", "B esc",
              "S enter esc", "P esc", "? esc", "^p esc", "3 e esc", "6 enter esc", "w esc",
              "n esc esc", "N esc"]  # fmt: skip
    with Terminal(home, 120, 40) as t:
        t.wait("This week")
        for key in " ".join(visits).split():
            t.press(key)
            t.read(0.25)
        assert "red" in t.text or t.seen.count(b"red") > 5, "the hostile text was on no screen"
        for raw in RAW:
            assert raw not in t.seen, raw
