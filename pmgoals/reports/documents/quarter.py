"""The quarterly review as a document: grades, what explains them, what goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.amounts import say_grade
from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.goal import Goal
from pmgoals.model.review import Review, Verdict
from pmgoals.reports.documents.goal_lines import NO_GOAL_TOLD, UNTOLD, say_state
from pmgoals.reports.documents.markdown import heading, items, joined, own, plain, table
from pmgoals.services.journal import items_of
from pmgoals.services.period_words import say_goal
from pmgoals.services.periods import GoalThen, Period
from pmgoals.services.verdicts import (
    differs_from_first,
    reached_words,
    say_cause,
    say_verdict,
    was_met,
)

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

DECIDED = {
    "close": "ended",
    "keep": "goes on",
    "change": "goes on otherwise",
    "defer": "deferred",
    "drop": "abandoned",
}
"""What became of a goal, in a word."""


PROPOSED = {
    "close": "ends",
    "keep": "goes on",
    "change": "goes on otherwise",
    "defer": "is deferred",
    "drop": "is abandoned",
}
"""What is proposed for a goal while its review is not closed."""


def quarter_review(planner: Planner, quarter: Quarter, review: Review) -> str:
    """Return the review of a quarter as Markdown; until it is closed, what is proposed in it."""
    facts = planner.reviews.facts(quarter)
    goals, verdicts = planner.plan.goals, review.verdicts
    if not review.closed:
        verdicts = planner.reviews.verdicts(quarter)
    by_goal = {then.goal.id: then for then in facts.goals}
    known = [(goals[v.goal], v) for v in verdicts if v.goal in goals]
    days = f"{say_date(quarter.start)} to {say_date(quarter.end)}"
    state = say_state(review, quarter.start, quarter.end, planner.today)
    if planner.plan.holds_back and not known and not review.answers:
        return joined([heading(f"Review {quarter}", 1), f"{days} · {state}", UNTOLD])
    parts = [
        heading(f"Review {quarter}", 1),
        f"{days} · {state}",
        *(_reached(planner, quarter, known) if review.closed else []),
        _grades(known, closed=review.closed, others=planner.plan.holds_back),
        *_answer(review, "what_happened", "What happened"),
        *_answer(review, "wins", "Results"),
    ]
    for goal, verdict in known:
        parts += _goal(goal, verdict, by_goal.get(goal.id))
    parts += [
        *_answer(review, "rhythm_or_strategy", "Rhythm or strategy"),
        *_rhythm(facts),
        *_changes(planner, facts),
        *_answer(review, "learned", "I learned that"),
        *_answer(review, "celebrate", "To be marked"),
        own(review.answers.get("text", "")),
    ]
    return joined(parts)


def _reached(planner: Planner, quarter: Quarter, known: list[tuple[Goal, Verdict]]) -> list[str]:
    """Return one warm line for each goal that ended and reached its line."""
    lines = planner.settings.lines
    return [
        f"**{plain(reached_words(goal))}**"
        for goal, verdict in known
        if was_met(goal, verdict, quarter.end, lines)
    ]


def _grades(known: list[tuple[Goal, Verdict]], *, closed: bool, others: bool) -> str:
    """Return the grades and what became of the goals; before the close, what is proposed."""
    if not known:
        return NO_GOAL_TOLD if others else "No goal was open in this quarter."
    eased = any(differs_from_first(verdict) for _, verdict in known)
    given = closed or any(verdict.grade != verdict.proposed for _, verdict in known)
    then = "Then" if closed else "Then (proposed)"
    grade = "Grade" if closed else "Grade so far"
    heads = [*([grade] if given else []), "Proposed", *(["First promise"] if eased else [])]
    rows = []
    for goal, verdict in known:
        row = [_grade(verdict.grade)] if given else []
        row += [_grade(verdict.proposed)]
        row += [_grade(verdict.original)] if eased else []
        word = (DECIDED if closed else PROPOSED)[verdict.decision]
        rows.append([plain(goal.title), *row, word])
    return table(["Goal", *heads, then], rows, texts=[then])


def _grade(grade: float | None) -> str:
    return say_grade(grade) or "-"


def _goal(goal: Goal, verdict: Verdict, then: GoalThen | None) -> list[str]:
    """Return what is known and said of one goal."""
    lines = [plain(line) for line in (say_goal(then)[1:] if then else [])]
    lines += [plain(line) for line in say_verdict(verdict) if line != verdict.note]
    if verdict.cause:
        lines.append(f"Root cause: {plain(say_cause(verdict.cause))}")
    said = [plain(verdict.note)] if verdict.note else []
    return [heading(goal.title), *said, items(lines)]


def _answer(review: Review, key: str, title: str) -> list[str]:
    text = review.answers.get(key, "").strip()
    if not text:
        return []
    lines = items_of(text)
    return [heading(title), items(map(plain, lines)) if len(lines) > 1 else plain(text)]


def _rhythm(facts: Period) -> list[str]:
    said = []
    if facts.weeks:
        said.append(f"{facts.weeks_done} of {facts.weeks} weeks done")
    if facts.promised:
        said.append(f"{facts.kept} of {facts.promised} weekly commitments kept")
    if facts.minutes:
        said.append(f"{round(facts.minutes / 60, 1):g} hours of learning")
    return [heading("The weeks"), items(said)] if said else []


def _changes(planner: Planner, facts: Period) -> list[str]:
    """Return what changed in promises; closings and carried goals are told elsewhere."""
    goals = planner.plan.goals
    lines = [
        f"{say_date(entry.on)}, {plain(goals[entry.goal].title)}: {plain(entry.field)} "
        f"{plain(entry.before)} to {plain(entry.after)}{', eased' if entry.eased else ''}"
        f"{f' ({plain(entry.reason)})' if entry.reason else ''}"
        for entry in facts.promises
        if entry.goal in goals
    ]
    return [heading("Promises that changed"), items(lines)] if lines else []
