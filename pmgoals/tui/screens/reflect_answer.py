"""One question of the reflection: what is asked, today's answer, and what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from pmgoals.inert import inert_lines
from pmgoals.knowledge import ReflectionPrompt
from pmgoals.model.calendar import say_date
from pmgoals.model.reflection import Reflection, Signal
from pmgoals.tui.screens.reflect_signals import beside
from pmgoals.tui.spans import Line, Span, wrap
from pmgoals.tui.widgets.lines import Build, Lines
from pmgoals.tui.widgets.prose import Prose

EARLIER_HELP = (
    "What you noticed for this question, and what you answered before, latest first. Nothing here "
    "is ever overwritten."
)


class Earlier(Lines, can_focus=True):
    """Earlier answers; takes the focus so that a long one can be scrolled."""

    help_text = EARLIER_HELP


class AnswerPane(Vertical):
    """Shows one prompt. It keeps nothing itself: the screen asks for `text` and keeps it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.prompt = ""
        """Id of the prompt that is shown."""
        self._base = ""
        self._answered = False

    def compose(self) -> ComposeResult:
        """The question above; the editor and the earlier answers under it."""
        yield Static(id="ask")
        with Container(id="answering"):
            with Vertical(id="writing"):
                yield Prose(id="answer")
                yield Static(id="kept")
            yield Earlier(id="earlier")

    @property
    def editor(self) -> Prose:
        """Where the answer is typed."""
        return self.query_one("#answer", Prose)

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self.editor.text

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return bool(self.prompt) and self.text.strip() != self._base.strip()

    def show(
        self,
        prompt: ReflectionPrompt,
        place: str,
        today: Reflection | None,
        earlier: Sequence[Reflection],
        typed: str | None = None,
        noticed: Sequence[Signal] = (),
    ) -> None:
        """Show a prompt; `typed` is text of it that could not be kept.

        `noticed` are entries of the list it draws on, the latest first.
        Text that is being typed into the same prompt stays as it is.
        """
        stays = prompt.id == self.prompt and self.dirty
        self._answered = today is not None
        if not stays:
            self.prompt, self._base = prompt.id, today.text if today else ""
            self._fill(self._base if typed is None else typed)
        self.editor.placeholder = Content(f"For example: {prompt.example}")
        self.query_one("#ask", Static).update(
            Content.assemble(
                (prompt.section, "bold $primary"),
                (f"   {place}\n", "$text-muted"),
                (f"{inert_lines(prompt.ask)}\n", "bold"),
                (prompt.hint, "$text-muted"),
            )
        )
        answers = self.query_one(Earlier)
        answers.can_focus = bool(earlier or noticed)
        answers.show(_beside(earlier, noticed))
        self.set_class(not answers.can_focus, "-first")
        self._tell()

    def kept(self, text: str) -> None:
        """Take note that `text` was kept."""
        self._base, self._answered = text, bool(text.strip())
        self._tell()

    def _fill(self, text: str) -> None:
        if self.text != text:
            self.editor.load_text(text)
            self.editor.move_cursor(self.editor.document.end)

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Say whether the text is kept."""
        self._tell()

    def _tell(self) -> None:
        if self.dirty:
            said = "Writing · esc keeps it; u then takes it back"
        elif self.editor.has_focus:
            said = "Writing · kept when you leave; u takes it back"
        elif self._answered:
            said = "✓ Kept · enter changes it · ctrl+n goes on"
        else:
            said = "Enter to answer · ctrl+n next question"
        if self.app.has_class("-ascii"):
            said = said.replace("✓ ", "").replace("·", "-")
        self.query_one("#kept", Static).update(Content(said))

    def on_descendant_focus(self) -> None:
        """Say what can be done now."""
        self._tell()

    def on_descendant_blur(self) -> None:
        """Say what can be done now."""
        self._tell()


def _beside(answers: Sequence[Reflection], noticed: Sequence[Signal]) -> Build:
    def build(width: int) -> list[Line]:
        lines = beside(noticed, width)
        if not answers and noticed:
            return lines
        if not answers:
            text = "No earlier answer. Today's comes back here next time."
            return wrap(text, width, "muted")
        for answer in answers:
            lines.append([Span(f"On {say_date(answer.on)} you wrote", "muted")])
            lines += [*wrap(answer.text, width, "", "  "), []]
        return lines

    return build
