"""Verdicts of a review: how they are changed, what they advise, and what closing will do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, get_args

import msgspec

from pmgoals import knowledge
from pmgoals.analytics.grading import STANDARD, Grading, Proposal
from pmgoals.counting import said_count
from pmgoals.errors import BadInput
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Decision, Goal
from pmgoals.model.review import Verdict
from pmgoals.services.carrying import goes_over
from pmgoals.services.service import quoted

if TYPE_CHECKING:
    from pmgoals.services.cases import GoalCase


def next_decision(decision: Decision) -> Decision:
    """Return the decision after this one: close, keep, change, defer, drop, close."""
    every = get_args(Decision)
    following: Decision = every[(every.index(decision) + 1) % len(every)]
    return following


def nudged(grade: float | None, step: int) -> float:
    """Return a grade `step` tenths higher or lower, 0.0 to 1.0; one not given starts at 0.0."""
    return min(1.0, max(0.0, round((grade or 0.0) + step / 10, 1)))


def wanted(goal: Goal, grading: Grading = STANDARD) -> float:
    """Return the grade below which a root cause is asked of a goal."""
    return grading.cause_below(goal.commitment)


def falls_short(goal: Goal, grade: float | None, grading: Grading = STANDARD) -> bool:
    """Tell whether a grade asks for a root cause."""
    return grade is not None and grade < wanted(goal, grading)


def advice(case: GoalCase, grade: float | None, grading: Grading = STANDARD) -> str:
    """Return one line on where to look: at the goal or at the rhythm; empty when neither."""
    if grade is None:
        return "No readings yet: grade it by what can be shown."
    if not falls_short(case.goal, grade, grading) or not case.weeks:
        return ""
    seen = f"{grade:.1f} with {case.weeks_done} of {case.weeks} weeks checked in"
    if case.on_rhythm:
        return f"{seen}: look at the goal, not the rhythm."
    return f"{seen}: look at the rhythm before the goal."


def check_reason(verdict: Verdict, goal: Goal | None) -> None:
    """Raise BadInput for a grade other than the numbers propose that nobody gave a reason for."""
    changed = verdict.proposed is not None and verdict.grade != verdict.proposed
    if changed and not (verdict.reason.strip() or verdict.note.strip()):
        title = quoted(goal.title) if goal else "A goal"
        raise BadInput(
            f"{title} has another grade than its numbers propose ({verdict.proposed:.1f}).",
            "Say why in one line: it stands beside the grade.",
            field="reason",
        )


def was_met(goal: Goal, verdict: Verdict, end: dt.date, grading: Grading = STANDARD) -> bool:
    """Tell whether a goal that ends by the quarter's end reached its line."""
    ends = verdict.decision == "close" or (goal.due is not None and goal.due <= end)
    line = grading.line(goal.commitment)
    return ends and verdict.grade is not None and verdict.grade >= line


def say_cause(key: str) -> str:
    """Return a root cause in words; a key that is not known as it is, "" for none."""
    known = knowledge.choice(knowledge.root_causes(), key)
    return known.label.lower() if known else key


def reached_words(goal: Goal) -> str:
    """Return the one warm line that a reached goal is marked with."""
    return f"Reached: {goal.title}. That was worth the weeks; mark it before the next one."


def differs_from_first(verdict: Verdict) -> bool:
    """Tell whether the first promise would have been graded otherwise than the final one."""
    final = verdict.proposed if verdict.uncapped is None else verdict.uncapped
    return verdict.original is not None and verdict.original != final


def say_verdict(verdict: Verdict) -> list[str]:
    """Return what stands behind a verdict, a line each, as far as it is known.

    The grade against the first promise, guardrails broken, why it is not as proposed, a note.
    """
    found = []
    if differs_from_first(verdict):
        found.append(f"{verdict.original:.1f} against what was first promised")
    if verdict.broken:
        found.append(f"At a price, outside its limits: {', '.join(verdict.broken)}")
    if verdict.reason:
        found.append(f"Graded otherwise than proposed: {verdict.reason}")
    return [*found, *([verdict.note] if verdict.note else [])]


def say_proposal(found: Proposal) -> str:
    """Return what the numbers propose, against the final and the first promise, and at what price.

    Empty without numbers.
    """
    if found.grade is None:
        return ""
    said = f"Its numbers propose {found.grade:.1f}"
    if found.original is not None and found.original != found.uncapped:
        said += f" ({found.original:.1f} against what was first promised)"
    if found.broken:
        names = ", ".join(measure.name for measure in found.broken)
        price = f": a hit at a price, {found.uncapped:.1f} without it" if found.at_a_price else ""
        said += f"; {names} {'is' if len(found.broken) == 1 else 'are'} outside the limits{price}"
    return f"{said}."


def say_grounds(case: GoalCase) -> str:
    """Return what a goal's numbers propose, and from what: its way against what was expected."""
    said, stand = say_proposal(case.proposal), case.health
    if not said or stand.shown is None or not stand.expected or case.proposal.uncapped is None:
        return said
    way, expected = round(stand.shown * 100), round(stand.expected * 100)
    if expected >= 100:
        return said
    return f"{said} It is {way} % of the way, {expected} % expected by then."


class Outcome(msgspec.Struct, frozen=True):
    """What closing a quarter with some verdicts will do."""

    closed: int
    """Goals that end with a grade."""
    dropped: int
    """Goals that end unfinished."""
    moved: int
    """Goals whose deadline moves."""
    to: dt.date
    """The day they move to."""
    carried: int
    """Goals that are closed with a grade and begun again in the next quarter."""
    kept: int
    """Goals that go on as they are, or with a change."""
    unexplained: int
    """Verdicts that ask for a root cause and have none."""

    def __str__(self) -> str:
        """Say it in one line: `closes 2 goals, moves 1 to 31 Mar 2027, drops none, keeps 3`."""
        goals = said_count(self.closed, "goal") if self.closed else "no goal"
        moved = f"{self.moved} to {say_date(self.to)}" if self.moved else "none"
        over = f", carries {self.carried} over into the next quarter" if self.carried else ""
        return (
            f"closes {goals}, moves {moved}, drops {self.dropped or 'none'}, "
            f"keeps {self.kept or 'none'}{over}"
        )


def outcome(
    goals: Iterable[Goal],
    verdicts: Sequence[Verdict],
    end: dt.date,
    to: dt.date,
    grading: Grading = STANDARD,
) -> Outcome:
    """Return what closing a quarter that ends on a day will do; deferred goals move to `to`."""
    by_id = {goal.id: goal for goal in goals}
    decided = [(by_id[v.goal], v) for v in verdicts if v.goal in by_id]
    moved = [v for goal, v in decided if v.decision == "defer" and deferred(goal, to) != goal.due]
    closed = sum(v.decision == "close" for _, v in decided)
    dropped = sum(v.decision == "drop" for _, v in decided)
    carried = sum(goes_over(goal, v.decision, end) for goal, v in decided)
    return Outcome(
        closed=closed,
        dropped=dropped,
        moved=len(moved),
        to=to,
        carried=carried,
        kept=len(decided) - closed - dropped - len(moved) - carried,
        unexplained=sum(not v.cause and falls_short(g, v.grade, grading) for g, v in decided),
    )


def deferred(goal: Goal, to: dt.date) -> dt.date:
    """Return the deadline of a goal that is deferred to a day: never earlier than it was."""
    return max(to, goal.due) if goal.due else to
