"""Learn: what was learned, the time it got, and whether it was used."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from pmgoals.model.learning import LearningActivity
from pmgoals.services import study
from pmgoals.tui import flows_growth, flows_learning
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.plan_screen import PlanScreen
from pmgoals.tui.screens import learn_rows
from pmgoals.tui.widgets.lines import Lines, RowList

LOG_HELP = (
    "Everything logged, latest first; ✓ marks what was used in the work. a logs, e or Enter edits, "
    "A says where it was used, D moves it to the trash."
)


class LearnScreen(PlanScreen):
    """The learning log."""

    KEY = "learn"
    ABOUT = "What you learned, the time it got by week and by competency, and what became of it."
    CSS_PATH = "learn.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("learn")

    def __init__(self) -> None:
        super().__init__()
        self._activities: dict[str, LearningActivity] = {}

    def compose_body(self) -> ComposeResult:
        """The weeks above, the log and one activity of it below."""
        yield Lines(id="weeks", classes="pane")
        with Container(id="study"):
            with Vertical(id="log-pane", classes="pane"):
                yield RowList(id="log", help_text=LOG_HELP)
            with Vertical(id="detail-pane", classes="pane"):
                yield Lines(id="detail")

    @property
    def rows(self) -> RowList:
        """The log."""
        return self.query_one("#log", RowList)

    @property
    def activity(self) -> LearningActivity | None:
        """The activity under the cursor."""
        return self._activities.get(self.rows.highlighted)

    def load(self) -> None:
        """Show the log; the cursor goes to an activity that is new since the last look."""
        planner, before = self.planner, self._activities
        ascii_only = planner.settings.ascii
        self._activities = {activity.id: activity for activity in planner.plan.learning}
        new = [key for key in self._activities if key not in before] if before else []
        self.query_one("#weeks", Lines).show(learn_rows.weeks(study.look(planner), ascii_only))
        rows = learn_rows.log(list(self._activities.values()), ascii_only)
        self.rows.set_rows(rows, keep=new[0] if len(new) == 1 else None)
        self.show_detail()

    @on(RowList.Highlighted, "#log")
    def show_detail(self) -> None:
        """Show the activity under the cursor in full."""
        self.query_one("#detail", Lines).show(learn_rows.detail(self.activity, self.planner.plan))

    def goal_in_focus(self) -> str | None:
        """Return the goal the activity serves."""
        return self.activity.goal if self.activity else None

    # ---- changing ----

    def _needed(self) -> LearningActivity | None:
        """Return the activity under the cursor; say so when there is none."""
        if self.activity is None:
            self.pm.tell("Nothing is logged yet; a logs the first.")
        return self.activity

    def action_add(self) -> None:
        """Log a learning activity."""
        self.action_log_learning()

    @on(RowList.Chosen, "#log")
    @work
    async def action_edit(self) -> None:
        """Edit the activity under the cursor."""
        if activity := self._needed():
            await self.ask(
                flows_learning.learning_form(self.planner, activity),
                lambda values: flows_learning.save_learning(self.planner, values, activity),
            )

    @work
    async def action_apply(self) -> None:
        """Say where the activity under the cursor was used."""
        if activity := self._needed():
            await self.ask(
                flows_growth.applied_form(activity),
                lambda values: flows_growth.save_applied(self.planner, values, activity),
            )

    @work
    async def action_delete(self) -> None:
        """Move the activity under the cursor to the trash."""
        activity = self._needed()
        question = f"Move “{activity.title}” to the trash?" if activity else ""
        if activity and await self.sure(question, "Move it to the trash"):
            self.attempt(
                lambda: self.planner.trash.put(activity.id), "In the trash. u takes it back."
            )


SCREEN = LearnScreen
