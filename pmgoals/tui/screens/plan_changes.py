"""What is changed on the plan's board: each key asks a service, nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from textual import on, work

from pmgoals.model.dependencies import links_of
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.consequences import say_late
from pmgoals.tui import flows_rhythm
from pmgoals.tui.screens.plan_lanes import TimelineLanes
from pmgoals.tui.screens.plan_milestone import firsts
from pmgoals.tui.screens.plan_moves import NO_GOAL, PlanMoves
from pmgoals.tui.widgets.lines import RowList


class PlanChanges(PlanMoves):
    """A board on which milestones are moved, finished, added, edited, linked and deleted."""

    @contextmanager
    def _followed(self) -> Iterator[None]:
        """Put the cursor on a milestone that was changed meanwhile, the one under it if it was."""
        here, before = self.milestone(), self.planner.plan.alive(Milestone)
        yield
        plan = self.planner.plan
        there = plan.alive(Milestone)
        is_open = {goal.id for goal in plan.open_goals}
        changed = [m for m in there.values() if before.get(m.id) != m and m.goal in is_open]
        if changed:
            changed.sort(key=lambda m: (here is None or m.id != here.id, m.due))
            self.show_milestone(changed[0])

    def action_undo(self) -> None:
        """Take back the last change; the cursor goes with what it changes."""
        with self._followed():
            super().action_undo()

    def action_redo(self) -> None:
        """Do again what was taken back; the cursor goes with what it changes."""
        with self._followed():
            super().action_redo()

    def action_done(self) -> None:
        """Mark the milestone done, or open again."""
        if milestone := self.needed():
            word = "Open again" if milestone.done_on else "Done"
            said = f"{word}: {milestone.title}."
            self.attempt(lambda: self.planner.milestones.toggle(milestone.id), said)

    @work
    async def action_add(self) -> None:
        """Add a milestone in this quarter."""
        if not self.has_goals:
            self.pm.tell(NO_GOAL)
            return
        form = flows_rhythm.milestone_form(
            self.planner, self.quarter.end, self.goal_in_focus() or ""
        )
        with self._followed():
            await self.ask(form, lambda values: flows_rhythm.save_milestone(self.planner, values))

    def action_break_down(self) -> None:
        """Break the goal of the milestone, or one that is chosen, into milestones."""
        self._pick_goal("Break down", self._break_down)

    @work
    async def _break_down(self, goal: Goal) -> None:
        from pmgoals.tui.break_down import break_down

        await break_down(self, goal)

    @on(RowList.Chosen)
    @on(TimelineLanes.Chosen)
    @work
    async def action_edit(self) -> None:
        """Edit the milestone."""
        if milestone := self.needed():
            form = flows_rhythm.edit_form(self.planner, milestone)
            if await self.ask(
                form,
                lambda values: flows_rhythm.save_edit(self.planner, milestone, values),
                lambda values: self.consider(milestone, values),
            ):
                self.show_again(milestone)

    @work
    async def action_after(self) -> None:
        """Say what comes before the milestone, or that something no longer does."""
        if milestone := self.needed():
            options = firsts(self.planner, milestone)
            if not options:
                self.pm.tell("There is no other milestone that could come before it.")
                return
            key = await self.choose(f"“{milestone.title}” comes after", options)
            service = self.planner.milestones
            if key in milestone.depends_on:
                self.attempt(lambda: service.independent(milestone.id, key), "Unlinked.")
            elif key:
                kept = self.attempt(lambda: service.depends(milestone.id, key))
                if kept is not None:
                    links = links_of(kept, self.planner.plan)
                    late = [say_late(w, self.planner.today) for w in links if w.first.id == key]
                    self.pm.tell(" ".join(["Linked.", *late]))

    @work
    async def action_delete(self) -> None:
        """Move the milestone to the trash, after asking."""
        milestone = self.needed()
        if milestone and await self.sure(f"Delete “{milestone.title}”?", "Delete it"):
            self.attempt(
                lambda: self.planner.trash.put(milestone.id), "In the trash. u takes it back."
            )
