"""Mends of what serves what: gaps, orphans, copies, scorecards, and another rhythm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from pmgoals.model.calendar import say_date
from pmgoals.model.cascade import is_above, theme_of
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.model.theme import Theme
from pmgoals.services.align.mend import (
    Ask,
    Case,
    Mend,
    Step,
    add,
    at_once,
    change,
    for_reason,
    quoted,
    trash,
)
from pmgoals.services.service import needed
from pmgoals.smart.rules.relevant import content

MOST_LINKS = 6
"""Goals or themes that are offered to link."""


# ---- gaps and orphans ----


def gap(case: Case) -> Iterator[Mend]:
    """P3: link a goal to the theme, or end it; put a goal below the one above, or drop that."""
    plan, found = case.plan, case.finding
    if found.case == "above":
        goal = plan.goals[found.where]
        for other in _others(plan, [goal])[:MOST_LINKS]:
            label = f"Put {quoted(other.title)} below it"
            yield at_once(f"under-{other.id}", label, "", change(other, parent=goal.id))
        yield at_once(
            "drop", f"End {quoted(goal.title)}", "unfinished", change(goal, state="closed")
        )
        return
    theme = plan.themes[found.where]
    for goal in _by_closeness(f"{theme.title} {theme.why}", _unserving_first(plan))[:MOST_LINKS]:
        serves = theme_of(goal, plan)
        told = f"now it serves {quoted(serves.title)}" if serves else ""
        yield at_once(
            f"link-{goal.id}", f"Link {quoted(goal.title)} to it", told, _link(goal, theme)
        )
    yesterday = case.planner.today - dt.timedelta(days=1)
    told = f"until {say_date(yesterday)}; what served it stays"
    yield at_once("end", "End the theme", told, change(theme, until=yesterday))
    yield at_once("trash", "Move the theme to the trash", "", trash(theme))


def orphan(case: Case) -> Iterator[Mend]:
    """P5: link the goal to a theme or a goal above, or say why it stands alone."""
    plan, found, today = case.plan, case.finding, case.planner.today
    goals = [plan.goals[own] for own in found.goals]
    themes = [t for t in plan.themes.values() if t.until is None or t.until >= today]
    if found.case == "none":
        yield from _first_theme(goals)
        return
    if found.case == "over":
        over = plan.themes[found.where]
        last = max(goal.due or today for goal in goals)
        until = max(last, today)
        label = f"Let the theme go on until {say_date(until)}"
        yield at_once("extend", label, "", change(over, until=until))
        for theme in themes:
            steps = [_link(goal, theme) for goal in goals]
            label = f"Link what served it to {quoted(theme.title)}"
            yield at_once(f"link-{theme.id}", label, "", *steps)
        return
    goal = goals[0]
    for theme in _themes_by_closeness(goal, themes)[:MOST_LINKS]:
        yield at_once(
            f"link-{theme.id}", f"It serves {quoted(theme.title)}", "", _link(goal, theme)
        )
    for other in _above_first(_others(plan, [goal]), plan)[:3]:
        label = f"It is a part of {quoted(other.title)}"
        yield at_once(f"under-{other.id}", label, "", change(goal, parent=other.id))
    yield Mend(
        "alone",
        "It stands alone, for a reason",
        "",
        lambda text: [
            change(
                goal, theme=None, no_theme_reason=needed(text, "The reason", EXAMPLE, field="text")
            )
        ],
        Ask("Because", EXAMPLE),
    )


EXAMPLE = "It is for me alone"
"""A reason to serve nothing."""


def _first_theme(goals: Sequence[Goal]) -> Iterator[Mend]:
    """Offer to say of every goal at once that it stands alone; a theme is added by hand."""
    yield Mend(
        "alone",
        "They stand alone, for a reason",
        "",
        lambda text: [
            change(goal, no_theme_reason=needed(text, "The reason", EXAMPLE, field="text"))
            for goal in goals
        ],
        Ask("Because", EXAMPLE),
    )


def _link(goal: Goal, theme: Theme) -> Step:
    return change(goal, theme=theme.id, no_theme_reason="")


def _others(plan: Plan, goals: Sequence[Goal]) -> list[Goal]:
    """Return the open goals that may be linked with some: neither of them nor above or below."""
    own = {goal.id for goal in goals}
    return [
        other
        for other in plan.open_goals
        if other.id not in own
        and not any(is_above(goal, other, plan) or is_above(other, goal, plan) for goal in goals)
    ]


def _unserving_first(plan: Plan) -> list[Goal]:
    return sorted(plan.open_goals, key=lambda goal: theme_of(goal, plan) is not None)


def _above_first(goals: Iterable[Goal], plan: Plan) -> list[Goal]:
    """Return goals, those first that have goals below them."""
    return sorted(goals, key=lambda goal: not plan.goals_below(goal.id))


def _by_closeness(text: str, goals: Sequence[Goal]) -> list[Goal]:
    """Return goals by the words they share with a text, most first; else in their order."""
    words = content(text)
    return sorted(goals, key=lambda g: -len(words & content(f"{g.title} {g.why} {g.problem}")))


def _themes_by_closeness(goal: Goal, themes: Sequence[Theme]) -> list[Theme]:
    words = content(f"{goal.title} {goal.why} {goal.problem}")
    return sorted(themes, key=lambda theme: -len(words & content(f"{theme.title} {theme.why}")))


# ---- goals above each other ----


def copied(case: Case) -> Iterator[Mend]:
    """P10: end the copy, or say what part of it it is to move."""
    plan = case.plan
    goal, parent = (plan.goals[own] for own in case.finding.goals[:2])
    label = f"End {quoted(goal.title)}"
    yield at_once("drop", label, f"{quoted(parent.title)} carries it", change(goal, state="closed"))
    if case.finding.case == "words":
        example = f"The part of {parent.title} that this goal moves"
        yield Mend(
            "title",
            "Say what its own part is",
            "a title of its own",
            lambda text: [change(goal, title=needed(text, "The title", example, field="text"))],
            Ask("Title", example),
        )


def scorecard(case: Case) -> Iterator[Mend]:
    """P11: let the goals below carry it, or lift them to where it stands and end it."""
    plan, found = case.plan, case.finding
    goal = plan.goals[found.where]
    parts = [plan.goals[own] for own in found.goals[1:]]
    measure = plan.alive(Measure)[found.about[-1]]
    told = f"{measure.name} of its own goes to the trash; its progress is theirs"
    yield at_once("carry", "Let the goals below carry it", told, trash(measure))
    lifted = [
        change(
            part,
            parent=goal.parent,
            theme=part.theme if part.theme in plan.themes else goal.theme,
            no_theme_reason=part.no_theme_reason or goal.no_theme_reason,
        )
        for part in parts
    ]
    label, told = f"End {quoted(goal.title)}", "the goals below take its place"
    yield at_once("dissolve", label, told, change(goal, state="closed"), *lifted)


# ---- cadence ----


def other_rhythm(case: Case) -> Iterator[Mend]:
    """P14: bring the two to one rhythm, from either side."""
    plan, found = case.plan, case.finding
    if found.case == "review":
        yield from _later_review(case)
    elif found.case == "quarter":
        yield from _a_step(case)
    else:
        goal, parent = (plan.goals[own] for own in found.goals)
        if goal.due is None or parent.due is None:
            return
        steps = [
            change(step, due=parent.due)
            for step in plan.milestones_of(goal.id)
            if step.is_open and step.due > parent.due
        ]
        label = f"Move the end of {quoted(goal.title)} to {say_date(parent.due)}"
        told = "its last steps too" if steps else ""
        yield at_once("earlier", label, told, change(goal, due=parent.due), *steps)
        label = f"Give {quoted(parent.title)} until {say_date(goal.due)}"
        yield for_reason("later", label, "a later deadline", change(parent, due=goal.due))


def _later_review(case: Case) -> Iterator[Mend]:
    plan, found = case.plan, case.finding
    goal = plan.goals[found.where]
    below = [plan.goals[own] for own in found.goals[1:]]
    days = [day for part in below for day in _ahead(part, plan, case.planner.today)]
    if days:
        label = f"Look at it on {say_date(min(days))}"
        yield at_once("review", label, "once a step is there", change(goal, review_on=min(days)))


def _ahead(goal: Goal, plan: Plan, today: dt.date) -> Iterator[dt.date]:
    steps = [step.due for step in plan.milestones_of(goal.id) if step.is_open]
    yield from (day for day in [*steps, *([goal.due] if goal.due else [])] if day >= today)


def _a_step(case: Case) -> Iterator[Mend]:
    plan, found, planner = case.plan, case.finding, case.planner
    quarter = planner.calendar.parse_quarter(found.about[-1], planner.today)
    example = "A first result that can be shown"
    for part in (plan.goals[own] for own in found.goals[1:]):
        if part.start <= quarter.end and (part.due is None or part.due >= quarter.end):
            yield Mend(
                f"step-{part.id}",
                f"Add a step to {quoted(part.title)}",
                f"due {say_date(quarter.end)}",
                lambda text, part=part: [  # type: ignore[misc]
                    add(
                        Milestone,
                        goal=part.id,
                        title=needed(text, "The milestone", example, field="text"),
                        due=quarter.end,
                    )
                ],
                Ask("What will be there", example),
            )
