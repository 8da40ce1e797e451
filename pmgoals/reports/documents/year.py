"""The annual review as a document: the year on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.model.review import Review
from pmgoals.reports.documents.markdown import heading, items, joined, own, plain, table
from pmgoals.services.hindsight import say_calibration
from pmgoals.services.journal import items_of
from pmgoals.services.periods import Period
from pmgoals.services.slips import say_slip
from pmgoals.services.years import Year

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

ANSWERS = (
    ("priorities", "Priorities"),
    ("wins", "Accomplishments"),
    ("growth", "Growth"),
    ("planning", "How I plan"),
    ("learned", "I learned that"),
    ("not_again", "Left alone from here"),
    ("next", "Next year"),
)
"""Answers with their headings, in the order they are read."""

MOST_EVIDENCE = 10
"""Pieces of evidence named on the page."""


def year_page(planner: Planner, year: Year, review: Review) -> str:
    """Return the review of a fiscal year as Markdown."""
    facts = planner.years.facts(year)
    state = f"closed on {say_date(review.on)}" if review.closed else "under way"
    parts = [
        heading(f"{year} on one page", 1),
        f"{say_date(year.first)} to {say_date(year.last)} · {state}",
        *_answers(review, ("priorities", "wins")),
        heading("Goals"),
        _goals(facts),
        *_quarters(planner, year),
        heading("The year in numbers"),
        items([*_numbers(planner, facts), *_hindsight(planner, year)]),
        *_evidence(facts),
        *_answers(review, ("growth", "planning", "learned", "not_again", "next")),
        own(review.answers.get("text", "")),
    ]
    return joined(parts)


def _answers(review: Review, keys: tuple[str, ...]) -> list[str]:
    parts = []
    for key, title in ANSWERS:
        text = review.answers.get(key, "").strip()
        if key in keys and text:
            lines = items_of(text)
            parts.append(heading(title))
            parts.append(items(map(plain, lines)) if len(lines) > 1 else plain(text))
    return parts


def _goals(facts: Period) -> str:
    if not facts.goals:
        return "No goal was open in this year."
    rows = [
        [
            plain(then.goal.title),
            "-" if then.goal.grade is None else f"{then.goal.grade:.1f}",
            "reached" if then.status == "done" else then.status,
            f"{then.weeks_done} of {then.weeks}",
        ]
        for then in sorted(facts.goals, key=lambda t: t.goal.closed_on or facts.last)
    ]
    return table(["Goal", "Grade", "Stands", "Weeks"], rows, texts=["Stands"])


def _quarters(planner: Planner, year: Year) -> list[str]:
    rows = []
    for review in planner.years.quarterly(year):
        grades = [v.grade for v in review.verdicts if v.grade is not None]
        mean = f"{sum(grades) / len(grades):.1f}" if grades else "-"
        learned = review.answers.get("learned", "").strip().split("\n")[0]
        rows.append([review.period, str(len(grades)), mean, plain(learned) or "-"])
    head = ["Quarter", "Graded", "On average", "Learned"]
    return [heading("Quarters"), table(head, rows, texts=["Learned"])] if rows else []


def _numbers(planner: Planner, facts: Period) -> list[str]:
    """Return the year in numbers, a line each."""
    names = {known.key: known.name for known in planner.ladders.now.competencies}
    eased = sum(entry.eased for entry in facts.promises)
    said = [f"{facts.weeks_done} of {facts.weeks} weeks done"]
    if facts.promised:
        said.append(f"{facts.kept} of {facts.promised} weekly commitments kept")
    done = sum(len(then.done) for then in facts.goals)
    late = sum(len(then.late) for then in facts.goals)
    said.append(f"{done} milestones done, {late} not done by their day")
    said.append(f"{len(facts.promises)} changes of promises, {eased} of them eased")
    if facts.minutes:
        most = [
            f"{plain(names.get(key, key) or 'no competency')} {say_minutes(minutes)}"
            for key, minutes in list(facts.minutes_by.items())[:4]
            if minutes
        ]
        said.append(f"{say_minutes(facts.minutes)} of learning: {', '.join(most)}")
    return said


def _hindsight(planner: Planner, year: Year) -> list[str]:
    """Return what confidence and dates were worth so far."""
    seen = planner.years.hindsight(year)
    said = [say_slip(slip) for slip in seen.slips]
    if seen.calibration.score is not None:
        said = [say_calibration(seen.calibration), *said]
    return [plain(line) for line in said if line]


def _evidence(facts: Period) -> list[str]:
    if not facts.evidence:
        return []
    kinds = {kind.key: kind.label for kind in knowledge.evidence_kinds()}
    lines = []
    for each in facts.evidence[-MOST_EVIDENCE:]:
        kind = plain(kinds.get(each.kind, each.kind).lower())
        lines.append(f"{say_date(each.on)}, {kind}: {plain(each.title)}")
    return [heading("Evidence kept"), items(lines)]
