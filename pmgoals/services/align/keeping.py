"""Keeping a finding: it is meant so, and a goal says why; and taking that back."""

from __future__ import annotations

from collections.abc import Iterator

from pmgoals.model.goal import Goal, Override
from pmgoals.model.plan import Plan
from pmgoals.services.align.mend import Ask, Case, Mend, change
from pmgoals.services.service import needed
from pmgoals.smart.finding import Finding

AGAIN = "again"
"""Key of what takes a reason back."""

EXAMPLES = {
    "P1": "Two of them end this month",
    "P2": "The next one is for growth",
    "P3": "The next part of it starts in March",
    "P5": "It is for joy",
    "P6": "They count different things",
    "P7": "They count different customers",
    "P8": "The launch week is kept free of all else",
    "P9": "The data lead has agreed to both",
    "P10": "It says what the team can move of it",
    "P11": "The board counts it so",
    "P12": "A first draft of it is enough to begin",
    "P13": "They are written together, week by week",
    "P14": "The quarter between is for research",
    "P15": "It is the number that was asked for",
    "P16": "Two afternoons more are free until May",
}
"""A reason to keep a finding, by its rule."""


def keep(case: Case) -> Iterator[Mend]:
    """Offer to keep a finding about goals with a reason, which stands with the first of them."""
    if not case.finding.goals:
        return
    goal = case.plan.goals[case.finding.goals[0]]
    example = EXAMPLES[case.finding.rule]
    kept = [each for each in goal.overrides if each.rule != case.finding.key]
    yield Mend(
        "keep",
        "It is meant so",
        "it is not told again; the reason stands with the goal",
        lambda text: [
            change(
                goal,
                overrides=[
                    *kept,
                    Override(case.finding.key, needed(text, "The reason", example, field="text")),
                ],
            )
        ],
        Ask("Because", example),
    )


def told_again(case: Case) -> Mend:
    """Return what takes the reason away with which a finding is kept."""
    steps = [
        change(goal, overrides=[each for each in goal.overrides if each.rule != case.finding.key])
        for goal in _keepers(case.finding, case.plan)
    ]
    return Mend(AGAIN, "Tell it again", "the reason is taken away", lambda _: steps)


def reason_of(finding: Finding, plan: Plan) -> str:
    """Return the reason with which a finding is kept, empty when it is not."""
    reasons = (
        each.reason
        for goal in _keepers(finding, plan)
        for each in goal.overrides
        if each.rule == finding.key
    )
    return next(reasons, "")


def _keepers(finding: Finding, plan: Plan) -> list[Goal]:
    """Return the goals that keep a finding; two copies of a plan may have kept it apart."""
    goals = [plan.goals[own] for own in finding.goals if own in plan.goals]
    return [goal for goal in goals if any(each.rule == finding.key for each in goal.overrides)]
