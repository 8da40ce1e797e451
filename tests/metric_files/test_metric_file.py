"""Files as tools for metrics export them; every value in them is made up."""

from __future__ import annotations

import csv
import datetime as dt
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgoals.errors import BadInput
from pmgoals.metric_files.reader import MetricFile, Ways, read_metric_file

TODAY = dt.date(2026, 11, 23)

AMPLITUDE = """\
"  Setup rate, by day"
"	Acme production"
""
"Segment","2026-11-02","2026-11-03","2026-11-04"
"All Users","51.2%","-","1,052%"
"""

ANALYTICS = """\
# ----------------------------------------
# Acquisition, overview
# Account: Acme, Inc.
# ----------------------------------------
#
# Start date: 20261101
# End date: 20261104
Nth day,Active users
0000,1234
0001,1250
0003,1290

# Start date: 20261101
# End date: 20261104
Nth day,New users
0000,34
0001,50
"""

ANALYTICS_TABLE = """\
# Free form
# 20261101-20261104
Date,Active users
,2484,Grand total
20261101,1234
20261102,1250
"""

MIXPANEL = 'Date,Value\n2026-11-02T00:00:00,52\n"Nov 3, 2026","1,053"\n'

JIRA = """\
Issue key,Summary,Created,Story Points
AB-1,"Two
lines, and a comma",02/Nov/26 9:13 AM,3
AB-2,Later that day,02/Nov/26 9:13 PM,5
AB-3,Before noon,02/Nov/26 12:10 AM,8
AB-4,Next day,03/Nov/26 8:00 AM,13
"""

LINEAR = """\
ID,Title,Created,Estimate
ACM-1,One,2026-11-02T09:13:00.000Z,1
ACM-2,Two,Tue Nov 03 2026 09:13:00 GMT+0000 (GMT),2
"""

GERMAN = "Datum;Wert\r\n05.01.2026;1.234,5\r\n06.01.2026;n/a\r\n07.01.2026;2,5 €\r\n"


def read(text: str, measure: str = "setup rate", **ways: str) -> MetricFile:
    return read_metric_file(text, measure, TODAY, Ways(**ways))  # type: ignore[arg-type]


def values(text: str, **ways: str) -> list[tuple[str, float]]:
    return [(f"{v.on:%m-%d}", v.amount.value) for v in read(text, **ways).values]


def refusal(text: str, measure: str = "setup rate", **ways: str) -> str:
    with pytest.raises(BadInput) as found:
        read(text, measure, **ways)
    assert found.value.mend
    assert len(str(found.value)) < 400
    return str(found.value)


# ---- what each tool exports ----


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (AMPLITUDE, [("11-02", 51.2), ("11-04", 1052)]),
        (ANALYTICS_TABLE, [("11-01", 1234), ("11-02", 1250)]),
        (MIXPANEL, [("11-02", 52), ("11-03", 1053)]),
        (JIRA, [("11-02", 5), ("11-03", 13)]),
        (LINEAR, [("11-02", 1), ("11-03", 2)]),
        (GERMAN, [("01-05", 1234.5), ("01-07", 2.5)]),
        ("\ufeff" + MIXPANEL, [("11-02", 52), ("11-03", 1053)]),
        ("sep=;\ndate;value\n2026-01-05;5\n", [("01-05", 5)]),
        ("date\tvalue\n2026-01-05\t1,234\n2026-01-06\t7\n", [("01-05", 1234), ("01-06", 7)]),
        (",value\n2026-01-05,1.5\n", [("01-05", 1.5)]),
        ("2026-01-05,1.5\n2026-01-06,2\n", [("01-05", 1.5), ("01-06", 2)]),
        ("20260105;1\n20260106;2\n", [("01-05", 1), ("01-06", 2)]),
    ],
)
def test_each_tools_file_is_read(text: str, found: list[tuple[str, float]]) -> None:
    assert values(text) == found


def test_the_line_of_a_row_is_where_it_begins() -> None:
    assert [(v.line, v.amount.value) for v in read(JIRA).values] == [(4, 5), (6, 13)]
    assert [s.line for s in read(JIRA).skipped] == [2, 5]


def test_files_put_behind_one_another_are_one_table() -> None:
    assert values("date,v\n2026-01-05,1\n\ndate,v\n2026-01-06,2\n") == [
        ("01-05", 1),
        ("01-06", 2),
    ]


def test_of_two_tables_with_the_same_value_the_dates_say_which() -> None:
    text = "date,v\n2026-01-05,1\n\nmonth,v\n2026-02,2\n"
    assert "2 tables" in refusal(text, value_column="v")
    assert values(text, value_column="v", date_column="month") == [("02-28", 2)]


def test_a_table_behind_a_long_preamble_is_found() -> None:
    assert values("# a note, and more\n" * 3000 + "date;v\n2026-01-05;1,5\n") == [("01-05", 1.5)]


def test_a_number_sign_before_a_row_with_a_date_is_no_comment() -> None:
    text = "issue,created,points\n#12,2026-11-02,3\n# a note\n#13,2026-11-03,5\n"
    assert values(text) == [("11-02", 3), ("11-03", 5)]


def test_days_that_are_only_counted_start_where_the_file_says() -> None:
    found = values(ANALYTICS, value_column="active users")
    assert found == [("11-01", 1234), ("11-02", 1250), ("11-04", 1290)]
    assert values(ANALYTICS, value_column="New users") == [("11-01", 34), ("11-02", 50)]
    assert "2 tables" in refusal(ANALYTICS) and "“New users”" in refusal(ANALYTICS)
    bare = "\n".join(line for line in ANALYTICS.split("\n")[:11] if "date:" not in line)
    assert "from which day" in refusal(bare)


@pytest.mark.parametrize(
    ("header", "cell", "day"),
    [
        ("Nth week", "0000", "01-11"),
        ("Nth month", "0001", "02-28"),
        ("Week", "02", "01-10"),
        ("Week", "01", "01-03"),
        ("ISO week of the year", "02", "01-11"),
        ("ISO year ISO week", "202602", "01-11"),
        ("Year month", "202602", "02-28"),
        ("Date + hour (YYYYMMDDHH)", "2026010509", "01-05"),
    ],
)
def test_the_periods_of_google_analytics_stand_for_their_last_day(
    header: str, cell: str, day: str
) -> None:
    start = "20260101" if header.startswith("Week") else "20260105"
    text = f"# Start date: {start}\n# End date: 20260630\n{header},Users\n{cell},12\n"
    assert values(text) == [(day, 12)]


def test_dates_across_the_top_give_each_series_by_name() -> None:
    wide = "Event,Segment,2026-11-02,2026-11-03\nSetup,All,1,2\nSetup,Paying,3,x\n"
    assert values(wide, value_column="paying") == [("11-02", 3)]
    skipped = read(wide, value_column="paying").skipped
    assert [(s.line, s.why) for s in skipped] == [(3, "“x” is not a number, for 3 Nov 2026")]
    assert "“Setup, All”, “Setup, Paying”" in refusal(wide)


# ---- dates ----


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-01-05", "2026-01-05"),
        ("2026/1/5", "2026-01-05"),
        ("2026-01-05 23:59:59+02:00", "2026-01-05"),
        ("2026-01-05 UTC", "2026-01-05"),
        ("5 Jan 2026", "2026-01-05"),
        ("Monday, January 5, 2026", "2026-01-05"),
        ("Jan 5, 2026, 9:13 AM", "2026-01-05"),
        ("5th of January 2026", "2026-01-05"),
        ("05-Jan-2026", "2026-01-05"),
        ("05.01.2026", "2026-01-05"),
        ("05.01.26 09:13", "2026-01-05"),
        ("13/5/2026", "2026-05-13"),
        ("5/13/2026 9:13 PM", "2026-05-13"),
        ("3/3/2026", "2026-03-03"),
        ("2026-01", "2026-01-31"),
        ("2024-02", "2024-02-29"),
        ("Jan 2026", "2026-01-31"),
        ("01/2026", "2026-01-31"),
        ("2026-W03", "2026-01-18"),
        ("W03 2026", "2026-01-18"),
    ],
)
def test_a_date_is_read_in_many_forms(cell: str, day: str) -> None:
    found = read(f'Date,Value\n"{cell}",5\n').values
    assert [str(value.on) for value in found] == [day]


def test_the_whole_column_says_whether_the_day_stands_first() -> None:
    assert values("d,v\n1/5/2026,1\n25/1/2026,2\n") == [("01-25", 2), ("05-01", 1)]
    assert values("d,v\n1/5/2026,1\n1/25/2026,2\n") == [("01-05", 1), ("01-25", 2)]
    for both_ways in ("d,v\n1/5/2026,1\n", "d,v\n13/1/2026,1\n1/13/2026,2\n"):
        assert "--date-order" in refusal(both_ways)
    assert values("d,v\n1/5/2026,1\n", date_order="mdy") == [("01-05", 1)]
    left = read("d,v\n1/5/2026,1\n1/25/2026,2\n", date_order="dmy").skipped
    assert [(s.line, s.why) for s in left] == [(3, "“1/25/2026” is not a date with the day first")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2026-02-30,5", "30 Feb 2026 is not a date; February 2026 has 28 days"),
        ("1969-12-31,5", "The year 1969 is outside 1970 to 2200"),
        ("2201-01-01,5", "The year 2201 is outside 1970 to 2200"),
        ("2026-11-24,5", "24 Nov 2026 is still to come"),
        ("2026-W48,5", "29 Nov 2026, the last day of 2026-W48, is still to come"),
        ("Total,105", "“Total” is not a date"),
        (",5", "there is no date"),
        ("2026-01-06", "there is no value"),
        ("2026-01-06,", "there is no value"),
        ("2026-01-06,N/A", "there is no value (“N/A”)"),
        ("2026-01-06,NaN", "there is no value (“NaN”)"),
        ("2026-01-06,many", "“many” is not a number"),
        ("2026-01-06,1e16", "“1e16” is too large; the largest number is 1e15"),
        ("2026-01-06,9999999999999999", "“9999999999999999” is too large"),
        ('2026-01-06,"1,2,3"', "“1,2,3” is not a number"),
        ("2026-01-06,0:12:30", "“0:12:30” is not a number"),
        ("2026-01-05,7", "line 4 has a later value of 5 Jan 2026"),
    ],
)
def test_a_row_that_says_nothing_usable_is_left_out_with_its_line(row: str, why: str) -> None:
    found = read(f"date,value\n2025-12-30,1\n{row}\n2026-01-05,2\n")
    assert [value.amount.value for value in found.values] == [1, 2]
    assert len(found.skipped) == 1
    assert found.skipped[0].line == 3
    assert found.skipped[0].why.startswith(why)


# ---- numbers ----


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("1,234.5", "7"), [1234.5, 7]),
        (("1.234,5", "1.234"), [1234.5, 1234]),
        (("1,5", "1,234"), [1.5, 1.234]),
        (("1.234.567", "2.345"), [1234567, 2345]),
        (("1,234,567", "2.345"), [1234567, 2.345]),
        (("1 234", "1 234,5"), [1234, 1234.5]),
        (("1\N{NARROW NO-BREAK SPACE}234", "1’234.5"), [1234, 1234.5]),
        (("0.62", "-0.5"), [0.62, -0.5]),
        (("$1,234", "-$3.50"), [1234, -3.5]),
        (("1,00,000", "2.5"), [100000, 2.5]),
        (("CHF 12.50", "¥1200"), [12.5, 1200]),
        (("62 %", "62%"), [62, 62]),
        (("1.2e-05", "2.5E3"), [1.2e-05, 2500]),
        (("1.2K", "12 users"), [1200, 12]),
        (("\N{MINUS SIGN}4.5", "+4.5"), [-4.5, 4.5]),
    ],
)
def test_the_column_says_what_stands_before_decimals(
    cells: tuple[str, str], found: list[float]
) -> None:
    text = "date;value\n" + "".join(f"2026-01-0{n};{c}\n" for n, c in enumerate(cells, 1))
    assert [value.amount.value for value in read(text).values] == found


def test_a_column_of_numbers_written_in_two_ways_is_refused() -> None:
    text = 'date,value\n2026-01-05,1.5\n2026-01-06,"2,5"\n'
    assert "1.5 (line 2)" in refusal(text) and "--decimal" in refusal(text)
    assert values(text, decimal="comma") == [("01-06", 2.5)]


def test_a_number_that_nothing_explains_is_read_as_in_english_and_told() -> None:
    text = 'date,value\n2026-01-05,"1,234"\n2026-01-06,7\n'
    found = read(text)
    assert (found.values[0].amount.value, found.unclear) == (1234, "1,234")
    assert values(text, decimal="comma")[0] == ("01-05", 1.234)
    assert read('date,value\n2026-01-05,"1,234.5"\n2026-01-06,"1,234"\n').unclear == ""


# ---- columns ----


@pytest.mark.parametrize(
    ("header", "ways", "column"),
    [
        ("date,a,b", {"value_column": "b"}, "b"),
        ("date,a,b", {"value_column": "2"}, "a"),
        ("date,All users,b", {"value_column": "ALL"}, "All users"),
        ("date,Setup_Rate,value", {}, "Setup_Rate"),
        ("date,value,visitors", {}, "value"),
        ("date,#,visitors", {}, "visitors"),
        ("date,month,visitors", {}, "visitors"),
        ("date,week,value", {}, "value"),
        ("a,when,b", {"value_column": "b"}, "b"),
    ],
)
def test_the_column_of_the_values_is_found(header: str, ways: dict[str, str], column: str) -> None:
    row = "3,2026-01-05,4" if header.startswith("a,") else "2026-01-05,3,4"
    assert read(f"{header}\n{row}\n", **ways).value_column == column


@pytest.mark.parametrize(
    ("text", "ways", "words"),
    [
        ("date,a,b\n2026-01-05,3,4\n", {}, ["Two columns hold values: “a”, “b”", "--value-column"]),
        ("date,value,value2\n2026-01-05,3,4\n", {}, ["“value”, “value2”", "--value-column"]),
        ("date,value,value\n2026-01-05,3,4\n", {}, ["its number (2, 3)"]),
        ("date,total users,new users\n2026-01-05,3,4\n", {}, ["“total users”, “new users”"]),
        ("date,value_a,value_b\n2026-01-05,3,4\n", {}, ["“value_a”, “value_b”"]),
        ("Date,Created,Resolved\n05/Jan/26,3,4\n", {}, ["“Created”, “Resolved”", "--value-column"]),
        ("date,a,b\n2026-01-05,3,4\n", {"value_column": "c"}, ["“c”", "“date”, “a”, “b”"]),
        ("date,a\n2026-01-05,3\n", {"date_column": "day"}, ["“day”", "“date”, “a”"]),
        ("created,resolved,v\n2026-01-05,2026-01-06,3\n", {},
         ["Two columns hold dates", "--date-column"]),
        ("date,a\n2026-01-05,x\n", {}, ["No column of the file holds numbers"]),
        ("date,v\n2026-01-05,x\n", {"value_column": "v"}, ["No row", "2: “x” is not a number"]),
        ("", {}, ["empty"]),
        (" \n\n", {}, ["empty"]),
        ("nothing here", {}, ["no rows with a date and a value"]),
        ('date,v\n2026-01-05,"3\n2026-01-06,4\n', {}, ["opens on line 2", "never closed"]),
        ("date,v\n2026-01-05," + "9" * 1_000_000, {}, ["Line 2", "131,072"]),
        ('{"date": "2026-01-05"}', {}, ["no rows"]),
        ("\x1b[2J,\x1b]0;x\n2026-01-05,y\n", {}, ["No column"]),
    ],
)  # fmt: skip
def test_what_is_unclear_is_refused_in_a_clear_sentence(
    text: str, ways: dict[str, str], words: list[str]
) -> None:
    said = refusal(text, **ways)
    assert all(word in said for word in words), said
    assert said.isprintable()


def test_named_columns_settle_what_is_unclear() -> None:
    text = "created,resolved,v,w\n2026-01-05,2026-01-06,3,4\n"
    assert values(text, date_column="resolved", value_column="w") == [("01-06", 4)]


def test_a_column_of_numbers_with_the_name_of_a_date_is_one_of_values() -> None:
    assert values("Time,Stamp\n12.5,2026-01-05\n7,2026-01-06\n") == [("01-05", 12.5), ("01-06", 7)]
    assert values("Date,Resolved\n2026-01-05,3\n") == [("01-05", 3)]


def test_a_week_that_is_not_over_is_no_error() -> None:
    found = read("week,value\n2026-W48,5\n")
    assert (found.values, [s.to_come for s in found.skipped]) == ([], [True])


# ---- laws ----

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = {
    "{0:%Y-%m-%d}": "",
    "{0:%Y%m%d}": "",
    "{0:%Y-%m-%d}T09:13:00.000Z": "",
    "{0.day} {1} {0.year}": "",
    "{1} {0.day}, {0.year}": "",
    "{0:%d.%m.%Y}": "",
    "{0:%d}/{1}/{0.year} 9:13 AM": "",
    "{0.day}/{0.month}/{0.year}": "dmy",
    "{0.month}/{0.day}/{0.year}": "mdy",
}
MARKS = {"plain": ("", "."), "english": (",", "."), "german": (".", ","), "french": (" ", ",")}

rows = st.dictionaries(
    st.dates(dt.date(1970, 1, 1), TODAY), st.integers(-(10**11), 10**11), min_size=1, max_size=8
)


@settings(max_examples=120, deadline=None)
@given(
    rows,
    st.sampled_from(sorted(DAYS)),
    st.sampled_from(sorted(MARKS)),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["", " %", " €"]),
)
def test_what_is_written_in_a_format_is_read_back(
    written: dict[dt.date, int],
    day: str,
    marks: str,
    delimiter: str,
    end: str,
    bom: str,
    unit: str,
) -> None:
    group, point = MARKS[marks]
    stream = io.StringIO()
    out = csv.writer(stream, delimiter=delimiter, lineterminator=end)
    out.writerow(["Date", "Value"])
    for on, cents in written.items():
        number = f"{cents / 100:,.2f}".replace(",", "_").replace(".", point).replace("_", group)
        out.writerow([day.format(on, MONTHS[on.month - 1]), number + unit])
    ways = {"date_order": DAYS[day]} if DAYS[day] else {}
    found = read(bom + stream.getvalue(), **ways)
    assert not found.skipped
    assert {v.on: round(v.amount.value * 100) for v in found.values} == written
    assert [v.on for v in found.values] == sorted(written)
    assert [v.line for v in sorted(found.values, key=lambda v: v.line)] == list(
        range(2, 2 + len(written))
    )


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Date", "Value", ",", ";", "\t", "\n", '"', "#", "2026-01-05", "1/5/2026", "12", "1,5",
             "1.234", "-", "%", " ", "Week", "03", "# Start date: 20260101", "\r", "²", "\0", "Jan"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_any_text_is_read_or_refused(pieces: list[str]) -> None:
    try:
        found = read("".join(pieces))
    except BadInput as error:
        assert error.mend
    else:
        assert [v.on for v in found.values] == sorted({v.on for v in found.values})
        assert all(v.on <= TODAY for v in found.values)


def test_a_huge_file_takes_no_more_than_its_lines() -> None:
    def seconds(lines: int) -> float:
        days = (dt.date(1980, 1, 1) + dt.timedelta(n % 17000) for n in range(lines))
        text = "date,value\n" + "".join(f"{day},{day.day}.5\n" for day in days)
        begin = time.perf_counter()
        assert len(read(text).values) == min(lines, 17000)
        return time.perf_counter() - begin

    seconds(100)
    few, many = seconds(5_000), seconds(50_000)
    assert many < 40 * few + 0.5
