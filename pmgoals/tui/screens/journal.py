"""Journal: weeks at the left, one week's check-ins and prose at the right."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal
from pmgoals.model.record import Record
from pmgoals.services.journal import SHOWN_WEEKS
from pmgoals.tui import flows
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.outside import edited, has_editor
from pmgoals.tui.screens.journal_week import TEXT_ASK, TEXT_HINT, rows_of, week_rows
from pmgoals.tui.screens.writing import Asked, Writing, WritingScreen
from pmgoals.tui.widgets.lines import RowList

WEEKS_HELP = (
    "Your weeks, this one first. The sign says that something was written, the number counts "
    "check-ins. Enter or right goes into the week; any earlier week can still be written."
)
WEEK_HELP = (
    "The week: check-ins by goal, then a few questions, then free text. Enter or e writes the "
    "answer in focus (e opens your editor for the free text), Tab goes on to the next, Esc comes "
    "back; nothing typed is lost. w goes through the week question by question. "
    "c checks in on the goal in focus, also for an earlier week."
)


class JournalScreen(WritingScreen):
    """Weeks at the left, one week at the right."""

    KEY = "journal"
    ABOUT = "Week by week: what you checked in, what you wrote, what you said would change."
    CSS_PATH = "journal.tcss"
    AUTO_FOCUS = "#week"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("journal")

    def __init__(self) -> None:
        super().__init__()
        self._count = SHOWN_WEEKS
        self.add_class("-reading")

    def compose_body(self) -> ComposeResult:
        """The strip of weeks at the left, the week at the right."""
        with Horizontal(id="halves"):
            with Vertical(id="weeks-pane", classes="pane"):
                yield RowList(id="weeks", help_text=WEEKS_HELP)
            with Vertical(id="week-pane", classes="pane"):
                yield RowList(id="week", classes="answers", help_text=WEEK_HELP)
                yield Writing()

    # ---- what is shown ----

    @property
    def weeks(self) -> RowList:
        """The strip of weeks."""
        return self.query_one("#weeks", RowList)

    @property
    def week(self) -> Week:
        """The week that is shown."""
        name = self.weeks.highlighted
        return Week.parse(name) if name else self.planner.week

    def load(self) -> None:
        """Show the weeks and the one under the cursor."""
        marks = self.planner.journal.marks(self._count)
        self.weeks.set_rows(week_rows(marks, self.planner.settings.ascii))
        self._show_week()

    @on(RowList.Highlighted, "#weeks")
    def _show_week(self) -> None:
        self.answers.set_rows(rows_of(self.planner, self.week))

    def goal_in_focus(self) -> str | None:
        """Return the goal of the check-in under the cursor."""
        kind, _, goal_id = self.answers.highlighted.partition(":")
        return goal_id if kind == "checkin" and self.focused is self.answers else None

    NOTHING_TO_SHARE = "Nothing is written in this week yet; what you write can be shared."

    def record_in_focus(self) -> Record | None:
        """Return the check-in under the cursor, else the entry of the week."""
        plan, week = self.planner.plan, str(self.week)
        said = plan.checkins_of(self.goal_in_focus() or "")
        found = next((checkin for checkin in said if checkin.week == week), None)
        return found or plan.journal.get(week)

    # ---- moving about ----

    @on(RowList.Chosen, "#weeks")
    def action_week(self) -> None:
        """Go into the week."""
        self.add_class("-reading")
        self.answers.focus()

    def action_weeks(self) -> None:
        """Go to the list of weeks."""
        self.remove_class("-reading")
        self.weeks.focus()

    def action_earlier(self) -> None:
        """Show the week before, older than any entry too."""
        if self.weeks.highlighted in self.weeks.ids[-1:]:
            self._count = len(self.weeks.ids) + SHOWN_WEEKS
            self.load()
        self.weeks.action_cursor_down()

    def action_later(self) -> None:
        """Show the week after."""
        self.weeks.action_cursor_up()

    # ---- writing ----

    async def action_edit(self) -> None:
        """Write the answer in focus, or check in; free text in the person's editor, if any."""
        row_id = self.answers.highlighted
        if row_id.startswith("text:") and has_editor(self.pm):
            week, entry = self.week, self.planner.plan.journal.get(str(self.week))
            from pmgoals.services.editor import saving

            with saving(edited(self.pm, entry.text if entry else "")) as text:
                self.planner.journal.write(text=text, week=week)
            self.pm.plan_changed()
        else:
            await self._write_row(row_id)

    @on(RowList.Chosen, "#week")
    async def write_here(self) -> None:
        """Write the answer in focus on this screen, or check in."""
        await self._write_row(self.answers.highlighted)

    async def _write_row(self, row_id: str) -> None:
        kind, _, own_id = row_id.partition(":")
        if kind == "checkin":
            self.check_in(self.planner.plan.goals[own_id])
        else:
            self.add_class("-reading")
            await self.write(row_id)

    def asked(self, row_id: str) -> Asked | None:
        """Return what a row asks; the free text is asked once, however many rows it takes."""
        entry = self.planner.plan.journal.get(str(self.week))
        if row_id == "text:0" or (row_id.startswith("text:") and not self.writing.asked):
            return Asked(f"{self.week} text", TEXT_ASK, TEXT_HINT, entry.text if entry else "")
        prompts = {f"prompt:{prompt.id}": prompt for prompt in self.planner.journal.prompts()}
        if (prompt := prompts.get(row_id)) is None:
            return None
        said = entry.answers.get(prompt.id, "") if entry else ""
        hint = f"{prompt.hint} One a line." if prompt.many else prompt.hint
        return Asked(f"{self.week} {prompt.id}", prompt.ask, hint, said, prompt.limit)

    def keep_answer(self, key: str, text: str) -> None:
        """Keep an answer of the week it was asked in."""
        name, _, prompt = key.partition(" ")
        week = Week.parse(name)
        if prompt == "text":
            self.planner.journal.write(text=text, week=week)
        else:
            self.planner.journal.write(answers={prompt: text}, week=week)

    def action_rest(self) -> None:
        """Pass the week over on purpose, on a reserve week; or take that back."""
        week, entry = self.week, self.planner.plan.journal.get(str(self.week))
        use = entry is None or not entry.rest
        self.planner.journal.rest(week, use=use)
        self.pm.plan_changed()
        self.pm.tell(f"{week.label} is passed over." if use else f"{week.label} counts again.")

    # ---- check-ins ----

    def action_ritual(self) -> None:
        """Go through the week that is shown; an earlier one is filled late."""
        self.go_through(self.planner.rituals.weekly(self.week))

    def action_check_in(self) -> None:
        """Check in on the goal in focus, else on one that has no check-in in the week."""
        self._check_in_somewhere()

    @work
    async def _check_in_somewhere(self) -> None:
        goal_id = self.goal_in_focus()
        if goal_id is None:
            left = self.planner.checkins.open(self.week)
            if not left:
                self.pm.tell(f"{self.week.label} has all its check-ins.")
                return
            options = [(goal.id, goal.title, "") for goal in left]
            title = f"Check in for {self.week.label} on"
            goal_id = left[0].id if len(left) == 1 else await self.choose(title, options)
        if goal_id:
            self.check_in(self.planner.plan.goals[goal_id])

    @work
    async def check_in(self, goal: Goal) -> None:
        """Ask the shown week's word on a goal."""
        week = self.week
        await self.ask(
            flows.checkin_form(self.planner, goal, week),
            lambda values: flows.save_checkin(self.planner, goal, values, week),
        )


SCREEN = JournalScreen
