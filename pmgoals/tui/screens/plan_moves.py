"""How milestones are moved on the plan: what that does is told, and asked where it matters."""

from __future__ import annotations

import datetime as dt

from textual import work

from pmgoals.analytics.moves import Consequences
from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.milestone import Milestone
from pmgoals.services.consequences import say
from pmgoals.tui import flows_rhythm
from pmgoals.tui.plan_screen import PlanScreen

NO_GOAL = "Milestones are the dated steps of a goal. n starts a goal."


class PlanMoves(PlanScreen):
    """A board on which milestones are moved."""

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
        self.show_again(milestone)

    async def _sure_of(self, milestone: Milestone, does: Consequences) -> bool:
        """Ask before a milestone goes to a day that is over."""
        return await self.sure(
            f"{say_date(does.after)} is over: “{milestone.title}” would be late at once.", "Move it"
        )

    async def consider(self, milestone: Milestone, values: dict[str, str]) -> dict[str, str] | None:
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
        answer = await self.pm.shown(FormModal(form))
        return answer.values if answer and answer.saved else None

    def show_again(self, milestone: Milestone) -> None:
        """Put the cursor on a milestone as it stands now, unless it is gone."""
        if there := self.planner.plan.alive(Milestone).get(milestone.id):
            self.show_milestone(there)
