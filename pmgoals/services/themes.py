"""Align: themes and the goals that serve them."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict, Unpack

import msgspec

from pmgoals.model.cascade import theme_of
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.model.theme import Theme, ThemeKind
from pmgoals.services import checks
from pmgoals.services.goals import GoalFields, change_goal
from pmgoals.services.names import find
from pmgoals.services.service import Service, needed, quoted
from pmgoals.smart.rules.plan_links import is_orphan


class ThemeFields(TypedDict, total=False):
    """What an edit of a theme may change; what each holds, the record says."""

    title: str
    kind: ThemeKind
    why: str
    weight: float
    until: dt.date | None


class Alignment(msgspec.Struct, frozen=True):
    """What serves what."""

    served: list[tuple[Theme, list[Goal]]]
    """Each theme with the open goals that serve it, themselves or through a goal above."""
    orphans: list[Goal]
    """Open goals that name nothing they serve and give no reason, by rule P5."""
    apart: list[Goal]
    """Other open goals without a theme: for a reason, or with a priority or goal above instead."""

    @property
    def gaps(self) -> list[Theme]:
        """Themes that no open goal serves."""
        return [theme for theme, goals in self.served if not goals]

    def share(self, theme: Theme) -> float:
        """Return a theme's weight as a share of all weights, 0.0 to 1.0."""
        return theme.weight / sum(every.weight for every, _ in self.served)


class Themes(Service):
    """Themes and what serves them."""

    def add(
        self,
        title: str,
        *,
        kind: ThemeKind = "company",
        why: str = "",
        weight: float = 1.0,
        until: dt.date | None = None,
    ) -> Theme:
        """Add a theme. BadInput without a title or with a weight that is not above 0."""
        kept = needed(title, "The theme", "Grow in mid-market accounts")
        checks.weight(weight)
        with self._planner.change(f"added theme {quoted(kept)}") as tx:
            return tx.add(Theme, title=kept, kind=kind, why=why.strip(), weight=weight, until=until)

    def edit(self, theme_id: str, **fields: Unpack[ThemeFields]) -> Theme:
        """Change a theme's title, kind, why, weight or horizon.

        BadInput as for a new one, or for a field that is not edited; NotFound or AmbiguousName for
        the name.
        """
        given = checks.editable(fields, ThemeFields.__optional_keys__, "theme")
        if "title" in given:
            given["title"] = needed(given["title"], "The theme", "Grow in mid-market accounts")
        checks.weight(given.get("weight", 1.0))
        with self._planner.change("edited a theme") as tx:
            return tx.change(find(tx.plan, Theme, theme_id), **given)

    def place(
        self,
        goal_id: str,
        *,
        theme: str | None,
        parent: str | None,
        weight: float,
        reason: str = "",
    ) -> Goal:
        """Say in one step what a goal serves, which goal it is a part of, and what it weighs.

        A reason is kept only without a theme. BadInput for a weight not above 0, or a goal that
        would stand above itself; NotFound or AmbiguousName for the goal.
        """
        planner = self._planner
        with planner.change("placed a goal") as tx:
            goal = find(tx.plan, Goal, goal_id)
            why = "" if theme else reason.strip()
            fields: GoalFields = {
                "theme": theme,
                "parent": parent,
                "no_theme_reason": why,
                "weight": weight,
            }
            return change_goal(tx, goal, planner.today, "", **fields)

    def link(self, goal_id: str, theme_id: str | None, reason: str = "") -> Goal:
        """Say which theme a goal serves, or (`theme_id` None) why it serves none."""
        with self._planner.change("linked a goal to a theme") as tx:
            goal = find(tx.plan, Goal, goal_id)
            if theme_id is None:
                return tx.change(goal, theme=None, no_theme_reason=reason.strip())
            theme = find(tx.plan, Theme, theme_id)
            return tx.change(goal, theme=theme.id, no_theme_reason="")

    def alignment(self) -> Alignment:
        """Return themes with what serves them, and the goals that serve none."""
        plan = self._planner.plan
        goals = plan.open_goals
        served = [
            (theme, [goal for goal in goals if _serves(goal, theme, plan)])
            for theme in plan.themes.values()
        ]
        alone = [goal for goal in goals if theme_of(goal, plan) is None]
        return Alignment(
            served,
            [goal for goal in alone if is_orphan(goal, plan)],
            [goal for goal in alone if not is_orphan(goal, plan)],
        )


def _serves(goal: Goal, theme: Theme, plan: Plan) -> bool:
    served = theme_of(goal, plan)
    return served is not None and served.id == theme.id
