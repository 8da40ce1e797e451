"""What the goal wizard shows: the line, the steps, the form and the coach, always in step."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from pmgoals import knowledge
from pmgoals.errors import PmgoalsError
from pmgoals.inert import inert_lines
from pmgoals.model.draft import Draft
from pmgoals.tui.screens import draft_coach, draft_panels
from pmgoals.tui.screens.draft_coach import LINE, Advice
from pmgoals.tui.screens.draft_desk import DraftDesk
from pmgoals.tui.screens.draft_form import DraftForm, GoalLine
from pmgoals.tui.screens.draft_marks import step_signs
from pmgoals.tui.screens.draft_steps import asks
from pmgoals.tui.widgets.field import LineInput
from pmgoals.tui.widgets.frame import KeyBar
from pmgoals.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from pmgoals.services.drafts import Assessed
    from pmgoals.smart.finding import Offer
    from pmgoals.tui.app import PmgoalsApp

KEEP_AFTER = 0.4
"""Seconds after a key until the draft is on disk."""

FIRST_STEP = "why"
"""Where a new draft opens, and one whose step this program does not know."""

LINE_EXAMPLE = "e.g. Raise onboarding completion from 62% to 78% by 30 Sep 2027"
"""What stands in the empty first line."""

LINE_HELP = (
    "Say the goal as you would say it to a colleague. Enter goes through the steps; "
    "every key is kept."
)
READ_HELP = "Read from your sentence; type to change it, or empty it to leave it out."


class DraftView(Screen[None]):
    """A draft and what is said of it; every change is judged, shown and kept."""

    CSS_PATH = "draft.tcss"
    AUTO_FOCUS = "#line"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (90, "-normal"),
        (116, "-wide"),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._first = draft
        known = {step.key for step in knowledge.wizard_steps()}
        self.step = draft.step if draft.step in known else FIRST_STEP
        """Key of the step that is shown."""
        self.waiting: Timer | None = None
        """When the draft is next put on disk."""
        self.assessed: Assessed | None = None
        """What was last said of the draft."""
        self.turn = 0
        """Which of the ready mends stands first."""
        self.mends: list[Offer | None] = []
        """Ready mends by their keys, kept while the person looks at them."""
        self._seen_from: Widget | None = None
        # They are kept by hand: while the screen goes they cannot be found by name any more.
        self.line = GoalLine(draft.line, LINE_EXAMPLE, id="line")
        """The first line."""
        self.form = DraftForm(id="form")
        """The questions of the step."""
        self._panels = {name: Lines(id=name) for name in ("read", "strip", "steps", "coach")}
        self._texts = {name: Static(id=name) for name in ("ask", "about", "hint")}

    @cached_property
    def desk(self) -> DraftDesk:
        """The draft on the desk."""
        return DraftDesk(self.pm.planner, self._first)

    @cached_property
    def _learned(self) -> list[str]:
        """What was learned last: it is read again where the next goal begins."""
        return self.pm.planner.reviews.learned(2)

    @property
    def draft(self) -> Draft:
        """What was typed so far."""
        return self.desk.draft

    @property
    def pm(self) -> PmgoalsApp:
        """The app, by its own type."""
        return cast("PmgoalsApp", self.app)

    def compose(self) -> ComposeResult:
        """The line above; steps, form and coach below it."""
        with Horizontal(id="line-row"):
            yield Static(Content("Your goal"), id="line-label")
            yield self.line
        yield self._panels["read"]
        yield self._panels["strip"]
        with Horizontal(id="columns"):
            yield self._panels["steps"]
            with Vertical(id="middle"):
                yield self._texts["ask"]
                yield self._texts["about"]
                yield self.form
                yield self._texts["hint"]
            yield self._panels["coach"]
        yield KeyBar("wizard")

    async def on_mount(self) -> None:
        """Open at the step it was left at."""
        await self.open_step(self.step, focus=bool(self.draft.line))

    # ---- the step ----

    async def open_step(self, step: str, *, focus: bool = True) -> None:
        """Show a step's questions; nothing when the screen is going.

        A plan that cannot be read meanwhile is told; what was typed stays.
        """
        if not self.form.is_attached:
            return
        try:
            await self._open(step, focus=focus)
        except PmgoalsError as error:
            self.pm.tell_error(error)

    async def _open(self, step: str, *, focus: bool) -> None:
        self.step = step
        self.turn_to(0)
        self.desk.go_to(step)
        words = knowledge.wizard_step(step)
        assert words is not None
        assessed = self.desk.assess(step)
        found = asks(self.pm.planner, assessed.filled.draft, step)
        self._texts["ask"].update(Content.styled(words.ask, "bold $primary"))
        self._texts["about"].update(Content.styled(words.help, "$text-muted"))
        summary = step == "commit" or (step == "milestones" and not found)
        await self.form.show(found, assessed, summary=summary)
        if not self.form.is_attached:
            return  # the screen went while its fields were made
        self.set_class(step == "commit", "-commit")
        if focus and not self.desk.is_revision:
            self.form.focus_empty()
        elif focus:
            self.form.focus_first()
        self._assess()

    async def on_resize(self) -> None:
        """Let the coach say more or less with the room there is."""
        if self.assessed is not None:
            self.call_after_refresh(self._assess)

    # ---- judging and keeping ----

    def _assess(self) -> None:
        """Judge the draft as it stands, and show what the coach says."""
        if not self.form.is_attached:
            return  # the screen is being made, or is going
        try:
            assessed = self.desk.assess()
        except PmgoalsError as error:
            self.pm.tell_error(error)
            return
        self.assessed = assessed
        ascii_only = self.pm.planner.settings.ascii
        signs = step_signs(assessed, self.step)
        title = "Edit goal" if self.desk.is_revision else "New goal"
        self._panels["steps"].show(draft_panels.steps(signs, title, ascii_only=ascii_only))
        self._panels["strip"].show(draft_panels.strip(assessed, signs, ascii_only=ascii_only))
        spans = list(assessed.filled.wording.reading.spans.values())
        self.line.underline(spans)
        self._panels["read"].show(draft_coach.understood(assessed))
        if self.step == "commit":
            self.form.show_summary(draft_panels.summary(assessed, self._follows()))
        elif not assessed.sketch.milestones:
            self.form.show_summary(draft_panels.no_split)
        if self.step != "milestones" or self.draft.milestones is not None:
            self.form.show_read(assessed)
        self.show_coach()

    def advice(self) -> Advice | None:
        """Return what the coach says where the focus is."""
        if self.assessed is None:
            return None
        return draft_coach.advice(self.assessed, self.here(), self.turn, self.mends)

    def here(self) -> str:
        """Return the step, or the line when the focus is on it."""
        return LINE if self.focused is self.line else self.step

    def show_coach(self) -> None:
        """Draw the coach for where the focus is, and say what the field in focus takes."""
        said_here = self.advice()
        if self.assessed is None or said_here is None:
            return
        self.mends = said_here.offers
        self._panels["coach"].show(
            draft_coach.coach(
                self.assessed,
                said_here,
                self.here(),
                ascii_only=self.pm.planner.settings.ascii,
                short=self.has_class("-narrow"),
                learned=[] if self.draft.goal else self._learned,
            )
        )
        self._say_about(self.focused)

    def _typed(self, place: str, text: str) -> None:
        """Take what was typed at a place."""
        if self.desk.type(self.step, place, text):
            self.changed()

    def changed(self) -> None:
        """Judge the changed draft; it is on disk a moment later."""
        self._assess()
        if self.waiting is None:  # not put off by the next key: whoever types on is kept too
            self.waiting = self.set_timer(KEEP_AFTER, self.keep_now)

    def keep_now(self) -> None:
        """Put the draft on disk, when something was typed since the last time."""
        if self.waiting is not None:
            self.waiting.stop()
            self.waiting = None
        try:
            self.desk.save()
        except PmgoalsError as error:
            self.pm.tell_error(error)

    @on(LineInput.Changed, "#line")
    def take_line(self, event: LineInput.Changed) -> None:
        """Take each key of the first line."""
        self.turn_to(0)
        self._typed("line", event.value)

    @on(DraftForm.Typed)
    def take_text(self, event: DraftForm.Typed) -> None:
        """Take each key of a field."""
        self._typed(event.place, event.text)
        if event.place == "curve":
            self.form.show_read(self.desk.assess(self.step))

    # ---- saying ----

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the field in focus takes."""
        if event.widget is not self._seen_from:
            self._seen_from = event.widget
            self.turn_to(0)
        self.show_coach()

    def turn_to(self, turn: int) -> None:
        """Number the ready mends anew, another one first."""
        self.turn, self.mends = turn, []

    def hold_mends(self, mends: list[Offer | None]) -> None:
        """Let mends keep their keys where the focus is now."""
        self.mends, self._seen_from = mends, self.focused
        self.show_coach()

    def _follows(self) -> str:
        """Return the title of the priority that the goal follows from; empty for none."""
        own = self.draft.fields.get("priority")
        return next((p.title for p in self.pm.planner.plan.priorities if p.id == own), "")

    def _say_about(self, widget: Widget | None) -> None:
        assessed, ask = self.assessed, self.form.ask_of(widget)
        problem = assessed.problems.get(ask.place, "") if ask and assessed else ""
        about_line = LINE_HELP if widget is self.line else ""
        if about_line and (follows := self._follows()):
            about_line = f"It follows from your priority “{follows}”. {about_line}"
        help_text = ask.help if ask else about_line
        if ask and assessed and ask.place in assessed.filled.read:
            help_text = f"{READ_HELP} {help_text}"
        hint = self._texts["hint"]
        hint.set_class(bool(problem), "-wrong")
        hint.update(Content(inert_lines(problem or help_text)))
