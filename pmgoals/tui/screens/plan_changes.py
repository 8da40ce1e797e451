"""What is changed on the plan's board: each key asks a service, nothing more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from textual import on, work

from pmgoals.analytics.moves import Consequences
from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.dependencies import links_of
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.consequences import say, say_late
from pmgoals.tui import flows_rhythm
from pmgoals.tui.plan_screen import PlanScreen
from pmgoals.tui.screens.plan_lanes import TimelineLanes
from pmgoals.tui.screens.plan_milestone import firsts
from pmgoals.tui.widgets.lines import RowList

NO_GOAL = "Milestones are the dated steps of a goal. n starts a goal."


class PlanChanges(PlanScreen):
    """A board on which milestones are moved, finished, added, edited, linked and deleted."""

    @property
    def quarter(self) -> Quarter:
        """The quarter in focus."""
        raise NotImplementedError

    def milestone(self) -> Milestone | None:
        """Return the milestone under the cursor."""
        raise NotImplementedError

    def show_milestone(self, milestone: Milestone) -> None:
        """Put the cursor on a milestone, wherever its quarter is."""
        raise NotImplementedError

    @property
    def has_goals(self) -> bool:
        """Whether there is an open goal to plan for."""
        return bool(self.planner.plan.open_goals)

    def needed(self) -> Milestone | None:
        """Return the milestone under the cursor; None, and tell how to add one, without any."""
        milestone = self.milestone()
        if milestone is None:
            add = self.pm.key_of("plan.add")
            self.pm.tell(
                f"There is no milestone here; {add} adds one." if self.has_goals else NO_GOAL
            )
        return milestone

    def action_earlier(self) -> None:
        """Move the milestone a quarter back."""
        self._move(-1)

    def action_later(self) -> None:
        """Move the milestone a quarter on."""
        self._move(1)

    def _move(self, step: int) -> None:
        if milestone := self.needed():
            self.move_to(milestone, self.planner.milestones.in_quarters(milestone, step))

    def move_to(self, milestone: Milestone, due: dt.date) -> None:
        """Move a milestone to a day; what that does is shown, and a later day asks why."""
        service = self.planner.milestones
        if due == milestone.due:
            return
        does = service.consequences(milestone, due)
        wants_reason = service.wants_reason(milestone, due)
        if does.starts is None and (wants_reason or does.overtaken or does.is_over):
            self._ask_move(milestone, does, wants_reason=wants_reason)
        else:  # at once: the next key may already wait
            said = " ".join([f"Moved to {say_date(due)}.", *say(does)[1:]])
            if moved := self.attempt(lambda: service.move(milestone.id, due), said):
                self.show_milestone(moved)

    @work
    async def _ask_move(
        self, milestone: Milestone, does: Consequences, *, wants_reason: bool
    ) -> None:
        """Ask why a milestone moves, and whether what waits for it moves along."""
        if does.is_over and not await self._sure_of(milestone, does):
            return
        service = self.planner.milestones
        if wants_reason or does.overtaken:
            form = flows_rhythm.move_form(milestone, does, wants_reason)
            await self.ask(
                form,
                lambda values: flows_rhythm.save_move(self.planner, milestone, does, values),
            )
        else:
            said = f"Moved to {say_date(does.after)}."
            self.attempt(lambda: service.move(milestone.id, does.after), said)
        self._show_again(milestone)

    async def _sure_of(self, milestone: Milestone, does: Consequences) -> bool:
        """Ask before a milestone goes to a day that is over."""
        return await self.sure(
            f"{say_date(does.after)} is over: “{milestone.title}” would be late at once.", "Move it"
        )

    async def _consider(
        self, milestone: Milestone, values: dict[str, str]
    ) -> dict[str, str] | None:
        """Ask what moving a milestone asks, where its edit gives it another day."""
        from pmgoals.tui.modals.form import FormModal  # not needed before the first form

        service, due = self.planner.milestones, flows_rhythm.milestone_day(self.planner, values)
        if due == milestone.due:
            return {}
        does = service.consequences(milestone, due)
        unexplained = service.wants_reason(milestone, due) and not values["reason"].strip()
        if does.starts or unexplained:
            return {}  # it will be refused, which is told first
        if does.is_over and not await self._sure_of(milestone, does):
            return None
        if not does.overtaken:
            return {}
        form = flows_rhythm.move_form(milestone, does, wants_reason=False)
        answer = await self.app.push_screen_wait(FormModal(form))
        return answer.values if answer.saved else None

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

    def _show_again(self, milestone: Milestone) -> None:
        """Put the cursor on a milestone as it stands now, unless it is gone."""
        if there := self.planner.plan.alive(Milestone).get(milestone.id):
            self.show_milestone(there)

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
                lambda values: self._consider(milestone, values),
            ):
                self._show_again(milestone)

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
