"""Writing one answer beside the list it belongs to; nothing typed is ever lost."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from pmgoals.errors import PmgoalsError
from pmgoals.inert import inert_lines
from pmgoals.services.journal import items_of
from pmgoals.tui.plan_screen import PlanScreen
from pmgoals.tui.widgets.lines import RowList


class Asked(msgspec.Struct, frozen=True):
    """A question and what was answered so far."""

    key: str
    """What the answer is kept under."""
    ask: str
    """The question."""
    hint: str = ""
    """What helps to answer it."""
    text: str = ""
    """The answer so far."""
    limit: int | None = None
    """Most items a list should take; None when nothing is counted."""


class Writing(Vertical):
    """The question and a text area; hidden while nothing is written."""

    DEFAULT_CSS = """
    Writing {
        height: 14; display: none; border-top: solid $border-blurred; padding: 0 1;
        &.-open { display: block; }
        & #asked { text-style: bold; height: auto; }
        & #hint, & #below { color: $text-muted; height: auto; }
        & Prose { height: 1fr; min-height: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(0)", "back", id="form.leave", priority=True),
        Binding("ctrl+s", "leave(0)", "save", id="form.save", priority=True),
        Binding("tab", "leave(1)", "next", show=False, priority=True),
        Binding("shift+tab", "leave(-1)", "before", show=False, priority=True),
    ]

    class Left(Message):
        """The person is done with the answer; `step` says where to go from it: -1, 0 or 1."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.asked: Asked | None = None
        """What is being answered; None while nothing is."""

    def compose(self) -> ComposeResult:
        """The question above; the text area joins when it is first needed."""
        yield Static(id="asked")
        yield Static(id="hint")
        yield Static(id="below")

    @property
    def text(self) -> str:
        """What stands in the text area."""
        return str(getattr(self.query("#answer").first(), "text", "")) if self.asked else ""

    @property
    def changed(self) -> bool:
        """Whether the text says something else than what was kept."""
        return self.asked is not None and self.text.strip() != self.asked.text.strip()

    async def open(self, asked: Asked) -> None:
        """Ask something, with the answer so far to go on from."""
        from pmgoals.tui.widgets.prose import Prose  # text areas cost 20 ms to import

        for old in self.query(Prose):
            await old.remove()
        self.asked = asked
        self.query_one("#asked", Static).update(Content(inert_lines(asked.ask)))
        self.query_one("#hint", Static).update(Content(inert_lines(asked.hint)))
        answer = Prose(asked.text, id="answer")
        await self.mount(answer, before="#below")
        self.add_class("-open")
        answer.move_cursor(answer.document.end)
        answer.focus()
        self._tell()

    def kept(self) -> None:
        """Take what stands there as the answer so far."""
        if self.asked:
            self.asked = msgspec.structs.replace(self.asked, text=self.text)

    def close(self) -> None:
        """Hide it."""
        self.asked = None
        self.remove_class("-open")

    def on_text_area_changed(self) -> None:
        """Count the items of a list."""
        self._tell()

    def _tell(self) -> None:
        limit = self.asked.limit if self.asked else None
        count = len(items_of(self.text)) if limit else 0
        over = f"{count} lines; {limit} are enough" if limit and count > limit else ""
        keys = Content.assemble(
            ("esc", "bold $footer-key-foreground"),
            " done    ",
            ("tab", "bold $footer-key-foreground"),
            " next question    ",
            (over, "$warning"),
        )
        self.query_one("#below", Static).update(keys)

    def action_leave(self, step: int) -> None:
        """Tell that the person is done."""
        self.post_message(self.Left(step))


class WritingScreen(PlanScreen):
    """A screen on which answers are written beside the list with the class `answers`."""

    @property
    def writing(self) -> Writing:
        """Where an answer is written."""
        return self.query_one(Writing)

    @property
    def answers(self) -> RowList:
        """The list the answers belong to."""
        return self.query_one(".answers", RowList)

    def keep_answer(self, key: str, text: str) -> None:
        """Keep an answer through a service."""
        raise NotImplementedError

    def asked(self, row_id: str) -> Asked | None:
        """Return what a row asks, None when nothing is written there."""
        raise NotImplementedError

    async def write(self, row_id: str) -> bool:
        """Open the text area on what a row asks; False when it asks nothing."""
        asked = self.asked(row_id)
        if asked is not None:
            self.answers.highlighted = row_id
            self.add_class("-writing")
            await self.writing.open(asked)
        return asked is not None

    def keep_now(self) -> bool:
        """Keep what is being written; False when that was refused: then it stays open."""
        writing = next(iter(self.query(Writing)), None)  # none before the screen was composed
        if writing is None or writing.asked is None or not writing.changed:
            return True
        try:
            self.keep_answer(writing.asked.key, writing.text)
        except PmgoalsError as error:
            self.pm.tell_error(error)
            return False
        writing.kept()
        if self.is_current:  # a screen that comes up instead fills itself
            self.pm.plan_changed()
        return True

    def _finish(self) -> bool:
        if not self.keep_now():
            self.writing.query("#answer").focus()
            return False
        self.writing.close()
        self.remove_class("-writing")
        return True

    @on(Writing.Left)
    async def leave_writing(self, event: Writing.Left) -> None:
        """Keep the answer; go to the next question, the one before, or back to the list."""
        if not self._finish():
            return
        ids = self.answers.ids
        at = ids.index(self.answers.highlighted) if self.answers.highlighted in ids else 0
        following = ids[at + 1 :] if event.step > 0 else ids[:at][::-1] if event.step < 0 else []
        for row_id in following:
            if await self.write(row_id):
                return
        self.answers.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the answer when the person goes elsewhere on the screen."""
        if self.writing.asked and self.writing not in event.widget.ancestors_with_self:
            self._finish()

    def on_screen_suspend(self) -> None:
        """Keep the answer when another screen is shown."""
        self.keep_now()
