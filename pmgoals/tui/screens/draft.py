"""The goal wizard: one line, eight steps, and a coach that answers while you type."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, cast

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from pmgoals import knowledge
from pmgoals.errors import PmgoalsError
from pmgoals.inert import inert_lines
from pmgoals.model.draft import Draft, MeasureDraft, MilestoneDraft, text_at
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.screens import draft_coach, draft_panels
from pmgoals.tui.screens.draft_coach import LINE, MOST_OFFERS, Advice, advice
from pmgoals.tui.screens.draft_form import DraftForm, GoalLine
from pmgoals.tui.screens.draft_steps import asks, step_of, step_signs
from pmgoals.tui.widgets.field import LineInput
from pmgoals.tui.widgets.frame import KeyBar
from pmgoals.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from pmgoals.services.drafts import Assessed
    from pmgoals.smart.finding import Offer
    from pmgoals.tui.app import PmgoalsApp

LONGEST_WAIT = 0.5
"""Seconds to wait for a field that is ending already."""

KEEP_AFTER = 0.4
"""Seconds after the last key until the draft is on disk."""

FIRST_STEP = "why"
"""Where a new draft opens, and one whose step this program does not know."""

LINE_EXAMPLE = "Raise onboarding completion from 62% to 78% by 30 Sep 2027"
"""What stands in the empty first line."""

LINE_HELP = (
    "Say the goal as you would say it to a colleague. Enter goes through the steps; "
    "every key is kept."
)
READ_HELP = "Read from your sentence; type to change it, or empty it to leave it out."


class DraftScreen(Screen[None]):
    """A goal being written. `draft` is what was typed so far; nothing typed is ever lost."""

    CSS_PATH = "draft.tcss"
    AUTO_FOCUS = "#line"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (90, "-normal"),
        (116, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(
            "wizard",
            priority=(
                "next", "next_step", "previous_step", "commit", "add_row", "leave", "discard",
                "take_first", "turn_mends", "keep_finding",
            ),
        ),
        *(
            Binding(f"alt+{n}", f"take({n})", "take a mend", show=False, priority=True)
            for n in range(1, MOST_OFFERS + 1)
        ),
    ]  # fmt: skip

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        known = {step.key for step in knowledge.wizard_steps()}
        self._step = draft.step if draft.step in known else FIRST_STEP
        self._waiting: Timer | None = None
        self._dirty = False
        self._assessed: Assessed | None = None
        self._turn = 0

    @property
    def pm(self) -> PmgoalsApp:
        """The app, by its own type."""
        return cast("PmgoalsApp", self.app)

    @property
    def form(self) -> DraftForm:
        """The questions of the step."""
        return self.query_one(DraftForm)

    def compose(self) -> ComposeResult:
        """The line above; steps, form and coach below it."""
        with Horizontal(id="line-row"):
            yield Static(Content("Your goal"), id="line-label")
            yield GoalLine(self.draft.line, LINE_EXAMPLE, id="line")
        yield Lines(id="read")
        yield Lines(id="strip")
        with Horizontal(id="columns"):
            yield Lines(id="steps")
            with Vertical(id="middle"):
                yield Static(id="ask")
                yield Static(id="about")
                yield DraftForm(id="form")
                yield Static(id="hint")
            yield Lines(id="coach")
        yield KeyBar("wizard")

    async def on_mount(self) -> None:
        """Open at the step it was left at."""
        await self._open(self._step, focus=bool(self.draft.line))

    # ---- the step ----

    async def _open(self, step: str, *, focus: bool = True) -> None:
        """Show a step's questions; nothing when the screen is going."""
        if not self.query("#ask"):
            return
        self._step = step
        self._turn = 0
        self.draft = msgspec.structs.replace(self.draft, step=step)
        words = knowledge.wizard_step(step)
        assert words is not None
        shown = self._split()
        assessed = self.pm.planner.drafts.assess(shown)
        found = asks(self.pm.planner, assessed.filled.draft, step)
        self.query_one("#ask", Static).update(Content.styled(words.ask, "bold $primary"))
        self.query_one("#about", Static).update(Content.styled(words.help, "$text-muted"))
        summary = step == "commit" or (step == "milestones" and not found)
        await self.form.show(found, assessed, summary=summary)
        self.set_class(step == "commit", "-commit")
        if focus and self.draft.goal is None:
            self.form.focus_empty()
        elif focus:
            self.form.focus_first()
        self._assess()

    def _split(self) -> Draft:
        """Return the draft with the proposed milestones in it, unless it has its own."""
        if self._step != "milestones" or self.draft.milestones is not None:
            return self.draft
        drafts = self.pm.planner.drafts
        rows = drafts.proposed_rows(drafts.read(self.draft).sketch)
        return msgspec.structs.replace(self.draft, milestones=rows)

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
        title = "Edit goal" if self.draft.goal else "New goal"
        self.query_one("#steps", Lines).show(
            draft_panels.steps(signs, title, ascii_only=ascii_only)
        )
        self.query_one("#strip", Lines).show(
            draft_panels.strip(assessed, signs, ascii_only=ascii_only)
        )
        spans = list(assessed.filled.wording.reading.spans.values())
        self.query_one(GoalLine).underline(spans)
        self.query_one("#read", Lines).show(lambda _: [draft_coach.understood(assessed)])
        if self._step == "commit":
            self.form.show_summary(draft_panels.summary(assessed))
        elif not assessed.sketch.milestones:
            self.form.show_summary(draft_panels.no_split)
        if self._step != "milestones" or self.draft.milestones is not None:
            self.form.show_read(assessed)
        self._show_coach()

    def _advice(self) -> Advice | None:
        """Return what the coach says where the focus is."""
        if self._assessed is None:
            return None
        return advice(self._assessed, self._here(), self._turn)

    def _here(self) -> str:
        """Return the step, or the line when the focus is on it."""
        return LINE if self.focused is self.query_one("#line") else self._step

    def _show_coach(self) -> None:
        """Draw the coach for where the focus is, and say what the field in focus takes."""
        said_here = self._advice()
        if self._assessed is None or said_here is None:
            return
        self.query_one("#coach", Lines).show(
            draft_coach.coach(
                self._assessed,
                said_here,
                self._here(),
                ascii_only=self.pm.planner.settings.ascii,
                short=self.has_class("-narrow"),
            )
        )
        self._say_about(self.focused)

    def _typed(self, place: str, text: str) -> None:
        """Take what was typed at a place."""
        draft = self._split() if place.startswith("milestones.") else self.draft
        drafts = self.pm.planner.drafts
        if text_at(drafts.read(draft).filled.draft, place) == text:
            return
        self._take(drafts.typed(draft, place, text))

    def _take(self, draft: Draft) -> None:
        """Go on with another draft; it is on disk a moment later."""
        self.draft = draft
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

    @on(LineInput.Changed, "#line")
    def take_line(self, event: LineInput.Changed) -> None:
        """Take each key of the first line."""
        self._turn = 0
        self._typed("line", event.value)

    @on(DraftForm.Typed)
    def take_text(self, event: DraftForm.Typed) -> None:
        """Take each key of a field."""
        self._typed(event.place, event.text)

    # ---- saying ----

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the field in focus takes."""
        self._turn = 0
        self._show_coach()

    def _say_about(self, widget: Widget | None) -> None:
        assessed, ask = self._assessed, self.form.ask_of(widget)
        problem = assessed.problems.get(ask.place, "") if ask and assessed else ""
        help_text = ask.help if ask else LINE_HELP
        if ask and assessed and ask.place in assessed.filled.read:
            help_text = f"{READ_HELP} {help_text}"
        hint = self.query_one("#hint", Static)
        hint.set_class(bool(problem), "-wrong")
        hint.update(Content(inert_lines(problem or help_text)))

    # ---- moving ----

    async def _settled(self) -> None:
        """Wait until the field in focus has taken every key that was typed before this one.

        Keys go to a field through its own queue, and what it says climbs from parent to parent;
        a key of the screen overtakes them, and may end the field.
        """
        focused = self.focused
        if focused is None or focused.screen is not self:
            return
        climb = [node for node in focused.ancestors_with_self if isinstance(node, MessagePump)]
        for pump in climb[: climb.index(self) + 1]:
            for _ in range(2):  # what it says to its parent it first says to itself
                heard = asyncio.Event()
                pump.call_later(heard.set)
                with suppress(TimeoutError):
                    await asyncio.wait_for(heard.wait(), LONGEST_WAIT)

    def _keys(self) -> list[str]:
        return [step.key for step in knowledge.wizard_steps()]

    async def action_next(self) -> None:
        """Go to the next field, behind the last one to the next step that is not satisfied.

        It is a key of the screen, not of a field: keys typed ahead find the field they are for.
        """
        if self._here() != LINE and self.form.go_on():
            return
        await self._settled()
        keys = self._keys()
        if self._here() == LINE:
            await self._open_unsatisfied(keys)
        elif self._step == "commit":
            await self.action_commit()
        else:
            await self._open_unsatisfied(keys[keys.index(self._step) + 1 :])

    async def _open_unsatisfied(self, keys: list[str]) -> None:
        """Open the first of the steps that is not satisfied, else one that blocks or the last."""
        assert self._assessed is not None
        signs = step_signs(self._assessed, self.draft, "")
        open_here = (key for key in keys if key != "commit" and signs[key] != "done")
        blocking = (key for key in self._keys() if signs[key] == "trouble")
        await self._open(next(open_here, None) or next(blocking, "commit"))

    async def action_next_step(self) -> None:
        """Go to the next step."""
        await self._settled()
        keys = self._keys()
        at = keys.index(self._step)
        if at + 1 < len(keys):
            await self._open(keys[at + 1])

    async def action_previous_step(self) -> None:
        """Go to the step before."""
        await self._settled()
        keys = self._keys()
        at = keys.index(self._step)
        if at > 0:
            await self._open(keys[at - 1])

    async def action_go_step(self, step: str) -> None:
        """Go to a step by its key."""
        await self._settled()
        await self._open(step)

    async def action_add_row(self) -> None:
        """Add another measure, or another milestone."""
        await self._settled()
        if self._step == "milestones":
            rows = [*(self._split().milestones or []), MilestoneDraft()]
            self.draft = msgspec.structs.replace(self.draft, milestones=rows)
            place = f"ask-milestones-{len(rows) - 1}-title"
        elif self._step == "measurable":
            role = "lagging" if self.draft.fields.get("method") == "okr" else "leading"
            measures = [*(self.draft.measures or [MeasureDraft()]), MeasureDraft(role=role)]
            self.draft = msgspec.structs.replace(self.draft, measures=measures)
            place = f"ask-measures-{len(measures) - 1}-name"
        else:
            return
        self._dirty = True
        await self._open(self._step, focus=False)
        self.query_one(f"#{place}").focus()

    # ---- the coach's mends ----

    async def action_take(self, number: int) -> None:
        """Take a ready mend, and go to where it was written; numbers want to be filled in."""
        await self._settled()
        said_here = self._advice()
        if said_here is None or number > len(said_here.offers):
            return
        offer = said_here.offers[number - 1]
        on_line = LINE in offer.writes
        self._take(self.pm.planner.drafts.take(self.draft, offer))
        if on_line:
            with self.query_one(GoalLine).prevent(LineInput.Changed):
                self.query_one(GoalLine).value = self.draft.line
        step = _step_written(offer, self._step)
        if self._here() == LINE and step != "measurable":
            await self._open(self._step, focus=False)  # there is more to say about the line
        else:
            await self._open(step)

    async def action_take_first(self) -> None:
        """Take the first ready mend."""
        await self.action_take(1)

    def action_turn_mends(self) -> None:
        """Bring the next ready mend to the front."""
        self._turn += 1
        self._show_coach()

    @work
    async def action_keep_finding(self) -> None:
        """Keep a finding as it is, with a reason that is stored with the goal."""
        from pmgoals.tui.modals.form import FormModal
        from pmgoals.tui.screens.draft_keep import keep_form, kept

        if self._assessed is None or not self._assessed.judgement.findings:
            self.pm.tell("There is no finding to keep.")
            return
        form = keep_form(self._assessed.judgement.findings)
        values, saved = await self.app.push_screen_wait(FormModal(form))
        if saved and values["reason"].strip():
            self._take(kept(self.draft, values["rule"], values["reason"]))
            self.pm.tell(f"{values['rule']} stands, with your reason.")
        elif saved:
            self.pm.tell("A finding stands only with a reason; nothing was changed.")

    # ---- ending ----

    async def action_commit(self) -> None:
        """Commit the goal when nothing blocks it; else go to what does."""
        await self._settled()
        self.keep_now()
        if not (self._assessed and self._assessed.ready):
            self._go_to_trouble()
            return
        try:
            goal = self.pm.planner.drafts.commit(self.draft)
        except PmgoalsError as error:
            self.pm.tell_error(error)
            self._go_to_commit()
            return
        revised = self.draft.goal is not None
        self._dirty = False
        self.dismiss()
        self.pm.plan_changed()
        self.pm.show_goal(goal.id)
        done = "Changed" if revised else "Committed"
        self.pm.tell(f"{done}: {goal.title}. {'u' if revised else 'c checks in, u'} takes it back.")

    @work
    async def _go_to_trouble(self) -> None:
        """Go to the step that holds what is in the way, and say so."""
        await self._open_commit()
        self.pm.tell("Something is still missing; it stands on this page.")

    @work
    async def _go_to_commit(self) -> None:
        """Go to the step where a reason can be given."""
        await self._open_commit()

    async def _open_commit(self) -> None:
        if self._step != "commit":
            await self._open("commit")

    async def action_leave(self) -> None:
        """Leave; the draft is kept."""
        await self._settled()
        self.keep_now()
        kept = bool(self.draft.title or self.draft.fields or self.draft.measures)
        self.dismiss()
        self.pm.plan_changed()
        if kept and (self.draft.goal is None or self._was_kept()):
            self.pm.tell("The draft is kept; n goes on with it.")

    def _was_kept(self) -> bool:
        return any(draft.id == self.draft.id for draft in self.pm.planner.drafts.all())

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


def _step_written(offer: Offer, step: str) -> str:
    """Return the step that asks what an offer writes."""
    place = next(iter(offer.writes))
    if place == LINE:
        return step
    table = place.partition(".")[0]
    return {"measures": "measurable", "milestones": "milestones"}.get(table) or step_of(place)
