"""A page with everything that a report may hold, and what any text is put into.

python tests/reports/formats/page_maker.py writes the pages in pages/ anew; look at them before
committing, the HTML in a browser, light, dark, narrow and printed.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pmgoals.analytics.course import Course, Point
from pmgoals.analytics.forecast import Spread
from pmgoals.reports.documents.markdown import heading, items, plain, table
from pmgoals.reports.formats import FORMATS, render
from pmgoals.reports.page import Page

FOLDER = Path(__file__).parent / "pages"
START, TODAY, DUE = dt.date(2026, 7, 1), dt.date(2026, 11, 20), dt.date(2026, 12, 31)
OWN = """\
A text of one's **own**, with *stress*, `code`, a [link](https://example.org/a?b=1&c="2") and
one that [leads nowhere](notes/a.md).\\
A new line; <b>no HTML</b> &amp; no ![picture](https://example.org/p.png "never fetched").

1. First
2. Second, with more below it

   - a bit
   - another

     and its second paragraph

> Said by somebody,
>
> twice.

```
to the letter:  <tag>  a_b
```

---

### Below it
"""


def rich_page() -> Page:
    """Return a page with headings, lists, tables, a person's own text and two charts."""
    return Page(
        title="Update November 2026",
        name="update-2026-11",
        audience="manager",
        blocks=[
            heading("Update November 2026", 1),
            "**Watch.** 2 of 3 goals are on track; the calendar service is late.",
            heading("Progress"),
            items(
                [
                    plain("Make the first week worth staying for: on track, 42.4 %, target 45 %"),
                    plain("Cut double-booked jobs <per 1,000>: watch, 2.8 jobs, target 1.5 jobs"),
                    plain("* R&D & 件数: a_b_c [x] | y \\ z &amp; 1. ~5 #2"),
                ]
            ),
            heading("Goals"),
            table(
                ["Goal", "Grade", "Change", "Stands"],
                [
                    [plain("Make the first week worth staying for"), "0.8", "+11.4 %", "on track"],
                    [plain("A goal | with signs, and so long that it is broken"), "0.35", "-", ""],
                    [plain("顧客の最初の週を良くする"), "1.0", "+1,234", "reached"],
                ],
                texts=["Stands"],
            ),
            heading("Measures"),
            rising(),
            guarded(),
            OWN,
            "Last.",
        ],
    )


def rising() -> Course:
    """Return a measure on its way up, with a forecast."""
    values = [31, 31, 32.1, 33.5, 34.2, 35, 34.6, 38.1, 40.5, 41, 42.4]
    return course(
        name="activation of new accounts",
        actual=[Point(START + dt.timedelta(days=14 * n), v) for n, v in enumerate(values)],
        expected=[Point(START, 31.0), Point(DUE, 45.0)],
        expected_today=41.9,
        fan=[
            Spread(TODAY, 42.0, 42.4, 42.8),
            Spread(TODAY + dt.timedelta(days=20), 41.9, 44.0, 46.5),
            Spread(DUE, 42.8, 46.0, 50.0),
        ],
        chance=0.71,
    )


def guarded() -> Course:
    """Return a guardrail inside its limits."""
    values = [13.0, 14.0, 12.0, 15.0, 14.0, 16.0, 13.0, 12.5, 14.0]
    return course(
        name="setup tickets per 100 <new> accounts",
        unit="tickets",
        actual=[Point(START + dt.timedelta(days=14 * n), v) for n, v in enumerate(values)],
        baseline=None,
        target=None,
        low=10.0,
        high=18.0,
    )


def course(**fields: object) -> Course:
    """Return a course with some fields changed."""
    usual = {
        "goal": "g1", "measure": "k1", "name": "activation", "unit": "%", "start": START,
        "due": DUE, "today": TODAY, "baseline": 31.0, "target": 45.0, "low": None, "high": None,
        "steps": False, "actual": [], "expected": [], "expected_today": None, "fan": [],
        "chance": None,
    }  # fmt: skip
    return Course(**(usual | fields))  # type: ignore[arg-type]


def page_of(text: str) -> Page:
    """Return a page that has a text in every place where a person's words may stand."""
    return Page(
        title=text,
        name="any",
        blocks=[
            plain(text),
            heading(text),
            items([plain(text), f"**{plain(text)}**"]),
            table([plain(text) or "-", "n"], [[plain(text), "1"], ["x", plain(text)]]),
            rising_named(text),
        ],
    )


def rising_named(name: str, unit: str = "%") -> Course:
    """Return a measure of a name."""
    readings = [Point(START, 31.0), Point(START + dt.timedelta(days=50), 36.0)]
    return course(name=name, unit=unit, actual=readings)


def write() -> None:
    """Write the golden pages anew; a PDF has its text looked at instead."""
    FOLDER.mkdir(exist_ok=True)
    for form, ending in FORMATS.items():
        if form != "pdf":
            (FOLDER / f"rich{ending}").write_bytes(render(rich_page(), form))


if __name__ == "__main__":
    write()
