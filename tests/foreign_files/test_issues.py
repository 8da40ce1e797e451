"""Issues as Jira and Linear export them."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from foreign_samples import berlin, sample, utc

from pmgoals.errors import BadInput, FaultyFile
from pmgoals.foreign_files.issues import read_issues
from pmgoals.foreign_files.things import ForeignFile

JIRA, LINEAR = sample("jira.csv"), sample("linear.csv")


def days(found: ForeignFile) -> dict[str, tuple[str, str]]:
    """The due and done days by id, month and day."""
    return {
        t.origin.partition("-")[2]: tuple(f"{d:%m-%d}" if d else "" for d in (t.due, t.on))  # type: ignore[misc]
        for t in found.things
    }


def table(*rows: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


HEAD = ("Issue key", "Summary", "Status", "Due date", "Resolved", "Resolution")


def jira(*rows: tuple[str, ...]) -> ForeignFile:
    return read_issues(table(HEAD, *rows), utc)


def test_each_issue_of_jira_is_taken_or_told() -> None:
    found = read_issues(JIRA, berlin)
    rows = list(csv.DictReader(io.StringIO(JIRA)))
    assert found.program == "Jira"
    assert len(found.things) + len(found.left) == len(rows) == 22
    assert {t.origin: t.title for t in found.things}.items() <= {
        f"jira:{r['Issue key']}": r["Summary"] for r in rows
    }.items()
    assert [(each.title, each.why) for each in found.left] == [
        ("Build a tour", "its resolution is Won't Do"),
        ("Build a tour of the settings", "its resolution is Duplicate"),
        ("Crash when the name is empty", "its resolution is Cannot Reproduce"),
    ]


def test_jira_writes_days_in_the_clock_of_its_user() -> None:
    found = days(read_issues(JIRA, berlin))
    assert found == days(read_issues(JIRA, utc))
    assert found["1"] == ("10-02", "10-01")
    assert found["2"] == ("10-16", "10-20")
    assert found["3"] == ("11-27", "")
    assert found["9"] == ("", "11-05")
    assert found["10"] == ("10-30", "10-29")  # no resolution: the day its status changed
    assert found["11"] == ("", "")


def test_linear_writes_instants_and_a_due_day_as_a_midnight() -> None:
    found = read_issues(LINEAR, berlin)
    assert found.program == "Linear"
    assert [(each.title, each.why) for each in found.left] == [
        ("Build a tour", "its status is Canceled"),
        ("Build a tour of the settings", "its status is Duplicate"),
    ]
    read = days(found)
    assert read["1"] == ("10-02", "10-01")
    assert read["2"] == ("10-16", "10-21")  # half past midnight in Berlin
    assert read["3"] == ("11-27", "")
    assert read["10"] == ("10-30", "10-29")
    assert len(found.things) == 19


@pytest.mark.parametrize(
    "due", ["2026-11-27", "2026-11-27T00:00:00.000Z", "Fri Nov 27 2026 00:00:00 GMT+0000 (GMT)"]
)
def test_midnight_is_a_day_in_whatever_zone(due: str) -> None:
    text = table(("ID", "Title", "Due Date", "Completed At"), ("A-1", "x", due, ""))
    for here in (utc, berlin, lambda i: (i - dt.timedelta(hours=8)).date()):
        assert read_issues(text, here).things[0].due == dt.date(2026, 11, 27)


@pytest.mark.parametrize(
    ("status", "resolved", "resolution", "done"),
    [
        ("To Do", "", "", False),
        ("In Progress", "", "Unresolved", False),
        ("Done", "20/Nov/26 1:00 PM", "Done", True),
        ("closed", "2026-11-20 13:00", "Fixed", True),
        ("Abgenommen", "20.11.2026", "", True),
    ],
)
def test_what_is_done_says_so_by_its_status_or_its_day(
    status: str, resolved: str, resolution: str, done: bool
) -> None:
    (thing,) = jira(("A-1", "x", status, "", resolved, resolution)).things
    assert thing.on == (dt.date(2026, 11, 20) if done else None)


@pytest.mark.parametrize(
    ("category", "resolved", "done"),
    [
        ("Done", "", True),
        ("In Progress", "20/Nov/26", False),  # taken up again
        ("Fertig", "20/Nov/26", True),
        ("In Arbeit", "", False),
    ],
)
def test_the_category_of_its_status_counts_where_it_is_known(
    category: str, resolved: str, done: bool
) -> None:
    head = ("Issue key", "Summary", "Resolved", "Status Category", "Status Category Changed")
    text = table(head, ("A-1", "x", resolved, category, "20/Nov/26 1:00 PM"))
    assert read_issues(text, utc).things[0].on == (dt.date(2026, 11, 20) if done else None)


def test_what_is_done_on_no_known_day_is_left_out() -> None:
    found = jira(("A-1", "x", "Done", "27/Nov/26 12:00 AM", "", ""))
    assert [each.why for each in found.left] == ["it is done, and no column says on which day"]


def test_days_that_can_be_read_two_ways_are_refused_with_what_decides() -> None:
    text = table(HEAD, ("A-1", "x", "To Do", "1/5/2026", "", ""))
    with pytest.raises(BadInput, match="day or the month") as found:
        read_issues(text, utc)
    assert "--date-order" in found.value.mend
    assert read_issues(text, utc, "mdy").things[0].due == dt.date(2026, 1, 5)
    decided = jira(
        ("A-1", "x", "To Do", "1/5/2026", "", ""), ("A-2", "y", "Done", "", "13/5/2026", "")
    )
    assert decided.things[0].due == dt.date(2026, 5, 1)  # another column says it


def test_every_line_at_fault_is_named() -> None:
    with pytest.raises(FaultyFile) as found:
        jira(
            ("A-1", "two\nlines", "", "", "", ""),
            ("", "x", "", "", "", ""),
            ("A-2", "", "", "", "", ""),
            ("A-3", "x", "", "soon", "", ""),
            ("A-4", "x", "", "30/Feb/26", "", ""),
            ("A-1", "other", "", "", "", ""),
            ("A-5", "x", "", "", "", "", "surplus"),
        )
    assert found.value.faults == [
        (4, "it has no issue key"),
        (5, "it has no title"),
        (6, "due date: “soon” is not a date"),
        (7, "due date: 30 Feb 2026 is not a date; February 2026 has 28 days"),
        (8, "it is there otherwise on line 2, as the same one"),
        (9, "it has 7 cells under 6 columns"),
    ]


def test_the_same_row_twice_is_told() -> None:
    row = ("A-1", "x", "To Do", "", "", "")
    found = jira(row, row)
    assert (len(found.things), [each.why for each in found.left]) == (
        1,
        ["it stands on line 2, too"],
    )


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "Issue key\nA-1\n", "{}", "Summary;Key\nx;y\n"])
def test_another_table_is_named_with_its_columns(text: str) -> None:
    with pytest.raises(BadInput, match="no export of Jira") as found:
        read_issues(text, utc)
    assert "pmgoals import csv" in found.value.mend


def test_semicolons_titles_above_and_a_mark_of_byte_order_are_no_hindrance() -> None:
    text = "\ufeffMy issues\r\n\r\nIssue key;Summary;Due Date\r\nA-1;One, two;27/Nov/26\r\n"
    assert days(read_issues(text, utc)) == {"1": ("11-27", "")}
