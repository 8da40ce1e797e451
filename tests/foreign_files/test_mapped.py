"""Any table, with the columns that hold our fields."""

from __future__ import annotations

import datetime as dt

import pytest

from pmgoals.errors import BadInput, FaultyFile
from pmgoals.foreign_files.mapped import read_mapped
from pmgoals.foreign_files.things import ForeignFile, Kind, Thing
from pmgoals.model.amounts import Amount

LOG = """\
What;When;Time;Skill;Notes;Stars
Read Inspired;03.11.2026;45m;Data;"two
lines";4
Talk on pricing;10.11.2026;1:30;;;
"""
COLUMNS = {
    "title": "What", "on": "when", "minutes": "Time", "competency": "skill", "takeaway": "Notes",
    "rating": "6",
}  # fmt: skip


def read(text: str, kind: Kind = "learning", **columns: str) -> ForeignFile:
    return read_mapped(text, kind, columns)


def one(text: str, kind: Kind = "learning", **columns: str) -> Thing:
    (found,) = read(text, kind, **columns).things
    return found


def test_columns_are_named_by_name_part_or_number() -> None:
    first, second = read(LOG, **COLUMNS).things
    assert (first.line, first.title, first.on, first.text) == (
        2,
        "Read Inspired",
        dt.date(2026, 11, 3),
        "two\nlines",
    )
    assert first.more == {"minutes": 45, "competency": "Data", "rating": 4}
    assert (second.line, second.more) == (4, {"minutes": 90})


def test_columns_that_are_called_like_fields_need_no_word() -> None:
    text = "Title,ON,Minutes,Applied in,Mood\nA,2026-11-03,30,The memo,fine\n"
    found = read(text)
    assert found.things[0].more == {"minutes": 30, "applied_in": "The memo"}
    assert found.unused == ["Mood"]


def test_columns_are_known_by_the_names_that_tables_give_them() -> None:
    text = "Date,What,Minutes,Takeaway,Colour\n2026-11-19,A,45,Ask,red\n\n2026-11-20,title,30,,\n"
    found = read(text)
    assert [(t.line, t.title, t.on, t.more["minutes"], t.text) for t in found.things] == [
        (2, "A", dt.date(2026, 11, 19), 45, "Ask"),
        (4, "title", dt.date(2026, 11, 20), 30, ""),
    ]
    assert found.unused == ["Colour"]


def test_a_row_of_data_is_never_taken_for_the_header() -> None:
    text = "Date,Thing,Minutes,Takeaway\n2026-11-20,,30,untitled work\n"
    with pytest.raises(BadInput) as raised:
        read(text)
    assert "No column holds the title" in raised.value.what
    assert "“Date”, “Thing”, “Minutes”, “Takeaway”" in raised.value.mend


def test_a_table_without_names_says_so() -> None:
    with pytest.raises(BadInput, match="No row names the columns"):
        read("2026-11-20,A talk,30\n2026-11-21,A book,45\n")


def test_titles_may_stand_above_the_header() -> None:
    text = "My log,,\nExported on,2026-11-21,\nday,name,notes\n2026-11-20,A talk,Ask why\n"
    thing = one(text)
    assert (thing.line, thing.title, thing.text) == (4, "A talk", "Ask why")
    assert one("summary,deadline\nA step,2026-12-04\n", "milestones").due == dt.date(2026, 12, 4)
    assert one("what,date,details\nA,2026-11-04,Long\n", "evidence").text == "Long"


def test_a_name_that_one_field_has_is_passed_by_for_another() -> None:
    thing = one("title,due,date\nA,2026-12-04,2026-11-04\n", "milestones", done_on="date")
    assert (thing.due, thing.on) == (dt.date(2026, 12, 4), dt.date(2026, 11, 4))
    with pytest.raises(BadInput, match="No column holds the day"):
        read("date\n2026-11-20\n", title="date")


def test_numbers_under_hours_are_hours() -> None:
    for cell, minutes in (("2", 120), ("1.5", 90), ("45m", 45), ("1:30", 90)):
        thing = one(f"title,date,hours\nA,2026-11-03,{cell}\n")
        assert thing.more == {"minutes": minutes}, cell


def test_milestones_have_days_numbers_and_a_goal() -> None:
    text = "title,due,done on,weight,effort,target,goal\nA,2026-12-04,,2,90 minutes,70 %,setup\n"
    thing = one(text, "milestones")
    assert (thing.due, thing.on, thing.goal) == (dt.date(2026, 12, 4), None, "setup")
    assert thing.more == {"weight": 2, "effort": 1.5, "target": Amount(70, "%")}
    assert one("title,due,done on\nA,,2026-11-04\n", "milestones").on == dt.date(2026, 11, 4)
    dayless = one("title,due\nA,-\n", "milestones")
    assert (dayless.due, dayless.on) == (None, None)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("45", 45), ("45m", 45), ("1h30", 90), ("1:30", 90), ("0:45:10", 45), ("2 hours", 120),
     ("0", 0), ("1.5", 2)],
)  # fmt: skip
def test_lengths_of_time(cell: str, minutes: int) -> None:
    assert one(f"title,on,minutes\nA,2026-11-03,{cell}\n").more == {"minutes": minutes}


@pytest.mark.parametrize("cell", ["", "-", "n/a", "none"])
def test_what_is_missing_is_not_said(cell: str) -> None:
    assert one(f"title,on,minutes,rating\nA,2026-11-03,{cell},{cell}\n").more == {}


def test_a_row_is_known_by_what_its_columns_say() -> None:
    text = "title,on,minutes\nA,2026-11-03,30\n"
    same = "mood;minutes;on;title\nfine;30;3 Nov 2026;A\n"
    other = "title,on,minutes\nA,2026-11-03,31\n"
    assert one(text).origin == one(same).origin != one(other).origin
    assert one(text).origin.startswith("csv:")


def test_the_same_row_twice_is_taken_once() -> None:
    found = read("title,on\nA,2026-11-03\nB,2026-11-03\nA,2026-11-03\n")
    assert [t.title for t in found.things] == ["A", "B"]
    assert [(each.line, each.why) for each in found.left] == [(4, "it stands on line 2, too")]


def test_what_can_be_read_two_ways_is_refused_with_the_option_that_decides() -> None:
    text = 'title,on,minutes\nA,1/5/2026,"1,234"\n'
    with pytest.raises(BadInput, match="day or the month") as found:
        read(text)
    assert "--date-order" in found.value.mend
    with pytest.raises(BadInput, match="comma or a point") as found:
        read_mapped(text, "learning", {}, order="dmy")
    assert "--decimal" in found.value.mend
    thing = read_mapped(text, "learning", {}, order="dmy", decimal="comma").things[0]
    assert (thing.on, thing.more) == (dt.date(2026, 5, 1), {"minutes": 1})


@pytest.mark.parametrize(
    ("columns", "words", "mend"),
    [
        ({"titel": "What"}, "no field “titel” of learning", "title, on, minutes"),
        ({"title": "Wat"}, "no column “Wat”", "“What”, “When”"),
        ({"title": "9"}, "no column “9”", "“What”"),
        ({"title": "e"}, "columns are called “e”", "--column title=COLUMN"),
    ],
)
def test_a_field_or_column_that_is_not_there_is_named(
    columns: dict[str, str], words: str, mend: str
) -> None:
    with pytest.raises(BadInput, match=words) as found:
        read(LOG, **columns)
    assert mend in found.value.mend


def test_a_column_that_is_needed_is_asked_for_in_words() -> None:
    with pytest.raises(BadInput, match="No column holds the title") as found:
        read("Thing,Since\nA,2026-11-03\n")
    assert "--column title=COLUMN" in found.value.mend
    with pytest.raises(BadInput, match="No column holds the day") as found:
        read("Title,Since\nA,2026-11-03\n")
    assert "--column on=COLUMN" in found.value.mend


def test_columns_of_one_name_are_told_apart_by_number() -> None:
    text = "title,Labels,Labels,on\nA,x,y,2026-11-03\n"
    with pytest.raises(BadInput, match="Two columns"):
        read(text, link="Labels")
    assert one(text, link="3").more == {"link": "y"}


def test_every_line_at_fault_is_named() -> None:
    text = """\
title,on,minutes,rating
,2026-11-03,,
A,soon,,
B,2026-11-03,long,
C,2026-11-03,99999,
D,2026-11-03,,4.5
E,2026-11-03,,5 %
F,,,
G,2026-11-03,,,,x
"""
    with pytest.raises(FaultyFile) as found:
        read(text)
    assert found.value.faults == [
        (2, "it has no title"),
        (3, "day: “soon” is not a date"),
        (4, "minutes: “long” is not a number"),
        (5, "minutes: “99999” is not between 0 minutes and 7 days"),
        (6, "rating: “4.5” is no whole number"),
        (7, "rating: “5 %” is no number without a unit"),
        (8, "there is no day"),
        (9, "it has 6 cells under 4 columns"),
    ]
