"""The calendar file as a file: what any title leaves of it, and what reads it."""

from __future__ import annotations

import datetime as dt
from functools import cache

import msgspec
import pytest
from calendar_reader import START, add_goal, add_step, exported
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pmgoals.inert import one_line
from pmgoals.reports.calendar_file import _event, calendar_file, is_ours
from pmgoals.reports.entry import Entry
from pmgoals.services.planner import Planner

HOSTILE = (
    "a;b,c:d\\n\\\\N\\;\"'^n",
    "two\nlines\r\nand\rmore\tand\x0bmore\x85\u2028",
    "\x1b[2J\x1b]0;x\x07 [/x] [@click=app.quit]now[/] {0} %s",
    "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x",
    "\u202eevil \u200f שלום مرحبا",
    "\N{BOMB}\N{WOMAN}\u200d\N{PERSONAL COMPUTER}" * 60,
    "日本" * 400,
    "x" * 10_000,
    " leading and trailing ",
    "\x00\x7f\x9b",
)
STAMP = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
TITLES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.text(
    "\\nN;,:\r\n\t \"'"
)


@cache
def plain_entry() -> Entry:
    return Entry(kind="milestone", uid="m-milestone@pmgoals", title="", start=START, stamp=STAMP)


def check(title: str) -> None:
    """A title comes back as it is, from lines that any program reads."""
    entry = msgspec.structs.replace(plain_entry(), title=title, more=title)
    calendar = Calendar()
    calendar.add_component(_event(entry, alarms=True))
    data = calendar.to_ical()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert not set(range(32)) & set(data.replace(b"\r\n", b""))
    data.decode()
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event["summary"] == one_line(title)
    assert event["uid"] == entry.uid


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_come_back(title: str) -> None:
    check(title)


@given(TITLES)
@settings(max_examples=150, deadline=None)
def test_any_title_comes_back(title: str) -> None:
    check(title)


def test_hostile_titles_all_in_one_plan(planner: Planner) -> None:
    for title in HOSTILE:
        add_step(planner, add_goal(planner, title, why=title), title, deliverable=title)
    data = exported(planner)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    titles = [str(event["summary"]) for event in Calendar.from_ical(data).walk("VEVENT")]
    assert set(titles) >= {one_line(title) for title in HOSTILE}
    assert len(titles) == 2 * len(HOSTILE) + 5


def test_the_head_says_who_wrote_it(planner: Planner) -> None:
    add_goal(planner)
    data = exported(planner)
    lines = data.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "METHOD:PUBLISH", "PRODID:-//pmgoals//planner//EN"} <= set(lines[1:6])
    assert is_ours(data[:1024])
    assert not is_ours(data.replace(b"pmgoals//planner", b"other")[:1024])
    assert not is_ours(b"PRODID:-//pmgoals//planner//EN\r\n")
    assert not is_ours(b"\xff\xfe")


def test_a_plan_without_a_goal_has_nothing_to_show(planner: Planner) -> None:
    planner.learning.log("Read", minutes=10)
    assert calendar_file(planner).counts == {}


def test_what_is_in_it_is_counted(planner: Planner) -> None:
    goal = add_goal(planner)
    add_step(planner, goal)
    planner.trash.put(add_step(planner, goal, "Gone").id)
    assert calendar_file(planner).counts == {
        "milestone": 1, "deadline": 1, "checkin": 1, "alignment": 1, "review": 3, "cancelled": 1,
    }  # fmt: skip


def test_only_what_is_asked_for_is_read_from_an_empty_home(planner: Planner) -> None:
    calendar_file(planner)
    assert not planner.paths.plan.exists()
