"""Every report by its key: who it is for, what it looks back on, and what is left out of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.month import Month
from pmgoals.model.record import Privacy
from pmgoals.model.review import Review
from pmgoals.reports.page import Page
from pmgoals.services.choices import pick
from pmgoals.services.names import find
from pmgoals.services.periods import Period, look_back
from pmgoals.services.sharing import LeftOut, SharedPlanner

if TYPE_CHECKING:
    from pmgoals.analytics.course import Course
    from pmgoals.services.planner import Planner

Over = Literal["weeks", "month", "quarter", "year", "level", "goal"]
"""What a report looks back on, or is about."""

TWO_WEEKS = dt.timedelta(days=13)
"""How far the reports of weeks look back: a fortnight with today."""

EVER = dt.date.min, dt.date.max
"""All days: what is about no period."""


class Report(msgspec.Struct, frozen=True):
    """A kind of report."""

    key: str
    """Its name on the command line."""
    title: str
    """Its name in a list."""
    about: str
    """What it is, in a sentence."""
    over: Over
    """What it looks back on."""
    audience: Privacy
    """Who it is for unless told."""


REPORTS: dict[str, Report] = {
    report.key: report
    for report in (
        Report("update", "Stakeholder update", "A month for executives, 200 words at most.",
               "month", "manager"),
        Report("manager", "For my manager", "Progress, plans and problems, five lines each.",
               "weeks", "manager"),
        Report("mentor", "For my mentor", "What I try, where I am stuck, what I ask.",
               "month", "mentor"),
        Report("self-review", "Self-review", "Accomplishments, growth, next; 400-700 words.",
               "year", "manager"),
        Report("brag", "Brag document", "A year of work under the headings reviews ask for.",
               "year", "manager"),
        Report("packet", "Promotion packet", "The case for the level worked towards.",
               "level", "manager"),
        Report("coverage", "Working paper of the packet", "Every expectation, also what is thin.",
               "level", "me"),
        Report("quarter", "Quarter in review", "Grades, what explains them, what goes on.",
               "quarter", "manager"),
        Report("year", "Year in review", "The year on one page.", "year", "manager"),
        Report("goal", "Goal on one page", "What it is for, where it stands, what is next.",
               "goal", "manager"),
    )
}  # fmt: skip
"""The reports, in the order they are listed."""


class Made(msgspec.Struct, frozen=True):
    """A report that was made."""

    report: Report
    """Its kind."""
    page: Page
    """What it says."""
    left_out: list[LeftOut]
    """What its audience does not get to read of it."""


def make(planner: Planner, key: str, audience: Privacy | None = None, of: str = "") -> Made:
    """Make a report for an audience, by default the one it is for.

    `of` names its period, its level or its goal; empty for the present one. BadInput for a report
    or a period that is none; NotFound or AmbiguousName for a goal.
    """
    report = REPORTS.get(key)
    if report is None:
        raise BadInput(f"There is no report “{shown(key)}”.", f"Use one of: {', '.join(REPORTS)}.")
    reader = audience or report.audience
    seen = SharedPlanner(planner, reader)
    blocks, name, first, last = _MAKERS[report.over](planner, seen, report, of)
    page = Page(
        title=str(blocks[0]).partition("\n")[0].lstrip("# "),
        name=name,
        audience=reader,
        blocks=blocks,
    )
    about = find(planner.plan, Goal, of) if report.over == "goal" else None
    return Made(report, page, planner.sharing.left_out(reader, first, last, about))


_Blocks = tuple[list["str | Course"], str, dt.date, dt.date]
"""What a report says, what its file is called, and the days it is about."""


def _of_weeks(planner: Planner, seen: Planner, report: Report, of: str) -> _Blocks:
    from pmgoals.model.dates import understand_day
    from pmgoals.reports.documents.manager import manager_page

    today = planner.today
    first = today - TWO_WEEKS
    if of.strip():
        first = min(today, understand_day(of, today, planner.calendar, lean="past").day)
    facts = look_back(seen, seen.plan, f"since {say_date(first)}", first, today)
    return [manager_page(seen, facts)], f"{report.key}-{today}", first, today


def _of_month(planner: Planner, seen: Planner, report: Report, of: str) -> _Blocks:
    month = Month.parse(of, planner.today) if of.strip() else Month.of(planner.today)
    if report.key == "mentor":
        from pmgoals.reports.documents.mentor import mentor_page

        page = mentor_page(seen, seen.alignments.facts(month))
    else:
        from pmgoals.reports.documents.update import stakeholder_update

        page = stakeholder_update(seen, month, _review_of_month(seen, month))
    return [page], f"{report.key}-{month}", month.first, month.last


def _review_of_month(seen: Planner, month: Month) -> Review:
    """Return the month's alignment as it may be read; one with nothing in it before it is held."""
    kept = seen.alignments.of(month) or seen.alignments.under_way(month)
    now = seen.clock.now()
    empty = Review(
        id="", created=now, updated=now, kind="monthly", period=str(month), on=seen.today
    )
    return kept or empty


def _of_quarter(planner: Planner, seen: Planner, report: Report, of: str) -> _Blocks:
    from pmgoals.reports.documents.quarter import quarter_review

    quarter = planner.quarter
    if of.strip():
        quarter = planner.calendar.parse_quarter(of, planner.today)
    kept = seen.reviews.of(quarter) or seen.reviews.under_way(quarter)
    now = seen.clock.now()
    empty = Review(id="", created=now, updated=now, period=str(quarter), on=seen.today)
    page = quarter_review(seen, quarter, kept or empty)
    return [page], f"review-{_slug(str(quarter))}", quarter.start, quarter.end


def _of_year(planner: Planner, seen: Planner, report: Report, of: str) -> _Blocks:
    year = planner.years.parse(of)
    facts = seen.years.facts(year)
    name = f"{report.key}-{_slug(str(year))}"
    if report.key == "year":
        from pmgoals.reports.documents.year import year_page

        kept = seen.years.of(year) or seen.years.under_way(year)
        now = seen.clock.now()
        empty = Review(
            id="", created=now, updated=now, kind="annual", period=str(year), on=seen.today
        )
        return [year_page(seen, year, kept or empty)], name, year.first, year.last
    return [_yearly(report.key)(seen, facts)], name, year.first, year.last


def _yearly(key: str) -> Callable[[Planner, Period], str]:
    if key == "brag":
        from pmgoals.reports.documents.brag import brag_page

        return brag_page
    from pmgoals.reports.documents.self_review import self_review

    return self_review


def _of_level(planner: Planner, seen: Planner, report: Report, of: str) -> _Blocks:
    from pmgoals.reports.documents.packet import level_of, promotion_packet
    from pmgoals.reports.documents.working_packet import working_packet

    levels = {level.key: level.name for level in planner.ladders.now.levels}
    rung = level_of(planner, pick(levels, of, "level") if of.strip() else "")
    page = (working_packet if report.key == "coverage" else promotion_packet)(seen, rung.key)
    return [page], f"{report.key}-{_slug(rung.key)}", *EVER


def _of_goal(planner: Planner, seen: SharedPlanner, report: Report, of: str) -> _Blocks:
    from pmgoals.reports.documents.one_pager import one_pager

    whole = find(planner.plan, Goal, of) if of.strip() else None
    if whole is None:
        raise BadInput("A page is of one goal.", "Name it: pmgoals report goal GOAL")
    goal = seen.plan.goals.get(whole.id)
    if goal is None:
        raise BadInput(
            f"“{shown(whole.title)}” is not shared with those who would read this.",
            f"Share it first: pmgoals share {whole.id} {seen.audience}",
        )
    return one_pager(seen, goal), f"goal-{_slug(goal.title)}", goal.start, planner.today


_MAKERS: dict[Over, Callable[[Planner, SharedPlanner, Report, str], _Blocks]] = {
    "weeks": _of_weeks,
    "month": _of_month,
    "quarter": _of_quarter,
    "year": _of_year,
    "level": _of_level,
    "goal": _of_goal,
}


def _slug(text: str) -> str:
    """Return words as a file name takes them: lower case, digits and hyphens, 60 at most."""
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in text.lower())
    return "-".join(kept.split())[:60].rstrip("-") or "page"
