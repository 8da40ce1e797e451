"""The goal wizard: one line, eight steps, and a coach that answers while you type."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from pmgoals import knowledge
from pmgoals.errors import PmgoalsError
from pmgoals.inert import inert_lines
from pmgoals.model.draft import Draft, MeasureDraft, MilestoneDraft, text_at, with_text
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.screens import draft_panels
from pmgoals.tui.screens.draft_steps import Ask, asks, step_signs, widget_for
from pmgoals.tui.widgets.field import Choice, LineInput
from pmgoals.tui.widgets.frame import KeyBar
from pmgoals.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from pmgoals.services.drafts import Assessed
    from pmgoals.tui.app import PmgoalsApp

KEEP_AFTER = 0.4
"""Seconds after the last key until the draft is on disk."""

FIRST_STEP = "why"
"""Where a new draft opens, and one whose step this program does not know."""

LINE_HELP = (
    "Say the goal as you would say it to a colleague. Enter goes through the steps; "
    "every key is kept."
)


class DraftScreen(Screen[None]):
    """A goal being written. `draft` is what was typed so far; nothing typed is ever lost."""

    CSS_PATH = "draft.tcss"
    AUTO_FOCUS = "#line"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (90, "-normal"),
        (116, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(
        "wizard",
        priority=("next_step", "previous_step", "commit", "add_row", "leave", "discard"),
    )

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self._asks: dict[str, Ask] = {}
        self._places: dict[str, str] = {}
        known = {step.key for step in knowledge.wizard_steps()}
        self._step = draft.step if draft.step in known else FIRST_STEP
        self._waiting: Timer | None = None
        self._dirty = False
        self._assessed: Assessed | None = None

    @property
    def pm(self) -> PmgoalsApp:
        """The app, by its own type."""
        return cast("PmgoalsApp", self.app)

    def compose(self) -> ComposeResult:
        """The line above; steps, form and coach below it."""
        with Horizontal(id="line-row"):
            yield Static(Content("Your goal"), id="line-label")
            yield LineInput(self.draft.line, LINE_EXAMPLE, id="line")
        yield Lines(id="strip")
        with Horizontal(id="columns"):
            yield Lines(id="steps")
            with Vertical(id="middle"):
                yield Static(id="ask")
                yield VerticalScroll(id="form", can_focus=False)
                yield Static(id="hint")
            yield Lines(id="coach")
        yield KeyBar("wizard")

    async def on_mount(self) -> None:
        """Open at the step it was left at."""
        await self._open(self._step, focus=bool(self.draft.line))

    # ---- the step ----

    async def _open(self, step: str, *, focus: bool = True) -> None:
        """Show a step's questions."""
        self._step = step
        self.draft = msgspec.structs.replace(self.draft, step=step)
        words = knowledge.wizard_step(step)
        assert words is not None
        found = asks(self.pm.planner, self._split(), step)
        self._asks = {ask.widget_id: ask for ask in found}
        self._places |= {ask.widget_id: ask.place for ask in found}
        self.query_one("#ask", Static).update(
            Content.assemble((words.ask, "bold $primary"), "\n", (words.help, "$text-muted"))
        )
        form = self.query_one("#form", VerticalScroll)
        async with form.batch():
            await form.remove_children()
            await form.mount_all(self._rows(found))
        self.set_class(step == "commit", "-commit")
        self._assess()
        if focus:
            self.set_focus(next(iter(form.query(".ask")), None))

    def _split(self) -> Draft:
        """Return the draft with the proposed milestones in it, unless it has its own."""
        if self._step != "milestones" or self.draft.milestones is not None:
            return self.draft
        drafts = self.pm.planner.drafts
        rows = drafts.proposed_rows(drafts.read(self.draft).sketch)
        return msgspec.structs.replace(self.draft, milestones=rows)

    def _rows(self, found: list[Ask]) -> list[Widget]:
        rows: list[Widget] = []
        shown = self._split()
        for ask in found:
            widget = widget_for(ask, shown)
            widget.add_class("ask")
            label = Static(Content(ask.label), classes="label")
            rows.append(Horizontal(label, widget, classes="row"))
        if self._step == "commit" or (self._step == "milestones" and not found):
            rows.append(Lines(id="summary"))
        return rows

    def _show_summary(self, assessed: Assessed) -> None:
        for lines in self.query("#summary").results(Lines):
            if self._step == "commit":
                lines.show(draft_panels.summary(assessed))
            elif not assessed.sketch.milestones:
                lines.show(draft_panels.no_split)

    async def on_resize(self) -> None:
        """Let the coach say more or less with the room there is."""
        if self._assessed is not None:
            self.call_after_refresh(self._assess)

    # ---- judging and keeping ----

    def _assess(self) -> None:
        """Judge the draft as it stands, and show what the coach says."""
        if not self.query("#coach"):
            return  # the screen is being made, or is going
        assessed = self.pm.planner.drafts.assess(self.draft)
        self._assessed = assessed
        ascii_only = self.pm.planner.settings.ascii
        signs = step_signs(assessed, self.draft, self._step)
        self.query_one("#steps", Lines).show(draft_panels.steps(signs, ascii_only=ascii_only))
        self.query_one("#strip", Lines).show(
            draft_panels.strip(assessed, signs, ascii_only=ascii_only)
        )
        self.query_one("#coach", Lines).show(
            draft_panels.coach(
                assessed,
                ascii_only=ascii_only,
                step=self._step if self.has_class("-narrow") else "",
            )
        )
        self._show_summary(assessed)
        for widget_id, ask in self._asks.items():
            for widget in self.query(f"#{widget_id}"):
                widget.set_class(ask.place in assessed.problems, "-wrong")
        self._say_about(self.focused)

    def _typed(self, place: str, text: str) -> None:
        """Take what was typed at a place."""
        draft = self._split() if place.startswith("milestones.") else self.draft
        if text_at(draft, place) == text:
            return
        self.draft = with_text(draft, place, text)
        self._dirty = True
        self._assess()
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(KEEP_AFTER, self.keep_now)

    def keep_now(self) -> None:
        """Put the draft on disk, when something was typed since the last time."""
        if not self._dirty:
            return
        try:
            self.draft = self.pm.planner.drafts.save(self.draft)
            self._dirty = False
        except PmgoalsError as error:
            self.pm.tell_error(error)

    @on(LineInput.Changed)
    def take_text(self, event: LineInput.Changed) -> None:
        """Take each key."""
        self._typed(self._place(event.input), event.value)

    @on(Choice.Changed)
    def take_choice(self, event: Choice.Changed) -> None:
        """Take another choice."""
        self._typed(self._place(event.choice), event.value)

    def _place(self, widget: Widget) -> str:
        """Return the place of a widget, also of one whose step was left a moment ago."""
        return self._places.get(widget.id or "", "line")

    # ---- saying ----

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the field in focus takes."""
        self._say_about(event.widget)

    def _say_about(self, widget: Widget | None) -> None:
        ask = self._asks.get((widget.id or "") if widget else "")
        problem = self._assessed.problems.get(ask.place, "") if ask and self._assessed else ""
        hint = self.query_one("#hint", Static)
        hint.set_class(bool(problem), "-wrong")
        hint.update(Content(inert_lines(problem or (ask.help if ask else LINE_HELP))))

    # ---- moving ----

    def _keys(self) -> list[str]:
        return [step.key for step in knowledge.wizard_steps()]

    @on(LineInput.Submitted)
    @on(Choice.Accepted)
    async def go_on(self) -> None:
        """Go to the next field; from the last one to the next step."""
        fields = list(self.query(".ask"))
        if self.focused in fields and self.focused is not fields[-1]:
            self.set_focus(fields[fields.index(self.focused) + 1])  # at once: keys may wait
        elif self.focused not in fields and self.focused is self.query_one("#line") and fields:
            fields[0].focus()
        else:
            await self.action_next()

    async def action_next(self) -> None:
        """Commit on the last step; go on elsewhere."""
        if self._step == "commit":
            self.action_commit()
        else:
            await self.action_next_step()

    async def action_next_step(self) -> None:
        """Go to the next step."""
        keys = self._keys()
        at = keys.index(self._step)
        if at + 1 < len(keys):
            await self._open(keys[at + 1])

    async def action_previous_step(self) -> None:
        """Go to the step before."""
        keys = self._keys()
        at = keys.index(self._step)
        if at > 0:
            await self._open(keys[at - 1])

    async def action_go_step(self, step: str) -> None:
        """Go to a step by its key."""
        await self._open(step)

    async def action_add_row(self) -> None:
        """Add another measure, or another milestone."""
        if self._step == "milestones":
            rows = [*(self._split().milestones or []), MilestoneDraft()]
            self.draft = msgspec.structs.replace(self.draft, milestones=rows)
            place = f"ask-milestones-{len(rows) - 1}-title"
        elif self._step == "measurable":
            measures = [*(self.draft.measures or [MeasureDraft()]), MeasureDraft(role="leading")]
            self.draft = msgspec.structs.replace(self.draft, measures=measures)
            place = f"ask-measures-{len(measures) - 1}-name"
        else:
            return
        self._dirty = True
        await self._open(self._step, focus=False)
        self.query_one(f"#{place}").focus()

    # ---- ending ----

    def action_commit(self) -> None:
        """Commit the goal when nothing blocks it; else go to what does."""
        self.keep_now()
        if not (self._assessed and self._assessed.ready):
            self._go_to_trouble()
            return
        try:
            goal = self.pm.planner.drafts.commit(self.draft)
        except PmgoalsError as error:
            self.pm.tell_error(error)
            return
        self._dirty = False
        self.dismiss()
        self.pm.plan_changed()
        self.pm.show_goal(goal.id)
        self.pm.tell(f"Committed: {goal.title}. c checks in, u takes it back.")

    @work
    async def _go_to_trouble(self) -> None:
        """Go to the step that holds the first thing in the way."""
        if self._step != "commit":
            await self._open("commit")
        self.pm.tell("Something is still missing; it stands on this page.")

    def action_leave(self) -> None:
        """Leave; the draft is kept."""
        self.keep_now()
        kept = bool(self.draft.title or self.draft.fields or self.draft.measures)
        self.dismiss()
        self.pm.plan_changed()
        if kept:
            self.pm.tell("The draft is kept; n goes on with it.")

    @work
    async def action_discard(self) -> None:
        """Throw the draft away, after asking."""
        from pmgoals.tui.modals.choose import ChooseModal

        options = [("no", "Keep it", ""), ("yes", "Throw it away", "this cannot be undone")]
        if await self.app.push_screen_wait(ChooseModal("Throw the draft away?", options)) == "yes":
            if self._waiting is not None:
                self._waiting.stop()
            self._dirty = False
            self.pm.planner.drafts.discard(self.draft.id)
            self.dismiss()
            self.pm.plan_changed()


LINE_EXAMPLE = "Raise onboarding completion from 62% to 78% by 30 Sep 2027"
