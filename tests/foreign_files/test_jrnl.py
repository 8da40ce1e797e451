"""What `jrnl --export json` wrote, entry by entry."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from foreign_samples import sample

from pmgoals.errors import BadInput, FaultyFile, NotFound
from pmgoals.foreign_files.jrnl import read_jrnl
from pmgoals.foreign_files.things import LONGEST_TEXT, LONGEST_TITLE, Thing

TEXT = sample("jrnl.json")


def entry(**fields: Any) -> dict[str, Any]:
    usual = {"title": "A", "body": "b", "date": "2026-11-20", "time": "10:15", "tags": []}
    return {**usual, "starred": False, **fields}


def exported(*entries: dict[str, Any]) -> str:
    return json.dumps({"tags": {}, "entries": list(entries)}, indent=2)


def things(*entries: dict[str, Any], tag: str = "") -> list[Thing]:
    return read_jrnl(exported(*entries), tag).things


def test_every_entry_of_a_real_journal_is_read() -> None:
    found = read_jrnl(TEXT)
    kept = json.loads(TEXT)["entries"]
    assert (found.program, found.left, len(found.things)) == ("jrnl", [], 22)
    assert [t.title for t in found.things] == [e["title"] for e in kept]
    assert [t.text for t in found.things] == [e["body"] for e in kept]
    assert [str(t.on) for t in found.things] == [e["date"] for e in kept]
    assert len({t.origin for t in found.things}) == 22


def test_an_entry_says_where_it_stands_and_what_it_bears() -> None:
    interview, win = read_jrnl(TEXT).things[1:3]
    lines = TEXT.split("\n")
    assert lines[interview.line - 1].strip() == "{"
    assert "Interview with an admin" in lines[interview.line]
    assert (interview.tags, win.tags) == (["interview"], ["win", "starred"])
    assert win.on == dt.date(2026, 9, 10)


def test_the_same_entry_is_known_by_the_same_origin() -> None:
    (first,) = things(entry())
    (later,) = things(entry(body="Written anew.", tags=["@win"], starred=True))
    assert first.origin == later.origin and first.origin.startswith("jrnl:")
    others = [{"date": "2026-11-21"}, {"time": "10:16"}, {"title": "B"}]
    assert len({first.origin, *(things(entry(**other))[0].origin for other in others)}) == 4


def test_two_of_a_minute_with_one_title_are_two_and_the_same_twice_is_one() -> None:
    found = read_jrnl(exported(entry(), entry(body="another"), entry()))
    one, two = (thing.origin for thing in found.things)
    assert two == f"{one}-2"
    assert [(left.title, left.why) for left in found.left] == [("A", "it stands on line 4, too")]


@pytest.mark.parametrize("tag", ["@win", "win", "WIN", " @Win "])
def test_a_tag_takes_only_what_has_it(tag: str) -> None:
    found = read_jrnl(TEXT, tag)
    assert len(found.things) == 6 and found.left == []
    assert all("win" in thing.tags for thing in found.things)


def test_a_tag_that_nothing_has_is_named_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="“@wins”") as found:
        read_jrnl(TEXT, "@wins")
    assert "interview, win, decision, learning" in found.value.mend
    with pytest.raises(NotFound) as found:
        read_jrnl(exported(entry()), "@win")
    assert "no tags" in found.value.mend


def test_every_line_at_fault_is_named() -> None:
    faulty = [
        entry(title=" "),
        entry(date="2026-02-30", time="1"),
        entry(time="2"),
        entry(date=20261120),
        entry(title="x" * (LONGEST_TITLE + 1)),
        entry(body="x" * (LONGEST_TEXT + 1)),
        entry(tags="win"),
        entry(date="1492-10-12"),
        entry(body="\ud800"),
    ]
    with pytest.raises(FaultyFile) as found:
        things(*faulty)
    assert [fault.why.partition(" is longer")[0] for fault in found.value.faults] == [
        "it has no title",
        "“2026-02-30” is not a day",
        "its date is no text",
        "its title",
        "“xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”",
        "its tags are no list of texts",
        "1492-10-12 is outside the years 1970 to 2200",
        "its body holds half a character, which is no valid text",
    ]
    lines = exported(*faulty).split("\n")
    assert all(lines[fault.line - 1].strip() == "{" for fault in found.value.faults)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing that jrnl exported"),
        ("[]", "nothing that jrnl exported"),
        ('{"tags": {}}', "nothing that jrnl exported"),
        ('{"entries": {}}', "nothing that jrnl exported"),
        ('{"entries": [1]}', "Line 1 holds no object of jrnl"),
        ('{"entries":\n[{}', "not JSON at line 2"),
        ('{"entries": []} x', "not JSON at line 1"),
        ('{"entries":\n[{"a": NaN}]}', "Line 2 holds a number that is none"),
        ('{"entries": [{"a": 1, "a": 2}]}', "the key “a” twice"),
        ('{"entries": ' + "[" * 100_000, "no object of jrnl|nested too deeply"),
        ('{"x": ' + "[" * 100_000, "nested too deeply"),
        ('{"x": ' + "9" * 5000, "a number that is none"),
        (TEXT[:2000], "not JSON at line"),
    ],
)
def test_what_is_no_export_is_refused_in_a_line(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as found:
        read_jrnl(text)
    assert found.value.mend and "\n" not in found.value.what and len(found.value.what) < 200


def test_an_export_without_entries_holds_nothing() -> None:
    assert read_jrnl('{"tags": {}, "entries": []}').things == []
