"""What the views of Learn change: learning, the reading list and evidence."""

from __future__ import annotations

from typing import TypeVar

from textual import on, work

from pmgoals.analytics.coverage import Cover
from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity, ReadingItem, Recalled
from pmgoals.reports.documents.packet import packet_name
from pmgoals.reports.documents.working_packet import working_packet
from pmgoals.services.recall import call_of, later_call
from pmgoals.tui import flows_learning, flows_reading
from pmgoals.tui.plan_screen import PlanScreen
from pmgoals.tui.screens.learn_coverage import NO_LEVEL
from pmgoals.tui.widgets.lines import RowList

Shown = LearningActivity | ReadingItem | Evidence | Cover
"""What a row of a view stands for."""

S = TypeVar("S", LearningActivity, ReadingItem, Evidence, Cover)

NONE_YET = {
    "log": "Nothing is logged yet; a logs the first.",
    "reading": "Nothing is on the list yet; a puts something there.",
    "evidence": "Nothing is kept yet; a keeps the first.",
    "coverage": NO_LEVEL,
}
"""What is told where a key has nothing to work on."""


class LearnChanges(PlanScreen):
    """What can be changed on Learn; which view is shown, the screen says."""

    def __init__(self) -> None:
        super().__init__()
        self._place = "log"
        self.level = ""
        """Key of the level whose expectations are shown; empty for the one worked towards."""

    @property
    def record(self) -> Shown | None:
        """What the row under the cursor stands for."""
        raise NotImplementedError

    def show_evidence_of(self, competency: str) -> None:
        """Show the evidence of a competency."""
        raise NotImplementedError

    def _needed(self, kind: type[S]) -> S | None:
        """Return what is under the cursor; say so when there is nothing of the kind."""
        found = self.record
        if isinstance(found, kind):
            return found
        self.pm.tell(NONE_YET[self._place])
        return None

    # ---- every view ----

    @work
    async def action_add(self) -> None:
        """Add to what the view shows."""
        planner, found = self.planner, self.record
        if self._place == "log":
            self.action_log_learning()
        elif self._place == "reading":
            await self.ask(
                flows_reading.reading_form(planner),
                lambda values: flows_reading.save_reading(planner, values),
            )
        elif isinstance(found, Cover):
            await self.ask(
                flows_learning.evidence_form(planner, competency=found.competency.key),
                lambda values: flows_learning.save_evidence(planner, values),
            )
        else:
            self.action_keep_win()

    @on(RowList.Chosen)
    @work
    async def action_edit(self) -> None:
        """Edit what is under the cursor; from an expectation, go to its evidence."""
        planner, found = self.planner, self.record
        if isinstance(found, LearningActivity):
            await self.ask(
                flows_learning.learning_form(planner, found),
                lambda values: flows_learning.save_learning(planner, values, found),
            )
        elif isinstance(found, ReadingItem):
            await self.ask(
                flows_reading.reading_form(planner, found),
                lambda values: flows_reading.save_reading(planner, values, found),
            )
        elif isinstance(found, Evidence):
            await self.ask(
                flows_learning.evidence_form(planner, found),
                lambda values: flows_learning.save_evidence(planner, values, found),
            )
        elif isinstance(found, Cover):
            self.show_evidence_of(found.competency.name)
        else:
            self.pm.tell(NONE_YET[self._place])

    @work
    async def action_delete(self) -> None:
        """Move what is under the cursor to the trash."""
        found = self.record
        if found is None or isinstance(found, Cover):
            self.pm.tell(NONE_YET[self._place])
        elif await self.sure(f"Move “{found.title}” to the trash?", "Move it to the trash"):
            self.attempt(lambda: self.planner.trash.put(found.id), "In the trash. u takes it back.")

    # ---- the log ----

    @work
    async def action_apply(self) -> None:
        """Say where the activity under the cursor was used."""
        if activity := self._needed(LearningActivity):
            await self.ask(
                flows_learning.applied_form(self.planner, activity),
                lambda values: flows_learning.save_applied(self.planner, values, activity),
            )

    def action_not_yet(self) -> None:
        """Answer the takeaway under the cursor: not yet."""
        self._answer("not yet", "It asks again, later.")

    def action_let_go(self) -> None:
        """Answer the takeaway under the cursor: it is let go."""
        self._answer("let go", "It does not ask again. u takes that back.")

    def _answer(self, answer: Recalled, said: str) -> None:
        activity = self._needed(LearningActivity)
        if activity is None:
            return
        call = call_of(activity, self.planner.today)
        if call is None:
            self.pm.tell("This one does not ask today.")
            return
        last = answer == "not yet" and later_call(call) is None
        self.attempt(
            lambda: self.planner.learning.recall(activity.id, answer),
            "Good to know; it was the last time." if last else said,
        )

    # ---- the reading list ----

    def action_begin(self) -> None:
        """Begin the item under the cursor, or put back what was begun."""
        if item := self._needed(ReadingItem):
            if item.state == "doing":
                self.attempt(lambda: self.planner.reading.put_back(item.id), "Planned again.")
            else:
                self.attempt(lambda: self.planner.reading.start(item.id), "Under way.")

    @work
    async def action_finish(self) -> None:
        """Finish the item under the cursor; it becomes learning."""
        item = self._needed(ReadingItem)
        if item and item.state == "done":
            self.pm.tell("It is done already; what stayed from it is in the log.")
        elif item:
            await self.ask(
                flows_reading.finish_form(item),
                lambda values: flows_reading.save_finish(self.planner, values, item),
            )

    # ---- coverage ----

    def action_level_up(self) -> None:
        """Show what the next level up expects."""
        self._show_level(1)

    def action_level_down(self) -> None:
        """Show what the next level down expects."""
        self._show_level(-1)

    def _show_level(self, step: int) -> None:
        levels = [level.key for level in self.planner.ladders.now.levels]
        here = self.level or self.planner.ladders.aspired()
        if here in levels:
            self.level = levels[max(0, min(len(levels) - 1, levels.index(here) + step))]
            self.load()
        else:
            self.pm.tell(NO_LEVEL)

    def action_packet(self) -> None:
        """Open the promotion packet as a page."""
        from pmgoals.tui.screens.document import PageScreen  # Markdown costs its import

        level = self.level or self.planner.ladders.aspired()
        if not level:
            self.pm.tell(NO_LEVEL)
            return
        text = working_packet(self.planner, level)
        self.app.push_screen(PageScreen(packet_name(level), text))
