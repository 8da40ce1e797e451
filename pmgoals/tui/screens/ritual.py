"""A ritual: one stage at a time, each answer kept as it is left."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from pmgoals.errors import BadInput, PmgoalsError
from pmgoals.inert import inert_lines, one_line
from pmgoals.services.rituals.stage import Question, Stage
from pmgoals.services.rituals.staged import Gone, Staged
from pmgoals.tui.asking import Asking
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.leaving import leave
from pmgoals.tui.outside import edited
from pmgoals.tui.screens.ritual_list import stage_rows
from pmgoals.tui.settled import settled
from pmgoals.tui.spans import Span, fit, width_of
from pmgoals.tui.widgets.field import Choice, LineInput
from pmgoals.tui.widgets.frame import KeyBar
from pmgoals.tui.widgets.lines import Lines
from pmgoals.tui.widgets.prose import Prose

KEEP_AFTER = 0.3
"""Seconds after a key until what was typed is on disk."""

WIDE, NORMAL = 116, 76
"""Columns from which a screen is wide, and from which it shows the list of stages."""

LABEL, LABEL_WIDE = 25, 40
"""Cells that the label of a question takes at most, in a narrow and in a wide screen."""


class RitualScreen(Asking, Screen[None]):
    """A ritual's questions in their order; leaving keeps what was typed, coming back resumes."""

    CSS_PATH = "ritual.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NORMAL, "-normal"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-mid"), (30, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(
        "ritual", priority=("next", "skip", "back", "editor", "leave")
    ) + [Binding(str(n), f"pick({n})", show=False, priority=True) for n in range(1, 10)]

    def __init__(self, ritual: Staged) -> None:
        super().__init__()
        self._ritual = ritual
        self._since = monotonic()
        self._stages: list[Stage] = []
        self._at = 0
        self._asked: dict[str, Question] = {}
        self._fields: list[Widget] = []
        self._waiting: Timer | None = None
        self._begun = False

    @property
    def stage(self) -> Stage:
        """The stage that is asked."""
        return self._stages[self._at]

    def compose(self) -> ComposeResult:
        """The stages at the left, the questions of one at the right."""
        with Horizontal(id="columns"):
            yield Lines(id="stages")
            with Vertical(id="middle"):
                yield Static(id="place")
                yield Static(id="ask")
                with VerticalScroll(id="beside", can_focus=False):
                    yield Static(id="about")
                yield VerticalScroll(id="questions", can_focus=False)
                yield Static(id="hint")
        yield KeyBar("ritual")

    async def on_mount(self) -> None:
        """Open where something was left half typed, else at the first stage without an answer."""
        self._stages = self._ritual.stages()
        if not self._stages:  # it was closed elsewhere meanwhile
            self._end()
            return
        typed = self._ritual.typed()
        places = [n for n, stage in enumerate(self._stages) if stage.key in typed]
        places += [n for n, stage in enumerate(self._stages) if not stage.answered]
        await self._open(next(iter(places), 0))
        self.set_interval(20, self._say_place)

    # ---- a stage ----

    async def _open(self, at: int) -> None:
        """Show a stage as it stands now."""
        self._at = at
        stage = self.stage
        typed = self._ritual.typed().get(stage.key, {})
        self._asked = {f"ask-{n}": question for n, question in enumerate(stage.questions)}
        self._fields = [
            self._widget(name, question, typed.get(question.key, question.offered))
            for name, question in self._asked.items()
        ]
        most = LABEL_WIDE if self.app.size.width >= WIDE else LABEL
        room = min(most, max(width_of([Span(one_line(q.label))]) + 2 for q in stage.questions))
        lines = [
            Horizontal(
                self._label(question, room),
                field,
                classes="row -long" if question.kind == "text" else "row",
            )
            for question, field in zip(stage.questions, self._fields, strict=True)
        ]
        questions = self.query_one("#questions", VerticalScroll)
        async with self.batch():
            await questions.remove_children()
            await questions.mount_all(lines)
        for field in self._fields:
            if isinstance(field, Prose):
                field.move_cursor(field.document.end)
        self._say_place()
        self.query_one("#ask", Static).update(
            Content.styled(inert_lines(stage.ask), "bold $primary")
        )
        self.query_one("#about", Static).update(Content(inert_lines("\n".join(stage.about))))
        ascii_only = self.pm.planner.settings.ascii
        self.query_one("#stages", Lines).show(
            stage_rows(self._ritual.title, self._stages, at, ascii_only=ascii_only)
        )
        self.set_focus(self._fields[0])

    def _say_place(self) -> None:
        """Say which period and stage it is, and how long it has taken."""
        minutes, most = int((monotonic() - self._since) / 60), self._ritual.MINUTES
        taken = f" · {minutes} of {most} min" if most else f" · {minutes} min" if minutes else ""
        place = f"{self._ritual.period} · {self._at + 1} of {len(self._stages)}{taken}"
        self.query_one("#place", Static).update(Content.styled(inert_lines(place), "$text-muted"))

    @staticmethod
    def _label(question: Question, room: int) -> Static:
        width = room if question.label else 0
        label = Static(Content(fit(one_line(question.label), max(0, width - 1))), classes="label")
        label.styles.width = width
        return label

    def _widget(self, name: str, question: Question, text: str) -> Widget:
        if question.options:
            return Choice(question.options, text, id=name)
        before = f"last {question.before}" if question.before else ""
        if question.kind == "text":
            return Prose(text, id=name, placeholder=before)
        replaced = question.kind in ("value", "confidence", "grade", "day")
        return LineInput(text, before, id=name, replaced=replaced)

    @property
    def _values(self) -> dict[str, str]:
        """What stands in the fields, by the keys of their questions."""
        found = {}
        for field in self._fields:
            key = self._asked[field.id or ""].key
            if isinstance(field, Choice | LineInput):
                found[key] = field.value
            elif isinstance(field, Prose):
                found[key] = field.text
        return found

    # ---- going on ----

    async def action_next(self) -> None:
        """Go to the next question, behind the last one to the next stage."""
        await settled(self)
        if not self._stages:
            return
        here = self._fields.index(self.focused) if self.focused in self._fields else -1
        if self._refused(self.focused):
            return
        values = self._values
        if here >= 0 and self._ends_list(self._asked[self._fields[here].id or ""], values):
            await self._leave_stage(1)
            return
        for field in self._fields[here + 1 :]:
            asked = self._asked[field.id or ""]
            if not self._ritual.is_aside(asked, self.stage, values):
                self.set_focus(field)
                return
        await self._leave_stage(1)

    @staticmethod
    def _ends_list(question: Question, values: Mapping[str, str]) -> bool:
        """Tell whether the question is an empty line of a list: nothing follows it."""
        return question.listed and not values[question.key].strip()

    async def action_skip(self) -> None:
        """Go to the next stage; what was typed is kept, what was only offered is no answer."""
        await settled(self)
        await self._leave_stage(1, answer=self._is_changed)

    async def action_back(self) -> None:
        """Go to the stage before; what was typed is kept, if it can be as an answer."""
        await settled(self)
        if self._stages:
            answered = self._is_changed and self._keep()
            if self._is_changed and not answered:
                self.keep_now()
            await self._go_to(-1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A digit chooses where there is something to choose; elsewhere it is typed."""
        return isinstance(self.focused, Choice) if action == "pick" else True

    async def action_pick(self, number: int) -> None:
        """Choose by number, and go on."""
        await settled(self)
        field = self.focused
        if isinstance(field, Choice):
            said = _said_options(self._asked[field.id or ""])
            if number <= len(said):
                field.value = said[number - 1][0]
                await self.action_next()

    @property
    def _is_changed(self) -> bool:
        """Whether anything stands in the stage that was not offered."""
        return any(text != self.stage.offered(key) for key, text in self._values.items())

    async def _leave_stage(self, step: int, *, answer: bool = True) -> None:
        """Keep a stage's answers and go to another; the last one ends the ritual."""
        if self._stages and (not answer or self._keep()):
            await self._go_to(step, ended=answer)

    async def _go_to(self, step: int, *, ended: bool = False) -> None:
        """Go to the stage after or before this one, as the stages stand now."""
        order = [stage.key for stage in self._stages]
        self._stages = self._ritual.stages()
        now = [stage.key for stage in self._stages]
        if not now:  # a review that was closed has none
            self._end()
            return
        rest = order[self._at + 1 :] if step > 0 else order[: self._at][::-1]
        following = next((key for key in rest if key in now), None)
        if following is not None:
            await self._open(now.index(following))
        elif step < 0:
            await self._open(0)
        elif ended:
            self._end()
        else:
            leave(self)

    def _end(self) -> None:
        """Say that it is over, and show what it ended in."""
        self.pm.tell(self._ritual.farewell())
        review = self._ritual.closed()
        leave(self)
        if review is not None:
            from pmgoals.tui.screens.document import DocumentScreen  # Markdown costs its import

            self.app.push_screen(DocumentScreen(review))

    def _keep(self) -> bool:
        """Keep the answers of the stage; False, and say why, when they cannot be."""
        self._stop_waiting()
        try:
            self._ritual.answer(self.stage, self._values)
        except Gone as error:
            self.pm.tell(str(error))
            return True
        except BadInput as error:
            self._focus_on(error.field)
            self._say(str(error), wrong=True)
            return False
        except PmgoalsError as error:
            self.pm.tell_error(error)
            return False
        self.pm.plan_changed()
        return True

    def _focus_on(self, key: str) -> None:
        """Put the cursor into the question that a refusal is about, if it names one."""
        for field in self._fields:
            if key and self._asked[field.id or ""].key == key:
                self.set_focus(field)

    def action_editor(self) -> None:
        """Write in the person's own editor: a long answer in focus, else freely beside them."""
        from pmgoals.services.editor import saving  # not needed before the first text

        self.keep_now()
        if isinstance(self.focused, Prose):
            with saving(edited(self.pm, self.focused.text)) as text:
                self.focused.load_text(text)
                self.keep_now()
            return
        with saving(edited(self.pm, self._ritual.prose())) as text:
            self._ritual.write_prose(text)
        self.pm.plan_changed()
        self._say("Kept beside the answers." if text.strip() else "")

    def action_leave(self) -> None:
        """Leave; what was typed is kept for when you come back."""
        self.keep_now()
        leave(self)

    # ---- what is typed ----

    def keep_now(self) -> None:
        """Put what is typed on disk."""
        self._stop_waiting()
        if not self._stages:
            return
        try:
            self._ritual.remember(self.stage, self._values)
        except PmgoalsError as error:
            self.pm.tell_error(error)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    @on(LineInput.Changed)
    @on(Choice.Changed)
    @on(Prose.Changed)
    def take_key(self) -> None:
        """Take each key; it is on disk a moment later."""
        self._refused(self.focused)
        if self._waiting is None:  # not put off by the next key: whoever types on is kept too
            self._waiting = self.set_timer(KEEP_AFTER, self.keep_now)

    def _refused(self, field: Widget | None) -> bool:
        """Tell whether what stands in a field cannot be read, and say why."""
        question = self._asked.get((field.id or "") if field else "")
        if question is None or not isinstance(field, LineInput):
            return False
        try:
            self._ritual.check(question, field.value, self.stage)
        except BadInput as error:
            self._say(str(error), wrong=True)
            return True
        doubt = self._ritual.doubt(question, field.value, self.stage)
        self._say(f"{doubt} Is it so?" if doubt else self._help(question))
        return False

    # ---- saying ----

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the question in focus takes."""
        question = self._asked.get(event.widget.id or "")
        if question is not None:
            self._say(self._help(question))

    def _help(self, question: Question) -> str:
        """Return what belongs to a question: its label where that is cut, its help, its choices."""
        most = LABEL_WIDE if self.app.size.width >= WIDE else LABEL
        cut = width_of([Span(one_line(question.label))]) + 1 > most
        numbers = [f"{n} {word}" for n, (_, word) in enumerate(_said_options(question), 1)]
        shown = " · ".join(numbers) if question.options else ""
        return "\n".join(filter(None, [question.label if cut else "", question.help, shown]))

    def _say(self, text: str, *, wrong: bool = False) -> None:
        hint = self.query_one("#hint", Static)
        hint.set_class(wrong, "-wrong")
        hint.update(Content(inert_lines(text)))


def _said_options(question: Question) -> list[tuple[str, str]]:
    """Return the choices that say something, in the order of their numbers."""
    return [(key, word) for key, word in question.options if key]
