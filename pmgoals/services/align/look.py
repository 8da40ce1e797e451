"""What Align shows: the cascade from themes to goals, their numbers, the matrix, open answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

import msgspec

from pmgoals.analytics.portfolio import Composite, composite, goals_in, of_themes
from pmgoals.model.calendar import Quarter
from pmgoals.model.cascade import theme_of, tops
from pmgoals.model.goal import Goal, GoalKind
from pmgoals.model.plan import Plan
from pmgoals.model.theme import Theme
from pmgoals.smart.rules.relevant import ethics_unanswered
from pmgoals.smart.sketch import QUESTIONS, Setting, sketch_of

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

QUARTERS = 4
"""Quarters of the matrix, the present one first."""

NEW = dt.timedelta(weeks=1)
"""How long a theme is new."""

KINDS: tuple[GoalKind, ...] = get_args(GoalKind)
"""Kinds of goals, in the order of the matrix."""


class Branch(msgspec.Struct, frozen=True):
    """A goal with the goals below it that serve the same theme."""

    goal: Goal
    """The goal, open."""
    below: list[Branch]
    """What is part of it, by deadline."""

    def every(self) -> list[Goal]:
        """Return the goal and all below it, from the top down."""
        return [self.goal, *(goal for branch in self.below for goal in branch.every())]


class ThemeLook(msgspec.Struct, frozen=True):
    """A theme with what serves it."""

    theme: Theme
    """The theme."""
    weight: float
    """Its weight as a share of all weights, 0.0 to 1.0."""
    branches: list[Branch]
    """The open goals on top that serve it."""
    numbers: Composite
    """Where they stand together."""
    is_over: bool
    """Whether its horizon is behind."""
    is_new: bool
    """Whether it was added within the last week: that nothing changed says nothing yet."""


class MatrixRow(msgspec.Struct, frozen=True):
    """A line of the matrix: how many open goals a theme has."""

    theme: Theme | None
    """The theme; None for goals that serve none."""
    kinds: list[int]
    """By kind of goal, as in `KINDS`."""
    quarters: list[int]
    """By quarter in which they run, as in the look's quarters."""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.kinds)


class Unanswered(msgspec.Struct, frozen=True):
    """A goal that has not answered what is asked of every goal."""

    goal: Goal
    """The goal, active."""
    questions: list[str]
    """Keys of the dependency questions without an answer."""
    ethics: bool
    """Whether the ethics check is asked of it and has no answer."""


class Look(msgspec.Struct, frozen=True):
    """Everything Align shows beside its findings."""

    quarter: Quarter
    """The present quarter; changes are counted from its first day."""
    themes: list[ThemeLook]
    """Themes in stored order."""
    alone: list[Branch]
    """Open goals on top that serve no theme."""
    whole: Composite
    """All themes together, by their weight."""
    quarters: list[Quarter]
    """Quarters of the matrix."""
    matrix: list[MatrixRow]
    """A line for each theme, then for goals without one where there are any."""
    unanswered: list[Unanswered]
    """Active goals with open answers, by deadline."""

    @property
    def is_new(self) -> bool:
        """Whether all themes are."""
        return all(each.is_new for each in self.themes)

    @property
    def goals(self) -> list[Goal]:
        """All open goals, in the order in which they are shown."""
        branches = [b for each in self.themes for b in each.branches] + self.alone
        return [goal for branch in branches for goal in branch.every()]


def look(planner: Planner) -> Look:
    """Return what Align shows of the plan as it stands."""
    plan, today, calendar = planner.plan, planner.today, planner.calendar
    quarter = planner.quarter
    open_goals, start = plan.open_goals, quarter.start
    rollup = planner.settings.rollup
    weights = sum(theme.weight for theme in plan.themes.values())
    themes = [
        ThemeLook(
            theme,
            theme.weight / weights,
            _branches([g for g in open_goals if _serves(g, theme, plan)], plan),
            composite(goals_in(theme.id, plan, start), plan, start, today, rollup),
            theme.until is not None and theme.until < today,
            today - theme.created.date() < NEW,
        )
        for theme in plan.themes.values()
    ]
    alone = [goal for goal in open_goals if theme_of(goal, plan) is None]
    quarters = [calendar.plus(quarter, n) for n in range(QUARTERS)]
    return Look(
        quarter=quarter,
        themes=themes,
        alone=_branches(alone, plan),
        whole=of_themes([(t.theme.weight, t.numbers) for t in themes], start, today, rollup),
        quarters=quarters,
        matrix=_matrix(themes, alone, quarters),
        unanswered=unanswered(plan, planner),
    )


def _serves(goal: Goal, theme: Theme, plan: Plan) -> bool:
    served = theme_of(goal, plan)
    return served is not None and served.id == theme.id


def _branches(goals: list[Goal], plan: Plan) -> list[Branch]:
    """Return goals that serve one theme as trees."""
    own = {goal.id for goal in goals}
    on_top = tops(goals, plan)

    def branch(goal: Goal, over: frozenset[str]) -> Branch:
        met = over | {goal.id}  # goals may stand above each other in a plan edited by hand
        return Branch(goal, [branch(part, met) for part in _parts(goal, plan, own, met)])

    return [branch(goal, frozenset()) for goal in on_top]


def _parts(goal: Goal, plan: Plan, own: set[str], met: frozenset[str]) -> list[Goal]:
    """Return the nearest goals below a goal that are among some and were not met.

    Others between are passed over.
    """
    found: list[Goal] = []
    for part in plan.goals_below(goal.id):
        if part.id not in met:
            found += [part] if part.id in own else _parts(part, plan, own, met | {part.id})
    return found


def _matrix(
    themes: Sequence[ThemeLook], alone: Sequence[Goal], quarters: Sequence[Quarter]
) -> list[MatrixRow]:
    rows = [
        _row(each.theme, [g for b in each.branches for g in b.every()], quarters) for each in themes
    ]
    return [*rows, _row(None, alone, quarters)] if alone else rows


def _row(theme: Theme | None, goals: Sequence[Goal], quarters: Sequence[Quarter]) -> MatrixRow:
    kinds = [sum(goal.kind == kind for goal in goals) for kind in KINDS]
    return MatrixRow(theme, kinds, [sum(_runs(goal, q) for goal in goals) for q in quarters])


def _runs(goal: Goal, quarter: Quarter) -> bool:
    return goal.start <= quarter.end and (goal.due or dt.date.max) >= quarter.start


# ---- what is asked of every goal ----


def unanswered(plan: Plan, planner: Planner) -> list[Unanswered]:
    """Return the active goals that left a dependency question or the ethics check open.

    Which goals the ethics check is asked of, rule R4 says; a goal that keeps it is not asked.
    """
    setting = Setting(today=planner.today, fiscal_year_end=planner.calendar.year_end(planner.today))
    found = []
    for goal in plan.active_goals:
        kept = {override.rule for override in goal.overrides}
        asked = [] if "A4" in kept else [key for key in QUESTIONS if not getattr(goal, key).strip()]
        ethics = False
        if not goal.ethics.strip() and "R4" not in kept:
            sketch = sketch_of(goal, plan, planner.calendar)
            notice = ethics_unanswered(sketch, setting)
            ethics = notice is not None and notice.field == "ethics"
        if asked or ethics:
            found.append(Unanswered(goal, asked, ethics))
    return found
