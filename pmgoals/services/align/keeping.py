"""Keeping a finding: it is meant so, and a goal says why."""

from __future__ import annotations

from collections.abc import Iterator

from pmgoals.model.goal import Override
from pmgoals.services.align.mend import Ask, Case, Mend, change
from pmgoals.services.service import needed

EXAMPLE = "They count different things"
"""A reason to keep a finding."""


def keep(case: Case) -> Iterator[Mend]:
    """Offer to keep a finding about goals with a reason, which stands with the first of them."""
    if not case.finding.goals:
        return
    goal = case.plan.goals[case.finding.goals[0]]
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
                    Override(case.finding.key, needed(text, "The reason", EXAMPLE, field="text")),
                ],
            )
        ],
        Ask("Because", EXAMPLE),
    )
