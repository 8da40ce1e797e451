"""Comparing two at a time until an order stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from pmgoals.analytics.ranking import Answer, Ranking
from pmgoals.inert import inert_lines, one_line
from pmgoals.tui.leaving import leave

KEY = "bold $footer-key-foreground"


class Card(Static):
    """One of the two; a click answers."""

    class Clicked(Message):
        """The card was clicked."""

        def __init__(self, side: str) -> None:
            super().__init__()
            self.side = side

    def on_click(self, event: Click) -> None:
        """Answer with this card."""
        event.stop()
        self.post_message(self.Clicked(self.id or ""))


class CompareModal(ModalScreen[list[str]]):
    """Dismisses with the order of ids, as far as it has come."""

    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h,1", "answer('left')", "this one"),
        Binding("right,l,2", "answer('right')", "that one"),
        Binding("equals_sign,0", "answer('same')", "as much"),
        Binding("backspace,u", "back", "one back"),
        Binding("escape", "leave", "enough", id="form.leave", priority=True),
    ]

    def __init__(
        self, question: str, ranking: Ranking, cards: Mapping[str, tuple[str, str]]
    ) -> None:
        super().__init__()
        self._question = question
        self._cards = cards
        self._rankings = [ranking]

    def compose(self) -> ComposeResult:
        """Put the two beside each other under the question."""
        with Vertical(id="window"):
            yield Static(Content(self._question), id="title")
            with Horizontal(id="pair"):
                yield Card(id="left", classes="card")
                yield Card(id="right", classes="card")
            yield Static(id="left-over")
            yield Static(_keys(ascii_only=self.app.has_class("-ascii")), id="keys")

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask()

    def _ask(self) -> None:
        ranking = self._rankings[-1]
        asked = ranking.question
        if asked is None:
            leave(self, ranking.order)
            return
        for side, own_id in zip(("left", "right"), asked, strict=True):
            title, why = self._cards[own_id]
            words = Content.assemble(
                (one_line(title), "bold"), "\n", (inert_lines(why), "$text-muted")
            )
            self.query_one(f"#{side}", Card).update(words)
        left = ranking.left
        said = "the last question" if left == 1 else f"at most {left} questions left"
        self.query_one("#left-over", Static).update(Content(said))

    def action_answer(self, answer: Answer) -> None:
        """Take the answer and ask on."""
        self._rankings.append(self._rankings[-1].answered(answer))
        self._ask()

    def on_card_clicked(self, event: Card.Clicked) -> None:
        """Take a click as the answer."""
        self.action_answer("left" if event.side == "left" else "right")

    def action_back(self) -> None:
        """Ask the last question again."""
        if len(self._rankings) > 1:
            self._rankings.pop()
            self._ask()

    def action_leave(self) -> None:
        """Keep the order so far."""
        leave(self, self._rankings[-1].order)


def _keys(*, ascii_only: bool) -> Content:
    left, right = ("<-", "->") if ascii_only else ("←", "→")
    return Content.assemble(
        (left, KEY),
        " left   ",
        (right, KEY),
        " right   ",
        ("=", KEY),
        " as much   ",
        ("u", KEY),
        " one back   ",
        ("esc", KEY),
        " enough",
    )
