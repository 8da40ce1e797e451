"""The annual review as a document: the year on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.model.review import Review
from pmgoals.reports.documents.goal_lines import NO_GOAL_TOLD, UNTOLD, say_state
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
    facts, others = planner.years.facts(year), planner.plan.holds_back
    state = say_state(review, year.first, year.last, planner.today)
    head = [
        heading(f"{year} on one page", 1),
        f"{say_date(year.first)} to {say_date(year.last)} · {state}",
    ]
    before, quarters = _answers(review, ("priorities", "wins")), _quarters(planner, year)
    after = [
        *_evidence(facts),
        *_answers(review, ("growth", "planning", "learned", "not_again", "next")),
        own(review.answers.get("text", "")),
    ]
    if others and not (facts.goals or facts.minutes or quarters or any(before) or any(after)):
        return joined([*head, UNTOLD])
    parts = [
        *before,
        heading("Goals"),
        _goals(facts, others),
        *quarters,
        heading("The year in numbers"),
        items([*_numbers(planner, facts), *_hindsight(planner, year)]),
        *after,
    ]
    return joined([*head, *parts])


def _answers(review: Review, keys: tuple[str, ...]) -> list[str]:
    parts = []
    for key, title in ANSWERS:
        text = review.answers.get(key, "").strip()
        if key in keys and text:
            lines = items_of(text)
            parts.append(heading(title))
            parts.append(items(map(plain, lines)) if len(lines) > 1 else plain(text))
    return parts


def _goals(facts: Period, others: bool) -> str:
    if not facts.goals:
        return NO_GOAL_TOLD if others else "No goal was open in this year."
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
    """Return the quarters with what was graded; for others no count over a part of the grades."""
    rows = []
    whole = {review.id: _graded(review) for review in planner.plan.whole.reviews}
    for review in planner.years.quarterly(year):
        grades = _graded(review)
        told = len(grades) == len(whole[review.id])
        mean = f"{sum(grades) / len(grades):.1f}" if grades and told else "-"
        learned = review.answers.get("learned", "").strip().split("\n")[0]
        if told or learned:
            count = str(len(grades)) if told else "-"
            rows.append([review.period, count, mean, plain(learned) or "-"])
    head = ["Quarter", "Graded", "On average", "Learned"]
    return [heading("Quarters"), table(head, rows, texts=["Learned"])] if rows else []


def _graded(review: Review) -> list[float]:
    return [verdict.grade for verdict in review.verdicts if verdict.grade is not None]


def _numbers(planner: Planner, facts: Period) -> list[str]:
    """Return the year in numbers, a line each; for others only what is whole (`SharedPlan`)."""
    names = {known.key: known.name for known in planner.ladders.now.competencies}
    eased = sum(entry.eased for entry in facts.promises)
    said = [f"{facts.weeks_done} of {facts.weeks} weeks done"]
    if facts.promised:
        said.append(f"{facts.kept} of {facts.promised} weekly commitments kept")
    done = sum(len(then.done) for then in facts.goals)
    late = sum(len(then.late) for then in facts.goals)
    if facts.goals or not planner.plan.holds_back:
        of = " of the goals told of here" if facts.part else ""
        said.append(f"{done} milestones{of} done, {late} not done by their day")
    if not planner.plan.holds_back:
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
    """Return what confidence and dates were worth so far, for oneself: it is advice."""
    if planner.plan.holds_back:
        return []
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
