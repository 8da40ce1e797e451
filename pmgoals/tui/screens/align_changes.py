"""What is changed on Align beside settling: themes, and what goals serve."""

from __future__ import annotations

from textual import work

from pmgoals.model.goal import Goal
from pmgoals.model.theme import Theme
from pmgoals.tui import flows_themes as flows
from pmgoals.tui.plan_screen import PlanScreen


class AlignChanges(PlanScreen):
    """A screen on which themes are added, edited and deleted, and goals are linked."""

    @property
    def theme_in_focus(self) -> Theme | None:
        """The theme under the cursor, None when it is on none."""
        raise NotImplementedError

    @property
    def _goal(self) -> Goal | None:
        return self.planner.plan.goals.get(self.goal_in_focus() or "")

    # ---- themes ----

    @work
    async def action_add(self) -> None:
        """Add a theme."""
        await self.ask(
            flows.theme_form(self.planner),
            lambda values: flows.save_theme(self.planner, values),
        )

    @work
    async def action_edit(self) -> None:
        """Edit the theme under the cursor, or the goal under it in the wizard."""
        theme, goal = self.theme_in_focus, self._goal
        if theme is not None:
            await self.ask(
                flows.theme_form(self.planner, theme),
                lambda values: flows.save_theme(self.planner, values, theme),
            )
        elif goal is not None:
            self.pm.open_revision(goal.id)
        else:
            self.pm.tell("Put the cursor on a theme or a goal first; a adds a theme.")

    @work
    async def action_delete(self) -> None:
        """Move the theme under the cursor to the trash."""
        theme = self.theme_in_focus
        if theme is None:
            self.pm.tell("Put the cursor on a theme first.")
            return
        count = len([g for g in self.planner.plan.goals_of(theme.id) if g.state != "closed"])
        goals = "1 goal serves it" if count == 1 else f"{count} goals serve it"
        remark = f"{goals} and would stand without a theme" if count else "u takes it back"
        question = f"Move the theme “{theme.title}” to the trash?"
        if await self.sure(question, "Move it to the trash", remark):
            self.attempt(lambda: self.planner.trash.put(theme.id), "In the trash. u takes it back.")

    # ---- linking ----

    @work
    async def action_link(self) -> None:
        """Say what the goal under the cursor serves, or find a goal for the theme under it."""
        if theme := self.theme_in_focus:
            await self._find_goal(theme)
        elif goal := self._goal:
            await self._link_goal(goal)
        else:
            self.pm.tell("Put the cursor on a goal or a theme first; a adds a theme.")

    async def _link_goal(self, goal: Goal) -> None:
        planner = self.planner
        key = await self.choose(f"“{goal.title}” serves", flows.link_options(planner, goal))
        if key == flows.ALONE:
            await self.ask(
                flows.apart_form(goal),
                lambda values: flows.save_apart(planner, values, goal),
            )
        elif key == flows.UNDER:
            await self._put_under(goal)
        elif key == flows.WEIGHS:
            await self.ask(
                flows.weight_form(goal), lambda values: flows.save_weight(planner, goal, values)
            )
        elif key:
            self.attempt(lambda: planner.themes.link(goal.id, key), "Linked.")

    async def _put_under(self, goal: Goal) -> None:
        options = flows.above_options(self.planner, goal)
        if not options:
            self.pm.tell("There is no other open goal; n writes one.")
            return
        key = await self.choose(f"“{goal.title}” is a part of", options)
        if key:
            parent = None if key == flows.ALONE else key
            self.attempt(lambda: flows.put_under(self.planner, goal, parent), "Linked.")

    async def _find_goal(self, theme: Theme) -> None:
        plan = self.planner.plan
        options = [
            (
                goal.id,
                goal.title,
                plan.themes[goal.theme].title if goal.theme in plan.themes else "",
            )
            for goal in plan.open_goals
            if goal.theme != theme.id
        ]
        if not options:
            self.pm.tell("There is no other open goal; n writes one.")
            return
        key = await self.choose(f"Which goal serves “{theme.title}”?", options)
        if key:
            self.attempt(lambda: self.planner.themes.link(key, theme.id), "Linked.")
